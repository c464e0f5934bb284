"""The parts go into stores by the stores' own bulk loaders, and arrive as the quads of graph.nq."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from divided import DATA, ROOT

from graph_builder.graph.rdf import nquads
from graph_builder.parts.edges import shelf_of
from graph_builder.parts.library import assemble
from graph_builder.pipeline import load

sys.path += [str(ROOT / "tests" / "graph"), str(ROOT / "tests" / "benchmarks")]
from servers import PASSWORD, VIRTUOSO, Server, virtuoso
from worlds import write_world

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
ISQL = shutil.which("isql-vt") or shutil.which("isql")
STATEMENTS, PER_FILE = 300, 50
"""Those of the synthetic world, and in each of its files: many parts, as a library has them."""


@pytest.fixture(scope="module", params=["real", "synthetic"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "real":
        return DATA
    folder = tmp_path_factory.mktemp("synthetic") / "data"
    write_world(folder, STATEMENTS, per_file=PER_FILE)
    return folder


@pytest.fixture(scope="module")
def parts(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "parts"
    assemble(data, folder)
    return folder


@pytest.fixture(scope="module")
def wanted(data: Path) -> tuple[int, int]:
    """How many quads graph.nq has in the default graph, and in named graphs."""
    graphs = [quad.graph_name for quad in pyoxigraph.parse(nquads(load(data)), format=pyoxigraph.RdfFormat.N_QUADS)]
    default = sum(isinstance(graph, pyoxigraph.DefaultGraph) for graph in graphs)
    return default, len(graphs) - default


def test_oxigraph_loads_the_parts(parts: Path, wanted: tuple[int, int], tmp_path: Path):
    files = [str(path) for path in sorted(parts.glob("part-*.nq.gz"))]
    command = [str(OXIGRAPH), "load", "--location", str(tmp_path / "store"), "--file", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert 0 == done.returncode, done.stderr
    store = pyoxigraph.Store.read_only(str(tmp_path / "store"))
    default = sum(1 for _ in store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()))
    assert wanted == (default, len(store) - default)


@pytest.fixture(scope="module")
def a_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server with an empty database, and its folder, from which alone it loads files."""
    if not (VIRTUOSO and ISQL):
        pytest.skip("needs virtuoso-opensource")
    folder = tmp_path_factory.mktemp("virtuoso")
    with virtuoso(folder) as server:
        yield server, folder


def ordered(folder: Path, orders: str) -> str:
    """What Virtuoso's own client says to these orders in SQL."""
    port = re.search(r"^ServerPort = 127\.0\.0\.1:(\d+)$", (folder / "virtuoso.ini").read_text("utf-8"), re.MULTILINE)
    assert port is not None
    command = [str(ISQL), port[1], "dba", PASSWORD, f"exec={orders}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_virtuoso_loads_the_parts(parts: Path, wanted: tuple[int, int], a_virtuoso: tuple[Server, Path]):
    server, folder = a_virtuoso
    place, base = parts.parent.name, shelf_of(parts).base
    shutil.copytree(parts, folder / place)
    ordered(folder, f"ld_dir('{place}', 'part-*.nq.gz', '{base}'); rdf_loader_run(); checkpoint;")
    left = "SELECT ll_file, ll_error FROM DB.DBA.LOAD_LIST WHERE ll_state <> 2 OR ll_error IS NOT NULL;"
    assert "0 Rows." in ordered(folder, left)

    def count(pattern: str) -> int:
        query = {"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "format": "application/sparql-results+json"}
        reply = httpx.get(server.query, params=query, timeout=60, trust_env=False).raise_for_status()
        return int(reply.json()["results"]["bindings"][0]["n"]["value"])

    default = count(f"GRAPH <{base}> {{ ?s ?p ?o }}")
    assert wanted == (default, count(f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{base}graph/'))"))
