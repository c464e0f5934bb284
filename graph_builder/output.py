"""The only writer.  A folder of output is replaced whole or not at all; it knows its own files by a manifest."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import glob
import hashlib
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path, PurePosixPath

from graph_builder.errors import OutputError

MANIFEST = "manifest.json"
_MAKER = "graph-builder"
_KEPT = ("README.md", ".gitignore", ".gitkeep")
_AT_FDCWD, _EXCHANGE = -100, 2
_LEFT = re.compile(r"\..+\.new-[0-9a-f]{8}(-old)?", re.DOTALL)  # what a killed build leaves behind


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
        raise OutputError(f"cannot write {path}: {_why(error)}") from None


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """The folder holds exactly these files afterwards, and what others put there; or it is what it was before.

    The new folder is made beside the old one and changes places with it in one step, so that nobody ever sees a mixed
    one.  Files that an earlier build made and this one does not make are gone.

    Raises:
        OutputError: it cannot be written, is not a folder that this program made, or another build is at work.
    """
    with only_writer(folder) as write:
        write(files)


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
                    held.enter_context(_lock(above, fcntl.LOCK_SH))
            held.enter_context(_lock(folder, fcntl.LOCK_EX))
        except OSError as error:
            raise OutputError(f"cannot write {folder}: {_why(error)}") from None
        yield partial(_replace, folder)


def _replace(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """What `write_folder` does, for who holds the lock."""
    new = folder.with_name(f".{folder.name}.new-{secrets.token_hex(4)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        foreign = _foreign(folder, set(files))
        try:
            new.mkdir()
            with _marked(new):
                _fill(new, files)
                for name in foreign:
                    (new / name).parent.mkdir(parents=True, exist_ok=True)
                    _copy(folder / name, new / name)
                _sync(new)
                _swap(new, folder)
        finally:
            _remove(new)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {_why(error)}") from None


def _why(error: OSError) -> str:
    """What the system says of it; of several faults, which `shutil` collects, the first."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def _remove(folder: Path) -> None:
    """The folder is gone, also if the user interrupts that."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _sync(folder: Path) -> None:
    """Everything in the folder is on the disk, so that a power cut after the swap leaves no empty files."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if not hasattr(libc, "syncfs"):  # only Linux has it
            os.sync()
        elif libc.syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
    finally:
        os.close(handle)


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
        elif name not in ours and not _LEFT.fullmatch(path.name):
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
            if (code := ctypes.get_errno()) in (errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EACCES):
                raise OSError(code, os.strerror(code))
    old = new.with_name(new.name + "-old")
    os.rename(folder, old)
    try:
        os.rename(new, folder)
    finally:
        if os.path.lexists(folder):
            _remove(old)
        else:
            os.rename(old, folder)


def lock_path(folder: Path) -> Path:
    """The file that a build of this folder holds locked; it stays, since removing a lock file lets two builds in."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"graph-builder-{os.getuid()}-{digest}.lock"


@contextlib.contextmanager
def _lock(folder: Path, how: int) -> Iterator[None]:
    """Only one build at a time."""
    handle = os.open(lock_path(folder), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"another build is writing {folder}; wait until it has ended") from None
        yield
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    """Nothing is there any more that a killed build left beside the folder; an old one that it had moved is back."""
    for left in sorted(folder.parent.glob(f".{glob.escape(folder.name)}.new-*")):
        if left.name.endswith("-old") and not os.path.lexists(folder):
            os.rename(left, folder)
            continue
        with contextlib.suppress(OSError), _marked(left):
            _remove(left)


@contextlib.contextmanager
def _marked(folder: Path) -> Iterator[None]:
    """Within, builds that do not see our lock (of another user, or with other temporary files) do not remove this.

    Raises:
        BlockingIOError: somebody else marked it.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            pass  # a file system without such locks
        yield
    finally:
        os.close(handle)
