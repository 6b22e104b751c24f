"""The pages of what changed after it was published: the list, one change, two revisions beside each other, and the bytes behind them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, replace

from db.change_rows import ItemChange
from db.connection import Connection
from db.errors import UnknownRow
from db.item_rows import StoredRevision
from db.queries.changes import change, change_between, item_changes
from db.queries.events import event
from db.queries.item_page import stream_began
from db.queries.items import item, revisions_by_id
from db.queries.own_changes import own_cells, own_change, own_changes
from db.queries.pages import clock_now, event_titles
from db.queries.revisions import kept_revisions, revision_at, snapshot
from db.queries.sources import list_sources, source
from feeds.normalise.charset import decode
from tracker.errors import BadParameter
from tracker.publish.addresses import with_value
from tracker.publish.answers import Answer, Asked, Moved, Plain, Sheet, Stored, Way
from tracker.publish.as_sql import changes_ways
from tracker.publish.atom import MEDIA_TYPE as ATOM
from tracker.publish.atom import Feed, to_atom
from tracker.publish.changes_asked import ChangesAsked, changes_asked, limited
from tracker.publish.feed_entries import change_entry
from tracker.publish.listed import ListedChange, merged
from tracker.publish.pages import table_ways
from tracker.publish.permanent import permanent_urn
from tracker.publish.tables import to_csv, to_json, to_jsonl
from tracker.publish.view_change import TEXTUAL, ChangeParts, change_view, difference_of, own_change_view
from tracker.publish.view_changes import changes_view
from tracker.publish.view_sources import source_name
from tracker.publish.ways import data_ways, feed_ways
from tracker.snapshot_bytes import retrieved_bytes

PAGE = 50
"""Changes on one page."""
ALL = 10_000
"""Changes in one answer for programs; its `Link` header leads on, by `before`."""
ENTRIES = 100
"""Changes on one page of the feed."""
EVENT = "2025-04-16-akazawa-trump-first-round"
ORIGINS = ("entry", "article")
_DIFF = re.compile(r"/item/(?P<item>[0-9]+)/diff/(?P<first>-?[0-9]+)\.\.(?P<second>-?[0-9]+)(?:\.json)?")
_OWN = re.compile(r"/changes/(?P<release>[0-9]+)/(?P<table>\w+)/(?P<row>.+)", re.DOTALL)


def changes_page(conn: Connection, asked: Asked) -> Answer:
    """`/changes`: what sources and we ourselves changed, newest first. Raises BadParameter and StoreError's children."""
    sources = {row.id: source_name(asked.r, row.id, row.title, row.title_ja) for row in list_sources(conn)}
    wanted = _wanted(conn, asked, tuple(sources))
    rows = _rows(conn, asked, wanted, PAGE + 1)
    titles = event_titles(conn, [row.row_id for row in rows if row.table_name == "events"])
    data = [pair for pair in asked.pairs if pair[0] != "before"]
    ways = (
        *data_ways(asked.r, "/changes", data),
        *feed_ways(asked.r, "/changes", data, calendar=False),
        *changes_ways(asked, wanted.changes, rows[:PAGE]),
        *table_ways(asked, "item_changes", "baseline_changes"),
    )
    return Sheet("tracker/changes.html", changes_view(asked, rows, sources, titles, PAGE), ways)


def changes_json(conn: Connection, asked: Asked) -> Answer:
    """`/changes.json`: a plain list of the changes that the filters leave. Raises as `changes_page`."""
    rows, following = _all(conn, asked)
    return Plain(to_json(rows), "application/json", shared=True, next=following)


def changes_jsonl(conn: Connection, asked: Asked) -> Answer:
    """`/changes.jsonl`: the same rows, one a line. Raises as `changes_page`."""
    rows, following = _all(conn, asked)
    return Plain(to_jsonl(rows), "application/jsonl", name="changes.jsonl", shared=True, next=following)


