"""The pages that tests/benchmarks/explorer.py measures: ours, plain sigma and pyvis as it comes, of the same data."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worlds import write_world

if TYPE_CHECKING:
    from graph_builder.model.factbook import FactBook

ROOT = Path(__file__).parents[2]
EXPLORER = ROOT / "graph_builder" / "views" / "explorer"
TIMES = "python.json"

PLAIN = """
import Graph from "graphology";
import Sigma from "sigma";
const data = JSON.parse(document.getElementById("data").textContent);
const graph = new Graph({ multi: true, type: "directed" });
for (const [id, label, x, y, size] of data.nodes) graph.addNode(id, { label, x, y: -y, size, color: "#0072b2" });
data.edges.forEach(([from, to], i) => graph.addDirectedEdgeWithKey(i, from, to, { size: 1.2, type: "arrow" }));
new Sigma(graph, document.getElementById("stage"));
document.getElementById("stage").dataset.scene = "plain";
"""

PAGE = """<!doctype html><meta charset="utf-8"><title>plain</title>
<style>html, body, #stage {{ height: 100%; margin: 0; }}</style><div id="stage" class="stage"></div>
<script type="application/json" id="data">{data}</script><script>{script}</script>
"""


def plain_script(folder: Path) -> str:
    """Sigma and graphology with nothing but their defaults, bundled."""
    sys.path.append(str(ROOT))
    from hatch_build import install, node_and_npm

    install()
    (folder / "plain.js").write_text(PLAIN, "utf-8")
    modules = EXPLORER / "node_modules"
    options = {
        "entryPoints": [str(folder / "plain.js")], "outfile": str(folder / "out.js"), "bundle": True, "minify": True,
        "format": "iife", "target": ["es2022"], "nodePaths": [str(modules)],
    }  # fmt: skip
    command = f"require({json.dumps(str(modules / 'esbuild'))}).buildSync({json.dumps(options)})"
    subprocess.run([node_and_npm()[0], "-e", command], check=True)
    return (folder / "out.js").read_text("utf-8").replace("</script", "<\\/script")


def world(size: str) -> FactBook:
    """A synthetic world of so many things, or things:statements."""
    from graph_builder.pipeline import check_folder

    things, _, statements = size.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        write_world(Path(folder), int(statements or int(things) * 20 // 12), things=int(things))
        book = check_folder(Path(folder)).book
    assert book is not None
    return book


def make_pages(folder: Path, make: Callable[[], FactBook], script: str) -> dict[str, float]:
    """Writes every page of a book into a folder, unless they are there; seconds of CPU that Python took, by page.

    The picture's layout is worked out once for explorer.html and graph.html, as in `graph-builder build`.
    """
    if (folder / TIMES).exists():
        return dict(json.loads((folder / TIMES).read_text("utf-8")))
    from graph_builder.model.coverage import coverage
    from graph_builder.views import layout as layouts
    from graph_builder.views import payload as payloads
    from graph_builder.views.coverage_page import coverage_page
    from graph_builder.views.explorer_page import explorer_of
    from graph_builder.views.explorer_payload import explorer_payload
    from graph_builder.views.network_page import page_of
    from graph_builder.views.ontology_page import ontology_page

    folder.mkdir(parents=True, exist_ok=True)
    times: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        done = work()
        times[name] = time.process_time() - start
        return done

    book = make()
    payloads.layout = lambda *args: timed("layout", lambda: layouts.layout(*args))
    made = timed("facts", lambda: payloads.payload(book))
    payloads.layout = layouts.layout
    times["facts"] -= times["layout"]
    pages = {
        "explorer": timed("explorer", lambda: explorer_of(explorer_payload(book, made=made), book=book)),
        "graph": timed("graph", lambda: page_of(made)),
        "coverage": timed("coverage", lambda: coverage_page(book, coverage(book))),
        "ontology": timed("ontology", lambda: ontology_page(book)),
    }
    data = {
        "nodes": [[n["id"], n["label"], n["x"], n["y"], 2 + n["degree"] ** 0.5] for n in made["nodes"]],
        "edges": [[e["from"], e["to"]] for e in made["edges"]],
    }
    pages["sigma"] = PAGE.format(data=json.dumps(data).replace("<", "\\u003c"), script=script)
    pages["pyvis"] = pyvis_page(data)
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    (folder / TIMES).write_text(json.dumps(times), "utf-8")
    return times


def pyvis_page(data: dict[str, list[list[Any]]]) -> str:
    """The page that pyvis writes of nodes and edges: its own template, physics and all."""
    from pyvis.network import Network

    net = Network(directed=True, height="100vh", cdn_resources="in_line")
    net.add_nodes([row[0] for row in data["nodes"]], label=[row[1] for row in data["nodes"]])
    # What add_edges does, which looks through all edges before each.
    net.edges = [{"from": from_, "to": to, "arrows": "to"} for from_, to in data["edges"]]
    return str(net.generate_html())
