-- title: Why an item is linked
-- title_ja: 記事を結び付けた理由
-- description: The reasons behind an item's score, for each anchor. The weights add up to the log-odds of the score; start and end count characters in the field of the link's revision.
-- description_ja: 記事のスコアの根拠（起点ごと）。重みの合計がスコアの対数オッズになる。start と end は、判定した版のその欄の文字位置。
SELECT e.field, e.start, e."end", e.form, e.concept, e.weight, e.anchor_id, e.seq
FROM evidence AS e JOIN anchors AS a ON a.id = e.anchor_id
WHERE e.item_id = CAST(:item_id AS INTEGER)
ORDER BY a.is_default DESC, a.id, e.seq
