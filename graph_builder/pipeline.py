"""The main path: a folder of YAML -> checked values -> graphs -> pages."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.errors import DataError, GraphBuilderError, Problem, UsageError, has_errors
from graph_builder.facts.bulk import without_collector
from graph_builder.facts.nodes import Document
from graph_builder.facts.read import missing_parts, read_file, shown_path, yaml_files
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.model import parse, rules
from graph_builder.model.draft import Draft
from graph_builder.model.factbook import FactBook
from graph_builder.model.parse_facts import parse_facts
from graph_builder.model.parse_things import parse_entities
from graph_builder.pool import Runner, in_turn

if TYPE_CHECKING:
    from graph_builder.lectures.lecture import Lecture
    from graph_builder.model.changes import Changes

LIBRARY = 40
"""From so many files on, a data folder is checked file by file on all cores (see `parts`)."""


class Checked(NamedTuple):
    """What came of checking a folder: the FactBook (None if there were errors), all problems, and the files' lines.

    `sound` is the FactBook of what is in form, whatever rules it breaks; only for comparing, never for building.
    """

    book: FactBook | None
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]
    sound: FactBook


def check_folder(folder: Path, texts: Path | None = None, watch: Watch = unwatched) -> Checked:
    """Reads and checks everything in a data folder.

    Args:
        folder: holds graph.yaml, sources.yaml, entities/ and facts/.
        texts: where the curator has the texts; then locators, quotes and hedges are also compared with them.
        watch: sees which file it is at.

    Returns:
        The FactBook, and the problems in the order of files and lines.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    with without_collector():
        return _checked(folder, texts, watch)


def _checked(folder: Path, texts: Path | None, watch: Watch) -> Checked:
    draft = Draft()
    documents: list[Document] = []

    def read(path: Path) -> Document:
        document, problems = read_file(path)
        documents.append(document)
        draft.problems.extend(problems)
        return document

    draft.problems += missing_parts(folder)
    draft.blind = any(p.code == "missing-file" and p.where.file.endswith("entities") for p in draft.problems)
    for name, step in (("graph.yaml", parse.parse_settings), ("sources.yaml", parse.parse_sources)):
        if os.path.lexists(folder / name):
            step(draft, read(folder / name))
    for name, step in (("entities", parse_entities), ("facts", parse_facts)):
        paths, problems = yaml_files(folder / name) if os.path.isdir(folder / name) else ([], [])
        draft.problems += problems
        for path in watch(paths, lambda path: f"reading {path.as_posix()}"):
            step(draft, read(path))
    lines = {document.file: tuple(document.lines) for document in documents}
    world = rules.world_of(draft, lines)
    problems = [*draft.problems, *rules.breaches(world)]
    if texts is not None:
        from graph_builder.model.texts import against_texts

        problems += against_texts(world, texts)
    if not has_errors(problems):
        problems += rules.absences(world)
    sound = rules.book_of(world)
    problems = sorted(set(problems), key=lambda p: (p.where, p.code, p.message))
    return Checked(None if has_errors(problems) else sound, tuple(problems), lines, sound)


def is_library(folder: Path) -> bool:
    """True if the folder is better checked in parts: it has many files, and no lectures, which need the whole book."""
    if not folder.is_dir() or yaml_files(folder / "lectures")[0]:
        return False
    return sum(len(yaml_files(folder / name)[0]) for name in ("entities", "facts")) >= LIBRARY


class Everything(NamedTuple):
    """What came of checking facts and lectures: the FactBook (None if the facts have errors), the lectures that can be
    built, all problems and all lines.

    Order: problems of facts, then of lectures, each by file and line.
    """

    book: FactBook | None
    lectures: tuple[Lecture, ...]
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]


