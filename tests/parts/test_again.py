"""What an earlier run found is taken again only as long as it holds: the result is that of a run from nothing."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from divided import DATA, change, divided

from graph_builder.errors import DataError
from graph_builder.parts import cache
from graph_builder.parts.library import Library, assemble, check_library
from graph_builder.pool import in_turn

EDITS: dict[str, tuple[str, str, str]] = {
    "a note": ("facts", "note: ", "note: as is said "),
    "a fact": ("facts", "    - ", "    - trotsky supports peaceful-coexistence\n    - "),
    "the label of a person": ("entities", "label: Georgii Chicherin", "label: The Commissar"),
    "the label of a concept with senses": ("entities", "label: peaceful coexistence", "label: living side by side"),
    "a date": ("entities", "when: 1921", "when: 1922"),
    "the id of a claim": ("facts", ", id: ", ", id: re-"),
}


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real data in many files, with a cache of its own."""
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path / "cache"))
    return divided(DATA, tmp_path / "data")


def done(tasks: list[str]) -> Callable[..., Iterator[Any]]:
    """A runner that notes the names of the files that are worked."""

    def run(function: Callable[[Any, Any], Any], shared: Any, several: Sequence[Any]) -> Iterator[Any]:
        tasks.extend(task.path.name for task in several if function.__name__ == "worked")
        return in_turn(function, shared, several)

    return run


def replace(folder: Path, name: str, old: str, new: str) -> list[str]:
    """Replaces the first `old` of the files in a sub-folder; gives the file's name."""
    for path in sorted((folder / name).glob("*.yaml")):
        text = path.read_text("utf-8")
        if old in text:
            path.write_text(text.replace(old, new, 1), "utf-8")
            return [path.name]
    raise AssertionError(f"{old} is nowhere")


def manifest(folder: Path) -> str:
    return (folder / "manifest.json").read_text("utf-8")


def plain(library: Library) -> tuple[Any, ...]:
    return library.problems, library.statements, library.things, library.files


def test_a_second_run_works_no_file_and_gives_the_same_bytes(many: Path, tmp_path: Path):
    tasks: list[str] = []
    assemble(many, tmp_path / "parts", done(tasks), cached=True)
    before = manifest(tmp_path / "parts")
    assert len(tasks) > 40
    tasks.clear()
    assemble(many, tmp_path / "parts", done(tasks), cached=True)
    assert [] == tasks
    assert before == manifest(tmp_path / "parts")


def test_a_note_that_changes_is_the_work_of_one_file(many: Path, tmp_path: Path):
    assemble(many, tmp_path / "parts", cached=True)
    changed = replace(many, *EDITS["a note"])
    tasks: list[str] = []
    assemble(many, tmp_path / "parts", done(tasks), cached=True)
    assert changed == tasks
    assemble(many, tmp_path / "fresh")
    assert manifest(tmp_path / "fresh") == manifest(tmp_path / "parts")


@pytest.mark.parametrize("what", EDITS)
def test_after_an_edit_the_parts_are_those_of_a_run_from_nothing(what: str, many: Path, tmp_path: Path):
    assemble(many, tmp_path / "parts", cached=True)
    replace(many, *EDITS[what])
    if wrong := check_library(many).problems:
        with pytest.raises(DataError) as error:
            assemble(many, tmp_path / "parts", cached=True)
        assert wrong == error.value.problems
        return
    assemble(many, tmp_path / "fresh")
    assemble(many, tmp_path / "parts", cached=True)
    assert manifest(tmp_path / "fresh") == manifest(tmp_path / "parts")


def test_the_label_of_a_thing_is_the_work_of_all_files_that_name_it(many: Path, tmp_path: Path):
    check_library(many, cached=True)
    replace(many, *EDITS["the label of a person"])
    tasks: list[str] = []
    check_library(many, done(tasks), cached=True)
    texts = {path.name: path.read_text("utf-8") for path in (many / "facts").glob("*.yaml")}
    naming = {
        name for name, text in texts.items() if re.search(r"^    - .*(?<![\w-])chicherin(?![\w-])", text, re.MULTILINE)
    }
    assert naming
    assert naming <= set(tasks)
    assert len(tasks) < len(texts)


