"""Instants as text and as days, and the type of what tells them. Reads no time: `tracker.clock` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

WASHINGTON = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")

Clock = Callable[[], datetime]


def text_of(instant: datetime) -> str:
    """An aware instant as UTC text `YYYY-MM-DDTHH:MM:SSZ`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant_of(text: str) -> datetime:
    """The aware instant of UTC text, as `text_of` writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def start_of(text: str) -> datetime:
    """The aware instant of UTC text; a day `YYYY-MM-DD` stands for its start in UTC."""
    found = instant_of(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def days_at(instant: datetime) -> tuple[str, str]:
    """The calendar days (Washington, Tokyo) at an instant."""
    return instant.astimezone(WASHINGTON).date().isoformat(), instant.astimezone(TOKYO).date().isoformat()