def check_everything(
    folder: Path,
    texts: Path | None = None,
    pictures: bool = True,
    watch: Watch = unwatched,
    run: Runner = in_turn,
) -> Everything:
    """As `check_folder`, and every lecture in the sub-folder `lectures`, in form only where the facts have errors.

    Args:
        pictures: whether the pictures of lectures are drawn, to see that they can be read; this takes longest.
        watch: sees which file and which scene it is at.
        run: how scenes are looked at: `pool.on_processes()`, or one after the other.
    """
    from graph_builder.lectures.folder import check_lectures

    facts = check_folder(folder, texts, watch)
    found = check_lectures(folder, facts.book, pictures, watch, run)
    problems = (*facts.problems, *found.problems)
    return Everything(facts.book, found.lectures, problems, {**facts.lines, **found.lines})


def load(folder: Path | str, watch: Watch = unwatched) -> FactBook:
    """The FactBook of a data folder.

    Args:
        watch: sees which file it is at.

    Raises:
        DataError: the data has errors; `problems` holds them all.
    """
    checked = check_folder(Path(folder), watch=watch)
    if checked.book is None:
        raise DataError(checked.problems)
    return checked.book


def changes_since(folder: Path, revision: str) -> tuple[Changes, tuple[Problem, ...]]:
    """What changed in a data folder since a revision, and the errors that the facts of then have by the rules of now.

    What is in form is compared even where there are errors.

    Raises:
        DataError: the facts of now have errors.
        UsageError: there is no such folder or revision, or the folder was not there then.
        GraphBuilderError: git cannot be asked, or nothing of then can be read.
    """
    from graph_builder.facts.revision import at_revision
    from graph_builder.model.changes import changes

    new = load(folder)
    with at_revision(folder, revision) as place:
        then = check_folder(place)
        here, there = shown_path(place), f"{revision}:{shown_path(folder)}"
    errors = tuple(
        replace(
            p, where=p.where._replace(file=p.where.file.replace(here, there)), message=p.message.replace(here, there)
        )
        for p in then.problems
        if p.level == "error"
    )
    if errors and not then.sound.things and not then.sound.statements:
        raise GraphBuilderError(f"nothing of the facts at {revision} can be read by this program: {errors[0]}")
    return changes(then.sound, new), errors


def build(book: FactBook, watch: Watch = unwatched, run: Runner = in_turn) -> dict[str, str]:
    """Every file of the output: its name and text.

    Args:
        watch: sees which file is being made.
        run: how steps are run: `pool.on_processes()`, or one after the other.

    Raises:
        GraphBuilderError: a statement would be missing from one of them.
    """
    from graph_builder.making import files_of

    return files_of(book, watch, run)


def build_lectures(
    lectures: Sequence[Lecture], book: FactBook, watch: Watch = unwatched, run: Runner = in_turn
) -> dict[str, str | bytes]:
    """Every file of some lectures: its name (`lectures/ID/...`) and content, with a manifest for each lecture's folder,
    and a page that lists them; nothing if there are none.

    Args:
        watch: sees what is being made of which lecture.
        run: how the work is run, as in `build`.

    Raises:
        GraphBuilderError: a lecture cannot be made, or would not show what its scenes chose.
    """
    from graph_builder.lectures.files import files_of
    from graph_builder.lectures.index import index_page
    from graph_builder.output import MANIFEST, manifest_of

    files: dict[str, str | bytes] = {"lectures/index.html": index_page(lectures, book)} if lectures else {}
    for id_, made in files_of(lectures, book, watch, run).items():
        files |= {f"lectures/{id_}/{name}": content for name, content in made.items()}
        files[f"lectures/{id_}/{MANIFEST}"] = manifest_of(made)
    return files


def schemas_of(folder: Path) -> dict[str, str]:
    """The JSON Schemas for a data folder, by file name, with the types that its graph.yaml lists."""
    from graph_builder.lectures.schema import lecture_schema
    from graph_builder.model.schema import schemas

    draft = Draft()
    path = folder / "graph.yaml"
    if path.is_file():
        parse.parse_settings(draft, read_file(path)[0])
    made = schemas(draft.settings.types if draft.settings else None)
    return dict(sorted({**made, "lecture.schema.json": lecture_schema()}.items()))
