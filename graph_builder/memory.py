"""What earlier runs made, by the hash of everything that it follows from; it can be deleted at any time.

Only bytes that a pure function made are kept, never programs.  The place is GRAPH_BUILDER_CACHE of the environment (if
it is empty, nothing is kept), else `graph-builder` in the user's folder for caches.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LARGEST = 1_000_000_000
"""Units: bytes.  Beyond it what has not been used for longest is forgotten."""
_NO_PARTS = {"__pycache__", "node_modules", "src", "tests"}
_HOME = re.compile(r"made|builds|[0-9a-f]{16}")


def home(name: str) -> Path | None:
    """A folder of the user's own within the place of what is kept; None if nothing is to be kept, or cannot be."""
    top = os.environ.get("GRAPH_BUILDER_CACHE")
    if top == "":
        return None
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(top or os.path.join(caches, "graph-builder"), name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except OSError:
        return None
    foreign = hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022)
    return None if foreign else folder  # what others can write is not to be believed


def remembered(what: str, libraries: tuple[str, ...], inputs: bytes, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, made only if it was not made before.

    Args:
        what: names the function, with a number that changes whenever the function does.
        libraries: the distributions on whose versions the result depends.
        inputs: everything else that the result follows from.
    """
    path = _path(what, libraries, inputs)
    if path is None:
        return make()
    if (found := read(path)) is not None:
        with contextlib.suppress(OSError):
            os.utime(path)
        return found
    made = make()
    write(path, made)
    return made


def is_remembered(what: str, libraries: tuple[str, ...], inputs: bytes) -> bool:
    """True if it was made before and is, to all appearance, still there; see `remembered`."""
    path = _path(what, libraries, inputs)
    return path is not None and path.is_file()


def _path(what: str, libraries: tuple[str, ...], inputs: bytes) -> Path | None:
    folder = home("made")
    if folder is None:
        return None
    known = hashlib.sha256(what.encode())
    for library in libraries:
        with contextlib.suppress(PackageNotFoundError):
            known.update(f"\0{library} {_version(library)}".encode())
    known.update(b"\0" + inputs)
    return folder / known.hexdigest()


@cache
def _version(library: str) -> str:
    return version(library)  # which parses a file


def program() -> bytes:
    """The hash of everything that decides what comes of given facts: this program, its libraries and Python."""
    found = hashlib.sha256(f"{sys.version} {sys.platform} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    top = Path(__file__).parent
    for path in sorted(_parts(top)):
        name = path.relative_to(top).as_posix()
        found.update(f"\0{name} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    for place in sys.path:
        with contextlib.suppress(OSError):
            names = sorted(name for name in os.listdir(place or ".") if name.endswith((".dist-info", ".egg-info")))
            found.update("\0".join(names).encode("utf-8", "surrogateescape") + b"\0")
    return found.digest()


def _parts(top: Path) -> Iterator[Path]:
    """The files of the program; neither what its pages are built from, nor what Python and tests leave behind."""
    for here, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in _NO_PARTS and not name.startswith(".")]
        yield from (Path(here, name) for name in names if not name.startswith("."))


@cache
def running() -> bytes:
    """As `program`, looked at once: of the program that runs."""
    return program()


def read(path: Path) -> bytes | None:
    """What was kept in a file; None if it is not there, or not whole."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None  # a pipe would be waited for without end
        raw = path.read_bytes()
    except OSError:
        return None
    return raw[32:] if hashlib.sha256(raw[32:]).digest() == raw[:32] else None


def write(path: Path, content: bytes) -> None:
    """Keeps bytes in a file, if there is room for it."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        try:
            half.write_bytes(hashlib.sha256(content).digest() + content)
            os.replace(half, path)
        finally:
            half.unlink(missing_ok=True)


def prune(largest: int = LARGEST) -> None:
    """Forgets what was used longest ago, until what is left is small enough.  Never fails: what cannot be looked at or
    removed is left as it is."""
    folder = home("made")
    if folder is None:
        return
    held = []
    for path in _kept(folder.parent):
        with contextlib.suppress(OSError):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                held.append((status.st_mtime_ns, status.st_size, path))
    total = sum(size for _, size, _ in held)
    for _, size, path in sorted(held):
        if total <= largest:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            total -= size


def _kept(top: Path) -> Iterator[Path]:
    """Everything in the folders that `home` gives; nothing else, since the place may be a folder of the user's own."""
    for name in _names(top):
        if _HOME.fullmatch(name) and not os.path.islink(top / name):
            yield from (top / name / inner for inner in _names(top / name))


def _names(folder: Path) -> list[str]:
    with contextlib.suppress(OSError):
        return os.listdir(folder)
    return []
