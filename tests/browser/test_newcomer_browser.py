"""A newcomer who is given only the address: each question from `/` by counted clicks, in both languages, at both widths."""

import asyncio
import base64
import io
import json
from urllib.parse import unquote

import httpx
import pytest
from cdp import Tab, chromium, fits, in_language, open_tab, served, walk
from cli_runs import Cli
from pypdf import PdfReader

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

MOST_CLICKS = 4
BEFORE = "Lutnick says the 15% rate on cars from Japan holds, as Akazawa arrives in Washington for talks"
AFTER = BEFORE.replace("15%", "17.5%")
ITEMS = (
    {"id": "a", "lang": "en", "source": "Paper", "published": "2026-10-08T13:05:00Z",
     "title": BEFORE, "summary": "Lutnick met Akazawa on auto tariffs."},
    {"id": "b", "lang": "ja", "source": "新聞", "published": "2026-10-08T13:40:00Z",
     "title": "赤沢氏とラトニック氏が会談 自動車関税15%を確認", "summary": "日米合意の履行も話し合った。"},
    {"id": "c", "lang": "en", "source": "Wire", "published": "2026-10-08T22:10:00Z",
     "title": "Carmakers welcome word on auto tariffs of Japan", "summary": "Toyota rose after the talks."},
)  # fmt: skip
OUTLINED = """(one => one === document.body || one.type === "date" || getComputedStyle(one).outlineStyle !== "none"
  || getComputedStyle(one.querySelector(".column")).strokeWidth === "2px")(document.activeElement)"""
BOTH = pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("en", 390), ("ja", 1280), ("ja", 390)])


def lines(*items):
    """Items as a file to import, each at an address of its own."""
    return "".join(json.dumps({"url": f"https://press.test/{one['id']}", **one}, ensure_ascii=False) + "\n" for one in items)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("newcomer")
    cli = Cli(folder)
    cli("init", TRACKER_NOW="2026-10-08T12:00:00Z")
    (folder / "first.jsonl").write_text(lines(*ITEMS), encoding="utf-8")
    cli("import", "first.jsonl", TRACKER_NOW="2026-10-08T23:00:00Z")
    (folder / "later.jsonl").write_text(lines({**ITEMS[0], "title": AFTER}), encoding="utf-8")
    cli("import", "later.jsonl", TRACKER_NOW="2026-10-09T02:30:00Z")
    with served(folder / "tracker.db") as url:
        yield url


class Newcomer:
    """One who starts at `/` and clicks on what can be seen. clicks: how often so far."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.clicks = tab, 0

    async def click(self, selector: str) -> None:
        """Follow a link or send a form that is on the page and has a size."""
        assert await self.tab.value(f"document.querySelector({selector!r}).getClientRects().length > 0"), selector
        self.clicks += 1
        await self.tab.follow(f"document.querySelector({selector!r}).click()")

    async def unfold(self, selector: str) -> None:
        """Open what is folded by its heading: a click that stays on the page."""
        self.clicks += 1
        await self.tab.value(f"document.querySelector({selector!r}).click()")

    async def fill(self, **values: str) -> None:
        """Write into fields, by their names: no click."""
        for name, value in values.items():
            await self.tab.value(f"document.querySelector('main form [name={name}]').value = {value!r}")

    async def text(self, selector: str = "main") -> str:
        """What can be read there."""
        return await self.tab.value(f"document.querySelector({selector!r}).innerText")

    async def seen(self, selector: str) -> bool:
        """Whether the top of an element comes to be on the screen without scrolling; a browser goes to a fragment soon after loading."""
        for _ in range(40):
            top, height = await self.tab.value(f"[document.querySelector({selector!r}).getBoundingClientRect().top, innerHeight]")
            if -1 < top < height:
                return True
            await asyncio.sleep(0.05)
        return False


def tried(address, lang, width, steps):
    """A walk of a newcomer from `/` that takes no more clicks than asked."""

    async def run(tab):
        await tab.open(f"{address}/?ui={lang}", width)
        one = Newcomer(tab)
        await steps(one)
        assert one.clicks <= MOST_CLICKS
        assert await tab.value("document.documentElement.lang") == lang

    walk(run)


@BOTH
def test_the_duty_on_cars_of_a_day_and_what_was_law_for_it_as_known_before(address, lang, width):
    """1 Rates; 2 Answer (day of entry filled in); 3 Answer (day of knowledge filled in). Each answer is on the screen, on a phone too."""

    async def steps(one):
        await one.click("nav a[href^='/rates']")
        await one.fill(on="2025-08-01")
        await one.click(".rates-form button")
        assert "27.5%" in await one.text("#autos .total")
        assert await one.seen("#answer")
        await one.fill(known="2025-06-01")
        await one.click(".rates-form button")
        assert "27.5%" in await one.text("#autos .total")
        assert ("1 June 2025" if lang == "en" else "2025年6月1日") in await one.text("#rates-caption")
        assert await one.seen("#answer")

    tried(address, lang, width, steps)


@BOTH
def test_what_changed_for_car_parts_between_two_days_of_knowledge(address, lang, width):
    """1 Rates; 2 Answer (both days of knowledge filled in): the comparison is what the screen shows."""

    async def steps(one):
        await one.click("nav a[href^='/rates']")
        await one.fill(known="2025-08-08", known_b="2025-09-05")
        await one.click(".rates-form button")
        assert await one.seen("#compare-1")
        assert "14345" in await one.tab.value("[...document.querySelectorAll('.said-auto_parts')].map(e => e.innerText).join()")

    tried(address, lang, width, steps)


@BOTH
def test_which_source_edited_its_text_and_both_texts(address, lang, width):
    """1 Changes; 2 the event of one (its page names source, day and what); 3 both texts side by side."""

    async def steps(one):
        await one.click("nav a[href^='/changes']")
        await one.click("main a[href*='/event/']")
        told = await one.text("[aria-labelledby=changed]")
        assert "Paper" in told and "15%" in told and "17.5%" in told
        await one.click("[aria-labelledby=changed] a[href*='/diff/']")
        assert "17.5%" in await one.tab.value("[...document.querySelectorAll('main ins')].map(e => e.innerText).join()")
        assert "15%" in await one.tab.value("[...document.querySelectorAll('main del')].map(e => e.innerText).join()")

    tried(address, lang, width, steps)


@BOTH
def test_whether_japan_was_the_model_for_others(address, lang, width):
    """1 Claims, whose list has the outcome; 2 its evidence, unfolded."""

    async def steps(one):
        await one.click("nav a[href^='/claims']")
        claim = "#c12-template-for-others"
        assert ("Partly" if lang == "en" else "一部確認") in await one.text(f"{claim} .outcome")
        await one.unfold(f"{claim} summary")
        assert ("Canada" if lang == "en" else "カナダ") in await one.text(f"{claim} details")

    tried(address, lang, width, steps)


@BOTH
def test_from_a_rate_on_the_front_page_to_its_proof_on_one_sheet(address, lang, width):
    """1 the rate's class on `/`; 2 its name in the table: the proof sheet links the official text, and prints on one page."""

    async def steps(one):
        await one.click("main a[href$='#autos']")
        await one.click("#autos th a")
        assert (await one.tab.value("new URL(document.querySelector('.proof .tier-official a.out').href).hostname")).endswith(".gov")
        printed = await one.tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        assert len(PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages) == 1

    tried(address, lang, width, steps)


