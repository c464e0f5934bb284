"""Things where the lecturer put them; what he left open stands near what it is tied to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.lectures.layouts import force
from graph_builder.lectures.layouts.free import TRIES, Pins, best_of, within
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.lectures.picture import Area, Box, Picture


def arrange(stage: Stage, area: Area) -> Picture:
    """The stage with every thing at its place by hand, moved only so far that its card lies within the area.

    Letters are never made too small to read: what the lecturer put too close lies on each other, and a warning says so.
    """
    return best_of(stage, area, _placed, [one for one in TRIES if one.larger == 1])


def _placed(boxes: Sequence[Box], ties: Sequence[Tie], area: Area, pins: Pins) -> Iterator[Sequence[Box]]:
    if all(box.id in pins for box in boxes):
        yield [within(replace(box, x=pins[box.id][0], y=pins[box.id][1]), area) for box in boxes]
    else:
        yield from force.placed(boxes, ties, area, pins)
