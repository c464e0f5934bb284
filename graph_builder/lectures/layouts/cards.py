"""Cards with words of a layout's own, and what a layout does when its cards do not fit: draw all of it smaller."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from graph_builder.lectures.layouts.boxes import GAP, GLYPH, LEADING, LEFT, TOP, small_size
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.measure import width_of, wrapped
from graph_builder.lectures.picture import LABEL, SMALL, Area, Box, Link, Mark, Picture

_CORNER, _DISC = ("sign", "negated", "doubted"), 21.0
"""What stands as a disc in a card's corner, and how much room each takes."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Drawn(NamedTuple):
    """What a layout made, its left top corner at 0,0, and the room that it takes."""

    boxes: Sequence[Box]
    links: Sequence[Link]
    marks: Sequence[Mark]
    width: float
    height: float


def card(
    id_: str,
    kind: str,
    text: str,
    width: float,
    size: float = LABEL,
    small: Sequence[str] = (),
    *,
    tight: bool = False,
    pad: float = TOP,
    bare: bool = False,
    **more: Any,
) -> Box:
    """A card of this width, as high as its words need: the text, and each of the small lines wrapped below it.

    Its centre is at 0,0.  `tight` lets it be as narrow as its words; a word that is too long makes it wider.  `pad` is
    the margin above and below; a `bare` card has no glyph.  Units: that of `pad` is the size of the text.
    """
    glyph = bool(kind) and not bare
    margins = size * (2 * LEFT + (GLYPH + GAP if glyph else 0)) + _DISC * sum(map(bool, map(more.get, _CORNER)))
    lines = wrapped(text, size, width - margins)
    under = small_size(size)
    below = tuple(line for one in small for line in wrapped(one, under, width - margins))
    widest = max([0.0, *(width_of(line, size) for line in lines), *(width_of(line, under) for line in below)])
    wide = widest + margins + 0.5
    high = max(LEADING * (size * len(lines) + under * len(below)), GLYPH * size if glyph else 0) + 2 * pad * size
    return Box(
        id=id_, kind=kind, lines=lines, small=below, size=size, x=0.0, y=0.0,
        width=round(wide if tight else max(width, wide)), height=round(high + 0.5), anchor="start", bare=bare, **more,
    )  # fmt: skip


def at(box: Box, left: float, top: float) -> Box:
    """The box with its left top corner there."""
    return replace(box, x=left + box.width / 2, y=top + box.height / 2)


def edges(box: Box, by: float = 0) -> tuple[float, float, float, float]:
    """Left, top, right, bottom; `by` so many pixels larger at each side."""
    wide, high = box.width / 2 + by, box.height / 2 + by
    return box.x - wide, box.y - high, box.x + wide, box.y + high


def apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two rectangles (left, top, right, bottom) share nothing but an edge."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def fitted(area: Area, lay: Callable[[Area, float], Drawn], most: float = LABEL) -> Picture:
    """The first of these that fits: labels of the usual size, of the least that a hall can read, or all of it smaller.

    `lay` is given an area and the size of labels.  A layout that is drawn smaller is laid out anew for the larger area;
    of the factors 0.975, 0.95 and so on, the first that fits is found by halves.
    """

    def tried(size: float, scale: float) -> tuple[Drawn, bool]:
        wanted = Area(area.width / scale, area.height / scale)
        drawn = lay(wanted, size)
        return drawn, drawn.width <= wanted.width + 0.01 and drawn.height <= wanted.height + 0.01

    for size in dict.fromkeys((most, SMALL)):
        drawn, fits = tried(size, 1.0)
        if fits:
            return _picture(drawn, area, 1.0)
    low, high, best = 0, 33, None
    while high - low > 1:
        step = (low + high) // 2
        drawn, fits = tried(SMALL, 1 - step / 40)
        low, high, best = (low, step, drawn) if fits else (step, high, best)
    if best is not None:
        return _picture(best, area, 1 - high / 40)
    return _picture(drawn, area, min(area.width / drawn.width, area.height / drawn.height))


def _picture(drawn: Drawn, area: Area, scale: float) -> Picture:
    """The drawing, smaller by a factor and in the middle of the area."""
    dx = max(0.0, area.width - drawn.width * scale) / 2
    dy = max(0.0, area.height - drawn.height * scale) / 2

    def path(text: str) -> str:
        numbers = iter(range(1 << 30))
        return _NUMBER.sub(lambda m: f"{_r(float(m[0]) * scale + (dy if next(numbers) % 2 else dx)) + 0:g}", text)

    boxes = tuple(
        replace(
            box, x=_r(box.x * scale + dx), y=_r(box.y * scale + dy), width=_r(box.width * scale),
            height=_r(box.height * scale), size=_down(box.size * scale),
        )
        for box in drawn.boxes
    )  # fmt: skip
    links = tuple(
        replace(
            link, path=path(link.path),
            tip=(_r(link.tip[0] * scale + dx), _r(link.tip[1] * scale + dy), _r(link.tip[2])),
            x=_r(link.x * scale + dx), y=_r(link.y * scale + dy), width=_r(link.width * scale),
            height=_r(link.height * scale), size=_down(link.size * scale),
        )
        for link in drawn.links
    )  # fmt: skip
    marks = tuple(
        replace(
            mark, x=_r(mark.x * scale + dx), y=_r(mark.y * scale + dy), width=_r(mark.width * scale),
            height=_r(mark.height * scale), size=_down(mark.size * scale),
        )
        for mark in drawn.marks
    )  # fmt: skip
    return Picture(area, boxes, links, marks, round(scale, 3))


def _down(size: float) -> float:
    """The size of a text, no larger than its card was made for."""
    return int(size * 10 + 1e-6) / 10


def _r(number: float) -> float:
    return round(number, 1)


def in_order(stage: Stage) -> tuple[list[Node], list[Tie]]:
    """Nodes and ties in the order of the book, however the stage has them; by their ids where it has none.

    Nodes come as statements first name them, the focus before all; and last those that no statement names.
    """
    page = {s.id: place for place, s in enumerate(stage.shown.statements)}
    ties = sorted(stage.ties, key=lambda tie: (page.get(tie.id, len(page)), tie.id))
    places: dict[str, int] = {}
    for tie in ties:
        for end in (tie.source, tie.target):
            places.setdefault(end, len(places))
    nodes = sorted(stage.nodes, key=lambda node: (not node.focus, places.get(node.id, len(places)), node.id))
    return nodes, ties


def said_of(tie: Tie) -> str:
    """The verb with its doubt: "supports", "aims at?"."""
    return tie.label + ("?" if tie.doubted and not tie.label.endswith("?") else "")
