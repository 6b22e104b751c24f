"""Datasette's own pages in a real browser under their policy: scripts by nonce alone, no style attribute, and everything still works."""

import pytest
from cdp import chromium, served, walk
from publish_stock import FIRST_ROUND, filled_database, get

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

PAGES = (
    "/tracker", "/tracker/events", "/tracker/events?_facet=relation&_facet=status&relation=measure&_sort_desc=date", "/tracker/timeline",
    "/tracker/items?_search=関税", f"/tracker/events/{FIRST_ROUND}", "/tracker?sql=select+1+as+one", "/tracker?sql=select+nothing",
    "/tracker/rates_as_of?on=2025-08-01&known=2025-09-05", "/tracker/changes?_where=material=1", "/tracker/nowhere", "/-/versions",
    "/-/plugins", "/-/allow-debug", "/-/patterns",
)  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def address(database):
    with served(database) as url:
        yield url


def test_the_policy_allows_nothing_inline_and_each_answer_has_a_nonce_of_its_own(database):
    first, second = (get(database, "/tracker/events")[0].headers["content-security-policy"] for _ in range(2))
    assert "unsafe" not in first and first != second
    assert "script-src 'nonce-" in first


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_quiet(address, width):
    async def steps(tab):
        for path in PAGES:
            before = len(tab.complaints)
            await tab.open(f"{address}{path}", width)
            said = [one for one in tab.complaints[before:] if "status of 4" not in one]
            assert said == [], path
            del tab.complaints[before:]

    walk(steps)


def test_the_menu_of_a_column_sorts_and_facets(address):
    async def steps(tab):
        await tab.open(f"{address}/tracker/events")
        await tab.value("document.querySelector('th[data-column=date] svg').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
        assert await tab.value("getComputedStyle(document.querySelector('.dropdown-menu:not(details *)')).display") == "block"
        await tab.follow("document.querySelector('.dropdown-sort-desc').click()")
        assert "_sort_desc=date" in await tab.value("location.search")
        await tab.open(f"{address}/tracker/events")
        await tab.value("document.querySelector('th[data-column=origin] svg').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
        await tab.follow("document.querySelector('.dropdown-facet').click()")
        assert await tab.value("document.querySelectorAll('.facet-info').length") == 3
        await tab.follow("document.querySelector('#facet-origin li a').click()")
        assert "origin=" in await tab.value("location.search")

    walk(steps)


def test_filters_and_menus_work(address):
    async def steps(tab):
        await tab.open(f"{address}/tracker/events")
        await tab.value("document.querySelector('select[name=_filter_column]').value = 'status'")
        await tab.value("document.querySelector('input[name=_filter_value]').value = 'confirmed'")
        await tab.follow("document.querySelector('form.filters input[type=submit]').click()")
        assert await tab.value("document.querySelectorAll('tbody tr').length") == 1
        await tab.value("document.querySelector('details.nav-menu').open = true")
        await tab.value("document.querySelector('h1').click()")
        assert await tab.value("document.querySelector('details.nav-menu').open") is False

    walk(steps)


def test_the_editor_of_sql_is_drawn_formats_and_runs(address):
    async def steps(tab):
        await tab.open(f"{address}/tracker?sql=select+id,+date+from+events+limit+3")
        assert await tab.value("document.querySelectorAll('.CodeMirror .cm-keyword').length") >= 3
        assert await tab.value("document.querySelector('.CodeMirror').getBoundingClientRect().height") > 60
        assert await tab.value("getComputedStyle(document.querySelector('.cm-resize-handle')).cursor") == "ns-resize"
        assert await tab.value("getComputedStyle(document.querySelector('.CodeMirror-linenumber')).position") == "absolute"
        await tab.value("document.querySelector('#sql-format').click()")
        assert "\n" in await tab.value("document.querySelector('.CodeMirror').CodeMirror.getValue()")
        await tab.follow("document.querySelector('form.sql input[type=submit]').click()")
        assert await tab.value("document.querySelectorAll('table.rows-and-columns tbody tr').length") == 3

    walk(steps)


def test_a_named_query_is_asked_read_by_programs_and_cited(address, database):
    async def steps(tab):
        await tab.open(f"{address}/tracker/rates_as_of")
        await tab.value("document.querySelector('input[name=on]').value = '2025-08-01'")
        await tab.follow("document.querySelector('form.sql input[type=submit]').click()")
        assert await tab.value("document.querySelectorAll('table.rows-and-columns tbody tr').length") > 5
        assert "on=2025-08-01" in await tab.value("document.querySelector('.export-links a').href")
        links.extend(await tab.value("[...document.querySelectorAll('.cite a')].map(one => one.getAttribute('href'))"))

    links: list[str] = []
    walk(steps)
    marks = ("accessed", "閲覧", "@misc", "TY  - ")
    for told, mark in zip(get(database, *links), marks, strict=True):
        assert told.status_code == 200 and mark in told.text and "on=2025-08-01" in told.text
