"""A build that is killed or interrupted at any moment leaves the old output or the new one, and nothing else for long.

GRAPH_BUILDER_FAULTS=100 kills and interrupts a hundred times.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections import Counter
from pathlib import Path

import pytest
from builds import Built, Moments, alive, begun, building, command, copy, each_of, soon, started, state, times, told

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
INTERRUPTED = b"graph-builder: interrupted; no file is half written\n"


def test_a_build_killed_at_any_moment_leaves_the_old_output_or_the_new(built: Built, tmp_path: Path):
    met: Counter[str] = Counter()

    def kill(turn: int) -> None:
        place = tmp_path / str(turn % 2)
        output = place / "output"
        with begun(building((built.new, built.old)[turn // 4 % 2], output)) as run:
            Moments(turn, built.seconds, built.writing).wait(turn // 2, run, output)
            run.kill()
            run.wait()
        after = state(output)
        met["none" if not after else "old" if after == built.manifests[0] else "new"] += 1
        met["left over"] += len(os.listdir(place)) > 1
        assert after in (*built.manifests, "")

    for each in ("0", "1"):
        (tmp_path / each).mkdir()
        shutil.copytree(built.output, tmp_path / each / "output")
    each_of(kill, times(6))
    assert 0 == met["none"]
    print(met)  # noqa: T201
    for each in ("0", "1"):
        done = started(building(built.new, tmp_path / each / "output"))
        assert 0 == done.returncode
        assert built.manifests[1] == state(tmp_path / each / "output")
        assert ["output"] == os.listdir(tmp_path / each)


def test_a_first_build_that_is_killed_leaves_nothing_or_all(built: Built, tmp_path: Path):
    with begun(building(built.old, tmp_path / "output")) as run:
        Moments(7, built.seconds, built.writing).wait(1, run, tmp_path / "output")
        run.kill()
        run.wait()
    assert state(tmp_path / "output") in ("", built.manifests[0])


def test_an_interrupt_at_any_moment_is_one_line_and_leaves_nothing_behind(built: Built, tmp_path: Path):
    met: Counter[int] = Counter()

    def interrupt(turn: int) -> None:
        place = tmp_path / str(turn)
        place.mkdir()
        output = copy(built.output, place / "output")
        mark = uuid.uuid4().hex
        with begun(building(built.new, output), mark) as run:
            Moments(1000 + turn, built.seconds, built.writing).wait(turn, run, output)
            run.send_signal(signal.SIGINT)
            if turn % 3 == 0:  # impatience
                run.send_signal(signal.SIGINT)
            _, errors = run.communicate(timeout=60)
        met[run.returncode] += 1
        assert b"Traceback" not in errors, errors
        if run.returncode == 0:  # it was done already
            assert built.manifests[1] == state(output)
            assert b"interrupted" not in errors
        else:
            assert (130, 1) == (run.returncode, errors.count(INTERRUPTED)), (turn, run.returncode, errors)
            assert errors.endswith(INTERRUPTED)
            assert state(output) in built.manifests
        assert ["output"] == os.listdir(place)
        assert soon(lambda: not alive(mark))
        shutil.rmtree(place)

    each_of(interrupt, times(6))
    print(met)  # noqa: T201
    assert met[130]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_query_that_is_stopped_takes_its_workers_with_it(how: signal.Signals, built: Built):
    mark = uuid.uuid4().hex
    with begun(command("query", SLOW, "--data", built.old), mark) as run:
        assert soon(lambda: len(alive(mark)) > 2)
        run.send_signal(how)
        out, errors = run.communicate(timeout=30)
    assert (b"", INTERRUPTED if how == signal.SIGINT else b"") == (out, errors)
    assert (130 if how == signal.SIGINT else -how) == run.returncode
    assert soon(lambda: not alive(mark)), alive(mark)


def test_where_folders_cannot_change_places_a_killed_swap_is_mended(tmp_path: Path):
    """Between the two steps of a swap there is no folder; the next build has it again, even if it fails."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from graph_builder import output; from graph_builder.output import disk\n"
        "disk.sys = type('Another', (), {'platform': 'another'})\n"
        "rename = os.rename\n"
        "def deadly(a, b):\n"
        "    if 'kill' in sys.argv and b == Path(sys.argv[1]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "    rename(a, b)\n"
        "disk.os.rename = deadly\n"
        "more = {'x': '', 'x/y': ''} if 'fail' in sys.argv else {}\n"
        "output.write_folder(Path(sys.argv[1]), {sys.argv[2]: '', **more})\n"
    )

    def write(*arguments: str) -> int:
        run = [sys.executable, "-c", code, str(tmp_path / "[a] b"), *arguments]
        return subprocess.run(run, stderr=subprocess.DEVNULL, check=False).returncode

    def names() -> list[list[str]]:
        return [sorted(os.listdir(each)) for each in tmp_path.iterdir()]

    assert 0 == write("old")
    assert -signal.SIGKILL == write("new", "kill")
    assert not (tmp_path / "[a] b").exists()
    assert 1 == write("new", "fail")
    assert [["manifest.json", "old"]] == names()
    assert 0 == write("new")
    assert [["manifest.json", "new"]] == names()


