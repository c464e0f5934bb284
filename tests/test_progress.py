"""Bars of long work on a real pseudo-terminal: shown, erased, and gone after an interrupt; nothing at all elsewhere."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "worlds" / "tiny"
CODE = "from graph_builder.cli import main; main(prog_name='graph-builder')"
HIDDEN, SHOWN, ERASED = b"\x1b[?25l", b"\x1b[?25h", b"\x1b[1A\x1b[2K"
WIDTH = 80
World = Callable[[str], Path]


AT_ONCE = f"from graph_builder.cli import progress; progress.PATIENCE = 0; {CODE}"
"""The same with a bar from the beginning: a quick machine is done with a small world before there is one."""


def command(*arguments: str | Path, code: str = CODE) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def _terminal() -> None:
    """The process leads a session of its own, whose terminal is its standard error; it can be interrupted."""
    os.setsid()
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def on_terminal(run: list[str], interrupt_at: bytes = b"", **environment: str) -> tuple[int, bytes, bytes]:
    """Runs a verb whose standard error is a terminal, and presses Ctrl-C when this stands there.

    Returns:
        The exit code, the standard output, and all that the terminal got.
    """
    keyboard, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
    variables = {**os.environ, "TERM": "xterm", **environment}
    with subprocess.Popen(
        run, cwd=ROOT, stdin=terminal, stdout=subprocess.PIPE, stderr=terminal, env=variables, preexec_fn=_terminal
    ) as process:
        os.close(terminal)
        got, pressed = b"", False
        try:
            while chunk := _read(keyboard):
                got += chunk
                if interrupt_at and not pressed and interrupt_at in got:
                    pressed = os.write(keyboard, b"\x03") == 1
            assert process.stdout is not None
            return process.wait(timeout=60), process.stdout.read(), got
        finally:
            process.kill()
            os.close(keyboard)


def _read(keyboard: int) -> bytes:
    """What comes next; nothing when the last process has closed the terminal."""
    try:
        return os.read(keyboard, 65536)
    except OSError:
        return b""


def piped(run: list[str], **environment: str) -> tuple[int, bytes, bytes]:
    """The same into pipes."""
    done = subprocess.run(
        run, cwd=ROOT, capture_output=True, env={**os.environ, **environment}, timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr


def left_on_screen(got: bytes) -> list[str]:
    """The lines that stay, as a terminal shows them: what is erased is gone."""
    lines, at = [""], 0
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]|[^\x1b\r\n]+", got.decode("utf-8")):
        if part == "\n":
            at += 1
            lines += [""] * (at + 1 - len(lines))
        elif part == "\x1b[1A":
            at -= 1
        elif part == "\x1b[2K":
            lines[at] = ""
        elif not part.startswith("\x1b") and part != "\r":
            lines[at] = part
    return [line.rstrip() for line in lines if line.strip()]


def words(got: bytes) -> str:
    """All that was ever shown, without colours."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", got.decode("utf-8"))


