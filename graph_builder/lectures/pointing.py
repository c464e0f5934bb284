"""Where in a lecture's file something stands: an id, a key, an offset of a text, a line of a query."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_builder.errors import QueryError, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, follow, texts, where, within

_TOKEN = re.compile(r"[\w:?$-]+")
_WORD = re.compile(r"[\w-]+")


def scene_nodes(document: Document) -> dict[Where, Node]:
    """The tree of each scene by the place of its id, which is the scene's own place."""
    scenes = None if document.root is None else follow(document.root, ["scenes"])
    return {where(document, follow(n, ["id"])): n for n in scenes.items} if isinstance(scenes, Items) else {}


def under(node: Node, path: Sequence[int | str]) -> Node | None:
    """The node at the end of a path; None if there is none."""
    for step in path:
        if isinstance(node, Pairs) and step in node.pairs:
            node = node.pairs[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def key_place(document: Document, node: Node, key: str) -> Where:
    """The place of a key; of the node if it has none such."""
    return where(document, node.keys[key] if isinstance(node, Pairs) and key in node.keys else node)


def word_place(document: Document, node: Node | None, word: str, otherwise: Where) -> Where:
    """The place of a word in what is written there, keys and values."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    for text in () if node is None else texts(node):
        if found := pattern.search(text.text):
            return within(document.file, document.lines, text, word, found.start())
    return otherwise


def offset_place(document: Document, text: Text, offset: int) -> Where:
    """The place of a character of a text; where the text runs over lines, of the word that stands there."""
    if found := _WORD.search(text.text, offset):
        place = within(document.file, document.lines, text, found[0], found.start())
        if text.text[offset : found.start()].strip() and place.column > 1:
            back = found.start() - offset
            if document.lines[place.line - 1][: place.column - 1].endswith(text.text[offset : found.start()]):
                return place._replace(column=place.column - back, length=place.length + back)
        return place
    return where(document, text)


def query_place(document: Document, text: Text, error: QueryError) -> Where:
    """The place in the file at which a query is at fault; the query itself where that is not known."""
    whole, stripped = where(document, text), text.text.lstrip()
    lines = stripped.split("\n")
    if not 1 <= error.line <= len(lines) or not 1 <= error.column <= len(lines[error.line - 1]):
        return whole
    token = _TOKEN.match(lines[error.line - 1], error.column - 1)
    length = len(token[0]) if token else 1
    if text.length == len(text.text) + 2 * (not text.plain):
        skipped = len(text.text) - len(stripped) + (not text.plain)
        return whole._replace(column=text.column + skipped + error.column - 1, length=length)
    number = text.line + text.text[: len(text.text) - len(stripped)].count("\n") + error.line
    written = document.lines[number - 1] if number <= len(document.lines) else ""
    if not lines[error.line - 1].strip() or not written.rstrip().endswith(lines[error.line - 1].rstrip()):
        return whole
    indent = written.index(lines[error.line - 1].rstrip())
    return Where(document.file, number, indent + error.column, length)
