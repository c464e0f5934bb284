"""A disk that is full, or may not be written: the old output stays, one line says why, and nothing is left over."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import Built, building, command, copy, started, state, told

MB = 1 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for one output, not two."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        yield place
        return
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_leaves_the_old_output_and_is_told(built: Built, small_disk: Path):
    output = copy(built.output, small_disk / "output")
    limit = None if small_disk.is_mount() else (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (MB, MB)))
    done = started(building(built.new, output), preexec_fn=limit)
    why = "No space left on device" if small_disk.is_mount() else "File too large"
    assert (1, f"graph-builder: cannot write {output}: {why}") == (done.returncode, told(done))
    assert (built.manifests[0], ["output"]) == (state(output), os.listdir(small_disk))


def test_a_file_that_may_not_grow_leaves_the_old_output_and_is_told(built: Built, tmp_path: Path):
    output = copy(built.output, tmp_path / "place" / "output")
    limit = (MB, MB)
    done = started(building(built.new, output), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert (1, f"graph-builder: cannot write {output}: File too large") == (done.returncode, told(done))
    assert (built.manifests[0], ["output"]) == (state(output), os.listdir(output.parent))
    page = tmp_path / "place" / "lenin.html"
    page.write_text("old", "utf-8")
    done = started(command("view", "lenin", "--data", built.old, "--output", page),
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))  # fmt: skip
    assert (1, f"graph-builder: cannot write {page}: File too large") == (done.returncode, told(done))
    assert ("old", ["lenin.html", "output"]) == (page.read_text("utf-8"), sorted(os.listdir(page.parent)))


def test_a_disk_that_may_only_be_read_is_told(built: Built, small_disk: Path):
    output = copy(built.output, small_disk / "output")
    if small_disk.is_mount():
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    elif os.getuid():
        small_disk.chmod(0o555)
    else:
        pytest.skip("root without mounts may write everywhere")
    done = started(building(built.new, output))
    assert 1 == done.returncode
    assert told(done).startswith(f"graph-builder: cannot write {output}: ")
    assert (built.manifests[0], ["output"]) == (state(output), os.listdir(small_disk))
    small_disk.chmod(0o755) if not small_disk.is_mount() else None


def test_a_link_in_a_circle_is_told(built: Built, tmp_path: Path):
    (tmp_path / "output").symlink_to("output")
    done = started(building(built.old, tmp_path / "output"))
    assert 1 == done.returncode
    assert told(done).startswith("graph-builder: cannot write ")


def test_what_cannot_be_copied_of_others_is_told_in_one_line(built: Built, tmp_path: Path):
    output = copy(built.output, tmp_path / "output")
    (output / "mine").mkdir()
    os.mkfifo(output / "mine" / "pipe")
    done = started(building(built.old, output))
    assert (1, f"graph-builder: cannot write {output}: `{output}/mine/pipe` is a named pipe") == (
        done.returncode, told(done))  # fmt: skip
    assert ["output"] == os.listdir(tmp_path)
