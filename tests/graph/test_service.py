"""SERVICE: refused unless the address is allowed by name; then it is asked (a real server of Oxigraph)."""

import httpx
import pytest

from graph_builder.errors import QueryError
from graph_builder.graph.engine import Limits
from graph_builder.graph.sparql import ask
from tests.graph.servers import oxigraph

ELSEWHERE = "<x:there> <x:is> <x:elsewhere> ."
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with oxigraph(tmp_path_factory.mktemp("service")) as server:
        done = httpx.put(server.graph_store, params={"default": ""}, content=ELSEWHERE, headers=TURTLE)
        assert done.is_success
        yield server.query


def test_an_address_that_is_allowed_is_asked(tiny, address):
    query = f"SELECT ?o {{ SERVICE <{address}> {{ <x:there> <x:is> ?o }} }}"
    assert ["x:elsewhere"] == [row[0].value for row in ask(tiny, query, Limits(services=(address,))).rows]


@pytest.mark.parametrize("allowed", [(), ("http://other.example/sparql",)])
@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <{0}> {{ ?s ?p ?o }}",
        "SERVICE SILENT <{0}> {{ ?s ?p ?o }}",
        "service<{0}>{{?s ?p ?o}}",
        "VALUES ?where {{ <{0}> }} SERVICE ?where {{ ?s ?p ?o }}",
        "BIND(true AS ?x) FILTER(trueSERVICE <{0}> {{ ?s ?p ?o }})",
    ],
)
def test_any_other_address_is_refused(tiny, address, clause, allowed):
    with pytest.raises(QueryError, match="SERVICE asks the network"):
        ask(tiny, f"SELECT * {{ {clause.format(address)} }}", Limits(services=allowed))


def test_an_address_in_a_variable_is_refused_even_where_it_is_allowed(tiny, address):
    query = f"SELECT * {{ VALUES ?where {{ <{address}> }} SERVICE ?where {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="SERVICE asks the network"):
        ask(tiny, query, Limits(services=(address,)))


def test_an_allowed_server_that_does_not_answer_is_told(tiny):
    gone = "http://127.0.0.1:9/query"
    with pytest.raises(QueryError, match="failed"):
        ask(tiny, f"SELECT * {{ SERVICE <{gone}> {{ ?s ?p ?o }} }}", Limits(services=(gone,)))
