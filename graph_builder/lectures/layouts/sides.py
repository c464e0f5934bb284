"""For, against and open: a debate, or several, with those who took part on the side on which they stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from graph_builder.lectures.layouts.cards import Drawn, at, card, fitted, said_of
from graph_builder.lectures.layouts.curves import Curve, before_tip, joined, path_of, straight
from graph_builder.lectures.layouts.debates import BOTH, PLAIN, Debate, Side, Stand, debates_of
from graph_builder.lectures.layouts.ties import Label, foot, label_of, voice_told
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import SIGN, SMALL, Area, Box, Link, Mark, Picture
from graph_builder.model.wording import is_plural

HEADINGS: dict[Side, str] = {"for": "For", "against": "Against", "open": "Open"}
NOBODY = "nobody named"
"""What stands below the heading of a side that nobody takes."""
_GAP, _BETWEEN, _WIDEST, _LINE = 14.0, 84.0, 250.0, 1.2
_EMPTY, _ASIDE = 116.0, 30.0
"""How wide a side is that nobody takes, and its gap to the questions."""
Names = dict[str, tuple[str, str]]
_ROOMS = 4
"""How many cards without a side may stand in a row."""


def arrange(stage: Stage, area: Area) -> Picture:
    """The questions in the middle, those for them at the left, those against at the right, the rest below.

    An arrow has words only where the heading of its column does not say them; they stand under the name.  Of what takes
    no side, the first row has arrows with words; other cards tell their statement themselves ("characterises it").
    """
    debates, told = debates_of(stage), voice_told(stage.ties)
    within, below = foot(stage.ties, area)
    picture = fitted(within, lambda wanted, size: _drawn(debates, told, wanted, size))
    return replace(picture, area=area, marks=(*picture.marks, *below))


def _drawn(debates: Sequence[Debate], told: str, area: Area, size: float) -> Drawn:
    """All debates, one under the other, below the headings of the columns."""
    page = _Page(told, size, area.width)
    sided = [(one, side) for debate in debates for side in BOTH for one in debate.sides[side]]
    most = min(_WIDEST, (area.width - 2 * _BETWEEN) * 0.33)
    wide = max([120.0, *(page.box(one, side, most, True, tight=True).width for one, side in sided)])
    taken = {side: not sided or any(other == side for _, other in sided) for side in BOTH}
    page.side = {side: wide if taken[side] else _EMPTY for side in BOTH}
    page.apart = {side: _BETWEEN if taken[side] else _ASIDE for side in BOTH}
    beside = sum(page.side[side] + page.apart[side] for side in BOTH)
    page.middle = min(320.0, area.width - beside)
    page.left = (area.width - beside - page.middle) / 2
    y = 0.0
    if sided:
        for side in BOTH:
            step = min((one.step for one, other in sided if other == side or not taken[side]), default=0)
            middle = page.edge(side) + page.side[side] / 2
            page.write("heading", HEADINGS[side], middle, size * 0.7, step)
            if not taken[side]:
                page.write("text", NOBODY, middle, size * 1.4 + 8 + SMALL * _LINE / 2, step)
        y = size * 1.4 + 8
    for debate in debates:
        y += page.set(debate, y) + 2 * _GAP
    return Drawn(page.boxes, page.links, page.marks, area.width, y - 2 * _GAP)


@dataclass(slots=True)
class _Page:
    """What has been set so far; the width of the columns at the sides, how far they are from the one between, and the
    width of that."""

    told: str
    size: float
    width: float
    side: dict[Side, float] = field(default_factory=dict)
    apart: dict[Side, float] = field(default_factory=dict)
    middle: float = 0
    left: float = 0
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def edge(self, side: Side) -> float:
        """Where the column of a side begins."""
        return self.left if side == "for" else self.width - self.left - self.side[side]

    def centre(self) -> float:
        """The middle of the questions."""
        return self.left + self.side["for"] + self.apart["for"] + self.middle / 2

    def write(self, role: Literal["heading", "text"], text: str, x: float, y: float, step: int = 0) -> None:
        size = self.size * 1.15 if role == "heading" else SMALL
        wide = width_of(text, size, 600 if role == "heading" else 400)
        mark = Mark(role=role, x=x, y=y, width=wide, height=size * _LINE, text=text, size=size, step=step)
        self.marks.append(mark)

    def box(self, one: Stand, side: Side, width: float, dated: bool, *, tight: bool = False) -> Box:
        return card(
            one.id, one.node.kind, one.node.label, width, self.size, self.small(one, side, dated), tight=tight,
            step=one.step, focus=one.node.focus, thing="" if one.id == one.node.id else one.node.id,
            statements=one.statements(),
        )  # fmt: skip

    def small(self, one: Stand, side: Side, dated: bool) -> list[str]:
        """What stands under a name: verbs that the heading does not say, dates and voices; then what else it does."""
        rows = []
        for tie in one.ties:
            plain = tie.label in PLAIN[side] and not tie.doubted
            voice = "" if tie.according == self.told else tie.according
            said = ("" if plain else said_of(tie), tie.words if dated else "", voice)
            rows.append(", ".join(filter(None, said if side != "open" else (tie.words,))))
        for tie, text in one.told:
            rows.append(f"{text}, {tie.according}" if tie.according not in ("", self.told) else text)
        return [row for row in dict.fromkeys(rows) if row]

    def set(self, debate: Debate, top: float) -> float:
        """Sets a debate; the height that it takes."""
        dates = debate.dates()
        stacks = {
            side: [self.box(one, side, self.side[side], len(dates) > 1) for one in debate.sides[side]] for side in BOTH
        }
        questions = [self.question(node, debate, dates[0] if len(dates) == 1 else "") for node in debate.questions]
        tall = {side: _height(stack) + (SMALL * _LINE if side in debate.more else 0) for side, stack in stacks.items()}
        height = max(_height(questions), *tall.values())
        questions = list(_stacked(questions, self.centre(), top + (height - _height(questions)) / 2))
        self.boxes += questions
        for side, stack in stacks.items():
            middle = self.edge(side) + self.side[side] / 2
            stack[:] = _stacked(stack, middle, top + (height - tall[side]) / 2)
            if side in debate.more:
                below = stack[-1].y + stack[-1].height / 2
                step = min(box.step for box in stack)
                self.write("text", "and others", middle, below + SMALL * _LINE / 2 + 2, step)
            self.boxes += stack
            self.links += _rays(stack, debate.sides[side], questions, 1 if side == "for" else -1)
        stands = debate.sides["open"]
        names = {node.id: _name(node, alone=len(questions) == 1) for node in debate.questions}
        return self.open(stands, questions, names, top + height) - top if stands else height

    def question(self, node: Node, debate: Debate, date: str) -> Box:
        told = debate.told.get(node.id, [])
        small = [*filter(None, [node.words or date]), *(text for _, text in told)]
        box = card(
            node.id, node.kind, node.label, self.middle, self.size, small, tight=True, step=node.step,
            focus=node.focus, statements=tuple(tie.id for tie, _ in told),
        )  # fmt: skip
        rays = max(len(debate.sides[side]) for side in BOTH)
        return replace(box, height=max(box.height, 20.0 * rays))

    def open(self, stands: Sequence[Stand], questions: Sequence[Box], names: Names, top: float) -> float:
        """Sets what takes no side in rows below; the lower edge.

        Cards of the first row have arrows with words above them; the others tell their statements.
        """
        wide = min(_WIDEST, (self.width + _GAP) / _ROOMS - _GAP)
        row: list[tuple[Stand, Box, Label]] = []
        question = questions[-1] if questions else None
        for one in stands:
            tie = next((tie for tie in one.ties if question and question.id in (tie.source, tie.target)), None)
            if tie and len(row) < _ROOMS:
                box = self.box(_telling(one, names, tie), "open", wide, True, tight=True)
                label = label_of(tie, self.told, box.width - 8, SMALL)
                row.append((replace(one, ties=[tie]), replace(box, width=max(box.width, label.width)), label))
        first = {one.id for one, _, _ in row}
        step = min(one.step for one in stands)
        half = width_of(HEADINGS["open"], self.size * 1.15, 600) / 2
        heading = (half, top + 34)
        y = top + 34 + self.size
        if row and question:
            y = top + 34 + max(label.height for _, _, label in row) + 16
            wide = sum(box.width + _GAP for _, box, _ in row) - _GAP
            x = max(0.0, min(self.centre() - wide / 2, self.width - wide))
            if x >= 2 * half + _GAP:
                heading = (x - _GAP - half, y + row[0][1].height / 2)
            for place, (one, box, label) in enumerate(row):
                self.boxes.append(at(box, x, y))
                share = (place + 1) / (len(row) + 1)
                self.links.append(_upwards(one.ties[0], self.boxes[-1], question, top, share, label))
                x += box.width + _GAP
            y += max(box.height for _, box, _ in row) + _GAP
        self.write("heading", HEADINGS["open"], *heading, step)
        return self.rest([_telling(one, names) for one in stands if one.id not in first], y) - _GAP

    def rest(self, stands: Sequence[Stand], top: float) -> float:
        """Sets cards without arrows in columns, each in the shortest; the lower edge, with a gap."""
        many = max(1, int((self.width + _GAP) / (_WIDEST + _GAP)))
        wide = (self.width + _GAP) / many - _GAP
        ends = [top] * many
        for one in stands:
            box = self.box(one, "open", wide, True)
            place = ends.index(min(ends))
            self.boxes.append(at(box, place * (wide + _GAP), ends[place]))
            ends[place] += box.height + _GAP
        return max(ends)


def _telling(one: Stand, names: Names, arrow: Tie | None = None) -> Stand:
    """The same, with all that it has to do with questions told in words, but for what is an arrow."""
    told = []
    for tie in one.ties:
        if tie.source == one.node.id:
            said = f"{said_of(tie)} {names[tie.target][1]}"
        else:
            said = f"{names[tie.source][0]} {said_of(tie)} this"
        if tie is not arrow:
            told.append((tie, f"{said}, {tie.words}" if tie.words else said))
    return replace(one, ties=[arrow] if arrow else [], told=[*told, *one.told])


def _name(node: Node, *, alone: bool) -> tuple[str, str]:
    """What cards call a question, as subject and as object."""
    if not alone:
        return node.label, node.label
    return ("they", "them") if node.kind != "Person" and is_plural(node.label) else ("it", "it")


def _height(stack: Sequence[Box]) -> float:
    return max(0.0, sum(box.height + _GAP for box in stack) - _GAP)


def _stacked(stack: Sequence[Box], middle: float, top: float) -> Iterator[Box]:
    for box in stack:
        yield at(box, middle - box.width / 2, top)
        top += box.height + _GAP


def _rays(stack: Sequence[Box], stands: Sequence[Stand], questions: Sequence[Box], way: int) -> Iterator[Link]:
    """Arrows from each card to the sides of its questions, spread so that those to one question never cross."""
    for question in questions:
        rays = [
            (box, tie)
            for box, one in zip(stack, stands, strict=True)
            for tie in one.links()
            if tie.target == question.id
        ]
        side = question.x - way * question.width / 2
        apart = min(22.0, (question.height - 20) / max(1, len(rays)))
        first = question.y - apart * (len(rays) - 1) / 2
        for place, (box, tie) in enumerate(rays):
            shift = (questions.index(question) - (len(questions) - 1) / 2) * min(14.0, box.height / 4)
            start, end = (box.x + way * box.width / 2, box.y + shift), (side, first + place * apart)
            reach = way * abs(end[0] - start[0]) * 0.5
            curve = (start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end)
            sign = Label((), SIGN, SIGN) if tie.sign else Label((), 0, 0)
            spot = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            yield _link(tie, box, question, curve, sign, spot)


def _upwards(tie: Tie, box: Box, question: Box, free: float, share: float, label: Label) -> Link:
    """An arrow between a card and the question above it: up past its words, over, and up again."""
    top, end = box.y - box.height / 2, question.y + question.height / 2
    goal, bend = question.x + (share - 0.5) * question.width * 0.7, top - label.height - 12
    middle = (bend + free) / 2
    curve = joined(
        straight((box.x, top), (box.x, bend)),
        ((box.x, bend), (box.x, middle), (goal, middle), (goal, free)),
        straight((goal, free), (goal, end)),
    )
    if tie.source != (box.thing or box.id):
        curve = curve[::-1]
    return _link(tie, box, question, curve, label, (box.x, top - 13 - label.height / 2))


def _link(tie: Tie, box: Box, question: Box, curve: Curve, label: Label, spot: tuple[float, float]) -> Link:
    ends = (box.id, question.id) if tie.source == (box.thing or box.id) else (question.id, box.id)
    cut, tip = before_tip(curve)
    where: dict[str, Any] = {}
    if label.width:
        where = {"x": spot[0], "y": spot[1], "width": label.width, "height": label.height, "lines": label.lines}
    return Link(
        id=tie.id, source=ends[0], target=ends[1], path=path_of(cut), tip=tip, step=tie.step, voice=tie.voice,
        sign=tie.sign, negated=tie.negated, doubted=tie.doubted, **where,
    )  # fmt: skip
