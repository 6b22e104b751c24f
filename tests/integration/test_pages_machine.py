"""What programs ask: health, metrics, canned queries, and Datasette's own pages in our service."""

import asyncio
import json
import re
import sqlite3

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import Request
from prometheus_client.parser import text_string_to_metric_families
from publish_stock import NOW, OPENED, SCRIPT, filled_database, get, item, pack, using

from db.queries.sql import canned
from db.records import PollRow, PollWrite
from db.store.connect import open_store
from db.store.polls import save_polls
from db.store.runs import start_run
from db.store.search_index import index_queue
from tracker.instants import instant_of
from tracker.publish.answers import Plain
from tracker.publish.app import SETTINGS, make_datasette
from tracker.publish.serving import view


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


def test_health_is_late_without_a_poller_and_ok_with_one(tmp_path):
    database = filled_database(tmp_path)
    (late,) = get(database, "/-/health")
    assert late.status_code == 503
    assert late.json()["status"] == "late"
    with open_store(database) as store:
        start_run(store, 1, "here", NOW, NOW)
    (ok,) = get(database, "/-/health")
    assert ok.status_code == 200
    assert ok.json()["status"] == "ok"
    for check in ok.json()["checks"].values():
        assert set(check) == {"ok", "detail"}


def test_a_database_without_tables_is_said_to_be_failing_and_no_page_breaks(tmp_path):
    database = tmp_path / "tracker.db"
    sqlite3.connect(database).execute("CREATE TABLE other (x)").connection.close()
    (health, home, rows) = get(database, "/-/health", "/", "/timeline.json")
    assert (health.status_code, health.json()["status"]) == (503, "failing")
    assert home.status_code == 503
    assert "tracker init" in home.text
    assert rows.status_code == 503


