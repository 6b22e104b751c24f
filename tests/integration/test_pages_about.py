"""The page on the method: its figures are those of the version in force, and every public table is explained."""

import json

import pytest
from publish_stock import baseline_database, filled_database, pack, page

from tracker.errors import PackError
from tracker.measured import NAMES, read_measured, written
from tracker.publish.describe import read_descriptions


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("about"))


def shipped():
    return read_measured((pack().folder / "measured.json").read_text(encoding="utf-8"), "measured.json")


def test_the_figures_that_ship_are_of_the_weights_that_ship():
    measured = shipped()
    for name, version in (("weights.json", measured.linker), ("event_weights.json", measured.events)):
        in_force = json.loads((pack().folder / name).read_text(encoding="utf-8"))["version"]
        assert version == in_force, "run `python -m tests.eval.measured YYYY-MM-DD` after fitting"
    assert set(measured.figures) == {"en", "ja", "all"}
    assert all(0 <= row["f1"] <= 1 and row["items"] > 100 for row in measured.figures.values())


def test_figures_are_written_as_they_are_read():
    assert read_measured(written(shipped()), "x") == shipped()
    for broken in ("", "[]", '{"figures": {"en": {}}}'):
        with pytest.raises(PackError, match=r"tests\.eval\.measured"):
            read_measured(broken, "measured.json")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_says_errors_limits_terms_and_versions(filled, lang):
    markup = page(filled, "/about", lang)
    measured = shipped()
    for row in measured.figures.values():
        assert f"{100 * row['f1']:.1f}%" in markup
    assert markup.count('<th scope="row">') >= len(NAMES)
    assert measured.linker in markup and "Personal reading only." in markup and "l-1" in markup
    assert ("A newer version decides now" in markup) is False


def test_every_public_table_and_column_is_in_the_data_dictionary(tmp_path):
    markup = page(baseline_database(tmp_path), "/about", "ja")
    for name, one in read_descriptions().tables.items():
        assert (f'href="/tracker/{name}"' in markup) != one.hidden, name
    assert "<code>published_precision</code>" in markup
