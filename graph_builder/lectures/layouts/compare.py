"""Two to four outlooks side by side: what each says of the same, then what each says alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph_builder.lectures.layouts.cards import Drawn, at, card, fitted, said_of
from graph_builder.lectures.layouts.outlooks import Comparison, Matter, comparison_of, sign_of
from graph_builder.lectures.layouts.sayings import Saying, sayings
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import SMALL, Area, Box, Mark, Picture
from graph_builder.model.wording import is_plural, listed

CONTRADICT, CAUSES, MORE = "≠ contradict each other", "what leads to what", "also says"
ABOVE = "told in another row"
"""Where an outlook has no cell in a row, but mentions its matter in another."""
DASH, MINUS = "\N{EM DASH}", "\N{MINUS SIGN}"
_LEADS = frozenset({"promotes", "hinders", "conditional_on"})
_GAP, _PAD = 8.0, 0.22
_HEAD = {1: 0.3, 2: 0.28, 3: 0.24}
"""The share of the width that the heads of rows take, by the number of outlooks."""


def arrange(stage: Stage, area: Area) -> Picture:
    """A column for each outlook.  Matters of which several speak are rows, those of contradiction first and on a band.

    Where all fits, matters of one outlook alone are rows too, with a dash where another is silent; else, and where all
    speak of different things, each column lists its own.  Below stands what leads to what.  How something is held is
    left out before anything is made smaller.
    """
    told = comparison_of(stage)
    ways = [(True, True)] * bool(told.shared) + [(False, True), (False, False)]

    def lay(wanted: Area, size: float) -> Drawn:
        for table, how in ways[: 1 if size > SMALL else None]:
            drawn = _best(stage, told, wanted, size, table, how)
            if drawn.height <= wanted.height:
                break
        return drawn

    return fitted(area, lay)


def _best(stage: Stage, told: Comparison, area: Area, size: float, table: bool, how: bool) -> Drawn:
    """The lowest of some tries: columns become wider where they are long."""
    weights = [1.0] * len(told.outlooks)
    tries = []
    for _ in range(1 if table else 6):
        page = _Page(stage, told, area, size, table, how, weights)
        tries.append(page.drawn())
        mean = sum(page.ends) / max(1, len(page.ends))
        weights = [min(1.7, max(0.7, w * (end / mean) ** 0.7)) for w, end in zip(weights, page.ends, strict=True)]
    return min(tries, key=lambda drawn: drawn.height)


@dataclass(slots=True)
class _Page:
    """One way to set the comparison: as a table or in columns, and with or without how things are held."""

    stage: Stage
    told: Comparison
    area: Area
    size: float
    table: bool
    how: bool
    weights: list[float]
    ends: list[float] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    hows: dict[str, str] = field(default_factory=dict)

    def drawn(self) -> Drawn:
        self.nodes = {node.id: node for node in self.stage.nodes}
        self.names = {node.id: node.label for node in self.stage.nodes}
        self.hows = {s.id: s.how for s in self.stage.shown.statements} if self.how else {}
        self.columns = self.widths()
        y = self.heads()
        for matter in (*self.told.shared, *(self.told.alone if self.table else ())):
            y = self.row(matter, y)
        self.ends = [self.list(outlook, i, y) for i, outlook in enumerate(self.told.outlooks)]
        y = max(self.ends, default=y)
        for saying in sayings(self.told.rest, self.stage):
            box = self.clause(saying, self.area.width, saying.clause(self.names), voice=True)
            self.boxes.append(at(box, 0, y))
            y += box.height + _GAP
        return Drawn(self.boxes, [], self.marks, self.area.width, y - _GAP)

    def widths(self) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        left = self.first() + _GAP if self.table else 0.0
        many = max(1, len(self.told.outlooks))
        room = self.area.width - left - _GAP * (many - 1)
        columns = []
        for weight in self.weights:
            wide = room * weight / sum(self.weights)
            columns.append((left, wide))
            left += wide + _GAP
        return columns

    def first(self) -> float:
        """The width of the column with the heads of rows."""
        return self.area.width * _HEAD.get(len(self.told.outlooks), 0.2)

    def own(self, outlook: Node) -> list[Saying]:
        """What an outlook alone holds of something, unless it stands in a row."""
        ties = [tie for matter in self.told.alone for tie in matter.said.get(outlook.id, [])]
        if self.table:
            return []
        return [one for how in self.by_how(ties) for one in sayings(how, self.stage)]

    def caused(self, outlook: Node) -> list[Saying]:
        return sayings(self.told.causes.get(outlook.id, ()), self.stage)

    def by_how(self, ties: Sequence[Tie]) -> list[list[Tie]]:
        """Statements that are held in the same way."""
        found: dict[str, list[Tie]] = {}
        for tie in ties:
            found.setdefault(self.hows.get(tie.id, ""), []).append(tie)
        return list(found.values())

    def heads(self) -> float:
        """Sets the outlooks' own cards above the columns; where the rows begin."""
        tall = 0.0
        for (left, wide), node in zip(self.columns, self.told.outlooks, strict=True):
            holders = [holder for holder in node.holders if holder.split()[-1].lower() not in node.label.lower()]
            small = ", ".join(filter(None, (listed(holders), node.words)))
            box = card(
                node.id, node.kind, node.label, wide, self.size, [small] if small else [], pad=0.3, step=node.step,
                focus=node.focus,
            )  # fmt: skip
            self.boxes.append(at(box, left, 0))
            tall = max(tall, box.height)
        heads = self.boxes[-len(self.columns) :] if self.columns else []
        self.boxes = [replace(box, y=tall / 2, height=tall) for box in heads]
        return tall + 2 * _GAP

    def row(self, matter: Matter, top: float) -> float:
        """Sets a matter and what each outlook says of it, or a dash; where the next row begins."""
        opposed = CONTRADICT if matter.opposed else ""
        cells = [
            self.cell(matter, node, wide) for (_, wide), node in zip(self.columns, self.told.outlooks, strict=True)
        ]
        high = max(sum(box.height + 2 for box in cell) - 2 for cell in cells if cell)
        head = self.head(matter, opposed)
        y = top
        if self.table:
            high = max(high, head.height)
            self.boxes.append(at(replace(head, height=high), 0, top))
        else:
            self.boxes.append(at(head, 0, top))
            if opposed:
                wide = width_of(opposed, SMALL)
                x = min(head.width + 12, self.area.width - wide)
                self.marks.append(
                    Mark(
                        role="text", x=x, y=top + head.height / 2, width=wide, height=SMALL * 1.2, text=opposed,
                        anchor="start", step=max(tie.step for tie in matter.ties()),
                    )
                )  # fmt: skip
            y += head.height + 3
        for (left, wide), cell, outlook in zip(self.columns, cells, self.told.outlooks, strict=True):
            if not cell:
                text = ABOVE if outlook.id in self.mentioned().get(matter.source, ()) else DASH
                step = max(head.step, outlook.step)
                self.marks.append(
                    Mark(
                        role="text", x=left + wide / 2, y=y + high / 2, width=width_of(text, SMALL),
                        height=SMALL * 1.2, text=text, step=step,
                    )
                )  # fmt: skip
            for place, box in enumerate(cell):
                tall = high / len(cell) if len(cell) == 1 else box.height
                self.boxes.append(at(replace(box, height=tall), left, y + sum(b.height + 2 for b in cell[:place])))
        if opposed:
            step = max(tie.step for tie in matter.ties())
            band = Mark(role="band", x=-4, y=top - 4, width=self.area.width + 8, height=y + high - top + 8, step=step)
            self.marks.insert(0, replace(band, x=0, width=self.area.width))
        return y + high + _GAP

    def head(self, matter: Matter, opposed: str) -> Box:
        """The card at the beginning of a row."""
        node = self.nodes.get(matter.source)
        step = min(tie.step for tie in matter.ties())
        if matter.target:
            text = f"{self.names.get(matter.source, matter.source)} → {self.names.get(matter.target, matter.target)}"
            id_, kind = f"{matter.source}~{matter.target}", ""
        else:
            text, id_, kind = self.names.get(matter.source, matter.source), matter.source, node.kind if node else ""
            step = node.step if node else step
        thing = matter.source if matter.target else ""
        width = self.first() if self.table else self.area.width - (width_of(opposed, SMALL) + 16 if opposed else 0)
        small = [opposed] if opposed and self.table else []
        return card(id_, kind, text, width, self.size, small, tight=not self.table, pad=_PAD, step=step, thing=thing)

    def cell(self, matter: Matter, outlook: Node, width: float) -> list[Box]:
        """What an outlook says of a matter: a box for each step with which some of it appears."""
        by_step: dict[int, list[Tie]] = {}
        for tie in matter.said.get(outlook.id, []):
            by_step.setdefault(tie.step, []).append(tie)
        found = []
        for step, ties in sorted(by_step.items()):
            said = []
            for tie in ties:
                mark = "≠ " if tie.id in matter.opposed else ""
                said.append(mark + self.stance(tie, _signed(said_of(tie), tie)))
            signs = {tie.sign for tie in ties}
            found.append(
                card(
                    ties[0].id, "", "; ".join(dict.fromkeys(said)), width, self.size, pad=_PAD, step=step,
                    sign=signs.pop() if len(signs) == 1 else "", statements=tuple(tie.id for tie in ties),
                    doubted=any(tie.doubted for tie in ties), voice=ties[0].voice,
                )
            )  # fmt: skip
        mentions = sayings(matter.mentions.get(outlook.id, ()), self.stage)
        return found + [self.clause(saying, width, self.mention(saying, matter.source)) for saying in mentions]

    def mention(self, saying: Saying, id_: str) -> str:
        """The clause in the row of one of its ends, which it does not name again."""
        node = self.nodes.get(id_)
        several = node is not None and node.kind not in ("Person", "Sense") and is_plural(node.label)
        if saying.targets == (id_,):
            return saying.clause(self.names, target="them" if several else "it")
        return saying.clause(self.names, subject=("they" if several else "it") if saying.sources == (id_,) else "")

    def mentioned(self) -> dict[str, set[str]]:
        """The outlooks that tell something of each thing in a row of another."""
        found: dict[str, set[str]] = {}
        for matter in self.told.shared:
            for told in (matter.mentions, matter.said if matter.target else {}):
                for view, ties in told.items():
                    for tie in ties:
                        found.setdefault(tie.source, set()).add(view)
                        found.setdefault(tie.target, set()).add(view)
        return found

    def stance(self, tie: Tie, words: str) -> str:
        """The verb, and how and how surely it is held."""
        how = self.hows.get(tie.id, "")
        text = f"{words} ({how})" if how else words
        return f"{text} {DASH} held to be {tie.confidence}" if tie.confidence else text

    def list(self, outlook: Node, place: int, top: float) -> float:
        """Sets what a column says alone, and below what leads to what; where it ends."""
        left, wide = self.columns[place]
        y = top
        for saying in self.own(outlook):
            text = _signed(f"{saying.label} {saying.objects(self.names)}", saying.ties[0])
            y = self.put(self.clause(saying, wide, text), left, y)
        caused = self.caused(outlook)
        if caused:
            heading = CAUSES if all(saying.ties[0].relation in _LEADS for saying in caused) else MORE
            width = width_of(heading, SMALL)
            self.marks.append(
                Mark(
                    role="text", x=left + 4, y=y + SMALL * 0.6, width=width, height=SMALL * 1.2, text=heading,
                    anchor="start", step=min(saying.ties[0].step for saying in caused),
                )
            )  # fmt: skip
            y += SMALL * 1.2 + 2
        for saying in caused:
            y = self.put(self.clause(saying, wide, saying.clause(self.names)), left, y)
        return y

    def put(self, box: Box, left: float, top: float) -> float:
        self.boxes.append(at(box, left, top))
        return top + box.height + _GAP

    def clause(self, saying: Saying, width: float, text: str, *, voice: bool = False) -> Box:
        tie = saying.ties[0]
        how = self.hows.get(tie.id, "")
        alike = all(self.hows.get(one.id, "") == how for one in saying.ties)
        remarks = saying.remarks(voice=voice)
        text = (f"{text} ({how})" if how and alike else text) + (f" {DASH} {remarks}" if remarks else "")
        return card(
            tie.id, "", text, width, self.size, pad=_PAD, step=tie.step, sign=tie.sign, doubted=tie.doubted,
            voice=tie.voice, statements=tuple(one.id for one in saying.ties),
        )  # fmt: skip


def _signed(text: str, tie: Tie) -> str:
    """The words with + or - before them; what furthers or hinders has a disc instead."""
    sign = "" if tie.sign else sign_of(tie)
    return f"{sign.replace('-', MINUS)} {text}" if sign else text
