"""A build after an earlier one gives the bytes of a build from nothing, and does nothing where nothing changed."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.output import earlier
from tests.conftest import TINY

sys.path.append(str(Path(__file__).parent / "benchmarks"))
from worlds import write_world

SAME = "nothing has changed"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A synthetic world of a few dozen files."""
    folder = tmp_path_factory.mktemp("world") / "data"
    write_world(folder, 120, per_file=8)
    return folder


@pytest.fixture
def data(world, tmp_path):
    """The same, to be changed."""
    return _copied(world, tmp_path / "data")


@pytest.fixture(autouse=True)
def _kept(tmp_path, monkeypatch):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path / "cache"))


def _copied(folder, to):
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            (to / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (to / path.relative_to(folder)).write_bytes(path.read_bytes())
    return to


def _build(data, output):
    done = CliRunner().invoke(main, ["build", "--data", str(data), "--output", str(output)])
    assert 0 == done.exit_code, done.output
    return done


def _files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _from_nothing(data, output, monkeypatch):
    """What a build gives that knows of no other one."""
    with monkeypatch.context() as patch:
        patch.setenv("GRAPH_BUILDER_CACHE", "")
        _build(data, output)
    return _files(output)


def test_where_nothing_changed_nothing_is_written_and_the_same_is_said(data, tmp_path):
    first = _build(data, tmp_path / "output")
    before, stamp = _files(tmp_path / "output"), os.stat(tmp_path / "output")
    second = _build(data, tmp_path / "output")
    assert SAME in second.stdout
    assert SAME not in first.stdout
    assert first.stderr == second.stderr
    assert "warning: " in second.stderr
    assert (before, stamp.st_ino) == (_files(tmp_path / "output"), os.stat(tmp_path / "output").st_ino)


def test_after_any_change_a_build_gives_what_one_from_nothing_gives(data, tmp_path, monkeypatch):
    rng = random.Random(5)
    output = tmp_path / "output"
    _build(data, output)
    for turn in range(6):
        _change(data, rng)
        assert SAME not in _build(data, output).stdout
        assert _from_nothing(data, tmp_path / f"full-{turn}", monkeypatch) == _files(output)


def _change(data, rng):
    """Alters, removes or adds something in one file."""
    facts, things = sorted((data / "facts").glob("*.yaml")), sorted((data / "entities").glob("*.yaml"))
    path = rng.choice(facts)
    text = path.read_text("utf-8")
    kind = rng.choice(("note", "word", "remove", "add", "label", "date"))
    if kind == "remove" and len(facts) > 3:
        path.unlink()
    elif kind == "add":
        lines = text.splitlines(keepends=True)
        more = "".join(lines[:5]).replace("p: 1 ", "p: 4 ")
        path.with_name(f"more-{rng.randrange(1000)}.yaml").write_text(more, "utf-8")
    elif kind == "label":
        thing = rng.choice(things)
        thing.write_text(thing.read_text("utf-8").replace("number", f"no. {rng.randrange(1000)}", 1), "utf-8")
    elif kind == "date":
        path.write_text(text.replace("1917-", "1918-") + f"# {rng.randrange(1000)}\n", "utf-8")
    else:
        path.write_text(text.replace("remark", f"remark {rng.randrange(1000)}", 1), "utf-8")


@pytest.mark.parametrize("fault", ["altered", "deleted", "lengthened", "linked", "manifest", "gone", "left"])
def test_an_output_that_is_no_longer_whole_is_made_again(data, tmp_path, fault):
    output = tmp_path / "output"
    _build(data, output)
    before, path = _files(output), output / "graph.nq"
    if fault == "altered":
        path.write_bytes(path.read_bytes()[:-2] + b"x\n")
    elif fault == "deleted":
        path.unlink()
    elif fault == "lengthened":
        path.write_bytes(path.read_bytes() + b"\n")
    elif fault == "linked":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    elif fault == "manifest":
        manifest = output / "manifest.json"
        manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")
    elif fault == "gone":
        output.rename(tmp_path / "elsewhere")
    else:
        (output / ".a.new-01234567").mkdir()
    assert SAME not in _build(data, output).stdout
    assert before == _files(output)
    assert not path.is_symlink()
    assert not (output / ".a.new-01234567").exists()


def test_what_others_put_into_the_output_is_nobodys_business(data, tmp_path):
    _build(data, tmp_path / "output")
    (tmp_path / "output" / "mine.txt").write_text("mine")
    assert SAME in _build(data, tmp_path / "output").stdout
    assert "mine" == (tmp_path / "output" / "mine.txt").read_text()


@pytest.mark.parametrize("what", ["program", "library", "settings", "data", "output", "place", "cache"])
def test_whatever_else_a_build_follows_from_makes_it_anew(data, tmp_path, monkeypatch, what):
    output = tmp_path / "output"
    _build(data, output)
    if what == "program":
        monkeypatch.setattr(earlier, "program", lambda: b"another")
    elif what == "library":
        (tmp_path / "site" / "another-1.0.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
    elif what == "settings":
        path = data / "graph.yaml"
        path.write_text(path.read_text("utf-8").replace("A synthetic", "Another synthetic"), "utf-8")
    elif what == "data":
        data = _copied(data, tmp_path / "other")
    elif what == "output":
        output = tmp_path / "another"
    elif what == "place":
        monkeypatch.chdir(tmp_path)
    else:
        for path in (tmp_path / "cache" / "builds").iterdir():
            path.write_bytes(path.read_bytes()[:40])
    assert SAME not in _build(data, output).stdout
    assert SAME in _build(data, output).stdout


def test_a_build_during_which_the_program_changed_is_not_remembered(data, tmp_path, monkeypatch):
    versions = iter((b"before", b"after", b"before"))
    monkeypatch.setattr(earlier, "program", lambda: next(versions, b"before"))
    _build(data, tmp_path / "output")
    assert SAME not in _build(data, tmp_path / "output").stdout


def test_a_pipe_among_the_facts_is_not_waited_for(data, tmp_path):
    os.mkfifo(data / "facts" / "pipe.yaml")
    assert earlier.earlier(data, tmp_path / "output") is None


def test_nothing_is_believed_of_a_cache_that_others_can_write(data, tmp_path):
    _build(data, tmp_path / "output")
    (tmp_path / "cache" / "builds").chmod(0o777)
    assert SAME not in _build(data, tmp_path / "output").stdout


def test_a_world_with_a_lecture_is_made_again_where_its_lecture_changed(tmp_path, monkeypatch):
    data, output = _copied(TINY, tmp_path / "data"), tmp_path / "output"
    _build(data, output)
    assert SAME in _build(data, output).stdout
    path = data / "lectures" / "tiny.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Another ", 1), "utf-8")
    assert SAME not in _build(data, output).stdout
    assert _from_nothing(data, tmp_path / "full", monkeypatch) == _files(output)


