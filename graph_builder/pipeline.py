"""The main path: a folder of YAML -> checked values -> graphs -> pages."""

from __future__ import annotations

import contextlib
import csv
import gc
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_builder.errors import DataError, GraphBuilderError, Problem, UsageError, Where, has_errors
from graph_builder.facts.nodes import Document
from graph_builder.facts.read import read_file, shown_path, yaml_files
from graph_builder.facts.revision import at_revision
from graph_builder.graph.vocabulary import vocabulary_base
from graph_builder.model import parse, rules
from graph_builder.model.changes import Changes, changes
from graph_builder.model.coverage import coverage
from graph_builder.model.draft import Draft
from graph_builder.model.factbook import FactBook
from graph_builder.model.parse_facts import parse_facts
from graph_builder.model.parse_things import parse_entities
from graph_builder.rulebook import problem

if TYPE_CHECKING:
    from graph_builder.lectures.lecture import Lecture


class Checked(NamedTuple):
    """What came of checking a folder: the FactBook (None if there were errors), all problems, and the files' lines.

    `sound` is the FactBook of what is in form, whatever rules it breaks; only for comparing, never for building.
    """

    book: FactBook | None
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]
    sound: FactBook


def check_folder(folder: Path, texts: Path | None = None) -> Checked:
    """Reads and checks everything in a data folder.

    Args:
        folder: holds graph.yaml, sources.yaml, entities/ and facts/.
        texts: where the curator has the texts; then locators, quotes and hedges are also compared with them.

    Returns:
        The FactBook, and the problems in the order of files and lines.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder.as_posix()}")
    with _without_collector():
        return _checked(folder, texts)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """No garbage collection: a bulk load keeps everything that it makes, and looking it over costs most of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _checked(folder: Path, texts: Path | None) -> Checked:
    draft = Draft()
    documents: list[Document] = []

    def read(path: Path) -> Document:
        document, problems = read_file(path)
        documents.append(document)
        draft.problems.extend(problems)
        return document

    draft.problems += _missing(folder)
    draft.blind = any(p.code == "missing-file" and p.where.file.endswith("entities") for p in draft.problems)
    for name, step in (("graph.yaml", parse.parse_settings), ("sources.yaml", parse.parse_sources)):
        if os.path.lexists(folder / name):
            step(draft, read(folder / name))
    for name, step in (("entities", parse_entities), ("facts", parse_facts)):
        paths, problems = yaml_files(folder / name) if os.path.isdir(folder / name) else ([], [])
        draft.problems += problems
        for path in paths:
            step(draft, read(path))
    lines = {document.file: tuple(document.lines) for document in documents}
    world = rules.world_of(draft, lines)
    problems = [*draft.problems, *rules.breaches(world)]
    if texts is not None:
        from graph_builder.model.texts import against_texts

        problems += against_texts(world, texts)
    if not has_errors(problems):
        problems += rules.absences(world)
    sound = rules.book_of(world)
    problems = sorted(set(problems), key=lambda p: (p.where, p.code, p.message))
    return Checked(None if has_errors(problems) else sound, tuple(problems), lines, sound)


class Everything(NamedTuple):
    """What came of checking facts and lectures: the FactBook (None if the facts have errors), the lectures that can be
    built, all problems and all lines.

    Order: problems of facts, then of lectures, each by file and line.
    """

    book: FactBook | None
    lectures: tuple[Lecture, ...]
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]]


def check_everything(folder: Path, texts: Path | None = None, pictures: bool = True) -> Everything:
    """As `check_folder`, and every lecture in the sub-folder `lectures`, in form only where the facts have errors.

    Args:
        pictures: whether the pictures of lectures are drawn, to see that they can be read; this takes longest.
    """
    from graph_builder.lectures.folder import check_lectures

    facts = check_folder(folder, texts)
    found = check_lectures(folder, facts.book, pictures)
    problems = (*facts.problems, *found.problems)
    return Everything(facts.book, found.lectures, problems, {**facts.lines, **found.lines})


def load(folder: Path | str) -> FactBook:
    """The FactBook of a data folder.

    Raises:
        DataError: the data has errors; `problems` holds them all.
    """
    checked = check_folder(Path(folder))
    if checked.book is None:
        raise DataError(checked.problems)
    return checked.book


def changes_since(folder: Path, revision: str) -> tuple[Changes, tuple[Problem, ...]]:
    """What changed in a data folder since a revision, and the errors that the facts of then have by the rules of now.

    What is in form is compared even where there are errors.

    Raises:
        DataError: the facts of now have errors.
        UsageError: there is no such folder or revision, or the folder was not there then.
        GraphBuilderError: git cannot be asked, or nothing of then can be read.
    """
    new = load(folder)
    with at_revision(folder, revision) as place:
        then = check_folder(place)
        here, there = shown_path(place), f"{revision}:{shown_path(folder)}"
    errors = tuple(
        replace(
            p, where=p.where._replace(file=p.where.file.replace(here, there)), message=p.message.replace(here, there)
        )
        for p in then.problems
        if p.level == "error"
    )
    if errors and not then.sound.things and not then.sound.statements:
        raise GraphBuilderError(f"nothing of the facts at {revision} can be read by this program: {errors[0]}")
    return changes(then.sound, new), errors


def _missing(folder: Path) -> list[Problem]:
    wanted = {"graph.yaml": "file", "sources.yaml": "file", "entities": "folder", "facts": "folder"}
    return [
        problem("missing-file", Where(shown_path(folder / name)), f"there is no {what} {name}")
        for name, what in wanted.items()
        if not (os.path.isdir if what == "folder" else os.path.lexists)(folder / name)
    ]


