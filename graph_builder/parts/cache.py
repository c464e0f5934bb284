"""What came of every file in an earlier run, kept beside the user's other caches; it can be deleted at any time.

An entry holds as long as the file, the settings, the sources, the path under which problems name it, and this program
with its libraries are the same; whether what the file *uses* is the same is decided in `parts.again`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from graph_builder.memory import home, read, write
from graph_builder.parts.register import Survey, Task
from graph_builder.parts.work import Worked

_STAGES = ("errors.py", "rulebook.py", "facts", "model", "graph", "parts")
_LIBRARIES = ("pydantic", "pydantic-core", "pyyaml", "rapidfuzz", "isal")
_BUILTINS = {("builtins", "set"), ("builtins", "frozenset"), ("array", "_array_reconstructor"), ("array", "array")}
_OTHERS = {*_BUILTINS, ("decimal", "Decimal"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath")}


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


def cache_of(data: Path) -> Cache | None:
    """The cache of a data folder; None if there is to be none, or no place for one (see `memory.home`)."""
    folder = home(hashlib.sha256(os.fsencode(os.path.realpath(data))).hexdigest()[:16])
    if folder is None:
        return None
    common = hashlib.sha256(_program())
    for file in ("graph.yaml", "sources.yaml"):
        with contextlib.suppress(OSError):
            common.update(hashlib.sha256((data / file).read_bytes()).digest())
        common.update(b"\0")
    return Cache(folder, common.digest())


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


def load(kept: Cache, part: str) -> Entry | None:
    """The entry of the file with this part; None if there is none that is whole."""
    raw = read(kept.folder / part)
    try:
        found = _Unpickler(io.BytesIO(raw or b"")).load()
    except Exception:  # noqa: BLE001  # whatever is wrong with a cache, the answer is to do without it
        return None
    return found if isinstance(found, Entry) else None


def save(kept: Cache, part: str, entry: Entry) -> None:
    """Keeps an entry, if there is room for it."""
    write(kept.folder / part, pickle.dumps(entry, 5))


def names(kept: Cache) -> set[str]:
    """The parts of which there are entries."""
    return {name for name in os.listdir(kept.folder) if name.startswith("part-")}


def forget(kept: Cache, parts: Iterable[str]) -> None:
    """Removes the entries of files that are no more."""
    for part in parts:
        with contextlib.suppress(OSError):
            (kept.folder / part).unlink()


class _Unpickler(pickle.Unpickler):
    """Loads only values of this program."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS or (module.startswith("graph_builder.") and "." not in name):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong into a cache")
