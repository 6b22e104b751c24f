"""What a person decides by `correct`, `events` and `rates`: written at once, kept through every relink and every newer pack."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_runs import Cli

from db.queries.events import event
from db.store.connect import read_connection

ITEMS = Path(__file__).parents[1] / "data" / "cli_items.jsonl"
FIRST_ROUND = "2025-04-16-akazawa-trump-first-round"
DEAL = "2025-07-22-deal-announced"
WHY = ("--reason", "read it", "--by", "Ito")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database has the baseline and the items: each test decides on a copy."""
    cli = Cli(tmp_path_factory.mktemp("prepared"))
    cli("init")
    cli("import", ITEMS)
    return cli.folder


@pytest.fixture
def cli(tmp_path: Path, prepared: Path) -> Cli:
    shutil.copy(prepared / "tracker.db", tmp_path)
    return Cli(tmp_path)


def number(cli: Cli, guid: str) -> int:
    found: int = cli.one("SELECT id FROM items WHERE guid = ?", guid)
    return found


def event_of(cli: Cli, guid: str) -> str | None:
    found = cli.rows("SELECT event_id FROM event_items WHERE item_id = ?", number(cli, guid))
    return found[0][0] if found else None


def link_of(cli: Cli, guid: str) -> tuple[object, ...]:
    return cli.rows("SELECT linked, relation, topics, decided_by FROM links WHERE item_id = ?", number(cli, guid))[0]


def everything(cli: Cli) -> list[tuple[object, ...]]:
    tables = ("links", "link_topics", "evidence", "events", "event_items", "event_history", "corrections", "releases", "event_tags")
    return [(table, *row) for table in tables for row in cli.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]


def relinked_twice(cli: Cli) -> None:
    """After one relink a second one changes nothing."""
    cli("relink", TRACKER_NOW="2026-11-02T00:00:00Z")
    before = everything(cli)
    got = cli("relink", "--json", TRACKER_NOW="2026-11-03T00:00:00Z").json
    assert (got["links_changed"], got["event_rows_written"]) == (0, 0)
    assert everything(cli) == before


def test_unlinking_takes_an_item_out_of_its_event_for_good(cli: Cli) -> None:
    assert event_of(cli, "a") == FIRST_ROUND
    got = cli("correct", number(cli, "a"), "--unlink", *WHY, "--json").json
    assert (got["link"]["linked"], got["link"]["decided_by"]) == (False, "person")
    assert got["link"]["score"] > 0.5  # what the program would say stays to be seen
    assert link_of(cli, "a") == (0, None, "[]", "person")
    assert event_of(cli, "a") is None
    kept = cli.rows("SELECT anchor_id, made_at, made_by, target, field, value, reason FROM corrections")
    assert kept == [("us-japan-2025-04-16", "2026-11-01T03:00:00Z", "Ito", f"item:{number(cli, 'a')}", "linked", "false", "read it")]
    relinked_twice(cli)
    assert link_of(cli, "a") == (0, None, "[]", "person") and event_of(cli, "a") is None
    assert "fault" not in cli("doctor", TRACKER_NOW="2026-11-03T00:00:00Z").out


def test_linking_what_the_program_left_out_finds_relation_and_topics(cli: Cli) -> None:
    assert link_of(cli, "c")[0] == 0
    cli("correct", number(cli, "c"), "--link", "--topics", "autos, energy", "--event", "none", *WHY)
    linked, relation, topics, by = link_of(cli, "c")
    assert (linked, topics, by) == (1, '["autos", "energy"]', "person")
    assert relation
    assert event_of(cli, "c") is None
    relinked_twice(cli)
    assert event_of(cli, "c") is None


def test_a_persons_relation_and_event_stay(cli: Cli) -> None:
    cli("correct", number(cli, "f"), "--relation", "response", "--event", DEAL, *WHY)
    assert (link_of(cli, "f")[1], event_of(cli, "f")) == ("response", DEAL)
    assert cli.rows("SELECT decided_by FROM event_items WHERE item_id = ?", number(cli, "f")) == [("person",)]
    relinked_twice(cli)
    assert (link_of(cli, "f")[1], event_of(cli, "f")) == ("response", DEAL)
    cli("correct", number(cli, "f"), "--topics", "autos", *WHY)  # a later decision leaves the earlier ones
    assert (link_of(cli, "f")[1:3], event_of(cli, "f")) == (("response", '["autos"]'), DEAL)