def build(book: FactBook) -> dict[str, str]:
    """Every file of the output: its name and text.

    Raises:
        GraphBuilderError: a statement would be missing from one of them.
    """
    from graph_builder.graph import catalogue
    from graph_builder.graph.exports import EXPORTS
    from graph_builder.graph.shapes import shapes_turtle
    from graph_builder.views.coverage_page import coverage_page
    from graph_builder.views.explorer_page import explorer_page
    from graph_builder.views.network_page import network_page
    from graph_builder.views.ontology_page import ontology_page

    files = {name: make(book) for name, (_, make) in EXPORTS.items()}
    files["shapes.ttl"] = shapes_turtle(book.settings)
    files["graph.html"] = network_page(book)
    files["explorer.html"] = explorer_page(book)
    files["coverage.html"] = coverage_page(book, coverage(book))
    files["ontology.html"] = ontology_page(book)
    files[catalogue.NAME] = catalogue.catalogue(book, files)
    check_complete(book, files)
    return files


def build_lectures(lectures: Sequence[Lecture], book: FactBook) -> dict[str, str | bytes]:
    """Every file of some lectures: its name (`lectures/ID/...`) and content, with a manifest for each lecture's folder,
    and a page that lists them; nothing if there are none.

    Raises:
        GraphBuilderError: a lecture cannot be made, or would not show what its scenes chose.
    """
    from graph_builder.lectures.files import lecture_files
    from graph_builder.lectures.index import index_page
    from graph_builder.output import MANIFEST, manifest_of

    files: dict[str, str | bytes] = {"lectures/index.html": index_page(lectures, book)} if lectures else {}
    for lecture in lectures:
        made = lecture_files(lecture, book)
        files |= {f"lectures/{lecture.id}/{name}": content for name, content in made.items()}
        files[f"lectures/{lecture.id}/{MANIFEST}"] = manifest_of(made)
    return files


def check_complete(book: FactBook, files: Mapping[str, str]) -> None:
    """Stops the build unless every statement is in the RDF, the network, the CSV and the pages.

    The files are read back, so that a writer that drops something is caught whatever the reason.

    Raises:
        GraphBuilderError: the message names the statements and the file that lacks them.
    """
    wanted = [statement.id for statement in book.statements]
    if len(set(wanted)) != len(wanted):
        twice = sorted(id_ for id_, count in Counter(wanted).items() if count > 1)
        raise GraphBuilderError(f"two statements have the same id: {', '.join(twice[:5])}")
    for name, held in statements_held(book, files).items():
        missing, more = sorted(set(wanted) - held), sorted(held - set(wanted))
        if missing or more:
            what = f"lacks {len(missing)}" if missing else f"has {len(more)} too many"
            listed = ", ".join((missing or more)[:5])
            raise GraphBuilderError(f"{name} {what} of {len(wanted)} statements: {listed}; nothing was written")


def statements_held(book: FactBook, files: Mapping[str, str]) -> dict[str, set[str]]:
    """The ids of the statements that stand in each kind of output, read back from its text."""
    from graph_builder.views.explorer_page import statements_in

    base, kind = book.settings.base, f"<{vocabulary_base(book.settings)}Statement>"
    reified = re.compile(rf"^<{re.escape(base)}([^>/]+)> \S+#reifies> <<\( .* \)>> \.$", re.MULTILINE)
    marked = re.compile(rf"^<{re.escape(base)}([^>/]+)> \S+#type> {re.escape(kind)} \.$", re.MULTILINE)
    rows = csv.DictReader(io.StringIO(files["statements.csv"]))
    return {
        "graph.nq": set(marked.findall(files["graph.nq"])),
        "graph-rdf12.nq": set(reified.findall(files["graph-rdf12.nq"])),
        "nanopublications.trig": _asserted(files["nanopublications.trig"], base, kind),
        "graph.json": {edge["key"] for edge in json.loads(files["graph.json"])["edges"]},
        "statements.csv": {row["id"].removeprefix("'") for row in rows},
        "graph.html": {edge["id"] for edge in _drawing(files["graph.html"])["edges"]},
        "explorer.html": statements_in(files["explorer.html"]),
        "coverage.html": set(re.findall(r' data-statement="([^"]*)"', files["coverage.html"])),
    }


def _asserted(text: str, base: str, kind: str) -> set[str]:
    """The statements that the assertions of nanopublications hold."""
    import pyoxigraph

    found = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG)
    typed = (q for q in found if str(q.object) == kind and str(q.graph_name).endswith("/assertion>"))
    return {str(quad.subject)[1:-1].removeprefix(base) for quad in typed}


def _drawing(page: str) -> Any:
    """What the page's script draws."""
    found = re.search(r'<script type="application/json" id="drawing">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else {"edges": []}


def schemas_of(folder: Path) -> dict[str, str]:
    """The JSON Schemas for a data folder, by file name, with the types that its graph.yaml lists."""
    from graph_builder.lectures.schema import lecture_schema
    from graph_builder.model.schema import schemas

    draft = Draft()
    path = folder / "graph.yaml"
    if path.is_file():
        parse.parse_settings(draft, read_file(path)[0])
    made = schemas(draft.settings.types if draft.settings else None)
    return dict(sorted({**made, "lecture.schema.json": lecture_schema()}.items()))
