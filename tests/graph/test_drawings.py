"""GraphML and GEXF are the bytes that networkx writes."""

import random
import re
from pathlib import Path

import networkx
import pytest
from generated_worlds import SAMPLES

from graph_builder.graph.drawings import gexf_of, graphml_of
from graph_builder.graph.network import network
from graph_builder.pipeline import load

DATA = Path(__file__).parent.parent.parent / "data"


def _graphml(graph):
    return "\n".join(networkx.generate_graphml(graph, named_key_ids=True)) + "\n"


def _gexf(graph):
    return "\n".join(networkx.generate_gexf(graph, version="1.2draft")) + "\n"


def _undated(text):
    return re.sub(r'lastmodifieddate="[^"]*"', "", text)


def _by_chance(seed):
    """A network with hostile texts, attributes that come late, loops, and ends that have no attributes.

    As in ours, edges have an id and a label.
    """
    rng = random.Random(seed)
    graph = networkx.MultiDiGraph(name=rng.choice(SAMPLES))
    nodes = [f"n{i}{rng.choice(SAMPLES)}" for i in range(rng.randrange(1, 9))]
    for node in nodes:
        graph.add_node(node, label=rng.choice(SAMPLES), **_values(rng, ("kind", "start", "type")))
    for i in range(rng.randrange(7)):
        values = {"id": f"e{i}", "label": rng.choice(SAMPLES)} | _values(rng, ("start", "end", "at", "plain", "note"))
        graph.add_edge(rng.choice([*nodes, "bare"]), rng.choice(nodes), key=f"e{i}", **values)
    return graph


def _values(rng, keys):
    chosen = rng.sample(keys, rng.randrange(len(keys) + 1))
    dates = {"start": "1917-01-01", "end": "1917-01-31", "plain": rng.random() < 0.5}
    return {key: dates.get(key, rng.choice([*SAMPLES, "", "\t", "a\n"])) for key in chosen}


@pytest.mark.parametrize("seed", range(60))
def test_any_network_is_written_as_networkx_writes_it(seed):
    graph = _by_chance(seed)
    assert _graphml(graph) == graphml_of(graph)
    graph.graph["mode"] = "dynamic"
    assert _undated(_gexf(graph)) == _undated(gexf_of(graph))


def test_the_real_network_is_written_as_networkx_writes_it(tiny):
    for graph in (network(tiny), network(load(DATA))):
        assert _graphml(graph) == graphml_of(graph)
        assert _undated(_gexf(graph)) == _undated(gexf_of(graph))
