"""A lecture for PowerPoint and LibreOffice: title, text, picture with alternative text, pages, and speaker's notes.

Source: ECMA-376, the format; python-pptx writes it.
"""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from typing import Any

from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.described import Told, alt_text, cited, long_description
from graph_builder.lectures.figures import credit, plate, png
from graph_builder.lectures.lecture import Lecture, Scene, Stage
from graph_builder.lectures.markdown import to_plain
from graph_builder.lectures.pen import storable
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.views.cite import cite

_PER_PIXEL = 9525
"""English metric units: a slide of 1280 x 720 pixels is 13 1/3 x 7 1/2 inches."""
_NEVER = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the file: the earliest that a ZIP can hold."""
_FONT = "Arial"


def slides_file(lecture: Lecture, book: FactBook) -> bytes:
    """The slides of a lecture as a PPTX file; hidden scenes are hidden slides.  Same lecture and book, same bytes.

    Raises: as `stage.stage_of` and `arrange.picture_of`.
    """
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(1280 * _PER_PIXEL), Emu(720 * _PER_PIXEL)
    _properties(deck, lecture, book)
    first = _slide(deck, lecture.title, 240)
    _write(first, lecture.subtitle, (24, 330, 1232, 60), 28)
    _write(first, lecture.lecturer, (24, 400, 1232, 50), 24)
    _write(first, credit(book.settings), (24, 640, 1232, 60), 14)
    first.notes_slide.notes_text_frame.text = storable(to_plain(lecture.description, book))
    for scene in lecture.scenes:
        _scene(deck, scene, book)
    last = _slide(deck, "Sources", 20)
    graph, *sources = [entry.strip().replace("*", "") for entry in cite(book).split("\n\n")[1].splitlines()[1:]]
    _write(last, "\n".join([*sources, graph, credit(book.settings)]), (24, 110, 1232, 560), 20)
    raw = io.BytesIO()
    deck.save(raw)
    return _same_bytes(raw.getvalue())


def _properties(deck: Any, lecture: Lecture, book: FactBook) -> None:
    settings = book.settings
    day = datetime.datetime.fromisoformat(settings.issued) if settings.issued else datetime.datetime(*_NEVER)
    properties = deck.core_properties
    properties.title, properties.subject = _property(lecture.title), _property(settings.title)
    properties.author = _property(lecture.lecturer or ", ".join(settings.curators))
    properties.last_modified_by = properties.author
    properties.comments, properties.language = _property(credit(settings)), settings.language
    properties.created = properties.modified = day


def _property(text: str) -> str:
    """As much of the text as a property of the file can hold."""
    return storable(text)[:255]


def _slide(deck: Any, title: str, top: float) -> Any:
    """A slide with a title and nothing else."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = (round(v * _PER_PIXEL) for v in (24, top, 1232, 72))
    _fill(box.text_frame, title, 32, bold=True)
    return slide


def _scene(deck: Any, scene: Scene, book: FactBook) -> None:
    slide = _slide(deck, scene.title, 12)
    text = to_plain(scene.text, book)
    stage = stage_of(scene, book) if scene.show else None
    if stage is None:
        _write(slide, text, (24, 110, 1000, 540), 26)
    else:
        beside = _picture(slide, stage, book)
        if text:
            _write(slide, text, (24, 96, 320, 540) if beside else (24, 84, 1232, 62), 18)
        _write(slide, f"{cited(stage, book)}. {credit(book.settings)}", (24, 668, 1232, 44), 11)
    if scene.hidden:
        slide._element.set("show", "0")
    slide.notes_slide.notes_text_frame.text = storable(_notes(scene, stage, book))


def _picture(slide: Any, stage: Stage, book: FactBook) -> bool:
    """Puts the picture on the slide; True if it stands beside the text."""
    picture = picture_of(stage)
    drawn, alt = plate(stage, picture, book), alt_text(stage, picture, book)
    image = png(drawn, alt, stage.scene.title, picture.area.width + 48, book.settings)
    beside = picture.area.width < 1000
    left, top, width, height = (352.0, 88.0, 904.0, 572.0) if beside else (24.0, 150.0, 1232.0, 510.0)
    wide, high = struct.unpack(">II", image[16:24])
    scale = min(width / wide, height / high)
    where = left + (width - wide * scale) / 2, top, wide * scale, high * scale
    shape = slide.shapes.add_picture(io.BytesIO(image), *(round(v * _PER_PIXEL) for v in where))
    named = shape._element.nvPicPr.cNvPr
    named.set("name", storable(stage.scene.title))
    named.set("descr", storable(alt))
    return beside


def _notes(scene: Scene, stage: Stage | None, book: FactBook) -> str:
    """What the lecturer says, what comes with each step, and every sentence of the picture with its page."""
    parts = [to_plain(scene.notes, book)] if scene.notes else []
    if stage and len(stage.says) > 1:
        parts += ["Steps:", *(f"{i}. {say}" for i, say in enumerate(stage.says, start=1) if say)]
    if stage:
        parts += ["The picture rests on:", *(_told(one) for one in long_description(stage, book))]
    return "\n".join(parts)


def _told(one: Told) -> str:
    return f"- {one.sentence} ({one.citation})"


def _write(slide: Any, text: str, where: tuple[float, float, float, float], size: int) -> None:
    if text:
        box = slide.shapes.add_textbox(*(round(v * _PER_PIXEL) for v in where))
        _fill(box.text_frame, text, size)


def _fill(frame: Any, text: str, size: int, bold: bool = False) -> None:
    """The text in a frame, at a size in points of a slide that is 960 points wide."""
    from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.text = storable(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size * 0.75), bold, _FONT


def _same_bytes(raw: bytes) -> bytes:
    """The file packed anew, without the time of its making."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            new.writestr(entry, old.read(name))
    return made.getvalue()
