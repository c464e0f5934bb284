"""Verbs on the facts: check, tidy, schema, coverage, ids, show, cite, diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph_builder.cli.progress import bar
from graph_builder.cli.verbs import DATA, excerpts, steerless
from graph_builder.errors import DataError, UsageError, has_errors


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("data"))
@click.option(
    "--texts", type=click.Path(path_type=Path), help="The texts' folder: compares quotes and hedges with them."
)
@click.option("--format", "format_", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@click.option("--pictures", is_flag=True, help="Draw the pictures of lectures too, to see that they can be read.")
def check(folder: Path, texts: Path | None, format_: str, pictures: bool) -> None:
    """Name every problem of every file in FOLDER, lectures included."""
    from graph_builder.pipeline import check_everything, is_library
    from graph_builder.pool import on_processes
    from graph_builder.views.problems import report, summary

    if texts is None and is_library(folder):
        _check_library(folder, format_)
        return
    with bar() as line:
        checked = check_everything(folder, texts, pictures, line.steps, on_processes())
    click.echo(report(checked.problems, checked.lines, format_), nl=False)
    if format_ == "text":
        book = checked.book
        made = f": {len(book.statements):,} statements of {len(book.things):,} things" if book else ""
        count = len(checked.lectures)
        made += f", {count} lecture{'s' if count != 1 else ''}" if book and count else ""
        click.echo(summary(checked.problems) + made)
    if has_errors(checked.problems):
        sys.exit(1)


def _check_library(folder: Path, format_: str) -> None:
    """The same for a folder of many files, on all cores, without doing again what an earlier run did."""
    from graph_builder.parts.library import check_library
    from graph_builder.pool import on_processes
    from graph_builder.views.problems import summary

    with bar() as line:
        checked = check_library(folder, line.runner(on_processes()), cached=True)
    click.echo(excerpts(checked.problems, format_), nl=False)
    sound = not has_errors(checked.problems)
    if format_ == "text":
        made = f": {checked.statements:,} statements of {checked.things:,} things" if sound else ""
        click.echo(summary(checked.problems) + made)
    if not sound:
        sys.exit(1)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; print the difference, exit 1 if any.")
def tidy(folder: Path, only_check: bool) -> None:
    """Bring every file in FOLDER into the one canonical form; comments are kept."""
    from graph_builder.model.forms import untidy
    from graph_builder.output import write_file

    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    with bar() as line:
        changed, problems = untidy(folder, line.steps)
    if problems:
        raise DataError(problems)
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


@click.command()
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


@click.command()
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
    from graph_builder.views.coverage_table import report

    with bar() as line:
        book = load(folder, line.steps)
        passages = passages_of(book.sources.values(), texts, line.steps) if texts else {}
    if texts and not passages:
        raise UsageError(f"there is no text of any chapter in {texts.as_posix()}")
    rows = covered(book, passages)
    if path:
        from graph_builder.views.coverage_page import coverage_page

        write_file(path, coverage_page(book, rows))
    click.echo(report(rows, format_, used_once(book)), nl=False)


@click.command()
@click.argument("word")
@DATA
def ids(word: str, folder: Path) -> None:
    """Find ids by WORD in ids, labels and other names."""
    from graph_builder.pipeline import load
    from graph_builder.views.dossier import found_ids

    rows = list(found_ids(load(folder), word))
    if not rows:
        raise UsageError(f"nothing is called '{word}'")
    width = max(len(id_) for id_, _, _ in rows)
    for id_, kind, label in rows:
        click.echo(steerless(f"{id_:{width}}  {kind:9}  {label}"))


@click.command()
@click.argument("id_", metavar="ID")
@DATA
def show(id_: str, folder: Path) -> None:
    """Tell everything known of ID, in sentences with pages."""
    from graph_builder.pipeline import load
    from graph_builder.views.dossier import dossier

    click.echo(steerless(dossier(load(folder), id_)), nl=False)


@click.command()
@click.argument("id_", metavar="[ID]", default="")
@click.option("--format", "format_", type=click.Choice(["chicago", "bibtex", "csl"]), default="chicago")
@DATA
def cite(id_: str, format_: str, folder: Path) -> None:
    """Say how to cite ID, or without ID the whole graph: its record, and the pages of books that it rests on."""
    from graph_builder.pipeline import load
    from graph_builder.views.cite import cite as cited

    text = cited(load(folder), id_, format_)
    click.echo(steerless(text) if format_ == "chicago" else text, nl=False)


@click.command()
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text")
@DATA
def diff(revision: str, format_: str, folder: Path) -> None:
    """Tell what facts were added, altered and removed since REV, a revision that git knows (default: HEAD)."""
    from graph_builder.pipeline import changes_since
    from graph_builder.views.changes import shown
    from graph_builder.views.problems import report

    changes, errors = changes_since(folder, revision)
    click.echo(report(errors, {}), nl=False, err=True)
    text = shown(changes, revision, format_, errors=len(errors))
    click.echo(text if format_ == "json" else steerless(text), nl=False)
