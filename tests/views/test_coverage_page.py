"""The map of coverage: every statement on it, nothing of the text, and its links lead somewhere; in a real Chromium."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph_builder.model.coverage import coverage
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.views.coverage_page import coverage_page, shade

TEXTS = {
    Locator("jacobson-1994", 19, 2): "Chicherin led the others at the Genoa conference. Marmalade was served twice.",
    Locator("jacobson-1994", 24, 3): "And then?",
}


def page_of(book: FactBook, texts: dict[Locator, str] | None = None) -> str:
    return coverage_page(book, coverage(book, texts))


def test_every_statement_stands_on_the_page_once_with_its_sentence(small: FactBook) -> None:
    held = re.findall(r'data-statement="([^"]*)"', page_of(small))
    assert sorted(s.id for s in small.statements) == sorted(held)


def test_the_same_book_gives_the_same_bytes_in_any_order_of_things(small: FactBook, shuffled: FactBook) -> None:
    again = replace(shuffled, statements=small.statements)
    assert page_of(small, TEXTS).encode() == page_of(again, dict(reversed(TEXTS.items()))).encode()


def test_the_page_has_no_script_and_lets_only_its_own_style_work(small: FactBook) -> None:
    page = page_of(small, TEXTS)
    tags = "".join(re.findall(r"<[^>]*>", page))
    assert not re.search(r"<(script|link|iframe|img|object|embed|base)\b|\s(src|style|on\w+)=", tags)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style
    assert policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    expected = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert expected == policy[1].replace("&#39;", "'")


def test_no_word_of_the_text_is_on_the_page(small: FactBook) -> None:
    assert "armalade" not in page_of(small, TEXTS)


def test_few_words_for_each_statement_make_a_strong_shade(small: FactBook) -> None:
    rows = {row.locator.short: row for row in coverage(small, TEXTS)}
    assert [0, 1] == [shade(rows[at]) for at in ("24 ¶3", "19 ¶2")]
    assert 4 == shade(replace(rows["19 ¶2"], words=4))


@pytest.fixture
def visit(browser: Any, tmp_path: Path, small: FactBook) -> Iterator[Callable[..., Any]]:
    """Opens the page of the small book; afterwards nothing may have been asked for or complained of."""
    heard: list[str] = []
    contexts = []

    def open_page(width: int = 1280, height: int = 720, **more: Any) -> Any:
        file = tmp_path / "coverage.html"
        file.write_text(page_of(small, TEXTS), encoding="utf-8", newline="\n")
        contexts.append(
            browser.new_context(viewport={"width": width, "height": height}, offline=True, **more),
        )
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("request", lambda request: request.url.startswith("file:") or heard.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


def test_a_gap_is_marked_by_word_and_shape_and_a_reason_is_told(visit: Callable[..., Any]) -> None:
    page = visit()
    gap = page.locator("#map td .gap").first
    assert "gap" in gap.inner_text()
    assert "dashed" == gap.evaluate("e => getComputedStyle(e).borderTopStyle")
    assert "19 ¶2, sentence 2" in page.inner_text("#map")
    assert "nothing: a question that only leads over" in page.inner_text("#at-jacobson-1994-p24-3")
    assert page.evaluate("window.hacked") is None


def test_from_the_map_to_the_statements_and_from_there_to_the_graph(visit: Callable[..., Any]) -> None:
    page = visit()
    page.locator("#map td .cell", has_text="1 statement").first.focus()
    page.locator('#map td [href="#at-jacobson-1994-p19-2"]').click()
    article = page.locator("article:target")
    assert "Jacobson 1994, p. 19 ¶2" == article.locator("h3").inner_text()
    assert "sentence 1" in article.locator("li small").inner_text()
    links = [link.get_attribute("href") for link in article.locator("li a").all()]
    assert ["graph.html#node=chicherin", "graph.html#node=genoa-conference-1922"] == links[1:]
    assert links[0].startswith("graph.html#statement=statement-")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen(visit: Callable[..., Any], width: int, height: int, scheme: str) -> None:
    page = visit(width, height, color_scheme=scheme)
    assert width >= page.evaluate("document.documentElement.scrollWidth")
    cell = page.locator("#map td .cell").first.bounding_box()
    assert min(cell["width"], cell["height"]) >= 24
