"""A lecture -> every file that is made of it, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.select import select
from graph_builder.model.factbook import FactBook


def lecture_files(lecture: Lecture, book: FactBook) -> dict[str, str | bytes]:
    """The files of a lecture, by their names within its folder.  Same lecture and book, same bytes.

    Raises:
        GraphBuilderError: a picture cannot be made, or a statement would be missing from a file.
    """
    from graph_builder.lectures.deck import deck_page
    from graph_builder.lectures.embed import embed_page, embed_snippet
    from graph_builder.lectures.figures import figure_files
    from graph_builder.lectures.handout import handout_page
    from graph_builder.lectures.handout_pdf import handout_pdf
    from graph_builder.lectures.slides import slides_file
    from graph_builder.lectures.timeline_json import timeline_json

    files: dict[str, str | bytes] = {
        "deck.html": deck_page(lecture, book),
        "deck.pptx": slides_file(lecture, book),
        "handout.html": handout_page(lecture, book),
        "handout.pdf": handout_pdf(lecture, book),
        "timeline.json": timeline_json(lecture, book),
    }
    for scene in lecture.scenes:
        if scene.show:
            files[f"embed/{scene.id}.html"] = embed_page(scene, lecture, book)
            files[f"embed/{scene.id}.iframe.txt"] = embed_snippet(scene, lecture)
            files |= figure_files(scene, lecture, book)
    check_complete(lecture, book, files)
    return files


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
