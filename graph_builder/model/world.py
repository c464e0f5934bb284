"""What the rules look at: the draft with its ids resolved, and a way to point at any word of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph_builder.errors import Where
from graph_builder.model.factbook import Passage, Settings
from graph_builder.model.relations import Kind
from graph_builder.model.sources import Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing

_REACH = 60


@dataclass(frozen=True, slots=True)
class World:
    """Everything that was in form.

    `kinds` holds things and Claims; `declared` also the ids of what was not in form, so that one fault is reported
    once.  `point` finds a word from a place on: the place of an object, or of an id among the qualifiers.
    """

    settings: Settings
    sources: dict[str, Source]
    things: dict[str, Thing]
    statements: Sequence[Statement]
    passages: Sequence[tuple[Passage, str, Where]]
    kinds: dict[str, Kind]
    declared: dict[str, Where]
    claims: dict[str, Statement]
    point: Callable[[Where, str], Where]


def pointer(lines_of: dict[str, Sequence[str]]) -> Callable[[Where, str], Where]:
    """A function that finds a word at or after a place, in the next sixty lines of its file.

    >>> pointer({"a.yaml": ["- lenin opposes peace"]})(Where("a.yaml", 1, 3), "peace")
    Where(file='a.yaml', line=1, column=17, length=5)
    """

    def point(start: Where, word: str) -> Where:
        lines = lines_of.get(start.file, ())
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for number in range(start.line, min(start.line + _REACH, len(lines) + 1)):
            found = pattern.search(lines[number - 1], start.column - 1 if number == start.line else 0)
            if found:
                return Where(start.file, number, found.start() + 1, len(word))
        return start

    return point


def references(statement: Statement) -> Iterator[tuple[str, str]]:
    """Every id that a statement uses, with the part that it plays in it.

    Order: subject, object, then qualifiers as the guide lists them.
    """
    yield "subject", statement.subject
    if statement.figure is None:
        yield "object", statement.object
    if statement.view:
        yield "view", statement.view
    for part, ids in (
        ("at", statement.at),
        ("where", statement.places),
        ("via", statement.via),
        ("by", statement.by),
        ("sense", (statement.sense,) if statement.sense else ()),
    ):
        for id_ in ids:
            yield part, id_
