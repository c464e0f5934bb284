"""RDF 1.2: written here, read by Oxigraph; a triple term for each statement, and no fact more."""

import pyoxigraph

from graph_builder.graph.rdf import nquads
from graph_builder.graph.reified import rdf12_nquads
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.statements import is_plain

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def parsed(text):
    return list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))


def store(book):
    made = pyoxigraph.Store()
    made.load(rdf12_nquads(book), format=pyoxigraph.RdfFormat.N_QUADS)
    return made


def asked(book, query):
    heads = "".join(f"PREFIX {p}: <{a}>\n" for p, a in prefixes(book.settings).items())
    return store(book).query(heads + query)


def test_another_implementation_reads_it_and_finds_the_same_quads_and_one_term_for_each_statement(tiny):
    quads = parsed(rdf12_nquads(tiny))
    terms = [quad for quad in quads if isinstance(quad.object, pyoxigraph.Triple)]
    assert {f"{RDF}reifies"} == {quad.predicate.value for quad in terms}
    base = tiny.settings.base
    assert sorted(base + s.id for s in tiny.statements) == sorted(quad.subject.value for quad in terms)
    assert set(parsed(nquads(tiny))) == {quad for quad in quads if quad not in terms}


def test_the_writer_of_another_implementation_gives_it_back(tiny):
    quads = parsed(rdf12_nquads(tiny))
    again = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TRIG)
    assert set(quads) == set(pyoxigraph.parse(again, format=pyoxigraph.RdfFormat.TRIG))


def test_a_query_with_triple_terms_finds_who_says_what(tiny):
    rows = asked(tiny, "SELECT ?st ?s ?o { ?st rdf:reifies <<( ?s kgo:opposes ?o )>> }")
    base = tiny.settings.base
    expected = {(base + s.subject, base + s.object) for s in tiny.statements if s.relation == "opposes"}
    assert expected == {(row["s"].value, row["o"].value) for row in rows}


def test_the_parts_of_a_term_are_those_of_the_statement(tiny):
    query = """SELECT (COUNT(?st) AS ?n) { ?st rdf:reifies ?t ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
               FILTER(SUBJECT(?t) = ?s && PREDICATE(?t) = ?p && OBJECT(?t) = ?o) }"""
    assert [str(len(tiny.statements))] == [row["n"].value for row in asked(tiny, query)]


def test_a_term_is_spoken_of_and_not_asserted(tiny):
    query = """SELECT ?st { ?st rdf:reifies ?t . BIND(SUBJECT(?t) AS ?s) BIND(PREDICATE(?t) AS ?p)
               BIND(OBJECT(?t) AS ?o) FILTER NOT EXISTS { ?s ?p ?o } }"""
    unsaid = {row["st"].value.rpartition("/")[2] for row in asked(tiny, query)}
    assert {s.id for s in tiny.statements if not is_plain(s)} == unsaid


def test_the_same_facts_give_the_same_bytes(tiny):
    assert rdf12_nquads(tiny) == rdf12_nquads(tiny)
