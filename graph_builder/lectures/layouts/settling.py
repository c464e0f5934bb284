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
    half, count = ground.half, len(ground.half)
    upper = np.triu(np.ones((count, count), dtype=bool), 1)
    room = half[:, None] + half[None] + GAP - np.abs(at[:, :, None] - at[:, None])
    cost = 4.0 * _area(room, upper)
    cost = cost + ground.home * np.sqrt(((at - ground.homes) ** 2).sum(axis=2)).sum(axis=1)
    if not len(ground.ends):
        return np.asarray(cost)
    one, other = ground.ends.T
    a, b = at[:, one], at[:, other]
    way = b - a
    long = np.maximum(np.sqrt((way**2).sum(axis=2)), 1e-6)
    unit = way / long[..., None]
    thin = np.maximum(np.abs(unit), 1e-6)
    begin = (half[one] / thin).min(axis=2)
    stop = long - (half[other] / thin).min(axis=2)
    needed = (2 * ground.tags / thin).min(axis=2) + ENDS
    cost = cost + 12 * np.maximum(needed - (stop - begin), 0).sum(axis=1) + 0.05 * long.sum(axis=1)
    across = np.stack((unit[..., 1], -unit[..., 0]), axis=2)
    spots = a + unit * ((begin + stop) / 2)[..., None] + across * ground.fan[None, :, None]
    tags = ground.tags
    links = len(tags)
    pairs = np.triu(np.ones((links, links), dtype=bool), 1)
    cost += 2.0 * _area(tags[:, None] + tags[None] + 6 - np.abs(spots[:, :, None] - spots[:, None]), pairs)
    cost += 2.0 * _area(tags[:, None] + half[None] + 5 - np.abs(spots[:, :, None] - at[:, None]), None)
    ends = (np.arange(count)[None] == one[:, None]) | (np.arange(count)[None] == other[:, None])
    cost += 5.0 * _through(a, way, long, at, half + 8, ~ends)
    cost += 1.5 * _through(a, way, long, spots, tags + 3, ~np.eye(links, dtype=bool))
    cost += 45.0 * _crossings(a, b, pairs & ~_touching(ground.ends))
    if ground.along is not None:
        cost += 0.35 * np.maximum(60 - way[..., ground.along], 0).sum(axis=1)
    return np.asarray(cost)


def _area(room: Numbers, counted: NDArray[np.bool_] | None) -> Numbers:
    """The area that rectangles share, where `room` is by how much they overlap along each axis."""
    shared = np.maximum(room, 0).prod(axis=3)
    if counted is not None:
        shared = np.where(counted, shared, 0)
    return np.asarray(np.where(shared > 0, shared + 60, 0).sum(axis=(1, 2)))


def _through(
    a: Numbers, way: Numbers, long: Numbers, at: Numbers, half: Numbers, counted: NDArray[np.bool_]
) -> Numbers:
    """How many pixels of links run through rectangles."""
    step = np.where(np.abs(way) < 1e-6, 1e-6, way)[:, :, None]
    near = (at[:, None] - half[None, None] - a[:, :, None]) / step
    far = (at[:, None] + half[None, None] - a[:, :, None]) / step
    enter = np.maximum(np.minimum(near, far).max(axis=3), 0)
    leave = np.minimum(np.maximum(near, far).min(axis=3), 1)
    return np.asarray((np.maximum(leave - enter, 0) * counted * long[..., None]).sum(axis=(1, 2)))


def _touching(ends: NDArray[np.int_]) -> NDArray[np.bool_]:
    same = ends[:, None, :, None] == ends[None, :, None, :]
    return np.asarray(same.any(axis=(2, 3)))


def _crossings(a: Numbers, b: Numbers, counted: NDArray[np.bool_]) -> Numbers:
    def side(p: Numbers, q: Numbers, r: Numbers) -> Numbers:
        return (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])

    p, q, r, s = a[:, :, None], b[:, :, None], a[:, None], b[:, None]
    crossed = (side(p, q, r) * side(p, q, s) < 0) & (side(r, s, p) * side(r, s, q) < 0) & counted
    return np.asarray(crossed.sum(axis=(1, 2)), dtype=float)
