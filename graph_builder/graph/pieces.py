"""Texts made piece by piece, of which an earlier run made most: only pieces that follow from something else are made.

A text that goes through the book in the order of its ids is cut where the ids themselves say so, so that a fact that
comes or goes changes the piece that it is in and no other.  What came of each piece is kept by the hash of what it
follows from, for this program alone; a text is the same with and without what is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

from graph_builder.memory import home, read, running, write

_EACH = 32
"""How many ids a piece has, on an average."""


def cuts(id_: str) -> bool:
    """Whether a piece begins with this id: by its text alone, whatever stands around it."""
    return crc32(id_.encode("utf-8", "surrogatepass")) % _EACH == 0


def by_subject(text: str) -> Iterator[str]:
    """The lines of sorted N-Quads in pieces, no subject in two of them."""
    begin = at = 0
    subject = ""
    for line in text.split("\n")[:-1]:
        if not line.startswith(subject) or not subject:
            subject = line[: line.index(" ") + 1]
            if at > begin and cuts(subject):
                yield text[begin:at]
                begin = at
        at += len(line) + 1
    if at > begin:
        yield text[begin:at]


def pieced(name: str, of: str, pieces: Iterable[str], make: Callable[[str], str]) -> list[str]:
    """What `make` gives for each piece, in their order; made only where an earlier run did not make it.

    Args:
        name: what is made; with `of`, which book it is made of, it says where it is kept.  Two that are called alike
            take nothing wrong from each other, but have to make all again.
        make: gives a text that follows from that of the piece, `name` and this program alone.
    """
    folder = home("made")
    if folder is None:
        return [make(piece) for piece in pieces]
    path = folder / hashlib.sha256(b"\0".join((running(), name.encode(), of.encode()))).hexdigest()
    raw = read(path) or b""
    known = dict(_kept(raw))
    keys, made = [], []
    for piece in pieces:
        key = hashlib.sha256(piece.encode()).hexdigest()
        where = known.get(key)
        keys.append(key)
        made.append(make(piece).encode() if where is None else raw[where])
    if list(known) != keys:
        _keep(path, keys, made)
    return [each.decode() for each in made]


def _keep(path: Path, keys: Sequence[str], made: Sequence[bytes]) -> None:
    head = json.dumps([(key, len(each)) for key, each in zip(keys, made, strict=True)]).encode()
    write(path, b"".join([head, b"\n", *made]))


def _kept(raw: bytes) -> Iterator[tuple[str, slice]]:
    """The hash of each piece, and where stands what was made of it."""
    at = raw.find(b"\n") + 1
    for key, length in json.loads(raw[:at] or b"[]"):
        yield key, slice(at, at + length)
        at += length
