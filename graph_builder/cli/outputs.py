"""Verbs that make files: build, lecture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.progress import bar
from graph_builder.cli.verbs import DATA, check_interrupted
from graph_builder.errors import DataError, UsageError, has_errors

if TYPE_CHECKING:
    from graph_builder.facts.watch import Watch
    from graph_builder.lectures.folder import Lectures
    from graph_builder.model.factbook import FactBook
    from graph_builder.pool import Runner


@click.command()
@DATA
@click.option("--output", "target", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
def build(folder: Path, target: Path) -> None:
    """Make every graph, page and lecture, in --output."""
    from graph_builder.facts.marks import check_unchanged, marks_of
    from graph_builder.memory import prune
    from graph_builder.output import only_writer
    from graph_builder.output.earlier import earlier, made_already, remember

    with only_writer(target) as write, bar() as line:
        marks, this = marks_of(folder), earlier(folder, target)
        said = made_already(this, target)
        if said is not None:
            line.hide()
            click.echo(said[0], nl=False, err=True)
            click.echo(f"{said[1]} in {target.as_posix()}/: nothing has changed")
            return
        from graph_builder.pipeline import build as built
        from graph_builder.pipeline import build_lectures, check_everything
        from graph_builder.pool import on_processes
        from graph_builder.views.problems import report

        run = on_processes()
        checked = check_everything(folder, watch=line.steps, run=run)
        book = checked.book
        if book is None or has_errors(checked.problems):
            raise DataError(checked.problems)
        line.hide()
        warnings = report(checked.problems, checked.lines)
        click.echo(warnings, nl=False, err=True)
        files, lectures = built(book, line.steps, run), build_lectures(checked.lectures, book, line.steps, run)
        check_unchanged(folder, marks)
        check_interrupted()
        write({**files, **lectures})
        amount = f"{len(book.statements):,} statements of {len(book.things):,} things"
        remember(this, folder, target, [warnings, amount])
    prune()
    click.echo(f"{amount} in {target.as_posix()}/")
    for name, text in sorted(files.items()):
        click.echo(f"  {name:18} {_size([text]):8.0f} KB")
    for lecture in checked.lectures:
        where = f"lectures/{lecture.id}/"
        made = [content for name, content in lectures.items() if name.startswith(where)]
        click.echo(f"  {where:18} {_size(made):8.0f} KB, {len(lecture.scenes)} scenes")


def _size(contents: list[str] | list[str | bytes]) -> float:
    """Units: kilobytes."""
    return sum(len(text.encode() if isinstance(text, str) else text) for text in contents) / 1024


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@DATA
@click.option("--output", "target", type=click.Path(path_type=Path), help="Default: output/lectures/NAME.")
def lecture(file: Path, folder: Path, target: Path | None) -> None:
    """Make the lecture of FILE: deck, embeds, figures, handout, slides and time line."""
    from graph_builder.lectures.files import lecture_files
    from graph_builder.output import write_folder
    from graph_builder.pool import on_processes
    from graph_builder.views.problems import report

    run = on_processes()
    with bar() as line:
        checked, book = checked_lecture(file, folder, line.steps, run)
    click.echo(report(checked.problems, checked.lines), nl=False, err=True)
    made = checked.lectures[0]
    target = target or Path("output", "lectures", made.id)
    with bar() as line:
        files = lecture_files(made, book, line.steps, run)
    write_folder(target, files)
    click.echo(f"{made.title}: {len(made.scenes)} scenes in {target.as_posix()}/")
    for name, text in sorted(_grouped(files).items()):
        click.echo(f"  {name:18} {_size(text):8.0f} KB")


def checked_lecture(file: Path, folder: Path, watch: Watch, run: Runner) -> tuple[Lectures, FactBook]:
    """The lecture of a file, without errors, and the book that it is about.

    Args:
        watch: sees which file and which scene it is at.
        run: how pictures are arranged.

    Raises:
        UsageError: there is no such file.
        DataError: the facts or the lecture have errors.
    """
    from graph_builder.lectures.folder import NAME, check_lecture, needs_extra
    from graph_builder.pipeline import load

    if file.is_dir():
        raise UsageError(f"{file.as_posix()} is a folder; name one lecture in it: `graph-builder build` makes all")
    if not file.is_file():
        named = folder / NAME / f"{file.name}.yaml"
        meant = f"; did you mean {named.as_posix()}?" if named.is_file() else ""
        raise UsageError(f"there is no file {file.as_posix()}{meant}")
    book = load(folder, watch)
    needs_extra()
    checked = check_lecture(file, book, watch=watch, run=run)
    if not checked.lectures:
        raise DataError(checked.problems)
    return checked, book


def _grouped(files: Mapping[str, str | bytes]) -> dict[str, list[str | bytes]]:
    """The contents by name; those of a folder together."""
    found: dict[str, list[str | bytes]] = {}
    for name, content in files.items():
        first, slash, _ = name.partition("/")
        found.setdefault(first + slash, []).append(content)
    return found
