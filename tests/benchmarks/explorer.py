"""The explorer beside plain sigma and pyvis as it comes, of the same things and statements, in one run.

Usage: python tests/benchmarks/explorer.py [--sizes 1000 10000:50000 50000:100000] [--rounds 3] [--keep FOLDER]
       python tests/benchmarks/explorer.py --data data [--rounds 5]

For each size (things:statements), or for the facts of a folder: what each page of the output costs Python; then for the
explorer as it opens (an overview), the explorer with everything drawn, graph.html, plain sigma and pyvis: megabytes of
the page; seconds from navigation to the first complete drawing; the longest task of the main thread until then and
after it, until nothing more happens; frames a second while the picture is dragged and while it is zoomed; megabytes of
JavaScript's heap.  "Complete" is measured by reading a pixel back out of every WebGL canvas, which waits for the
rasteriser; without a graphics card that is software and most of the time.  Tasks are measured in time of the processor,
so that what else the machine does counts for nothing; seconds and frames are noise on a shared machine: trust what
stands beside plain sigma.  Medians; the pages take turns.  A page kept in the folder is not made again.  A page that
has not drawn after `--patience` seconds is asked no more, nor at larger sizes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from explorer_pages import make_pages, plain_script, world

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

DRAWN = """
(() => {
  const canvases = () => [...document.querySelectorAll(".stage canvas, #stage canvas, #mynetwork canvas")];
  const painted = (canvas) => {
    const pen = canvas.getContext("2d");
    if (!pen || !canvas.width || !canvas.height) return false;
    const small = new OffscreenCanvas(64, 64).getContext("2d");
    small.drawImage(canvas, 0, 0, 64, 64);
    return small.getImageData(0, 0, 64, 64).data.some((value) => value > 0);
  };
  const isThere = () => document.querySelector(".stage[data-scene]")
    || (!document.querySelector(".stage") && canvases().some(painted));
  window.settle = () => {
    for (const canvas of canvases()) {
      if (canvas.classList.contains("names")) continue;
      const gl = canvas.getContext("webgl2");
      if (gl) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
  };
  const wait = () => {
    if (!isThere()) return setTimeout(() => requestAnimationFrame(wait), 15);
    requestAnimationFrame(() => requestAnimationFrame(() => { settle(); window.drawnAt = performance.now(); }));
  };
  requestAnimationFrame(wait);
})();
"""

FRAMES = """
(how) => new Promise((done) => {
  const sigma = document.querySelector(".stage .sigma-mouse");
  const target = sigma ?? document.querySelector(".vis-network canvas");
  const box = target.getBoundingClientRect();
  const [x, y] = [box.left + 12, box.bottom - 12];
  const hand = (type, i) => {
    const more = { clientX: x + 6 * i, clientY: y - 4 * i, bubbles: true, cancelable: true, buttons: 1, pointerId: 1,
      pointerType: "mouse", isPrimary: true };
    if (sigma) (type === "down" ? target : document).dispatchEvent(new MouseEvent(`mouse${type}`, more));
    else target.dispatchEvent(new PointerEvent(`pointer${type}`, more));
  };
  const wheel = (i) => target.dispatchEvent(new WheelEvent("wheel", { deltaY: i % 20 < 10 ? -60 : 60,
    clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true, cancelable: true }));
  const frames = [];
  const begun = performance.now();
  let last = 0;
  if (how === "drag") hand("down", 0);
  const tick = (now) => {
    settle();
    if (last) frames.push(now - last);
    last = now;
    if (frames.length >= 30 || now > begun + 6000) {
      if (how === "drag") hand("up", 30);
      done(frames);
      return;
    }
    if (how === "drag") hand("move", frames.length + 1);
    else wheel(frames.length);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})
"""


@dataclass(frozen=True)
class Measured:
    """Seconds to the first complete drawing; milliseconds: the longest task before and after it, a frame while dragged
    and while zoomed; megabytes of heap."""

    first: float
    before: float
    after: float
    drag: float
    zoom: float
    heap: float


def measure(browser: Any, address: str, patience: float) -> Measured | None:
    """What one opening of a page gives; None if it did not draw in time."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.set_default_timeout(patience * 1000)
        page.add_init_script(DRAWN)
        browser.start_tracing(page=page, categories=["toplevel"])
        try:
            page.goto(address, wait_until="commit")
            page.wait_for_function("() => window.drawnAt !== undefined")
            first = page.evaluate("window.drawnAt") / 1000
            middle = tasks(browser.stop_tracing())
        except Exception as error:
            if "Timeout" not in str(error):
                raise
            browser.stop_tracing()
            return None
        browser.start_tracing(page=page, categories=["toplevel"])
        if page.evaluate("Boolean(document.getElementById('explorer'))"):
            page.wait_for_selector("#explorer[data-ready]")
        page.wait_for_timeout(300)
        after = tasks(browser.stop_tracing())
        drag = page.evaluate(FRAMES, "drag")
        zoom = page.evaluate(FRAMES, "zoom")
        spy = context.new_cdp_session(page)
        spy.send("HeapProfiler.collectGarbage")
        spy.send("Performance.enable")
        metrics = {row["name"]: row["value"] for row in spy.send("Performance.getMetrics")["metrics"]}
        middles = [statistics.median(frames) if frames else float("inf") for frames in (drag, zoom)]
        return Measured(first, middle, after, *middles, metrics["JSHeapUsedSize"] / 1e6)
    finally:
        context.close()


def tasks(trace: bytes) -> float:
    """The longest task of a page's main thread, in milliseconds of the processor."""
    events = json.loads(trace)["traceEvents"]
    mains = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    spent = [e.get("tdur", 0) / 1000 for e in events if e.get("ph") == "X" and (e["pid"], e["tid"]) in mains]
    return max(spent, default=0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["1000", "10000:50000", "50000:100000"])
    parser.add_argument("--data", type=Path, help="a folder with facts, instead of synthetic worlds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=120.0)
    parser.add_argument("--keep", type=Path, help="a folder to keep the pages in")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    from graph_builder.pipeline import load

    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as play:
        root = args.keep or Path(temporary)
        root.mkdir(parents=True, exist_ok=True)
        script = plain_script(root)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        makers = {size: partial(world, size) for size in args.sizes}
        if args.data:
            makers = {args.data.name: partial(load, args.data)}
        given_up: set[str] = set()
        for size, make in makers.items():
            folder = root / size.replace(":", "-")
            times = make_pages(folder, make, script)
            print(f"{size}: {', '.join(f'{name} {seconds:.1f} s' for name, seconds in times.items())} of Python")
            print(f"  {'':<20}     MB  first s  task ms  after  drag/s  zoom/s  heap MB")
            ways = {
                "explorer": folder / "explorer.html", "explorer, everything": folder / "explorer.html",
                "graph.html": folder / "graph.html", "plain sigma": folder / "sigma.html",
                "pyvis": folder / "pyvis.html",
            }  # fmt: skip
            taken: dict[str, list[Measured]] = {way: [] for way in ways if way not in given_up}
            for _ in range(args.rounds):
                for way in [way for way in taken if way not in given_up]:
                    address = ways[way].as_uri() + ("#all=1" if way.endswith("everything") else "")
                    got = measure(browser, address, args.patience)
                    if got:
                        taken[way].append(got)
                    else:
                        given_up.add(way)
            for way, file in ways.items():
                print(row(way, file, taken.get(way, []), args.patience), flush=True)
        browser.close()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")


def row(way: str, file: Path, rounds: Sequence[Measured], patience: float) -> str:
    size = f"  {way:<20} {file.stat().st_size / 1e6:6.1f}"
    if not rounds:
        return f"{size}  nothing drawn after {patience:.0f} s, here or at a smaller size"

    def middle(name: str) -> float:
        return statistics.median(getattr(one, name) for one in rounds)

    return (
        f"{size} {middle('first'):8.2f} {middle('before'):8.0f} {middle('after'):6.0f} {1000 / middle('drag'):7.1f} "
        f"{1000 / middle('zoom'):7.1f} {middle('heap'):8.0f}"
    )


if __name__ == "__main__":
    main()
