"""A YAML text -> its tree with all comments in place, which `read` leaves out; for texts that `read` accepts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import yaml

_OPENING = re.compile(r"[\s\-?:]*")


class Place(NamedTuple):
    """Units: `line` and `column` count from 0."""

    line: int
    column: int


@dataclass(slots=True)
class Branch:
    """A text, a list or a mapping.  `tail`: the comments behind its last entry."""

    kind: Literal["text", "list", "map"]
    start: Place
    end: Place
    text: str = ""
    style: str | None = None
    flow: bool = False
    entries: list[Entry] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key and its value, or an item.  `before`: the comments above it, '' for a blank line; `after`: behind it."""

    key: Branch | None
    value: Branch
    before: list[str] = field(default_factory=list)
    after: str = ""

    @property
    def start(self) -> Place:
        return (self.key or self.value).start


def commented(text: str) -> tuple[Branch, list[str], list[str]]:
    """The tree with every comment at its place, the comments at the head of the file, and all comments in order."""
    loader, lines = yaml.CSafeLoader(text), text.split("\n")
    spans: list[tuple[Place, Place]] = []
    try:
        loader.get_event(), loader.get_event()  # stream start, document start
        root = _node(loader, loader.get_event(), spans)
    finally:
        loader.dispose()
    head: list[str] = []
    comments = []
    for place, comment in _comments(lines, spans):
        comments.append(comment)
        opening = lines[place.line][: place.column]
        own = bool(_OPENING.fullmatch(opening))
        blank = own and place.line > 0 and not lines[place.line - 1].strip()
        found = [*([""] if blank else []), comment]
        if root.kind == "text" or not root.entries or place < root.entries[0].start:
            head += found
        elif own:
            indent = len(opening) - len(opening.lstrip()) if opening.strip() else place.column
            _attach(root, place, indent, found)
        else:
            _attach_behind(root, place, comment)
    for entry in entries_of(root):
        start = entry.start
        if start.line and not lines[start.line - 1].strip() and _OPENING.fullmatch(lines[start.line][: start.column]):
            entry.before.append("")
    return root, head, comments


def _node(loader: yaml.CSafeLoader, event: Any, spans: list[tuple[Place, Place]]) -> Branch:
    start, end = (Place(mark.line, mark.column) for mark in (event.start_mark, event.end_mark))
    if isinstance(event, yaml.ScalarEvent):
        block = event.style in ("|", ">")
        spans.append((Place(start.line + 1, 0) if block else start, end))  # a comment may stand behind | or >
        return Branch("text", start, end, event.value, event.style)
    is_map = isinstance(event, yaml.MappingStartEvent)
    node = Branch("map" if is_map else "list", start, end, flow=bool(event.flow_style))
    following: Any = loader.get_event()
    while not isinstance(following, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        key = _node(loader, following, spans) if is_map else None
        node.entries.append(Entry(key, _node(loader, loader.get_event() if is_map else following, spans)))
        following = loader.get_event()
    mark: Any = following.end_mark
    node.end = Place(mark.line, mark.column)
    return node


def _comments(lines: list[str], spans: list[tuple[Place, Place]]) -> Iterator[tuple[Place, str]]:
    """Every # that stands outside the scalars, and the rest of its line."""
    starts = [start for start, _ in spans]
    for number, line in enumerate(lines):
        column = line.find("#")
        while column >= 0:
            place = Place(number, column)
            at = bisect_right(starts, place) - 1
            if at < 0 or place >= spans[at][1]:
                yield place, line[column:].rstrip(" ")
                break
            column = line.find("#", column + 1)


def entries_of(node: Branch) -> Iterator[Entry]:
    """Every entry of the tree, in the order of the file."""
    for entry in node.entries:
        yield entry
        yield from entries_of(entry.value)


def _last(node: Branch) -> Place:
    """Before this place, a comment stands inside the node, however it is indented."""
    if node.kind == "text":
        return node.start
    return node.end if node.flow or not node.entries else _last(node.entries[-1].value)


def _attach(node: Branch, place: Place, indent: int, comment: list[str]) -> None:
    """Adds a comment on a line of its own to the entry that follows it, or to the block that it is indented with."""
    at = bisect_left(node.entries, place, key=lambda entry: entry.start)
    if at == 0:
        node.entries[0].before += comment
        return
    value, last = node.entries[at - 1].value, at == len(node.entries)
    if value.entries:
        inside = place < _last(value)
        within = not value.flow and indent >= value.start.column and (last or indent > node.start.column)
        if inside or (within and not node.flow):
            _attach(value, place, indent, comment)
            return
    if place < _last(value):
        node.entries[at - 1].before += comment
    else:
        (node.tail if last else node.entries[at].before).extend(comment)


def _attach_behind(node: Branch, place: Place, comment: str) -> None:
    """Adds a comment behind something to the largest thing that ends before it on its line."""
    at = bisect_left(node.entries, place, key=lambda entry: entry.start)
    entry = node.entries[max(at - 1, 0)]
    value = entry.value
    if value.entries and value.start < place and not (value.flow and value.end <= place):
        first = value.entries[0]
        if first.start < place:
            _attach_behind(value, place, comment)
        else:
            first.before.append(comment)
        return
    if entry.after:
        entry.before.append(entry.after)
    entry.after = comment
