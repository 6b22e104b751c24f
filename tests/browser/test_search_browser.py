"""Sources, search and the method in a real browser: found, filtered, shared and opened anew, at both widths, in both languages."""

import pytest
from cdp import chromium, open_tab, pages_fit, served, walk
from watched_stock import watched_database

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

PAGES = (
    "/sources",
    "/sources?by=tier",
    "/source/paper",
    "/search",
    "/search?q=関税",
    "/search?q=tariff&lang=en",
    "/search?q=zzzq",
    "/about",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(watched_database(tmp_path_factory.mktemp("search"))) as url:
        yield url


async def ask(tab, words):
    await tab.value(f"document.querySelector('#f-q').value = {words!r}")
    await tab.follow("document.querySelector('.search-line button').click()")


def hits(kind):
    return f"document.querySelectorAll('.hits-{kind} .hit').length"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pages_fit_the_screen(address, lang, width):
    pages_fit(address, PAGES, lang, width)


@pytest.mark.parametrize(("words", "marked"), [("関税", "関税"), ("合意", "合意"), ("auto tariffs", "car tariffs")])
def test_words_are_searched_narrowed_shared_and_opened_anew(address, words, marked):
    async def steps(tab):
        await tab.open(f"{address}/search?ui=en")
        await ask(tab, words)
        assert marked in await tab.value("[...document.querySelectorAll('mark')].map(one => one.textContent)")
        await tab.value("document.querySelector('details.filters').open = true")
        await tab.value("document.querySelector('#f-kind').value = 'event'")
        await tab.value("document.querySelector('#f-to').value = '2025-12-31'")
        await tab.follow("document.querySelector('.filter-grid button').click()")
        shared, shown = await tab.value("location.href"), await tab.value(hits("event"))
        assert "to=2025-12-31" in shared and shown > 0 and await tab.value(hits("item")) == 0
        async with open_tab() as other:
            await other.open(shared, 390)
            assert await other.value(hits("event")) == shown
            await other.follow("document.querySelector('.active a').click()")
            assert "kind=" not in await other.value("location.href") and await other.value(hits("event")) > 0

    walk(steps)


def test_from_a_gap_in_the_list_to_the_checks_of_its_source(address):
    async def steps(tab):
        await tab.open(f"{address}/sources?ui=ja")
        await tab.follow("[...document.querySelectorAll('.state-links a')].find(a => a.textContent.includes('正常')).click()")
        assert "state=ok" in await tab.value("location.href")
        said = await tab.value("document.querySelector('#paper svg.days > title').textContent")
        assert "応答なし4日" in said and "見ていない日3日" in said
        await tab.follow("document.querySelector('#paper h3 a').click()")
        assert "503 Service Unavailable" in await tab.value("document.body.textContent")

    walk(steps)