def changes_csv(conn: Connection, asked: Asked) -> Answer:
    """`/changes.csv`: the same rows as CSV. Raises as `changes_page`."""
    rows, following = _all(conn, asked)
    marked = asked.one_of("bom", ("1", "0")) == "1"
    return Plain(to_csv(rows, ListedChange, marked), "text/csv", name="changes.csv", shared=True, next=following)


def changes_atom(conn: Connection, asked: Asked) -> Answer:
    """`/changes.atom`: the material changes that the filters leave, `material=` for others. Raises as `changes_page`."""
    r, material = asked.r, any(name == "material" for name, _ in asked.pairs)
    meant = asked if material else replace(asked, pairs=(*asked.pairs, ("material", "1")))
    names = {row.id: source_name(r, row.id, row.title, row.title_ja) for row in list_sources(conn)}
    rows = _rows(conn, meant, _wanted(conn, meant, tuple(names)), ENTRIES + 1)
    kept = [pair for pair in asked.pairs if pair[0] != "before"]
    feed = Feed(
        id=permanent_urn("feed", "changes", repr(sorted(kept))), title=r.t("site") + r.t("colon") + r.t("changes_title"),
        subtitle=r.t("site_line"), lang=r.lang, author=r.t("site"), page=asked.absolute("/changes", kept),
        here=asked.absolute("/changes.atom", asked.pairs), updated=clock_now(conn) or asked.now,
        next=asked.absolute("/changes.atom", [*kept, ("before", rows[ENTRIES - 1].cursor)]) if len(rows) > ENTRIES else "",
    )  # fmt: skip
    return Plain(to_atom(feed, [change_entry(asked, row, names) for row in rows[:ENTRIES]]), ATOM, shared=True, lang=r.lang)


def change_page(conn: Connection, asked: Asked) -> Answer:
    """`/changes/<id>`: one change of a source, at its permanent address. Raises UnknownRow and StoreError's others."""
    found = change(conn, int(asked.name))
    ends = revisions_by_id(conn, [one for one in (found.from_revision, found.to_revision) if one is not None])
    before, after = (ends.get(one) if one is not None else None for one in (found.from_revision, found.to_revision))
    return _shown(conn, asked, _parts(conn, found.item_id, found.revision_origin or "entry", found, (before, after)))


def diff_page(conn: Connection, asked: Asked) -> Answer:
    """`/item/<id>/diff/<a>..<b>`: two revisions of an item, by their numbers within their origin.

    `origin=article` in the address means those of the article. Raises BadParameter for another origin, UnknownRow for an item or a
    revision that there is not, and StoreError's others.
    """
    number, first, second = _numbers(asked)
    origin = asked.one_of("origin", ORIGINS, ORIGINS[0])
    item(conn, number)
    before, after = (revision_at(conn, number, origin, seq) for seq in (first, second))
    return _shown(conn, asked, _parts(conn, number, origin, change_between(conn, before.id, after.id), (before, after)))


def own_change_page(conn: Connection, asked: Asked) -> Answer:
    """`/changes/<release>/<table>/<row>`: what a release of ours changed in one row. Raises UnknownRow and StoreError's others."""
    found = _OWN.fullmatch(asked.path)
    if found is None:
        raise UnknownRow("changes", f"there is no change at {asked.path}")
    release, table, row = int(found["release"]), found["table"], found["row"]
    line, cells = own_change(conn, release, table, row), own_cells(conn, release, table, row)
    way = Way("baseline_changes", asked.r.at("/tracker/baseline_changes", [("release", str(release)), ("table_name", table)]))
    return Sheet("tracker/own_change.html", own_change_view(asked, line, cells), (way,))


def snapshot_bytes(conn: Connection, asked: Asked) -> Answer:
    """`/snapshot/<sha256>`: the bytes of a source as retrieved, to be saved. Raises UnknownRow where they are not kept, or damaged."""
    kept = snapshot(conn, asked.name)
    body = retrieved_bytes(kept.body, kept.encoding) if kept.body is not None else b""
    if kept.body is None or hashlib.sha256(body).hexdigest() != kept.sha256:
        raise UnknownRow("snapshots", f"the bytes of {kept.sha256} are not kept, or damaged", "`tracker doctor` says which")
    return Stored(body, "application/octet-stream", f"{kept.sha256[:16]}.bin")


