"""The shell of `/review`: shows the doubtful, and writes what a signed-in person decides, never by Datasette's own connection."""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime
from functools import partial
from pathlib import Path

from datasette.app import Datasette
from datasette.utils import display_actor
from datasette.utils.asgi import Request, Response

from db.connection import Connection
from db.errors import StoreError, UnknownRow
from db.store.connect import open_store, refuse_older, version_of
from tracker.correcting import Person, correct_item
from tracker.errors import NotAllowed, NotPossible, TrackerError, UnknownName
from tracker.installing import tell_time
from tracker.instants import text_of
from tracker.joining import Joiner
from tracker.merging import merge_events
from tracker.publish.answers import Answer, Asked
from tracker.publish.app import database_of, publication_of
from tracker.publish.decision import KEPT, Decision, decision_of
from tracker.publish.headers import SECURITY
from tracker.publish.minds import folders_of, minds_by_anchor
from tracker.publish.review_pages import review_page
from tracker.publish.serving import Page, ask, view
from tracker.settling import settle_by_person

PERMISSION = "tracker-review"
"""What Datasette's plugins are asked: an actor may decide unless one of them says no."""


async def review(request: Request, datasette: Datasette) -> Response:
    """`/review`: GET shows the doubtful, with forms for those who may decide; POST decides, and leads back to the page.

    A POST by anybody else is answered with 403.
    """
    actor = await actor_of(request, datasette)
    if request.method != "POST":
        return await view(partial(review_page, actor=actor))(request, datasette)
    try:
        back = await _decide(request, datasette, actor)
    except (TrackerError, StoreError) as error:
        return await view(_failing(error))(request, datasette)
    return Response.redirect(back, status=303, headers=dict(SECURITY))


async def actor_of(request: Request, datasette: Datasette) -> str:
    """Who asks, where they may decide; "" for anybody else, and for everybody where a file is served that must not change (`-i`)."""
    actor = request.actor
    if not actor or not database_of(datasette).is_mutable or not await datasette.permission_allowed(actor, PERMISSION, default=True):
        return ""
    return str(actor.get("id") or display_actor(actor))


async def _decide(request: Request, datasette: Datasette, actor: str) -> str:
    """Carry out a form's decision; the address of the page to go on with. Raises NotAllowed and what `carry_out` raises."""
    if not actor:
        raise NotAllowed("/review", "nobody has signed in", "use `tracker correct`")
    form: dict[str, str] = await request.post_vars()
    if not _is_ours(request, form):
        raise NotAllowed("/review", "the form is not from this site, or is too old", "open the page again")
    decision, publication = decision_of(form), publication_of(datasette)
    now = publication.clock()
    work = partial(carry_out, Path(database_of(datasette).path), folders_of(publication.packs), decision, actor, now)
    await asyncio.get_running_loop().run_in_executor(None, work)
    asked, _ = ask(request, datasette)
    kept = [(name, form.get(name, "")) for name in KEPT]
    return asked.r.link("/review", [*kept, ("done", str(decision.item_id))])


def _is_ours(request: Request, form: dict[str, str]) -> bool:
    """Whether a form bears the token of the page it was sent from.

    Datasette's own check passes requests without cookies; an actor that a proxy or HTTP authentication names has none. A bearer token
    is never sent by a browser on its own.
    """
    if request.headers.get("authorization", "").startswith("Bearer "):
        return True
    return secrets.compare_digest(form.get("csrftoken", "").encode(), request.scope["csrftoken"]().encode())


def carry_out(path: Path, folders: tuple[Path, ...], decision: Decision, actor: str, now: datetime) -> None:
    """Write a decision to the database, let what it leaves open settle, and bring the search index up to date.

    folders: of the packs beside the shipped ones. Raises UnknownName for an anchor whose pack is not loaded, NotPossible for what can't
    be or names what is not there, and StoreError's children; nothing is changed then.
    """
    minds = minds_by_anchor(folders)
    if decision.anchor_id not in minds:
        raise UnknownName(decision.anchor_id, "no pack has this anchor", f"there are {', '.join(minds)}")
    mind, person = minds[decision.anchor_id], Person(actor, text_of(now), decision.reason)
    with open_store(path) as store:
        refuse_older(path, version_of(store.conn))
        tell_time(store, now)
        try:
            if decision.settles is not None:
                settle_by_person(store, decision.settles, person)
            elif decision.wanted is None:
                merge_events(store, mind, decision.into, decision.event, person)
            else:
                correct_item(store, mind, decision.item_id, decision.wanted, person)
        except UnknownRow as error:
            raise NotPossible(error.where, error.problem, error.advice) from error
        joiner = Joiner(store, folders)
        joiner.settle(now)
        joiner.index()


def _failing(error: TrackerError | StoreError) -> Page:
    def fail(conn: Connection, asked: Asked) -> Answer:
        raise error

    return fail