def test_a_fact_that_comes_before_others_of_its_passage_moves_those_in_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path / "cache"))
    data = divided(DATA, tmp_path / "data", every=1, halved=True)
    assemble(data, tmp_path / "parts", cached=True)
    replace(data, "facts", "    - ", "    - trotsky supports peaceful-coexistence\n    - ")
    assemble(data, tmp_path / "parts", cached=True)
    assemble(data, tmp_path / "fresh")
    assert manifest(tmp_path / "fresh") == manifest(tmp_path / "parts")


@pytest.mark.parametrize("seed", range(12))
def test_any_row_of_edits_gives_what_a_run_from_nothing_gives(seed: int, many: Path):
    dice = random.Random(seed)
    check_library(many, cached=True)
    for _ in range(6):
        before = many.with_name("before")
        shutil.copytree(many, before)
        said = change(many, dice)
        assert plain(check_library(many)) == plain(check_library(many, cached=True)), said
        if check_library(many).problems:  # or after some edits nothing would be sound any more
            shutil.rmtree(many)
            before.rename(many)
            assert () == check_library(many, cached=True).problems, said
        else:
            shutil.rmtree(before)


def test_another_version_of_the_program_takes_nothing(many: Path, monkeypatch: pytest.MonkeyPatch):
    check_library(many, cached=True)
    monkeypatch.setattr(cache, "_program", lambda: b"another")
    tasks: list[str] = []
    check_library(many, done(tasks), cached=True)
    assert len(tasks) > 40


def test_other_settings_or_sources_take_nothing(many: Path):
    check_library(many, cached=True)
    path = many / "graph.yaml"
    path.write_text(path.read_text("utf-8").replace("https://example.org/", "https://example.com/"), "utf-8")
    tasks: list[str] = []
    check_library(many, done(tasks), cached=True)
    assert len(tasks) > 40


def test_a_part_that_was_damaged_is_made_again(many: Path, tmp_path: Path):
    assemble(many, tmp_path / "parts", cached=True)
    wanted = manifest(tmp_path / "parts")
    part = sorted((tmp_path / "parts").glob("part-*"))[5]
    raw = bytearray(part.read_bytes())
    raw[-9] ^= 1
    part.write_bytes(raw)
    assemble(many, tmp_path / "parts", cached=True)
    assert wanted == manifest(tmp_path / "parts")
    assert part.read_bytes() != raw


class Evil:
    """What somebody else might put into a cache."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (os.environ["EVIL"],)


def test_a_cache_runs_no_program(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EVIL", str(tmp_path / "evil"))
    check_library(many, cached=True)
    kept = cache.cache_of(many)
    assert kept is not None
    raw = pickle.dumps(Evil())
    for path in kept.folder.iterdir():
        path.write_bytes(cache.hashlib.sha256(raw).digest() + raw)
    tasks: list[str] = []
    assert () == check_library(many, done(tasks), cached=True).problems
    assert len(tasks) > 40
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("damage", [b"", b"x" * 40, b"\0" * 32 + b"no pickle"])
def test_a_damaged_cache_is_done_without(many: Path, damage: bytes):
    wanted = plain(check_library(many, cached=True))
    kept = cache.cache_of(many)
    assert kept is not None
    for path in kept.folder.iterdir():
        path.write_bytes(damage)
    assert wanted == plain(check_library(many, cached=True))


def test_a_cache_that_others_can_write_is_not_read(many: Path):
    check_library(many, cached=True)
    kept = cache.cache_of(many)
    assert kept is not None
    kept.folder.chmod(0o777)
    assert cache.cache_of(many) is None


def test_no_cache_is_kept_where_none_is_wanted(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", "")
    check_library(many, cached=True)
    assert not (tmp_path / "cache").exists()


def test_check_of_many_files_says_the_same_twice(many: Path):
    command = [sys.executable, "-m", "graph_builder.cli", "check", str(many)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert ["no problems: 1,066 statements of 585 things\n"] * 2 == said
    assert cache.cache_of(many) is not None
