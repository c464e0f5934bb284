"""Who is one client: an address, or the network of 2^64 addresses that one IPv6 client has to choose from."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address, ip_network

from starlette.requests import HTTPConnection

_OWN = 64


def client_of(request: HTTPConnection) -> str:
    """The client of a request."""
    return one_client(request.client.host if request.client else "")


@lru_cache(maxsize=4096)
def one_client(address: str) -> str:
    """The name under which all addresses of a client are counted.

    >>> one_client("192.0.2.7"), one_client("2001:db8::7"), one_client("::ffff:192.0.2.7"), one_client("")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7', '')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 6 and not found.is_loopback:
        return str(found.ipv4_mapped or ip_network((found, _OWN), strict=False))
    return str(found)
