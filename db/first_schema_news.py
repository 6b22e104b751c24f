"""The first schema, its first half: what sources said and how they were polled. Released: never edited, see `db.migrations`."""

from __future__ import annotations

NEWS = """
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'page', 'json_api')),
  format TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL,
  homepage TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  title_ja TEXT NOT NULL DEFAULT '',
  publisher TEXT NOT NULL DEFAULT '',
  publisher_family TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL DEFAULT '',
  tier TEXT NOT NULL DEFAULT '',
  profile TEXT NOT NULL DEFAULT 'default',
  terms TEXT NOT NULL DEFAULT '',
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  off_reason TEXT,
  poll_minutes INTEGER NOT NULL DEFAULT 60,
  selector TEXT NOT NULL DEFAULT '',
  mode TEXT NOT NULL DEFAULT 'watch',
  item_selector TEXT NOT NULL DEFAULT '',
  json_fields TEXT NOT NULL DEFAULT '{}',
  number_pattern TEXT,
  tz TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  added_by TEXT NOT NULL DEFAULT 'catalogue' CHECK (added_by IN ('catalogue', 'person')),
  set_by_person TEXT NOT NULL DEFAULT '[]',
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('ok', 'stale', 'silent', 'blocked', 'failing', 'off', 'new')),
  next_check_at TEXT,
  next_check_why TEXT,
  last_ok_at TEXT,
  last_new_at TEXT,
  failures REAL NOT NULL DEFAULT 0,
  failing_since TEXT,
  failed_attempts INTEGER NOT NULL DEFAULT 0,
  empty_in_a_row INTEGER NOT NULL DEFAULT 0,
  stale_from TEXT,
  last_error TEXT,
  etag TEXT,
  last_modified TEXT,
  body_sha256 TEXT,
  validators_trusted INTEGER NOT NULL DEFAULT 1 CHECK (validators_trusted IN (0, 1)),
  unconditional_at TEXT,
  moved_to TEXT,
  watched_from TEXT,
  rebased INTEGER NOT NULL DEFAULT 0 CHECK (rebased IN (0, 1)), -- what is watched was redefined: the next document is a new baseline
  catalogue_url TEXT, -- what the catalogue said last, so that only its own changes override a remembered redirect or a 410
  catalogue_enabled INTEGER
);
CREATE INDEX sources_due ON sources (next_check_at) WHERE enabled = 1;
CREATE INDEX sources_state ON sources (state);
CREATE INDEX sources_family ON sources (publisher_family);

-- The entries of a source's last document, in order: the gate before the parser, and who has left a short feed.
CREATE TABLE source_entries (
  source_id TEXT NOT NULL REFERENCES sources (id),
  position INTEGER NOT NULL,
  raw_hash TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES items (id),
  PRIMARY KEY (source_id, position)
) WITHOUT ROWID;
CREATE INDEX source_entries_item ON source_entries (item_id);

CREATE TABLE polls (
  id INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES sources (id),
  item_id INTEGER REFERENCES items (id),
  started_at TEXT NOT NULL,
  elapsed_ms INTEGER NOT NULL DEFAULT 0,
  http_status INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN
    ('changed', 'unchanged', 'not_modified', 'no_content', 'blocked', 'error', 'gone', 'deferred')),
  conditional INTEGER NOT NULL DEFAULT 0 CHECK (conditional IN (0, 1)),
  bytes INTEGER NOT NULL DEFAULT 0,
  items_new INTEGER NOT NULL DEFAULT 0,
  items_revised INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  warning TEXT
);
CREATE INDEX polls_source ON polls (source_id, started_at);
CREATE INDEX polls_started ON polls (started_at, source_id, outcome, items_new);
CREATE INDEX polls_item ON polls (item_id) WHERE item_id IS NOT NULL;

CREATE TABLE gaps (
  id INTEGER PRIMARY KEY,
  source_id TEXT REFERENCES sources (id),
  from_at TEXT NOT NULL,
  to_at TEXT,
  cause TEXT NOT NULL CHECK (cause IN ('down', 'not_running', 'overlap_too_low', 'blocked', 'lost')),
  attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX gaps_source ON gaps (source_id, from_at);
CREATE INDEX gaps_from ON gaps (from_at);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  started_at TEXT NOT NULL,
  beat_at TEXT NOT NULL,
  ended_at TEXT
);

CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES sources (id),
  item_key TEXT NOT NULL,
  guid TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  canonical_url TEXT NOT NULL DEFAULT '',
  publication_key TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT 'watched' CHECK (origin IN ('watched', 'imported')),
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  published_at TEXT,
  published_date TEXT,
  published_raw TEXT NOT NULL DEFAULT '',
  published_precision TEXT NOT NULL DEFAULT 'none' CHECK (published_precision IN
    ('second', 'minute', 'day', 'month', 'year', 'none')),
  zone_from TEXT NOT NULL DEFAULT 'assumed' CHECK (zone_from IN ('text', 'feed', 'source', 'assumed')),
  sort_at TEXT NOT NULL,
  revision_id INTEGER REFERENCES revisions (id),
  article_revision_id INTEGER REFERENCES revisions (id),
  article_next_check_at TEXT,
  article_checks INTEGER NOT NULL DEFAULT 0,
  noise TEXT,
  withdrawn_at TEXT,
  UNIQUE (source_id, item_key)
);
CREATE INDEX items_sort ON items (sort_at);
CREATE INDEX items_source ON items (source_id, sort_at);
CREATE INDEX items_publication ON items (publication_key) WHERE publication_key <> '';
CREATE INDEX items_first_seen ON items (first_seen_at, lang);
CREATE INDEX items_article_due ON items (article_next_check_at) WHERE article_next_check_at IS NOT NULL;
CREATE INDEX items_lang ON items (lang);
CREATE INDEX items_origin ON items (origin);

-- Tables WITHOUT ROWID have their key's columns first and in its order: SQLite 3.40's integrity check misreads others.
CREATE TABLE item_aliases (
  source_id TEXT NOT NULL REFERENCES sources (id),
  kind TEXT NOT NULL CHECK (kind IN ('guid', 'url')),
  value TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES items (id),
  PRIMARY KEY (source_id, kind, value)
) WITHOUT ROWID;
CREATE INDEX item_aliases_item ON item_aliases (item_id);

-- What retention dropped, so that it does not come back as new (TRAPS 6).
CREATE TABLE tombstones (
  source_id TEXT NOT NULL REFERENCES sources (id),
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  dropped_at TEXT NOT NULL,
  PRIMARY KEY (source_id, kind, value)
) WITHOUT ROWID;

CREATE TABLE snapshots (
  sha256 TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  retrieved_at TEXT NOT NULL,
  media_type TEXT NOT NULL DEFAULT '',
  charset TEXT NOT NULL DEFAULT '',
  encoding TEXT NOT NULL DEFAULT 'zstd',
  size INTEGER NOT NULL,
  body BLOB
);

CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES items (id),
  origin TEXT NOT NULL DEFAULT 'entry' CHECK (origin IN ('entry', 'article')),
  seq INTEGER NOT NULL,
  observed_at TEXT NOT NULL,
  observed_by TEXT NOT NULL DEFAULT 'poll',
  title TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  published_at TEXT,
  updated_at TEXT,
  content_hash TEXT NOT NULL,
  snapshot TEXT REFERENCES snapshots (sha256),
  UNIQUE (item_id, origin, seq)
);
CREATE INDEX revisions_observed ON revisions (observed_at);
CREATE INDEX revisions_snapshot ON revisions (snapshot);

CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES items (id),
  from_revision INTEGER REFERENCES revisions (id),
  to_revision INTEGER REFERENCES revisions (id),
  observed_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edited', 'withdrawn', 'returned', 'reverted')),
  material INTEGER NOT NULL CHECK (material IN (0, 1)),
  notice TEXT NOT NULL DEFAULT 'none' CHECK (notice IN ('announced', 'date_moved', 'none')),
  reasons TEXT NOT NULL DEFAULT '[]',
  summary_en TEXT NOT NULL DEFAULT '',
  summary_ja TEXT NOT NULL DEFAULT ''
);
CREATE INDEX changes_observed ON changes (observed_at);
CREATE INDEX changes_item ON changes (item_id, observed_at);
CREATE INDEX changes_to ON changes (to_revision);
CREATE INDEX changes_from ON changes (from_revision);
CREATE INDEX changes_material ON changes (material, observed_at);
CREATE INDEX changes_kind ON changes (kind, observed_at);
"""
