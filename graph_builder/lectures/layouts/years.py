"""The meanings of a term in columns, one or more for each year: for many meanings with long glosses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from graph_builder.lectures.layouts.boxes import LEADING
from graph_builder.lectures.layouts.cards import Drawn, at
from graph_builder.lectures.layouts.curves import before_tip, joined, path_of, straight
from graph_builder.lectures.layouts.meaning_cards import ARROWS, DESCENT, GAP, NOT_TO_SCALE, Page
from graph_builder.lectures.layouts.meanings import Meaning
from graph_builder.lectures.layouts.spans import reach
from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import SMALL, Box, Link, Mark
from graph_builder.model.dates import iso

_LEAST, _TOP, _LANE = 160.0, 40.0, 36.0
_INTO = 22.0
"""How long the last stretch of an arrow is at least, with its head: it meets its card at a right angle."""
_BAY = 0.23
"""The share of the width that the undated take."""

Placed = dict[str, tuple[int, Box]]
"""Each meaning's column and card."""


def by_years(page: Page) -> Drawn:
    """The lowest of some tries: with so many columns, wider where they are long."""
    career = page.career
    years: dict[str, list[Meaning]] = {}
    for one in career.dated:
        if one.node.when:
            years.setdefault(iso(int(reach(one.node.when)[0]))[:4], []).append(one)
    for held in years.values():
        held.sort(key=_begins_open)
    dated = {one.node.id for one in career.dated}
    arrows = [tie for tie in career.between if tie.relation == DESCENT and {tie.source, tie.target} <= dated]
    told = [tie for tie in career.between if tie not in arrows]
    page.boxes, page.marks, page.links = [], [], []
    wide = page.area.width * (_BAY if years else 1.0) if career.undated else 0.0
    left = wide + 2 * GAP if wide and years else 0.0
    low, high = 0.0, 0.0
    concept = page.concept(wide or 300.0, tight=not wide)
    tall = concept.height if concept and not wide else SMALL * LEADING
    below = page.rest(0.0) + GAP + tall
    page.boxes = []
    if concept and (wide or not years):
        page.boxes.append(at(concept, 0, 0))
        low = concept.height + GAP
    low = page.bay(told, wide, low)
    if years:
        high = _columns(page, years, told, arrows, (left, below))
        x = left
        if concept and not wide:
            page.boxes.append(at(concept, 0, high + GAP))
            x = concept.width + 2 * GAP
        page.write("text", f"{NOT_TO_SCALE}; {ARROWS}" if arrows else NOT_TO_SCALE, x, high + GAP + tall / 2)
        high += GAP + tall
    return Drawn(page.boxes, page.links, page.marks, page.area.width, page.rest(max(low, high)))


def _begins_open(one: Meaning) -> bool:
    """Whether nobody knows how long after its first day it began, as with "after 1921": such a date comes last."""
    when = one.node.when
    return when is not None and when.begin[0] is not None and when.begin[1] is None


def _columns(
    page: Page,
    years: Mapping[str, list[Meaning]],
    told: Sequence[Tie],
    arrows: Sequence[Tie],
    room_for: tuple[float, float],
) -> float:
    """Sets the columns to the right of a place, with so much kept below; the lower edge."""
    left, below = room_for
    room, gutter = page.area.width - left, _LANE if arrows else GAP
    best: tuple[float, Placed, list[tuple[str, int]], list[float]] | None = None
    lanes = 1 if arrows else 0
    cards = sum(len(held) for held in years.values())
    for many in range(len(years), cards + 1):
        narrow = many > len(years) and (room + gutter) / many - gutter < _LEAST
        if narrow or (best is not None and best[0] <= page.area.height - below):
            break
        shares = _shares(years, many)
        weights = [1.0] * many
        for _ in range(6):
            widths = [(room - gutter * max(many - 1, lanes)) * weight / sum(weights) for weight in weights]
            placed, ends = _set(page, years, shares, widths, told, (left, _TOP, gutter))
            if best is None or max(ends) < best[0]:
                best = (max(ends), placed, shares, widths)
            mean = sum(ends) / many
            weights = [min(1.6, max(0.75, w * (end / mean) ** 0.7)) for w, end in zip(weights, ends, strict=True)]
    assert best is not None
    low, placed, shares, widths = best
    x, column = left, 0
    for number, (year, many) in enumerate(shares):
        wide = sum(widths[column : column + many]) + gutter * (many - 1)
        if number % 2 == 0:
            edge = min(x + wide + gutter / 2, page.area.width)
            first = max(0.0, x - gutter / 2)
            page.marks.insert(0, Mark(role="band", x=first, y=22, width=edge - first, height=low - 18))
        page.write("heading", year, x + wide / 2 - width_of(year, SMALL, 600) / 2, 10)
        x, column = x + wide + gutter, column + many
    page.boxes += [box for _, box in placed.values()]
    page.links += [_arrow(tie, placed, gutter, number) for number, tie in enumerate(arrows)]
    return low


def _shares(years: Mapping[str, list[Meaning]], many: int) -> list[tuple[str, int]]:
    """How many columns each year has: more for those with more to read, never more than cards."""
    long = {year: sum(len(one.gloss) + 80 for one in held) for year, held in years.items()}
    share = dict.fromkeys(years, 1)
    for _ in range(many - len(years)):
        year = max(years, key=lambda name: (long[name] / share[name] if share[name] < len(years[name]) else 0.0, name))
        share[year] += 1
    return list(share.items())


def _set(
    page: Page,
    years: Mapping[str, list[Meaning]],
    shares: Sequence[tuple[str, int]],
    widths: Sequence[float],
    told: Sequence[Tie],
    start: tuple[float, float, float],
) -> tuple[Placed, list[float]]:
    """The cards of each year, in order of time, each in the shortest of its columns; and where each column ends."""
    left, top, gutter = start
    ends = [top] * len(widths)
    lefts = [left + sum(widths[:i]) + gutter * i for i in range(len(widths))]
    placed: Placed = {}
    first = 0
    for year, many in shares:
        for one in years[year]:
            column = min(range(first, first + many), key=lambda i: (ends[i], i))
            box = page.meaning(one, told, widths[column], actor=True)
            placed[one.node.id] = column, at(box, lefts[column], ends[column])
            ends[column] += box.height + GAP
        first += many
    return placed, [end - GAP for end in ends]


def _arrow(tie: Tie, placed: Placed, gutter: float, number: int) -> Link:
    """An arrow through the gutters beside both cards, and above the columns between them."""
    (column, one), (goal, other) = placed[tie.source], placed[tie.target]
    aside, reach = number % 3 * 5.0 - 1, _INTO + number % 3 * 4.0
    last = max(place for place, _ in placed.values())
    way = -1 if column > goal or column == goal == last > 0 else 1
    start = (one.x + way * one.width / 2, one.y + aside)
    side = way if column == goal else -way
    end = (other.x + side * other.width / 2, other.y + aside)
    out = start[0] + way * (reach if column == goal else gutter - reach)
    into = end[0] + side * reach
    points = [start, (out, start[1]), (out, end[1]), end]
    if abs(column - goal) > 1:
        lane = _TOP - 9 + aside * 0.5
        points = [start, (out, start[1]), (out, lane), (into, lane), (into, end[1]), end]
    curve = joined(*(straight(a, b) for a, b in pairwise(points) if a != b))
    cut, tip = before_tip(curve)
    return Link(
        id=tie.id, source=tie.source, target=tie.target, path=path_of(cut), tip=tip, step=tie.step, voice=tie.voice,
        sign=tie.sign, negated=tie.negated, doubted=tie.doubted,
    )  # fmt: skip
