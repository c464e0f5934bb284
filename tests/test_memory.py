"""What is remembered stays small, and nothing that is wrong with it fails what is done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_builder import memory
from graph_builder.cli import main

TINY = Path(__file__).parent / "worlds" / "tiny"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that is there, with a file in each of its parts; the first is the oldest."""
    top = tmp_path / "cache"
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(top))
    for age, name in enumerate(("made", "0123456789abcdef", "builds", "notes of mine")):
        (top / name).mkdir(parents=True, mode=0o700)
        path = top / name / "file"
        path.write_bytes(bytes(100))
        os.utime(path, (1000 + age, 1000 + age))
    return top


def there(top: Path) -> list[str]:
    return sorted(path.parent.name for path in top.glob("*/file"))


def test_what_was_not_used_for_longest_is_forgotten_first_wherever_it_is_kept(kept: Path):
    memory.prune(300)
    assert ["0123456789abcdef", "builds", "made", "notes of mine"] == there(kept)
    memory.prune(200)
    assert ["0123456789abcdef", "builds", "notes of mine"] == there(kept)
    memory.prune(100)
    assert ["builds", "notes of mine"] == there(kept)


def test_what_is_no_cache_is_never_forgotten(kept: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_bytes(bytes(100))
    (kept / "fedcba9876543210").symlink_to(tmp_path / "other")
    memory.prune(0)
    assert ["fedcba9876543210", "notes of mine"] == there(kept)


def test_no_cache_is_no_fault(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", "")
    memory.prune(0)
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(kept / "made" / "file"))
    memory.prune(0)
    assert 4 == len(there(kept))


def test_a_build_forgets_what_is_too_much(kept: Path, tmp_path: Path):
    large = kept / "made" / "large"
    with large.open("wb") as file:
        file.truncate(memory.LARGEST + 1)
    os.utime(large, (1, 1))
    done = CliRunner().invoke(main, ["build", "--data", str(TINY), "--output", str(tmp_path / "output")])
    assert (0, False) == (done.exit_code, large.exists()), done.output
    assert ["0123456789abcdef", "builds", "made", "notes of mine"] == there(kept)


def test_a_cache_that_cannot_be_looked_through_fails_no_build(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refused(*_: object) -> list[str]:
        raise PermissionError(13, "no")

    with monkeypatch.context() as patched:
        patched.setattr(memory.os, "listdir", refused)
        memory.prune(0)
    assert 4 == len(there(kept))
