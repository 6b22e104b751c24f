-- title: Items linked to an anchor
-- title_ja: 起点に結び付けられた記事
-- description: One row an item and anchor to whose story it belongs, with the probability, the relation, the topics, and the event that it reports.
-- description_ja: 起点の話に属すると判定された記事ごとに1行。確率、関係、話題、報じている出来事を示す。
SELECT l.item_id, l.anchor_id, i.guid, i.url, i.title, r.summary, i.lang, i.source_id, i.published_at, l.score, l.relation, l.topics,
  m.event_id, l.decided_by, i.published_date, i.published_precision, i.first_seen_at, i.sort_at
FROM links AS l
JOIN items AS i ON i.id = l.item_id
LEFT JOIN revisions AS r ON r.id = i.revision_id
LEFT JOIN event_items AS m ON m.item_id = l.item_id AND m.anchor_id = l.anchor_id
WHERE l.linked = 1
