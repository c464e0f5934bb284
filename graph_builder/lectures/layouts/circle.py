"""Things on an oval, in the order in which their ties cross least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from math import cos, hypot, pi, sin

from graph_builder.lectures.layouts.free import Pins, apart, best_of, within
from graph_builder.lectures.layouts.settling import settled
from graph_builder.lectures.layouts.sketch import label_size
from graph_builder.lectures.layouts.ties import label_of, voice_told
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.lectures.picture import Area, Box, Picture

BULGE = 0.8
"""How far the oval swells towards the area's corners: 1 is an ellipse, less is fuller."""

POINTS = 360

HOME = 0.4
"""What it costs that a card leaves the oval, to make room for labels.  Units: for a pixel."""


def arrange(stage: Stage, area: Area) -> Picture:
    """The stage on an oval, clockwise from the top; what the lecturer put somewhere stays there."""
    return best_of(stage, area, _placed)


def _placed(boxes: Sequence[Box], ties: Sequence[Tie], area: Area, pins: Pins) -> Iterator[Sequence[Box]]:
    order = ring([box.id for box in boxes], [(tie.source, tie.target) for tie in ties])
    at = {box.id: box for box in boxes}
    if not boxes:
        return
    told, size = voice_told(ties), label_size(boxes)
    labels = [label_of(tie, told, size=size) for tie in ties]
    for turn in (0.0, 0.5):
        spread = _spread([at[id_] for id_ in order], area, turn)
        placed = [
            replace(box, x=pins[box.id][0], y=pins[box.id][1]) if box.id in pins else box
            for box in sorted(spread, key=lambda box: [one.id for one in boxes].index(box.id))
        ]
        stood = apart([within(box, area) for box in placed], area, (14, 12), pins)
        yield settled(stood, ties, labels, area, [box.id in pins for box in boxes], home=HOME)


def ring(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The ids in an order around a circle that makes ties cross little and run short.

    Each id in turn is moved to where it is best, until none gets better.
    """
    order: list[str] = []
    linked = {id_: sum(id_ in pair for pair in pairs) for id_ in ids}
    chords = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    for id_ in sorted(ids, key=lambda id_: (-linked[id_], id_)):
        order = min(([*order[:i], id_, *order[i:]] for i in range(len(order) + 1)), key=lambda o: cost_of(o, chords))
    best = cost_of(order, chords)
    for _ in range(6):
        before = best
        for id_ in sorted(ids):
            rest = [other for other in order if other != id_]
            order = min(([*rest[:i], id_, *rest[i:]] for i in range(len(rest) + 1)), key=lambda o: cost_of(o, chords))
        best = cost_of(order, chords)
        if best >= before:
            break
    first = order.index(min(ids)) if ids else 0
    return order[first:] + order[:first]


def cost_of(order: Sequence[str], chords: Sequence[tuple[str, str]]) -> tuple[int, float]:
    """How often the chords between those that are in the order cross, and how long they are together.

    >>> cost_of("abcd", [("a", "c"), ("b", "d")])[0], cost_of("acbd", [("a", "c"), ("b", "d")])[0]
    (1, 0)
    """
    at = {id_: i for i, id_ in enumerate(order)}
    spans = [(min(at[a], at[b]), max(at[a], at[b])) for a, b in chords if a in at and b in at]
    count = sum(1 for (a, b), (c, d) in combinations(spans, 2) if a < c < b < d or c < a < d < b)
    return count, round(sum(sin(pi * (b - a) / len(order)) for a, b in spans), 6)


def _spread(boxes: Sequence[Box], area: Area, turn: float) -> list[Box]:
    """The cards along the oval, each with room for its own width where the oval runs flat, for its height where it
    stands; `turn` is by how many places the whole is turned."""
    width, height = max(box.width for box in boxes), max(box.height for box in boxes)
    if len(boxes) == 1:
        return [replace(boxes[0], x=area.width / 2, y=area.height / 2)]
    curve = [
        _oval(max(area.width - width, 1) / 2, max(area.height - height, 1) / 2, i / POINTS) for i in range(POINTS + 1)
    ]
    # the way along the oval, counted in cards: its flat parts take a card's width each, its sides a card's height
    wide = sum(box.width for box in boxes) / len(boxes) + 14
    high = sum(box.height for box in boxes) / len(boxes) + 12
    counted = [hypot((v - x) / wide, (w - y) / high) for (x, y), (v, w) in pairwise(curve)]
    placed = []
    for i, box in enumerate(boxes):
        x, y = _at(curve, counted, (i + turn) / len(boxes) * sum(counted))
        placed.append(replace(box, x=area.width / 2 + x, y=area.height / 2 + y))
    return placed


def _oval(a: float, b: float, share: float) -> tuple[float, float]:
    angle = 2 * pi * share - pi / 2
    x, y = cos(angle), sin(angle)
    return a * abs(x) ** BULGE * (1 if x > 0 else -1), b * abs(y) ** BULGE * (1 if y > 0 else -1)


def _at(curve: Sequence[tuple[float, float]], counted: Sequence[float], target: float) -> tuple[float, float]:
    for (x, y), (v, w), step in zip(curve, curve[1:], counted, strict=False):
        if step >= target:
            part = target / step if step else 0
            return x + (v - x) * part, y + (w - y) * part
        target -= step
    return curve[-1]
