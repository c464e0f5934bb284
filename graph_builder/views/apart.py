"""Boxes pushed apart until none lies on another, in time that grows with their number and not with its square."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Pairs = NDArray[np.intp]

SKIN = 24.0
"""How much farther than touching two boxes may be and still be looked at each round.  Units: pixels."""

_BESIDE = ((0, 1), (1, -1), (1, 0), (1, 1))
"""Half of the cells round a cell; the other half looks back."""


def apart(middle: Points, half: Points, aspect: float, rounds: int = 400) -> Points:
    """The same picture with no box on another: each two that overlap give way along the shorter overlap.

    Where the boxes are too many for so many rounds, some still overlap a little.

    Args:
        middle: the middle of each box.
        half: half its width and half its height, the gap included.
        aspect: how many times rather they give way to the side than up or down.
    """
    middle = middle.copy()
    pairs, seen = near(middle, half), middle.copy()
    for _ in range(rounds):
        if 2 * float(np.abs(middle - seen).max(initial=0.0)) >= SKIN:
            pairs, seen = near(middle, half), middle.copy()
        push, count = _pushes(middle, half, pairs, aspect)
        if not push.any():
            break
        middle += push / np.sqrt(count)[:, None] + np.sign(push) * 0.05
    return middle


def _pushes(middle: Points, half: Points, pairs: Pairs, aspect: float) -> tuple[Points, Points]:
    """How far each box is pushed, and by how many others, itself counted."""
    size = len(middle)
    one, other = pairs
    between = middle[other] - middle[one]
    over = half[other] + half[one] - np.abs(between)
    hit = np.flatnonzero((over[:, 0] > 1e-6) & (over[:, 1] > 1e-6))
    one, other, between, over = one[hit], other[hit], between[hit], over[hit]
    flat = over[:, 0] < over[:, 1] * aspect
    move = np.where(np.column_stack((flat, ~flat)), over, 0) * np.where(between < 0, -0.5, 0.5)
    push = np.column_stack([np.bincount(other, move[:, i], size) - np.bincount(one, move[:, i], size) for i in (0, 1)])
    return push, 1 + np.bincount(one, minlength=size) + np.bincount(other, minlength=size).astype(float)


def near(middle: Points, half: Points) -> Pairs:
    """The pairs of boxes that overlap, or would if they were SKIN nearer to each other, lower index first.

    Shape: 2 rows.  Order: the same for the same boxes.
    """
    if not len(middle):
        return np.empty((2, 0), dtype=np.intp)
    cell = np.floor((middle - middle.min(axis=0)) / (2 * half.max(axis=0) + SKIN)).astype(np.int64)
    high = int(cell[:, 1].max()) + 3
    key = cell[:, 0] * high + cell[:, 1] + 1
    order = np.argsort(key, kind="stable")
    sorted_ = key[order]
    places = np.arange(len(order))
    found = [_joined(order, places + 1, np.searchsorted(sorted_, sorted_, "right"))]
    for right, down in _BESIDE:
        wanted = sorted_ + right * high + down
        found.append(
            _joined(order, np.searchsorted(sorted_, wanted, "left"), np.searchsorted(sorted_, wanted, "right"))
        )
    pairs = np.sort(np.column_stack(found), axis=0)
    reach = half[pairs[0]] + half[pairs[1]] + SKIN
    return pairs[:, (np.abs(middle[pairs[1]] - middle[pairs[0]]) < reach).all(axis=1)]


def _joined(order: Pairs, start: Pairs, stop: Pairs) -> Pairs:
    """Each box in its order with those from `start` to before `stop`."""
    counts = stop - start
    first = np.repeat(np.arange(len(order)), counts)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.vstack((order[first], order[np.repeat(start, counts) + offset]))
