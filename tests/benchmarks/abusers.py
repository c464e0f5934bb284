"""Every kind of abuse of an HTTP endpoint for SPARQL that we know of, each from an address of its own.

An act is one attempt: it opens what it needs, and returns how it ended: an HTTP status, "cut" where the server hung up
without a word, "refused" where it took no connection, "late" where nothing came in time.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

PATIENCE = 45.0
_QUERY = "application/sparql-query"
_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Abuser:
    """Who abuses: the server's port, an address of its own, and chance."""

    port: int
    address: str
    chance: random.Random

    @contextlib.asynccontextmanager
    async def line(self, receive: int = 0) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A connection, which ends with the block; `receive` is the size of its buffer, where it is to be small."""
        made = socket.socket()
        made.setblocking(False)
        if receive:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        made.bind((self.address, 0))
        try:
            await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", self.port))
            reader, writer = await asyncio.open_connection(sock=made, limit=1 << 16)
        except BaseException:
            made.close()
            raise
        try:
            yield reader, writer
        finally:
            writer.transport.abort()


Act = Callable[[Abuser], Awaitable[str]]
KINDS: dict[str, tuple[int, Act]] = {}
"""How many at a time attempt each kind, and how."""


def kind(name: str, count: int) -> Callable[[Act], Act]:
    """Enters an act into the table."""

    def enter(act: Act) -> Act:
        KINDS[name] = (count, act)
        return act

    return enter


async def abuse(port: int, seconds: float, seed: int, names: list[str]) -> Counter[tuple[str, str]]:
    """How often each of the named kinds ended in which way, when all of them are attempted again and again."""
    ended: Counter[tuple[str, str]] = Counter()
    stop = asyncio.get_running_loop().time() + seconds
    tasks = []
    for name in names:
        number = [*KINDS].index(name)
        for each in range(KINDS[name][0]):
            abuser = Abuser(port, f"127.0.1.{number + 1}", random.Random(seed * 10_000 + number * 100 + each))
            tasks.append(asyncio.create_task(_again(name, abuser, stop, ended)))
    await asyncio.gather(*tasks)
    return ended


async def _again(name: str, abuser: Abuser, stop: float, ended: Counter[tuple[str, str]]) -> None:
    loop, act = asyncio.get_running_loop(), KINDS[name][1]
    while loop.time() < stop:
        began = loop.time()
        try:
            async with asyncio.timeout(min(PATIENCE, max(stop - began, 0.1) + 5)):
                outcome = await act(abuser)
        except TimeoutError:
            outcome = "late" if loop.time() - began >= PATIENCE else "unfinished"
        except ConnectionRefusedError:
            outcome = "refused"
        except (OSError, asyncio.IncompleteReadError):
            outcome = "cut"
        ended[name, outcome] += 1
        await asyncio.sleep(0.005 if outcome != "refused" else 0.05)


async def status(reader: asyncio.StreamReader) -> str:
    """The status of the reply; all of it is read."""
    head = await reader.read(4096)
    while head and (await reader.read(1 << 16)):
        pass
    return head[9:12].decode("latin-1") if head.startswith(b"HTTP/1.1 ") else "cut"


async def sent(abuser: Abuser, raw: bytes) -> str:
    """How a request ends that is sent whole, and whose reply is read."""
    async with abuser.line() as (reader, writer):
        writer.write(raw)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        return await status(reader)


def get(path: str, more: str = "") -> bytes:
    """A request for a path, after which the connection ends."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n".encode()


