"""What can go wrong on the wire, in our own words: nothing of aiohttp, ssl or the operating system leaves `feeds.retrieve`."""

from __future__ import annotations

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from feeds.errors import AddressRefused, BadAnswer, ConnectFailed, RetrieveError, TimedOut
from feeds.retrieve.addresses import RefusedSocket
from feeds.retrieve.limits import Limits

# All that a request may raise on account of the other side: ValueError is aiohttp's for what it can't take apart, e.g. a header.
# What is not here (a closed session, a bug) is ours and rises.
FAULTS = (aiohttp.ClientError, HttpProcessingError, OSError, ValueError)

_LONGEST = 300


def translated(url: str, error: BaseException, limits: Limits) -> RetrieveError:
    """The error of ours that stands for one of FAULTS. url: as asked. limits: those that were in force."""
    match error:
        case aiohttp.ConnectionTimeoutError():
            return TimedOut(url, "connect", limits.connect_s)
        case aiohttp.ServerTimeoutError():
            return TimedOut(url, "read", limits.read_s)
        case aiohttp.InvalidURL():
            return AddressRefused(url, f"no usable address: {_words(error)}")
        case aiohttp.ClientConnectorError(os_error=RefusedSocket(reason=reason)):
            return AddressRefused(url, reason)
        case aiohttp.ClientPayloadError() | aiohttp.ClientResponseError() | HttpProcessingError():
            return BadAnswer(url, _words(error))
        case aiohttp.ClientError() | OSError():
            return ConnectFailed(url, _words(error))
    return BadAnswer(url, _words(error))


def _words(error: BaseException) -> str:
    """What an error of a library says, short and on one line; its name where it says nothing."""
    said = " ".join(str(error).encode("ascii", "backslashreplace").decode().split())
    return said[:_LONGEST] or type(error).__name__
