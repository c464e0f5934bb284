"""Quads: statements with their source, plain facts, and beliefs that no plain query returns."""

from dataclasses import replace

import rdflib

from graph_builder.graph.exports import EXPORTS, jsonld, ontology_turtle, trig, turtle
from graph_builder.graph.rdf import dataset, nquads, quads
from graph_builder.graph.shapes import shapes_turtle
from graph_builder.graph.sparql import ask
from graph_builder.graph.vocabulary import CLASSES, PROPERTIES, prefixes
from graph_builder.model.relations import RELATIONS
from graph_builder.model.statements import is_plain
from graph_builder.model.things import BLOCKS
from graph_builder.pipeline import load

KINDS = " ".join(f"kgo:{kind}" for kind in (*BLOCKS.values(), "Sense"))
THINGS = f"?s ?p ?o . VALUES ?sk {{ {KINDS} }} ?s a ?sk . VALUES ?ok {{ {KINDS} }} ?o a ?ok"


def _ids(answer, column=0):
    return [row[column].value.rsplit("/", 1)[-1] for row in answer.rows]


def test_every_statement_is_a_node_with_exactly_one_subject_relation_object_and_a_source(tiny):
    answer = ask(
        tiny,
        """SELECT ?st (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?p) AS ?np) (COUNT(DISTINCT ?o) AS ?no)
           WHERE { ?st a kgo:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; dcterms:source ?src .
                   ?src a kgo:Passage } GROUP BY ?st""",
    )
    assert sorted(s.id for s in tiny.statements) == sorted(_ids(answer))
    assert {("1", "1", "1")} == {tuple(cell.value for cell in row[1:]) for row in answer.rows}


def test_a_naive_query_returns_plain_facts_and_never_a_belief(tiny):
    plain = {(s.subject, s.object) for s in tiny.statements if is_plain(s)}
    answer = ask(tiny, f"SELECT DISTINCT ?s ?o {{ {THINGS} }}")
    assert plain == set(zip(_ids(answer, 0), _ids(answer, 1), strict=True))
    assert ("foreign-trade", "full-recognition") not in plain
    assert ("stalin-1925", "war-of-intervention") not in plain


def test_beliefs_are_in_the_named_graph_of_their_outlook(tiny):
    answer = ask(tiny, "SELECT ?s { GRAPH ?g { ?s kgo:promotes ?o } ?g kgo:graphOf kg:integrationists-1921 }")
    assert ["foreign-trade"] == _ids(answer)


def test_what_is_denied_is_in_no_graph_as_an_edge(tiny):
    assert ask(tiny, "ASK { ?s kgo:believes kg:prolonged-respite }").yes is False
    assert ask(tiny, "ASK { GRAPH ?g { ?s kgo:believes kg:prolonged-respite } }").yes is False
    assert ask(tiny, "ASK { ?st rdf:object kg:prolonged-respite ; kgo:negated true }").yes is True


def test_there_are_no_blank_nodes(tiny):
    assert not any(part.startswith("_:") for quad in quads(tiny) for part in quad)


def test_every_format_holds_the_same_quads(tiny):
    def parsed(data, format_):
        graph = rdflib.Dataset(default_union=False)
        graph.parse(data=data, format=format_)
        default = {"urn:x-rdflib:default", "None"}
        name = {g: None if str(getattr(g, "identifier", g)) in default else str(g) for *_, g in graph.quads()}
        return {(s, p, o, name[g]) for s, p, o, g in graph.quads()}

    expected = parsed(nquads(tiny), "nquads")
    assert nquads(tiny).count("\n") == len(expected)
    assert expected == parsed(trig(tiny), "trig")
    assert expected == parsed(jsonld(tiny), "json-ld")
    assert {quad for quad in expected if quad[3] is None} == parsed(turtle(tiny), "turtle")


def test_the_rdflib_dataset_is_the_same_and_its_default_graph_is_not_the_union(tiny):
    made = dataset(tiny)
    assert nquads(tiny).count("\n") == len(list(made.quads()))
    kg = prefixes(tiny.settings)["kg"]
    kgo = rdflib.Namespace(prefixes(tiny.settings)["kgo"])
    assert (rdflib.URIRef(kg + "foreign-trade"), kgo.promotes, None) not in made.default_graph


def test_statement_ids_do_not_depend_on_the_order_of_lines(tiny, tiny_copy):
    folder = tiny_copy
    facts = folder / "facts" / "facts.yaml"
    lines = facts.read_text("utf-8").splitlines(keepends=True)
    trotsky = next(i for i, line in enumerate(lines) if "trotsky supports" in line)
    lines[trotsky], lines[trotsky + 1] = lines[trotsky + 1], lines[trotsky]
    facts.write_text("".join(lines), "utf-8")
    before, after = set(nquads(tiny).splitlines()), set(nquads(load(folder)).splitlines())
    assert 4 == len(before ^ after)
    assert all("#position>" in line for line in before ^ after), "only the order itself is told otherwise"


def test_a_note_can_be_reworded_without_a_new_id(tiny, tiny_copy):
    folder = tiny_copy
    facts = folder / "facts" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("and others", "and some others"), "utf-8")
    assert {s.id for s in tiny.statements} == {s.id for s in load(folder).statements}


