"""Curves: chains of cubic Bezier pieces, as every path of a picture is one.

Units: pixels, y downwards; angles in degrees, 0 to the right, 90 downwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import atan2, degrees, hypot

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""The points of n pieces that hang together: 3 n + 1 of them, ends and handles."""

ARROW = 9.0
"""By how much a path ends before its tip, where the arrow's head covers it."""


def straight(start: Point, end: Point, bend: float = 0.0) -> Curve:
    """From one point to another, bent to the left of its way by about so many pixels at its middle.

    >>> straight((0, 0), (30, 0))
    ((0, 0), (10.0, 0.0), (20.0, 0.0), (30, 0))
    """
    (x, y), (v, w) = start, end
    length = hypot(v - x, w - y) or 1.0
    aside = (bend * 4 / 3 * (w - y) / length, -bend * 4 / 3 * (v - x) / length)
    return (
        start,
        (x + (v - x) / 3 + aside[0], y + (w - y) / 3 + aside[1]),
        (x + (v - x) * 2 / 3 + aside[0], y + (w - y) * 2 / 3 + aside[1]),
        end,
    )


def joined(*curves: Curve) -> Curve:
    """The curves as one, with a straight piece wherever one does not begin where the last one ended."""
    points = list(curves[0])
    for curve in curves[1:]:
        if hypot(curve[0][0] - points[-1][0], curve[0][1] - points[-1][1]) > 0.01:
            points += straight(points[-1], curve[0])[1:]
        points += curve[1:]
    return tuple(points)


def scaled(curve: Curve, by: float, dx: float = 0.0, dy: float = 0.0) -> Curve:
    """The curve, made larger or smaller, then moved."""
    return tuple((x * by + dx, y * by + dy) for x, y in curve)


def pieces(curve: Curve) -> Iterator[tuple[Point, Point, Point, Point]]:
    """The pieces, one after another."""
    for i in range(0, len(curve) - 1, 3):
        yield curve[i], curve[i + 1], curve[i + 2], curve[i + 3]


def samples(curve: Curve, apart: float = 6.0) -> list[Point]:
    """Points along the curve, about so far apart, with both ends."""
    points = [curve[0]]
    for a, b, c, d in pieces(curve):
        rough = hypot(b[0] - a[0], b[1] - a[1]) + hypot(c[0] - b[0], c[1] - b[1]) + hypot(d[0] - c[0], d[1] - c[1])
        count = max(2, min(60, round(rough / apart)))
        for i in range(1, count + 1):
            t = i / count
            k, l, m, n = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3  # noqa: E741
            points.append((k * a[0] + l * b[0] + m * c[0] + n * d[0], k * a[1] + l * b[1] + m * c[1] + n * d[1]))
    return points


def length_of(points: list[Point]) -> float:
    """How long the way along the points is."""
    return sum(hypot(v - x, w - y) for (x, y), (v, w) in itertools.pairwise(points))


def along(points: list[Point], share: float) -> tuple[float, float, float]:
    """The place at this share of the way, and the angle of the way there.

    >>> along([(0, 0), (10, 0), (10, 10)], 0.75)
    (10.0, 5.0, 90.0)
    """
    left = length_of(points) * share
    for (x, y), (v, w) in itertools.pairwise(points):
        step = hypot(v - x, w - y)
        if step >= left and step > 0:
            part = left / step
            return x + (v - x) * part, y + (w - y) * part, degrees(atan2(w - y, v - x))
        left -= step
    (x, y), (v, w) = points[-2], points[-1]
    return float(v), float(w), degrees(atan2(w - y, v - x))


def split(curve: Curve, piece: int, t: float) -> tuple[Curve, Curve]:
    """The curve before and after the place `t` (0 to 1) of one of its pieces."""
    a, b, c, d = curve[3 * piece : 3 * piece + 4]

    def between(p: Point, q: Point) -> Point:
        return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t

    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (*curve[: 3 * piece], a, ab, abc, middle), (middle, bcd, cd, d, *curve[3 * piece + 4 :])


def before_tip(curve: Curve, by: float = ARROW) -> tuple[Curve, tuple[float, float, float]]:
    """The curve without its last pixels, which the arrow's head covers; and the tip with its angle.

    The head points from where the curve now ends to the tip, so it sits on its line however that is bent.
    """
    end = curve[-1]
    last = (len(curve) - 1) // 3 - 1
    piece = curve[3 * last :]
    if hypot(piece[0][0] - end[0], piece[0][1] - end[1]) <= by and last > 0:
        return before_tip(joined(curve[: 3 * last - 2], (curve[3 * last - 3], curve[3 * last - 2], end, end)), by)
    low, high = 0.0, 1.0
    for _ in range(24):
        t = (low + high) / 2
        x, y = split(curve, last, t)[0][-1]
        low, high = (t, high) if hypot(x - end[0], y - end[1]) > by else (low, t)
    cut = split(curve, last, low)[0]
    x, y = cut[-1]
    return cut, (end[0], end[1], degrees(atan2(end[1] - y, end[0] - x)))


def path_of(curve: Curve) -> str:
    """The curve as an SVG path.

    >>> path_of(straight((0, 0), (30, 0)))
    'M0,0C10,0 20,0 30,0'
    """
    told = [f"{_number(x)},{_number(y)}" for x, y in curve]
    return f"M{told[0]}" + "".join(f"C{' '.join(told[i : i + 3])}" for i in range(1, len(told), 3))


def _number(value: float) -> str:
    return f"{round(value, 1) + 0:g}"
