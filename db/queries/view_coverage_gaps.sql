-- title: Gaps in coverage
-- title_ja: 監視の空白
-- description: When a source could not be watched, why, and how often it was tried. An open gap has no end yet.
-- description_ja: 情報源を監視できなかった期間、その理由、試みた回数。続いている空白には終わりがない。
SELECT g.source_id, g.from_at, g.to_at, g.cause, g.attempts, s.title, s.lang, g.id AS gap_id
FROM gaps AS g LEFT JOIN sources AS s ON s.id = g.source_id
