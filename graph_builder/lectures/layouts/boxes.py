"""Cards: a node as a box with wrapped lines, as large as its words need."""

from __future__ import annotations

from functools import cache

from graph_builder.lectures.lecture import Node
from graph_builder.lectures.measure import width_of, wrapped
from graph_builder.lectures.picture import LABEL, LEAST, Box

GLYPH, GAP, LEFT, TOP, LEADING = 1.3, 0.4, 0.5, 0.4, 1.2
"""The glyph's width, the gap between it and the words, the margins at the sides and above and below, and from one line
to the next.  Units: times the size of the label."""

WIDE, WIDEST, MOST = 230.0, 300.0, 4
"""How wide a card may become, how wide one with a very long label, and how many lines a label should have at most."""

DATED = ("Event", "Document")


def small_size(size: float) -> float:
    """The size of the small lines under a label of this size: never under what a hall can read.

    >>> small_size(20.0), small_size(18.0), small_size(15.0)
    (18.0, 18.0, 15.0)
    """
    return min(size, max(LEAST, 0.9 * size))


def box_of(node: Node, width: float | None = None, size: float = LABEL) -> Box:
    """The node's card, its centre at 0,0: no wider than `width`, unless a single word is.

    An Event or a Document tells its date in a small line.
    """
    margins = size * (2 * LEFT + GLYPH + GAP)
    lines = _lines(node.label, size, (width or WIDE) - margins)
    wide = WIDE
    while width is None and len(lines) > MOST and wide < WIDEST:
        wide += 10
        lines = _lines(node.label, size, wide - margins)
    small = small_size(size)
    dated = node.words if node.kind in DATED else ""
    within = max(width_of(line, size) for line in lines) if lines else 0.0
    under = wrapped(dated, small, max(within, (width or WIDE) - margins))
    within = max([within, *(width_of(line, small) for line in under)])
    height = max(LEADING * (size * len(lines) + small * len(under)), GLYPH * size) + 2 * TOP * size
    return Box(
        id=node.id, kind=node.kind, lines=lines, small=under, size=size, step=node.step, focus=node.focus,
        x=0.0, y=0.0, width=round(within + margins + 0.5), height=round(height + 0.5),
    )  # fmt: skip


@cache
def _lines(label: str, size: float, width: float) -> tuple[str, ...]:
    """The label in as few lines as the width allows, and these as even as possible."""
    fewest = wrapped(label, size, width)
    low, high = 0.0, width
    while high - low > 1:
        middle = (low + high) / 2
        if len(wrapped(label, size, middle)) <= len(fewest):
            high = middle
        else:
            low = middle
    even = wrapped(label, size, high)
    return even if len(even) == len(fewest) and _widest(even, size) <= max(_widest(fewest, size), width) else fewest


def _widest(lines: tuple[str, ...], size: float) -> float:
    return max((width_of(line, size) for line in lines), default=0.0)
