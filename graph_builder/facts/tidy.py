"""The one canonical form of a curator's YAML file: same data, same comments, always the same text.

What a file holds is never altered: the tree and the comments are compared before and after.  Only these things change:

- indents, widths, quotation marks, blank lines and the ends of lines;
- the order of keys in a record.  Things, senses, passages, facts and lists keep the curator's order, because what
  stands side by side was put there by hand; so do single blank lines between them;
- the spelling of a locator or a sentence, where the caller gives its rule.

Quotation marks stay where they keep another YAML reader from taking a text for a number, a date, a truth value or
nothing ("1994"); else they go wherever YAML does without them.  A comment on a line of its own belongs to what comes
next, or to the block that it is indented with; a comment behind something belongs to that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

import yaml

from graph_builder.errors import DataError, Where, has_errors
from graph_builder.facts.commented import Branch, Entry, commented, entries_of
from graph_builder.facts.nodes import data
from graph_builder.facts.read import read_bytes, read_file
from graph_builder.rulebook import problem

MAX_KEY = 1000  # libyaml refuses a key of more than 1024 characters
_NEWLINE = re.compile(r"\r\n|\r")
_FIRST = re.compile(r"""-[^\s\-,\[\]{}]|[^\s\-?:,\[\]{}#&*!|>'"%@`]""")
_QUOTED = re.compile(r":\s|:$|\s#|^\.\.\.|\s$")
_FLOW = re.compile(r"[,\[\]{}]|:\?")
_NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")  # of YAML 1.2
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Form:
    """How one part of a file is written.

    Units: `indent` in columns from a key to the items of its list; `width` in columns of the whole line.
    `keys` are a record's keys in their order, which is the curator's if `free`.  `each` is the form of a list's items
    and of the values of other keys.  `block` means one entry a line even if all would fit on one.  `spell` gives the
    canonical spelling of a text that stands here, or of the only key of a mapping that stands here; it must not change
    what the text means.
    """

    keys: Mapping[str, Form] = field(default_factory=dict)
    each: Form | None = None
    free: bool = False
    block: bool = False
    indent: int = 2
    width: int = 120
    spell: Callable[[str], str] | None = None

    def under(self, key: str | None) -> Form:
        """The form of what stands under a key, or of an item."""
        return self.keys.get(key or "") or self.each or PLAIN


PLAIN = Form()


def tidy(text: str, form: Form, name: str = "") -> str:
    """The canonical form of a file's text; a text in that form comes back as it is.

    Raises:
        DataError: the text cannot be read; it holds the problems, under the file's `name`.

    >>> print(tidy("lenin:   {type:  'politician', label: Lenin} # first", Form(keys={"label": PLAIN}, each=PLAIN)))
    lenin: {type: politician, label: Lenin}  # first
    <BLANKLINE>
    """
    document, problems = read_bytes(text.encode(), name)
    if has_errors(problems):
        raise DataError(problems)
    source = _NEWLINE.sub("\n", text)
    if document.root is None:
        return "".join(f"{line.strip()}\n" for line in source.splitlines() if line.strip())
    root, head, comments = commented(source)
    if root.kind != "map":
        raise DataError([problem("wrong-form", Where(name), "the file must be a mapping (key: value)")])
    _respell(root, form)
    _refuse_long_keys(root, name)
    first, lines = _block(root, form, 0, top=True)
    above = "\n".join(_collapsed([*head, *first])).strip("\n")
    result = "\n".join([*([above] if above else []), *lines, ""])
    after, problems = read_bytes(result.encode(), name)
    changed = after.root is None or data(after.root) != _spelled(data(document.root), form)
    if changed or has_errors(problems) or Counter(comments) != Counter(commented(result)[2]):
        raise RuntimeError(f"{name or 'the text'} would not be the same after tidying; this is a bug of graph-builder")
    return result


def tidy_file(path: Path, form: Form) -> tuple[str, str]:
    """The text of a file as it is, ends of lines included, and its canonical form.  Raises DataError as `tidy` does."""
    _, problems = read_file(path)
    if has_errors(problems):
        raise DataError(problems)
    old = path.read_bytes().decode()
    return old, tidy(old, form, path.as_posix())


def _spelled(value: object, form: Form) -> object:
    """The data as the canonical form spells it."""
    if isinstance(value, str):
        return form.spell(value) if form.spell else value
    if isinstance(value, list):
        return [_spelled(item, form.under(None)) for item in value]
    assert isinstance(value, dict)
    lone = form.spell if len(value) == 1 else None
    return {lone(key) if lone else key: _spelled(item, form.under(key)) for key, item in value.items()}


def _respell(node: Branch, form: Form) -> None:
    """Does the same to the tree."""
    for entry in node.entries:
        _respell(entry.value, form.under(entry.key.text if entry.key else None))
    written = node if node.kind == "text" else node.entries[0].key if len(node.entries) == 1 else None
    if form.spell and written:
        written.text = form.spell(written.text)


def _refuse_long_keys(root: Branch, name: str) -> None:
    long = [e.key for e in entries_of(root) if e.key and len(_key(e.key)) > MAX_KEY]
    if long:
        place = Where(name, long[0].start.line + 1, long[0].start.column + 1)
        raise DataError([problem("wrong-form", place, f"a sentence or key of more than {MAX_KEY} characters")])


# -- tree -> lines


def _block(node: Branch, form: Form, column: int, top: bool = False) -> tuple[list[str], list[str]]:
    """The comments above the first entry, without indent, and the lines from the first entry on."""
    entries = _ordered(node, form)
    lines: list[str] = []
    first: list[str] = []
    several = False
    for number, entry in enumerate(entries):
        inner = form.under(entry.key.text if entry.key else None)
        if inner.indent == 0 and entry.value.kind == "list" and entry.key and number + 1 < len(entries):
            entries[number + 1].before[:0] = entry.value.tail  # which is how it would be read
            entry.value.tail = []
        opening = f"{_key(entry.key)}:" if entry.key else "-"
        above, own = _entry_lines(entry, inner, column, " " * column + opening)
        above = _above([*entry.before, *above], form)
        if number == 0:
            first = above[1:] if above[:1] == [""] else above
        else:
            lines += _indented(_collapsed(["", *above] if top and several else above), column)
        lines += own
        several = len(own) > 1
    tail = _above(node.tail, form)
    return first, lines + _indented(_collapsed(["", *tail] if top and several and tail else tail), column)


def _above(comments: list[str], form: Form) -> list[str]:
    """Comments, and single blank lines where the order is the curator's."""
    return [comment for comment in comments if comment] if form.keys and not form.free else _collapsed(comments)


def _ordered(node: Branch, form: Form) -> list[Entry]:
    order = {} if form.free else {key: number for number, key in enumerate(form.keys)}
    return sorted(node.entries, key=lambda e: order.get(e.key.text, len(order)) if e.key else 0)


def _entry_lines(entry: Entry, form: Form, column: int, opening: str) -> tuple[list[str], list[str]]:
    """Comments that have to stand above the entry, and its lines."""
    value, after = entry.value, f"  {entry.after}" if entry.after else ""
    if value.kind == "text":
        literal = _literal(value.text)
        if literal:
            return [], [f"{opening} {literal[0]}{after}", *_indented(literal[1:], column + 2)]
        return [], [f"{opening} {_scalar(value)}".rstrip(" ") + after]
    above = [] if entry.key else _lifted(value, form)
    flow = _in_flow(value, form)
    if flow is not None and (not value.entries or len(opening) + 1 + len(flow) <= form.width):
        return above, [f"{opening} {flow}{after}"]
    if entry.key:
        inner = column + (form.indent if value.kind == "list" else 2)
        first, lines = _block(value, form, inner)
        return [], [opening + after, *_indented(first, inner), *lines]
    first, lines = _block(value, form, column + 2)
    return [*above, *first, *([entry.after] if entry.after else [])], [opening + lines[0][column + 1 :], *lines[1:]]


def _lifted(item: Branch, form: Form) -> list[str]:
    """The comments above the first entry of an item, taken from there: they stand above the item's dash."""
    if not item.entries:
        return []
    first = _ordered(item, form)[0]
    above, first.before = [comment for comment in first.before if comment], []
    return above if first.key else [*above, *_lifted(first.value, form.under(None))]


def _in_flow(node: Branch, form: Form) -> str | None:
    """The node on one line in [...] or {...}; None if it must not or cannot be."""
    if node.kind == "text":
        empty = not node.text and not node.style
        return None if empty or "\n" in node.text else _scalar(node, flow=True)
    if (form.block and node.entries) or node.tail or any(e.after or any(e.before) for e in node.entries):
        return None
    parts = []
    for entry in _ordered(node, form):
        value = _in_flow(entry.value, form.under(entry.key.text if entry.key else None))
        if value is None:
            return None
        parts.append(f"{_key(entry.key, flow=True)}: {value}" if entry.key else value)
    return ("{%s}" if node.kind == "map" else "[%s]") % ", ".join(parts)


def _key(node: Branch, flow: bool = False) -> str:
    return _scalar(node, flow) or '""'


def _scalar(node: Branch, flow: bool = False) -> str:
    text = node.text
    if not text:
        return '""' if node.style else ""
    shown = all(char.isprintable() or category(char) == "Zs" for char in text)
    plain = shown and _FIRST.match(text) and not _QUOTED.search(text) and not (flow and _FLOW.search(text))
    if plain and not (node.style and _is_other(text)):
        return text
    if shown and "'" not in text and ('"' in text or "\\" in text):
        return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in text) + '"'


def _is_other(text: str) -> bool:
    """True if a YAML loader would take the text for something else than text."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    return bool(_NUMBER.fullmatch(text)) or any(pattern.match(text) for _, pattern in resolvers)


def _escaped(char: str) -> str:
    if char.isprintable() or category(char) == "Zs":
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _literal(text: str) -> list[str]:
    """The lines of a text of several lines, with their mark | before them; empty if it cannot be written so."""
    lines = text.removesuffix("\n").split("\n")
    fits = "\n" in text and lines[0].strip() and lines[-1] and not lines[0].startswith(" ")
    if not fits or any(line.endswith(" ") or not all(c.isprintable() for c in line) for line in lines):
        return []
    return ["|" if text.endswith("\n") else "|-", *lines]


def _collapsed(lines: list[str]) -> list[str]:
    """The lines, with one blank line where there were several."""
    return [line for number, line in enumerate(lines) if line or number == 0 or lines[number - 1]]


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]
