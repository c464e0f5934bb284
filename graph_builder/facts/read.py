"""Files on disk -> trees of text that know their places.  The only module that opens the curator's files.

YAML is read through libyaml's events and never through a loader: a loader turns `no`, `012` and `1921-10-28` into
other values than the curator wrote, and throws their places away.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import yaml

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Node
from graph_builder.facts.syntax import fault_of, item_around
from graph_builder.facts.tree import Builder, RefusedError, built_quickly
from graph_builder.rulebook import problem

MAX_BYTES = 16_000_000
MAX_SYNTAX_ERRORS, MAX_CHARACTERS, MAX_CONTROLS = 50, 50, 20
MAX_READ_AGAIN = 2_000_000  # characters: every syntax error makes the reader begin again

_LINE = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_HIDDEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FOREIGN = re.compile(r"[\udc80-\udcff]")
_SUFFIXES = (".yaml", ".yml")


def yaml_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The YAML files of a folder and its sub-folders, and a problem for each part that cannot be read.

    Hidden files and folders, which editors make, are left out.  Links are followed, in a circle only once.

    Order: by name.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    top = Path(os.path.realpath(folder))
    seen = {str(above) for above in top.parents}

    def failed(error: OSError) -> None:
        name = shown_path(Path(os.fsdecode(error.filename or folder)))
        problems.append(problem("unreadable-file", Where(name), f"cannot read the folder: {error.strerror}"))

    for here, folders, names in os.walk(folder, followlinks=True, onerror=failed):
        real = os.path.realpath(here)
        folders[:] = [] if real in seen else [name for name in folders if not name.startswith(".")]
        names = [] if real in seen else names
        seen.add(real)
        found += [Path(here, n) for n in names if n.lower().endswith(_SUFFIXES) and not n.startswith(".")]
        for name in folders:
            if name.lower().endswith(_SUFFIXES):
                place = Where(shown_path(Path(here, name)))
                problems.append(problem("unreadable-file", place, "a folder with the name of a file"))
    return sorted(found), problems


def missing_parts(folder: Path) -> list[Problem]:
    """A problem for each file and folder that a data folder needs and that is not there."""
    wanted = {"graph.yaml": "file", "sources.yaml": "file", "entities": "folder", "facts": "folder"}
    return [
        problem("missing-file", Where(shown_path(folder / name)), f"there is no {what} {name}")
        for name, what in wanted.items()
        if not (os.path.isdir if what == "folder" else os.path.lexists)(folder / name)
    ]


def shown_path(path: Path) -> str:
    """The path with forward slashes; bytes that are no text stand as their codes."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def read_file(path: Path, shown: str = "") -> tuple[Document, list[Problem]]:
    """The file's tree, and every problem of its form.

    Args:
        path: the file.
        shown: the path as problems should show it; the path itself if empty.

    Returns:
        A document, whose root is None where nothing could be read, and problems in the order of their lines.  Parts
        that hold a syntax error are left out of the tree, and the rest is read all the same.  A file that cannot be
        opened has no lines either.
    """
    name = shown or shown_path(path)
    raw = _raw(path, name)
    return (Document(name, None), [raw]) if isinstance(raw, Problem) else read_bytes(raw, name)


def read_lines(path: Path) -> Sequence[str]:
    """The lines of a file as `read_file` gives them, without asking what they say."""
    raw = _raw(path, "")
    return () if isinstance(raw, Problem) else _lines(raw, "")[1]


def _raw(path: Path, name: str) -> bytes | Problem:
    try:
        status = path.stat()
        if status.st_size > MAX_BYTES:
            message = f"the file has {status.st_size:,} bytes, more than {MAX_BYTES:,}"
            return problem("too-large", Where(name), message)
        if not stat.S_ISREG(status.st_mode):
            return problem("unreadable-file", Where(name), "this is not a file")
        return path.read_bytes()
    except OSError as error:
        return problem("unreadable-file", Where(name), f"cannot read the file: {error.strerror}")


