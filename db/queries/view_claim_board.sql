-- title: Claims of the founding article
-- title_ja: 出発点となった記事の主張
-- description: Each checkable statement with what became of it, and how many pieces of evidence speak for and against it.
-- description_ja: 検証できる主張ごとに、その帰結と、裏づける根拠・反する根拠の数を示す。
SELECT c.id AS claim_id, c.kind, c.dimension, c.statement_en, c.statement_ja, c.outcome,
  (SELECT count(*) FROM claim_evidence AS e WHERE e.claim_id = c.id AND e.stance = 'for') AS evidence_for,
  (SELECT count(*) FROM claim_evidence AS e WHERE e.claim_id = c.id AND e.stance = 'against') AS evidence_against,
  c.as_of, c.anchor_id, c.paragraph, c.made_on, c.outcome_note_en, c.outcome_note_ja
FROM claims AS c
