"""The graph's own terms: classes from the kinds, properties from the relations and the qualifiers, as one table.

`ontology(settings)` is the same table in RDF: labels, definitions, inverse labels and alignments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graph_builder.graph.terms import PREFIXES, Quad, integer, iri, literal, term
from graph_builder.model.factbook import Settings
from graph_builder.model.relations import ANY, RELATIONS, Kind, Relation


class Class(NamedTuple):
    """A class: its definition and what it is aligned with, as (property, prefixed name)."""

    name: str
    definition: str
    aligned: tuple[tuple[str, str], ...] = ()


class Property(NamedTuple):
    """A property that qualifies statements, things or passages; `type` says to an OWL reader what its values are."""

    name: str
    label: str
    definition: str
    aligned: tuple[tuple[str, str], ...] = ()
    type: str = "owl:DatatypeProperty"


CLASSES: tuple[Class, ...] = (
    Class("Person", "A human being.", (("skos:closeMatch", "foaf:Person"), ("skos:closeMatch", "crm:E21_Person"))),
    Class("Group", "A party, body, government, faction, coalition, class or press.",
          (("skos:closeMatch", "org:Organization"), ("skos:closeMatch", "crm:E74_Group"))),
    Class("State", "A polity, present or former, or a bloc of several that the text takes together.",
          (("skos:closeMatch", "sdo:Country"),)),
    Class("Place", "A city, a region, a land or a continent; the polity that governs it is a State.",
          (("skos:closeMatch", "crm:E53_Place"), ("skos:closeMatch", "sem:Place"))),
    Class("Event", "Something that happened.", (("skos:closeMatch", "sem:Event"), ("skos:closeMatch", "crm:E5_Event"))),
    Class("Document", "A treaty, decree, note, appeal, report, speech, resolution, letter or book.",
          (("skos:closeMatch", "crm:E73_Information_Object"),)),
    Class("Concept", "A doctrine, policy, strategy, slogan or term.", (("skos:closeMatch", "skos:Concept"),)),
    Class("Sense", "What a term meant, for someone, at a time.", (("skos:closeMatch", "ontolex:LexicalSense"),)),
    Class("Office", "A post, not its holder.", (("skos:closeMatch", "org:Post"),)),
    Class("Situation", "A state of affairs that somebody hopes for, fears, expects, proposes, promises or denies.",
          (("skos:closeMatch", "crminf:I11_Situation"),)),
    Class("Outlook", "Beliefs held together by someone at some time.",
          (("skos:closeMatch", "crminf:I2_Belief"), ("skos:closeMatch", "sem:View"))),
    Class("Claim", "A statement that its curator has named, so that others can speak about it.",
          (("rdfs:subClassOf", "own:Statement"),)),
    Class("Statement", "One fact with its source: who says what of whom, when, where and how surely.",
          (("rdfs:subClassOf", "rdf:Statement"),)),
    Class("Figure", "A number with its unit, as the text gives it.", (("skos:closeMatch", "sdo:QuantitativeValue"),)),
    Class("Source", "A published work that facts are taken from.", (("skos:closeMatch", "sdo:CreativeWork"),)),
    Class("Chapter", "A part of a source.", (("skos:closeMatch", "sdo:Chapter"),)),
    Class("Passage", "One paragraph of one page of a source."),
)  # fmt: skip

PROPERTIES: tuple[Property, ...] = (
    Property("voice", "voice", "Whose words the statement gives: author, attributed or outlook."),
    Property("plain", "is plain", "True where the statement is also a direct edge of the default graph."),
    Property("negated", "is negated", "True where the text denies what subject, predicate and object say."),
    Property("mode", "mode", "intended (a purpose) or possible (a hypothesis); absent where it is actual."),
    Property("heldBy", "held by", "Who says or believes it; absent where the author speaks.",
             (("skos:closeMatch", "prov:wasAttributedTo"),), "owl:ObjectProperty"),
    Property("inView", "in view", "The outlook within which the statement stands.", type="owl:ObjectProperty"),
    Property("graphOf", "graph of", "The outlook, person, group, state or document whose beliefs a named graph holds.",
             type="owl:ObjectProperty"),
    Property("confidence", "confidence", "The believer's own confidence: certain, probable, possible or doubtful."),
    Property("certainty", "certainty", "How sure the author is that it is so, or that it was said."),
    Property("hedge", "hedge", "The words with which the author hedges."),
    Property("verdict", "author's verdict", "What the author thinks of what he reports: endorses or rejects."),
    Property("quote", "quote", "Words of a historical actor."),
    Property("how", "how", "Degree or manner, in words."),
    Property("role", "role", "In what role, in words."),
    Property("inOffice", "in office", "The office in which the subject acted.", type="owl:ObjectProperty"),
    Property("atEvent", "at event", "The event at which it was so.", type="owl:ObjectProperty"),
    Property("inPlace", "in place", "The place or state where it was so.", type="owl:ObjectProperty"),
    Property("via", "via", "The document or actor through which it was so.", type="owl:ObjectProperty"),
    Property("sense", "sense", "The sense in which a term was used.", type="owl:ObjectProperty"),
    Property("first", "first", "True where the text calls it the first."),
    Property("open", "open list", "The end of the statement whose list goes on: subject or object."),
    Property("date", "date", "The date as it is written in the data."),
    Property("edtf", "EDTF date",
             "The date in the Extended Date/Time Format; a mere text in Old Style, which that format cannot say."),
    Property("earliestYear", "earliest year", "The earliest year in which it began."),
    Property("latestYear", "latest year", "The latest year in which it ended."),
    Property("earliestDay", "earliest day", "The earliest day on which it began, counted from 1 = 0001-01-01."),
    Property("latestDay", "latest day", "The latest day on which it ended, counted from 1 = 0001-01-01."),
    Property("precision", "precision", "How precise the date is: day, month, season, part, year, decade or interval."),
    Property("inferred", "inferred", "What of the date is inferred from context: year or all."),
    Property("dateDoubt", "doubt of the date", "approximate or uncertain."),
    Property("calendar", "calendar", "julian, where the date is written in Old Style."),
    Property("several", "held by several", "True of an office that several persons hold at the same time."),
    Property("hasType", "type", "A finer type from the list of types.", (("skos:closeMatch", "dcterms:type"),),
             "owl:ObjectProperty"),
    Property("gloss", "gloss", "The meaning of a sense.", (("skos:closeMatch", "skos:definition"),)),
    Property("denies", "expressly not", "What a sense expressly did not mean."),
    Property("cameTrue", "came true", "Hindsight on a situation, as far as the text says: yes, no or partly."),
    Property("outcomeNote", "outcome", "A remark on how a situation came out."),
    Property("outcomeSource", "outcome's source", "The passage that says how a situation came out.",
             type="owl:ObjectProperty"),
    Property("outcomeBy", "outcome's cause", "In what a situation came about, or what decided that it did not.",
             type="owl:ObjectProperty"),
    Property("outcomeDate", "outcome's date", "When a situation came out so, in EDTF as under EDTF date."),
    Property("outcomeDateWritten", "outcome's date as written", "The same date as it is written in the data."),
    Property("value", "value", "An exact figure."),
    Property("minimum", "minimum", "The lower bound of a figure; `bound` says whether it is reached.",
             (("skos:closeMatch", "sdo:minValue"),)),
    Property("maximum", "maximum", "The upper bound of a figure; `bound` says whether it is reached.",
             (("skos:closeMatch", "sdo:maxValue"),)),
    Property("figureWritten", "figure as written", "The number, range or bound as it is written in the data."),
    Property("figureBound", "bound", "<, > or ~, where the text says less than, more than or about."),
    Property("unit", "unit", "What a figure counts.", (("skos:closeMatch", "sdo:unitText"),)),
    Property("comparedTo", "compared to", "What a figure is measured against, in words."),
    Property("position", "position",
             "The place of a statement among those of its passage, from 1; absent where it is written within a thing."),
    Property("page", "page", "The page, as printed."),
    Property("paragraph", "paragraph", "The paragraph of the page, counted from 1."),
    Property("number", "number", "The number of a chapter, as printed."),
    Property("section", "section", "The section of a chapter that was read, if not the whole."),
    Property("paragraphs", "paragraphs", "How many paragraphs each page of a chapter has: page and count."),
    Property("textFile", "text file", "The name under which the curator keeps a chapter's text, which is not here."),
    Property("publisherPlace", "place of publication", "Where a source was published."),
    Property("containerTitle", "larger work", "The title of the larger work that a source stands in."),
    Property("firstPage", "first page", "The first page of that part of a chapter which facts are taken from."),
    Property("lastPage", "last page", "The last page of that part of a chapter which facts are taken from."),
    Property("nothing", "nothing", "Why a passage yields no fact."),
    Property("matchChecked", "match checked", "The day on which the matches of a thing were verified."),
    Property("matchEvidence", "match evidence", "Sources that name both the thing and the IRI of its match."),
    Property("asWritten", "as written",
             "What triples cannot tell of the data as written, as JSON under the curator's keys: the order of lists."),
    Property("inverseLabel", "inverse label", "How a relation reads from its object to its subject.",
             type="owl:AnnotationProperty"),
    Property("domainKind", "from", "A kind that may stand as the subject of a relation; checked, never inferred.",
             type="owl:AnnotationProperty"),
    Property("rangeKind", "to", "A kind that may stand as the object of a relation; checked, never inferred.",
             type="owl:AnnotationProperty"),
)  # fmt: skip


_ABOUT = (
    "Kinds of things, relations between them, and who says so, where, when and how surely. What somebody believes, "
    "hopes or denies is never a plain edge. There are no domains and ranges, which would infer what should be checked: "
    "the kinds that may stand at either end are annotations, and SHACL shapes check them."
)


@cache
def camel(relation_id: str) -> str:
    """The local name of a relation's property.

    >>> camel("aims_at")
    'aimsAt'
    """
    head, *rest = relation_id.split("_")
    return head + "".join(part.capitalize() for part in rest)


def vocabulary_base(settings: Settings) -> str:
    """The IRI that the graph's own terms begin with (prefix kgo)."""
    return settings.base.rstrip("#/") + "/ontology#"


