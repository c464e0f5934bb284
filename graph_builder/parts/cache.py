"""What came of every file in an earlier run, kept beside the user's other caches; it can be deleted at any time.

An entry holds as long as the file, the settings, the sources, the path under which problems name it, and this program
with its libraries are the same; whether what the file *uses* is the same is decided in `parts.again`.  That compares
what one run knew of all files, so that entries are believed only together, as one run left them: a list of them is
written last, and what a run that was killed, a full disk, or two runs at once left behind is not what the list says.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from graph_builder.memory import home, prune, read, write
from graph_builder.parts.register import Survey, Task
from graph_builder.parts.work import Worked

_STAGES = ("errors.py", "rulebook.py", "facts", "model", "graph", "parts")
_LIBRARIES = ("pydantic", "pydantic-core", "pyyaml", "rapidfuzz", "isal")
_BUILTINS = {("builtins", "set"), ("builtins", "frozenset"), ("array", "_array_reconstructor"), ("array", "array")}
_OTHERS = {*_BUILTINS, ("decimal", "Decimal"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath")}
_OURS = re.compile(r"graph_builder\.(?:errors|model\.\w+|parts\.\w+)")
_LIST = "list"


class Entry(NamedTuple):
    """What came of one file, and the key under which that holds; `survey` is None for a file of facts."""

    key: bytes
    survey: Survey | None
    worked: Worked | None


@dataclass(frozen=True, slots=True)
class Cache:
    """The entries of one data folder; `base` is what all their keys have in common."""

    folder: Path
    base: bytes
    data: Path


def cache_of(data: Path) -> Cache | None:
    """The cache of a data folder; None if there is to be none, or no place for one (see `memory.home`)."""
    folder = home(hashlib.sha256(os.fsencode(os.path.realpath(data))).hexdigest()[:16])
    if folder is None:
        return None
    return Cache(folder, _base(data), data)


def _base(data: Path) -> bytes:
    common = hashlib.sha256(_program())
    for file in ("graph.yaml", "sources.yaml"):
        with contextlib.suppress(OSError):
            common.update(hashlib.sha256((data / file).read_bytes()).digest())
        common.update(b"\0")
    return common.digest()


@cache
def _program() -> bytes:
    """The hash of everything that decides what comes of a file: this program, its libraries and Python."""
    found = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        found.update(f"{library} {version(library)}\0".encode())
    top = Path(__file__).parent.parent
    for stage in _STAGES:
        for path in [top / stage] if stage.endswith(".py") else sorted((top / stage).glob("*.py")):
            found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.digest()


def key_of(kept: Cache, task: Task) -> bytes:
    """What an entry for this file must have as its key; "" if the file cannot be read."""
    try:
        content = hashlib.sha256(task.path.read_bytes()).digest()
    except OSError:
        return b""
    return hashlib.sha256(kept.base + os.fsencode(task.path) + b"\0" + content).digest()


def is_current(kept: Cache, keys: Mapping[Task, bytes]) -> bool:
    """True if the files still hold what they held when their keys were taken, and settings and sources too."""
    return kept.base == _base(kept.data) and all(key and key_of(kept, task) == key for task, key in keys.items())


def load(kept: Cache) -> tuple[dict[str, Entry], dict[str, bytes]]:
    """Every entry by its part, and the hash of each; none if they are not all there, whole and as one run left them."""
    listed = read(kept.folder / _LIST)
    raws = {part: read(kept.folder / part) for part in _names(kept)} if listed is not None else {}
    hashes = {part: hashlib.sha256(raw).digest() for part, raw in raws.items() if raw is not None}
    if listed is None or listed != _listing(hashes):
        return {}, {}
    try:
        entries = {part: _Unpickler(io.BytesIO(raw)).load() for part, raw in raws.items() if raw is not None}
    except Exception:  # noqa: BLE001  # whatever is wrong with a cache, the answer is to do without it
        return {}, {}
    if not all(isinstance(entry, Entry) for entry in entries.values()):
        return {}, {}
    with contextlib.suppress(OSError):
        for name in (*entries, _LIST):
            os.utime(kept.folder / name)  # `memory.prune` is to see that they were used
    return entries, hashes


def save(kept: Cache, new: Mapping[str, Entry], hashes: Mapping[str, bytes]) -> None:
    """Keeps entries by their parts, beside those with these hashes, and no others, if there is room for them."""
    with contextlib.suppress(OSError):
        (kept.folder / _LIST).unlink(missing_ok=True)
    wanted = dict(hashes)
    for part, entry in new.items():
        raw = pickle.dumps(entry, 5)
        wanted[part] = hashlib.sha256(raw).digest()
        write(kept.folder / part, raw)
    for part in _names(kept) - wanted.keys():
        with contextlib.suppress(OSError):
            (kept.folder / part).unlink()
    write(kept.folder / _LIST, _listing(wanted))
    prune()


def _listing(hashes: Mapping[str, bytes]) -> bytes:
    return b"".join(part.encode() + digest for part, digest in sorted(hashes.items()))


def _names(kept: Cache) -> set[str]:
    """The parts of which there are entries."""
    with contextlib.suppress(OSError):
        return {name for name in os.listdir(kept.folder) if name.startswith("part-")}
    return set()


class _Unpickler(pickle.Unpickler):
    """Loads only values of this program."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS or (_OURS.fullmatch(module) and "." not in name):
            found = super().find_class(module, name)
            if (module, name) in _OTHERS or (isinstance(found, type) and found.__module__ == module):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong into a cache")
