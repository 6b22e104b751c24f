"""A database for the pages on sources: that of `publish_stock` after two months of polls, with failures, a gap and a source turned off."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from publish_stock import NOW, filled_database

from db.records import GapStep, PollRow, PollWrite, SourceStep
from db.store.connect import open_store
from db.store.polls import save_polls
from tracker.instants import instant_of, text_of

UNSEEN = (20, 21, 22)
"""How many days before `NOW` nobody looked."""
FAILED = range(5, 9)
"""How many days before `NOW` the paper gave no answer."""
TURNED_OFF = 30


def watched_database(folder: Path) -> Path:
    """A copy of it in `folder`."""
    path = filled_database(folder)
    with open_store(path) as store:
        for back in range(50, 0, -1):
            if back not in UNSEEN:
                save_polls(store, _polls(back))
        store.conn.execute("UPDATE sources SET state = 'off' WHERE enabled = 0")
    return path


def _polls(back: int) -> list[PollWrite]:
    at = text_of(instant_of(NOW) - timedelta(days=back))
    step = SourceStep("ok", NOW, "every 60 min", last_ok_at=at, last_new_at=at)
    late = SourceStep("failing", NOW, "every 60 min", failures=0.5, last_error="503 Service Unavailable")
    found = [PollWrite(PollRow("ministry", at, "changed" if back % 7 == 0 else "not_modified", 120, 304), step)]
    if back in FAILED:
        gaps = (GapStep("down", at, None, 4),) if back == max(FAILED) else ()
        found.append(PollWrite(PollRow("paper", at, "error", 9000, 503, error="503 Service Unavailable"), late, gaps=gaps))
    else:
        found.append(PollWrite(PollRow("paper", at, "unchanged", 300, 200), step))
    if back > TURNED_OFF:
        found.append(PollWrite(PollRow("quiet", at, "unchanged", 300, 200)))
    return found
