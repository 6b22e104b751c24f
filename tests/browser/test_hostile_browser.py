"""What strangers wrote, on every page of a real browser: nothing runs, no dialog opens, no other host is asked."""

import re

import pytest
from cdp import chromium, served, walk
from change_stock import HOSTILE, changed_database
from publish_stock import OPENED, get

from db.store.connect import open_store

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed: apt-get install chromium")

PAYLOADS = (
    "<script>alert(1)</script>", "</title><script>alert(2)</script>", '"><img src=x onerror=alert(3)>', "'-alert(4)-'",
    "</script><svg onload=alert(5)>", "javascript:alert(6)", "{{7*7}}{% print(7) %}", "<iframe src=//evil.test>", "\u2028</style><b>",
)  # fmt: skip
EVIL = " ".join(PAYLOADS)
ADDRESSES = (
    "javascript:alert(8)",
    "data:text/html,<script>alert(9)</script>",
    'https://evil.test/"onmouseover=alert(10)//',
    "//evil.test/x",
)
PAGES = (
    "/", "/new?since=2026-10-09", "/timeline", "/timeline?as_of=2026-10-10", "/threads", f"/event/{OPENED}",
    f"/event/{OPENED}?as_of=2026-10-10", "/item/1", "/item/2", "/item/3", "/item/4", "/item/4/diff/1..2", "/changes",
    f"/changes/{HOSTILE}", "/rates", "/claims", "/sources", "/search?q=tariff", "/search?q=<script>alert(11)</script>", "/review",
    "/about", "/timeline?q=\"><script>alert(12)</script>", "/nowhere/<script>alert(13)</script>",
    "/changes?source=<script>alert(14)</script>", "/cite?of=/timeline?q=<script>alert(15)</script>", "/tracker/items",
    "/tracker/events?_facet=title_en", "/tracker/sources", "/tracker/items/4", "/tracker/search?q=<script>alert(16)</script>",
    "/tracker?sql=select+'<script>alert(17)</script>'+as+\"<script>alert(18)</script>\"", "/tracker/linked_items?_sort_desc=title",
)  # fmt: skip
DATA = (
    "/timeline.atom", "/timeline.ics", "/timeline.json", "/timeline.jsonl", "/timeline.csv", "/changes.atom", "/changes.json",
    f"/event/{OPENED}.atom",
)  # fmt: skip
LINKS = """[...document.querySelectorAll('[href], [src], [action]')]
  .map(one => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action'))"""


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = changed_database(tmp_path_factory.mktemp("hostile"))
    with open_store(path) as store, store.atomic() as conn:
        for number, url in enumerate(ADDRESSES, 1):
            conn.execute("UPDATE items SET title = ?, url = ?, lang = 'en' WHERE id = ?", (EVIL, url, number))
        conn.execute("UPDATE revisions SET title = ?, summary = ?, body = ?, author = ?", (EVIL, EVIL, EVIL, EVIL))
        conn.execute("UPDATE events SET title_en = ?, title_ja = ?, summary_en = ? WHERE id = ?", (EVIL, EVIL, EVIL, OPENED))
        conn.execute("UPDATE sources SET title = ?, publisher = ?, homepage = ?, last_error = ?", (EVIL, EVIL, ADDRESSES[0], EVIL))
    return path


def test_trap_23_no_page_runs_or_asks_for_what_a_source_wrote(database):
    async def steps(tab):
        for path in PAGES:
            await tab.open(f"{url}{path}")
            tab.complaints[:] = [one for one in tab.complaints if "the server responded with a status of 4" not in one]
            assert tab.complaints == [], path
            for link in await tab.value(LINKS):
                assert not re.match(r"\s*(javascript|data|vbscript):", link, re.I), (path, link)
            if path == "/item/1":
                assert await tab.value(f"document.body.textContent.includes({PAYLOADS[2]!r})"), "the texts are there, as text"
            assert await tab.value("document.querySelectorAll('[onerror], [onload], [onmouseover], iframe, img').length") == 0, path

    with served(database) as url:
        walk(steps)


def test_trap_23_what_programs_read_has_no_link_to_a_script(database):
    for path, answer in zip(DATA, get(database, *DATA), strict=True):
        assert answer.status_code == 200
        assert not re.search(r"""(href|src|uri)\s*=\s*["'](?!https?:|urn:|/)""", answer.text, re.I), path
        assert not re.search(r"^URL[^:]*:(?!https?:)", answer.text, re.M), path
        if path.endswith(".atom"):
            assert "<script" not in answer.text and "<img" not in answer.text
        assert "html" not in answer.headers["content-type"] and answer.headers["x-content-type-options"] == "nosniff"
