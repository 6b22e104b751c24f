"""The shell between Datasette and the pages: a request becomes `Asked`, a page reads in one go, its answer becomes a response."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from db.connection import Connection
from db.errors import BadQuery, SchemaTooOld, StoreError
from db.queries.pages import clock_now
from db.store.connect import NEWEST, version_of
from db.translate import translated
from tracker.clock import text_of
from tracker.errors import BadParameter, TrackerError
from tracker.publish.addresses import safe_url
from tracker.publish.answers import Answer, Asked, Moved, Plain, Sheet, Stored
from tracker.publish.app import NAME, database_of, publication_of
from tracker.publish.frame import frame
from tracker.publish.language import COOKIE, Choice, accepted, choose
from tracker.publish.publication import DISTRIBUTION, STYLE, Publication
from tracker.publish.reader import Reader
from tracker.publish.view_error import error_answer

Page = Callable[[Connection, Asked], Answer]
View = Callable[[Request, Datasette], Awaitable[Response]]

YEAR_S = 365 * 24 * 3600
PAGE_LIMIT_MS = 5000
"""How long one page may keep one of the three reading threads; Datasette's own queries have 1,000 ms each."""

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On each of our answers: pages without scripts, nothing from another host, nothing told to where a link leads."""
GUARDED = {
    **SECURITY,
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, noarchive",
}
"""On what strangers wrote, whole: even where a browser took it for a page, nothing in it would run, load, or act in our name."""


def view(page: Page, limit_ms: int = PAGE_LIMIT_MS) -> View:
    """A page as a view of Datasette's. What a page raises of ours becomes an error page; anything else rises.

    limit_ms: how long its queries may take together; then the answer is 503.
    """

    async def answer(request: Request, datasette: Datasette) -> Response:
        asked, refused = ask(request, datasette)
        clock, told = await _read(datasette, asked, page if refused is None else _refusing(refused), limit_ms)
        return await _respond(request, datasette, asked, clock, told)

    return answer


def ask(request: Request, datasette: Datasette) -> tuple[Asked, BadParameter | None]:
    """A request as the pages see it, and the error where its language can't be understood (it is then the browser's)."""
    publication = publication_of(datasette)
    pairs = tuple((name, value) for name in request.args for value in request.args.getlist(name))
    refused, header = None, request.headers.get("accept-language", "")
    try:
        choice = choose(request.args.get("ui"), request.cookies.get(COOKIE), header, publication.lang)
    except BadParameter as error:
        choice, refused = Choice(accepted(header, publication.lang)), error
    base = datasette.setting("base_url")
    path = "/" + unquote(request.path).removeprefix(base).removeprefix("/")
    asked = Asked(
        path=path,
        pairs=tuple(pair for pair in pairs if pair[0] != "ui"),
        r=Reader(choice, publication.words, publication.labels, base),
        now=text_of(publication.clock()),
        packs=publication.packs,
        version=publication.version,
        name=unquote(request.url_vars.get("name") or ""),
    )
    return asked, refused


async def _read(datasette: Datasette, asked: Asked, page: Page, limit_ms: int) -> tuple[str | None, Answer]:
    database = database_of(datasette)

    def read(conn: Connection) -> tuple[str | None, Answer]:
        try:
            with translated(NAME), sqlite_timelimit(conn, limit_ms):
                answer = page(conn, asked)
        except (TrackerError, StoreError) as error:
            answer = error_answer(_cause(conn, error), asked)
        return _clock(conn), answer

    result: tuple[str | None, Answer] = await database.execute_fn(read)
    return result


def _cause(conn: Connection, error: TrackerError | StoreError) -> TrackerError | StoreError:
    """A query that fails on a database that was not migrated is no mistake of whoever asked."""
    version = version_of(conn) if isinstance(error, BadQuery) else NEWEST
    return error if version == NEWEST else SchemaTooOld(NAME, f"its schema is {version}, this program's is {NEWEST}", "run `tracker init`")


def _clock(conn: Connection) -> str | None:
    try:
        return clock_now(conn)
    except StoreError:
        return None


def _refusing(error: BadParameter) -> Page:
    def refuse(conn: Connection, asked: Asked) -> Answer:
        raise error

    return refuse


async def _respond(request: Request, datasette: Datasette, asked: Asked, clock: str | None, answer: Answer) -> Response:
    match answer:
        case Moved():
            return Response.redirect(answer.href, status=answer.status, headers=dict(SECURITY))
        case Plain():
            headers = dict(SECURITY) | ({"Content-Disposition": f'attachment; filename="{answer.name}"'} if answer.name else {})
            return Response(answer.body, answer.status, headers, f"{answer.media_type}; charset=utf-8")
        case Stored():
            told = {"Content-Disposition": f'attachment; filename="{answer.name}"'} if answer.name else {}
            return Response(answer.body, 200, GUARDED | told, answer.media_type)
        case Sheet():
            return await _page(request, datasette, asked, clock, answer)


async def _page(request: Request, datasette: Datasette, asked: Asked, clock: str | None, sheet: Sheet) -> Response:
    publication: Publication = publication_of(datasette)
    style = f"{datasette.urls.static_plugins(DISTRIBUTION, STYLE)}?{publication.style}"
    context = {"r": asked.r, "view": sheet.view, "page": frame(asked, sheet.ways, style, clock), "safe_url": safe_url}
    body = await datasette.render_template(sheet.template, context, request=request, view_name=NAME)
    headers = {**SECURITY, "Vary": "Accept-Language, Cookie", "Content-Language": asked.r.lang}
    response = Response.html(body, status=sheet.status, headers=headers)
    if asked.r.choice.explicit and request.cookies.get(COOKIE) != asked.r.lang:
        response.set_cookie(COOKIE, asked.r.lang, max_age=YEAR_S, path=asked.r.base, httponly=True)
    return response
