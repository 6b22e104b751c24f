"""Figures against labels, each on a case that can be counted by hand."""

import json

import pytest

from tracker.errors import ImportFileError
from tracker.evaluate import Label, Prediction, bcubed, calibration_error, cross_language_pairs, evaluate, read_labels


def pair(key, event, predicted, lang="en", **more):
    return Label(key, lang, True, event=event), Prediction(key, True, 0.9, event=predicted, **more)


def test_links_are_counted_by_language_and_together():
    labels = [
        Label("1", "en", True),
        Label("2", "en", True, sure=False),
        Label("3", "en", False, hard=True),
        Label("4", "en", False),
        Label("5", "ja", True),
    ]
    said = [Prediction("1", True, 0.9), Prediction("2", False, 0.1), Prediction("3", True, 0.6), Prediction("4", False, 0.2)]
    found = evaluate(labels, said)
    assert list(found) == ["en", "ja", "all"]
    english = found["en"]
    assert (english.items, english.linked, english.precision, english.recall, english.f1) == (4, 2, 0.5, 0.5, 0.5)
    assert (english.precision_sure, english.recall_sure, english.f1_sure) == (0.5, 1.0, pytest.approx(2 / 3))
    assert (english.hard_negatives, english.hard_linked) == (1, 1.0)
    assert found["ja"].recall == 0.0 and found["ja"].precision is None and found["ja"].hard_linked is None
    assert found["all"].items == 5 and found["all"].recall == pytest.approx(1 / 3)


def test_relation_and_topics_are_judged_where_both_hold_it_linked():
    labels = [Label("1", "en", True, "measure", ("autos", "legal")), Label("2", "en", True, "impact", ("autos",)), Label("3", "en", False)]
    said = [
        Prediction("1", True, 0.9, "measure", ("autos",)),
        Prediction("2", True, 0.8, "measure", ("legal",)),
        Prediction("3", True, 0.7, "impact"),
    ]
    found = evaluate(labels, said)["all"]
    assert found.relation_accuracy == 0.5 and found.topics_f1 == pytest.approx(2 / (3 + 2))
    assert found.event_f1 is None and found.cross_language_pairs is None


def test_calibration_error_is_the_mean_distance_of_bins():
    assert calibration_error([]) is None
    assert calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert calibration_error([(0.75, True), (0.75, False), (0.05, False), (0.05, False)]) == pytest.approx(0.5 * 0.25 + 0.5 * 0.05)


def test_bcubed_by_hand():
    pairs = [pair("a", "x", "1"), pair("b", "x", "1"), pair("c", "x", "2"), pair("d", "y", "2"), pair("e", None, "2"), pair("f", "z", None)]
    precision, recall, f1 = bcubed(pairs)
    assert precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1) / 5)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert bcubed([pair("a", None, "1")]) == (None, None, None)


def test_no_event_predicted_is_one_of_its_own():
    precision, recall, _ = bcubed([pair("a", "x", None), pair("b", "x", None)])
    assert precision == 1.0 and recall == 0.5


def test_pairs_across_languages():
    pairs = [pair("a", "x", "1"), pair("b", "x", "1", "ja"), pair("c", "x", "2", "ja"), pair("d", "y", "3"), pair("e", "x", "1")]
    assert cross_language_pairs(pairs) == 0.5
    assert cross_language_pairs([pair("a", "x", "1"), pair("b", "x", "1")]) is None


def test_ids_of_events_do_not_matter():
    one = evaluate([pair("a", "x", "1")[0], pair("b", "x", "1")[0]], [pair("a", "x", "1")[1], pair("b", "x", "1")[1]])
    other = evaluate([pair("a", "q", "1")[0], pair("b", "q", "1")[0]], [pair("a", "x", "7")[1], pair("b", "x", "7")[1]])
    assert one == other


ROW = {
    "id": "1",
    "title": "T",
    "lang": "en",
    "linked": True,
    "relation": "impact",
    "topics": ["autos"],
    "event": "x",
    "published": "2025-05-01",
}


def test_labels_are_read():
    (subject, label), (_, second) = read_labels(
        [json.dumps(ROW), "", json.dumps({**ROW, "sure": False, "hard": True, "summary": None})], "l"
    )
    assert (subject.key, subject.title, subject.published_date, subject.summary) == ("1", "T", "2025-05-01", "")
    assert label == Label("1", "en", True, "impact", ("autos",), "x") and not second.sure and second.hard


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        json.dumps({**ROW, "linked": "yes"}),
        json.dumps({**ROW, "id": 1}),
        json.dumps({**ROW, "relation": "x"}),
        json.dumps({**ROW, "topics": ["x"]}),
    ],
)
def test_a_bad_label_is_named(line):
    with pytest.raises(ImportFileError, match="labels, row 2"):
        read_labels([json.dumps(ROW), line], "labels")
