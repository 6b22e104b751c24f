"""What a signed-in person decides on `/review` is written as `tracker correct` writes it; nobody else can write anything."""

import asyncio
import re
import sqlite3

import pytest
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from doubtful_stock import ALONE, WIRE, doubtful_database
from publish_stock import ANCHOR, FIRST_ROUND, NOW, pack

from tracker.instants import instant_of
from tracker.publish.app import make_datasette

FORM = {"anchor": ANCHOR, "kind": "near", "lang": "en", "reason": "read <it>"}


class Site:
    """One server, and a browser that may be signed in. posted: each answer to a POST."""

    def __init__(self, database, actor="ito", base_url="/"):
        served = isinstance(database, Datasette)
        self.ds = database if served else make_datasette(database, (pack(),), lambda: instant_of(NOW), base_url=base_url)
        self.cookies = {"ds_actor": self.ds.sign({"a": {"id": actor}}, "actor")} if actor else {}
        self.headers = {}

    async def get(self, path):
        response = await self.ds.client.get(path, cookies=self.cookies, headers=self.headers)
        self.cookies |= dict(response.cookies)
        return response

    async def post(self, path="/review", **fields):
        return await self.ds.client.post(path, data=fields, cookies=self.cookies, headers=self.headers)

    async def decide(self, item, decision, **fields):
        """Send the form of an item as the page has it, with a decision."""
        markup = (await self.get("/review")).text
        token = re.search(r'name="csrftoken" value="([^"]+)"', markup)[1]
        return await self.post(**{"csrftoken": token, "item": str(item), "decision": decision, **FORM, **fields})


def on(database, work, **options):
    """Run some steps of a browser against a server over a database."""

    async def run():
        site = Site(database, **options)
        await site.ds.invoke_startup()
        try:
            return await work(site)
        finally:
            site.ds.executor.shutdown()
            for one in site.ds.databases.values():
                one.close()

    return asyncio.run(run())


@pytest.fixture
def database(tmp_path):
    return doubtful_database(tmp_path)


def rows(database, sql, *values):
    conn = sqlite3.connect(database)
    try:
        return conn.execute(sql, values).fetchall()
    finally:
        conn.close()


def kept(database):
    return rows(database, "SELECT made_by, target, field, value, reason FROM corrections ORDER BY id")


def everything(database):
    return [rows(database, f"SELECT * FROM {table}") for table in ("links", "events", "event_items", "corrections", "event_history")]


def test_the_forms_name_who_decides_and_are_not_kept_by_caches(database):
    response = on(database, lambda site: site.get("/review?ui=ja"))
    assert "itoとして判断します。" in response.text
    assert "private" in response.headers["cache-control"]
    assert len(re.findall(r'<form class="decide" action="/review\?ui=ja" method="post">', response.text)) == 6
    ids = re.findall(r' id="([^"]+)"', response.text)
    assert len(ids) == len(set(ids))
    labelled = set(re.findall(r'<label for="([^"]+)"', response.text))
    assert {name for name in ids if name.startswith(("reason-", "relation-", "other-"))} == labelled


def test_linking_and_unlinking_are_kept_with_the_reason_and_lead_back(database):
    async def work(site):
        first = await site.decide(7, "link", relation="response")
        second = await site.decide(6, "unlink", kind="", lang="")
        return first, second, await site.get(f"{second.headers['location']}&kind=near")

    first, second, back = on(database, work)
    assert (first.status_code, first.headers["location"]) == (303, f"/review?anchor={ANCHOR}&kind=near&lang=en&done=7")
    assert second.headers["location"] == f"/review?anchor={ANCHOR}&done=6"
    assert '<a href="/item/6">report 6</a>' in back.text
    assert 'href="/item/7"' not in back.text
    assert rows(database, "SELECT linked, relation, decided_by FROM links WHERE item_id IN (6, 7) ORDER BY 1") == [
        (0, None, "person"), (1, "response", "person"),
    ]  # fmt: skip
    assert kept(database) == [
        ("ito", "item:7", "linked", "true", "read <it>"), ("ito", "item:7", "relation", "response", "read <it>"),
        ("ito", "item:6", "linked", "false", "read <it>"),
    ]  # fmt: skip
    assert rows(database, "SELECT now FROM clock") == [(NOW,)]


@pytest.mark.parametrize(
    ("decision", "fields", "event"),
    [("event", {"event": WIRE}, WIRE), ("none", {"event": WIRE}, None), ("other", {"event": WIRE, "other": FIRST_ROUND}, FIRST_ROUND)],
)
def test_which_event_an_item_reports_is_settled(database, decision, fields, event):
    async def work(site):
        answer = await site.decide(4, decision, **fields)
        return answer, await site.get("/review?kind=event")

    answer, page = on(database, work)
    assert answer.status_code == 303
    assert rows(database, "SELECT event_id, decided_by FROM event_items WHERE item_id = 4") == ([(event, "person")] if event else [])
    assert 'href="/item/4"' not in page.text


