"""The network keeps every statement; projections leave out what they say; files can be read back."""

import csv
import io
import json
from xml.etree import ElementTree

import networkx

from graph_builder.graph.exports import gexf, graphml, node_link, statements_csv, things_csv
from graph_builder.graph.network import PROJECTIONS, network, outlook
from graph_builder.model.statements import is_plain
from graph_builder.model.wording import sentence


def test_every_statement_is_an_edge_under_its_own_id(tiny):
    assert sorted(s.id for s in tiny.statements) == sorted(key for _, _, key in network(tiny).edges(keys=True))


def test_an_edge_carries_voice_qualifiers_and_sentence(tiny):
    edges = {v: data for _, v, data in network(tiny).edges(data=True)}
    war = edges["war-of-intervention"]
    assert ("outlook", "probable", "In all probability", False) == (
        war["voice"], war["confidence"], war["quote"], war["plain"],
    )  # fmt: skip


def test_the_facts_projection_holds_plain_facts_only(tiny):
    facts = network(tiny, PROJECTIONS["facts"])
    assert {s.id for s in tiny.statements if is_plain(s)} == {key for _, _, key in facts.edges(keys=True)}


def test_the_projection_of_an_outlook_holds_what_stands_in_it(tiny):
    edges = network(tiny, outlook("stalin-1925")).edges(keys=True)
    assert {"prolonged-respite", "war-of-intervention"} == {target for _, target, _ in edges}


def test_the_actors_projection_holds_persons_groups_and_states_only(tiny):
    graph = network(tiny, PROJECTIONS["actors"])
    assert all(data["kind"] in ("Person", "Group", "State") for _, data in graph.nodes(data=True))


def test_graphml_gexf_and_node_link_json_can_be_read_back(tiny):
    graph = network(tiny)
    again = networkx.node_link_graph(json.loads(node_link(tiny)), edges="edges")
    assert set(graph.edges(keys=True)) == set(again.edges(keys=True))
    assert graph.number_of_edges() == networkx.parse_graphml(graphml(tiny), force_multigraph=True).number_of_edges()
    read = networkx.read_gexf(io.BytesIO(gexf(tiny).encode()))
    assert graph.number_of_edges() == read.number_of_edges()


def test_gexf_has_dates_that_gephi_reads_and_no_time_of_its_making(tiny):
    text = gexf(tiny)
    assert "lastmodifieddate" not in text
    space = {"g": "http://www.gexf.net/1.2draft"}
    graph = ElementTree.fromstring(text).find("g:graph", space)
    assert {"defaultedgetype", "mode", "timeformat"} == set(graph.keys())
    assert ("dynamic", "date") == (graph.get("mode"), graph.get("timeformat"))
    congress = next(n for n in graph.iterfind(".//g:node", space) if n.get("id") == "ninth-party-congress-1920")
    assert ("1920-09-01", "1920-09-30") == (congress.get("start"), congress.get("end"))


def test_the_csv_has_a_row_with_a_sentence_for_each_statement_and_each_thing(tiny):
    rows = list(csv.DictReader(io.StringIO(statements_csv(tiny), newline="")))
    assert [(s.id, sentence(s, tiny)) for s in tiny.statements] == [(r["id"], r["sentence"]) for r in rows]
    assert list(tiny.things) == [r["id"] for r in csv.DictReader(io.StringIO(things_csv(tiny), newline=""))]


def test_a_cell_that_a_spreadsheet_would_run_is_defused(tiny_copy):
    from graph_builder.pipeline import load

    folder = tiny_copy
    facts = folder / "facts" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("note: and others", 'note: "=HYPERLINK(1)"'), "utf-8")
    rows = csv.DictReader(io.StringIO(statements_csv(load(folder)), newline=""))
    assert {"", "'=HYPERLINK(1)"} == {row["note"] for row in rows}
