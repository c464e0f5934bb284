"""Cards that hang from their dates on an axis, so that nothing overlaps; and the axis itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graph_builder.lectures.layouts.cards import at
from graph_builder.lectures.layouts.rectangles import Rectangle, of_box
from graph_builder.lectures.layouts.spans import THICK, Axis
from graph_builder.lectures.picture import SMALL, Box, Mark

GAP, HEAD = 12.0, 34.0
"""The gap between cards, and the height of the axis with its names."""

Hung = tuple[Box, list[Mark]]
"""A card with the bars of its date."""


def extent(bars: Sequence[Mark]) -> tuple[float, float]:
    return min(bar.x for bar in bars), max(bar.x + bar.width for bar in bars)


def length(hung: Hung) -> float:
    start, end = extent(hung[1])
    return end - start


def hung(
    cards: Sequence[Hung], boxes: list[Box], marks: list[Mark], plot: float, *, top: float = HEAD, at_end: bool = False
) -> float:
    """Sets each card under its bar, as high as it has room; the lowest edge."""
    taken: list[Rectangle] = []
    for box, bars in cards:
        y, left = _room_for(box, bars, taken, plot, top, at_end=at_end)
        boxes.append(at(box, left, y + THICK + 2))
        marks += [replace(bar, y=y) for bar in bars]
        taken += [*((bar.x, y, bar.x + bar.width, y + THICK) for bar in bars), of_box(boxes[-1])]
    return max(rect[3] for rect in taken)


def _room_for(
    box: Box, bars: Sequence[Mark], taken: Sequence[Rectangle], plot: float, top: float, *, at_end: bool
) -> tuple[float, float]:
    """The highest place for a bar with its card below: the top, and the card's left edge.

    The card begins with its bar, or ends with it, or stands in the middle of it, or anywhere along a long one; always
    within the plot.
    """
    start, end = extent(bars)
    along = range(60, int(end - start - box.width), 60)
    first = (end - box.width, start) if at_end else (start, end - box.width)
    wanted = (*first, (start + end - box.width) / 2, *(start + step for step in along))
    lefts = list(dict.fromkeys(min(max(0.0, left), max(0.0, plot - box.width)) for left in wanted))
    tops = [_top(box, left, (start, end), taken, top) for left in lefts]
    return min(zip(tops, lefts, strict=True), key=lambda place: (place[0], lefts.index(place[1])))


def _top(box: Box, left: float, bar: tuple[float, float], taken: Sequence[Rectangle], top: float) -> float:
    """How far down a card with its bar must go, for all that is in the way."""
    gap = GAP / 2
    rooms = (
        (left - gap, THICK - 2, left + box.width + gap, THICK + 6 + box.height),
        (bar[0] - gap, -4.0, bar[1] + gap, THICK + 4),
    )
    blocked = sorted((b - h, d - f, d) for a, b, c, d in taken for e, f, g, h in rooms if a < g and e < c)
    for low, high, end in blocked:
        if low < top < high:
            top = end + GAP
    return top


def scale(axis: Axis, high: float) -> list[Mark]:
    """The axis with its ticks, and a band behind every second stretch between them."""
    ticks = list(axis.ticks())
    ends = [*(at for at, _, _ in ticks), axis.width]
    bands = [
        Mark(role="band", x=left, y=27, width=right - left, height=high - 27)
        for left, right in list(pairwise(ends))[::2]
        if right - left > 1
    ]
    marks = [*bands, Mark(role="rule", x=0, y=26, width=axis.width)]
    for x, text, middle in ticks:
        marks.append(Mark(role="rule", x=x, y=20, height=12))
        if text:
            marks.append(Mark(role="tick", x=middle, y=9, text=text, size=SMALL))
    return marks
