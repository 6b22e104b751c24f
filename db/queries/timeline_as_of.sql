-- title: Timeline as it could be known at a moment
-- title_ja: ある時点で知り得た年表
-- description: The columns of `timeline` as they could be known at the UTC instant `known`, or at the end of the day `known` in Washington (empty: now). Status, merges, titles, dates, relations, topics, actors and products are taken back by the events' history; a report counts from when it was published or first seen. A report that moved to another event since is counted where it is now.
-- description_ja: `timeline` と同じ列を、UTCの時刻 `known`、または日 `known` のワシントンでの終わりの時点で知り得たとおりに示す（空欄なら現在）。状態、統合、題、日付、位置づけ、主題、当事者、品目は出来事の履歴でさかのぼり、報道は公開または初見の時から数える。その後に別の出来事へ移った報道は、今の出来事で数える。
WITH given AS (
  SELECT coalesce(trim(:known), '') AS known
), shaped AS (
  SELECT known, CASE WHEN known = '' THEN 'now' WHEN date(known, '+0 days') = known THEN 'day' WHEN length(known) > 10 THEN 'instant' END
    AS shape, date(known, '+1 day') AS next_day
  FROM given
), asked AS (
  -- Summer time in Washington: from the second Sunday of March to the first of November (15 U.S.C. 260a).
  SELECT
    CASE s.shape
      WHEN 'now' THEN coalesce(c.now, '9999-12-31T23:59:59Z')
      WHEN 'day' THEN strftime('%Y-%m-%dT%H:%M:%SZ', s.next_day, '-1 second', iif(
        s.next_day > date(strftime('%Y', s.next_day) || '-03-08', 'weekday 0')
          AND s.next_day <= date(strftime('%Y', s.next_day) || '-11-01', 'weekday 0'), '+4 hours', '+5 hours'))
      WHEN 'instant' THEN strftime('%Y-%m-%dT%H:%M:%SZ', s.known)
    END AS at,
    CASE s.shape
      WHEN 'now' THEN coalesce(c.today_us, '9999-12-31')
      WHEN 'day' THEN s.known
      ELSE date(s.known, iif(datetime(s.known) >= date(strftime('%Y', s.known) || '-03-08', 'weekday 0') || ' 07:00:00'
        AND datetime(s.known) < date(strftime('%Y', s.known) || '-11-01', 'weekday 0') || ' 06:00:00', '-4 hours', '-5 hours'))
    END AS day_us,
    CASE s.shape WHEN 'now' THEN coalesce(c.today_jp, '9999-12-31') WHEN 'day' THEN s.known ELSE date(s.known, '+9 hours') END AS day_jp
  FROM shaped AS s LEFT JOIN clock AS c ON c.id = 1
), known_then AS (
  -- What is known by the day only is compared by day, that of its own side of the world. settled: nothing about it changed since.
  SELECT e.id AS event_id, a.at, coalesce(e.last_change_at, '') <= a.at AS settled
  FROM asked AS a CROSS JOIN anchors AS n CROSS JOIN events AS e ON e.anchor_id = n.id AND e.known_from <= max(a.at, a.day_jp)
  WHERE e.known_from <= CASE WHEN length(e.known_from) > 10 THEN a.at WHEN e.timezone LIKE 'America/%' THEN a.day_us ELSE a.day_jp END
), seen AS (
  SELECT k.event_id, m.item_id, coalesce(m.copy_of, m.item_id) AS original_id, i.lang
  FROM known_then AS k CROSS JOIN event_items AS m ON m.event_id = k.event_id CROSS JOIN items AS i ON i.id = m.item_id
  WHERE NOT k.settled AND min(coalesce(i.published_at, i.first_seen_at), i.first_seen_at) <= k.at
), publications AS (
  SELECT s.event_id, min(s.original_id) AS item_id
  FROM seen AS s CROSS JOIN items AS i ON i.id = s.original_id
  GROUP BY s.event_id, coalesce(nullif(i.publication_key, ''), i.id)
), counted AS (
  SELECT p.event_id, count(DISTINCT coalesce(nullif(s.publisher, ''), s.id)) AS outlets,
    count(DISTINCT coalesce(nullif(s.publisher_family, ''), nullif(s.publisher, ''), s.id)) AS families
  FROM publications AS p CROSS JOIN items AS i ON i.id = p.item_id CROSS JOIN sources AS s ON s.id = i.source_id
  GROUP BY p.event_id
), moments AS (
  SELECT s.event_id, i.first_seen_at AS at FROM seen AS s CROSS JOIN items AS i ON i.id = s.item_id
  UNION ALL
  SELECT s.event_id, c.observed_at FROM seen AS s CROSS JOIN changes AS c ON c.item_id = s.item_id AND +c.material = 1
  UNION ALL
  SELECT k.event_id, h.at FROM known_then AS k CROSS JOIN event_history AS h ON h.event_id = k.event_id WHERE NOT k.settled
), changed AS (
  SELECT m.event_id, max(m.at) AS at FROM moments AS m CROSS JOIN asked AS a WHERE m.at <= a.at GROUP BY m.event_id
), undone AS (
  -- What a field was before its first change after the moment; of an event that was opened later, what it was opened as.
  SELECT event_id, field, value FROM (
    SELECT k.event_id, h.field, iif(h.field = 'status', coalesce(h.before, h.after), h.before) AS value,
      row_number() OVER (PARTITION BY k.event_id, h.field ORDER BY h.at, h.id) AS place
    FROM known_then AS k CROSS JOIN event_history AS h ON h.event_id = k.event_id AND h.at > k.at
    WHERE NOT k.settled)
  WHERE place = 1
), told AS (
  SELECT k.event_id, k.at, k.settled, e.anchor_id, e.timezone, e.known_from, e.event_no, e.origin, e.date_precision,
    -- The days of both capitals are not told on their own: with another day they are not known.
    iif(d.event_id IS NULL, e.date_washington, NULL) AS date_washington, iif(d.event_id IS NULL, e.date_tokyo, NULL) AS date_tokyo,
    e.occurred_at, e.summary_en, e.summary_ja, e.status AS status_now,
    iif(tp.event_id IS NULL, e.topics, tp.value) AS topics,
    iif(ac.event_id IS NULL, e.actors, ac.value) AS actors,
    iif(ai.event_id IS NULL, e.actor_ids, ai.value) AS actor_ids,
    iif(pr.event_id IS NULL, e.products, pr.value) AS products,
    iif(d.event_id IS NULL, e.date, d.value) AS date,
    iif(r.event_id IS NULL, e.relation, r.value) AS relation,
    iif(en.event_id IS NULL, e.title_en, en.value) AS title_en,
    iif(ja.event_id IS NULL, e.title_ja, ja.value) AS title_ja,
    iif(st.event_id IS NULL, e.status, st.value) AS status,
    iif(k.settled, e.items, (SELECT count(*) FROM seen AS s WHERE s.event_id = k.event_id)) AS items,
    iif(k.settled, e.outlets, coalesce(c.outlets, 0)) AS outlets,
    iif(k.settled, e.families, coalesce(c.families, 0)) AS families,
    coalesce(iif(k.settled, e.last_change_at, g.at), e.known_from) AS last_change_at
  FROM known_then AS k CROSS JOIN events AS e ON e.id = k.event_id
  LEFT JOIN counted AS c ON c.event_id = k.event_id LEFT JOIN changed AS g ON g.event_id = k.event_id
  LEFT JOIN undone AS d ON d.event_id = k.event_id AND d.field = 'date'
  LEFT JOIN undone AS r ON r.event_id = k.event_id AND r.field = 'relation'
  LEFT JOIN undone AS en ON en.event_id = k.event_id AND en.field = 'title_en'
  LEFT JOIN undone AS ja ON ja.event_id = k.event_id AND ja.field = 'title_ja'
  LEFT JOIN undone AS st ON st.event_id = k.event_id AND st.field = 'status'
  LEFT JOIN undone AS tp ON tp.event_id = k.event_id AND tp.field = 'topics'
  LEFT JOIN undone AS ac ON ac.event_id = k.event_id AND ac.field = 'actors'
  LEFT JOIN undone AS ai ON ai.event_id = k.event_id AND ai.field = 'actor_ids'
  LEFT JOIN undone AS pr ON pr.event_id = k.event_id AND pr.field = 'products'
)
SELECT t.event_id, t.anchor_id, t.date, t.timezone, t.relation, t.title_en, t.title_ja, t.topics, t.status, t.items, t.outlets, t.families,
  t.known_from, t.last_change_at, t.event_no, t.origin, t.date_precision, t.date_washington, t.date_tokyo, t.occurred_at, t.summary_en,
  t.summary_ja, t.actors, t.actor_ids, t.products,
  -- A citation counts from its own day in Washington; one without a date, from when the baseline was last checked.
  CASE WHEN t.settled AND t.origin <> 'baseline'
    THEN (SELECT json_group_array(g.value) FROM event_tags AS g WHERE g.event_id = t.event_id AND g.kind = 'lang')
    ELSE (SELECT json_group_array(lang) FROM (
      SELECT i.lang FROM event_items AS m CROSS JOIN items AS i ON i.id = m.item_id
      WHERE m.event_id = t.event_id AND i.lang <> '' AND min(coalesce(i.published_at, i.first_seen_at), i.first_seen_at) <= t.at
      UNION SELECT c.lang FROM event_sources AS c CROSS JOIN asked AS a
      WHERE c.event_id = t.event_id AND c.lang <> '' AND iif(c.published_precision IN ('second', 'minute'), c.published_at <= a.at,
        coalesce(substr(c.published_at, 1, 10), (SELECT n.checked_until FROM anchors AS n WHERE n.id = t.anchor_id), '') <= a.day_us)))
  END AS langs,
  (SELECT count(*) FROM resting AS r WHERE r.kind = 'event' AND r.since <= t.at AND (r.settled_at IS NULL OR r.settled_at > t.at)
    AND r.subject_id IN (
      WITH RECURSIVE part (id) AS (SELECT t.event_id UNION SELECT b.id FROM part AS p CROSS JOIN events AS b ON b.merged_into = p.id)
      SELECT p.id FROM part AS p)) AS resting_marks
FROM told AS t
WHERE t.status <> 'merged' AND (t.origin = 'baseline' OR t.items > 0 OR t.status_now = 'merged')
ORDER BY t.date DESC, t.event_id DESC
