"""Cards moved here and there until all has room: cards, straight links between them and the links' labels.

Source: R. Davidson, D. Harel: Drawing graphs nicely using simulated annealing, 1996; here without ever going uphill.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph_builder.lectures.layouts.routing import APART, fan
from graph_builder.lectures.layouts.ties import Label
from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.picture import Area, Box

Numbers = NDArray[np.float64]

SEED, ROUNDS, MOVES, IDLE = 1917, 200, 24, 30
"""How often so many moves are tried, the best of them taken; it ends when so many rounds in a row found none."""

GAP, ENDS = 10.0, 34.0
"""What stays free between cards, and what of a link must be seen besides its label: its beginning and its head."""

EDGE = 3.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change while cards move: half sizes of cards and labels, ends of links, and how far a link's label
    stands beside the straight way, where several links have the same ends."""

    half: Numbers
    tags: Numbers
    ends: NDArray[np.int_]
    fan: Numbers
    area: Area
    along: int | None
    homes: Numbers
    home: float


def settled(
    boxes: Sequence[Box],
    ties: Sequence[Tie],
    labels: Sequence[Label],
    area: Area,
    pinned: Sequence[bool],
    along: int | None = None,
    home: float = 0.0,
) -> list[Box]:
    """The cards where they, the links and the labels are least in each other's way.

    Args:
        along: 0 if links had better run to the right, 1 downwards, None if they may run anywhere.
        home: what a pixel away from where a card stood at first costs.
    """
    free = [i for i, stays in enumerate(pinned) if not stays]
    if not free:
        return list(boxes)
    index = {box.id: i for i, box in enumerate(boxes)}
    real = [(tie, label) for tie, label in zip(ties, labels, strict=True) if tie.source != tie.target]
    ends = np.array([(index[tie.source], index[tie.target]) for tie, _ in real], dtype=int).reshape(-1, 2)
    at = np.array([[box.x, box.y] for box in boxes], dtype=float)
    tags = np.array([[label.width / 2, label.height / 2] for _, label in real]).reshape(-1, 2)
    ground = Ground(
        np.array([[box.width / 2, box.height / 2] for box in boxes]),
        tags, ends, _fan(ends, tags), area, along, at, home,
    )  # fmt: skip
    chance = np.random.default_rng(SEED)
    cost, idle = _costs(at[None], ground)[0], 0
    for number in range(ROUNDS):
        tried = _moved(at, free, ground, 1 - number / ROUNDS, chance)
        costs = np.round(_costs(tried, ground), 6)
        best = int(np.argmin(costs))
        idle = idle + 1 if costs[best] >= cost - 1e-3 else 0
        if not idle:
            at, cost = tried[best], costs[best]
        if idle >= IDLE:
            break
    return [replace(box, x=round(float(x), 1), y=round(float(y), 1)) for box, (x, y) in zip(boxes, at, strict=True)]


def _fan(ends: NDArray[np.int_], tags: Numbers) -> Numbers:
    """How far each link bulges to the left of its way, where several have the same ends."""
    groups: dict[tuple[int, int], list[int]] = {}
    for i, (a, b) in enumerate(ends.tolist()):
        groups.setdefault((min(a, b), max(a, b)), []).append(i)
    offs = np.zeros(len(ends))
    for links in groups.values():
        for i, off in zip(links, fan([max(APART, 2 * float(tags[i, 1]) + 6) for i in links]), strict=True):
            offs[i] = off if ends[i, 0] <= ends[i, 1] else -off
    return offs


def _moved(at: Numbers, free: list[int], ground: Ground, heat: float, chance: np.random.Generator) -> Numbers:
    """Many copies of the places, in each one card elsewhere, or two cards with places exchanged."""
    tried = np.repeat(at[None], MOVES, axis=0)
    chosen = chance.choice(free, MOVES)
    far = np.array([ground.area.width, ground.area.height]) * (0.02 + 0.2 * heat)
    steps = chance.normal(size=(MOVES, 2)) * far
    others = chance.choice(free, MOVES)
    swap = chance.random(MOVES) < (0.0 if ground.home else 0.2)
    rows = np.arange(MOVES)
    tried[rows, chosen] = np.where(swap[:, None], at[others], at[chosen] + steps)
    tried[rows[swap], others[swap]] = at[chosen[swap]]
    room = np.array([ground.area.width, ground.area.height])
    inner = np.minimum(np.maximum(tried, ground.half + EDGE), room - ground.half - EDGE)
    held = np.where(2 * (ground.half + EDGE) <= room, inner, room / 2)
    free_ones = np.zeros(len(at), dtype=bool)
    free_ones[free] = True
    return np.where(free_ones[None, :, None], held, at[None])


