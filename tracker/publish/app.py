"""A Datasette that serves one database with our pages: read-only, live while another process writes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from markupsafe import Markup

from db.errors import DatabaseMissing
from db.queries.sql import canned
from tracker.instants import Clock
from tracker.pack import Pack
from tracker.publish.addresses import safe_url, segment
from tracker.publish.describe import datasette_metadata, read_descriptions
from tracker.publish.frame import NAV
from tracker.publish.publication import DISTRIBUTION, OWN_STYLE, Publication, load_publication

NAME = "tracker"
"""What Datasette calls the database: `/tracker/<table>` (DESIGN, command line)."""

PAGES_OF = {"event_id": "event", "item_id": "item"}
"""Which page shows what a column names."""

SETTINGS: dict[str, Any] = {
    "suggest_facets": False,  # PERFORMANCE: 842 ms a table page with a million rows, 41 without
    "num_sql_threads": 3,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "allow_download": False,  # the file of a live database can't be downloaded (TRAPS 29)
    "template_debug": False,
}


def make_datasette(
    path: Path, packs: Sequence[Pack] = (), clock: Clock | None = None, lang: str = "", base_url: str = "/"
) -> Datasette:
    """Datasette over the database at `path`, under the name `tracker`, with our pages; `.app()` of it is the ASGI application.

    packs: those whose anchors are in the database; empty for the shipped ones. clock: the running one where there is one. lang: of pages
    for those who ask for none, empty for English. base_url: where a proxy puts the pages, with slashes at both ends.
    Raises DatabaseMissing, PackError, ConfigError.
    """
    if not path.is_file():
        raise DatabaseMissing(str(path), "there is no database here", "make one with `tracker init`, or name another with --db")
    ds = Datasette([], settings={**SETTINGS, "base_url": base_url})
    ds.remove_database("_memory")
    ds.add_database(Database(ds, path=str(path), is_mutable=True), name=NAME)
    ds.tracker_publication = load_publication(packs, clock, lang)
    return ds


def publication_of(datasette: Datasette) -> Publication:
    """What this Datasette publishes with; where someone else started it (`datasette tracker.db`), the shipped packs and the real clock."""
    publication: Publication | None = getattr(datasette, "tracker_publication", None)
    if publication is None:
        publication = datasette.tracker_publication = load_publication()
    return publication


def database_of(datasette: Datasette) -> Database:
    """The tracker's database: the one called `tracker`, else the first one that is a file."""
    named = datasette.databases.get(NAME)
    return named or next((db for db in datasette.databases.values() if db.path), None) or datasette.get_database()


def metadata_of(datasette: Datasette) -> dict[str, Any]:
    """What every table and column of our database means, in the form of Datasette's metadata. Raises PackError."""
    name = database_of(datasette).name
    made, metadata = getattr(datasette, "tracker_metadata", ("", {}))
    if made != name:  # while it is being built, Datasette asks before our database is there
        metadata = datasette_metadata(read_descriptions(), name)
        datasette.tracker_metadata = name, metadata
    return metadata


def canned_for(datasette: Datasette, database: str) -> dict[str, dict[str, Any]]:
    """The canned queries of our database by name, each with the title and description of its file in both languages."""
    if database != database_of(datasette).name:
        return {}
    return {
        name: {
            "sql": query.sql,
            "title": f"{query.title} / {query.title_ja}",
            "description": f"{query.description} / {query.description_ja}",
            "params": list(query.parameters),
        }
        for name, query in canned().items()
    }


def own_style(datasette: Datasette, view_name: str) -> list[str]:
    """The style sheet that puts Datasette's own pages in our colours; none for our pages, which bring theirs."""
    if view_name == NAME:
        return []
    return [f"{datasette.urls.static_plugins(DISTRIBUTION, OWN_STYLE)}?{publication_of(datasette).style}"]


def links_back(datasette: Datasette) -> list[dict[str, str]]:
    """The way from Datasette's own pages back to ours, in both languages."""
    words = publication_of(datasette).words.table
    return [{"href": datasette.urls.path(path), "label": f"{words[key]['en']} / {words[key]['ja']}"} for path, key in NAV]


def cell(datasette: Datasette, database: str, column: str, value: object) -> Markup | None:
    """A cell of Datasette's own tables as a link: events and items to our pages, web addresses without a word about who follows them.

    None leaves a cell to Datasette. `Markup.format` escapes what is filled in.
    """
    if database != database_of(datasette).name or isinstance(value, (dict, bytes)) or not value:
        return None
    if column in PAGES_OF:
        return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/{PAGES_OF[column]}/{segment(str(value))}"), value)
    safe = safe_url(value) if isinstance(value, str) else ""
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(safe, value) if safe else None
