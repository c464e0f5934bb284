"""The only writer: a folder is replaced whole or not at all."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from graph_builder.errors import OutputError
from graph_builder.output import MANIFEST, manifest_of, write_file, write_folder
from graph_builder.output.disk import lock_path


def _names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_folder_holds_what_was_written_and_a_manifest_of_it(tmp_path):
    write_folder(tmp_path / "out", {"a.txt": "one", "sub/b.txt": b"two"})
    assert ["a.txt", MANIFEST, "sub/b.txt"] == _names(tmp_path / "out")
    assert ["a.txt", "sub/b.txt"] == list(json.loads((tmp_path / "out" / MANIFEST).read_text())["files"])


def test_files_that_are_no_longer_made_go_and_those_of_others_stay(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "README.md").write_text("kept")
    write_folder(out, {"old.txt": "1"})
    (out / "mine.txt").write_text("mine")
    write_folder(out, {"new.txt": "2"})
    assert ["README.md", MANIFEST, "mine.txt", "new.txt"] == _names(out)
    assert ["out"] == [path.name for path in tmp_path.iterdir()]


def test_what_others_put_into_a_folder_within_stays_and_what_is_no_longer_made_there_goes(tmp_path):
    out = tmp_path / "out"
    write_folder(out, {"lectures/one/deck.html": "1", "lectures/two/deck.html": "2"})
    (out / "lectures" / "one" / "mine.txt").write_text("mine")
    (out / "lectures" / "own").mkdir()
    (out / "lectures" / "own" / "mine.txt").write_text("mine")
    write_folder(out, {"lectures/one/deck.html": "3"})
    kept = ["lectures/one/deck.html", "lectures/one/mine.txt", "lectures/own/mine.txt", MANIFEST]
    assert kept == _names(out)
    assert "3" == (out / "lectures" / "one" / "deck.html").read_text()


def test_a_folder_within_that_was_written_alone_is_replaced_with_the_whole(tmp_path):
    out = tmp_path / "out"
    write_folder(out, {"graph.nq": "1"})
    write_folder(out / "lectures" / "one", {"deck.html": "1", "old.html": "1"})
    write_folder(out / "lectures" / "another", {"deck.html": "1"})
    one = {"deck.html": "2"}
    whole = {"graph.nq": "1", "lectures/one/deck.html": "2", "lectures/one/manifest.json": manifest_of(one)}
    write_folder(out, whole)
    another = ["lectures/another/deck.html", f"lectures/another/{MANIFEST}"]
    assert sorted([*another, *whole, MANIFEST]) == _names(out)
    write_folder(out / "lectures" / "one", {"deck.html": "3"})
    write_folder(out, whole)
    assert "2" == (out / "lectures" / "one" / "deck.html").read_text()


def test_what_stands_in_the_way_and_is_not_ours_is_never_overwritten(tmp_path):
    out = tmp_path / "out"
    write_folder(out, {"a.txt": "1"})
    (out / "b.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"b\.txt was not made by graph-builder"):
        write_folder(out, {"b.txt": "2"})
    assert "mine" == (out / "b.txt").read_text()


def test_a_folder_that_this_program_did_not_make_is_never_replaced(tmp_path):
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(OutputError, match="not made by graph-builder"):
        write_folder(tmp_path, {"a.txt": "1"})
    assert ["letters.txt"] == _names(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        write_folder(tmp_path / "out", {"a.txt": "1"})


def test_a_failed_write_leaves_the_old_folder_whole(tmp_path):
    write_folder(tmp_path / "out", {"a.txt": "old"})
    with pytest.raises(OutputError):
        write_folder(tmp_path / "out", {"a.txt": "new", "a.txt/b": "cannot be"})
    assert "old" == (tmp_path / "out" / "a.txt").read_text()
    assert ["out"] == [path.name for path in tmp_path.iterdir()]


def test_two_builds_at_once_one_is_told_to_wait(tmp_path):
    with open(lock_path(tmp_path / "out"), "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another build"):
            write_folder(tmp_path / "out", {"a.txt": "1"})


def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new(tmp_path):
    code = (
        "import sys; from pathlib import Path; from graph_builder.output import write_folder\n"
        "files = lambda v: {f'{i}.txt': v * 20000 for i in range(30)}\n"
        "write_folder(Path(sys.argv[1]), files('a')); print('ready', flush=True)\n"
        "while True:\n write_folder(Path(sys.argv[1]), files('b')); write_folder(Path(sys.argv[1]), files('a'))\n"
    )
    for turn in range(12):
        run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "out")], stdout=subprocess.PIPE, text=True)
        assert run.stdout.readline() == "ready\n"
        time.sleep(0.004 * turn)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        run.stdout.close()
        contents = {(path.read_bytes()) for path in (tmp_path / "out").glob("*.txt")}
        assert len(contents) == 1
        assert 30 == len(list((tmp_path / "out").glob("*.txt")))
    write_folder(tmp_path / "out", {"a.txt": "1"})
    assert ["out"] == [path.name for path in tmp_path.iterdir()]


def test_a_single_file_is_replaced_whole_and_a_missing_folder_is_named(tmp_path):
    write_file(tmp_path / "a.html", "one")
    write_file(tmp_path / "a.html", "two")
    assert "two" == (tmp_path / "a.html").read_text()
    with pytest.raises(OutputError, match="cannot write"):
        write_file(tmp_path / "none" / "a.html", "one")
    assert ["a.html"] == _names(tmp_path)
