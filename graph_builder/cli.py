"""The verbs.  Each calls the pipeline, prints, and sets the exit code: 0 done, 1 something to mend, 2 wrong usage."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from graph_builder.errors import DataError, GraphBuilderError, OutputError, QueryError, UsageError

_DATA = click.option("--data", "folder", type=click.Path(path_type=Path), default=Path("data"), show_default=True,
                     help="The folder of the facts.")  # fmt: skip
_SHOWN = 20


class _Verbs(click.Group):
    """Turns what a user can mend into one message and exit code 1; lists the verbs in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DataError as error:
            from graph_builder.facts.read import read_file
            from graph_builder.views.problems import report, summary

            shown = error.problems[:_SHOWN]
            lines = {p.where.file: read_file(Path(p.where.file))[0].lines for p in shown}
            more = f", of which the first {_SHOWN}; check names them all" if len(error.problems) > _SHOWN else ""
            click.echo(report(shown, lines) + summary(error.problems) + more, err=True)
        except GraphBuilderError as error:
            click.echo(f"graph-builder: {error}", err=True)
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            click.echo(f"graph-builder: cannot write the answer: {error.strerror or error}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python would try once more on leaving
        except KeyboardInterrupt:
            click.echo("graph-builder: interrupted; nothing was written", err=True)
            ctx.exit(130)
        return ctx.exit(1)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="graph-builder")
def main() -> None:
    """A knowledge graph of early Soviet foreign policy that keeps apart what is so and what somebody said."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("data"))
@click.option(
    "--texts", type=click.Path(path_type=Path), help="The texts' folder: compares quotes and hedges with them."
)
@click.option("--format", "format_", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
def check(folder: Path, texts: Path | None, format_: str) -> None:
    """Name every problem of every file in FOLDER."""
    from graph_builder.pipeline import check_folder
    from graph_builder.views.problems import report, summary

    checked = check_folder(folder, texts)
    click.echo(report(checked.problems, checked.lines, format_), nl=False)
    if format_ == "text":
        book = checked.book
        made = f": {len(book.statements):,} statements of {len(book.things):,} things" if book else ""
        click.echo(summary(checked.problems) + made)
    if checked.book is None:
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; print the difference, exit 1 if any.")
def tidy(folder: Path, only_check: bool) -> None:
    """Bring every file in FOLDER into the one canonical form; comments are kept."""
    from graph_builder.model.forms import unreadable, untidy
    from graph_builder.output import write_file

    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    if problems := unreadable(folder):
        raise DataError(problems)
    changed = untidy(folder)
    for path, old, new in changed:
        if only_check:
            click.echo(_difference(path, old, new), nl=False)
        else:
            write_file(path, new)
            click.echo(f"tidied {path.as_posix()}")
    if only_check and changed:
        count = len(changed)
        click.echo(f"{count} file{'s' if count != 1 else ''} to tidy: run graph-builder tidy {folder.as_posix()}")
        sys.exit(1)
    if not changed:
        click.echo("everything is tidy")


def _difference(path: Path, old: str, new: str) -> str:
    import difflib

    name = path.as_posix()
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, f"{name} (tidy)")
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if a schema is out of date.")
def schema(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas that editors use to complete and underline, into FOLDER."""
    from graph_builder.output import write_file
    from graph_builder.pipeline import schemas_of

    stale = 0
    for name, text in schemas_of(folder).items():
        path = folder / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale += 1
        if not only_check:
            write_file(path, text)
        click.echo(f"{'out of date' if only_check else 'wrote'}: {path.as_posix()}")
    if not stale:
        click.echo("all schemas are up to date")
    elif only_check:
        click.echo(f"run graph-builder schema {folder.as_posix()}")
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--texts", type=click.Path(path_type=Path), help="The texts' folder: counts words and sentences too.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--output", "path", type=click.Path(path_type=Path), help="Also write the page, with these figures.")
def coverage(folder: Path, texts: Path | None, format_: str, path: Path | None) -> None:
    """Show what each paragraph has yielded, and which sentences have no statement."""
    from graph_builder.model.coverage import coverage as covered
    from graph_builder.model.coverage import used_once
    from graph_builder.model.texts import passages_of
    from graph_builder.output import write_file
    from graph_builder.pipeline import load
    from graph_builder.views.coverage_page import coverage_page
    from graph_builder.views.coverage_table import report

    book = load(folder)
    passages = passages_of(book.sources.values(), texts) if texts else {}
    if texts and not passages:
        raise UsageError(f"there is no text of any chapter in {texts.as_posix()}")
    rows = covered(book, passages)
    if path:
        write_file(path, coverage_page(book, rows))
    click.echo(report(rows, format_, used_once(book)), nl=False)