def test_an_event_of_one_house_is_one_of_its_own_or_part_of_another(database):
    async def work(site):
        merged = await site.decide(10, f"merge:{FIRST_ROUND}", event=ALONE)
        own = await site.decide(1, "event", event=WIRE)
        return merged, own, await site.get("/review?kind=reported"), await site.get(f"/event/{ALONE}")

    merged, own, page, old = on(database, work)
    assert (merged.status_code, own.status_code) == (303, 303)
    assert "Nothing is in doubt here." in page.text
    assert (old.status_code, old.headers["location"]) == (302, f"/event/{FIRST_ROUND}")
    assert kept(database)[0][1:4] == (f"event:{ALONE}", "merged_into", FIRST_ROUND)


def test_nobody_who_has_not_signed_in_can_write(database):
    before = everything(database)

    async def work(site):
        await site.get("/review")
        return [await site.post(item="7", decision="link", **FORM), await site.post("/review?ui=ja", item="7", decision="link", **FORM)]

    english, japanese = on(database, work, actor="")
    assert (english.status_code, japanese.status_code) == (403, 403)
    assert "You can&#39;t decide here" in english.text
    assert "ここでは決められません" in japanese.text
    assert everything(database) == before


def test_a_form_from_elsewhere_writes_nothing_even_without_cookies(database):
    before = everything(database)

    class ByProxy:
        __name__ = "by_proxy"

        @hookimpl
        def actor_from_request(self, request):
            return {"id": "proxied"} if request.headers.get("x-user") or request.headers.get("authorization") else None

    async def with_cookies(site):
        await site.get("/review")
        return await site.post(item="7", decision="link", csrftoken="forged", **FORM)

    async def without(site):
        site.headers = {"x-user": "proxied"}
        return await site.post(item="7", decision="link", csrftoken="forged", **FORM), await site.post(item="7", decision="link", **FORM)

    async def by_token(site):
        site.headers = {"authorization": "Bearer dstok"}
        return await site.post(item="7", decision="link", **FORM)

    plugin = ByProxy()
    pm.register(plugin)
    try:
        forged, (bare, none) = on(database, with_cookies), on(database, without, actor="")
        assert [one.status_code for one in (forged, bare, none)] == [403, 403, 403]
        assert everything(database) == before
        assert on(database, by_token, actor="").status_code == 303
        assert kept(database)[0][0] == "proxied"
    finally:
        pm.unregister(plugin)


def test_a_site_may_say_who_of_those_signed_in_decides(database):
    class OnlyIto:
        __name__ = "only_ito"

        @hookimpl
        def permission_allowed(self, actor, action):
            return actor["id"] == "ito" if action == "tracker-review" else None

    async def work(site):
        return await site.get("/review"), await site.post(item="7", decision="link", **FORM)

    plugin = OnlyIto()
    pm.register(plugin)
    try:
        page, refused = on(database, work, actor="sato")
        assert "<form" not in page.text
        assert refused.status_code == 403
        assert on(database, lambda site: site.decide(7, "link")).status_code == 303
    finally:
        pm.unregister(plugin)


@pytest.mark.parametrize(
    ("item", "decision", "fields", "status"),
    [
        ("7", "link", {"reason": " "}, 400),
        ("7", "link", {"reason": "x" * 501}, 400),
        ("7", "link", {"relation": "friend"}, 400),
        ("7", "burn", {}, 400),
        ("7", "other", {}, 400),
        ("x", "link", {}, 400),
        ("999", "link", {}, 409),
        ("7", "other", {"other": "2000-01-01-gone"}, 409),
        ("7", "event", {"event": FIRST_ROUND}, 409),
        ("7", f"merge:{FIRST_ROUND}", {"event": FIRST_ROUND}, 409),
        ("7", "link", {"anchor": "us-korea"}, 404),
    ],
)
def test_what_can_not_be_is_refused_in_words_and_changes_nothing(database, item, decision, fields, status):
    before = everything(database)[0:3]
    answer = on(database, lambda site: site.decide(item, decision, **fields))
    assert answer.status_code == status, answer.text
    assert '<html lang="en">' in answer.text
    assert 'lang="ja"' in answer.text
    assert everything(database)[0:3] == before
    assert kept(database) == []


def test_datasette_itself_serves_the_forms_but_not_for_a_file_that_must_not_change(database):
    first, second = on(Datasette([str(database)]), lambda site: _both(site.decide(6, "unlink"), site.get("/review?kind=unsure")))
    assert first.status_code == 303
    assert "Nothing is in doubt here." in second.text
    before = everything(database)
    read_only, refused = on(
        Datasette([], immutables=[str(database)]), lambda site: _both(site.get("/review"), site.post(item="7", decision="link", **FORM))
    )
    assert "<form" not in read_only.text
    assert refused.status_code == 403
    assert everything(database) == before


async def _both(first, second):
    return await first, await second


def test_below_a_path_the_form_and_the_way_back_stay_there(database):
    async def work(site):
        return await site.get("/review"), await site.decide(6, "unlink")

    page, decided = on(database, work, base_url="/japan/")
    assert 'action="/japan/review"' in page.text
    assert decided.headers["location"].startswith("/japan/review?")
