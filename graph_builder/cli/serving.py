"""Verbs that answer over HTTP: serve, watch."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from graph_builder.cli.verbs import DATA
from graph_builder.errors import DataError, UsageError


@click.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Queries answered at once.  Default: the cores, at least 2."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=10.0,
    show_default=True,
    help="Stop a query after so many seconds.",
)
@click.option(
    "--rows", type=click.IntRange(min=1), default=100_000, show_default=True, help="Refuse an answer of more rows."
)
@click.option(
    "--memory",
    type=click.IntRange(16, 1 << 20),
    default=512,
    show_default=True,
    metavar="MB",
    help="Stop a query that needs more than so much beyond the graph.",
)
@click.option("--base", metavar="URL", help="The public address of the site.  Default: http://HOST:PORT/.")
@click.option("--proxy", metavar="ADDRESS", default="", help="The proxy whose X-Forwarded-For is believed.")
def serve(
    folder: Path,
    host: str,
    port: int,
    workers: int | None,
    seconds: float,
    rows: int,
    memory: int,
    base: str | None,
    proxy: str,
) -> None:  # fmt: skip
    """Answer SPARQL and show the graph over HTTP, until interrupted; follows changes of the data."""
    with _web():
        from graph_builder.serve.app import application
        from graph_builder.serve.served import Options
        from graph_builder.serve.server import listening, run
    from graph_builder.graph.engine import Limits
    from graph_builder.pipeline import check_folder
    from graph_builder.views.problems import report

    checked = check_folder(folder)
    if checked.book is None:
        raise DataError(checked.problems)
    click.echo(report(checked.problems, checked.lines), nl=False, err=True)
    taken = listening(host, port)
    here, everywhere = _site(host, taken.getsockname())
    size = workers or max(os.cpu_count() or 1, 2)
    options = Options(folder, _address(base) if base else here, size, Limits(seconds, rows, memory << 20))
    count = f"{len(checked.book.statements):,} statements of {len(checked.book.things):,} things"
    click.echo(f"serving {count} at {here} with {size} worker{'s' if size != 1 else ''}; Ctrl-C ends it")
    if everywhere:
        click.echo("it listens on every address of this machine, for whoever can reach it", err=True)
        if not base:
            click.echo("give --base the address under which others see it: descriptions name it", err=True)
    run(*application(checked.book, options), taken, proxy)


@click.command()
@click.argument("what", metavar="[FILE|FOLDER]", type=click.Path(path_type=Path), required=False)
@DATA
@click.option("--output", "target", type=click.Path(path_type=Path), default=Path("output", "lectures"),
              show_default=True, help="Where each lecture gets its folder.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any that is free.")
def watch(what: Path | None, folder: Path, target: Path, port: int) -> None:
    """Build a lecture anew whenever its file or the facts are saved, and reload the page that shows it.

    FILE is a lecture; FOLDER, or nothing, means all lectures of a data folder.
    """
    with _web():
        from graph_builder.serve.rehearsal import rehearsal
        from graph_builder.serve.server import listening, run
    from graph_builder.lectures.folder import needs_extra

    file = what
    if what is not None and what.is_dir():
        file, folder = None, what
    if file is not None and not file.is_file():
        raise UsageError(f"there is no file {file.as_posix()}")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    needs_extra()
    taken = listening("127.0.0.1", port)
    here = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    click.echo(f"watching {(file or folder).as_posix()}, shown at {here}; Ctrl-C ends it")
    run(*rehearsal(file, folder, target), taken, "")


@contextmanager
def _web() -> Iterator[None]:
    """Within, what belongs to the extra `web` may be missing; then the user is told so."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing in ("", "graph_builder"):
            raise
        raise UsageError(f"{missing} is not installed: pip install 'graph-builder[web]'") from None


def _site(host: str, taken: tuple[Any, ...]) -> tuple[str, bool]:
    """Where somebody at this machine finds the site, and whether it listens on all addresses.

    >>> _site("::", ("::", 8000, 0, 0))
    ('http://[::1]:8000/', True)
    """
    everywhere = ip_address(taken[0]).is_unspecified
    own = ("::1" if ":" in taken[0] else "127.0.0.1") if everywhere else host
    return f"http://{f'[{own}]' if ':' in own else own}:{taken[1]}/", everywhere


def _address(given: str) -> str:
    """The address with a slash at its end.

    Raises:
        UsageError: it is not the address of a site.
    """
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(f"--base must be an address such as https://example.org/graph/, not '{given}'")
    return given.rstrip("/") + "/"
