"""Dates on an axis: what was so for certain, what may have been, and what nobody knows; and round dates as ticks.

Units: days as `datetime.date.toordinal` counts them; pixels from the axis' left end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as calendar
from math import inf, isinf
from typing import Literal, NamedTuple

from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import SMALL, Mark
from graph_builder.model.dates import Date

TAIL, POINT, THICK = 44.0, 9.0, 9.0
"""How far a date fades out at an end that nobody knows, how wide a single day is, and how high a bar."""

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


class Stretch(NamedTuple):
    """A part of a date, from the first day to the last; infinite where nobody knows or where it goes on."""

    role: Literal["span", "maybe"]
    first: float
    last: float


def stretches(date: Date) -> list[Stretch]:
    """The parts of a date, from left to right: an interval is certain between its ends, all else lies somewhere within.

    >>> from graph_builder.model.dates import parse_date
    >>> [(part.role, part.last - part.first) for part in stretches(parse_date("1921"))]
    [('maybe', 364.0)]
    >>> [part.role for part in stretches(parse_date("1921/1923"))]
    ['maybe', 'span', 'maybe']
    >>> [part.role for part in stretches(parse_date("28 October 1921"))]
    ['span']
    """
    (early, begun_by), (lasted_to, late) = date.begin, date.end
    first, last = -inf if early is None else float(early), inf if late is None else float(late)
    if first == last:
        return [Stretch("span", first, last)]
    if date.precision != "interval":
        return [Stretch("maybe", first, last)]
    begun = first if date.begin == (None, None) else inf if begun_by is None else float(begun_by)
    lasted = last if date.end == (None, None) else -inf if lasted_to is None else float(lasted_to)
    found = []
    one, other = sorted((begun, lasted))
    for role, a, b in (
        ("maybe", first, one),
        ("span" if begun <= lasted else "maybe", one, other),
        ("maybe", other, last),
    ):
        if a < b and not (isinf(a) and isinf(b)):
            found.append(Stretch("span" if role == "span" else "maybe", a, b))
    return found or [Stretch("maybe", first, last)]


def reach(date: Date) -> tuple[float, float]:
    """The first and the last day of a date that anybody knows."""
    days = [float(day) for day in (*date.begin, *date.end) if day is not None]
    return min(days), max(days)


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from one day to another, over so many pixels."""

    first: float
    last: float
    width: float

    def at(self, day: float) -> float:
        """Where a day begins."""
        return (day - self.first) / (self.last - self.first) * self.width

    def bars(self, date: Date, of: str, step: int) -> list[Mark]:
        """The date as marks, at y 0."""
        low, high = reach(date)
        found = []
        for role, first, last in stretches(date):
            left = self.at(low) - TAIL if isinf(first) else self.at(first)
            right = self.at(high + 1) + TAIL if isinf(last) else self.at(last + 1)
            left, right = max(0.0, left), min(self.width, right)
            if right - left < POINT:
                middle = min(max((left + right) / 2, POINT / 2), self.width - POINT / 2)
                left, right = middle - POINT / 2, middle + POINT / 2
            fades: Literal["", "left", "right", "both"] = ""
            if isinf(first) or isinf(last):
                fades = "both" if isinf(first) and isinf(last) else "left" if isinf(first) else "right"
            found.append(
                Mark(
                    role="maybe" if fades else role,
                    x=left,
                    y=0,
                    width=right - left,
                    height=THICK,
                    of=of,
                    step=step,
                    fades=fades,
                )
            )
        return found

    def ticks(self) -> Iterator[tuple[float, str, float]]:
        """Round dates: where each is, its name ("" where that has no room), and the middle of the name."""
        per_month = self.width / (self.last - self.first) * 30.44
        step = next((step for step in _STEPS if step * per_month >= _room(step)), 2400)
        begin, end = calendar.fromordinal(int(self.first)), calendar.fromordinal(int(self.last))
        month = begin.year * 12 + begin.month - 1
        month += -month % step
        days = []
        while month <= end.year * 12 + end.month - 1:
            if month >= 12 and month < 9999 * 12 and _day(month) >= self.first - 0.5:
                days.append(_day(month))
            month += step
        yield from self._named(days)

    def _named(self, days: Sequence[float]) -> Iterator[tuple[float, str, float]]:
        """These days with the names of their years or months, where the name before leaves room."""
        free, first = -1.0, True
        for day in days:
            of = calendar.fromordinal(int(day))
            text = str(of.year) if of.month == 1 else MONTHS[of.month - 1]
            if of.month > 1 and first:
                text += f" {of.year}"
            at, wide = self.at(day), width_of(text, SMALL)
            middle = min(max(at, wide / 2), self.width - wide / 2)
            fits = middle - wide / 2 > free
            yield at, text if fits else "", middle
            free, first = middle + wide / 2 + 8 if fits else free, False


def _room(step: int) -> float:
    """How far ticks must be from each other so that their names do not touch."""
    return 16 + (width_of("1921", SMALL) if step % 12 == 0 else width_of("September", SMALL))


def axis_of(dates: Sequence[Date], width: float) -> Axis:
    """The axis on which all these dates have room, with their fading ends; it begins and ends at a round date."""
    low = min(reach(date)[0] for date in dates)
    high = max(reach(date)[1] for date in dates) + 1
    round_ = 12 if high - low > 900 else 1
    start, end = calendar.fromordinal(int(low)), calendar.fromordinal(int(high))
    begin = (start.year * 12 + start.month - 1) // round_ * round_
    stop = -(-(end.year * 12 + end.month - 1 + (end.day > 1)) // round_) * round_
    begin, stop = max(12, begin), min(9998 * 12, max(stop, begin + 1))
    axis = Axis(_day(begin), _day(stop), width)
    if any(date.earliest is None and axis.at(reach(date)[0]) < TAIL for date in dates):
        axis = Axis(axis.first - TAIL * (axis.last - axis.first) / width, axis.last, width)
    if any(date.latest is None and axis.at(reach(date)[1]) > width - TAIL for date in dates):
        axis = Axis(axis.first, axis.last + TAIL * (axis.last - axis.first) / width, width)
    return axis


def _day(month: int) -> float:
    return float(calendar(month // 12, month % 12 + 1, 1).toordinal())
