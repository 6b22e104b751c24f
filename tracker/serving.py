"""The pages: Datasette with our plugin under uvicorn, alone or with the poller beside it in the same process."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import FrameType

import uvicorn

from db.errors import StoreError
from tracker.anchor import load_packs
from tracker.config import Config
from tracker.errors import CheckFailed, TrackerError
from tracker.instants import Clock
from tracker.publish.app import make_datasette, publication_of
from tracker.service import TROUBLE_WAIT_AT_MOST_S, TROUBLE_WAIT_S, Service

GRACE_S = 5
"""How long a stop waits for readers whose pages are under way."""


class Server(uvicorn.Server):
    """uvicorn, which says where it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        """ready: called once with the address of the pages."""
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, then say where."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def serve(config: Config, clock: Clock, ready: Callable[[str], None]) -> None:
    """Serve the pages until SIGINT or SIGTERM. Raises CheckFailed where the address can't be had, and DatabaseMissing."""
    datasette = make_datasette(config.db, load_packs(config.anchors), clock, config.lang)
    publication = replace(publication_of(datasette), public_url=config.public_url.rstrip("/"), downloads=config.downloads)
    datasette.tracker_publication = publication
    app = datasette.app()
    settings = uvicorn.Config(
        app, host=config.host, port=config.port, log_level="warning", timeout_graceful_shutdown=GRACE_S, server_header=False
    )
    try:
        with _quiet_end():
            Server(settings, ready).run()
    except SystemExit as error:
        raise CheckFailed(f"{config.host}:{config.port}", "can't listen there", "choose another --port; 0 takes a free one") from error


@contextmanager
def polling(service: Service, failed: Callable[[TrackerError | StoreError], None]) -> Iterator[None]:
    """Run a service in a thread of its own while the block runs; at its end the polls under way are finished.

    failed: told of an error that ends the poller; the block goes on, and after one of the database the poller is started again later.
    """
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def work() -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(_persistently(service, stop, failed))
        except TrackerError as error:
            failed(error)

    thread = threading.Thread(target=work, name="poller")
    thread.start()
    try:
        yield
    finally:
        with suppress(RuntimeError):  # it has ended by itself, and its loop is closed
            loop.call_soon_threadsafe(stop.set)
        thread.join()


async def _persistently(service: Service, stop: asyncio.Event, failed: Callable[[StoreError], None]) -> None:
    wait_s = TROUBLE_WAIT_S
    while not stop.is_set():
        try:
            await service.run(stop)
        except StoreError as error:
            failed(error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait_s)
            wait_s = min(2 * wait_s, TROUBLE_WAIT_AT_MOST_S)


def poll_until_told(service: Service) -> None:
    """Run a service until SIGINT or SIGTERM. Raises what `Service.run` raises."""

    async def until_told() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await service.run(stop)

    asyncio.run(until_told())


@contextmanager
def _quiet_end() -> Iterator[None]:
    """Uvicorn raises the signal that stopped it once more when it is done; here that is the good end, with status 0."""

    def nothing(number: int, frame: FrameType | None) -> None:
        return None

    before = {number: signal.signal(number, nothing) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
