"""Each statement as a nanopublication: a claim small enough to be cited alone, with where it stands and who noted it.

Four named graphs each: the head names the other three; the assertion is the claim in its voice; the provenance says
which passage of which book it comes from, whose voice it is, and how it is hedged; the publication info names curators
and licence.  No date of making is in it, since nobody writes one down and a clock would change the bytes.

Source: Nanopublication Guidelines, https://nanopub.net/guidelines/working_draft/ (structure and well-formedness); the
checks of `Nanopub.is_valid` of the PyPI package nanopub 2.0.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from graph_builder.graph.pieces import cuts
from graph_builder.graph.rdf import work_quads
from graph_builder.graph.rdf_passages import Yielded, passage_quads
from graph_builder.graph.rdf_statements import statement_quads
from graph_builder.graph.terms import Quad, iri, literal, term
from graph_builder.graph.vocabulary import Names, licence_quad
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement, voice
from graph_builder.model.wording import sentence

SCHEMA = "http://www.nanopub.org/nschema#"
PARTS = (("assertion", "hasAssertion"), ("provenance", "hasProvenance"), ("pubinfo", "hasPublicationInfo"))
"""The three graphs that a head names, and the properties by which it does."""

_OF_THE_SOURCE = ("voice", "heldBy", "inView", "certainty", "hedge", "verdict")
_TYPE, _CREATOR, _EDITOR = term("rdf:type"), term("dc:creator"), term("skos:editorialNote")
_ELSEWHERE = {term("dcterms:source"), _EDITOR}
_NANOPUBLICATION = iri(SCHEMA + "Nanopublication")
_BY = {by: iri(SCHEMA + by) for _, by in PARTS}
Triple = tuple[str, str, str]


def nanopublications_nquads(book: FactBook) -> Iterator[str]:
    """Every quad of every nanopublication as N-Quads, in pieces; all of them stand in named graphs.

    Order: one nanopublication after the other, by id; in each head, assertion, provenance and publication info.
    """
    names, shared = Names(book.settings), _Shared(book, Names(book.settings))
    made: list[str] = []
    for statement in sorted(book.statements, key=lambda one: one.id):
        if made and cuts(statement.id):
            yield "".join(made)
            made = []
        for graph, triples in nanopublication(statement, shared, names).items():
            made += [f"{s} {p} {o} {graph} .\n" for s, p, o in sorted(set(triples))]
    yield "".join(made)


class _Shared:
    """What many nanopublications say alike: their passages and sources."""

    def __init__(self, book: FactBook, names: Names) -> None:
        self.book = book
        self.passage = cache(lambda at: _triples(passage_quads(at, Yielded([], []), book, names)))
        self.work = cache(lambda source: _triples(work_quads(book.sources[source], names)))


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    return [quad[:3] for quad in quads]


def address(statement_id: str, names: Names, part: str = "") -> str:
    """The IRI of a nanopublication, or of one of its graphs: head, assertion, provenance, pubinfo."""
    return iri(f"{names.base}nanopublication/{statement_id}{'/' if part else ''}{part}")


def nanopublication(statement: Statement, shared: _Shared, names: Names) -> dict[str, list[Triple]]:
    """The triples of one statement's nanopublication, by their graphs."""
    made = address(statement.id, names)
    graphs = {part: address(statement.id, names, part) for part in ("head", *(part for part, _ in PARTS))}
    own = list(statement_quads(statement, shared.book, names))
    return {
        graphs["head"]: [(made, _TYPE, _NANOPUBLICATION), *((made, _BY[by], graphs[part]) for part, by in PARTS)],
        graphs["assertion"]: _assertion(own, names),
        graphs["provenance"]: _provenance(graphs["assertion"], own, statement, shared, names),
        graphs["pubinfo"]: list(_publication(made, statement, shared.book, names)),
    }


def _assertion(own: Iterable[Quad], names: Names) -> list[Triple]:
    """The statement as a node with all that qualifies it; and as a plain edge only where it is a plain fact."""
    held = names.graph("")[:-1]
    return [
        (subject, predicate, object_)
        for subject, predicate, object_, graph in own
        if not (graph or subject.startswith(held)) and predicate not in _ELSEWHERE
    ]


def _provenance(
    assertion: str, quads: Iterable[Quad], statement: Statement, shared: _Shared, names: Names
) -> list[Triple]:
    """Passage and book; and of the claim's qualifiers those that say whose it is and how surely it is told."""
    locator, work = statement.locator, shared.work(statement.locator.source)
    own = {names.own(name) for name in _OF_THE_SOURCE}
    told = [(assertion, quad.predicate, quad.object) for quad in quads if quad.predicate in own]
    if voice(statement) == "author":
        told += [(assertion, predicate, object_) for _, predicate, object_ in work if predicate == _CREATOR]
    return [
        (assertion, term("prov:wasDerivedFrom"), names.thing(locator.id)),
        (assertion, term("prov:hadPrimarySource"), names.thing(locator.source)),
        *told,
        *shared.passage(locator),
        *work,
    ]


def _publication(made: str, statement: Statement, book: FactBook, names: Names) -> Iterator[Triple]:
    """Who noted it, under which licence, and what the curator adds from outside the text."""
    settings = book.settings
    yield made, term("rdfs:label"), names.words(sentence(statement, book))
    yield made, term("dcterms:isPartOf"), iri(settings.base)
    yield licence_quad(made, settings.facts_licence)[:3]
    for curator in settings.curators:
        yield made, _CREATOR, literal(curator)
    if statement.editor:
        yield made, _EDITOR, names.words(statement.editor)
