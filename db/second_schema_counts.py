"""The second schema, a part of it: counts that pages would otherwise scan for.

They, and the texts that events are about, follow by triggers from what they count, whoever writes. The conflict clause of the statement
that fires a trigger holds within it, whatever stands there (https://www.sqlite.org/lang_createtrigger.html): so a row is made only where
there is none, and then counted.
None of these tables refers to another: what is counted may go, and its counts go with it.
"""

from __future__ import annotations

_SHOWN = "({0}.status <> 'merged' AND ({0}.origin = 'baseline' OR {0}.items > 0))"
_EVENT_UP = """
  INSERT INTO event_days (anchor_id, day, events) SELECT new.anchor_id, new.date, 0
    WHERE NOT EXISTS (SELECT 1 FROM event_days AS d WHERE d.anchor_id = new.anchor_id AND d.day = new.date);
  UPDATE event_days SET events = events + 1 WHERE anchor_id = new.anchor_id AND day = new.date;
"""
_EVENT_DOWN = "UPDATE event_days SET events = events - 1 WHERE anchor_id = old.anchor_id AND day = old.date;"
_LINK_UP = """
  INSERT INTO item_days (anchor_id, day, lang, items)
    SELECT new.anchor_id, substr(i.sort_at, 1, 10), i.lang, 0 FROM items AS i WHERE i.id = new.item_id AND NOT EXISTS (
      SELECT 1 FROM item_days AS d WHERE d.anchor_id = new.anchor_id AND d.day = substr(i.sort_at, 1, 10) AND d.lang = i.lang);
  UPDATE item_days SET items = items + 1 WHERE (anchor_id, day, lang) =
    (SELECT new.anchor_id, substr(i.sort_at, 1, 10), i.lang FROM items AS i WHERE i.id = new.item_id);
  INSERT INTO item_hours (anchor_id, hour, items)
    SELECT new.anchor_id, substr(i.first_seen_at, 1, 13), 0 FROM items AS i WHERE i.id = new.item_id AND NOT EXISTS (
      SELECT 1 FROM item_hours AS h WHERE h.anchor_id = new.anchor_id AND h.hour = substr(i.first_seen_at, 1, 13));
  UPDATE item_hours SET items = items + 1 WHERE (anchor_id, hour) =
    (SELECT new.anchor_id, substr(i.first_seen_at, 1, 13) FROM items AS i WHERE i.id = new.item_id);
"""
_LINK_DOWN = """
  UPDATE item_days SET items = items - 1 WHERE (anchor_id, day, lang) =
    (SELECT old.anchor_id, substr(i.sort_at, 1, 10), i.lang FROM items AS i WHERE i.id = old.item_id);
  UPDATE item_hours SET items = items - 1 WHERE (anchor_id, hour) =
    (SELECT old.anchor_id, substr(i.first_seen_at, 1, 13) FROM items AS i WHERE i.id = old.item_id);
"""
# What an official source says of a rate; `facts` names its kinds as keys, and leaves out empty ones.
_FIGURE = """
  INSERT INTO official_figures (anchor_id, item_id)
    SELECT new.anchor_id, i.id FROM items AS i CROSS JOIN sources AS s ON s.id = i.source_id
    WHERE i.id = new.item_id AND new.linked = 1 AND instr(new.facts, '"rates"') > 0 AND s.tier IN ('official', 'primary')
      AND NOT EXISTS (SELECT 1 FROM official_figures AS f WHERE f.anchor_id = new.anchor_id AND f.item_id = new.item_id);
"""
_DAY = """
  INSERT INTO source_days (source_id, day) SELECT new.source_id, substr(new.started_at, 1, 10) WHERE NOT EXISTS (
    SELECT 1 FROM source_days AS d WHERE d.source_id = new.source_id AND d.day = substr(new.started_at, 1, 10));
  UPDATE source_days SET polls = polls + 1, changed = changed + (new.outcome = 'changed'),
    same = same + (new.outcome IN ('unchanged', 'not_modified')), blocked = blocked + (new.outcome = 'blocked'),
    failed = failed + (new.outcome IN ('error', 'gone', 'no_content')), items_new = items_new + new.items_new
    WHERE source_id = new.source_id AND day = substr(new.started_at, 1, 10);
"""
# Tables whose rows are counted as they come and go; a count over them would walk through all of them.
COUNTED = ("polls", "items", "revisions", "snapshots", "changes", "links", "events", "event_items", "alerts")
# Those that come by the batch are counted by it (`db.store.row_counts`): a trigger for each row took a third of the time of storing.
BY_BATCH = ("polls", "items", "revisions", "links")
_ROWS = "".join(
    f"""
INSERT INTO row_counts (table_name, counted) SELECT '{name}', count(*) FROM {name};
CREATE TRIGGER {name}_uncounted AFTER DELETE ON {name} BEGIN
  UPDATE row_counts SET counted = counted - 1 WHERE table_name = '{name}';
END;"""
    for name in COUNTED
) + "".join(
    f"""
CREATE TRIGGER {name}_counted AFTER INSERT ON {name} BEGIN
  UPDATE row_counts SET counted = counted + 1 WHERE table_name = '{name}';
END;"""
    for name in COUNTED
    if name not in BY_BATCH
)

