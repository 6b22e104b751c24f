"""`/download/<name>`: a file of the export that is offered, bit by bit, whole or in part; no name leads out of its folder."""

from __future__ import annotations

import asyncio
import base64
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response, asgi_start

from db.connection import Connection
from tracker.downloading import downloads_folder
from tracker.errors import UnknownName
from tracker.exporting.folder import files_of
from tracker.exporting.layout import DATABASE, MEDIA_TYPES, ending_of
from tracker.publish.answers import Answer, Asked
from tracker.publish.app import database_of, publication_of
from tracker.publish.byte_range import asked_range
from tracker.publish.caching import is_known, kept
from tracker.publish.headers import GUARDED, OPEN, Receive, Send
from tracker.publish.serving import view

BLOCK = 256 * 1024
METHODS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, so that another export that takes its folder's place does not touch it. size: bytes."""

    name: str
    file: IO[bytes]
    size: int
    sha256: str

    @property
    def tag(self) -> str:
        """Its strong entity tag, by its bytes; of the list of sums, which has no sum itself, by its size and place on the disk."""
        stated = os.fstat(self.file.fileno())
        return f'"{self.sha256[:32] or f"{stated.st_ino:x}-{stated.st_mtime_ns:x}-{self.size:x}"}"'


def folder_of(datasette: Datasette) -> Path:
    """The folder whose export a Datasette offers; of a database in memory, that of one in the working folder."""
    return downloads_folder(Path(database_of(datasette).path or DATABASE), publication_of(datasette).downloads)


async def download_file(request: Request, datasette: Datasette, send: Send, receive: Receive) -> Response | None:
    """The answer to a request for one file; None where it was sent. A name that the export does not list is 404."""
    if request.method not in METHODS:
        return Response("", 405, {"Allow": ", ".join(METHODS)})
    loop = asyncio.get_running_loop()
    opened = await loop.run_in_executor(None, open_listed, folder_of(datasette), request.url_vars["name"])
    if opened is None:
        return await _missing(request, datasette)
    with opened.file:
        await _send(request, opened, send, receive)
    return None


def open_listed(folder: Path, name: str) -> Opened | None:
    """A file that the export in a folder lists, opened; None for any other, and where there is no export."""
    try:
        inside = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        listed = files_of(Path(f"/proc/self/fd/{inside}"))
        if name not in listed:
            return None
        file = open(name, "rb", buffering=0, opener=partial(_open_in, inside))
        return Opened(name, file, os.fstat(file.fileno()).st_size, listed[name])
    except (OSError, ValueError):
        return None
    finally:
        os.close(inside)


def _open_in(folder: int, name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)


async def _send(request: Request, opened: Opened, send: Send, receive: Receive) -> None:
    tag, given = opened.tag, request.headers
    headers = {**GUARDED, **OPEN, **kept(tag, explicit=False, by_language=False), "Accept-Ranges": "bytes"}
    headers["Content-Disposition"] = f'attachment; filename="{opened.name.rpartition("/")[2]}"'
    media_type = MEDIA_TYPES.get(ending_of(opened.name), "application/octet-stream")
    media_type += "" if opened.name.endswith(".db") else "; charset=utf-8"
    if is_known(tag, given.get("if-none-match", "")):
        return await _answer(send, 304, headers, media_type)
    part = asked_range(given.get("range", ""), given.get("if-range", ""), tag, opened.size) if request.method == "GET" else None
    if part is not None and not part:
        return await _answer(send, 416, {**headers, "Content-Range": f"bytes */{opened.size}", "Content-Length": "0"}, media_type)
    if part is not None:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{opened.size}"
    if opened.sha256:  # of the whole, also beside a part of it (RFC 9530 §3)
        headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(opened.sha256)).decode()}:"
    wanted = range(opened.size) if part is None else part
    headers["Content-Length"] = str(len(wanted))
    await asgi_start(send, 200 if part is None else 206, headers, media_type)
    await _stream(opened.file, range(0) if request.method == "HEAD" else wanted, send, receive)


async def _answer(send: Send, status: int, headers: dict[str, str], media_type: str) -> None:
    await asgi_start(send, status, headers, media_type)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _stream(file: IO[bytes], wanted: range, send: Send, receive: Receive) -> None:
    """Send some bytes of a file, block by block, until all are sent or whoever asked has gone."""
    loop, gone = asyncio.get_running_loop(), asyncio.ensure_future(_gone(receive))
    try:
        left = len(wanted)
        file.seek(wanted.start)
        while left and not gone.done():
            block = await loop.run_in_executor(None, file.read, min(BLOCK, left))
            if not block:
                break
            left -= len(block)
            await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _unlisted(conn: Connection, asked: Asked) -> Answer:
    """The page in place of a file that there is not. Raises UnknownName always."""
    raise UnknownName("page", f"there is no file at {asked.path}")


_missing = view(_unlisted)
