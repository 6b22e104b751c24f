-- title: Search
-- title_ja: 検索
-- description: Items and events with all the words, newest first (of very many, the newest 1,000 items). Words in double quotes must follow one another. Japanese needs no spaces.
-- description_ja: すべての語を含む記事と出来事を新しい順に示す（多い場合は新しい記事1,000件まで）。引用符で囲んだ語は続いていなければならない。日本語は空白なしで検索できる。
SELECT kind, id, date, title, url, lang FROM (
  SELECT 'item' AS kind, CAST(i.id AS TEXT) AS id, coalesce(i.published_date, substr(i.first_seen_at, 1, 10)) AS date, i.title, i.url,
    i.lang, i.sort_at, i.id AS arrival
  FROM (SELECT rowid FROM items_fts WHERE words MATCH search_words(:q) ORDER BY rowid DESC LIMIT 1000) AS f
  CROSS JOIN items AS i ON i.id = f.rowid
  UNION ALL
  SELECT 'event', e.id, e.date, coalesce(e.title_en, e.title_ja), '/event/' || e.id,
    trim(iif(e.title_en IS NULL, '', 'en') || ' ' || iif(e.title_ja IS NULL, '', 'ja')), e.date || 'T23:59:59Z', e.event_no
  FROM (SELECT rowid FROM events_fts WHERE words MATCH search_words(:q)) AS f
  CROSS JOIN events AS e ON e.event_no = f.rowid
  WHERE e.status <> 'merged' AND (e.origin = 'baseline' OR e.items > 0)
)
ORDER BY sort_at DESC, kind, arrival DESC
