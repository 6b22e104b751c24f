"""Lines that hold nothing but figures and the words of a stamp or a counter: "Version of 4 May 2026", 本ページのアクセス数 7,310."""

from __future__ import annotations

import re

from tracker.diff.dates import MONTH

_STAMP = (
    "version|edition|issued?|created|edited|last|first|updated?|posted|published|printed|retrieved|revised|modified|reviewed|checked|"
    "generated|refreshed|made|written|rss|print|share|e-?mail|top|help|save|date|time|on|of|the|as|at|page|no|number|today|now|current|local|jst|est|edt|et|gmt|bst|utc|cet|am|pm|a|p|m|"
    f"{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|st|nd|rd|th|v|ver|rev|id|ref"
)
_COUNTER = (
    "page|pages?|views?|viewed|visits?|visitors?|visited|hits?|counters?|downloads?|downloaded|likes?|shares?|shared|comments?|reads?|"
    "reactions?|rss|print|share|e-?mail|top|help|save|pdf|csv|excel|xml|followers?|subscribers?|times?|total|today|so|far|this|month|week|yesterday|people|reading|now|since|k|m|you|are|number|of|the"
)
_STAMP_JA = (
    "最終|更新|改訂|改定|改版|修正|編集|作成|公開|公表|掲載|発行|発信|投稿|配信|登録|確認|表示|印刷用?|出力|取得|版|第|号|日時|時刻|年月日|日付|付|"
    "rss|csv|excel|pdf|印刷|共有|一覧|令和|平成|元|年|月|日|時|分|秒|午前|午後|現在|時点|曜|曜日|火|水|木|金|土|ページ|する|バージョン|ver|rev|id|no"
)
_COUNTER_JA = (
    "本|当|この|総|累計|延べ|のべ|合計|本日|今日|昨日|今月|の|は|人|回|件|名|目|数|者|ページ|サイト|記事|アクセス|カウンター?|閲覧|訪問|来訪|来場|視聴|再生|"
    "ダウンロード|いいね|シェア|コメント|フォロワー|ブックマーク|お気に入り|pv|に|登録|追加|する|rss|csv|excel|pdf|印刷|共有"
)
_BETWEEN = r"[\s\d:：/／.,，、・|｜()（）\[\]［］【】\-–—〜~♡♥★☆#]"
# Possessive: words that begin alike (曜, 曜日) can be read in 2 to the n ways, and a hostile line holds many of them.
_LINES = (
    ("timestamp", re.compile(rf"(?:\b(?:{_STAMP})\b|{_BETWEEN})++")),
    ("counter", re.compile(rf"(?:\b(?:{_COUNTER})\b|{_BETWEEN})++")),
    ("timestamp", re.compile(rf"(?:{_STAMP_JA}|{_BETWEEN})++")),
    ("counter", re.compile(rf"(?:{_COUNTER_JA}|{_BETWEEN})++")),
)
# What tells that a line is a stamp or a counter at all, and no plain date or number.
_TELLS = {
    "timestamp": re.compile(
        r"page made|version|edition|issued|created|edited|updated?|posted|published|printed|retrieved|revised|modified|reviewed|checked"
        r"|generated|refreshed|page no|最終|更新|改訂|改定|改版|修正|編集|作成|公開|掲載|発行|投稿|配信|登録日|確認|表示|出力|取得"
        r"|版|バージョン"
    ),
    "counter": re.compile(
        r"view|visit|hits|counter|download|likes?|shares?|comments?|reads?|reactions|followers|subscribers|アクセス|カウンタ|閲覧|訪問|来訪"
        r"|来場|視聴|再生|ダウンロード|いいね|シェア|コメント|フォロワー|ブックマーク|お気に入り|pv"
    ),
}
_LONGEST = 90
_DIGIT = re.compile(r"\d")


def stamp_kind(lower: str) -> str:
    """The class of a line in small letters that is a stamp or a counter as a whole, else ""."""
    line = lower.strip()
    if len(line) > _LONGEST or not _DIGIT.search(line):
        return ""
    return next((kind for kind, pattern in _LINES if _TELLS[kind].search(line) and pattern.fullmatch(line)), "")
