"""`/new`: what is new since a moment. Without one the answer leads to what is new since this browser last asked, and remembers now.

The moment of the last visit is in a cookie of this site that only this address reads and sets, and that only this browser's answers name:
that one is kept by no cache, and the page it leads to says nothing of who asks.
"""

from __future__ import annotations

from datetime import timedelta

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.errors import BadParameter
from tracker.instants import instant_of, text_of
from tracker.publish.headers import SECURITY, UNKEPT
from tracker.publish.serving import YEAR_S, ask, view
from tracker.publish.story_pages import new_page
from tracker.timeline import Moment, moment

COOKIE = "tracker_seen"


async def last_visit(request: Request, datasette: Datasette) -> Response:
    """The page for `since`; without it a redirect to the page since the last visit, for the first one since a week ago."""
    if request.args.get("since"):
        return await _page(request, datasette)
    asked, refused = ask(request, datasette)
    if refused is not None:
        return await _page(request, datasette)
    since = since_of(request.cookies.get(COOKIE), asked.now)
    response = Response.redirect(asked.r.link("/new", [*asked.pairs, ("since", since)]), headers=SECURITY | UNKEPT)
    response.set_cookie(COOKIE, asked.now, max_age=YEAR_S, path=asked.r.path("/new"), httponly=True, samesite="lax")
    return response


def since_of(cookie: str | None, now: str) -> str:
    """The instant of the last visit by what the cookie says; a week ago for none, for nonsense, and for what lies ahead."""
    week_ago = text_of(instant_of(now) - timedelta(days=7))
    try:
        found = moment(cookie or "", Moment(week_ago, "", "")).at
    except BadParameter:
        return week_ago
    return found if found <= now else week_ago


_page = view(new_page)
