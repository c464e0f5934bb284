"""The client that sends a request, and whether a proxy of the environment stands between: HTTP's, not the graph's."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.request import getproxies

from graph_builder.errors import UsageError

if TYPE_CHECKING:
    import httpx


def client(url: httpx.URL, timeout: httpx.Timeout) -> httpx.Client:
    """A client for requests to the address.

    A proxy of the environment cannot reach this machine; certificates take longer to read than most answers.

    Raises:
        UsageError: the environment names a proxy that cannot be used.  Its address is not told: it may hold a password.
    """
    import httpx

    outside = not is_local(url)
    try:
        return httpx.Client(timeout=timeout, trust_env=outside, verify=url.scheme == "https")
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        if not (outside and getproxies()):
            raise
        socks = "; a SOCKS proxy needs the package socksio" if isinstance(error, ImportError) else ""
        raise UsageError(f"the proxy that the environment names (http_proxy and so on) cannot be used{socks}") from None


def is_proxied(url: httpx.URL) -> bool:
    """True if the environment names a proxy for such addresses."""
    return not is_local(url) and not getproxies().keys().isdisjoint({url.scheme, "all"})


def is_local(url: httpx.URL) -> bool:
    """True if the address is on this machine."""
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"