def test_no_event_stays_none_also_when_the_text_changes(cli: Cli) -> None:
    assert event_of(cli, "d")
    cli("correct", number(cli, "d"), "--event", "none", *WHY)
    assert event_of(cli, "d") is None
    cli.write("UPDATE links SET event_pending = 1, decided_by = 'linker' WHERE item_id = ?", number(cli, "d"))
    cli("import", ITEMS)
    cli("correct", number(cli, "e"), "--relation", "negotiation", *WHY)
    assert event_of(cli, "d") is None
    relinked_twice(cli)
    assert event_of(cli, "d") is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nothing is to be corrected"),
        (("--unlink", "--relation", "measure"), "not linked"),
        (("--topics", "autos,fish"), "'fish' is not possible"),
        (("--event", "2025-01-01-no-such"), "there is no event"),
        (("--anchor", "us-korea", "--link"), "no pack has this anchor"),
    ],
)
def test_what_can_not_be_is_refused_in_one_line_and_changes_nothing(cli: Cli, words: tuple[str, ...], said: str) -> None:
    before = everything(cli)
    got = cli("correct", number(cli, "a"), *words, *WHY, code=1)
    assert said in got.err and got.err.startswith("tracker: ") and got.err.count("\n") == 1
    assert everything(cli) == before
    assert "there is no item" in cli("correct", 999, "--unlink", *WHY, code=1).err
    assert cli("correct", number(cli, "a"), "--unlink", code=2)


def test_merged_events_stay_one_and_the_old_address_leads_to_the_new(cli: Cli) -> None:
    first, gone = event_of(cli, "d"), event_of(cli, "f")
    assert first and gone and first != gone
    assert first in cli("events", "merge", first, gone, *WHY).out
    assert event_of(cli, "f") == first
    assert cli.rows("SELECT status, merged_into, items FROM events WHERE id = ?", gone) == [("merged", first, 0)]
    trail = cli.rows("SELECT field, before, after, why FROM event_history WHERE event_id = ? ORDER BY id", gone)
    assert trail[-1] == ("merged_into", None, first, "Ito: read it") and trail[-2][2] == "merged"
    relinked_twice(cli)
    assert event_of(cli, "f") == first
    conn = read_connection(cli.folder / "tracker.db")
    assert event(conn, gone).id == first
    conn.close()
    assert gone not in cli("timeline", "--json", "--limit", "1000").out
    refused = (
        ((first, gone), "same event"), ((first, first), "same event"), ((first, FIRST_ROUND), "name it first"),
        ((FIRST_ROUND, gone), f"part of {first} already"), ((FIRST_ROUND, "2025-01-01-none"), "there is no event"),
    )  # fmt: skip
    for words, said in refused:
        assert said in cli("events", "merge", *words, *WHY, code=1).err


def test_two_events_of_the_baseline_can_be_merged_and_nothing_joins_the_merged_one(cli: Cli) -> None:
    round_two = "2025-05-01-second-round"
    cli("events", "merge", round_two, FIRST_ROUND, *WHY)
    assert event_of(cli, "a") == event_of(cli, "b") == round_two
    later = '{"id":"g","url":"https://four.example/g","title":"Akazawa meets Trump as tariff talks with Japan begin at the White House",'
    (cli.folder / "more.jsonl").write_text(later + '"published":"2025-04-16","lang":"en","source":"Four"}\n', encoding="utf-8")
    cli("import", "more.jsonl")
    assert event_of(cli, "g") != FIRST_ROUND
    cli("init")
    assert cli.one("SELECT status FROM events WHERE id = ?", FIRST_ROUND) == "merged"
    relinked_twice(cli)
    assert cli.rows("SELECT status, merged_into, items FROM events WHERE id = ?", FIRST_ROUND) == [("merged", round_two, 0)]


def test_a_split_event_stays_split(cli: Cli) -> None:
    said = cli("events", "split", FIRST_ROUND, number(cli, "b"), *WHY, "--json").json
    assert event_of(cli, "b") == said["id"] != FIRST_ROUND
    assert said["title_ja"] and said["status"] == "reported"
    assert cli.rows("SELECT field, before, after FROM event_history WHERE event_id = ?", said["id"])[0] == ("status", None, "reported")
    assert cli.one("SELECT after FROM event_history WHERE event_id = ? AND field = 'split'", FIRST_ROUND) == said["id"]
    relinked_twice(cli)
    assert (event_of(cli, "a"), event_of(cli, "b")) == (FIRST_ROUND, said["id"])
    opened = event_of(cli, "f")
    assert "all of its items" in cli("events", "split", opened, number(cli, "f"), *WHY, code=1).err
    assert "does not report it" in cli("events", "split", FIRST_ROUND, number(cli, "f"), *WHY, code=1).err
    both = event_of(cli, "d")
    assert both and both == event_of(cli, "e")
    assert "gave it its name" in cli("events", "split", both, number(cli, "d"), *WHY, code=1).err  # the day before: it opened the event
    cli("events", "split", both, number(cli, "e"), *WHY)
    assert event_of(cli, "d") == both != event_of(cli, "e")


