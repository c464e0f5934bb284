"""One scene as a page for a frame in somebody else's page: the picture, its panel, its sentences; and the frame."""

from __future__ import annotations

import html

from graph_builder.lectures.deck import says_of, shown, texts_in
from graph_builder.lectures.lecture import Lecture, Scene
from graph_builder.lectures.live import live
from graph_builder.lectures.stage import stage_of
from graph_builder.lectures.webpage import bibliography, licences, page
from graph_builder.model.factbook import FactBook
from graph_builder.views.cards import clean


def embed_page(scene: Scene, lecture: Lecture, book: FactBook) -> str:
    """The page of one scene, as the whole text of an HTML file (UTF-8); `#node=ID` opens it with this thing's panel.

    It works in a frame that may do nothing but run scripts, from disk and without a network.

    Raises: as `deck.deck_page`.
    """
    stage = stage_of(scene, book)
    known = live([stage], book)
    entries = bibliography(book)
    return page(
        "embed.html.j2", "embed", book,
        [scene.title, lecture.title, *texts_in(known), *(step.say for step in scene.steps), *map(str, entries)],
        lecture=lecture, settings=book.settings, scene=scene, says=says_of(stage),
        shown=shown(stage, known, book, whole=False), entries=entries,
        licences=licences(others=False), known={**known, "deck": lecture.id},
    )  # fmt: skip


def embed_snippet(scene: Scene, lecture: Lecture) -> str:
    """The frame for a page beside which the lecture's folder lies, or whose `src` is changed to where it does."""
    title = html.escape(clean(f"{scene.title} ({lecture.title})"))
    return (
        f'<iframe src="embed/{html.escape(scene.id)}.html" title="{title}" loading="lazy" '
        'sandbox="allow-scripts allow-popups" width="960" height="720" '
        'style="width: 100%; border: 1px solid #ccc"></iframe>\n'
    )
