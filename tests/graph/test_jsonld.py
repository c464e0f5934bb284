"""JSON-LD is written here; two others read it, and both find exactly the quads of the N-Quads."""

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyld import jsonld as pyld

from graph_builder.graph.exports import jsonld
from graph_builder.graph.rdf import nquads
from graph_builder.pipeline import load

DATA = Path(__file__).parents[2] / "data"
HOSTILE = 'a "quoted" \\ backslash\n</script><img onerror=alert(1)> \u202e é 😀 @id kg:lenin _:b0'


@pytest.fixture(scope="module")
def book():
    return load(DATA)


def of_nquads(text):
    return set(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))


def of_pyld(text):
    options = {"format": "application/n-quads", "documentLoader": None}
    return of_nquads(pyld.to_rdf(json.loads(text), options))


def of_rdflib(text):
    graph = rdflib.Dataset(default_union=False)
    graph.parse(data=text, format="json-ld")
    return of_nquads(graph.serialize(format="nquads").replace(" <urn:x-rdflib:default> .", " ."))


@pytest.mark.parametrize("read", [of_pyld, of_rdflib])
def test_another_implementation_reads_the_same_quads(tiny, read):
    assert of_nquads(nquads(tiny)) == read(jsonld(tiny))


@pytest.mark.parametrize("read", [of_pyld, of_rdflib])
def test_also_those_of_the_whole_book(book, read):
    assert of_nquads(nquads(book)) == read(jsonld(book))


@pytest.mark.parametrize("read", [of_pyld, of_rdflib])
def test_whatever_stands_in_a_text(tiny, read):
    things = {id_: replace(thing, label=HOSTILE, note=HOSTILE) for id_, thing in tiny.things.items()}
    poisoned = replace(tiny, things=things)
    assert of_nquads(nquads(poisoned)) == read(jsonld(poisoned))
