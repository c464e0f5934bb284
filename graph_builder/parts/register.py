"""What every part of a library has to know of the others: the things, their kinds, and the claims made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from graph_builder.errors import Problem, Where
from graph_builder.model.draft import Draft
from graph_builder.model.factbook import Settings
from graph_builder.model.relations import Kind
from graph_builder.model.sources import Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.parts.packed import Packed, Things

Folder = Literal["entities", "facts"]


class Task(NamedTuple):
    """One file of the library.

    `number` counts through entities, then facts, each in the order of their names; `part` names what is made of it.
    """

    number: int
    path: Path
    folder: Folder
    part: str


@dataclass(slots=True)
class Survey:
    """What one file of things defines, in form but not yet checked against other files."""

    task: Task
    things: list[Packed]
    statements: list[Statement]
    partial_things: list[Thing]
    partial: list[Statement]
    declared: dict[str, Where]
    kinds: dict[str, Kind]
    problems: list[Problem]
    lost: set[str]
    malformed: set[str]
    doubled: set[str]
    blind: bool


@dataclass(slots=True)
class Register:
    """Settings, sources and things of a library, and its claims as far as they are known.

    `claims` and `claimed` (where each claim is defined first) are empty until every file of facts was read once: only
    the files that speak of foreign claims are read again with them.  `lost`, `malformed`, `doubled` and `blind` are as
    in a Draft.  `surveys` are by the number of their file; their things are those of `things`.  `before` counts
    by file the facts that earlier ones hold of its passages.
    """

    settings: Settings | None
    sources: dict[str, Source]
    sources_read: bool
    declared: dict[str, Where]
    things: Things = field(default_factory=lambda: Things({}))
    kinds: dict[str, Kind] = field(default_factory=dict)
    claims: dict[str, Statement] = field(default_factory=dict)
    claimed: dict[str, Where] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    malformed: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    blind: bool = False
    surveys: dict[int, Survey] = field(default_factory=dict)
    before: dict[int, dict[Locator, int]] = field(default_factory=dict)


@contextmanager
def drafted(register: Register, own: str = "") -> Iterator[Draft]:
    """A Draft for one more file, which knows what the register knows; afterwards the register is as before.

    The Draft lends the register's own dictionaries, since a copy for every file would take longer than the file.

    Args:
        own: the file, whose claims it is to define anew.
    """
    declared, kinds = register.declared, register.kinds
    before = len(declared), len(kinds)
    foreign = {id_: place for id_, place in register.claimed.items() if place.file != own and id_ not in declared}
    declared |= foreign
    kinds |= {id_: "Claim" for id_ in foreign if id_ not in kinds}
    draft = Draft(
        settings=register.settings,
        sources=register.sources,
        sources_read=register.sources_read,
        declared=declared,
        kinds=kinds,
        lost=set(register.lost),
        malformed=set(register.malformed),
        doubled=set(register.doubled),
        blind=register.blind,
    )
    try:
        yield draft
    finally:
        while len(declared) > before[0]:
            declared.popitem()
        while len(kinds) > before[1]:
            kinds.popitem()
