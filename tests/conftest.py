"""What several tests need: a real HTTP server whose answers a test sets, and where the shared corpora are."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass
class Answer:
    """What the server says under one path. conditional: with an ETag. drop: it closes the connection without a word."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    conditional: bool = True
    always_304: bool = False
    drop: bool = False


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]


class FeedServer:
    """A server on a free port of the loopback address; `answers` may be changed while it runs."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = server.answers.get(self.path, Answer(b"nothing here", 404, {"Content-Type": "text/plain"}))
                if answer.drop:
                    self.close_connection = True
                    return
                if answer.always_304 and (self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since")):
                    self.send_response(304)
                    self.end_headers()
                    return
                etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
                if answer.conditional and answer.status == 200 and self.headers.get("If-None-Match") == etag:
                    self.send_response(304)
                    self.send_header("ETag", etag)
                    self.end_headers()
                    return
                self.send_response(answer.status)
                if answer.conditional and answer.status == 200:
                    self.send_header("ETag", etag)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def put(self, path: str, body: bytes | str, status: int = 200, content_type: str = "application/xml", conditional: bool = True) -> str:
        """Set what a path answers; gives its address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(data, status, {"Content-Type": content_type}, conditional)
        return self.url + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def feed_server() -> Iterator[FeedServer]:
    server = FeedServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with labelled items and corpora beside the project; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared here: labelled items and corpora are not part of the project")
    return SHARED
