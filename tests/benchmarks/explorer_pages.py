"""The pages that tests/benchmarks/explorer.py measures: ours, plain sigma and pyvis as it comes, of the same data.

Usage: python tests/benchmarks/explorer_pages.py ours|peers SIZE FOLDER

SIZE is things:statements, or a folder with facts.  The peers' pages need what ours leave in the folder.  After each
page the seconds of all until then are printed as one line of JSON: whoever ends this before its time has what was made.
"""

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
DATA, SCRIPT = "data.json", "out.js"

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


def plain_script(folder: Path) -> None:
    """Writes sigma and graphology with nothing but their defaults, bundled, for the folders in this one."""
    sys.path.append(str(ROOT))
    from hatch_build import install, node_and_npm

    install()
    (folder / "plain.js").write_text(PLAIN, "utf-8")
    modules = EXPLORER / "node_modules"
    options = {
        "entryPoints": [str(folder / "plain.js")], "outfile": str(folder / SCRIPT), "bundle": True, "minify": True,
        "format": "iife", "target": ["es2022"], "nodePaths": [str(modules)],
    }  # fmt: skip
    command = f"require({json.dumps(str(modules / 'esbuild'))}).buildSync({json.dumps(options)})"
    subprocess.run([node_and_npm()[0], "-e", command], check=True)


def book_of(size: str) -> FactBook:
    """The facts of a folder, or of a synthetic world of so many things, or things:statements."""
    from graph_builder.pipeline import check_folder, load

    things, _, statements = size.partition(":")
    if not things.isdigit():
        return load(size)
    with tempfile.TemporaryDirectory() as folder:
        write_world(Path(folder), int(statements or int(things) * 20 // 12), things=int(things))
        book = check_folder(Path(folder)).book
    assert book is not None
    return book


class Making:
    """Writes the pages of a folder, and tells the seconds of CPU that each step of that took."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.times: dict[str, float] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def timed(self, name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        done = work()
        self.times[name] = time.process_time() - start
        print(json.dumps(self.times), flush=True)
        return done

    def page(self, name: str, work: Callable[[], str]) -> None:
        """A page that is there is whole: it gets its name at the end."""
        file = self.folder / f"{name}.html"
        if not file.exists():
            half = file.with_suffix(".half")
            half.write_text(self.timed(name, work), "utf-8")
            half.rename(file)


def ours(size: str, folder: Path) -> None:
    """Writes our pages, and what the peers' pages are made of.

    The picture's layout is worked out once for explorer.html and graph.html, as in `graph-builder build`.
    """
    if (folder / "ontology.html").exists():
        return
    from graph_builder.model.coverage import coverage
    from graph_builder.views import layout as layouts
    from graph_builder.views import payload as payloads
    from graph_builder.views.coverage_page import coverage_page
    from graph_builder.views.explorer_page import explorer_of
    from graph_builder.views.explorer_payload import explorer_payload
    from graph_builder.views.network_page import page_of
    from graph_builder.views.ontology_page import ontology_page

    making = Making(folder)
    book = making.timed("check", lambda: book_of(size))
    payloads.layout = lambda *args: making.timed("layout", lambda: layouts.layout(*args))
    made = making.timed("facts", lambda: payloads.payload(book))
    payloads.layout = layouts.layout
    making.times["facts"] -= making.times["layout"]
    nodes = [[n["id"], n["label"], n["x"], n["y"], 2 + n["degree"] ** 0.5] for n in made["nodes"]]
    edges = [[e["from"], e["to"]] for e in made["edges"]]
    (folder / DATA).write_text(json.dumps({"nodes": nodes, "edges": edges}), "utf-8")
    making.page("explorer", lambda: explorer_of(explorer_payload(book, made=made), book=book))
    making.page("graph", lambda: page_of(made))
    making.page("coverage", lambda: coverage_page(book, coverage(book)))
    making.page("ontology", lambda: ontology_page(book))


def peers(_size: str, folder: Path) -> None:
    """Writes the pages of plain sigma and of pyvis."""
    making = Making(folder)
    text = (folder / DATA).read_text("utf-8")
    script = (folder.parent / SCRIPT).read_text("utf-8").replace("</script", "<\\/script")
    making.page("sigma", lambda: PAGE.format(data=text.replace("<", "\\u003c"), script=script))
    making.page("pyvis", lambda: pyvis_page(json.loads(text)))


def pyvis_page(data: dict[str, list[list[Any]]]) -> str:
    """The page that pyvis writes of nodes and edges: its own template, physics and all."""
    from pyvis.network import Network

    net = Network(directed=True, height="100vh", cdn_resources="in_line")
    net.add_nodes([row[0] for row in data["nodes"]], label=[row[1] for row in data["nodes"]])
    # What add_edges does, which looks through all edges before each.
    net.edges = [{"from": from_, "to": to, "arrows": "to"} for from_, to in data["edges"]]
    return str(net.generate_html())


if __name__ == "__main__":
    {"ours": ours, "peers": peers}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
