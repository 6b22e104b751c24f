"""Events and items in a real browser: whole at desk and phone width, in both languages and themes; and the walks that readers make."""

import pytest
from axe import axe_script, violations
from cdp import chromium, open_fitting, served, walk
from event_stock import BETWEEN, BIG, EDITED_TITLE, TALKS, event_database

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

DEAL = "2025-07-22-deal-announced"
PAGES = (
    f"/event/{TALKS}", f"/event/{TALKS}?as_of={BETWEEN}", f"/event/{BIG}?reports=2", "/event/2025-04-16-akazawa-trump-first-round",
    "/item/2", "/item/3", "/item/3?as_of=2026-10-09T12:30:00Z",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(event_database(tmp_path_factory.mktemp("event"))) as url:
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ja", 390)])
def test_they_fit_the_screen_and_have_no_serious_fault(address, lang, width, scheme):
    async def steps(tab):
        await tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for path in PAGES:
            await open_fitting(tab, address, path, lang, width)
            assert await tab.value("document.querySelectorAll('h1').length") == 1
            if axe_script() is not None:
                assert await violations(tab) == [], path

    walk(steps)


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_japanese_and_english_stand_beside_each_other_on_a_desk_and_below_each_other_on_a_phone(address, width, beside):
    async def steps(tab):
        await tab.open(f"{address}/event/{TALKS}", width)
        tops = await tab.value("JSON.stringify([...document.querySelectorAll('.by-language')].map(e => e.getBoundingClientRect().top))")
        first, second = map(float, tops.strip("[]").split(","))
        assert (abs(first - second) < 2) is beside

    walk(steps)


def test_which_source_edited_its_text_about_an_event_is_found_with_two_clicks(address):
    """1: on `/`, one of the latest events (its page says which source changed what, and when). 2: both texts side by side."""

    async def steps(tab):
        await tab.open(f"{address}/")
        await tab.follow(f"document.querySelector('a[href=\"/event/{TALKS}\"]').click()")
        told = await tab.value("document.querySelector('[aria-labelledby=changed]').innerText")
        assert "Paper 2" in told and EDITED_TITLE in told
        await tab.follow("document.querySelector('[aria-labelledby=changed] a[href*=\"/diff/\"]').click()")
        assert await tab.value("document.querySelectorAll('main del').length") > 0
        assert await tab.value("document.querySelectorAll('main ins').length") > 0

    walk(steps)


def test_from_the_event_to_the_source_that_proves_it(address):
    """1: on `/`, the timeline. 2: the event. Its citations are official texts. A report leads to its page, and that to its source."""

    async def steps(tab):
        await tab.open(f"{address}/")
        await tab.follow("document.querySelector('.top nav a[href=\"/timeline\"]').click()")
        await tab.follow(f"document.querySelector('a[href=\"/event/{DEAL}\"]').click()")
        hosts = await tab.value("[...document.querySelectorAll('.sources-list a.out')].map(a => new URL(a.href).hostname).join(' ')")
        assert "whitehouse.gov" in hosts or "cas.go.jp" in hosts or "kantei.go.jp" in hosts, hosts
        await tab.open(f"{address}/event/{TALKS}")
        await tab.follow("document.querySelector('.by-language .items-list a').click()")
        assert await tab.value("document.querySelector('.lead a.out').href.startsWith('https://')")

    walk(steps)


def test_the_days_before_and_after_are_walked_by_their_links(address):
    async def steps(tab):
        await tab.open(f"{address}/event/2025-04-16-akazawa-trump-first-round")
        await tab.follow("document.querySelector('.rung:last-child a').click()")
        assert "/event/2025-" in await tab.value("location.pathname")
        assert await tab.value("document.querySelectorAll('.rung.is-itself').length") > 0

    walk(steps)
