"""A scene as a figure that stands alone: SVG, PNG and PDF with labels, legend, pages and credit within; made without a
browser."""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache

from graph_builder.lectures import fonts, legend
from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.described import alt_text, cited, long_description, things_alone
from graph_builder.lectures.lecture import Lecture, Scene, Stage
from graph_builder.lectures.measure import FAMILY, wrapped
from graph_builder.lectures.pen import INK, LINE, escaped, n, storable, text_line
from graph_builder.lectures.picture import SMALL, Picture
from graph_builder.lectures.reach import reach
from graph_builder.lectures.stage import stage_of
from graph_builder.lectures.svg import drawn
from graph_builder.lectures.typeset import compiled, literal
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.model.wording import listed, sentence
from graph_builder.views.cited import day_of

WIDTH, MARGIN, TITLE = 1280.0, 24.0, 34.0
_BESIDE = 900.0
"""A picture narrower than this leaves room for the legend beside it."""
_TEXT = re.compile(r'<text [^>]*?(?:font-weight="(\d+)"[^>]*)?>([^<>]+)<')


def figure_files(scene: Scene, lecture: Lecture, book: FactBook) -> dict[str, str | bytes]:
    """The figure's files by their path: SVG, PNG, PDF, and a text with what it shows; none for a scene of text.

    Same scene and book, same bytes.
    """
    if scene.show is None:
        return {}
    stage = stage_of(scene, book)
    picture = picture_of(stage)
    alt, path = alt_text(stage, picture, book), f"figures/{scene.id}"
    bare = figure(stage, picture, book, carries_font=False)
    return {
        f"{path}.svg": figure(stage, picture, book),
        f"{path}.png": png(bare, alt, scene.title, WIDTH, book.settings),
        f"{path}.pdf": _pdf(bare, alt, scene, lecture, book.settings),
        f"{path}.txt": description(stage, book, alt),
    }


def figure(stage: Stage, picture: Picture, book: FactBook, carries_font: bool = True) -> str:
    """The figure as a whole SVG file: title, picture, legend, pages and credit.

    Args:
        carries_font: False for programs that have the font from a file.
    """
    inner, y = _lines(stage.scene.title, MARGIN + TITLE / 2, TITLE, 600, INK)
    aside = picture.area.width < _BESIDE
    body, y = _body(picture, y - 4, WIDTH, aside)
    inner += body + f'<path d="M{n(MARGIN)},{n(y)}L{n(WIDTH - MARGIN)},{n(y)}" stroke="#c8c8c8" stroke-width="1"/>\n'
    y += 8 + SMALL / 2
    for text in filter(None, (cited(stage, book), credit(book.settings))):
        more, y = _lines(text, y, SMALL, 400, LINE)
        inner += more
    return _file(inner, (WIDTH, y + 6), stage, picture, book, carries_font)


def plate(stage: Stage, picture: Picture, book: FactBook, carries_font: bool = False) -> str:
    """The picture and its legend as a whole SVG file, for a place that tells title, pages and credit itself."""
    width = picture.area.width + 2 * MARGIN
    inner, y = _body(picture, MARGIN, width, aside=False)
    return _file(inner, (width, y), stage, picture, book, carries_font)


@lru_cache(maxsize=128)
def _body(picture: Picture, y: float, width: float, aside: bool) -> tuple[str, float]:
    """Picture and legend from a height on, and where they end; the legend stands `aside`, or in rows below."""
    top, bottom = reach(picture)
    lines = legend.entries(picture)
    high = bottom - top
    across = MARGIN if aside else (width - picture.area.width) / 2
    inner = f'<g transform="translate({n(across)} {n(y - top)})">\n{drawn(picture, None)}\n</g>\n'
    if aside:
        key, tall = legend.in_column(lines, across + picture.area.width + MARGIN, y)
        y += max(high, tall) + 16
    else:
        y += high + 10
        key, tall = legend.in_rows(lines, MARGIN, y, width - 2 * MARGIN)
        y += tall + 10
    return f'{inner}<g class="legend">\n{key}</g>\n', y


def _file(
    inner: str, size: tuple[float, float], stage: Stage, picture: Picture, book: FactBook, carries_font: bool
) -> str:
    wide, high = size
    alt = escaped(alt_text(stage, picture, book))
    head = f"<title>{escaped(stage.scene.title)}</title>\n<desc>{alt}</desc>\n"
    if carries_font:
        head += f"<style>{_faces(inner)}</style>\n"
    extent = f'width="{n(wide)}" height="{n(high)}" viewBox="0 0 {n(wide)} {n(high)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {extent} role="img" xml:lang="{escaped(book.settings.language)}" '
        f'font-family="{FAMILY}, sans-serif" fill="{INK}">\n{head}'
        f'<rect width="{n(wide)}" height="{n(high)}" fill="#fff"/>\n{inner}</svg>\n'
    )


