"""Which address leads to which page."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import NotFound, Request

from tracker.publish import change_pages, pages, rates_pages, story_pages
from tracker.publish.claims_pages import claims_page
from tracker.publish.deciding import review
from tracker.publish.last_visit import last_visit
from tracker.publish.serving import View, view
from tracker.publish.vital_signs import health, metrics

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/$", view(story_pages.home)),
    (r"^/new$", last_visit),
    (r"^/timeline$", view(story_pages.timeline_page)),
    (r"^/threads$", view(story_pages.threads_page)),
    (r"^/thread/(?P<name>[^/]+)$", view(story_pages.thread_page)),
    (r"^/timeline\.json$", view(pages.timeline_json)),
    (r"^/timeline\.csv$", view(pages.timeline_csv)),
    (r"^/event/(?P<name>[^/]+)$", view(pages.event_page)),
    (r"^/item/(?P<name>[0-9]{1,15})$", view(pages.item_page)),
    (r"^/item/(?P<name>[0-9]{1,15})/diff/[0-9]{1,15}\.\.[0-9]{1,15}(\.json)?$", view(change_pages.diff_page)),
    (r"^/changes$", view(change_pages.changes_page)),
    (r"^/changes\.json$", view(change_pages.changes_json)),
    (r"^/changes\.csv$", view(change_pages.changes_csv)),
    (r"^/changes/(?P<name>[0-9]{1,15})(\.json)?$", view(change_pages.change_page)),
    (r"^/changes/[0-9]{1,15}/\w{1,40}/[^/]+$", view(change_pages.own_change_page)),
    (r"^/snapshot/(?P<name>[0-9a-f]{64})$", view(change_pages.snapshot_bytes)),
    (r"^/snapshot/(?P<name>[0-9a-f]{64})\.txt$", view(change_pages.snapshot_text)),
    (r"^/rates$", view(rates_pages.rates_page)),
    (r"^/rates/(?P<name>\w{1,60})$", view(rates_pages.rate_sheet)),
    (r"^/claims$", view(claims_page)),
    (r"^/sources$", view(pages.sources_page)),
    (r"^/search$", view(pages.search_page)),
    (r"^/about$", view(pages.about_page)),
    (r"^/review$", review),
    (r"^/-/health$", view(health)),
    (r"^/-/metrics$", view(metrics)),
)


def instead_of(datasette: Any, request: Request, exception: Exception) -> Any:  # noqa: ANN401 - Datasette has no type annotations
    """What stands in for Datasette's error page: ours where nothing is at an address; None for any other exception."""
    return _nowhere(request, datasette) if isinstance(exception, NotFound) else None


_nowhere = view(pages.nowhere)
