"""The lectures of a data folder: every file read, checked in form, and against the book where there is one."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph_builder.errors import DataError, GraphBuilderError, Problem, UsageError, Where, has_errors
from graph_builder.facts.read import read_file, shown_path, yaml_files
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.pool import Runner, in_turn
from graph_builder.rulebook import problem

if TYPE_CHECKING:
    from graph_builder.lectures.lecture import Lecture

NAME = "lectures"
_NEEDED = ("font_source_sans_pro", "fontTools", "markdown_it", "nh3", "pptx", "pygraphviz", "typst", "brotli")


class Lectures(NamedTuple):
    """What came of checking lectures: those without errors, all problems, and the files' lines.

    Order: lectures by file; problems by file and line.
    """

    lectures: tuple[Lecture, ...]
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]


def check_lectures(
    folder: Path,
    book: FactBook | None,
    pictures: bool = True,
    watch: Watch = unwatched,
    run: Runner = in_turn,
) -> Lectures:
    """Reads and checks the lectures of a data folder; only their form where there is no book.

    Args:
        pictures: whether every picture is drawn, to see that it can be read.
        watch: sees which scene it is at.
        run: how scenes are looked at: `pool.on_processes()`, or one after the other.

    Raises:
        GraphBuilderError: there are lectures, and the extra `lectures` is not installed.
    """
    paths, problems = yaml_files(folder / NAME) if os.path.isdir(folder / NAME) else ([], [])
    if paths:
        needs_extra()
    found = [check_lecture(path, book, pictures, watch, run) for path in paths]
    lectures = [lecture for each in found for lecture in each.lectures]
    problems += [p for each in found for p in each.problems]
    first: dict[str, Lecture] = {}
    for lecture in lectures:
        if lecture.id in first:
            message = f"the lecture '{lecture.id}' stands already in {first[lecture.id].where.file}"
            problems.append(problem("duplicate-id", lecture.where, message, "rename one of the two, id and file"))
        first.setdefault(lecture.id, lecture)
    lines = {file: texts for each in found for file, texts in each.lines.items()}
    return Lectures(tuple(lectures), tuple(sorted(set(problems), key=lambda p: (p.where, p.code, p.message))), lines)


def check_lecture(
    path: Path,
    book: FactBook | None,
    pictures: bool = True,
    watch: Watch = unwatched,
    run: Runner = in_turn,
) -> Lectures:
    """Reads and checks the lecture of one file; what is in form is checked further even where the rest is not.

    Args: as in `check_lectures`.
    """
    from graph_builder.lectures.parse import parse_lecture, sound_part

    document, problems = read_file(path)
    lecture, faults = parse_lecture(document)
    problems += faults
    part = lecture or sound_part(document)
    if part and book:
        from graph_builder.lectures.lint import lint

        problems += lint(part, document, book, pictures, watch, run)
    if lecture is None and not has_errors(problems):
        remedy = "write lecture, title and scenes, or delete the file"
        problems.append(problem("missing-key", Where(document.file), "there is no lecture in the file", remedy))
    problems = sorted(set(problems), key=lambda p: (p.where, p.code, p.message))
    sound = (lecture,) if lecture and not has_errors(problems) else ()
    return Lectures(sound, tuple(problems), {document.file: tuple(document.lines)})


def needs_extra() -> None:
    """Nothing, if all that lectures need is installed.

    Raises: GraphBuilderError, if not.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        lacks = f"{missing[0]} is not installed" if len(missing) == 1 else f"{', '.join(missing)} are not installed"
        raise GraphBuilderError(f"lectures need more: pip install 'graph-builder[lectures]' ({lacks})")


def lecture_at(name: str | Path, folder: Path | None, book: FactBook) -> tuple[Lecture, tuple[Problem, ...]]:
    """A lecture of the data folder by its name, or the one in a file, and its warnings.

    Raises:
        UsageError: there is no such lecture or file.
        DataError: it has errors; `problems` holds them all.
        GraphBuilderError: the extra `lectures` is not installed.
    """
    needs_extra()
    path = Path(name)
    if not path.suffix and len(path.parts) == 1 and isinstance(name, str):
        paths = {path.stem: path for path in yaml_files(folder / NAME)[0]} if folder else {}
        if name not in paths:
            listed = f" ({', '.join(paths)})" if paths else ""
            raise UsageError(f"there is no lecture '{name}'{did_you_mean(name, paths)}{listed}")
        path = paths[name]
    elif not path.is_file():
        raise UsageError(f"there is no file {shown_path(path)}")
    found = check_lecture(path, book)
    if not found.lectures:
        raise DataError(found.problems)
    return found.lectures[0], found.problems