def test_what_a_killed_build_of_a_lecture_left_goes_with_the_next_build(built: Built, tmp_path: Path):
    output = copy(built.output, tmp_path / "output")
    for left in (".tiny.new-0123abcd", ".tiny.new-0123abcd-old"):
        copy(output / "lectures" / "tiny", output / "lectures" / left)
    (output / "lectures" / ".mine").mkdir()
    done = started(building(built.old, output))
    assert (0, [".mine", "index.html", "tiny"]) == (done.returncode, sorted(os.listdir(output / "lectures")))


def test_two_builds_at_once_one_wins_and_the_other_says_so(built: Built, tmp_path: Path):
    """Also a lecture within what is being built; and the loser does not work in vain first."""
    output = copy(built.output, tmp_path / "output")
    with begun(building(built.new, output)) as run:
        assert run.stderr is not None
        assert run.stderr.readline()  # its warnings: it is at work
        run.send_signal(signal.SIGSTOP)
        whole = started(building(built.old, output))
        part = started(
            command("lecture", built.old / "lectures" / "tiny.yaml", "--data", built.old,
                    "--output", output / "lectures" / "tiny")
        )  # fmt: skip
        run.send_signal(signal.SIGCONT)
        run.communicate(timeout=60)
    said = f"graph-builder: another build is writing {output}; wait until it has ended"
    assert [(1, said)] * 2 == [(done.returncode, told(done)) for done in (whole, part)]
    assert (0, built.manifests[1]) == (run.returncode, state(output))
    assert ["output"] == os.listdir(tmp_path)


def test_two_builds_that_do_not_see_each_others_lock_leave_one_of_two(built: Built, tmp_path: Path):
    """As those of two users: each has its own folder for temporary files."""
    output = copy(built.output, tmp_path / "place" / "output")
    runs = []
    for turn, data in enumerate((built.old, built.new)):
        (tmp_path / str(turn)).mkdir()
        environment = {**os.environ, "TMPDIR": str(tmp_path / str(turn))}
        runs.append(subprocess.Popen(building(data, output), env=environment, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.PIPE))  # fmt: skip
    for run in runs:
        assert b"Traceback" not in run.communicate(timeout=60)[1]
    assert state(output) in built.manifests
    assert 0 in [run.returncode for run in runs]
    assert ["output"] == os.listdir(output.parent)


def test_files_are_on_the_disk_before_the_folders_change_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    from graph_builder import output

    done: list[object] = []
    sync, swap = output.sync, output.swap

    def synced(folder: Path) -> None:
        done.append(sorted(each.name for each in folder.rglob("*")))
        sync(folder)

    def swapped(new: Path, folder: Path) -> None:
        done.append("swap")
        swap(new, folder)

    monkeypatch.setattr(output, "sync", synced)
    monkeypatch.setattr(output, "swap", swapped)
    output.write_folder(tmp_path / "out", {"a.txt": "1", "sub/b.txt": "2"})
    assert [["a.txt", "b.txt", "manifest.json", "sub"], "swap"] == done
