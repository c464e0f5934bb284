"""Each statement as a nanopublication: a claim small enough to be cited alone, with where it stands and who noted it.

Four named graphs each: the head names the other three; the assertion is the claim in its voice; the provenance says
which passage of which book it comes from, whose voice it is, and how it is hedged; the publication info names curators
and licence.  No date of making is in it, since nobody writes one down and a clock would change the bytes.

Source: Nanopublication Guidelines, https://nanopub.net/guidelines/working_draft/ (structure and well-formedness); the
checks of `Nanopub.is_valid` of the PyPI package nanopub 2.0.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_builder.graph.rdf import Yielded, passage_quads, work_quads
from graph_builder.graph.rdf_statements import statement_quads
from graph_builder.graph.terms import Quad, iri, line, literal, term
from graph_builder.graph.vocabulary import Names, licence_quad
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement, voice
from graph_builder.model.wording import sentence

SCHEMA = "http://www.nanopub.org/nschema#"
PARTS = (("assertion", "hasAssertion"), ("provenance", "hasProvenance"), ("pubinfo", "hasPublicationInfo"))
"""The three graphs that a head names, and the properties by which it does."""

_OF_THE_SOURCE = ("voice", "heldBy", "inView", "certainty", "hedge", "verdict")
_EDITOR = term("skos:editorialNote")


def nanopublications(book: FactBook) -> Iterator[Quad]:
    """Every quad of every nanopublication; all of them stand in named graphs.

    Order: one nanopublication after the other, by id; in each head, assertion, provenance and publication info.
    """
    names = Names(book.settings)
    for statement in sorted(book.statements, key=lambda one: one.id):
        graphs = [address(statement.id, names, part) for part in ("head", *(part for part, _ in PARTS))]
        yield from sorted(set(nanopublication(statement, book, names)), key=lambda q: (graphs.index(q.graph), q))


def nanopublications_nquads(book: FactBook) -> str:
    """The same as N-Quads."""
    return "".join(map(line, nanopublications(book)))


def address(statement_id: str, names: Names, part: str = "") -> str:
    """The IRI of a nanopublication, or of one of its graphs: head, assertion, provenance, pubinfo."""
    return iri(f"{names.base}nanopublication/{statement_id}{'/' if part else ''}{part}")


def nanopublication(statement: Statement, book: FactBook, names: Names) -> Iterator[Quad]:
    """The quads of one statement's nanopublication."""
    made = address(statement.id, names)
    graphs = {part: address(statement.id, names, part) for part in ("head", *(part for part, _ in PARTS))}
    yield Quad(made, term("rdf:type"), iri(SCHEMA + "Nanopublication"), graphs["head"])
    for part, by in PARTS:
        yield Quad(made, iri(SCHEMA + by), graphs[part], graphs["head"])
    own = list(statement_quads(statement, book, names))
    for triple in _assertion(own, names):
        yield triple._replace(graph=graphs["assertion"])
    for triple in _provenance(graphs["assertion"], own, statement, book, names):
        yield triple._replace(graph=graphs["provenance"])
    for triple in _publication(made, statement, book, names):
        yield triple._replace(graph=graphs["pubinfo"])


def _assertion(own: Iterable[Quad], names: Names) -> Iterator[Quad]:
    """The statement as a node with all that qualifies it; and as a plain edge only where it is a plain fact."""
    elsewhere = {term("dcterms:source"), _EDITOR}
    for quad in own:
        in_a_belief = quad.graph or quad.subject.startswith(names.graph("")[:-1])
        if not in_a_belief and quad.predicate not in elsewhere:
            yield quad


def _provenance(
    assertion: str, quads: Iterable[Quad], statement: Statement, book: FactBook, names: Names
) -> Iterator[Quad]:
    """Passage and book; and of the claim's qualifiers those that say whose it is and how surely it is told."""
    locator = statement.locator
    passage, source = names.thing(locator.id), names.thing(locator.source)
    yield Quad(assertion, term("prov:wasDerivedFrom"), passage)
    yield Quad(assertion, term("prov:hadPrimarySource"), source)
    own = {names.own(name) for name in _OF_THE_SOURCE}
    for quad in quads:
        if quad.predicate in own:
            yield quad._replace(subject=assertion)
    yield from passage_quads(locator, Yielded([], []), book, names)
    for quad in work_quads(book.sources[locator.source], names):
        yield quad
        if voice(statement) == "author" and quad.predicate == term("dc:creator"):
            yield quad._replace(subject=assertion)


def _publication(made: str, statement: Statement, book: FactBook, names: Names) -> Iterator[Quad]:
    """Who noted it, under which licence, and what the curator adds from outside the text."""
    settings = book.settings
    yield Quad(made, term("rdfs:label"), names.words(sentence(statement, book)))
    yield Quad(made, term("dcterms:isPartOf"), iri(settings.base))
    yield licence_quad(made, settings.facts_licence)
    for curator in settings.curators:
        yield Quad(made, term("dc:creator"), literal(curator))
    if statement.editor:
        yield Quad(made, _EDITOR, names.words(statement.editor))