def post(body: bytes, media: str = _QUERY, more: str = "") -> bytes:
    """A request with a body, after which the connection ends."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {media}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n{more}\r\n".encode() + body


def _queries(name: str, count: int, *texts: Callable[[random.Random], str] | str) -> None:
    async def act(abuser: Abuser) -> str:
        text = abuser.chance.choice(texts)
        query = text if isinstance(text, str) else text(abuser.chance)
        return await sent(abuser, post(query.encode()))

    kind(name, count)(act)


def _n(chance: random.Random) -> int:
    return chance.randrange(1 << 40)


_DOUBLED = "".join(f"BIND(REPLACE(?{one}, 'a', ?{one}) AS ?{two}) " for one, two in zip("abcde", "bcdef", strict=True))
_queries(
    "cartesian joins", 4,
    lambda c: f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != {_n(c)}) }}",
    lambda c: f"ASK {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = '{_n(c)}') }}",
)  # fmt: skip
_queries(
    "property paths", 4,
    lambda c: f"SELECT (COUNT(*) AS ?n) {{ ?a !<a:{_n(c)}>*/!<a:b>* ?b . ?b !<a:c>*/!<a:d>* ?c }}",
    "SELECT * { ?s " + "/".join(["(^rdfs:label|rdfs:label|!rdfs:label)*"] * 60) + " ?o }",
)  # fmt: skip
_queries(
    "regular expressions", 4,
    lambda c: f"SELECT ?x {{ ?s ?p ?l FILTER(REGEX(STR(?l), '(a+)+(b+)+(.*)*(.+)+{_n(c)}$')) ?x ?q ?o }}",
    "SELECT ?x { BIND(REGEX('" + "a" * 2000 + "', '((a{0,100}){0,100}){0,100}b') AS ?x) }",
)  # fmt: skip
_queries(
    "huge strings", 4,
    "SELECT (GROUP_CONCAT(?o) AS ?x) { ?s ?p ?o . ?a ?b ?c }",
    "SELECT (STRLEN(?f) AS ?n) { BIND('aaaaaaaaaa' AS ?a) " + _DOUBLED + "}",
    "SELECT (STRDT(?x, <a:a>) AS ?y) { { SELECT (GROUP_CONCAT(STR(?o)) AS ?x) { ?s ?p ?o . ?t ?q 'a' } } }",
    "SELECT (CONCAT(?a, ?a) AS ?b) { { SELECT (GROUP_CONCAT(STR(?o)) AS ?a) { ?s ?p ?o . ?t ?q ?u } } }",
)  # fmt: skip
_queries(
    "sorted cross products", 4,
    lambda c: f"SELECT DISTINCT ?a ?b ?c {{ ?a ?p ?q . ?b ?r ?s . ?c ?t ?u }} ORDER BY ?c LIMIT {c.randrange(9) + 1}",
)  # fmt: skip
_queries(
    "deep nesting", 4,
    "SELECT * { " + "{ " * 100_000 + "} " * 100_000 + "}",
    "SELECT * { " + "OPTIONAL { " * 20_000 + "?s ?p ?o " + "} " * 20_000 + "}",
    "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
    "SELECT * { FILTER(" + "!" * 100_000 + "true) }",
    "SELECT * { ?s " + "(" * 50_000 + "a" + ")" * 50_000 + " ?o }",
    "SELECT * { { " + " } UNION { ".join(["?s ?p ?o"] * 20_000) + " } }",
)  # fmt: skip
_queries(
    "texts slow to read", 4,
    "SELECT * { " + "a.-" * 30_000,
    "SELECT * { " + "?a kgo:b 'c' ; " * 6_000 + " SERVICEx ",
    "PREFIX a: <a:a> " * 6_000 + "nonsense",
    "SELECT * { ?s ?p " + "((((" * 20_000,
    "ASK { ?s ?p '" + "\\\\" * 45_000 + "' } # service",
)  # fmt: skip
_queries(
    "large answers", 4,
    lambda c: f"SELECT * {{ ?s ?p ?o . ?a ?b ?c }} LIMIT {99_000 + c.randrange(1000)}",
    lambda c: f"CONSTRUCT {{ ?s ?p ?o . ?s <a:{_n(c)}> ?p }} {{ ?s ?p ?o }}",
    "SELECT ?s ?p ?x { ?s ?p ?o BIND(CONCAT('" + "x" * 600 + "', STR(?o)) AS ?x) }",
)  # fmt: skip
_queries(
    "updates", 2,
    lambda c: f"INSERT DATA {{ <a:{_n(c)}> <a:b> 1 }}", "CLEAR ALL", "LOAD <file:///etc/passwd>", "DROP ALL",
    "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <a:g>",
)  # fmt: skip
_queries(
    "SERVICE and FROM", 2,
    *(f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}" for silent in ("", "SILENT ")
      for address in ("http://169.254.169.254/latest", "http://127.0.0.1:22/", "http://[::1]/", "file:///etc/passwd")),
    *(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}" for address in ("file:///etc/passwd", "http://169.254.169.254/")),
)  # fmt: skip


def _requests(name: str, count: int, *made: Callable[[random.Random], bytes]) -> None:
    async def act(abuser: Abuser) -> str:
        return await sent(abuser, abuser.chance.choice(made)(abuser.chance))

    kind(name, count)(act)


_WRONG = ("text/plain", "application/json", "multipart/form-data; boundary=x", "", "a/b;" * 500, "text/turtle")
_PATHS = (
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/..%2fpages.py", "/id/%00", "//etc/passwd",
    "/data.%2e%2e%2fpyproject.toml", "/questions/..%2f..%2fengine.py", "/id/%c0%ae%c0%ae/etc/passwd",
)  # fmt: skip
_GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\x00" * 5000,
    b"\r\n" * 3000,
    b"GET / HTTP/9.9\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
)
_requests("distinct queries", 8, lambda c: get(f"/sparql?query=ASK%7B%3Fs%20%3Fp%20{_n(c)}%7D"))
_requests("distinct questions", 4, lambda c: get(f"/questions/who-supported?issue=red-army-abroad&x={_n(c)}"))
_requests("unknown addresses", 4, lambda c: get(f"/id/{_n(c)}"), lambda c: get(f"/{'lenin' * 50}{_n(c)}"))
_requests("searches", 4, lambda c: get(f"/search?q={c.choice('aeiou')}"), lambda c: get("/ids.json?q=e"))
_requests("whole files", 4, lambda c: get("/data.nq"), lambda c: get("/explorer.html"), lambda c: get("/graph.html"))
_requests("bodies of 10 MB", 2, lambda c: post(b"ASK{}" + b" " * 10_000_000), lambda c: post(
    b"query=ASK%7B%7D" + b"+" * 10_000_000, _FORM))  # fmt: skip
_requests("bodies of 1 MB", 2, lambda c: post(b"SELECT * { " + b"?s ?p ?o . " * 95_000))
_requests("wrong types", 8, lambda c: post(b"x" * 2000, c.choice(_WRONG)))
_requests("paths", 4, lambda c: get(c.choice(_PATHS)))
_requests("garbage", 4, lambda c: c.choice(_GARBAGE) + b"\r\n\r\n")
_requests("large heads", 4, lambda c: get("/", "X: " + "y" * 200_000 + "\r\n"), lambda c: get("/", "a: b\r\n" * 9000))
_requests("packed bodies", 2, lambda c: post(b"\x1f\x8b" + c.randbytes(5000), more="Content-Encoding: gzip\r\n"))
_requests("other methods", 2, lambda c: get("/sparql").replace(b"GET", c.choice((b"PUT", b"TRACE", b"OPTIONS"))))
_requests("forms of many fields", 2, lambda c: post(b"&".join([b"a=1"] * 200_000), _FORM))


async def _hung_up(reader: asyncio.StreamReader) -> str:
    """How the server ends what the client does not: with a status, or without a word."""
    return await status(reader)


async def _dripped(abuser: Abuser, start: bytes, drop: bytes, pause: float) -> str:
    async with abuser.line() as (reader, writer):
        writer.write(start)
        ended = asyncio.ensure_future(_hung_up(reader))
        try:
            while not ended.done():
                writer.write(drop)
                await asyncio.wait({ended}, timeout=pause)
            return ended.result()
        finally:
            ended.cancel()


@kind("dripped heads", 40)
async def _(abuser: Abuser) -> str:
    return await _dripped(abuser, b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n", b"X-a: b\r\n", 1)


@kind("dripped bodies", 40)
async def _(abuser: Abuser) -> str:
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_FORM}\r\nContent-Length: 5000\r\n\r\nquery="
    return await _dripped(abuser, head.encode(), b"A", 1)


@kind("silence", 40)
async def _(abuser: Abuser) -> str:
    async with abuser.line() as (reader, _writer):
        return await _hung_up(reader)


@kind("chunks without end", 4)
async def _(abuser: Abuser) -> str:
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n"
    return await _dripped(abuser, head.encode(), b"1;" + b"x" * 1000 + b"\r\nA\r\n", 0.05)


@kind("slow readers", 30)
async def _(abuser: Abuser) -> str:
    """Never reads, or a few bytes a second: an answer of many megabytes, or a dump."""
    asked = abuser.chance.choice(
        [get("/data.nq"), post(b"SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 90000"), get("/explorer.html")]
    )
    async with abuser.line(receive=4096) as (reader, writer):
        writer.write(asked)
        reader._transport.pause_reading()  # type: ignore[attr-defined]  # the stream would read ahead
        drops = abuser.chance.random() < 0.5
        while True:
            await asyncio.sleep(2)
            if drops:
                reader._transport.resume_reading()  # type: ignore[attr-defined]
                if len(await reader.read(2048)) == 0:
                    return "cut"
                reader._transport.pause_reading()  # type: ignore[attr-defined]
            writer.write(b"x")
            await writer.drain()


@kind("floods of connections", 1)
async def _(abuser: Abuser) -> str:
    """1,200 connections, most of them silent, held for some seconds."""
    async with contextlib.AsyncExitStack() as held:
        lines = []
        for number in range(1200):
            lines.append(await held.enter_async_context(abuser.line()))
            if number % 100 == 0:
                await asyncio.sleep(0)
        for _, writer in lines[::10]:
            writer.write(get("/health"))
        await asyncio.sleep(abuser.chance.uniform(2, 8))
    return "held"


@kind("connections thrown away", 4)
async def _(abuser: Abuser) -> str:
    for _number in range(20):
        async with abuser.line() as (_reader, writer):
            writer.write(b"GET /heal")
    return "thrown away"


@kind("half-closed", 8)
async def _(abuser: Abuser) -> str:
    async with abuser.line() as (reader, writer):
        whole = abuser.chance.random() < 0.5
        writer.write(post(b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")[: None if whole else -10])
        writer.write_eof()
        return await status(reader)


@kind("gone at once", 8)
async def _(abuser: Abuser) -> str:
    """Asks what takes long and goes away before the answer."""
    async with abuser.line() as (_reader, writer):
        writer.write(post(b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        await asyncio.sleep(abuser.chance.uniform(0, 0.3))
    return "gone"


@kind("pipelines", 2)
async def _(abuser: Abuser) -> str:
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"
    return await sent(abuser, request * 200 + get("/health"))


@kind("one line, no pause", 4)
async def _(abuser: Abuser) -> str:
    """Requests as fast as one connection takes them."""
    async with abuser.line() as (reader, writer):
        for _number in range(200):
            writer.write(b"GET /no-such-page HTTP/1.1\r\nHost: x\r\n\r\n")
            if not await reader.read(1 << 16):
                return "cut"
    return "answered"


@kind("promises", 4)
async def _(abuser: Abuser) -> str:
    """Announces a body, asks for leave to send it, and does not."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_FORM}\r\nContent-Length: 50\r\n"
    async with abuser.line() as (reader, writer):
        writer.write(f"{head}Expect: 100-continue\r\n\r\n".encode())
        await reader.read(100)
        return await status(reader)


def shares(names: list[str], count: int) -> Iterator[list[str]]:
    """The kinds dealt out to so many processes."""
    for number in range(count):
        yield names[number::count]


def asked_text(text: str) -> bytes:
    """A query in an address, as a page's link would have it."""
    return get(f"/sparql?query={quote(text, safe='')}")
