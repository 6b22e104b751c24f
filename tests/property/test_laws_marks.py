from hypothesis import given
from hypothesis import strategies as st

from tracker.publish.marks import Span, cut, found

SPANS = st.lists(st.builds(Span, st.integers(-5, 40), st.integers(-5, 40), st.integers(1, 9)), max_size=8)


@given(st.text(max_size=30), SPANS)
def test_segments_join_to_the_text(text, spans):
    assert "".join(segment.text for segment in cut(text, spans)) == text


@given(st.text(max_size=30), SPANS)
def test_each_code_point_has_the_numbers_of_the_spans_over_it(text, spans):
    at = 0
    for segment in cut(text, spans):
        for position in range(at, at + len(segment.text)):
            assert set(segment.numbers) == {s.number for s in spans if s.start <= position < s.end}
        at += len(segment.text)


@given(st.text(max_size=40), st.text(max_size=8))
def test_found_words_lie_within_the_text(text, query):
    assert all(0 <= span.start < span.end <= len(text) for span in found(text, query))
