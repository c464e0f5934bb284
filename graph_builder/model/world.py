"""What the rules look at: the draft with its ids resolved, and a way to point at any word of a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from graph_builder.errors import Where
from graph_builder.facts.nodes import Node, Pairs, Text, texts, within
from graph_builder.model.factbook import Passage, Settings
from graph_builder.model.relations import Kind
from graph_builder.model.sources import Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing

NO_SETTINGS = Settings(title="", base="https://example.org/")
"""Stands for a graph.yaml that could not be read."""

Spot = tuple[Text, Node | None]
"""What stands at a place: the id, sentence or locator, and what is written behind it."""


class Point(Protocol):
    """Finds a word in what is written at a place."""

    def __call__(self, start: Where, word: str, key: str = "") -> Where: ...


@dataclass(frozen=True, slots=True)
class World:
    """Everything that was in form.

    `kinds` holds the kind of every thing and Claim that stands in the files, and `lost` the words of what could not
    be read (None if nothing is known of it), so that one fault is reported once.  `partial` statements and things have
    faults of their own; only their ids and types are looked at.  The place of a passage is that of its `p`.  `point`
    finds a word of a thing, passage or statement.

    `own` are the things that are themselves looked at: all of them, or in a part of a library (see `parts`) those of
    the part; ids are looked up among all `things`.
    """

    settings: Settings
    sources: dict[str, Source]
    things: Mapping[str, Thing]
    own: Collection[Thing]
    statements: Sequence[Statement]
    passages: Sequence[tuple[Passage, str, Where]]
    kinds: Mapping[str, Kind]
    lost: Set[str] | None
    malformed: Set[str]
    claims: Mapping[str, Statement]
    partial: Sequence[Statement]
    partial_things: Sequence[Thing]
    point: Point


def pointer(spots: Mapping[Where, Spot], lines_of: Mapping[str, Sequence[str]]) -> Point:
    """A function that finds a word in what is written at a place: a key, or a word of its sentence or of its values.

    A third argument names the key under which the word stands; where the word is not there, the value is the place.
    """

    def point(start: Where, word: str, key: str = "") -> Where:
        if start not in spots:
            return start
        first, behind = spots[start]
        pairs = behind if isinstance(behind, Pairs) else Pairs({}, {}, 0, 0)
        if word in pairs.keys and not key:
            return Where(start.file, pairs.keys[word].line, pairs.keys[word].column, len(word))
        scope = [pairs.pairs[key]] if key in pairs.pairs else [first, *([behind] if behind else [])]
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for text in (text for node in scope for text in texts(node)):
            if found := pattern.search(text.text):
                return within(start.file, lines_of.get(start.file, ()), text, word, found.start())
        node = scope[0]
        length = node.length if isinstance(node, Text) else 1
        return Where(start.file, node.line, node.column, length) if key in pairs.pairs else start

    return point


def references(statement: Statement) -> list[tuple[str, str]]:
    """Every id that a statement uses, with the part that it plays in it.

    Order: subject, object, then qualifiers as the guide lists them.
    """
    found = [("subject", statement.subject)]
    if statement.figure is None:
        found.append(("object", statement.object))
    if statement.view:
        found.append(("view", statement.view))
    found += [("at", id_) for id_ in statement.at]
    found += [("where", id_) for id_ in statement.places]
    found += [("via", id_) for id_ in statement.via]
    found += [("by", id_) for id_ in statement.by]
    if statement.sense:
        found.append(("sense", statement.sense))
    return found
