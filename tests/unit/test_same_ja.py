"""The Japanese lists of words that say the same keep to their own rules."""

from __future__ import annotations

import pytest

from tracker.diff import opposites, same_ja_common, same_ja_fields, same_ja_names, same_ja_nouns, same_ja_qualities, same_ja_verbs

LISTS = {
    module.__name__: [row.split(", ") for row in module.GROUPS.strip().split("\n")]
    for module in (same_ja_common, same_ja_fields, same_ja_names, same_ja_nouns, same_ja_qualities, same_ja_verbs)
}
# A step and the next one, an attempt and its success: near each other, and never the same statement.
APART = (
    "合意 協議, 検討 決定, 要請 命令, 可能性 確定, 示唆 明言, 延期 中止, 停止 廃止, 発表 発効, 署名 合意, 可決 成立, 逮捕 起訴, 申請 許可, "
    "勧告 命令, 予想 実績, 提出 可決, 試算 実績, 停戦 終戦, 株 債券, 昨年 今年, 首相 大統領, 最高裁 高裁, 上院 下院"
)


@pytest.mark.parametrize("name", LISTS)
def test_a_line_holds_each_word_once_and_more_than_one(name: str) -> None:
    wrong = [row for row in LISTS[name] if len(set(row)) != len(row) or len(row) < 2 or not all(row)]
    assert wrong == []


@pytest.mark.parametrize("name", LISTS)
def test_opposites_never_share_a_line(name: str) -> None:
    pairs = [(set(one.split(", ")), set(other.split(", "))) for _, one, other in opposites.JAPANESE]
    assert [row for row in LISTS[name] for one, other in pairs if one & set(row) and other & set(row)] == []


@pytest.mark.parametrize("pair", APART.split(", "))
def test_what_differs_in_kind_never_shares_a_line(pair: str) -> None:
    assert [row for rows in LISTS.values() for row in rows if set(pair.split()) <= set(row)] == []
