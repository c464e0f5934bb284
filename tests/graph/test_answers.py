"""Answers as Python's values and as text."""

import csv
import datetime
import io
import json
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
import rdflib

from graph_builder.errors import QueryError, UsageError
from graph_builder.graph.answers import FORMATS, answer_from_json, answer_from_triples
from graph_builder.graph.engine import Limits
from graph_builder.graph.sparql import ask
from graph_builder.knowledge_graph import KnowledgeGraph
from graph_builder.views.answer_page import picture_of
from graph_builder.views.answer_text import rendered, statements_in

VALUES = """SELECT ?name ?count ?share ?day ?so ?odd ?none { VALUES (?name ?count ?share ?day ?so ?odd ?none) {
  ("a, \\"b\\"\\nc"@en 3 1.50 "1921-03-16"^^xsd:date true "soon"^^xsd:date UNDEF) } }"""
PEOPLE = "SELECT ?s { ?s a kgo:Person } ORDER BY ?s"
SAID = """SELECT ?statement ?who { ?statement rdf:predicate kgo:opposes ; rdf:subject ?who } ORDER BY ?statement"""


def test_rows_are_dataclasses_with_values_of_python(tiny):
    (row,) = ask(tiny, VALUES).records()
    assert ('a, "b"\nc', 3, Decimal("1.50")) == (row.name, row.count, row.share)
    assert (datetime.date(1921, 3, 16), True, "soon", None) == (row.day, row.so, row.odd, row.none)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_rows_are_a_data_frame(tiny, library):
    found = getattr(ask(tiny, VALUES), f"to_{library}")()
    assert ["name", "count", "share", "day", "so", "odd", "none"] == list(found.columns)
    assert 3 == found["count"][0]
    assert ["s"] == list(getattr(ask(tiny, "SELECT ?s { ?s a <x:none> }"), f"to_{library}")().columns)


def test_columns_that_no_field_can_be_called_get_a_sign(tiny):
    (row,) = ask(tiny, "SELECT ?class ?_x { VALUES (?class ?_x) { (1 2) } }").records()
    assert (1, 2) == (row.class_, row._x_)
    (row,) = ask(tiny, "SELECT ?class ?class_ ?1 { VALUES (?class ?class_ ?1) { (1 2 3) } }").records()
    assert (1, 2, 3) == (row.class_, row.class__, row._1_)


def test_an_answer_shows_itself_in_a_line_and_in_a_notebook_not_without_end(tiny):
    many = ask(tiny, "SELECT ?s ?p { ?s ?p ?o }")
    assert f"<Answer: {len(many.rows):,} rows of s, p>" == repr(many)
    assert f"The first 500 of {len(many.rows):,} rows." in many._repr_html_()
    assert 501 == many._repr_html_().count("<tr>")
    assert "<Answer: yes>" == repr(ask(tiny, "ASK {}"))
    assert "<Answer: 1 triple>" == repr(ask(tiny, "CONSTRUCT { <x:a> <x:b> <x:c> } {}"))


@pytest.mark.parametrize("query", ["ASK {}", "DESCRIBE kg:lenin"])
def test_only_a_select_has_rows(tiny, query):
    with pytest.raises(UsageError, match="SELECT"):
        ask(tiny, query).records()


def test_every_format_of_rows_holds_the_same(tiny):
    answer = ask(tiny, VALUES)
    texts = {format_: rendered(answer, tiny, format_) for format_ in FORMATS if format_ != "turtle"}
    (row,) = csv.DictReader(io.StringIO(texts["csv"], newline=""))
    assert ('a, "b"\nc', "3", "1921-03-16", "") == (row["name"], row["count"], row["day"], row["none"])
    (bound,) = json.loads(texts["json"])["results"]["bindings"]
    assert {"type": "literal", "value": 'a, "b"\nc', "xml:lang": "en"} == bound["name"]
    assert "none" not in bound
    (literal,) = [e for e in ET.fromstring(texts["xml"]).iter() if e.text == "1921-03-16"]
    assert literal.attrib["datatype"].endswith("#date")
    assert '"a, \\"b\\"\\nc"@en\t3\t1.5' in texts["tsv"]
    assert "1921-03-16" in texts["table"]
    assert "1921-03-16" in texts["markdown"]


