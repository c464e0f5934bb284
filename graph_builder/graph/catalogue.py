"""What the data set is, for machines that look for data: VoID counts and DCAT distributions, as Turtle.

Without a `base`, files are named relative to where the description lies, so that it is right wherever the folder is
put; a server gives its own address.  There are no blank nodes: parts of the description are fragments of it.

Source: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from graph_builder.graph.rdf import distinct
from graph_builder.graph.terms import PREFIXES, Quad, integer, iri, literal, term
from graph_builder.graph.vocabulary import CLASSES, Names, camel, edition_quads, licence_quad, vocabulary_base
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.model.relations import RELATIONS
from graph_builder.model.things import BLOCKS

NAME = "void.ttl"
_DCAT = "http://www.w3.org/ns/dcat#"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
_WIKIDATA = "http://www.wikidata.org/entity/"
_UNREGISTERED = ("graphml", "gexf")
_RDF12 = "https://www.w3.org/TR/rdf12-n-quads/"

FORMATS: dict[str, tuple[str, str]] = {
    "nq": ("application/n-quads", "N-Quads"),
    "trig": ("application/trig", "TriG"),
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "json": ("application/json", ""),
    "csv": ("text/csv", ""),
    "html": ("text/html", ""),
    "txt": ("text/plain", ""),
    "graphml": ("application/graphml+xml", ""),
    "gexf": ("application/gexf+xml", ""),
}
"""The end of a file's name, its media type, and the W3C's name of the format where it is one of RDF.  GraphML and GEXF
are not registered with IANA, so that these types of theirs, which their tools use, have no address there."""

DUMPS = ("graph.nq", "graph.trig", "graph.jsonld")
"""The files that hold the whole data set."""


def catalogue(
    book: FactBook,
    files: Mapping[str, str],
    base: str = "",
    endpoint: str = "",
    counts: Sequence[Quad] | None = None,
) -> str:
    """The description as Turtle, the same bytes each time.

    Args:
        files: the files to list as distributions, by name, with their texts.
        base: the address of the folder in which they lie; "" where the description lies in the same folder.
        endpoint: the address of a SPARQL service, where there is one.
        counts: `counted` of the book and this base, where that is there already.
    """
    about = f"{base}{NAME}#"
    triples = [
        *_dataset(book, about, endpoint),
        *(counted(book, distinct(book), base) if counts is None else counts),
        *_linkset(book, about),
        *(quad for name in sorted(files) for quad in _distribution(book, about, base, name, files[name])),
        *(_service(book, about, endpoint) if endpoint else ()),
    ]
    # A reader that is given the text alone, such as a store that takes it by POST, has to be told where it lay.
    remark = "" if base else "# The files are named relative to this one: give its own address as base IRI.\n"
    return remark + _turtle(set(triples), book.settings)


def counted(book: FactBook, quads: Sequence[Quad], base: str = "") -> tuple[Quad, ...]:
    """What the description says of how much it is, and of its parts.

    Args:
        quads: `rdf.distinct` of the book.
        base: as in `catalogue`.
    """
    return (*_counted(iri(book.settings.base), quads), *_parts(book, f"{base}{NAME}#", quads))


def _own(name: str) -> str:
    return iri(_DCAT + name)


def _dataset(book: FactBook, about: str, endpoint: str) -> Iterator[Quad]:
    settings, top, names = book.settings, iri(book.settings.base), Names(book.settings)
    description = iri(about.removesuffix("#"))
    yield Quad(description, term("rdf:type"), term("void:DatasetDescription"))
    yield Quad(description, term("foaf:primaryTopic"), top)
    for type_ in (term("void:Dataset"), _own("Dataset")):
        yield Quad(top, term("rdf:type"), type_)
    yield Quad(top, term("dcterms:title"), names.words(settings.title))
    if settings.description:
        yield Quad(top, term("dcterms:description"), names.words(settings.description))
    yield licence_quad(top, settings.facts_licence)
    for curator in settings.curators:
        yield Quad(top, term("dc:creator"), literal(curator))
    yield from edition_quads(top, settings)
    for source in book.sources:
        yield Quad(top, term("dcterms:source"), names.thing(source))
    if re.fullmatch("[a-z]{2}", settings.language):
        yield Quad(top, term("dcterms:language"), iri(_LANGUAGES + settings.language))
    else:  # values of dcterms:language are things
        yield Quad(top, term("dc:language"), literal(settings.language))
    yield Quad(top, term("void:uriSpace"), literal(settings.base))
    if endpoint:
        yield Quad(top, term("void:sparqlEndpoint"), iri(endpoint))
    for id_ in _examples(book):
        yield Quad(top, term("void:exampleResource"), names.thing(id_))


def _examples(book: FactBook) -> list[str]:
    """The thing of each kind that most is said of, and the first statement."""
    said = Counter(id_ for s in book.statements for id_ in (s.subject, s.object))
    best = []
    for kind in (*BLOCKS.values(), "Sense"):
        ids = [thing.id for thing in book.things.values() if thing.kind == kind]
        best += sorted(ids, key=lambda id_: (-said[id_], id_))[:1]
    return best + sorted(statement.id for statement in book.statements)[:1]


def _counted(node: str, all_: Sequence[Quad]) -> Iterator[Quad]:
    """How much it is.  Entities are what has a type; the terms of the vocabulary are none of them."""
    type_ = term("rdf:type")
    typed = [quad for quad in all_ if quad.predicate == type_]
    kinds = {quad.object for quad in typed}
    terms = {term(f"owl:{name}") for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    described = {quad.subject for quad in typed if quad.object in {*terms, term("owl:Ontology")}}
    counts = {
        "triples": len(all_),
        "entities": len({quad.subject for quad in typed} - described),
        "classes": len(kinds),
        "properties": len({quad.predicate for quad in all_}),
        "distinctSubjects": len({quad.subject for quad in all_}),
        "distinctObjects": len({quad.object for quad in all_}),
    }
    for name, count in counts.items():
        yield Quad(node, term(f"void:{name}"), integer(count))
    for space in _vocabularies({quad.predicate for quad in all_} | kinds):
        yield Quad(node, term("void:vocabulary"), iri(space))


def _vocabularies(used: Iterable[str]) -> list[str]:
    """The namespaces of the terms, each once."""
    found = (re.fullmatch(r"<(.*[/#])[^/#]*>", name) for name in used)
    return sorted({match[1] for match in found if match})


def _parts(book: FactBook, about: str, found: Sequence[Quad]) -> Iterator[Quad]:
    """The default graph and the beliefs apart; the things of each class, and the plain edges of each relation."""
    top, names = iri(book.settings.base), Names(book.settings)
    default = [quad for quad in found if not quad.graph]
    for id_, title, part in (
        ("default-graph", "statements and plain facts", default),
        ("beliefs", "edges within beliefs, in named graphs", [quad for quad in found if quad.graph]),
    ):
        node = iri(about + id_)
        yield Quad(top, term("void:subset"), node)
        yield Quad(node, term("rdf:type"), term("void:Dataset"))
        yield Quad(node, term("dcterms:title"), literal(title, language="en"))
        yield Quad(node, term("void:triples"), integer(len(part)))
    type_ = term("rdf:type")
    members = Counter(quad.object for quad in default if quad.predicate == type_)
    edges = Counter(quad.predicate for quad in default)
    partitions = [("class", c.name, members[names.own(c.name)]) for c in CLASSES]
    partitions += [("property", camel(r.id), edges[names.own(camel(r.id))]) for r in RELATIONS.values()]
    for sort, name, count in partitions:
        if count:
            node = iri(f"{about}{name}")
            yield Quad(top, term(f"void:{sort}Partition"), node)
            yield Quad(node, term("rdf:type"), term("void:Dataset"))
            yield Quad(node, term(f"void:{sort}"), names.own(name))
            yield Quad(node, term("void:entities" if sort == "class" else "void:triples"), integer(count))


def _linkset(book: FactBook, about: str) -> Iterator[Quad]:
    """The verified matches, one set of links for each way of matching."""
    links = Counter(a.match for thing in book.things.values() for a in thing.same_as if "wikidata.org/" in a.iri)
    for match, count in sorted(links.items()):
        node = iri(f"{about}wikidata-{match}")
        yield Quad(iri(book.settings.base), term("void:subset"), node)
        yield Quad(node, term("rdf:type"), term("void:Linkset"))
        yield Quad(node, term("void:subjectsTarget"), iri(book.settings.base))
        yield Quad(node, term("void:objectsTarget"), iri(_WIKIDATA))
        yield Quad(iri(_WIKIDATA), term("rdf:type"), term("void:Dataset"))
        yield Quad(iri(_WIKIDATA), term("dcterms:title"), literal("Wikidata", language="en"))
        yield Quad(node, term("dcterms:title"), literal(f"links to Wikidata: skos:{match}", language="en"))
        yield Quad(node, term("void:linkPredicate"), term(f"skos:{match}"))
        yield Quad(node, term("void:triples"), integer(count))


def _distribution(book: FactBook, about: str, base: str, name: str, text: str) -> Iterator[Quad]:
    top, node, place = iri(book.settings.base), iri(f"{about}file-{name}"), iri(base + name)
    ending = name.rpartition(".")[2]
    media, rdf = FORMATS.get(ending, ("application/octet-stream", ""))
    yield Quad(top, _own("distribution"), node)
    yield Quad(node, term("rdf:type"), _own("Distribution"))
    yield Quad(node, term("dcterms:title"), literal(name))
    yield Quad(node, _own("accessURL"), place)
    yield Quad(node, _own("downloadURL"), place)
    if ending in _UNREGISTERED:
        yield Quad(node, term("dc:format"), literal(media))
    else:
        yield Quad(node, _own("mediaType"), iri(_MEDIA + media))
    yield Quad(node, _own("byteSize"), literal(str(len(text.encode("utf-8"))), "xsd:nonNegativeInteger"))
    yield licence_quad(node, book.settings.facts_licence)
    if "rdf12" in name:
        yield Quad(node, term("dcterms:conformsTo"), iri(_RDF12))
    if name in DUMPS:
        yield Quad(top, term("void:dataDump"), place)
        yield Quad(top, term("void:feature"), iri(_FORMATS + rdf))


def _service(book: FactBook, about: str, endpoint: str) -> Iterator[Quad]:
    node = iri(f"{about}sparql")
    yield Quad(node, term("rdf:type"), _own("DataService"))
    yield Quad(node, term("dcterms:title"), literal("SPARQL", language="en"))
    yield Quad(node, _own("endpointURL"), iri(endpoint))
    yield Quad(node, _own("servesDataset"), iri(book.settings.base))
    yield Quad(node, term("dcterms:conformsTo"), iri("https://www.w3.org/TR/sparql11-protocol/"))


def _turtle(triples: set[Quad], settings: Settings) -> str:
    """Turtle, a block for each subject, everything in the order of its text.

    Written here, since Oxigraph writes no relative addresses.
    """
    wanted = {"dc", "dcterms", "foaf", "rdf", "skos", "void", "xsd"}
    names = {prefix: PREFIXES[prefix] for prefix in wanted} | {"dcat": _DCAT}
    names |= {settings.prefix + "o": vocabulary_base(settings)}
    head = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in sorted(names.items()))
    blocks = []
    for subject, group in groupby(sorted(triples), key=lambda quad: quad.subject):
        rows = []
        for predicate, several in groupby(group, key=lambda quad: quad.predicate):
            verb = "a" if predicate == term("rdf:type") else _short(predicate, names)
            rows.append(f"    {verb} {', '.join(_short(quad.object, names) for quad in several)}")
        blocks.append(f"\n{subject}\n" + " ;\n".join(sorted(rows)) + " .\n")
    return head + "".join(blocks)


def _short(name: str, names: Mapping[str, str]) -> str:
    """A term with a prefix where one fits, and whole numbers without quotation marks."""
    if re.fullmatch(rf'"[0-9]+"\^\^{re.escape(term("xsd:integer"))}', name):
        return name.split('"')[1]
    text, mark, address = name.rpartition("^^") if name.startswith('"') else ("", "", name)
    if not address.startswith("<"):
        return name
    for prefix, space in names.items():
        local = address[1:-1].removeprefix(space)
        if len(local) < len(address) - 2 and re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", local):
            return f"{text}{mark}{prefix}:{local}"
    return name
