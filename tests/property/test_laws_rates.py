"""Laws of rates on two time axes, on the shipped table and on made-up ones."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.anchor import load_packs
from tracker.pack import ProductClass, Rate
from tracker.rates import Revision, rate_on, rates_revised

PACK = load_packs()[0]
FIRST = date(2025, 1, 1)
GOODS = ProductClass(id="goods", title_en="Goods", title_ja="品物", table_from="2025-01-05", default_law="unknown", normal_duty_example=3.0)

days = st.integers(0, 60).map(lambda number: (FIRST + timedelta(days=number)).isoformat())
real_days = st.integers(-10, 720).map(lambda number: (FIRST + timedelta(days=number)).isoformat())
duties = st.sampled_from((0.0, 2.5, 5.0, 14.0, 25.0))


@st.composite
def rate_rows(draw: st.DrawFn) -> list[Rate]:
    """Rows of law and others, of pack and person, that may well contradict each other."""
    rows = []
    for number in range(draw(st.integers(0, 6))):
        valid, known = sorted(draw(st.tuples(days, days))), sorted(draw(st.tuples(days, days)))
        rows.append(
            Rate(
                id=f"row-{number}",
                product_class="goods",
                status=draw(st.sampled_from(("law", "law", "announced", "proposed"))),
                rate_percent=draw(st.sampled_from((None, 0.0, 10.0, 15.0, 24.0))),
                basis=draw(st.sampled_from(("additional", "inclusive", "total"))),
                value_base=draw(st.sampled_from(("full", "metal_content"))),
                effective_from=valid[0],
                effective_to=draw(st.sampled_from((valid[1], None))),
                known_from=draw(st.sampled_from((known[0], None))),
                known_to=draw(st.sampled_from((known[1], None))),
                event_id=draw(st.sampled_from(("a", "b", None))),
                decided_by=draw(st.sampled_from(("pack", "pack", "person"))),
            )
        )
    return rows


@given(st.sampled_from(PACK.classes), real_days, real_days)
def test_at_most_one_row_of_law_holds(one: ProductClass, on: str, known: str) -> None:
    laws = [
        row
        for row in PACK.rates
        if row.status == "law"
        and row.product_class == one.id
        and (row.effective_from or "") <= on < (row.effective_to or "9999")
        and (row.known_from or "") <= known < (row.known_to or "9999")
    ]
    assert len(laws) <= 1


@given(rate_rows(), st.randoms(use_true_random=False), days, days, duties)
def test_the_order_of_rows_does_not_matter(rows: list[Rate], random: object, on: str, known: str, duty: float) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rate_on(rows, GOODS, on, known, duty) == rate_on(shuffled, GOODS, on, known, duty)


@given(rate_rows(), days, days, duties)
def test_an_answer_rests_on_a_row_that_holds_then(rows: list[Rate], on: str, known: str, duty: float) -> None:
    answer = rate_on(rows, GOODS, on, known, duty)
    for row in (*((answer.law,) if answer.law else ()), *answer.announced):
        assert (row.effective_from or "") <= on < (row.effective_to or "9999")
        assert (row.known_from or "") <= known < (row.known_to or "9999")
    assert (answer.total is None) == (answer.kind in ("no_law_known", "not_checked", "before_table"))
    if answer.total is not None and not (answer.law and answer.law.basis == "total"):
        assert answer.total >= duty


@given(rate_rows(), days, days)
def test_only_the_ends_of_rows_change_an_answer(rows: list[Rate], on: str, known: str) -> None:
    ends = {day for row in rows for day in (row.effective_from, row.effective_to)} | {GOODS.table_from}
    following = (date.fromisoformat(on) + timedelta(days=1)).isoformat()
    if following not in ends:
        assert rate_on(rows, GOODS, on, known) == rate_on(rows, GOODS, following, known)


@given(rate_rows(), days)
def test_what_is_known_after_the_last_news_stays_known(rows: list[Rate], on: str) -> None:
    assert rate_on(rows, GOODS, on, "2025-03-15") == rate_on(rows, GOODS, on, "2099-01-01")


@given(rate_rows(), days, days, duties)
def test_a_persons_row_of_law_is_never_below_the_packs(rows: list[Rate], on: str, known: str, duty: float) -> None:
    law = rate_on(rows, GOODS, on, known, duty).law
    persons = rate_on([row for row in rows if row.decided_by == "person"], GOODS, on, known, duty).law
    assert persons is None or law == persons


def seen(rows: list[Rate], on: str, known: str) -> tuple[object, ...]:
    answer = rate_on(rows, GOODS, on, known)
    law = answer.law if answer.kind == "rate" else None
    return answer.kind, answer.total, law and (law.rate_percent, law.basis, law.value_base)


@given(rate_rows(), days, days, days)
def test_a_day_was_revised_exactly_when_its_answer_differs(rows: list[Rate], on: str, known_a: str, known_b: str) -> None:
    revised = rates_revised(rows, [GOODS], known_a, known_b)
    covering = [one for one in revised if one.on_from <= on < (one.on_to or "9999")]
    assert len(covering) == (1 if seen(rows, on, known_a) != seen(rows, on, known_b) else 0)
    for one in covering:
        assert (one.before.total, one.after.total) == (rate_on(rows, GOODS, on, known_a).total, rate_on(rows, GOODS, on, known_b).total)


@given(rate_rows(), days, days)
def test_revised_backwards_covers_the_same_days(rows: list[Rate], known_a: str, known_b: str) -> None:
    assert rates_revised(rows, [GOODS], known_a, known_a) == ()
    there, back = (rates_revised(rows, [GOODS], *known) for known in ((known_a, known_b), (known_b, known_a)))
    for first, second in pairwise(there):
        assert first.on_to is not None and first.on_to <= second.on_from
    assert covered(there) == covered(back)


def covered(revisions: Sequence[Revision]) -> set[str]:
    """The days of the first months that some interval covers."""
    every = [(FIRST + timedelta(days=number)).isoformat() for number in range(90)]
    return {day for day in every if any(one.on_from <= day < (one.on_to or "9999") for one in revisions)}
