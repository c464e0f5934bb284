"""A library checked file by file gives the problems of one reading of all files, whatever is wrong with it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from divided import DATA, change, divided
from test_rules import BROKEN, GENERATED

from graph_builder.parts.library import check_library
from graph_builder.pipeline import check_folder

World = Callable[[str], Path]


@pytest.mark.parametrize("name", sorted({*GENERATED, *(path.name for path in BROKEN.iterdir())}))
def test_a_broken_world_has_the_same_problems_in_parts(name: str, world: World):
    folder = world(name)
    if name in GENERATED:
        GENERATED[name](folder)
    assert check_folder(folder).problems == check_library(folder).problems


def test_the_real_data_in_many_files_has_no_problems_in_parts(tmp_path: Path):
    folder = divided(DATA, tmp_path / "data")
    library = check_library(folder)
    assert () == library.problems
    book = check_folder(DATA).book
    assert book is not None
    assert (len(book.statements), len(book.things)) == (library.statements, library.things)


@pytest.mark.parametrize("seed", range(60))
def test_random_faults_give_the_same_problems_in_parts(seed: int, tmp_path: Path):
    dice = random.Random(seed)
    folder = divided(DATA, tmp_path / "data", every=dice.choice([1, 2, 5]), halved=dice.random() < 0.3)
    done = [change(folder, dice) for _ in range(dice.choice([1, 1, 2, 4]))]
    assert check_folder(folder).problems == check_library(folder).problems, done


def test_claims_too_deep_in_many_files_are_one_problem_not_a_fault(tmp_path: Path):
    """A thousand claims of claims would be a sentence for which Python's stack is too small."""
    folder = divided(DATA, tmp_path / "data")
    for i in range(1000):
        said = f"trotsky supports deep-{i - 1}" if i else "trotsky supports red-army-abroad"
        text = f"source: {{document: jacobson-1994}}\npassages:\n- p: 17 ¶1\n  facts:\n    - {said}: {{id: deep-{i}}}\n"
        (folder / "facts" / f"zz-{i:04}.yaml").write_text(text, "utf-8")
    found = check_library(folder).problems
    assert ["deep-claim"] == [p.code for p in found if p.level == "error"]
    assert check_folder(folder).problems == found