def read_bytes(raw: bytes, name: str) -> tuple[Document, list[Problem]]:
    """As `read_file`, for bytes already in memory."""
    text, lines, problems = _lines(raw, name)
    if not lines:
        return Document(name, None), problems
    if "\t" in text and any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return Document(name, None, lines, frozenset(range(1, len(lines) + 1))), problems  # what is nested is unclear
    readable = [_HIDDEN.sub("", _CONTROL.sub("", line)).replace("\t", " ") for line in lines] if problems else lines
    root, more, lost = _parse_all(readable, name)
    problems += more
    if root is None and not problems:
        problems.append(problem("empty-file", Where(name), "the file holds nothing"))
    return Document(name, root, lines, lost), sorted(problems, key=lambda p: p.where)


def _lines(raw: bytes, name: str) -> tuple[str, list[str], list[Problem]]:
    """The text, its lines and the problems of its characters; no lines if it is no text at all."""
    text, problems = _decode(raw, name)
    lines = _LINE.split(text) if "\r" in text else text.split("\n")
    undecoded = bool(problems)
    problems += _characters(text, lines, name)
    controls = sum(p.code == "control-character" for p in problems)
    return (text, [], problems[:1]) if controls > (0 if undecoded else MAX_CONTROLS) else (text, lines, problems)


def _decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), [problem("not-utf8", Where(name), "the file is UTF-16")]
    if raw.startswith(b"\xef\xbb\xbf"):
        found = problem("byte-order-mark", Where(name), "the file begins with a byte-order mark")
        return raw[3:].decode("utf-8", "replace"), [found]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = _LINE.split(raw[: error.start].decode("utf-8", "replace"))
        place = Where(name, len(before), len(before[-1]) + 1)
        found = problem("not-utf8", place, f"the byte 0x{raw[error.start]:02x} is not UTF-8")
        return _FOREIGN.sub(_as_windows, raw.decode("utf-8", "surrogateescape")), [found]


def _as_windows(byte: re.Match[str]) -> str:
    """What a byte that is not UTF-8 most likely means, so that the rest of the file can be checked."""
    return bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace")


def _characters(text: str, lines: list[str], name: str) -> list[Problem]:
    if all(map(str.isprintable, lines)):  # none of what is looked for here is; it takes a quarter of the time
        return []
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        for pattern, code, what in _STRANGE:
            first = islice(pattern.finditer(line), MAX_CHARACTERS)  # a line may have millions
            signs = [(Where(name, number, match.start() + 1), ord(match[0][0])) for match in first]
            found += [problem(code, place, what.format(sign)) for place, sign in signs]
        if len(found) >= MAX_CHARACTERS:
            break
    return found[:MAX_CHARACTERS]


_STRANGE = (
    (_CONTROL, "control-character", "control character U+{:04X}"),
    (_HIDDEN, "hidden-character", "invisible character U+{:04X}"),
    (re.compile(r"\t+"), "tab", "a tab"),
)


def _parse_all(lines: list[str], name: str) -> tuple[Node | None, list[Problem], frozenset[int]]:
    """The tree of the lines; where the parser stops at an error, the item that holds it is left out and it goes on.

    Returns:
        The tree, the problems, and the numbers of the lines that were left out.
    """
    # what is not seen may stand as an escape, which is seen; what steers may not
    strange = _STRANGE[:1]
    if root := built_quickly(lines, name, strange):
        return root, [], frozenset()
    lines = list(lines)
    problems: list[Problem] = []
    everything, lost = frozenset(range(1, len(lines) + 1)), set[int]()
    size, again = sum(map(len, lines)), MAX_READ_AGAIN
    while True:
        try:
            builder = Builder("\n".join(lines), name, lines, strange, {})
            root, found = builder.build()
            return root, problems + found, frozenset(lost | builder.lost)
        except RefusedError as refusal:
            place = Where(name, refusal.mark.line + 1, refusal.mark.column + 1, refusal.length)
            problems.append(problem(refusal.code, place, refusal.message))
            if refusal.code in ("too-deep", "several-documents"):
                return None, problems, everything
            left_out = item_around(lines, refusal.mark.line)
        except yaml.YAMLError as error:
            fault = fault_of(error, lines)
            left_out = fault.left_out
            problems.append(problem("syntax", Where(name, fault.line + 1, fault.column + 1), fault.message))
        for line in left_out:
            lines[line] = ""
        lost.update(line + 1 for line in left_out)
        again -= size
        if len(problems) >= MAX_SYNTAX_ERRORS or not left_out or again < 0:
            return None, problems, everything


def read_text(path: Path) -> str | None:
    """A text file of the curator's, or None if there is none that can be read as UTF-8."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8-sig")
    return None
