"""Measures of a library in parts are those that networkx finds in the one network of the same data."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest
from click.testing import CliRunner
from divided import DATA, TINY, divided
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.cli import main
from graph_builder.graph.network import network
from graph_builder.parts.edges import VOICES, Edges, ends_in, read_edges, shelf_of
from graph_builder.parts.library import assemble
from graph_builder.parts.shelf import HEAD
from graph_builder.pipeline import load
from graph_builder.pool import on_processes

np = pytest.importorskip("numpy")
pytest.importorskip("networkit")
from graph_builder.parts.analyse import MEASURES, Group, Ranked, analyse, betweenness, measured, pagerank  # noqa: E402

Graph = Any


@pytest.fixture(scope="module", params=["tiny", "real"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder; the real one in some sixty files."""
    return TINY if request.param == "tiny" else divided(DATA, tmp_path_factory.mktemp("many") / "data")


@pytest.fixture(scope="module")
def parts(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "parts"
    assemble(data, folder)
    return folder


def edges_of(pairs: list[tuple[int, int]]) -> tuple[Edges, Graph]:
    """The same statements as we hold them and as networkx does."""
    names = sorted({f"thing-{end:03}".encode() for pair in pairs for end in pair})
    place = {name: i for i, name in enumerate(names)}
    ends = np.array([[place[f"thing-{end:03}".encode()] for end in pair] for pair in pairs])
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(name.decode() for name in names)
    graph.add_edges_from((f"thing-{s:03}", f"thing-{o:03}") for s, o in pairs)
    return Edges(np.array(names), ends[:, 0], ends[:, 1]), graph


def values(found: list[Any]) -> dict[str, float]:
    return {one.id: one.value for one in found}


def oracle(measure: str, graph: Graph) -> dict[str, float]:
    """What networkx says."""
    if measure == "degree":
        return dict(graph.degree())
    if measure == "pagerank":
        return networkx.pagerank(graph, alpha=0.85, tol=1e-15, max_iter=1000)
    return networkx.betweenness_centrality(networkx.Graph(graph))


def sizes(groups: list[Any]) -> list[int]:
    return [one.size for one in groups]


def weak(graph: Graph) -> list[int]:
    return sorted(map(len, networkx.weakly_connected_components(graph)), reverse=True)


@pytest.mark.parametrize("voices", list(VOICES))
def test_the_parts_give_the_edges_of_the_network(parts: Path, data: Path, voices: str):
    graph = network(load(data), VOICES[voices])
    edges = read_edges(shelf_of(parts), voices, on_processes(2))
    names = [name.decode() for name in edges.names]
    assert sorted(graph) == names
    pairs = sorted((names[s], names[o]) for s, o in zip(edges.subjects, edges.objects, strict=True))
    assert sorted(graph.edges()) == pairs


def test_facts_and_beliefs_share_no_edge_and_together_are_not_more_than_all(parts: Path):
    count = {voices: len(read_edges(shelf_of(parts), voices).subjects) for voices in VOICES}
    assert 0 < count["plain"] < count["plain"] + count["beliefs"] <= count["all"]


@pytest.mark.parametrize("voices", list(VOICES))
@pytest.mark.parametrize("measure", ["degree", "pagerank", "betweenness"])
def test_values_are_those_of_networkx(parts: Path, data: Path, measure: str, voices: str):
    found = analyse(parts, measure, voices, top=0)
    assert pytest.approx(oracle(measure, network(load(data), VOICES[voices])), abs=1e-9) == values(list(found.found))


def test_components_are_those_of_networkx(parts: Path, data: Path):
    found = analyse(parts, "components", "all", top=0)
    assert weak(network(load(data), VOICES["all"])) == sizes(list(found.found))


def test_communities_divide_the_things_no_worse_than_networkx(parts: Path, data: Path):
    graph = networkx.Graph()
    for s, o in network(load(data), VOICES["plain"]).edges():
        weight = graph.get_edge_data(s, o, {"weight": 0})["weight"]
        graph.add_edge(s, o, weight=weight + 1)
    found = analyse(parts, "communities", top=0)
    theirs = networkx.community.louvain_communities(graph, seed=1)
    ours = float(found.how.rpartition("Modularity ")[2].rstrip("."))
    assert len(graph) == sum(sizes(list(found.found)))
    assert networkx.community.modularity(graph, theirs) - 0.03 < ours


pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=40)


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_any_world_has_the_values_that_networkx_finds(pairs: list[tuple[int, int]]):
    edges, graph = edges_of(pairs)
    for measure in ("degree", "pagerank", "betweenness"):
        assert pytest.approx(oracle(measure, graph), abs=1e-9) == values(measured(edges, measure)[2])
    assert weak(graph) == sizes(measured(edges, "components")[2])
    assert len(graph) == sum(sizes(measured(edges, "communities")[2]))


def test_what_has_no_way_out_gives_to_all_alike_in_every_round():
    edges, _ = edges_of([(0, 1)])
    more, found = pagerank(edges, rounds=1)
    rest = (0.15 + 0.85 * 0.5) / 2
    assert " 1 rounds." == more
    assert pytest.approx([rest, rest + 0.85 * 0.5]) == list(found)


def random_world(things: int, statements: int) -> tuple[Edges, Graph]:
    dice = np.random.default_rng(1)
    ends = (things * dice.random((statements, 2)) ** 2).astype(int)
    return edges_of([(int(s), int(o)) for s, o in ends])


