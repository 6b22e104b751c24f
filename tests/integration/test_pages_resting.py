"""That an event rests on text that has changed since: on its page, the timeline, the item's page and `/review`, until it is settled."""

import json

import pytest
from click.testing import CliRunner
from doubtful_stock import WIRE, doubtful_database
from test_review_decisions import on, rows

from db.records import ChangeRow, ItemStep, PollRow, PollWrite, RevisionRow
from db.store.connect import open_store
from db.store.polls import save_polls
from tracker.cli.main import main

SEEN, NEXT = "2026-10-09T06:00:00Z", "2026-10-10T06:00:00Z"
COPIED = """
INSERT INTO resting (id, kind, subject_id, anchor_id, change_id, item_id, via, since)
SELECT ?, ?, ?, anchor_id, change_id, item_id, 'citation', since FROM resting LIMIT 1
"""
CUT = json.dumps([{"class": "rate", "before": "15 percent", "after": "12.5 percent"}])


@pytest.fixture
def database(tmp_path):
    path = doubtful_database(tmp_path)
    said = ChangeRow(SEEN, "edited", True, reasons=CUT, summary_en="A rate changed from 15% to 12.5%.", summary_ja="率が15%から12.5%に。")
    text = RevisionRow(SEEN, "hash-other", title="Akazawa meets <i>Bessent</i> again", summary="12.5 percent.")
    with open_store(path) as store:
        save_polls(store, [PollWrite(PollRow("kyodo", SEEN, "changed"), steps=(ItemStep(1, text, said, title=text.title),))])
    return path


def pages(database, *paths, **options):
    async def work(site):
        return [(await site.get(path)).text for path in paths]

    return on(database, work, **options)


def test_the_timeline_marks_the_event_in_words_in_both_languages_from_the_change_on(database):
    en, ja, before, after = pages(
        database, "/timeline?ui=en", "/timeline?ui=ja", "/timeline?ui=en&as_of=2026-10-08T12:00:00Z", "/timeline?ui=en&as_of=2026-10-09"
    )
    assert "a source changed since" in en and "出典がその後に変更" in ja and "a source changed since" in after
    assert "a source changed since" not in before


def test_the_events_page_says_which_source_changed_what_and_how_to_settle_it(database):
    (markup,) = pages(database, f"/event/{WIRE}?ui=en")
    for words in (
        "Rests on text that has changed since", "Kyodo News", "A rate changed from 15% to 12.5%.", "Edited; reports it",
        "/item/1/diff/1..2", "/changes/1", f"tracker settle event {WIRE} --reason", "meets &lt;i&gt;Bessent",
    ):  # fmt: skip
        assert words in markup, words
    assert "Rests on text" not in pages(database, f"/event/{WIRE}?ui=en&as_of=2026-10-08")[0]


def test_a_rate_and_a_claim_that_rest_on_it_are_marked_too(database):
    with open_store(database) as store:
        law = store.conn.execute("SELECT r.id FROM rates_now AS n JOIN rates AS r ON r.event_id = n.event_id AND r.product_class = 'autos' "
                                 "WHERE n.product_class = 'autos' AND r.status = 'law' ORDER BY r.known_from DESC").fetchone()[0]
        claim = store.conn.execute("SELECT min(id) FROM claims").fetchone()[0]
        for number, (kind, name) in enumerate((("rate", law), ("claim", claim)), 100):
            store.conn.execute(COPIED, (number, kind, name))
    rates, sheet, claims = pages(database, "/rates?ui=en&known=2026-10-09", "/rates/autos?ui=ja&known=2026-10-09", "/claims?ui=en")
    assert rates.count("a source changed since") == claims.count("a source changed since") == 1
    assert "その後に書き換えられた文面にもとづく" in sheet and f"tracker settle rate {law} --reason" in sheet
    assert "a source changed since" not in pages(database, "/rates?ui=en&known=2026-10-07")[0]


def test_the_items_page_says_what_rests_on_it(database):
    ja, other = pages(database, "/item/1?ui=ja", "/item/3?ui=ja")
    assert "この文面にもとづくもの" in ja and f"/event/{WIRE}" in ja
    assert "この文面にもとづくもの" not in other


def test_review_lists_it_with_the_command(database):
    (markup,) = pages(database, "/review?kind=resting&ui=en", actor="")
    assert f"tracker settle event {WIRE} --reason" in markup and "<form" not in markup and "One change is open." in markup
    assert 'href="/changes/1?ui=en"' in markup


def test_a_signed_in_person_settles_it_and_the_mark_goes(database):
    async def work(site):
        answer = await site.decide(1, f"settle:event:{WIRE}", kind="resting")
        again = await site.decide(1, f"settle:event:{WIRE}", kind="resting")
        wrong = await site.decide(1, "settle:war:x", kind="resting")
        return answer.status_code, again.status_code, wrong.status_code, (await site.get("/timeline?ui=en")).text

    *codes, markup = on(database, work)
    assert codes == [303, 409, 400] and "a source changed since" not in markup
    assert rows(database, "SELECT settled_by, settled_why FROM resting") == [("person", "read <it>")]
    assert rows(database, "SELECT made_by, target, field, value FROM corrections") == [("ito", f"event:{WIRE}", "resting", "[1]")]


def test_the_terminal_tells_it_and_settles_it(database):
    def run(*words):
        got = CliRunner().invoke(main, ["--db", str(database), *words], env={"TRACKER_NOW": NEXT})
        assert got.exit_code == 0, got.output
        return got.stdout

    def marks_of(*words):
        return next(one["resting"] for one in json.loads(run("timeline", "--json", *words)) if one["event_id"] == WIRE)

    assert [(one["change_id"], one["item_id"], one["via"], one["since"]) for one in marks_of()] == [(1, 1, "report", SEEN)]
    assert marks_of("--as-of", "2026-10-08T12:00:00Z") == []
    assert sum(line.endswith("\t1") for line in run("timeline").splitlines()) == 1
    assert all(one["resting"] == [] for one in json.loads(run("claims", "--json")) + json.loads(run("rates", "--json")))
    assert f"event {WIRE}: change 1 of item 1 is settled" in run("settle", "event", WIRE, "--reason", "read it", "--by", "ann")
    assert not any(one["resting"] for one in json.loads(run("timeline", "--json")))
