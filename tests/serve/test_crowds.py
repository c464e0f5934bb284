"""One client on many connections, with what takes the server long to read, beside another client."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable

import pytest

from graph_builder.serve.server import listening
from tests.serve.running import Server

HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\n"
CHUNKS = b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nA\r\n" * 40_000
ENCODED = b"query=" + b"%41" * 340_000
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(ENCODED) + ENCODED
HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


def _send(server: Server, raw: bytes) -> None:
    with (
        contextlib.suppress(OSError),  # the server may hang up
        socket.create_connection(("127.0.0.1", server.port), 10, source_address=("127.0.0.6", 0)) as line,
    ):
        line.sendall(raw)
        line.recv(100)


def crowd(server: Server, raw: bytes, count: int) -> list[threading.Thread]:
    """So many connections of one client, each of which sends that."""
    made = [threading.Thread(target=_send, args=(server, raw)) for _ in range(count)]
    for each in made:
        each.start()
    return made


@pytest.mark.parametrize("body", [CHUNKS, FORM], ids=["tiny chunks", "a form all of escapes"])
def test_what_takes_long_to_read_from_many_connections_keeps_nobody_else_waiting(server: Server, body: bytes) -> None:
    threads, worst = crowd(server, HEAD + body, 60), 0.0
    end = time.monotonic() + 6
    while time.monotonic() < end and any(thread.is_alive() for thread in threads):
        began = time.monotonic()
        assert 200 == server.get("health").status_code
        worst = max(worst, time.monotonic() - began)
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert worst < 1


def _replies(line: socket.socket, count: int) -> bytes:
    got = b""
    while got.count(b"HTTP/1.1 ") < count or not got.endswith(b"}"):
        part = line.recv(1 << 16)
        assert part, got[-300:]
        got += part
    return got


def test_hundreds_of_requests_one_behind_the_other_are_all_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        sending = threading.Thread(target=line.sendall, args=(HEALTH * 1500,))
        sending.start()
        got = _replies(line, 1500)
        sending.join()
        assert 1500 == got.count(b"HTTP/1.1 200 OK\r\n")
        line.sendall(HEALTH)
        assert _replies(line, 1).startswith(b"HTTP/1.1 200 ")


def test_a_body_of_a_megabyte_arrives_whole_and_the_connection_goes_on(server: Server) -> None:
    query = b"ASK {} #" + b"x" * 1_000_000
    lengths: list[Callable[[], bytes]] = [
        lambda: b"Content-Length: %d\r\n\r\n" % len(query) + query,
        lambda: b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(query) + query + b"\r\n0\r\n\r\n",
    ]
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        for length in lengths:
            line.sendall(HEAD + b"Content-Type: application/sparql-query\r\n" + length())
            assert b'"boolean":true' in _replies(line, 1).replace(b" ", b"")


def test_a_connection_sends_small_packets_at_once() -> None:
    """Else the body of an answer waits 40 ms, until the client has confirmed the head."""
    with listening("127.0.0.1", 0) as taken, socket.create_connection(taken.getsockname()):
        line, _ = taken.accept()
        with line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
