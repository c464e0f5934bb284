"""The vocabulary as a page for people: every class, relation and property with an example from the graph.

One file that opens from disk and asks for nothing.  The table of `graph.vocabulary` and that of `model.relations` are
walked, so that a term cannot be missing; the short script only filters and the page is whole without it.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph_builder.graph.terms import PREFIXES, Quad
from graph_builder.graph.vocabulary import CLASSES, PROPERTIES, Property, camel, prefixes, vocabulary_base
from graph_builder.model import records
from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import ANY, RELATIONS, Relation
from graph_builder.model.things import BLOCKS
from graph_builder.views.cards import clean
from graph_builder.views.explorer_payload import FAMILIES
from graph_builder.views.looks import STROKES
from graph_builder.views.ontology_examples import COVERAGE, GRAPH, Index, example_of, shown

HERE = Path(__file__).parent / "ontology"

GROUPS: dict[str, str] = {
    "Voice and doubt":
        "voice plain negated mode heldBy inView graphOf confidence certainty hedge verdict",
    "Circumstances": "atEvent inPlace via role inOffice how sense first open quote",
    "Dates":
        "date edtf earliestYear latestYear earliestDay latestDay precision inferred dateDoubt calendar",
    "Things":
        "hasType several gloss denies cameTrue outcomeBy outcomeNote outcomeSource outcomeDate outcomeDateWritten "
        "matchChecked matchEvidence",
    "Figures in numbers": "value minimum maximum figureBound figureWritten unit comparedTo",
    "Sources and passages":
        "page paragraph nothing position number section firstPage lastPage paragraphs textFile publisherPlace "
        "containerTitle",
    "The data as written": "asWritten",
    "The vocabulary itself": "inverseLabel domainKind rangeKind",
}  # fmt: skip
"""The properties that are no relations, in the order of the page; one that is in no group comes last."""

_DATE = "own:edtf own:date own:precision own:earliestDay own:latestDay own:earliestYear own:latestYear own:inferred " \
        "own:dateDoubt own:calendar sem:hasEarliestBeginTimeStamp sem:hasLatestBeginTimeStamp " \
        "sem:hasEarliestEndTimeStamp sem:hasLatestEndTimeStamp"  # fmt: skip
STATEMENT_KEYS: dict[str, str] = {
    "when": _DATE, "at": "own:atEvent", "where": "own:inPlace", "via": "own:via", "as": "own:inOffice own:role",
    "how": "own:how", "sense": "own:sense", "first": "own:first", "open": "own:open", "id": "own:Claim",
    "by": "own:heldBy own:voice", "confidence": "own:confidence", "certainty": "own:certainty", "hedge": "own:hedge",
    "author": "own:verdict", "mode": "own:mode", "quote": "own:quote", "note": "skos:note",
    "editor": "skos:editorialNote", "value": "own:value own:minimum own:maximum own:figureBound own:figureWritten",
    "unit": "own:unit", "compared_to": "own:comparedTo",
}  # fmt: skip
PASSAGE_KEYS: dict[str, str] = {
    "p": "dcterms:source own:page own:paragraph", "view": "own:inView own:heldBy own:voice own:graphOf",
    "nothing": "own:nothing",
}  # fmt: skip
THING_KEYS: dict[str, str] = {
    "label": "rdfs:label", "aka": "skos:altLabel", "type": "own:hasType", "when": _DATE, "p": "dcterms:source",
    "note": "skos:note", "editor": "skos:editorialNote",
    "same_as": "skos:exactMatch skos:closeMatch own:matchChecked own:matchEvidence", "several": "own:several",
    "senses": "own:senseOf", "came_true":
        "own:cameTrue own:realisedBy own:outcomeBy own:outcomeDate own:outcomeDateWritten own:outcomeSource "
        "own:outcomeNote",
    "of": "own:outlookOf", "for": "own:understoodBy", "gloss": "own:gloss", "not": "own:denies",
    "from": "own:developsFrom", "quote": "own:quote", "hedge": "own:hedge", "certainty": "own:certainty",
    "first": "own:first",
}  # fmt: skip
"""The keys that a curator writes and the properties that come of them; `own` is the graph's vocabulary."""

_HOW = {
    "subPropertyOf": "sub-property of", "closeMatch": "close match", "relatedMatch": "related match",
    "rdfs:subClassOf": "sub-class of", "skos:closeMatch": "close match",
}  # fmt: skip
_SORTS = {"owl:ObjectProperty": "links to a thing", "owl:DatatypeProperty": "has a value"}


