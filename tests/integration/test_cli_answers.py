"""`timeline`, `changes`, `diff`, `rates`, `claims`, `search`: the answers of the pages in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import Cli

ITEMS = Path(__file__).parents[1] / "data" / "cli_items.jsonl"


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("answers"))
    cli("init")
    cli("import", ITEMS)
    rows = [json.loads(line) for line in ITEMS.read_text(encoding="utf-8").splitlines()]
    edited = {**rows[0], "title": "Akazawa meets Trump at White House; no deal as Japan tariff talks begin"}
    (cli.folder / "edited.jsonl").write_text(json.dumps(edited) + "\n", encoding="utf-8")
    cli("import", "edited.jsonl", TRACKER_NOW="2026-11-01T05:00:00Z")
    return cli


def test_the_timeline_is_filtered_ordered_and_taken_back(cli: Cli) -> None:
    rows = cli("timeline", "--json", "--limit", "1000").json
    assert len(rows) >= 113
    assert [row["date"] for row in rows] == sorted((row["date"] for row in rows), reverse=True)
    autos = cli("timeline", "--topic", "autos", "--from", "2025-07-01", "--to", "2025-09-30", "--order", "oldest", "--json").json
    assert autos and all("autos" in row["topics"] and "2025-07-01" <= row["date"] <= "2025-09-30" for row in autos)
    assert [row["date"] for row in autos] == sorted(row["date"] for row in autos)
    then = cli("timeline", "--as-of", "2025-07-01", "--json", "--limit", "1000").json
    assert then and max(row["date"] for row in then) <= "2025-07-02" and len(then) < len(rows)
    found = cli("timeline", "--q", "赤沢 トランプ", "--json").json
    assert any(row["event_id"] == "2025-04-16-akazawa-trump-first-round" for row in found)
    assert cli("timeline", "--relation", "anchor", "--lang", "ja").lines[1:]
    for option in ("--from", "--to", "--as-of"):
        assert "is no day" in cli("timeline", option, "yesterday", code=2).err
    cli("timeline", "--relation", "war", code=2)


def test_output_for_people_is_tab_separated_without_a_terminal(cli: Cli) -> None:
    head, *rows = cli("timeline", "--limit", "3").lines
    assert head.split("\t") == ["date", "relation", "status", "items", "title", "changed since"]
    assert len(rows) == 3 and all(len(row.split("\t")) == 6 for row in rows)


def test_changes_and_differences(cli: Cli) -> None:
    changed = cli("changes", "--json").json
    assert len(changed) == 1 and changed[0]["kind"] == "edited"
    item = changed[0]["item_id"]
    assert cli("changes", "--since", "2026-11-02", "--json").json == []
    assert cli("changes", "--kind", "withdrawn", "--json").json == []
    got = cli("diff", item)
    assert "no deal" in got.out and "title: Akazawa meets Trump" in got.out
    assert cli("diff", item, "--between", 1, 2, "--json").json["difference"]["fields"]
    assert cli("diff", item, "--between", 2, 2).lines[1] == "no difference"
    assert "it has no revision 3" in cli("diff", item, "--between", 1, 3, code=1).err
    assert "there is no item 99" in cli("diff", 99, code=1).err
    other = cli.one("SELECT id FROM items WHERE guid = 'b'")
    assert "no difference" in cli("diff", other).out


def test_rates_now_then_and_as_known_then(cli: Cli) -> None:
    assert [row.split("\t")[1] for row in cli("rates", "--class", "autos").lines[1:]] == ["15.0"]
    then = cli("rates", "--on", "2025-10-01", "--known", "2025-06-01", "--class", "autos", "--normal-duty", "2.5", "--json").json[0]
    assert (then["total_percent"], then["kind"]) == (27.5, "rate")
    assert len(cli("rates", "--json").json) == cli.one("SELECT count(*) FROM product_classes")
    assert "no class of goods" in cli("rates", "--class", "autoz", code=1).err
    assert "is no day" in cli("rates", "--on", "2025-02-30", code=2).err
    assert cli("rates", "--class", "autos", "--lang", "ja").lines[1:]


def test_claims_and_search(cli: Cli) -> None:
    assert len(cli("claims", "--json").json) == cli.one("SELECT count(*) FROM claims") == len(cli("claims", "--lang", "ja").lines) - 1
    hits = cli("search", "関税", "会談", "--json").json
    assert any(hit["kind"] == "item" for hit in hits) and any(hit["kind"] == "event" for hit in hits)
    assert any(hit["kind"] == "item" and "Mazda" in hit["title"] for hit in cli("search", "--json", "Mazda exports").json)
    assert cli("search", "zzzz", "--json").json == []
    cli("search", code=2)
