"""The SPARQL endpoint: a request in, an answer or a refusal out.

200 the answer                  304 the client has it already       400 not a request, or not a query
403 an update                   405 another method                  406 no such format
408 the request came too slowly 413 it is too large                 415 it has another type
503 too many queries, with Retry-After      504 past the time limit      507 past that of rows, memory or size
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive

from graph_builder.errors import QueryError
from graph_builder.graph.cells import defused_results
from graph_builder.graph.engine import Limits, WorkerError, over
from graph_builder.graph.engine import request as message
from graph_builder.graph.exports import ordered_prefixes
from graph_builder.graph.query_text import refuse
from graph_builder.graph.sparql import error_of
from graph_builder.serve.aside import aside
from graph_builder.serve.clients import client_of
from graph_builder.serve.description import description, serialised
from graph_builder.serve.desk import LONGEST_ANSWER, OverError
from graph_builder.serve.fault import RETRY_AFTER, Fault
from graph_builder.serve.negotiation import GRAPH, KINDS, accepted, has_it, offered, preferred, wanted
from graph_builder.serve.pages import editor_page
from graph_builder.serve.pool import answered
from graph_builder.serve.protocol import Asked, read
from graph_builder.serve.room import take
from graph_builder.serve.served import Served, Site
from graph_builder.serve.turns import BusyError

_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
_EXAMINED = 20_000  # characters: what is longer is no query that a person wrote, and looking it over takes time
_PLACE = re.compile(r"error at (\d+):(\d+)")
_WATCH_AFTER = 0.05
_NO_SERVICE = f"a query of more than {_EXAMINED:,} characters may not have the word SERVICE, which is refused here"


async def sparql(request: Request) -> Response:
    """The protocol's one operation that is offered: query.  Without a query, what the service is."""
    asked, site = await read(request), request.app.state.site
    accept = accepted(request.headers)
    if asked.query is None:
        return await _described(request, site, asked, accept)
    if request.method != "POST" and not asked.output and preferred(accept, [*_all(), "text/html"]) == "text/html":
        return editor_page(request, asked.query)
    return await _answer(request, site, asked, accept)


async def _described(request: Request, site: Site, asked: Asked, accept: str) -> Response:
    forms = [media for media in GRAPH if wanted("text/html", asked.output)["graph"] == media] if asked.output else []
    media = forms[0] if forms else preferred(accept, [*GRAPH, "text/html"])
    if media is None:
        raise Fault(406, f"the service is described as text/html, {offered(['graph'])}")
    if media == "text/html":
        return editor_page(request, "")
    raw = await aside(serialised, description(site), media, site.current.prefixes)
    return Response(raw, media_type=media, headers={"Vary": "Accept"})


async def _answer(request: Request, site: Site, asked: Asked, accept: str) -> Response:
    served, forms, query = site.current, wanted(accept, asked.output), str(asked.query)
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if request.method != "POST" and not _VOLATILE.search(query):
        tag = _tag(served, asked, forms)
        headers |= {"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate"}
        if has_it(request.headers, tag):
            return Response(status_code=304, headers=headers)
    told, body = await ask(request, served, query, forms, asked.default, asked.named)
    kind = told["kind"]
    media = forms[kind]
    if media is None:
        raise Fault(406, f"an answer to this query can be had as {offered([kind])}")
    if KINDS[kind][media] == "text":
        body = b"true" if b"true" in body else b"false"
    return Response(body, media_type=media, headers=headers)


async def ask(
    request: Request,
    served: Served,
    query: str,
    forms: Mapping[str, str | None],
    default: tuple[str, ...] = (),
    named: tuple[str, ...] = (),
) -> tuple[dict[str, Any], bytes]:
    """What a worker tells of the answer, and the answer.

    Raises:
        Fault: there is none.
    """
    limits = served.pool.limits
    await _refuse_services(query)
    worker_forms = {kind: KINDS[kind][media] if media else None for kind, media in forms.items()}
    worker_forms["truth"] = "xml" if worker_forms["truth"] == "xml" else worker_forms["truth"] and "json"
    asked = message(query, served.prefixes, limits, worker_forms, default, named)
    room = partial(take, request)
    try:
        told, body = await _unless_gone(request.receive, answered(served.pool, asked, client_of(request), room))
    except (BusyError, WorkerError):
        later = {"Retry-After": str(RETRY_AFTER)}
        raise Fault(503, "too many queries are at work; ask again in some seconds", headers=later) from None
    except OverError as error:
        raise Fault(504 if error.what == "time" else 507, _over(error.what, limits)) from None
    if told["kind"] == "fault":
        raise await aside(_fault, told, query, served, limits)
    if told["format"] in ("csv", "tsv"):
        body = await aside(_defused, body, told["format"])
    if told["format"] == "turtle":
        body = await aside(_ordered, body)
    return told, body


def _defused(body: bytes, format_: str) -> bytes:
    return defused_results(body.decode("utf-8"), format_).encode("utf-8")


def _ordered(body: bytes) -> bytes:
    return ordered_prefixes(body.decode("utf-8")).encode("utf-8")


async def _refuse_services(query: str) -> None:
    """SERVICE is refused with a clear message; a worker could not reach anything anyway (see keeper.py, sealed)."""
    if "service" not in query.lower():
        return
    if len(query) > _EXAMINED:
        raise Fault(400, _NO_SERVICE)
    try:
        await aside(refuse, query)
    except QueryError as error:
        raise Fault(400, str(error), error.line, error.column) from None


def _fault(told: dict[str, Any], query: str, served: Served, limits: Limits) -> Fault:
    """What is wrong with the query, and where; or with the form that is wanted of its answer."""
    if told["type"] == "CharacterError":
        return Fault(406, told["message"])
    if len(query) > _EXAMINED:
        place = _PLACE.search(told["message"])
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        return Fault(400, "the query cannot be read", line, column)
    try:
        refuse(query)
        error = error_of(told, query, served.prefixes, limits)
        assert error is not None  # the caller has seen that it is a fault
    except QueryError as refused:
        error = refused
    return Fault(400, str(error), error.line, error.column)


def _over(what: str, limits: Limits) -> str:
    if what == "size":
        return f"the answer has more than {LONGEST_ANSWER >> 20} MB; ask for less of it"
    text = over(what, limits)
    return re.sub(r"(?:, or|;) raise the limit of \w+", "", text)  # a client cannot


def _tag(served: Served, asked: Asked, forms: Mapping[str, str | None]) -> str:
    """A weak ETag: the order of rows may differ where a query asks for none."""
    parts = [served.digest, repr(forms), asked.query or "", *asked.default, "\x1e", *asked.named]
    return f'W/"{hashlib.sha256(chr(0x1F).join(parts).encode()).hexdigest()[:32]}"'


def _all() -> list[str]:
    return list(dict.fromkeys(media for offers in KINDS.values() for media in offers))


async def _unless_gone(receive: Receive, work: Coroutine[Any, Any, tuple[dict[str, Any], bytes]]) -> Any:
    """What the work returns; it is cancelled if the client goes away before.

    Raises:
        Fault: it went away.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_WATCH_AFTER)  # most answers are there before watching pays
        if not done:
            gone = asyncio.ensure_future(_gone(receive))
            try:
                await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
        if not task.done():
            raise Fault(400, "the client has gone")  # nobody reads this
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, BusyError, OverError):
                await task


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
