"""Spark finds in the parts what one machine finds, in the same order and after the same rounds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("networkit")
pytest.importorskip("pyspark")

from divided import TINY  # noqa: E402
from on_spark import ROUNDS, by_chance  # noqa: E402

from graph_builder.parts.analyse import Analysis, analyse, measured  # noqa: E402
from graph_builder.parts.edges import Edges  # noqa: E402
from graph_builder.parts.library import assemble  # noqa: E402
from graph_builder.parts.shelf import HEAD  # noqa: E402

MEASURES = ("degree", "pagerank", "components")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "parts"
    assemble(TINY, folder)
    return folder


@pytest.fixture(scope="module")
def damaged(parts: Path) -> Path:
    """One of the parts, which is cut."""
    copy = shutil.copytree(parts, parts.with_name("damaged"))
    part = next(path for path in sorted(copy.glob("part-*.nq.gz")) if path.name != HEAD)
    part.write_bytes(part.read_bytes()[:-9])
    return part


@pytest.fixture(scope="module")
def told(parts: Path, damaged: Path) -> dict[str, Any]:
    """What Spark says; a session takes long to start, so that there is one for all tests."""
    command = [sys.executable, str(Path(__file__).with_name("on_spark.py")), str(parts), str(damaged.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=540, env=os.environ)
    assert 0 == done.returncode, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def assert_same(expected: list[Any], actual: list[Any]) -> None:
    """Things and groups are the same in the same order, and their values to 1e-9."""
    assert len(expected) == len(actual)
    for one, other in zip(expected, actual, strict=True):
        assert one[0] == other[0]
        if isinstance(one[1], float):
            assert pytest.approx(one[1], abs=1e-9) == other[1]
        else:
            assert json.loads(json.dumps(one)) == other


CASES = [*(("parts", "all", 0, measure) for measure in MEASURES),
         *(("first", "plain", 3, measure) for measure in MEASURES if measure != "pagerank")]  # fmt: skip


@pytest.mark.parametrize(("which", "voices", "top", "measure"), CASES)
def test_the_parts_say_the_same(parts: Path, told: dict[str, Any], which: str, voices: str, top: int, measure: str):
    wanted, found = analyse(parts, measure, voices, top), Analysis(**told[f"{which} {measure}"])
    assert_same(list(wanted.found), list(found.found))
    assert wanted._replace(found=()) == found._replace(found=())


@pytest.mark.parametrize("measure", MEASURES)
def test_a_network_by_chance_says_the_same(told: dict[str, Any], measure: str):
    pairs = by_chance()
    names = sorted({end.encode() for pair in pairs for end in pair})
    place = {name: i for i, name in enumerate(names)}
    ends = np.array([[place[end.encode()] for end in pair] for pair in pairs])
    how, of, wanted = measured(Edges(np.array(names), ends[:, 0], ends[:, 1]), measure, rounds=ROUNDS)
    things, *said, found = told[f"chance {measure}"]
    assert (len(names), [how, of]) == (things, said)
    assert_same(list(wanted), found)


def test_a_damaged_part_is_named(told: dict[str, Any], damaged: Path):
    assert told["damaged"].startswith(f"{damaged.as_posix()} is damaged")
