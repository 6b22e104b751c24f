"""The first schema, its second half: anchors, links, events, rates, claims, and our own records. Released: never edited."""

from __future__ import annotations

STORY = """
CREATE TABLE anchors (
  id TEXT PRIMARY KEY,
  date TEXT NOT NULL,
  timezone TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_ja TEXT NOT NULL,
  summary_en TEXT NOT NULL DEFAULT '',
  summary_ja TEXT NOT NULL DEFAULT '',
  pack_version TEXT NOT NULL,
  checked_until TEXT,
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
);

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  origin TEXT NOT NULL CHECK (origin IN ('baseline', 'watched', 'imported')),
  date TEXT NOT NULL,
  date_precision TEXT NOT NULL DEFAULT 'day',
  timezone TEXT NOT NULL DEFAULT 'UTC',
  occurred_at TEXT,
  date_washington TEXT,
  date_tokyo TEXT,
  title_en TEXT,
  title_ja TEXT,
  summary_en TEXT,
  summary_ja TEXT,
  later_en TEXT,
  later_ja TEXT,
  later_from TEXT,
  relation TEXT NOT NULL,
  topics TEXT NOT NULL DEFAULT '[]',
  actors TEXT NOT NULL DEFAULT '[]',
  actor_ids TEXT NOT NULL DEFAULT '[]',
  instruments TEXT NOT NULL DEFAULT '[]',
  instrument_ids TEXT NOT NULL DEFAULT '[]',
  products TEXT NOT NULL DEFAULT '[]',
  confidence TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CHECK (status IN ('baseline', 'confirmed', 'reported', 'merged')),
  merged_into TEXT REFERENCES events (id),
  known_from TEXT NOT NULL,
  items INTEGER NOT NULL DEFAULT 0,
  outlets INTEGER NOT NULL DEFAULT 0,
  families INTEGER NOT NULL DEFAULT 0,
  last_change_at TEXT,
  event_no INTEGER UNIQUE -- in arrival order; names the row in events_fts (a bare rowid would change with VACUUM)
);
CREATE INDEX events_date ON events (anchor_id, date, id);
CREATE INDEX events_known ON events (anchor_id, known_from);
CREATE INDEX events_relation ON events (relation);
CREATE INDEX events_status ON events (status);
CREATE INDEX events_reported ON events (anchor_id, date, id) WHERE status = 'reported';
CREATE INDEX events_merged ON events (merged_into) WHERE merged_into IS NOT NULL;

-- One row a value, so that filters by topic, actor and product use an index.
CREATE TABLE event_tags (
  kind TEXT NOT NULL CHECK (kind IN ('topic', 'actor', 'product', 'lang')),
  value TEXT NOT NULL,
  event_id TEXT NOT NULL REFERENCES events (id),
  PRIMARY KEY (kind, value, event_id)
) WITHOUT ROWID;
CREATE INDEX event_tags_event ON event_tags (event_id);

CREATE TABLE event_sources (
  id INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES events (id),
  url TEXT NOT NULL,
  publisher TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  tier TEXT NOT NULL DEFAULT '',
  published_at TEXT,
  published_precision TEXT NOT NULL DEFAULT 'none'
);
CREATE INDEX event_sources_event ON event_sources (event_id);

CREATE TABLE event_history (
  id INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES events (id),
  at TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX event_history_event ON event_history (event_id, at);
CREATE INDEX event_history_at ON event_history (at);

CREATE TABLE links (
  item_id INTEGER NOT NULL REFERENCES items (id),
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  revision_id INTEGER NOT NULL REFERENCES revisions (id),
  linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
  score REAL NOT NULL,
  relation TEXT,
  own_relation TEXT,
  topics TEXT NOT NULL DEFAULT '[]',
  decided_by TEXT NOT NULL DEFAULT 'linker' CHECK (decided_by IN ('linker', 'person')),
  linker_version TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  facts TEXT NOT NULL DEFAULT '{}',
  event_pending INTEGER NOT NULL DEFAULT 0 CHECK (event_pending IN (0, 1)),
  PRIMARY KEY (item_id, anchor_id)
);
CREATE INDEX links_anchor ON links (anchor_id, linked, item_id);
CREATE INDEX links_score ON links (anchor_id, linked, score);
CREATE INDEX links_relation ON links (relation);
CREATE INDEX links_pending ON links (anchor_id, item_id) WHERE event_pending = 1;

CREATE TABLE link_topics (
  topic TEXT NOT NULL,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  item_id INTEGER NOT NULL REFERENCES items (id),
  PRIMARY KEY (topic, anchor_id, item_id)
) WITHOUT ROWID;
CREATE INDEX link_topics_item ON link_topics (item_id);

CREATE TABLE evidence (
  item_id INTEGER NOT NULL REFERENCES items (id),
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  seq INTEGER NOT NULL,
  concept TEXT NOT NULL,
  form TEXT NOT NULL DEFAULT '',
  field TEXT CHECK (field IN ('title', 'summary', 'body')),
  start INTEGER,
  "end" INTEGER,
  weight REAL NOT NULL,
  PRIMARY KEY (item_id, anchor_id, seq)
) WITHOUT ROWID;
CREATE INDEX evidence_concept ON evidence (concept);

CREATE TABLE event_items (
  event_id TEXT NOT NULL REFERENCES events (id),
  item_id INTEGER NOT NULL REFERENCES items (id),
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  revision_id INTEGER NOT NULL REFERENCES revisions (id),
  score REAL NOT NULL,
  reasons TEXT NOT NULL DEFAULT '[]',
  decided_by TEXT NOT NULL DEFAULT 'linker' CHECK (decided_by IN ('linker', 'person')),
  linker_version TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  copy_of INTEGER REFERENCES items (id), -- the item whose wire text this one carries: counted once with it
  UNIQUE (item_id, anchor_id)
);
CREATE INDEX event_items_event ON event_items (event_id);
CREATE INDEX event_items_doubt ON event_items (anchor_id, score) WHERE decided_by = 'linker';
CREATE INDEX event_items_copy ON event_items (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE threads (
  id TEXT PRIMARY KEY,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  title_en TEXT NOT NULL,
  title_ja TEXT NOT NULL,
  summary_en TEXT NOT NULL DEFAULT '',
  summary_ja TEXT NOT NULL DEFAULT '',
  product_classes TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE thread_steps (
  id INTEGER PRIMARY KEY,
  thread_id TEXT NOT NULL REFERENCES threads (id),
  event_id TEXT NOT NULL REFERENCES events (id),
  stage TEXT NOT NULL,
  follows TEXT REFERENCES events (id),
  lag_days INTEGER,
  note_en TEXT NOT NULL DEFAULT '',
  note_ja TEXT NOT NULL DEFAULT ''
);
CREATE INDEX thread_steps_thread ON thread_steps (thread_id);
CREATE INDEX thread_steps_event ON thread_steps (event_id);

CREATE TABLE ahead (
  id INTEGER PRIMARY KEY,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  date TEXT NOT NULL,
  timezone TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_ja TEXT NOT NULL,
  event_id TEXT REFERENCES events (id),
  url TEXT NOT NULL DEFAULT '',
  confidence TEXT NOT NULL DEFAULT ''
);
CREATE INDEX ahead_date ON ahead (anchor_id, date);

CREATE TABLE product_classes (
  id TEXT NOT NULL,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  title_en TEXT NOT NULL,
  title_ja TEXT NOT NULL,
  scope_en TEXT NOT NULL DEFAULT '',
  scope_ja TEXT NOT NULL DEFAULT '',
  excludes_en TEXT NOT NULL DEFAULT '',
  excludes_ja TEXT NOT NULL DEFAULT '',
  normal_duty_example REAL,
  official_list TEXT NOT NULL DEFAULT '',
  table_from TEXT NOT NULL,
  default_law TEXT NOT NULL CHECK (default_law IN ('none', 'unknown')),
  default_note_en TEXT,
  default_note_ja TEXT,
  PRIMARY KEY (id, anchor_id)
);

CREATE TABLE rates (
  id TEXT PRIMARY KEY,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  product_class TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('law', 'announced', 'proposed')),
  rate_percent REAL,
  basis TEXT CHECK (basis IN ('additional', 'inclusive', 'total')),
  value_base TEXT CHECK (value_base IN ('full', 'metal_content')),
  rate_note_en TEXT NOT NULL DEFAULT '',
  rate_note_ja TEXT NOT NULL DEFAULT '',
  later_en TEXT,
  later_ja TEXT,
  effective_from TEXT,
  effective_to TEXT,
  announced_on TEXT,
  known_from TEXT,
  known_to TEXT,
  legal_basis TEXT NOT NULL DEFAULT '',
  legal_basis_ja TEXT NOT NULL DEFAULT '',
  instrument TEXT NOT NULL DEFAULT '',
  instrument_ja TEXT NOT NULL DEFAULT '',
  event_id TEXT REFERENCES events (id),
  checked_on TEXT,
  official INTEGER NOT NULL DEFAULT 0 CHECK (official IN (0, 1)),
  decided_by TEXT NOT NULL DEFAULT 'pack' CHECK (decided_by IN ('pack', 'person')),
  FOREIGN KEY (product_class, anchor_id) REFERENCES product_classes (id, anchor_id)
);
CREATE INDEX rates_class ON rates (product_class, status, effective_from);
CREATE INDEX rates_event ON rates (event_id);
CREATE INDEX rates_status ON rates (status);

CREATE TABLE rate_sources (
  id INTEGER PRIMARY KEY,
  rate_id TEXT NOT NULL REFERENCES rates (id),
  url TEXT NOT NULL,
  publisher TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  tier TEXT NOT NULL DEFAULT '',
  locator TEXT NOT NULL DEFAULT '',
  gist_en TEXT NOT NULL DEFAULT '',
  snapshot TEXT REFERENCES snapshots (sha256)
);
CREATE INDEX rate_sources_rate ON rate_sources (rate_id);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  kind TEXT NOT NULL,
  dimension TEXT NOT NULL DEFAULT '',
  topics TEXT NOT NULL DEFAULT '[]',
  statement_en TEXT NOT NULL,
  statement_ja TEXT NOT NULL,
  paragraph INTEGER,
  made_on TEXT,
  "check" TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL,
  outcome_note_en TEXT NOT NULL DEFAULT '',
  outcome_note_ja TEXT NOT NULL DEFAULT '',
  as_of TEXT
);
CREATE TABLE claim_outcomes (
  id INTEGER PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims (id),
  outcome TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  event_id TEXT REFERENCES events (id),
  note_en TEXT NOT NULL DEFAULT '',
  note_ja TEXT NOT NULL DEFAULT ''
);
CREATE INDEX claim_outcomes_claim ON claim_outcomes (claim_id, decided_on);
CREATE INDEX claim_outcomes_event ON claim_outcomes (event_id);
CREATE TABLE claim_evidence (
  id INTEGER PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims (id),
  event_id TEXT REFERENCES events (id),
  url TEXT,
  stance TEXT NOT NULL CHECK (stance IN ('for', 'against', 'context')),
  why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX claim_evidence_claim ON claim_evidence (claim_id);
CREATE INDEX claim_evidence_event ON claim_evidence (event_id);

CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  anchor_id TEXT NOT NULL REFERENCES anchors (id),
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  target TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT,
  reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX corrections_target ON corrections (target);

CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  raised_at TEXT NOT NULL,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL DEFAULT '',
  sent_at TEXT,
  channel TEXT NOT NULL DEFAULT '',
  error TEXT,
  names TEXT NOT NULL DEFAULT '[]', -- by what it can be muted, beside its rule
  UNIQUE (rule, subject)
);
CREATE INDEX alerts_subject ON alerts (subject);
CREATE INDEX alerts_unsent ON alerts (raised_at) WHERE sent_at IS NULL;

-- Up to where alerts were looked for, and since when: after a restore each source's first look is a new start.
CREATE TABLE alert_marks (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  change_id INTEGER NOT NULL,
  history_id INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,
  restored_at TEXT NOT NULL DEFAULT ''
);

CREATE TABLE releases (
  id INTEGER PRIMARY KEY,
  installed_at TEXT NOT NULL,
  schema TEXT NOT NULL,
  pack TEXT NOT NULL,
  linker TEXT NOT NULL,
  catalogue TEXT NOT NULL,
  fingerprint TEXT NOT NULL DEFAULT ''
);
CREATE TABLE baseline_changes (
  release INTEGER NOT NULL REFERENCES releases (id),
  table_name TEXT NOT NULL,
  id TEXT NOT NULL,
  column_name TEXT NOT NULL,
  before TEXT,
  after TEXT,
  reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX baseline_changes_release ON baseline_changes (release);

CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  now TEXT NOT NULL,
  today_us TEXT NOT NULL,
  today_jp TEXT NOT NULL
);

-- Search (TRAPS 27): the text is cut into bigrams by db.search_text before it comes here. Keyed by rowid; filled in batches.
-- Queries of one character are prefixes of one character: an index of those makes them as fast as words.
CREATE VIRTUAL TABLE items_fts USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0', detail = full, prefix = '1');
CREATE VIRTUAL TABLE events_fts USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0', detail = full, prefix = '1');
CREATE TABLE search_queue (
  kind TEXT NOT NULL CHECK (kind IN ('item', 'event')),
  id TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""
