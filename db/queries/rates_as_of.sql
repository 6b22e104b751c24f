-- title: Rates on a day, as known on a day
-- title_ja: ある日の税率（ある日の時点で知り得たもの）
-- description: One row for each class of goods: the row of law for the US entry date `on` (Eastern time) as it could be known at the end of the day `known`. total_percent is what is due in all with a normal duty of `normal_duty` per cent; left empty, it is the class's own example. kind says what kind of answer it is; announced and undated list the ids of rows that were only announced or proposed, with this day or without any.
-- description_ja: 品目分類ごとに1行。米国での通関日（米東部時間）`on` の法を、`known` の日の終わりの時点で知り得たとおりに示す。total_percent は通常の関税を `normal_duty`（%）とした合計で、空欄なら分類ごとの例を使う。kind は答えの種類。announced と undated は、発表や提案にとどまる行（その日を挙げたもの、日を挙げないもの）のid。
WITH given AS (
  SELECT coalesce(trim(:on), '') AS on_day, coalesce(trim(:known), '') AS known, rtrim(coalesce(trim(:normal_duty), ''), ' %') AS duty
), asked AS (
  SELECT
    CASE WHEN g.on_day = '' THEN c.today_us WHEN date(g.on_day, '+0 days') = g.on_day THEN g.on_day END AS on_day,
    CASE
      WHEN g.known = '' THEN c.today_us
      WHEN date(g.known, '+0 days') = g.known THEN g.known
      -- An instant is the day it falls on in Washington: summer time from 07:00Z on March's second Sunday to 06:00Z on November's first.
      WHEN datetime(g.known) >= date(strftime('%Y', g.known) || '-03-08', 'weekday 0') || ' 07:00:00'
        AND datetime(g.known) < date(strftime('%Y', g.known) || '-11-01', 'weekday 0') || ' 06:00:00' THEN date(g.known, '-4 hours')
      WHEN length(g.known) > 10 THEN date(g.known, '-5 hours')
    END AS known_day,
    g.duty <> '' AS has_duty,
    CASE WHEN g.duty GLOB '*[0-9]*' AND g.duty NOT GLOB '*[^0-9.]*' AND g.duty NOT GLOB '*.*.*' THEN CAST(g.duty AS REAL) END AS duty
  FROM given AS g LEFT JOIN clock AS c ON c.id = 1
), found AS (
  SELECT p.id AS class_id, p.anchor_id AS class_anchor, p.table_from, p.default_law, a.on_day, a.known_day,
    iif(a.has_duty, a.duty, p.normal_duty_example) AS normal_duty,
    (SELECT r.id FROM rates AS r
     WHERE r.product_class = p.id AND r.status = 'law' AND r.anchor_id = p.anchor_id
       AND r.effective_from <= a.on_day AND (r.effective_to IS NULL OR a.on_day < r.effective_to)
       AND (r.known_from IS NULL OR r.known_from <= a.known_day) AND (r.known_to IS NULL OR a.known_day < r.known_to)
       AND a.on_day >= p.table_from
     ORDER BY r.decided_by = 'person' DESC, coalesce(r.known_from, '') DESC, r.id DESC LIMIT 1) AS law_id
  FROM asked AS a, product_classes AS p
  WHERE a.on_day IS NOT NULL AND a.known_day IS NOT NULL
), answers AS (
  SELECT f.*, CASE
      WHEN f.on_day < f.table_from THEN 'before_table'
      WHEN r.id IS NULL THEN iif(f.default_law = 'none', 'no_extra_duty', 'no_law_known')
      WHEN r.rate_percent IS NULL THEN 'not_checked'
      WHEN r.rate_percent = 0 AND r.basis = 'additional' THEN 'no_extra_duty'
      ELSE 'rate'
    END AS kind
  FROM found AS f LEFT JOIN rates AS r ON r.id = f.law_id
)
SELECT r.id, n.class_anchor AS anchor_id, n.class_id AS product_class, r.status, r.rate_percent, r.basis, r.value_base, r.rate_note_en,
  r.rate_note_ja, r.later_en, r.later_ja, r.effective_from, r.effective_to, r.announced_on, r.known_from, r.known_to, r.legal_basis,
  r.legal_basis_ja, r.instrument, r.instrument_ja, r.event_id, r.checked_on, r.official, r.decided_by,
  CASE n.kind
    WHEN 'no_extra_duty' THEN n.normal_duty
    WHEN 'rate' THEN CASE r.basis
      WHEN 'inclusive' THEN max(n.normal_duty, r.rate_percent)
      WHEN 'total' THEN iif(n.normal_duty IS NULL, NULL, r.rate_percent)
      ELSE round(n.normal_duty + r.rate_percent, 6) END
  END AS total_percent,
  n.kind, n.normal_duty,
  (SELECT json_group_array(id) FROM (
     SELECT s.id FROM rates AS s
     WHERE s.product_class = n.class_id AND s.status IN ('announced', 'proposed') AND s.anchor_id = n.class_anchor
       AND s.effective_from <= n.on_day AND (s.effective_to IS NULL OR n.on_day < s.effective_to)
       AND (s.known_from IS NULL OR s.known_from <= n.known_day) AND (s.known_to IS NULL OR n.known_day < s.known_to)
     ORDER BY coalesce(s.known_from, ''), s.id)) AS announced,
  (SELECT json_group_array(id) FROM (
     SELECT s.id FROM rates AS s
     WHERE s.product_class = n.class_id AND s.status IN ('announced', 'proposed') AND s.anchor_id = n.class_anchor
       AND s.effective_from IS NULL
       AND (s.known_from IS NULL OR s.known_from <= n.known_day) AND (s.known_to IS NULL OR n.known_day < s.known_to)
     ORDER BY coalesce(s.known_from, ''), s.id)) AS undated
FROM answers AS n LEFT JOIN rates AS r ON r.id = n.law_id
ORDER BY n.class_anchor, n.class_id
