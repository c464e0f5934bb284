"""The list of all lectures, with a link to everything that was made of each."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.lectures.figures import credit
from graph_builder.lectures.handout import page_to_read, written
from graph_builder.lectures.lecture import Lecture
from graph_builder.model.factbook import FactBook


def index_page(lectures: Sequence[Lecture], book: FactBook) -> str:
    """The page `lectures/index.html`, as the whole text of an HTML file (UTF-8) without any script.

    Order: as the lectures are given.
    """
    rows = [{"lecture": lecture, "description": written(lecture.description, book)} for lecture in lectures]
    texts = [text for one in lectures for text in (one.title, one.description, *(scene.title for scene in one.scenes))]
    return page_to_read("index.html.j2", book, texts, rows=rows, settings=book.settings, credit=credit(book.settings))
