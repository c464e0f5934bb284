"""Verbs that make files: build."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli.verbs import DATA
from graph_builder.errors import DataError


@click.command()
@DATA
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
