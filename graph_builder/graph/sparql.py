"""SPARQL over a book's quads, on Oxigraph, within limits."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from graph_builder.errors import QueryError
from graph_builder.graph.answers import Answer, answer_from_json, answer_from_triples
from graph_builder.graph.engine import LIMITS, Engine, Limits, of_text, over, request, run
from graph_builder.graph.query_text import fault, refuse
from graph_builder.graph.rdf import nquads
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.factbook import FactBook

_ENGINES: WeakKeyDictionary[FactBook, Engine] = WeakKeyDictionary()
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def store_of(book: FactBook) -> Any:
    """An in-memory Oxigraph store with the book's quads, in this process and without limits."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(nquads(book), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def engine_of(book: FactBook) -> Engine:
    """The engine that holds the book's quads: started when first asked for, ended with the book."""
    engine = _ENGINES.get(book)
    if engine is None or engine.keeper.poll() is not None:
        engine = _ENGINES[book] = of_text(nquads(book))
    return engine


def ask(book: FactBook, query: str, limits: Limits = LIMITS) -> Answer:
    """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE query; the graph's prefixes are known.

    Only the default graph is asked where the query names none; `GRAPH ?g {...}` reaches the beliefs.

    Raises:
        QueryError: the query cannot be read (with line and column), would change or leave the graph, or passes a limit.
    """
    query = query.removeprefix(_MARK)
    refuse(query, limits.services)
    known = prefixes(book.settings)
    told, body = run(engine_of(book), request(query, known, limits), limits)
    return answer_of(told, body, query, known, limits)


def answer_of(told: dict[str, Any], body: bytes, query: str, known: dict[str, str], limits: Limits) -> Answer:
    """The answer that a worker gave (see keeper.py).

    Raises:
        QueryError: it gave none.
    """
    if error := error_of(told, query, known, limits):
        raise error
    return answer_from_triples(body) if told["kind"] == "graph" else answer_from_json(body)


def error_of(told: dict[str, Any], query: str, known: dict[str, str], limits: Limits) -> QueryError | None:
    """Why a worker gave no answer; None if it gave one."""
    if told["kind"] == "limit":
        return QueryError(over(told["what"], limits))
    if told["kind"] != "fault":
        return None
    if told["type"] in ("SyntaxError", "ValueError"):
        return fault(told["message"], query, known)
    return QueryError(f"the query failed: {told['message']}")


def pointed(query: str, error: QueryError) -> str:
    """The line of the query with a caret under the error; "" where the place is not known."""
    lines = query.split("\n")
    if not 1 <= error.line <= len(lines):
        return ""
    return f"{error.line:>5} | {lines[error.line - 1]}\n      | {' ' * (error.column - 1)}^"
