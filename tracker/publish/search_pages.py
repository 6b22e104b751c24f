"""The page `/search`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from db.connection import Connection
from db.queries.finding import WALK, Finding, FoundEvent, FoundItem, any_match, find_events, find_items, item_texts, kinds_with, reached
from db.queries.sources import list_sources
from db.search_text import NOTHING, either
from tracker.publish.answers import Answer, Asked, Sheet, Way
from tracker.publish.names import concepts_by_id
from tracker.publish.other_words import Terms, exact_terms, nearest, wide_terms
from tracker.publish.relevance import by_relevance
from tracker.publish.search_asked import KINDS, SearchAsked, search_asked, search_href
from tracker.publish.stock import anchor_of
from tracker.publish.view_search import COUNTED, HitList, Shown, counted, event_line, item_line, search_view
from tracker.publish.view_sources import source_name

PAGE, BESIDE = 40, 12
"""Hits on a page of one kind, and events where reports stand beside them."""
RANKED = 300
"""The newest hits that are put in order by relevance."""
SUGGESTED = 5


def search_page(conn: Connection, asked: Asked) -> Answer:
    """`/search`: events and reports with the words, filtered, by date or relevance. Raises BadParameter and StoreError's children."""
    sources = {row.id: source_name(asked.r, row.id, row.title, row.title_ja) for row in list_sources(conn)}
    wanted = search_asked(asked, sources)
    shown = _shown(conn, asked, wanted) if wanted.q else Shown((), (), "", False, ())
    pairs = [("q", wanted.q)]
    ways = tuple(
        Way(name, asked.r.at(f"/tracker/search{ending}", pairs))
        for name, ending in (("JSON", ".json"), ("CSV", ".csv"), (asked.r.t("way_sql"), ""))
    )
    return Sheet("tracker/search.html", search_view(asked, wanted, shown, sources), ways)


def _shown(conn: Connection, asked: Asked, wanted: SearchAsked) -> Shown:
    """What is found by the words; by other words for the same where asked for, and among events or reports that nowhere have these."""
    concepts = tuple(concepts_by_id(asked.packs).values())
    exact, wide = exact_terms(wanted.q), wide_terms(wanted.q, concepts)
    can_widen = either(wide) != either(exact)
    having = kinds_with(conn, either(exact))
    by_kind = {kind: wide if can_widen and (wanted.wide or kind not in having) else exact for kind in KINDS}
    lists = _lists(conn, asked, wanted, by_kind)
    near: tuple[str, ...] = ()
    if not any(one.lines for one in lists):
        forms = (form for concept in concepts for form in (*concept.en, *concept.ja))
        near = tuple(form for form in nearest(wanted.q, forms) if any_match(conn, either([(form,)])))[:SUGGESTED]
    widened = tuple(one.kind for one in lists if one.lines and by_kind[one.kind] != exact)
    said = _said_of(wanted.wide, having, widened[0]) if widened else ""
    further = can_widen and any(by_kind[one.kind] == exact for one in lists)
    return Shown(lists, wide if widened else exact, said, further, near)


def _said_of(wide: bool, having: frozenset[str], kind: str) -> str:
    """The key of what is said of other words. wide: they were asked for. having: kinds that have the very words. kind: one that hasn't."""
    if wide:
        return "widened"
    return {"event": "widened_event", "item": "widened_item"}[kind] if having else "widened_alone"


def _finding(asked: Asked, wanted: SearchAsked, anchor: str, terms: Terms) -> Finding:
    said = wanted.filters
    return Finding(
        anchor=anchor, words=either(terms), lang=said.get("lang", ""), source_id=said.get("source", ""), relation=said.get("relation", ""),
        topic=said.get("topic", ""), from_=said.get("from", ""), to=said.get("to", ""), linked="linked" in said, limit=COUNTED + 1,
        before=wanted.before, after=wanted.after,
    )  # fmt: skip


def _lists(conn: Connection, asked: Asked, wanted: SearchAsked, by_kind: Mapping[str, Terms]) -> tuple[HitList, ...]:
    anchor, lists = anchor_of(conn, asked).id, []
    fitting = {"event": wanted.events and wanted.before is None, "item": wanted.items and wanted.after is None}
    for kind, listed in (("event", _events), ("item", _items)):
        finding = _finding(asked, wanted, anchor, by_kind[kind])
        if fitting[kind] and finding.words != NOTHING:
            lists.append(listed(conn, asked, wanted, finding, by_kind[kind]))
    return tuple(lists)


def _events(conn: Connection, asked: Asked, wanted: SearchAsked, finding: Finding, terms: Terms) -> HitList:
    r, forms = asked.r, _forms(terms)
    rows: list[FoundEvent] = list(find_events(conn, finding))
    count, size = len(rows), PAGE if not wanted.items else BESIDE
    if wanted.order == "relevance":
        texts = [(f"{one.title_en or ''} {one.title_ja or ''}", f"{one.summary_en or ''} {one.summary_ja or ''}") for one in rows]
        rows = [rows[place] for place in by_relevance(texts, terms)][wanted.skip :]
    lines, more = rows[:size], ""
    if len(rows) > size and not wanted.items:
        following = (
            {"skip": str(wanted.skip + size)} if wanted.order == "relevance" else {"after": f"{lines[-1].date}~{lines[-1].event_id}"}
        )
        more = search_href(asked, {"kind": "event", **following})
    whole = search_href(asked, {"kind": "event"}) if len(rows) > size and wanted.items else ""
    return HitList("event", counted(r, "found_events", count), tuple(event_line(r, forms, one) for one in lines), whole, more)


def _items(conn: Connection, asked: Asked, wanted: SearchAsked, finding: Finding, terms: Terms) -> HitList:
    r, by_rank = asked.r, wanted.order == "relevance"
    rows: list[FoundItem] = list(find_items(conn, replace(finding, limit=RANKED + 1) if by_rank else finding))
    count, note, following = len(rows), "", {}
    if by_rank:
        note = r.t("ranked_note", n=RANKED) if count > RANKED else ""
        rows = _ranked(conn, rows[:RANKED], terms)[wanted.skip :]
        following = {"skip": str(wanted.skip + PAGE)}
    lines = rows[:PAGE]
    more = bool(rows[PAGE:])
    if not by_rank and more:
        following = {"before": str(lines[-1].item_id)}
    if not by_rank and not more and finding.filtered:
        far = reached(conn, finding)
        if far.looked >= WALK:
            note, more, following = r.t("walked_note", n=f"{WALK:,}"), True, {"before": str(far.oldest)}
    texts = item_texts(conn, [one.item_id for one in lines])
    shown = tuple(item_line(r, _forms(terms), one, texts.get(one.item_id, ())) for one in lines)
    return HitList("item", counted(r, "found_items", count), shown, more=search_href(asked, following) if more else "", note=note)


def _ranked(conn: Connection, rows: list[FoundItem], terms: Terms) -> list[FoundItem]:
    texts = item_texts(conn, [one.item_id for one in rows])
    order = by_relevance([(one.title, texts[one.item_id][0]) for one in rows], terms)
    return [rows[place] for place in order]


def _forms(terms: Terms) -> tuple[str, ...]:
    return tuple(form for term in terms for form in term)
