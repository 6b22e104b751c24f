-- title: Timeline
-- title_ja: 年表
-- description: One row an event that happened, in neither order: sort by date. Merged events, and opened ones that no item reports any more, are left out. items, outlets and families count reports, outlets and houses; last_change_at is when something about it last changed here; resting_marks counts changes of texts that it rests on and that nothing has settled.
-- description_ja: 出来事ごとに1行（並び順なし。date で並べ替える）。統合された出来事と、報じる記事がなくなった出来事は除く。items は記事、outlets は媒体、families は媒体グループの数。last_change_at は最後に変化した時刻、resting_marks は根拠の文面の変更のうち未確認のものの数。
SELECT e.id AS event_id, e.anchor_id, e.date, e.timezone, e.relation, e.title_en, e.title_ja, e.topics, e.status, e.items, e.outlets,
  e.families, e.known_from, coalesce(e.last_change_at, e.known_from) AS last_change_at,
  e.event_no, e.origin, e.date_precision, e.date_washington, e.date_tokyo, e.occurred_at, e.summary_en, e.summary_ja, e.actors,
  e.actor_ids, e.products,
  (SELECT json_group_array(t.value) FROM event_tags AS t WHERE t.event_id = e.id AND t.kind = 'lang') AS langs,
  -- With those of the events that were merged into it.
  (SELECT count(*) FROM resting AS r WHERE r.kind = 'event' AND r.settled_at IS NULL AND r.subject_id IN (
    WITH RECURSIVE part (id) AS (SELECT e.id UNION SELECT m.id FROM part AS p CROSS JOIN events AS m ON m.merged_into = p.id)
    SELECT p.id FROM part AS p)) AS resting_marks
FROM events AS e
WHERE e.status <> 'merged' AND (e.origin = 'baseline' OR e.items > 0)
