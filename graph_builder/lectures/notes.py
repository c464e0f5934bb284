"""The sentences of a lecture with numbered notes: what the handout prints, on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.described import alt_text, long_description, things_alone
from graph_builder.lectures.figures import plate
from graph_builder.lectures.lecture import Lecture, Scene
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.model.once import once


@dataclass(frozen=True, slots=True)
class Note:
    """A passage that is cited: its number, the citation, and its address in the public edition ("" where none)."""

    number: int
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement's sentence, its id and the number of its note; a thing of which nothing is stated has no id."""

    text: str
    id: str
    note: int


@dataclass(frozen=True, slots=True)
class Part:
    """A scene in the handout: its number, the figure as SVG ("" for a scene of text), sentences, and their notes.

    Order: sentences as the picture brings them; notes as they are first cited, each passage once in a part.
    """

    number: int
    scene: Scene
    figure: str
    alt: str
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]


@once
def parts_of(lecture: Lecture, book: FactBook) -> tuple[Part, ...]:
    """The scenes that are not hidden, each with its figure and its sentences; notes are numbered through.

    Raises: as `stage.stage_of` and `arrange.picture_of`.
    """
    made: list[Part] = []
    count = 0
    for number, scene in enumerate((scene for scene in lecture.scenes if not scene.hidden), start=1):
        part = _part(number, scene, book, count)
        count += len(part.notes)
        made.append(part)
    return tuple(made)


def _part(number: int, scene: Scene, book: FactBook, before: int) -> Part:
    if scene.show is None:
        return Part(number, scene, "", "", (), ())
    stage = stage_of(scene, book)
    picture = picture_of(stage)
    notes: dict[str, Note] = {}
    sentences = []
    told = [(one.sentence, one.id, one.citation, one.url) for one in long_description(stage, book)]
    for text, id_, citation, url in (*told, *((text, "", where, "") for text, where in things_alone(stage, book))):
        if citation:
            notes.setdefault(citation, Note(before + len(notes) + 1, citation, url))
        sentences.append(Sentence(text, id_, notes[citation].number if citation else 0))
    figure, alt = plate(stage, picture, book), alt_text(stage, picture, book)
    return Part(number, scene, figure, alt, tuple(sentences), tuple(notes.values()))
