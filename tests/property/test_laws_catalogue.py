"""Laws of lists of sources: what is written is read again, and anything at all is read or refused."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feeds.catalogue_toml import parse_catalogue, to_toml
from feeds.errors import CatalogueError
from feeds.opml import read_opml, write_opml
from feeds.source_id import source_id
from feeds.types import Source

words = st.text(max_size=20)
plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co"]), max_size=20)
addresses = st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z0-9/]{0,12}(\?[a-z]=[a-z0-9&%]{0,6})?", fullmatch=True)


rows = st.builds(Source, st.just("x"), addresses, title=words, notes=words, enabled=st.booleans(), poll_minutes=st.integers(1, 9999))


@given(st.lists(rows))
def test_a_catalogue_written_and_read_is_the_same(sources):
    numbered = tuple(replace(s, id=f"s-{n}", off_reason="" if s.enabled else "why not") for n, s in enumerate(sources))
    assert parse_catalogue(to_toml(numbered), "x").sources == numbered


@given(st.lists(st.builds(Source, st.just("x"), addresses, title=plain, homepage=addresses), unique_by=lambda source: source.url))
def test_opml_written_and_read_has_the_same_feeds(sources):
    again = read_opml(write_opml(sources, "t"), "x").sources
    assert [(s.url, s.homepage) for s in again] == [(s.url, s.homepage) for s in sources]
    assert all(new.title in (old.title, old.id) for new, old in zip(again, sources, strict=True))
    assert len({source.id for source in again}) == len(again)


nearly_opml = st.text(max_size=80).map(lambda text: f"<opml><body>{text}</body></opml>".encode("utf-8", "replace"))


@given(st.binary(max_size=200) | nearly_opml)
def test_any_bytes_are_opml_or_refused(data):
    try:
        read_opml(data, "x")
    except CatalogueError as error:
        assert error.where == "x"


@given(st.text(max_size=200))
def test_any_text_is_a_catalogue_or_refused(text):
    try:
        parse_catalogue(text, "x")
    except CatalogueError as error:
        assert error.where.startswith("x")


@given(st.lists(words | addresses, max_size=20))
def test_ids_never_repeat(urls):
    taken: set[str] = set()
    for url in urls:
        its_id = source_id(url, taken)
        assert its_id not in taken
        assert parse_catalogue(f'[[source]]\nid = "{its_id}"\nurl = "https://a.example/"\n', "x").sources[0].id == its_id
        taken.add(its_id)
