"""The only writer.  A folder of output is replaced whole or not at all; it knows its own files by a manifest."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Set
from pathlib import Path, PurePosixPath

from graph_builder.errors import OutputError

MANIFEST = "manifest.json"
_MAKER = "graph-builder"
_KEPT = ("README.md", ".gitignore", ".gitkeep")
_AT_FDCWD, _EXCHANGE = -100, 2


def write_file(path: Path, text: str | bytes) -> None:
    """The file holds the text afterwards, or is what it was before.

    Raises:
        OutputError: it cannot be written.
    """
    raw = _raw(text)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
            os.chmod(name, mode & 0o777)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """The folder holds exactly these files afterwards, and what others put there; or it is what it was before.

    The new folder is made beside the old one and changes places with it in one step, so that nobody ever sees a mixed
    one.  Files that an earlier build made and this one does not make are gone.

    Raises:
        OutputError: it cannot be written, is not a folder that this program made, or another build is at work.
    """
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            foreign = _foreign(folder, set(files))
            new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
            try:
                os.chmod(new, 0o777 & ~_umask())
                _fill(new, files)
                for name in foreign:
                    (new / name).parent.mkdir(parents=True, exist_ok=True)
                    _copy(folder / name, new / name)
                _swap(new, folder)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from None


def _fill(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_raw(text))
    (folder / MANIFEST).write_text(manifest_of(files), "utf-8")


def manifest_of(files: Mapping[str, str | bytes]) -> str:
    """The text of the manifest of a folder that holds these files: their sizes and hashes.

    A folder within a folder that has a manifest too can be written alone.
    """
    listed = {}
    for name, text in sorted(files.items()):
        raw = _raw(text)
        listed[name] = {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    return json.dumps({"made by": _MAKER, "files": listed}, indent=1) + "\n"


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
    foreign = list(_others(folder, "", ours, ours | made))
    if taken := [name for name in foreign if name in made]:
        raise OutputError(f"{folder / taken[0]} was not made by graph-builder; move it out of the way")
    return foreign


def _listed(folder: Path) -> Iterator[str]:
    """What the manifest of a folder within ours lists, itself included; nothing if it has none that is sound."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["made by"] == _MAKER:
            yield from [MANIFEST, *map(str, manifest["files"])]


def _others(folder: Path, at: str, ours: Set[str], known: Set[str]) -> Iterator[str]:
    for name in sorted(f"{at}{path.name}" for path in (folder / at).iterdir()):
        path = folder / name
        inside = any(each.startswith(f"{name}/") for each in known) and path.is_dir() and not path.is_symlink()
        if inside:
            yield from _others(folder, f"{name}/", ours, known)
        elif name not in ours:
            yield name


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _swap(new: Path, folder: Path) -> None:
    """Both folders change places in one step where the system can (Linux), else in two."""
    if not folder.exists():
        os.rename(new, folder)
        return
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            done = libc.renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(folder), _EXCHANGE)
            if done == 0:
                return
    old = new.with_name(new.name + "-old")
    os.rename(folder, old)
    os.rename(new, folder)
    shutil.rmtree(old, ignore_errors=True)


def lock_path(folder: Path) -> Path:
    """The file that a build of this folder holds locked; it stays, since removing a lock file lets two builds in."""
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"graph-builder-{os.getuid()}-{digest}.lock"


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Only one build at a time; also removes what a killed one left behind."""
    with open(lock_path(folder), "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"another build is writing {folder}; wait until it has ended") from None
        for left in folder.parent.glob(f".{folder.name}.new-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
