"""A data folder as it was at a revision: its files, out of git, in a temporary folder."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from graph_builder.errors import GraphBuilderError, UsageError

_PARTS = ("graph.yaml", "sources.yaml", "entities", "facts")
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_LINK, _MODULE = b"120000", b"160000"


@contextlib.contextmanager
def at_revision(folder: Path, revision: str) -> Iterator[Path]:
    """A copy of the data folder as it was at the revision; it is gone when the block ends.

    The files' bytes are those that git keeps: no attribute or filter (`export-ignore`, line ends) comes between, and
    nothing is checked out.

    Args:
        folder: the data folder, within a git repository.
        revision: a commit as git names it: a branch, tag, HEAD~3, a hash.

    Raises:
        UsageError: there is no such folder or revision, or the folder was not there then.
        GraphBuilderError: git is not installed, or cannot read the repository.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    prefix = os.fsdecode(_repository(folder)).removesuffix("\n")
    if revision.startswith("-") or not revision.strip() or "\0" in revision:
        raise UsageError(f"'{revision}' is not a revision")
    try:
        commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip().decode()
    except GraphBuilderError:
        shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        remedy = "git fetch --unshallow gets the older ones" if shallow else "git log and git tag name those there are"
        raise UsageError(f"git knows no revision '{revision}'; {remedy}") from None
    with tempfile.TemporaryDirectory(prefix="graph-builder-") as place:
        target = Path(place) / "data"
        target.mkdir()
        if not _copy(folder, commit, prefix, target):
            raise UsageError(f"the folder {folder.as_posix()} held no facts at {revision} ({commit[:10]})")
        yield target


def _repository(folder: Path) -> bytes:
    """The path of the folder within its repository, with a slash behind it; empty if it is the whole."""
    try:
        return _git(folder, "rev-parse", "--show-prefix")
    except GraphBuilderError as error:
        if "not a git repository" not in str(error):
            raise
        raise GraphBuilderError(f"{folder.as_posix()} is not in a git repository; its history is not known") from None


def _copy(folder: Path, commit: str, prefix: str, target: Path) -> bool:
    """Writes the files of the data folder at the commit; False if there are none.  Links are made last."""
    wanted = [prefix + part for part in _PARTS]
    entries = []
    for row in filter(None, _git(folder, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted).split(b"\0")):
        about, _, name = row.partition(b"\t")
        mode, _, hash_ = about.split()
        if mode != _MODULE:
            entries.append((mode, hash_, PurePosixPath(os.fsdecode(name)).relative_to(prefix or ".")))
    blobs = _blobs(folder, [hash_ for _, hash_, _ in entries])
    for mode, hash_, path in sorted(entries, key=lambda entry: (entry[0] == _LINK, entry[2])):
        to = Path(os.path.normpath(target / path))
        if not to.is_relative_to(target):
            raise GraphBuilderError(f"git has a file outside of the folder: {path}")
        to.parent.mkdir(parents=True, exist_ok=True)
        if mode != _LINK:
            to.write_bytes(blobs[hash_])
        elif Path(os.path.normpath(to.parent / os.fsdecode(blobs[hash_]))).is_relative_to(target):
            to.symlink_to(os.fsdecode(blobs[hash_]))
        else:
            raise GraphBuilderError(f"{path} was a link that leaves the folder; what it led to is not known")
    return bool(entries)


def _blobs(folder: Path, hashes: list[bytes]) -> dict[bytes, bytes]:
    """The contents of blobs, by their hashes, in one call of git."""
    answer = _git(folder, "cat-file", "--batch", stdin=b"".join(hash_ + b"\n" for hash_ in hashes))
    found, at = {}, 0
    for hash_ in hashes:
        head, _, _ = answer[at : at + 200].partition(b"\n")
        if len(head.split()) != 3:
            raise GraphBuilderError(f"git lacks a file of that revision: {os.fsdecode(head)}")
        start = at + len(head) + 1
        at = start + int(head.split()[2])
        found[hash_] = answer[start:at]
        at += 1
    return found


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints.  A hook's GIT_DIR and the like are not passed on: the folder says which repository is meant.

    Raises:
        GraphBuilderError: git is missing, or failed; the message is git's own.
    """
    kept = {key: value for key, value in os.environ.items() if key not in _OF_HOOKS}
    environment = {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True,
                              check=False)  # fmt: skip
    except FileNotFoundError:
        raise GraphBuilderError("git is not installed, and the earlier facts are in its keeping") from None
    except OSError as error:
        raise GraphBuilderError(f"cannot run git: {error.strerror or error}") from None
    if done.returncode:
        first = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {done.returncode}"])[0]
        raise GraphBuilderError(f"git: {first}")
    return done.stdout
