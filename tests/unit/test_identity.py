"""Who an entry is (TRAPS 11, 12, 37)."""

from dataclasses import replace

from feeds.normalise.identity import article_number, identities, identity, stable_guid
from feeds.normalise.urls import canonical_url
from feeds.types import Entry, Source, Stamp

SOURCE = Source("s", "https://example.org/rss")
DAY = Stamp("2025-04-15T15:00:00Z", "2025-04-16", "day", "source", "2025-04-16")


def keys(entries, source=SOURCE):
    return [one.key for one in identities(entries, source)]


def test_the_key_is_the_guid_else_the_address_else_title_and_day():
    entry = Entry(guid="g 1", url="http://www.example.org/a?utm_source=x", title="Ｔａｒｉｆｆ  News", published=DAY)
    assert identity(entry, SOURCE).key == "guid:g 1"
    assert identity(replace(entry, guid=""), SOURCE).key == "url:https://www.example.org/a"
    assert identity(replace(entry, guid="", url=""), SOURCE).key == "title:tariff news|2025-04-16"
    assert identity(Entry(title="Only a title"), SOURCE).key == "title:only a title|"
    assert identity(Entry(body="Only a text"), SOURCE).key == "title:only a text|"


def test_an_identity_says_by_what_the_item_is_found_again():
    one = identity(Entry(guid="g", url="http://www.example.org/a#x"), SOURCE)
    assert one.aliases == (("guid", "g"), ("url", "https://www.example.org/a"))
    assert (one.guid, one.canonical_url, one.publication_key) == ("g", "https://www.example.org/a", "example.org/a")


def test_trap_11_the_outlets_number_outlives_a_headline_in_guid_and_link():
    source = replace(SOURCE, number_pattern=r"/(\d{6,})(?:/|-|$)")
    before = Entry(guid="https://example.org/n/123456-old-words", url="https://example.org/n/123456-old-words", title="Old words")
    after = Entry(guid="https://example.org/n/123456-new-words", url="https://example.org/n/123456-new-words", title="New words")
    shared = set(identity(before, source).aliases) & set(identity(after, source).aliases)
    assert shared == {("url", "number:123456")}


def test_a_number_is_looked_for_in_the_address_then_in_the_guid():
    assert article_number(Entry(url="https://e.org/", guid="https://e.org/?p=77"), r"\?p=(\d+)") == "77"
    assert article_number(Entry(url="https://e.org/k10014781000.html"), r"(x\d+)|(k\d+)") == "k10014781000"
    assert article_number(Entry(url="https://e.org/a"), None) == article_number(Entry(url="https://e.org/a"), "(") == ""
    assert article_number(Entry(url="https://e.org/a"), "no group") == ""


def test_trap_12_ten_entries_with_one_guid_and_ten_links_are_ten_items_in_any_order():
    entries = [Entry(guid="same", url=f"https://example.org/{n}", title=f"T{n}") for n in range(10)]
    assert keys(entries) == [f"url:https://example.org/{n}" for n in range(10)]
    assert keys(entries[::-1]) == keys(entries)[::-1]
    assert all(("guid", "same") not in one.aliases for one in identities(entries, SOURCE))


def test_trap_12_a_guid_that_repeats_with_its_link_is_one_item():
    entries = [Entry(guid="g", url="https://example.org/1?utm_source=a", title="A"), Entry(guid="g", url="http://example.org/1", title="B")]
    assert keys(entries) == ["guid:g", "guid:g"]


def test_trap_12_one_address_for_several_things_names_none_of_them():
    entries = [Entry(url="https://example.org/notes", title="First", published=DAY), Entry(url="https://example.org/notes", title="Second")]
    assert keys(entries) == ["title:first|2025-04-16", "title:second|"]
    live = [Entry(guid="1", url="https://example.org/live", title="A"), Entry(guid="2", url="https://example.org/live", title="B")]
    assert [one.aliases for one in identities(live, SOURCE)] == [(("guid", "1"),), (("guid", "2"),)]
    assert [one.publication_key for one in identities(live, SOURCE)] == ["example.org/live"] * 2


def test_marks_of_whoever_saw_the_whole_document_stay():
    one = identities([Entry(guid="g", url="https://example.org/1", shared_guid=True, shared_url=True, title="T")], SOURCE)[0]
    assert (one.key, one.aliases) == ("title:t|", ())


def test_trap_37_a_relisting_counter_is_no_part_of_a_guid():
    assert stable_guid("https://www.bbc.com/news/articles/c0#0") == stable_guid("https://www.bbc.com/news/articles/c0#12")
    assert stable_guid("post#3") == "post#3"
    assert stable_guid("https://example.org/a#part") == "https://example.org/a#part"
    assert stable_guid(" 37 at\n https://ustr.gov ") == "37 at https://ustr.gov"


def test_places_on_one_page_by_counted_guids_stay_apart():
    page = "https://example.org/changes"
    entries = [Entry(guid=f"{page}#{n}", url=f"{page}#{n}", title=f"Note {n}") for n in range(3)]
    assert len(set(keys(entries))) == 3
    assert {canonical_url(entry.url) for entry in entries} == {page}