def test_metrics_can_be_read_and_say_what_the_database_holds(filled):
    (response,) = get(filled, "/-/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    figures = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }
    assert figures["tracker_rows", "events"] == 115
    assert figures["tracker_rows", "items"] == 4
    assert figures["tracker_status", "late"] == 1
    assert figures["tracker_sources_enabled",] == 3
    assert figures["tracker_clock_timestamp_seconds",] == 1791633600


@pytest.mark.parametrize("name", sorted(canned()))
def test_each_canned_query_answers_with_empty_parameters_and_has_a_title(filled, name):
    (rows, html) = get(filled, f"/tracker/{name}.json?_shape=array", f"/tracker/{name}")
    assert rows.status_code == 200, rows.text
    assert isinstance(rows.json(), list)
    assert canned()[name].title
    assert f"{canned()[name].title} / {canned()[name].title_ja}" in html.text


def test_the_database_is_called_tracker_and_explains_itself(filled):
    (database,) = get(filled, "/tracker.json")
    tables = {table["name"]: table for table in database.json()["tables"]}
    assert tables["search_queue"]["hidden"]
    assert not tables["events"]["hidden"]
    (metadata,) = get(filled, "/-/metadata.json")
    columns = metadata.json()["databases"]["tracker"]["tables"]["events"]["columns"]
    assert "known_from" in columns
    (settings,) = get(filled, "/-/settings.json")
    assert settings.json()["suggest_facets"] is False
    assert settings.json()["sql_time_limit_ms"] == SETTINGS["sql_time_limit_ms"]


def test_no_statement_can_write(filled):
    for sql in ("delete from events", "update clock set now = ''", "create table x (y)"):
        (response,) = get(filled, "/tracker.json", params={"sql": sql, "_shape": "array"})
        assert response.status_code == 400
    assert len(get(filled, "/timeline.json")[0].json()) == 114


def test_foreign_keys_read_as_titles_in_datasettes_tables(filled):
    (response,) = get(filled, "/tracker/thread_steps")
    assert re.search(r'<a href="/tracker/events/[^"]+">[A-Z][^<]{20,}</a>', response.text)


def test_datasettes_own_tables_lead_to_our_pages_and_out_to_web_addresses_only(filled):
    (timeline, linked, items) = get(filled, "/tracker/timeline?status=confirmed", "/tracker/linked_items", "/tracker/items")
    assert f'<a href="/event/{OPENED}">{OPENED}</a>' in timeline.text
    assert '<a href="/item/1">1</a>' in linked.text
    assert '<a href="https://ministry.test/1" rel="noopener noreferrer nofollow">https://ministry.test/1</a>' in items.text
    assert 'href="javascript' not in items.text
    assert SCRIPT not in items.text


def test_datasettes_own_menu_leads_back(filled):
    (response,) = get(filled, "/tracker/events")
    assert 'href="/timeline"' in response.text
    assert "タイムライン" in response.text


def test_trap_29_the_file_of_the_live_database_cant_be_downloaded(filled):
    (response,) = get(filled, "/tracker.db")
    assert response.status_code in (403, 404)


def test_the_plugin_also_serves_a_file_that_datasette_itself_was_given(filled):
    async def answers():
        ds = Datasette([str(filled)])
        await ds.invoke_startup()
        try:
            return [await ds.client.get(path) for path in ("/", "/timeline.json", "/tracker/rates_now.json")]
        finally:
            ds.executor.shutdown()
            for database in ds.databases.values():
                database.close()

    home, rows, rates = asyncio.run(answers())
    assert "Where things stand" in home.text
    assert len(rows.json()) == 114
    assert rates.status_code == 200


def test_below_a_path_every_link_and_cookie_stays_there(filled):
    async def answers():
        ds = make_datasette(filled, (pack(),), lambda: instant_of(NOW), base_url="/japan/")
        await ds.invoke_startup()
        try:
            return [await ds.client.get(path) for path in ("/timeline?ui=ja", "/rates")]
        finally:
            ds.executor.shutdown()
            for database in ds.databases.values():
                database.close()

    for response in asyncio.run(answers()):
        assert response.status_code == 200
        for href in re.findall(r'(?:href|action|src)="(/[^"]*)"', response.text):
            assert href.startswith("/japan/"), href


def test_pages_show_at_once_what_another_process_writes(tmp_path):
    database = filled_database(tmp_path)

    async def work(client):
        before = await client.get("/search?q=newcomer")
        with open_store(database) as store:
            save_polls(store, [PollWrite(PollRow("paper", NOW, "changed"), new=(item(9, "paper", "Tariff newcomer", "en"),))])
            during = await client.get("/-/health")
            while index_queue(store):
                pass
        return before, during, await client.get("/search?q=newcomer"), await client.get("/item/5")

    before, during, after, own = using(database, work)
    assert "newcomer</mark>" not in before.text
    assert during.status_code == 503
    assert "<mark>newcomer</mark>" in after.text
    assert "Tariff newcomer" in own.text


def test_an_anchor_whose_pack_is_not_loaded_still_has_its_pages(tmp_path):
    database = filled_database(tmp_path)
    with open_store(database) as store, store.atomic() as conn:
        columns = "id, date, timezone, title_en, title_ja, pack_version"
        conn.execute(f"INSERT INTO anchors ({columns}) VALUES ('x', '2025-05-08', 'UTC', 'X', 'X', '1')")
        conn.execute("UPDATE events SET anchor_id = 'x' WHERE id = ?", (OPENED,))
    (timeline, event, rows) = get(database, "/timeline?anchor=x", f"/event/{OPENED}", "/timeline.json?anchor=x")
    assert (timeline.status_code, event.status_code) == (200, 200)
    assert "day +519" in event.text
    assert "9 October 2026</time> (Asia/Tokyo)" in event.text
    assert [row["event_id"] for row in rows.json()] == [OPENED]


def test_a_page_that_takes_too_long_is_no_mistake_of_whoever_asked(filled):
    def slow(conn, asked):
        sql = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        return Plain(str(conn.execute(sql).fetchone()[0]), "text/plain")

    async def answers():
        ds = make_datasette(filled, (pack(),), lambda: instant_of(NOW))
        await ds.invoke_startup()
        try:
            requests = [Request.fake(path) for path in ("/timeline?ui=ja", "/timeline.json")]
            for request in requests:
                request.scope["csrftoken"] = str  # as Datasette's middleware sets one
            return [await view(slow, 50)(request, ds) for request in requests]
        finally:
            ds.executor.shutdown()
            for database in ds.databases.values():
                database.close()

    page, rows = asyncio.run(answers())
    assert (page.status, rows.status) == (503, 503)
    assert "今は時間がかかりすぎます" in page.body
    assert "This takes too long right now" in page.body
    assert json.loads(rows.body)["status"] == 503
