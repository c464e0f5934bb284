"""The graph in a store of others: whole, or the difference between what is there and what should be.

Every graph of ours has a name that begins with the base IRI and `graph/`; what is there under such a name and is no
longer in the data is dropped, and graphs of any other name are never touched.

Our default graph goes into the store's default graph, where the store has one of its own; there, triples are ours
whose subject begins with our base IRI, and the others stay.  A store whose default graph is the union of its named
ones (Virtuoso, GraphDB) would mix what is so with what somebody said: there it becomes the graph named by the base IRI,
which a query then has to name (`remote.published` does).  Which of the two it is is found out by trying: a graph of
one triple is made, and dropped, on the first publication.

An update that was interrupted is completed by running it again, since every operation may be done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from graph_builder.errors import OutputError, UsageError
from graph_builder.graph.batches import Change, Place, checked, cut, difference
from graph_builder.graph.rdf import nquads
from graph_builder.graph.remote import graph_stem
from graph_builder.graph.stores import Store, can_be_asked, count, delete, graphs, is_true, put, triples, update
from graph_builder.graph.vocabulary import Names, vocabulary_base
from graph_builder.graph.wire import RefusedError
from graph_builder.model.factbook import FactBook, Settings

if TYPE_CHECKING:
    from pyoxigraph import Triple

LARGE, SMALL = 50_000, 1_000  # triples in one request: for a store with transactions, and what Virtuoso can read
_TOO_LARGE = (400, 413, 500)
_SAMPLE = 1_000

Mode = Literal["auto", "whole", "difference"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication did, or would do.

    Units: `added`, `removed` and `total` are triples; `changes` counts these and what is dropped; `requests` are those
    that changed something.  In a whole publication `added` is everything.  `default_graph` is the name of our default
    graph in the store, "" for its own.  `checked` says that the store was asked afterwards and holds `total` triples in
    `graphs` graphs.
    """

    total: int
    graphs: int
    changes: int
    added: int
    removed: int
    dropped: tuple[str, ...]
    whole: bool
    default_graph: str
    requests: int = 0
    checked: bool = False


