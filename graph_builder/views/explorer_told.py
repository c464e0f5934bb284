"""Triples that no view of the explorer needs and its JSON-LD hands out: order of lists, positions, what sources say.

With these, its JSON-LD says of a thing, statement or source what `graph.rdf` says (a test compares the two).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, RdfFormat, parse

from graph_builder.graph.rdf import head_quads, thing_nodes
from graph_builder.graph.rdf_passages import passages_of
from graph_builder.graph.rdf_statements import statement_nodes
from graph_builder.graph.terms import Quad, line, term
from graph_builder.graph.vocabulary import Names, prefixes
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement
from graph_builder.views.cards import clean

_TYPE = term("rdf:type")
_NOWHERE_ELSE = ("asWritten", "figureWritten", "outcomeBy", "outcomeDateWritten", "several")


def told(book: FactBook, things: Iterable[str], statements: Iterable[Statement]) -> dict[str, list[list[str]]]:
    """Triples by the end of their subject's address ("" is the graph): predicate, value, and its datatype or "@id".

    Order: by subject, predicate and value.
    """
    names = Names(book.settings)
    lines = [line(quad) for quad in _quads(book, things, statements, names)]
    spaces = [(address, f"{prefix}:") for prefix, address in prefixes(book.settings).items()]
    spaces.sort(key=lambda one: -len(one[0]))
    found: dict[str, list[list[str]]] = {}
    for triple in parse("".join(sorted(set(lines))), format=RdfFormat.N_QUADS):
        value, kind = triple.object, "@id"
        if not isinstance(value, NamedNode):
            kind = _short(value.datatype.value, spaces).replace("xsd:string", "")
        row = [_short(triple.predicate.value, spaces), clean(value.value), kind]
        found.setdefault(triple.subject.value.removeprefix(names.base), []).append(row)
    return found


def _quads(book: FactBook, things: Iterable[str], statements: Iterable[Statement], names: Names) -> Iterator[Quad]:
    own = {names.thing(""), *(names.thing(id_) for source in book.sources.values() for id_ in _works(source.id, book))}
    for quad in head_quads(book, names):
        if quad.subject in own and quad.predicate != _TYPE and not quad.object.endswith(f'"@{names.language}'):
            yield quad
    special = {names.own(name) for name in _NOWHERE_ELSE}
    several = (s for s in statements if s.figure or max(map(len, (s.by, s.at, s.places, s.via))) > 1)
    nodes = [node for id_ in things for node in thing_nodes(book.things[id_], names)]
    nodes += [node for statement in several for node in statement_nodes(statement, book, names)]
    for node in nodes:
        yield from (Quad(node.subject, *pair) for pair in node.pairs if pair[0] in special)


def _works(id_: str, book: FactBook) -> list[str]:
    return [id_, *(f"{id_}-ch{chapter.number}" for chapter in book.sources[id_].chapters)]


def _short(address: str, spaces: Iterable[tuple[str, str]]) -> str:
    return next((prefix + address[len(space) :] for space, prefix in spaces if address.startswith(space)), address)


def positions(book: FactBook, statements: Iterable[Statement]) -> list[int]:
    """The place of each statement among those of its passage, from 1; 0 for those that are written within a thing."""
    found = {id_: place for one in passages_of(book).values() for place, id_ in enumerate(one.facts, 1)}
    return [found.get(statement.id, 0) for statement in statements]
