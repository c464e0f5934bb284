"""A request of the SPARQL 1.1 Protocol, read: the query, the dataset that it names and the form that it wants.

Source: https://www.w3.org/TR/sparql11-protocol/, 2.1.  Nothing that a request names is ever fetched.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from graph_builder.serve.aside import aside
from graph_builder.serve.fault import Fault
from graph_builder.serve.negotiation import is_known, offered
from graph_builder.serve.room import SMALL, take

LARGEST_BODY = 1 << 20
METHODS = "GET, HEAD, POST, OPTIONS"
BODY_SECONDS = 10.0
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST_FIELDS = 200
_SHORT = 8 << 10  # bytes of a form that are read within a millisecond, however they are encoded
_READ_ONLY = "this graph is read-only: updates are refused"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: `query` is None where there is none; `default` and `named` are the IRIs of graphs."""

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    output: str


async def read(request: Request) -> Asked:
    """What a request asks.

    Raises:
        Fault: 400, 403, 408, 413 or 415.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Fault(415, "send the request without Content-Encoding", headers={"Accept-Encoding": "identity"})
    fields = _fields(request.scope["query_string"], "the address")
    if request.method in ("GET", "HEAD"):
        return _asked(fields, None)
    media, charset = _content_type(request.headers.get("content-type", ""))
    if media == _UPDATE:
        raise Fault(403, _READ_ONLY)
    if media not in (_FORM, _QUERY):
        raise Fault(415, f"send {_QUERY} or {_FORM}", headers={"Accept-Post": f"{_QUERY}, {_FORM}"})
    if charset not in ("", "utf-8", "utf8"):
        raise Fault(415, "send the request as UTF-8")
    raw = await _body(request)
    if media == _FORM:
        form = await aside(_fields, raw, "the form") if len(raw) > _SHORT else _fields(raw, "the form")
        return _asked([*fields, *form], "")
    try:
        return _asked(fields, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Fault(400, f"the query is not UTF-8: byte {error.start + 1}") from None


def _content_type(header: str) -> tuple[str, str]:
    media, _, parameters = header.partition(";")
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters, re.IGNORECASE)
    return media.strip().lower(), charset[1].lower() if charset else ""


async def _body(request: Request) -> bytes:
    """The body, as long as it is neither too large nor too slow."""
    too_large = Fault(413, f"the request is larger than {LARGEST_BODY:,} bytes", headers={"Connection": "close"})
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > LARGEST_BODY:
        raise too_large
    parts, size, roomy = [], 0, False
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > LARGEST_BODY:
                    raise too_large
                if size > SMALL and not roomy:
                    take(request, LARGEST_BODY)
                    roomy = True
                parts.append(part)
    except TimeoutError:
        slow = f"the request took more than {BODY_SECONDS:g} seconds to arrive"
        raise Fault(408, slow, headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise Fault(400, "the request was cut off") from None
    return b"".join(parts)


def _fields(raw: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = raw.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise Fault(400, f"{where} is not percent-encoded UTF-8") from None
    except ValueError:
        raise Fault(400, f"{where} has more than {_MOST_FIELDS} fields") from None


def _asked(fields: list[tuple[str, str]], body: str | None) -> Asked:
    def all_of(*names: str) -> tuple[str, ...]:
        return tuple(value for name, value in fields if name in names)

    if all_of("update"):
        raise Fault(403, _READ_ONLY)
    queries = [*all_of("query"), *([body] if body else [])]
    if len(queries) > 1:
        raise Fault(400, "the request has more than one query")
    if not queries and body is not None:
        raise Fault(400, "the request has no query")
    default, named = all_of("default-graph-uri"), all_of("named-graph-uri")
    for address in (*default, *named):
        if not _IRI.fullmatch(address):
            raise Fault(400, "the IRI of a graph must be complete, such as https://example.org/graph/a")
    output = next((value for value in all_of("format", "output", "results") if value), "")
    if output and not is_known(output):
        raise Fault(406, f"there is no such format; there are: {offered()}")
    return Asked(queries[0] if queries else None, default, named, output)
