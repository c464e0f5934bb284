"""A lecture -> every file that is made of it, by name."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import NamedTuple

from graph_builder.errors import GraphBuilderError
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.lectures.lecture import Lecture, Scene
from graph_builder.lectures.select import select
from graph_builder.model.factbook import FactBook
from graph_builder.pool import Runner, in_turn


class Piece(NamedTuple):
    """A step of the work on a lecture: what it makes, and the function that gives its files by name."""

    lecture: Lecture
    name: str
    make: Callable[[], Mapping[str, str | bytes]]


def lecture_files(
    lecture: Lecture, book: FactBook, watch: Watch = unwatched, run: Runner = in_turn
) -> dict[str, str | bytes]:
    """The files of a lecture, by their names within its folder.  Same lecture and book, same bytes.

    Args:
        watch: sees what is being made.
        run: how pieces are made: `pool.on_processes()`, or one after the other.

    Raises:
        GraphBuilderError: a picture cannot be made, or a statement would be missing from a file.
    """
    return files_of([lecture], book, watch, run)[lecture.id]


def files_of(
    lectures: Sequence[Lecture], book: FactBook, watch: Watch = unwatched, run: Runner = in_turn
) -> dict[str, dict[str, str | bytes]]:
    """The same for several lectures: the files of each, by its id."""
    made: dict[str, dict[str, str | bytes]] = {lecture.id: {} for lecture in lectures}
    pieces = [piece for lecture in lectures for piece in _pieces(lecture, book)]
    if "typst" in sys.modules:
        run = in_turn  # its threads, which wait for work in this process, are in no copy of it
    with closing(run(making, pieces, range(len(pieces)))) as results:
        for _ in watch(pieces, lambda piece: f"making {piece.lecture.id}: {piece.name}"):
            number, files = next(results)
            made[pieces[number].lecture.id] |= files
    for lecture in lectures:
        check_complete(lecture, book, made[lecture.id])
    return made


def making(number: int, pieces: Sequence[Piece]) -> tuple[int, Mapping[str, str | bytes]]:
    """The files of one piece, and which it is."""
    return number, pieces[number].make()


def _pieces(lecture: Lecture, book: FactBook) -> Iterator[Piece]:
    from graph_builder.lectures.deck import deck_page
    from graph_builder.lectures.embed import embed_page, embed_snippet
    from graph_builder.lectures.figures import figure_files
    from graph_builder.lectures.handout import handout_page
    from graph_builder.lectures.handout_pdf import handout_pdf
    from graph_builder.lectures.slides import slides_file
    from graph_builder.lectures.timeline_json import timeline_json

    def of_all(name: str, make: Callable[[Lecture, FactBook], str | bytes]) -> Mapping[str, str | bytes]:
        return {name: make(lecture, book)}

    def of_scene(scene: Scene) -> Mapping[str, str | bytes]:
        page, snippet = embed_page(scene, lecture, book), embed_snippet(scene, lecture)
        figures = figure_files(scene, lecture, book)
        return {f"embed/{scene.id}.html": page, f"embed/{scene.id}.iframe.txt": snippet, **figures}

    whole: dict[str, Callable[[Lecture, FactBook], str | bytes]] = {
        "deck.html": deck_page,
        "deck.pptx": slides_file,
        "handout.html": handout_page,
        "handout.pdf": handout_pdf,
        "timeline.json": timeline_json,
    }
    yield from (Piece(lecture, name, partial(of_all, name, make)) for name, make in whole.items())
    yield from (Piece(lecture, scene.id, partial(of_scene, scene)) for scene in lecture.scenes if scene.show)


def check_complete(lecture: Lecture, book: FactBook, files: Mapping[str, str | bytes]) -> None:
    """Stops the build unless each page tells just the statements that a scene chose, where it tells of that scene.

    That the picture shows just these is for `arrange.picture_of` to say.

    Raises:
        GraphBuilderError: the message names the file and the statements.
    """
    for scene in lecture.scenes:
        if scene.show is None:
            continue
        wanted = {s.id for s in select(scene.show, book).statements}
        for name in ("deck.html", f"embed/{scene.id}.html", *(() if scene.hidden else ("handout.html",))):
            told = _told(str(files[name]), scene.id if "/" not in name else "")
            if wrong := sorted(wanted ^ told):
                what = f"{', '.join(wrong[:5])}{' ...' if len(wrong) > 5 else ''}"
                raise GraphBuilderError(f"{lecture.id}: {name} lacks or adds statements of {scene.id}: {what}")


def _told(page: str, scene: str) -> set[str]:
    """The statements that a page tells, or that part of it which is about a scene."""
    part = page.partition(f'<section id="{scene}"')[2].partition("</section>")[0] if scene else page
    return set(re.findall(r' data-tells="([^"]+)"', part))
