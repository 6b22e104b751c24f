"""What `doctor` says of each thing it looked at."""

from __future__ import annotations

import pytest

from db.health_rows import SearchStep
from db.records import SourceRow
from tracker import checkup
from tracker.checkup import FAULT, NOTE, OK, LastBackup

NOW = "2026-11-01T03:00:00Z"


def source(name: str, state: str = "ok", **more: object) -> SourceRow:
    return SourceRow(name, f"https://{name}.example/", state=state, **more)  # type: ignore[arg-type]


def test_integrity_tells_the_first_fault_and_how_many_more() -> None:
    assert checkup.of_integrity(()).state == OK
    one, two = checkup.of_integrity(("a is broken",)), checkup.of_integrity(("a is broken", "b too"))
    assert (one.state, one.detail) == (FAULT, "a is broken")
    assert two.detail == "a is broken (and 1 more)" and "restore" in two.advice


def test_orphans_and_snapshots() -> None:
    assert checkup.of_orphans({}).state == OK
    assert checkup.of_orphans({"items without a revision": 3}).detail == "3 items without a revision"
    assert checkup.of_snapshots((), 7).state == OK
    assert checkup.of_snapshots(("ab" * 32,), 7).detail == "1 of 7 are damaged, abababababab… the newest"


@pytest.mark.parametrize(
    ("rows", "indexed", "queued", "polling", "state"),
    [
        (5, 5, 0, False, OK), (5, 3, 2, True, OK), (5, 3, 2, False, NOTE), (5, 3, 1, True, FAULT), (5, 6, 0, False, FAULT),
        (5, 5, 2, True, OK),
    ],
)  # fmt: skip
def test_search_is_in_step_when_what_is_missing_is_queued(rows: int, indexed: int, queued: int, polling: bool, state: str) -> None:
    assert checkup.of_search([SearchStep("item", rows, indexed, queued)], polling).state == state


def test_items_that_wait_for_their_event_are_worth_a_note_only_where_nobody_works() -> None:
    assert [checkup.of_joining(*how).state for how in ((0, False), (3, True), (3, False))] == [OK, OK, NOTE]


def test_sources_are_told_by_state_and_named() -> None:
    assert checkup.of_sources([source("a", enabled=False)])[0].state == NOTE
    assert checkup.of_sources([source("a", "new")])[0].detail == "1 are on, none was tried yet"
    assert checkup.of_sources([source("a"), source("b", "new")])[0].detail == "2 are on, 1 were tried, all answer"
    found = checkup.of_sources([source("a"), source("b", "failing"), source("c", "stale"), source("d", "stale")])
    assert [(one.state, one.detail) for one in found] == [(NOTE, "1 of 4 is failing: b"), (NOTE, "2 of 4 are stale: c, d")]
    assert all(one.advice for one in found)
    down = checkup.of_sources([source("a", "failing", last_error="no route"), source("b", "blocked"), source("c", "new")])
    assert [(one.state, one.detail) for one in down] == [(FAULT, "none of the 2 sources that were tried answers: no route")]
    many = checkup.of_sources([source("ok"), *(source(f"s{number:02}", "silent") for number in range(12))])
    assert many[0].detail.endswith("s09, …")


@pytest.mark.parametrize(
    ("database", "checked", "state"),
    [
        (None, None, OK), ("2026-11-01T02:59:00Z", "2026-10-09", OK), ("2026-11-01T03:04:00Z", None, OK),
        ("2026-11-01T03:06:00Z", None, FAULT), (NOW, "2026-11-02", NOTE),
    ],
)  # fmt: skip
def test_the_clock_may_not_go_back_behind_the_databases(database: str | None, checked: str | None, state: str) -> None:
    assert checkup.of_clock(NOW, database, checked).state == state


@pytest.mark.parametrize(("size", "free", "state"), [(10**9, 2 * 10**9, OK), (10**9, 11 * 10**8, NOTE), (0, 10**7, FAULT)])
def test_the_disk_needs_room_for_a_copy(size: int, free: int, state: str) -> None:
    assert checkup.of_disk(size, free).state == state


@pytest.mark.parametrize(
    ("beat", "polling", "state", "said"),
    [
        (None, False, NOTE, "no poller runs"), (None, True, OK, "a poll is under way"), ("2026-11-01T02:59:50Z", True, OK, "10 s ago"),
        ("2026-11-01T02:50:00Z", True, FAULT, "no sign of life"), ("2026-11-01T02:50:00Z", False, NOTE, "ended without a word"),
    ],
)  # fmt: skip
def test_a_poller_lives_hangs_or_is_dead(beat: str | None, polling: bool, state: str, said: str) -> None:
    found = checkup.of_poller(NOW, beat, polling)
    assert found.state == state and said in found.detail


def test_a_backup_is_none_lost_old_or_fresh() -> None:
    fresh, old = "2026-10-31T03:00:00Z", "2026-10-20T03:00:00Z"
    assert checkup.of_backup(NOW, None).state == NOTE
    assert "not there" in checkup.of_backup(NOW, LastBackup(fresh, "b.tar", False)).detail
    assert "12 days old" in checkup.of_backup(NOW, LastBackup(old, "b.tar", True)).advice
    assert checkup.of_backup(NOW, LastBackup(fresh, "b.tar", True)).state == OK
