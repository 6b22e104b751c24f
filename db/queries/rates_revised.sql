-- title: Rates that were revised between two days of knowledge
-- title_ja: 二つの時点の間に改められた税率
-- description: For which US entry dates (from on_from to before on_to; on_to empty is open) the answer as known at the end of the day `known_b` differs from that known at the end of `known_a`. Totals are with each class's example of the normal duty; a row may also differ in kind, basis or base of value only.
-- description_ja: 米国での通関日のうち（on_from から on_to の前日まで。on_to が空なら以後ずっと）、`known_b` の日の終わりに知り得た答えが `known_a` の時点と異なる期間。合計は分類ごとの通常の関税の例による。種類、上乗せか込みか、課税の基礎だけが異なる場合もある。
WITH stated AS (
  SELECT 'a' AS side, coalesce(trim(:known_a), '') AS known UNION ALL SELECT 'b', coalesce(trim(:known_b), '')
), views AS (
  SELECT s.side, CASE
      WHEN s.known = '' THEN c.today_us
      WHEN date(s.known, '+0 days') = s.known THEN s.known
      -- An instant is the day it falls on in Washington: summer time from 07:00Z on March's second Sunday to 06:00Z on November's first.
      WHEN datetime(s.known) >= date(strftime('%Y', s.known) || '-03-08', 'weekday 0') || ' 07:00:00'
        AND datetime(s.known) < date(strftime('%Y', s.known) || '-11-01', 'weekday 0') || ' 06:00:00' THEN date(s.known, '-4 hours')
      WHEN length(s.known) > 10 THEN date(s.known, '-5 hours')
    END AS known_day
  FROM stated AS s LEFT JOIN clock AS c ON c.id = 1
), days AS (
  SELECT p.id AS class_id, p.anchor_id AS class_anchor, p.table_from AS day FROM product_classes AS p
  UNION
  SELECT p.id, p.anchor_id, r.effective_from FROM product_classes AS p
  JOIN rates AS r ON r.product_class = p.id AND r.status = 'law' AND r.anchor_id = p.anchor_id AND r.effective_from > p.table_from
  UNION
  SELECT p.id, p.anchor_id, r.effective_to FROM product_classes AS p
  JOIN rates AS r ON r.product_class = p.id AND r.status = 'law' AND r.anchor_id = p.anchor_id AND r.effective_to > p.table_from
), found AS (
  SELECT d.class_id, d.class_anchor, d.day, v.side,
    (SELECT r.id FROM rates AS r
     WHERE r.product_class = d.class_id AND r.status = 'law' AND r.anchor_id = d.class_anchor
       AND r.effective_from <= d.day AND (r.effective_to IS NULL OR d.day < r.effective_to)
       AND (r.known_from IS NULL OR r.known_from <= v.known_day) AND (r.known_to IS NULL OR v.known_day < r.known_to)
     ORDER BY r.decided_by = 'person' DESC, coalesce(r.known_from, '') DESC, r.id DESC LIMIT 1) AS law_id
  FROM days AS d, views AS v
  WHERE (SELECT count(known_day) FROM views) = 2
), answers AS (
  SELECT f.*, r.rate_percent, r.basis, r.value_base, r.event_id, p.normal_duty_example AS duty, CASE
      WHEN r.id IS NULL THEN iif(p.default_law = 'none', 'no_extra_duty', 'no_law_known')
      WHEN r.rate_percent IS NULL THEN 'not_checked'
      WHEN r.rate_percent = 0 AND r.basis = 'additional' THEN 'no_extra_duty'
      ELSE 'rate'
    END AS kind
  FROM found AS f JOIN product_classes AS p ON p.id = f.class_id AND p.anchor_id = f.class_anchor LEFT JOIN rates AS r ON r.id = f.law_id
), totals AS (
  SELECT *, CASE kind
      WHEN 'no_extra_duty' THEN duty
      WHEN 'rate' THEN CASE basis
        WHEN 'inclusive' THEN max(duty, rate_percent)
        WHEN 'total' THEN iif(duty IS NULL, NULL, rate_percent)
        ELSE round(duty + rate_percent, 6) END
    END AS total
  FROM answers
), told AS (
  SELECT class_id, class_anchor, day, side, law_id, event_id, kind, total, iif(kind = 'rate', rate_percent, NULL) AS rate,
    iif(kind = 'rate', basis, NULL) AS basis, iif(kind = 'rate', value_base, NULL) AS value_base
  FROM totals
), felt AS (
  SELECT *, json_array(kind, total, rate, basis, value_base) AS said FROM told
), pairs AS (
  SELECT a.class_id, a.class_anchor, a.day, lead(a.day) OVER by_day AS following, a.said AS said_a, b.said AS said_b,
    a.total AS total_a, b.total AS total_b, a.kind AS kind_a, b.kind AS kind_b, a.rate AS rate_a, b.rate AS rate_b,
    a.basis AS basis_a, b.basis AS basis_b, a.value_base AS value_base_a, b.value_base AS value_base_b,
    iif(b.law_id IS NULL, a.event_id, b.event_id) AS event_id
  FROM felt AS a JOIN felt AS b ON b.class_id = a.class_id AND b.class_anchor = a.class_anchor AND b.day = a.day AND b.side = 'b'
  WHERE a.side = 'a'
  WINDOW by_day AS (PARTITION BY a.class_anchor, a.class_id ORDER BY a.day)
), turns AS (
  SELECT *, iif(json_array(said_a, said_b, event_id) IS lag(json_array(said_a, said_b, event_id)) OVER by_day, 0, 1) AS turn
  FROM pairs
  WINDOW by_day AS (PARTITION BY class_anchor, class_id ORDER BY day)
), runs_of_days AS (
  SELECT *, sum(turn) OVER (PARTITION BY class_anchor, class_id ORDER BY day) AS run FROM turns
)
SELECT class_id AS product_class, min(day) AS on_from, iif(count(following) = count(*), max(following), NULL) AS on_to, total_a, total_b,
  event_id, class_anchor AS anchor_id, kind_a, kind_b, rate_a, rate_b, basis_a, basis_b, value_base_a, value_base_b
FROM runs_of_days
WHERE said_a <> said_b
GROUP BY class_anchor, class_id, run
ORDER BY class_anchor, class_id, on_from
