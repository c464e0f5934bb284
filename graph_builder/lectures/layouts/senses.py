"""What a term meant along time: a row for each actor, or, where that has no room, a column for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lectures.layouts.arcs import arcs
from graph_builder.lectures.layouts.boxes import LEADING
from graph_builder.lectures.layouts.cards import Drawn, at, card, fitted
from graph_builder.lectures.layouts.hanging import HEAD, Hung, hung, scale
from graph_builder.lectures.layouts.meaning_cards import ARROWS, DESCENT, GAP, PAD, Page
from graph_builder.lectures.layouts.meanings import Meaning, career_of
from graph_builder.lectures.layouts.spans import Axis, axis_of
from graph_builder.lectures.layouts.years import by_years
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.lectures.picture import SMALL, Area, Box, Mark, Picture

_HEADS, _BAY = 150.0, 0.24
_APART = 12.0
"""How much farther rows stand from each other where arrows without words run between them."""
_WIDTHS = (230.0, 300.0, 380.0, 480.0, 620.0)


def arrange(stage: Stage, area: Area) -> Picture:
    """A row for each actor, a card for each meaning below the bar of its date; at the left, what has no date.

    Where rows have no room, time is not to scale and says so: years are columns, and cards say whose they are.  What no
    arrow finds a way for is told by a card.
    """
    career = career_of(stage)

    def lay(wanted: Area, size: float) -> Drawn:
        page = Page(stage, career, wanted, size)
        if career.dated:
            drawn = _with_arrows(page)
            if drawn.height <= wanted.height:
                return drawn
        return by_years(page)

    return fitted(area, lay, SMALL)


def _with_arrows(page: Page) -> Drawn:
    """The rows with arrows for what finds a way; the rest told in words.

    Where an arrow of descent has no room for its words, a line below tells once what such arrows mean.
    """
    drawn = _tried(page, "")
    descents = {tie.id for tie in page.career.between if tie.relation == DESCENT}
    if descents <= {link.id for link in drawn.links}:
        return drawn
    silent = _tried(page, DESCENT)
    if len(silent.links) > len(drawn.links) and silent.height <= page.area.height:
        return silent
    return drawn


def _tried(page: Page, wordless: str) -> Drawn:
    """The rows with as many arrows as find a way; those of one relation without words, if it is given."""
    told: list[Tie] = []
    while True:
        drawn = _rows(page, told, _APART if wordless else 0.0)
        left = [tie for tie in page.career.between if tie not in told]
        if not left or drawn.height > page.area.height:
            return drawn if not left else _rows(page, page.career.between)
        bars = [(m.x, m.y, m.x + m.width, m.y + m.height) for m in page.marks if m.of]
        links, more = arcs(left, page.boxes, bars, page.area, wordless=wordless)
        if not more:
            silent = [tie.step for tie in left if tie.relation == wordless]
            if silent:
                page.write("text", ARROWS, 0, drawn.height + GAP + SMALL * LEADING / 2, min(silent))
                drawn = drawn._replace(height=drawn.height + GAP + SMALL * LEADING)
            return drawn._replace(links=links, marks=list(page.marks), boxes=list(page.boxes))
        told += sorted(more, key=lambda tie: tie.id)


def _rows(page: Page, told: Sequence[Tie], apart: float = 0.0) -> Drawn:
    """A row for each actor beside the undated, below the axis; rows stand so much farther apart than they must."""
    page.boxes, page.marks = [], []
    left = page.area.width * _BAY + 2 * GAP if page.career.undated else 0.0
    start = left + _HEADS + GAP
    dates = [one.node.when for one in page.career.dated if one.node.when]
    axis = axis_of(dates, page.area.width - start)
    actors: dict[str, list[Meaning]] = {}
    for one in page.career.dated:
        actors.setdefault(one.actor, []).append(one)
    y, low = HEAD, 0.0
    concept = page.concept(left - 2 * GAP if left else _HEADS)
    if concept:
        page.boxes.append(at(concept, 0, 0))
        low = concept.height + GAP
        y = HEAD if left else max(HEAD, concept.height + 4)
    top, lines = y - HEAD, []
    for actor, held in actors.items():
        boxes, marks, end = _row(page, held, told, axis, y + 4)
        page.boxes += [replace(box, x=box.x + start) for box in boxes]
        page.marks += [replace(mark, x=mark.x + start) for mark in marks]
        head = at(_head(page, actor, held), left, y + 4)
        page.boxes.append(head)
        end = max(end, head.y + head.height / 2)
        lines.append(Mark(role="rule", x=left, y=end + 5, width=page.area.width - left))
        y = end + 10 + apart
    y -= apart if lines else 0
    axis_marks = [replace(mark, x=mark.x + start, y=mark.y + top) for mark in scale(axis, y - 10 - top)]
    page.marks = [*axis_marks, *lines[:-1], *page.marks]
    low = page.bay(told, left - 2 * GAP, low)
    return Drawn(page.boxes, [], page.marks, page.area.width, page.rest(max(low, y - 10)))


def _row(
    page: Page, held: Sequence[Meaning], told: Sequence[Tie], axis: Axis, top: float
) -> tuple[list[Box], list[Mark], float]:
    """The cards of one actor below the bars of their dates, as wide as makes the row lowest; the lower edge."""
    tries = []
    for width in _WIDTHS:
        cards: list[Hung] = []
        for one in held:
            if one.node.when:
                box = page.meaning(one, told, min(width, axis.width), actor=False)
                cards.append((box, axis.bars(one.node.when, one.node.id, one.node.step)))
        boxes: list[Box] = []
        marks: list[Mark] = []
        low = hung(cards, boxes, marks, axis.width, top=top)
        tries.append((boxes, marks, low))
    return min(tries, key=lambda made: made[2])


def _head(page: Page, actor: str, held: Sequence[Meaning]) -> Box:
    """The card of an actor before the row."""
    node = next((one.head for one in held if one.head), None)
    if node is None:
        step = min(one.node.step for one in held)
        return card(f"{held[0].node.id}~actor", "", actor, _HEADS, page.size, pad=PAD, step=step, thing=held[0].node.id)
    return card(node.id, node.kind, actor, _HEADS, page.size, pad=PAD, step=node.step, focus=node.focus)
