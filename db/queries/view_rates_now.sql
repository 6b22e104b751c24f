-- title: Rates today
-- title_ja: 今日の税率
-- description: One row for each class of goods: the law that applies today in Washington, as known today. kind is no_law_known or before_table where there is no row; checked_on is the day to which it was checked.
-- description_ja: 品目分類ごとに1行。今日（米東部時間）適用される法を、今日の時点で知り得たとおりに示す。該当する行がなければ kind が no_law_known か before_table になる。checked_on は確認した日。
SELECT p.id AS product_class, r.rate_percent, r.basis, r.effective_from, r.legal_basis, r.instrument, r.event_id, r.checked_on,
  p.anchor_id, r.id AS rate_id, r.value_base, r.official, r.decided_by, c.today_us AS today,
  CASE
    WHEN c.today_us < p.table_from THEN 'before_table'
    WHEN r.id IS NULL THEN iif(p.default_law = 'none', 'no_extra_duty', 'no_law_known')
    WHEN r.rate_percent IS NULL THEN 'not_checked'
    WHEN r.rate_percent = 0 AND r.basis = 'additional' THEN 'no_extra_duty'
    ELSE 'rate'
  END AS kind
FROM clock AS c CROSS JOIN product_classes AS p LEFT JOIN rates AS r ON r.id = (
  SELECT s.id FROM rates AS s
  WHERE s.product_class = p.id AND s.status = 'law' AND s.anchor_id = p.anchor_id AND c.today_us >= p.table_from
    AND s.effective_from <= c.today_us AND (s.effective_to IS NULL OR c.today_us < s.effective_to)
    AND (s.known_from IS NULL OR s.known_from <= c.today_us) AND (s.known_to IS NULL OR c.today_us < s.known_to)
  ORDER BY s.decided_by = 'person' DESC, coalesce(s.known_from, '') DESC, s.id DESC LIMIT 1)
WHERE c.id = 1
