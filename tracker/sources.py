"""Between a source as the catalogue names it (`feeds.types.Source`) and its row as the database keeps it (`db.records.SourceRow`)."""

from __future__ import annotations

import json

from db.records import SourceRow
from feeds.types import Source


def source_of(row: SourceRow) -> Source:
    """What `feeds` has to know to poll a stored source."""
    return Source(
        id=row.id, url=row.url, kind=row.kind, format=row.format, homepage=row.homepage, title=row.title, title_ja=row.title_ja,
        publisher=row.publisher, publisher_family=row.publisher_family, country=row.country, lang=row.lang, tier=row.tier,
        profile=row.profile, terms=row.terms, enabled=row.enabled, off_reason=row.off_reason or "", poll_minutes=row.poll_minutes,
        selector=row.selector, mode=row.mode, item_selector=row.item_selector, json_fields=json.loads(row.json_fields),
        number_pattern=row.number_pattern, tz=row.tz, notes=row.notes,
    )  # fmt: skip


def is_official(source: Source | SourceRow) -> bool:
    """Whether a source is a government's, a court's or another primary one: its articles and documents are watched by default."""
    return source.profile == "official" or source.tier == "primary"


def row_of(source: Source, added_by: str = "catalogue") -> SourceRow:
    """A catalogue's or a person's source as a row; state and schedule stand at their defaults."""
    return SourceRow(
        id=source.id, url=source.url, kind=source.kind, format=source.format, homepage=source.homepage, title=source.title,
        title_ja=source.title_ja, publisher=source.publisher, publisher_family=source.publisher_family or source.id,
        country=source.country, lang=source.lang, tier=source.tier, profile=source.profile, terms=source.terms,
        enabled=source.enabled, off_reason=source.off_reason or None, poll_minutes=source.poll_minutes, selector=source.selector,
        mode=source.mode, item_selector=source.item_selector,
        json_fields=json.dumps(dict(source.json_fields), ensure_ascii=False, sort_keys=True), number_pattern=source.number_pattern,
        tz=source.tz, notes=source.notes, added_by=added_by,
    )  # fmt: skip
