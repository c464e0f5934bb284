"""The deck: a lecture as one HTML file that needs no network, with live pictures, steps, notes and deep links.

reveal.js turns it into slides.  Without JavaScript, on a narrow screen and on paper it is a page to read: every slide
below the other, everything shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from graph_builder.lectures import legend
from graph_builder.lectures.areas import is_beside
from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.described import Told, alt_text, cited, long_description, things_alone
from graph_builder.lectures.lecture import Lecture, Scene, Stage
from graph_builder.lectures.live import Live, live
from graph_builder.lectures.markdown import to_plain
from graph_builder.lectures.measure import width_of, wrapped
from graph_builder.lectures.picture import BESIDE
from graph_builder.lectures.reach import reach
from graph_builder.lectures.stage import stage_of
from graph_builder.lectures.svg import drawing
from graph_builder.lectures.webpage import bibliography, licences, page, written
from graph_builder.model.factbook import FactBook
from graph_builder.views.cards import clean

COLUMN, WIDTH, SAY = 330, 1232, 880
"""How wide the text beside a picture, the text above one, and the line below it may be.  Units: pixels."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene's picture with what is said of it: its statements, and things without one, with their pages.

    `wide` is one that takes all the width of a slide.
    """

    svg: Markup
    wide: bool
    legend: list[legend.Line]
    told: list[Told]
    alone: list[tuple[str, str]]
    pages: str


def deck_page(lecture: Lecture, book: FactBook) -> str:
    """The deck of a lecture, as the whole text of an HTML file (UTF-8).  Same lecture and book, same text.

    Raises: as `stage.stage_of` and `arrange.picture_of`; GraphBuilderError, if the stage's bundle is not built.
    """
    stages = {scene.id: stage_of(scene, book) for scene in lecture.scenes if scene.show}
    known = live(stages.values(), book)
    slides = [_slide(scene, stages.get(scene.id), known, book) for scene in lecture.scenes]
    used, settings = licences(), book.settings
    entries = bibliography(book)
    return page(
        "deck.html.j2", "deck", book,
        [*texts_of(lecture), *texts_in(known), settings.title, *settings.curators, *map(str, entries)],
        lecture=lecture, settings=settings, slides=slides, entries=entries, licences=used,
        known={**known, "deck": lecture.id},
    )  # fmt: skip


def shown(stage: Stage, known: Live, book: FactBook, whole: bool = True) -> Shown:
    """The picture of a stage, drawn.

    Args:
        whole: False for what is drawn, without the empty rest of its area above and below.
    """
    picture = picture_of(stage)
    words = {id_: thing["label"] for id_, thing in known["things"].items()}
    words |= {id_: told["sentence"] for id_, told in known["statements"].items()}
    title, alt = f"Picture: {clean(stage.scene.title)}", alt_text(stage, picture, book)
    part = None if whole else reach(picture)
    svg = Markup(drawing(picture, words, f"_{stage.scene.id}", title, alt, part))
    signs, told = legend.as_list(legend.entries(picture)), long_description(stage, book)
    return Shown(svg, picture.area.width > BESIDE.width, signs, told, things_alone(stage, book), cited(stage, book))


def says_of(stage: Stage) -> list[dict[str, Any]]:
    """The line of each step, and whether it needs two lines; nothing if there are no steps."""
    says = [clean(text) for text in stage.says]
    return [{"text": text, "long": width_of(text, 24) > SAY} for text in says]


def texts_of(lecture: Lecture) -> Iterable[str]:
    """Every text that the lecturer wrote and a page shows."""
    yield from (lecture.title, lecture.subtitle, lecture.lecturer, lecture.description)
    for scene in lecture.scenes:
        yield from (scene.title, scene.text, scene.notes, *(step.say for step in scene.steps))


def texts_in(known: Live) -> Iterable[str]:
    """Every text that the panel shows."""
    for thing in known["things"].values():
        yield from (thing["label"], thing["when"], thing["holders"], thing["gloss"], *thing["aka"])
    for told in known["statements"].values():
        yield from (told["sentence"], told["whose"], told["hedge"], told["note"], told["citation"])


def _slide(scene: Scene, stage: Stage | None, known: Live, book: FactBook) -> dict[str, Any]:
    place = "text" if stage is None else "beside" if is_beside(scene) else "below" if scene.text.strip() else "alone"
    return {
        "scene": scene,
        "place": place,
        "size": text_size(scene.text, place),
        "text": written(scene.text, book),
        "notes": written(scene.notes, book),
        "short": place == "below" and is_short(scene.text, book),
        "shown": shown(stage, known, book, whole=place != "below") if stage else None,
        "says": says_of(stage) if stage else [],
    }


def is_short(text: str, book: FactBook) -> bool:
    """Whether a text above a picture takes one line, so that the picture can move up to it."""
    plain = to_plain(text, book)
    return "\n" not in plain and len(wrapped(plain, text_size(text, "below"), WIDTH)) == 1


def text_size(text: str, place: str) -> int:
    """The size at which a scene's text has room in its place: 22, 20 or 18; a slide of text begins with 28.

    Units: pixels.

    >>> text_size("short", "beside"), text_size("long " * 240, "beside"), text_size("short", "text")
    (22, 18, 28)
    """
    sizes = (28, 25, 22, 20, 18) if place == "text" else (22, 20, 18)
    width, height = {"beside": (COLUMN, 540), "below": (WIDTH, 60)}.get(place, (960, 540))
    for size in sizes:
        lines = sum(len(wrapped(part, size, width)) + 0.5 for part in text.split("\n") if part.strip()) - 0.5
        if lines * size * (1.35 if place != "below" else 1.25) <= height:
            return size
    return sizes[-1]
