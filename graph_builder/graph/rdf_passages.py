"""Passages -> what is said of each in RDF, and the positions of their statements.  Source: ontology.md, "In RDF"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph_builder.graph.terms import Node, Quad, integer, literal, term
from graph_builder.graph.vocabulary import Names
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator, chapter_of
from graph_builder.model.wording import citation

_TYPE, _LABEL = term("rdf:type"), term("rdfs:label")


class Yielded(NamedTuple):
    """What a passage yielded: the statements written under it, in their order, or the reasons why it has none.

    `before` counts the statements that other files of a library hold under it, and that come first.
    """

    facts: list[str]
    nothing: list[str]
    before: int = 0


def passages_of(book: FactBook) -> dict[Locator, Yielded]:
    """Every passage that is cited or was read, with what it yielded; statements written within things are not told."""
    found: dict[Locator, Yielded] = {}
    for thing in book.things.values():
        for locator in (*thing.locators, *(thing.outcome.locators if thing.outcome else ())):
            found[locator] = Yielded([], [])
    for s in book.statements:
        if s.locator not in found:
            found[s.locator] = Yielded([], [])
        if not s.nested:
            found[s.locator].facts.append(s.id)
    for passage in book.passages:
        yielded = found.setdefault(passage.locator, Yielded([], []))
        yielded.nothing.extend([passage.nothing] if passage.nothing else [])
    return found


def passage_quads(locator: Locator, yielded: Yielded, book: FactBook, names: Names) -> Iterator[Quad]:
    """The quads of a passage, and of its statements their positions in it."""
    for node in passage_nodes(locator, yielded, book, names):
        for predicate, object_ in node.pairs:
            yield Quad(node.subject, predicate, object_)


def passage_nodes(locator: Locator, yielded: Yielded, book: FactBook, names: Names) -> list[Node]:
    """As `passage_quads`, gathered by subject."""
    own = names.terms
    chapter = chapter_of(book.sources[locator.source], locator.page)
    part = f"{locator.source}-ch{chapter.number}" if chapter else locator.source
    pairs = [
        (_TYPE, own["Passage"]),
        (_LABEL, literal(citation(locator, book))),
        (term("dcterms:isPartOf"), names.thing(part)),
        (own["page"], integer(locator.page)),
        (own["paragraph"], integer(locator.paragraph)),
        *((own["nothing"], names.words(why)) for why in yielded.nothing),
    ]
    places = enumerate(yielded.facts, yielded.before + 1)
    told = [Node(names.thing(id_), ((own["position"], integer(position)),)) for position, id_ in places]
    return [Node(names.thing(locator.id), pairs), *told]
