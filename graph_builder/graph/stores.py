"""A store of others that can be read and written: what it holds of ours, and how to change that.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-update/.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from graph_builder.errors import QueryError
from graph_builder.graph.answers import answer_from_json
from graph_builder.graph.batches import Change, Place, iri, pattern, update_text
from graph_builder.graph.remote import TRIPLES, ask_over, graphs_at, not_asked_for, rows_at
from graph_builder.graph.wire import Connection, RefusedError, checked_url, send, shown

if TYPE_CHECKING:
    from pyoxigraph import Triple

_PAGE = 5_000
_ENDPOINTS = ("query", "update")
_NO_ENDPOINT = (200, 400, 404, 405, 406, 415, 501)  # 200: an answer, but not to a query


@dataclass(frozen=True, slots=True)
class Store:
    """Where a store is asked, updated, and reached by the Graph Store Protocol; "" where that is not known."""

    connection: Connection
    query: str = ""
    update: str = ""
    graph_store: str = ""

    def __str__(self) -> str:
        return shown(self.graph_store or self.update or self.query)


def store_at(connection: Connection, url: str, *, query: str = "", update: str = "", graph_store: str = "") -> Store:
    """The store at the address, with the endpoints that such an address usually has and those that are given.

    An address without a path, or one that ends in /query or /update, has its endpoints at /query and /update
    (Oxigraph, Fuseki); any other takes both (Virtuoso's /sparql-auth, QLever).  With `graph_store` that alone is
    written to.

    >>> store_at(Connection(), "http://localhost:7878").update
    'http://localhost:7878/update'
    """
    for address in filter(None, (url, query, update, graph_store)):
        checked_url(address)
    parts = urlsplit(url)
    stem, _, last = parts.path.rstrip("/").rpartition("/")
    stem = parts.path.rstrip("/") if last not in _ENDPOINTS else stem
    apart = last in _ENDPOINTS or not stem
    usual = {name: urlunsplit(parts._replace(path=f"{stem}/{name}")) if apart else url for name in _ENDPOINTS}
    return Store(connection, query or usual["query"], "" if graph_store else update or usual["update"], graph_store)


def can_be_asked(store: Store) -> bool:
    """True if there is a query endpoint.

    Raises:
        QueryError: the server cannot be reached, or refuses access.
    """
    try:
        ask_over(store.connection, store.query, "ASK {}")
    except RefusedError as error:
        if error.status in _NO_ENDPOINT:
            return False
        raise
    return True


def is_true(store: Store, query: str) -> bool:
    """The answer to an ASK.

    Raises:
        QueryError: the store gives none.
    """
    answer = answer_from_json(ask_over(store.connection, store.query, query).raw)
    if answer.yes is None:
        raise not_asked_for(store.query)
    return answer.yes


def graphs(store: Store, stem: str, more: Iterable[str]) -> set[str]:
    """The graphs of the store whose name begins with the stem or is one of `more`."""
    named = "".join(f" || ?g = {iri(name)}" for name in more)
    found = graphs_at(store.connection, store.query, f'STRSTARTS(STR(?g), "{stem}"){named}')
    # What a server says is not to be trusted with a DROP.
    return {name for name in found if name.startswith(stem) or name in more}


def count(store: Store, place: Place) -> int:
    """How many triples the place holds."""
    if not store.query:
        return len(triples(store, place))
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern(place)} }}"
    try:
        ((number,),) = rows_at(store.connection, store.query, query, ("n",))
        return int(number.value)
    except (ValueError, AttributeError):
        raise not_asked_for(store.query) from None


def triples(store: Store, place: Place) -> list[Triple]:
    """Every triple that the place holds, each once.

    Raises:
        QueryError: the store does not give them all.
    """
    if not store.query:
        return _got(store, place)
    wanted = count(store, place)
    if not wanted:
        return []
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern(place)} }}"
    reply = ask_over(store.connection, store.query, query)
    found = _parsed(reply.raw, reply.media_type, store)
    if len(found) < wanted:
        # Virtuoso gives 10,000 triples of more and does not say so.
        found = _paged(store, place, min(_PAGE, len(found)))
    if len(found) < wanted:
        raise QueryError(f"{store} gave {len(found):,} of the {wanted:,} triples of {place}")
    return found


def _paged(store: Store, place: Place, size: int) -> list[Triple]:
    """The triples in the order of their subjects, a page at a time; each page begins with the last subject before."""
    import pyoxigraph

    found: dict[str, Triple] = {}
    last, before = "", -1
    while len(found) > before:
        before = len(found)
        query = (
            f"SELECT ?s ?p ?o WHERE {{ {pattern(place)} FILTER(isIRI(?s) && STR(?s) >= {_quoted(last)}) }}"
            f" ORDER BY STR(?s) LIMIT {size}"
        )
        for row in rows_at(store.connection, store.query, query, ("s", "p", "o")):
            try:
                triple = pyoxigraph.Triple(*row)
            except TypeError:  # a part is missing, or cannot stand where it stands
                raise not_asked_for(store.query) from None
            found[str(triple)] = triple
            last = row[0].value
    return list(found.values())


def _quoted(text: str) -> str:
    import pyoxigraph

    return str(pyoxigraph.Literal(text))


def _parsed(raw: bytes, media_type: str, store: Store) -> list[Triple]:
    import pyoxigraph

    turtle = "turtle" in media_type
    form = pyoxigraph.RdfFormat.TURTLE if turtle else pyoxigraph.RdfFormat.N_TRIPLES
    try:
        return list({str(quad.triple): quad.triple for quad in pyoxigraph.parse(raw, format=form)}.values())
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{store} gave triples that cannot be read: {error}") from None


def update(store: Store, changes: Sequence[Change]) -> None:
    """The changes are made, all or none where the store has transactions.

    Raises:
        QueryError: the store refuses them or cannot be reached.
    """
    body = update_text(changes).encode("utf-8")
    try:
        send(store.connection, "POST", store.update, body=body, media_type="application/sparql-update")
    except RefusedError as error:
        if "SR186" not in str(error):
            raise
        raise RefusedError(
            f"{store} lets nobody write; Virtuoso takes updates at /sparql-auth: name it with --update", 403
        ) from None


def put(store: Store, place: Place, content: Sequence[Triple], size: int) -> None:
    """The graph holds exactly these triples, sent in pieces of at most `size`; an empty one is gone."""
    address = _address(store, place)
    if not content:
        delete(store, place)
    for start in range(0, len(content), size):
        body = "".join(f"{triple} .\n" for triple in content[start : start + size]).encode("utf-8")
        send(store.connection, "POST" if start else "PUT", address, body=body, media_type=TRIPLES)


def delete(store: Store, place: Place) -> None:
    """The graph is gone, if there was one."""
    try:
        send(store.connection, "DELETE", _address(store, place))
    except RefusedError as error:
        if error.status != 404:
            raise


def _got(store: Store, place: Place) -> list[Triple]:
    try:
        reply = send(store.connection, "GET", _address(store, place), accept=TRIPLES)
    except RefusedError as error:
        if error.status == 404:
            return []
        raise
    found = _parsed(reply.raw, reply.media_type, store)
    return [t for t in found if not place.subjects or str(t.subject)[1:].startswith(place.subjects)]


def _address(store: Store, place: Place) -> str:
    joined = "&" if "?" in store.graph_store else "?"
    return store.graph_store + joined + (f"graph={quote(place.graph, safe='')}" if place.graph else "default")
