"""One HTTP request to a store of others: its reply, or one clear message.  Knows nothing of graphs.

Source: https://www.w3.org/TR/sparql11-protocol/ and RFC 9110 (401, 429, 503 and Retry-After).
"""

from __future__ import annotations

import contextlib
import email.utils
import html
import os
import re
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from graph_builder.errors import QueryError, UsageError
from graph_builder.graph.proxies import client, is_proxied

try:
    import httpx
except ModuleNotFoundError:
    raise UsageError("stores of others are asked over HTTP: install graph-builder[web]") from None

USER, PASSWORD, TOKEN = "GRAPH_BUILDER_USER", "GRAPH_BUILDER_PASSWORD", "GRAPH_BUILDER_TOKEN"
_BUSY = (429, 502, 503, 504)
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 60.0
_LONGEST_MESSAGE, _LONGEST_HTML, _ERROR_BYTES = 300, 4_000, 65_536
_REMEDY = f"set {USER} and {PASSWORD}, or {TOKEN}"


class RefusedError(QueryError):
    """The server answered, and not with what was asked for; `status` is its HTTP status."""

    def __init__(self, message: str, status: int) -> None:
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks.  Never printed: both secrets are left out of `repr`."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


class Reply(NamedTuple):
    """What the server sent: the body, its media type without parameters, and the headers with names in lower case."""

    raw: bytes
    media_type: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Connection:
    """How requests are sent.

    Units: `seconds` is the longest that one request may take, `most_bytes` the longest answer that is read.
    `tries` counts the first attempt; `sleep` is what waits between two, passed in so that a test need not.
    """

    credentials: Credentials = Credentials()
    seconds: float = 60.0
    tries: int = 1
    most_bytes: int = 1 << 29
    sleep: Callable[[float], None] = time.sleep
    auth: dict[str, httpx.Auth] = field(default_factory=dict, repr=False)


def credentials_of(environment: Mapping[str, str] = os.environ) -> Credentials:
    """The credentials that the environment holds.

    Raises:
        UsageError: a name without a password or a password without a name.
    """
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise UsageError(f"{USER if user else PASSWORD} is set and {PASSWORD if user else USER} is not")
    return Credentials(user, password, environment.get(TOKEN, ""))


def shown(url: str) -> str:
    """The URL as it may be printed: without user, password, query and fragment.

    >>> shown("https://me:secret@example.org/sparql?key=1")
    'https://example.org/sparql'
    """
    bare = re.sub(r"^([^/?#]*//)[^/?#]*@", r"\1", url)
    return "".join(c if c.isprintable() else "?" for c in re.split(r"[?#]", bare)[0])


def checked_url(url: str) -> str:
    """The URL, if a request may go there.

    Raises:
        UsageError: it is no http or https URL, names no host, or holds a password.
    """
    try:
        parsed = httpx.URL(url)
        urlsplit(url)  # which is strict about other things than httpx is
        good = parsed.scheme in ("http", "https") and bool(parsed.host)
    except (httpx.InvalidURL, ValueError):
        good = False
    if not good:
        raise UsageError(f"'{shown(url)}' is no address of a server: write http://... or https://...")
    if parsed.userinfo:
        # It would stand in the shell's history and in the list of processes.
        raise UsageError(f"leave name and password out of the address {shown(url)}: {_REMEDY}")
    return url


def send(
    connection: Connection,
    method: str,
    url: str,
    *,
    accept: str = "*/*",
    body: bytes | None = None,
    media_type: str = "",
    form: Mapping[str, str | list[str]] | None = None,
    params: Mapping[str, str] | None = None,
) -> Reply:
    """The server's answer to one request, tried again where trying again may help.

    Redirects are not followed: a POST would become a GET, and credentials would go where nobody sent them.

    Raises:
        QueryError: the server cannot be reached, is too slow, or its answer is cut or too long.
        RefusedError: the server answered with a status other than success.
    """
    checked_url(url)
    headers = {"Accept": accept, "User-Agent": "graph-builder"}
    if media_type:
        headers["Content-Type"] = media_type
    if body is not None:
        # Virtuoso refuses some requests without reading the body, and then takes the body for the next request.
        headers["Connection"] = "close"
    request = httpx.Request(method, url, params=params, headers=headers, content=body, data=form)
    for attempt in range(1, connection.tries + 1):
        try:
            return _sent(connection, request)
        except _BusyError as busy:
            wait = _FIRST_WAIT * 2 ** (attempt - 1) if busy.wait is None else busy.wait
            if attempt == connection.tries or wait > _LONGEST_WAIT:
                raise busy.error from None
            connection.sleep(wait)
    raise AssertionError("a connection tries at least once")


class _BusyError(Exception):
    """What may succeed in a while: the error to raise if not, and how long the server says to wait."""

    def __init__(self, error: QueryError, wait: float | None = None) -> None:
        self.error, self.wait = error, wait


