"""How far long work is, in one line of the terminal; nothing at all where nobody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from graph_builder.interrupts import uninterrupted

if TYPE_CHECKING:
    from rich.progress import Progress

    from graph_builder.pool import Runner

Step = TypeVar("Step")
PATIENCE = 0.5
"""What takes no longer has no bar.  Units: seconds."""
_OFTEN = 0.03
"""How soon after one step the next is drawn.  Units: seconds."""
_REFRESHED = 4
"""How often the time that is left is drawn anew.  Units: times in a second."""
_WORDS = {"survey": "reading things", "worked": "checking facts"}


@contextmanager
def bar(patience: float | None = None) -> Iterator[Bar]:
    """Within, work that passes through the bar is shown on the standard error, if that is a terminal that can draw.

    The bar is gone afterwards and the cursor there, also after an interrupt.

    Args:
        patience: from when on it is shown, PATIENCE if None; 0 for what has few steps and takes long.  Units: seconds.
    """
    line = Bar(PATIENCE if patience is None else patience)
    try:
        yield line
    finally:
        line.hide()


class Bar:
    """The line: what is being done, how many steps of how many are done, and the time that is left."""

    def __init__(self, patience: float) -> None:
        self._begin = time.monotonic() + patience
        self._seen = sys.stderr is not None and sys.stderr.isatty()
        self._drawn: Progress | None = None
        self._last = 0.0

    def steps(self, steps: Sequence[Step], name: Callable[[Step], str]) -> Iterator[Step]:
        """The steps, shown as they come: a `facts.watch.Watch`."""
        for done, step in enumerate(steps):
            self.tell(name(step), done, len(steps))
            yield step
        if steps:
            self.tell(name(steps[-1]), len(steps), len(steps))

    def runner(self, run: Runner) -> Runner:
        """The runner, its results shown as they come."""

        def watched(
            function: Callable[[Any, Any], Any], shared: Any, tasks: Sequence[Any]
        ) -> Generator[Any, None, None]:
            words = _WORDS.get(function.__name__, "working")
            self.tell(words, 0, len(tasks))
            with closing(run(function, shared, tasks)) as results:
                for done, result in enumerate(results, 1):
                    self.tell(words, done, len(tasks))
                    yield result

        return watched

    def tell(self, words: str, done: int, total: int) -> None:
        """Shows so much, from the moment on from which there is a bar."""
        if not self._seen or total < 2 or time.monotonic() < self._begin:
            return
        from graph_builder.views.problems import visible

        words = visible(words)
        if self._drawn is None:
            self._draw(words, done, total)
            return
        task, now = self._drawn.tasks[0], time.monotonic()
        at_once = now - self._last > _OFTEN  # the step may keep the interpreter from drawing until it is done
        with uninterrupted():
            if done == 0 or total != task.total:  # other work: its time is its own
                self._drawn.reset(task.id, total=total, completed=done, description=words)
            self._drawn.update(task.id, completed=done, description=words, refresh=at_once)
        self._last = now if at_once else self._last

    def hide(self) -> None:
        """Erases the line; the next step draws it anew."""
        if self._drawn:
            with uninterrupted():
                self._drawn.stop()
                self._drawn = None

    def _draw(self, words: str, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
        from rich.table import Column

        console = Console(stderr=True)
        self._seen = console.is_interactive
        if not self._seen:
            return
        what = TextColumn("{task.description}", markup=False, table_column=Column(ratio=1, no_wrap=True))
        with uninterrupted():
            self._drawn = Progress(
                what,
                BarColumn(20),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=console,
                transient=True,
                expand=True,
                redirect_stdout=False,
                refresh_per_second=_REFRESHED,
            )
            self._drawn.add_task(words, total=total, completed=done)
            self._drawn.start()
