"""Honest clients beside every kind of abuse at once, for seconds; tests/benchmarks/abuse.py does it for minutes."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.serve.server import most_connections
from tests.benchmarks.abusers import KINDS, abuse, get, post
from tests.benchmarks.honest import Crowd, requests
from tests.benchmarks.vitals import files, vitals
from tests.serve.running import Server, serving, until

SECONDS = 8.0


@pytest.fixture
def many_descriptors() -> Iterator[None]:
    """This process may open as many sockets as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_descriptors")
def test_beside_all_abuse_the_honest_get_right_answers_and_nothing_grows_or_is_written(
    data: Path, tmp_path: Path
) -> None:
    said = tmp_path / "said.txt"
    with serving(data, said, "--seconds", "3") as server:
        asked = [request for request in requests(data) if request.kind != "file"][::4]
        crowd = Crowd(server.port, asked, clients=4)
        crowd.learn()
        assert 200 == server.get("void.ttl").status_code  # the built files are there from then on
        before, there = vitals(server.process.pid), files(data)
        ended: Counter[tuple[str, str]] = Counter()
        abusing = threading.Thread(
            target=lambda: ended.update(asyncio.run(abuse(server.port, SECONDS, seed=1, names=[*KINDS])))
        )
        with crowd.asking() as told:
            abusing.start()
            abusing.join(SECONDS + 30)
        assert not abusing.is_alive()
        assert set(KINDS) == {name for name, _ in ended}
        assert [] == [each for each in ended if each[1] in ("500", "late")]
        assert [] == [failure for failure in told.failures if not failure.startswith("503 ")]
        assert len(told.took) > 20
        assert len(told.failures) < len(told.took) / 5
        pid = server.process.pid
        assert until(lambda: vitals(pid).descriptors <= before.descriptors + 4, 25), vitals(pid)
        assert until(lambda: not any(server.get("health").json()[name] for name in ("running", "waiting")), 25)
        assert until(lambda: vitals(pid).zombies == 0, 5)
        assert vitals(pid).rss < before.rss + 150
        assert there == files(data)
    assert "" == said.read_text("utf-8")


def _lines(server: Server, address: str, count: int) -> list[socket.socket]:
    return [
        socket.create_connection(("127.0.0.1", server.port), timeout=10, source_address=(address, 0))
        for _ in range(count)
    ]


def _asked(line: socket.socket) -> bytes:
    line.sendall(get("/health"))
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.usefixtures("many_descriptors")
def test_a_flood_of_connections_is_told_when_to_come_again_and_gives_way_to_another_client(server: Server) -> None:
    flood = _lines(server, "127.0.0.2", 1000)
    try:
        (more,) = _lines(server, "127.0.0.2", 1)
        refused = _asked(more)
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nretry-after: 5\r\n" in refused
        (other,) = _lines(server, "127.0.0.3", 1)
        assert _asked(other).startswith(b"HTTP/1.1 200 ")
        more.close()
        other.close()
    finally:
        for line in flood:
            line.close()
    assert until(lambda: vitals(server.process.pid).sockets < 50)


@pytest.mark.usefixtures("many_descriptors")
def test_a_thousand_addresses_with_a_connection_each_shut_nobody_out(server: Server) -> None:
    """The connections that were idle longest make way."""
    crowd = [_lines(server, f"127.0.{4 + number // 250}.{number % 250 + 1}", 1)[0] for number in range(1000)]
    try:
        time.sleep(3)  # so long a new connection may be idle
        assert all(200 == server.get("health").status_code for _ in range(3))
    finally:
        for line in crowd:
            line.close()


def test_where_the_system_allows_few_descriptors_a_flood_leaves_enough_for_workers() -> None:
    """Twice the number is held: who is one too many is told so."""
    assert all(2 * most_connections(allowed) + 100 <= allowed for allowed in (110, 256, 1024, 1500, 1 << 20))
    assert (1, 1000) == (most_connections(64), most_connections(1 << 20))


LARGE = f"SELECT ?x {{ ?s ?p ?o BIND(CONCAT('{'x' * 9000}', STR(?o)) AS ?x) }} LIMIT 3000"


def _large(server: Server, address: str) -> socket.socket:
    """A connection on which 27 MB were asked for; its buffer is small."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.bind((address, 0))
    line.connect(("127.0.0.1", server.port))
    line.settimeout(20)
    line.sendall(post(LARGE.encode()))
    return line


def test_who_does_not_read_has_no_more_large_answers_while_others_have_theirs(server: Server) -> None:
    first, second = (_large(server, "127.0.0.4") for _ in range(2))
    assert [b"HTTP/1.1 200"] * 2 == [line.recv(12) for line in (first, second)]
    more = _large(server, "127.0.0.4")
    refused = more.recv(4096)
    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after" in refused
    other = _large(server, "127.0.0.5")
    assert b"HTTP/1.1 200" == other.recv(12)
    first.close()
    time.sleep(0.5)  # until the server has seen it
    again = _large(server, "127.0.0.4")
    assert b"HTTP/1.1 200" == again.recv(12)
    for line in (second, more, other, again):
        line.close()


def test_a_head_of_many_lines_is_refused_before_it_is_read(server: Server) -> None:
    few, many = ("GET /health HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n" * count + "\r\n" for count in (150, 250))
    assert server.raw(many.encode()).startswith(b"HTTP/1.1 431 ")
    assert server.raw(few.replace("Host: x", "Host: x\r\nConnection: close").encode()).startswith(b"HTTP/1.1 200 ")
    in_parts = _lines(server, "127.0.0.1", 1)[0]
    in_parts.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"a: b\r\n" * 150)
    assert not until(lambda: _has_something(in_parts), 0.3)
    in_parts.sendall(b"a: b\r\n" * 100)
    assert in_parts.recv(100).startswith(b"HTTP/1.1 431 ")
    in_parts.close()


def _has_something(line: socket.socket) -> bool:
    line.setblocking(False)
    try:
        return line.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return False
    finally:
        line.setblocking(True)


def test_bytes_after_a_request_that_is_the_last_do_not_break_the_server(server: Server) -> None:
    slow = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection(("127.0.0.1", server.port), 10) as line:
        line.sendall(head + b"Content-Length: %d\r\n\r\n" % len(slow) + slow)
        assert until(lambda: server.get("health").json()["running"] == 1, 5)
        line.sendall(b"more")
        with contextlib.suppress(ConnectionResetError):
            assert b"" == line.recv(100)
    assert until(lambda: server.get("health").json()["running"] == 0, 5)
