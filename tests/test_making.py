"""Every file of the output, made on one process or several: the same bytes, all of them, and nothing is lost."""

from __future__ import annotations

import pytest

from graph_builder import making
from graph_builder.errors import GraphBuilderError
from graph_builder.graph import catalogue
from graph_builder.graph.exports import EXPORTS
from graph_builder.making import STEPS, Made, files_of
from graph_builder.pool import in_turn, on_processes

PAGES = {"graph.html", "explorer.html", "coverage.html", "ontology.html", "shapes.ttl", catalogue.NAME}


def test_several_processes_give_the_bytes_of_one(tiny, monkeypatch):
    monkeypatch.setattr(making, "SMALL", 0)
    seen: list[int] = []

    def run(function, shared, tasks):
        seen.extend(tasks)
        return on_processes(3)(function, shared, tasks)

    assert files_of(tiny, run=in_turn) == files_of(tiny, run=run)
    assert list(range(len(STEPS))) == seen


def test_every_export_and_page_is_made_once(tiny):
    names = [name for _, make in STEPS for name in make(tiny).files]
    assert sorted({*EXPORTS, *PAGES} - {catalogue.NAME}) == sorted(names)
    assert {*EXPORTS, *PAGES} == set(files_of(tiny))


@pytest.mark.parametrize("run", [in_turn, on_processes(2)], ids=["one", "several"])
def test_a_step_that_loses_a_statement_stops_the_build(tiny, monkeypatch, run):
    lost = tiny.statements[0].id

    def lossy(book):
        made = STEPS[-2][1](book).files
        return Made({**made, "graph.nq": "".join(x for x in made["graph.nq"].splitlines(True) if lost not in x)})

    assert "graph.nq" in STEPS[-2][1](tiny).files
    monkeypatch.setattr(making, "SMALL", 0)
    monkeypatch.setattr(making, "STEPS", (*STEPS[:-2], ("graph.nq", lossy), STEPS[-1]))
    with pytest.raises(GraphBuilderError, match=f"graph.nq lacks 1 of .*{lost}"):
        files_of(tiny, run=run)


def test_small_books_need_no_processes(tiny):
    def never(function, shared, tasks):
        raise AssertionError("a process for a small book")

    assert set(EXPORTS) <= set(files_of(tiny, run=never))
