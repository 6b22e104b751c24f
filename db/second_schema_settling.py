"""The second schema, a part of it: what rests on text that has changed since."""

from __future__ import annotations

SETTLING = """
"""
