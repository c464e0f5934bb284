"""Workers and their keeper: overload, death, and what is left when the server ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import psutil
import pytest

from tests.serve.running import TINY, Server, alive, family, serving, until

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
QUICK = "ASK { kg:lenin a kgo:Person }"
Start = Callable[..., AbstractContextManager[Server]]


def keeper_of(server: Server) -> int:
    """The keeper's process: the server's only child."""
    (child,) = (int(p) for p in subprocess.check_output(["pgrep", "-P", str(server.process.pid)], text=True).split())
    return child


def workers_of(server: Server) -> list[int]:
    return alive(family(keeper_of(server)))


def asked_from(server: Server, address: str, query: str) -> httpx.Response:
    """The answer to a client on another of this machine's addresses."""
    transport = httpx.HTTPTransport(local_address=address)
    with httpx.Client(transport=transport, timeout=30, trust_env=False) as client:
        return client.get(server.url + "sparql", params={"query": query})


class TestOverload:
    def test_the_crowd_gets_503_and_another_client_its_answers(self, own_server: Start) -> None:
        with own_server("--workers", "2", "--seconds", "4") as server:
            got: list[httpx.Response] = []
            crowd = [threading.Thread(target=lambda: got.append(server.ask(ENDLESS))) for _ in range(45)]
            for each in crowd:
                each.start()
            time.sleep(0.5)
            for _ in range(5):
                began = time.monotonic()
                reply = asked_from(server, "127.0.0.2", QUICK)
                assert 200 == reply.status_code, reply.text
                assert time.monotonic() - began < 2.5
            for each in crowd:
                each.join()
            statuses = [reply.status_code for reply in got]
            assert {503, 504} == set(statuses)
            assert statuses.count(503) >= 11  # two at work and 32 in the queue
            assert all(int(reply.headers["retry-after"]) > 0 for reply in got if reply.status_code == 503)
            assert 200 == server.ask(QUICK).status_code
            assert until(lambda: len(workers_of(server)) == 4)  # two for what is long, two for what is short

    def test_one_client_may_use_all_workers_while_nobody_else_waits(self, own_server: Start) -> None:
        with own_server("--workers", "2", "--seconds", "3") as server:
            got: list[int] = []
            both = [threading.Thread(target=lambda: got.append(server.ask(ENDLESS).status_code)) for _ in range(2)]
            for each in both:
                each.start()
            for each in both:
                each.join()
            assert [504, 504] == got

    def test_a_client_that_goes_away_frees_its_worker(self, own_server: Start) -> None:
        with own_server("--workers", "1", "--seconds", "60") as server:
            for _ in range(3):
                with pytest.raises(httpx.ReadTimeout):
                    httpx.get(server.url + "sparql", params={"query": ENDLESS}, timeout=0.5, trust_env=False)
            began = time.monotonic()
            assert 200 == server.ask(QUICK).status_code
            assert time.monotonic() - began < 2
            assert until(lambda: len(workers_of(server)) == 3, 3)  # one for what is long, two for what is short

    def test_a_client_that_does_not_take_its_answer_holds_no_worker(self, own_server: Start) -> None:
        with own_server("--workers", "1") as server:
            lines = []
            for _ in range(4):
                line = socket.create_connection(("127.0.0.1", server.port))
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                line.sendall(b"GET /sparql?query=SELECT*%7B?s?p?o.?a?b?c%7DLIMIT+30000 HTTP/1.1\r\nHost: x\r\n\r\n")
                lines.append(line)
            assert until(lambda: server.get("health").json()["running"] == 0, 10)
            assert 200 == server.ask(QUICK).status_code
            for line in lines:
                line.close()


def priorities(server: Server) -> dict[int, float]:
    """Seconds of the processor that the workers of each priority have had; 19 is the lowest."""
    took: dict[int, float] = {}
    for pid in workers_of(server):
        worker = psutil.Process(pid)
        took[worker.nice()] = took.get(worker.nice(), 0.0) + sum(worker.cpu_times()[:2])
    return took


def test_who_asks_what_is_long_gets_workers_of_the_lowest_priority_and_others_do_not(own_server: Start) -> None:
    busy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d a ?f }"  # well within a moment, so that it stays quick
    with own_server("--workers", "2", "--seconds", "2") as server:
        assert 504 == asked_from(server, "127.0.0.2", ENDLESS).status_code
        assert 200 == asked_from(server, "127.0.0.3", QUICK).status_code
        assert all(200 == asked_from(server, "127.0.0.2", QUICK).status_code for _ in range(8))
        assert until(lambda: {0, 19} == set(priorities(server)))
        before = priorities(server)
        assert all(200 == asked_from(server, "127.0.0.3", busy).status_code for _ in range(8))
        after = priorities(server)
        assert before[19] == after[19]
        assert before[0] < after[0]


