"""The words of alerts and digests in English and Japanese: pure."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "new_event": ("New event ({relation}): {title}", "新しい出来事（{relation}）：{title}"),
    "change_edited": ("{source} changed “{title}”", "{source}が「{title}」を変更"),
    "change_withdrawn": ("{source} withdrew “{title}”", "{source}が「{title}」を取り下げ"),
    "change_returned": ("{source} put back “{title}”", "{source}が「{title}」を再掲"),
    "change_reverted": ("{source} went back to an earlier text of “{title}”", "{source}が「{title}」を以前の文に戻した"),
    "resting": ("Resting on that text: {names}", "この文面にもとづくもの：{names}"),
    "rate": (
        "A rate that the table does not have: {percent}% for {goods} (law today: {law}%), in “{title}”",
        "税率表にない率：{goods}に{percent}%（現行法では{law}%）。「{title}」",
    ),
    "rate_without_law": (
        "A rate that the table does not have: {percent}% for {goods}, in “{title}”",
        "税率表にない率：{goods}に{percent}%。「{title}」",
    ),
    "source_failing": ("{source} does not answer since {since} UTC", "{source}が{since}（UTC）から応答しない"),
    "source_blocked": (
        "{source} blocks us since {since} UTC",
        "{source}が{since}（UTC）から接続を拒んでいる",
    ),
    "source_silent": (
        "{source} answers without anything in it since {since} UTC",
        "{source}が{since}（UTC）から空の応答を返している",
    ),
    "source_stale": (
        "{source} has had nothing new since {since} UTC, against its habit",
        "{source}が{since}（UTC）から普段に反して更新されない",
    ),
    "source_quiet": (
        "{source} has brought nothing new since {since} UTC",
        "{source}から{since}（UTC）以降、新しいものがない",
    ),
    "source_off": (
        "{source} is gone for good and no longer asked, since {since} UTC",
        "{source}は{since}（UTC）に廃止され、今後は確認しない",
    ),
    "source_over": (
        "{source} is all right again after {after} (trouble since {since} UTC)",
        "{source}が{after}ぶりに正常に戻った（{since} UTC から）",
    ),
    "days": ("{n} days", "{n}日"),
    "hours": ("{n} hours", "{n}時間"),
    "minutes": ("{n} minutes", "{n}分"),
    "one": ("Tariff timeline: {title}", "関税年表：{title}"),
    "many": ("Tariff timeline: {n} alerts", "関税年表：通知{n}件"),
    "rule": ("rule", "規則"),
    "mute": (
        "To mute, in the configuration: alert_mute = [\"{rule}\"] (the whole rule) or [{names}]",
        "止めるには設定に alert_mute = [\"{rule}\"]（規則全体）または [{names}]",
    ),
    "mute_rule": ("To mute, in the configuration: alert_mute = [\"{rule}\"]", "止めるには設定に alert_mute = [\"{rule}\"]"),
    "more": ("and {n} more: {url}", "ほか{n}件：{url}"),
    "test": (
        "This is a test of the tariff timeline's alerts. Nothing happened.",
        "関税年表の通知の試験です。何も起きていません。",
    ),
    "digest": ("Tariff timeline, {day}: {gist}", "関税年表 {day}：{gist}"),
    "all_quiet": ("all is quiet", "動きなし"),
    "gist": ("new events: {events}, material changes: {changes}", "新しい出来事{events}件、重要な変更{changes}件"),
    "quiet_line": ("All is quiet: no new event and no material change.", "動きはありません。新しい出来事も重要な変更もありませんでした。"),
    "period": ("From {since} to {until} (UTC)", "{since} から {until} まで（UTC）"),
    "new_events": ("New events", "新しい出来事"),
    "changes": ("Material changes", "重要な変更"),
    "items": ("New items on the subject: {n}", "関連する新しい記事：{n}件"),
    "answered": ("Sources that answered: {answered} of {due}", "応答した情報源：{due}件のうち{answered}件"),
    "nobody_asked": ("No source was asked: is the poller running?", "どの情報源にも確認していません。監視プログラムは動いていますか。"),
    "trouble": ("Sources in trouble", "問題のある情報源"),
    "told": ("Alerts raised: {n}", "出した通知：{n}件"),
    "unsent": ("of which not sent: {n} ({error})", "うち未送信：{n}件（{error}）"),
    "ahead": ("Ahead", "今後の予定"),
}  # fmt: skip


def say(lang: str, key: str, **values: object) -> str:
    """The words for a key in English or Japanese (`en`, `ja`) with values put in."""
    return WORDS[key][lang == "ja"].format(**values)


def span(lang: str, seconds: float) -> str:
    """A stretch of time in its largest unit: `3 days`, `5 hours`, `12 minutes`."""
    for name, unit_s in (("days", 86400), ("hours", 3600)):
        if seconds >= 2 * unit_s:
            return say(lang, name, n=int(seconds // unit_s))
    return say(lang, "minutes", n=int(seconds // 60))
