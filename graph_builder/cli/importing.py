"""The way back: import."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph_builder.cli.progress import bar
from graph_builder.errors import DataError, GraphBuilderError

_SHOWN = 5
_STAGES = 3


@click.command("import")
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--into", "target", required=True, type=click.Path(path_type=Path), help="A folder not there yet.")
def import_(source: Path, target: Path) -> None:
    """Make the curator's YAML of FILE (graph.nq, .trig or .ttl), or of the CSV tables in FOLDER.

    What is in comments of the YAML is in none of these files; all else comes back.
    """
    from graph_builder.facts.bulk import without_collector
    from graph_builder.graph.read_back import read_back
    from graph_builder.model.as_yaml import yaml_files
    from graph_builder.model.placeless import contents, missing
    from graph_builder.output import create_folder
    from graph_builder.pipeline import check_folder
    from graph_builder.views.problems import report, summary

    with bar(patience=0) as shown:
        try:
            with without_collector():
                shown.tell(f"reading {source.as_posix()}", 0, _STAGES)
                book, left_out = read_back(source)
                shown.tell("making YAML", 1, _STAGES)
                files = yaml_files(book)
        except DataError as error:
            message = f"{source.as_posix()} cannot be written as YAML: {error.problems[0].message}"
            raise GraphBuilderError(message) from None
        shown.tell("writing and checking", 2, _STAGES)
        create_folder(target, files)
        checked = check_folder(target)
    errors = [problem for problem in checked.problems if problem.level == "error"]
    click.echo(report(errors[:_SHOWN], checked.lines), nl=False, err=True)
    click.echo(f"{len(book.statements):,} statements of {len(book.things):,} things in {target.as_posix()}/")
    width = max(map(len, files))
    for name, text in sorted(files.items()):
        click.echo(f"  {name:{width}} {len(text.encode()) / 1024:8.0f} KB")
    if left_out:
        click.echo(f"left out, because the curator's form has no place for it: {_quads(len(left_out))}", err=True)
        for line in (*left_out[:_SHOWN], *(["..."] if len(left_out) > _SHOWN else [])):
            click.echo(f"  {line}", err=True)
    if errors:
        click.echo(f"{summary(errors)}: mend them with graph-builder check {target.as_posix()}", err=True)
    lost = missing(book, checked.book) if checked.book else []
    if lost:
        click.echo(f"not in the YAML, because it belongs to nothing: {', '.join(lost[:_SHOWN])}", err=True)
    elif checked.book and contents(checked.book) == contents(book):
        click.echo("the YAML says the same")
    elif checked.book:
        click.echo("the YAML says the same, with ids of statements that follow from what they say", err=True)
    if left_out or errors or lost:
        sys.exit(1)


def _quads(count: int) -> str:
    return f"{count:,} quad{'s' if count != 1 else ''}"
