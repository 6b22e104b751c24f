"""Laws of `tracker.diff`: nothing from nothing, and a difference applied to the text before is the text after."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.diff.align import align, sentences
from tracker.diff.compare import apply, compare
from tracker.diff.noise import learn_mask, masked
from tracker.diff.types import SAME, RevisionText

LANGS = st.sampled_from(("en", "ja", ""))
WORDS = st.sampled_from(
    ["Japan", "will", "may", "not", "15%", "24%", "$550 billion", "Sept. 16", "(Updated 09:15 JST)", "said", "\n", ". ", ", ", "「", "」",
    "。", "合意", "協議", "しない", "４月１６日", "ﾄﾖﾀ", "5500億ドル", "赤沢氏", "U.S.", '"', "Correction: ", "©2025", "\u0130",
    "ß", "\u3099", " "]
)  # fmt: skip
PROSE = st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=80)
REVISIONS = st.builds(RevisionText, PROSE, PROSE, PROSE, st.text(max_size=10))


@given(REVISIONS, LANGS)
def test_a_text_against_itself_is_empty(one, lang):
    assert compare(one, one, lang) == SAME


@given(REVISIONS, REVISIONS, LANGS)
@settings(max_examples=300)
def test_a_difference_applied_gives_the_text_after(before, after, lang):
    assert apply(compare(before, after, lang), before) == after


@given(REVISIONS, REVISIONS, LANGS)
def test_segments_have_no_hole_and_reasons_quote_the_texts(before, after, lang):
    difference = compare(before, after, lang)
    for field in difference.fields:
        old, new = getattr(before, field.field), getattr(after, field.field)
        place = (0, 0)
        for segment in field.segments:
            assert (segment.start, segment.to_start) == place
            place = (segment.end, segment.to_end)
        assert place == (len(old), len(new))
    for reason in difference.reasons:
        assert getattr(before, reason.field)[reason.start : reason.end] == reason.before
        assert getattr(after, reason.field)[reason.to_start : reason.to_end] == reason.after


@given(REVISIONS, REVISIONS, LANGS)
def test_a_change_has_a_class_and_a_sentence_in_both_languages(before, after, lang):
    difference = compare(before, after, lang)
    changed = before != after
    assert bool(difference.fields) == bool(difference.classes) == bool(difference.summary_en) == bool(difference.summary_ja) == changed
    assert difference.material == bool(difference.reasons)


@given(PROSE)
def test_sentences_together_are_the_text(text):
    assert "".join(sentences(text)) == text


@given(PROSE, PROSE)
def test_alignment_is_the_same_both_ways_round_in_length(before, after):
    kept = sum(segment.end - segment.start for segment in align(before, after).segments if segment.op == "equal")
    assert kept <= min(len(before), len(after))


@given(st.lists(PROSE, max_size=6))
def test_masking_twice_is_masking_once(history):
    mask = learn_mask(history)
    for text in history:
        once = masked(text, mask)
        assert masked(once, mask) == once
