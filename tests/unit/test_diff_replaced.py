"""Words exchanged in small edits: another statement, unless they mean or spell the same."""

import pytest

from tracker.diff.compare import compare
from tracker.diff.stamps import stamp_kind
from tracker.diff.types import RevisionText

EXCHANGED = (
    ("Makers of lanterns shun the new port.", "Makers of lanterns throng the new port.", "en"),
    ("The yard will get the dredger from Osaka.", "The yard will scuttle the dredger from Osaka.", "en"),
    ("Goods afloat enter at the old rate, if they are unloaded in May.", "Goods afloat enter at the old rate.", "en"),
    ("The board will meet the importers, taking evidence of spoiled cargo.", "The board will meet the importers.", "en"),
    ("Beer rose in volume and fell in turnover.", "Beer rose in turnover and fell in volume.", "en"),
    ("Competent office: Agency for Fisheries", "Competent office: Bureau of Customs", "en"),
    ("The four yards each get 100 million yen.", "The four yards get 100 million yen.", "en"),
    ("港の倉庫は提灯を扱う。", "港の倉庫は花火を扱う。", "ja"),
    ("県が保証料を負担する。", "客が保証料を負担する。", "ja"),
    ("組合が名簿を承認済みで、5月に始める。", "組合が名簿を承認すれば、5月に始める。", "ja"),
    ("効果は想定より小さかった。", "効果は想定より大きかった。", "ja"),
    ("影響は1年目▲0.3%程度。", "影響は1年目0.3%程度。", "ja"),
)
MEANT_THE_SAME = (
    ("The minister flew to Washington.", "The minister travelled to Washington.", "en"),
    ("Petrol is left out.", "Gasoline is left out.", "en"),
    ("The mill put in a new line.", "The mill installed a new line.", "en"),
    ("Nine in ten firms agree.", "90% of firms agree.", "en"),
    ("The survey ran from Sept. 1 to Sept. 12.", "The survey ran between Sept. 1 and 12.", "en"),
    ("All Nippon Airways took a jet.", "ANA took a jet.", "en"),
    ("The rate is the highest in three decades.", "The rate is the highest in 30 years.", "en"),
    ("Fee: 3,000 yen", "Fee: ¥3,000", "en"),
    ("Office hours 9:00-17:00", "Office hours 9 a.m. to 5 p.m.", "en"),
    ("案も浮上している。", "案も浮かんでいる。", "ja"),
    ("工藤さん（61）は語る。", "工藤さん（六十一歳）は語る。", "ja"),
    ("利益は折半する。", "利益は半分ずつ分ける。", "ja"),
    ("農水相はコメの輸入を増やすことを否定した。", "農林水産大臣はコメの輸入を増やすことを否定した。", "ja"),
    ("農家は歓迎した。", "農家は観迎した。", "ja"),
    ("工場の着工が遅れる。", "工場の着工がおくれる。", "ja"),
)


def difference(before, after, lang):
    return compare(RevisionText(body=before), RevisionText(body=after), lang)


@pytest.mark.parametrize(("before", "after", "lang"), EXCHANGED)
def test_an_exchanged_word_says_something_else(before, after, lang):
    for one, other in ((before, after), (after, before)):
        found = difference(one, other, lang)
        assert found.material
        assert found.summary_en
        assert found.summary_ja


@pytest.mark.parametrize(("before", "after", "lang"), MEANT_THE_SAME)
def test_what_means_or_spells_the_same_is_no_change(before, after, lang):
    assert not difference(before, after, lang).material
    assert not difference(after, before, lang).material


def test_a_weekday_goes_with_its_day():
    assert difference("Date: Wednesday, 9 September 2026", "Date: Thursday, 10 September 2026", "en").material
    assert not difference("Date: Wednesday, 9 September 2026", "Date: 9 September 2026", "en").material


def test_a_text_written_anew_is_judged_by_what_other_words_can_not_say():
    before = (
        "The union will keep an eye on the yard.\nOrders have been slow since spring.\nThe owner has not said when it opens.\n"
        "It builds nine barges a year."
    )
    after = (
        "Since spring few orders have come.\nWatching the yard is what the union means to do.\n"
        "When it opens is a thing its owner keeps quiet.\n"
        "Nine barges leave it each year."
    )
    assert not difference(before, after, "en").material
    assert difference(before, after.replace("Nine", "Seven"), "en").material


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Version of 4 May 2026", "timestamp"),
        ("Issued September 15, 2025 | Last edited September 29, 2025", "timestamp"),
        ("Page views: 2,204", "counter"),
        ("最終更新日：令和7年9月12日　印刷用ページ", "timestamp"),
        ("本ページのアクセス数 7,310", "counter"),
        ("Deadline: 4 May 2026", ""),
        ("Effective 4 May 2026", ""),
        ("4 May 2026", ""),
        ("締め切り：令和7年9月12日", ""),
        ("Cars: 15%", ""),
    ],
)
def test_stamps_and_counters(line, kind):
    assert stamp_kind(line.lower()) == kind


@pytest.mark.parametrize(
    ("before", "after", "lang"),
    [
        ("Tags: barges, piers", "Tags: barges, piers, cranes", "en"),
        ("Rating: 4.2/5 (31 votes)", "Rating: 4.3/5 (54 votes)", "en"),
        ("Session expires in 14:59", "Session expires in 09:12", "en"),
        ("Editor: K. Mori", "Editor: T. Abe", "en"),
        ("Notice.pdf (212 KB)", "Notice.pdf (218 KB)", "en"),
        ("More coverage: Steel, Piers", "More coverage: Steel, Piers, Cranes", "en"),
        ("キーワード：関税", "キーワード：関税、通商", "ja"),
        ("参考になった 12人", "参考になった 40人", "ja"),
        ("写真特集（8枚）", "写真特集（11枚）", "ja"),
        ("担当：販路支援課　森、本間", "担当：販路支援課　森、井上", "ja"),
    ],
)
def test_furniture_around_a_text_tells_nothing(before, after, lang):
    text = {"en": "The yard builds nine barges a year.\n{}\nIt opens in May.", "ja": "造船所は年に9隻を造る。\n{}\n5月に開く。"}[lang]
    assert not difference(text.format(before), text.format(after), lang).material
    assert difference(text.format(before), text.format(after).replace("May", "June").replace("5月", "6月"), lang).material