class TestDeath:
    def test_an_idle_worker_that_was_killed_is_replaced(self, own_server: Start) -> None:
        with own_server("--workers", "2") as server:
            before = workers_of(server)
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            assert all(server.ask(QUICK).json()["boolean"] for _ in range(5))
            now = workers_of(server)
            assert now
            assert not set(before) & set(now)

    def test_one_that_was_killed_at_work_is_told_of_and_replaced(self, own_server: Start) -> None:
        with own_server("--workers", "1", "--seconds", "30") as server:
            got: list[httpx.Response] = []
            asking = threading.Thread(target=lambda: got.append(server.ask(ENDLESS)))
            asking.start()
            assert until(lambda: server.get("health").json()["running"] == 1)
            for pid in workers_of(server):
                os.kill(pid, signal.SIGKILL)
            asking.join()
            assert 507 == got[0].status_code
            assert server.ask(QUICK).json()["boolean"]

    def test_a_keeper_that_was_killed_is_started_again_and_no_query_is_lost(self, own_server: Start) -> None:
        with own_server("--workers", "2") as server:
            keeper, workers = keeper_of(server), workers_of(server)
            os.kill(keeper, signal.SIGKILL)
            assert server.ask(QUICK).json()["boolean"]
            assert keeper != keeper_of(server)
            assert until(lambda: not alive([keeper, *workers]), 3)

    @pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
    def test_the_servers_end_leaves_no_process_even_with_queries_at_work(
        self, own_server: Start, sent: signal.Signals
    ) -> None:
        with own_server("--workers", "2", "--seconds", "60") as server:
            asking = [threading.Thread(target=_ignored, args=(server,)) for _ in range(2)]
            for each in asking:
                each.start()
            assert until(lambda: server.get("health").json()["running"] == 2)
            pids = [server.process.pid, *family(server.process.pid)]
            assert len(pids) >= 4
            server.process.send_signal(sent)
            server.process.wait(10)
            assert until(lambda: not alive(pids), 3)
            for each in asking:
                each.join()
            assert "Traceback" not in server.said.read_text("utf-8")


def _ignored(server: Server) -> None:
    try:
        server.ask(ENDLESS)
    except httpx.TransportError:
        return


class TestStarting:
    def test_it_listens_on_loopback_only(self, own_server: Start) -> None:
        with own_server() as server:
            listening = [line.split() for line in Path("/proc/net/tcp").read_text("utf-8").splitlines()]
            assert ["0100007F"] == [
                f[1][:8] for f in listening if f[3] == "0A" and f[1].endswith(f":{server.port:04X}")
            ]

    def test_a_taken_port_is_one_clear_message(self, own_server: Start) -> None:
        with own_server() as server:
            again = _started("--data", str(TINY), "--port", str(server.port))
            assert 1 == again.returncode
            assert f"cannot listen on 127.0.0.1, port {server.port}: Address already in use" in again.stderr

    def test_without_the_web_extra_it_says_what_to_install(self) -> None:
        code = "import sys; sys.modules['starlette'] = None; from graph_builder.cli import main; main(['serve'])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (1, "") == (done.returncode, done.stdout)
        assert "starlette is not installed: pip install 'graph-builder[web]'" in done.stderr

    @pytest.mark.parametrize("base", ["ftp://example.org/", "example.org", "https://", "https://example.org/?a"])
    def test_a_base_that_is_no_address_is_refused(self, base: str) -> None:
        done = _started("--data", str(TINY), "--port", "0", "--base", base)
        assert 1 == done.returncode
        assert "--base must be an address" in done.stderr


def _started(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graph_builder.cli", "serve", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_server_for_all_says_so_and_names_an_address_that_can_be_opened(own_server: Start) -> None:
    with own_server("--host", "0.0.0.0") as server:
        assert server.url.startswith("http://127.0.0.1:")
        said = server.said.read_text("utf-8")
        assert "every address of this machine" in said
        assert "--base" in said
        assert b"0.0.0.0" not in server.get("sparql", headers={"Accept": "text/turtle"}).content


def test_a_host_that_is_empty_does_not_mean_all() -> None:
    command = [sys.executable, "-m", "graph_builder.cli", "serve", "--data", str(TINY), "--host", "", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (1, True) == (done.returncode, "graph-builder: --host is empty" in done.stderr)


def test_an_interrupt_while_a_page_is_built_ends_without_a_traceback(data: Path, tmp_path: Path) -> None:
    """Building cannot be broken off; whoever waits for it is told when the server's patience ends."""
    with serving(data, tmp_path / "errors.txt") as server:
        replies: list[int] = []
        waiting = threading.Thread(target=lambda: replies.append(server.get("void.ttl").status_code))
        waiting.start()
        time.sleep(0.3)
        server.process.send_signal(signal.SIGINT)
        waiting.join(60)
        server.process.wait(60)
        assert "Traceback" not in server.said.read_text("utf-8")
        assert replies in ([200], [503])
