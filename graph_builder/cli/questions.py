"""Verbs that ask the graph: query, view."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from graph_builder.cli.verbs import DATA
from graph_builder.errors import OutputError, QueryError


@click.command()
@click.argument("text", metavar="[QUERY|FILE|-]", default="-")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json", "turtle"]), default=None,
              help="Default: table, or turtle for CONSTRUCT.")  # fmt: skip
@DATA
def query(text: str, format_: str | None, folder: Path) -> None:
    """Ask in SPARQL: the query itself, a file of it, or - for standard input.  The graph's prefixes are known."""
    from graph_builder.graph.sparql import ask, pointed, rendered
    from graph_builder.pipeline import load

    wanted = _query_text(text)
    book = load(folder)
    try:
        answer = ask(book, wanted)
    except QueryError as error:
        place = f"query:{error.line}:{error.column}" if error.line else "query"
        click.echo(f"{place}: {error}\n{pointed(wanted, error)}".rstrip(), err=True)
        sys.exit(1)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    click.echo(rendered(answer, book, format_ or "table", width), nl=False)


def _query_text(text: str) -> str:
    """The query itself, or what the file or standard input holds."""
    try:
        if text == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if len(text.split()) == 1 or (len(text) < 1000 and Path(text).is_file()):
            return Path(text).read_text("utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise QueryError(f"cannot read the query from {text}: {getattr(error, 'strerror', None) or error}") from None
    return text


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--hops", type=click.IntRange(0, 10), default=1, show_default=True, help="How many steps around it.")
@click.option("--output", "path", type=click.Path(path_type=Path), help="The file to write; default: ID.html.")
@DATA
def view(id_: str, hops: int, path: Path | None, folder: Path) -> None:
    """Draw ID and what is within --hops of it as a page that opens from disk."""
    from graph_builder.graph.analysis import neighbourhood
    from graph_builder.model.wording import label_of
    from graph_builder.output import write_file
    from graph_builder.pipeline import load
    from graph_builder.views.network_page import network_page

    book = load(folder)
    around = neighbourhood(book, id_, hops)
    target = path or Path(f"{id_}.html")
    if not target.parent.is_dir():
        raise OutputError(f"there is no folder {target.parent.as_posix()}")
    title = f"{label_of(id_, book)}: {hops} step{'s' if hops != 1 else ''} around"
    write_file(target, network_page(book, ids=around, title=title))
    click.echo(f"{target.as_posix()}: {len(around)} things within {hops} steps of {id_}")
