"""The second schema, a part of it: articles and documents behind items."""

from __future__ import annotations

WATCHING = """
"""
