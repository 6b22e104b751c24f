"""What is read back of what was stored: items, timeline, changes, coverage, first reports, health."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.article_rows import ArticleTurn, Watched
from db.change_rows import ChangeFilter
from db.errors import BadQuery, BadRow, UnknownRow
from db.queries import health, items
from db.queries.articles import due_articles
from db.queries.changes import item_changes
from db.queries.coverage import coverage, gaps
from db.queries.events import default_anchor
from db.queries.sources import due_sources
from db.queries.sql import canned, parse, statement, views
from db.queries.timeline import TimelineFilter, timeline
from db.records import ChangeRow, EventItemRow, EventRow, EventsWrite, EvidenceRow, HistoryRow, ItemStep, SnapshotRow
from db.store.alerts import AlertRow, mark_sent, raise_alerts
from db.store.articles import watch_articles
from db.store.connect import Store, open_store
from db.store.copy import backup_to, vacuum_into
from db.store.corrections import CorrectionRow, record_correction
from db.store.events import save_events
from db.store.migrate import migrate
from db.store.moment import set_moment
from db.store.polls import save_polls
from db.store.runs import beat, end_run, start_run
from db.store.search_index import index_queue
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, present, revision, rows, source_step

LATER = "2025-04-18T00:00:00Z"
EVENT = EventRow("e1", ANCHOR, "baseline", "2025-04-16", "anchor", "baseline", "2025-04-16", title_en="Talks", title_ja="日米協議",
                 summary_en="They met.", later_en="It led to a deal.", topics=("autos",), actor_ids=("person.trump",))  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as made:
        yield made


def member(item_id: int, event_id: str = "e1", **more: object) -> EventItemRow:
    return replace(EventItemRow(event_id, item_id, ANCHOR, item_id, 0.9, "[]", "1", NOW), **more)  # type: ignore[arg-type]


# Items


def test_an_item_its_revisions_links_and_evidence_are_read_as_stored(store: Store) -> None:
    reasons = (EvidenceRow(0, "bias", -1.5), EvidenceRow(1, "x", 2.0, "関税", "title", 0, 2))
    made = new_item("a", "関税", published_at=NOW, published_date="2025-04-17", published_precision="day", links=(link(evidence=reasons),))
    save_polls(store, [poll(made, present=present(made))])
    article = revision("全文", LATER, origin="article", body="長い")
    save_polls(store, [poll(steps=(ItemStep(1, revision("B", LATER)), ItemStep(1, article), ItemStep(1, article_next_check_at=LATER)))])
    one = items.item(store.conn, 1)
    assert (one.item_key, one.title, one.revision_id, one.article_revision_id, one.published_date) == ("a", "関税", 2, 3, "2025-04-17")
    assert [(r.id, r.origin, r.seq, r.title, r.body) for r in items.revisions(store.conn, 1)] == [
        (3, "article", 1, "全文", "長い"), (2, "entry", 2, "B", ""), (1, "entry", 1, "関税", ""),
    ]  # fmt: skip
    assert items.revisions_by_id(store.conn, [1, 99])[1].title == "関税"
    stored = items.links(store.conn, 1)[0]
    assert (stored.linked, stored.topics, stored.event_id, stored.revision_id) == (True, ("autos",), None, 1)
    assert items.evidence(store.conn, 1, ANCHOR) == reasons
    assert [tuple(row) for row in store.conn.execute(statement("why_linked"), {"item_id": "1"})] == [
        (None, None, None, "", "bias", -1.5, ANCHOR, 0), ("title", 0, 2, "関税", "x", 2.0, ANCHOR, 1),
    ]  # fmt: skip
    assert items.gate(store.conn, "bbc") == {"a": 1} and items.gate(store.conn, "asahi") == {}
    watch_articles(store, [], [Watched(1, "x.example", NOW, LATER, "")])
    due = [[one.item_id for one in due_articles(store.conn, at, ArticleTurn(("bbc",), 3))] for at in (LATER, NOW)]
    assert due == [[1], []]
    assert [one.id for one in items.items_at(store.conn, "https://x.example/a")] == [1]
    for number in (99, 1 << 70):
        with pytest.raises((UnknownRow, BadRow)):
            items.item(store.conn, number)


def test_what_a_poll_has_to_know_of_an_item_within_each_origin(store: Store) -> None:
    save_polls(store, [poll(new_item("a", "0")), poll(new_item("a"), of="asahi")])
    save_polls(store, [poll(steps=tuple(ItemStep(1, revision(str(n))) for n in range(1, 60)))])
    aliases = [("guid", "a"), ("url", "https://x.example/a"), ("guid", "nothing")]
    known = items.known_items(store.conn, "bbc", aliases)
    assert set(known) == set(aliases[:2]) and known["guid", "a"] == known["url", "https://x.example/a"]
    one = known["guid", "a"]
    assert (one.item_id, one.item_key, one.revisions, len(one.hashes)) == (1, "a", 60, 50)
    assert one.hashes[0] == revision("59").content_hash and one.hashes[49] == revision("10").content_hash
    whole = items.with_all_hashes(store.conn, known.values())
    assert set(whole) == {1} and whole[1].hashes == tuple(revision(str(n)).content_hash for n in reversed(range(60)))
    assert one.revision_id == rows(store, "SELECT revision_id FROM items WHERE id = 1")[0][0]
    article = items.known_by_id(store.conn, [1, 99], "article")
    assert set(article) == {1} and (article[1].hashes, article[1].revisions, article[1].revision_id) == ((), 0, 0)
    assert items.known_items(store.conn, "bbc", []) == {}


# The timeline


def test_the_timeline_by_each_filter(store: Store) -> None:
    other = replace(
        EVENT, id="e2", date="2025-05-01", relation="impact", topics=("legal",), actor_ids=("p.x",), products=("cars",), title_ja=None,
        title_en="Court", known_from="2025-05-01", status="confirmed", origin="watched", later_en=None,
    )  # fmt: skip
    empty = replace(other, id="e3", title_en="Nobody reports this")
    save_polls(store, [poll(new_item("a", links=(link(),)))])
    save_events(store, EventsWrite(ANCHOR, (EVENT, other, empty), (member(1, "e2"),)))
    store.conn.execute("INSERT INTO threads (id, anchor_id, title_en, title_ja) VALUES ('t', ?, '', '')", (ANCHOR,))
    store.conn.execute("INSERT INTO thread_steps (thread_id, event_id, stage) VALUES ('t', 'e1', 'negotiated')")
    index_queue(store)

    def ids(**asked: object) -> list[str]:
        return [row.event_id for row in timeline(store.conn, TimelineFilter(**asked))]  # type: ignore[arg-type]

    assert ids() == ["e2", "e1"] and ids(order="oldest") == ["e1", "e2"] and ids(limit=1) == ["e2"]
    assert ids(after=("2025-05-01", "e2")) == ["e1"] and ids(order="oldest", after=("2025-04-16", "e1")) == ["e2"]
    assert ids(relation=("anchor",)) == ["e1"] and ids(relation=("anchor", "impact")) == ["e2", "e1"] and ids(relation=("none",)) == []
    assert ids(topic=("legal", "none")) == ["e2"] and ids(actor=("person.trump",)) == ["e1"] and ids(product=("cars",)) == ["e2"]
    assert ids(lang=("en",)) == ["e2"] and ids(status=("baseline",)) == ["e1"] and ids(thread=("t",)) == ["e1"]
    assert ids(q="日米") == ["e1"] and ids(q="court") == ["e2"] and ids(q="日米", topic=("legal",)) == [] and ids(q="deal") == ["e1"]
    assert ids(from_="2025-04-17") == ["e2"] and ids(to="2025-04-16") == ["e1"] and ids(from_="2025-04-16", to="2025-05-01") == ["e2", "e1"]
    assert ids(anchor="another") == []
    assert ids(as_of="2025-04-20") == ["e1"] and ids(as_of="2025-04-20", q="talks") == ["e1"]
    assert ids(as_of="2025-04-20", q="deal") == [], "a word that came later"
    row = timeline(store.conn, TimelineFilter(relation=("anchor",)))[0]
    assert (row.topics, row.actor_ids, row.langs, row.event_no, row.items) == (("autos",), ("person.trump",), (), 1, 0)
    with pytest.raises(BadQuery, match="no order"):
        ids(order="sideways")


def test_a_database_without_a_baseline_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "bare.db", create=True) as bare:
        migrate(bare, NOW)
        with pytest.raises(BadQuery, match="tracker init"):
            default_anchor(bare.conn)


# Changes


def test_changes_by_each_filter_newest_first(store: Store) -> None:
    save_polls(store, [poll(new_item("a", "one", links=(link(),))), poll(new_item("b", "eins"), of="asahi")])
    save_events(store, EventsWrite(ANCHOR, (EVENT,), (member(1),)))
    for item, title, at, material in ((1, "two", NOW, False), (2, "zwei", NOW, True), (1, "three", LATER, True)):
        save_polls(store, [poll(steps=(ItemStep(item, revision(title, at), ChangeRow(at, "edited", material), title=title),))])
    save_polls(store, [poll(steps=(ItemStep(1, change=ChangeRow(LATER, "withdrawn", True), withdrawn_at=LATER),))])

    def ids(**asked: object) -> list[int]:
        return [row.change_id for row in item_changes(store.conn, ChangeFilter(**asked))]  # type: ignore[arg-type]

    assert ids() == [4, 3, 2, 1] and ids(limit=2) == [4, 3] and ids(before=3) == [2, 1]
    assert ids(material=True) == [4, 3, 2] and ids(material=False) == [1] and ids(kind="withdrawn") == [4]
    assert (
        ids(source_id="asahi") == [2] and ids(event_id="e1") == [4, 3, 1] and ids(item_id=2) == [2] and ids(linked_only=True) == [4, 3, 1]
    )
    assert ids(since=NOW) == [4, 3] and ids(until=LATER) == [2, 1] and ids(since="2025-04-17") == [4, 3, 2, 1]
    last, third = item_changes(store.conn, ChangeFilter(limit=2))
    assert (third.title_before, third.title_after, third.event_id, third.material, third.source_id) == ("two", "three", "e1", True, "bbc")
    assert (last.title_before, last.title_after, last.to_revision) == ("three", None, None)


def test_what_is_new_since_a_moment(store: Store) -> None:
    save_polls(store, [poll(new_item("a", links=(link(),)), new_item("b", links=(link(False),)))])
    save_events(store, EventsWrite(ANCHOR, (EVENT,), (member(1),)))
    change = ItemStep(1, revision("B", LATER), ChangeRow(LATER, "edited", True), title="B")
    gone = ItemStep(1, change=ChangeRow("2025-04-19T00:00:00Z", "withdrawn", True), withdrawn_at=LATER)
    save_polls(store, [poll(steps=(change,)), poll(steps=(gone,))])

    def told(since: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in store.conn.execute(statement("changes_since"), {"since": since})]

    assert told("") == [
        ("2025-04-19T00:00:00Z", "withdrawn", "1", "B", 1, "e1"), (LATER, "changed", "1", "B", 1, "e1"),
        (NOW, "new_event", "e1", "Talks", 1, "e1"), (NOW, "new_item", "1", "B", 1, "e1"),
    ]  # fmt: skip
    assert [row[1] for row in told(NOW)] == ["withdrawn", "changed"] and told("2025-05-01") == []


def test_items_about_a_topic(store: Store) -> None:
    save_polls(store, [poll(*(new_item(key, links=(link(topics=topics),)) for key, topics in (("a", ("autos",)), ("b", ("legal",)))))])

    def told(topic: str) -> list[tuple[object, ...]]:
        return [row["item_id"] for row in store.conn.execute(statement("items_about"), {"topic": topic})]

    assert told("autos") == [1] and told("") == [2, 1] and told("energy") == []


# Who was first


def test_who_was_first_where_the_dates_allow_it(store: Store) -> None:
    for name in ("jiji", "ap"):
        store.conn.execute("INSERT INTO sources (id, kind, url, publisher_family, lang) VALUES (?, 'feed', 'u', ?, 'en')", (name, name))
    dated = {"published_precision": "minute", "links": (link(),)}
    polled = (
        ("bbc", new_item("b", published_at="2025-04-16T20:00:00Z", published_date="2025-04-16", **dated)),
        ("jiji", new_item("j", published_at="2025-04-16T21:00:00Z", published_date="2025-04-17", **dated)),
        ("ap", new_item("p", published_at="2025-04-15T09:00:00Z", published_date="2025-04-15", **dated)),
        ("asahi", new_item("b", published_at="2025-04-16T19:00:00Z", published_date="2025-04-17", **{**dated, "lang": "ja"})),
        ("ap", new_item("c", published_at="2025-04-16T18:30:00Z", published_date="2025-04-16", **dated)),
    )
    save_polls(store, [poll(one, of=source) for source, one in polled])
    event = replace(EVENT, date_tokyo="2025-04-17", date_washington="2025-04-16")
    save_events(store, EventsWrite(ANCHOR, (event,), (member(1), member(2), member(3), member(4), member(5, copy_of=2))))

    def told() -> list[tuple[object, ...]]:
        return rows(store, "SELECT publisher_family, at, precision, basis, standing FROM first_reports ORDER BY standing, publisher_family")

    assert told() == [
        ("bbc", "2025-04-16T20:00:00Z", "minute", "published", "first"), ("jiji", "2025-04-16T21:00:00Z", "minute", "published", "later"),
    ], "a preview, a copy and the same publication elsewhere are left out"  # fmt: skip
    store.conn.execute("UPDATE items SET published_precision = 'day', published_at = '2025-04-16T15:00:00Z' WHERE item_key = 'j'")
    assert [(row[0], row[1], row[-1]) for row in told()] == [
        ("bbc", "2025-04-16T20:00:00Z", "same day"),
        ("jiji", "2025-04-17", "same day"),
    ]
    store.conn.execute("UPDATE items SET published_at = NULL, published_date = NULL, published_precision = 'none' WHERE item_key = 'j'")
    assert told()[1] == ("jiji", NOW, "second", "seen", "later")
    store.conn.execute("UPDATE events SET occurred_at = '2025-04-16T20:30:00Z'")
    assert [row[0] for row in told()] == ["jiji"], "printed half an hour before it happened"


# Coverage


def test_coverage_counts_what_was_due_and_what_answered_each_day(store: Store) -> None:
    day = "2025-04-{:02}T10:00:00Z".format
    save_polls(store, [poll(new_item("a", at=day(15)), at=day(15), source=source_step(day(15))), poll(of="asahi", at=day(16))])
    failed = replace(poll(at=day(17)), poll=replace(poll(at=day(17)).poll, outcome="error"))
    save_polls(store, [failed])
    set_moment(store, day(17), "2025-04-17", "2025-04-17")
    assert [(one.day, one.lang, one.sources_due, one.sources_answered, one.items) for one in coverage(store.conn)] == [
        ("2025-04-17", "en", 1, 0, 0), ("2025-04-17", "ja", 1, 0, 0), ("2025-04-16", "en", 1, 0, 0), ("2025-04-16", "ja", 1, 1, 0),
        ("2025-04-15", "en", 1, 1, 1),
    ]  # fmt: skip
    assert len(coverage(store.conn, "2025-04-16", "2025-04-16")) == 2


def test_trap_03_a_sleep_leaves_a_gap_of_every_source_that_was_due(store: Store) -> None:
    due_at = lambda at: source_step(at, last_ok_at=NOW)  # noqa: E731 - two words
    save_polls(store, [poll(source=due_at("2025-04-17T01:00:00Z")), poll(of="asahi", source=due_at("2025-04-17T09:00:00Z"))])
    run = start_run(store, 1, "host", NOW, "2025-04-16T23:00:00Z")
    assert beat(store, run, "2025-04-17T00:01:00Z", "2025-04-16T23:59:00Z") == 0
    assert beat(store, run, "2025-04-17T03:01:00Z", "2025-04-17T02:59:00Z") == 1
    assert beat(store, run, "2025-04-17T03:02:00Z", "2025-04-17T03:00:00Z") == 0
    end_run(store, run, "2025-04-17T03:03:00Z")
    save_polls(store, [poll(source=due_at("2025-04-17T04:00:00Z"))])
    start_run(store, 2, "host", "2025-04-17T12:00:00Z", "2025-04-17T11:58:00Z")
    assert [(one.source_id, one.from_at, one.to_at, one.cause) for one in gaps(store.conn)] == [
        ("asahi", "2025-04-17T03:03:00Z", "2025-04-17T12:00:00Z", "not_running"),
        ("bbc", "2025-04-17T03:03:00Z", "2025-04-17T12:00:00Z", "not_running"),
        ("bbc", "2025-04-17T00:01:00Z", "2025-04-17T03:01:00Z", "not_running"),
    ]  # fmt: skip
    assert len(gaps(store.conn, "bbc")) == 2
    assert rows(store, "SELECT pid, ended_at FROM runs") == [(1, "2025-04-17T03:03:00Z"), (2, None)]


def test_a_gap_of_the_poller_begins_where_a_single_poll_left_off_and_a_wrong_clock_hides_none(store: Store) -> None:
    start_run(store, 1, "host", "2031-01-01T00:00:00Z", "2030-12-31T23:00:00Z")
    run = start_run(store, 2, "host", NOW, "2025-04-16T23:00:00Z")
    save_polls(store, [poll(source=source_step("2025-04-17T06:00:00Z", last_ok_at="2025-04-17T05:00:00Z"))])
    assert beat(store, run, "2025-04-17T12:00:00Z", "2025-04-17T11:58:00Z") == 1
    assert [(one.from_at, one.to_at) for one in gaps(store.conn, "bbc")] == [("2025-04-17T05:00:00Z", "2025-04-17T12:00:00Z")]


def test_a_check_that_a_wrong_clock_set_years_ahead_is_due(store: Store) -> None:
    save_polls(store, [poll(source=source_step("2031-01-01T00:00:00Z")), poll(of="asahi", source=source_step("2025-04-18T00:00:00Z"))])
    assert [source.id for source in due_sources(store.conn, NOW)] == ["bbc"]


# Soundness


def test_a_sound_database_and_what_is_wrong_with_another(store: Store) -> None:
    body = b"<html>"
    good = SnapshotRow(hashlib.sha256(body).hexdigest(), "u", NOW, "text/html", "utf-8", "none", len(body), body)
    save_polls(store, [poll(new_item("a", links=(link(evidence=(EvidenceRow(0, "bias", 1.0),)),)), snapshots=(good,))])
    decode = lambda stored, encoding: stored  # noqa: E731 - two words
    assert health.integrity(store.conn) == health.integrity(store.conn, quick=False) == ()
    assert health.orphans(store.conn) == {} and list(health.broken_snapshots(store.conn, decode)) == []
    store.conn.execute("PRAGMA foreign_keys = OFF")
    store.conn.execute("UPDATE snapshots SET body = x'00'")
    store.conn.execute("UPDATE items SET revision_id = NULL")
    store.conn.execute("DELETE FROM evidence")
    store.conn.execute("UPDATE items SET article_next_check_at = ?", (NOW,))
    store.conn.execute("INSERT INTO event_history (event_id, at, field) VALUES ('nothing', '', '')")
    assert list(health.broken_snapshots(store.conn, decode)) == [good.sha256]
    wrong = ("items without a revision", "links without evidence", "articles to be looked at that are not watched")
    assert health.orphans(store.conn) == dict.fromkeys(wrong, 1)
    assert health.integrity(store.conn) == ("row 1 of event_history refers to a row of events that is not there",)


def test_the_pulse_and_the_counts(store: Store) -> None:
    save_polls(store, [poll(new_item("a", links=(link(),)), source=source_step("2025-04-16T00:00:00Z"))])
    start_run(store, 1, "host", NOW, NOW)
    pulse = health.pulse(store.conn)
    assert (pulse.now, pulse.enabled, pulse.late, pulse.oldest_due_at) == (NOW, 2, 1, "2025-04-16T00:00:00Z")
    assert (pulse.queue, pulse.pending, pulse.beat_at, pulse.last_poll_at) == (1, 1, NOW, NOW)
    assert health.counts(store.conn)["items"] == 1 and health.states(store.conn) == {"new": 1, "ok": 1}
    assert health.outcomes(store.conn, "2025-04-16") == {"changed": 1} and health.outcomes(store.conn, NOW) == {}


# What a person and the program record


def test_corrections_and_alerts_are_kept(store: Store) -> None:
    assert record_correction(store, CorrectionRow(ANCHOR, NOW, "me", "item:1", "linked", "0", "a namesake")) == 1
    assert rows(store, "SELECT made_by, target, field, value, reason FROM corrections") == [("me", "item:1", "linked", "0", "a namesake")]
    alert = AlertRow(NOW, "rate_changed", "autos", "Cars: 15%")
    assert raise_alerts(store, [alert, alert, replace(alert, subject="trucks")]) == [1, 2] and raise_alerts(store, [alert]) == []
    mark_sent(store, 1, LATER, "mail", None)
    mark_sent(store, 2, None, "mail", "refused")
    assert rows(store, "SELECT sent_at, channel, error FROM alerts") == [(LATER, "mail", None), (None, "mail", "refused")]


def test_copies_are_whole_and_never_overwrite(store: Store, tmp_path: Path) -> None:
    save_polls(store, [poll(*(new_item(str(n), "日米") for n in range(50)))])
    save_events(store, EventsWrite(ANCHOR, (replace(EVENT, id="z"), replace(EVENT, id="a"))))
    store.conn.execute("DELETE FROM events WHERE id = 'nothing'")
    index_queue(store)
    for name, make in (("backup.db", backup_to), ("small.db", vacuum_into)):
        make(store, tmp_path / name)
        with open_store(tmp_path / name) as copy:
            assert health.integrity(copy.conn, quick=False) == () and health.counts(copy.conn) == health.counts(store.conn)
            assert rows(copy, "SELECT e.id FROM events_fts AS f JOIN events AS e ON e.event_no = f.rowid") == [("z",), ("a",)]
        with pytest.raises(Exception, match="already"):
            make(store, tmp_path / name)
    assert not list(tmp_path.glob("*.partial"))


# The files


def test_every_sql_file_says_what_it_is_in_both_languages() -> None:
    for query in (*canned().values(), *views().values()):
        assert query.title and query.title_ja and query.description and query.description_ja, query.name
        assert query.sql.startswith(("SELECT", "WITH")) and not query.sql.endswith(";")


def test_parameters_are_those_of_the_contract() -> None:
    assert {name: query.parameters for name, query in canned().items()} == {
        "changes_since": ("since",), "items_about": ("topic",), "rates_as_of": ("on", "known", "normal_duty"), "search": ("q",),
        "rates_revised": ("known_a", "known_b"), "timeline_as_of": ("known",), "why_linked": ("item_id",),
    }  # fmt: skip
    parsed = parse(
        "x", "-- title: A: b\n-- just a word\n\nSELECT ':no', :yes -- :neither\nFROM t WHERE a = :yes AND strftime('%H:%M', :b);\n"
    )
    assert (parsed.title, parsed.parameters) == ("A: b", ("yes", "b"))
    with pytest.raises(UnknownRow, match="no query is called"):
        statement("nothing")
    assert HistoryRow("e", NOW, "status", None, "reported", "").before is None
