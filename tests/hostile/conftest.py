"""The hostile worlds as books, lectures and pages; and a Chromium that tells whatever a text does in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_worlds import HARMLESS, lecture_of, steered, write_world
from walls import Wall, guarded

from graph_builder.lectures.lecture import Lecture
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[FactBook, Lecture]]:
    """The book and the lecture of a world; a number below that of the harmless one stands for one that is steered."""
    made: dict[int, tuple[FactBook, Lecture]] = {}

    def get(number: int) -> tuple[FactBook, Lecture]:
        if number not in made and number < HARMLESS:
            book, lecture = get(HARMLESS - 1 - number)
            made[number] = steered(book), steered(lecture)
        elif number not in made:
            made[number] = load(write_world(tmp_path_factory.mktemp("world"), number)), lecture_of(number)
        return made[number]

    return get


@pytest.fixture
def wall(browser: Any, tmp_path: Path) -> Iterator[Wall]:
    """Opens pages; afterwards nothing may have run, asked, been stopped by a policy, or complained of."""
    with guarded(browser, tmp_path) as made:
        yield made
    assert [] == made.heard
