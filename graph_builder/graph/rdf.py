"""FactBook -> quads.  Source: ontology.md, "In RDF".

Every statement is a node with its source.  The default graph holds the statements, the things and the plain facts;
beliefs are in a named graph for each outlook or speaker, and the default graph is not the union.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph_builder.graph.as_written import as_written, is_in_order
from graph_builder.graph.rdf_passages import passage_nodes, passages_of
from graph_builder.graph.rdf_statements import date_pairs, edtf, statement_nodes
from graph_builder.graph.terms import Node, Quad, boolean, integer, iri, literal, sorted_lines, term
from graph_builder.graph.vocabulary import Names, edition_quads, licence_quad, ontology, prefixes
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.model.sources import Chapter, Source
from graph_builder.model.things import Outcome, Thing

if TYPE_CHECKING:
    import rdflib

_TYPE, _LABEL, _SOURCE = term("rdf:type"), term("rdfs:label"), term("dcterms:source")
_NOTE, _EDITOR, _ALSO = term("skos:note"), term("skos:editorialNote"), term("skos:altLabel")


_texts: WeakKeyDictionary[FactBook, str] = WeakKeyDictionary()
"""The N-Quads of a book, from which half of its files are made, as long as the book is there."""


def quads(book: FactBook) -> Iterator[Quad]:
    """Every quad of the book, the vocabulary that describes its terms included.  Order: none; see `nquads`."""
    for subject, pairs, graph in nodes(book):
        for predicate, object_ in pairs:
            yield Quad(subject, predicate, object_, graph)


def nodes(book: FactBook) -> Iterator[Node]:
    """As `quads`, gathered by subject and graph; a subject may come several times."""
    names = Names(book.settings)
    yield from gathered(head_quads(book, names))
    for locator, yielded in passages_of(book).items():
        yield from passage_nodes(locator, yielded, book, names)
    for thing in book.things.values():
        yield from thing_nodes(thing, names)
    for statement in book.statements:
        yield from statement_nodes(statement, book, names)


def gathered(found: Iterable[Quad]) -> Iterator[Node]:
    """Quads as nodes, in their order."""
    for (subject, graph), several in groupby(found, lambda quad: (quad.subject, quad.graph)):
        yield Node(subject, [(quad.predicate, quad.object) for quad in several], graph)


def head_quads(book: FactBook, names: Names) -> Iterator[Quad]:
    """What belongs to no file of things or facts: the vocabulary, the graph itself, its sources."""
    yield from ontology(book.settings)
    yield from _dataset(book, names)
    for source in book.sources.values():
        yield from source_quads(source, names)
        chapters = [chapter.number for chapter in source.chapters]
        authors = [dict(author) for author in source.csl["author"]]  # type: ignore[attr-defined]
        for pair in as_written(names.terms, {"chapters": chapters}, author=authors):
            yield Quad(names.thing(source.id), *pair)


def nquads(book: FactBook) -> str:
    """The book as N-Quads: each quad once, the lines in the order of their text, so that same facts give same bytes."""
    text = _texts.get(book)
    if text is None:
        text = _texts[book] = sorted_lines(nodes(book))
    return text


def distinct(book: FactBook) -> list[Quad]:
    """As `quads`, each once, read from the lines of `nquads`: quicker than to make them once more.

    Order: that of the lines.
    """
    found = []
    for line in nquads(book).split("\n")[:-1]:
        subject, predicate, rest = line[:-2].split(" ", 2)
        start = rest.rfind('"') + 1  # what is behind a literal's text, or the whole of an IRI, holds no space
        space = rest.find(" ", start)
        if space < 0:
            found.append(Quad(subject, predicate, rest))
        else:
            found.append(Quad(subject, predicate, rest[:space], rest[space + 1 :]))
    return found


def dataset(book: FactBook) -> rdflib.Dataset:
    """The book as an rdflib Dataset, with the graph's prefixes bound."""
    import rdflib

    result = rdflib.Dataset(default_union=False)
    result.parse(data=nquads(book), format="nquads")
    for prefix, address in prefixes(book.settings).items():
        result.bind(prefix, address, replace=True)
    return result


def _dataset(book: FactBook, names: Names) -> Iterator[Quad]:
    """What the graph is.  Names are under dc:, since values of dcterms:creator, publisher and license are no texts."""
    settings, top = book.settings, iri(book.settings.base)
    yield Quad(top, _TYPE, term("void:Dataset"))
    yield Quad(top, term("dcterms:title"), names.words(settings.title))
    yield licence_quad(top, settings.facts_licence)
    if settings.description:
        yield Quad(top, term("dcterms:description"), names.words(settings.description))
    for curator in settings.curators:
        yield Quad(top, term("dc:creator"), literal(curator))
    yield from edition_quads(top, settings)
    yield Quad(top, term("dc:language"), literal(settings.language))
    lists, licence = {"curators": settings.curators}, {"code": settings.code_licence}
    for pair in as_written(names.terms, lists, licence=licence, types=_types(settings, names)):
        yield Quad(top, *pair)
    scheme = names.type("")
    yield Quad(scheme, _TYPE, term("skos:ConceptScheme"))
    yield Quad(scheme, _LABEL, literal("Types of things", language="en"))
    for types in settings.types.values():
        for name, definition in types.items():
            concept = names.type(name)
            yield Quad(concept, _TYPE, term("skos:Concept"))
            yield Quad(concept, term("skos:prefLabel"), names.words(name))
            yield Quad(concept, term("skos:definition"), names.words(definition))
            yield Quad(concept, term("skos:inScheme"), scheme)


