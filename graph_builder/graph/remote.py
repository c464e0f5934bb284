"""Questions to a store of others, by the SPARQL 1.1 Protocol.

`ask_there` is what `sparql.ask` is at home; `ask_endpoint` gives what comes back as it came.  A published graph stands
in a store in one of two ways (see `publish`); `published(url, settings)` finds out which, so that the same query gives
the same rows on both.

Source: https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from graph_builder.errors import QueryError
from graph_builder.graph.answers import Answer, answer_from_json, answer_from_triples
from graph_builder.graph.engine import LIMITS, Limits, over
from graph_builder.graph.query_text import refuse, tokens
from graph_builder.graph.vocabulary import prefixes
from graph_builder.graph.wire import (
    Connection,
    Credentials,
    RefusedError,
    Reply,
    checked_url,
    credentials_of,
    send,
    shown,
)
from graph_builder.model.factbook import FactBook, Settings

JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
_TABLES = (JSON, "application/json")
_GRAPHS = (TRIPLES, "text/plain", "text/turtle")
_ROWS_HEADER = "x-sparql-maxrows"  # Virtuoso's, on an answer that it has cut
_VALUES = re.compile(r"^[ \t]*VALUES (?P<names>\?\w+|\(\?\w+ \?\w+\)) \{ (?P<terms>[^{}\n]*?) \}.*$", re.MULTILINE)
_TERM = re.compile(r'"(?:\\.|[^"\\])*"(?:\^\^[\w:]+|@[\w-]+)?|[^\s()"]+')
_KEPT = re.compile(r"(?i)\bSELECT\b[^{]*|\bBOUND *\( *\?\w+|\bAS +\?\w+")  # where only a variable can stand
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Scope(NamedTuple):
    """The graphs that a query is asked of: those that make up its default graph, and those that GRAPH reaches.

    Both empty: whatever the store takes for a query that names none.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


ANY = Scope()


def ask_there(url: str, book: FactBook, query: str, limits: Limits = LIMITS, *, library: bool = False) -> Answer:
    """The answer that a store gives which this graph was published to: as `sparql.ask` gives it at home.

    Args:
        library: the query is one of the library's, filled; it is asked in the form that most stores understand.

    Raises:
        QueryError: the query would change or leave the store, passes a limit, or as `ask_endpoint`.
    """
    refuse(query, limits.services)
    url = endpoint_at(url)
    scope = published(url, book.settings, seconds=limits.seconds)
    text = with_prefixes(with_constants(query) if library else query, prefixes(book.settings))
    reply = ask_endpoint(url, text, seconds=limits.seconds, scope=scope)
    if reply.media_type in _TABLES:
        answer = answer_from_json(reply.raw)
    else:
        answer = answer_from_triples(reply.raw, TRIPLES if reply.media_type == "text/plain" else reply.media_type)
    if max(len(answer.rows), len(answer.triples or ())) > limits.rows:
        raise QueryError(over("rows", limits))
    return answer


def endpoint_at(url: str) -> str:
    """Where the server is asked: `publish` and `--endpoint` take the same address for the same store.

    An address without a path is that of a server that answers at /query (Oxigraph, Fuseki); any other is the endpoint.

    >>> endpoint_at("http://localhost:7878/"), endpoint_at("http://localhost:8890/sparql")
    ('http://localhost:7878/query', 'http://localhost:8890/sparql')

    Raises:
        UsageError: it is no address of a server, or holds a password.
    """
    parts = urlsplit(checked_url(url))
    bare = parts.path in ("", "/") and not parts.query
    return urlunsplit(parts._replace(path="/query")) if bare else url


def ask_endpoint(
    url: str,
    query: str,
    *,
    seconds: float = 60.0,
    scope: Scope = ANY,
    credentials: Credentials | None = None,
    most_bytes: int = 1 << 29,
) -> Reply:
    """The endpoint's whole answer: SPARQL results in JSON to SELECT and ASK, N-Triples to CONSTRUCT and DESCRIBE.

    Args:
        query: with all its prefixes, see `with_prefixes`.
        seconds: how long it may take.
        scope: what the query is asked of; ignored where the query itself says FROM.
        credentials: default: those of the environment (GRAPH_BUILDER_USER and PASSWORD, or GRAPH_BUILDER_TOKEN).

    Raises:
        QueryError: the endpoint cannot be reached, is too slow, refuses, or gives another thing than a whole answer.
        UsageError: the URL cannot be asked, or httpx is not installed.
    """
    whoever = credentials_of() if credentials is None else credentials
    return ask_over(Connection(whoever, seconds, most_bytes=most_bytes), url, query, scope)


