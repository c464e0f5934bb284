"""Other locales, encodings, line ends, names in any script, and streams that are closed."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from builds import LABEL, TINY, Built, building, changed, command, started, state

from graph_builder.pipeline import check_everything

World = Callable[[str], Path]
NAMES = (
    "a b.yaml", "line\nbreak.yaml", "bytes\udcff\udc80.yaml", "列寧.yaml", "İı.YAML", "لينين.yaml", "-x.yml",
    "'$(id).yaml",
)  # fmt: skip
SOUND = (
    "source: {document: jacobson-1994}\npassages:\n- p: 20 ¶1\n"
    "  facts:\n    - lenin opposes foreign-trade: {when: %d}\n"
)
C = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
PLACES: dict[str, dict[str, str]] = {
    "C": C,
    "C without UTF-8": {**C, "PYTHONUTF8": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "strict ascii": {"PYTHONIOENCODING": "ascii:strict"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "Cyrillic": {"PYTHONIOENCODING": "cp1251:strict"},
    "Turkish": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    "strict UTF-8": {"PYTHONIOENCODING": "utf-8:strict"},
}
VERBS = ("check", "show", "ask")


def test_in_every_locale_names_come_through_or_are_escaped(world: World):
    folder = changed(world("tiny"))
    for year, name in enumerate(NAMES, 1919):
        (folder / "facts" / name).write_text(SOUND % year, "utf-8")
    verbs = {
        "check": ["check", folder],
        "show": ["show", "lenin", "--data", folder],
        "ask": ["ask", "who-supported", "issue=red-army-abroad", "--data", folder],
    }

    def run(case: tuple[str, str]) -> subprocess.CompletedProcess[bytes]:
        return started(command(*verbs[case[1]]), env={**os.environ, **PLACES[case[0]]})

    cases = [(place, verb) for place, verb in product(PLACES, VERBS) if verb != "ask" or "strict" in place]
    with ThreadPoolExecutor(2) as pool:
        for (place, verb), done in zip(cases, pool.map(run, cases), strict=True):
            assert b"Traceback" not in done.stderr, (place, verb, done.stderr)
            assert done.returncode in ((0, 1) if verb == "check" else (0,)), (place, verb, done.stderr)
            if verb != "check":
                encoding = {"latin-1": "latin-1", "Cyrillic": "cp1251"}.get(place, "utf-8")
                text = done.stdout.decode(encoding)
                escaped = LABEL.encode(encoding, "backslashreplace").decode(encoding)
                assert LABEL in text or escaped in text, (place, verb, text)


def test_files_of_any_name_are_named_in_problems(world: World):
    folder = world("tiny")
    for name in NAMES:
        (folder / "facts" / name).write_text("source: jacobson-1994\npassages: 5\n", "utf-8")
    done = started(command("check", folder, "--format", "json"), env={**os.environ, **PLACES["strict UTF-8"]})
    problems = json.loads(done.stdout.removeprefix(b"begun\n"))
    shown = {Path(each["file"]).name for each in problems if each["level"] == "error"}
    assert {os.fsencode(name).decode("utf-8", "backslashreplace") for name in NAMES} == shown


def test_windows_line_ends_change_nothing(built: Built, tmp_path: Path):
    """In every file; nor do those of old Macintoshes, nor a file whose last line has none."""
    data = tmp_path / "data"
    for path in built.old.rglob("*.yaml"):
        target = data / path.relative_to(built.old)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = started(building(data, tmp_path / "output"))
    assert (0, built.manifests[0]) == (done.returncode, state(tmp_path / "output")), done.stderr


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_of_other_machines_change_no_value(end: bytes, world: World):
    folder = world("tiny")
    before = check_everything(folder, pictures=False)
    for path in folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", end).rstrip())
    after = check_everything(folder, pictures=False)
    assert before.book
    assert after.book
    for each in fields(before.book):
        assert getattr(before.book, each.name) == getattr(after.book, each.name)
    assert [(p.where, p.message) for p in before.problems] == [(p.where, p.message) for p in after.problems]
    assert before.lectures == after.lectures


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_program_without_streams_does_its_work(closed: str, built: Built, tmp_path: Path):
    """A file that is opened then has the number of a stream: nothing may be written into it by mistake."""
    start = building(built.old, tmp_path / "output")
    start[2] = str(start[2]).replace("print('begun', flush=True); ", "")
    if closed != "<&- >&- 2>&-":
        start[3:] = ["check", TINY]
    done = subprocess.run(
        ["bash", "-c", f'"$@" {closed}', "bash", *start], capture_output=True, timeout=60, check=False
    )
    assert 0 == done.returncode, done.stderr
    assert b"Traceback" not in done.stderr
    if "build" in start:
        assert built.manifests[0] == state(tmp_path / "output")


def test_a_reader_that_leaves_and_no_place_for_errors_is_no_traceback(world: World):
    folder = world("tiny")
    text = "source: jacobson-1994\npassages:\n" + "- p: x\n  nothing: y\n" * 3000
    (folder / "facts" / "more.yaml").write_text(text, "utf-8")
    shell = ["bash", "-c", 'set -o pipefail; "$@" 2>&- | head -1 >&2', "bash", *command("check", folder)]
    done = subprocess.run(shell, capture_output=True, timeout=60, check=False)
    assert (1, b"begun\n") == (done.returncode, done.stderr)


def test_output_folders_of_any_name_are_written_and_replaced(built: Built, tmp_path: Path):
    from graph_builder.output import write_folder

    for name in ("a b", "line\nbreak", "bytes\udcff", "列寧", "[a-z]*?", "-x", ".hidden", "n" * 230):
        (tmp_path / f".{name}.new-0123abcd").mkdir()
        write_folder(tmp_path / name, {"a.txt": "1"})
        write_folder(tmp_path / name, {"a.txt": "2"})
        assert [os.fsencode(name)] == os.listdir(os.fsencode(tmp_path))
        assert "2" == (tmp_path / name / "a.txt").read_text()
        (tmp_path / name).rename(built.output.parent / f"used{abs(hash(name))}")
