"""Citations are read back by parsers that know nothing of this program."""

from __future__ import annotations

import bibtexparser
import pytest
import rispy

from tracker.publish.cite import Cited, citation

HARD = "15% & 12.5%_{of}\n#cars $x$ ~ ^ \\end{misc} 関税「自動車」\x00"
ADDRESS = "https://x.example/rates?on=2025-08-01&q=%7B"
SITE = "US–Japan tariff timeline"
CITED = Cited("Rates 関税率", SITE, ADDRESS, "on=2025-08-01", "pack 1, linker 2", "ab12cd34", "2026-10-10T12:00:00Z")


def test_bibtex_is_one_entry_with_everything_in_it():
    library = bibtexparser.parse_string(citation(CITED, "bibtex"))
    assert not library.failed_blocks
    (entry,) = library.entries
    found = {field.key: field.value for field in entry.fields}
    assert entry.entry_type == "misc"
    assert found["url"] == CITED.url
    assert found["title"] == "{Rates 関税率}"
    assert found["urldate"] == "2026-10-10"
    assert "on=2025-08-01" in found["note"] and "ab12cd34" in found["note"]


def test_ris_is_one_record_with_everything_in_it():
    (record,) = rispy.loads(citation(CITED, "ris"))
    assert record["type_of_reference"] == "ELEC"
    assert record["title"] == CITED.title
    assert record["urls"] == [CITED.url]
    assert "2026-10-10T12:00:00Z" in record["notes"][0]


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_hard_texts_stay_within_their_field(form):
    hard = Cited(HARD, HARD, "https://x.example/}{", HARD, HARD, "ab", "2026-10-10T12:00:00Z")
    text = citation(hard, form)
    if form == "bibtex":
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks and len(library.entries) == 1
        assert {"title", "author", "year", "url", "urldate", "note"} == {field.key for field in library.entries[0].fields}
    else:
        (record,) = rispy.loads(text)
        assert record["title"] == " ".join(HARD.replace("\x00", "").split())


def test_the_plain_forms_name_question_version_state_and_time():
    for form in ("en", "ja"):
        text = citation(CITED, form)
        for part in (CITED.title, CITED.site, CITED.url, CITED.asked, CITED.version, CITED.stamp, CITED.at):
            assert part in text
        assert text.count("\n") == 1
