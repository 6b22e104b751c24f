"""How furniture of news and official pages is worded, in English and Japanese: regular expressions by class, joined by `|`.

`LINES` match at the beginning of a line that is furniture as a whole; `PHRASES` anywhere inside a line, and each begins or holds one of
its `HINTS`, by which most sentences are passed over. Matched without regard to capitals, but for
parts that say otherwise.
"""

from __future__ import annotations

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|(?:令和|平成)\d+年\d+月\d+日|\d{1,2}月\d{1,2}日"
    rf"|(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)?(?:\d{{1,2}}\s)?{_MONTH}\s?(?:\d{{1,2}})?(?:,?\s\d{{4}})?)"
)
_CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\d{1,2}\.\d{2}(?=\s?[A-Z]{2,4}\b)|\d{1,2}\s?(?:[ap]\.?m\.?)|(?:午前"
    r"|午後)?\d{1,2}時(?:\d{1,2}分)?)"
    r"(?:\s?(?:JST|EST|EDT|ET|GMT|BST|UTC|日本時間))?"
)
_AGO = r"(?:(?:\d+|an?) (?:second|minute|min|hour|hr|day|week)s? ago|\d+(?:秒|分|時間|日)前)"
_STAMP = rf"(?:{_DATE}(?:[\s(（]*[月火水木金土日][)）])?(?:,?\s*(?:at\s)?{_CLOCK})?|{_CLOCK}(?:,?\s*(?:on\s)?{_DATE})?|{_AGO})"
# A stamp ends its line or cell, or is followed by another piece of furniture; "Published Aug. 7, the rule ..." is text.
_STAMP_ENDS = r"(?=\s*(?:[|｜•·\]\[［］)）(（【\u3000]|by\b|\.?\s*$))"
_NAMED = (
    r"(?:views?|visits|hits|comments?|shares|likes|reads|reactions|followers|subscribers|replies|ratings?|downloads"
    r"|people (?:are )?(?:reading|viewing|watching))"
)
_COUNTED = (
    r"(?:閲覧|アクセス|訪問|来訪|来場|視聴|再生|ダウンロード|コメント|いいね|(?:この記事を)?シェア(?:する)?|リポスト|リツイート|ブックマーク"
    r"|フォロワー|お気に入り)"
)
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

