"""Whether an earlier build made just what this one would make, and all of it is still there: then nothing is made.

What is known of a build is kept beside the user's other caches (see `memory`), never in the output: the hash of all
that it followed from, the hash of the manifest, and what it said.  The manifest has the hash of every file, and each is
read and compared, so that nothing that was altered, half copied or put in its place passes for what was written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from graph_builder.errors import OutputError
from graph_builder.facts.read import missing_parts, yaml_files
from graph_builder.memory import home, program, read, write
from graph_builder.output import LEFT, MANIFEST
from graph_builder.output.disk import clear, why

_FILES, _FOLDERS = ("graph.yaml", "sources.yaml"), ("entities", "facts", "lectures")


class Earlier(NamedTuple):
    """A build of a data folder into a folder of output: where it is kept, and the hash of what it follows from."""

    place: Path
    inputs: str


def earlier(data: Path, target: Path) -> Earlier | None:
    """What this build is to be known by; None if nothing is kept, or something cannot be read.

    All that a build follows from: the names and bytes of the curator's files, the paths by which its warnings name
    them, the program, its libraries and Python.
    """
    folder = home("builds")
    inputs = _inputs(data) if folder else ""
    if folder is None or not inputs:
        return None
    both = os.fsencode(os.path.realpath(data)) + b"\0" + os.fsencode(os.path.realpath(target))
    return Earlier(folder / hashlib.sha256(both).hexdigest(), inputs)


def _inputs(data: Path) -> str:
    found = hashlib.sha256(program())
    listed = [yaml_files(data / name) if os.path.isdir(data / name) else ([], []) for name in _FOLDERS]
    if missing_parts(data) or any(problems for _, problems in listed):
        return ""
    found.update(os.fsencode(os.getcwd()) + b"\0" + os.fsencode(data))
    for path in [*(data / name for name in _FILES), *(path for paths, _ in listed for path in paths)]:
        if not path.is_file():
            return ""  # a pipe would be waited for without end
        try:
            content = path.read_bytes()
        except OSError:
            return ""
        found.update(b"\0" + os.fsencode(path) + b"\0" + hashlib.sha256(content).digest())
    return found.hexdigest()


def made_already(this: Earlier | None, target: Path) -> list[str] | None:
    """What the earlier build said, if it made just this and the folder still holds all of it; None if not.

    For who holds the lock of the folder: what killed builds left beside it is gone afterwards.

    Raises:
        OutputError: what they left cannot be removed.
    """
    if this is None:
        return None
    try:
        known = json.loads(read(this.place) or b"{}")
    except ValueError:
        return None
    folder = Path(os.path.realpath(target))
    if known.get("inputs") != this.inputs or not _is_whole(folder, known["manifest"]):
        return None
    try:
        clear(folder)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {why(error)}") from None
    return list(known["said"])


def remember(this: Earlier | None, data: Path, target: Path, said: list[str]) -> None:
    """Notes, after a build, that it was made; not if files or the program changed in the meantime.

    Args:
        this: what `earlier` gave before the build read anything.
        said: what the build told its user, to be told again.
    """
    if this is None or earlier(data, target) != this:
        return
    with contextlib.suppress(OSError):
        manifest = hashlib.sha256((target / MANIFEST).read_bytes()).hexdigest()
        write(this.place, json.dumps({"inputs": this.inputs, "manifest": manifest, "said": said}).encode())


def _is_whole(folder: Path, digest: str) -> bool:
    """Whether the folder has the manifest with this hash, each file that it lists, and nothing that killed builds left.

    A link in the place of a file or folder is another one.
    """
    try:
        raw = (folder / MANIFEST).read_bytes()
        if hashlib.sha256(raw).hexdigest() != digest:
            return False
        files = json.loads(raw)["files"]
        above = {up for name in files for up in PurePosixPath(name).parents}
        if any(not stat.S_ISDIR(os.lstat(folder / up).st_mode) for up in above):
            return False
        return not any(_left(folder)) and all(_is(folder / name, entry) for name, entry in files.items())
    except OSError:
        return False


def _is(path: Path, entry: dict[str, int | str]) -> bool:
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size != entry["bytes"]:
        return False
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == entry["sha256"]


def _left(folder: Path) -> Iterator[str]:
    """What killed builds left behind within the folder."""
    for _, folders, names in os.walk(folder):
        yield from (name for name in (*folders, *names) if LEFT.fullmatch(name))
