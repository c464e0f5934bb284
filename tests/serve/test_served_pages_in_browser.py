"""The pages in a real Chromium: no request to elsewhere, no complaint of the browser, at three sizes of window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.serve.running import Server

HOME = "early-soviet-foreign-policy/"
SIZES = {"large": (1440, 900), "laptop": (1280, 720), "phone": (390, 844)}
Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, server: Server) -> Iterator[Visit]:
    """Opens a page of the server; afterwards nothing else may have been asked for, and nothing complained of."""
    heard: list[str] = []
    contexts = []

    def open_page(path: str, size: str = "laptop", **more: Any) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: None if request.url.startswith((server.url, "data:")) else heard.append(request.url),
        )
        page.goto(server.url + path)
        return page

    open_page.heard = heard  # type: ignore[attr-defined]
    yield open_page
    for context in contexts:
        context.close()
    assert [] == heard


def fits(page: Any) -> bool:
    """True if nothing of the page lies to the right of the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path",
    ["", "sparql", HOME + "lenin.html", "search?q=trade", HOME + "jacobson-1994-p19-1.html", "id/type/slogan.html"],
)
def test_a_page_fits_the_window(visit: Visit, path: str, size: str) -> None:
    page = visit(path, size)
    assert page.locator("h1").count() == 1
    assert fits(page)


@pytest.mark.parametrize("path", ["graph.html", "coverage.html", "ontology.html"])
def test_a_built_page_works_under_the_policy_that_it_is_sent_with(visit: Visit, path: str) -> None:
    page = visit(path)
    assert page.locator("h1, h2").count() > 0


def test_a_question_is_chosen_filled_asked_and_answered_with_labels_and_links(visit: Visit) -> None:
    page = visit("sparql")
    page.wait_for_selector("#question option:nth-child(40)", state="attached")
    page.select_option("#question", "who-supported")
    page.wait_for_selector("#answer table")
    assert "VALUES ?issue { kg:red-army-abroad }" in page.input_value("#query")
    assert page.locator("#answer tbody tr").count() > 1
    link = page.locator("#answer td a", has_text="Bukharin").first
    assert f"/{HOME}bukharin" == link.get_attribute("href")
    assert "bukharin" == page.locator("#answer td:has(a:text-is('Bukharin')) small").first.inner_text()
    page.fill("#slots input", "no such thing")
    page.press("#slots input", "Enter")
    page.wait_for_selector("#fault:not([hidden])")
    assert "there is no thing 'no such thing'" in page.inner_text("#fault")
    refused = "error: Failed to load resource: the server responded with a status of 400 (Bad Request)"
    assert {refused} == set(visit.heard)  # type: ignore[attr-defined]
    visit.heard.clear()  # type: ignore[attr-defined]  # Chromium says so of every refusal


def test_a_fault_is_shown_with_its_line_and_the_place_is_selected(visit: Visit) -> None:
    page = visit("sparql")
    page.fill("#query", "SELECT * WHERE {\n  ?s rdfs:label ?o .\n  ?s nowhere:x ?o\n}")
    page.press("#query", "Control+Enter")
    page.wait_for_selector("#fault:not([hidden])")
    assert "Line 3, column 6: the prefix 'nowhere:' is not known" in page.inner_text("#fault")
    assert "3" == page.inner_text("#lines .bad")
    start = page.evaluate("document.getElementById('query').selectionStart")
    assert "nowhere:x" == page.input_value("#query")[start : start + 9]
    visit.heard.clear()  # type: ignore[attr-defined]


def test_texts_in_an_answer_are_never_markup(visit: Visit) -> None:
    page = visit("sparql")
    page.fill("#query", "SELECT ('<img src=x onerror=window.hacked=1>' AS ?x) (<javascript:alert(1)> AS ?y) {}")
    page.click("#run")
    page.wait_for_selector("#answer table")
    assert "<img src=x onerror=window.hacked=1>" in page.inner_text("#answer")
    assert 0 == page.locator("#answer img, #answer a").count()
    assert page.evaluate("window.hacked") is None


def test_truths_graphs_and_empty_answers_are_shown(visit: Visit) -> None:
    page = visit("sparql")
    for query, said in (("ASK {}", "Yes"), ("DESCRIBE kg:lenin", "A graph"), ("SELECT * { <a:a> ?b ?c }", "0 rows")):
        page.fill("#query", query)
        page.click("#run")
        page.wait_for_function("said => document.getElementById('status').textContent.startsWith(said)", arg=said)


def test_an_answer_can_be_kept_as_csv_and_a_query_be_linked_to(visit: Visit) -> None:
    page = visit("sparql")
    page.fill("#query", "SELECT (1 AS ?one) {}")
    with page.expect_download() as kept:
        page.click("#csv")
    assert "one\n1" == kept.value.path().read_text("utf-8").strip().replace("\r", "")
    page.click("#link")
    page.wait_for_selector("#answer table")
    assert "SELECT (1 AS ?one) {}" == page.input_value("#query")


def test_the_editor_works_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("sparql", "phone")
    page.focus("#query")
    page.keyboard.press("Tab")
    assert "run" == page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer table")
    assert fits(page)


def test_the_pages_are_read_without_scripts_too(visit: Visit) -> None:
    page = visit("", java_script_enabled=False)
    page.fill("#find", "chicherin")
    page.press("#find", "Enter")
    page.locator("main li a").first.click()
    assert "Chicherin" in page.inner_text("h1")
