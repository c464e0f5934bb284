"""How to read a picture: the kinds, voices and signs that occur in it, and no others."""

from __future__ import annotations

from typing import Literal, NamedTuple

from markupsafe import Markup

from graph_builder.lectures.measure import width_of
from graph_builder.lectures.pen import LINE, SIGNS, dash, disc, glyph, n, text_line
from graph_builder.lectures.picture import SMALL, Box, Link, Picture
from graph_builder.views.looks import LOOKS, STROKES

ROW, _GAP, _BETWEEN = 30.0, 8.0, 32.0
_SIGN = {"kind": 26.0, "sign": 26.0, "voice": 42.0, "denied": 42.0, "doubted": 14.0}
_COLUMN, _HIGH = 42.0, 24.0
_VOICES = {
    "author": "said by the author",
    "attributed": "ascribed to somebody",
    "outlook": "somebody's belief, not a fact",
}


class Entry(NamedTuple):
    """One line: what is drawn (a bar for what is denied) and what it means."""

    role: Literal["kind", "voice", "sign", "denied", "doubted"]
    key: str
    words: str


class Line(NamedTuple):
    """A line of the legend in a page: the sign as `<svg>`, and what it means."""

    sign: Markup
    words: str


def entries(picture: Picture) -> list[Entry]:
    """The legend's lines.  Order: kinds, voices, signs, as everywhere."""
    drawn: tuple[Box | Link, ...] = (*picture.boxes, *picture.links)
    kinds = {box.kind for box in picture.boxes}
    voices = {one.voice for one in drawn if isinstance(one, Link) or one.statements or one.voice != "author"}
    voices = voices if voices != {"author"} else set()
    signs = {one.sign for one in drawn}
    return [
        *(Entry("kind", kind, look.plural) for kind, look in LOOKS.items() if kind in kinds),
        *(Entry("voice", voice, words) for voice, words in _VOICES.items() if voice in voices and voice in STROKES),
        *(Entry("sign", sign, meaning) for sign, (_, meaning) in SIGNS.items() if sign in signs),
        *([Entry("denied", "/", "denied")] if any(one.negated for one in drawn) else ()),
        *([Entry("doubted", "?", "doubted by the author")] if any(one.doubted for one in drawn) else ()),
    ]


def in_rows(lines: list[Entry], x: float, y: float, width: float) -> tuple[str, float]:
    """The legend drawn in rows from left to right within a width, and its height."""
    drawn, across, down = "", x, y
    for entry in lines:
        wide = _SIGN[entry.role] + _GAP + width_of(entry.words, SMALL)
        if across > x and across + wide > x + width:
            across, down = x, down + ROW
        drawn += _entry(entry, across, _SIGN[entry.role], down + ROW / 2) + "\n"
        across += wide + _BETWEEN
    return drawn, (down + ROW - y if lines else 0.0)


def in_column(lines: list[Entry], x: float, y: float) -> tuple[str, float]:
    """The legend drawn as a column, and its height."""
    drawn = "".join(_entry(entry, x, _COLUMN, y + ROW * (i + 0.5)) + "\n" for i, entry in enumerate(lines))
    return drawn, ROW * len(lines)


def as_list(lines: list[Entry]) -> list[Line]:
    """The legend as words with their signs, for a page: its text can be read out and wraps where the page is narrow."""
    box = f'viewBox="0 0 {_COLUMN:g} {_HIGH:g}" width="{_COLUMN:g}" height="{_HIGH:g}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {box} aria-hidden="true">'
    return [Line(Markup(f"{opening}{_sign(one, 0, _COLUMN, _HIGH / 2)}</svg>"), one.words) for one in lines]


def _entry(entry: Entry, x: float, wide: float, y: float) -> str:
    return _sign(entry, x, wide, y) + text_line(entry.words, x + wide + _GAP, y, SMALL)


def _sign(entry: Entry, x: float, wide: float, y: float) -> str:
    middle = x + wide / 2
    line = f'<path d="M{n(x)},{n(y)}L{n(x + wide)},{n(y)}" stroke="{LINE}" stroke-width="2"'
    if entry.role == "kind":
        return glyph(entry.key, middle, y, 10)
    if entry.role == "voice":
        return f"{line}{dash(entry.key)}/>"
    if entry.role == "denied":
        bar = f'<path d="M{n(middle)},{n(y - 9)}L{n(middle)},{n(y + 9)}" stroke="{LINE}" stroke-width="3.5"/>'
        return f"{line}/>{bar}"
    if entry.role == "doubted":
        return text_line("?", middle, y, SMALL, "middle", font_weight=600)
    return disc(entry.key, middle, y, 11)
