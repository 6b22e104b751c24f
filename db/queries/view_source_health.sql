-- title: How the sources do
-- title_ja: 情報源の状態
-- description: One row a source: its state, how long ago it last answered, failures in a row (weighed), and its polls and new items of the last 24 hours.
-- description_ja: 情報源ごとに1行。状態、最後に応答してからの時間、連続した失敗（重み付き）、直近24時間の確認回数と新着数。
SELECT s.id AS source_id, s.title, s.state, s.last_ok_at,
  round((julianday(c.now) - julianday(s.last_ok_at)) * 24, 1) AS hours_since_ok, s.failures, s.last_error,
  (SELECT count(*) FROM polls AS p
   WHERE p.source_id = s.id AND p.item_id IS NULL AND p.started_at > strftime('%Y-%m-%dT%H:%M:%SZ', c.now, '-1 day')) AS polls_24h,
  (SELECT coalesce(sum(p.items_new), 0) FROM polls AS p
   WHERE p.source_id = s.id AND p.item_id IS NULL AND p.started_at > strftime('%Y-%m-%dT%H:%M:%SZ', c.now, '-1 day')) AS items_24h,
  s.next_check_at, s.next_check_why, s.enabled, s.off_reason, s.lang, s.failing_since, s.failed_attempts, s.validators_trusted
FROM sources AS s LEFT JOIN clock AS c ON c.id = 1
