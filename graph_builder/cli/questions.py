"""Verbs that ask the graph: query, ask, view."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph_builder.cli.verbs import DATA, steerless
from graph_builder.errors import OutputError, QueryError, UsageError

if TYPE_CHECKING:
    from graph_builder.graph.answers import Answer
    from graph_builder.model.factbook import FactBook

_FORMATS = ("table", "list", "csv", "tsv", "json", "xml", "markdown", "turtle")
_Verb = TypeVar("_Verb", bound=Callable[..., Any])


def _answering(verb: _Verb) -> _Verb:
    """The options of the verbs that ask SPARQL."""
    for option in reversed((
        click.option("--format", "format_", type=click.Choice(_FORMATS), default="table",
                     help="Default: table, on a narrow terminal list; csv, tsv, json and xml are SPARQL's own."),
        click.option("--columns", metavar="A,B,...", help="Show these columns only, in this order."),
        click.option("--labels/--no-labels", default=True, help="Name things beside their ids, in a table."),
        click.option("--picture", type=click.Path(path_type=Path), help="Also draw what the rows name, as a page."),
        click.option("--seconds", type=click.FloatRange(min=0, min_open=True, max=86_400), default=30.0,
                     show_default=True, help="Stop the query after so many seconds."),
        click.option("--rows", type=click.IntRange(min=1), default=100_000, show_default=True,
                     help="Refuse an answer of more rows."),
        click.option("--allow-service", "services", multiple=True, metavar="URL",
                     help="An address that SERVICE may ask; may be given again."),
        click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the graph here."),
        DATA,
    )):  # fmt: skip
        verb = option(verb)
    return verb


@click.command()
@click.argument("text", metavar="[QUERY|FILE|-]", default="-")
@_answering
def query(text: str, folder: Path, **options: Any) -> None:
    """Ask in SPARQL: the query itself, a file of it, or - for standard input.  The graph's prefixes are known."""
    from graph_builder.pipeline import load

    wanted = _query_text(text)
    _tell(load(folder), wanted, "query", **options)


@click.command()
@click.argument("name", metavar="[QUESTION]", default="")
@click.argument("arguments", metavar="[NAME=VALUE]...", nargs=-1)
@click.option("--sparql", is_flag=True, help="Print the query instead of asking it.")
@_answering
def ask(name: str, arguments: tuple[str, ...], sparql: bool, folder: Path, **options: Any) -> None:
    """Ask a QUESTION of the library; without one, list them all; words find those that speak of them.

    Values are ids, names, dates, numbers or words.
    """
    from graph_builder.graph.library import asked, filled, question, questions
    from graph_builder.pipeline import load
    from graph_builder.views.question_list import described, listed, speaking_of

    if not name:
        click.echo(listed(questions()), nl=False)
        return
    try:
        chosen = question(name)
    except UsageError as error:
        found = speaking_of(questions(), [name, *(word for word in arguments if "=" not in word)])
        few = f"; these speak of it:\n\n{listed(found)}".rstrip() if found else ""
        raise UsageError(f"{error}{few}") from None
    values = dict(_pair(argument) for argument in arguments)
    if len(values) < len(arguments):
        raise UsageError("a slot is filled twice")
    book = load(folder)
    try:
        wanted = filled(chosen, values, book)
    except UsageError as error:
        raise UsageError(f"{error}\n{described(chosen)}".rstrip()) from None
    if sparql:
        click.echo(wanted, nl=False)
        return
    head = asked(chosen, values, book) + "\n\n" if options["format_"] in ("table", "list", "markdown") else ""
    _tell(book, wanted, chosen.name, head=head, library=True, **options)


def _pair(argument: str) -> tuple[str, str]:
    name, sign, value = argument.partition("=")
    if not sign:
        raise UsageError(f"'{argument}' fills no slot; write NAME=VALUE, such as issue=red-army-abroad")
    return name.strip(), value.strip()


def _tell(
    book: FactBook, wanted: str, name: str, picture: Path | None, columns: str | None, head: str = "", **options: Any
) -> None:
    """Prints the answer, or where the query is at fault; exit code 1 then."""
    from shutil import get_terminal_size

    from graph_builder.graph.answers import only
    from graph_builder.graph.sparql import pointed
    from graph_builder.output import write_file
    from graph_builder.views.answer_text import rendered

    if picture and not picture.parent.is_dir():
        raise OutputError(f"there is no folder {picture.parent.as_posix()}")
    try:
        answer = _answer(book, wanted, options)
    except QueryError as error:
        place = f"{name}:{error.line}:{error.column}" if error.line else name
        click.echo(steerless(f"{place}: {error}\n{pointed(wanted, error)}".rstrip()), err=True)
        sys.exit(1)
    if picture:
        from graph_builder.views.answer_page import picture_of

        write_file(picture, picture_of(answer, book))
    if columns:
        answer = only(answer, [column.strip().removeprefix("?") for column in columns.split(",")])
    terminal = sys.stdout is not None and sys.stdout.isatty()  # a program started without one has no stdout
    width = get_terminal_size().columns if terminal else 0
    click.echo(steerless(head) + rendered(answer, book, options["format_"], width, options["labels"]), nl=False)


def _answer(book: FactBook, wanted: str, options: dict[str, Any]) -> Answer:
    from graph_builder.graph.engine import Limits
    from graph_builder.graph.sparql import ask as ask_here

    limits = Limits(options["seconds"], options["rows"], services=options["services"])
    if not options["endpoint"]:
        return ask_here(book, wanted, limits)
    from graph_builder.graph.remote import ask_there

    return ask_there(options["endpoint"], book, wanted, limits, library=options.get("library", False))


def _query_text(text: str) -> str:
    """The query itself, or what the file or standard input holds."""
    try:
        if text == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if len(text.split()) == 1 or _is_file(text):
            return Path(text).read_text("utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise QueryError(f"cannot read the query from {text}: {getattr(error, 'strerror', None) or error}") from None
    return text


def _is_file(text: str) -> bool:
    """False also for what no system takes as a name, such as a query that is longer than names may be."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


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
