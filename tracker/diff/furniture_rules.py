"""How furniture of news and official pages is worded, in English and Japanese: regular expressions by class, joined by `|`.

`LINES` begin a line that is furniture as a whole; `PHRASES` are furniture inside a line. Matched without regard to capitals, but for
parts that say otherwise.
"""

from __future__ import annotations

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|(?:令和|平成)\d+年\d+月\d+日|\d{1,2}月\d{1,2}日"
    rf"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:\d{{1,2}}\s)?{_MONTH}\s?(?:\d{{1,2}})?(?:,?\s\d{{4}})?)"
)
_CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\d{1,2}(?:[ap]\.?m\.?)|(?:午前|午後)?\d{1,2}時(?:\d{1,2}分)?)"
    r"(?:\s?(?:JST|EST|EDT|ET|GMT|BST|UTC|日本時間))?"
)
_STAMP = rf"(?:{_DATE}(?:[\s(（]*[月火水木金土日][)）])?(?:,?\s*(?:at\s)?{_CLOCK})?|{_CLOCK})"
_SURNAMED = r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)*"
_LABEL = (
    r"(?:update|wrapup|wrap-up|refile|rpt|brief|corrected|exclusive|breaking(?: news)?|analysis|explainer|factbox|live(?: updates)?"
    r"|opinion|editorial|comment|watch|video|photos|focus|insight|column|timeline|interview|just in|developing|news analysis|in brief"
    r"|poll|graphic|q&a|special report)(?:\s\d+)?"
)
_JA_LABEL = (
    r"(?:速報|独自|社説|解説|詳報|号外|特集|深掘り|主張|コラム|動画|写真|図解|インタビュー|更新|詳しく|一覧|続報|論説|評論|分析|スクープ"
    r"|ライブ|中継|会員限定|有料|PR|新着|続き|主要|要旨|全文|経済|政治|国際|企業)"
)

