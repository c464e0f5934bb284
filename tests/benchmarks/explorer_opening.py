"""Opens one page in a Chromium of its own and measures it: what explorer.py starts, and ends when its time is over.

Usage: python tests/benchmarks/explorer_opening.py ADDRESS PATIENCE

Every stage prints, as one line of JSON, all that is known until then, so that a page which hangs in one stage still
tells of the earlier ones.  A page of which nothing is drawn within PATIENCE seconds tells nothing.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from typing import Any

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


def opening(browser: Any, address: str, patience: float) -> None:
    """Prints what one opening of a page gives, stage by stage.

    Units: `first`, seconds to the first complete drawing; milliseconds: `before` and `after`, the longest task before
    and after it, `drag` and `zoom`, a frame while dragged and while zoomed; `heap`, megabytes.
    """
    known: dict[str, float] = {}

    def tell(**more: float) -> None:
        known.update(more)
        print(json.dumps(known), flush=True)

    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(patience * 1000)
    page.add_init_script(DRAWN)
    browser.start_tracing(page=page, categories=["toplevel"])
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => window.drawnAt !== undefined")
    except Exception as error:
        if "Timeout" not in str(error):
            raise
        return
    tell(first=page.evaluate("window.drawnAt") / 1000)
    tell(before=tasks(browser.stop_tracing()))
    browser.start_tracing(page=page, categories=["toplevel"])
    if page.evaluate("Boolean(document.getElementById('explorer'))"):
        page.wait_for_selector("#explorer[data-ready]")
    page.wait_for_timeout(300)
    tell(after=tasks(browser.stop_tracing()))
    for way in ("drag", "zoom"):
        frames = page.evaluate(FRAMES, way)
        tell(**{way: statistics.median(frames) if frames else float("inf")})
    spy = context.new_cdp_session(page)
    spy.send("HeapProfiler.collectGarbage")
    spy.send("Performance.enable")
    metrics = {row["name"]: row["value"] for row in spy.send("Performance.getMetrics")["metrics"]}
    tell(heap=metrics["JSHeapUsedSize"] / 1e6)


def tasks(trace: bytes) -> float:
    """The longest task of a page's main thread, in milliseconds of the processor."""
    events = json.loads(trace)["traceEvents"]
    mains = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    spent = [e.get("tdur", 0) / 1000 for e in events if e.get("ph") == "X" and (e["pid"], e["tid"]) in mains]
    return max(spent, default=0.0)


def main(address: str, patience: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opening(browser, address, float(patience))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
