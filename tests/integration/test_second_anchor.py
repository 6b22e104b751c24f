"""A second negotiation is a folder and a line of configuration: items are linked to both, and every answer knows whose it is."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path

import pytest
from cli_runs import Cli
from publish_stock import get

DATA = Path(__file__).parents[1] / "data"
US_JAPAN, US_EU = "us-japan-2025-04-16", "us-eu-2025-07-27"
DEAL = "eu-2025-07-27-turnberry-deal"


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("second"))
    shutil.copytree(DATA / "second_pack", cli.folder / "packs" / "us_eu")
    (cli.folder / "tracker.toml").write_text('anchors = ["packs/us_eu"]\n', encoding="utf-8")
    cli("init")
    cli("import", DATA / "second_pack_items.jsonl")
    return cli


def linked(cli: Cli, guid: str) -> dict[str, str | None]:
    """The anchors an item is linked to, each with the event that it reports."""
    sql = """
      SELECT l.anchor_id, m.event_id FROM items AS i JOIN links AS l ON l.item_id = i.id
      LEFT JOIN event_items AS m ON m.item_id = i.id AND m.anchor_id = l.anchor_id WHERE i.guid = ? AND l.linked = 1
    """
    return dict(cli.rows(sql, guid))


def test_the_pack_is_installed_beside_the_shipped_one(cli: Cli) -> None:
    assert cli.rows("SELECT id, is_default FROM anchors ORDER BY id") == [(US_EU, 0), (US_JAPAN, 1)]
    assert cli.rows("SELECT anchor_id, count(*) FROM events WHERE origin = 'baseline' GROUP BY 1") == [(US_EU, 4), (US_JAPAN, 113)]
    again = cli("init", "--json").json
    assert (again["rows_added"], again["rows_changed"]) == (0, 0)
    assert f"{US_EU} 1" in cli.one("SELECT pack FROM releases ORDER BY id DESC LIMIT 1")


def test_items_are_linked_to_the_one_the_other_both_or_none(cli: Cli) -> None:
    assert linked(cli, "eu1") == linked(cli, "eu2") == {US_EU: DEAL}
    assert set(linked(cli, "eu3")) == {US_EU}
    assert set(linked(cli, "jp1")) == set(linked(cli, "jp2")) == {US_JAPAN}
    assert set(linked(cli, "both")) == {US_EU, US_JAPAN}
    assert linked(cli, "both")[US_EU] == DEAL
    assert linked(cli, "none") == {}
    assert cli.one("SELECT count(*) FROM links") == 2 * cli.one("SELECT count(*) FROM items")  # a decision for each anchor, with reasons
    assert cli.one("SELECT count(DISTINCT anchor_id || item_id) FROM evidence") == cli.one("SELECT count(*) FROM links")


def test_an_event_belongs_to_one_anchor_and_so_do_its_items(cli: Cli) -> None:
    sql = "SELECT count(*) FROM event_items AS m JOIN events AS e ON e.id = m.event_id WHERE e.anchor_id <> m.anchor_id"
    assert cli.one(sql) == 0
    assert cli.one("SELECT items FROM events WHERE id = ?", DEAL) == 3


def test_commands_answer_for_the_anchor_that_is_asked_for(cli: Cli) -> None:
    theirs = cli("timeline", "--anchor", US_EU, "--json").json
    assert {row["anchor_id"] for row in theirs} == {US_EU} and len(theirs) == 4
    assert {row["anchor_id"] for row in cli("timeline", "--json", "--limit", "1000").json} == {US_JAPAN}
    ours = cli("rates", "--class", "autos", "--json").json
    assert [(row["anchor_id"], row["total_percent"]) for row in ours] == [(US_JAPAN, 15)]
    then = cli("rates", "--class", "autos", "--anchor", US_EU, "--on", "2025-08-10", "--known", "2025-09-01", "--json").json
    now = cli("rates", "--class", "autos", "--anchor", US_EU, "--on", "2025-08-10", "--json").json
    assert [row["total_percent"] for row in then + now] == [27.5, 15]
    explained = cli("link", "--explain", cli.one("SELECT id FROM items WHERE guid = 'both'"), "--json").json
    assert {view["link"]["anchor_id"] for view in explained} == {US_EU, US_JAPAN}
    assert cli("link", "--anchor", US_EU, "--text", "EU and US close to trade deal on tariffs").lines[0].count("Turnberry") == 1


def test_relink_settles_both_and_a_correction_is_for_one(cli: Cli) -> None:
    cli("relink")
    assert cli("relink", "--json").json["event_rows_written"] == 0
    item = cli.one("SELECT id FROM items WHERE guid = 'both'")
    cli("correct", item, "--unlink", "--anchor", US_EU, "--reason", "it is about Japan")
    cli("relink")
    assert set(linked(cli, "both")) == {US_JAPAN}
    assert cli.rows("SELECT anchor_id, field, value FROM corrections") == [(US_EU, "linked", "false")]
    cli("correct", item, "--link", "--anchor", US_EU, "--event", DEAL, "--reason", "it is about both")
    assert linked(cli, "both")[US_EU] == DEAL
    apart = cli("events", "merge", DEAL, "2025-07-27-eu-15-deal", "--reason", "x", code=1).err
    assert f"belongs to {US_JAPAN}" in apart
    wrong = cli("correct", item, "--event", DEAL, "--reason", "x", code=1).err
    assert f"belongs to {US_EU}" in wrong


def test_the_pages_show_both(cli: Cli) -> None:
    with cli.service("serve", "--port", "0") as serve:
        address = serve.address().removeprefix("http://")
        for path in (f"/timeline?anchor={US_EU}", f"/event/{DEAL}", "/rates", "/"):
            conn = http.client.HTTPConnection(address, timeout=20)
            conn.request("GET", path)
            answer = conn.getresponse()
            page = answer.read().decode()
            assert answer.status == 200, path
            assert ("Turnberry" in page) == (path in (f"/timeline?anchor={US_EU}", f"/event/{DEAL}")), path
            conn.close()
        assert serve.end() == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("anchor.toml", 'id = "us-japan-2025-04-16"\n', "is missing"),
        ("chronology.jsonl", '{"id": "x"}\n', "chronology.jsonl, row 1"),
        ("gazetteer.jsonl", "no json\n", "gazetteer.jsonl, row 1"),
        ("chronology.jsonl", None, "no chronology.jsonl there"),
    ],
)
def test_a_pack_that_can_not_be_used_is_named_with_its_file_and_row(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    shutil.copytree(DATA / "second_pack", tmp_path / "pack")
    if text is None:
        (tmp_path / "pack" / name).unlink()
    else:
        (tmp_path / "pack" / name).write_text(text, encoding="utf-8")
    got = Cli(tmp_path)("init", code=1, TRACKER_ANCHORS="pack")
    assert said in got.err and got.err.count("\n") == 1


def test_two_packs_of_one_anchor_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(DATA / "second_pack", tmp_path / name)
    got = Cli(tmp_path)("init", code=1, TRACKER_ANCHORS="one, two")
    assert "stands in" in got.err and US_EU in got.err


def test_a_citation_names_the_release_of_both_packs(cli: Cli) -> None:
    (told,) = get(cli.folder / "tracker.db", f"/cite?of=/tracker/timeline%3Fanchor_id={US_EU}")
    version = told.text.partition("Data version")[2]
    assert f"{US_EU} 1" in version and f"{US_JAPAN} " in version
