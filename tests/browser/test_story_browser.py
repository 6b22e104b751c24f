"""The story in a real browser: what is new, the strip, a moment of the past, and a matter, by mouse and by keyboard, at both widths."""

import pytest
from cdp import chromium, pages_fit, served, walk
from publish_stock import filled_database

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

PAGES = ("/", "/new?since=2026-10-01", "/timeline", "/timeline?as_of=2025-07-01", "/threads", "/thread/autos-parts")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(filled_database(tmp_path_factory.mktemp("story"))) as url:
        yield url


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pages_of_the_story_fit_the_screen(address, lang, width):
    pages_fit(address, PAGES, lang, width)


def test_a_bar_leads_to_its_month_and_the_address_can_be_opened_anew(address):
    async def steps(tab):
        await tab.open(f"{address}/timeline")
        bar = "[...document.querySelectorAll('.chart.wide a')].find(a => a.getAttribute('href').includes('from=2025-04-01'))"
        await tab.follow(f"{bar}.dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true}}))")
        shared = await tab.value("location.href")
        assert "from=2025-04-01" in shared and "to=2025-04-30" in shared
        shown = await tab.value("document.querySelectorAll('li.event').length")
        assert 0 < shown < 30
        await tab.open(shared, 390)
        assert await tab.value("document.querySelectorAll('li.event').length") == shown

    walk(steps)


def test_a_moment_of_the_past_is_kept_from_the_timeline_to_an_event_and_left_again(address):
    async def steps(tab):
        await tab.open(f"{address}/timeline?as_of=2025-07-01")
        assert "1 July 2025" in await tab.value("document.querySelector('.as-of').textContent")
        await tab.follow("document.querySelector('li.event h3 a').click()")
        assert "as_of=2025-07-01" in await tab.value("location.search")
        assert await tab.value("!!document.querySelector('.as-of')")
        await tab.follow("document.querySelector('.as-of a').click()")
        assert await tab.value("location.search") == ""
        assert not await tab.value("!!document.querySelector('.as-of')")

    walk(steps)


def test_since_my_last_visit_works_without_a_script(address):
    async def steps(tab):
        await tab.call("Emulation.setScriptExecutionDisabled", value=True)
        await tab.open(f"{address}/new")
        await tab.open(f"{address}/new")
        assert "since=2026-10-10T12" in tab.requests[-1] or any("since=2026-10-10T12" in url for url in tab.requests)

    walk(steps)


def test_from_the_front_page_to_a_step_of_a_matter_by_keyboard(address):
    async def steps(tab):
        await tab.open(f"{address}/threads")
        await tab.value("document.querySelector('.matters a').focus()")
        await tab.follow("document.activeElement.click()")
        assert await tab.value("document.querySelectorAll('.ladder li').length") > 1
        assert await tab.value("document.querySelectorAll('.ladder .chip.stage').length") > 1

    walk(steps)
