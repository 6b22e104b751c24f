"""One plain sentence about a change, in English and Japanese."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.diff.types import ChangeReason

_FIELDS = {"title": ("headline", "見出し"), "summary": ("summary", "要約"), "body": ("text", "本文"), "author": ("credit", "署名")}
_MATERIAL = {
    "correction_notice": ("a correction notice", "訂正の断り書き"),
    "rate": ("a rate", "税率などの比率"),
    "amount": ("an amount", "金額"),
    "deadline": ("a deadline", "期限"),
    "date": ("a date", "日付"),
    "unit": ("a unit", "単位"),
    "number": ("a number", "数値"),
    "negation": ("what is affirmed or denied", "肯定か否定か"),
    "status": ("how far things have come", "事の段階"),
    "modality": ("how certain it is", "確かさ"),
    "scope": ("what is covered", "対象の範囲"),
    "person_or_office": ("a person or office", "人物または役職"),
    "quotation": ("a quotation", "引用"),
    "headline_claim": ("a claim", "主張"),
    "passage_removed": ("a passage", "文章"),
    "passage_added": ("a passage", "文章"),
}
# The same where a word stands on one side only.
_ONE_SIDED = {
    "negation": ("a negation", "否定の語"),
    "status": ("a word on how far things have come", "事の段階を表す語"),
    "modality": ("a word on how certain it is", "確かさを表す語"),
    "scope": ("a word on what is covered", "対象に関わる語"),
}
_COSMETIC = {
    "rewording": ("wording", "言い回し"),
    "reorder": ("the order", "順序"),
    "background": ("background", "背景説明"),
    "spelling_variant": ("spelling", "表記"),
    "kana_variant": ("spelling", "かな・漢字の表記"),
    "width_variant": ("character width", "全角・半角"),
    "typo": ("a typing error", "誤字"),
    "punctuation": ("punctuation", "句読点・記号"),
    "markup_text": ("markup", "書式の記号"),
    "whitespace": ("white space", "空白"),
    "timestamp": ("a time stamp", "日時の表示"),
    "counter": ("a counter", "カウンター"),
    "advert": ("an advertisement", "広告"),
    "related_links": ("related links", "関連リンク"),
    "copyright_year": ("the copyright line", "著作権表示"),
    "byline": ("the credit", "署名"),
    "caption_order": ("a caption", "写真説明"),
    "section_label": ("a label", "見出しのラベル"),
    "navigation": ("the menu", "メニュー"),
}
_LONGEST = 80


def summaries(reasons: Sequence[ChangeReason], kinds: Sequence[str]) -> tuple[str, str]:
    """The sentence in English and in Japanese: of the heaviest reason, else of the cosmetic classes; both empty where nothing changed."""
    if reasons:
        return _english(reasons[0], len(reasons) - 1), _japanese(reasons[0], len(reasons) - 1)
    if not kinds:
        return "", ""
    english = list(dict.fromkeys(_COSMETIC[kind][0] for kind in kinds))
    japanese = list(dict.fromkeys(_COSMETIC[kind][1] for kind in kinds))
    return (
        f"Only {_listed(english)} changed; nothing that matters to a reader.",
        f"{'、'.join(japanese)}だけが変わり、読者に関わる変更はない。",
    )


def _english(reason: ChangeReason, more: int) -> str:
    what = _what(reason)[0]
    where = _FIELDS[reason.field][0]
    rest = f", and {more} more" if more else ""
    if reason.before and reason.after:
        return f"In the {where}, {what} changed from “{_short(reason.before)}” to “{_short(reason.after)}”{rest}."
    if reason.before:
        return f"In the {where}, {what} was removed: “{_short(reason.before)}”{rest}."
    if reason.after:
        return f"In the {where}, {what} was added: “{_short(reason.after)}”{rest}."
    return f"In the {where}, most of the text was exchanged{rest}."


def _japanese(reason: ChangeReason, more: int) -> str:
    what = _what(reason)[1]
    where = _FIELDS[reason.field][1]
    rest = f"（ほか{more}件）" if more else ""
    if reason.before and reason.after:
        return f"{where}で{what}が「{_short(reason.before)}」から「{_short(reason.after)}」に変わった{rest}。"
    if reason.before:
        return f"{where}から{what}が削除された：「{_short(reason.before)}」{rest}。"
    if reason.after:
        return f"{where}に{what}が追加された：「{_short(reason.after)}」{rest}。"
    return f"{where}の大部分が入れ替わった{rest}。"


def _what(reason: ChangeReason) -> tuple[str, str]:
    """What changed, in both languages."""
    both = _MATERIAL[reason.kind]
    return both if reason.before and reason.after else _ONE_SIDED.get(reason.kind, both)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
