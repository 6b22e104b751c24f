"""Exporting: one moment of the database, read from a copy of it, as files that describe and prove each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.connection import Connection
from db.queries.pages import clock_now
from db.queries.releases import newest_release
from db.queries.tables import rows_of, shape_of
from db.store.connect import open_store, read_connection, refuse_older, version_of
from db.store.public_copy import Kept, public_copy
from tracker.alert_text import base_url
from tracker.config import Config
from tracker.exporting.citation import citation_text
from tracker.exporting.folder import replaced
from tracker.exporting.layout import BODIES, CITATION, DATABASE, LEFT_OUT, PACKAGE, README, SNAPSHOTS, SUMS, TABLES, VIEW_KEYS, Written
from tracker.exporting.package import Contents, Table, package_text, typed_columns
from tracker.exporting.readme import readme_text
from tracker.exporting.story import write_stories
from tracker.exporting.writing import sum_of, write_rows, write_text
from tracker.publish.describe import read_descriptions
from tracker.publish.described import Descriptions
from tracker.publish.publication import Publication, load_publication

AROUND = 3
"""Steps of an export beside one for each table: the copy, the timeline, what describes it all."""
Tell = Callable[[str], None]
"""Told the name of each step before it is done."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to. made_at: the moment of the data (UTC text). left_out: of others' works."""

    folder: Path
    made_at: str
    size: int
    left_out: tuple[str, ...]
    pack: str
    linker: str
    fingerprint: str
    files: tuple[Written, ...]


def export(config: Config, folder: Path, kept: Kept, tell: Tell) -> Exported:
    """Write everything public into a folder; a former export there is replaced once the new one is whole.

    The database is read at one moment, however long the export takes and whoever writes; the same database and program give the same
    bytes. Raises ExportError where it can't be written, StoreError's children and PackError.
    """
    with open_store(config.db) as store:
        refuse_older(store.path, version_of(store.conn))
        with replaced(folder, config.db) as partial:
            tell(DATABASE)
            public_copy(store, partial / DATABASE, kept)
            with closing(read_connection(partial / DATABASE)) as conn:
                contents, files = _write(conn, partial, config, kept, tell)
    release, size = contents.release, sum(file.size for file in files)
    return Exported(
        folder, contents.made_at, size, contents.left_out, release.pack, release.linker, release.fingerprint, files,
    )  # fmt: skip


def public_tables(descriptions: Descriptions) -> tuple[str, ...]:
    """The tables and views that an export has as files, in order of name: all but those that only help others."""
    return tuple(sorted(name for name, one in descriptions.tables.items() if not one.hidden))


def _write(conn: Connection, folder: Path, config: Config, kept: Kept, tell: Tell) -> tuple[Contents, tuple[Written, ...]]:
    descriptions, publication = read_descriptions(), load_publication()
    left_out = tuple(name for name, keeps in ((BODIES, kept.bodies), (SNAPSHOTS, kept.snapshots)) if not keeps)
    tables = _tables(conn, descriptions, left_out)
    home = config.public_url.rstrip("/")
    files = [sum_of(folder, DATABASE)]
    (folder / TABLES).mkdir()
    for table in tables:
        tell(table.shape.name)
        names = [name for name, _ in table.columns]
        order = VIEW_KEYS.get(table.shape.name, ()) if table.shape.is_view else table.shape.key
        files += write_rows(folder, f"{TABLES}/{table.shape.name}", table.columns, rows_of(conn, table.shape, names, order))
    tell("timeline")
    files += write_stories(conn, folder, publication, base_url(home, config.host, config.port))
    tell(PACKAGE)
    contents = Contents(
        descriptions, tables, tuple(files), newest_release(conn), publication.version, clock_now(conn) or "", left_out, home
    )
    files += _describe(folder, contents, publication)
    files.append(write_text(folder, SUMS, _sums(files)))
    return contents, tuple(files)


def _tables(conn: Connection, descriptions: Descriptions, left_out: Iterable[str]) -> tuple[Table, ...]:
    shapes = [shape_of(conn, name) for name in public_tables(descriptions)]
    columns = typed_columns(shapes, {LEFT_OUT[name] for name in left_out})
    return tuple(Table(shape, descriptions.tables[shape.name], columns[shape.name]) for shape in shapes)


def _describe(folder: Path, contents: Contents, publication: Publication) -> list[Written]:
    author = publication.words.say("site", "en", {})
    texts = {PACKAGE: package_text(contents), CITATION: citation_text(contents, author), README: readme_text(contents)}
    return [write_text(folder, name, (text,)) for name, text in texts.items()]


def _sums(files: Iterable[Written]) -> Iterable[str]:
    """As `sha256sum` writes and checks them."""
    return (f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path))
