"""A real Chromium, driven by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/), and a real server for it."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import uvicorn
from datasette.app import Datasette
from publish_stock import NOW, pack

from tracker.instants import instant_of
from tracker.publish.app import make_datasette

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--no-default-browser-check", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
)  # fmt: skip
LIMIT_S = 20
KEPT = Path(__file__).resolve().parents[2] / ".pictures"
"""Where the pictures of a run are kept, each page that a test opened; git ignores the folder."""
PICTURES = 40
"""Of one test at most."""


def chromium() -> str | None:
    """Where Chromium is, None where it is not installed."""
    return next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)


@contextmanager
def served(database: Path) -> Iterator[str]:
    """The pages of a database at an address."""
    with listening(make_datasette(database, (pack(),), lambda: instant_of(NOW))) as url:
        yield url


@contextmanager
def listening(datasette: Datasette) -> Iterator[str]:
    """A Datasette at an address, by uvicorn in a thread."""
    app = datasette.app()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + LIMIT_S
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


class Tab:
    """One tab. requests: addresses that it asked for. complaints: what stood in its console, and dialogs that opened."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: str) -> None:
        self._socket, self._session, self._number = socket, session, 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self._pictures = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters, "sessionId": self._session})
        return await asyncio.wait_for(answer, LIMIT_S)

    async def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        """Show an address at a width."""
        mobile = width < 600
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        await self._after_loading(self.call("Page.navigate", url=url))

    async def follow(self, script: str) -> None:
        """Run a script that leads to another page, and wait for that."""
        await self._after_loading(self.call("Runtime.evaluate", expression=script, userGesture=True))

    async def value(self, script: str) -> Any:
        """What an expression is in the page."""
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def press(self, key: str, code: int) -> None:
        """Press and release a key."""
        for kind in ("rawKeyDown", "char", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "char" else {}
            if kind != "char" or text:
                await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    async def picture(self, path: Path, **how: Any) -> None:
        """The visible part as PNG, or in another form."""
        shot = await self.call("Page.captureScreenshot", **{"format": "png", **how})
        path.write_bytes(base64.b64decode(shot["data"]))

    async def close(self) -> None:
        """Stop listening."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    async def _after_loading(self, command: Any) -> None:
        self._loaded.clear()
        await command
        await asyncio.wait_for(self._loaded.wait(), LIMIT_S)
        await self._keep()

    async def _keep(self) -> None:
        """Keep what a test sees now among the pictures of the run, by the test's name."""
        test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition("::")[2].rpartition(" ")[0]
        if test and self._pictures < PICTURES:
            self._pictures += 1
            KEPT.mkdir(exist_ok=True)
            name = re.sub(r"[^A-Za-z0-9]+", "-", test).strip("-")
            await self.picture(KEPT / f"{name}-{self._pictures:02}.jpg", format="jpeg", quality=60, optimizeForSpeed=True)

    async def _read(self) -> None:
        async for message in self._socket:
            said = message.json()
            if said.get("id") in self._answers:
                self._answers.pop(said["id"]).set_result(said.get("result", {"error": said.get("error")}))
                continue
            self._notice(said.get("method", ""), said.get("params", {}))

    def _notice(self, method: str, said: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.requestWillBeSent":
            self.requests.append(said["request"]["url"])
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("warning", "error"):
            self.complaints.append(said["entry"]["text"])
        elif method in ("Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
            self.complaints.append(f"{method}: {said}")


@asynccontextmanager
async def open_tab() -> AsyncIterator[Tab]:
    """A tab of a browser of its own, with an empty profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            str(chromium()), *FLAGS, f"--user-data-dir={profile}", "about:blank",
            stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = await asyncio.wait_for(_address(process), LIMIT_S)
            async with aiohttp.ClientSession() as http, http.ws_connect(address, max_msg_size=0) as socket:
                tab = Tab(socket, await _attach(socket))
                for domain in ("Page", "Network", "Log", "Runtime"):
                    await tab.call(f"{domain}.enable")
                yield tab
                await tab.close()
        finally:
            process.terminate()
            await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    while line := (await process.stderr.readline()).decode():
        if "DevTools listening on " in line:
            return line.partition("DevTools listening on ")[2].strip()
    raise AssertionError("Chromium ended before it listened")


async def _attach(socket: aiohttp.ClientWebSocketResponse) -> str:
    async def call(number: int, method: str, **parameters: Any) -> dict[str, Any]:
        await socket.send_json({"id": -number, "method": method, "params": parameters})
        while (said := await socket.receive_json()).get("id") != -number:
            pass
        return said["result"]

    target = (await call(1, "Target.createTarget", url="about:blank"))["targetId"]
    return (await call(2, "Target.attachToTarget", targetId=target, flatten=True))["sessionId"]


def in_language(path: str, lang: str) -> str:
    """A path of the pages, in a language."""
    return f"{path}{'&' if '?' in path else '?'}ui={lang}"


async def open_fitting(tab: Tab, address: str, path: str, lang: str, width: int) -> None:
    """Show a page in a language, and see that it is no wider than the screen."""
    await tab.open(address + in_language(path, lang), width)
    await fits(tab, path)


async def fits(tab: Tab, path: str) -> None:
    """See that the page shown is no wider than the screen."""
    overflow = await tab.value("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, (path, overflow)


def pages_fit(address: str, paths: Iterable[str], lang: str, width: int) -> None:
    """See that each page has one title and is no wider than the screen."""

    async def steps(tab: Tab) -> None:
        for path in paths:
            await open_fitting(tab, address, path, lang, width)
            assert await tab.value("document.querySelectorAll('h1').length") == 1, path

    walk(steps)


def walk(steps: Callable[[Tab], Awaitable[None]]) -> None:
    """Run steps in a browser of their own; nothing may be complained of, and no other host asked."""

    async def run() -> None:
        async with open_tab() as tab:
            await steps(tab)
            assert tab.complaints == [], tab.complaints
            assert {urlsplit(url).hostname for url in tab.requests if urlsplit(url).scheme in ("http", "https")} == {"127.0.0.1"}

    asyncio.run(run())
