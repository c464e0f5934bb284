"""What a file says, with every value as text and the place of each: the tree between YAML and the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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


Node = Text | Items | Pairs


@dataclass(slots=True)
class Document:
    """A file that was read: its path as given, its lines, and its tree (None where it holds nothing)."""

    file: str
    root: Node | None
    lines: Sequence[str] = field(repr=False, default=())


def where(document: Document, node: Node) -> Where:
    """The place of a node."""
    return Where(document.file, node.line, node.column, node.length if isinstance(node, Text) else 1)


def data(node: Node) -> object:
    """The tree as lists, dictionaries and strings."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [data(item) for item in node.items]
    return {key: data(value) for key, value in node.pairs.items()}


def follow(node: Node, path: Sequence[int | str]) -> Node:
    """The node at the end of the path of keys and indices, or the last one that exists on it."""
    for step in path:
        if isinstance(node, Pairs) and step in node.pairs:
            node = node.pairs[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
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
