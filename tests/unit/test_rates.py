"""Single rules of rates that the laws do not spell out."""

import pytest

from tracker.anchor import load_packs
from tracker.errors import PackError
from tracker.pack import ProductClass, Rate
from tracker.rates import class_of, documents, rate_of, rate_on, rates_on

GOODS = ProductClass(id="goods", title_en="Goods", title_ja="品物", table_from="2025-01-05", default_law="none", normal_duty_example=3.0)
LAW = Rate(
    id="law",
    product_class="goods",
    status="law",
    rate_percent=15.0,
    basis="inclusive",
    effective_from="2025-02-01",
    known_from="2025-01-20",
)


def test_the_kinds_in_their_order() -> None:
    unchecked = Rate(id="x", product_class="goods", status="law", rate_percent=None, basis=None, effective_from="2025-01-01")
    zero = Rate(id="z", product_class="goods", status="law", rate_percent=0.0, basis="additional", effective_from="2025-01-01")
    unknown = ProductClass(id="goods", title_en="", title_ja="", table_from="2025-01-05", default_law="unknown")
    assert rate_on([unchecked], GOODS, "2025-01-04", "2025-01-04").kind == "before_table"
    assert rate_on([unchecked], GOODS, "2025-01-05", "2025-01-05").kind == "not_checked"
    assert rate_on([zero], unknown, "2025-01-05", "2025-01-05", 4.0).total == 4.0
    assert rate_on([], GOODS, "2025-01-05", "2025-01-05").kind == "no_extra_duty"
    assert rate_on([], unknown, "2025-01-05", "2025-01-05").kind == "no_law_known"


def test_without_any_normal_duty_there_is_no_total() -> None:
    bare = ProductClass(id="goods", title_en="", title_ja="", table_from="2025-01-05", default_law="none")
    answer = rate_on([LAW], bare, "2025-02-01", "2025-02-01")
    assert (answer.kind, answer.total, answer.law) == ("rate", None, LAW)


@pytest.mark.parametrize(
    ("basis", "duty", "total"), [("additional", 2.4, 17.4), ("inclusive", 2.4, 15.0), ("inclusive", 25.0, 25.0), ("total", 2.4, 15.0)]
)
def test_totals_by_basis(basis: str, duty: float, total: float) -> None:
    row = Rate(id="r", product_class="goods", status="law", rate_percent=15.0, basis=basis, effective_from="2025-01-01")
    assert rate_on([row], GOODS, "2025-02-01", "2025-02-01", duty).total == total


def test_what_was_only_announced_stands_beside() -> None:
    dated = Rate(id="a", product_class="goods", status="announced", rate_percent=25.0, basis="additional", effective_from="2025-02-10")
    undated = Rate(id="b", product_class="goods", status="proposed", rate_percent=30.0, basis="additional")
    before, after = (rate_on([LAW, dated, undated], GOODS, day, "2025-02-01") for day in ("2025-02-09", "2025-02-10"))
    assert (before.announced, before.undated) == ((), (undated,))
    assert (after.law, after.announced, after.undated) == (LAW, (dated,), (undated,))


def test_rows_of_another_anchor_do_not_count() -> None:
    other = ProductClass(id="goods", title_en="", title_ja="", table_from="2025-01-05", default_law="none", anchor_id="other")
    assert rate_on([LAW], other, "2025-02-01", "2025-02-01").law is None


def test_the_documents_of_an_answer_are_official_first() -> None:
    pack = load_packs()[0]
    answers = rates_on(pack.rates, pack.classes, "2026-10-09", "2026-10-09")
    assert set(answers) == {one.id for one in pack.classes}
    found = documents(answers["autos"], pack.rate_sources)
    assert found and found[0].tier == "official"
    assert documents(rate_on([], GOODS, "2025-02-01", "2025-02-01"), pack.rate_sources) == ()


def test_rows_of_the_database_become_values() -> None:
    columns = {
        "id": "r",
        "product_class": "goods",
        "status": "law",
        "rate_percent": 15.0,
        "basis": "inclusive",
        "official": 1,
        "extra": "x",
    }
    assert rate_of(columns) == Rate("r", "goods", "law", 15.0, "inclusive", official=True)
    with pytest.raises(PackError, match="'status' is missing"):
        rate_of({"id": "r", "product_class": "goods"})
    with pytest.raises(PackError, match="product_classes"):
        class_of({"id": 3})
