"""Hands a message to the process that speaks to channels (`tracker.messenger`), and waits for it, but not for ever."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence

from tracker.alert_text import Message
from tracker.config_text import shortened

SEND_S = 60.0
"""How long a message to one channel may take."""


def send(channels: Sequence[str], message: Message) -> tuple[str, ...]:
    """Send a message to channels; for each what went wrong, the empty text for nothing. channels: addresses as apprise has them."""
    asked = json.dumps({"channels": list(channels), "title": message.title, "body": message.body})
    command = (sys.executable, "-m", "tracker.messenger")
    try:
        done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=SEND_S * max(len(channels), 1), check=True)
        return tuple(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return tuple("no end within a minute" for _ in channels)
    except (subprocess.CalledProcessError, OSError, json.JSONDecodeError) as error:
        return tuple(f"the messenger failed: {type(error).__name__}" for _ in channels)


def mark_of(channel: str) -> str:
    """A name for a channel that opens no doors, without a space: what `alerts.channel` shows. Two channels have two names."""
    return f"{shortened(channel).replace(' ', '')}#{hashlib.sha256(channel.encode()).hexdigest()[:6]}"
