"""The served data follows the files: when they change and are sound, new workers take over between two requests."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from watchfiles import Change, awatch

from graph_builder.errors import GraphBuilderError, Problem, Where
from graph_builder.pipeline import Checked, check_folder
from graph_builder.serve.pool import close
from graph_builder.serve.served import Served, Site, digest_of, served
from graph_builder.serve.turns import running, waiting
from graph_builder.views.problems import report, summary

_SETTLED = 300  # milliseconds without a further change


@asynccontextmanager
async def watched(site: Site) -> AsyncIterator[None]:
    """Within, changes of the folder are followed; afterwards no state of the data is left but the current one."""
    retired: set[asyncio.Task[None]] = set()
    following = asyncio.create_task(_follow(site, retired))
    try:
        yield
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        for task in retired:
            task.cancel()
        await asyncio.gather(*retired, return_exceptions=True)


async def _follow(site: Site, retired: set[asyncio.Task[None]]) -> None:
    folder = site.options.folder
    async for _ in awatch(folder, watch_filter=_matters, debounce=_SETTLED, recursive=True):
        try:
            old = await _renewed(site)
        except (GraphBuilderError, OSError) as error:
            where = Where(site.options.folder.as_posix())
            site.problems = (Problem(where, "missing-file", f"the data cannot be read: {error}"),)
            _say(f"the data cannot be read: {error}; the old goes on")
            continue
        if old:
            task = asyncio.create_task(_retire(site, old))
            retired.add(task)
            task.add_done_callback(retired.discard)


def _matters(change: Change, path: str) -> bool:
    """True for YAML, and for what may be a folder of it that was moved as a whole."""
    return path.endswith((".yaml", ".yml")) or "." not in path.rpartition("/")[2]


async def _renewed(site: Site) -> Served | None:
    """The state that was served before, if another one has taken its place.

    Raises:
        GraphBuilderError: the new graph cannot be loaded.
    """
    checked = await asyncio.to_thread(check_folder, site.options.folder)
    site.problems = checked.problems
    if checked.book is None:
        _say(f"{_told(checked)}\nthe data has errors; the old goes on")
        return None
    digest = await asyncio.to_thread(digest_of, checked.book)
    if digest == site.current.digest:
        return None
    new = await served(checked.book, site.options, digest)
    old, site.current = site.current, new
    _say(f"reloaded: {len(checked.book.statements):,} statements of {len(checked.book.things):,} things")
    return old


def _told(checked: Checked) -> str:
    errors: list[Problem] = [replace(p) for p in checked.problems if p.level == "error"]
    return report(errors, checked.lines) + summary(checked.problems)


async def _retire(site: Site, old: Served) -> None:
    """Queries that began on the old state end on it; then it goes."""
    site.retired.append(old)
    try:
        while running(old.pool.turns) or waiting(old.pool.turns):
            await asyncio.sleep(0.1)
    finally:
        site.retired.remove(old)
        await close(old.pool)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201  # the terminal of the server is where its owner looks