def _faces(inner: str) -> str:
    """The font's rules, of each weight with just the characters that are drawn in it."""
    texts: dict[int, list[str]] = {400: [], 600: []}
    for weight, text in _TEXT.findall(inner):
        texts[int(weight or 400)].append(html.unescape(text))
    return "".join(fonts.face(drawn_in, (weight,)) for weight, drawn_in in texts.items() if drawn_in)


def words_of(stage: Stage, book: FactBook) -> Mapping[str, str]:
    """What the things and statements of a stage are called in full, by id: labels and sentences."""
    things = {node.id: node.label for node in stage.nodes}
    return things | {s.id: sentence(s, book) for s in stage.shown.statements}


def description(stage: Stage, book: FactBook, alt: str) -> str:
    """The figure in words: its title, alternative text, and every statement with its page, step by step."""
    parts = [" ".join(stage.scene.title.split()), "", alt, ""]
    told, steps = long_description(stage, book), len(stage.says) > 1
    step = -1
    for one in told:
        if steps and one.step != step:
            step = one.step
            say = stage.says[step] if step < len(stage.says) else ""
            parts += [*([""] if parts[-1] else []), f"Step {step + 1}{': ' + say if say else ''}"]
        parts.append(f"- {one.sentence} ({one.citation})")
    parts += [f"- {words}{f' ({where})' if where else ''}" for words, where in things_alone(stage, book)]
    return storable("\n".join([*parts, "", credit(book.settings)])) + "\n"


def credit(settings: Settings) -> str:
    """Whose graph it is, which edition, and on what terms it may be used."""
    edition = f", version {settings.version}" if settings.version else ""
    day = f" ({day_of(settings)})" if settings.issued else ""
    curators = f" {listed(settings.curators)}." if settings.curators else ""
    return storable(f"{settings.title}{edition}{day}.{curators} {settings.facts_licence}. {settings.base}")


def _lines(text: str, y: float, size: float, weight: int, fill: str) -> tuple[str, float]:
    """A text wrapped to the figure's width from the middle of its first line, and the middle of the next line."""
    inner = ""
    for line in wrapped(storable(text), size, WIDTH - 2 * MARGIN, weight):
        inner += text_line(line, MARGIN, y, size, font_weight=weight, fill=fill) + "\n"
        y += size * 1.3
    return inner, y


def _set(bare: str, alt: str, width: float, settings: Settings) -> str:
    """A typst page of the figure's size."""
    return (
        f"#set page(width: {width:g}pt, height: auto, margin: 0pt)\n"
        f'#set text(font: "{FAMILY}", lang: {literal(settings.language[:2])})\n'
        f'#image(bytes({literal(bare)}), format: "svg", width: {width:g}pt, alt: {literal(alt)})\n'
    )


def _pdf(bare: str, alt: str, scene: Scene, lecture: Lecture, settings: Settings) -> bytes:
    """The figure as a page whose text can be searched, with its title, author and alternative text."""
    authors = [lecture.lecturer] if lecture.lecturer else list(settings.curators)
    document = (
        f"#set document(title: {literal(scene.title)}, author: ({''.join(literal(a) + ',' for a in authors)}), "
        f"description: {literal(alt)}, keywords: ({literal(lecture.title)}, {literal(credit(settings))}), date: none)\n"
    )
    return compiled(document + _set(bare, alt, WIDTH * 0.75, settings), "pdf")


def png(bare: str, alt: str, title: str, width: float, settings: Settings) -> bytes:
    """A drawing at twice its size, with title, alternative text and credit in the file."""
    made = compiled(_set(bare, alt, width, settings), "png")
    told = {"Title": title, "Description": alt, "Copyright": credit(settings)}
    chunks = b"".join(_text_chunk(key, storable(text)) for key, text in told.items())
    header = 8 + 25  # the signature and the chunk IHDR
    return made[:header] + chunks + made[header:]


def _text_chunk(key: str, text: str) -> bytes:
    """An international text chunk.  Source: PNG 3rd edition, 11.3.3.4 iTXt."""
    data = b"iTXt" + key.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8")
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
