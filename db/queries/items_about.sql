-- title: Items about a topic
-- title_ja: 話題ごとの記事
-- description: The 500 newest items that are linked to the default anchor and about a topic (autos, steel_aluminum, agriculture, currency …); all topics where it is empty.
-- description_ja: 既定の起点に結び付けられた、その話題（autos、steel_aluminum、agriculture、currency など）の新しい記事500件。空欄ならすべての話題。
WITH asked AS (
  SELECT id AS anchor_id FROM anchors ORDER BY is_default DESC, id LIMIT 1
), found AS (
  SELECT * FROM (
    SELECT t.item_id FROM link_topics AS t
    WHERE t.topic = trim(:topic) AND t.anchor_id = (SELECT anchor_id FROM asked) ORDER BY t.item_id DESC LIMIT 500)
  UNION ALL
  SELECT * FROM (
    SELECT l.item_id FROM links AS l
    WHERE trim(:topic) = '' AND l.anchor_id = (SELECT anchor_id FROM asked) AND l.linked = 1 ORDER BY l.item_id DESC LIMIT 500)
)
SELECT v.* FROM found AS f CROSS JOIN linked_items AS v ON v.item_id = f.item_id AND v.anchor_id = (SELECT anchor_id FROM asked)
ORDER BY v.item_id DESC