def test_betweenness_by_lot_says_so_comes_near_and_is_the_same_twice():
    edges, graph = random_world(300, 900)
    more, found = betweenness(edges, exact=100, pivots=200)
    names = [name.decode() for name in edges.names]
    exact = oracle("betweenness", graph)
    assert f" Estimated from 200 of {len(names)} things, drawn with the seed 1917." == more
    errors = [abs(exact[name] - value) for name, value in zip(names, found, strict=True)]
    assert 0.15 * max(exact.values()) > max(errors) > 0
    assert max(exact, key=exact.__getitem__) == names[int(found.argmax())]
    assert list(found) == list(betweenness(edges, exact=100, pivots=200)[1])


@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_first_are_the_first_of_all_and_among_equals_go_by_name(parts: Path, measure: str):
    everything, some = analyse(parts, measure, top=0), analyse(parts, measure, top=3)
    assert list(everything.found)[:3] == list(some.found)
    assert (everything.of, len(everything.found)) == (some.of, some.of)
    ranked = [one for one in everything.found if isinstance(one, Ranked)]
    assert sorted(ranked, key=lambda one: (-round(one.value * some.things, 9), one.id)) == ranked


def test_a_group_names_the_best_connected_of_its_things(parts: Path, data: Path):
    graph = network(load(data), VOICES["plain"])
    first = analyse(parts, "components", top=1).found[0]
    assert isinstance(first, Group)
    largest = max(networkx.weakly_connected_components(graph), key=lambda one: (len(one), sorted(one, reverse=True)))
    assert sorted(largest, key=lambda name: (-graph.degree(name), name))[:5] == list(first.named)


def test_a_statement_that_is_cut_by_a_block_is_read_whole(parts: Path, monkeypatch: pytest.MonkeyPatch):
    shelf = shelf_of(parts)
    wanted = [list(ends_in(part, shelf, "all")) for part in shelf.parts]
    monkeypatch.setattr("graph_builder.parts.edges._BLOCK", 37)
    assert wanted == [list(ends_in(part, shelf, "all")) for part in shelf.parts]


def test_a_library_that_states_nothing_has_no_things(world: Callable[[str], Path], tmp_path: Path):
    folder = world("tiny")
    for path in (folder / "facts").iterdir():
        path.unlink()
    (folder / "facts" / "none.yaml").write_text("", "utf-8")
    assemble(folder, tmp_path / "parts")
    for measure in MEASURES:
        found = analyse(tmp_path / "parts", measure, "beliefs")
        assert (0, []) == (found.of, list(found.found))


class TestVerb:
    @staticmethod
    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(main, ["analyse", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    @pytest.fixture
    def tiny_parts(self, tmp_path: Path) -> Path:
        assemble(TINY, tmp_path / "parts")
        return tmp_path / "parts"

    def test_a_table_says_what_was_measured_and_which_statements_count(self, tiny_parts: Path):
        lines = self.run(str(tiny_parts), "--measure", "pagerank", "--top", "2").stdout.splitlines()
        assert lines[0].startswith("PageRank along the statements")
        assert lines[1].startswith("Plain facts only: what the author says himself, undoubted. ")
        assert ["thing", "label", "pagerank"] == lines[3].split()
        assert 2 == len(lines[5:-1])

    def test_every_format_has_the_same_values(self, tiny_parts: Path):
        for measure in MEASURES:
            wanted = analyse(tiny_parts, measure, "all")
            told = json.loads(
                self.run(str(tiny_parts), "--measure", measure, "--voices", "all", "--format", "json").stdout
            )
            text = self.run(str(tiny_parts), "--measure", measure, "--voices", "all", "--format", "csv").stdout
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
            for one, record, row in zip(wanted.found, told["found"], rows, strict=True):
                if isinstance(one, Ranked):
                    assert (one.id, one.value) == (record["id"], record["value"])
                    assert (one.id, one.value) == (row["thing"], float(row[measure]))
                else:
                    assert (one.size, list(one.named)) == (record["size"], record["named"])
                    assert (str(one.size), " ".join(one.named)) == (row["size"], row["with"])

    def test_labels_stand_beside_ids(self, tiny_parts: Path):
        book = load(TINY)
        rows = csv.DictReader(io.StringIO(self.run(str(tiny_parts), "--format", "csv", "--top", "0").stdout))
        named = {row["thing"]: row["label"] for row in rows}
        assert {id_: book.things[id_].label for id_ in named if id_ in book.things} == {
            id_: label for id_, label in named.items() if label
        }

    def test_what_cannot_be_is_one_message(self, tiny_parts: Path, tmp_path: Path):
        (tmp_path / "empty").mkdir()
        for arguments, message in (
            ([str(tmp_path / "nothing")], "there is no folder "),
            ([str(tmp_path / "empty")], "manifest.json; graph-builder assemble writes parts"),
            ([str(tiny_parts), "--measure", "betweenness", "--spark", "local"], "betweenness needs the whole network"),
        ):
            result = self.run(*arguments)
            assert (1, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
            assert message in result.stderr

    @pytest.mark.parametrize("how", ["other", "cut", "gone", "head", "manifest", "no head"])
    def test_a_damaged_part_is_named(self, tiny_parts: Path, how: str):
        part = next(path for path in sorted(tiny_parts.glob("part-*.nq.gz")) if path.name != HEAD)
        manifest = tiny_parts / "manifest.json"
        if how == "other":
            part.write_bytes(gzip.compress(b""))
        elif how == "cut":
            part.write_bytes(part.read_bytes()[:-9])
        elif how == "gone":
            part.unlink()
        elif how == "head":
            part = tiny_parts / "part-head.nq.gz"
            part.write_bytes(b"")
        elif how == "manifest":
            part = manifest
            manifest.write_text("{", "utf-8")
        else:
            part = manifest
            listed = json.loads(manifest.read_text("utf-8"))
            del listed["files"]["part-head.nq.gz"]
            manifest.write_text(json.dumps(listed), "utf-8")
        result = self.run(str(tiny_parts))
        assert (1, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
        assert part.as_posix() in result.stderr