def test_the_standard_formats_are_read_alike_by_another_library(tiny):
    answer = ask(tiny, VALUES)
    for format_ in ("json", "xml", "tsv"):
        read = rdflib.query.Result.parse(io.BytesIO(rendered(answer, tiny, format_).encode()), format=format_)
        (row,) = read.bindings
        assert rdflib.Literal(3) == row[rdflib.Variable("count")]
        assert rdflib.Literal('a, "b"\nc', lang="en") == row[rdflib.Variable("name")]


def test_a_graph_is_turtle_and_an_rdflib_graph(tiny):
    answer = ask(tiny, "CONSTRUCT { ?s a kgo:Person } { ?s a kgo:Person }")
    assert 3 == len(answer.to_rdflib())
    assert 3 == len(rdflib.Graph().parse(data=rendered(answer, tiny), format="turtle"))


def test_markdown_names_things_and_lists_the_statements_with_pages(tiny):
    text = rendered(ask(tiny, SAID), tiny, "markdown")
    assert "| statement | who |" in text
    assert "[Lenin](<https://example.org/tiny/lenin>)" in text
    assert "Statements:" in text
    assert "p. 19 ¶1](<http" in text.split("Statements:")[1]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "a | b", "[x](javascript:alert(1))", "`x`", "a\n\n# b"]
)
def test_texts_are_no_markup_in_markdown_and_html(tiny, hostile):
    query = f"SELECT ?x {{ BIND({json.dumps(hostile)} AS ?x) }}"
    answer = ask(tiny, query)
    (line,) = rendered(answer, tiny, "markdown").splitlines()[2:]
    assert not any(sign in line.replace("\\" + sign, "") for sign in "<[`#")
    assert 2 == line.replace("\\|", "").count("|")
    assert "<script" not in answer._repr_html_()


def test_the_picture_holds_the_statements_of_the_rows_and_no_other(tiny):
    answer = ask(tiny, SAID)
    page = picture_of(answer, tiny)
    wanted = statements_in(answer, tiny)
    assert wanted
    for statement in tiny.statements:
        assert (f'"id":"{statement.id}"' in page) == (statement.id in wanted)


def test_rows_that_name_nothing_give_no_picture(tiny):
    with pytest.raises(UsageError, match="nothing to draw"):
        picture_of(ask(tiny, "SELECT (1 AS ?x) {}"), tiny)


@pytest.mark.parametrize("raw", [b"", b"<html>", b'{"head":{"vars":["a"]},"results":{"bindings":[', b"[]"])
def test_what_is_no_answer_is_told(raw):
    with pytest.raises(QueryError):
        answer_from_json(raw)


def test_triples_of_an_unknown_type_are_told():
    with pytest.raises(QueryError, match="text/html"):
        answer_from_triples(b"<html>", "text/html")


def test_a_graph_in_the_hand_asks_draws_and_hands_on(tiny):
    graph = KnowledgeGraph(tiny)
    answer = graph.query(PEOPLE, Limits(rows=5))
    assert 3 == len(answer.rows)
    assert "Lenin" in graph.picture(answer)
    assert len(tiny.statements) == graph.to_networkx().number_of_edges()
    assert len(tiny.statements) == len(graph.to_pyvis().edges)
    assert 3 == len(list(graph.to_rdflib().query(PEOPLE)))
    assert "lenin" in graph.around("lenin")
    assert "open=lenin" in str(graph.explorer("lenin"))
    assert "things>" in repr(graph)


def test_an_argument_from_python_may_be_a_number_or_a_date(tiny):
    graph = KnowledgeGraph(tiny)
    assert graph.ask("on-page", page_number="19").rows == graph.ask("on-page", page_number=19).rows
    day = datetime.date(1920, 9, 1)
    assert graph.ask("what-happened", when="1920-09-01").rows == graph.ask("what-happened", when=day).rows
