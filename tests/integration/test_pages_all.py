"""Every page, in both languages, on the baseline alone and with items: it is there, is whole, and keeps hostile texts out."""

import re

import pytest
from publish_stock import FIRST_ROUND, MERGED, OPENED, SCRIPT, baseline_database, filled_database, get, page

PAGES = (
    "/", "/timeline", f"/event/{FIRST_ROUND}", "/rates", "/rates/autos", "/claims",
    "/rates?on=2025-08-20&known=2025-08-20&known_b=2025-10-01&on_b=2025-04-01",
    "/sources", "/search", "/search?q=関税", "/about", "/changes", "/review", "/download",
    "/nowhere", "/event/none",
)  # fmt: skip
FILLED = (*PAGES, f"/event/{OPENED}", "/item/1", "/item/4", "/changes/1", "/search?q=tariff", "/timeline?q=関税")


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_with_the_baseline_alone(bare, path, lang):
    (response,) = get(bare, path, headers={"accept-language": lang})
    assert response.status_code == (404 if "no" in path.rpartition("/")[2][:3] else 200)
    whole(response.text, lang)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("path", FILLED)
def test_trap_23_no_markup_and_no_script_link_of_a_source_reaches_a_page(filled, path, lang):
    (response,) = get(filled, path, headers={"accept-language": lang})
    whole(response.text, lang)
    assert SCRIPT not in response.text
    without_data = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", response.text)
    assert not re.search(r"<(script|style|iframe|object|embed)\b", without_data)
    assert not re.search(r"""(href|src)=["']?\s*(?!https?:|/|#|\?)[a-z]+:""", response.text, re.I)
    assert not re.search(r"<[^>]* on[a-z]+=", response.text)
    assert not re.search(r"<[^>]* style=", response.text)


def whole(markup, lang):
    assert f'<html lang="{lang}">' in markup
    assert len(re.findall(r"<h1\b", markup)) == 1
    assert '<main id="main"' in markup
    for left in ("{{", "{%", "None", "Undefined"):
        assert left not in markup, left
    for tag in ("section", "div", "ul", "ol", "li", "p", "table", "details", "form", "select", "dl", "span", "a"):
        assert len(re.findall(rf"<{tag}\b", markup)) == markup.count(f"</{tag}>"), tag


def test_outgoing_links_tell_nothing_and_promise_nothing(filled):
    for link in re.findall(r"<a [^>]*href=\"https?://[^>]*>", page(filled, f"/event/{FIRST_ROUND}")):
        assert 'rel="noopener noreferrer' in link


@pytest.mark.parametrize("path", ["/", "/timeline", "/timeline.json", "/-/health", "/nowhere", f"/event/{MERGED}"])
def test_our_answers_allow_no_script_and_nothing_from_elsewhere(filled, path):
    (response,) = get(filled, path)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/tracker", "/tracker/events", "/tracker/items?_search=関税", "/tracker?sql=select+1", "/-/versions"])
def test_datasettes_own_pages_stay_and_are_guarded_too(filled, path):
    (response,) = get(filled, path)
    assert response.status_code == 200
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert "/-/static-plugins/tariff-timeline/datasette.css" in response.text
