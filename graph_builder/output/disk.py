"""What the system must do for a folder to be replaced in one step: locks, marks, exchange, and being on the disk."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import glob
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph_builder.errors import OutputError
from graph_builder.interrupts import uninterrupted

_AT_FDCWD, _EXCHANGE = -100, 2


def why(error: OSError) -> str:
    """What the system says of it; of several faults, which `shutil` collects, the first."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def remove(folder: Path) -> None:
    """The folder is gone, also if the user interrupts that."""
    with uninterrupted():
        shutil.rmtree(folder, ignore_errors=True)


def sync(folder: Path) -> None:
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


def copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def swap(new: Path, folder: Path) -> None:
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
            remove(old)
        else:
            os.rename(old, folder)


def lock_path(folder: Path) -> Path:
    """The file that a build of this folder holds locked; it stays, since removing a lock file lets two builds in."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"graph-builder-{os.getuid()}-{digest}.lock"


@contextlib.contextmanager
def lock(folder: Path, how: int) -> Iterator[None]:
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


def clear(folder: Path) -> None:
    """Nothing is there any more that a killed build left beside the folder; an old one that it had moved is back."""
    for left in sorted(folder.parent.glob(f".{glob.escape(folder.name)}.new-*")):
        if left.name.endswith("-old") and not os.path.lexists(folder):
            os.rename(left, folder)
            continue
        with contextlib.suppress(OSError), marked(left):
            remove(left)


@contextlib.contextmanager
def marked(folder: Path) -> Iterator[None]:
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
