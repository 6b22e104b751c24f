-- title: What is new since a moment
-- title_ja: その時以降の新着と変更
-- description: New linked items, new events, and changes and withdrawals of linked items after the day or UTC instant `since` (empty: since today began in Washington), newest first, at most 1,000. id is the item's, for a new event the event's.
-- description_ja: `since`（日またはUTCの時刻。空欄ならワシントンの今日の始まり）より後の、関連記事の新着、新しい出来事、関連記事の変更と取り下げを新しい順に最大1,000件。id は記事のid、新しい出来事では出来事のid。
WITH asked AS (
  SELECT iif(trim(:since) = '', coalesce((SELECT today_us FROM clock), ''), trim(:since)) AS since
), rows AS (
  SELECT * FROM (
    SELECT i.first_seen_at AS at, 'new_item' AS what, CAST(i.id AS TEXT) AS id, i.title, 1 AS material,
      (SELECT m.event_id FROM event_items AS m WHERE m.item_id = i.id ORDER BY m.anchor_id LIMIT 1) AS event_id
    FROM items AS i
    WHERE i.first_seen_at > (SELECT since FROM asked)
      AND EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND l.linked = 1)
    ORDER BY i.first_seen_at DESC LIMIT 1000)
  UNION ALL
  SELECT * FROM (
    SELECT h.at, 'new_event', e.id, coalesce(e.title_en, e.title_ja), 1, e.id
    FROM event_history AS h CROSS JOIN events AS e ON e.id = h.event_id
    WHERE h.at > (SELECT since FROM asked) AND h.field = 'status' AND h.before IS NULL AND e.status <> 'merged'
    ORDER BY h.at DESC LIMIT 1000)
  UNION ALL
  SELECT * FROM (
    SELECT c.observed_at, iif(c.kind = 'withdrawn', 'withdrawn', 'changed'), CAST(c.item_id AS TEXT), i.title, c.material,
      (SELECT m.event_id FROM event_items AS m WHERE m.item_id = c.item_id ORDER BY m.anchor_id LIMIT 1)
    FROM changes AS c CROSS JOIN items AS i ON i.id = c.item_id
    WHERE c.observed_at > (SELECT since FROM asked)
      AND EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = c.item_id AND l.linked = 1)
    ORDER BY c.observed_at DESC LIMIT 1000)
)
SELECT at, what, id, title, material, event_id FROM rows ORDER BY at DESC, what, id LIMIT 1000
