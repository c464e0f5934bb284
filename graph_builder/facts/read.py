"""Files on disk -> trees of text that know their places.  The only module that opens the curator's files.

YAML is read through libyaml's events and never through a loader: a loader turns `no`, `012` and `1921-10-28` into
other values than the curator wrote, and throws their places away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text
from graph_builder.rulebook import problem

MAX_BYTES = 16_000_000
MAX_DEPTH = 12
MAX_SYNTAX_ERRORS = 50

_LINE = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ITEM = re.compile(r"^(\s*)(?:- |-$|[^\s#])")


def read_file(path: Path, shown: str = "") -> tuple[Document, list[Problem]]:
    """The file's tree, and every problem of its form.

    Args:
        path: the file.
        shown: the path as problems should show it; the path itself if empty.

    Returns:
        A document, whose root is None where nothing could be read, and problems in the order of their lines.  Parts
        that hold a syntax error are left out of the tree, and the rest is read all the same.
    """
    name = shown or path.as_posix()
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"the file has {size:,} bytes, more than {MAX_BYTES:,}"
            return Document(name, None), [problem("too-large", Where(name), message)]
        raw = path.read_bytes()
    except OSError as error:
        return Document(name, None), [problem("unreadable-file", Where(name), _reason(error))]
    return read_bytes(raw, name)


def read_bytes(raw: bytes, name: str) -> tuple[Document, list[Problem]]:
    """As `read_file`, for bytes already in memory."""
    text, problems = _decode(raw, name)
    lines = _LINE.split(text)
    problems += _characters(text, lines, name)
    if any(p.code in ("control-character", "not-utf8", "byte-order-mark", "tab") for p in problems):
        return Document(name, None, lines), problems
    root, more = _parse_all(lines, name)
    problems += more
    if root is None and not problems:
        problems.append(problem("empty-file", Where(name), "the file holds nothing"))
    return Document(name, root, lines), sorted(problems, key=lambda p: p.where)


def _reason(error: OSError) -> str:
    return f"cannot read the file: {error.strerror or type(error).__name__}"


def _decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [problem("not-utf8", Where(name), "the file is UTF-16")]
    if raw.startswith(b"\xef\xbb\xbf"):
        found = problem("byte-order-mark", Where(name), "the file begins with a byte-order mark")
        return raw[3:].decode("utf-8", "replace"), [found]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = _LINE.split(raw[: error.start].decode("utf-8", "replace"))
        place = Where(name, len(before), len(before[-1]) + 1)
        found = problem("not-utf8", place, f"the byte 0x{raw[error.start]:02x} is not UTF-8")
        return raw.decode("utf-8", "replace"), [found]


def _characters(text: str, lines: list[str], name: str) -> list[Problem]:
    if not (_CONTROL.search(text) or _HIDDEN.search(text) or "\t" in text):
        return []
    found = []
    for number, line in enumerate(lines, 1):
        for match in _CONTROL.finditer(line):
            place = Where(name, number, match.start() + 1)
            found.append(problem("control-character", place, f"control character U+{ord(match[0]):04X}"))
        for match in _HIDDEN.finditer(line):
            place = Where(name, number, match.start() + 1)
            found.append(problem("hidden-character", place, f"invisible character U+{ord(match[0]):04X}"))
        if "\t" in line:
            found.append(problem("tab", Where(name, number, line.index("\t") + 1), "a tab"))
    return found


class _RefusedError(Exception):
    def __init__(self, code: str, message: str, mark: Any, length: int = 1) -> None:
        self.code, self.message, self.mark, self.length = code, message, mark, length


def _parse_all(lines: list[str], name: str) -> tuple[Node | None, list[Problem]]:
    """The tree of the lines; where the parser stops at an error, the item that holds it is left out and it goes on."""
    lines = list(lines)
    problems: list[Problem] = []
    while True:
        try:
            root, found = _Builder("\n".join(lines), name, lines).build()
            return root, problems + found
        except _RefusedError as refusal:
            place = Where(name, refusal.mark.line + 1, refusal.mark.column + 1, refusal.length)
            problems.append(problem(refusal.code, place, refusal.message))
            if refusal.code in ("too-deep", "several-documents"):
                return None, problems
            line = refusal.mark.line
        except yaml.YAMLError as error:
            found_at, message = _syntax(error, lines)
            line = found_at.line - 1
            problems.append(problem("syntax", found_at._replace(file=name), message))
        if len(problems) >= MAX_SYNTAX_ERRORS or not _blank_item(lines, line):
            return None, problems


def _syntax(error: yaml.YAMLError, lines: list[str]) -> tuple[Where, str]:
    """Where a syntax error is, and what it is.  What was opened and never closed is blamed at its opening."""
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    text = str(getattr(error, "problem", None) or "cannot be read").strip()
    context = str(getattr(error, "context", None) or "")
    apart = mark is not None and start is not None and mark.line != start.line
    unclosed = "quoted scalar" in context or ("flow" in context and apart)
    if start is not None and (mark is None or mark.line >= len(lines) or unclosed):
        return Where("", min(start.line, len(lines) - 1) + 1, start.column + 1), f"{context}: {text} (begun here)"
    if mark is None:
        return Where(""), text
    return Where("", min(mark.line, len(lines) - 1) + 1, mark.column + 1), f"{context}: {text}" if context else text


def _blank_item(lines: list[str], line: int) -> bool:
    """Empty the smallest list item or entry around the line; False if there was nothing left to empty."""
    line = min(line, len(lines) - 1)
    while line >= 0 and not _ITEM.match(lines[line]):
        line -= 1
    if line < 0:
        return False
    indent = len(lines[line]) - len(lines[line].lstrip())
    lines[line] = ""
    for after in range(line + 1, len(lines)):
        text = lines[after]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        lines[after] = ""
    return True


class _Builder:
    """Builds the tree from libyaml's events; refuses what the curator's form does not need."""

    def __init__(self, text: str, name: str, lines: list[str]) -> None:
        self.name, self.lines = name, lines
        self.problems: list[Problem] = []
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
                raise _RefusedError("several-documents", "a second document begins here", event.start_mark, 3)
            empty = isinstance(root, Text) and root.plain and not root.text
            return (None if empty else root), self.problems
        finally:
            self.loader.dispose()

    def _node(self, event: Any, depth: int) -> Node:
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("alias", f"the alias *{event.anchor}", mark, len(event.anchor or "") + 1)
        if event.anchor:
            raise _RefusedError("alias", f"the anchor &{event.anchor}", mark, len(event.anchor) + 1)
        if event.tag:
            raise _RefusedError("tag", f"the tag {event.tag}", mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if depth >= MAX_DEPTH:
            raise _RefusedError("too-deep", f"more than {MAX_DEPTH} levels of nesting", mark)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items([self._node(e, depth + 1) for e in self._until(yaml.SequenceEndEvent)], mark.line + 1,
                         mark.column + 1)  # fmt: skip
        return self._pairs(mark, depth)

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        get = self.loader.get_event
        while not isinstance(event := get(), end):
            yield event

    def _pairs(self, mark: Any, depth: int) -> Pairs:
        pairs: dict[str, Node] = {}
        keys: dict[str, Text] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self.loader.get_event(), depth + 1)
            place = Where(self.name, key.line, key.column, key.length if isinstance(key, Text) else 1)
            if not isinstance(key, Text):
                self.problems.append(problem("wrong-form", place, "a key must be text, not a list or a mapping"))
            elif key.text in pairs:
                first = keys[key.text].line
                message = f"the key '{key.text}' stands already in line {first}"
                self.problems.append(problem("duplicate-key", place, message))
            else:
                pairs[key.text], keys[key.text] = value, key
        return Pairs(pairs, keys, mark.line + 1, mark.column + 1)

    def _text(self, event: Any) -> Text:
        start, end = event.start_mark, event.end_mark
        plain = not event.style
        if plain:
            self._cut(end)
        length = end.column - start.column if end.line == start.line else len(self.lines[start.line]) - start.column
        return Text(event.value, start.line + 1, start.column + 1, max(length, 1), plain)

    def _cut(self, end: Any) -> None:
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        after = rest.lstrip()
        if len(after) > 1 and after[0] == "#" and len(rest) > len(after) and after[1] not in " #!":
            message = f"'{after[:20]}' is a comment and not part of the text"
            place = Where(self.name, end.line + 1, end.column + len(rest) - len(after) + 1, len(after))
            self.problems.append(problem("cut-by-comment", place, message))


def read_text(path: Path) -> str | None:
    """A text file of the curator's, or None if there is none that can be read as UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