COUNTS = f"""
-- What a matter is about and no more: its title is written from today, and would tell a past moment what came later.
ALTER TABLE threads ADD COLUMN plain_en TEXT NOT NULL DEFAULT '';
ALTER TABLE threads ADD COLUMN plain_ja TEXT NOT NULL DEFAULT '';

-- Events that the timeline shows, by their local day.
CREATE TABLE event_days (
  anchor_id TEXT NOT NULL,
  day TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (anchor_id, day)
) WITHOUT ROWID;
-- Linked items, by the UTC day of `sort_at`.
CREATE TABLE item_days (
  anchor_id TEXT NOT NULL,
  day TEXT NOT NULL,
  lang TEXT NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY (anchor_id, day, lang)
) WITHOUT ROWID;
-- Linked items, by the UTC hour of their first sight (`2025-04-16T20`).
CREATE TABLE item_hours (
  anchor_id TEXT NOT NULL,
  hour TEXT NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY (anchor_id, hour)
) WITHOUT ROWID;
-- Linked items of official sources that name a percentage.
CREATE TABLE official_figures (
  anchor_id TEXT NOT NULL,
  item_id INTEGER NOT NULL,
  PRIMARY KEY (anchor_id, item_id)
) WITHOUT ROWID;
-- How many events have a tag, and since when the first of them could be known.
CREATE TABLE tag_counts (
  anchor_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  events INTEGER NOT NULL,
  known_from TEXT NOT NULL,
  PRIMARY KEY (anchor_id, kind, value)
) WITHOUT ROWID;
-- One row a text that an event is about, so that events of one order or notice are found by an index.
CREATE TABLE event_instruments (
  instrument_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  PRIMARY KEY (instrument_id, event_id)
) WITHOUT ROWID;
CREATE INDEX event_instruments_event ON event_instruments (event_id);
-- Stretches in which the poller did not run, one row for all sources: until `to_at`, since the last of them was looked at.
CREATE TABLE unwatched (
  to_at TEXT PRIMARY KEY,
  from_at TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO unwatched (to_at, from_at)
  SELECT to_at, max(from_at) FROM gaps WHERE cause = 'not_running' AND to_at IS NOT NULL GROUP BY to_at;
INSERT INTO event_instruments (instrument_id, event_id)
  SELECT DISTINCT j.value, e.id FROM events AS e, json_each(e.instrument_ids) AS j;
INSERT INTO event_days (anchor_id, day, events)
  SELECT anchor_id, date, count(*) FROM events AS e WHERE {_SHOWN.format("e")} GROUP BY anchor_id, date;
INSERT INTO item_days (anchor_id, day, lang, items)
  SELECT l.anchor_id, substr(i.sort_at, 1, 10), i.lang, count(*) FROM links AS l JOIN items AS i ON i.id = l.item_id
  WHERE l.linked = 1 GROUP BY 1, 2, 3;
INSERT INTO item_hours (anchor_id, hour, items)
  SELECT l.anchor_id, substr(i.first_seen_at, 1, 13), count(*) FROM links AS l JOIN items AS i ON i.id = l.item_id
  WHERE l.linked = 1 GROUP BY 1, 2;
INSERT INTO official_figures (anchor_id, item_id)
  SELECT l.anchor_id, l.item_id FROM links AS l JOIN items AS i ON i.id = l.item_id JOIN sources AS s ON s.id = i.source_id
  WHERE l.linked = 1 AND instr(l.facts, '"rates"') > 0 AND s.tier IN ('official', 'primary');
INSERT INTO tag_counts (anchor_id, kind, value, events, known_from)
  SELECT e.anchor_id, t.kind, t.value, count(*), min(e.known_from) FROM event_tags AS t JOIN events AS e ON e.id = t.event_id
  GROUP BY 1, 2, 3;

CREATE TRIGGER event_days_added AFTER INSERT ON events WHEN {_SHOWN.format("new")} BEGIN
  {_EVENT_UP}
END;
CREATE TRIGGER event_days_left AFTER UPDATE OF anchor_id, date, status, origin, items ON events
WHEN {_SHOWN.format("old")} AND NOT ({_SHOWN.format("new")} AND new.date = old.date AND new.anchor_id = old.anchor_id) BEGIN
  {_EVENT_DOWN}
END;
CREATE TRIGGER event_days_came AFTER UPDATE OF anchor_id, date, status, origin, items ON events
WHEN {_SHOWN.format("new")} AND NOT ({_SHOWN.format("old")} AND new.date = old.date AND new.anchor_id = old.anchor_id) BEGIN
  {_EVENT_UP}
END;
CREATE TRIGGER event_days_removed AFTER DELETE ON events WHEN {_SHOWN.format("old")} BEGIN
  {_EVENT_DOWN}
END;

CREATE TRIGGER event_instruments_added AFTER INSERT ON events WHEN new.instrument_ids <> '[]' BEGIN
  INSERT INTO event_instruments (instrument_id, event_id) SELECT DISTINCT value, new.id FROM json_each(new.instrument_ids);
END;
CREATE TRIGGER event_instruments_changed AFTER UPDATE OF instrument_ids ON events WHEN new.instrument_ids <> old.instrument_ids BEGIN
  DELETE FROM event_instruments WHERE event_id = new.id;
  INSERT INTO event_instruments (instrument_id, event_id) SELECT DISTINCT value, new.id FROM json_each(new.instrument_ids);
END;
CREATE TRIGGER event_instruments_removed BEFORE DELETE ON events BEGIN
  DELETE FROM event_instruments WHERE event_id = old.id;
END;

CREATE TRIGGER unwatched_found AFTER INSERT ON gaps WHEN new.cause = 'not_running' AND new.to_at IS NOT NULL BEGIN
  INSERT INTO unwatched (to_at, from_at) SELECT new.to_at, new.from_at
    WHERE NOT EXISTS (SELECT 1 FROM unwatched AS u WHERE u.to_at = new.to_at);
  UPDATE unwatched SET from_at = max(from_at, new.from_at) WHERE to_at = new.to_at;
END;

CREATE TRIGGER item_counts_added AFTER INSERT ON links WHEN new.linked = 1 BEGIN
  {_LINK_UP}
  {_FIGURE}
END;
CREATE TRIGGER item_counts_linked AFTER UPDATE OF linked ON links WHEN new.linked = 1 AND old.linked = 0 BEGIN
  {_LINK_UP}
END;
CREATE TRIGGER item_counts_unlinked AFTER UPDATE OF linked ON links WHEN new.linked = 0 AND old.linked = 1 BEGIN
  {_LINK_DOWN}
END;
CREATE TRIGGER item_counts_removed AFTER DELETE ON links WHEN old.linked = 1 BEGIN
  {_LINK_DOWN}
  DELETE FROM official_figures WHERE anchor_id = old.anchor_id AND item_id = old.item_id;
END;
CREATE TRIGGER item_figures_read AFTER UPDATE OF linked, facts ON links WHEN new.linked <> old.linked OR new.facts <> old.facts BEGIN
  DELETE FROM official_figures WHERE anchor_id = new.anchor_id AND item_id = new.item_id;
  {_FIGURE}
END;
CREATE TRIGGER item_days_moved AFTER UPDATE OF sort_at, lang ON items
WHEN substr(new.sort_at, 1, 10) <> substr(old.sort_at, 1, 10) OR new.lang <> old.lang BEGIN
  UPDATE item_days SET items = items - 1 WHERE day = substr(old.sort_at, 1, 10) AND lang = old.lang
    AND anchor_id IN (SELECT anchor_id FROM links WHERE item_id = new.id AND linked = 1);
  INSERT INTO item_days (anchor_id, day, lang, items)
    SELECT l.anchor_id, substr(new.sort_at, 1, 10), new.lang, 0 FROM links AS l WHERE l.item_id = new.id AND l.linked = 1 AND NOT EXISTS (
      SELECT 1 FROM item_days AS d WHERE d.anchor_id = l.anchor_id AND d.day = substr(new.sort_at, 1, 10) AND d.lang = new.lang);
  UPDATE item_days SET items = items + 1 WHERE day = substr(new.sort_at, 1, 10) AND lang = new.lang
    AND anchor_id IN (SELECT anchor_id FROM links WHERE item_id = new.id AND linked = 1);
END;

CREATE TRIGGER tag_counts_added AFTER INSERT ON event_tags BEGIN
  INSERT INTO tag_counts (anchor_id, kind, value, events, known_from)
    SELECT e.anchor_id, new.kind, new.value, 0, e.known_from FROM events AS e WHERE e.id = new.event_id AND NOT EXISTS (
      SELECT 1 FROM tag_counts AS t WHERE t.anchor_id = e.anchor_id AND t.kind = new.kind AND t.value = new.value);
  UPDATE tag_counts SET events = events + 1, known_from = min(known_from, (SELECT known_from FROM events WHERE id = new.event_id))
    WHERE anchor_id = (SELECT anchor_id FROM events WHERE id = new.event_id) AND kind = new.kind AND value = new.value;
END;
CREATE TRIGGER tag_counts_removed AFTER DELETE ON event_tags BEGIN
  UPDATE tag_counts SET events = events - 1
    WHERE anchor_id = (SELECT anchor_id FROM events WHERE id = old.event_id) AND kind = old.kind AND value = old.value;
END;

-- Feeds tell what changed last first; the expression is that of the view `timeline`.
CREATE INDEX events_changed ON events (anchor_id, coalesce(last_change_at, known_from), id);

-- How a source answered on a UTC day: its own polls, not those of its articles. `failed` has no usable answer, `same` nothing new.
CREATE TABLE source_days (
  source_id TEXT NOT NULL,
  day TEXT NOT NULL,
  polls INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  blocked INTEGER NOT NULL DEFAULT 0,
  items_new INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (source_id, day)
) WITHOUT ROWID;
INSERT INTO source_days (source_id, day, polls, changed, same, failed, blocked, items_new)
  SELECT source_id, substr(started_at, 1, 10), count(*), sum(outcome = 'changed'), sum(outcome IN ('unchanged', 'not_modified')),
    sum(outcome IN ('error', 'gone', 'no_content')), sum(outcome = 'blocked'), sum(items_new)
  FROM polls WHERE item_id IS NULL GROUP BY 1, 2;
CREATE TRIGGER source_days_polled AFTER INSERT ON polls WHEN new.item_id IS NULL BEGIN
  {_DAY}
END;
CREATE TRIGGER source_days_removed AFTER DELETE ON sources BEGIN
  DELETE FROM source_days WHERE source_id = old.id;
END;

-- Each source's changes in the order of time, with what they are filtered by.
CREATE TABLE source_changes (
  source_id TEXT NOT NULL,
  observed_at TEXT NOT NULL,
  change_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  material INTEGER NOT NULL,
  notice TEXT NOT NULL,
  PRIMARY KEY (source_id, observed_at, change_id)
) WITHOUT ROWID;
INSERT INTO source_changes (source_id, observed_at, change_id, kind, material, notice)
  SELECT i.source_id, c.observed_at, c.id, c.kind, c.material, c.notice FROM changes AS c JOIN items AS i ON i.id = c.item_id;
CREATE TRIGGER source_changes_added AFTER INSERT ON changes BEGIN
  INSERT INTO source_changes (source_id, observed_at, change_id, kind, material, notice)
    SELECT i.source_id, new.observed_at, new.id, new.kind, new.material, new.notice FROM items AS i WHERE i.id = new.item_id;
END;
CREATE TRIGGER source_changes_removed BEFORE DELETE ON changes BEGIN
  DELETE FROM source_changes WHERE change_id = old.id AND observed_at = old.observed_at
    AND source_id = (SELECT i.source_id FROM items AS i WHERE i.id = old.item_id);
END;
CREATE INDEX changes_silent ON changes (notice = 'none', observed_at);

-- How many rows the tables have that grow with the news.
CREATE TABLE row_counts (
  table_name TEXT PRIMARY KEY,
  counted INTEGER NOT NULL
) WITHOUT ROWID;
{_ROWS}
"""
