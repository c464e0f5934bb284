"""The explorer beside a plain sigma page of the same things and statements, on synthetic worlds, in one run.

Usage: python tests/benchmarks/explorer.py [--sizes 1000 10000:50000 50000:100000] [--rounds 3] [--keep FOLDER]
       python tests/benchmarks/explorer.py --data data [--rounds 5]

For each size (things:statements), or for the facts of a folder: how large the page is; seconds from navigation to the
first complete drawing, as the explorer opens (an overview), with everything drawn, and of the plain page; the longest
task of the main thread until then; milliseconds a frame while the picture is dragged, the median and the 95th
percentile, and how much of a frame is work of the main thread but for drawing.  "Complete" is measured by reading a
pixel back out of every WebGL canvas, which waits for the rasteriser; without a graphics card that is software and most
of the time.  Absolute times are noise on a shared machine: trust what stands in brackets, the time beside that of the
plain page; the pages take turns.  A page kept in the folder is not made again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worlds import write_world

if TYPE_CHECKING:
    from graph_builder.model.factbook import FactBook

ROOT = Path(__file__).parents[2]
EXPLORER = ROOT / "graph_builder" / "views" / "explorer"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

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

DRAWN = """
(() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    if (window.drawnAt === undefined)
      for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ type: "longtask", buffered: true });
  const wait = () => {
    if (!document.querySelector(".stage[data-scene]")) return requestAnimationFrame(wait);
    requestAnimationFrame(() => requestAnimationFrame(() => { settle(); window.drawnAt = performance.now(); }));
  };
  const settle = () => {
    for (const canvas of document.querySelectorAll(".stage canvas")) {
      const gl = canvas.classList.contains("names") ? null : canvas.getContext("webgl2");
      if (gl) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
  };
  window.settle = settle;
  requestAnimationFrame(wait);
})();
"""

FRAMES = """
([count, wait]) => new Promise((done) => {
  const mouse = document.querySelector(".stage .sigma-mouse");
  const box = mouse.getBoundingClientRect();
  const [x, y] = [box.left + 12, box.bottom - 12];
  const fire = (target, type, i) =>
    target.dispatchEvent(
      new MouseEvent(type, { clientX: x + 6 * i, clientY: y - 4 * i, bubbles: true, cancelable: true }));
  const frames = [];
  const begun = performance.now();
  let last = 0;
  const tick = (now) => {
    if (wait) settle();
    if (last) frames.push(now - last);
    last = now;
    if (frames.length >= count || now > begun + 8000) {
      fire(document, "mouseup", count);
      done(frames);
      return;
    }
    fire(document, "mousemove", frames.length + 1);
    requestAnimationFrame(tick);
  };
  fire(mouse, "mousedown", 0);
  requestAnimationFrame(tick);
})
"""


# The rasteriser's part of a frame is left out: nothing is drawn, and nothing read back.
UNDRAWN = """
for (const type of [WebGLRenderingContext, WebGL2RenderingContext])
  for (const name of ["drawArrays", "drawArraysInstanced", "drawElements", "readPixels", "clear"])
    if (name in type.prototype) type.prototype[name] = () => {};
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


def pages(folder: Path, name: str, make: Callable[[], FactBook], script: str, asked: bool = False) -> None:
    """Writes both pages, unless they are there, and tells how many things and statements, and how long Python took.

    Args:
        asked: whether the explorer's page holds the query engine and the quads, too.
    """
    from graph_builder.views.explorer_page import explorer_of
    from graph_builder.views.explorer_payload import explorer_payload

    if (folder / f"plain-{name}.html").exists():
        return
    book = make()
    start = time.process_time()
    made = explorer_payload(book)
    middle = time.process_time()
    text = explorer_of(made, book=book if asked else None)
    end = time.process_time()
    (folder / f"explorer-{name}.html").write_text(text, "utf-8")
    data = {
        "nodes": [[n["id"], n["label"], n["x"], n["y"], 2 + n["degree"] ** 0.5] for n in made["nodes"]],
        "edges": [[e["from"], e["to"]] for e in made["edges"]],
    }
    page = PAGE.format(data=json.dumps(data).replace("<", "\\u003c"), script=script)
    (folder / f"plain-{name}.html").write_text(page, "utf-8")
    print(
        f"{len(made['nodes']):,} things, {len(made['edges']):,} statements: {len(text.encode()) / 1e6:.1f} MB; Python "
        f"{middle - start:.1f} + {end - middle:.1f} s of CPU",
        flush=True,
    )


@dataclass(frozen=True)
class Measured:
    """Seconds to the first complete drawing; milliseconds: its longest task, each frame, the main thread a frame."""

    first: float
    longest: float
    frames: list[float]
    work: float


def measure(browser: Any, address: str) -> Measured:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.add_init_script(DRAWN)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.drawnAt !== undefined")
    first = page.evaluate("window.drawnAt") / 1000
    longest = page.evaluate("window.longest")
    frames = page.evaluate(FRAMES, [40, True])
    spy = context.new_cdp_session(page)
    spy.send("Performance.enable")
    page.evaluate(UNDRAWN)
    before = tasks(spy)
    drawn = page.evaluate(FRAMES, [40, False])
    work = (tasks(spy) - before) * 1000 / max(1, len(drawn))
    context.close()
    return Measured(first, longest, frames, work)


def tasks(spy: Any) -> float:
    """Seconds that the main thread has worked."""
    metrics = spy.send("Performance.getMetrics")["metrics"]
    return float(next(row["value"] for row in metrics if row["name"] == "TaskDuration"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["1000", "10000:50000", "50000:100000"])
    parser.add_argument("--data", type=Path, help="a folder with facts, instead of synthetic worlds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder to keep the pages in")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    from graph_builder.pipeline import load

    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as play:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        script = plain_script(folder)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        makers = {size: partial(world, size) for size in args.sizes}
        if args.data:
            makers = {args.data.name: partial(load, args.data)}
        for size, make in makers.items():
            name = size.replace(":", "-")
            pages(folder, name, make, script, asked=bool(args.data))
            print(f"{size}:")
            explorer, plain = (folder / f"{page}-{name}.html" for page in ("explorer", "plain"))
            ways = {
                "overview": explorer.as_uri(),
                "everything": explorer.as_uri() + "#all=1",
                "plain sigma": plain.as_uri(),
            }
            taken: dict[str, list[Measured]] = {way: [] for way in ways}
            for _ in range(args.rounds):
                for way, address in ways.items():
                    taken[way].append(measure(browser, address))
            beside = statistics.median(one.first for one in taken["plain sigma"])
            for way, rounds in taken.items():
                first = statistics.median(one.first for one in rounds)
                longest = statistics.median(one.longest for one in rounds)
                work = statistics.median(one.work for one in rounds)
                frames = sorted(ms for one in rounds for ms in one.frames)
                p95 = frames[int(len(frames) * 0.95)] if frames else 0.0
                middle = statistics.median(frames) if frames else 0.0
                print(
                    f"  {way:<12} first drawing {first:6.2f} s ({first / beside:.2f} x plain), longest task "
                    f"{longest:5.0f} ms; frame {middle:6.0f} ms (95 %: {p95:.0f}), main thread {work:5.1f} ms",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