def snapshot_text(conn: Connection, asked: Asked) -> Answer:
    """`/snapshot/<sha256>.txt`: the same as plain text, markup and all; what is no text leads to its bytes. Raises as `snapshot_bytes`."""
    kept, found = snapshot(conn, asked.name), snapshot_bytes(conn, asked)
    if not kept.media_type.startswith(TEXTUAL) or not isinstance(found, Stored):
        return Moved(asked.r.path(f"/snapshot/{kept.sha256}"))
    text = decode(found.body, f"{kept.media_type}; charset={kept.charset}" if kept.charset else kept.media_type).text
    return Stored(text.encode(), "text/plain; charset=utf-8")


def _shown(conn: Connection, asked: Asked, parts: ChangeParts) -> Answer:
    difference = difference_of(parts)
    if asked.path.endswith(".json"):
        body = {"item_id": parts.item.id, "origin": parts.origin, "change": asdict(parts.change) if parts.change else None}
        ends = {key: one.seq if one else None for key, one in (("from", parts.before), ("to", parts.after))}
        return Plain(json.dumps({**body, **ends, "difference": asdict(difference)}, ensure_ascii=False), "application/json")
    ways = (
        Way("JSON", asked.r.at(f"{asked.path}.json", [("origin", asked.value("origin"))]), "alternate", "application/json"),
        Way("item_changes", asked.r.at("/tracker/item_changes", [("item_id", str(parts.item.id))])),
        Way("revisions", asked.r.at("/tracker/revisions", [("item_id", str(parts.item.id))])),
    )
    return Sheet("tracker/change.html", change_view(asked, parts, difference), ways)


def _parts(
    conn: Connection, item_id: int, origin: str, found: ItemChange | None, ends: tuple[StoredRevision | None, StoredRevision | None]
) -> ChangeParts:
    row = item(conn, item_id)
    reported = found.event_id if found and found.event_id else ""
    titles = event_titles(conn, [reported]).get(reported, (None, None))
    marks, began_at = kept_revisions(conn, item_id, origin), stream_began(conn, item_id, origin)
    return ChangeParts(row, source(conn, row.source_id), found, *ends, origin, marks, began_at, titles)


def _numbers(asked: Asked) -> tuple[int, int, int]:
    found = _DIFF.fullmatch(asked.path)
    numbers = [int(found[name][:15]) for name in ("item", "first", "second")] if found else [0, 0, 0]
    return numbers[0], numbers[1], numbers[2]


def _wanted(conn: Connection, asked: Asked, source_ids: tuple[str, ...]) -> ChangesAsked:
    """The filters; an event that was merged is the one that it is part of now."""
    wanted = changes_asked(asked, source_ids)
    name = asked.value("event")
    if not name:
        return wanted
    try:
        now = event(conn, name).id
    except UnknownRow as error:
        raise BadParameter("event", name, form=EVENT) from error
    changes = replace(wanted.changes, event_id=now) if wanted.changes else None
    return replace(wanted, changes=changes, own=replace(wanted.own, event_id=now) if wanted.own else None)


def _rows(conn: Connection, asked: Asked, wanted: ChangesAsked, limit: int) -> tuple[ListedChange, ...]:
    reading = limited(wanted, limit)
    changes = item_changes(conn, reading.changes) if reading.changes else ()
    own = own_changes(conn, reading.own) if reading.own else ()
    return merged(asked.r, changes, own, wanted.start, limit)


def _all(conn: Connection, asked: Asked) -> tuple[tuple[ListedChange, ...], str]:
    """The rows of one answer, and the absolute address of the rest, empty for none."""
    rows = _rows(conn, asked, _wanted(conn, asked, tuple(row.id for row in list_sources(conn))), ALL + 1)
    if len(rows) <= ALL:
        return rows, ""
    return rows[:ALL], asked.absolute(asked.path, with_value(asked.pairs, "before", rows[ALL - 1].cursor))
