"""From a response's bytes to entries with their identity, hash and links: the work that takes the processor's time.

`read` is pure; `Reading` runs it in worker processes (PERFORMANCE: a pool of two), within a deadline that a hostile document can't
outlast, or in a thread where no workers are wanted.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import multiprocessing.connection
import os
import re
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache, partial
from multiprocessing.reduction import ForkingPickler
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from feeds.documents.kinds import kind_of
from feeds.errors import ParseError
from feeds.normalise.hashing import content_hash
from feeds.normalise.identity import identities
from feeds.types import Document, Entry, Identity, Source, Stamp
from tracker.anchor import load_packs
from tracker.jobs import Job, OfItem, Read
from tracker.linker import Linker, linker_of
from tracker.revise import Seen
from tracker.sources import is_official
from tracker.types import Link, Reason, Subject

T = TypeVar("T")
COLLECT_AT = (20_000, 20, 20)
"""A worker's thresholds for collecting garbage: a document makes tens of thousands of values, and hardly a cycle among them."""


_SIZE = re.compile(r"\s*[（(\[][^（()）\[\]]*\d\s*[KMkm][Bb][^（()）\[\]]*[）)\]]\s*$")
"""The size of a file behind its link, which moves with every edit and is none of its title."""
LEAD = 1_200
"""Characters of an article by which it is linked: what it reports stands at its beginning, further down mostly older events."""


def read(job: Job, linkers: Sequence[Linker]) -> Read:
    """Parse a response, name and hash its entries, and link each to every anchor. Raises ParseError's children and Blocked."""
    if job.item is not None:
        return _read_article(job, job.item, linkers)
    document = _with_documents(_parsed(job), job)
    named = identities(document.entries, job.source)
    seen = tuple(_seen(entry, identity) for entry, identity in zip(document.entries, named, strict=True))
    return Read(document, seen, tuple(() if _is_linked(one, job) else link_entry(one, job.source, job.now, linkers) for one in seen))


def _is_linked(one: Seen, job: Job) -> bool:
    """Whether an entry is a watched page itself, and says what it said when it was linked."""
    return one.content_hash in job.linked and one.entry.guid == job.source.url


def _read_article(job: Job, item: OfItem, linkers: Sequence[Linker]) -> Read:
    document = _parsed(job)
    seen = tuple(_seen(entry, Identity(item.key)) for entry in document.entries[:1])
    subjects = (subject_of(_lead(one.entry), f"{job.source.id} {item.key}", job.source, job.now) for one in seen)
    dated = [replace(one, published_at=item.published_at, published_date=item.published_date) for one in subjects]
    return Read(document, seen, tuple(tuple(linker.link(one) for linker in linkers) for one in dated))


def _parsed(job: Job) -> Document:
    """The document. What parses is loaded by whoever reads: a poller with workers never does, and is smaller by those libraries."""
    from feeds.parse import parse

    return parse(job.response, job.source, job.known_hashes, "entry" if job.item is None else "article")


def _with_documents(document: Document, job: Job) -> Document:
    """An official watched page with the PDF and office files that it links to as further entries, behind which the files stand."""
    source, response = job.source, job.response
    if (source.kind, source.mode) != ("page", "watch") or not is_official(source) or not document.entries:
        return document
    if kind_of(response.body, response.content_type, response.final_url):
        return document
    from feeds.documents.links import linked_documents

    linked = enumerate(linked_documents(response, source), start=len(document.entries))
    files = (Entry(url=one.url, title=_SIZE.sub("", one.title), lang=document.entries[0].lang, position=at) for at, one in linked)
    return replace(document, entries=(*document.entries, *files))


def _lead(entry: Entry) -> Entry:
    return replace(entry, body=entry.body[:LEAD])


def _seen(entry: Entry, identity: Identity) -> Seen:
    return Seen(entry, identity, content_hash(entry.title, entry.summary, entry.body, entry.author))


def link_entry(one: Seen, source: Source, now: str, linkers: Sequence[Linker]) -> tuple[Link, ...]:
    """The links of one entry, one for each anchor."""
    subject = subject_of(one.entry, f"{source.id} {one.identity.key}", source, now)
    return tuple(linker.link(subject) for linker in linkers)


def subject_of(entry: Entry, key: str, source: Source, now: str) -> Subject:
    """An entry as linking sees it. now: UTC text, when it was seen."""
    return Subject(
        key=key, title=entry.title, summary=entry.summary, body=entry.body, lang=entry.lang or source.lang, tier=source.tier,
        published_at=entry.published.at, published_date=entry.published.date, seen_at=now,
    )  # fmt: skip


@cache
def load_linkers(folders: tuple[Path, ...]) -> tuple[Linker, ...]:
    """The linkers of the shipped anchor packs and of further folders, built once a process. Raises PackError."""
    return tuple(linker_of(pack) for pack in load_packs(folders))


