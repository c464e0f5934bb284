"""The command itself: how its verbs end, and the options that they share."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from graph_builder.errors import DataError, GraphBuilderError, Problem
from graph_builder.interrupts import interrupts, on_interrupt

DATA = click.option("--data", "folder", type=click.Path(path_type=Path), default=Path("data"), show_default=True,
                     help="The folder of the facts.")  # fmt: skip
_SHOWN = 20
_INTERRUPTED = "graph-builder: interrupted; no file is half written"


class Verbs(click.Group):
    """Turns what a user can mend into one message and exit code 1; lists the verbs in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **more: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):  # file names may hold what no encoding has
            if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
                stream.reconfigure(errors="backslashreplace")
        with _interruptible():
            return super().main(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            on_interrupt(_raise)
            done = self._invoked(ctx)
            on_interrupt(signal.SIG_IGN)
            return done
        except KeyboardInterrupt:
            on_interrupt(signal.SIG_IGN)
            click.echo(_INTERRUPTED, err=True)
            return ctx.exit(130)

    def _invoked(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DataError as error:
            from graph_builder.views.problems import summary

            shown = error.problems[:_SHOWN]
            more = f", of which the first {_SHOWN}; check names them all" if len(error.problems) > _SHOWN else ""
            click.echo(excerpts(shown) + summary(error.problems) + more, err=True)
        except GraphBuilderError as error:
            click.echo(steerless(f"graph-builder: {error}"), err=True)
        except BrokenPipeError:
            if sys.stderr is not None:  # as in a program started without one
                sys.stderr.close()
        except OSError as error:
            what = f"cannot use {os.fsdecode(error.filename)}" if error.filename else "cannot write the answer"
            click.echo(steerless(f"graph-builder: {what}: {error.strerror or error}"), err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python would try once more on leaving
        return ctx.exit(1)


def excerpts(problems: Sequence[Problem], format_: str = "text") -> str:
    """A report of the problems, with the lines of the files as they are now."""
    from graph_builder.facts.read import read_lines
    from graph_builder.views.problems import report

    files = {p.where.file for p in problems} if format_ == "text" else set()
    return report(problems, {file: read_lines(Path(file)) for file in files}, format_)


def steerless(message: str) -> str:
    """A message that cannot steer the terminal, whatever file, argument or server its words are from."""
    from graph_builder.views.problems import visible

    return "\n".join(visible(line) for line in message.split("\n"))


def check_interrupted() -> None:
    """Stops before the writing if the user interrupted, and some library swallowed that.

    Raises:
        KeyboardInterrupt: so it is.
    """
    if interrupts:
        raise KeyboardInterrupt


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Within, an interrupt ends the verb with one line: at once where there is nothing to clear away yet."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    interrupts.clear()
    try:
        on_interrupt(_leave)
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        atexit.unregister(on_interrupt)
        atexit.register(on_interrupt, signal.SIG_IGN)  # the work is done: no traceback from Python's own leaving


def _leave(number: int, frame: object) -> None:
    with contextlib.suppress(OSError):
        os.write(2, f"{_INTERRUPTED}\n".encode())
    os._exit(130)


def _raise(number: int, frame: object) -> None:
    interrupts.append(number)
    raise KeyboardInterrupt