@main.command()
@click.argument("word")
@_DATA
def ids(word: str, folder: Path) -> None:
    """Find ids by WORD in ids, labels and other names."""
    from graph_builder.pipeline import load
    from graph_builder.views.dossier import found_ids

    rows = list(found_ids(load(folder), word))
    if not rows:
        raise UsageError(f"nothing is called '{word}'")
    width = max(len(id_) for id_, _, _ in rows)
    for id_, kind, label in rows:
        click.echo(f"{id_:{width}}  {kind:9}  {label}")


@main.command()
@click.argument("id_", metavar="ID")
@_DATA
def show(id_: str, folder: Path) -> None:
    """Tell everything known of ID, in sentences with pages."""
    from graph_builder.pipeline import load
    from graph_builder.views.dossier import dossier

    click.echo(dossier(load(folder), id_), nl=False)


@main.command()
@click.argument("id_", metavar="[ID]", default="")
@click.option("--format", "format_", type=click.Choice(["chicago", "bibtex", "csl"]), default="chicago")
@_DATA
def cite(id_: str, format_: str, folder: Path) -> None:
    """Say how to cite ID, or without ID the whole graph: its record, and the pages of books that it rests on."""
    from graph_builder.pipeline import load
    from graph_builder.views.cite import cite as cited

    click.echo(cited(load(folder), id_, format_), nl=False)


@main.command()
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text")
@_DATA
def diff(revision: str, format_: str, folder: Path) -> None:
    """Tell what facts were added, altered and removed since REV, a revision that git knows (default: HEAD)."""
    from graph_builder.pipeline import changes_since
    from graph_builder.views.changes import shown
    from graph_builder.views.problems import report

    changes, errors = changes_since(folder, revision)
    click.echo(report(errors, {}), nl=False, err=True)
    click.echo(shown(changes, revision, format_, errors=len(errors)), nl=False)


@main.command()
@click.argument("text", metavar="[QUERY|FILE|-]", default="-")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json", "turtle"]), default=None,
              help="Default: table, or turtle for CONSTRUCT.")  # fmt: skip
@_DATA
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


@main.command()
@click.argument("id_", metavar="ID")
@click.option("--hops", type=click.IntRange(0, 10), default=1, show_default=True, help="How many steps around it.")
@click.option("--output", "path", type=click.Path(path_type=Path), help="The file to write; default: ID.html.")
@_DATA
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


@main.command()
@_DATA
@click.option("--output", "target", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
def build(folder: Path, target: Path) -> None:
    """Make every graph and page, in --output."""
    from graph_builder.output import write_folder
    from graph_builder.pipeline import build as built
    from graph_builder.pipeline import check_folder
    from graph_builder.views.problems import report

    checked = check_folder(folder)
    if checked.book is None:
        raise DataError(checked.problems)
    click.echo(report(checked.problems, checked.lines), nl=False, err=True)
    book = checked.book
    files = built(book)
    write_folder(target, files)
    click.echo(f"{len(book.statements):,} statements of {len(book.things):,} things in {target.as_posix()}/")
    for name, text in sorted(files.items()):
        click.echo(f"  {name:18} {len(text.encode()) / 1024:8.0f} KB")


if __name__ == "__main__":
    main()