def _costs(at: Numbers, ground: Ground) -> Numbers:
    """What is bad about each of many placings: `at` has them along its first axis."""
    x, y, wide, high = at[..., 0], at[..., 1], ground.half[:, 0], ground.half[:, 1]
    count = len(wide)
    upper = np.triu(np.ones((count, count), dtype=bool), 1)
    cost = 4.0 * _area(_gaps(x, x, wide + GAP / 2, wide + GAP / 2), _gaps(y, y, high + GAP / 2, high + GAP / 2), upper)
    if ground.home:
        cost += ground.home * np.hypot(x - ground.homes[:, 0], y - ground.homes[:, 1]).sum(axis=1)
    if not len(ground.ends):
        return np.asarray(cost)
    one, other = ground.ends.T
    a, b, c, d = x[:, one], y[:, one], x[:, other], y[:, other]
    u, v = c - a, d - b
    long = np.maximum(np.hypot(u, v), 1e-6)
    thin_x, thin_y = np.maximum(np.abs(u / long), 1e-6), np.maximum(np.abs(v / long), 1e-6)
    tag_x, tag_y = ground.tags[:, 0], ground.tags[:, 1]
    begin = np.minimum(wide[one] / thin_x, high[one] / thin_y)
    stop = long - np.minimum(wide[other] / thin_x, high[other] / thin_y)
    needed = np.minimum(2 * tag_x / thin_x, 2 * tag_y / thin_y) + ENDS
    cost += 12 * np.maximum(needed - (stop - begin), 0).sum(axis=1) + 0.05 * long.sum(axis=1)
    half_way = (begin + stop) / 2
    p, q = a + (u * half_way + v * ground.fan) / long, b + (v * half_way - u * ground.fan) / long
    links = len(tag_x)
    pairs = np.triu(np.ones((links, links), dtype=bool), 1)
    cost += 2.0 * _area(_gaps(p, p, tag_x + 3, tag_x + 3), _gaps(q, q, tag_y + 3, tag_y + 3), pairs)
    cost += 2.0 * _area(_gaps(p, x, tag_x + 5, wide), _gaps(q, y, tag_y + 5, high), True)
    ends = (np.arange(count)[None] == one[:, None]) | (np.arange(count)[None] == other[:, None])
    cost += 5.0 * _through((a, b, u, v, long), (x, y, wide + 8, high + 8), ~ends)
    cost += 1.5 * _through((a, b, u, v, long), (p, q, tag_x + 3, tag_y + 3), ~np.eye(links, dtype=bool))
    cost += 45.0 * _crossings(a, b, c, d, pairs & ~_touching(ground.ends))
    if ground.along is not None:
        cost += 0.35 * np.maximum(60 - (u, v)[ground.along], 0).sum(axis=1)
    return np.asarray(cost)


def _gaps(one: Numbers, other: Numbers, half: Numbers, half_of_other: Numbers) -> Numbers:
    """By how much each of `one` overlaps each of `other` along an axis."""
    return np.asarray(half[:, None] + half_of_other[None] - np.abs(one[:, :, None] - other[:, None]))


def _area(wide: Numbers, high: Numbers, counted: NDArray[np.bool_] | bool) -> Numbers:
    """The area that rectangles share which overlap by so much along the axes; and something for each that does."""
    hit = (wide > 0) & (high > 0) & counted
    return np.asarray(np.where(hit, wide * high + 60, 0.0).sum(axis=(1, 2)))


def _through(links: tuple[Numbers, ...], rooms: tuple[Numbers, ...], counted: NDArray[np.bool_]) -> Numbers:
    """How many pixels of links run through rectangles."""
    a, b, u, v, long = (part[:, :, None] for part in links)
    x, y = rooms[0][:, None], rooms[1][:, None]
    by_x, by_y = 1 / np.where(np.abs(u) < 1e-6, 1e-6, u), 1 / np.where(np.abs(v) < 1e-6, 1e-6, v)
    middle_x, reach_x = (x - a) * by_x, np.abs(by_x) * rooms[2]
    middle_y, reach_y = (y - b) * by_y, np.abs(by_y) * rooms[3]
    enter = np.maximum(np.maximum(middle_x - reach_x, middle_y - reach_y), 0)
    leave = np.minimum(np.minimum(middle_x + reach_x, middle_y + reach_y), 1)
    return np.asarray((np.maximum(leave - enter, 0) * counted * long).sum(axis=(1, 2)))


def _touching(ends: NDArray[np.int_]) -> NDArray[np.bool_]:
    same = ends[:, None, :, None] == ends[None, :, None, :]
    return np.asarray(same.any(axis=(2, 3)))


def _crossings(a: Numbers, b: Numbers, c: Numbers, d: Numbers, counted: NDArray[np.bool_]) -> Numbers:
    """How many pairs of links, from a,b to c,d, cross."""

    def side(p: Numbers, q: Numbers, far: Numbers, low: Numbers, x: Numbers, y: Numbers) -> Numbers:
        return (far - p) * (y - q) - (low - q) * (x - p)

    one = tuple(part[:, :, None] for part in (a, b, c, d))
    two = tuple(part[:, None] for part in (a, b, c, d))
    first = side(*one, *two[:2]) * side(*one, *two[2:]) < 0
    second = side(*two, *one[:2]) * side(*two, *one[2:]) < 0
    return np.asarray((first & second & counted).sum(axis=(1, 2)), dtype=float)
