"""FactBook -> quads.  Source: ontology.md, "In RDF".

Every statement is a node with its source.  The default graph holds the statements, the things and the plain facts;
beliefs are in a named graph for each outlook or speaker, and the default graph is not the union.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.graph.terms import Quad, boolean, day, integer, iri, line, literal, term
from graph_builder.graph.vocabulary import Names, camel, edition_quads, licence_quad, ontology, prefixes
from graph_builder.model.dates import Date
from graph_builder.model.factbook import FactBook, Passage
from graph_builder.model.sources import Chapter, Locator, Source, chapter_of
from graph_builder.model.statements import Figure, Statement, is_doubted, is_plain, voice
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, label_of, sentence

if TYPE_CHECKING:
    import rdflib

_TYPE, _LABEL, _SOURCE = term("rdf:type"), term("rdfs:label"), term("dcterms:source")
_BOUNDS = ("EarliestBegin", "LatestBegin", "EarliestEnd", "LatestEnd")
_NOTE, _EDITOR = term("skos:note"), term("skos:editorialNote")


def quads(book: FactBook) -> Iterator[Quad]:
    """Every quad of the book, the vocabulary that describes its terms included.  Order: none; see `nquads`."""
    names = Names(book.settings)
    yield from ontology(book.settings)
    yield from _dataset(book, names)
    for source in book.sources.values():
        yield from source_quads(source, names)
    for locator, nothing in _passages(book).items():
        yield from passage_quads(locator, nothing, book, names)
    for thing in book.things.values():
        yield from _thing(thing, names)
    for statement in book.statements:
        yield from statement_quads(statement, book, names)


def nquads(book: FactBook) -> str:
    """The book as N-Quads: each quad once, the lines in the order of their text, so that same facts give same bytes."""
    return "".join(sorted({line(quad) for quad in quads(book)}))


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


def source_quads(source: Source, names: Names) -> Iterator[Quad]:
    node, csl = names.thing(source.id), source.csl
    yield Quad(node, _TYPE, names.own("Source"))
    yield Quad(node, _LABEL, literal(source.short))
    yield Quad(node, term("dcterms:title"), literal(str(csl["title"])))
    yield Quad(node, term("dcterms:issued"), literal(str(csl["issued"])))
    for author in csl["author"]:  # type: ignore[attr-defined]  # SourceRecord demands a list
        yield Quad(node, term("dc:creator"), literal(f"{author['family']}, {author.get('given', '')}".strip(", ")))
    if "publisher" in csl:
        yield Quad(node, term("dc:publisher"), literal(str(csl["publisher"])))
    if source.url:
        yield Quad(node, term("foaf:page"), iri(source.url))
    for chapter in source.chapters:
        yield from _chapter(source, chapter, names)


def _chapter(source: Source, chapter: Chapter, names: Names) -> Iterator[Quad]:
    node = names.thing(f"{source.id}-ch{chapter.number}")
    yield Quad(node, _TYPE, names.own("Chapter"))
    yield Quad(node, _LABEL, literal(f"{source.short}, ch. {chapter.number}"))
    yield Quad(node, term("dcterms:title"), literal(chapter.title))
    yield Quad(node, term("dcterms:isPartOf"), names.thing(source.id))
    yield Quad(node, names.own("firstPage"), integer(chapter.first))
    yield Quad(node, names.own("lastPage"), integer(chapter.last))


def _passages(book: FactBook) -> dict[Locator, str]:
    """Every passage that is cited or was read, with the reason why it yields nothing, where it does."""
    found: dict[Locator, str] = {s.locator: "" for s in book.statements}
    for thing in book.things.values():
        found |= dict.fromkeys((*thing.locators, *(thing.outcome.locators if thing.outcome else ())), "")
    passages: Iterable[Passage] = book.passages
    for passage in passages:
        found[passage.locator] = passage.nothing or found.get(passage.locator, "")
    return found


def passage_quads(locator: Locator, nothing: str, book: FactBook, names: Names) -> Iterator[Quad]:
    node = names.thing(locator.id)
    chapter = chapter_of(book.sources[locator.source], locator.page)
    part = f"{locator.source}-ch{chapter.number}" if chapter else locator.source
    yield Quad(node, _TYPE, names.own("Passage"))
    yield Quad(node, _LABEL, literal(citation(locator, book)))
    yield Quad(node, term("dcterms:isPartOf"), names.thing(part))
    yield Quad(node, names.own("page"), integer(locator.page))
    yield Quad(node, names.own("paragraph"), integer(locator.paragraph))
    if nothing:
        yield Quad(node, names.own("nothing"), names.words(nothing))


def _thing(thing: Thing, names: Names) -> Iterator[Quad]:
    node = names.thing(thing.id)
    yield Quad(node, _TYPE, names.own(thing.kind))
    yield Quad(node, _LABEL, names.words(thing.label))
    if thing.type:
        yield Quad(node, names.own("hasType"), names.type(thing.type))
    for predicate, texts in (
        (term("skos:altLabel"), thing.aka),
        (_NOTE, (thing.note,)),
        (_EDITOR, (thing.editor,)),
        (names.own("gloss"), (thing.gloss,)),
        (names.own("denies"), thing.denies),
        (names.own("quote"), (thing.quote,)),
        (names.own("hedge"), (thing.hedge,)),
    ):
        yield from (Quad(node, predicate, names.words(text)) for text in texts if text)
    if thing.certainty:
        yield Quad(node, names.own("certainty"), literal(thing.certainty))
    if thing.first:
        yield Quad(node, names.own("first"), boolean(True))
    if thing.when:
        yield from _date(node, thing.when, names)
    yield from (Quad(node, _SOURCE, names.thing(locator.id)) for locator in thing.locators)
    for alignment in thing.same_as:
        yield Quad(node, term(f"skos:{alignment.match}"), iri(alignment.iri))
        yield Quad(node, names.own("matchChecked"), literal(alignment.checked, "edtf:EDTF"))
        if alignment.evidence:
            yield Quad(node, names.own("matchEvidence"), literal(alignment.evidence))
    if thing.outcome:
        yield from _outcome(thing, names)


def _outcome(thing: Thing, names: Names) -> Iterator[Quad]:
    node, outcome = names.thing(thing.id), thing.outcome
    if outcome is None:
        return
    yield Quad(node, names.own("cameTrue"), literal(outcome.answer))
    if outcome.note:
        yield Quad(node, names.own("outcomeNote"), names.words(outcome.note))
    if outcome.when:
        yield Quad(node, names.own("outcomeDate"), literal(outcome.when.edtf, "edtf:EDTF"))
    yield from (Quad(node, names.own("outcomeSource"), names.thing(locator.id)) for locator in outcome.locators)


def _date(node: str, date: Date, names: Names) -> Iterator[Quad]:
    yield Quad(node, names.own("date"), literal(date.written))
    yield Quad(node, names.own("edtf"), literal(date.edtf, "edtf:EDTF" if date.calendar == "gregorian" else ""))
    yield Quad(node, names.own("precision"), literal(date.precision))
    for name, ordinal in zip(_BOUNDS, (*date.begin, *date.end), strict=True):
        if ordinal is not None:
            yield Quad(node, term(f"sem:has{name}TimeStamp"), day(ordinal))
    for name, bound in (("earliest", date.earliest), ("latest", date.latest)):
        if bound is not None:
            yield Quad(node, names.own(name + "Day"), integer(bound))
            yield Quad(node, names.own(name + "Year"), integer(_year(bound)))
    if date.inferred:
        yield Quad(node, names.own("inferred"), literal(date.inferred))
    for flag, word in ((date.approximate, "approximate"), (date.uncertain, "uncertain")):
        if flag:
            yield Quad(node, names.own("dateDoubt"), literal(word))
    if date.calendar != "gregorian":
        yield Quad(node, names.own("calendar"), literal(date.calendar))


def _year(ordinal: int) -> int:
    return datetime.date.fromordinal(ordinal).year


def statement_quads(statement: Statement, book: FactBook, names: Names) -> Iterator[Quad]:
    node, own = names.thing(statement.id), names.own
    subject, predicate = names.thing(statement.subject), own(camel(statement.relation))
    object_ = names.thing(f"{statement.id}-figure" if statement.figure else statement.object)
    yield Quad(node, _TYPE, own("Statement"))
    if statement.claim:
        yield Quad(node, _TYPE, own("Claim"))
    yield Quad(node, _LABEL, names.words(sentence(statement, book)))
    yield Quad(node, term("rdf:subject"), subject)
    yield Quad(node, term("rdf:predicate"), predicate)
    yield Quad(node, term("rdf:object"), object_)
    yield Quad(node, _SOURCE, names.thing(statement.locator.id))
    yield Quad(node, own("voice"), literal(voice(statement)))
    yield Quad(node, own("plain"), boolean(is_plain(statement)))
    if statement.figure:
        yield from _figure(object_, statement.figure, names)
    yield from _qualifiers(node, statement, book, names)
    if is_plain(statement):
        yield Quad(subject, predicate, object_)
    elif not statement.negated and statement.mode == "actual" and not is_doubted(statement):
        for owner in (statement.view,) if statement.view else statement.by:
            graph = names.graph(owner)
            yield Quad(subject, predicate, object_, graph)
            yield Quad(graph, own("graphOf"), names.thing(owner))
            yield Quad(graph, _LABEL, names.words(f"{label_of(owner, book)}: what is held to be so"))


def _qualifiers(node: str, statement: Statement, book: FactBook, names: Names) -> Iterator[Quad]:
    own, thing = names.own, names.thing
    outlook = book.things.get(statement.view)
    holders = outlook.holders if outlook else statement.by
    office = book.things.get(statement.role)
    linked = {
        "heldBy": holders,
        "inView": (statement.view,),
        "atEvent": statement.at,
        "inPlace": statement.places,
        "via": statement.via,
        "sense": (statement.sense,),
        "inOffice": (statement.role,) if office else (),
    }
    for name, ids in linked.items():
        yield from (Quad(node, own(name), thing(id_)) for id_ in ids if id_)
    coded = {
        "mode": statement.mode if statement.mode != "actual" else "",
        "open": statement.open,
        "confidence": statement.confidence,
        "certainty": statement.certainty,
        "verdict": statement.author,
    }
    yield from (Quad(node, own(name), literal(code)) for name, code in coded.items() if code)
    worded = {
        own("how"): statement.how,
        own("hedge"): statement.hedge,
        own("quote"): statement.quote,
        own("role"): "" if office else statement.role,
        _NOTE: statement.note,
        _EDITOR: statement.editor,
    }
    yield from (Quad(node, predicate, names.words(text)) for predicate, text in worded.items() if text)
    for name, flag in (("negated", statement.negated), ("first", statement.first)):
        if flag:
            yield Quad(node, own(name), boolean(True))
    if statement.when:
        yield from _date(node, statement.when, names)


def _figure(node: str, figure: Figure, names: Names) -> Iterator[Quad]:
    yield Quad(node, _TYPE, names.own("Figure"))
    yield Quad(node, _LABEL, names.words(figure.label))
    yield Quad(node, names.own("unit"), names.words(figure.unit))
    if figure.low is not None and figure.low == figure.high and not figure.bound:
        yield Quad(node, names.own("value"), _decimal(figure.low))
    for name, bound in (("minimum", figure.low), ("maximum", figure.high)):
        if bound is not None:
            yield Quad(node, names.own(name), _decimal(bound))
    if figure.bound:
        yield Quad(node, names.own("figureBound"), literal(figure.bound))
    if figure.compared_to:
        yield Quad(node, names.own("comparedTo"), names.words(figure.compared_to))


def _decimal(value: Decimal) -> str:
    return literal(format(value, "f"), "xsd:decimal")
