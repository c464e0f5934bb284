"""What the server answers to any path, parameter, header or form: never markup or a header made of what was sent."""

from __future__ import annotations

import csv
import io
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph
import pytest
from hostile_worlds import HARMLESS, write_world
from payloads import PAYLOADS, Payload
from walls import PARSED, guarded, like

from graph_builder.graph.cells import original
from tests.serve.running import Server, serving
from tests.serve.test_rehearsal import watching

HTML = {"Accept": "text/html"}
HARMLESS_TEXT = Payload(99, "harmless", "words 99")
PLAIN = re.compile(r"text/(plain|csv|tab-separated-values|turtle)|application/[\w+.-]+", re.IGNORECASE)
Ask = Callable[[httpx.Client, str, str], httpx.Response]


def post(client: httpx.Client, text: str, coded: str) -> httpx.Response:
    return client.post("sparql", data={"query": text}, headers=HTML)


FORMS: dict[str, Ask] = {
    "path": lambda client, text, coded: client.get(coded, headers=HTML),
    "id": lambda client, text, coded: client.get(f"id/{coded}", headers=HTML),
    "home": lambda client, text, coded: client.get(f"filled/{coded}.html", headers=HTML),
    "search": lambda client, text, coded: client.get(f"search?q={coded}", headers=HTML),
    "editor": lambda client, text, coded: client.get(f"sparql?query={coded}", headers=HTML),
    "key": lambda client, text, coded: client.get(f"sparql?{coded}=1&query=ASK%7B%7D", headers=HTML),
    "format": lambda client, text, coded: client.get(f"sparql?query=ASK%7B%7D&format={coded}", headers=HTML),
    "graph": lambda client, text, coded: client.get(f"sparql?query=ASK%7B%7D&named-graph-uri={coded}"),
    "query": lambda client, text, coded: client.get(f"sparql?query={coded}", headers={"Accept": "application/json"}),
    "question": lambda client, text, coded: client.get(f"questions/{coded}", headers=HTML),
    "slot": lambda client, text, coded: client.get(f"questions/who-supported?issue={coded}", headers=HTML),
    "ids": lambda client, text, coded: client.get(f"ids.json?q={coded}&kinds={coded}", headers=HTML),
    "suffix": lambda client, text, coded: client.get(f"data.{coded}", headers=HTML),
    "form": post,
    "body": lambda client, text, coded: client.post(
        "sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query", **HTML}
    ),
}
ALWAYS = ("path", "search", "editor")
HEADERS = ("Accept", "Referer", "Host", "User-Agent", "Origin", "Cookie", "X-Forwarded-Host", "If-None-Match")


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_world(tmp_path_factory.mktemp("served"), 0)
    said = tmp_path_factory.mktemp("said") / "errors.txt"
    with serving(folder, said, "--workers", "2", "--seconds", "5") as running:
        yield running
        assert "Traceback" not in said.read_text("utf-8")


@pytest.fixture(scope="module")
def harmless_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_world(tmp_path_factory.mktemp("harmless"), HARMLESS)
    with serving(folder, tmp_path_factory.mktemp("said") / "errors.txt", "--workers", "1") as running:
        yield running


def test_no_answer_is_markup_of_what_was_sent(hostile_server: Server, browser: Any, tmp_path: Path) -> None:
    others = [name for name in FORMS if name not in ALWAYS]
    with httpx.Client(base_url=hostile_server.url, trust_env=False, timeout=30) as client:
        found, odd = [], []
        for i, payload in enumerate([HARMLESS_TEXT, *PAYLOADS]):
            for name in FORMS if payload is HARMLESS_TEXT else (*ALWAYS, others[i % len(others)]):
                reply = FORMS[name](client, payload.text, quote(payload.text, safe=""))
                media = reply.headers.get("content-type", "text/plain")
                odd += [f"{name} {payload}: {reply.status_code}"] if reply.status_code >= 500 else []
                odd += [f"{name} {payload}: may be sniffed"] if "nosniff" not in str(reply.headers) else []
                if media.startswith("text/html"):
                    found.append((name, payload, reply.text))
                elif not PLAIN.match(media):
                    odd.append(f"{name} {payload}: {media}")
    assert {*ALWAYS, "id"} <= {name for name, _, _ in found}
    with guarded(browser, tmp_path) as wall:
        seen = wall.page().evaluate(PARSED, [text for _, _, text in found])
    own = _names(found, seen)
    plain = {name: one for (name, payload, _), one in zip(found, seen, strict=True) if payload is HARMLESS_TEXT}
    for (name, payload, _), one in zip(found, seen, strict=True):
        odd += [f"{name} {payload}: {each}" for each in like(plain[name], one, own)]
    assert [] == odd
    assert [] == wall.heard


def _names(found: list[tuple[str, Payload, str]], seen: list[dict[str, Any]]) -> set[str]:
    """Elements of pages without a payload, and those of search pages with rows."""
    harmless = [one for (_, payload, _), one in zip(found, seen, strict=True) if payload is HARMLESS_TEXT]
    return {name for one in harmless for name in one["names"]} | {"ul", "li", "small", "q"}


