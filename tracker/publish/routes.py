"""Which address leads to which page."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Base400, NotFound, Request
from datasette.views.base import DatasetteError

from tracker.publish import change_pages, pages, rates_data, rates_pages, sources_pages, story_pages, timeline_data
from tracker.publish.about_page import about_page
from tracker.publish.cite_page import cite_page
from tracker.publish.claims_pages import claims_page
from tracker.publish.deciding import review
from tracker.publish.download_files import download_file
from tracker.publish.download_page import download_page
from tracker.publish.event_pages import event_page
from tracker.publish.item_pages import item_page
from tracker.publish.last_visit import last_visit
from tracker.publish.search_pages import search_page
from tracker.publish.serving import view
from tracker.publish.vital_signs import health, metrics

LOG = logging.getLogger("tracker")

ROUTES: tuple[tuple[str, Callable[..., Awaitable[Any]]], ...] = (
    (r"^/$", view(story_pages.home)),
    (r"^/new$", last_visit),
    (r"^/timeline$", view(story_pages.timeline_page)),
    (r"^/threads$", view(story_pages.threads_page)),
    (r"^/timeline\.json$", view(timeline_data.timeline_json)),
    (r"^/timeline\.jsonl$", view(timeline_data.timeline_jsonl)),
    (r"^/timeline\.csv$", view(timeline_data.timeline_csv)),
    (r"^/timeline\.atom$", view(timeline_data.timeline_atom)),
    (r"^/timeline\.ics$", view(timeline_data.timeline_ics)),
    (r"^/event/(?P<name>[^/]+)\.atom$", view(timeline_data.event_atom)),
    (r"^/thread/(?P<name>[^/]+)\.atom$", view(timeline_data.thread_atom)),
    (r"^/thread/(?P<name>[^/]+)$", view(story_pages.thread_page)),
    (r"^/event/(?P<name>[^/]+)$", view(event_page)),
    (r"^/item/(?P<name>[0-9]{1,15})$", view(item_page)),
    (r"^/item/(?P<name>[0-9]{1,15})/diff/-?[0-9]{1,15}\.\.-?[0-9]{1,15}(\.json)?$", view(change_pages.diff_page)),
    (r"^/changes$", view(change_pages.changes_page)),
    (r"^/changes\.json$", view(change_pages.changes_json)),
    (r"^/changes\.csv$", view(change_pages.changes_csv)),
    (r"^/changes\.jsonl$", view(change_pages.changes_jsonl)),
    (r"^/changes\.atom$", view(change_pages.changes_atom)),
    (r"^/changes/(?P<name>[0-9]{1,15})(\.json)?$", view(change_pages.change_page)),
    (r"^/changes/[0-9]{1,15}/\w{1,40}/[^/]+$", view(change_pages.own_change_page)),
    (r"^/snapshot/(?P<name>[0-9a-f]{64})$", view(change_pages.snapshot_bytes)),
    (r"^/snapshot/(?P<name>[0-9a-f]{64})\.txt$", view(change_pages.snapshot_text)),
    (r"^/rates$", view(rates_pages.rates_page)),
    (r"^/rates\.json$", view(rates_data.rates_json)),
    (r"^/rates\.jsonl$", view(rates_data.rates_jsonl)),
    (r"^/rates\.csv$", view(rates_data.rates_csv)),
    (r"^/rates/(?P<name>\w{1,60})$", view(rates_pages.rate_sheet)),
    (r"^/claims$", view(claims_page)),
    (r"^/sources$", view(sources_pages.sources_page)),
    (r"^/source/(?P<name>[^/]+)$", view(sources_pages.source_page)),
    (r"^/search$", view(search_page)),
    (r"^/about$", view(about_page)),
    (r"^/download$", download_page),
    (r"^/download/(?P<name>(data/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99})$", download_file),
    (r"^/cite$", view(cite_page)),
    (r"^/review$", review),
    (r"^/-/health$", view(health)),
    (r"^/-/metrics$", view(metrics)),
)


def instead_of(datasette: Any, request: Request, exception: Exception) -> Any:  # noqa: ANN401 - Datasette has no type annotations
    """What stands in for Datasette's error page; None where that knows better what was asked wrongly, as with SQL.

    A fault of our own goes to the log as a plain traceback: Datasette's way prints what every variable holds, which may be megabytes.
    """
    if isinstance(exception, NotFound):
        return _nowhere(request, datasette)
    if isinstance(exception, (Base400, DatasetteError)):
        return None
    LOG.error("the page %s failed", request.path, exc_info=exception)
    return _broken(request, datasette)


_nowhere, _broken = view(pages.nowhere), view(pages.broken)
