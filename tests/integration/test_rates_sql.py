"""The canned queries on rates and `tracker.rates` give the same answers, on the shipped table."""

import itertools
import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.migrations import STEPS
from db.queries.sql import statement
from tracker.anchor import baseline, load_packs
from tracker.pack import Pack
from tracker.rates import class_of, rate_of, rate_on, rates_revised

CHECKS = Path(__file__).parent.parent / "data" / "rates_checks.jsonl"
KNOWN = (
    "2025-02-01", "2025-02-10", "2025-04-08", "2025-06-01", "2025-07-08", "2025-08-20", "2025-09-10", "2025-10-01", "2026-02-21",
    "2026-06-10", "2026-07-23", "2026-10-09",
)  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_packs()[0]


@pytest.fixture(scope="module")
def database(pack: Pack) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    for step in STEPS:
        connection.executescript(step.sql)
    for table in baseline(pack).tables:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        connection.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(table.columns))})", table.rows)
    connection.execute("INSERT INTO clock (id, now, today_us, today_jp) VALUES (1, '2026-10-10T01:00:00Z', '2026-10-09', '2026-10-10')")
    yield connection
    connection.close()


def as_of(database: sqlite3.Connection, on: str, known: str, duty: object) -> dict[str, sqlite3.Row]:
    rows = database.execute(statement("rates_as_of"), {"on": on, "known": known, "normal_duty": duty}).fetchall()
    return {row["product_class"]: row for row in rows}


def days(pack: Pack) -> list[str]:
    """Every day on which something begins or ends, and the days beside it."""
    turning = {day for rate in pack.rates for day in (rate.effective_from, rate.effective_to) if day} | {
        row.table_from for row in pack.classes
    }
    beside = {(date.fromisoformat(day) + timedelta(days=shift)).isoformat() for day in turning for shift in (-1, 0)}
    return sorted(beside | {"2026-10-09"})


def test_trap_30_the_twelve_checked_questions_are_answered_right(pack: Pack, database: sqlite3.Connection) -> None:
    classes = {row.id: row for row in pack.classes}
    questions = [json.loads(line) for line in CHECKS.read_text(encoding="utf-8").splitlines()]
    assert len(questions) == 12
    for question in questions:
        answer = rate_on(pack.rates, classes[question["class"]], question["on"], question["known"], question["normal_duty"])
        assert (answer.kind, answer.total) == (question["kind"], question["answer"]), question["why_en"]
        row = as_of(database, question["on"], question["known"], question["normal_duty"])[question["class"]]
        assert (row["kind"], row["total_percent"]) == (question["kind"], question["answer"]), question["why_en"]


def test_sql_and_python_agree_on_every_turning_day(pack: Pack, database: sqlite3.Connection) -> None:
    for on, (known, duty) in itertools.product(days(pack), zip(KNOWN, itertools.cycle((0.0, 2.5, 14.0, 25.0, None)), strict=False)):
        rows = as_of(database, on, known, "" if duty is None else duty)
        assert len(rows) == len(pack.classes)
        for one in pack.classes:
            answer, row = rate_on(pack.rates, one, on, known, duty), rows[one.id]
            assert (answer.kind, answer.total) == (row["kind"], row["total_percent"]), (one.id, on, known, duty)
            assert (answer.law.id if answer.law else None) == row["id"], (one.id, on, known)
            assert [rate.id for rate in answer.announced] == json.loads(row["announced"])
            assert [rate.id for rate in answer.undated] == json.loads(row["undated"])


@pytest.mark.parametrize(("known_a", "known_b"), list(itertools.combinations(KNOWN, 2))[::3])
def test_sql_and_python_agree_on_what_was_revised(pack: Pack, database: sqlite3.Connection, known_a: str, known_b: str) -> None:
    rows = database.execute(statement("rates_revised"), {"known_a": known_a, "known_b": known_b}).fetchall()
    found = rates_revised(pack.rates, pack.classes, known_a, known_b)
    assert [tuple(row)[:6] for row in rows] == sorted(
        ((one.product_class, one.on_from, one.on_to, one.before.total, one.after.total, one.event_id) for one in found),
        key=lambda row: row[:2],
    )


def test_trap_30_the_inclusive_rate_was_made_law_after_the_day(database: sqlite3.Connection) -> None:
    rows = database.execute(statement("rates_revised"), {"known_a": "2025-08-20", "known_b": "2025-10-01"}).fetchall()
    general = [tuple(row)[:6] for row in rows if row["product_class"] == "reciprocal_baseline"]
    assert general == [("reciprocal_baseline", "2025-08-07", None, 18.0, 15.0, "2025-09-04-eo-14345")]
    assert database.execute(statement("rates_revised"), {"known_a": "2025-08-20", "known_b": "2025-08-20"}).fetchall() == []