def test_the_vocabulary_describes_every_relation_and_every_own_term_that_is_used(tiny):
    graph = rdflib.Graph().parse(data=ontology_turtle(tiny), format="turtle")
    kgo = prefixes(tiny.settings)["kgo"]
    defined = {str(s)[len(kgo) :] for s in graph.subjects(rdflib.SKOS.definition) if str(s).startswith(kgo)}
    assert len(RELATIONS) + len(CLASSES) + len(PROPERTIES) == len(defined)
    used = {part[1:-1] for quad in quads(tiny) for part in quad if part.startswith(f"<{kgo}")}
    assert {name[len(kgo) :] for name in used} <= defined


def test_the_graph_conforms_to_its_shapes_and_a_broken_one_does_not(tiny):
    import pyshacl

    shapes = rdflib.Graph().parse(data=shapes_turtle(tiny.settings), format="turtle")
    data = rdflib.Graph().parse(data=turtle(tiny), format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text
    kg, kgo = (rdflib.Namespace(prefixes(tiny.settings)[p]) for p in ("kg", "kgo"))
    data.add((kg["ninth-party-congress-1920"], kgo.supports, kg.lenin))
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert "supports: the subject is of a kind that does not fit" in text


def test_the_shapes_look_at_statements_that_are_no_plain_edges_too(tiny):
    import pyshacl

    shapes = rdflib.Graph().parse(data=shapes_turtle(tiny.settings), format="turtle")
    data = rdflib.Graph().parse(data=turtle(tiny), format="turtle")
    kg = rdflib.Namespace(prefixes(tiny.settings)["kg"])
    war = next(data.subjects(rdflib.RDF.object, kg["war-of-intervention"]))
    data.set((war, rdflib.RDF.object, kg["ninth-party-congress-1920"]))
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert "expects: the object is of a kind that does not fit" in text


def test_every_export_is_made_of_the_same_bytes_twice(tiny):
    assert {n: make(tiny) for n, (_, make) in EXPORTS.items()} == {n: make(tiny) for n, (_, make) in EXPORTS.items()}


def test_an_owl_reader_sees_every_term_as_a_class_or_a_property_of_one_sort(tiny):
    graph = rdflib.Graph().parse(data=ontology_turtle(tiny), format="turtle")
    owl, kgo = rdflib.OWL, rdflib.Namespace(prefixes(tiny.settings)["kgo"])
    sorts = (owl.Class, owl.ObjectProperty, owl.DatatypeProperty, owl.AnnotationProperty)
    for name in (*(p.name for p in PROPERTIES), *(c.name for c in CLASSES), "promotes"):
        assert 1 == sum((kgo[name], rdflib.RDF.type, sort) in graph for sort in sorts), name
    used = {(p[1:-1], o.startswith("<")) for _, p, o, _ in quads(tiny) if p.startswith(f"<{kgo}")}
    annotations = set(graph.subjects(rdflib.RDF.type, owl.AnnotationProperty))
    for name, linked in used:
        sort = owl.ObjectProperty if linked else owl.DatatypeProperty
        assert rdflib.URIRef(name) in annotations or (rdflib.URIRef(name), rdflib.RDF.type, sort) in graph, name


def test_only_the_relations_for_which_the_design_says_so_are_sub_properties(tiny):
    graph = rdflib.Graph().parse(data=ontology_turtle(tiny), format="turtle")
    narrower = {str(s).rpartition("#")[2] for s in graph.subjects(rdflib.RDFS.subPropertyOf)}
    assert {"memberOf", "partOf", "holdsOffice", "officeOf", "about", "fallsUnder"} == narrower


def test_terms_whose_values_are_things_never_have_a_text_as_value(tiny):
    dcterms = "<http://purl.org/dc/terms/"
    things = {f"{dcterms}{name}>" for name in ("creator", "publisher", "license", "isPartOf", "source")}
    assert [] == [quad for quad in quads(tiny) if quad.predicate in things and not quad.object.startswith("<")]


def test_a_prefix_that_makes_that_of_another_vocabulary_leaves_the_graph_its_own(tiny):
    settings = replace(tiny.settings, prefix="sd")
    assert prefixes(settings)["sdo"] == tiny.settings.base + "ontology#"
    shapes = rdflib.Graph().parse(data=shapes_turtle(settings), format="turtle")
    assert rdflib.URIRef(tiny.settings.base + "ontology#Statement") in set(shapes.objects())


def test_old_style_keeps_the_printed_day_without_the_datatype_of_a_calendar_that_has_it_not(tiny_copy):
    facts = tiny_copy / "facts" / "facts.yaml"
    dated = facts.read_text("utf-8").replace("{at: ninth-party-congress-1920}", "{when: 25 October 1917 (Old Style)}")
    facts.write_text(dated, "utf-8")
    query = "SELECT ?e ?d { ?s kgo:calendar 'julian' ; kgo:edtf ?e ; sem:hasEarliestBeginTimeStamp ?d }"
    answer = ask(load(tiny_copy), query)
    assert [("1917-10-25", "1917-11-07")] == [(e.value, d.value) for e, d in answer.rows]
    assert answer.rows[0][0].datatype.value.endswith("#string")
