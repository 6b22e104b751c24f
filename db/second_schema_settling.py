"""The second schema, a part of it: what rests on text that has changed since."""

from __future__ import annotations

SETTLING = """
-- The addresses that events, rates and claims cite, as items know them, so that a change of an item finds what cites it.
CREATE TABLE cited_addresses (
  url TEXT PRIMARY KEY,
  publication_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX cited_addresses_key ON cited_addresses (publication_key);
CREATE INDEX event_sources_url ON event_sources (url);
CREATE INDEX rate_sources_url ON rate_sources (url);
CREATE INDEX claim_evidence_url ON claim_evidence (url) WHERE url IS NOT NULL;

-- A subject has no foreign key: a newer pack may take a rate or claim away, and the mark stays as a record of what it rested on.
CREATE TABLE resting (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('event', 'rate', 'claim')),
  subject_id TEXT NOT NULL,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  change_id INTEGER NOT NULL REFERENCES changes (id),
  item_id INTEGER NOT NULL REFERENCES items (id),
  via TEXT NOT NULL CHECK (via IN ('report', 'citation', 'event')),
  since TEXT NOT NULL,
  settled_at TEXT,
  settled_by TEXT CHECK (settled_by IN ('person', 'source')),
  settled_why TEXT NOT NULL DEFAULT '',
  settled_item INTEGER REFERENCES items (id),
  UNIQUE (kind, subject_id, change_id)
);
CREATE INDEX resting_change ON resting (change_id);
CREATE INDEX resting_item ON resting (item_id);
CREATE INDEX resting_settled_item ON resting (settled_item) WHERE settled_item IS NOT NULL;
CREATE INDEX resting_open ON resting (anchor_id, since, id) WHERE settled_at IS NULL;

-- When a task that is done bit by bit was last done whole.
CREATE TABLE upkeep (
  task TEXT PRIMARY KEY,
  done_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX snapshots_kept ON snapshots (retrieved_at) WHERE body IS NOT NULL;
"""
