"""Things as far from each other as their ties are long: what belongs together stands together.

Source: E. R. Gansner, Y. Koren, S. North: Graph Drawing by Stress Majorization, 2004.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph_builder.lectures.layouts.circle import ring
from graph_builder.lectures.layouts.free import Pins, apart, best_of, within
from graph_builder.lectures.layouts.settling import settled
from graph_builder.lectures.layouts.sketch import label_size
from graph_builder.lectures.layouts.ties import label_of, voice_told
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.lectures.picture import Area, Box, Picture

SEED, STARTS, STEPS = 1917, 2, 80
Points = NDArray[np.float64]


def arrange(stage: Stage, area: Area) -> Picture:
    """The stage by forces, from one seed: the same stage gives the same picture.  What is put by hand stays there."""
    return best_of(stage, area, placed)


def placed(boxes: Sequence[Box], ties: Sequence[Tie], area: Area, pins: Pins) -> Iterator[Sequence[Box]]:
    """Places for the cards, in several ways: from a ring, then from places by chance."""
    if not boxes:
        return
    index = {box.id: i for i, box in enumerate(boxes)}
    pairs = sorted({(index[a], index[b]) for a, b in ((t.source, t.target) for t in ties) if a != b})
    told, size = voice_told(ties), label_size(boxes)
    labels = [label_of(tie, told, size=size) for tie in ties]
    wanted = _distances(len(boxes), pairs)
    chance = np.random.default_rng(SEED)
    order = [index[id_] for id_ in ring([box.id for box in boxes], [(t.source, t.target) for t in ties])]
    angles = np.empty(len(boxes))
    angles[order] = np.linspace(0, 2 * np.pi, len(boxes), endpoint=False)
    starts = [np.column_stack((np.cos(angles), np.sin(angles))) * 2]
    starts += [chance.random((len(boxes), 2)) * 4 for _ in range(STARTS - 1)]
    for start in starts:
        where = _spread(_majorized(start, wanted), boxes, area)
        for i, box in enumerate(boxes):
            if box.id in pins:
                where[i] = pins[box.id]
        stood = [within(replace(box, x=float(x), y=float(y)), area) for box, (x, y) in zip(boxes, where, strict=True)]
        yield settled(apart(stood, area, (60, 44), pins), ties, labels, area, [box.id in pins for box in boxes])


def _distances(size: int, pairs: Sequence[tuple[int, int]]) -> Points:
    """How far each two things should be from each other: as many units as ties lie between them."""
    far = np.full((size, size), np.inf)
    np.fill_diagonal(far, 0)
    for a, b in pairs:
        far[a, b] = far[b, a] = 1
    for k in range(size):
        far = np.minimum(far, far[:, k : k + 1] + far[k : k + 1, :])
    longest = far[np.isfinite(far)].max() if size else 0
    far[~np.isfinite(far)] = max(2.0, longest * 0.5 + 1)
    return far


def _majorized(where: Points, wanted: Points) -> Points:
    """The places moved until distances are as wanted, as far as a plane lets them be."""
    size = len(where)
    weights = np.where(wanted > 0, 1 / np.maximum(wanted, 1e-9) ** 2, 0)
    totals = weights.sum(axis=1)
    if size < 2:
        return where
    for _ in range(STEPS):
        between = where[:, None, :] - where[None, :, :]
        length = np.sqrt((between**2).sum(axis=2))
        pull = weights * wanted / np.maximum(length, 1e-6)
        moved = (weights @ where + pull.sum(axis=1)[:, None] * where - pull @ where) / totals[:, None]
        if np.abs(moved - where).max() < 1e-4:
            break
        where = moved
    return where


def _spread(where: Points, boxes: Sequence[Box], area: Area) -> Points:
    """The places turned so that they lie wide, and stretched over the area."""
    where = where - where.mean(axis=0)
    if len(boxes) > 2:
        _, axes = np.linalg.eigh(np.cov(where.T))
        axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
        where = where @ axes[:, ::-1]
    half = np.array([[box.width / 2, box.height / 2] for box in boxes])
    room = np.array([area.width, area.height]) - 2 * half.max(axis=0)
    low, high = where.min(axis=0), where.max(axis=0)
    span = np.maximum(high - low, 1e-6)
    middle = np.array([area.width, area.height]) / 2
    if len(boxes) == 1:
        return middle[None, :]
    # what lies nearly on a line stays nearly on a line
    stretch = np.minimum(np.maximum(room, 1) / span, 3 * np.maximum(room, 1).min() / max(float(span.max()), 1e-6) * 3)
    return np.asarray((where - (low + high) / 2) * stretch + middle)
