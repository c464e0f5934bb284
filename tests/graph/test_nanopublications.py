"""Nanopublications: well-formed by the guidelines, complete, and never louder than the text."""

from collections import defaultdict
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from graph_builder.errors import GraphBuilderError
from graph_builder.graph.exports import nanopublications_trig
from graph_builder.graph.nanopublications import SCHEMA
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.statements import is_plain
from graph_builder.pipeline import build, load
from graph_builder.views.complete import check_complete

NP = rdflib.Namespace(SCHEMA)
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def book():
    return load(DATA)


def by_graph(text):
    """The triples of each named graph, read by Oxigraph; "" for the default graph."""
    found = defaultdict(set)
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG):
        name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else quad.graph_name.value
        found[name].add((str(quad.subject), str(quad.predicate), str(quad.object)))
    return found


def test_each_is_well_formed_by_the_rules_of_the_guidelines(tiny):
    """One head with one nanopublication, which names three other graphs; none empty; all triples in the four."""
    graph = rdflib.Dataset()
    graph.parse(data=nanopublications_trig(tiny), format="trig")
    held = {str(context.identifier): context for context in graph.graphs() if len(context)}
    assert "urn:x-rdflib:default" not in held
    found = list(graph.quads((None, rdflib.RDF.type, NP.Nanopublication, None)))
    assert len(tiny.statements) == len(found)
    claimed = []
    for address, _, _, head in found:
        parts = [list(held[str(head)].objects(address, by)) for by in
                 (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)]  # fmt: skip
        assert [1, 1, 1] == [len(part) for part in parts]
        assertion, provenance, pubinfo = (part[0] for part in parts)
        graphs = {str(name) for name in (head, assertion, provenance, pubinfo)}
        assert 4 == len(graphs)
        assert all(len(held[name]) and name.startswith(f"{address}/") for name in graphs)
        assert 4 == len(held[str(head)])
        assert (assertion, None, None) in held[str(provenance)]
        assert (address, None, None) in held[str(pubinfo)]
        claimed += graphs
    assert sorted(held) == sorted(claimed)


def test_the_assertion_states_a_claim_as_a_plain_edge_only_where_it_is_a_plain_fact(book):
    graphs, kg, kgo = by_graph(nanopublications_trig(book)), *(prefixes(book.settings)[p] for p in ("kg", "kgo"))
    for s in book.statements:
        assertion = graphs[f"{kg}nanopublication/{s.id}/assertion"]
        node = f"<{kg}{s.id}>"
        said = {p: o for subject, p, o in assertion if subject == node}
        ends = tuple(said[f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{end}>"]
                     for end in ("subject", "predicate", "object"))  # fmt: skip
        assert is_plain(s) == (ends in assertion), s.id
        assert s.negated == (f"<{kgo}negated>" in said)
        assert bool(s.by or s.view) == (f"<{kgo}heldBy>" in said)
        edges = {t for t in assertion if t[0].startswith(f"<{kg}") and t[0] not in (node, f"<{kg}{s.id}-figure>")}
        assert edges == ({ends} if is_plain(s) else set()), s.id


def test_provenance_tells_passage_book_voice_and_hedge_and_pubinfo_curators_and_licence(book):
    graphs, kg, kgo = by_graph(nanopublications_trig(book)), *(prefixes(book.settings)[p] for p in ("kg", "kgo"))
    hedged = [s for s in book.statements if s.hedge]
    assert hedged
    for s in book.statements:
        at = f"{kg}nanopublication/{s.id}"
        said = {(p.rpartition("#")[2].rpartition("/")[2][:-1], o) for subject, p, o in graphs[f"{at}/provenance"]
                if subject == f"<{at}/assertion>"}  # fmt: skip
        assert {("wasDerivedFrom", f"<{kg}{s.locator.id}>"), ("hadPrimarySource", f"<{kg}{s.locator.source}>")} <= said
        assert 1 == sum(name == "voice" for name, _ in said)
        assert bool(s.hedge) == any(name == "hedge" for name, _ in said)
        assert (
            f"<{kg}{s.locator.id}>",
            f"<{kgo}page>",
            f'"{s.locator.page}"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ) in graphs[f"{at}/provenance"]
        about = {p.rpartition("/")[2][:-1] for _, p, _ in graphs[f"{at}/pubinfo"]}
        assert {"creator", "license"} <= about
        assert not {"created", "generatedAtTime"} & about


def test_what_the_curator_adds_from_outside_is_never_in_an_assertion(book):
    note = "http://www.w3.org/2004/02/skos/core#editorialNote"
    held = {name.rpartition("/")[2] for name, triples in by_graph(nanopublications_trig(book)).items()
            if any(p == f"<{note}>" for _, p, _ in triples)}  # fmt: skip
    assert {"pubinfo"} == held


def test_the_same_facts_give_the_same_bytes(tiny):
    assert nanopublications_trig(tiny) == nanopublications_trig(tiny)


@pytest.mark.parametrize("name", ["nanopublications.trig", "graph-rdf12.nq"])
def test_a_build_stops_where_a_statement_is_missing(tiny, name):
    files, lost = build(tiny), tiny.statements[0].id
    lines = [line for line in files[name].splitlines(keepends=True) if lost not in line]
    files[name] = "".join(lines) if name.endswith(".nq") else nanopublications_trig(_without(tiny, lost))
    with pytest.raises(GraphBuilderError, match=rf"{name} lacks 1 of .*{lost}"):
        check_complete(tiny, files)


def _without(book, id_):
    from dataclasses import replace

    return replace(book, statements=tuple(s for s in book.statements if s.id != id_))
