"""The second schema, a part of it: counts that pages would otherwise scan for."""

from __future__ import annotations

COUNTS = """
"""
