"""The shipped pack reads and holds together; a broken one is refused with the file, the row and what to do."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from db.migrations import STEPS
from tracker.anchor import baseline, load_pack, load_packs, shipped
from tracker.errors import PackError
from tracker.pack import Pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_packs()[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "pack"
    shutil.copytree(shipped()[0], target)
    return target


def edit(folder: Path, name: str, row: int, **values: object) -> None:
    """Change keys of one row of a pack's file; the value `...` drops the key."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    data = {**json.loads(lines[row]), **values}
    lines[row] = json.dumps({key: value for key, value in data.items() if value is not ...}, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def small_pack(folder: Path, anchor_id: str = "us-canada-2025-08-01", event_id: str = "2025-08-01-canada-35") -> Path:
    folder.mkdir(parents=True)
    (folder / "anchor.toml").write_text(
        f'id = "{anchor_id}"\ndate = "2025-08-01"\ntimezone = "America/New_York"\ntitle_en = "Canada"\ntitle_ja = "カナダ"\n',
        encoding="utf-8",
    )
    event = {
        "id": event_id, "date": "2025-08-01", "timezone": "America/Toronto", "title_en": "35% on Canada", "title_ja": "カナダに35%",
        "relation": "measure",
    }  # fmt: skip
    (folder / "chronology.jsonl").write_text(json.dumps(event) + "\n", encoding="utf-8")
    concept = {"id": "place.ottawa", "kind": "place", "en": ["Ottawa"], "ja": ["オタワ"], "side": "neutral", "signal": "supporting"}
    (folder / "gazetteer.jsonl").write_text(json.dumps(concept) + "\n", encoding="utf-8")
    return folder


def test_the_shipped_pack_has_the_whole_baseline(pack: Pack) -> None:
    assert pack.anchor.id == "us-japan-2025-04-16"
    assert pack.anchor.default
    assert [capital.zone for capital in pack.anchor.capitals] == ["America/New_York", "Asia/Tokyo"]
    sizes = {table.name: len(table.rows) for table in baseline(pack).tables}
    assert sizes["events"] >= 113
    assert sizes["rates"] >= 101
    assert sizes["claims"] >= 22
    assert len(pack.concepts) >= 517


def test_every_event_has_both_languages_and_a_citation(pack: Pack) -> None:
    cited = {citation.event_id for citation in pack.citations}
    for event in pack.events:
        assert event.title_en and event.title_ja and event.summary_en and event.summary_ja
        assert event.id in cited


def test_the_baseline_fits_the_schema_in_its_order_and_keys_name_rows(pack: Pack) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA foreign_keys = ON")
    for step in STEPS:
        database.executescript(step.sql)
    for table in baseline(pack).tables:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        marks = ", ".join("?" * len(table.columns))
        database.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", table.rows)
        keys = {tuple(row[table.columns.index(name)] for name in table.key) for row in table.rows}
        assert len(keys) == len(table.rows), table.name
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_products_of_an_event_are_classes_of_the_pack(pack: Pack) -> None:
    classes = {row.id for row in pack.classes}
    by_id = {event.id: event for event in pack.events}
    assert all(set(event.products) <= classes for event in pack.events)
    for rate in pack.rates:
        assert rate.event_id is None or rate.product_class in by_id[rate.event_id].products, rate.id


def test_a_pack_may_have_only_its_three_files(tmp_path: Path, pack: Pack) -> None:
    second = load_packs([small_pack(tmp_path / "canada")])[1]
    assert second.rates == second.claims == second.threads == ()
    assert second.events[0].known_from == "2025-08-01"
    assert second.weights == pack.weights


@pytest.mark.parametrize(
    ("name", "row", "values", "words"),
    [
        ("chronology.jsonl", 2, {"relation": "talk"}, ["chronology.jsonl", "2025-03-10-muto", "relation is 'talk'", "precursor"]),
        ("chronology.jsonl", 2, {"title_ja": ...}, ["2025-03-10-muto-washington", "title is missing"]),
        ("chronology.jsonl", 2, {"date": "10 March"}, ["date is '10 March', no day"]),
        ("chronology.jsonl", 2, {"date": "2025-02-30"}, ["date is '2025-02-30', no day"]),
        ("chronology.jsonl", 3, {"date_tokyo": "2025-03-13"}, ["date_tokyo is 2025-03-13, but occurred_at falls on 2025-03-12"]),
        ("chronology.jsonl", 2, {"timezone": "Washington"}, ["'Washington' is no time zone", "IANA"]),
        ("chronology.jsonl", 2, {"titel_en": "x"}, ["row 3", "unknown key 'titel_en'", "did you mean 'title_en'?"]),
        ("chronology.jsonl", 2, {"topics": "autos"}, ["'topics' is 'autos'", "a list of texts"]),
        ("chronology.jsonl", 2, {"id": "2025-02-10-metals-25-proclaimed"}, ["stands 2 times"]),
        ("chronology.jsonl", 2, {"known_from": "soon"}, ["no day or instant"]),
        ("chronology.jsonl", 2, {"later_en": "x"}, ["belong together"]),
        ("chronology.jsonl", 2, {"sources": [{"url": "javascript:x", "publisher": "p", "lang": "en", "title": "t", "tier": "press"}]},
         ["no address"]),
        ("threads.jsonl", 20, {"event_id": "nowhere"}, ["no event 'nowhere'"]),
        ("threads.jsonl", 20, {"kind": "stage"}, ["'kind' is 'stage'"]),
        ("threads.jsonl", 20, {"lag_days": 3000}, ["lag_days is 3000", "by the days of both events"]),
        ("tariff_rates.jsonl", 0, {"effective_to": "2024-01-01"}, ["effective_to 2024-01-01 is not after"]),
        ("tariff_rates.jsonl", 0, {"known_to": None}, ["two laws for one day and day of knowledge"]),
        ("tariff_rates.jsonl", 0, {"product_class": "boats"}, ["no class 'boats'"]),
        ("tariff_rates.jsonl", 0, {"effective_from": None}, ["a law needs its first day"]),
        ("tariff_rates.jsonl", 2, {"announced_on": "2025-04-03"}, ["announced on 2025-04-03 but known from 2025-04-02"]),
        ("rate_sources.jsonl", 0, {"rate_id": "aircraft-99"}, ["aircraft-17", "no document stands behind it"]),
        ("product_classes.jsonl", 0, {"default_law": "maybe"}, ["default_law is 'maybe'"]),
        ("claims.jsonl", 0, {"outcome": "open"}, ["the last of its outcomes is confirmed"]),
        ("claims.jsonl", 0, {"evidence": [{"ref": "nowhere", "stance": "for", "why": ""}]}, ["no event 'nowhere'"]),
        ("ahead.jsonl", 0, {"source_url": "ftp://x"}, ["no address"]),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_with_what_to_do(folder: Path, name: str, row: int, values: dict[str, object], words: list[str]) -> None:
    edit(folder, name, row, **values)
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize("text", ["{", "[1]", "3"])
def test_a_line_that_is_no_object_is_named(folder: Path, text: str) -> None:
    with (folder / "claims.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + text + "\n")
    with pytest.raises(PackError, match=r"claims.jsonl, row 24"):
        load_pack(folder)


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"no anchor.toml there"):
        load_packs([tmp_path])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "no TOML"),
        ('id = "a"', "'date' is missing"),
        ('phases = "x"', "lists of objects"),
        ("\xff", "can't be read"),
    ],
)
def test_a_broken_anchor_is_named(tmp_path: Path, text: str, words: str) -> None:
    folder = small_pack(tmp_path / "canada")
    (folder / "anchor.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(PackError, match=words):
        load_pack(folder)


def test_phases_are_in_the_order_of_their_days(folder: Path) -> None:
    path = folder / "anchor.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"2025-07-22"', '"2025-01-22"'), encoding="utf-8")
    with pytest.raises(PackError, match="not in the order of their days"):
        load_pack(folder)


def test_ids_are_unique_across_packs(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="the anchor 'us-japan-2025-04-16' stands in"):
        load_packs([small_pack(tmp_path / "a", anchor_id="us-japan-2025-04-16")])
    with pytest.raises(PackError, match="the event '2025-02-10-metals-25-proclaimed' stands in"):
        load_packs([small_pack(tmp_path / "b", event_id="2025-02-10-metals-25-proclaimed")])