def _begun(data, output):
    code = "from graph_builder.cli import main; main(prog_name='graph-builder')"
    command = [sys.executable, "-c", code, "build", "--data", str(data), "--output", str(output)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_after_builds_killed_at_any_moment_the_next_gives_the_bytes_of_one_from_nothing(data, tmp_path, monkeypatch):
    output, rng = tmp_path / "output", random.Random(3)
    begun = time.monotonic()
    _build(data, output)
    seconds = 2 * (time.monotonic() - begun)
    for turn in range(3):
        _change(data, rng)
        with _begun(data, output) as run:
            time.sleep(seconds * (turn + 1) / 4)
            run.kill()
        _build(data, output)
        assert _from_nothing(data, tmp_path / f"full-{turn}", monkeypatch) == _files(output)


def test_of_two_builds_at_once_one_is_refused_or_both_give_the_same(data, tmp_path, monkeypatch):
    output = tmp_path / "output"
    runs = [_begun(data, target) for target in (output, output, tmp_path / "other")]
    errors = [run.communicate(timeout=120)[1].decode() for run in runs]
    assert all(run.returncode == 0 or "another build" in said for run, said in zip(runs, errors, strict=True)), errors
    assert 0 == runs[2].returncode
    _build(data, output)
    whole = _from_nothing(data, tmp_path / "full", monkeypatch)
    assert whole == _files(output) == _files(tmp_path / "other")
