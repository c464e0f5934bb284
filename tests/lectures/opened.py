"""Pages of lectures in a real Chromium: from disk, without a network; nothing may be asked for or complained of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from written import TINY_LECTURE, parsed

from graph_builder.lectures.lecture import Lecture

ROOT = Path(__file__).parents[2]
AXE = ROOT / "graph_builder" / "views" / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
Open = Callable[..., Any]


@cache
def tiny_lecture() -> Lecture:
    lecture, problems = parsed(TINY_LECTURE.read_text("utf-8"), "tiny.yaml")
    assert lecture is not None, problems
    return lecture


def opening(browser: Any, folder: Path, ready: str = "html[data-ready]") -> Iterator[Open]:
    """A function that opens a page's text; afterwards nothing may have been asked for, and nothing complained of."""
    heard: list[str] = []
    contexts = []

    def asked(url: str) -> None:
        if not url.startswith((folder.as_uri(), "data:", "about:")):
            heard.append(f"asked for {url}")

    def listen(page: Any) -> None:
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: asked(request.url))

    def open_page(text: str, address: str = "", width: int = 1280, height: int = 720, **more: Any) -> Any:
        file = folder / "page.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **{"reduced_motion": "reduce", **more}
        )
        contexts.append(context)
        context.on("page", listen)
        page = context.new_page()
        page.goto(file.as_uri() + address)
        if more.get("java_script_enabled", True):
            page.wait_for_selector(ready, state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


def faults(page: Any, part: str) -> list[tuple[str, list[str]]]:
    """What axe finds in a part of the page: the rule, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", part)["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


def until(page: Any, script: str) -> None:
    """Waits until it is true; from here, since the policy lets no page evaluate anything later on."""
    for _ in range(200):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {script}")


def waits(page: Any, words: str, selector: str = ".panel") -> None:
    for _ in range(200):
        if words in " ".join(page.locator(selector).all_inner_texts()):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{selector} does not say {words!r}, but {page.locator(selector).all_inner_texts()}")
