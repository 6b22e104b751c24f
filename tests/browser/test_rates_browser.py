"""Rates and claims in a real browser: the walks of a newcomer with their clicks, and proof sheets that fit one page of A4."""

import base64
import re

import pytest
from cdp import chromium, open_fitting, served, walk
from publish_stock import baseline_database, pack

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

WIDTHS = (1280, 390)
LONG = "&on=2025-08-20", "&on=2026-03-01&known=2026-03-01"
"""Questions with much to tell."""
PAGES = (
    "/rates",
    "/rates?on=2025-08-20&known=2025-08-20&known_b=2025-10-01&on_b=2025-04-01",
    "/rates/autos",
    "/claims",
    "/claims?as_of=2025-08-01",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(baseline_database(tmp_path_factory.mktemp("rates"))) as url:
        yield url


async def click(tab, selector):
    await tab.follow(f"document.querySelector({selector!r}).click()")


async def fill(tab, **days):
    for field, value in days.items():
        await tab.value(f"document.querySelector('#f-{field.replace('_', '-')}').value = '{value}'")


async def total(tab, product_class):
    return await tab.value(f"document.querySelector('#{product_class} .total').innerText.trim()")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_pages_are_quiet_fit_the_screen_and_show_one_drawing_of_each_chart(address, lang, width):
    async def steps(tab):
        for path in PAGES:
            await open_fitting(tab, address, path, lang, width)
        await tab.open(f"{address}/rates/autos?ui={lang}", width)
        charts = "[...document.querySelectorAll('figure svg.chart')]"
        seen = f"{charts}.filter(e => getComputedStyle(e).display != 'none').map(e => e.className.baseVal)"
        assert await tab.value(seen) == ["chart wide" if width > 832 else "chart narrow"]

    walk(steps)


def test_from_the_front_page_to_the_official_text_that_proves_a_rate(address):
    """Clicks: 1 Rates; 2 Cars and light trucks; 3 the official text, whose link stands on the sheet."""

    async def steps(tab):
        await tab.open(f"{address}/")
        await click(tab, "nav a[href='/rates']")
        await click(tab, "#autos th a")
        host = await tab.value("new URL(document.querySelector('.proof .tier-official a.out').href).hostname")
        assert host.endswith(".gov")
        assert "9903.94.40" in await tab.value("document.querySelector('.proof .tier-official').innerText")

    walk(steps)


def test_which_duty_applied_to_cars_on_1_august_2025_and_what_on_1_june_was_law_for_that_day(address):
    """Clicks: 1 Rates; 2 Answer, with the day of entry filled in; 3 Answer, with the day of knowledge filled in."""

    async def steps(tab):
        await tab.open(f"{address}/")
        await click(tab, "nav a[href='/rates']")
        await fill(tab, on="2025-08-01")
        await click(tab, ".rates-form button")
        assert await total(tab, "autos") == "27.5%"
        await fill(tab, known="2025-06-01")
        await click(tab, ".rates-form button")
        assert await total(tab, "autos") == "27.5%"
        assert "as it could be known at the end of 1 June 2025" in await tab.value("document.querySelector('.lead').innerText")

    walk(steps)


def test_what_changed_for_car_parts_between_what_was_known_on_8_august_and_5_september(address):
    """Clicks: 1 Rates; 2 Answer, with both days of knowledge filled in."""

    async def steps(tab):
        await tab.open(f"{address}/")
        await click(tab, "nav a[href='/rates']")
        await fill(tab, known="2025-08-08", known_b="2025-09-05")
        await click(tab, ".rates-form button")
        said = await tab.value("[...document.querySelectorAll('.said-auto_parts')].map(e => e.innerText)")
        assert len(said) == 2
        assert "EO 14345" in said[1]
        assert await tab.value("document.querySelector('.differs-auto_parts')") is None

    walk(steps)


def test_whether_japan_came_to_be_the_model_for_others(address):
    """Clicks: 1 Claims; 2 the evidence of that claim."""

    async def steps(tab):
        await tab.open(f"{address}/")
        await click(tab, "nav a[href='/claims']")
        claim = "#c12-template-for-others"
        assert "Partly" in await tab.value(f"document.querySelector('{claim} .outcome').innerText")
        await tab.value(f"document.querySelector('{claim} summary').click()")
        assert "Canada" in await tab.value(f"document.querySelector('{claim} details').innerText")

    walk(steps)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_each_proof_sheet_prints_on_one_page_of_a4(address, lang):
    async def steps(tab):
        for one in pack().classes:
            for query in ("", *LONG) if one.id in ("reciprocal_baseline", "autos") else ("",):
                await tab.open(f"{address}/rates/{one.id}?ui={lang}{query}")
                printed = await tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
                pages = re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"]))
                assert len(pages) == 1, (one.id, lang, query)

    walk(steps)
