"""A data folder checked and assembled in parts: the whole of it never stands in memory."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from graph_builder.errors import DataError, Problem, UsageError, has_errors
from graph_builder.facts.bulk import without_collector
from graph_builder.facts.marks import check_unchanged, marks_of
from graph_builder.facts.read import missing_parts
from graph_builder.output import Entry, write_streamed
from graph_builder.parts import across, again, survey
from graph_builder.parts.again import Memory
from graph_builder.parts.cache import Cache, cache_of
from graph_builder.parts.register import Register, Task
from graph_builder.parts.shelf import HEAD, Written, keep_part, write_part
from graph_builder.parts.work import Worked, head_lines, worked
from graph_builder.pool import Runner, in_turn


class Library(NamedTuple):
    """What came of a library: its problems, in the order of files and lines, how much it holds, and its parts.

    `parts` pairs the files with the parts that were written of them; it is empty where nothing was to be written, or
    there are errors.
    """

    problems: tuple[Problem, ...]
    statements: int
    things: int
    files: int
    parts: tuple[tuple[Task | None, Written], ...]


def check_library(folder: Path, run: Runner = in_turn, cached: bool = False) -> Library:
    """The problems of a data folder: the same as `pipeline.check_folder` finds.

    Args:
        folder: holds graph.yaml, sources.yaml, entities/ and facts/.
        run: how tasks are run: `pool.on_processes()`, `parts.spark.on_spark(...)`, or one after the other.
        cached: whether results of an earlier run that still hold are taken, and kept for the next one.

    Raises:
        UsageError: there is no such folder.
    """
    kept = cache_of(folder) if cached and folder.is_dir() else None
    return _gone_through(folder, run, None, None, kept)


def assemble(folder: Path, target: Path, run: Runner = in_turn, cached: bool = False) -> Library:
    """Writes the library as `part-*.nq.gz` with a manifest: all lines of all parts are those of `graph.nq`.

    Args:
        folder: as in `check_library`.
        target: the folder of the parts; it is replaced whole, or stays as it is.
        run, cached: as in `check_library`.

    Raises:
        DataError: the data has errors.
        GraphBuilderError: a file was changed while it was read.
        OutputError: the folder cannot be written.
        UsageError: there is no such folder.
    """
    made: list[Library] = []
    kept = cache_of(folder) if cached and folder.is_dir() else None

    def fill(staging: Path) -> dict[str, Entry]:
        marks = marks_of(folder)
        library = _gone_through(folder, run, staging, target, kept)
        check_unchanged(folder, marks)
        if has_errors(library.problems):
            raise DataError(library.problems)
        made.append(library)
        wanted = {part.name for _, part in library.parts}
        for stray in staging.iterdir():
            if stray.name not in wanted:
                stray.unlink()
        return {part.name: _entry(task, part, folder) for task, part in library.parts}

    write_streamed(target, fill)
    return made[0]


def _entry(task: Task | None, part: Written, folder: Path) -> Entry:
    source = {"from": task.path.relative_to(folder).as_posix()} if task else {}
    return {"bytes": part.bytes, "sha256": part.sha256, "quads": part.quads, **source}


def _gone_through(folder: Path, run: Runner, target: Path | None, old: Path | None, kept: Cache | None) -> Library:
    """The whole way of a library, whether or not it is to be written.

    Args:
        target: the folder into which the parts are to be written, if they are.
        old: where the parts of an earlier run are.
        kept: the cache, if there is one.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    with without_collector():
        return _checked(folder, run, target, old, kept)


def _checked(folder: Path, run: Runner, target: Path | None, old: Path | None, kept: Cache | None) -> Library:
    missing = missing_parts(folder)
    register, problems = survey.begun(folder, missing)
    tasks, unreadable = survey.tasks_of(folder)
    problems = [*missing, *problems, *unreadable]
    memory = again.remembered(kept, tasks)
    known = again.surveys(memory)
    unknown = [task for task in tasks if task.folder == "entities" and task.number not in known]
    survey.fill(register, [*known.values(), *run(survey.survey, register, unknown)])
    found = _worked(register, run, tasks, memory, target, old)
    problems += [p for one in found for p in one.problems]
    problems += across.between(register, found)
    if not has_errors(problems):
        problems += across.absences(register, found)
    ordered = tuple(sorted(set(problems), key=lambda p: (p.where, p.code, p.message)))
    parts: list[tuple[Task | None, Written]] = []
    if target is not None and not has_errors(ordered):
        parts = [(None, write_part(target, HEAD, head_lines(register)))]
        parts += [(one.task, one.part) for one in found if one.part]
    statements = sum(one.statements for one in found)
    return Library(ordered, statements, len(register.things), len(tasks), tuple(parts))


def _worked(
    register: Register, run: Runner, tasks: Sequence[Task], memory: Memory, target: Path | None, old: Path | None
) -> list[Worked]:
    """What came of every file, in their order; files that depend on what others say are worked twice."""
    known = {id_: id_ for id_ in register.things.held}
    held = again.holding(memory, register)
    if target is not None:
        held = {n: one for n, one in held.items() if one.part and old and keep_part(old, target, one.part)}
    found = dict(held)

    def add(several: Sequence[Task]) -> None:
        with closing(run(worked, (register, target), several)) as results:
            for one in results:
                one.uses = frozenset(known.get(id_, id_) for id_ in one.uses)
                found[one.task.number] = one

    add([task for task in tasks if task.number not in held])
    twice = across.learn(register, [found[number] for number in sorted(found)])
    twice |= again.speaking_anew(memory, register, held, found)
    add(sorted(twice))
    again.keep(memory, register, found.values(), held)
    return [found[number] for number in sorted(found)]
