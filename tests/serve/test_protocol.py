"""The SPARQL 1.1 Protocol, request by request: forms of asking, forms of answers, refusals, caching, CORS."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import httpx
import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from graph_builder.graph import library
from graph_builder.graph.answers import answer_from_json
from graph_builder.graph.engine import Limits
from graph_builder.graph.sparql import ask
from graph_builder.model.factbook import FactBook
from tests.serve.running import Server

PEOPLE = "SELECT ?s WHERE { ?s a kgo:Person } ORDER BY ?s LIMIT 3"
BASE = "https://example.org/early-soviet-foreign-policy/"
FORM = "application/x-www-form-urlencoded"


def rows(reply: httpx.Response) -> list[dict[str, str]]:
    assert reply.status_code == 200, reply.text
    return [{n: t["value"] for n, t in row.items()} for row in reply.json()["results"]["bindings"]]


class TestSeveralLines:
    """A header may stand in several lines, which are one list (RFC 9110, 5.3)."""

    def test_all_lines_of_accept_count(self, server: Server) -> None:
        both = httpx.Headers([("Accept", "image/png"), ("Accept", "text/csv")])
        asked = {"query": PEOPLE}
        assert "text/csv" in server.get("sparql", params=asked, headers=both).headers["content-type"]
        both = httpx.Headers([("Accept", "image/png"), ("Accept", "text/turtle")])
        named = server.get("early-soviet-foreign-policy/lenin", headers=both)
        assert named.headers["location"].endswith(".ttl")

    @pytest.mark.parametrize("path", ["sparql?query=ASK%7B%7D", "early-soviet-foreign-policy/lenin.ttl", "data.nq"])
    def test_what_the_client_has_is_not_sent_again(self, server: Server, path: str) -> None:
        plain = {"Accept-Encoding": "identity"}
        tag = server.get(path, headers=plain).headers["etag"]
        for known in ([tag], [tag.removeprefix("W/")], ['"a"', tag], [f'"a", {tag}'], ["*"]):
            lines = httpx.Headers([*plain.items(), *(("If-None-Match", each) for each in known)])
            assert 304 == server.get(path, headers=lines).status_code, known
        assert 200 == server.get(path, headers={**plain, "If-None-Match": '"a"'}).status_code

    def test_a_packing_that_is_forbidden_is_not_used(self, server: Server) -> None:
        for wish, packed in (("gzip;q=0", False), ("gzip; q=0.0, br", False), ("br, GZIP;q=0.1", True), ("", False)):
            reply = server.get("data.nq", headers={"Accept-Encoding": wish})
            assert packed == ("content-encoding" in reply.headers), wish


class TestAsking:
    def test_get_and_both_posts_give_the_same_rows(self, server: Server) -> None:
        accept = {"Accept": "application/sparql-results+json"}
        got = rows(server.ask(PEOPLE))
        assert 3 == len(got)
        assert got == rows(server.post(data={"query": PEOPLE}, headers=accept))
        direct = {**accept, "Content-Type": "application/sparql-query; charset=utf-8"}
        assert got == rows(server.post(content=PEOPLE.encode(), headers=direct))

    def test_head_tells_what_get_would_without_a_body(self, server: Server) -> None:
        reply = httpx.head(server.url + "sparql", params={"query": PEOPLE}, trust_env=False)
        assert (200, b"") == (reply.status_code, reply.content)
        assert int(reply.headers["content-length"]) == len(server.ask(PEOPLE, "*/*").content)

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PURGE"])
    def test_another_method_is_405_with_those_that_are_allowed(self, server: Server, method: str) -> None:
        reply = httpx.request(method, server.url + "sparql", trust_env=False)
        assert (405, "GET, HEAD, POST, OPTIONS") == (reply.status_code, reply.headers["allow"])

    @pytest.mark.parametrize(
        ("content", "type_", "status"),
        [
            (b"query=ASK{}&query=ASK{}", FORM, 400),
            (b"", FORM, 400),
            (b"", "application/sparql-query", 400),
            (b"\xff\xfe", "application/sparql-query", 400),
            (b"query=%FF%FE", FORM, 400),
            (b"ASK{}", "application/sparql-query; charset=utf-16", 415),
            (b"ASK{}", "text/plain", 415),
            (b"ASK{}", "", 415),
            (b"INSERT DATA {<a:a> <a:b> 1}", "application/sparql-update", 403),
            (b"update=CLEAR+ALL", FORM, 403),
            (b"query=ASK{}&update=CLEAR+ALL", FORM, 403),
            (b"query=ASK{}&default-graph-uri=not+an+iri", FORM, 400),
            (b"&".join([b"query=ASK{}", *[b"x=1"] * 300]), FORM, 400),
        ],
    )
    def test_what_is_no_request_is_told_so(self, server: Server, content: bytes, type_: str, status: int) -> None:
        assert status == server.post(content=content, headers={"Content-Type": type_}).status_code

    def test_a_fault_in_the_query_is_shown_with_its_place_as_text_or_json(self, server: Server) -> None:
        query = "SELECT * WHERE {\n  ?s kgx:label ?o\n}"
        text = server.ask(query, "*/*")
        assert (400, "text/plain; charset=utf-8") == (text.status_code, text.headers["content-type"])
        assert text.text.startswith("line 2, column 6: the prefix 'kgx:' is not known")
        said = server.ask(query, "application/json")
        assert (2, 6, 400) == (said.json()["line"], said.json()["column"], said.json()["status"])

    def test_the_protocols_dataset_takes_the_place_of_the_querys(self, server: Server) -> None:
        stalin, lenin = f"{BASE}graph/stalin-1925", f"{BASE}graph/lenin"
        count = "SELECT (COUNT(*) AS ?n) {name} WHERE {{ {pattern} }}"
        plain, named = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"

        def number(pattern: str, from_: str = "", **fields: object) -> int:
            query = count.format(name=from_, pattern=pattern)
            reply = server.post(data={"query": query, **fields}, headers={"Accept": "application/json"})
            return int(rows(reply)[0]["n"])

        one = number(plain, **{"default-graph-uri": stalin})
        other = number(plain, **{"default-graph-uri": lenin})
        assert one > 0
        assert other > 0
        assert one + other == number(plain, **{"default-graph-uri": [stalin, lenin]})
        assert one == number(plain, f"FROM <{lenin}>", **{"default-graph-uri": stalin})
        assert one == number(named, **{"named-graph-uri": stalin})
        assert 0 == number(plain, **{"named-graph-uri": stalin})
        assert 0 == number(named, **{"default-graph-uri": stalin})
        assert 0 == number(plain, **{"default-graph-uri": "https://example.org/no-such-graph"})


class TestForms:
    @pytest.mark.parametrize(
        ("query", "accept", "media"),
        [
            ("SELECT * {} ", "", "application/sparql-results+json"),
            ("SELECT * {} ", "application/sparql-results+xml", "application/sparql-results+xml"),
            ("SELECT * {} ", "text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
            ("SELECT * {} ", "text/*", "text/csv"),
            ("SELECT * {} ", "application/json, */*;q=0.1", "application/json"),
            ("SELECT * {} ", "image/png, application/xml;q=0.2", "application/xml"),
            ("ASK {}", "text/plain", "text/plain"),
            ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
            ("CONSTRUCT {?s ?p ?o} {?s ?p ?o} LIMIT 1", "", "text/turtle"),
            ("CONSTRUCT {?s ?p ?o} {?s ?p ?o} LIMIT 1", "application/rdf+xml", "application/rdf+xml"),
            ("DESCRIBE kg:lenin", "application/ld+json", "application/ld+json"),
            ("DESCRIBE kg:lenin", "application/n-triples", "application/n-triples"),
        ],
    )
    def test_the_form_is_what_the_client_prefers(self, server: Server, query: str, accept: str, media: str) -> None:
        reply = server.ask(query, accept)
        assert (200, media) == (reply.status_code, reply.headers["content-type"].split(";")[0])
        assert "Accept" in reply.headers["vary"]

    @pytest.mark.parametrize("query", ["SELECT * {}", "ASK {}", "DESCRIBE kg:lenin"])
    def test_a_form_that_is_not_there_is_406_with_those_that_are(self, server: Server, query: str) -> None:
        reply = server.ask(query, "image/png")
        assert 406 == reply.status_code
        assert ("text/turtle" in reply.text) == (query[0] == "D")

    @pytest.mark.parametrize(
        ("query", "xml", "other"),
        [
            ('SELECT ("a\\u0001b" AS ?x) {}', "application/sparql-results+xml", "text/tab-separated-values"),
            ('SELECT ("a\\uFFFEb" AS ?x) {}', "application/sparql-results+xml", "application/json"),
            ('CONSTRUCT { <a:a> <a:b> "a\\fb" } {}', "application/rdf+xml", "text/turtle"),
        ],
    )
    def test_a_character_that_xml_cannot_hold_is_refused_there_and_given_elsewhere(
        self, server: Server, query: str, xml: str, other: str
    ) -> None:
        refused = server.ask(query, xml)
        assert 406 == refused.status_code
        assert "which XML cannot hold; take another format" in refused.text
        assert 200 == server.ask(query, other).status_code
        harmless = server.ask(re.sub(r"\\(u....|f)", r"\\t", query), xml)
        assert 200 == harmless.status_code
        ET.fromstring(harmless.content)

    @pytest.mark.parametrize("name", ["format", "output"])
    def test_format_and_output_stand_above_accept(self, server: Server, name: str) -> None:
        reply = server.get(params={"query": PEOPLE, name: "csv"}, headers={"Accept": "text/html"})
        assert ("text/csv; charset=utf-8", 4) == (reply.headers["content-type"], len(reply.text.splitlines()))
        graph = server.get(params={"query": "DESCRIBE kg:lenin", name: "nt"})
        assert "application/n-triples" == graph.headers["content-type"]
        assert 406 == server.get(params={"query": PEOPLE, name: "gif"}).status_code

    def test_every_form_can_be_read_by_others_and_says_the_same(self, server: Server) -> None:
        table = server.ask(PEOPLE, "application/sparql-results+xml")
        names = [node.text for node in ET.fromstring(table.text).iter("{http://www.w3.org/2005/sparql-results#}uri")]
        assert names == [row["s"] for row in rows(server.ask(PEOPLE))]
        assert names == server.ask(PEOPLE, "text/csv").text.split()[1:]
        graphs = []
        for media in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
            text = server.ask("DESCRIBE kg:lenin", media).text
            graphs.append(set(rdflib.Graph().parse(data=text, format=media)))
        assert len(graphs[0]) > 3
        assert all(graph == graphs[0] for graph in graphs)

    def test_without_a_query_it_describes_itself_to_programs_and_shows_an_editor_to_people(
        self, server: Server
    ) -> None:
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        graph = rdflib.Graph().parse(data=server.get(headers={"Accept": "text/turtle"}).text)
        endpoint = rdflib.URIRef(server.url + "sparql")
        assert (endpoint, sd.endpoint, endpoint) in graph
        assert (endpoint, sd.supportedLanguage, sd.SPARQL11Query) in graph
        assert rdflib.URIRef(f"{BASE}graph/stalin-1925") in set(graph.objects(None, sd.name))
        page = server.get(headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert "<textarea" in page.text
        linked = server.get(params={"query": "ASK { <a:</textarea>> }"}, headers={"Accept": "text/html"})
        assert "ASK { &lt;a:&lt;/textarea&gt;&gt; }" in linked.text


class TestCaching:
    def test_an_answer_that_the_client_has_is_not_computed_again(self, server: Server) -> None:
        tag = server.ask(PEOPLE).headers["etag"]
        assert 304 == server.ask(PEOPLE, headers={"If-None-Match": f'"x", {tag}'}).status_code
        assert 200 == server.ask(PEOPLE, "text/csv", headers={"If-None-Match": tag}).status_code
        assert 200 == server.ask(PEOPLE + " ", headers={"If-None-Match": tag}).status_code

    def test_an_answer_that_differs_each_time_has_no_tag(self, server: Server) -> None:
        reply = server.ask("SELECT (NOW() AS ?now) {}")
        assert (None, "no-store") == (reply.headers.get("etag"), reply.headers["cache-control"])


class TestOrigins:
    def test_any_page_may_ask_but_never_with_credentials(self, server: Server) -> None:
        origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        before = httpx.options(server.url + "sparql", headers=origin, trust_env=False)
        assert (204, "*") == (before.status_code, before.headers["access-control-allow-origin"])
        assert "POST" in before.headers["access-control-allow-methods"]
        for reply in (before, server.ask(PEOPLE, headers=origin), server.ask("nonsense", headers=origin)):
            assert "*" == reply.headers["access-control-allow-origin"]
            assert "access-control-allow-credentials" not in reply.headers
            assert "set-cookie" not in reply.headers

    @pytest.mark.parametrize("path", ["", "health", "no-such-page", "data.nq"])
    def test_where_nothing_can_be_posted_nobody_is_told_so(self, server: Server, path: str) -> None:
        reply = httpx.options(server.url + path, trust_env=False)
        allowed = "GET, HEAD, OPTIONS"
        assert (204, allowed) == (reply.status_code, reply.headers["allow"])
        assert allowed == reply.headers["access-control-allow-methods"]
        assert 405 == httpx.post(server.url + path, trust_env=False).status_code

    @pytest.mark.parametrize("path", ["", "sparql", "health", "no-such-page", "data.nq", "graph.html"])
    def test_every_answer_is_safe_to_show_and_tells_no_version(self, server: Server, path: str) -> None:
        reply = server.get(path, headers={"Accept": "text/html, */*;q=0.1"})
        assert "nosniff" == reply.headers["x-content-type-options"]
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        assert "unsafe" not in reply.headers["content-security-policy"].replace("wasm-unsafe-eval", "")
        assert "server" not in reply.headers


class TestClientsOfOthers:
    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper's own
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_sparqlwrapper_reads_every_form(self, server: Server, method: str) -> None:
        client = SPARQLWrapper(server.url + "sparql")
        client.setMethod(method)
        client.setQuery(PEOPLE)
        client.setReturnFormat(JSON)
        got = [row["s"]["value"] for row in client.query().convert()["results"]["bindings"]]
        assert got == [row["s"] for row in rows(server.ask(PEOPLE))]
        client.setReturnFormat(XML)
        assert 3 == len(client.query().convert().getElementsByTagName("uri"))
        client.setReturnFormat(CSV)
        assert got == client.query().convert().decode().split()[1:]
        client.setQuery("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5")
        client.setReturnFormat(TURTLE)
        assert 5 == len(rdflib.Graph().parse(data=client.query().convert()))
        client.setReturnFormat(XML)
        assert 5 == len(client.query().convert())

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_rdflibs_store_sees_a_graph(self, server: Server, book: FactBook, method: str) -> None:
        store = SPARQLStore(server.url + "sparql", context_aware=False, method=method)
        graph = rdflib.Graph(store)
        lenin = rdflib.URIRef(f"{BASE}lenin")
        assert book.things["lenin"].label == str(graph.value(lenin, rdflib.RDFS.label))
        assert graph.query("ASK { ?s ?p ?o }").askAnswer
        assert len(book.statements) == len(
            list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{BASE}ontology#Statement")))
        )

    def test_rdflib_reads_a_thing_from_its_address(self, server: Server, book: FactBook) -> None:
        graph = rdflib.Graph().parse(f"{server.url}early-soviet-foreign-policy/lenin")
        named = [s for s in book.statements if "lenin" in (s.subject, s.object)]
        subjects = {str(s) for s in graph.subjects(rdflib.RDF.type, None)}
        assert {BASE + s.id for s in named} <= subjects
        assert {BASE + s.locator.id for s in named} <= subjects


@pytest.mark.parametrize("question", library.questions(), ids=lambda q: q.name)
def test_a_question_of_the_library_gives_the_same_rows_over_http(
    question: library.Question, server: Server, book: FactBook
) -> None:
    query = library.filled(question, {}, book)
    here = ask(book, query, Limits())
    reply = server.post(data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert 200 == reply.status_code, reply.text
    there = answer_from_json(reply.content)
    assert here.columns == there.columns
    assert sorted(map(str, here.rows)) == sorted(map(str, there.rows))


def test_the_dump_holds_every_quad(server: Server, book: FactBook) -> None:
    from graph_builder.graph.rdf import nquads

    reply = server.get("data.nq")
    assert nquads(book) == reply.text
    trig = pyoxigraph.parse(io.BytesIO(server.get("data.trig").content), format=pyoxigraph.RdfFormat.TRIG)
    assert nquads(book).count("\n") == len(set(trig))


def test_the_catalogue_names_this_server(server: Server) -> None:
    reply = server.get(".well-known/void", follow_redirects=True)
    graph = rdflib.Graph().parse(data=reply.text, format="turtle")
    endpoints = set(graph.objects(None, rdflib.URIRef("http://rdfs.org/ns/void#sparqlEndpoint")))
    assert {rdflib.URIRef(server.url + "sparql")} == endpoints
    files = {str(each) for each in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/dcat#downloadURL"))}
    assert files
    for address in sorted(files):
        assert 200 == httpx.head(address, trust_env=False, timeout=30).status_code, address
