"""A FactBook -> every file of the output, in steps that can be done side by side; each looks whether all is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import NamedTuple

from graph_builder.facts.bulk import without_collector
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.graph import catalogue
from graph_builder.graph.exports import EXPORTS
from graph_builder.graph.rdf import distinct, nquads
from graph_builder.graph.shapes import shapes_turtle
from graph_builder.graph.terms import Quad
from graph_builder.model.coverage import coverage
from graph_builder.model.factbook import FactBook
from graph_builder.pool import Runner, in_turn
from graph_builder.views.complete import check_complete
from graph_builder.views.coverage_page import coverage_page
from graph_builder.views.explorer_page import explorer_of
from graph_builder.views.explorer_payload import explorer_payload
from graph_builder.views.network_page import page_of
from graph_builder.views.ontology_page import ontology_page
from graph_builder.views.payload import payload

SMALL = 500
"""Books of fewer statements are not worth a process."""


class Made(NamedTuple):
    """What came of a step: files by name, and what the catalogue says of the quads, from the step that counts them."""

    files: dict[str, str]
    counts: tuple[Quad, ...] = ()


def _pages(book: FactBook) -> Made:
    shown = payload(book)
    explorer = explorer_of(explorer_payload(book, made=shown), book=book)
    return Made({"graph.html": page_of(shown), "explorer.html": explorer, **_exports("graph.ttl")(book).files})


def _vocabulary(book: FactBook) -> Made:
    quads = distinct(book)
    return Made({"ontology.html": ontology_page(book, quads)}, catalogue.counted(book, quads))


def _exports(*names: str) -> Callable[[FactBook], Made]:
    return lambda book: Made({name: EXPORTS[name][1](book) for name in names})


_DRAWINGS = ("graph.graphml", "graph.gexf", "graph.json")
_ALONE = ("nanopublications.trig", "graph.jsonld", "graph.trig")
_REST = tuple(name for name in EXPORTS if name not in (*_DRAWINGS, *_ALONE, "graph.ttl"))
STEPS: tuple[tuple[str, Callable[[FactBook], Made]], ...] = (
    ("explorer.html", _pages),
    *((name, _exports(name)) for name in _ALONE),
    ("ontology.html", _vocabulary),
    (_DRAWINGS[0], _exports(*_DRAWINGS)),
    ("coverage.html", lambda book: Made({"coverage.html": coverage_page(book, coverage(book))})),
    (_REST[0], _exports(*_REST)),
    ("shapes.ttl", lambda book: Made({"shapes.ttl": shapes_turtle(book.settings)})),
)
"""What is made together, since it follows from the same, by its largest file; what takes longest comes first."""


def files_of(book: FactBook, watch: Watch = unwatched, run: Runner = in_turn) -> dict[str, str]:
    """Every file of the output: its name and text.

    Args:
        watch: sees which file is being made.
        run: how steps are run: `pool.on_processes()`, or one after the other.

    Order: that of the exports, then pages by name.

    Raises:
        GraphBuilderError: a statement would be missing from one of them.
    """
    found: dict[str, str] = {}
    counts: Sequence[Quad] = ()
    with without_collector():
        nquads(book)  # half of the steps begin with it
        run = run if len(book.statements) >= SMALL else in_turn
        with closing(run(making, book, range(len(STEPS)))) as results:
            for _ in watch(STEPS, lambda step: f"making {step[0]}"):
                made = next(results)
                found |= made.files
                counts = made.counts or counts
    names = [*EXPORTS, *sorted(set(found) - set(EXPORTS))]
    files = {name: found[name] for name in names}
    return files | {catalogue.NAME: catalogue.catalogue(book, files, counts=counts)}


def making(number: int, book: FactBook) -> Made:
    """What comes of one of the STEPS.

    Raises:
        GraphBuilderError: a statement would be missing from one of its files.
    """
    made = STEPS[number][1](book)
    check_complete(book, made.files)
    return made
