"""libyaml's events -> the tree of one file; refuses what the curator's form does not need."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Items, Node, Pairs, Text
from graph_builder.facts.oneline import SIGN, taken_out
from graph_builder.facts.syntax import escapes
from graph_builder.rulebook import problem

MAX_DEPTH = 12
_SCALAR, _PAIRS, _ITEMS, _ALIAS = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent
_PAIRS_END, _ITEMS_END = yaml.MappingEndEvent, yaml.SequenceEndEvent


Strange = tuple[re.Pattern[str], str, str]


class RefusedError(Exception):
    """What is YAML and no part of the curator's form; it ends the reading of what it stands in."""

    def __init__(self, code: str, message: str, mark: Any, length: int = 1) -> None:
        self.code, self.message, self.mark, self.length = code, message, mark, length


class Builder:
    """Builds the tree from libyaml's events; refuses what the curator's form does not need.

    `strange` are the patterns of characters that no text may hold (see `facts.syntax.escapes`).  `taken` are the trees
    of what was taken out of the text, by line (see `facts.oneline`), and `met` how many were put in again.
    """

    def __init__(
        self, text: str, name: str, lines: list[str], strange: Sequence[Strange], taken: Mapping[int, Pairs]
    ) -> None:
        self.taken, self.met = taken, 0
        self.name, self.lines, self.strange = name, lines, strange
        self.remarks = "#" in text
        self.problems: list[Problem] = []
        self.lost: set[int] = set()
        self.loader: Any = yaml.CSafeLoader(text)

    def build(self) -> tuple[Node | None, list[Problem]]:
        try:
            next_event = self.loader.get_event
            next_event()  # stream start
            event = next_event()
            root: Node | None = None
            if isinstance(event, yaml.DocumentStartEvent):
                root = self._node(next_event(), 0)
                next_event()  # document end
                event = next_event()
            if isinstance(event, yaml.DocumentStartEvent):
                raise RefusedError("several-documents", "a second document begins here", event.start_mark, 3)
            empty = isinstance(root, Text) and root.plain and not root.text
            return (None if empty else root), self.problems
        finally:
            self.loader.dispose()

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is _ALIAS or event.anchor or event.tag:
            raise self._refused(event)
        if kind is _SCALAR:
            return self._text(event)
        mark = event.start_mark
        if depth >= MAX_DEPTH:
            raise RefusedError("too-deep", f"more than {MAX_DEPTH} levels of nesting", mark)
        if kind is _PAIRS:
            return self._pairs(mark, depth + 1)
        items: list[Node] = []
        get, node, taken = self.loader.get_event, self._node, self.taken
        while type(event := get()) is not _ITEMS_END:
            plain = taken and type(event) is _SCALAR and event.value == SIGN and self._put_in(event, depth)
            items.append(plain or node(event, depth + 1))
        return Items(items, mark.line + 1, mark.column + 1)

    def _put_in(self, event: Any, depth: int) -> Node | None:
        """What was taken out where this sign stands; None if nothing was, or the sign is not ours."""
        found = self.taken.get(event.start_mark.line)
        if found is None or event.style or event.anchor or event.tag or depth + 3 > MAX_DEPTH:
            return None
        self.met += 1
        return found

    def _refused(self, event: Any) -> RefusedError:
        mark = event.start_mark
        if type(event) is _ALIAS:
            return RefusedError("alias", f"the alias *{event.anchor}", mark, len(event.anchor or "") + 1)
        if event.anchor:
            return RefusedError("alias", f"the anchor &{event.anchor}", mark, len(event.anchor) + 1)
        written = self.lines[mark.line][mark.column :].split(" ")[0]
        return RefusedError("tag", f"the tag {written}", mark, len(written))

    def _pairs(self, mark: Any, depth: int) -> Pairs:
        pairs: dict[str, Node] = {}
        keys: dict[str, Text] = {}
        doubled = ""  # where one key after another is doubled, the line above them is missing: one fault
        get, node, taken = self.loader.get_event, self._node, self.taken
        while type(event := get()) is not _PAIRS_END:
            key, event = node(event, depth), get()
            is_text = type(event) is _SCALAR and not (event.anchor or event.tag)
            if is_text:
                value: Node = (taken and event.value == SIGN and self._put_in(event, depth)) or self._text(event)
            else:
                value = node(event, depth)
            if type(key) is Text and key.text not in pairs:
                pairs[key.text], keys[key.text] = value, key
                doubled = ""
            elif isinstance(key, Text):
                doubled = self._double(key, keys, doubled)
                pairs[key.text] = _merged(pairs[key.text], value)
            else:
                place = Where(self.name, key.line, key.column)
                self.problems.append(problem("wrong-form", place, "a key must be text, not a list or a mapping"))
                doubled = ""
        return Pairs(pairs, keys, mark.line + 1, mark.column + 1)

    def _double(self, key: Text, keys: dict[str, Text], doubled: str) -> str:
        if doubled in ("", key.text):
            place = Where(self.name, key.line, key.column, key.length)
            message = f"the key '{key.text}' stands already in line {keys[key.text].line}"
            self.problems.append(problem("duplicate-key", place, message))
        self.lost.add(key.line)
        return key.text

    def _text(self, event: Any) -> Text:
        start, end, value = event.start_mark, event.end_mark, event.value
        line, column = start.line, start.column
        if not value and line == len(self.lines):  # libyaml puts a value that is missing behind the last line
            line, column = line - 1, len(self.lines[-1])
        length = end.column - column if end.line == line else len(self.lines[line]) - column
        if plain := not event.style:
            if self.remarks:
                self._cut(end)
        elif event.style == '"':
            self.problems += escapes(value, Where(self.name, line + 1, column + 1), self.strange)
        return Text(value, line + 1, column + 1, length if length > 0 else 1, plain)

    def _cut(self, end: Any) -> None:
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        after = rest.lstrip()
        if len(after) > 1 and after[0] == "#" and len(rest) > len(after) and after[1] not in " #!":
            message = f"'{after[:20]}' is a comment and not part of the text"
            place = Where(self.name, end.line + 1, end.column + len(rest) - len(after) + 1, len(after))
            self.problems.append(problem("cut-by-comment", place, message))


def built_quickly(lines: list[str], name: str, strange: Sequence[Strange]) -> Node | None:
    """The tree of a file without faults that holds plain facts or things; None if it has a fault, or holds none.

    What is plain is taken out before libyaml reads the rest, and put in where libyaml finds its sign.  If one is not
    found, it stood in a longer text, or in something else that only libyaml knows.
    """
    short, taken = taken_out(lines)
    if not taken:
        return None
    builder = Builder("\n".join(short), name, lines, strange, taken)
    with contextlib.suppress(RefusedError, yaml.YAMLError):
        root, problems = builder.build()
        if builder.met == len(taken) and not problems and not builder.lost:
            return root
    return None


def _merged(first: Node, second: Node) -> Node:
    """What stands under a key that is doubled, both times together, so that all of it is checked."""
    if isinstance(first, Text) and not first.text:
        return second
    if isinstance(first, Items) and isinstance(second, Items):
        first.items += second.items
    elif isinstance(first, Pairs) and isinstance(second, Pairs):
        first.keys |= {key: place for key, place in second.keys.items() if key not in first.keys}
        first.pairs |= {key: value for key, value in second.pairs.items() if key not in first.pairs}
    return first
