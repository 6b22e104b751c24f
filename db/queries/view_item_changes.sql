-- title: Changes after publication
-- title_ja: 公開後の変更
-- description: One row a step between two revisions of an item, or its withdrawal or return, with the titles before and after.
-- description_ja: 記事の2つの版の間の変更、取り下げ、再掲ごとに1行。前後の見出しを示す。
SELECT c.id AS change_id, c.item_id, i.url, i.source_id, c.observed_at, c.kind, c.material, c.notice, c.reasons,
  a.title AS title_before, b.title AS title_after,
  (SELECT m.event_id FROM event_items AS m JOIN anchors AS n ON n.id = m.anchor_id WHERE m.item_id = c.item_id
   ORDER BY n.is_default DESC, n.id LIMIT 1) AS event_id,
  c.summary_en, c.summary_ja, c.from_revision, c.to_revision, i.lang,
  i.title, a.seq AS from_seq, b.seq AS to_seq, coalesce(b.origin, a.origin) AS revision_origin
FROM changes AS c
JOIN items AS i ON i.id = c.item_id
LEFT JOIN revisions AS a ON a.id = c.from_revision
LEFT JOIN revisions AS b ON b.id = c.to_revision
