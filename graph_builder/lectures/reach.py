"""How far down and up a picture is drawn within its area, so that a page need not show the empty rest."""

from __future__ import annotations

from graph_builder.lectures.paths import points
from graph_builder.lectures.picture import Picture


def reach(picture: Picture) -> tuple[float, float]:
    """The top and the bottom of what is drawn, with a little room."""
    found = [y for link in picture.links for _, y in (*points(link.path), link.tip[:2])]
    found += [link.y + side * link.height / 2 for link in picture.links if any(link.lines) for side in (-1, 1)]
    found += [box.y + side * (box.height / 2 + 10) for box in picture.boxes for side in (-1, 1)]
    for mark in picture.marks:
        half = mark.size * 0.7 if mark.text else 0
        found += [mark.y - half, mark.y + mark.height + 2 * half]
    return (min(found) - 4, max(found) + 4) if found else (0.0, picture.area.height)