def test_no_header_is_repeated_in_an_answer(harmless_server: Server) -> None:
    odd = []
    for i, payload in enumerate(PAYLOADS):
        value = re.sub(rb"[\r\n\x00]", b" ", payload.text.encode()).strip()
        name = HEADERS[i % len(HEADERS)]
        lines = [f"GET {('/', '/id/lenin', '/nobody')[i % 3]} HTTP/1.1".encode(), b"Connection: close"]
        lines += [f"{name}: ".encode() + value] + ([] if name == "Host" else [b"Host: x"])
        got = harmless_server.raw(b"\r\n".join(lines) + b"\r\n\r\n")
        head, _, body = got.partition(b"\r\n\r\n")
        if got[9:10] not in (b"2", b"3", b"4") or value in head:
            odd.append((payload, head[:300]))
        if value in body:
            odd.append((payload, body[:300]))
    assert [] == odd


def test_pages_in_a_browser_do_nothing_of_what_texts_say(
    hostile_server: Server, harmless_server: Server, browser: Any, tmp_path: Path
) -> None:
    asked = quote("SELECT ?s ?p ?o { ?s ?p ?o FILTER isLiteral(?o) } LIMIT 400")
    sites = ["", "coverage.html", "ontology.html", "graph.html", f"sparql?query={asked}", "search?q=ran"]
    found: dict[str, dict[str, Any]] = {}
    for server in (harmless_server, hostile_server):
        names = sorted(set(re.findall(r"<https://example\.org/filled/([^>#]+)>", server.get("data.nq").text)))
        dossiers = [f"filled/{quote(name, safe='/')}.html" for name in names if name != "ontology"]
        own = {element for one in found.values() for element in one["names"]}
        with guarded(browser, tmp_path, offline=False) as wall:
            wall.own, page, odd = (*wall.own, server.url), wall.page(), []
            for path in [*sites, *dossiers]:
                page.goto(server.url + path)
                if path.startswith("sparql?"):
                    page.wait_for_selector("#answer td")
                one, alike = page.evaluate(PARSED, None)[0], re.sub("statement-[a-z2-7]{16}", "statement", path)
                plain = found.setdefault(alike, one)
                odd += [f"{path}: {each}" for each in like(plain, one, own or {*one["names"]})]
            if server is hostile_server:
                for payload in PAYLOADS[::12]:
                    for path in ("search?q=", "sparql?query=", "id/"):
                        page.goto(f"{server.url}{path}{quote(payload.text, safe='')}")
                        if path.startswith("sparql"):
                            page.wait_for_selector("#fault:not([hidden]), #answer:not([hidden])")
            assert [] == odd
        refused = re.compile("Failed to load resource: the server responded with a status of 40[04]")
        assert [] == [one for one in wall.heard if not refused.search(one)]


def test_the_endpoint_s_tables_run_in_no_spreadsheet(hostile_server: Server) -> None:
    texts = [payload.text for payload in PAYLOADS if payload.kind == "formula"]
    values = " ".join(str(pyoxigraph.Literal(text)) for text in texts)
    query = f"SELECT ?c {{ VALUES ?c {{ {values} }} }}"
    rows = list(csv.reader(io.StringIO(hostile_server.ask(query, "text/csv").text, newline="")))
    assert sorted(texts) == sorted(original(row[0]) for row in rows[1:])
    assert [] == [row for row in rows[1:] if row[0].lstrip(' \t\n\u00a0\u3000"')[:1] in "=+-@＝＋－＠"]
    table = hostile_server.ask(query, "text/tab-separated-values")
    assert [] == re.findall('(?m)^"[\\s\'"]*[=+@＝＋－＠-].*', table.text)
    read: Any = pyoxigraph.parse_query_results(table.content, format=pyoxigraph.QueryResultsFormat.TSV)
    assert sorted(texts) == sorted(row[0].value for row in read)


def test_a_line_break_in_a_header_ends_nothing(hostile_server: Server) -> None:
    with socket.create_connection(("127.0.0.1", hostile_server.port), 20) as line:
        line.sendall(b"GET /search?q=%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        head = line.makefile("rb").read().partition(b"\r\n\r\n")[0]
    assert b"Set-Cookie" not in head


def test_what_is_watched_tells_its_faults_as_text(browser: Any, tmp_path: Path) -> None:
    folder = write_world(tmp_path / "data", 0)
    names = [re.sub(r"[/\x00]", "∕", payload.text)[:60] + ".yaml" for payload in PAYLOADS[::20] if payload.written]
    for name in names:
        (folder / "facts" / name).write_text("source: {document: nobody}\n", "utf-8")
    with watching(folder, ".") as watch:
        front, codes = watch.get(""), set()
        for payload in PAYLOADS[::5]:
            coded = quote(payload.text, safe="")
            codes |= {watch.get(path).status_code for path in (f"x/{coded}", coded, f"changed?seen={coded}")}
        said = watch.said.read_text("utf-8")
    assert "__ran(" in front.text
    assert codes <= {200, 404}
    with guarded(browser, tmp_path / "pages") as wall:
        page = wall.page()
        (one,) = page.evaluate(PARSED, [front.text])
        told, within = page.evaluate(
            """(text) => {
                const told = new DOMParser().parseFromString(text, "text/html").querySelector("pre");
                return [told.textContent, told.childElementCount];
            }""",
            front.text,
        )
    assert 0 == within
    assert [] == [name for name in names if name.replace("\n", "<000A>").replace("\t", "<0009>") not in told]
    assert {"html", "head", "meta", "title", "body", "pre", "script"} == {*one["names"]}
    assert (1, 2, []) == (one["counts"]["script"], one["counts"]["meta"], one["wrong"])
    assert [] == [c for c in front.text + said if c in "\x1b\x9b\x07\u202e\u2028"]
