"""The shell between Datasette and the pages: a request becomes `Asked`, a page reads in one go, its answer becomes a response."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from db.connection import Connection
from db.errors import BadQuery, SchemaTooOld, StoreError
from db.queries.pages import clock_now
from db.store.connect import NEWEST, version_of
from db.translate import translated
from tracker.errors import BadParameter, TrackerError
from tracker.instants import text_of
from tracker.publish.addresses import safe_url
from tracker.publish.answers import Answer, Asked, Moved, Plain, Sheet, Stored
from tracker.publish.app import NAME, database_of, publication_of
from tracker.publish.caching import VARY, body_tag, is_known, kept, page_tag
from tracker.publish.cite_page import cite_ways
from tracker.publish.frame import frame
from tracker.publish.headers import GUARDED, OPEN, SECURITY, UNKEPT
from tracker.publish.language import COOKIE, Choice, accepted, choose
from tracker.publish.linked_data import linked_data
from tracker.publish.publication import DISTRIBUTION, STYLE, Publication
from tracker.publish.reader import Reader
from tracker.publish.versioning import watch_of
from tracker.publish.view_error import error_answer


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for an answer. clock: the database's `now` (UTC text), None before the first. tag: of the page, empty for none."""

    asked: Asked
    clock: str | None
    tag: str


Page = Callable[[Connection, Asked], Answer]
View = Callable[[Request, Datasette], Awaitable[Response]]

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
YEAR_S = 365 * 24 * 3600
PAGE_LIMIT_MS = 5000
"""How long one page may keep one of the three reading threads; Datasette's own queries have 1,000 ms each."""

def view(page: Page, limit_ms: int = PAGE_LIMIT_MS) -> View:
    """A page as a view of Datasette's. What a page raises of ours becomes an error page; anything else rises.

    limit_ms: how long its queries may take together; then the answer is 503.
    """

    async def answer(request: Request, datasette: Datasette) -> Response:
        asked, refused = ask(request, datasette)
        tag = _tag(datasette, asked)
        if tag and is_known(tag, request.headers.get("if-none-match", "")):
            return Response("", 304, SECURITY | kept(tag, asked.r.choice.explicit, by_language=True))
        clock, told = await _read(datasette, asked, page if refused is None else _refusing(refused), limit_ms)
        return await _respond(request, datasette, Read(asked, clock, tag), told)

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
        site=publication.public_url or _site(request, base),
    )
    return asked, refused


def _site(request: Request, base: str) -> str:
    """What stands before our paths in the address that was asked for; a Host that is none is not repeated."""
    host = request.headers.get("host", "")
    return f"{request.scheme}://{host if _HOST.fullmatch(host) else 'localhost'}{base.rstrip('/')}"


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


async def _respond(request: Request, datasette: Datasette, read: Read, answer: Answer) -> Response:
    match answer:
        case Moved():
            return Response.redirect(answer.href, status=answer.status, headers=SECURITY | UNKEPT)
        case Plain():
            return _plain(request, read.asked, answer)
        case Stored():
            told = {"Content-Disposition": f'attachment; filename="{answer.name}"'} if answer.name else {}
            return Response(answer.body, 200, GUARDED | UNKEPT | told, answer.media_type)
        case Sheet():
            return await _page(request, datasette, read, answer)


def _plain(request: Request, asked: Asked, answer: Plain) -> Response:
    body, headers = answer.body.encode(), dict(SECURITY)
    if answer.name:
        headers["Content-Disposition"] = f'attachment; filename="{answer.name}"'
    if answer.next:
        headers["Link"] = f'<{answer.next}>; rel="next"'
    if answer.lang:
        headers["Content-Language"] = answer.lang
    if not answer.shared or answer.status != 200:
        return Response(answer.body, answer.status, headers | UNKEPT, f"{answer.media_type}; charset=utf-8")
    tag = body_tag(body)
    headers |= OPEN | kept(tag, asked.r.choice.explicit, bool(answer.lang))
    if is_known(tag, request.headers.get("if-none-match", "")):
        return Response("", 304, headers)
    return Response(answer.body, 200, headers, f"{answer.media_type}; charset=utf-8")


async def _page(request: Request, datasette: Datasette, read: Read, sheet: Sheet) -> Response:
    publication: Publication = publication_of(datasette)
    asked, style = read.asked, f"{datasette.urls.static_plugins(DISTRIBUTION, STYLE)}?{publication.style}"
    ways = (*sheet.ways, *cite_ways(asked)) if sheet.status == 200 else sheet.ways
    context = {
        "r": asked.r, "view": sheet.view, "page": frame(asked, ways, style, read.clock), "safe_url": safe_url,
        "resting": sheet.resting, "linked": linked_data(asked, sheet.view),
    }  # fmt: skip
    body = await datasette.render_template(sheet.template, context, request=request, view_name=NAME)
    keeps = _switches(request, asked)
    if read.tag and sheet.shared and sheet.status == 200 and not keeps:
        told = kept(read.tag, asked.r.choice.explicit, by_language=True)
    else:
        told = UNKEPT | {"Vary": VARY}
    response = Response.html(body, status=sheet.status, headers={**SECURITY, **told, "Content-Language": asked.r.lang})
    if keeps:
        response.set_cookie(COOKIE, asked.r.lang, max_age=YEAR_S, path=asked.r.base, httponly=True)
    return response


def _switches(request: Request, asked: Asked) -> bool:
    """Whether a reader of ours chose this language just now: only then a cookie is set, as what sets one can't be kept for others.

    A link from elsewhere chooses for this one page and what it leads to. Browsers say where a request comes from
    (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header); of one that does not, the address is taken at its word.
    """
    if not asked.r.choice.explicit or request.cookies.get(COOKIE) == asked.r.lang:
        return False
    return request.headers.get("sec-fetch-site", "") == "same-origin" or COOKIE in request.cookies


def _tag(datasette: Datasette, asked: Asked) -> str:
    """The tag of a page as it would be now; empty where the database can't say whether it was written."""
    try:
        return page_tag(asked, watch_of(datasette).state())
    except StoreError:
        return ""
