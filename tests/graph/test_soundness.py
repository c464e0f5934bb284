"""What others may conclude from vocabulary, names and shapes: nothing that the text does not say."""

from collections import Counter
from pathlib import Path

import pytest
import rdflib

from graph_builder.graph.exports import gexf, graphml, ontology_turtle, turtle
from graph_builder.graph.shapes import shapes_turtle
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.statements import voice
from graph_builder.pipeline import load

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def real():
    return load(DATA)


def test_no_axiom_makes_a_fact_of_what_is_said_with_the_terms_of_others(tiny):
    """An inverse of dcterms:creator would make every record of a library a plain fact of ours."""
    graph = rdflib.Graph().parse(data=ontology_turtle(tiny), format="turtle")
    kgo = rdflib.Namespace(prefixes(tiny.settings)["kgo"])
    axioms = (rdflib.OWL.inverseOf, rdflib.OWL.equivalentProperty, rdflib.OWL.equivalentClass, rdflib.OWL.sameAs)
    assert [] == [triple for triple in graph if triple[1] in axioms]
    assert rdflib.DCTERMS.creator in set(graph.objects(kgo.issues, rdflib.SKOS.relatedMatch))


def test_a_relation_is_never_aligned_with_a_class_nor_a_hope_with_a_belief(tiny):
    graph = rdflib.Graph().parse(data=ontology_turtle(tiny), format="turtle")
    kgo = rdflib.Namespace(prefixes(tiny.settings)["kgo"])
    matches = (rdflib.SKOS.closeMatch, rdflib.SKOS.relatedMatch, rdflib.RDFS.subPropertyOf)
    for subject in graph.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty):
        for match in matches:
            local = [str(o).rpartition("/")[2].rpartition("#")[2] for o in graph.objects(subject, match)]
            # CIDOC's names begin with the letter and number of the property.
            assert [] == [n for n in local if n[0].isupper() and not n[:2].strip("PJ").isdigit()], subject
    assert [] == [o for n in ("hopesFor", "fears") for o in graph.objects(kgo[n], rdflib.SKOS.closeMatch)]


def test_every_claim_is_a_statement_and_the_vocabulary_says_whose_it_is(tiny):
    graph = rdflib.Graph().parse(data=ontology_turtle(tiny), format="turtle")
    kgo = rdflib.Namespace(prefixes(tiny.settings)["kgo"])
    assert [kgo.Statement] == list(graph.objects(kgo.Claim, rdflib.RDFS.subClassOf))
    top = graph.value(None, rdflib.RDF.type, rdflib.OWL.Ontology)
    for property_ in (rdflib.DCTERMS.title, rdflib.DCTERMS.description, rdflib.DCTERMS.license):
        assert graph.value(top, property_), property_


@pytest.mark.parametrize("world", ["tiny", "real"])
def test_everything_that_is_described_has_a_name_and_no_term_two_definitions(world, request):
    graph = rdflib.Graph().parse(data=turtle(request.getfixturevalue(world)), format="turtle")
    names = (rdflib.RDFS.label, rdflib.SKOS.prefLabel, rdflib.DCTERMS.title)
    assert [] == [s for s in set(graph.subjects()) if not any(graph.value(s, name) for name in names)]
    said = Counter(graph.subjects(rdflib.SKOS.definition))
    assert [] == [term for term, times in said.items() if times > 1]


def test_the_shapes_refuse_a_belief_that_is_called_plain(tiny):
    import pyshacl

    shapes = rdflib.Graph().parse(data=shapes_turtle(tiny.settings), format="turtle")
    kgo = rdflib.Namespace(prefixes(tiny.settings)["kgo"])
    data = rdflib.Graph().parse(data=turtle(tiny), format="turtle")
    belief = next(data.subjects(kgo.voice, rdflib.Literal("outlook")))
    data.set((belief, kgo.plain, rdflib.Literal(True)))
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert "only what the author says himself" in text


@pytest.mark.parametrize("make", [graphml, gexf])
def test_a_program_that_draws_only_labels_shows_whose_voice_an_edge_is(tiny, make):
    text = make(tiny)
    assert "outlook" in map(voice, tiny.statements)
    for name in ("attributed", "outlook"):
        wanted = sum(voice(s) == name for s in tiny.statements)
        assert wanted == text.count(f" ({name})<" if make is graphml else f' ({name})"')
