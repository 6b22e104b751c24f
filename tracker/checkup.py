"""What `tracker doctor` says of what it looked at: each finding with its state and what to do about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.health_rows import SearchStep
from db.records import SourceRow
from tracker.instants import instant_of

OK, NOTE, FAULT = "ok", "note", "fault"
"""All is well; worth knowing, and nothing is lost; something is broken, and a person has to act (exit status 1)."""

QUIET_S = 120
"""A poller beats at each tick (15 s); after two minutes without a beat it is late, as `/-/health` has it."""
AHEAD_S = 300
ROOM_BYTES = 200_000_000
SCARCE_BYTES = 50_000_000
BACKUP_DAYS = 7
_NAMED = 10
_DAY_S = 86400


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's. check: what was looked at. state: OK, NOTE or FAULT. advice: what to do, "" for nothing."""

    check: str
    state: str
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The note of the last backup. at: UTC instant. file: its path as written. there: whether that file can be seen now."""

    at: str
    file: str
    there: bool


def of_integrity(faults: Sequence[str]) -> Finding:
    """What SQLite finds wrong with the file, one line a fault."""
    if not faults:
        return Finding("database", OK, "SQLite finds nothing wrong")
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return Finding("database", FAULT, f"{faults[0]}{more}", "stop the poller and `tracker restore` the last backup")


def of_orphans(counts: Mapping[str, int]) -> Finding:
    """Rows that lack what belongs to them, by what they are."""
    if not counts:
        return Finding("rows", OK, "every row has what belongs to it")
    said = ", ".join(f"{count} {what}" for what, count in counts.items())
    return Finding("rows", FAULT, said, "`tracker relink` decides links and events again; if it stays, `tracker restore` a backup")


def of_snapshots(broken: Sequence[str], looked_at: int) -> Finding:
    """Snapshots whose bytes are not those they are named by. looked_at: how many there were to look at, the newest."""
    if not broken:
        return Finding("snapshots", OK, f"{looked_at} looked at, each holds the bytes that it is named by")
    advice = "they prove nothing any more: check the disk, and `tracker restore` a backup from before"
    return Finding("snapshots", FAULT, f"{len(broken)} of {looked_at} are damaged, {broken[0][:12]}… the newest", advice)


def of_search(steps: Sequence[SearchStep], polling: bool) -> Finding:
    """How the search index stands to what it indexes. polling: a poller runs, which takes what is queued into the index."""
    wrong = [step for step in steps if step.rows - step.indexed > step.queued or step.indexed > step.rows]
    queued = sum(step.queued for step in steps)
    if wrong:
        said = ", ".join(f"{step.indexed} of {step.rows} {step.kind}s are indexed" for step in wrong)
        return Finding("search", FAULT, said, "`tracker doctor --fix` builds the index anew")
    if queued and not polling:
        return Finding("search", NOTE, f"{queued} rows wait for the index", "the next poll takes them in, or `tracker doctor --fix` now")
    return Finding("search", OK, f"the index is in step{f', {queued} rows are on their way' if queued else ''}")


def of_joining(pending: int, polling: bool) -> Finding:
    """Linked items that wait to join an event: what a crash leaves is finished by the next poll."""
    if pending and not polling:
        return Finding("events", NOTE, f"{pending} linked items wait to join an event", "the next poll or `tracker relink` finishes it")
    return Finding("events", OK, f"{pending} linked items are about to join an event" if pending else "no item waits to join an event")


def of_sources(sources: Iterable[SourceRow]) -> list[Finding]:
    """The enabled sources: none at all, those in each state that wants a look, and whether any answers."""
    on = [source for source in sources if source.enabled]
    if not on:
        return [Finding("sources", NOTE, "every source is off, so nothing is polled", "`tracker sources enable ID`")]
    tried = [source for source in on if source.state != "new"]
    bad = [source for source in tried if source.state in ("failing", "blocked")]
    if tried and len(bad) == len(tried):
        advice = "look at the network, the name server and the firewall of this machine"
        return [Finding("sources", FAULT, f"none of the {len(tried)} sources that were tried answers: {bad[0].last_error}", advice)]
    found = [_in_state(state, on, advice) for state, advice in _STATES]
    noted = [finding for finding in found if finding is not None]
    tries = f"{len(tried)} were tried, all answer" if tried else "none was tried yet"
    return noted or [Finding("sources", OK, f"{len(on)} are on, {tries}")]


_STATES = (
    ("failing", "`tracker sources test ID` shows the error; they are asked again, at least daily"),
    ("blocked", "the other side refuses us; they are asked again more slowly, or `tracker sources disable ID`"),
    ("silent", "they answer without items: look whether the address still is the feed's"),
    ("stale", "their newest item is old: look whether the outlet has a new address"),
)


def _in_state(state: str, on: Sequence[SourceRow], advice: str) -> Finding | None:
    names = [source.id for source in on if source.state == state]
    if not names:
        return None
    said = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return Finding("sources", NOTE, f"{len(names)} of {len(on)} {'is' if len(names) == 1 else 'are'} {state}: {said}", advice)


def of_clock(now: str, database_now: str | None, checked_until: str | None) -> Finding:
    """The machine's clock against the database's, which never goes back, and against the day to which the pack was checked."""
    if database_now is not None and _seconds(now, database_now) > AHEAD_S:
        advice = "set the machine's clock (and look whether TRACKER_NOW is set); the next poll sets the database's"
        return Finding("clock", FAULT, f"it is {now} here, but the database was last used at {database_now}", advice)
    if checked_until is not None and now[:10] < checked_until:
        return Finding("clock", NOTE, f"it is {now} here, before the baseline was made ({checked_until})", "set the machine's clock")
    return Finding("clock", OK, f"it is {now}")


def of_disk(size: int, free: int) -> Finding:
    """Room on the disk for growth, and for the copy that a migration and a backup make. Bytes."""
    said = f"the database has {megabytes(size)}, {megabytes(free)} are free"
    if free < SCARCE_BYTES:
        return Finding("disk", FAULT, said, "free some space before writes fail")
    if free < size + ROOM_BYTES:
        return Finding("disk", NOTE, said, "a migration or a backup beside the file has no room")
    return Finding("disk", OK, said)


def of_poller(now: str, beat_at: str | None, polling: bool) -> Finding:
    """Whether a poller lives. beat_at: of the run that has not ended, None for none. polling: whether one holds the database's lock."""
    age = None if beat_at is None else int(_seconds(beat_at, now))
    if not polling:
        if beat_at is None:
            return Finding("poller", NOTE, "no poller runs on this database", "`tracker up`, or `tracker run` as a service")
        return Finding("poller", NOTE, f"the last one ended without a word, at {beat_at} or after", "`tracker up`, or `tracker run`")
    if age is None:
        return Finding("poller", OK, "a poll is under way")
    if age > QUIET_S:
        return Finding("poller", FAULT, f"it runs, but gave no sign of life since {beat_at} ({age} s)", "restart it")
    return Finding("poller", OK, f"it runs; last sign of life {max(age, 0)} s ago")


def of_backup(now: str, last: LastBackup | None) -> Finding:
    """The age of the last backup."""
    if last is None:
        return Finding("backup", NOTE, "none was made of this database", "`tracker backup`; it works beside a running poller")
    days = _seconds(last.at, now) / _DAY_S
    said = f"the last one was made at {last.at}: {last.file}"
    if not last.there:
        return Finding("backup", NOTE, f"{said}, which is not there (any more)", "look whether it was moved to a safe place")
    if days > BACKUP_DAYS:
        return Finding("backup", NOTE, said, f"it is {days:.0f} days old: `tracker backup`")
    return Finding("backup", OK, said)


def megabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1e6:,.1f} MB"


def _seconds(then: str, now: str) -> float:
    """Seconds from one UTC instant to another."""
    return (instant_of(now) - instant_of(then)).total_seconds()
