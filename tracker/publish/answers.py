"""What a page is asked and what it answers: values only, so that pages need no server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.errors import BadParameter
from tracker.pack import Pack
from tracker.publish.addresses import Pairs, address
from tracker.publish.reader import Reader


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. path: with the format's ending. pairs: the query in order. name: of the thing in the path. now: UTC text.

    site: what stands before our paths in an absolute address, without a slash at its end.
    """

    path: str
    pairs: tuple[tuple[str, str], ...]
    r: Reader
    now: str
    packs: tuple[Pack, ...]
    version: str
    name: str = ""
    site: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """All non-empty values of a parameter, white space around them taken off."""
        return tuple(value.strip() for key, value in self.pairs if key == name and value.strip())

    def value(self, name: str, default: str = "") -> str:
        """The last non-empty value of a parameter."""
        return next(iter(self.values(name)[::-1]), default)

    def one_of(self, name: str, possible: Sequence[str], default: str = "") -> str:
        """A value that must be one of `possible`. Raises BadParameter."""
        value = self.value(name, default)
        if value and value not in possible:
            raise BadParameter(name, value, tuple(possible))
        return value

    def absolute(self, path: str, pairs: Pairs = ()) -> str:
        """The address of one of our pages for readers elsewhere, in the language of this answer."""
        return self.site + address(path, [*pairs, ("ui", self.r.lang)])


@dataclass(frozen=True, slots=True)
class Way:
    """Another form of a page: its data, or the table behind it. rel: for a `link` in the head, empty for none."""

    name: str
    href: str
    rel: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page for people. view: what its template shows.

    shared: whether it depends on nothing but the address, the database and the minute, so that caches may keep it for everybody.
    resting: what of it rests on text that has changed since, by id (`resting_said.RestingSaid`).
    """

    template: str
    view: object
    ways: tuple[Way, ...] = ()
    status: int = 200
    shared: bool = True
    resting: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """The thing stands at another address of ours now; a merge may be undone, so that it is not for ever."""

    href: str
    status: int = 302


@dataclass(frozen=True, slots=True)
class Plain:
    """A body for programs. name: of the file to save it as, empty to show it.

    shared: data of ours that everybody's caches may keep and that scripts of other sites may read. next: where the rest is, empty for none.
    lang: the language that it is in, empty where it has both or none.
    """

    body: str
    media_type: str
    status: int = 200
    name: str = ""
    shared: bool = False
    next: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that a source sent, never as a page of ours: `text/plain`, or a file to be saved under `name`."""

    body: bytes
    media_type: str
    name: str = ""


Answer = Sheet | Moved | Plain | Stored
