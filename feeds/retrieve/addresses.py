"""Which addresses may be asked: the spelling of a URL, and the number that a name leads to. Pure.

A name is no evidence: only the number to which a connection is made is. `connect` asks `refusal` for each one (TRAPS 22).
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin

from yarl import URL

from feeds.errors import AddressRefused, RetrieveError, TooManyRedirects

# What RFC 3986 §2 allows: a URL made only of these is sent as it stands, for a source's query string is part of its identity (TRAPS 38).
_AS_IT_STANDS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")

_CARRIER_GRADE = IPv4Network("100.64.0.0/10")  # RFC 6598
# IANA's special-purpose registries; listed here because `ipaddress` learnt of them only in later releases, or not at all.
_SPECIAL_4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
_SPECIAL_6 = tuple(map(IPv6Network, ("2001::/23", "2002::/16", "3fff::/20")))
_AZURE_METADATA = IPv4Address("168.63.129.16")  # a public number that answers only from inside (Azure: "What is IP address 168.63.129.16")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address is in the last 32 bits
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291 §2.4 and IANA: nothing else is assigned to hosts on the internet


class RefusedSocket(RetrieveError, OSError):
    """An address that must not be asked, found where the socket would be made; an AddressRefused once it has left `feeds.retrieve`.

    aiohttp and aiohappyeyeballs pass only an OSError on, and keep its type only where the errors of all addresses read the same.
    """

    def __str__(self) -> str:
        """The same words for every address."""
        return "address refused"


def request_url(text: str) -> URL:
    """The address to ask, as it was spelt wherever that is lawful.

    text: an absolute http or https URL. Raises AddressRefused for any other scheme, for a backslash or control character (readers
    differ on where the host ends), for a user name or password in it (it would be published), and for what is no URL.
    """
    if _UNFIT.search(text):
        raise AddressRefused(text, "a backslash or control character in the address")
    try:
        url = URL(text, encoded=_AS_IT_STANDS.fullmatch(text) is not None)
        host = url.raw_host
    except ValueError as error:
        raise AddressRefused(text, f"no usable address: {error}") from error
    if url.scheme not in ("http", "https"):
        raise AddressRefused(text, f"only http and https are fetched, not {url.scheme or 'an address without a scheme'}")
    if not host:
        raise AddressRefused(text, "no host in the address")
    if url.raw_user is not None or url.raw_password is not None:
        raise AddressRefused(text, "a user name or password in the address")
    return url


def redirect_url(asked: str, present: URL, location: str) -> URL:
    """Where a redirect from `present` leads, its fragment left out (RFC 9110 §10.2.2).

    asked: the URL of the whole retrieval, for errors. location: the header.
    Raises TooManyRedirects when there is no usable target, AddressRefused as `request_url` does.
    """
    target = location.strip()
    if not target:
        raise TooManyRedirects(asked, "redirected without saying where to")
    try:
        joined = urljoin(str(present), target)
    except ValueError as error:
        raise TooManyRedirects(asked, f"redirected to something that is no address: {error}") from error
    try:
        return request_url(joined).with_fragment(None)
    except AddressRefused as refused:
        raise AddressRefused(asked, f"redirected to {refused.url!a}: {refused.reason}") from refused


def refusal(address: str) -> str:
    """Why a connection to this number is refused, or the empty string where it may be made.

    address: IPv4 or IPv6 as `getaddrinfo` gives it. IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4; tunnels (6to4, Teredo) and
    anything that IANA has not assigned to hosts on the internet are refused.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return f"{address!a} is no IP address"
    kind = _kind(_unwrapped(ip))
    return f"{address} is {kind}" if kind else ""


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, else the address itself."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip in _NAT64:
            return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip


def _kind(ip: IPv4Address | IPv6Address) -> str:
    """What keeps an address from being asked, in words; the empty string for nothing."""
    if ip.is_loopback or ip.is_unspecified:
        return "this machine itself"
    if ip.is_link_local or ip == _AZURE_METADATA:
        return "a link-local or metadata address"
    if ip.is_multicast or ip.is_reserved:
        return "a multicast or reserved address"
    return _kind_of_4(ip) if isinstance(ip, IPv4Address) else _kind_of_6(ip)


def _kind_of_4(ip: IPv4Address) -> str:
    if ip in _CARRIER_GRADE:
        return "a carrier-grade NAT address"
    return "a private address" if not ip.is_global or any(ip in network for network in _SPECIAL_4) else ""


def _kind_of_6(ip: IPv6Address) -> str:
    if any(ip in network for network in _SPECIAL_6):
        return "an address of a special purpose, such as a tunnel (6to4, Teredo)"
    return "" if ip in _GLOBAL_UNICAST and ip.is_global else "a private address"
