"""Honest clients: they ask, look up and read as people and programs do, on connections that stay open, and time it.

Every reply is held against the one that the same request got before, so that a wrong answer counts as a failure.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from graph_builder.graph import library
from graph_builder.pipeline import load

_JSON = {"Accept": "application/sparql-results+json"}
_PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `kind` is the row of the table that it is counted in, `weight` how often it is asked."""

    kind: str
    weight: float
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""


@dataclass(slots=True)
class Told:
    """What the clients saw: milliseconds by kind, and failures in words."""

    took: list[tuple[str, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def requests(data: Path) -> list[Request]:
    """What honest clients ask of the graph of a folder: the library of questions, things, passages and pages."""
    book, made = load(data), list[Request]()
    home = "/" + book.settings.base.split("/", 3)[3]

    def of(kind: str, share: float, paths: list[str], headers: dict[str, str], bodies: tuple[str, ...] = ()) -> None:
        for path, body in zip(paths, bodies or [""] * len(paths), strict=True):
            made.append(Request(kind, share / len(paths), path, tuple(headers.items()), body))

    asked = [library.filled(question, {}, book) for question in library.questions()]
    of("question", 30, [f"/sparql?query={quote(query, safe='')}" for query in asked], _JSON)
    of("question", 10, ["/sparql"] * len(asked), _JSON | _FORM, tuple(urlencode({"query": query}) for query in asked))
    things = sorted(book.things)[:: max(len(book.things) // 60, 1)]
    passages = sorted({statement.locator.id for statement in book.statements})[:20]
    statements = [statement.id for statement in book.statements][::40]
    names = [quote(name) for name in (*things, *passages, *statements)]
    of("address", 10, [f"{home}{name}" for name in names], _PAGE)
    of("page", 18, [f"{home}{name}.html" for name in names], _PAGE)
    of("RDF", 8, [f"{home}{name}.ttl" for name in names], {"Accept": "text/turtle"})
    of("page", 6, ["/", "/search?q=lenin", "/search?q=treaty", "/sparql"], _PAGE)
    of("file", 12, ["/static/page.css", "/static/editor.js", "/static/answer.js", "/questions.json"], _PAGE)
    of("file", 3, ["/ontology.html", "/data.ttl", "/explorer.html"], _PAGE)
    of("file", 3, [f"/questions/{q.name}" for q in library.questions()], _PAGE)
    return made


class Crowd:
    """Some honest clients, each with an address of its own; what they see is kept by phase."""

    def __init__(self, port: int, asked: list[Request], clients: int = 8, pause: float = 0.2, seed: int = 1) -> None:
        self._port, self._asked, self._pause, self._seed = port, asked, pause, seed
        self._known: dict[Request, str] = {}
        self._addresses = [f"127.0.0.{10 + number}" for number in range(clients)]

    def learn(self) -> None:
        """Asks everything once, so that what is built when first asked for is there, and the right answers known."""
        line = _line(self._port, self._addresses[0])
        for request in self._asked:
            status, raw = _exchanged(line, request)
            assert status in (200, 303), (request.path, status, raw[:300])
            self._known[request] = _digest(status, raw)
        line.close()

    @contextlib.contextmanager
    def asking(self) -> Iterator[Told]:
        """Within, the clients ask; afterwards each has had its last answer."""
        told, ending = Told(), threading.Event()
        clients = [
            threading.Thread(target=self._ask, args=(address, number, told, ending), daemon=True)
            for number, address in enumerate(self._addresses)
        ]
        for client in clients:
            client.start()
        try:
            yield told
        finally:
            ending.set()
            for client in clients:
                client.join(_PATIENCE)

    def _ask(self, address: str, number: int, told: Told, ending: threading.Event) -> None:
        chance = random.Random(self._seed * 1000 + number)
        line, weights = _line(self._port, address), [request.weight for request in self._asked]
        while not ending.wait(chance.expovariate(1 / self._pause)):
            (request,) = chance.choices(self._asked, weights)
            began = time.monotonic()
            try:
                status, raw = _exchanged(line, request)
                if _digest(status, raw) != self._known[request]:
                    told.failures.append(f"{status} {request.kind} {request.path[:60]}")
            except (OSError, http.client.HTTPException) as error:
                told.failures.append(f"{type(error).__name__} {request.kind} {request.path[:60]}")
                line.close()
            told.took.append((request.kind, 1000 * (time.monotonic() - began)))
        line.close()


def _line(port: int, address: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE, source_address=(address, 0))


def _exchanged(line: http.client.HTTPConnection, request: Request) -> tuple[int, bytes]:
    """Status and body; where a connection that was kept has ended meanwhile, on a new one, as browsers do it."""
    for again in (line.sock is not None, False):
        try:
            line.request("POST" if request.body else "GET", request.path, request.body or None, dict(request.headers))
            reply = line.getresponse()
            return reply.status, reply.read()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            line.close()
            if not again:
                raise
    raise AssertionError("the second attempt answers or raises")


def _digest(status: int, raw: bytes) -> str:
    """What two right answers have in common: a query's rows may stand in any order."""
    if raw.startswith(b'{"head"'):
        rows = json.loads(raw)["results"]["bindings"]
        raw = "\n".join(sorted(json.dumps(row, sort_keys=True) for row in rows)).encode()
    return f"{status} {hashlib.sha256(raw).hexdigest()}"
