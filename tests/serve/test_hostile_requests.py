"""Hostile requests to a real server, each with what it got.  After each of them the server answers others as before."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from graph_builder.graph.engine import Limits, of_text, request, run
from tests.serve.running import Server, until

QUICK = "ASK { kg:lenin a kgo:Person }"
SECRET = "the-planted-secret-of-the-test"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _still_serving(server: Server) -> Iterator[None]:
    yield
    began = time.monotonic()
    reply = server.ask(QUICK)
    assert (200, True) == (reply.status_code, reply.json()["boolean"])
    assert time.monotonic() - began < 1
    assert until(lambda: server.get("health").json()["running"] == 0, 5)


class Canary:
    """A server on this machine that writes down who came."""

    def __init__(self) -> None:
        self.came: list[str] = []
        came = self.came

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                came.append(self.path)
                body = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
                self.send_response(200)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815  # the name is http.server's

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.nt"
    path.write_text(f'<a:a> <a:b> "{SECRET}" .\n', "utf-8")
    return path


class TestReachingOut:
    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
            "SELECT * { service silent <URL> { ?s ?p ?o } }",
            "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
            "SELECT * { BIND(<URL> AS ?x) SERVICE ?x { ?s ?p ?o } }",
            "SELECT * { VALUES ?x { <URL> } SERVICE SILENT ?x { ?s ?p ?o } }",
            "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
            "PREFIX e: <URL> SELECT * { FILTER(true)SERVICEe: { ?s ?p ?o } }",
            "SELECT * { FILTER(trueSERVICE<URL>{ ?s ?p ?o }) }",
            "ASK { { SELECT * { OPTIONAL { SERVICE # here\n <URL> { ?s ?p ?o } } } } }",
            "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o . SERVICE",
            "SELECT * { ?s ?p ?o . SERVICE SILENT",
            "SELECT * { SERVICE <URL> { ?s ?p ?o } } #" + "x" * 5000,
        ],
    )
    def test_service_is_refused_however_it_is_written(self, server: Server, canary: Canary, query: str) -> None:
        reply = server.post(data={"query": query.replace("URL", canary.url)})
        assert (400, []) == (reply.status_code, canary.came)

    @pytest.mark.parametrize("clause", ["FROM <URL>", "FROM NAMED <URL>", "FROM <URL> FROM NAMED <URL>"])
    def test_from_loads_nothing(self, server: Server, canary: Canary, secret: Path, clause: str) -> None:
        for address in (canary.url, secret.as_uri(), f"file://{secret}", str(secret), "file:///etc/passwd"):
            query = (
                f"SELECT * {clause.replace('URL', address)} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
            )
            reply = server.ask(query)
            assert reply.status_code in (200, 400)
            assert SECRET not in reply.text
            assert "root:" not in reply.text
            assert reply.status_code == 400 or [] == reply.json()["results"]["bindings"]
        assert [] == canary.came

    @pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
    def test_the_protocols_graphs_are_not_loaded_either(
        self, server: Server, canary: Canary, secret: Path, name: str
    ) -> None:
        query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        for address in (canary.url, secret.as_uri()):
            reply = server.get(params={"query": query, name: address})
            assert (200, []) == (reply.status_code, reply.json()["results"]["bindings"])
        assert [] == canary.came

    @pytest.mark.parametrize(
        "text",
        [
            "LOAD <URL>",
            "LOAD SILENT <URL> INTO GRAPH <a:g>",
            "INSERT DATA { <a:a> <a:b> 1 }",
            "DELETE WHERE { ?s ?p ?o }",
            "CLEAR ALL",
            "DROP ALL",
            "CREATE GRAPH <a:g>",
            "COPY DEFAULT TO <a:g>",
            "PREFIX a: <a:> INSERT { a:a a:b 1 } WHERE {}",
            "ASK {} ; INSERT DATA { <a:a> <a:b> 1 }",
        ],
    )
    def test_updates_are_refused_wherever_they_stand(self, server: Server, canary: Canary, text: str) -> None:
        text, before = text.replace("URL", canary.url), server.get("health").json()["graph"]
        assert 400 == server.post(data={"query": text}).status_code
        assert 400 == server.ask(text).status_code
        assert 403 == server.post(data={"update": text}).status_code
        update = {"Content-Type": "application/sparql-update"}
        assert 403 == server.post(content=text.encode(), headers=update).status_code
        assert [] == canary.came
        assert (
            []
            == server.ask("SELECT * { { <a:a> ?p ?o } UNION { GRAPH <a:g> { ?s ?p ?o } } }").json()["results"][
                "bindings"
            ]
        )
        assert before == server.get("health").json()["graph"]

    def test_a_worker_could_not_open_anything_even_if_it_were_asked_to(self, canary: Canary) -> None:
        engine = of_text("<a:a> <a:b> <a:c> .\n")
        query = f"SELECT * {{ SERVICE <{canary.url}?worker> {{ ?s ?p ?o }} }}"
        told, _ = run(engine, request(query, {}))
        assert ("fault", "OSError") == (told["kind"], told["type"])
        assert [] == canary.came
        allowed = Limits(services=(canary.url,))
        run(engine, request(query, {}), allowed)  # the same with leave: it does arrive
        assert 1 == len(canary.came)
        canary.came.clear()


class TestTakingTooMuch:
    @pytest.mark.parametrize(
        ("status", "query"),
        [
            (504, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
            (
                504,
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STR(?c) < STR(?f)) FILTER(?a != ?d) ?g ?h ?i }",
            ),
            (504, "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = '0') }"),
            (507, "SELECT * { ?s ?p ?o }"),
            (507, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"),
            (507, f"SELECT ?x {{ VALUES ?x {{ {'1 ' * 6000} }} }}"),
        ],
    )
    def test_a_query_without_end_is_stopped_within_its_limit(self, server: Server, status: int, query: str) -> None:
        began = time.monotonic()
        reply = server.post(data={"query": query})
        assert status == reply.status_code, reply.text
        assert time.monotonic() - began < 4
        assert "raise the limit" not in reply.text

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { ?a !<a:a>*/!<a:b>* ?b . ?b !<a:c>*/!<a:d>* ?c } ORDER BY ?a ?b ?c LIMIT 1",
            "SELECT (GROUP_CONCAT(?o) AS ?x) { ?s ?p ?o . ?a ?b ?c }",
            "SELECT (STRLEN(?f) AS ?n) { BIND('aaaaaaaaaa' AS ?a) " + "".join(
                f"BIND(REPLACE(?{x}, 'a', ?{x}) AS ?{y}) " for x, y in zip("abcde", "bcdef", strict=True)) + "}",
            "SELECT (CONCAT(?a, ?a) AS ?b) { { SELECT (GROUP_CONCAT(STR(?o)) AS ?a) { ?s ?p ?o . ?t ?q ?u } } }",
            "SELECT DISTINCT ?a ?b ?c { ?a ?p ?q . ?b ?r ?s . ?c ?t ?u } ORDER BY ?c",
            "SELECT ?x { ?s rdfs:label ?l FILTER(REGEX(?l, '(a+)+(b+)+(.*)*(.+)+$')) ?x ?p ?o }",
            "SELECT ?x { BIND(REGEX('" + "a" * 2000 + "', '((a{0,100}){0,100}){0,100}b') AS ?x) }",
            "SELECT * { " + "{ " * 100_000 + "} " * 100_000 + "}",
            "SELECT * { " + "OPTIONAL { " * 20_000 + "?s ?p ?o " + "} " * 20_000 + "}",
            "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
            "SELECT * { FILTER(" + "!" * 100_000 + "true) }",
            "SELECT * { ?s " + "(" * 50_000 + "a" + ")" * 50_000 + " ?o }",
            "SELECT * { ?s " + "/".join(["(^rdfs:label|rdfs:label)*"] * 300) + " ?o }",
            "SELECT * { " + "a.-" * 300_000,
            "PREFIX a: <a:a> " * 50_000 + "nonsense",
            "ASK { ?s ?p '" + "\\\\" * 200_000 + "' }",
            "SELECT * { { " + " } UNION { ".join(["?s ?p ?o"] * 20_000) + " } }",
        ],
        ids=lambda query: query[:40].replace("/", " "),
    )  # fmt: skip
    def test_what_explodes_or_nests_ends_in_an_answer_or_a_refusal(self, server: Server, query: str) -> None:
        began = time.monotonic()
        reply = server.post(content=query.encode(), headers={"Content-Type": "application/sparql-query"})
        assert reply.status_code in (200, 400, 504, 507), reply.text[:500]
        assert time.monotonic() - began < 5
        assert len(reply.content) < 65 << 20

    def test_while_one_client_asks_without_end_others_are_answered_at_once(self, server: Server) -> None:
        threads = [
            threading.Thread(target=server.ask, args=("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",))
        ]
        threads[0].start()
        time.sleep(0.3)
        for _ in range(5):
            began = time.monotonic()
            assert 200 == server.ask(QUICK).status_code
            assert time.monotonic() - began < 0.5
        threads[0].join()


class TestBodies:
    def test_a_body_above_a_megabyte_is_413_before_it_is_read(self, server: Server) -> None:
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 99999999999\r\n\r\n"
        assert server.raw(head.encode()).startswith(b"HTTP/1.1 413 ")

    def test_one_that_does_not_say_its_length_is_cut_off_there(self, server: Server) -> None:
        def pieces() -> Iterator[bytes]:
            for _ in range(64):
                yield b"x" * 32768

        with contextlib.suppress(Exception):  # the server may hang up while we still send
            assert (
                413 == server.post(content=pieces(), headers={"Content-Type": "application/sparql-query"}).status_code
            )
        assert 413 == server.post(content=b"x" * ((1 << 20) + 1), headers={"Content-Type": FORM}).status_code

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
    def test_a_packed_body_is_415_and_never_unpacked(self, server: Server, coding: str) -> None:
        bomb = gzip.compress(b"\0" * (1 << 26))
        headers = {"Content-Type": "application/sparql-query", "Content-Encoding": coding}
        assert 415 == server.post(content=bomb, headers=headers).status_code

    def test_slow_clients_are_hung_up_on_and_take_no_worker(self, server: Server) -> None:
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 50\r\n\r\nquery="
        starts = [b"", b"G", b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\n", head.encode()] * 10
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in starts]
        for line, start in zip(lines, starts, strict=True):
            line.sendall(start)
        began, ended = time.monotonic(), {}
        while len(ended) < len(lines) and time.monotonic() - began < 14:
            assert 200 == server.ask(QUICK).status_code
            assert 0 == server.get("health").json()["running"]
            for index, line in enumerate(lines):
                if index not in ended:
                    ended |= _dripped(line, index, began)
            time.sleep(0.5)
        for line in lines:
            line.close()
        assert len(lines) == len(ended)
        assert all(9 < seconds < 13 for seconds in ended.values()), ended

    def test_who_does_not_take_an_answer_is_hung_up_on(self, server: Server) -> None:
        lines = []
        for _ in range(4):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", server.port))
            line.sendall(b"GET /data.nq HTTP/1.1\r\nHost: x\r\n\r\n")
            lines.append(line)
        began = time.monotonic()
        while lines and time.monotonic() - began < 30:
            assert 200 == server.ask(QUICK).status_code
            time.sleep(1)
            for line in list(lines):
                try:
                    line.sendall(b"x")
                except OSError:
                    line.close()
                    lines.remove(line)
        assert [] == lines
        assert time.monotonic() - began > 10

    def test_a_head_without_end_is_refused(self, server: Server) -> None:
        assert server.raw(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 200_000).startswith(b"HTTP/1.1 4")
        assert server.raw(b"GET /sparql?query=ASK{}" + b"+" * 100_000).startswith(b"HTTP/1.1 4")


def _dripped(line: socket.socket, index: int, began: float) -> dict[int, float]:
    """Sends one byte more; what is returned is when the server has hung up or answered."""
    line.settimeout(0.01)
    try:
        if index % 4 != 0:
            line.sendall(b"x")
        line.recv(1000)
    except TimeoutError:
        return {}
    except OSError:
        pass
    return {index: time.monotonic() - began}


class TestAddresses:
    @pytest.mark.parametrize(
        "path",
        [
            "/../../etc/passwd",
            "/id/../../../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/id/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/static/../../pages.py",
            "/static/%2e%2e/pages.py",
            "/static/..%2fpages.py",
            "//etc/passwd",
            "///",
            "/id//etc/passwd",
            "/id/..;/..;/etc/passwd",
            "/id/..%5c..%5cetc%5cpasswd",
            "/id/lenin%00.html",
            "/id/%00",
            "/questions/..%2f..%2f..%2fengine.py",
            "/questions/..%2f..%2fpyproject",
            "/data.%2e%2e%2fpyproject.toml",
            "/data.../../pyproject.toml",
            "/graph.nq.gz",
            "/manifest.json",
            "/id/%c0%ae%c0%ae/etc/passwd",
            "/early-soviet-foreign-policy/../../../etc/passwd",
            "/id/" + "a" * 5000,
            "/questions/" + "a" * 5000,
        ],
    )
    def test_a_path_is_looked_up_and_never_opened(self, server: Server, path: str) -> None:
        got = server.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert got[9:12] in (b"404", b"400"), got[:200]
        for word in (b"root:", b"import", b"[project]", b"Traceback"):
            assert word not in got.partition(b"\r\n\r\n")[2]

    @pytest.mark.parametrize(
        "raw",
        [
            b"GET /id/\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /id/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /id/a b HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
            b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n\tfolded: c\x00\r\n\r\n",
        ],
    )
    def test_bytes_that_are_no_request_are_refused(self, server: Server, raw: bytes) -> None:
        got = server.raw(raw + b"\r\n\r\n")
        assert got == b"" or got[9:10] == b"4", got[:200]

    def test_no_parameter_becomes_a_header(self, server: Server) -> None:
        evil = quote("x\r\nSet-Cookie: evil=1\r\n\r\n<script>evil</script>")
        paths = [
            f"/id/{evil}",
            f"/early-soviet-foreign-policy/lenin{evil}",
            f"/sparql?query=ASK%7B%7D&format={evil}",
            f"/sparql?query={evil}",
            f"/sparql?query=ASK%7B%7D&default-graph-uri=a:{evil}",
            f"/questions/{evil}",
            f"/questions/who-supported?issue={evil}",
            f"/search?q={evil}",
            f"/ids.json?q={evil}",
            f"/{evil}",
        ]
        for path in paths:
            for accept in ("*/*", "text/html"):
                ask = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
                head, _, body = server.raw(ask.encode()).partition(b"\r\n\r\n")
                assert b"evil" not in head, path
                assert b"text/html" not in head or b"<script>evil" not in body

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:1", "127.0.0.1@evil.example", "[::evil"])
    def test_no_host_header_is_believed(self, server: Server, host: str) -> None:
        more = "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: evil\r\nForwarded: host=evil.example\r\n"
        for path in ("/", "/sparql", "/sparql/", "/id/lenin", "/void.ttl", "/.well-known/void", "/id/nobody"):
            ask = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"
            got = server.raw(ask.encode())
            assert got[9:10] in (b"2", b"3", b"4")
            assert b"evil" not in got
