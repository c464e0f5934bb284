"""Positions of nodes: computed once, here, so that screen, slide and handout show the same picture.

Same nodes and edges, same positions, in whatever order they come.  The steps: each connected part is laid out by
ForceAtlas2 and turned so that it lies wide; nodes and their labels are pushed apart until none overlap; the parts are
packed beside each other; nodes without an edge stand in rows below.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt

import numpy as np
from crategraph_forceatlas2 import layout as force_atlas
from numpy.typing import NDArray

from graph_builder.memory import remembered
from graph_builder.pool import cores
from graph_builder.views.apart import apart

Positions = dict[str, tuple[float, float]]
Points = NDArray[np.float64]
Rectangle = tuple[float, float, float, float]  # left, top, width, height

ASPECT = 1.6
"""Width of the picture over its height; a slide is 16:9, a laptop 16:10."""

SEED = 1917
CHARACTER, LINE, LINE_LENGTH, LINES = 7.4, 16.5, 18, 3
"""The label's box: width of a character, height of a line, characters in a line, lines at most.

Units: pixels at zoom 1.
"""
OUTSIDE = 0.35
"""How much of its distance a node keeps that lies outside with one in ten."""

GAP, PART_GAP = 8.0, 60.0

ROUNDS, MANY = 400, 3000
"""How often overlapping boxes are pushed apart, and from how many on a fifth of that has to do: the rest of the time
would halve what little overlap is left."""


def radius(degree: int) -> float:
    """Half the size of a node with so many edges.

    Units: pixels at zoom 1.

    >>> radius(0), radius(4), radius(10_000)
    (9.0, 17.0, 42.0)
    """
    return round(min(42.0, 9 + 4 * sqrt(degree)), 1)


def layout(
    ids: Iterable[str],
    edges: Iterable[tuple[str, str, float]] = (),
    labels: Mapping[str, int] | None = None,
) -> Positions:
    """Where each node stands: x to the right, y downwards.

    Args:
        ids: the nodes.
        edges: two ids and a weight; parallel edges add up, loops and edges to unknown ids count for nothing.
        labels: how many characters the label of a node has; 12 where nothing is said.

    Units: whole pixels at zoom 1, for vis-network drops fractions.  Order: that of the ids' alphabet.
    """
    nodes = sorted(set(ids))
    index = {id_: i for i, id_ in enumerate(nodes)}
    weights = _weights(index, edges)
    lengths = [(labels or {}).get(id_, 12) for id_ in nodes]
    known = json.dumps([list(weights.items()), lengths]).encode()
    libraries = ("crategraph-forceatlas2", "numpy")
    made = remembered("layout 1", libraries, known, lambda: _laid_out(weights, lengths).tobytes())
    where = np.frombuffer(made).reshape(-1, 2)
    return {id_: (float(x), float(y)) for id_, (x, y) in zip(nodes, where, strict=True)}


def _laid_out(weights: Mapping[tuple[int, int], float], lengths: Sequence[int]) -> Points:
    """The place of each node, by its number, in whole pixels."""
    degrees = np.zeros(len(lengths), dtype=int)
    for a, b in weights:
        degrees[[a, b]] += 1
    boxes = np.array([_box(radius(int(d)), n) for d, n in zip(degrees, lengths, strict=True)]).reshape(-1, 3)

    parts, alone = _parts(len(lengths), weights)
    where: Points = np.zeros((len(lengths), 2))
    rectangles = []
    for part, joined in zip(parts, _shared(parts, weights), strict=True):
        where[part] = _part(part, joined, boxes[part])
        rectangles.append(_bounds(where[part], boxes[part]))
    width = _pack(where, parts, rectangles)
    _rows(where, alone, boxes, width, bottom=max((_low(where[p], boxes[p]) for p in parts), default=0.0))
    if lengths:
        left, top, wide, high = _bounds(where, boxes)
        where -= (left + wide / 2, top + high / 2)
    return where.round() + 0.0  # no minus nought


def _weights(index: Mapping[str, int], edges: Iterable[tuple[str, str, float]]) -> dict[tuple[int, int], float]:
    """The weight between each two nodes that are joined, lower index first, in order."""
    sums: dict[tuple[int, int], list[float]] = {}
    for a, b, weight in edges:
        if a != b and a in index and b in index:
            pair = (min(index[a], index[b]), max(index[a], index[b]))
            sums.setdefault(pair, []).append(weight)
    return {pair: sum(sorted(sums[pair])) for pair in sorted(sums)}


def _box(half: float, length: int) -> tuple[float, float, float]:
    """A node with its label below: half its width, and how far it reaches above and below the centre."""
    lines = min(LINES, max(1, ceil(length / LINE_LENGTH)))
    width = min(length, LINE_LENGTH) * CHARACTER
    return max(half, width / 2), half, half + lines * LINE + 3


def _parts(size: int, weights: Iterable[tuple[int, int]]) -> tuple[list[list[int]], list[int]]:
    """The connected parts, largest first, and the nodes without an edge."""
    root = list(range(size))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in weights:
        one, other = sorted((find(a), find(b)))
        root[other] = one
    members: dict[int, list[int]] = {}
    for i in range(size):
        members.setdefault(find(i), []).append(i)
    parts = sorted((m for m in members.values() if len(m) > 1), key=lambda m: (-len(m), m))
    return parts, [m[0] for m in members.values() if len(m) == 1]


def _shared(parts: list[list[int]], weights: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The weights of each part."""
    of = {node: i for i, part in enumerate(parts) for node in part}
    shared: list[dict[tuple[int, int], float]] = [{} for _ in parts]
    for pair, weight in weights.items():
        shared[of[pair[0]]][pair] = weight
    return shared


