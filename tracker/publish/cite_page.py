"""`/cite`: how to cite one of our pages or canned queries as it stands now."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

from db.connection import Connection
from db.queries.pages import clock_now
from db.queries.releases import newest_release
from db.queries.sql import canned
from tracker.errors import BadParameter
from tracker.publish.addresses import Pairs, address
from tracker.publish.answers import Answer, Asked, Plain, Way
from tracker.publish.cite import FORMATS, MEDIA_TYPES, Cited, citation
from tracker.publish.event_as_of import event_told
from tracker.publish.frame import NAV
from tracker.publish.listed import in_language

TITLES = {"/download": "download_title"}
"""Of pages that the navigation does not name."""
_EXAMPLE = "/rates?on=2025-08-01"


def cite_page(conn: Connection, asked: Asked) -> Answer:
    """`/cite?of=<path and query>&format=en|ja|bibtex|ris`: the citation of an address of ours.

    Its version is that of the newest release, its stamp the fingerprint of links and events where one was worked out. Raises BadParameter
    for an address that is not ours or a form that there is not, UnknownRow for an event that there is not, and StoreError's others.
    """
    form = asked.one_of("format", FORMATS, asked.r.lang)
    of = asked.value("of", "/")
    parts = urlsplit(of)
    if parts.scheme or parts.netloc or not of.startswith("/") or of.startswith("//") or "\\" in of:
        raise BadParameter("of", of, form=_EXAMPLE)
    pairs = [(name, value) for name, value in parse_qsl(parts.query) if name != "ui"]
    cited = cited_as(conn, asked, (parts.path, pairs), _title(conn, replace(asked, pairs=tuple(pairs)), parts.path, form), form)
    ending = {"bibtex": "bib", "ris": "ris"}.get(form)
    name, lang = (f"citation.{ending}", "") if ending else ("", asked.r.lang)
    return Plain(citation(cited, form), MEDIA_TYPES.get(form, "text/plain"), name=name, shared=True, lang=lang)


def cited_as(conn: Connection, asked: Asked, of: tuple[str, Pairs], title: str, form: str) -> Cited:
    """What is cited of an address of ours, a path with the pairs of its query. form: one of FORMATS. Raises StoreError's children."""
    path, pairs = of
    release = newest_release(conn)
    return Cited(
        title=title,
        site=_said(asked, form, "site"),
        url=asked.site + address(path, pairs),
        asked=", ".join(f"{name}={value}" for name, value in pairs),
        version=f"pack {release.pack}, linker {release.linker}",
        stamp=(release.fingerprint or release.installed_at)[:12],
        at=clock_now(conn) or asked.now,
    )


def cite_ways(asked: Asked) -> tuple[Way, ...]:
    """The links by which a page is cited: in words of its language, and for reference managers."""
    of = address(asked.path, asked.pairs)
    named = ((asked.r.t("way_cite"), asked.r.lang), ("BibTeX", "bibtex"), ("RIS", "ris"))
    return tuple(Way(name, asked.r.link("/cite", [("of", of), ("format", form)])) for name, form in named)


def _title(conn: Connection, asked: Asked, path: str, form: str) -> str:
    """The name of what stands at a path: an event's own, a canned query's, that of the part of the site, else the path.

    asked: with the query of that path, as an event may have had another name at the moment that it asks for.
    """
    japanese = form == "ja"
    first, _, rest = path.strip("/").partition("/")
    if first == "event" and rest:
        found = event_told(conn, replace(asked, name=unquote(rest))).event
        return in_language(asked.r, "ja" if japanese else "en").pick(found.title_en, found.title_ja).text or rest
    query = canned().get(rest) if first == "tracker" else None
    if query:
        return query.title_ja if japanese else query.title
    key = {**dict(NAV), **TITLES}.get(f"/{first}")
    return f"{_said(asked, form, key)}{f' {rest}' if rest else ''}" if key else path


def _said(asked: Asked, form: str, key: str) -> str:
    return asked.r.words.say(key, "ja" if form == "ja" else "en", {})
