"""Points along a link's path, from its text: where its bar stands, and how much room it takes."""

from __future__ import annotations

import re
from functools import cache

from graph_builder.lectures.layouts.curves import Point, length_of, samples
from graph_builder.lectures.layouts.curves import along as share_along

_PARTS = re.compile(r"([MLCQ])([^MLCQ]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


@cache
def points(path: str) -> tuple[Point, ...]:
    """Points along a path of M, L, C and Q, in absolute coordinates; curves as short straight pieces.

    >>> points("M0,0 L10,0")
    ((0.0, 0.0), (10.0, 0.0))
    """
    found: list[Point] = []
    for command, text in _PARTS.findall(path):
        numbers = [float(n) for n in _NUMBER.findall(text)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        count = {"M": 1, "L": 1, "Q": 2, "C": 3}[command]
        for i in range(0, len(pairs), count):
            end = pairs[i + count - 1]
            first, last = pairs[i], pairs[i + max(count - 2, 0)]
            found += [end] if count == 1 else samples((found[-1], first, last, end))[1:]
    return tuple(found)


def place(path: str, along: float) -> tuple[float, float, float]:
    """The point so many pixels along the path, and the angle of the path there.  Units: degrees.

    >>> place("M0,0 L10,0 L10,10", 15)
    (10.0, 5.0, 90.0)
    """
    way = list(points(path))
    return share_along(way, min(1.0, along / (length_of(way) or 1.0)))


def length(path: str) -> float:
    """How long the path is.  Units: pixels."""
    return length_of(list(points(path)))
