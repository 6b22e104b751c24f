"""The second schema, a part of it: articles and documents behind items."""

from __future__ import annotations

WATCHING = """
-- Since when what an item's text changes at every look is ignored; the masks themselves stand in `items.noise`.
CREATE TABLE noise_masks (
  item_id INTEGER NOT NULL REFERENCES items (id),
  origin TEXT NOT NULL CHECK (origin IN ('entry', 'article')),
  learned_at TEXT NOT NULL,
  ignored INTEGER NOT NULL DEFAULT 0,
  last_ignored_at TEXT,
  lifted_at TEXT, -- a person took it off: it is not learned again until one allows it
  PRIMARY KEY (item_id, origin)
) WITHOUT ROWID;

-- The first 404 or 410 in a row of an item's article or page, while it lasts.
ALTER TABLE items ADD COLUMN missing_since TEXT;

-- The article behind an item, as its checks need it; when the next one is stands in `items.article_next_check_at`.
CREATE TABLE articles (
  item_id INTEGER PRIMARY KEY REFERENCES items (id),
  host TEXT NOT NULL,
  began_at TEXT NOT NULL, -- first sight, or the last material change: its checks are counted from here
  next_check_why TEXT NOT NULL DEFAULT '',
  checked_at TEXT,
  read_at TEXT, -- since when its text is known
  read_with TEXT, -- the selector by which it was read last: another one is a new baseline and no change of the article's
  failures REAL NOT NULL DEFAULT 0,
  last_error TEXT,
  etag TEXT,
  last_modified TEXT,
  body_sha256 TEXT,
  validators_trusted INTEGER NOT NULL DEFAULT 1 CHECK (validators_trusted IN (0, 1)),
  unconditional_at TEXT,
  is_basis INTEGER NOT NULL DEFAULT 0 CHECK (is_basis IN (0, 1)) -- the item is linked by the article's newest text
);

-- Watched items whose link came or went: whether their article is watched is still to be decided. Inside a trigger the upsert that fired
-- it would turn an INSERT OR IGNORE into one that fails (https://www.sqlite.org/lang_createtrigger.html), hence NOT EXISTS.
CREATE TABLE article_queue (item_id INTEGER PRIMARY KEY);
CREATE TRIGGER article_came AFTER INSERT ON links WHEN new.linked = 1 BEGIN
  INSERT INTO article_queue (item_id) SELECT id FROM items WHERE id = new.item_id AND origin = 'watched' AND url LIKE 'http%'
    AND NOT EXISTS (SELECT 1 FROM article_queue WHERE item_id = new.item_id);
END;
CREATE TRIGGER article_decided AFTER UPDATE OF linked ON links WHEN new.linked <> old.linked BEGIN
  INSERT INTO article_queue (item_id) SELECT id FROM items WHERE id = new.item_id AND origin = 'watched' AND url LIKE 'http%'
    AND NOT EXISTS (SELECT 1 FROM article_queue WHERE item_id = new.item_id);
END;

-- What pages and views count of sources leaves the checks of articles out.
CREATE INDEX polls_of_sources ON polls (source_id, started_at, outcome, items_new) WHERE item_id IS NULL;
"""