def _part(part: list[int], weights: Mapping[tuple[int, int], float], boxes: Points) -> Points:
    """One connected part: forces, then turned and stretched to the aspect, then pushed apart."""
    local = {node: i for i, node in enumerate(part)}
    edges = [(local[a], local[b]) for a, b in weights]
    pulls = [sqrt(weight) for weight in weights.values()]
    size = len(part)
    start = np.random.default_rng(SEED).random((size, 2))
    where = force_atlas(
        size, edges, init=start, weights=pulls, iterations=max(150, 900 - size // 12),
        threads=cores() if size > MANY else 1,  # the same places with any number
        barnesHutOptimize=size > 500, barnesHutTheta=1.2, gravity=0.6, scalingRatio=6.0, slowDown=2.0,
        linLogMode=False, strongGravityMode=False,
    )  # fmt: skip
    where = where - where.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(where.T))
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
    where = where @ axes[:, ::-1]
    spread = np.maximum(np.percentile(np.abs(where), 90, axis=0), 1e-9)
    area = float((2 * boxes[:, 0] * (boxes[:, 1] + boxes[:, 2])).sum())
    height = sqrt(area / (0.45 if size < 80 else 0.8) / ASPECT)
    where = where / spread
    where = np.sign(where) * np.minimum(np.abs(where), 1 + (np.abs(where) - 1) * OUTSIDE)
    where = where * (height * ASPECT / 2, height / 2)
    return _apart(where, boxes)


def _apart(where: Points, boxes: Points) -> Points:
    """No node or label on another; a node stands above the middle of its box."""
    half = np.column_stack((boxes[:, 0], (boxes[:, 1] + boxes[:, 2]) / 2)) + GAP / 2
    lower = np.column_stack((np.zeros(len(where)), (boxes[:, 2] - boxes[:, 1]) / 2))
    return apart(where + lower, half, ASPECT, ROUNDS if len(where) <= MANY else ROUNDS // 5) - lower


def _bounds(where: Points, boxes: Points) -> Rectangle:
    left, top = float((where[:, 0] - boxes[:, 0]).min()), float((where[:, 1] - boxes[:, 1]).min())
    right = float((where[:, 0] + boxes[:, 0]).max())
    return left, top, right - left, _low(where, boxes) - top


def _low(where: Points, boxes: Points) -> float:
    return float((where[:, 1] + boxes[:, 2]).max())


def _pack(where: Points, parts: list[list[int]], rectangles: list[Rectangle]) -> float:
    """Moves the parts beside each other, at the width that lets the whole show largest; returns that width."""
    if not parts:
        return 0.0
    sizes = [(w + PART_GAP, h + PART_GAP) for _, _, w, h in rectangles]
    widest = max(w for w, _ in sizes)
    best: tuple[float, float, list[tuple[float, float]]] | None = None
    for factor in (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0):
        corners = _skyline(sizes, widest * factor)
        wide = max(x + w for (x, _), (w, _) in zip(corners, sizes, strict=True))
        high = max(y + h for (_, y), (_, h) in zip(corners, sizes, strict=True))
        cost = max(wide / ASPECT, high)
        if best is None or cost < best[0] - 1e-6:
            best = (cost, wide, corners)
    assert best is not None
    for part, (left, top, _, _), (x, y) in zip(parts, rectangles, best[2], strict=True):
        where[part] += (x - left, y - top)
    return best[1] - PART_GAP


def _skyline(sizes: list[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """The upper left corner of each rectangle: as high as it can stand, then as far left."""
    placed: list[Rectangle] = []
    corners = []
    for w, h in sizes:
        spots = [(0.0, 0.0), *((x + v, y) for x, y, v, _ in placed), *((x, y + g) for x, y, _, g in placed)]
        spots += [(0.0, y + g) for _, y, _, g in placed]
        free = [
            (y, x)
            for x, y in spots
            if x + w <= width + 1e-6
            and not any(x < a + v and a < x + w and y < b + g and b < y + h for a, b, v, g in placed)
        ]
        y, x = min(free)
        placed.append((x, y, w, h))
        corners.append((x, y))
    return corners


def _rows(where: Points, alone: list[int], boxes: Points, width: float, bottom: float) -> None:
    """Puts the nodes without an edge in rows under everything else."""
    if not alone:
        return
    wide = 2 * float(boxes[alone, 0].max()) + 2 * GAP
    high = float((boxes[alone, 1] + boxes[alone, 2]).max()) + 2 * GAP
    columns = max(int(width // wide), ceil(sqrt(len(alone) * ASPECT * high / wide)) if not width else 1, 1)
    for i, node in enumerate(alone):
        where[node] = ((i % columns + 0.5) * wide, bottom + PART_GAP + (i // columns + 0.5) * high)
