from tracker.publish.marks import Segment, Span, around, cut, found


def marked(text, query):
    return [text[span.start : span.end] for span in found(text, query)]


def test_text_is_cut_at_the_borders_of_spans():
    assert cut("tariff talks", [Span(0, 6, 2)]) == (Segment("tariff", (2,)), Segment(" talks"))


def test_overlapping_spans_are_both_counted_where_they_overlap():
    assert cut("abcdef", [Span(0, 4, 1), Span(2, 6, 2)]) == (Segment("ab", (1,)), Segment("cd", (1, 2)), Segment("ef", (2,)))


def test_spans_beyond_the_text_are_cut_off():
    spans = [Span(-3, 1, 1), Span(2, 99, 2), Span(50, 60, 3), Span(2, 2, 4)]
    assert cut("abc", spans) == (Segment("a", (1,)), Segment("b"), Segment("c", (2,)))


def test_an_empty_text_has_no_segments():
    assert cut("", [Span(0, 1)]) == ()


def test_words_are_found_folded():
    assert marked("Tariffs and TARIFF talks", "tariff") == ["TARIFF"]
    assert marked("日米関税交渉で関税を協議", "関税") == ["関税", "関税"]
    assert marked("赤澤大臣と赤沢大臣", "赤沢") == ["赤澤", "赤沢"]
    assert marked("税率は１５％に", "15%") == ["１５％"]
    assert marked("ｶﾞｿﾘﾝ税", "ガソリン") == ["ｶﾞｿﾘﾝ"]
    assert marked("115% and 15%", "15%") == ["15%"]


def test_a_phrase_is_one_mark_and_its_words_alone_are_none():
    assert marked("Auto tariffs, or tariffs on autos", '"auto tariffs"') == ["Auto tariffs"]
    assert marked("auto parts tariffs", "auto tariffs") == ["auto", "tariffs"]
    assert marked("日米と合意、日米・合意", "日米・合意") == ["日米・合意"]


def test_a_stretch_round_the_first_mark():
    text = "x" * 300 + " tariff " + "y" * 300
    shown = around(cut(text, found(text, "tariff")), 90)
    assert [segment.numbers for segment in shown] == [(), (1,), ()]
    assert shown[0].text.startswith("…") and shown[2].text.endswith("…") and sum(len(one.text) for one in shown) < 110
    assert around(cut("abc", ()), 90) == ()


def test_quotes_and_operators_mark_nothing_by_themselves():
    assert marked("a (b) c*", '"" (') == []
    assert marked("anything", "") == []
