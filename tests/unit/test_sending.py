"""Messages handed to channels: what is said of those that don't take them, and a mail as it arrives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from tracker.alert_text import Message
from tracker.messenger import UNKNOWN, deliver
from tracker.sending import send

MESSAGE = Message("関税年表：通知2件", "NHK changed “x” & <b>y</b>\nhttps://t.example/item/1/diff/1..2")


@pytest.fixture
def mailbox() -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that takes everything (RFC 5321, as far as it is needed), and what it took."""
    got: list[bytes] = []

    class Session(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here ESMTP\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    server = ThreadingTCPServer(("127.0.0.1", 0), Session)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_address[1], got
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_mail_arrives_as_plain_text(mailbox: tuple[int, list[bytes]]) -> None:
    port, got = mailbox
    assert send([f"mailto://127.0.0.1:{port}?from=a@example.org&to=desk@example.org&mode=insecure"], MESSAGE) == ("",)
    mail = message_from_bytes(got[0], policy=default)
    assert (mail["Subject"], mail["To"], mail.get_content_type()) == (MESSAGE.title, "desk@example.org", "text/plain")
    assert mail.get_content().rstrip("\n").splitlines() == MESSAGE.body.splitlines()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of apprise's own imports, which happen when it meets its first address
def test_each_channel_says_what_went_wrong_without_its_password() -> None:
    refused, unknown = deliver(["json://user:secret@127.0.0.1:9/hook", "nonsense"], "t", "b")
    assert unknown == UNKNOWN
    assert "onnection" in refused and "secret" not in refused


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("raise SystemExit(3)", "the messenger failed (CalledProcessError)"),
        ("print('no json')", "the messenger failed (JSONDecodeError)"),
        ("import time; time.sleep(60)", "no end within 0.1 s"),
    ],
)
def test_a_messenger_that_fails_or_hangs_fails_for_every_channel(program: str, said: str) -> None:
    command = (sys.executable, "-c", program)
    assert send(["json://a", "json://b"], MESSAGE, command, limit_s=0.1 if "sleep" in program else 10) == (said, said)
    assert send(["json://a"], MESSAGE, ("/no/such/program",)) == ("the messenger failed (FileNotFoundError)",)
