"""Hands a message to the process that speaks to channels (`tracker.messenger`), and waits for it, but not for ever."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence

from tracker.alert_text import Message
from tracker.config_text import shortened

MESSENGER = (sys.executable, "-m", "tracker.messenger")
SEND_S = 30.0
"""How long a message to one channel may take."""


def send(channels: Sequence[str], message: Message, command: Sequence[str] = MESSENGER, limit_s: float = SEND_S) -> tuple[str, ...]:
    """Send a message to channels; for each what went wrong, the empty text for nothing.

    channels: addresses as apprise has them. command: the messenger. limit_s: seconds for each channel, then it is ended.
    """
    asked = json.dumps({"channels": list(channels), "title": message.title, "body": message.body})
    try:
        done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=limit_s * max(len(channels), 1), check=True)
        return tuple(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return tuple(f"no end within {limit_s:g} s" for _ in channels)
    except (subprocess.CalledProcessError, OSError, json.JSONDecodeError) as error:
        return tuple(f"the messenger failed ({type(error).__name__})" for _ in channels)


def mark_of(channel: str) -> str:
    """A name for a channel that opens no doors, without a space: what `alerts.channel` shows. Two channels have two names."""
    return f"{shortened(channel).replace(' ', '')}#{hashlib.sha256(channel.encode()).hexdigest()[:6]}"
