"""From nothing, or from an older release, to a database that is ready: schema, baselines, catalogue, clock. Safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.migrations import STEPS
from db.release import Release
from db.store.baseline import load_baseline
from db.store.connect import Store, open_store
from db.store.migrate import migrate
from db.store.moment import set_moment
from db.store.search_index import index_queue
from db.store.sources import sync_catalogue
from feeds.catalogue import read_default
from feeds.catalogue_toml import Catalogue
from feeds.types import Source
from tracker.anchor import baseline, load_packs
from tracker.config import Config
from tracker.errors import ConfigError
from tracker.instants import days_at, text_of
from tracker.linker import linker_of
from tracker.pack import Pack
from tracker.settling import keep_cited
from tracker.sources import row_of

OUTSIDE = "not in the profile `official`, which the configuration asks for"


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation came to. backup: the copy made before a migration, None for none."""

    created: bool
    schema_before: int
    schema: int
    backup: Path | None
    rows_added: int
    rows_changed: int
    sources: int
    sources_on: int


def install(config: Config, now: datetime) -> Installed:
    """Create or migrate the configured database, load every pack's baseline and the catalogue.

    Raises StoreError's children, PackError, ConfigError and CatalogueError; the database is then as it was, or further on by whole steps.
    """
    created = not config.db.exists()
    with open_store(config.db, create=True) as store:
        moved = migrate(store, text_of(now))
        packs = with_default(load_packs(config.anchors), config.default_anchor)
        catalogue = read_default()
        sources = in_profile(catalogue.sources, config.profile)
        release = release_of(packs, catalogue)
        synced = [load_baseline(store, baseline(pack), text_of(now), release) for pack in packs]
        keep_cited(store)
        sync_catalogue(store, [row_of(source) for source in sources])
        tell_time(store, now)
        while index_queue(store):  # so that the baseline is found before the first poll
            pass
    return Installed(
        created, moved.before, moved.after, moved.backup, sum(one.added for one in synced), sum(one.edited for one in synced),
        len(sources), sum(source.enabled for source in sources),
    )  # fmt: skip


def with_default(packs: Sequence[Pack], wanted: str) -> tuple[Pack, ...]:
    """The packs with the wanted anchor as the one that is meant where none is named; "" leaves what they say of themselves.

    Raises ConfigError where no pack has it.
    """
    if not wanted:
        return tuple(packs)
    names = [pack.anchor.id for pack in packs]
    if wanted not in names:
        raise ConfigError("default_anchor", f"no pack has the anchor {wanted!r}", f"there are {', '.join(names)}")
    return tuple(replace(pack, anchor=replace(pack.anchor, default=pack.anchor.id == wanted)) for pack in packs)


def in_profile(sources: Sequence[Source], profile: str) -> list[Source]:
    """The catalogue with what a profile leaves out turned off; `official` keeps governments and courts only (TRAPS 44)."""
    if profile != "official":
        return list(sources)
    return [
        source if source.profile == "official" or not source.enabled else replace(source, enabled=False, off_reason=OUTSIDE)
        for source in sources
    ]


def release_of(packs: Sequence[Pack], catalogue: Catalogue) -> Release:
    """The versions that are installed, as `releases` records them. Raises PackError where a pack's weights can't be read."""
    return Release(
        schema=str(STEPS[-1].version),
        pack=", ".join(f"{pack.anchor.id} {pack.anchor.pack_version}" for pack in packs),
        linker=", ".join(dict.fromkeys(linker_of(pack).model.version for pack in packs)),
        catalogue=catalogue.version,
    )


def tell_time(store: Store, now: datetime) -> None:
    """Set the database's clock, which views read."""
    set_moment(store, text_of(now), *days_at(now))