def publish(
    book: FactBook,
    store: Store,
    *,
    mode: Mode = "auto",
    default_graph: str = "",
    batch: int = 0,
    dry_run: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """The store holds the book's quads afterwards, and of ours nothing else.

    Args:
        mode: auto is the difference where the store can be read, else whole.
        default_graph: the name for our default graph; default: found out, see above.
        batch: the triples of one request; default: 50,000, or 1,000 once the store refuses that.
        dry_run: only says what would change.  Sends no update.
        progress: called after each request with what is done and what there is to do; may raise to stop.

    Raises:
        QueryError: the store cannot be reached, refuses, or does not give what it holds.
        OutputError: afterwards it does not hold what was published; the message names the graph.
        UsageError: a difference is asked of a store that cannot be read.
    """
    store = store if can_be_asked(store) else replace(store, query="")
    readable = bool(store.query or store.graph_store)
    if mode == "difference" and not readable:
        raise UsageError(f"{store} cannot be asked what it holds; publish --whole, or name its endpoint with --query")
    if default_graph:
        checked(default_graph)
    name = default_graph or (_default_graph(store, book.settings, dry_run) if readable else "")
    wanted = _wanted(book, name)
    there = _there(store, book.settings, name, wanted) if readable else None
    whole = mode == "whole" or there is None
    changes = _whole(wanted, there, book.settings) if whole else _difference(store, wanted, there or set())
    dropped = tuple(sorted((there or set()) - {place.graph for place in wanted}))
    report = Report(
        total=sum(map(len, wanted.values())),
        graphs=len(wanted),
        changes=len(changes),
        added=sum(change.act == "add" for change in changes),
        removed=sum(change.act == "remove" for change in changes),
        dropped=dropped,
        whole=whole,
        default_graph=name,
    )
    if dry_run:
        return report
    if store.update:
        requests = _updated(store, changes, batch, progress)
    else:
        requests = _put(store, changes, wanted, batch, progress)
    if readable:
        _check(store, book.settings, name, wanted)
    return replace(report, requests=requests, checked=readable)


def _wanted(book: FactBook, name: str) -> dict[Place, list[Triple]]:
    """The triples of every graph, the default graph first."""
    import pyoxigraph

    default = Place(name, () if name else _subjects(book.settings))
    wanted: dict[Place, list[Triple]] = {default: []}
    for quad in pyoxigraph.parse(nquads(book), format=pyoxigraph.RdfFormat.N_QUADS):
        graph = quad.graph_name
        place = Place(graph.value) if isinstance(graph, pyoxigraph.NamedNode) else default
        wanted.setdefault(place, []).append(quad.triple)
    return wanted


def _subjects(settings: Settings) -> tuple[str, ...]:
    """What the subjects of our triples begin with."""
    vocabulary = vocabulary_base(settings).rstrip("#")
    return (settings.base,) if vocabulary.startswith(settings.base) else (settings.base, vocabulary)


def _default_graph(store: Store, settings: Settings, dry_run: bool) -> str:
    """The name that our default graph needs in this store; "" where the store's own will do."""
    stem, base = graph_stem(settings), settings.base
    if not store.query:
        try:
            triples(store, Place())
        except RefusedError:
            return base
        return ""
    if graphs(store, stem, [base]) & {base}:
        return base
    some = f"{{ SELECT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {_SAMPLE} }}"
    if is_true(store, f"ASK {{ {some} FILTER NOT EXISTS {{ ?s ?p ?o }} }}"):
        return ""
    if dry_run:
        return base if is_true(store, "ASK { GRAPH ?g { ?s ?p ?o } }") else ""
    return base if _is_union(store, Place(stem)) else ""


def _is_union(store: Store, place: Place) -> bool:
    """True if what is put into a named graph shows in the default graph."""
    from pyoxigraph import NamedNode, Triple

    node = NamedNode(place.graph)
    probe = Triple(node, node, node)
    if store.update:
        update(store, [Change("add", place, probe)])
    else:
        put(store, place, [probe], SMALL)
    try:
        return is_true(store, f"ASK {{ {probe} }}")
    finally:
        if store.update:
            update(store, [Change("drop", place)])
        else:
            delete(store, place)


def _there(store: Store, settings: Settings, name: str, wanted: Iterable[Place]) -> set[str]:
    """The named graphs of ours that the store has."""
    if store.query:
        return graphs(store, graph_stem(settings), {settings.base, name} - {""})
    # The Graph Store Protocol lists no graphs, but our default graph says of each whose beliefs it holds.
    default, link = next(iter(wanted)), Names(settings).own("graphOf")
    said = {str(t.subject)[1:-1] for t in triples(store, default) if str(t.predicate) == link}
    candidates = said | {place.graph for place in wanted} - {""}
    return {graph for graph in candidates if count(store, Place(graph))}


def _whole(wanted: dict[Place, list[Triple]], there: set[str] | None, settings: Settings) -> list[Change]:
    """Everything of ours goes, and everything comes."""
    default = next(iter(wanted))
    if there is None:
        gone = [Change("clear", Place(graph_stem(settings)))]
    else:
        gone = [Change("drop", Place(graph)) for graph in sorted(there - {default.graph})]
    gone.append(Change("drop", default))
    return gone + [Change("add", place, triple) for place, content in wanted.items() for triple in content]


def _difference(store: Store, wanted: dict[Place, list[Triple]], there: set[str]) -> list[Change]:
    changes = [Change("drop", Place(graph)) for graph in sorted(there - {place.graph for place in wanted})]
    for place, content in wanted.items():
        old = triples(store, place) if place.graph in there or not place.graph else []
        changes += difference(place, old, content)
    return changes


def _updated(store: Store, changes: Sequence[Change], batch: int, progress: Progress) -> int:
    """Sends the changes by SPARQL Update; the number of requests that it took."""
    size, done, requests = batch or LARGE, 0, 0
    while done < len(changes):
        part = next(iter(cut(changes[done:], size)))
        try:
            update(store, part)
        except RefusedError as error:
            if batch or size <= SMALL or len(part) <= SMALL or error.status not in _TOO_LARGE:
                raise
            size = SMALL
            continue
        done, requests = done + len(part), requests + 1
        progress(done, len(changes))
    return requests


def _put(
    store: Store, changes: Sequence[Change], wanted: dict[Place, list[Triple]], batch: int, progress: Progress
) -> int:
    """Sends every graph that changes by the Graph Store Protocol; the number of graphs."""
    touched = list(dict.fromkeys(change.place for change in changes))
    # The default graph last: it says which graphs there are.
    touched.sort(key=lambda place: (place == next(iter(wanted)), place))
    for done, place in enumerate(touched, 1):
        if place.subjects:
            _refuse_foreign(store, place)
        if place in wanted:
            put(store, place, wanted[place], batch or LARGE)
        else:
            delete(store, place)
        progress(done, len(touched))
    return len(touched)


def _refuse_foreign(store: Store, ours: Place) -> None:
    """A PUT replaces the whole default graph, that of others too."""
    foreign = count(store, Place(ours.graph)) - count(store, ours)
    if foreign:
        raise OutputError(
            f"the default graph of {store} holds {foreign:,} triples of others, which a Graph Store PUT would delete; "
            "publish by --update, or into a named graph by --default-graph"
        )


def _check(store: Store, settings: Settings, name: str, wanted: dict[Place, list[Triple]]) -> None:
    """Every graph holds as many triples as were published, and there is no other of ours."""
    for place, content in wanted.items():
        held = count(store, place)
        if held != len(content):
            raise OutputError(f"{place} of {store} holds {held:,} triples, not {len(content):,}; publish --whole")
    more = _there(store, settings, name, wanted) - {place.graph for place in wanted}
    if more:
        raise OutputError(f"{store} still has the graph <{min(more)}>, which was dropped; publish --whole")
