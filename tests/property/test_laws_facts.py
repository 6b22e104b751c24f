"""Laws of reading and deciding: spans point into the stored text, weights add up, and nothing depends on the order of work."""

import math
import sys
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))

from facts_of import linker

from tracker.facts.folding import fold
from tracker.facts.wire import from_json, to_json
from tracker.link.decide import LIMIT, decide_link
from tracker.types import FIELDS, RELATIONS, TOPICS, Subject

WORDS = (
    "Japan",
    "U.S.",
    "tariffs",
    "Akazawa",
    "Trump’s",
    "15%",
    "27・5％",
    "$550 billion",
    "5500億ドル",
    "赤沢氏",
    "日米関税交渉",
    "関税",
    "トランプ大統領",
    "ﾄﾗﾝﾌﾟ関税",
    "石破首相",
    "ﾍﾞｯｾﾝﾄ",
    "ＵＳスチール",
    "自動車",
    "２５％",
    "韓国",
    "EU",
    "㍑",
    "…",
    "か゛",
    "が",
    "ｶﾞ",
    "İ",
    "ﬁ",
    "7回目の協議",
    "約50分",
    "16日",
    "Tuesday",
    "EO 14345",
    "Toyota",
    "profit",
    "備蓄米",
    "2019",
    "中国",
    "。",
    ".",
    "「",
    "」",
    "\n",
    " ",
    "—",
    "“",
    "🚗",
    "ß",
    "①",
    "¼",
)
text = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map("".join)
day = st.one_of(st.none(), st.dates().map(lambda date: f"{date.year:04}-{date.month:02}-{date.day:02}"))
subjects = st.builds(Subject, st.just("law"), text, text, text, published_date=day, tier=st.sampled_from(("", "official", "law_firm")))


@given(st.text(max_size=30))
def test_folding_maps_every_stretch_back_to_what_it_came_from(stored):
    folded = fold(stored)
    assert len(folded.text) == len(folded.lower)
    for at in range(len(folded.text)):
        start, end = folded.original(at, at + 1)
        assert 0 <= start < end <= len(stored)
        assert folded.text[at] in fold(stored[start:end]).text
    starts = [folded.original(at, at + 1)[0] for at in range(len(folded.text))]
    assert starts == sorted(starts)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_folding_is_that_of_nfkc_where_nothing_joins(stored):
    if unicodedata.is_normalized("NFKC", stored):
        assert fold(stored).text.translate({0x27: "’", 0x22: "“", 0x2D: "–"}) == stored.translate(
            {0x27: "’", 0x2018: "’", 0x22: "“", 0x201D: "“", **{code: "–" for code in (0x2D, 0x2010, 0x2011, 0x2012)}}
        )


@settings(deadline=None)
@given(subjects)
def test_every_span_is_its_form_in_the_stored_text(subject):
    facts = linker().extractor.extract(subject)
    found = (facts.mentions, facts.rates, facts.amounts, facts.instruments, facts.days, facts.ordinals, facts.durations)
    for kind in found:
        for one in kind:
            assert one.form and getattr(subject, one.field)[one.start : one.end] == one.form
    assert [(FIELDS.index(m.field), m.start) for m in facts.mentions] == sorted((FIELDS.index(m.field), m.start) for m in facts.mentions)


@settings(deadline=None)
@given(subjects)
def test_facts_come_back_from_json(subject):
    facts = linker().extractor.extract(subject)
    assert from_json(to_json(facts)) == facts


@settings(deadline=None)
@given(subjects)
def test_weights_add_up_to_the_log_odds_and_point_at_words(subject):
    link = linker().link(subject)
    odds = math.log(link.score / (1 - link.score))
    assert abs(math.fsum(reason.weight for reason in link.evidence) - odds) < 1e-9 and abs(odds) <= LIMIT + 1e-9
    told = None
    for reason in link.evidence:
        if reason.field is None:
            assert reason.concept in ("bias", "date", "tier", "script", "limit") and reason.start is None and not reason.form
        else:
            assert getattr(subject, reason.field)[reason.start : reason.end] == reason.form
            assert (reason.weight == 0) == (reason.concept == told)
        told = reason.concept
    assert link.linked == (link.score >= linker().model.linked)
    assert link.relation in RELATIONS if link.linked else (link.relation is None and not link.topics and link.facts == "{}")
    assert list(link.topics) == [topic for topic in TOPICS if topic in link.topics]


@settings(deadline=None)
@given(subjects)
def test_deciding_on_facts_is_linking(subject):
    facts = linker().extractor.extract(subject)
    assert decide_link(facts, subject, linker().model) == linker().link(subject)


@settings(deadline=None, max_examples=25)
@given(st.lists(subjects, max_size=4))
def test_what_was_linked_before_changes_nothing(some):
    assert [linker().link(one) for one in some] == [linker().link(one) for one in reversed(some)][::-1]