class TestOnATerminal:
    def test_a_check_with_pictures_shows_scenes_with_their_number_and_time_left_and_erases_them(self):
        code, told, got = on_terminal(command("check", TINY, "--pictures", "--format", "json", code=AT_ONCE))
        assert (code, told) == piped(command("check", TINY, "--pictures", "--format", "json"))[:2]
        assert re.search(r"checking tiny: \S+ +[━╸╺ ]+ +\d+/\d+ +(-:--:--|\d:\d\d:\d\d)", words(got)), words(got)
        assert (1, 1) == (got.count(HIDDEN), got.count(SHOWN))
        assert got.endswith(SHOWN + b"\r" + ERASED)
        assert [] == left_on_screen(got)
        assert max(map(len, re.split(r"[\r\n]+", words(got)))) <= WIDTH

    def test_a_build_names_what_it_makes_and_leaves_its_warnings_and_its_answer_only(self, tmp_path: Path):
        quiet = piped(command("build", "--data", TINY, "--output", tmp_path / "one"))
        code, told, got = on_terminal(command("build", "--data", TINY, "--output", tmp_path / "two", code=AT_ONCE))
        assert (0, 0) == (quiet[0], code)
        assert quiet[1].replace(b"/one/", b"/two/") == told
        assert quiet[2].decode().split() == " ".join(left_on_screen(got)).split()
        assert re.search(
            r"making \w+\.(html|nq|ttl|trig|jsonld)", words(got)
        )  # of what is quick not every name is drawn
        assert re.search(r"making tiny: \w", words(got))
        assert got.count(HIDDEN) == got.count(SHOWN) > 0

    @pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"TTY_INTERACTIVE": "0"}])
    def test_one_that_cannot_draw_gets_not_one_byte_of_a_bar(self, variables: dict[str, str]):
        call = command("check", TINY, "--pictures", "--format", "json")
        assert b"" == on_terminal(call, **variables)[2]

    def test_what_is_done_before_patience_ends_has_no_bar_and_loads_nothing_for_one(self):
        code = (
            "import sys\nfrom graph_builder.cli.progress import bar\n"
            "with bar(patience=60) as line: list(line.steps(['a.yaml', 'b.yaml'], str))\n"
            "print('rich' in sys.modules)\n"
        )
        assert (0, b"False\n", b"") == on_terminal([sys.executable, "-c", code])


def test_work_that_follows_upon_other_work_is_counted_by_itself():
    code = (
        "from graph_builder.cli.progress import bar\n"
        "with bar(patience=0) as line:\n"
        "    list(line.steps(['a.yaml', 'b.yaml'], 'reading {}'.format))\n"
        "    for done in (500, 1000): line.tell('sending', done, 1000)\n"
    )
    status, told, got = on_terminal([sys.executable, "-c", code])
    assert (0, b"") == (status, told)
    counts = re.findall(r"(reading \S+|sending) +[━╸╺ ]+ +(\d+/\d+) ", words(got))
    assert {"reading a.yaml": "2", "reading b.yaml": "2", "sending": "1000"} == {
        name: count.partition("/")[2] for name, count in counts
    }
    assert [] == left_on_screen(got)


@pytest.mark.parametrize("variables", [{"TERM": "xterm-256color"}, {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}])
def test_in_a_pipe_there_is_not_one_byte_of_a_bar_whatever_the_environment_says(variables: dict[str, str]):
    code, _, errors = piped(command("check", TINY, "--pictures", "--format", "json"), **variables)
    assert (0, b"") == (code, errors)


class TestInterrupted:
    @pytest.mark.parametrize("moment", [HIDDEN, b"checking after-locarno"], ids=["begin", "scene"])
    def test_a_build_of_the_real_data_gives_back_the_cursor_and_leaves_the_output_as_it_was(
        self, moment: bytes, tmp_path: Path
    ):
        target = tmp_path / "output"
        target.mkdir()
        code, told, got = on_terminal(command("build", "--output", target), interrupt_at=moment)
        assert (130, b"") == (code, told)
        assert ["output"] == [path.name for path in tmp_path.rglob("*")]
        assert got.count(HIDDEN) == got.count(SHOWN) > 0
        assert got.rindex(HIDDEN) < got.rindex(SHOWN)
        assert ["graph-builder: interrupted; no file is half written"] == left_on_screen(got)

    def test_a_build_that_is_making_files_keeps_those_of_before(self, tmp_path: Path, world: World):
        folder, target = world("tiny"), tmp_path / "output"
        assert 0 == piped(command("build", "--data", folder, "--output", target))[0]
        before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
        things = folder / "entities" / "things.yaml"
        things.write_text(things.read_text("utf-8").replace("label: Lenin", "label: V. I. Lenin"), "utf-8")
        code, _, got = on_terminal(
            command("build", "--data", folder, "--output", target), interrupt_at=b"making tiny: handout"
        )
        assert 130 == code
        assert before == {path: path.stat().st_mtime_ns for path in target.rglob("*")}
        assert "graph-builder: interrupted; no file is half written" == left_on_screen(got)[-1]
        assert got.rindex(HIDDEN) < got.rindex(SHOWN)
