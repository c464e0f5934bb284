"""What happened when: cards below an axis of years or months, each under the bar of its date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from graph_builder.lectures.layouts.arcs import arcs
from graph_builder.lectures.layouts.boxes import GAP as BESIDE_GLYPH
from graph_builder.lectures.layouts.boxes import GLYPH, LEFT
from graph_builder.lectures.layouts.cards import Drawn, at, card, fitted, in_order
from graph_builder.lectures.layouts.hanging import GAP, HEAD, Hung, hung, length, scale
from graph_builder.lectures.layouts.sayings import Saying, sayings
from graph_builder.lectures.layouts.spans import axis_of
from graph_builder.lectures.layouts.ties import foot, voice_told
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import SMALL, Area, Box, Mark, Picture
from graph_builder.model.dates import Date, sort_key

DATED = frozenset({"Event", "Document", "Sense", "Outlook"})
"""Kinds that have a date by their nature, so that one without stands among the undated."""

UNDATED = "undated"
_BAY = 232.0
_KEYS: dict[str, Callable[[Hung], tuple[float, ...]]] = {
    "by time": lambda one: (),
    "long first": lambda one: (-round(length(one), 1),),
    "short first": lambda one: (round(length(one), 1),),
}
"""In which order cards look for room."""


class _Way(NamedTuple):
    """A way to set the cards: how wide they may be, in which order, and whether they like the end of their bar best."""

    width: float
    order: str
    at_end: bool


_WAYS = tuple(_Way(*way) for way in product((210.0, 180.0, 250.0, 310.0, 400.0), _KEYS, (False, True)))
"""What is tried, the first being liked best."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A thing or a clause: what its card says, and when it was."""

    id: str
    kind: str
    text: str
    words: str
    when: Date | None
    step: int
    focus: bool = False
    statements: tuple[str, ...] = ()
    told: tuple[Saying, ...] = ()
    voice: str = "author"
    doubted: bool = False
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stands on the axis and beside it, what may be an arrow, and what must be told by a card."""

    items: tuple[_Item, ...]
    between: tuple[Tie, ...]
    told: Mapping[str, tuple[Tie, ...]]


def arrange(stage: Stage, area: Area) -> Picture:
    """Cards in rows below the axis so that nothing overlaps; at the right, under a heading, what has no date.

    Dated statements have cards of their own, unless they link two dated things.  A link that finds no way between the
    cards, and a statement with an end that has no card, is told by the card of the other end.
    """
    plan = _plan(stage)
    names = {node.id: node.label for node in stage.nodes}
    voice = voice_told(stage.ties)
    within, below = foot(stage.ties, area)

    def lay(wanted: Area, size: float) -> Drawn:
        page = _Page(stage, plan, names, voice, wanted, size)
        tries: list[Drawn] = []
        for way in _WAYS:
            tries.append(page.drawn(way, plan.between))
            if tries[-1].height <= wanted.height:
                return page.with_arrows(way) if plan.between else tries[-1]
        return min(tries, key=lambda drawn: drawn.height)

    picture = fitted(within, lay)
    return replace(picture, area=area, marks=(*picture.marks, *below))


def _plan(stage: Stage) -> _Plan:
    nodes, ties = in_order(stage)
    dated = {node.id: node for node in nodes if node.when}
    names = {node.id: node.label for node in nodes}
    between = tuple(tie for tie in ties if tie.source in dated and tie.target in dated)
    with_date = [tie for tie in ties if tie.when and tie not in between]
    items = [_thing(node) for node in dated.values()]
    items += [_clause(saying, names, with_date) for saying in sayings(with_date, stage)]
    told: dict[str, tuple[Tie, ...]] = {}
    free: list[Tie] = []
    for tie in ties:
        if tie in between or tie in with_date:
            continue
        teller = tie.source if tie.source in dated else tie.target if tie.target in dated else ""
        if teller:
            told[teller] = (*told.get(teller, ()), tie)
        else:
            free.append(tie)
    items += [_clause(saying, names, free) for saying in sayings(free, stage)]
    spoken = {end for tie in ties for end in (tie.source, tie.target)}
    items += [_thing(n) for n in nodes if not n.when and (n.focus or n.kind in DATED or n.id not in spoken)]
    items.sort(key=lambda item: (sort_key(item.when), item.id))
    return _Plan(tuple(items), between, told)


def _thing(node: Node) -> _Item:
    words = "" if node.words in node.label else node.words  # a Sense's label tells its date
    return _Item(node.id, node.kind, node.label, words, node.when, node.step, node.focus)


def _clause(saying: Saying, names: Mapping[str, str], ties: Sequence[Tie]) -> _Item:
    tie = saying.ties[0]
    text = saying.clause(names)
    ids = tuple(one.id for one in saying.ties)
    return _Item(
        tie.id, "", text[0].upper() + text[1:], tie.words, tie.when, tie.step, False, ids, (), tie.voice, tie.doubted,
        tuple(filter(None, (saying.remarks(),))),
    )  # fmt: skip


@dataclass(slots=True)
class _Page:
    """What all tries to set the same cards have in common."""

    stage: Stage
    plan: _Plan
    names: Mapping[str, str]
    voice: str
    area: Area
    size: float

    def with_arrows(self, way: _Way) -> Drawn:
        """The try anew, with arrows for what finds a way and has room for its words; the rest told."""
        told: list[Tie] = []
        while True:
            drawn = self.drawn(way, told)
            left = [tie for tie in self.plan.between if tie not in told]
            if not left or drawn.height > self.area.height:
                return drawn if not left else self.drawn(way, self.plan.between)
            bars = [(m.x, m.y, m.x + m.width, m.y + m.height) for m in drawn.marks if m.of]
            links, more = arcs(left, drawn.boxes, bars, self.area, self.voice)
            if not more:
                return drawn._replace(links=links)
            told += sorted(more, key=lambda tie: tie.id)

    def drawn(self, way: _Way, told: Sequence[Tie]) -> Drawn:
        """The cards where they have room, with these statements between them told in words."""
        by = dict(self.plan.told)
        for tie in told:
            by[tie.source] = (*by.get(tie.source, ()), tie)
        dated = [item for item in self.plan.items if item.when is not None]
        bay = [self.card(item, by, _BAY) for item in self.plan.items if item.when is None]
        tall = int(sum(box.height + GAP for box in bay))
        columns = min(3, -(-tall // max(1, int(self.area.height - HEAD)))) if bay else 0
        beside = columns * (_BAY + GAP) + GAP if columns else 0.0
        plot = self.area.width - beside
        boxes: list[Box] = []
        marks: list[Mark] = []
        high = HEAD
        if dated:
            axis = axis_of([item.when for item in dated if item.when], plot)
            cards = [
                (self.card(item, by, min(way.width, plot)), axis.bars(item.when, item.id, item.step))
                for item in dated
                if item.when
            ]
            high = hung(sorted(cards, key=_KEYS[way.order]), boxes, marks, plot, at_end=way.at_end)
            marks = [*scale(axis, high), *marks]
        if bay:
            left = plot + 2 * GAP if dated else (self.area.width - beside) / 2
            high = max(high, _beside(bay, boxes, left, columns))
            wide = width_of(UNDATED, SMALL, 600)
            marks.append(Mark(role="heading", x=left + wide / 2, y=12, width=wide, height=SMALL * 1.2, text=UNDATED))
        return Drawn(boxes, [], marks, self.area.width, high)

    def card(self, item: _Item, told: Mapping[str, tuple[Tie, ...]], width: float) -> Box:
        """The card of a thing or a clause, with the statements that it tells below its date."""
        also = sayings(told.get(item.id, ()), self.stage)
        rows = [_told(saying, item, self.names, self.voice) for saying in also]
        small = [row for row in (item.words, *item.small, *rows) if row and row != self.voice]
        many = sum(len(row) for row in rows) > 110
        ids = (*item.statements, *(tie.id for saying in also for tie in saying.ties))
        text, whole = item.text, f"{item.text} · {item.words}"
        margins = self.size * (2 * LEFT + (GLYPH + BESIDE_GLYPH if item.kind else 0))
        if item.words and width_of(whole, self.size) + margins <= width:
            text, small = whole, small[1:]
        return card(
            item.id, item.kind, text, width * (1.5 if many else 1.0), self.size, small, tight=True,
            step=item.step, focus=item.focus, statements=ids, voice=item.voice, doubted=item.doubted,
        )  # fmt: skip


def _told(saying: Saying, item: _Item, names: Mapping[str, str], voice: str) -> str:
    """A clause as the card of one of its ends tells it."""
    if saying.sources == (item.id,):
        text = f"{saying.label} {saying.objects(names)}"
    else:
        text = saying.clause(names, target="this")
    date = saying.ties[0].words if saying.ties[0].words != item.words else ""
    rest = saying.remarks(voice=saying.ties[0].according != voice)
    return ", ".join(filter(None, (text, date, rest)))


def _beside(bay: Sequence[Box], boxes: list[Box], left: float, columns: int) -> float:
    """Sets the undated in columns; the lowest edge."""
    ends = [HEAD] * columns
    for box in bay:
        place = ends.index(min(ends))
        boxes.append(at(box, left + place * (_BAY + GAP), ends[place]))
        ends[place] += box.height + GAP
    return max(ends) - GAP
