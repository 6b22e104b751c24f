"""The pages in a real browser: whole and quiet at desk and phone width, in both languages, by mouse and by keyboard."""

import pytest
from cdp import chromium, open_fitting, served, walk
from publish_stock import FIRST_ROUND, OPENED, filled_database

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

EVENTS = (f"/event/{FIRST_ROUND}", f"/event/{OPENED}")
PAGES = (
    "/", "/new", "/timeline", "/threads", "/thread/negotiation-rounds", *EVENTS, "/item/1", "/item/4", "/rates", "/rates/autos", "/claims",
    "/sources", "/source/ministry", "/search?q=関税", "/about", "/download",
)  # fmt: skip
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(filled_database(tmp_path_factory.mktemp("browser"))) as url:
        yield url


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_pages_are_quiet_and_fit_the_screen(address, lang, width):
    async def steps(tab):
        for path in PAGES:
            await open_fitting(tab, address, path, lang, width)
            assert await tab.value("document.documentElement.lang") == lang
            assert await tab.value("document.querySelectorAll('h1').length") == 1
            assert await tab.value("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)", "the style sheet is missing"

    walk(steps)


def test_from_the_front_page_to_the_official_text_behind_a_rate(address):
    async def steps(tab):
        await tab.open(f"{address}/")
        await tab.follow("document.querySelector('a[href=\"/rates#autos\"]').click()")
        await tab.value("document.querySelector('#autos details').open = true")
        host = await tab.value("new URL(document.querySelector('#autos details a.out').href).hostname")
        assert host.endswith(".gov")

    walk(steps)


def test_a_filter_can_be_set_shared_and_taken_off(address):
    async def steps(tab):
        await tab.open(f"{address}/timeline")
        await tab.value("document.querySelector('details.filters').open = true")
        await tab.value("document.querySelector('#f-topic').value = 'autos'")
        await tab.follow("document.querySelector('.filters button').click()")
        shared = await tab.value("location.href")
        assert "topic=autos" in shared
        shown = await tab.value("document.querySelectorAll('li.event').length")
        assert 0 < shown < 113
        await tab.open(shared, 390)
        assert await tab.value("document.querySelectorAll('li.event').length") == shown
        await tab.follow("document.querySelector('.active a').click()")
        assert await tab.value("document.querySelectorAll('li.event').length") == 114

    walk(steps)


def test_the_language_is_switched_and_kept(address):
    async def steps(tab):
        await tab.open(f"{address}/about")
        await tab.follow("document.querySelector('.switch a').click()")
        assert await tab.value("document.documentElement.lang") == "ja"
        await tab.open(f"{address}/rates")
        assert await tab.value("document.documentElement.lang") == "ja"

    walk(steps)


@pytest.mark.parametrize("words", ["関税", "合意", "car tariff"])
def test_words_are_searched_for_and_marked(address, words):
    async def steps(tab):
        await tab.open(f"{address}/search")
        await tab.value(f"document.querySelector('#f-q').value = '{words}'")
        await tab.follow("document.querySelector('form button').click()")
        assert await tab.value("document.querySelectorAll('.hits li').length") > 0
        assert await tab.value("document.querySelectorAll('.hits mark').length") > 0

    walk(steps)


def test_the_first_key_leads_past_the_navigation(address):
    async def steps(tab):
        await tab.open(f"{address}/timeline")
        await tab.press("Tab", 9)
        assert await tab.value("document.activeElement.className") == "skip"
        await tab.press("Enter", 13)
        assert await tab.value("document.activeElement.id") == "main"

    walk(steps)


def test_it_can_be_printed_without_what_only_a_screen_needs(address):
    async def steps(tab):
        await tab.open(f"{address}/rates")
        await tab.call("Emulation.setEmulatedMedia", media="print")
        assert await tab.value("getComputedStyle(document.querySelector('.top nav')).display") == "none"
        printed = await tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        assert len(printed["data"]) > 10_000

    walk(steps)
