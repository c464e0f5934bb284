"""Files of things -> the register: every file on its own, and then what only all of them together can tell."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from graph_builder.errors import Problem
from graph_builder.facts.read import read_file, yaml_files
from graph_builder.model.draft import Draft
from graph_builder.model.identity import named
from graph_builder.model.parse import parse_settings, parse_sources
from graph_builder.model.parse_things import parse_entities
from graph_builder.model.rules import sense_label
from graph_builder.parts.packed import LABEL, packed
from graph_builder.parts.register import Folder, Register, Survey, Task, drafted
from graph_builder.parts.shelf import part_name


def tasks_of(folder: Path) -> tuple[list[Task], list[Problem]]:
    """Every file of things and of facts, in the order in which they are read, and what cannot be read."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    names: tuple[Folder, ...] = ("entities", "facts")
    for name in names:
        paths, more = yaml_files(folder / name) if os.path.isdir(folder / name) else ([], [])
        problems += more
        tasks += [Task(len(tasks) + i, path, name, part_name(path, folder)) for i, path in enumerate(paths)]
    return tasks, problems


def begun(folder: Path, missing: Sequence[Problem]) -> tuple[Register, list[Problem]]:
    """A register of the settings and sources, and the problems of both files.

    Args:
        missing: which of the files and folders that a data folder needs are not there.
    """
    draft = Draft()
    draft.blind = any(p.code == "missing-file" and p.where.file.endswith("entities") for p in missing)
    for name, step in (("graph.yaml", parse_settings), ("sources.yaml", parse_sources)):
        if os.path.lexists(folder / name):
            document, problems = read_file(folder / name)
            draft.problems += problems
            step(draft, document)
    register = Register(draft.settings, draft.sources, draft.sources_read, draft.declared)
    register.lost, register.malformed, register.doubled = draft.lost, draft.malformed, draft.doubled
    register.blind = draft.blind
    return register, draft.problems


def survey(task: Task, register: Register) -> Survey:
    """One file of things, read with what the register knows so far."""
    document, problems = read_file(task.path)
    before = set(register.declared)
    with drafted(register) as draft:
        draft.problems += problems
        parse_entities(draft, document)
        declared = {id_: place for id_, place in draft.declared.items() if id_ not in before}
        kinds = {id_: draft.kinds[id_] for id_ in declared if id_ in draft.kinds}
    statements = [named(statement) for statement in draft.statements]
    return Survey(
        task=task,
        things=[packed(thing) for thing in draft.things],
        statements=statements,
        partial_things=draft.partial_things,
        partial=draft.partial,
        declared=declared,
        kinds=kinds,
        problems=draft.problems,
        lost=draft.lost - register.lost,
        malformed=draft.malformed - register.malformed,
        doubled=draft.doubled - register.doubled,
        blind=draft.blind,
    )


def fill(register: Register, surveys: Iterable[Survey]) -> None:
    """Adds the things of every file.

    A file that defines an id which an earlier one defines, or that has faults where words were lost elsewhere, is read
    again with what the others say, so that the problems are those of one reading of all files in their order.
    """
    ordered = sorted(surveys, key=lambda s: s.task.number)
    astray = any(s.lost or s.malformed or s.blind for s in ordered)
    for found in ordered:
        again = (astray and found.problems) or any(id_ in register.declared for id_ in found.declared)
        one = survey(found.task, register) if again else found
        register.surveys[one.task.number] = one
        for id_, place in one.declared.items():
            register.declared.setdefault(id_, place)
        for id_, kind in one.kinds.items():
            register.kinds.setdefault(id_, kind)
        register.lost |= one.lost
        register.malformed |= one.malformed
        register.doubled |= one.doubled
        register.blind = register.blind or one.blind
        register.things.held |= {values[0]: values for values in one.things}
    leave_out(register, register.doubled)
    senses = {id_: register.things[id_] for id_, values in register.things.held.items() if not values[LABEL]}
    for sense in senses.values():
        label = sense_label(sense, register.things)
        register.things.held[sense.id] = packed(replace(sense, label=label))
    register.things.recent.clear()


def leave_out(register: Register, doubled: set[str]) -> None:
    """Forgets what is defined twice: nobody knows which is meant."""
    for id_ in doubled:
        register.things.held.pop(id_, None)
        register.things.recent.pop(id_, None)
        register.kinds.pop(id_, None)
