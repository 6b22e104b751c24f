-- title: Coverage by day
-- title_ja: 日ごとの網羅状況
-- description: For each UTC day and language since watching began: how many sources were due, how many of them answered at least once, and how many items were first seen.
-- description_ja: 監視を始めてからの各日（UTC）と言語について、確認すべき情報源、1回以上応答した情報源、その日に初めて見た記事の数。
WITH RECURSIVE watched AS (
  SELECT s.id, s.lang, s.enabled,
    coalesce((SELECT min(p.started_at) FROM polls AS p WHERE p.source_id = s.id AND p.item_id IS NULL), s.watched_from) AS since
  FROM sources AS s
), days (day, next_day, last) AS (
  SELECT substr(min(w.since), 1, 10), date(substr(min(w.since), 1, 10), '+1 day'), (SELECT substr(now, 1, 10) FROM clock)
  FROM watched AS w HAVING min(w.since) IS NOT NULL
  UNION ALL
  SELECT next_day, date(next_day, '+1 day'), last FROM days WHERE next_day <= last
), due AS (
  SELECT d.day, d.next_day, w.lang,
    EXISTS (SELECT 1 FROM polls AS p WHERE p.source_id = w.id AND p.item_id IS NULL AND p.started_at >= d.day AND p.started_at < d.next_day
      AND p.outcome IN ('changed', 'unchanged', 'not_modified')) AS answered
  FROM days AS d CROSS JOIN watched AS w
  WHERE w.since < d.next_day AND (w.enabled = 1
    OR EXISTS (SELECT 1 FROM polls AS p WHERE p.source_id = w.id AND p.item_id IS NULL AND p.started_at >= d.day AND p.started_at < d.next_day))
)
SELECT day, lang, count(*) AS sources_due, sum(answered) AS sources_answered,
  (SELECT count(*) FROM items AS i WHERE i.first_seen_at >= due.day AND i.first_seen_at < due.next_day AND +i.lang = due.lang) AS items
FROM due GROUP BY day, lang
