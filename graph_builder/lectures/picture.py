"""A picture as values: boxes, links and marks at places.  Screen, figure and handout draw the same one.

Units: pixels of a slide of 1280 x 720; x to the right, y downwards.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal, NamedTuple

from pydantic import TypeAdapter

SLIDE = (1280, 720)
LABEL, SMALL, LEAST = 20.0, 18.0, 18.0
"""Size of a label, of what is smaller, and the least that a hall can read."""
SIGN = 22.0
"""The diameter of the disc with + or - on a link, where its label is of SMALL size."""


class Area(NamedTuple):
    """What a layout may fill."""

    width: float
    height: float


BESIDE, BELOW = Area(896, 540), Area(1232, 500)
"""The picture beside a scene's text, and the one below it, for layouts that need the width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A thing, drawn as a card: its kind's glyph to the left of its lines.  `x`, `y` are the centre.

    `lines` are the label, wrapped; `small` stands below it in SMALL (a date, a holder).  `size` is the label's.
    `statements` are those that the box itself tells (a sense's meaning, a cell of a comparison); the others are Links.
    `voice` and `sign` mark what is believed and what furthers or hinders.  `thing` is the thing that it stands for,
    where that is not its id (somebody who stands on both sides has two boxes, `trotsky` and `trotsky~2`); a statement
    that is told in a box of its own has the statement's id.  A box without a `kind` ("") has no glyph: a cell, a
    statement; one that is `bare` has none either, but the colour of its kind.  Where `anchor` is "start", its lines
    begin at its left margin; else they stand in its middle.
    """

    id: str
    kind: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    small: tuple[str, ...] = ()
    size: float = LABEL
    step: int = 0
    focus: bool = False
    voice: str = "author"
    sign: str = ""
    negated: bool = False
    doubted: bool = False
    statements: tuple[str, ...] = ()
    thing: str = ""
    anchor: Literal["start", "middle"] = "middle"
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement, drawn as an arrow.

    `path` is an SVG path; `tip` where its head is and the angle it points to.

    The path ends some pixels before the tip, inside the head.  `lines` are its label, () where a sign alone says it;
    `x`, `y` the label's centre, on the line: its rectangle is drawn over it.  The disc of a `sign` stands at the left
    within the label's rectangle, words to the right of it.  Units: degrees.
    """

    id: str
    source: str
    target: str
    path: str
    tip: tuple[float, float, float]
    lines: tuple[str, ...] = ()
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    size: float = SMALL
    step: int = 0
    voice: str = "author"
    sign: str = ""
    negated: bool = False
    doubted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is neither thing nor statement: a heading, a line of an axis, a band behind.

    `x`, `y` are the left top corner; of a text its middle (`anchor` says how it stands to it) and its centre line.  A
    rule with a width lies, one with a height stands.  A date is drawn as a `span` (when it was so for certain) and as
    `maybe` (when it may have been so), which `fades` at an end that nobody knows or that is open; `of` is the box whose
    date it is, and gives the colour.
    """

    role: Literal["heading", "text", "rule", "band", "tick", "span", "maybe"]
    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str = ""
    size: float = SMALL
    anchor: Literal["start", "middle", "end"] = "middle"
    step: int = 0
    voice: str = "author"
    of: str = ""
    fades: Literal["", "left", "right", "both"] = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn within an area.  `shrunk` is by how much the layout had to make it smaller to fit (1: not at all).

    `shown` holds the statements in the order in which they are told.
    """

    area: Area
    boxes: tuple[Box, ...]
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    shrunk: float = 1.0


def statements_in(picture: Picture) -> set[str]:
    """The ids of the statements that the picture shows, as links or within boxes."""
    return {link.id for link in picture.links} | {id_ for box in picture.boxes for id_ in box.statements}


def as_json(picture: Picture) -> bytes:
    """The picture as JSON, from which `as_picture` makes it again; numbers keep every digit."""
    return json.dumps(asdict(picture), separators=(",", ":")).encode()


def as_picture(raw: bytes) -> Picture:
    """The picture of a JSON text that `as_json` made."""
    return _adapter().validate_python(json.loads(raw))


@cache
def _adapter() -> TypeAdapter[Picture]:
    return TypeAdapter(Picture)