# Both are searched for anywhere in a sentence; what begins with ^, at its beginning.
CORRECTION = (
    r"^\W*(?:correct(?:ion|ed|s)s?\b|clarifications?\b|editor['’]?s'? note|an? (?:earlier|previous) version"
    r"|the (?:original|earlier) version"
    r"|this (?:article|story|page|report|document) (?:was|has been) (?:corrected|amended|(?:updated|revised) to correct))",
    r"\b(?:earlier|previous|original) version of this (?:article|story|page|report)",
    r"【?訂正|お詫び|おわび|正誤表|誤りでした|誤りがありました|(?:に|を)訂正し|修正しました|正しくは",
)
# In small letters: each of the above holds one of them.
CORRECTION_HINTS = (
    "correct", "clarification", "editor", "version", "amended", "訂正", "お詫び", "おわび", "正誤表", "誤り", "修正", "正しく",
)  # fmt: skip
UPDATE = (
    r"^\W*(?:update[ds]?\b(?!:?\s*\d)|updates with|adds\b|recasts\b|this (?:article|story|page|report) (?:was|has been) updated)",
    r"^\W*(?:【?更新】|【?追記】?|（追記）|※追記|加筆)",
)
LINES = {
    "timestamp": (
        r"^\W*(?:server time|session (?:expires|ends)|market data|現在時刻|サーバー?時刻|あと\d+分\d*秒?で)[^\n]{0,40}$",
        r"^[^\w]*(?:page |last |first )*(?:updated|modified|reviewed|revised|posted|checked|changed|published|as of"
        r"|date (?:modified|published|updated)|(?:report |page |document )?(?:generated|printed|retrieved|accessed"
        r"|served|rendered|loaded|created|built|refreshed|cached|shown))\b"
        rf"[\s:]*(?:on |at )?{_STAMP}{_STAMP_ENDS}",
        rf"^[^\w]*(?:最終)?(?:更新|改訂|確認|公開|掲載|投稿|配信|作成|表示|取得|生成|出力|印刷|閲覧)(?:日時?|年月日|時刻)?\s*[:：]?\s*{_STAMP}{_STAMP_ENDS}",
        rf"^[^\w]*(?:(?:this )?(?:page|information|data|content|list)\s)?(?:is\s)?(?:current|correct|accurate|valid|up to date)"
        rf" (?:as of|at|on)[\s:]*{_STAMP}{_STAMP_ENDS}",
        rf"^[^\w]*(?:now|(?:local |current )?time(?: now)?|現在(?:の?時刻)?|ただいま)\s*[:：]?\s*{_STAMP}{_STAMP_ENDS}",
        rf"^\W*(?:posted|published)\s{_STAMP}\s*[–—|-]\s*(?:reviewed|updated|checked)\b[^\n]{{0,60}}$",
        rf"^\W*(?:this|the) (?:page|site|notice|guidance|article|document) (?:was|is|has been) (?:last )?(?:reviewed|updated|checked"
        rf"|modified)\s(?:on\s)?{_STAMP}\W*$",
        rf"^\W*(?:story|article|report|page|this (?:story|article))\s(?:was\s)?updated\s(?:at\s|on\s)?{_STAMP}\s[^\n]{{1,80}}$",
        rf"^[^\w]*(?:first |last )?(?:published|posted|updated)\s{_CLOCK}\s*[;,|/]\s*(?:last )?updated\s{_CLOCK}\W*$",
        rf"^\W*page (?:no\.?|number|id)\W*\d+\W+(?:last |page )?(?:updated|modified|reviewed|checked|changed)\W+{_STAMP}\W*$",
        rf"^[（(][一-鿿]{{2,5}}[、,・\s]+{_STAMP}\s*(?:更新|公開|掲載|配信)?[)）]\W*$",
        rf"^[^\w]*{_STAMP}\s*(?:に?(?:更新|公開|掲載|配信)|現在)?\W*(?:[\[(（【][^\])）】]{{1,12}}[\])）】]\W*)*$",
    ),
    "related_links": (
        r"^\W*(?:more coverage|on this day|random quote|quote of the day|weather|word of the day|today['’]?s (?:exchange rate"
        r"|weather|quote))\s*[:：]",
        r"^\W*(?:(?:本日|今日|きょう)の(?:為替|天気|言葉|一枚|株価)|天気|運勢|為替|株価)\s*[:：]|^\W*(?:動画|音声|映像|写真特集)\s*(?:[:：]|[（(]\d)",
        r"^\W*(?:see also|read (?:more|next|also|on)|more (?:on|from|stories|news|in)\b|you (?:may|might) (?:also )?like|up\snext)",
        r"^\W*(?:related|recommended|popular|trending|latest|top|headlines|also read|in pictures|links?|external links|don['’]?t miss"
        r"|further reading)\b(?:\s(?:now|posts|stories|articles|coverage|content|topics|news|reading|pages|links|for you))?"
        r"\W*(?:$|[:|–—-])",
        r"^\W*(?:most (?:read|popular|viewed|shared)|next article|previous article)\b",
        r"^\W*(?:video|audio|gallery|podcast|slideshow|watch|listen)\s*:\s[^\n]{1,80}$",
        r"^\W*(?:other|more|upcoming|past|nearby) (?:events|articles|stories|news|pages|posts|seminars|releases|reports)\s*[:：|]",
        r"^\s*[▽▼▷▶►■◆●＞>»・]\s*(?:関連|参考|あわせて|前回)(?:記事|リンク|情報|ニュース)?[\s\u3000]",
        r"^\W*(?:関連|参考|おすすめ|最新|新着|注目の?|話題の?|人気の?|特集|その他の|次の|前の|よく読まれている|よく見られている)"
        r"(?:記事|リンク|ページ|情報|ニュース|キーワード|コンテンツ|サイト|ランキング)?\s*(?:$|[:：】＞>＝=|｜])",
        r"^\W*(?:この(?:ページ|記事)を(?:見|読)た(?:人|方)は|あわせて読|合わせて読|併せて読|こちらも|この記事を読んだ|アクセスランキング)|^\W*(?:ランキング|ピックアップ|バックナンバー)\W*$",
        r"^\W*\w{1,6}の(?:記事|ニュース)(?:一覧)?\W*$",
        r"^\W*(?:図表|グラフィック|特集|関連)[】］＞>:：|｜]",
        r"^\s*(?:[▽▼◇◆→＝=]\s*[^。\n▽▼◇◆→＝=]{1,30}\d+面に?[\s\u3000]*)+$",
    ),
    "advert": (
        r"^\W*(?:survey|free (?:course|guide|webinar|e-?book|report|trial|download)s?|e-?book|white ?paper)\s*[:：]",
        r"^\W*お知らせ\s*[:：][^。\n]*(?:無料|募集|受付中|キャンペーン|セミナー)",
        r"^\W*(?:sponsored|advertis(?:ement|ing)\b|promoted\b|partner content|paid (?:post|content)|sign up (?:for|to))",
        r"^\W*(?:subscribe\b|start your|subscribers? (?:can|only|get|have)\b|(?:available|only) (?:to|for) (?:subscribers|members))",
        r"^\W*(?:download (?:our|the) app|get (?:our|the) app|try (?:it )?free|free trial|limited[ -]time|offer:|ad:|ads by|webinar:)",
        r"^\W*(?:audio|video|podcast)\s*:\s*(?:listen|watch|hear)\b",
        r"^\W*(?:listen to (?:our|the|this)|watch (?:our|the video)|follow us|(?:read|hear) (?:our|the full)|click here|tap here|visit our"
        r"|email us)\b",
        r"^\W*(?:友だち追加|ポッドキャスト|音声で聴く|動画で見る|公式アカウント|LINE)|^\W*[^。]{0,20}(?:はこちら|こちらから|で聴く)\W*$",
        r"^\W*(?:join (?:us|now)|register (?:now|free)|special offer|support (?:our (?:work|journalism)|us)\b|donate\b|newsletter\b)",
        r"^\W*(?:get|save|start|try|join|enjoy|unlock|discover|shop|claim|become)\b.{0,60}(?:[$£€]\d|\d+% (?:off|on)|\bfree\b|unlimited"
        r"|\baccess\b|\bplan\b|\bmember|\bapp\b|newsletter|per month|a (?:month|week)|annual)",
        r"^\W*(?:広告(?:$|[:：】\s])|PR\b|スポンサー|提供[:：]|(?:会員|購読)(?:登録|限定(?![】〉）)］\]]\s*\w)|申し?込み?)|有料会員|無料会員|この記事は(?:有料|会員|無料))",
        r"^\W*(?:続きを読むには|登録すると|お試し|おすすめ[^。]{0,6}[:：]|メルマガ|メールマガジン|アプリ(?:を|の)(?:ダウンロード|入手|インストール))",
        r"^.{0,30}(?:今なら|今だけ|月額\d|年額\d|初月|初回\d|[春夏秋冬早]割|割引(?:実施|中)|キャンペーン(?:実施)?中|\d+(?:カ|か|ヶ)月(?:間)?無料"
        r"|無料(?:体験|登録|会員|お試し|相談会)|参加者募集|手数料0円|セミナー[:：]|プラン[^。]{0,10}(?:割引|割|円|無料|オフ)|\d割引|\d+%オフ)",
    ),
    "copyright_year": (
        r"[^\n]*?(?:©|copyright ?(?:\(c\)|©)?\s*(?:19|20)\d\d|\(c\)\s*(?:19|20)\d\d)",
        r"^\W*(?:copyright\b|all rights reserved|無断転載|著作権)",
    ),
    "byline": (
        rf"^\W*by (?-i:{_SURNAMED})\W*$",
        rf"^\s*[—–]\s?(?-i:[A-Z][\w.'’-]+ {_SURNAMED})(?:(?:,| and) (?-i:{_SURNAMED}))*(?: in (?-i:{_SURNAMED}))?\W*$",
        r"^\W*[一-鿿ァ-ヴー]{1,8}(?:支局|総局|支社|特派員|編集部)[・＝=\s][一-鿿]{1,5}(?:[、・][一-鿿ァ-ヴー・＝=]{2,14})*\W*$",
        r"^\W*\(?(?:(?:additional )?reporting|writing|editing|compiled|edited|written|translated) (?:by|and)\b",
        r"^\W*(?:staff (?:report|writer)|with contributions|contributors?:)|^\W*contact the (?:reporter|author|writer|editor)s?\b"
        r"|^[^\n]{1,80}\bcontributed to this (?:report|story|article)\W*$",
        r"^\W*(?:担当者?|回答者?|文責|監修|解説)\s*[:：]\s*[^\d。\n]{0,15}[\s\u3000][一-鿿々]{1,4}(?:[、・][一-鿿々]{1,4})*\W*$",
        rf"^\W*(?:photo(?:graph)?s?|pictures?|graphics?|video|illustrations?)(?:\sby\s|:\s?)"
        rf"(?-i:{_SURNAMED})(?:(?:,| and) (?-i:{_SURNAMED}))*\W*$",
        r"^\W*(?:撮影|写真|図表|イラスト|構成|取材)[・:：＝=]\s?[一-鿿ァ-ヴー]{2,8}(?:[、・][一-鿿ァ-ヴー]{2,8})*\W*$",
        r"^[（(][ァ-ヴー一-鿿]{2,8}[=＝・][一-鿿々]{1,5}(?:[、・][一-鿿々]{1,5})*[)）]\s*$",
        r"^\W*（?(?:記者|執筆|取材|文|編集|聞き手|構成|担当記者|翻訳|筆者|デスク)\s*[:：・=＝]",
    ),
    "counter": (
        r"^\W*(?:(?:live updates?|rating)\s*[:：]\s*[\d,./]+[^\n]{0,24}|(?:poll|survey)\s*[:：]\s*[\d,]+ votes)$"
        r"|^\W*\d+ new (?:alerts?|messages?|comments?|posts?|updates?)\W*$",
        r"^\W*(?:photo|picture)s? gallery\b[^\n]{0,30}$|^\W*(?:写真特集|フォトギャラリー|写真集|スライドショー)[^\n]{0,16}$",
        r"^\W*(?:いいね|参考になった|役に立った|新着|未読|読了目安|読了時間|文字数|残り時間)[!！]?\s*[:：]?\s*約?\d[\d,.]*(?:人|件|分|回|字|文字)?\W*$",
        r"^\W*(?:page )?views?\b\W*[\d,]|^\W*viewed [\d,]+|^\W*(?:comments?|shares?|likes?)\W*\d"
        r"|^\W*(?:visitors?\b(?: today| this (?:week|month)| in total| so far)?\W*\d|reading time)",
        rf"^\W*[\d,]+\swords\b[^\n]{{0,20}}$|^\W*[\d,.]+[km]?\s{_NAMED}\b|^\W*\d+[ -]min(?:ute)?s?[ -]read",
        r"^\W*(?:was this (?:page|article|information|clear|helpful|useful)|rate this)",
        r"^\W*(?:(?:comments?|reactions|likes|shares|ratings|replies|views|visits|hits|downloads)\b[^.\d]{0,20}[:：]\s*[\d,]+\W*)+$",
        r"^\W*(?:この(?:記事|ページ)は)?(?:約)?\d+分で読",
        rf"^\W*(?:累計|本日の|今日の|昨日の|総|延べ)?{_COUNTED}(?:数|者|者数|回数)?\s*[:：]?\s*(?:累計|合計|のべ|本日|昨日)?\s*[\d,]+|^\W*(?:あなたは[^。]*人目|PV|カウンター)",
        r"^\W*(?:この(?:記事|ページ|回答|情報|ニュース|FAQ)(?:の評価|は(?:お)?役に立)|(?:お)?役に立ちましたか|評価\s*[:：★☆]|残り\d+文字|全\d+文字)",
        r"^[^。.\n]{0,24}[♡♥❤★☆👍👏]\s*[\d,.]+[km]?\W*$",
    ),
    "navigation": (
        r"^\W*download\b[^\n]{0,60}[|｜]|^\W*(?:ページの?)?(?:トップ|先頭|上)(?:へ|に)(?:戻る|もどる)?\W*$",
        r"^\W*cookies? (?:settings|preferences|policy|notice)",
        r"^\W*(?:home\b\s*[>|»›/]|menu\b\W*(?:$|[|])|skip to|back to (?:top|home|list)|top\b\s*[>|]|follow us|share (?:this|on)\b)",
        r"^\W*(?:here['’]s how you know|an official website of)\b",
        r"^\s*(?:[\[［][^\]］\n]{1,24}[\]］]\s*){2,8}$",
        r"^(?=[^\n。|｜]*[|｜][^\n。]*$)"
        r"(?=[^\n。]*(?:よくある質問|サイトマップ|メールマガジン|お問い合わせ|プライバシー|become a member|job board|\bFAQ\b"
        r"|\bFOIA\b|accessibility|contact us|site ?map|privacy|log ?in|sign in))",
        r"^\W*(?:contact us|about us|site ?map|(?:search|log ?in|sign in|privacy policy|privacy|terms of use|cookies?|language)\W*$)",
        r"^\W*(?:print (?:this|page)\b|load more|show more|view all|see all|next page|previous page|read full (?:story|article))\b",
        r"^\W*(?:(?:総合)?(?:トップ|ホーム)(?:ページ)?\s*[＞>|｜»]|印刷(?:用|する|\W|$)|文字(?:サイズ|拡大)|サイトマップ|お問い合わせ\W*$|ログイン)",
        r"^\W*(?:メニュー|検索|フォロー|シェア)\W*$|^\W*(?:ご(?:意見|感想)は|シェアする|公式(?:X|SNS|LINE)|本文(?:へ|ここから)|TOPへ|戻る\W*$|一覧へ)",
        r"^\W*(?:(?:前|次|最初|最後)のページ|(?:この)?ページ(?:の)?(?:トップ|先頭|上)|もっと見る|すべて見る|一覧を見る|続きを(?:読む|見る))",
    ),
    "section_label": (
        r"^\W*(?:tags?|filed under|categor(?:y|ies)|keywords?|edition)\s*[:：|]",
        r"^\W*(?:タグ|キーワード|カテゴリー?|ジャンル|紙面|掲載面)\s*[:：|｜]",
        r"^\W*(?:editors?|photographers?|producers?|illustrators?|translators?)\s*[:：]|^\W*(?:issue"
        r"|vol(?:ume)?)\.?\s(?:no\.\s?)?\d+\b[^\n]{0,20}$",
        r"^\W*page \d+ (?:of|/) \d+\W*$|^\W*\d+\s?[/／]\s?\d+\s?ページ\W*$|^\W*(?:[^\s\n]{0,6})?第\d+号\W*$",
        r"^\W*(?:document|page|article|content|item)?\s?(?:id|ref(?:erence)?)\s*[:：#]\s*[\w-]+\W*$|^\W*(?:文書番号|管理番号|整理番号"
        r"|記事ID)\s*[:：]?\s*[\w-]+\W*$",
        r"^\W*(?:machine[- ]translat|translated by|opens in a? ?new|(?:please )?enable javascript|javascript (?:must|is)|(?:機械|自動)翻訳"
        r"|(?:別|新しい)(?:ウィンドウ|ウインドウ|タブ)|javascript)",
        r"^\W*\(?(?:updates?|updated|adds|recasts|rewrites) (?:with|quotes|details|background|comment)[^\n]{0,60}\)?$"
        r"|^\W*（[^）\n]{1,12}を追加）\W*$",
        r"^\W*(?:スマートフォン|スマホ|パソコン|PC|モバイル)版\W*$|^\W*(?:アンケート(?:実施中|は終了|にご協力|のお願い)|このページに関するアンケート|より良いウェブサイト|(?:みなさま|皆さま|皆様)の(?:声|ご意見))",
        r"^\W*(?:\d{1,2}日|翌日|前日|本日)?(?:の|付)?(?:朝刊|夕刊|紙面)(?:に掲載)?\W*$|^[（(](?:この記事は)?[^）)\n]{0,12}(?:朝刊|夕刊)に?掲載[)）]\W*$",
        r"^\W*(?:updates?:?\s*(?:\d+\W+)?)?(?:adds|recasts|updates|rewrites|writes through|refiles|fixes|removes)\b",
        r"^\W*(?:updates?:?\s*(?:\d+\W+)?)?changes (?:headline|photo|picture|byline)\b",
        r"^\W*編集部(?:から|より)\s*[:：]",
        r"^\W*(?:fr doc\.?\s|billing code\b|print edition\s*:|(?:page|p\.)\s?[a-z]?\d+\W*$)",
        r"^\W*(?:refresh for (?:the )?latest|(?:(?:market )?data|quotes|prices) (?:are |is )?delayed)\b[^\n]{0,60}$",
    ),
}
PHRASES = {
    "timestamp": (
        r"(?:^\W*|(?<=[|｜•·])\s*|(?<=\s)(?=最終|更新|掲載|公開)|[(（\[])"
        r"(?:last |page )?(?:updated?|posted|published|reviewed|modified|最終更新|更新|公開|掲載|配信"
        rf"|最終確認)(?:日時?)?\s*[:：]?\s*(?:on |at )?{_STAMP}{_STAMP_ENDS}[)）\]]?",
        r"[（(]\d+(?:秒|分|時間|日)前[)）]|\(\d+ (?:second|minute|hour|day)s? ago\)",
        rf"\bposted by [a-z .]{{2,24}} at {_CLOCK}\W*$|(?<=\s)updated:? {_STAMP}\W*$",
        rf"^\W*as of {_CLOCK}",
        rf"(?<=\s)(?:19|20)\d\d(?:[/.-]\d{{1,2}}[/.-]\d{{1,2}}|年\d{{1,2}}月\d{{1,2}}日)\s{_CLOCK}\s?(?:更新|配信|公開)?\s*$",
        rf"{_DATE}[T\s]\s?\d{{1,2}}:\d\d:\d\d|[(（]{_CLOCK}[)）]|[(（]{_STAMP}(?:最終)?(?:確認|更新|現在|時点)[)）]"
        rf"|[(（](?:\d{{1,2}}日\s?|{_DATE}\s?)?{_CLOCK}(?:更新|配信)?"
        rf"(?:[、,;；\s]+(?:updated )?(?:\d{{1,2}}日\s?)?{_STAMP}(?:更新|配信)?){{0,3}}[)）]",
        rf"^\W*(?:posted|published|updated)\s{_STAMP}(?:[,;]\s*(?:last )?updated\s{_STAMP})*\s*(?=[–—|:-])",
    ),
    "counter": (
        r"\b\d+[ -]min(?:ute)?s?[ -]read\b|\b(?:page )?views?:\s*[\d,.]+[km]?|\bviewed [\d,]+ times",
        rf"(?<![\d,.])[\d,.]+[km]?\s{_NAMED}\b|{_COUNTED}(?:数|者|者数|回数)?\s*[:：]\s*[\d,]+(?:人|回|件)?",
        r"[(（](?:残り|全)[^)）]{0,30}文字[)）]|閲覧(?:数)?[:：]?\s*[\d,]+(?:回|件)?|(?<![\d,])[\d,]+\s?(?:回閲覧|人目の訪問者|view)",
        r"(?:この(?:記事|ページ)の評価|評価)\s*[★☆\d./（）()件]+|[★☆]{2,}(?:[（(]\d+件[)）])?|[(（]記事全文[^)）]*[)）]|コメント\s?\d+件",
        r"[（(［\[][^)）］\]\n]{0,20}?[\d.,]+\s?[KMG](?:B|バイト)[)）］\]]",
        r"[（(](?:残り)?\d+ ?(?:places?|seats?|spots?|tickets?|席|枠) ?(?:left|remaining|available)?[)）]|残り\d+(?:席|枠)",
        r"\byes \(\d+\)\s*no \(\d+\)|(?<=[^\W\d])\s?[(（]\d{1,3}[)）]\s*$",
    ),
    "byline": (
        rf"^【[^】\d]*[=＝][^】]*】|\s[–—-]\s(?:by\s(?-i:{_SURNAMED})|staff (?:report|writer))\s*$",
        rf"^by\s(?-i:{_SURNAMED})(?:(?:,| and)\s(?-i:{_SURNAMED}))*\s*[|–—-]",
        rf"(?<=[.!?”\"])\s+[–—-]\s*(?-i:{_SURNAMED})(?: and (?-i:{_SURNAMED}))*(?: in (?-i:{_SURNAMED}))?\s*$",
        r"(?<=。)[(（](?:[ァ-ヴー一-鿿]{2,8}[=＝][一-鿿]|[一-鿿]{2})[一-鿿]{0,4}(?:[、・](?:[ァ-ヴー一-鿿]{2,8}[=＝])?[一-鿿]{1,5})*[)）]\s*$",
        r"\s?\((?:kyodo|jiji|ap|afp|reuters|bloomberg|xinhua|yonhap|ap photo|getty images)\b[^)]{0,30}\)\W*$|\s(?:image"
        r"|photo)s?(?: credit)?: [\w .,'-]{2,30}\W*$",
        r"[（(][ァ-ヴー一-鿿]{2,8}[=＝][一-鿿々]{1,5}[)）]\s*$|\s(?:©|\(c\))\s?(?:\d{4}\s)?\w+\s*$",
        r"[(（](?:記者|文|写真|共同|時事|ロイター|編集|担当)[:：・=＝]?[^)）]{0,40}[)）]\s*$",
        r"[(（](?:reporting|writing|editing|additional reporting)\b[^)）]*[)）]|執筆[:：][^\n]*",
    ),
    "dateline": (rf"^\(?(?-i:[A-Z][A-Z .,'/-]{{2,40}}?)(?:,\s{_DATE})?\s?(?:\([A-Za-z0-9 .,/]{{1,30}}\))?\s?[–—-]{{1,2}}\s",),
    "advert": (
        r"[\[(（【〔][^\])）】〕\n]{0,40}(?:subscribers?|members?|registered users?|premium|会員|有料|無料登録|無料公開|無料で読|購読)"
        r"[^\])）】〕\n]{0,20}[\])）】〕]",
        r"[\[(（［][^\])）］\n]{0,24}(?:articles? (?:left|remaining)|無料記事)[^\])）］\n]{0,20}[\])）］]",
        r"^\W*(?:listen to|watch|hear) (?:this|the) (?:story|article|report|video)[^|\n]{0,20}[|–—]\s",
        r"[▼▽▶▷►]\s*(?:音声|動画|映像)で(?:聞く|聴く|見る|観る)(?:[（(][^)）]{0,12}[)）])?",
        r"【PR】[^\n。]*|start your free trial[^.\n]*\.?|subscribe (?:for|now|to)[^.\n]*\.?|登録すると続き[^。\n]*。?|続きは[^。\n]{1,20}$",
    ),
    "section_label": (
        rf"^\W*(?:{_LABEL}\s*[-:–—|]\s*|(?:[A-Z][\w-]+\s)?live\s*:\s*|[\[【〈＜<（(《]{_JA_LABEL}[\]】〉＞>）)》]\s*)",
        rf"\s*[\[【〈＜（(《]{_JA_LABEL}[\]】〉＞）)》]\s*$|\s[-–—]\s(?:update|wrapup|live|video|photos|timeline|explainer|analysis)(?:\s\d+)?\s*$",
        r"\s*[（(\[]\d+\s?/\s?\d+[)）\]]\s*$|\s\|\s*page \d+\s*$|\s\d+ページ目\s*$|\s読了\s?約?\d+分\s*$|(?:\s#\w+)+\s*$",
        r"[\[【(（](?:with )?(?:photos?|videos?|pictures?|gallery|audio|updated|写真|動画|図解|音声)(?:あり|付き)?[\]】)）]",
        r"(?:…|\.\.\.)\s*(?:read more|continue reading|more|続きを読む|(?:全文|続き)[はを][^。\n]{0,16})\s*$",
        r"[（(]\d+面に?(?:関連記事|詳報|続く|解説)?[)）]|[（(]\d+\s?[/／]\s?\d+ページ[)）]|【(?:写真|動画|図解|表)(?:あり|\d+[枚本点])?】",
    ),
    "credit": (rf"\s[|–—-]\s(?:sources?|report|reuters|(?-i:{_SURNAMED}))\s*$|\s[|｜]\s[^|｜]{{2,30}}$",),
}
CAPTIONS = (
    r"^\W*(?:caption|photo|picture|image|file photo|pictured|in this photo|写真|画像|キャプション|撮影)",
)
HEADING = r"[:：?？]$|^[【■◆▼〔#].{1,40}$|^\d{1,2}[.)．]\s?\D.{0,40}$"
LIST_ITEM = r"^\s*(?:[-*•・●■▶►○]|\(?\d{1,2}[.)、位]|[①-⑳]|（\d+）)"
# In small letters.
HINTS = {
    "timestamp": (
        "前", "ago", "as of ", "updat", "post", "publish", "review", "modif", "更新", "公開", "掲載", "配信", "確認",
        "現在", "時点", ":", "(", "（",
    ),
    "counter": (
        "read", "view", "visit", "hits", "comment", "share", "like", "react", "follow", "subscri", "repl", "rating", "download", "people",
        "文字", "閲覧", "アクセス", "訪問", "来訪", "来場", "視聴", "再生", "ダウンロード", "コメント", "いいね", "シェア", "ブックマーク",
        "フォロワー", "お気に入り", "リポスト", "リツイート", "記事全文", "★", "☆", "評価", ")", "）", "]", "］",
    ),
    "byline": ("©", "image", "photo", "【", " by ", "by ", "staff re", "staff wr", "（", "(", "執筆", "– ", "— ", "- "),
    "dateline": ("– ", "— ", "- "),
    "advert": (
        "【pr", "article", "this story", "this report", "this video", "無料記事", "で聞く", "で聴く", "で見る", "で観る", "subscri",
        "member", "registered", "premium", "trial", "会員", "有料", "登録", "購読", "続きは", "無料公開", "無料で読",
    ),
    "section_label": ("…", "...", "#", "ページ目", "読了", "-", ":", "–", "—", "|", "]", "】", "〉", "＞", ">", "）", ")", "》"),
    "credit": (" – ", " — ", " - ", " | ", "｜"),
}  # fmt: skip
# The same of lines whose rules look further than their beginning.
LINE_HINTS = {"copyright_year": ("©", "copyright", "(c)", "all rights reserved", "無断転載", "著作権")}