@BOTH
@pytest.mark.parametrize("words", ["関税", "合意", "auto tariffs"])
def test_words_find_events_and_reports(address, lang, width, words):
    """1 Search; 2 the button. Where only reports have the very words, events are found by other words for the same, and it is said."""

    async def steps(one):
        await one.click("nav a[href^='/search']")
        await one.fill(q=words)
        await one.click(".search-line button")
        assert unquote(await one.tab.value("new URLSearchParams(location.search).get('q')")) == words
        for kind in ("event", "item"):
            assert await one.tab.value(f"document.querySelectorAll('.hits-{kind} .hit mark').length") > 0, kind
        if words == "auto tariffs":
            assert ("No event has these very words" if lang == "en" else "含む出来事はない") in await one.text(".widened")

    tried(address, lang, width, steps)


@BOTH
def test_a_filtered_timeline_is_shared_and_opened_by_another(address, lang, width):
    """1 Timeline; 2 the filters, unfolded; 3 the button. The address shows another reader the same events in the same language."""

    async def steps(one):
        await one.click("nav a[href^='/timeline']")
        await one.unfold("details.filters summary")
        await one.fill(topic="autos")
        await one.click(".filters button")
        count = "document.querySelectorAll('li.event').length"
        shared, shown = await one.tab.value("location.href"), await one.tab.value(count)
        async with open_tab() as other:
            await other.open(shared, width)
            assert await other.value(count) == shown > 0
            assert await other.value("document.documentElement.lang") == lang

    tried(address, lang, width, steps)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_front_page_names_its_feed_and_calendar_to_readers(address, lang):
    async def steps(tab):
        await tab.open(f"{address}/?ui={lang}")
        for kind in ("application/atom+xml", "text/calendar"):
            href = await tab.value(f"document.querySelector(\"link[rel=alternate][type='{kind}']\").href")
            assert httpx.get(href).headers["content-type"].startswith(kind)

    walk(steps)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_letters_of_twice_the_size_push_nothing_off_the_screen(address, lang):
    """WCAG 2.2, 1.4.4: text of 200 %."""

    async def steps(tab):
        for path in ("/", "/timeline", "/rates", "/claims", "/changes", "/search?q=関税", "/sources", "/about", "/download"):
            await tab.open(address + in_language(path, lang), 1280)
            await tab.call("DOM.enable")
            await tab.call("CSS.enable")
            frame = (await tab.call("Page.getFrameTree"))["frameTree"]["frame"]["id"]
            sheet = (await tab.call("CSS.createStyleSheet", frameId=frame))["styleSheetId"]
            await tab.call("CSS.setStyleSheetText", styleSheetId=sheet, text="html { font-size: 200% }")
            assert await tab.value("getComputedStyle(document.documentElement).fontSize") == "32px"
            await fits(tab, path)

    walk(steps)


def test_the_keyboard_alone_reaches_every_part_and_what_has_the_focus_is_seen(address):
    """WCAG 2.2, 2.1.1 and 2.4.7: the first 40 stops of each page have an outline, and a folded part opens by Enter.

    The parts of a field for a day are marked by the browser, the columns of the strip by their own line.
    """

    async def steps(tab):
        for path in ("/", "/claims", "/changes", "/timeline"):
            await tab.open(f"{address}{path}?ui=en", 1280)
            for stop in range(40):
                await tab.press("Tab", 9)
                assert await tab.value(OUTLINED), (path, stop, await tab.value("document.activeElement.outerHTML.slice(0, 120)"))
        await tab.open(f"{address}/claims?ui=en", 1280)
        await tab.value("document.querySelector('.claim summary').focus()")
        await tab.press("Enter", 13)
        await asyncio.sleep(0.05)
        assert await tab.value("document.querySelector('.claim details').open")

    walk(steps)
