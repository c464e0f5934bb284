"""Fixtures for tests of the explorer: a Chromium that opens it from disk with the network off.

Not a conftest.py: the tests beside this folder import theirs by that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load
from graph_builder.views.explorer_page import explorer_page

ROOT = Path(__file__).parents[3]
AXE = ROOT / "graph_builder" / "views" / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
Explore = Callable[..., Any]


@pytest.fixture(scope="session")
def real() -> FactBook:
    return load(ROOT / "data")


@pytest.fixture(scope="session")
def real_page(real: FactBook) -> str:
    return explorer_page(real)


@pytest.fixture
def explore(browser: Any, tmp_path: Path) -> Iterator[Explore]:
    """Opens a page of the explorer; afterwards nothing may have been asked for, and nothing complained of."""
    heard: list[str] = []
    contexts = []

    def asked(url: str, own: str) -> None:
        if url.split("#")[0] != own and not url.startswith("blob:"):  # a Blob is of the page itself
            heard.append(f"asked for {url}")

    def said(kind: str, text: str) -> None:
        if "GL Driver Message" not in text:  # the software rasteriser, about our own screenshots
            heard.append(f"{kind}: {text}")

    def open_page(page_text: str, hash_: str = "", width: int = 1280, height: int = 720, **more: Any) -> Any:
        file = tmp_path / "explorer.html"
        file.write_text(page_text, encoding="utf-8", newline="\n")
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **{"reduced_motion": "reduce", **more}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said(message.type, message.text))
        page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda other: heard.append(f"popup: {other.url}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: asked(request.url, file.as_uri()))
        page.goto(file.as_uri() + hash_)
        if more.get("java_script_enabled", True):
            page.wait_for_selector("#explorer[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


def drawn(page: Any) -> list[str]:
    """What the picture shows: its mode, how many things, how many statements."""
    page.wait_for_selector(".stage[data-scene]")
    page.wait_for_timeout(100)
    return str(page.get_attribute(".stage", "data-scene")).split()


def shows(page: Any, selector: str, words: str) -> None:
    """Waits until the words stand there: what follows from a step is drawn a moment later."""
    page.wait_for_function("([s, w]) => document.querySelector(s)?.innerText.includes(w)", arg=[selector, words])


def go(page: Any, hash_: str) -> None:
    page.evaluate("hash => { location.hash = hash }", hash_)
    page.wait_for_timeout(60)


def handed(page: Any, label: str) -> tuple[str, bytes]:
    """What Share hands out under this name."""
    if not page.locator("#share").count():
        page.click(".sharing > button")
    with page.expect_download() as waiting:
        page.click(f".exports button:text-is('{label}')")
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def phase(page: Any) -> str:
    page.wait_for_selector(".fault, .answer, .truth", timeout=60_000)
    return str(page.get_attribute(".askview", "data-phase"))


def answered(page: Any) -> str:
    phase(page)
    page.wait_for_timeout(50)
    return str(page.inner_text(".askview"))
