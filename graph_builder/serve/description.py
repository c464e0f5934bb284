"""The service description: what the endpoint speaks and holds, in RDF.  Source: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.graph.exports import ordered_prefixes
from graph_builder.graph.terms import integer, iri, term
from graph_builder.graph.vocabulary import Names
from graph_builder.serve.served import Site

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


def description(site: Site) -> str:
    """The description as N-Triples; the endpoint has the site's public address.  No blank nodes, as everywhere here."""
    served, endpoint = site.current, site.options.address + "sparql"
    book = served.book
    service, data, default = iri(endpoint), iri(f"{endpoint}#dataset"), iri(f"{endpoint}#default-graph")
    triples = [
        (service, term("rdf:type"), _sd("Service")),
        (service, _sd("endpoint"), service),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *((service, _sd("resultFormat"), iri(_FORMATS + name)) for name in _RESULTS),
        (service, _sd("defaultDataset"), data),
        (data, term("rdf:type"), _sd("Dataset")),
        (data, _sd("defaultGraph"), default),
        (data, term("rdfs:seeAlso"), iri(site.options.address + ".well-known/void")),
        (default, term("rdf:type"), _sd("Graph")),
        (default, term("rdfs:seeAlso"), iri(book.settings.base)),
        (default, term("void:entities"), integer(len(book.things))),
    ]
    names = Names(book.settings)
    for owner in sorted(graph_owners(site)):
        graph = names.graph(owner)
        triples += [(data, _sd("namedGraph"), graph), (graph, term("rdf:type"), _sd("NamedGraph"))]
        triples += [(graph, _sd("name"), graph)]
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


def graph_owners(site: Site) -> set[str]:
    """The ids of the outlooks and speakers whose beliefs have a graph."""
    return {owner for s in site.current.book.statements for owner in ((s.view,) if s.view else s.by)}


def _sd(name: str) -> str:
    return iri(SD + name)


def serialised(text: str, media: str, prefixes: Mapping[str, str], source: str = "application/n-triples") -> bytes:
    """Triples in another form; both forms are media types that Oxigraph knows."""
    import pyoxigraph

    from_, to = (pyoxigraph.RdfFormat.from_media_type(each) for each in (source, media))
    assert from_ is not None
    assert to is not None
    triples = (quad.triple for quad in pyoxigraph.parse(text, format=from_))
    raw = pyoxigraph.serialize(triples, format=to, prefixes=dict(prefixes)) or b""
    return ordered_prefixes(raw.decode("utf-8")).encode("utf-8") if media == "text/turtle" else raw
