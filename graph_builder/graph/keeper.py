"""A process that keeps the quads in memory and forks itself for each query, so that any query can be killed.

Oxigraph knows no time limit and a signal does not end a running query (pyoxigraph's issue 1926): only the death of its
process does.  A fork shares the keeper's memory and takes milliseconds, whatever the size of the graph.

Run as a script with the number of a file descriptor (a Unix socket: the control); N-Quads stand on standard input.
It imports nothing of this package, so that it starts quickly and depends on no import path.

Control, each message one line of JSON: `{"fork": bytes}` with a socket attached is answered by `{"pid": n}`, the child
serves that socket and may take so many bytes of memory more than it was born with; with `"sealed": true` it can open
nothing, no file and no connection, whatever a query says; `{"kill": pid}` is answered by `{"killed": pid}` at once.
The end of the control ends the keeper, and its end ends the children.

A query: four bytes of length (big-endian) and JSON with `query`, `prefixes`, `rows` (limit), `format` (see RESULTS and
GRAPHS; or an object with the format for each kind of answer, null for a kind that is not wanted) and perhaps `default`
and `named` (the dataset that the protocol asks for, IRIs).  An answer: two such lengths, then JSON with `kind` (rows,
truth, graph, fault or limit) and `format` (null where that kind is not wanted), and a body in the format.
"""

from __future__ import annotations

import ctypes
import gc
import io
import json
import os
import re
import resource
import select
import signal
import socket
import struct
import sys
from typing import Any

import pyoxigraph

RESULTS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
"""The forms of an answer; a format of the other kind gives JSON or N-Triples."""

_PR_SET_PDEATHSIG = 1
_DYING = 0.05  # seconds between two looks at those that were killed
_STRING = "http://www.w3.org/2001/XMLSchema#string"


_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class _TooManyError(Exception):
    """More rows than the limit allows."""


class CharacterError(ValueError):
    """The answer has a character that the form cannot hold."""


def main() -> None:
    """Loads, says that it is ready, and obeys until the control ends."""
    control = socket.socket(fileno=int(sys.argv[1]))
    store = pyoxigraph.Store()
    try:
        store.bulk_load(sys.stdin.buffer, format=pyoxigraph.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError, OSError) as error:
        control.sendall(json.dumps({"fault": str(error)}).encode() + b"\n")
        return
    gc.collect()
    gc.freeze()
    control.sendall(b'{"ready": true}\n')
    children: set[int] = set()
    dying: set[int] = set()
    while True:
        while dying and not select.select([control], [], [], _DYING)[0]:
            _reap(children, dying)
        line, sockets, *_ = socket.recv_fds(control, 4096, 1)
        if not line:
            os._exit(0)
        _reap(children, dying)
        order = json.loads(line)
        if "kill" in order:
            if order["kill"] in children:  # not reaped, so the number is still its own
                os.kill(order["kill"], signal.SIGKILL)
                dying.add(order["kill"])  # one with much memory takes its time to end: others are not to wait for it
            control.sendall(json.dumps({"killed": order["kill"]}).encode() + b"\n")
            continue
        keeper, pid = os.getpid(), os.fork()
        if not pid:
            control.close()
            _child(store, socket.socket(fileno=sockets[0]), keeper, order["fork"], bool(order.get("sealed")))
        children.add(pid)
        for each in sockets:
            os.close(each)
        control.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _reap(children: set[int], dying: set[int]) -> None:
    for pid in list(children):
        done, _ = os.waitpid(pid, os.WNOHANG)
        if done:
            children.discard(pid)
            dying.discard(pid)


def _child(store: pyoxigraph.Store, line: socket.socket, keeper: int, memory: int, sealed: bool) -> None:
    """Answers queries until the line ends; never returns."""
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != keeper:  # it ended before it could be watched
                os._exit(1)
            with open("/proc/self/statm", encoding="ascii") as file:
                born = int(file.read().split()[0]) * resource.getpagesize()
            _, allowed = resource.getrlimit(resource.RLIMIT_AS)  # a cluster's own limit cannot be raised
            most = born + memory if allowed == resource.RLIM_INFINITY else min(born + memory, allowed)
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_RDWR), 2)  # a query that runs out of memory aborts and would say so here
        if sealed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # what is open stays open
        while head := _exactly(line, 4):
            request = json.loads(_exactly(line, struct.unpack(">I", head)[0]))
            told, body = answered(store, request)
            said = json.dumps(told).encode()
            line.sendall(struct.pack(">II", len(said), len(body)) + said + body)
    except (OSError, MemoryError, KeyboardInterrupt):
        os._exit(1)
    os._exit(0)


