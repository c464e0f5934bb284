"""A library in parts holds the lines of graph.nq, on however many processes, and whatever happens to them."""

from __future__ import annotations

import functools
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from divided import DATA, TINY, divided

from graph_builder.errors import DataError, OutputError
from graph_builder.graph.rdf import nquads
from graph_builder.parts.library import assemble
from graph_builder.parts.shelf import lines_of
from graph_builder.pipeline import load
from graph_builder.pool import Runner, in_turn, on_processes


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real data in some sixty files."""
    return divided(DATA, tmp_path_factory.mktemp("many") / "data")


@pytest.fixture(scope="module")
def wanted(many: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The manifest of its parts, made by one process."""
    target = tmp_path_factory.mktemp("wanted") / "parts"
    assemble(many, target)
    return (target / "manifest.json").read_text("utf-8")


def lines(folder: Path) -> list[str]:
    return sorted(set(lines_of(folder)))


def quads_of(data: Path) -> list[str]:
    return nquads(load(data)).splitlines(keepends=True)


@pytest.mark.parametrize("data", [TINY, DATA], ids=["tiny", "real"])
def test_the_parts_hold_the_lines_of_one_graph(data: Path, tmp_path: Path):
    assemble(data, tmp_path / "parts")
    assert quads_of(data) == lines(tmp_path / "parts")


def test_facts_that_speak_of_claims_in_other_files_are_whole(many: Path, tmp_path: Path):
    assemble(many, tmp_path / "parts")
    assert quads_of(many) == lines(tmp_path / "parts")
    assert set(quads_of(many)) == set(quads_of(DATA))


def test_a_passage_whose_facts_stand_in_several_files_is_whole(tmp_path: Path):
    data = divided(DATA, tmp_path / "data", every=1, halved=True)
    assemble(data, tmp_path / "parts", on_processes(2))
    assert quads_of(data) == lines(tmp_path / "parts")
    assert quads_of(DATA) == lines(tmp_path / "parts")


def test_every_runner_gives_the_same_bytes(many: Path, wanted: str, tmp_path: Path):
    library = assemble(many, tmp_path / "parts", on_processes(3))
    assert wanted == (tmp_path / "parts" / "manifest.json").read_text("utf-8")
    assert len(library.parts) == library.files + 1


def test_the_manifest_names_every_part_with_its_file_size_hash_and_quads(many: Path, tmp_path: Path):
    assemble(many, tmp_path / "parts")
    listed = json.loads((tmp_path / "parts" / "manifest.json").read_text("utf-8"))["files"]
    assert sorted(listed) == sorted(p.name for p in (tmp_path / "parts").iterdir() if p.name != "manifest.json")
    for name, entry in listed.items():
        raw = (tmp_path / "parts" / name).read_bytes()
        assert entry["bytes"] == len(raw)
        assert entry["quads"] == gzip.decompress(raw).count(b"\n")
    files = {entry["from"] for entry in listed.values() if "from" in entry}
    assert files == {p.relative_to(many).as_posix() for n in ("entities", "facts") for p in (many / n).iterdir()}


def killed_once(function: Callable[[Any, Any], Any], mark: Path, task: Any, shared: Any) -> Any:
    """The function, in a process that is killed at the seventh task, once."""
    if task.number == 7 and function.__name__ == "worked" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return function(task, shared)


def dying(run: Runner, mark: Path) -> Runner:
    def watched(function: Callable[[Any, Any], Any], shared: Any, tasks: Sequence[Any]) -> Iterator[Any]:
        return run(functools.partial(killed_once, function, mark), shared, tasks)

    return watched


def test_a_worker_that_is_killed_takes_nothing_with_it(many: Path, wanted: str, tmp_path: Path):
    assemble(many, tmp_path / "parts", dying(on_processes(3), tmp_path / "mark"))
    assert (tmp_path / "mark").exists()
    assert wanted == (tmp_path / "parts" / "manifest.json").read_text("utf-8")
    assert quads_of(many) == lines(tmp_path / "parts")


def always_killed(task: Any, shared: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_that_die_again_and_again_end_in_one_message(many: Path, tmp_path: Path):
    def run(function: Any, shared: Any, tasks: Sequence[Any]) -> Iterator[Any]:
        return on_processes(2)(always_killed, shared, tasks)

    with pytest.raises(Exception, match="ended 3 times from outside"):
        assemble(many, tmp_path / "parts", run)
    assert not (tmp_path / "parts").exists()


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_the_verb_survives_the_kill_of_a_worker_from_outside(many: Path, wanted: str, tmp_path: Path):
    command = [sys.executable, "-m", "graph_builder.cli", "assemble", "--data", many, "--workers", "2"]
    running = subprocess.Popen([*map(str, command), "--output", str(tmp_path / "parts"), "--fresh"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    killed = 0
    while running.poll() is None and killed < 2:
        for child in _children(running.pid)[:1]:
            os.kill(child, signal.SIGKILL)
            killed += 1
        time.sleep(0.01)
    out, err = running.communicate(timeout=120)
    assert (0, True) == (running.returncode, killed > 0), err
    assert wanted == (tmp_path / "parts" / "manifest.json").read_text("utf-8")
    assert "1,066 statements of 585 things" in out


def test_spark_gives_the_same_bytes_although_a_worker_is_killed(many: Path, wanted: str, tmp_path: Path):
    pytest.importorskip("pyspark")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from test_assemble import assemble, dying\n"
        "from graph_builder.parts.spark import on_spark\n"
        "assemble(Path(sys.argv[2]), Path(sys.argv[3]), dying(on_spark('local[3]'), Path(sys.argv[4])))\n"
    )
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", code, here, many, tmp_path / "parts", tmp_path / "mark"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300,
                          env={**os.environ, "PYTHONPATH": paths})  # fmt: skip
    assert 0 == done.returncode, done.stderr[-2000:]
    assert (tmp_path / "mark").exists()
    assert wanted == (tmp_path / "parts" / "manifest.json").read_text("utf-8")


def test_faulty_data_leaves_the_parts_of_before(world: Callable[[str], Path], tmp_path: Path):
    assemble(TINY, tmp_path / "parts")
    before = (tmp_path / "parts" / "manifest.json").read_bytes()
    with pytest.raises(DataError, match="unknown subject"):
        assemble(world("unknown-id"), tmp_path / "parts")
    assert before == (tmp_path / "parts" / "manifest.json").read_bytes()
    assert ["parts"] == [path.name for path in tmp_path.glob("*parts*")]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "thesis.txt").write_text("three years", "utf-8")
    with pytest.raises(OutputError, match="was not made by graph-builder"):
        assemble(TINY, tmp_path / "parts", in_turn)
    assert "three years" == (tmp_path / "parts" / "thesis.txt").read_text("utf-8")
