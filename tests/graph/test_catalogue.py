"""VoID and DCAT: the counts are those of the graph, the files those of the folder, and it is right wherever it lies."""

from collections import Counter
from dataclasses import replace

import pyoxigraph
import pytest
import rdflib

from graph_builder.graph.catalogue import FORMATS, NAME, catalogue
from graph_builder.graph.exports import EXPORTS
from graph_builder.graph.rdf import nquads
from graph_builder.graph.vocabulary import vocabulary_base
from graph_builder.pipeline import build

VOID, DCAT = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace("http://www.w3.org/ns/dcat#")
HERE = "http://localhost/graph/"
LANGUAGE = rdflib.DCTERMS.language


def read(text, base=HERE):
    return rdflib.Graph().parse(data=text, format="turtle", publicID=base)


@pytest.fixture(scope="module")
def files(tiny):
    return build(tiny)


@pytest.fixture(scope="module")
def described(tiny, files):
    return read(files[NAME], HERE + NAME)


def top(book):
    return rdflib.URIRef(book.settings.base)


def test_the_counts_are_those_of_the_graph_counted_by_another(tiny, described):
    quads = list(pyoxigraph.parse(nquads(tiny), format=pyoxigraph.RdfFormat.N_QUADS))
    types = {q.object for q in quads if q.predicate.value == str(rdflib.RDF.type)}
    expected = {
        "triples": len(quads),
        "classes": len(types),
        "properties": len({q.predicate for q in quads}),
        "distinctSubjects": len({q.subject for q in quads}),
        "distinctObjects": len({q.object for q in quads}),
    }
    assert expected == {name: described.value(top(tiny), VOID[name]).toPython() for name in expected}
    parts = {str(node).rpartition("#")[2]: described.value(node, VOID.triples).toPython()
             for node in described.objects(top(tiny), VOID.subset)}  # fmt: skip
    default = sum(isinstance(q.graph_name, pyoxigraph.DefaultGraph) for q in quads)
    assert {"default-graph": default, "beliefs": len(quads) - default} == parts


def test_each_class_and_relation_that_is_used_has_its_count(tiny, described):
    kgo = vocabulary_base(tiny.settings)
    counted = {str(described.value(node, VOID["class"])): described.value(node, VOID.entities).toPython()
               for node in described.objects(top(tiny), VOID.classPartition)}  # fmt: skip
    kinds = Counter(f"{kgo}{thing.kind}" for thing in tiny.things.values())
    assert kinds.items() <= counted.items()
    assert len(tiny.statements) == counted[f"{kgo}Statement"]


def test_every_file_of_a_build_is_a_distribution_with_its_type_and_size(files, described):
    found = {}
    for node in described.subjects(rdflib.RDF.type, DCAT.Distribution):
        name = str(described.value(node, DCAT.downloadURL)).removeprefix(HERE)
        media = described.value(node, DCAT.mediaType) or described.value(node, rdflib.DC["format"])
        found[name] = (str(media), int(described.value(node, DCAT.byteSize)))
    assert {n: len(t.encode()) for n, t in files.items() if n != NAME} == {n: size for n, (_, size) in found.items()}
    assert not [name for name, (media, _) in found.items() if media.endswith("octet-stream")]
    assert {name.rpartition(".")[2] for name in EXPORTS} <= set(FORMATS)


def test_without_an_address_files_lie_beside_the_description_and_with_one_where_it_says(tiny):
    assert "<graph.nq>" in catalogue(tiny, {"graph.nq": ""})
    graph = read(catalogue(tiny, {"graph.nq": "é"}, base="https://server.example/"))
    assert [rdflib.URIRef("https://server.example/graph.nq")] == list(graph.objects(top(tiny), VOID.dataDump))
    assert not [t for t in graph for part in t if str(part).startswith(HERE)]


def test_an_endpoint_is_named_only_where_one_is_served(tiny):
    plain, served = catalogue(tiny, {}), catalogue(tiny, {}, endpoint="http://127.0.0.1:8000/sparql")
    assert "sparqlEndpoint" not in plain
    assert "endpointURL" not in plain
    graph = read(served)
    address = rdflib.URIRef("http://127.0.0.1:8000/sparql")
    assert [address] == list(graph.objects(top(tiny), VOID.sparqlEndpoint))
    assert [address] == list(graph.objects(None, DCAT.endpointURL))


def test_examples_and_namespaces_are_those_of_the_graph(tiny, described):
    text = nquads(tiny)
    for address in (
        *described.objects(top(tiny), VOID.exampleResource),
        *described.objects(top(tiny), VOID.vocabulary),
    ):
        assert f"<{address}" in text, address


def test_there_are_no_blank_nodes_and_no_clock_and_the_same_facts_give_the_same_bytes(tiny, files, described):
    assert not [part for triple in described for part in triple if isinstance(part, rdflib.BNode)]
    assert not [p for p in described.predicates() if str(p).rpartition("/")[2] in ("issued", "modified", "created")]
    assert files[NAME] == catalogue(tiny, {name: text for name, text in files.items() if name != NAME})


def test_another_implementation_reads_the_same_triples(files, described):
    read_too = pyoxigraph.parse(files[NAME], format=pyoxigraph.RdfFormat.TURTLE, base_iri=HERE + NAME)
    assert len(described) == len(set(read_too))


def test_links_to_wikidata_are_counted(tiny):
    from graph_builder.model.things import Alignment

    match = Alignment("http://www.wikidata.org/entity/Q1394", "exactMatch", "2026-11-22", "a test")
    linked = replace(tiny, things=tiny.things | {"lenin": replace(tiny.things["lenin"], same_as=(match,))})
    graph = read(catalogue(linked, {}))
    node = graph.value(None, rdflib.RDF.type, VOID.Linkset)
    assert 1 == graph.value(node, VOID.triples).toPython()
    assert rdflib.SKOS.exactMatch == graph.value(node, VOID.linkPredicate)


def test_values_are_of_the_kinds_that_dcat_asks_for(tiny, described):
    """https://www.w3.org/TR/vocab-dcat-3/: languages and media types are things.

    IANA knows neither GraphML nor GEXF.
    """
    assert [rdflib.URIRef("http://id.loc.gov/vocabulary/iso639-1/en")] == list(described.objects(top(tiny), LANGUAGE))
    odd = read(catalogue(replace(tiny, settings=replace(tiny.settings, language="sr-Latn")), {}))
    assert [] == list(odd.objects(None, LANGUAGE))
    media = {str(o).rpartition("media-types/")[2] for o in described.objects(None, DCAT.mediaType)}
    assert {"application/n-quads", "text/turtle", "text/csv"} <= media
    assert not [name for name in media if "graphml" in name or "gexf" in name]
    for node in described.objects(None, VOID.objectsTarget):
        assert (node, rdflib.RDF.type, VOID.Dataset) in described


def test_who_reads_the_text_alone_is_told_that_it_needs_a_base(tiny):
    assert "give its own address as base IRI" in catalogue(tiny, {}).splitlines()[0]
    assert "base IRI" not in catalogue(tiny, {}, base="https://server.example/")
