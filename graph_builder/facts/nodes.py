"""What a file says, with every value as text and the place of each: the tree between YAML and the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_builder.errors import Where


@dataclass(slots=True)
class Text:
    """A scalar, always as text.  Units: `line` and `column` count from 1; `length` in characters on its first line."""

    text: str
    line: int
    column: int
    length: int
    plain: bool = True


@dataclass(slots=True)
class Items:
    """A YAML list."""

    items: list[Node]
    line: int
    column: int


@dataclass(slots=True)
class Pairs:
    """A YAML mapping, in the order of the file; keys are distinct."""

    pairs: dict[str, Node]
    keys: dict[str, Text]
    line: int
    column: int


class Written(Pairs):
    """A mapping of which `data` gave already what it says; where its keys and values stand is found when first asked.

    Few are asked: a place is wanted only where there is a problem.
    """

    __slots__ = ("_placed", "values")

    def __init__(
        self, values: Mapping[str, object], line: int, column: int, placed: Callable[[], list[tuple[Text, Node]]]
    ) -> None:
        self.values, self.line, self.column, self._placed = values, line, column, placed

    def __getattr__(self, name: str) -> Any:
        if name not in ("pairs", "keys"):
            raise AttributeError(name)
        several = self._placed()
        self.pairs = {key.text: value for key, value in several}
        self.keys = {key.text: key for key, _ in several}
        return getattr(self, name)


Node = Text | Items | Pairs
_REACH = 60


@dataclass(slots=True)
class Document:
    """A file that was read: its path as given, its lines, and its tree (None where it holds nothing).

    `lost` are the numbers of the lines that could not be read and are not in the tree.
    """

    file: str
    root: Node | None
    lines: Sequence[str] = field(repr=False, default=())
    lost: frozenset[int] = frozenset()


def where(document: Document, node: Node) -> Where:
    """The place of a node."""
    return Where(document.file, node.line, node.column, node.length if isinstance(node, Text) else 1)


def within(file: str, lines: Sequence[str], node: Text, word: str, offset: int) -> Where:
    """The place of a word that begins at an offset of the text, also where the text runs over several lines."""
    if node.length == len(node.text) + 2 * (not node.plain):
        return Where(file, node.line, node.column + offset + (not node.plain), len(word))
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    earlier = sum(1 for _ in pattern.finditer(node.text[:offset]))
    for number in range(node.line, min(node.line + _REACH, len(lines) + 1)) if word else ():
        for found in pattern.finditer(lines[number - 1], node.column - 1 if number == node.line else 0):
            if not earlier:
                return Where(file, number, found.start() + 1, len(word))
            earlier -= 1
    return Where(file, node.line, node.column, node.length)


def is_torn(document: Document, node: Node) -> bool:
    """True if lines that belong to the node, or would have been its value, could not be read."""
    if not document.lost or document.lines[node.line - 1][node.column - 1 : node.column] in ("{", "["):
        return False
    if node.line - 1 in document.lost:
        return True
    for number in range(node.line + 1, len(document.lines) + 1):
        line = document.lines[number - 1]
        if number in document.lost:
            return True
        if line.strip() and len(line) - len(line.lstrip()) < node.column - 1:
            return False
    return False


def data(node: Node) -> object:
    """The tree as lists, dictionaries and strings."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Written):
        return node.values
    if isinstance(node, Items):
        return [data(item) for item in node.items]
    return {key: value.text if type(value) is Text else data(value) for key, value in node.pairs.items()}


def under(node: Node | None, key: str) -> Node | None:
    """What stands under a key; None if nothing does, or the node is no mapping."""
    if not isinstance(node, Pairs) or (isinstance(node, Written) and key not in node.values):
        return None
    return node.pairs.get(key)


def follow(node: Node, path: Sequence[int | str]) -> Node:
    """The node at the end of the path of keys and indices, or the last one that exists on it."""
    for step in path:
        if isinstance(step, str):
            node = under(node, step) or node
        elif isinstance(node, Items) and step < len(node.items):
            node = node.items[step]
    return node


def texts(node: Node) -> Iterator[Text]:
    """Every scalar of the tree, keys included, in the order of the file."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts(item)
    else:
        for key, value in node.pairs.items():
            yield node.keys[key]
            yield from texts(value)