CORRECTION = (
    r"^\W*(?:correct(?:ion|ed)s?\b|clarifications?\b|editor['’]?s'? note|an? (?:earlier|previous) version|the (?:original|earlier) version"
    r"|this (?:article|story|page|report|document) (?:was|has been) (?:corrected|amended|(?:updated|revised) to correct))",
    r"\b(?:earlier|previous|original) version of this (?:article|story|page|report)",
    r"【?訂正|お詫び|おわび|正誤表|誤りでした|誤りがありました|(?:に|を)訂正し|修正しました|正しくは",
)
UPDATE = (
    r"^\W*(?:update[ds]?\b(?!:?\s*\d)|updates with|adds\b|recasts\b|this (?:article|story|page|report) (?:was|has been) updated)",
    r"^\W*(?:【?更新】|【?追記】?|（追記）|※追記|加筆)",
)
LINES = {
    "timestamp": (
        rf"^[^\w]*(?:page |last |date |first )?(?:updated|modified|reviewed|revised|posted|checked|changed|published|as of|release date"
        rf"|date)\b[\s:]*(?:on |at )?{_STAMP}",
        rf"^[^\w]*(?:最終)?(?:更新|改訂|確認|公開|掲載|投稿|配信|作成|発行|登録|発表)(?:日時?|年月日|時刻)?\s*[:：]?\s*{_STAMP}",
        rf"^[^\w]*{_STAMP}\s*(?:更新|公開|掲載|配信|現在)?\W*$",
    ),
    "related_links": (
        r"^\W*(?:see also|related|read (?:more|next|also|on)|more (?:on|from|stories|news|in)\b|you (?:may|might) (?:also )?like)",
        r"^\W*(?:recommended|most (?:read|popular|viewed|shared)|popular|trending|also read|further reading|don['’]?t miss|up\snext)",
        r"^\W*(?:next article|previous article|in pictures|links?\s*:|external links)",
        r"^\W*(?:関連|あわせて読|合わせて読|併せて読|こちらも|よく読|よく見|人気|アクセスランキング|ランキング|おすすめ記事|図表|グラフィック)",
        r"^\W*(?:特集\W|リンク|次の記事|前の記事|ピックアップ|注目の|話題の|この記事を読んだ|その他の記事|最新記事|新着)",
    ),
    "advert": (
        r"^\W*(?:sponsored|advert|promot|partner content|paid (?:post|content)|sign up|subscribe|subscription|newsletter|start your)",
        r"^\W*(?:download (?:our|the) app|get (?:our|the) app|try (?:it )?free|free trial|limited[ -]time|offer:|ad:|ads by|webinar:)",
        r"^\W*(?:join (?:us|now)|register (?:now|free)|special offer|support (?:our|us)|donate)",
        r"^\W*(?:広告|PR\b|スポンサー|提供[:：]|会員登録|会員限定|有料会員|無料会員|この記事は(?:有料|会員|無料)|続きを読むには)",
        r"^\W*(?:登録すると|お試し|キャンペーン|おすすめ|メルマガ|メールマガジン|購読|アプリ(?:を|の)|セミナー[:：]|今だけ|初月|初回)",
    ),
    "copyright_year": (
        r"©|copyright ?(?:\(c\)|©)?\s*(?:19|20)\d\d|\(c\)\s*(?:19|20)\d\d",
        r"^\W*(?:copyright\b|all rights reserved|無断転載|著作権)",
    ),
    "byline": (
        rf"^\W*by (?-i:{_SURNAMED})\W*$",
        r"^\W*\(?(?:(?:additional )?reporting|writing|editing|compiled|edited|written|translated) (?:by|and)\b",
        r"^\W*(?:staff (?:report|writer)|with contributions|contributors?:)",
        r"^\W*（?(?:記者|執筆|取材|文|編集|聞き手|構成|担当記者|翻訳|筆者|デスク)\s*[:：・=＝]",
    ),
    "counter": (
        r"^\W*(?:page )?views?\b\W*[\d,]|^\W*viewed [\d,]+|^\W*(?:comments?|shares?|likes?)\W*\d|^\W*(?:visitors?\b|reading time)",
        r"^\W*[\d,.]+[km]?\s(?:views|comments?|shares|likes|reads|reactions|followers|people)\b|^\W*\d+[ -]min(?:ute)?s?[ -]read",
        r"^\W*(?:was this (?:page|article)|rate this)",
        r"^\W*(?:累計)?(?:閲覧|アクセス|訪問|来訪)(?:数|者|回数)?|^\W*(?:あなたは|コメント\W*\d|いいね|シェア\W*\d|PV|ブックマーク|カウンター)",
        r"^\W*(?:この(?:記事|ページ)(?:の評価|は役に立)|評価|残り\d+文字|全\d+文字)",
    ),
    "navigation": (
        r"^\W*(?:home\b\s*[>|»›/]|menu\b|skip to|back to|top\b\s*[>|]|follow us|share (?:this|on)|print|contact us|about us|site ?map)",
        r"^\W*(?:search|log ?in|privacy|terms of|cookie|accept|language)",
        r"^\W*(?:(?:総合)?(?:トップ|ホーム)(?:ページ)?\s*[＞>|｜»]|印刷|文字(?:サイズ|拡大)|サイトマップ|お問い合わせ|ログイン|ページの先頭|本文へ)",
        r"^\W*(?:メニュー|検索|ご(?:意見|感想)は|フォロー|シェアする|公式(?:X|SNS|LINE))",
    ),
    "section_label": (
        r"^\W*(?:updates?:?\s*(?:\d+\W+)?)?(?:adds|recasts|updates|rewrites|writes through|refiles|fixes|removes)\b",
        r"^\W*(?:updates?:?\s*(?:\d+\W+)?)?changes (?:headline|photo|picture|byline)\b",
    ),
}
PHRASES = {
    "timestamp": (
        rf"[(（\[]?(?:last |page )?(?:updated?|posted|published|reviewed|modified|更新|公開|掲載|配信|最終更新|最終確認)(?:日時?)?"
        rf"\s*[:：]?\s*(?:on |at )?{_STAMP}[)）\]]?",
        rf"[(（]{_STAMP}(?:最終)?(?:確認|更新|現在|時点)?[)）]",
    ),
    "counter": (
        r"\b\d+[ -]min(?:ute)?s?[ -]read\b|\b(?:page )?views?:\s*[\d,.]+[km]?|\bviewed [\d,]+ times",
        r"[\d,]+\s(?:comments|views|shares|likes)\b",
        r"[(（](?:残り|全)[\d,]+文字[)）]|閲覧(?:数)?[:：]?\s*[\d,]+(?:回|件)?|[\d,]+\s?(?:回閲覧|人目の訪問者|view)",
        r"(?:この(?:記事|ページ)の評価|評価)\s*[★☆\d./（）()件]+|[★☆]{2,}(?:[（(]\d+件[)）])?|[(（]記事全文[^)）]*[)）]|コメント\s?\d+件",
        r"\byes \(\d+\)\s*no \(\d+\)",
    ),
    "byline": (
        rf"^【[^】\d]*[=＝][^】]*】|\s[–—-]\s(?:by\s(?-i:{_SURNAMED})|staff (?:report|writer))\s*$",
        rf"^by\s(?-i:{_SURNAMED})(?:(?:,| and)\s(?-i:{_SURNAMED}))*\s*[|–—-]",
        r"[(（](?:記者|文|写真|共同|時事|ロイター|編集|担当)[:：・=＝]?[^)）]{0,40}[)）]\s*$",
        r"[(（](?:reporting|writing|editing|additional reporting)\b[^)）]*[)）]|執筆[:：][^\n]*",
    ),
    "dateline": (rf"^\(?(?-i:[A-Z][A-Z .,'/-]{{2,40}}?)(?:,\s{_DATE})?\s?(?:\([A-Za-z ]+\))?\s?[–—-]{{1,2}}\s",),
    "advert": (r"【PR】[^\n。]*|start your free trial[^.\n]*\.?|subscribe (?:for|now|to)[^.\n]*\.?|登録すると続き[^。\n]*。?",),
    "section_label": (rf"^\W*(?:{_LABEL}\s*[-:–—|]\s*|[\[【〈＜<（(《]{_JA_LABEL}[\]】〉＞>）)》]\s*)",),
    "credit": (rf"\s[|–—-]\s(?:sources?|report|reuters|(?-i:{_SURNAMED}))\s*$|\s[|｜]\s[^|｜]{{2,30}}$",),
}
CAPTIONS = (
    r"^\W*(?:caption|photo|picture|image|file photo|pictured|in this photo|写真|画像|キャプション|撮影)",
)
