"""Tables for spreadsheets: no cell is run as a formula, and each text can be had back as it was."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
from hostile_worlds import HARMLESS
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS
from walls import Wall

from graph_builder.graph.answers import Answer, results_text
from graph_builder.graph.cells import defused, original
from graph_builder.graph.exports import statements_csv, things_csv
from graph_builder.lectures.lecture import Lecture
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

World = Callable[[int], tuple[FactBook, Lecture]]
FORMULAS = [payload.text for payload in PAYLOADS if payload.kind == "formula"]
TEXTS = [payload.text for payload in PAYLOADS] + ["-1", "+1.5e3", "'tis", "'=x", "''=x", "", " ", "=", "-", "\n", '"']
CELL = re.compile(r'(?:^|(?<=[,;\t\n]))(?:"(?:[^"]|"")*"|[^,;\t\r\n"]*)')
"""A cell for a program that ends one at commas, semicolons and tabs alike, as LibreOffice offers."""
SIGNS = "=+-@＝＋－＠"
PARTS = st.text(st.sampled_from([*"=+-@＝'\" \t\r\n,;a1.e\u00a0\ufeff"]), max_size=8)


def is_run(cell: str) -> bool:
    """Whether a spreadsheet, having taken blanks and quotation marks away, sees the beginning of a formula."""
    bare = cell.lstrip('\t\r\n \u00a0\u3000\ufeff"')
    number = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", cell)
    return not number and (bare[:1] in [*SIGNS] or cell[:1] in [*"\t\r\n"])


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(PARTS)
def test_what_is_defused_is_not_run_and_can_be_had_back(cell: str) -> None:
    assert cell == original(defused(cell))
    assert not is_run(defused(cell))
    assert [] == [part for part in re.split("[;\t\r\n]", defused(cell))[1:] if part[:1] in [*SIGNS]]


@pytest.mark.parametrize("cell", FORMULAS)
def test_every_formula_is_defused(cell: str) -> None:
    assert defused(cell) != cell or "," in cell  # which stands in quotation marks, and is a cell's end everywhere
    assert defused(cell)[0] == "'" or not is_run(cell)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_cell_of_the_exported_tables_is_run_and_notes_come_back(world: World, number: int) -> None:
    book, _ = world(number)
    statements, things = (rows_of(made(book)) for made in (statements_csv, things_csv))
    assert [] == [cell for row in [*statements, *things] for cell in row if is_run(cell)]
    place = statements[0].index("note")
    assert [s.note for s in book.statements] == [original(row[place]) for row in statements[1:]]
    place = things[0].index("label")
    assert [thing.label for thing in book.things.values()] == [original(row[place]) for row in things[1:]]


def answer() -> Answer:
    numbers = [pyoxigraph.Literal(-5), pyoxigraph.Literal(1.5), pyoxigraph.NamedNode("https://example.org/x")]
    rows = [(pyoxigraph.Literal(text), pyoxigraph.Literal(text, language="en")) for text in TEXTS]
    return Answer(("c", "d"), (*rows, *((number, None) for number in numbers)))


def test_answers_as_csv_run_nothing_and_come_back() -> None:
    rows = rows_of(results_text(answer(), "csv", {}))
    assert [] == [cell for row in rows for cell in row if is_run(cell)]
    texts = [text.replace("\r", "\r") for text in TEXTS]
    assert texts == [original(row[0]) for row in rows[1 : len(TEXTS) + 1]]
    assert ["-5", "1.5", "https://example.org/x"] == [row[0] for row in rows[len(TEXTS) + 1 :]]


def test_answers_as_tsv_run_nothing_and_are_the_same_terms_to_every_reader() -> None:
    text = results_text(answer(), "tsv", {})
    cells = [cell for line in text.split("\n") for cell in line.split("\t")]
    assert [] == [cell for cell in cells if cell[:1] == '"' and is_run(cell.partition("@en")[0].strip('"'))]
    read: Any = pyoxigraph.parse_query_results(text.encode(), format=pyoxigraph.QueryResultsFormat.TSV)
    assert [tuple(row) for row in answer().rows] == [(row[0], row[1]) for row in read]


def test_the_explorer_s_tables_run_nothing_and_defuse_as_python_does(wall: Wall, world: World) -> None:
    book, _ = world(HARMLESS)
    labels = iter(FORMULAS * 3)
    things = {id_: replace(thing, label=next(labels)) for id_, thing in book.things.items()}
    statements = tuple(replace(s, note=next(labels), how=next(labels)) for s in book.statements)
    page = wall.page()
    made = explorer_page(replace(book, things=things, statements=statements))
    wall.open(page, "explorer.html", made, "#explorer[data-ready]", "#view=table")
    page.click(".sharing > button")
    texts = [downloaded(page, ".exports button:text-is('Statements (CSV)')")]
    wall.open(page, "explorer.html", made, "#explorer[data-ready]", "#view=compare&compare.of=stalin-1925,left-1925")
    texts.append(downloaded(page, ".compare button:text-is('CSV'), button:text-is('CSV')"))
    tables = [rows_of(text) for text in texts]
    values = " ".join(str(pyoxigraph.Literal(text)) for text in TEXTS if "\x00" not in text)
    query = quote(f"SELECT ?c {{ VALUES ?c {{ {values} }} }}", safe="")
    wall.open(page, "explorer.html", made, "#explorer[data-ready]", f"#view=ask&ask.own=1&ask.run=1&ask.query={query}")
    page.wait_for_selector(".answer tbody tr", timeout=60_000)
    texts.append(downloaded(page, ".answer button:text-is('CSV')"))
    asked = rows_of(texts[-1])
    assert all(len(table) > 2 for table in tables)
    assert [] == [cell for table in [*tables, asked] for row in table for cell in row if is_run(cell)]
    assert [] == [cell for text in texts for cell in CELL.findall(text) if is_run(cell.strip('"'))]
    assert {things[s.subject].label for s in statements if s.subject in things} >= {
        original(row[tables[0][0].index("subject_label")]) for row in tables[0][1:] if row[1] in things
    }
    written = [row[0] if row else "" for row in asked[1:]]
    assert [defused(text) for text in TEXTS if "\x00" not in text] == written, json.dumps(written)


def downloaded(page: Any, button: str) -> str:
    with page.expect_download() as waiting:
        page.click(f"{button} >> nth=0")
    text: str = waiting.value.path().read_bytes().decode("utf-8")
    return text
