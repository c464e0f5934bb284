"""A lecture for PowerPoint and LibreOffice: title, text, picture with alternative text, pages, and speaker's notes.

Source: ECMA-376, the format; python-pptx writes it.
"""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.described import Told, alt_text, cited, long_description
from graph_builder.lectures.figures import credit, plate, png
from graph_builder.lectures.lecture import Lecture, Scene, Stage
from graph_builder.lectures.markdown import to_plain
from graph_builder.lectures.pen import storable
from graph_builder.lectures.stage import stage_of
from graph_builder.memory import remembered, running
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.views.cite import cite

_PER_PIXEL = 9525
"""English metric units: a slide of 1280 x 720 pixels is 13 1/3 x 7 1/2 inches."""
_NEVER = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the file: the earliest that a ZIP can hold."""
_FONT = "Arial"


class Image(NamedTuple):
    """A picture as SVG, its name and alternative text, and whether it stands beside the slide's text.

    Units: `width` in pixels.
    """

    svg: str
    name: str
    alt: str
    width: float
    beside: bool


class Text(NamedTuple):
    """Units: `where` (left, top, width, height) in pixels of a slide 1280 wide, `size` in points of one 960 wide."""

    text: str
    where: tuple[float, float, float, float]
    size: int


class Slide(NamedTuple):
    """Units: `top`, where the title stands, in pixels.  `notes` is None for a slide without."""

    title: str
    top: float
    texts: tuple[Text, ...]
    image: Image | None = None
    notes: str | None = None
    hidden: bool = False


def slides_file(lecture: Lecture, book: FactBook) -> bytes:
    """The slides of a lecture as a PPTX file; hidden scenes are hidden slides.  Same lecture and book, same bytes.

    Raises: as `stage.stage_of` and `arrange.picture_of`.
    """
    slides = tuple(_slides(lecture, book))
    known = running() + repr((lecture.title, lecture.lecturer, book.settings, slides)).encode("utf-8", "surrogatepass")
    libraries = ("python-pptx", "lxml", "typst", "font-source-sans-pro")
    return remembered("slides 1", libraries, known, lambda: _written(slides, lecture, book.settings))


def _slides(lecture: Lecture, book: FactBook) -> Iterator[Slide]:
    texts = (
        Text(lecture.subtitle, (24, 330, 1232, 60), 28),
        Text(lecture.lecturer, (24, 400, 1232, 50), 24),
        Text(credit(book.settings), (24, 640, 1232, 60), 14),
    )
    yield Slide(lecture.title, 240, texts, notes=storable(to_plain(lecture.description, book)))
    yield from (_slide(scene, book) for scene in lecture.scenes)
    graph, *sources = [entry.strip().replace("*", "") for entry in cite(book).split("\n\n")[1].splitlines()[1:]]
    told = "\n".join([*sources, graph, credit(book.settings)])
    yield Slide("Sources", 20, (Text(told, (24, 110, 1232, 560), 20),))


def _slide(scene: Scene, book: FactBook) -> Slide:
    text = to_plain(scene.text, book)
    if not scene.show:
        alone = (Text(text, (24, 110, 1000, 540), 26),)
        return Slide(scene.title, 12, alone, None, storable(_notes(scene, None, book)), scene.hidden)
    stage = stage_of(scene, book)
    picture = picture_of(stage)
    image = Image(
        plate(stage, picture, book), scene.title, alt_text(stage, picture, book), picture.area.width + 48,
        beside=picture.area.width < 1000,
    )  # fmt: skip
    texts = (
        Text(text, (24, 96, 320, 540) if image.beside else (24, 84, 1232, 62), 18),
        Text(f"{cited(stage, book)}. {credit(book.settings)}", (24, 668, 1232, 44), 11),
    )
    return Slide(scene.title, 12, texts, image, storable(_notes(scene, stage, book)), scene.hidden)


def _written(slides: Iterable[Slide], lecture: Lecture, settings: Settings) -> bytes:
    """The file of these slides."""
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(1280 * _PER_PIXEL), Emu(720 * _PER_PIXEL)
    _properties(deck, lecture, settings)
    for slide in slides:
        _add(deck, slide, settings)
    raw = io.BytesIO()
    deck.save(raw)
    return _same_bytes(raw.getvalue())


def _properties(deck: Any, lecture: Lecture, settings: Settings) -> None:
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


def _add(deck: Any, slide: Slide, settings: Settings) -> None:
    added = deck.slides.add_slide(deck.slide_layouts[5])
    box = added.shapes.title
    box.left, box.top, box.width, box.height = (round(v * _PER_PIXEL) for v in (24, slide.top, 1232, 72))
    _fill(box.text_frame, slide.title, 32, bold=True)
    if slide.image:
        _picture(added, slide.image, settings)
    for text in slide.texts:
        if text.text:
            frame = added.shapes.add_textbox(*(round(v * _PER_PIXEL) for v in text.where)).text_frame
            _fill(frame, text.text, text.size)
    if slide.hidden:
        added._element.set("show", "0")
    if slide.notes is not None:
        added.notes_slide.notes_text_frame.text = slide.notes


def _picture(slide: Any, image: Image, settings: Settings) -> None:
    """Puts the picture on the slide."""
    raw = png(image.svg, image.alt, image.name, image.width, settings)
    left, top, width, height = (352.0, 88.0, 904.0, 572.0) if image.beside else (24.0, 150.0, 1232.0, 510.0)
    wide, high = struct.unpack(">II", raw[16:24])
    scale = min(width / wide, height / high)
    where = left + (width - wide * scale) / 2, top, wide * scale, high * scale
    shape = slide.shapes.add_picture(io.BytesIO(raw), *(round(v * _PER_PIXEL) for v in where))
    named = shape._element.nvPicPr.cNvPr
    named.set("name", storable(image.name))
    named.set("descr", storable(image.alt))


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