def ontology_page(book: FactBook, quads: Iterable[Quad] | None = None) -> str:
    """The page of the vocabulary, as the whole text of an HTML file (UTF-8).  Same book, same text.

    Args:
        quads: `rdf.distinct` of the book, where that is there already.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style, script = _text("page.css"), _text("page.js")
    return environment.get_template("page.html.j2").render(
        language=book.settings.language,
        title=clean(book.settings.title),
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        graph=GRAPH,
        coverage=COVERAGE,
        turtle="ontology.ttl",
        shapes="shapes.ttl",
        own=book.settings.prefix + "o",
        namespace=vocabulary_base(book.settings),
        **contents(book, quads),
    )


def contents(book: FactBook, quads: Iterable[Quad] | None = None) -> dict[str, Any]:
    """What the page shows, as plain values: voices, keys and the sections with their terms."""
    index = Index(book, quads)
    counts = Counter(s.relation for s in book.statements)
    unlisted = [p.name for p in PROPERTIES if p.name not in " ".join(GROUPS.values()).split()]
    groups = GROUPS | ({"More": " ".join(unlisted)} if unlisted else {})
    found = {property_.name: property_ for property_ in PROPERTIES}
    sections = [("Classes", "A kind of thing.", [_class(c.name, index) for c in CLASSES])]
    for family, ids in FAMILIES.values():
        terms = [_relation(RELATIONS[id_], counts[id_], family, index) for id_ in ids]
        sections.append((family, "Relations: a sentence has one of them between its two ends.", terms))
    for group, names in groups.items():
        terms = [_property(found[name], index) for name in names.split() if name in found]
        sections.append((group, "Properties that qualify statements, things and passages.", terms))
    return {
        "sections": [
            {"anchor": f"section-{number}", "title": title, "about": about, "terms": terms}
            for number, (title, about, terms) in enumerate(sections, 1)
        ],
        "voices": [_voice(id_, index) for id_ in STROKES],
        "tables": _tables(book),
        "spaces": sorted(prefixes(book.settings).items()),
    }


def _tables(book: FactBook) -> list[dict[str, Any]]:
    """The keys of the curator's form with their help and the properties that come of them."""
    facts = [_key(k, h, STATEMENT_KEYS, book) for k, h in records.allowed_keys(records.QualifierRecord).items()]
    facts.insert(0, _row("not", "Before the relation of a sentence: the text denies it.", "own:negated", book))
    heads = [_key(k, h, PASSAGE_KEYS, book) for k, h in records.allowed_keys(records.PassageHead).items()]
    seen: dict[str, str] = {}
    forms: list[type[records.Record]] = [*records.RECORD_OF_BLOCK.values(), records.SenseRecord]
    for record in forms:
        for key, help_ in records.allowed_keys(record).items():
            seen.setdefault(key, help_)
    things = [_key(key, help_, THING_KEYS, book) for key, help_ in seen.items()]
    return [
        {"anchor": "statement-fields", "title": "What stands behind a sentence", "rows": facts},
        {"anchor": "passage-fields", "title": "What stands above the sentences of a passage", "rows": heads},
        {"anchor": "thing-fields", "title": "What a thing has", "rows": things},
    ]


def _key(key: str, help_: str, table: dict[str, str], book: FactBook) -> dict[str, Any]:
    return _row(key, help_, table.get(key, ""), book)


def _row(key: str, help_: str, names: str, book: FactBook) -> dict[str, Any]:
    return {"key": key, "help": help_, "terms": [_named(name, book) for name in names.split()]}


def _named(name: str, book: FactBook) -> dict[str, str]:
    """A term of ours as an anchor of the page, one of another vocabulary as its address."""
    prefix, _, local = name.partition(":")
    if prefix == "own":
        return {"name": f"{book.settings.prefix}o:{local}", "link": f"#{local}"}
    return {"name": name, "link": PREFIXES[prefix] + local}


def _term(name: str, label: str, definition: str, aligned: Iterable[tuple[str, str]], index: Index) -> dict[str, Any]:
    return {
        "anchor": name, "name": name, "label": label, "definition": definition, "rows": [], "chips": [], "yaml": "",
        "iri": vocabulary_base(index.book.settings) + name, "example": None, "patterns": [],
        "aligned": [{"how": _HOW[how], **_named(target, index.book)} for how, target in aligned],
    }  # fmt: skip