def _sent(connection: Connection, request: httpx.Request) -> Reply:
    url, end = shown(str(request.url)), time.monotonic() + connection.seconds
    slow = QueryError(f"{url} took longer than {connection.seconds:g} seconds")
    timeout = httpx.Timeout(connection.seconds, connect=min(connection.seconds, 15))
    try:
        with (
            client(request.url, timeout) as sender,
            contextlib.closing(sender.send(request, stream=True, auth=_auth(connection, request.url))) as response,
        ):
            limit = connection.most_bytes if response.is_success else _ERROR_BYTES
            raw = bytearray()
            for chunk in response.iter_bytes():
                raw += chunk
                if time.monotonic() > end:
                    raise slow
                if len(raw) > limit:
                    break
    except httpx.ConnectTimeout:
        if (
            request.url.scheme == "https"
        ):  # a server that waits for plain HTTP says nothing to a TLS greeting; that will not get better
            raise QueryError(f"cannot reach {url}: no answer; does the server speak https at that port?") from None
        raise _BusyError(QueryError(f"cannot reach {url}: no answer")) from None
    except httpx.TimeoutException:
        raise slow from None
    except httpx.ConnectError as error:
        proxy = " through the proxy of the environment" if is_proxied(request.url) else ""
        raise _BusyError(QueryError(f"cannot reach {url}{proxy}: {_reason(error)}; is the server running?")) from None
    except httpx.TransportError as error:
        raise _BusyError(QueryError(f"{url} broke off before its answer was whole ({_reason(error)})")) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:  # a body that is not what its Content-Encoding says; Location
        raise QueryError(f"the answer of {url} cannot be read: {_reason(error)}") from None
    if response.is_success and len(raw) > connection.most_bytes:
        raise QueryError(f"the answer of {url} is longer than {connection.most_bytes:,} bytes; ask for less with LIMIT")
    if not response.is_success or response.status_code == httpx.codes.PARTIAL_CONTENT:
        raise _refusal(connection, url, response, bytes(raw))
    media_type = _printable(response.headers.get("content-type", "").partition(";")[0]).lower()
    return Reply(bytes(raw), media_type, dict(response.headers))


def _refusal(connection: Connection, url: str, response: httpx.Response, raw: bytes) -> Exception:
    """The error for a status other than success, with the server's own words in one line."""
    status, said = response.status_code, _one_line(raw, response.headers.get("content-type", ""))
    for secret in (connection.credentials.password, connection.credentials.token):
        said = said.replace(secret, "***") if len(secret) > 3 else said
    said = f": {said}" if said else ""
    if response.has_redirect_location:
        target = shown(str(response.url.join(response.headers["location"])))
        return RefusedError(f"{url} has moved to {target}; give that address", status)
    if status in (401, 403):
        known = connection.credentials != Credentials()
        remedy = "it does not accept the credentials of the environment" if known else _REMEDY
        return RefusedError(f"{url} refuses access ({status}{said}); {remedy}", status)
    if status == httpx.codes.PARTIAL_CONTENT:
        return RefusedError(f"{url} gave only a part of the answer (206)", status)
    error = RefusedError(f"{url} answered {status} {httpx.codes.get_reason_phrase(status)}".rstrip() + said, status)
    if status in _BUSY:
        return _BusyError(error, _seconds(response.headers.get("retry-after", "")))
    return error


def _one_line(raw: bytes, media_type: str) -> str:
    """The server's message, short.

    >>> _one_line(b"<html><title>Error</title><h1>No  such\\nuser</h1>", "text/html")
    'Error No such user'
    """
    text = raw.decode("utf-8", "replace")
    if "html" in media_type or text.lstrip()[:1] == "<":
        # What is never closed goes to the end: to look for its end from every place on takes the square of the length.
        text = re.sub(r"(?is)<(style|script)\b.*?(?:</\1>|\Z)|<[^<>]*>", " ", text)
        text = html.unescape(text[:_LONGEST_HTML])  # which fails at a number of more than 4,300 digits
    text = text.partition("SPARQL query:")[0]  # Virtuoso repeats what it was asked
    text = _printable(text)
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"


def _printable(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _seconds(retry_after: str) -> float | None:
    """How long Retry-After says to wait; None where it says nothing that can be read."""
    if re.fullmatch(r"\d{1,9}", retry_after):
        return float(retry_after)
    try:
        return max(email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError):
        return None


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    return getattr(cause, "strerror", None) or str(error) or type(error).__name__


def _auth(connection: Connection, url: httpx.URL) -> httpx.Auth | None:
    """One for each server, so that what it asked for once is sent at once from then on."""
    if connection.credentials == Credentials():
        return None
    origin = f"{url.scheme}://{url.netloc.decode()}{url.path}"
    return connection.auth.setdefault(origin, _Asked(connection.credentials))


class _Asked(httpx.Auth):
    """The token; or name and password as the server asks for them (digest before basic), and not before it asks."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = _Bearer(credentials.token) if credentials.token else None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED or not self._credentials.user:
                return
            asked = " ".join(response.headers.get_list("www-authenticate")).lower()
            user, password = self._credentials.user, self._credentials.password
            if "digest" in asked:
                self._chosen = httpx.DigestAuth(user, password)
            elif "basic" in asked:
                self._chosen = httpx.BasicAuth(user, password)
            else:
                return
        yield from self._chosen.auth_flow(request)


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header
        yield request
