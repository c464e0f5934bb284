"""Questions and SPARQL in the page, tried with what nobody expects: other slots, misspelt names, strange terms."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from explorer_fixtures import answered, explore, phase, real, real_page, shows

from graph_builder.errors import UsageError
from graph_builder.graph.answers import results_text
from graph_builder.graph.library import Question, filled, questions
from graph_builder.graph.sparql import ask
from graph_builder.model.factbook import FactBook

Explore = Callable[..., Any]
OWN = "view=ask&ask.own=1&ask.run=1&ask.query="
MOST = 10_000


def go(page: Any, hash_: str) -> None:
    page.evaluate("hash => { location.hash = hash }", hash_)
    page.wait_for_timeout(60)


def _others(book: FactBook, question: Question) -> Iterator[dict[str, str]]:
    """The question with each slot filled by another thing of the right kind, or left open where that is allowed."""
    for parameter in question.parameters:
        tried = 0
        for id_ in sorted(book.things):
            if id_ == parameter.default or tried == 2:
                continue
            try:
                filled(question, {parameter.name: id_}, book)
            except UsageError:
                continue
            tried += 1
            yield {parameter.name: id_}
        try:
            filled(question, {parameter.name: "any"}, book)
            yield {parameter.name: "any"}
        except UsageError:
            pass


def test_every_question_with_its_slots_filled_has_the_rows_that_it_has_in_python(
    explore: Explore, real: FactBook, real_page: str
) -> None:
    page = explore(real_page, "#view=ask")
    tried, stopped = 0, list[str]()
    for question in questions():
        for arguments in _others(real, question):
            slots = "".join(f"&ask.with.{name}={quote(value, safe='')}" for name, value in arguments.items())
            go(page, "view=ask")
            page.wait_for_selector(".questions")
            go(page, f"view=ask&ask.q={question.name}&ask.run=1{slots}")
            if "failed" == phase(page):  # some question asks too much when a slot is left open, and is stopped
                assert "The query was stopped after 30 seconds." in page.inner_text(".fault"), (
                    question.name,
                    arguments,
                )
                stopped.append(question.name)
                continue
            wanted = json.loads(results_text(ask(real, filled(question, arguments, real)), "json", {}))
            counted = int(page.inner_text(".answer .status b").split()[0].replace(",", ""))
            assert min(len(wanted["results"]["bindings"]), MOST) == counted, (question.name, arguments)
            tried += 1
    assert tried > 100
    assert set(stopped) <= {"connection"}


def test_a_name_that_the_graph_has_not_is_told_with_place_and_remedy(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#" + OWN + quote("SELECT * {\n  ?who kgo:suports kg:red-armi-abroad }"))
    text = answered(page)
    assert "The graph has no kgo:suports. Did you mean kgo:supports? (Line 2, column 8)" in text
    assert "The graph has no kg:red-armi-abroad. Did you mean kg:red-army-abroad?" in text
    page.get_by_role("button", name="Ask with kgo:supports").click()
    page.get_by_role("button", name="Ask with kg:red-army-abroad").click()
    page.wait_for_function(
        "() => !document.querySelector('.unknown') && document.querySelector('.answer b')?.innerText !== '0 rows'"
    )
    assert "kgo:supports kg:red-army-abroad" in page.inner_text(".cm-content")
    for fine in ("SELECT * { kg:lenin kgo:supports ?x }", "PREFIX kg: <http://other/> SELECT * { kg:nobody ?p ?o }",
                 'ASK { ?s ?p "kg:nobody" } # kg:nobody', "ASK { ?s ?p kg:jacobson-1994-p17-1 }"):  # fmt: skip
        go(page, OWN + quote(fine))
        assert "The graph has no" not in answered(page), fine


@pytest.mark.parametrize(
    ("query", "marked", "message"),
    [
        ("SELECT * WERE { ?s ?p ?o }", "WERE", "SPARQL has no word “WERE”. Did you mean WHERE?"),
        ("SELECT * { ?s ?p ?o } ORDR BY ?s", "ORDR", "Did you mean ORDER?"),
        ("SELECT * { ?s ?p ?o FILTR(?o = 1) }", "FILTR", "Did you mean FILTER?"),
        ("SELECT * { lenin ?p ?o }", "lenin", "A name needs a prefix, as in kg:lenin"),
        ("SELCT * { ?s ?p ?o }", "SELCT", "Did you mean SELECT?"),
        ("LOAD <http://x/>", "LOAD", "LOAD would change the graph."),
    ],
)
def test_a_misspelt_word_is_marked_and_the_right_one_named(
    explore: Explore, real_page: str, query: str, marked: str, message: str
) -> None:
    page = explore(real_page, "#" + OWN + quote(query))
    assert message in answered(page)
    assert [marked] == page.locator(".cm-fault").all_inner_texts()


def test_the_sentence_is_in_sight_and_no_column_repeats_another(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=who-supported&ask.run=1&id=lenin", width=1280, height=720)
    answered(page)
    heads = page.locator(".answer thead th").all_inner_texts()
    assert "label" not in [head.strip() for head in heads]
    cell, room = (page.locator(one).first.bounding_box() for one in (".answer td.sentence", ".answer .scroll"))
    assert cell["x"] + cell["width"] <= room["x"] + room["width"]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert "label" in Path(waiting.value.path()).read_text("utf-8").splitlines()[0].split(","), (
        "files hold every column"
    )


def test_on_a_phone_a_row_is_a_list_and_the_question_stands_in_full(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=who-supported&ask.run=1", width=390, height=844)
    answered(page)
    assert page.inner_text(".answer caption").startswith(
        "Who supported and who opposed use of the Red Army to support proletarian revolution in Europe, where"
    )
    box = page.locator(".answer td.sentence").first.bounding_box()
    assert box["x"] + box["width"] <= 390
    assert '"sentence"' == page.evaluate(
        "getComputedStyle(document.querySelector('.answer td.sentence'), '::before').content"
    )


def test_terms_of_all_sorts_are_shown_and_saved_as_text(explore: Explore, real_page: str) -> None:
    query = (
        'SELECT ("<img src=x onerror=\'window.hacked=1\'>" AS ?a) ("=1+1" AS ?b) ("say \\"hi\\", you" AS ?c)'
        ' ("-2" AS ?d)'
        ' (<javascript:alert(1)> AS ?e) (<<( kg:lenin kgo:supports "x"@en )>> AS ?t) {}'
    )
    page = explore(real_page, "#" + OWN + quote(query))
    text = answered(page)
    assert "<img src=x onerror='window.hacked=1'>" in text
    assert "<<( <https://example.org/early-soviet-foreign-policy/lenin>" in text
    assert page.evaluate("window.hacked") is None
    assert 0 == page.locator(".answer td a[href^='javascript']").count()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).click()
    raw = Path(waiting.value.path()).read_bytes().decode()
    [head, row] = list(csv.reader(io.StringIO(raw, newline="")))
    assert ["a", "b", "c", "d", "e", "t"] == head
    assert ["<img src=x onerror='window.hacked=1'>", "'=1+1", 'say "hi", you', "-2", "javascript:alert(1)"] == row[:5]
    assert row[5].endswith('"x"@en )>>')


def test_columns_of_a_star_stand_in_the_order_of_the_query_and_an_empty_answer_has_no_table(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page, "#" + OWN + quote("SELECT * { ?s ?p ?o } LIMIT 3"))
    answered(page)
    assert ["s", "p", "o"] == [one.strip() for one in page.locator(".answer th").all_inner_texts()]
    go(page, OWN + quote("SELECT ?x { ?s a kgo:Person } LIMIT 2"))
    shows(page, ".askview", "Nothing stands under: x.")
    assert 0 == page.locator(".answer table").count()


def test_a_long_query_in_a_link_and_back_and_forward(explore: Explore, real_page: str) -> None:
    values = " ".join(f'"{n:04d} & # % + é"' for n in range(120))
    query = f"SELECT ?x ?n {{ VALUES ?x {{ {values} }} BIND(STRLEN(?x) AS ?n) }}"
    assert len(query) > 2000
    page = explore(real_page, "#" + OWN + quote(query, safe=""))
    assert "120 rows" in answered(page)
    assert "0000 & # % + é" in page.inner_text(".answer tbody")
    page.evaluate("hash => { location.hash = hash }", OWN + quote("ASK { kg:lenin a kgo:Person }"))
    page.wait_for_selector(".truth")
    page.go_back()
    shows(page, ".askview", "120 rows")
    page.go_forward()
    shows(page, ".askview .truth", "Yes")
    page.click(".sharing > button")
    link = page.input_value("[aria-label='Link to this view']")
    assert sorted(page.url.split("#")[1].split("&")) == sorted(link.split("#")[1].split("&"))


def test_fifty_thousand_rows_are_stopped_and_the_page_stays_quick(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#" + OWN + quote("SELECT ?a ?b { ?a a kgo:Person . ?b ?p ?o } LIMIT 50000"))
    text = answered(page)
    assert "10,000 rows" in text
    assert "there are more" in text
    took = page.evaluate(
        """(async () => {
          const begun = performance.now();
          document.querySelector('.answer th button').click();
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          return performance.now() - begun;
        })()"""
    )
    assert took < 5000
    page.click("nav button:text('Table')")
    page.wait_for_selector(".tableview tbody tr")