def _class(name: str, index: Index) -> dict[str, Any]:
    class_ = next(c for c in CLASSES if c.name == name)
    own, book = index.book.settings.prefix + "o", index.book
    term = _term(name, name, class_.definition, class_.aligned, index)
    members = [subject for subject, value in index.uses.get(_TYPE, []) if value == index.names.own(name)]
    thing = index.of_kind(name)
    id_ = thing.id if thing else min((index.id_of(m) for m in members), default="")
    block = next((block for block, kind in BLOCKS.items() if kind == name), "")
    types = sorted(book.settings.types.get(block, {}))
    term["chips"] = ["class", f"{len(members):,} in this graph"]
    term["rows"] = [("Block in YAML", [(block, "")])] if block else []
    term["rows"] += [("Types", [(clean(type_), "") for type_ in types])] if types else []
    term["example"] = example_of(id_, index, ("type", "when")) if id_ else None
    term["patterns"] = [f"?x a {own}:{name} ; rdfs:label ?label ."]
    return term


def _relation(relation: Relation, count: int, family: str, index: Index) -> dict[str, Any]:
    name, own = camel(relation.id), index.book.settings.prefix + "o"
    term = _term(name, relation.third, relation.definition, relation.aligned, index)
    term["chips"] = ["relation", f"{count:,} statement{'s' if count != 1 else ''}"]
    sign = {"+": "makes likelier (+)", "-": "makes less likely (-)", "": ""}[relation.sign]
    flags = {
        "symmetric": relation.symmetric, "both ends of the same kind": relation.same_kind,
        "no circles": relation.acyclic, "written by nesting": not relation.written, sign: bool(sign),
    }  # fmt: skip
    term["chips"] += [flag for flag, holds in flags.items() if holds]
    ends = [(kind, f"#{kind}") for kind in sorted(relation.domain)]
    others = [("Figure", "#Figure")] if relation.figure else [(kind, f"#{kind}") for kind in sorted(relation.range)]
    term["rows"] = [
        ("Family", [(family, "")]),
        ("From", [("anything", "")] if relation.domain == ANY else ends),
        ("To", [("anything", "")] if relation.range == ANY and not relation.figure else others),
        ("Read backwards", [(relation.inverse, "")]),
    ]
    if relation.written:
        written = relation.id if relation.plural == relation.id else f"{relation.id}, {relation.plural}"
        term["rows"].append(("Word in YAML", [(written, "")]))
    statement = index.of_relation(relation.id)
    term["example"] = example_of(statement.id, index, ("when",)) if statement else None
    term["patterns"] = [
        f"# every statement\n?st rdf:predicate {own}:{name} ;\n    rdf:subject ?from ; rdf:object ?to .",
        f"# only plain facts\n?from {own}:{name} ?to .",
    ]
    return term


def _property(property_: Property, index: Index) -> dict[str, Any]:
    own = index.book.settings.prefix + "o"
    term = _term(property_.name, property_.label, property_.definition, property_.aligned, index)
    keys = [f"{where}{key}" for where, table in (("", STATEMENT_KEYS), ("", PASSAGE_KEYS), ("", THING_KEYS))
            for key, names in table.items() if f"own:{property_.name}" in names.split()]  # fmt: skip
    uses = index.uses.get(index.names.own(property_.name), [])
    term["chips"] = [
        "property",
        _SORTS.get(property_.type, "on terms of the vocabulary"),
        f"{len(uses):,} in this graph",
    ]
    term["rows"] = [("Key in YAML", [(key, "") for key in dict.fromkeys(keys)])] if keys else []
    id_, value = index.of_property(index.names.own(property_.name))
    term["example"] = example_of(id_, index, keys, shown(value, index)) if id_ else None
    labelled = id_ and (id_ in index.statements or id_ in index.book.things or id_ in index.book.sources)
    more = "\nGRAPH ?x { ?s ?p ?o }" if property_.name == "graphOf" else ""
    term["patterns"] = [f"?x {own}:{property_.name} ?value{' ; rdfs:label ?label' if labelled else ''} .{more}"]
    return term


_TYPE = f"<{PREFIXES['rdf']}type>"


def _voice(id_: str, index: Index) -> dict[str, Any]:
    statement = index.of_voice(id_)
    look = STROKES[id_]
    example = example_of(statement.id, index) if statement else None
    return {"id": id_, "label": look.label, "meaning": look.meaning, "example": example}


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets this style and this script work and nothing else."""
    made = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    allowed: Sequence[str] = [f"'sha256-{digest}'" for digest in made]
    return f"default-src 'none'; style-src {allowed[0]}; script-src {allowed[1]}; base-uri 'none'; form-action 'none'"


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
