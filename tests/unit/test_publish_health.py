import json

from tracker.publish.health import Due, Vitals, broken, judge

NOW = "2026-10-10T12:00:00Z"


def vitals(beat_at="2026-10-10T11:59:30Z", sources=()):
    return Vitals("us-japan-2025-04-16", beat_at, tuple(sources))


def test_a_beating_poller_and_no_overdue_source_is_ok():
    health = judge(vitals(sources=[Due("a", "ok", "2026-10-10T12:10:00Z", 30)]), NOW, 60)
    assert (health.status, health.http_status) == ("ok", 200)
    assert all(check.ok for check in health.checks.values())


def test_trap_02_health_is_late_within_two_intervals():
    last_check_an_interval_and_a_bit_late = Due("a", "ok", "2026-10-10T11:29:00Z", 30)
    health = judge(vitals(sources=[last_check_an_interval_and_a_bit_late]), NOW, 60)
    assert (health.status, health.http_status) == ("late", 503)
    assert not health.checks["due"].ok
    assert "a" in health.checks["due"].detail
    just_due = Due("a", "ok", "2026-10-10T11:45:00Z", 30)
    assert judge(vitals(sources=[just_due]), NOW, 60).status == "ok"


def test_a_poller_without_a_sign_of_life_for_two_beats_is_late():
    assert judge(vitals(beat_at="2026-10-10T11:58:00Z"), NOW, 60).status == "ok"
    assert judge(vitals(beat_at="2026-10-10T11:57:59Z"), NOW, 60).status == "late"


def test_no_running_poller_is_late_and_says_what_to_do():
    health = judge(vitals(beat_at=None), NOW, 60)
    assert (health.status, "tracker run" in health.checks["poller"].detail) == ("late", True)


def test_all_sources_failing_is_failing_but_some_are_not():
    bad, good, new = Due("a", "failing", None, 30), Due("b", "ok", None, 30), Due("c", "new", None, 30)
    assert judge(vitals(sources=[bad, new]), NOW, 60).status == "failing"
    some = judge(vitals(sources=[bad, good]), NOW, 60)
    assert (some.status, "a" in some.checks["sources"].detail) == ("ok", True)


def test_json_has_the_form_of_the_contract():
    said = json.loads(broken("no such table: events").to_json())
    assert said == {"status": "failing", "checks": {"database": {"ok": False, "detail": "no such table: events"}}}


def test_many_overdue_sources_are_not_all_named():
    sources = [Due(f"s{n}", "ok", "2026-10-09T00:00:00Z", 30) for n in range(40)]
    detail = judge(vitals(sources=sources), NOW, 60).checks["due"].detail
    assert detail.startswith("40 overdue")
    assert detail.endswith("…")