class _Terms(dict[str, str]):
    """The graph's own terms, each made once: this is asked a dozen times for every statement."""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, f"<{self.vocabulary}{name}>")


class Names:
    """The IRIs of a graph: `thing("lenin")`, `own("heldBy")`, `graph("lenin")`; `terms` holds what `own` gives."""

    def __init__(self, settings: Settings) -> None:
        self.base, self.vocabulary, self.language = settings.base, vocabulary_base(settings), settings.language
        self.terms = _Terms(self.vocabulary)

    def thing(self, id_: str) -> str:
        return f"<{self.base}{id_}>"

    def own(self, name: str) -> str:
        return self.terms[name]

    def graph(self, id_: str) -> str:
        return f"<{self.base}graph/{id_}>"

    def type(self, name: str) -> str:
        return f"<{self.base}type/{name.replace(' ', '-')}>"

    def words(self, text: str) -> str:
        return literal(text, language=self.language)


def prefixes(settings: Settings) -> dict[str, str]:
    """Every prefix of the graph, its own first; the vocabulary has its own even where it is that of another one."""
    own = {settings.prefix + "o": vocabulary_base(settings)}
    return {settings.prefix: settings.base, **own, **PREFIXES, **own}


def ontology(settings: Settings) -> Iterator[Quad]:
    """The table as RDF: an OWL ontology without domain and range axioms, which would infer what should be checked."""
    base = vocabulary_base(settings)
    top = iri(base.rstrip("#"))
    yield Quad(top, term("rdf:type"), term("owl:Ontology"))
    yield Quad(top, term("dcterms:title"), literal(f"Vocabulary of {settings.title}", language="en"))
    yield Quad(top, term("rdfs:label"), literal(f"Vocabulary of {settings.title}", language="en"))
    yield Quad(top, term("dcterms:description"), literal(_ABOUT, language="en"))
    yield licence_quad(top, settings.facts_licence)
    yield from (Quad(top, term("dc:creator"), literal(curator)) for curator in settings.curators)
    yield from edition_quads(top, settings)
    yield Quad(top, term("vann:preferredNamespacePrefix"), literal(settings.prefix + "o"))
    yield Quad(top, term("vann:preferredNamespaceUri"), literal(base))
    for class_ in CLASSES:
        yield from _described(base, class_.name, "owl:Class", class_.name, class_.definition, class_.aligned)
    for property_ in PROPERTIES:
        yield from _described(
            base, property_.name, property_.type, property_.label, property_.definition, property_.aligned
        )
    for relation in RELATIONS.values():
        yield from _relation(base, relation)