def test_an_empty_parameter_is_today_and_the_example_of_the_class(database: sqlite3.Connection) -> None:
    today, stated = as_of(database, "", "", ""), as_of(database, "2026-10-09", "2026-10-09", "")
    assert {name: tuple(row) for name, row in today.items()} == {name: tuple(row) for name, row in stated.items()}
    assert today["autos"]["normal_duty"] == 2.5
    assert as_of(database, "", "", None)["autos"]["total_percent"] == 15.0
    assert as_of(database, "", "", "2.5 %")["autos"]["total_percent"] == 15.0


@pytest.mark.parametrize(("instant", "day"), [("2025-09-16T03:59:59Z", "2025-09-15"), ("2025-09-16T04:00:00Z", "2025-09-16"),
                                              ("2026-02-21T04:59:59Z", "2026-02-20"), ("2026-02-21T05:00:00Z", "2026-02-21"),
                                              ("2025-03-09T06:59:59Z", "2025-03-09"), ("2025-11-02T04:30:00Z", "2025-11-02")])  # fmt: skip
def test_an_instant_of_knowledge_is_its_day_in_washington(database: sqlite3.Connection, instant: str, day: str) -> None:
    by_instant, by_day = as_of(database, "2026-01-01", instant, ""), as_of(database, "2026-01-01", day, "")
    assert [tuple(row) for row in by_instant.values()] == [tuple(row) for row in by_day.values()]


@pytest.mark.parametrize(("on", "known"), [("2025-02-30", ""), ("yesterday", ""), ("", "soon"), ("", "2025-13-01")])
def test_what_is_no_day_has_no_answer_rather_than_a_wrong_one(database: sqlite3.Connection, on: str, known: str) -> None:
    assert as_of(database, on, known, "") == {}


def test_what_is_no_number_has_no_total(database: sqlite3.Connection) -> None:
    rows = as_of(database, "", "", "a lot")
    assert rows["autos"]["rate_percent"] == 15.0
    assert {row["total_percent"] for row in rows.values()} == {None}


def test_a_persons_row_goes_above_the_packs(pack: Pack, database: sqlite3.Connection) -> None:
    own = "own-1", pack.anchor.id, "autos", "law", 10.0, "inclusive", "full", "2026-10-01", "2026-10-05", "person"
    database.execute("SAVEPOINT own")
    database.execute(
        "INSERT INTO rates (id, anchor_id, product_class, status, rate_percent, basis, value_base, effective_from, known_from, decided_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        own,
    )
    rates = [rate_of(dict(row)) for row in database.execute("SELECT * FROM rates")]
    autos = class_of(dict(database.execute("SELECT * FROM product_classes WHERE id = 'autos'").fetchone()))
    for on, known, total in (("2026-10-02", "2026-10-09", 10.0), ("2026-10-02", "2026-10-04", 15.0), ("2026-09-30", "2026-10-09", 15.0)):
        assert rate_on(rates, autos, on, known).total == total
        assert as_of(database, on, known, "")["autos"]["total_percent"] == total
    now = database.execute(f"SELECT rate_percent FROM ({statement('view_rates_now')}) WHERE product_class = 'autos'").fetchone()
    assert now[0] == 10.0
    database.execute("ROLLBACK TO own")


def test_rates_now_is_rates_as_of_today(database: sqlite3.Connection) -> None:
    now = database.execute(statement("view_rates_now")).fetchall()
    assert {row["product_class"]: (row["rate_id"], row["kind"]) for row in now} == {
        name: (row["id"], row["kind"]) for name, row in as_of(database, "", "", "").items()
    }


def test_the_claim_board_counts_evidence(pack: Pack, database: sqlite3.Connection) -> None:
    rows = {row["claim_id"]: row for row in database.execute(statement("view_claim_board"))}
    assert set(rows) == {claim.id for claim in pack.claims}
    for claim in pack.claims:
        for stance in ("for", "against"):
            assert rows[claim.id][f"evidence_{stance}"] == sum(row.claim_id == claim.id and row.stance == stance for row in pack.evidence)


def test_no_query_scans_the_rates(database: sqlite3.Connection) -> None:
    for name, parameters in (
        ("rates_as_of", {"on": "", "known": "", "normal_duty": ""}),
        ("rates_revised", {"known_a": "", "known_b": ""}),
    ):
        plan = [row["detail"] for row in database.execute("EXPLAIN QUERY PLAN " + statement(name), parameters)]
        assert not {"SCAN r", "SCAN rates"} & set(plan), plan
