"""The article behind an item as its checks need it: what is read of it, and what a check writes. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An item whose article is watched, with the state of its checks. Names are those of `items` and `articles`.

    guid, lang, title, published_*: of the item. selector: its source's for articles. withdrawn_at, missing_since: None while it is there.
    """

    item_id: int
    source_id: str
    item_key: str
    guid: str
    url: str
    title: str
    lang: str
    published_at: str | None
    published_date: str | None
    withdrawn_at: str | None
    missing_since: str | None
    article_checks: int
    article_next_check_at: str | None
    host: str
    began_at: str
    next_check_why: str
    checked_at: str | None
    read_at: str | None
    failures: float
    last_error: str | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    validators_trusted: bool
    unconditional_at: str | None
    is_basis: bool
    read_with: str | None
    selector: str

    @property
    def rebased(self) -> bool:
        """Whether its source's selector for articles is another one than that by which it was read last (TRAPS 18)."""
        return self.read_with is not None and self.read_with != self.selector


@dataclass(frozen=True, slots=True)
class ArticleTurn:
    """What a round may ask. sources: ids of those whose articles are watched. busy: hosts that are being asked already.

    per_host: articles of one host. limit: articles in all.
    """

    sources: tuple[str, ...]
    per_host: int
    busy: tuple[str, ...] = ()
    limit: int = 200


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An item of which is to be decided whether its article is watched. linked: to any anchor. began_at: None where it never was.

    publication_key: empty for none. held_by: another item of the publication, which is linked and has the article; None for none.
    """

    item_id: int
    source_id: str
    origin: str
    guid: str
    url: str
    first_seen_at: str
    linked: bool
    withdrawn_at: str | None
    article_checks: int
    began_at: str | None
    publication_key: str = ""
    held_by: int | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """That an item's article is watched from now on, or (next_check_at None) not. why: of the next check. host: whom it asks."""

    item_id: int
    host: str
    began_at: str
    next_check_at: str | None
    why: str


@dataclass(frozen=True, slots=True)
class ArticleStep:
    """What a check changes in its row of `articles`; None leaves a column as it is.

    last_error: "" clears it. keep_validators False: the three validators become what is given. next_check_why: of the time that stands in
    the item's step.
    """

    item_id: int
    next_check_why: str
    checked_at: str
    began_at: str | None = None
    read_at: str | None = None
    failures: float = 0.0
    last_error: str = ""
    keep_validators: bool = True
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    validators_trusted: bool | None = None
    unconditional_at: str | None = None
    is_basis: bool | None = None
    read_with: str | None = None