def _described(
    base: str, name: str, type_: str, label: str, definition: str, aligned: tuple[tuple[str, str], ...]
) -> Iterator[Quad]:
    subject = iri(base + name)
    yield Quad(subject, term("rdf:type"), term(type_))
    yield Quad(subject, term("rdfs:label"), literal(label, language="en"))
    yield Quad(subject, term("skos:definition"), literal(definition, language="en"))
    yield Quad(subject, term("rdfs:isDefinedBy"), iri(base.rstrip("#")))
    for predicate, name_ in aligned:
        yield Quad(subject, term(predicate), iri(base + name_[4:]) if name_.startswith("own:") else term(name_))


_MATCH = {"subPropertyOf": "rdfs:subPropertyOf", "closeMatch": "skos:closeMatch", "relatedMatch": "skos:relatedMatch"}


def _relation(base: str, relation: Relation) -> Iterator[Quad]:
    name = camel(relation.id)
    aligned = tuple((_MATCH[match], target) for match, target in relation.aligned)
    yield from _described(base, name, "owl:ObjectProperty", relation.third, relation.definition, aligned)
    subject = iri(base + name)
    yield Quad(subject, iri(base + "inverseLabel"), literal(relation.inverse, language="en"))
    if relation.symmetric:
        yield Quad(subject, term("rdf:type"), term("owl:SymmetricProperty"))
    if relation.sign:
        yield Quad(subject, term("rdf:value"), integer(1 if relation.sign == "+" else -1))
    for end, kinds in (("domainKind", relation.domain), ("rangeKind", _range(relation))):
        if kinds != ANY:
            for kind in sorted(kinds):
                yield Quad(subject, iri(base + end), iri(base + kind))


def _range(relation: Relation) -> frozenset[Kind] | frozenset[str]:
    return frozenset({"Figure"}) if relation.figure else relation.range


def licence_quad(subject: str, licence: str) -> Quad:
    """The licence as an address of SPDX where it can be one, else in words."""
    if re.fullmatch(r"[A-Za-z0-9.+-]+", licence):
        return Quad(subject, term("dcterms:license"), iri(f"https://spdx.org/licenses/{licence}"))
    return Quad(subject, term("dc:rights"), literal(licence))


def edition_quads(subject: str, settings: Settings) -> Iterator[Quad]:
    """Which edition of the graph this is, as far as graph.yaml says."""
    if settings.version:
        yield Quad(subject, term("owl:versionInfo"), literal(settings.version))
    if settings.issued:
        yield Quad(subject, term("dcterms:issued"), literal(settings.issued, "xsd:date"))
