"""Files that change while they are read: a right result or a clear message; and clocks that cannot be trusted."""

from __future__ import annotations

import os
import random
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builds import TINY, Built, begun, building, command, copy, started, state, times, told

from graph_builder.errors import GraphBuilderError
from graph_builder.facts.marks import check_unchanged, marks_of
from graph_builder.pipeline import check_everything


@contextmanager
def repeated(change: Callable[[], None]) -> Iterator[None]:
    """Within, a thread makes the change again and again."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            change()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


FILES = ("graph.yaml", "sources.yaml", "entities/things.yaml", "facts/facts.yaml", "lectures/tiny.yaml")


@pytest.mark.parametrize("name", FILES)
def test_a_check_of_a_file_that_is_being_written_ends_in_problems_or_none(name: str, world: Callable[[str], Path]):
    """It is emptied, cut, removed, made a folder, a link to nowhere or to itself, or saved whole."""
    folder = world("tiny")
    path, whole, dice = folder / name, (TINY / name).read_bytes(), random.Random(name)

    def change() -> None:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        path.unlink(missing_ok=True)
        what = dice.randrange(7)
        if what == 0:
            path.mkdir()
        elif what == 1:
            path.symlink_to("nowhere")
        elif what == 2:
            path.symlink_to(path.name)
        elif what > 3:
            with open(path, "wb") as file:
                for start in range(0, len(whole) if what > 4 else dice.randrange(len(whole)), 200):
                    file.write(whole[start : start + 200])
                    file.flush()

    sound = len(check_everything(TINY, pictures=False).problems)
    ends: Counter[bool] = Counter()
    with repeated(change):
        for _ in range(times(15)):
            found = check_everything(folder, pictures=False)
            ends[len(found.problems) == sound] += 1
            assert found.book is None or len(found.book.things) in range(15)
    assert ends.total() == times(15)


@pytest.mark.parametrize("verb", ["check", "show"])
def test_no_verb_shows_a_traceback_of_folders_that_come_and_go(verb: str, world: Callable[[str], Path]):
    folder = world("tiny")

    def change() -> None:
        shutil.move(folder / "facts", folder / "away")
        shutil.move(folder / "away", folder / "facts")

    arguments = {"check": ["check", folder], "show": ["show", "lenin", "--data", folder]}[verb]
    with repeated(change):
        for _ in range(4):
            done = started(command(*arguments))
            assert done.returncode in (0, 1)
            assert b"Traceback" not in done.stderr


def test_a_file_that_changes_while_it_is_read_stops_the_build(built: Built, tmp_path: Path):
    """What was read may have been half of it, and sound by chance: cut after a fact."""
    data, output = copy(TINY, tmp_path / "data"), copy(built.output, tmp_path / "place" / "output")
    facts = data / "facts" / "facts.yaml"
    whole = facts.read_text("utf-8")
    half = whole[: whole.index("- p: 176")]
    facts.write_text(half, "utf-8")
    with begun(building(data, output)) as run:
        assert run.stderr is not None
        warnings = run.stderr.readline()  # it has read them
        facts.write_text(whole, "utf-8")
        _, errors = run.communicate(timeout=60)
    said = f"graph-builder: {facts} changed while it was read; build again\n"
    assert (1, True) == (run.returncode, errors.decode().endswith(said)), (warnings, errors)
    assert (built.manifests[0], ["output"]) == (state(output), os.listdir(output.parent))


def test_a_file_that_comes_or_goes_is_seen_too(world: Callable[[str], Path]):
    folder = world("tiny")
    marks = marks_of(folder)
    check_unchanged(folder, marks)
    (folder / "entities" / "more.yaml").touch()
    (folder / "lectures" / "tiny.yaml").unlink()
    with pytest.raises(GraphBuilderError, match=r"entities/more.yaml and 1 more changed while it was read"):
        check_unchanged(folder, marks)


def test_clocks_places_and_orders_do_not_change_a_byte(built: Built, tmp_path: Path):
    """The clock is set back to 1982, the files are of 2099 and made in another order, and the machine is another."""
    place = tmp_path / "another place\nwith ä 列 \udcff"
    data, output = place / "data", place / "output"
    for path in sorted(built.old.rglob("*"), reverse=True):
        if path.is_file():
            target = data / path.relative_to(built.old)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            os.utime(target, (4_070_908_800, 4_070_908_800))
    copy(built.output, output)
    os.utime(output / "manifest.json", (4_070_908_800, 4_070_908_800))
    code = (
        "import sys, time; print('begun', flush=True); began = time.time()\n"
        "now, gone = time.time, lambda: now() - began + 4e8\n"
        "time.time = gone; time.time_ns = lambda: int(gone() * 1e9)\n"
        "for name in ('localtime', 'gmtime'):\n"
        "    setattr(time, name, lambda at=None, real=getattr(time, name): real(gone() if at is None else at))\n"
        "from graph_builder.cli import main; main(prog_name='graph-builder')"
    )
    start = building(data, output)
    start[2] = code
    strange = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0", "COLUMNS": "20",
               "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}  # fmt: skip
    (tmp_path / "elsewhere").mkdir()
    done = started(start, env={**os.environ, **strange}, cwd=tmp_path / "elsewhere")
    assert (0, built.manifests[0]) == (done.returncode, state(output)), done.stderr


def test_a_message_of_a_name_with_any_bytes_is_a_message(tmp_path: Path):
    done = started(command("show", "lenin", "--data", tmp_path / "a\udcff b"), env={**os.environ, "LC_ALL": "C"})
    assert 1 == done.returncode
    assert "there is no folder" in told(done)
