-- title: Who reported first
-- title_ja: 最初に報じたのはどこか
-- description: The earliest report of each publisher family in each language. Previews are left out, copies of one story count once. standing says first, later, or "same day" where the dates given do not allow an order.
-- description_ja: 媒体グループと言語ごとの最初の報道。予告は除き、同じ配信記事の転載は1つに数える。standing は first（最初）、later（後）、日付だけでは順序が決まらない場合は same day（同日）。
WITH told AS (
  SELECT m.event_id, coalesce(nullif(s.publisher_family, ''), nullif(s.publisher, ''), s.id) AS publisher_family, i.lang, i.id AS item_id,
    iif(i.published_at IS NULL, 'seen', 'published') AS basis,
    iif(i.published_at IS NULL, 'second', i.published_precision) AS precision,
    coalesce(i.published_at, i.first_seen_at) AS from_at,
    coalesce(i.published_date, substr(i.first_seen_at, 1, 10)) AS day,
    -- The end of the stated period; of an instant, the instant.
    CASE i.published_precision
      WHEN 'day' THEN strftime('%Y-%m-%dT%H:%M:%SZ', i.published_at, '+1 day')
      WHEN 'month' THEN strftime('%Y-%m-%dT%H:%M:%SZ', i.published_at, '+1 month')
      WHEN 'year' THEN strftime('%Y-%m-%dT%H:%M:%SZ', i.published_at, '+1 year')
      ELSE coalesce(i.published_at, i.first_seen_at)
    END AS to_at,
    e.occurred_at,
    min(e.date, coalesce(e.date_washington, e.date), coalesce(e.date_tokyo, e.date)) AS first_day
  FROM event_items AS m
  CROSS JOIN items AS i ON i.id = m.item_id
  CROSS JOIN sources AS s ON s.id = i.source_id
  CROSS JOIN events AS e ON e.id = m.event_id
  -- What joining marked as a preview is never first, whatever the clock says.
  WHERE m.copy_of IS NULL AND instr(m.reasons, '"fact":"preview"') = 0 AND NOT EXISTS (
    SELECT 1 FROM items AS o CROSS JOIN event_items AS n ON n.item_id = o.id AND n.anchor_id = m.anchor_id
    WHERE o.publication_key = i.publication_key AND o.publication_key <> '' AND o.id < i.id AND n.event_id = m.event_id)
), reports AS (
  SELECT event_id, publisher_family, lang, min(from_at) AS from_at, to_at, precision, basis, day, item_id
  FROM told WHERE iif(occurred_at IS NULL, day >= first_day, to_at >= occurred_at)
  GROUP BY event_id, publisher_family, lang
), bounded AS (
  SELECT *, min(to_at) OVER (PARTITION BY event_id) AS bound FROM reports
)
SELECT event_id, publisher_family, lang, iif(precision IN ('second', 'minute'), from_at, day) AS at, precision, basis,
  CASE
    WHEN from_at > bound THEN 'later'
    WHEN sum(from_at <= bound) OVER (PARTITION BY event_id) = 1 THEN 'first'
    ELSE 'same day'
  END AS standing,
  item_id
FROM bounded
