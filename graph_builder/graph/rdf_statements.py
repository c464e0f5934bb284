"""Statements -> what is said of each in RDF.  Source: ontology.md, "In RDF"."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from graph_builder.graph.as_written import as_written
from graph_builder.graph.terms import Node, Quad, boolean, day, integer, literal, term
from graph_builder.graph.vocabulary import Names, camel
from graph_builder.model.dates import Date
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Figure, Statement, is_doubted, is_plain, voice
from graph_builder.model.wording import label_of, sentence

Pairs = list[tuple[str, str]]
_TYPE, _LABEL, _SOURCE = term("rdf:type"), term("rdfs:label"), term("dcterms:source")
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_NOTE, _EDITOR = term("skos:note"), term("skos:editorialNote")
_VOICES = {name: literal(name) for name in ("author", "attributed", "outlook")}
_ENDS = ("EarliestBegin", "LatestBegin", "EarliestEnd", "LatestEnd")
_BOUNDS = tuple(term(f"sem:has{name}TimeStamp") for name in _ENDS)


def statement_quads(statement: Statement, book: FactBook, names: Names) -> Iterator[Quad]:
    """The quads of one statement: its node, its figure, and its edge or that of each who holds it."""
    for node in statement_nodes(statement, book, names):
        for predicate, object_ in node.pairs:
            yield Quad(node.subject, predicate, object_, node.graph)


def statement_nodes(statement: Statement, book: FactBook, names: Names) -> list[Node]:
    """As `statement_quads`, gathered by subject and graph."""
    own, thing = names.terms, names.thing
    node, plain = thing(statement.id), is_plain(statement)
    subject, predicate = thing(statement.subject), own[camel(statement.relation)]
    object_ = thing(f"{statement.id}-figure" if statement.figure else statement.object)
    pairs = [
        (_TYPE, own["Statement"]),
        (_LABEL, names.words(sentence(statement, book))),
        (_SUBJECT, subject),
        (_PREDICATE, predicate),
        (_OBJECT, object_),
        (_SOURCE, thing(statement.locator.id)),
        (own["voice"], _VOICES[voice(statement)]),
        (own["plain"], boolean(plain)),
    ]
    if statement.claim:
        pairs.append((_TYPE, own["Claim"]))
    _qualify(pairs, statement, book, names)
    made = [Node(node, pairs)]
    if statement.figure:
        made.append(Node(object_, _figure(statement.figure, names)))
    if plain:
        made.append(Node(subject, [(predicate, object_)]))
    elif not statement.negated and statement.mode == "actual" and not is_doubted(statement):
        for owner in (statement.view,) if statement.view else statement.by:
            graph, told = names.graph(owner), names.words(f"{label_of(owner, book)}: what is held to be so")
            made.append(Node(subject, [(predicate, object_)], graph))
            made.append(Node(graph, [(own["graphOf"], thing(owner)), (_LABEL, told)]))
    return made


def _qualify(pairs: Pairs, statement: Statement, book: FactBook, names: Names) -> None:
    own, thing, words = names.terms, names.thing, names.words
    by, at, places, via = statement.by, statement.at, statement.places, statement.via
    outlook = book.things.get(statement.view) if statement.view else None
    for id_ in outlook.holders if outlook else by:
        pairs.append((own["heldBy"], thing(id_)))
    for name, ids in (("atEvent", at), ("inPlace", places), ("via", via)) if at or places or via else ():
        for id_ in ids:
            pairs.append((own[name], thing(id_)))
    if statement.view:
        pairs.append((own["inView"], thing(statement.view)))
    if statement.sense:
        pairs.append((own["sense"], thing(statement.sense)))
    if statement.role:
        is_office = statement.role in book.things
        pairs.append((own["inOffice"], thing(statement.role)) if is_office else (own["role"], words(statement.role)))
    if statement.mode != "actual":
        pairs.append((own["mode"], literal(statement.mode)))
    for name, code in (
        ("open", statement.open),
        ("confidence", statement.confidence),
        ("certainty", statement.certainty),
        ("verdict", statement.author),
    ):
        if code:
            pairs.append((own[name], literal(code)))
    for name, text in (("how", statement.how), ("hedge", statement.hedge), ("quote", statement.quote)):
        if text:
            pairs.append((own[name], words(text)))
    if statement.note:
        pairs.append((_NOTE, words(statement.note)))
    if statement.editor:
        pairs.append((_EDITOR, words(statement.editor)))
    if statement.negated:
        pairs.append((own["negated"], boolean(True)))
    if statement.first:
        pairs.append((own["first"], boolean(True)))
    if statement.when:
        pairs += date_pairs(statement.when, names.vocabulary)
    if len(by) > 1 or len(at) > 1 or len(places) > 1 or len(via) > 1:
        pairs += as_written(own, {"by": by, "at": at, "where": places, "via": via})


@lru_cache(maxsize=65536)
def date_pairs(date: Date, vocabulary: str) -> tuple[tuple[str, str], ...]:
    """What is said of a thing or statement with this date; `vocabulary` is where the graph's own terms begin."""
    pairs = [
        ("date", literal(date.written)),
        ("edtf", edtf(date)),
        ("precision", literal(date.precision)),
    ]
    for name, bound in (("earliest", date.earliest), ("latest", date.latest)):
        if bound is not None:
            pairs.append((name + "Day", integer(bound)))
            pairs.append((name + "Year", integer(_year(bound))))
    if date.inferred:
        pairs.append(("inferred", literal(date.inferred)))
    for flag, word in ((date.approximate, "approximate"), (date.uncertain, "uncertain")):
        if flag:
            pairs.append(("dateDoubt", literal(word)))
    if date.calendar != "gregorian":
        pairs.append(("calendar", literal(date.calendar)))
    bounds = zip(_BOUNDS, (*date.begin, *date.end), strict=True)
    stamps = [(predicate, day(ordinal)) for predicate, ordinal in bounds if ordinal is not None]
    return (*((f"<{vocabulary}{name}>", value) for name, value in pairs), *stamps)


def edtf(date: Date) -> str:
    """The EDTF of a date as a term; a mere text in Old Style, which that format cannot say."""
    return literal(date.edtf, "edtf:EDTF" if date.calendar == "gregorian" else "")


def _year(ordinal: int) -> int:
    return datetime.date.fromordinal(ordinal).year


def _figure(figure: Figure, names: Names) -> Pairs:
    own = names.terms
    pairs = [(_TYPE, own["Figure"]), (_LABEL, names.words(figure.label)), (own["unit"], names.words(figure.unit))]
    if figure.low is not None and figure.low == figure.high and not figure.bound:
        pairs.append((own["value"], _decimal(figure.low)))
    for name, bound in (("minimum", figure.low), ("maximum", figure.high)):
        if bound is not None:
            pairs.append((own[name], _decimal(bound)))
    pairs.append((own["figureWritten"], literal(figure.written)))
    if figure.bound:
        pairs.append((own["figureBound"], literal(figure.bound)))
    if figure.compared_to:
        pairs.append((own["comparedTo"], names.words(figure.compared_to)))
    return pairs


def _decimal(value: Decimal) -> str:
    return literal(format(value, "f"), "xsd:decimal")
