"""The parts of a library -> the statements that count as edges, read line by line: no graph is made of the lines.

Nodes and edges are those of `graph.network.network`: the ends of every statement that is kept, be they things, Claims
or figures.  Which statements are kept is one of its projections.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.graph.network import PROJECTIONS, Projection
from graph_builder.graph.terms import boolean, literal, term
from graph_builder.output import MANIFEST
from graph_builder.parts.shelf import HEAD
from graph_builder.pool import Runner, in_turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOICES: dict[str, Projection] = {
    "plain": PROJECTIONS["facts"],
    "beliefs": PROJECTIONS["beliefs"],
    "all": PROJECTIONS["all"],
}
"""The statements that can be asked for: facts alone, beliefs alone, or both where somebody says that he wants both."""

_BLOCK = 1 << 22
_BASE = re.compile(rf"<([^<>]*)> {re.escape(term('rdf:type'))} {re.escape(term('void:Dataset'))} \.")
_OWN = re.compile(rf'<[^<>]*> {re.escape(term("vann:preferredNamespaceUri"))} "([^"]*)" \.')
_LABEL = re.compile(rf'<([^<>]*)> {re.escape(term("rdfs:label"))} ("(?:[^"\\]|\\.)*")'.encode())
_PLAIN, _AUTHOR = boolean(True).encode(), literal("author").encode()
_KEEPS: dict[str, Callable[[dict[bytes, bytes]], bool]] = {
    "plain": lambda said: said.get(b"plain") == _PLAIN,
    "beliefs": lambda said: said.get(b"voice", _AUTHOR) != _AUTHOR,
    "all": lambda said: True,
}


class Part(NamedTuple):
    """A part as the manifest has it; `source` is the file of the data folder that it was made of, "" for the head."""

    path: Path
    bytes: int
    sha256: str
    source: str


class Shelf(NamedTuple):
    """The parts of a library, and where its IRIs (`base`) and its own terms (`vocabulary`) begin.  Order: by name."""

    parts: tuple[Part, ...]
    base: str
    vocabulary: str


class Edges(NamedTuple):
    """Statements as pairs of numbers, one pair for each: the places of their ends in `names`.

    Order: `names` by their bytes, each once; the pairs by part, then as they stand there.
    """

    names: NDArray[Any]
    subjects: NDArray[Any]
    objects: NDArray[Any]


def shelf_of(folder: Path) -> Shelf:
    """The parts in a folder.

    Raises:
        UsageError: there is no such folder, or `assemble` did not make it.
        GraphBuilderError: the manifest or the head cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}; graph-builder assemble makes one")
    path = folder / MANIFEST
    if not path.is_file():
        raise UsageError(f"there is no {path.as_posix()}; graph-builder assemble writes parts with their manifest")
    try:
        listed = json.loads(path.read_text("utf-8"))["files"]
        parts = tuple(
            Part(folder / name, int(entry["bytes"]), str(entry["sha256"]), str(entry.get("from", "")))
            for name, entry in sorted(listed.items())
            if name.startswith("part-")
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise GraphBuilderError(f"{path.as_posix()} is damaged; assemble the library again") from None
    heads = [part for part in parts if part.path.name == HEAD]
    if not heads:
        raise UsageError(f"{path.as_posix()} names no {HEAD}: these are no parts of a library")
    _check(heads[0])
    text = gzip.decompress(heads[0].path.read_bytes()).decode("utf-8")
    base, vocabulary = _BASE.search(text), _OWN.search(text)
    if not base or not vocabulary:
        raise GraphBuilderError(f"{heads[0].path.as_posix()} does not say which graph it is the head of")
    return Shelf(parts, base[1], vocabulary[1])


def damage(part: Part) -> str:
    """What is wrong with a part, as a sentence; "" where its bytes are those that were written."""
    try:
        with part.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"{part.path.as_posix()} cannot be read: {error.strerror or error}; assemble the library again"
    if found != part.sha256:
        return f"{part.path.as_posix()} is damaged: it is not what {MANIFEST} says; assemble the library again"
    return ""


def _check(part: Part) -> None:
    if wrong := damage(part):
        raise GraphBuilderError(wrong)


def ends_in(part: Part, shelf: Shelf, voices: str) -> Iterator[tuple[bytes, bytes]]:
    """The names of subject and object of every statement of a part that is kept.

    A name is the id; the whole IRI where it does not begin with the base.  What stands of the part in memory at once is
    a block of lines.

    Args:
        voices: a key of VOICES.
    """
    keeps, skip = _KEEPS[voices], len(shelf.base) + 1
    start = f"<{shelf.base}".encode()
    rdf = re.escape(term("rdf:type").removeprefix("<").removesuffix("type>"))
    wanted = rf"^(<[^<>\n]*>) <(?:{rdf}(subject|object)|{re.escape(shelf.vocabulary)}(plain|voice))> (\S+) \.$"
    lines = re.compile(wanted.encode(), re.MULTILINE)
    current, said = b"", dict[bytes, bytes]()

    def kept() -> Iterator[tuple[bytes, bytes]]:
        if b"subject" in said and b"object" in said and keeps(said):
            subject, object_ = (
                iri[skip:-1] if iri.startswith(start) else iri[1:-1] for iri in (said[b"subject"], said[b"object"])
            )
            yield subject, object_

    for block in _blocks(part.path):
        for node, end, own, value in lines.findall(block):
            if node != current:
                yield from kept()
                current, said = node, {}
            said[end or own] = value
    yield from kept()


def _blocks(path: Path) -> Iterator[bytes]:
    """The lines of a part, some megabytes at once, none of them cut."""
    from isal import igzip

    rest = b""
    with igzip.open(path, "rb") as file:  # type: ignore[no-untyped-call]
        while block := file.read(_BLOCK):
            head, line_end, tail = block.rpartition(b"\n")
            if line_end:
                yield rest + head + line_end
                rest = tail
            else:
                rest += tail
    if rest:
        yield rest


def packed(task: tuple[int, Part], shared: tuple[Shelf, str]) -> tuple[int, Any, Any]:
    """The number of a part, the names in it, and in pairs of numbers which of them are the ends of each statement."""
    import numpy as np

    number, part = task
    _check(part)
    known: dict[bytes, int] = {}
    pairs = [known.setdefault(name, len(known)) for ends in ends_in(part, *shared) for name in ends]
    return number, np.array(list(known), dtype="S"), np.array(pairs, dtype=np.uint32)


def read_edges(shelf: Shelf, voices: str = "plain", run: Runner = in_turn) -> Edges:
    """The statements of all parts that are kept.

    Args:
        run: how the parts are read; each is checked by its hash before.

    Raises:
        GraphBuilderError: a part is missing or damaged.
    """
    import numpy as np

    found = sorted(run(packed, (shelf, voices), list(enumerate(shelf.parts))), key=lambda one: one[0])
    several = [names for _, names, _ in found if len(names)]
    if not several:
        nothing = np.zeros(0, dtype=np.int64)
        return Edges(np.zeros(0, dtype="S1"), nothing, nothing)
    names, places = np.unique(np.concatenate(several), return_inverse=True)
    ends, begin = [], 0
    for _, own, pairs in found:
        ends.append(places[begin : begin + len(own)][pairs])
        begin += len(own)
    together = np.concatenate(ends)
    return Edges(names, together[0::2], together[1::2])


def labels_of(shelf: Shelf, names: Collection[str]) -> dict[str, str]:
    """What the things with these names are called; Claims and figures, which have sentences, are left out."""
    left, found = {(n if ":" in n else shelf.base + n).encode(): n for n in names}, dict[str, str]()
    for part in shelf.parts:
        if not part.source.startswith("entities/") or not left:
            continue
        for block in _blocks(part.path):
            for iri, text in _LABEL.findall(block):
                if (name := left.pop(iri, None)) is not None:
                    found[name] = json.loads(text)
    return found