def _types(settings: Settings, names: Names) -> dict[str, list[str] | dict[str, str]]:
    """The types of each block in their order; with definitions where two blocks define a concept in two ways."""
    meanings: dict[str, set[tuple[str, str]]] = {}
    for types in settings.types.values():
        for name, definition in types.items():
            meanings.setdefault(names.type(name), set()).add((name, definition))
    return {
        block: list(types) if all(len(meanings[names.type(name)]) == 1 for name in types) else dict(types)
        for block, types in settings.types.items()
    }


def source_quads(source: Source, names: Names) -> Iterator[Quad]:
    """A source and its chapters."""
    yield from work_quads(source, names)
    for chapter in source.chapters:
        yield from _chapter(source, chapter, names)


def work_quads(source: Source, names: Names) -> Iterator[Quad]:
    """A source without its chapters."""
    node, csl = names.thing(source.id), source.csl
    yield Quad(node, _TYPE, names.own("Source"))
    yield Quad(node, _LABEL, literal(source.short))
    yield Quad(node, term("dcterms:title"), literal(str(csl["title"])))
    yield Quad(node, term("dcterms:issued"), literal(str(csl["issued"])))
    for author in csl["author"]:  # type: ignore[attr-defined]  # SourceRecord demands a list
        yield Quad(node, term("dc:creator"), literal(f"{author['family']}, {author.get('given', '')}".strip(", ")))
    for name, predicate in (
        ("type", term("dc:type")),
        ("publisher", term("dc:publisher")),
        ("publisher-place", names.own("publisherPlace")),
        ("container-title", names.own("containerTitle")),
    ):
        if name in csl:
            yield Quad(node, predicate, literal(str(csl[name])))
    if source.url:
        yield Quad(node, term("foaf:page"), iri(source.url))


def _chapter(source: Source, chapter: Chapter, names: Names) -> Iterator[Quad]:
    node = names.thing(f"{source.id}-ch{chapter.number}")
    yield Quad(node, _TYPE, names.own("Chapter"))
    yield Quad(node, _LABEL, literal(f"{source.short}, ch. {chapter.number}"))
    yield Quad(node, term("dcterms:title"), literal(chapter.title))
    yield Quad(node, term("dcterms:isPartOf"), names.thing(source.id))
    yield Quad(node, names.own("firstPage"), integer(chapter.first))
    yield Quad(node, names.own("lastPage"), integer(chapter.last))
    counts = ", ".join(f"{page}: {count}" for page, count in chapter.paragraphs.items())
    for name, text in (("number", chapter.number), ("section", chapter.section), ("textFile", chapter.text),
                       ("paragraphs", counts)):  # fmt: skip
        if text:
            yield Quad(node, names.own(name), literal(text))


def thing_nodes(thing: Thing, names: Names) -> list[Node]:
    """What is said of one thing; nothing of the statements about it."""
    own, words = names.terms, names.words
    pairs = [(_TYPE, own[thing.kind]), (_LABEL, words(thing.label))]
    if thing.type:
        pairs.append((own["hasType"], names.type(thing.type)))
    for predicate, texts in (
        (_ALSO, thing.aka),
        (_NOTE, (thing.note,)),
        (_EDITOR, (thing.editor,)),
        (own["gloss"], (thing.gloss,)),
        (own["denies"], thing.denies),
        (own["quote"], (thing.quote,)),
        (own["hedge"], (thing.hedge,)),
    ):
        pairs += [(predicate, words(text)) for text in texts if text]
    if thing.certainty:
        pairs.append((own["certainty"], literal(thing.certainty)))
    for name, flag in (("first", thing.first), ("several", thing.several)):
        if flag:
            pairs.append((own[name], boolean(True)))
    if thing.when:
        pairs += date_pairs(thing.when, names.vocabulary)
    pairs += [(_SOURCE, names.thing(locator.id)) for locator in thing.locators]
    for alignment in thing.same_as:
        pairs.append((term(f"skos:{alignment.match}"), iri(alignment.iri)))
        pairs.append((own["matchChecked"], literal(alignment.checked, "edtf:EDTF")))
        if alignment.evidence:
            pairs.append((own["matchEvidence"], literal(alignment.evidence)))
    if thing.outcome:
        pairs += _outcome(thing.outcome, names)
    pairs += _lists(thing, names)
    return [Node(names.thing(thing.id), pairs)]


def _outcome(outcome: Outcome, names: Names) -> list[tuple[str, str]]:
    own = names.terms
    pairs = [(own["cameTrue"], literal(outcome.answer))]
    if outcome.note:
        pairs.append((own["outcomeNote"], names.words(outcome.note)))
    if outcome.when:
        pairs += [(own["outcomeDate"], edtf(outcome.when)), (own["outcomeDateWritten"], literal(outcome.when.written))]
    pairs += [(own["outcomeBy"], names.thing(id_)) for id_ in outcome.by]
    return pairs + [(own["outcomeSource"], names.thing(locator.id)) for locator in outcome.locators]


def _lists(thing: Thing, names: Names) -> list[tuple[str, str]]:
    """What the triples of a thing cannot tell."""
    longest = max(len(thing.aka), len(thing.holders), len(thing.denies), len(thing.locators), len(thing.same_as))
    if longest < 2 and not thing.outcome and "-" not in thing.type:
        return []
    outcome = thing.outcome or Outcome("")
    lists = {
        "aka": thing.aka,
        "holders": thing.holders,
        "not": thing.denies,
        "came_true by": outcome.by,
    }
    several = [asdict(alignment) for alignment in thing.same_as] if len(thing.same_as) > 1 else []
    hyphened = thing.type if "-" in thing.type else ""  # its IRI may be that of a type with a space
    places = {key: [locator.id for locator in locators] for key, locators in
              (("p", thing.locators), ("came_true p", outcome.locators)) if not is_in_order(locators)}  # fmt: skip
    return as_written(names.terms, lists, **places, same_as=several, type=hyphened)
