"""The explorer beside a plain sigma page of the same things and statements, on synthetic worlds, in one run.

Usage: python tests/benchmarks/explorer.py [--sizes 1000 10000 50000] [--rounds 3] [--keep FOLDER]

For each size (things): how large the page is; seconds from navigation to the first complete drawing, as the explorer
opens (an overview), with everything drawn, and of the plain page; milliseconds a frame while the picture is dragged,
the median and the 95th percentile.  "Complete" is measured by reading a pixel back out of every WebGL canvas, which
waits for the rasteriser; without a graphics card that is software and most of the time.  Absolute times are noise on a
shared machine: trust what stands in brackets, the time beside that of the plain page; the pages take turns.
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
from pathlib import Path
from typing import Any

from worlds import write_world

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
(count) => new Promise((done) => {
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
    settle();
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


def pages(folder: Path, things: int, script: str) -> dict[str, Any]:
    """Writes both pages; how many things and statements, and how long Python took."""
    from graph_builder.pipeline import check_folder
    from graph_builder.views.explorer_page import explorer_of
    from graph_builder.views.explorer_payload import explorer_payload

    with tempfile.TemporaryDirectory() as world:
        write_world(Path(world), things * 20 // 12)
        book = check_folder(Path(world)).book
    assert book is not None
    start = time.process_time()
    made = explorer_payload(book)
    middle = time.process_time()
    text = explorer_of(made)
    end = time.process_time()
    (folder / f"explorer-{things}.html").write_text(text, "utf-8")
    data = {
        "nodes": [[n["id"], n["label"], n["x"], n["y"], 2 + n["degree"] ** 0.5] for n in made["nodes"]],
        "edges": [[e["from"], e["to"]] for e in made["edges"]],
    }
    page = PAGE.format(data=json.dumps(data).replace("<", "\\u003c"), script=script)
    (folder / f"plain-{things}.html").write_text(page, "utf-8")
    return {
        "things": len(made["nodes"]), "statements": len(made["edges"]), "megabytes": len(text.encode()) / 1e6,
        "payload": middle - start, "page": end - middle,
    }  # fmt: skip


def measure(browser: Any, address: str) -> tuple[float, list[float]]:
    """Seconds to the first complete drawing; milliseconds of each frame while the picture is dragged."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.add_init_script(DRAWN)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.drawnAt !== undefined")
    first = page.evaluate("window.drawnAt") / 1000
    frames = page.evaluate(FRAMES, 40)
    context.close()
    return first, frames


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder to keep the pages in")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as play:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        script = plain_script(folder)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for size in args.sizes:
            row = pages(folder, size, script)
            print(
                f"{row['things']:,} things, {row['statements']:,} statements: {row['megabytes']:.1f} MB; Python "
                f"{row['payload']:.1f} + {row['page']:.1f} s of CPU",
                flush=True,
            )
            explorer, plain = (folder / f"{name}-{size}.html" for name in ("explorer", "plain"))
            ways = {
                "overview": explorer.as_uri(),
                "everything": explorer.as_uri() + "#all=1",
                "plain sigma": plain.as_uri(),
            }
            taken: dict[str, list[tuple[float, list[float]]]] = {name: [] for name in ways}
            for _ in range(args.rounds):
                for name, address in ways.items():
                    taken[name].append(measure(browser, address))
            beside = statistics.median(first for first, _ in taken["plain sigma"])
            for name, rounds in taken.items():
                first = statistics.median(one for one, _ in rounds)
                frames = sorted(ms for _, each in rounds for ms in each)
                p95 = frames[int(len(frames) * 0.95)] if frames else 0.0
                middle = statistics.median(frames) if frames else 0.0
                print(
                    f"  {name:<12} first drawing {first:6.2f} s ({first / beside:.2f} x plain); frame {middle:6.0f} ms"
                    f" (95 %: {p95:.0f}), {len(frames)} frames",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
