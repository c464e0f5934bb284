"""Whether a hall can read a picture: how much it shows, how small its letters are, what lies on what.

A picture that cannot be read is still made: these are warnings, and each says what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from graph_builder.errors import Problem
from graph_builder.lectures.layouts.boxes import small_size
from graph_builder.lectures.lecture import Stage
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import LEAST, Box, Link, Mark, Picture
from graph_builder.rulebook import problem

TOLERANCE = 1.0
"""What two rectangles may share along one side, and how far one may stick out.  Units: pixels."""

SHORT = 0.15
"""By how much letters may be smaller than LEAST, for sizes are rounded.  Units: pixels."""

NAMED = 2
_OTHER = {"flow": "force", "force": "flow", "circle": "force", "preset": "force"}


class Piece(NamedTuple):
    """What takes room: what it is called in a message, the size of its letters, and its rectangle."""

    name: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


def warnings_of(stage: Stage, picture: Picture) -> list[Problem]:
    """What keeps a hall from reading the scene's picture, each with its remedy; at the place of the scene."""
    return [*_crowded(stage), *_small(stage, picture), *_overlapping(stage, picture)]


def _crowded(stage: Stage) -> Iterator[Problem]:
    count, most = len(stage.nodes), stage.scene.max_nodes
    if count > most:
        few = _least_tied(stage, count - most)
        yield problem(
            "crowded-scene",
            stage.scene.where,
            f"the scene '{stage.scene.id}' shows {count} things, and {most} are as many as it should",
            f"show fewer, such as `without: [{few}]`, make two scenes of it, or raise max_nodes",
        )


def _small(stage: Stage, picture: Picture) -> Iterator[Problem]:
    sizes = [piece.size for piece in pieces(picture)]
    least = min(sizes, default=LEAST)
    if least < LEAST - SHORT:
        yield problem(
            "small-label",
            stage.scene.where,
            f"the letters of the scene '{stage.scene.id}' are {least:.1f} px high, and a hall cannot read less than "
            f"{LEAST:g}",
            _remedy(stage),
        )


def _overlapping(stage: Stage, picture: Picture) -> Iterator[Problem]:
    found = pieces(picture)
    width, height = picture.area
    pairs = [(a.name, b.name) for a, b in combinations(found, 2) if _overlap(a, b) > TOLERANCE]
    out = [
        piece.name
        for piece in found
        if max(-piece.left, -piece.top, piece.right - width, piece.bottom - height) > TOLERANCE
    ]
    if not pairs and not out:
        return
    told = [f"{a} lies on {b}" for a, b in pairs[:NAMED]] + [f"{name} sticks out" for name in out[:NAMED]]
    more = len(pairs) + len(out) - len(told)
    yield problem(
        "overlapping-labels",
        stage.scene.where,
        f"in the picture of the scene '{stage.scene.id}' {', '.join(told)}{f' and {more} more' if more else ''}",
        _remedy(stage),
    )


def pieces(picture: Picture) -> list[Piece]:
    """The rectangles of the picture's cards, labels and texts, as they are drawn."""
    found = [_card(box) for box in picture.boxes]
    found += [_label(link) for link in picture.links if link.width and link.height]
    return found + [_text(mark) for mark in picture.marks if mark.text and mark.role in ("heading", "text", "tick")]


def _card(box: Box) -> Piece:
    size = min(box.size, small_size(box.size)) if box.small else box.size
    return _around(f"“{' '.join(box.lines)}”", size, box.x, box.y, box.width, box.height)


def _label(link: Link) -> Piece:
    name = f"“{' '.join(link.lines)}”" if link.lines else f"the sign {link.sign}"
    return _around(
        f"{name} between {link.source} and {link.target}", link.size, link.x, link.y, link.width, link.height
    )


def _text(mark: Mark) -> Piece:
    wide = width_of(mark.text, mark.size, 600 if mark.role == "heading" else 400)
    x, y = mark.x, mark.y
    if mark.role == "tick" and (mark.width or mark.height):
        x, y = mark.x + mark.width, mark.y + mark.height + mark.size * 0.7
    middle = x + {"start": wide / 2, "middle": 0.0, "end": -wide / 2}[mark.anchor]
    return _around(f"“{mark.text}”", mark.size, middle, y, wide, mark.size)


def _around(name: str, size: float, x: float, y: float, width: float, height: float) -> Piece:
    return Piece(name, size, x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _overlap(a: Piece, b: Piece) -> float:
    return min(min(a.right, b.right) - max(a.left, b.left), min(a.bottom, b.bottom) - max(a.top, b.top))


def _least_tied(stage: Stage, count: int) -> str:
    """The ids of things that could be left out: those with the fewest statements, not what is looked at."""
    ties = Counter(end for tie in stage.ties for end in (tie.source, tie.target))
    nodes = sorted((node for node in stage.nodes if not node.focus), key=lambda node: (ties[node.id], node.id))
    return ", ".join(node.id for node in nodes[: min(count, NAMED)])


def _remedy(stage: Stage) -> str:
    few = _least_tied(stage, 2)
    ways = [f"show fewer things, such as `without: [{few}]`"] if few else []
    other = _OTHER.get(stage.scene.layout)
    if stage.scene.layout == "preset":
        ways.append("move them under `positions`")
    if other:
        ways.append(f"try `layout: {other}`")
    if stage.scene.text.strip():
        ways.append("leave out the text, which makes room")
    return ", or ".join(ways) or "make two scenes of it"
