"""Fixtures for tests of large graphs: the pages of six thousand things and ten thousand statements."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from explorer_fixtures import ROOT, drawn

from graph_builder.pipeline import load
from graph_builder.views.explorer_page import explorer_of
from graph_builder.views.explorer_payload import explorer_payload
from graph_builder.views.network_page import page_of
from graph_builder.views.payload import payload


class Pages(NamedTuple):
    explorer: str
    graph: str
    things: int
    ids: set[str]


@pytest.fixture(scope="session")
def pages() -> Pages:
    return made_once()


@cache
def made_once() -> Pages:
    """Every file that imports the fixture has it as one of its own."""
    sys.path.append(str(ROOT / "tests" / "benchmarks"))
    from worlds import write_world

    with TemporaryDirectory() as folder:
        write_world(Path(folder), 10_000, things=6000)
        book = load(folder)
    made = payload(book)
    explorer = explorer_of(explorer_payload(book, made=made))
    return Pages(explorer, page_of(made), len(made["nodes"]), {s.id for s in book.statements})


def crowd(page: Any) -> list[str]:
    """Waits until everything is drawn."""
    page.wait_for_function("() => document.querySelector('.stage')?.dataset.scene?.startsWith('all ')")
    return drawn(page)
