"""The only place that reads the time. Everything that decides is handed the instant."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tracker.errors import ConfigError

WASHINGTON = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")

Clock = Callable[[], datetime]


def text_of(instant: datetime) -> str:
    """An aware instant as UTC text `YYYY-MM-DDTHH:MM:SSZ`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant_of(text: str) -> datetime:
    """The aware instant of UTC text, as `text_of` writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def start_from(environ: Mapping[str, str] = os.environ) -> datetime:
    """The instant at which the program starts: `TRACKER_NOW` where it is set, else the machine's. Raises ConfigError for a bad one."""
    stated = environ.get("TRACKER_NOW", "")
    if not stated:
        return datetime.fromtimestamp(time.time(), UTC)
    try:
        instant = instant_of(stated)
    except ValueError as error:
        raise ConfigError("TRACKER_NOW", f"{stated!r} is no instant", "write it as 2025-04-16T20:00:00Z") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def running_clock(start: datetime) -> Clock:
    """A clock that stands at `start` now and runs with the machine's, so that it also counts the hours of a suspended machine."""
    began = time.time()
    return lambda: start + timedelta(seconds=time.time() - began)


def days_at(instant: datetime) -> tuple[str, str]:
    """The calendar days (Washington, Tokyo) at an instant."""
    return instant.astimezone(WASHINGTON).date().isoformat(), instant.astimezone(TOKYO).date().isoformat()
