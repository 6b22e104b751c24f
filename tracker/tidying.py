"""What can wait until a round of polls is over: the search index, marks of changed text that a newer source settles, retention."""

from __future__ import annotations

from dataclasses import dataclass

from db.store.connect import Store
from tracker.config import Config
from tracker.instants import Clock
from tracker.joining import Joiner
from tracker.retaining import Retention, prune_in_turn
from tracker.settling import keep_cited, settle_by_sources


@dataclass(frozen=True, slots=True)
class Tidying:
    """Does it over one store, each time it is called."""

    store: Store
    config: Config
    clock: Clock
    joiner: Joiner

    def __call__(self) -> None:
        """Do what is due. Raises StoreError's children."""
        self.joiner.index()
        keep_cited(self.store)
        settle_by_sources(self.store, self.clock())
        prune_in_turn(self.store, retention_of(self.config), self.clock())


def retention_of(config: Config) -> Retention:
    """The days that the configuration says."""
    return Retention(config.snapshot_days, config.unlinked_days)
