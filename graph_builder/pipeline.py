"""The main path: a folder of YAML -> checked values -> graphs -> pages."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from graph_builder.errors import DataError, Problem, UsageError, Where, has_errors
from graph_builder.facts.nodes import Document
from graph_builder.facts.read import read_file
from graph_builder.model import parse, rules
from graph_builder.model.factbook import FactBook
from graph_builder.model.parse_facts import parse_facts
from graph_builder.rulebook import problem


class Checked(NamedTuple):
    """What came of checking a folder: the FactBook (None if there were errors), all problems, and the files' lines."""

    book: FactBook | None
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]


def check_folder(folder: Path, texts: Path | None = None) -> Checked:
    """Reads and checks everything in a data folder.

    Args:
        folder: holds graph.yaml, sources.yaml, entities/ and facts/.
        texts: where the curator has the texts; then locators, quotes and hedges are also compared with them.

    Returns:
        The FactBook, and the problems in the order of files and lines.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    draft = parse.Draft()
    documents: list[Document] = []

    def read(path: Path) -> Document:
        document, problems = read_file(path)
        documents.append(document)
        draft.problems.extend(problems)
        return document

    draft.problems += _missing(folder)
    for name, step in (("graph.yaml", parse.parse_settings), ("sources.yaml", parse.parse_sources)):
        if (folder / name).exists():
            step(draft, read(folder / name))
    for path in _files(folder / "entities"):
        parse.parse_entities(draft, read(path))
    for path in _files(folder / "facts"):
        parse_facts(draft, read(path))
    lines = {document.file: tuple(document.lines) for document in documents}
    world = rules.world_of(draft, lines)
    problems = [*draft.problems, *rules.breaches(world)]
    book = None if has_errors(problems) else rules.book_of(world)
    if texts is not None and book is not None:
        from graph_builder.model.texts import against_texts

        problems += against_texts(world, texts)
        book = None if has_errors(problems) else book
    return Checked(book, tuple(sorted(set(problems), key=lambda p: (p.where, p.code, p.message))), lines)


def load(folder: Path | str) -> FactBook:
    """The FactBook of a data folder.

    Raises:
        DataError: the data has errors; `problems` holds them all.
    """
    checked = check_folder(Path(folder))
    if checked.book is None:
        raise DataError(checked.problems)
    return checked.book


def _files(folder: Path) -> list[Path]:
    """The YAML files of a folder and its sub-folders, in the order of their names."""
    return sorted(path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern))


def _missing(folder: Path) -> list[Problem]:
    wanted = {"graph.yaml": "file", "sources.yaml": "file", "entities": "folder", "facts": "folder"}
    return [
        problem("missing-file", Where((folder / name).as_posix()), f"there is no {what} {name}")
        for name, what in wanted.items()
        if not (folder / name).exists()
    ]