def _exactly(line: socket.socket, count: int) -> bytes:
    """So many bytes; fewer only where the line has ended."""
    parts = []
    while count and (part := line.recv(min(count, 1 << 20))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def answered(store: pyoxigraph.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What is told of the answer, and its body."""
    try:
        return _answered(store, request)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return {"kind": "fault", "type": type(error).__name__, "message": str(error)}, b""
    except MemoryError:
        return {"kind": "limit", "what": "memory"}, b""
    except _TooManyError:
        return {"kind": "limit", "what": "rows"}, b""


def _answered(store: pyoxigraph.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    prefixes, most = request.get("prefixes") or {}, request["rows"]
    default: list[Any] = [pyoxigraph.NamedNode(name) for name in request.get("default") or ()]
    named: list[Any] = [pyoxigraph.NamedNode(name) for name in request.get("named") or ()]
    given = bool(default or named)  # then the rest of the dataset is empty, as the protocol demands
    result = store.query(
        request["query"],
        prefixes=prefixes,
        default_graph=default if given else None,
        named_graphs=named if given else None,
    )
    kind = "graph"
    if isinstance(result, (pyoxigraph.QueryBoolean, pyoxigraph.QuerySolutions)):
        kind = "truth" if isinstance(result, pyoxigraph.QueryBoolean) else "rows"
    wanted = request.get("format", "json")
    form = wanted.get(kind) if isinstance(wanted, dict) else wanted
    if form is None:
        return {"kind": kind, "format": None}, b""
    if isinstance(result, pyoxigraph.QueryBoolean):
        form = form if form in ("json", "xml") else "json"
        return {"kind": kind, "format": form}, bytes(result.serialize(format=RESULTS[form]) or b"")
    if isinstance(result, pyoxigraph.QuerySolutions):
        form, count, text = form if form in RESULTS else "json", *_rows(result, most)
        if form != "json":
            again: Any = pyoxigraph.parse_query_results(text, format=RESULTS["json"])
            text = again.serialize(format=RESULTS[form])
            if form == "xml":
                refuse_unwritable(text)
        return {"kind": kind, "format": form, "count": count}, text
    form, triples = form if form in GRAPHS else "ntriples", set()
    for triple in result:
        triples.add(triple)
        if len(triples) > most:
            raise _TooManyError
    out = io.BytesIO()
    pyoxigraph.serialize(sorted(triples, key=str), out, format=GRAPHS[form], prefixes=prefixes)
    if form == "rdfxml":
        refuse_unwritable(out.getvalue())
    return {"kind": kind, "format": form, "count": len(triples)}, out.getvalue()


def refuse_unwritable(xml: bytes) -> None:
    """Lets only XML pass that can be read again; Oxigraph writes any character, even as a reference none would be.

    Raises:
        CharacterError: it has a character that XML cannot hold.

    Source: https://www.w3.org/TR/xml/#charsets (1.0, production 2).
    """
    if found := _NOT_IN_XML.search(xml):
        character = f"U+{ord(found[0].decode('utf-8')):04X}"
        raise CharacterError(f"the answer has the character {character}, which XML cannot hold; take another format")


def _rows(result: pyoxigraph.QuerySolutions, most: int) -> tuple[int, bytes]:
    """The rows as SPARQL JSON; Oxigraph's own writer knows no limit."""
    columns = [variable.value for variable in result.variables]
    rows: list[dict[str, Any]] = []
    for row in result:
        if len(rows) == most:
            raise _TooManyError
        rows.append({name: binding(row[i]) for i, name in enumerate(columns) if row[i] is not None})
    text = json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}}, ensure_ascii=False)
    return len(rows), text.encode("utf-8", "replace")


def binding(value: Any) -> dict[str, Any]:
    """A term as SPARQL 1.1 JSON writes it (quoted triples as SPARQL 1.2 does)."""
    if isinstance(value, pyoxigraph.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, pyoxigraph.Triple):
        parts = {"subject": value.subject, "predicate": value.predicate, "object": value.object}
        return {"type": "triple", "value": {name: binding(part) for name, part in parts.items()}}
    made = {"type": "literal", "value": value.value}
    if value.language:
        made["xml:lang"] = value.language
    elif value.datatype.value != _STRING:
        made["datatype"] = value.datatype.value
    return made


if __name__ == "__main__":
    main()
