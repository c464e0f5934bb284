"""What is refused before a query is asked, and the places of faults."""

import http.server
import threading
import time

import pytest

from graph_builder.errors import QueryError
from graph_builder.graph.query_text import tokens
from graph_builder.graph.sparql import ask, pointed

READING = [
    "PREFIX x: <http://x/> SELECT ?s { ?s a x:Person }",
    "PREFIX kg:<https://example.org/tiny/>\nPREFIX delete: <http://x/>ASK { kg:lenin delete:a 1 }",
    "# PREFIX of a comment\nBASE <https://example.org/tiny/>\nPREFIX o: <ontology#>\n#\nASK { <lenin> a o:Person }",
    "SELECT ?delete ?service $insert { ?delete ?service $insert } LIMIT 1",
    "ASK { kg:service kg:x-service-y <http://SERVICE/#SERVICE> } # SERVICE",
    'ASK { ?s ?p "a \\" SERVICE \\" b", """it\'s "SERVICE"\nSERVICE""", \'\'\'SERVICE "\'\'\' }',
    "SELECT ?s { ?s kgo:earliestYear ?y FILTER(?y<1918||?y>1926) }",
    "\N{ZERO WIDTH NO-BREAK SPACE}ASK {}",
]


@pytest.mark.parametrize("query", READING)
def test_a_reading_query_is_answered_whatever_its_names_strings_and_comments_say(query, tiny):
    ask(tiny, query)


@pytest.mark.parametrize(
    "body",
    [
        "SERVICE <URL> { ?s ?p ?o }",
        "service silent <URL> { ?s ?p ?o }",
        "FILTER(1<2)SERVICE<URL>{?s ?p ?o}",
        'FILTER("\\"" != "") SERVICE <URL> { ?s ?p ?o } FILTER("" != "x")',
        "FILTER('''a'b''' != '') SERVICE <URL> { ?s ?p ?o } FILTER('' != 'x')",
        "?s ?p true SERVICE<URL>{?s ?p ?o}",
        "?s ?p trueSERVICE<URL>{?s ?p ?o}",
        "?s ?p 1.0e1SERVICE<URL>{?s ?p ?o}",
        "SERVICEk:x {?s ?p ?o}",
    ],
)
def test_no_query_reaches_another_server(body, tiny):
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(500)

        do_POST = do_GET  # noqa: N815  # the name that http.server calls

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        query = f"PREFIX k: <{address}> PREFIX SERVICEk: <{address}> SELECT * {{ {body.replace('URL', address)} }}"
        with pytest.raises(QueryError, match="asks the network"):
            ask(tiny, query)
        server.shutdown()
    assert [] == asked


@pytest.mark.parametrize(
    ("query", "line", "column", "message"),
    [
        ("# nothing", 0, 0, "empty"),
        ("PREFIX a: <b:c>\nDELETE WHERE { ?s ?p ?o }", 2, 1, "an update"),
        ("PREFIX x <http://x/> ASK {}", 1, 8, "ends in a colon"),
        ("SELECT ?s\nWHERE {\n  ?s oops:p ?o ;\n kgo:x ?y }", 3, 6, "the prefix 'oops:'"),
        ("ASK { ?s a/oops:b ?o }", 1, 12, "the prefix 'oops:'"),
        ("ASK { :lenin ?p ?o }", 1, 7, "the prefix ':'"),
        ("ASK { { ?s ?p ?o }", 1, 5, "this '{' is never closed"),
        ("ASK {\n ?s ?p ?o }}", 2, 12, "this '}' closes nothing"),
        ("ASK { ?s ?p (1 }", 1, 16, "this '}' closes nothing"),
        ('ASK { ?s ?p "abc }', 1, 13, "this string has no end"),
        ("ASK { ?s <relative> ?o }", 1, 10, "needs BASE"),
        ("ASK { ?s <http://a b> ?o }", 1, 10, "no IRI has"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "cannot be read here"),
        ("SELECT ?s { ?s ?p ?o FILTER(?o = ) }", 1, 34, "cannot be read here"),
        ("SELECT ?s WHERE ?s ?p ?o", 1, 17, 'expected "{"'),
        ("SELECT ?s (COUNT(?x) AS ?n) { ?s ?p ?x }", 0, 0, "variable that is unbound"),
    ],
)
def test_a_fault_is_told_at_its_place(query, line, column, message, tiny):
    with pytest.raises(QueryError) as caught:
        ask(tiny, query)
    assert (line, column) == (caught.value.line, caught.value.column)
    assert message in str(caught.value)
    assert "expected expected" not in str(caught.value)


def test_the_caret_stands_under_the_fault():
    query = "ASK {\n  ?s oops:p ?o }"
    assert "    2 |   ?s oops:p ?o }\n      |      ^" == pointed(query, QueryError("", 2, 6))


@pytest.mark.parametrize("piece", ["a.-", "a", "'", '"', "<", "a:", "(", "\\", "#\n", "?", "1.", "''' "])
def test_reading_takes_no_more_than_its_length(piece):
    def seconds(count):
        start = time.perf_counter()
        tokens(piece * count)
        return time.perf_counter() - start

    short = min(seconds(4_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 12 * max(short, 0.001)
