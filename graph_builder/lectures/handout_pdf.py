"""The handout on paper: A4 by typst, with text that can be searched, numbered notes, questions and bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.lectures.figures import credit
from graph_builder.lectures.fonts import NOTICE
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.markdown import to_typst
from graph_builder.lectures.measure import FAMILY
from graph_builder.lectures.notes import Note, Part, parts_of
from graph_builder.lectures.typeset import compiled, literal
from graph_builder.model.factbook import FactBook
from graph_builder.views.cite import cite

_ITALIC = re.compile(r"\*([^*]+)\*")
_SMALL, _GREY = "9pt", 'rgb("#4d4d4d")'


def handout_pdf(lecture: Lecture, book: FactBook) -> bytes:
    """The handout of a lecture as PDF, tagged, with title, author and outline; hidden scenes are left out.

    Same lecture and book, same bytes.

    Raises: as `notes.parts_of`; OutputError, if it cannot be set.
    """
    return compiled("\n".join(_lines(lecture, book)), "pdf")


def _lines(lecture: Lecture, book: FactBook) -> Iterator[str]:
    settings = book.settings
    authors = [lecture.lecturer] if lecture.lecturer else list(settings.curators)
    yield (
        f"#set document(title: {literal(lecture.title)}, author: ({''.join(literal(a) + ',' for a in authors)}), "
        f"description: {literal(lecture.description)}, date: none)"
    )
    yield '#set page(paper: "a4", margin: (x: 22mm, top: 20mm, bottom: 20mm), numbering: "1 / 1")'
    yield f'#set text(font: "{FAMILY}", size: 10.5pt, lang: {literal(settings.language[:2])})'
    yield "#set par(leading: 0.62em, spacing: 0.9em)"
    yield "#show heading: set block(above: 1.6em, below: 0.8em, sticky: true)"
    yield "#show heading.where(level: 1): set text(size: 14pt, weight: 600)"
    yield "#show strong: set text(weight: 600)"
    yield f"#block(text(size: 22pt, weight: 600, {literal(lecture.title)}))"
    for text, size in ((lecture.subtitle, "13pt"), (lecture.lecturer, "11pt")):
        if text:
            yield f"#block(text(size: {size}, fill: {_GREY}, {literal(text)}))"
    if lecture.description:
        yield to_typst(lecture.description, book)
    for part in parts_of(lecture, book):
        yield from _part(part, book)
    if lecture.questions:
        yield _heading("Questions for the seminar")
        yield f"#enum({' '.join(f'[{to_typst(question, book)}],' for question in lecture.questions)})"
    yield _heading("Bibliography")
    graph, *sources = [entry.strip() for entry in cite(book).split("\n\n")[1].splitlines()[1:]]
    yield from (f"#par(hanging-indent: 1.5em)[{_rich(entry)}]" for entry in (*sources, graph))
    yield f"#text(size: {_SMALL}, fill: {_GREY})[#{literal(credit(settings))}; #linebreak() #{literal(NOTICE)};]"


def _part(part: Part, book: FactBook) -> Iterator[str]:
    scene = part.scene
    yield _heading(f"{part.number}. {scene.title}")
    if scene.text.strip():
        yield to_typst(scene.text, book)
    if part.figure:
        yield (
            "#block(width: 100%, stroke: 0.5pt + luma(200), radius: 3pt, clip: true, "
            f'image(bytes({literal(part.figure)}), format: "svg", width: 100%, alt: {literal(part.alt)}))'
        )
    if part.sentences:
        yield f"#set text(size: {_SMALL})"
        items = " ".join(f"[#{literal(s.text)};{_mark(s.note)}]," for s in part.sentences)
        yield f"#list(spacing: 0.55em, {items})"
        yield f"#block(above: 0.9em, text(fill: {_GREY})[{' #h(1em) '.join(map(_note, part.notes))}])"
        yield "#set text(size: 10.5pt)"
    if scene.questions:
        asked = " ".join(to_typst(question, book) for question in scene.questions)
        yield f'#block(inset: (left: 8pt), stroke: (left: 2pt + rgb("#e69f00")))[{asked}]'


def _heading(text: str) -> str:
    return f"#heading(level: 1, {literal(text)})"


def _mark(number: int) -> str:
    return f'#super("{number}")' if number else ""


def _note(note: Note) -> str:
    cited = f"#link({literal(note.url)}, {literal(note.citation)})" if note.url else f"#{literal(note.citation)};"
    return f'#box[#super("{note.number}") {cited}]'


def _rich(entry: str) -> str:
    """A citation with *italics*; everything else is a string."""
    parts = _ITALIC.split(entry)
    return "".join(f"#emph[#{literal(p)};]" if i % 2 else f"#{literal(p)};" for i, p in enumerate(parts) if p)
