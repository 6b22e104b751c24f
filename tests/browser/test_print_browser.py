"""On paper: no navigation, where outgoing links lead can be read, nothing is cut off; and Japanese breaks between phrases."""

import base64
import io

import pytest
from cdp import chromium, in_language, served, walk
from publish_stock import FIRST_ROUND, filled_database
from pypdf import PdfReader

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

PAGES = ("/timeline?from=2025-04-14&to=2025-05-20", f"/event/{FIRST_ROUND}", "/rates", "/changes")
HIDDEN = "[...document.querySelectorAll('.top nav, .switch, .skip, .filters')].every(one => getComputedStyle(one).display == 'none')"
WIDE = """[...document.querySelectorAll('main *')].filter(one => !one.closest('svg, .scroll, .sr, details:not([open])'))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 90))"""
A4 = 718
"""The width between the margins of a sheet of A4 with 1 cm each, in CSS pixels."""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(filled_database(tmp_path_factory.mktemp("print"))) as url:
        yield url


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_printed_page_has_what_counts_and_nothing_for_the_screen(address, lang):
    async def steps(tab):
        for path in PAGES:
            await tab.open(address + in_language(path, lang), A4)
            await tab.call("Emulation.setEmulatedMedia", media="print")
            assert await tab.value(HIDDEN), path
            assert await tab.value(WIDE) == [], path
            links = await tab.value("[...document.querySelectorAll('main a.out')].map(one => getComputedStyle(one, '::after').content)")
            assert all("http" in one for one in links), path
            printed = await tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages)
            assert "日本語" != text[:3] and ("Search" if lang == "en" else "検索") not in text[:200], path
            await tab.call("Emulation.setEmulatedMedia", media="")

    walk(steps)


def test_the_addresses_behind_links_can_be_read_on_paper(address):
    async def steps(tab):
        await tab.open(f"{address}/event/{FIRST_ROUND}?ui=en")
        printed = await tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        reader = PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
        text = "".join(page.extract_text() for page in reader.pages)
        hosts = await tab.value("[...document.querySelectorAll('#citations ~ ul a.out')].map(one => one.hostname)")
        assert hosts and all(host in "".join(text.split()) for host in hosts)

    walk(steps)


def test_japanese_headings_break_between_phrases(address):
    async def steps(tab):
        await tab.open(f"{address}/event/{FIRST_ROUND}?ui=ja", 390)
        assert await tab.value("getComputedStyle(document.querySelector('h1 span')).wordBreak") == "auto-phrase"
        assert await tab.value("getComputedStyle(document.querySelector('h1 span')).lineBreak") == "strict"
        assert await tab.value("getComputedStyle(document.querySelector('.summary:lang(ja)')).wordBreak") == "normal"

    walk(steps)
