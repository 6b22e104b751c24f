"""Everything public is described in both languages, nothing else is, and Datasette takes it."""

import asyncio
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.database import Database

from db.queries.schema import columns_of, fresh_columns
from db.queries.sql import Canned, canned
from db.release import Release
from db.store.baseline import load_baseline
from db.store.connect import open_store, read_connection
from db.store.migrate import migrate
from db.store.moment import set_moment
from tracker.anchor import baseline, load_packs
from tracker.errors import PackError
from tracker.publish.describe import datasette_metadata, parse_descriptions, read_descriptions

NOW = "2026-10-10T12:00:00Z"
HELPERS = {
    "source_entries", "alert_marks", "tombstones", "event_tags", "link_topics", "search_queue", "items_fts", "events_fts",
    "cited_addresses", "upkeep", "articles", "article_queue", "event_days", "event_instruments", "item_days", "item_hours",
    "official_figures", "tag_counts", "unwatched", "source_days", "source_changes", "row_counts",
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("described") / "tracker.db"
    store = open_store(path, create=True)
    migrate(store, NOW)
    load_baseline(store, baseline(load_packs()[0]), NOW, Release(schema="1", pack="1", linker="1", catalogue="1"))
    set_moment(store, NOW, "2026-10-10", "2026-10-10")
    store.close()
    return path


def test_every_table_view_and_column_of_a_database_is_described(path: Path) -> None:
    conn = read_connection(path)
    found = columns_of(conn)
    conn.close()
    assert found == fresh_columns()
    described = read_descriptions().tables
    public = {name for name in found if not any(name.startswith(f"{index}_fts_") for index in ("items", "events"))}
    assert set(described) == public
    assert {name for name, one in described.items() if one.hidden} == HELPERS
    for name, one in described.items():
        assert all(one.title) and all(one.description), name
        if not one.hidden:
            assert list(one.columns) == list(found[name])
            assert all(en and ja for en, ja in one.columns.values()), name


def test_japanese_and_english_are_not_confused() -> None:
    def is_japanese(text: str) -> bool:
        return any("\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff" for char in text)

    for one in read_descriptions().tables.values():
        for en, ja in (one.description, *one.columns.values()):
            assert not is_japanese(en), en
            assert is_japanese(ja), ja


def test_canned_queries_say_what_they_are_in_both_languages() -> None:
    for name, query in canned().items():
        assert query.title and query.title_ja and query.description and query.description_ja, name


def test_facets_and_sorts_are_of_columns_with_an_index(path: Path) -> None:
    conn = read_connection(path)
    for name, one in read_descriptions().tables.items():
        small = name in ("ahead", "product_classes", "events", "rates", "sources")
        for column in (*one.options.get("facets", ()), *filter(None, (one.options.get("sort"), one.options.get("sort_desc")))):
            assert column in one.columns, (name, column)
            leading = {
                row[0]
                for row in conn.execute(
                    "SELECT i.name FROM pragma_index_list(?) AS l, pragma_index_info(l.name) AS i WHERE i.seqno = 0", (name,)
                )
            }
            assert column in leading | {"id"} or small, (name, column)
    conn.close()


def test_datasette_shows_every_public_table_and_view(path: Path) -> None:
    descriptions = read_descriptions()

    async def look() -> None:
        ds = Datasette([], metadata=datasette_metadata(descriptions), settings={"suggest_facets": False})
        ds.add_database(Database(ds, path=str(path), is_mutable=True), name="tracker")
        for name, one in descriptions.tables.items():
            answer = await ds.client.get(f"/tracker/{name}")
            assert answer.status_code == 200, name
            if not one.hidden:
                assert one.title[1] in answer.text
        rates = (await ds.client.get("/tracker/rates")).text
        assert "課税の基礎" in rates
        listing = (await ds.client.get("/tracker.json")).json()
        assert HELPERS <= {table["name"] for table in listing["tables"] if table["hidden"]}

    asyncio.run(look())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[", "no TOML"),
        ("[columns]\n[tables.boats]\n[site]", "no table or view 'boats'"),
        ("[columns]\n[tables]\n[site]", "'goods' is not described"),
        ('[columns]\n[tables.goods]\ncolumns.x = ["a", "b"]\n[site]', "no column goods.x"),
        ("[columns]\n[tables.goods]\n[site]", "goods.id is not described"),
        ('[columns]\nid = ["a", "b"]\n[tables.goods]\ntitle = "Goods"\n[site]', "Goods: title or title_ja is missing"),
    ],
)
def test_what_is_missing_or_strange_is_named(text: str, words: str) -> None:
    with pytest.raises(PackError, match=words):
        parse_descriptions(text, {"goods": ("id",)}, {})


def test_a_view_takes_its_title_from_its_query() -> None:
    text = '[columns]\nid = ["a", "b"]\n[tables]\n[site]\ntitle = "T"\ntitle_ja = "題"\ndescription = "D"\ndescription_ja = "説"'
    view = Canned("view_goods", "SELECT 1 AS id", "Goods", "品物", "What there is", "あるもの")
    found = parse_descriptions(text, {"goods": ("id",)}, {"goods": view})
    assert found.tables["goods"].title == ("Goods", "品物")
    assert datasette_metadata(found)["databases"]["tracker"]["tables"]["goods"]["title"] == "Goods / 品物"