def ask_over(connection: Connection, url: str, query: str, scope: Scope = ANY) -> Reply:
    """As `ask_endpoint`, over a connection that is used again."""
    words = [token.text.upper() for token in tokens(query) if token.kind == "word"]
    form = next((word for word in words if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "SELECT")
    wanted = _TABLES if form in ("SELECT", "ASK") else _GRAPHS
    fields: dict[str, str | list[str]] = {"query": query}
    if "FROM" not in words:
        fields |= {"default-graph-uri": list(scope.default), "named-graph-uri": list(scope.named)}
    reply = send(connection, "POST", url, accept=wanted[0], form=fields)
    if reply.media_type not in wanted:
        what = "a web page" if reply.media_type == "text/html" else reply.media_type or "something without a type"
        raise RefusedError(
            f"{shown(url)} gave {what}, not the answer to a query; is this the address of its endpoint?", 200
        )
    if wanted is _TABLES:
        _check_table(reply, url)
    elif reply.media_type == TRIPLES and reply.raw.strip() and not reply.raw.rstrip().endswith(b"."):
        raise _cut(url)
    return reply


def _check_table(reply: Reply, url: str) -> None:
    """An answer that was cut is no answer, whatever its status says."""
    try:
        table = json.loads(reply.raw)
        rows = table["results"]["bindings"] if "results" in table else [table["boolean"]]
        most = int(reply.headers.get(_ROWS_HEADER, len(rows) + 1))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _cut(url) from None
    if len(rows) >= most:
        raise QueryError(f"{shown(url)} gives no more than {most:,} rows and cut the answer there; ask with a LIMIT")


def _cut(url: str) -> QueryError:
    return QueryError(
        f"the answer of {shown(url)} is cut or damaged: the server may have run out of time; ask for less"
    )


def with_prefixes(query: str, known: Mapping[str, str]) -> str:
    """The query with a declaration for each prefix that it uses and does not declare.

    They stand before its first line and add none, so that the lines that a server names are those of the query.

    >>> with_prefixes("ASK { kg:lenin ?p 'x:y' }", {"kg": "https://example.org/", "x": "https://example.org/x"})
    "PREFIX kg: <https://example.org/> ASK { kg:lenin ?p 'x:y' }"
    """
    query = query.removeprefix(_BYTE_ORDER_MARK)
    pieces = tokens(query)
    used = {token.text.partition(":")[0] for token in pieces if token.kind == "name"}
    declared = {after.text[:-1] for before, after in pairwise(pieces) if before.text.upper() == "PREFIX"}
    missing = sorted((used - declared) & set(known))
    return "".join(f"PREFIX {prefix}: <{known[prefix]}> " for prefix in missing) + query


def with_constants(query: str) -> str:
    r"""A question of the library with its arguments where their variables stood; what it asks for is the same.

    Virtuoso 7 loses rows where a variable of VALUES is bound again within UNION or a nested SELECT.  Only for the
    library, whose parameters mean one thing throughout a query (a test compares the rows of each).

    >>> with_constants("SELECT ?s {\n  VALUES ?o { kg:nep }\n  ?s ?p ?o }")
    'SELECT ?s {\n\n  ?s ?p kg:nep }'
    """
    constants: dict[str, str] = {}
    kept = {name for clause in _KEPT.findall(query) for name in re.findall(r"\?\w+", clause)}
    for match in list(_VALUES.finditer(query))[::-1]:
        names, terms = re.findall(r"\?\w+", match["names"]), _TERM.findall(match["terms"])
        if len(names) == len(terms) and not kept & set(names):
            constants |= {name: term for name, term in zip(names, terms, strict=True) if term != "UNDEF"}
            query = query[: match.start()] + query[match.end() :]
    for token in tokens(query)[::-1]:
        if token.text in constants:
            query = query[: token.start] + constants[token.text] + query[token.start + len(token.text) :]
    return query


def published(
    url: str,
    settings: Settings,
    *,
    default_graph: str = "",
    seconds: float = 60.0,
    credentials: Credentials | None = None,
) -> Scope:
    """How the graph stands in the store: nothing to say, or the graphs to ask because its default graph has a name.

    Args:
        default_graph: the name that `publish --default-graph` was given, if it was.

    Raises:
        QueryError: as `ask_endpoint`.
    """
    whoever = credentials_of() if credentials is None else credentials
    name = default_graph or settings.base
    connection = Connection(whoever, seconds)
    stem = graph_stem(settings)
    found = graphs_at(connection, url, f'(STRSTARTS(STR(?g), "{stem}") || ?g = <{name}>)')
    return Scope((name,), tuple(g for g in found if g.startswith(stem))) if name in found else Scope()


def graph_stem(settings: Settings) -> str:
    """What the IRI of every named graph of ours begins with; no other graph is ever touched."""
    return f"{settings.base}graph/"


def graphs_at(connection: Connection, url: str, condition: str) -> list[str]:
    """The graphs of the store with a triple and for which the condition on ?g holds.  Order: as text."""
    query = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({condition}) }}"
    import pyoxigraph

    found = (name for (name,) in rows_at(connection, url, query, ("g",)))
    return sorted(name.value for name in found if isinstance(name, pyoxigraph.NamedNode))


def rows_at(connection: Connection, url: str, query: str, columns: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    """The rows of terms that the endpoint gives to a SELECT of these columns.

    Raises:
        QueryError: it gives something else, or as `ask_endpoint`.
    """
    answer = answer_from_json(ask_over(connection, url, query).raw)
    if answer.columns != columns:
        raise not_asked_for(url)
    return answer.rows


def not_asked_for(url: str) -> QueryError:
    """The error for an answer that is whole and no answer to the question."""
    return QueryError(f"{shown(url)} gave another answer than was asked for; is this the address of its endpoint?")