def rate(cli: Cli, product: str = "autos", **asked: str) -> dict[str, object]:
    words = [word for name, value in asked.items() for word in (f"--{name}", value)]
    found: dict[str, object] = cli("rates", "--class", product, *words, "--json").json[0]
    return found


def test_a_persons_rate_goes_above_the_packs_and_can_be_closed(cli: Cli) -> None:
    before = rate(cli)
    added = cli(
        "rates", "add", "--class", "autos", "--percent", "20", "--basis", "total", "--from", "2026-10-20", "--known", "2026-10-15",
        "--instrument", "Proclamation X", "--url", "https://www.federalregister.gov/x", *WHY, "--json",
    ).json  # fmt: skip
    assert (rate(cli)["id"], rate(cli)["total_percent"], rate(cli)["decided_by"]) == (added["id"], 20, "person")
    assert rate(cli, known="2026-10-14")["id"] == before["id"]
    assert rate(cli, on="2026-10-19")["id"] == before["id"]
    assert cli.rows("SELECT url FROM rate_sources WHERE rate_id = ?", added["id"]) == [("https://www.federalregister.gov/x",)]

    closed = cli("rates", "close", added["id"], "--to", "2026-12-01", *WHY, "--json").json
    assert rate(cli)["id"] == closed["after"]["id"]
    assert rate(cli, known="2026-10-20")["id"] == added["id"]
    assert rate(cli, on="2026-12-01")["id"] == before["id"]
    assert rate(cli, on="2026-12-01", known="2026-10-20")["id"] == added["id"]
    cli("init")
    assert rate(cli)["id"] == closed["after"]["id"]
    assert [row[0] for row in cli.rows("SELECT field FROM corrections ORDER BY id")] == ["added", "closed"]
    assert "holds only as one knew before" in cli("rates", "close", added["id"], "--to", "2026-11-20", *WHY, code=1).err


def test_a_packs_row_that_a_person_closed_stays_closed(cli: Cli) -> None:
    law = rate(cli)
    cli("rates", "close", str(law["id"]), "--to", "2026-11-15", *WHY)
    for _ in range(2):
        assert rate(cli, on="2026-11-15")["kind"] != "rate"
        assert rate(cli, on="2026-11-14")["total_percent"] == law["total_percent"]
        assert rate(cli, on="2026-11-15", known="2026-10-30")["id"] == law["id"]
        cli("init")


def test_confirming_moves_the_day_of_checking_and_leaves_the_row_to_the_pack(cli: Cli) -> None:
    law = rate(cli)
    assert str(law["checked_on"]) < "2026-10-31"
    cli("rates", "confirm", "--class", "autos", *WHY)
    cli("init")
    confirmed = rate(cli)
    assert (confirmed["checked_on"], confirmed["decided_by"]) == ("2026-10-31", "pack")  # Washington's day of 03:00 UTC
    assert cli.rows("SELECT * FROM baseline_changes") == []
    assert "after 2026-01-01" in cli("rates", "confirm", str(law["id"]), "--on", "2026-01-01", *WHY, code=1).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "--class", "autoz", "--from", "2026-01-01"), "no class of goods"),
        (("add", "--class", "autos", "--from", "2026-13-01"), "not possible"),
        (("add", "--class", "autos", "--percent", "3"), "needs the day"),
        (("add", "--class", "autos", "--from", "2026-02-01", "--to", "2026-02-01"), "before it applies"),
        (("add", "--class", "autos", "--from", "2026-02-01", "--event", "none-such"), "there is no event"),
        (("add", "--class", "autos", "--from", "2026-02-01", "--percent", "-1"), "not possible"),
        (("close", "autos-06", "--to", "2020-01-01"), "before it applies"),
        (("close", "nope", "--to", "2026-01-01"), "there is no rate"),
        (("close", "autos-06", "--to", "2026-12-01", "--known", "2020-01-01"), "not known yet"),
        (("confirm",), "no row was named"),
        (("confirm", "--class", "nope"), "no class of goods"),
    ],
)
def test_rates_that_can_not_be_are_refused(cli: Cli, words: tuple[str, ...], said: str) -> None:
    before = cli.rows("SELECT * FROM rates ORDER BY id")
    got = cli("rates", *words, *WHY, code=1)
    assert said in got.err and got.err.count("\n") == 1
    assert cli.rows("SELECT * FROM rates ORDER BY id") == before and cli.one("SELECT count(*) FROM corrections") == 0
