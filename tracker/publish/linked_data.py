"""What a page shows once more for programs that read pages: schema.org as JSON-LD.

How it stands in a page: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents
Only what the page itself shows stands here, so that a page as of a moment tells nothing later. A browser never runs it: it is data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from tracker.publish.addresses import safe_url, segment
from tracker.publish.names import actors_of, concepts_by_id
from tracker.publish.view_event import EventView
from tracker.publish.view_rate_sheet import RateSheet
from tracker.publish.view_thread import ThreadView

if TYPE_CHECKING:
    from db.queries.events import Citation
    from tracker.publish.answers import Asked
    from tracker.publish.view_reports import Report

Said = dict[str, Any]
"""A node: names of schema.org to texts, nodes, or lists of them."""

CONTEXT = "https://schema.org"
REPORTS = 50
"""Reports that are named; the page and its table have the others."""
NEWS = ("wire", "press", "national", "trade_press")
"""The tiers whose texts are news."""
PRECISE = {"year": 4, "month": 7}
"""How much of a day is known, in characters; else all of it."""


def linked_data(asked: Asked, view: object) -> Markup:
    r"""The data of a page by what it shows, as it may stand within a `script` element; empty for pages without.

    `<`, `>`, `&`, `'` and all that is not ASCII, U+2028 among it, are written as `\uXXXX`.
    """
    graph: list[Said] = []
    if isinstance(view, EventView):
        said = asked.r.pick(view.event.title_en, view.event.title_ja)
        graph = [_event(asked, view), _trail(asked, ("/timeline", asked.r.t("nav_timeline")), said.text)]
    elif isinstance(view, ThreadView) and view.title:
        graph = [_trail(asked, ("/threads", asked.r.t("threads_title")), view.title[0].text)]
    elif isinstance(view, RateSheet):
        graph = [_trail(asked, ("/rates", asked.r.t("sheet_all")), asked.r.pick(view.one.title_en, view.one.title_ja).text)]
    return htmlsafe_json_dumps({"@context": CONTEXT, "@graph": graph}) if graph else Markup("")


def _event(asked: Asked, view: EventView) -> Said:
    """The event: names in the reader's language first, the day as precisely as it is known, who tells of it."""
    event, r = view.event, asked.r
    names, summaries = r.pair(event.title_en, event.title_ja), r.pair(event.summary_en, event.summary_ja)
    actors = [one.said.text for one in actors_of(r, event, concepts_by_id(asked.packs))]
    return _filled({
        "@type": "Event",
        "@id": asked.site + _path(event.id),
        "url": asked.absolute(_path(event.id), asked.pairs),
        "name": names[0].text if names else "",
        "alternateName": names[1].text if len(names) > 1 else "",
        "description": summaries[0].text if summaries else "",
        "inLanguage": names[0].lang if names else "",
        "startDate": event.occurred_at or _day(event.date, event.date_precision),
        "about": [{"@type": "Thing", "name": name} for name in (*actors, *(r.label("topic", one) for one in event.topics))],
        "subjectOf": [*(_cited(one) for one in view.citations), *(_reported(asked, one) for one in _reports(view))],
    })  # fmt: skip


def _cited(one: Citation) -> Said:
    """What the baseline cites: an article where its publisher is a news house, else a text."""
    at, precise = one.published_at or "", one.published_precision in ("second", "minute")
    return _filled({
        "@type": "NewsArticle" if one.tier in NEWS else "CreativeWork",
        "headline": one.title,
        "url": safe_url(one.url),
        "inLanguage": one.lang,
        "datePublished": at if precise else _day(at, one.published_precision),
        "publisher": _house(one.publisher),
    })  # fmt: skip


def _reported(asked: Asked, one: Report) -> Said:
    """An item that reports the event, at our page of it."""
    return _filled({
        "@type": "NewsArticle",
        "headline": one.title,
        "url": asked.absolute(f"/item/{one.item_id}"),
        "inLanguage": one.lang,
        "publisher": _house(one.source_title),
    })  # fmt: skip


def _reports(view: EventView) -> Sequence[Report]:
    """The reports that the page names, in its order."""

    def shown() -> Iterator[Report]:
        for group in view.reports.groups:
            for family in group.families:
                yield from family.items

    return [one for one, _ in zip(shown(), range(REPORTS), strict=False)]


def _trail(asked: Asked, above: tuple[str, str], name: str) -> Said:
    """The way to the page: the site, the list that it stands in, itself."""
    path = f"/{asked.path.strip('/').partition('/')[0]}/{segment(asked.name)}"
    steps = (("/", asked.r.t("site")), above, (path, name))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": said, "item": asked.absolute(href)}
            for place, (href, said) in enumerate(steps, start=1)
        ],
    }


def _path(event_id: str) -> str:
    return f"/event/{segment(event_id)}"


def _day(at: str, precision: str) -> str:
    """A day down to what is known of it (ISO 8601 §5.2.1, reduced); empty where nothing is."""
    return "" if precision == "none" else at[: PRECISE.get(precision, 10)]


def _house(name: str) -> Said | None:
    return {"@type": "Organization", "name": name} if name else None


def _filled(node: Said) -> Said:
    """A node without what is not known."""
    return {name: value for name, value in node.items() if value}
