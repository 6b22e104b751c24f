"""This page as SQL: every page leads to statements and tables that answer, and they give the rows that the page shows."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from change_stock import changed_database
from publish_stock import FIRST_ROUND, OPENED, get

EVENT, ITEM = r'href="/event/([^"?#]+)', r'href="/item/([0-9]+)'
CHANGE, CLASS, CLAIM = r'href="/changes/([0-9]+)["?]', r'<(?:section|tr)[^>]* id="(\w+)"', r'id="(c[0-9]{2}-[^"]+)"'
STATES = ("", "?topic=autos", "?relation=measure&order=oldest", "?q=関税", "?lang=ja&from=2025-07-01&to=2025-09-30")
TIMELINE = [("/timeline" + state, "event_id", EVENT) for state in STATES]
TIMELINE += [(f"/timeline{state}{'&' if state else '?'}as_of=2025-07-01", "event_id", EVENT) for state in STATES[:4]]
TIMELINE += [("/timeline?as_of=2025-04-17T12:00:00Z&q=赤沢", "event_id", EVENT), ("/timeline?thread=metals", "event_id", EVENT)]
PAGES = [
    *TIMELINE,
    ("/rates", "product_class", CLASS), ("/rates?on=2025-08-20&known=2025-08-20", "product_class", CLASS),
    ("/changes", "change_id", CHANGE), ("/changes?material=1", "change_id", CHANGE), ("/changes?material=0", "change_id", CHANGE),
    ("/changes?source=paper&kind=edited", "change_id", CHANGE), ("/changes?silent=1", "change_id", CHANGE),
    (f"/changes?event={OPENED}", "change_id", CHANGE), ("/changes?before=5-3", "change_id", CHANGE),
    ("/changes?since=2026-10-09T10:30:00Z", "change_id", CHANGE),
    ("/claims", "claim_id", CLAIM), ("/claims?as_of=2025-07-01", "claim_id", CLAIM), ("/claims?as_of=2025-04-17", "claim_id", CLAIM),
    (f"/event/{OPENED}", "item_id", ITEM), (f"/event/{OPENED}?as_of=2026-10-09", "item_id", ITEM),
    ("/thread/metals", "event_id", EVENT), ("/thread/metals?as_of=2025-07-01", "event_id", EVENT),
    ("/search?q=関税", "id", r'href="/(?:event|item)/([^"?#]+)'), ("/search?q=tariff", "id", r'href="/(?:event|item)/([^"?#]+)'),
]  # fmt: skip
OTHERS = (
    "/", "/new?since=2026-10-09", "/threads", "/threads?as_of=2025-07-01", f"/event/{FIRST_ROUND}", "/rates/autos",
    "/rates/autos?on=2025-08-20&known=2025-10-01", "/item/1", "/changes/1", "/item/1/diff/1..2", "/sources", "/review", "/about",
)  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return changed_database(tmp_path_factory.mktemp("sql"))


def ways(markup):
    """The links to Datasette's pages at a page's foot, by address."""
    foot = markup[markup.index('id="ways"') :]
    return {html.unescape(href): name for href, name in re.findall(r'href="(/tracker[^"]*)">([^<]*)<', foot)}


@pytest.mark.parametrize("path", [*OTHERS, *(path for path, _, _ in PAGES)])
def test_every_page_leads_to_its_data_and_all_of_it_answers(database, path):
    found = ways(get(database, path)[0].text)
    assert found
    for href, answer in zip(found, get(database, *found), strict=True):
        assert answer.status_code == 200, href
        assert 'class="message-error"' not in answer.text, href


@pytest.mark.parametrize(("path", "column", "pattern"), PAGES)
def test_the_statement_gives_the_rows_of_the_page(database, path, column, pattern):
    (page,) = get(database, path)
    assert page.status_code == 200
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    shown = {unquote(html.unescape(one)) for one in re.findall(pattern, main)}
    statements = [href for href, name in ways(page.text).items() if name == "SQL"]
    assert len(statements) == (1 if shown else len(statements))
    rows = [row for href in statements for row in get(database, as_json(href))[0].json()]
    found = {str(row[column]) for row in rows}
    assert found >= shown if path.startswith("/search") else found == shown  # the query by name has all, a page the first of them
    assert len(rows) == len({str(row[column]) for row in rows}) or column == "product_class"


def test_our_own_changes_have_a_statement_too(database):
    page = get(database, "/changes")[0].text
    (href,) = (href for href, name in ways(page).items() if name == "SQL of our own changes")
    rows = {(row["release"], row["table_name"], row["id"]) for row in get(database, as_json(href))[0].json()}
    shown = {(int(a), b, unquote(html.unescape(c))) for a, b, c in re.findall(r'href="/changes/([0-9]+)/(\w+)/([^"?]+)', page)}
    assert rows == shown and len(rows) == 3


def as_json(href):
    path, _, query = href.partition("?")
    return f"{path}.json?{query}&_shape=array"
