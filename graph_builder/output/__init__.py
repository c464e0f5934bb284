"""The only writer.  A folder of output is replaced whole or not at all; it knows its own files by a manifest."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path, PurePosixPath

from graph_builder.errors import OutputError
from graph_builder.output.disk import clear, copy, lock, marked, remove, swap, sync, why

MANIFEST = "manifest.json"
_MAKER = "graph-builder"
_KEPT = ("README.md", ".gitignore", ".gitkeep")
Entry = Mapping[str, int | str]
"""What a manifest says of a file: `bytes` and `sha256` at least."""
LEFT = re.compile(r"\..+\.new-[0-9a-f]{8}(-old)?", re.DOTALL)  # what a killed build leaves behind


def write_file(path: Path, text: str | bytes) -> None:
    """The file holds the text afterwards, or is what it was before.

    Raises:
        OutputError: it cannot be written.
    """
    raw = _raw(text)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            with open(new, "xb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                os.chmod(new, path.stat().st_mode & 0o777)
            os.replace(new, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(new)
            raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {why(error)}") from None


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """The folder holds exactly these files afterwards, and what others put there; or it is what it was before.

    The new folder is made beside the old one and changes places with it in one step, so that nobody ever sees a mixed
    one.  Files that an earlier build made and this one does not make are gone.

    Raises:
        OutputError: it cannot be written, is not a folder that this program made, or another build is at work.
    """
    with only_writer(folder) as write:
        write(files)


def create_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """As `write_folder`, of a folder that was not there; without a manifest, since it is somebody's own from now on."""
    if os.path.lexists(folder):
        raise OutputError(f"{folder} is there already; choose another name")
    write_folder(folder, files)
    (folder / MANIFEST).unlink()


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[Callable[[Mapping[str, str | bytes]], None]]:
    """Within, no other build writes this folder, what is in it, or what it is in.  Gives a `write_folder` for it.

    Raises:
        OutputError: another build is at work.
    """
    folder = Path(os.path.realpath(folder))
    with contextlib.ExitStack() as held:
        try:
            for above in folder.parents:
                if os.path.isfile(above / MANIFEST):
                    held.enter_context(lock(above, fcntl.LOCK_SH))
            held.enter_context(lock(folder, fcntl.LOCK_EX))
        except OSError as error:
            raise OutputError(f"cannot write {folder}: {why(error)}") from None
        yield lambda files: _replace(folder, partial(_fill, files))


def write_streamed(folder: Path, fill: Callable[[Path], Mapping[str, Entry]]) -> None:
    """As `write_folder`, for what is too large for memory: `fill` writes the files of the new folder itself.

    Args:
        fill: is given the new, empty folder; gives the name of each file that it leaves there, and what the manifest
            says of it.

    Raises:
        OutputError: as in `write_folder`.
    """
    with only_writer(folder):
        _replace(Path(os.path.realpath(folder)), fill)


def _replace(folder: Path, fill: Callable[[Path], Mapping[str, Entry]]) -> None:
    """What both do, for who holds the lock."""
    new = folder.with_name(f".{folder.name}.new-{secrets.token_hex(4)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear(folder)
        _foreign(folder, set())
        try:
            new.mkdir()
            with marked(new):
                listed = fill(new)
                (new / MANIFEST).write_text(_manifest(listed), "utf-8")
                for name in _foreign(folder, set(listed)):
                    (new / name).parent.mkdir(parents=True, exist_ok=True)
                    copy(folder / name, new / name)
                sync(new)
                swap(new, folder)
        finally:
            remove(new)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {why(error)}") from None


def _fill(files: Mapping[str, str | bytes], folder: Path) -> dict[str, Entry]:
    listed = {}
    for name, text in sorted(files.items()):
        path, raw = folder / name, _raw(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        listed[name] = _entry(raw)
    return listed


def manifest_of(files: Mapping[str, str | bytes]) -> str:
    """The text of the manifest of a folder that holds these files: their sizes and hashes.

    A folder within a folder that has a manifest too can be written alone.
    """
    return _manifest({name: _entry(_raw(text)) for name, text in files.items()})


def _entry(raw: bytes) -> Entry:
    return {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def _manifest(listed: Mapping[str, Entry]) -> str:
    return json.dumps({"made by": _MAKER, "files": dict(sorted(listed.items()))}, indent=1) + "\n"


def _raw(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text


def _foreign(folder: Path, made: Set[str]) -> list[str]:
    """What stands in the folder and was not made here, a folder without anything of ours as one.

    Refuses a folder that is not ours, and what stands where one of the files `made` belongs.
    """
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder")
    names = sorted(path.name for path in folder.iterdir())
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["made by"] != _MAKER:
            raise OutputError(f"{folder} was made by another program; choose an empty folder with --output")
        ours = {str(name) for name in manifest["files"]} | {MANIFEST}
    except FileNotFoundError:
        if set(names) <= set(_KEPT):
            return names
        raise OutputError(
            f"{folder} holds files and was not made by graph-builder; choose an empty folder with --output"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise OutputError(f"{folder / MANIFEST} is damaged; delete the folder and build again") from None
    for above in {str(up) for name in made for up in PurePosixPath(name).parents} - {"."}:
        ours |= {f"{above}/{name}" for name in _listed(folder / above)}
    folders = {str(up) for name in ours | made for up in PurePosixPath(name).parents}
    foreign = list(_others(folder, "", ours, folders))
    if taken := [name for name in foreign if name in made]:
        raise OutputError(f"{folder / taken[0]} was not made by graph-builder; move it out of the way")
    return foreign


def _listed(folder: Path) -> Iterator[str]:
    """What the manifest of a folder within ours lists, itself included; nothing if it has none that is sound."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["made by"] == _MAKER:
            yield from [MANIFEST, *map(str, manifest["files"])]


def _others(folder: Path, at: str, ours: Set[str], folders: Set[str]) -> Iterator[str]:
    """What is in the folder `at` within ours and was not made here; `folders` are those in which something was."""
    for name in sorted(f"{at}{path.name}" for path in (folder / at).iterdir()):
        path = folder / name
        inside = name in folders and path.is_dir() and not path.is_symlink()
        if inside:
            yield from _others(folder, f"{name}/", ours, folders)
        elif name not in ours and not LEFT.fullmatch(path.name):
            yield name
