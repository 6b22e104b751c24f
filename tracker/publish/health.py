"""Whether the service does its work: decided from what the database holds, so that each process gives the same answer. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from tracker.instants import instant_of

OK, LATE, FAILING = "ok", "late", "failing"


@dataclass(frozen=True, slots=True)
class Due:
    """A source that is switched on. next_check_at: UTC text, None for at once. poll_minutes: its interval."""

    source_id: str
    state: str
    next_check_at: str | None
    poll_minutes: int


@dataclass(frozen=True, slots=True)
class Vitals:
    """What health is judged by. anchor_id: of the default anchor. beat_at: of the run that has not ended, None where none runs."""

    anchor_id: str
    beat_at: str | None
    sources: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Health:
    """The verdict (DESIGN, command line): `ok`, `late` (polls are overdue) or `failing` (nothing can be shown or fetched)."""

    status: str
    checks: Mapping[str, Check]

    @property
    def http_status(self) -> int:
        """200 when all is well, else 503 (RFC 9110 §15.6.4)."""
        return 200 if self.status == OK else 503

    def to_json(self) -> str:
        """`{status, checks: {name: {ok, detail}}}`."""
        return json.dumps({"status": self.status, "checks": {name: asdict(check) for name, check in self.checks.items()}}, indent=1)


def judge(vitals: Vitals, now: str, beat_s: int) -> Health:
    """The verdict at an instant.

    now: UTC text. beat_s: seconds between two signs of life of a poller; it is late after two without one. A source is late when its
    next check is overdue by its own interval, which is two intervals after its last one (TRAPS 2). All sources failing means failing.
    """
    poller = _poller(vitals, now, beat_s)
    due = _due(vitals.sources, now, beat_s)
    sources = _sources(vitals.sources)
    database = Check(True, f"anchor {vitals.anchor_id}")
    status = FAILING if not sources.ok else OK if poller.ok and due.ok else LATE
    return Health(status, {"database": database, "poller": poller, "due": due, "sources": sources})


def broken(detail: str) -> Health:
    """The verdict where the database can't be read."""
    return Health(FAILING, {"database": Check(False, detail)})


def _poller(vitals: Vitals, now: str, beat_s: int) -> Check:
    if vitals.beat_at is None:
        return Check(False, "no poller runs on this database: start `tracker up` or `tracker run`")
    age = _seconds(vitals.beat_at, now)
    return Check(age <= 2 * beat_s, f"last sign of life at {vitals.beat_at}, {int(age)} s ago")


def _due(sources: tuple[Due, ...], now: str, beat_s: int) -> Check:
    late = [s for s in sources if s.next_check_at is not None and _seconds(s.next_check_at, now) > max(s.poll_minutes * 60, beat_s)]
    if not late:
        return Check(True, "no source is overdue")
    return Check(False, f"{len(late)} overdue: {_names(late)}")


def _sources(sources: tuple[Due, ...]) -> Check:
    tried = [source for source in sources if source.state != "new"]
    bad = [source for source in tried if source.state in ("failing", "blocked")]
    detail = f"{len(sources)} switched on, {len(tried)} tried, {len(bad)} failing or blocked"
    if bad:
        detail += f": {_names(bad)}"
    return Check(not bad or len(bad) < len(tried), detail)


def _names(sources: list[Due]) -> str:
    first = ", ".join(source.source_id for source in sources[:10])
    return first + (", …" if len(sources) > 10 else "")


def _seconds(then: str, now: str) -> float:
    return (instant_of(now) - instant_of(then)).total_seconds()
