"""The hosts of web addresses: where their names lead, and whether that is in the public web."""

import ipaddress
import socket
import urllib.request
from urllib.parse import urlsplit

_CARRIERS = ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96")
"""Networks whose addresses end in an IPv4 address."""


def host_of(address: str) -> str:
    """The host of a web address; "" where it is none."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "" if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def is_proxied(address: str) -> bool:
    """Whether a proxy is asked for an address, which then finds the host by itself."""
    proxies = urllib.request.getproxies()
    return "all" in proxies or urlsplit(address).scheme in proxies


def addresses_of(host: str) -> tuple[str, ...]:
    """The IP addresses of a host, none of one that is not found."""
    try:
        return tuple(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, None)))
    except (OSError, UnicodeError):
        return ()


def is_global(address: str) -> bool:
    """Whether an IP address is in the public web, and so is the IPv4 address that one of IPv6 carries."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if ip.version == 6 and (inner := ip.ipv4_mapped or ip.sixtofour or _in_last_bits(ip)):
        return is_global(str(inner))
    return ip.is_global and not ip.is_multicast


def _in_last_bits(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address at the end of one that is translated (RFC 6052) or of the old kind (RFC 4291, 2.5.5.1)."""
    return ipaddress.IPv4Address(ip.packed[12:]) if any(ip in every for every in _CARRIERS) else None