def _read_in_worker(job: Job, folders: tuple[Path, ...]) -> Read:
    return read(job, load_linkers(folders))


def _begin_worker() -> None:
    """Let Ctrl-C go to the parent alone, which finishes what is under way; and end when the parent is gone, however that ended.

    A pool's pipes alone don't tell: each worker holds the others'.
    """
    gc.set_threshold(*COLLECT_AT)
    for kind in (Read, Document, Entry, Stamp, Seen, Identity, Link, Reason):
        ForkingPickler.register(kind, _as_call)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (multiprocessing.connection.wait([parent.sentinel]), os._exit(1)), daemon=True).start()


def _as_call(value: Any) -> tuple[type, tuple[object, ...]]:  # noqa: ANN401 - any dataclass of several fields
    """How a value is sent to the parent: as its class and its fields, in half the time of a dataclass's own way, which names each."""
    return type(value), _getter(value.__match_args__)(value)


@cache
def _getter(fields: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*fields)


def _warm(folders: tuple[Path, ...]) -> int:
    linkers = load_linkers(folders)
    import feeds.parse  # noqa: F401 - else the first document of each worker would wait for it

    gc.freeze()  # what linking knows stays: not looked through again with each collection
    return len(linkers)


class Reading:
    """Reads jobs in `workers` processes (0: in a thread of this one), each within `deadline_s` seconds of reading."""

    def __init__(self, workers: int, folders: tuple[Path, ...] = (), deadline_s: float = 60.0) -> None:
        """Start nothing yet: the processes come with the first job."""
        self._workers, self._folders, self._deadline_s = workers, folders, deadline_s
        self._shared: ProcessPoolExecutor | None = None
        self._own: ProcessPoolExecutor | None = None
        # Four jobs a worker: none waits idle while this process writes a batch, nor long behind others while its time runs.
        self._room = asyncio.Semaphore(max(1, 4 * workers))
        self._alone = asyncio.Lock()

    async def ready(self) -> None:
        """Start the worker processes and let each load what it links by. Raises PackError."""
        if self._workers:
            pool = self._shared = self._shared or _pool(self._workers)
            await asyncio.gather(*(asyncio.wrap_future(pool.submit(_warm, self._folders)) for _ in range(self._workers)))

    async def read(self, job: Job) -> Read:
        """Read one job. Raises ParseError also where it takes too long or its process dies, and PackError; other jobs go on."""
        return await self._run(job.response.url, partial(_read_in_worker, job, self._folders))

    async def decided(self, url: str, heavy: bool, decide: Callable[[], T]) -> T:
        """What `decide` comes to; a worker does it where there is much to compare (`tracker.bulk`).

        url: of whom it is. Raises ParseError where a worker takes too long or dies.
        """
        return await self._run(url, decide) if heavy else decide()

    async def _run(self, url: str, work: Callable[[], T]) -> T:
        """Do work for an address. Raises ParseError, and what the work raises.

        Where a shared process dies or hangs, it can't be told over which of the documents that it had. All of them are read again,
        each in a process of its own, so that none is blamed for another.
        """
        if not self._workers:
            return await self._run_here(url, work)
        async with self._room:
            pool = self._shared = self._shared or _pool(self._workers)
            try:
                return await self._attempt(pool, work)
            except (BrokenProcessPool, TimeoutError):
                if self._shared is pool:
                    self._shared = None
                _end(pool)
        async with self._alone:
            pool = self._own = _pool(1)
            try:
                return await self._attempt(pool, work)
            except BrokenProcessPool as error:
                raise ParseError(url, "the process that read it died") from error
            except TimeoutError as error:
                raise self._too_long(url) from error
            finally:
                _end(pool)

    async def _run_here(self, url: str, work: Callable[[], T]) -> T:
        async with self._room:
            try:
                return await asyncio.wait_for(asyncio.to_thread(work), self._deadline_s)
            except TimeoutError as error:
                raise self._too_long(url) from error

    async def _attempt(self, pool: ProcessPoolExecutor, work: Callable[[], T]) -> T:
        """Raises TimeoutError after half of the time, and BrokenProcessPool where the process died."""
        under_way = asyncio.wrap_future(pool.submit(work))
        # Never cancelled: the pool of 3.11 forgets its other jobs when it breaks while one of them is cancelled.
        under_way.add_done_callback(lambda done: done.cancelled() or done.exception())
        done, _ = await asyncio.wait((under_way,), timeout=self._deadline_s / 2)
        if not done:
            raise TimeoutError
        return under_way.result()

    def _too_long(self, url: str) -> ParseError:
        return ParseError(url, f"reading it took more than {self._deadline_s:g} s")

    def close(self) -> None:
        """End the worker processes; a later job starts new ones."""
        pools, self._shared, self._own = (self._shared, self._own), None, None
        for pool in filter(None, pools):
            _end(pool)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_worker)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool's processes at once, whatever they do; what they had fails with BrokenProcessPool."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False)
    for process in processes:
        process.terminate()
