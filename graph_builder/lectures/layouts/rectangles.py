"""Rectangles: what overlaps what, and by how much.

Units: pixels; a rectangle is given by its left, top, right and bottom.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.lectures.layouts.curves import Point
from graph_builder.lectures.picture import Area, Box

Rectangle = tuple[float, float, float, float]


def around(x: float, y: float, width: float, height: float, margin: float = 0.0) -> Rectangle:
    """The rectangle around a centre.

    >>> around(10, 10, 4, 6, 1)
    (7.0, 6.0, 13.0, 14.0)
    """
    return x - width / 2 - margin, y - height / 2 - margin, x + width / 2 + margin, y + height / 2 + margin


def of_box(box: Box, margin: float = 0.0) -> Rectangle:
    """The rectangle of a card."""
    return around(box.x, box.y, box.width, box.height, margin)


def shared(a: Rectangle, b: Rectangle) -> float:
    """The area that two rectangles share."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def outside(a: Rectangle, area: Area) -> float:
    """How much of a rectangle lies outside the area."""
    inner = max(0.0, min(a[2], area.width) - max(a[0], 0.0)) * max(0.0, min(a[3], area.height) - max(a[1], 0.0))
    return (a[2] - a[0]) * (a[3] - a[1]) - inner


def holds(a: Rectangle, point: Point) -> bool:
    """Whether a point lies within."""
    return a[0] < point[0] < a[2] and a[1] < point[1] < a[3]


def inside(a: Rectangle, points: Sequence[Point]) -> int:
    """How many of the points lie within."""
    left, top, right, bottom = a
    return sum(1 for x, y in points if left < x < right and top < y < bottom)
