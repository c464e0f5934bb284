"""The parts of a library on disk: `part-*.nq.gz`, one for each file, which every bulk loader takes as they are."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

HEAD = "part-head.nq.gz"
_LEVEL = 1


class Written(NamedTuple):
    """A part that was written: its name, how many quads it has, and the size and hash of its compressed bytes."""

    name: str
    quads: int
    bytes: int
    sha256: str


def part_name(path: Path, folder: Path) -> str:
    """The name of the part of a file: it depends on where the file lies in the data folder, and not on other files.

    >>> part_name(Path("data/facts/ch1.yaml"), Path("data"))
    'part-9c0240b23cac.nq.gz'
    """
    inside = os.fsencode(path.relative_to(folder).as_posix())  # what is shown of two names may be the same
    return f"part-{hashlib.sha256(inside).hexdigest()[:12]}.nq.gz"


def write_part(folder: Path, name: str, blocks: Sequence[str]) -> Written:
    """A part with these lines, in blocks of one or more.

    The same lines give the same bytes; a worker that is killed leaves no half of one.

    Raises:
        OSError: it cannot be written.
    """
    from isal import igzip

    text = b"".join([block.encode("utf-8") for block in blocks])  # most are ASCII, which takes a quarter of the time
    raw = igzip.compress(text, compresslevel=_LEVEL, mtime=0)
    half = folder / f".{name}.{os.getpid()}"
    half.write_bytes(raw)
    os.replace(half, folder / name)
    return Written(name, text.count(b"\n"), len(raw), hashlib.sha256(raw).hexdigest())


def keep_part(old: Path, folder: Path, part: Written) -> bool:
    """Puts the same part of an earlier run into the folder, if it is there and whole."""
    source = old / part.name
    try:
        if source.stat().st_size != part.bytes or hashlib.sha256(source.read_bytes()).hexdigest() != part.sha256:
            return False
        try:
            os.link(source, folder / part.name)
        except OSError:  # another file system, or one without links
            (folder / part.name).write_bytes(source.read_bytes())
    except OSError:
        return False
    return True


def lines_of(folder: Path) -> Iterator[str]:
    """Every line of every part in a folder.  Order: by the names of the parts, then as they stand; a line may come
    twice, since a passage or an edge may stand in two files."""
    for path in sorted(folder.glob("part-*.nq.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            yield from lines
