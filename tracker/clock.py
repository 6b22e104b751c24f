"""The only place that reads the time. Everything that decides is handed the instant."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tracker.errors import ConfigError
from tracker.instants import Clock, instant_of


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
