"""Parts that hang together each by itself, packed beside and below each other within an area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_builder.lectures.layouts.curves import Point
from graph_builder.lectures.picture import Area

GAP = 18.0
FACTORS = (1.0, 1.15, 1.3, 1.5, 1.7, 2.0, 2.4, 3.0, 4.0, 6.0)


def parts_of(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The ids in parts that pairs hold together, the largest first; within a part in the order of `ids`.

    >>> parts_of("abcd", [("a", "c")])
    [('a', 'c'), ('b',), ('d',)]
    """
    part = {id_: i for i, id_ in enumerate(ids)}
    for a, b in pairs:
        low, high = sorted((part[a], part[b]))
        part = {id_: low if number == high else number for id_, number in part.items()}
    parts = [tuple(id_ for id_ in ids if part[id_] == number) for number in sorted(set(part.values()))]
    return sorted(parts, key=lambda one: (-len(one), ids.index(one[0])))


def packed(sizes: Sequence[Area], area: Area) -> list[Point]:
    """The left top corner of each rectangle, so that the whole can be drawn largest in the area."""
    found: tuple[float, list[Point]] | None = None
    for factor in FACTORS:
        corners = _skyline(sizes, max(size.width for size in sizes) * factor + GAP)
        whole = Area(
            max(x + size.width for (x, _), size in zip(corners, sizes, strict=True)),
            max(y + size.height for (_, y), size in zip(corners, sizes, strict=True)),
        )
        scale = min(area.width / max(whole.width, 1), area.height / max(whole.height, 1))
        if found is None or scale > found[0] + 1e-6:
            found = (scale, corners)
    assert found is not None
    return found[1]


def _skyline(sizes: Sequence[Area], width: float) -> list[Point]:
    """The corner of each: as high as it can stand, then as far left."""
    placed: list[tuple[float, float, float, float]] = []
    corners = []
    for size in sizes:
        w, h = size.width + GAP, size.height + GAP
        spots = {(0.0, 0.0)}
        for x, y, v, g in placed:
            spots |= {(x + v, y), (x, y + g), (0.0, y + g), (x + v, 0.0)}
        free = [
            (y, x)
            for x, y in spots
            if x + w <= width + GAP + 1e-6
            and not any(x < a + v and a < x + w and y < b + g and b < y + h for a, b, v, g in placed)
        ]
        y, x = min(free)
        placed.append((x, y, w, h))
        corners.append((x, y))
    return corners
