"""A picture as values: boxes, links and marks at places.  Screen, figure and handout draw the same one.

Units: pixels of a slide of 1280 x 720; x to the right, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SLIDE = (1280, 720)
LABEL, SMALL, LEAST = 20.0, 18.0, 18.0
"""Size of a label, of what is smaller, and the least that a hall can read."""


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
    `dash` and `sign` mark what is believed and what furthers or hinders.  `things` are the ids that a click opens: the
    box's own, unless it stands for more.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement, drawn as an arrow.  `path` is an SVG path; `tip` where its head is and the angle it points to.

    `lines` are its label, "" where the layout says it otherwise; `x`, `y` the label's centre.  Units: degrees.
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

    `x`, `y` are the left top corner; of a text its middle (`anchor` says how it stands to it) and its centre line.
    """

    role: Literal["heading", "text", "rule", "band", "tick", "span"]
    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str = ""
    size: float = SMALL
    anchor: Literal["start", "middle", "end"] = "middle"
    step: int = 0
    voice: str = "author"


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
