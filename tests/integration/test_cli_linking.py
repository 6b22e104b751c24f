"""`link`, `relink`, `fingerprint` and `eval`."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from cli_runs import Cli

ITEMS = Path(__file__).parents[1] / "data" / "cli_items.jsonl"
TALKS = "2025-04-16-akazawa-trump-first-round"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli("init")
    cli("import", ITEMS)
    return cli


def test_a_stored_link_is_explained_in_a_sentence_first_then_by_weights_that_add_up(cli: Cli) -> None:
    item = cli.one("SELECT id FROM items WHERE guid = 'a'")
    got = cli("link", "--explain", item)
    assert got.lines[0].startswith("Linked to ")
    assert TALKS in got.out and "log-odds" in got.out
    view = cli("link", "--explain", item, "--json").json[0]
    score = view["link"]["score"]
    assert math.isclose(sum(reason["weight"] for reason in view["reasons"]), math.log(score / (1 - score)), abs_tol=1e-6)
    assert any(reason["form"] == "Akazawa" and reason["field"] == "title" for reason in view["reasons"])
    assert view["event"]["event"]["id"] == TALKS
    assert len(cli("link", item).lines) < len(got.lines)
    assert cli("link", "--ui", "ja", item).lines[0].startswith("「")


def test_a_text_is_explained_as_a_poll_would_decide_it_storing_nothing(cli: Cli) -> None:
    before = cli.rows("SELECT count(*) FROM items")
    words = ("link", "--explain", "--text", "赤沢氏、トランプ大統領と会談 日米関税交渉始まる", "--published", "2025-04-17")
    got = cli(*words, "--json").json[0]
    assert got["link"]["linked"] and got["event"]["event"]["id"] == TALKS
    assert "Not linked" in cli("link", "--text", "Carp beat Tigers 4-1").out
    opened = cli("link", "--text", "Akazawa calls Lutnick over tariffs on Japanese cars", "--published", "2025-05-09", "--json").json[0]
    assert opened["event"]["event"]["id"] == cli.one("SELECT event_id FROM event_items JOIN items ON id = item_id WHERE guid = 'd'")
    assert cli.rows("SELECT count(*) FROM items") == before


def test_a_text_needs_no_database(tmp_path: Path) -> None:
    got = Cli(tmp_path)("link", "--text", "Akazawa meets Trump at White House on tariffs", "--published", "2025-04-16")
    assert got.lines[0].startswith("Linked to ") and TALKS in got.out
    assert not list(tmp_path.iterdir())


def test_link_wants_one_thing_and_says_what_is_wrong(cli: Cli) -> None:
    assert "Give either" in cli("link", code=2).err
    assert "Give either" in cli("link", 1, "--text", "x", code=2).err
    assert "there is no item 99" in cli("link", 99, code=1).err
    assert "published: 'never' is not possible" in cli("link", "--text", "x", "--published", "never", code=1).err
    assert "no pack has this anchor" in cli("link", "--anchor", "x", "--text", "x", code=1).err


def marks(cli: Cli) -> str:
    found: str = cli("fingerprint", "--json").json["fingerprint"]
    return found


def test_the_same_items_in_another_order_come_to_the_same_after_one_relink(cli: Cli, tmp_path: Path) -> None:
    got = cli("relink", "--json").json
    assert got["items"] == 6 and got["fingerprint"] == marks(cli)
    assert cli.one("SELECT fingerprint FROM releases ORDER BY id DESC LIMIT 1") == marks(cli)

    other = Cli(tmp_path / "other")
    other.folder.mkdir()
    other("init")
    rows = ITEMS.read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(reversed(rows)):
        (other.folder / "one.jsonl").write_text(row + "\n", encoding="utf-8")
        other("import", "one.jsonl", TRACKER_NOW=f"2026-11-01T04:00:{number:02}Z")
    other("relink")
    assert marks(other) == marks(cli)
    assert other("fingerprint").lines == [marks(cli)]


def test_relink_decides_again_what_was_decided_otherwise_and_then_changes_nothing(cli: Cli) -> None:
    cli("relink")
    mark = marks(cli)
    cli.write("UPDATE links SET linked = 0, relation = NULL, linker_version = 'older' WHERE item_id = 1")
    cli.write("DELETE FROM event_items WHERE item_id = 1")
    cli.write("UPDATE evidence SET weight = weight + 1 WHERE item_id = 2")
    assert marks(cli) != mark
    got = cli("relink", "--json").json
    assert (got["links_changed"], got["fingerprint"]) == (2, mark)
    assert cli("relink", "--json").json == {"items": 6, "links_changed": 0, "event_rows_written": 0, "fingerprint": mark}


def test_relink_finds_an_undated_item_as_it_came(cli: Cli) -> None:
    title = "Japan's Akazawa to meet Lutnick on car tariffs on May 2"
    rows = [{"id": "u", "title": title, "url": "https://x.example/u"}, {"id": "v", "title": title, "url": "https://x.example/v"}]
    rows[1] |= {"observed_at": "2025-05-01T12:00:00Z"}
    (cli.folder / "undated.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    cli("import", "undated.jsonl")
    days = {guid: facts for guid, facts in cli.rows("SELECT guid, facts FROM links JOIN items ON id = item_id WHERE guid IN ('u', 'v')")}
    assert "2025-05-02" in days["v"] and "2026-05-02" not in days["u"]
    assert cli("relink", "--json").json["links_changed"] == 0


def labels(folder: Path) -> Path:
    """The items with labels as any reader would give them."""
    said = {
        "a": ("anchor", TALKS), "b": ("anchor", TALKS), "c": None, "d": ("negotiation", "x-call"), "e": ("negotiation", "x-call"),
        "f": ("impact", "x-mazda"),
    }  # fmt: skip
    rows = [json.loads(line) for line in ITEMS.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        label = said[row["id"]]
        row |= {"linked": label is not None, "hard": label is None, "topics": ["autos"] if label else []}
        row |= {"relation": label[0], "event": label[1]} if label else {}
    path = folder / "labels.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_eval_gives_the_figures_by_language_and_together_without_a_database(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    got = cli("eval", labels(tmp_path), "--json").json
    assert set(got) == {"en", "ja", "all"}
    whole = got["all"]
    assert (whole["items"], whole["linked"], whole["f1"], whole["hard_negatives"], whole["hard_linked"]) == (6, 5, 1.0, 1, 0.0)
    assert whole["event_f1"] == whole["cross_language_pairs"] == 1.0
    assert 0 <= whole["calibration_error"] <= 1 and 0 < whole["topics_f1"] <= 1
    table = cli("eval", labels(tmp_path)).lines
    assert table[0].split("\t") == ["", "en", "ja", "all"]
    assert any(line.startswith("cross language pairs\t–\t–\t1.000") for line in table)
    assert not (tmp_path / "tracker.db").exists()


def test_eval_uses_what_people_decided_as_labels(cli: Cli) -> None:
    assert "there are no labels" in cli("eval", "--corrections", code=1).err
    cli("correct", cli.one("SELECT id FROM items WHERE guid = 'a'"), "--unlink", "--reason", "x")
    cli("correct", cli.one("SELECT id FROM items WHERE guid = 'b'"), "--relation", "measure", "--reason", "x")
    got = cli("eval", "--corrections", "--json").json["all"]
    assert (got["items"], got["precision"], got["recall"], got["relation_accuracy"]) == (2, 0.5, 1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json\n", "row 1: no JSON"),
        ('{"id": "1", "title": "x", "lang": "en"}\n', "neither true nor false"),
        ('{"id": "1", "title": "x", "lang": "en", "linked": true, "relation": "war"}\n', "relation is 'war'"),
        ('{"id": "1", "title": "x", "lang": "en", "linked": true}\n' * 2, "stands twice"),
        ("", "no labels"),
    ],
)
def test_labels_that_can_not_be_used_are_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "l.jsonl").write_text(text, encoding="utf-8")
    got = Cli(tmp_path)("eval", "l.jsonl", code=1)
    assert said in got.err and got.err.count("\n") == 1
