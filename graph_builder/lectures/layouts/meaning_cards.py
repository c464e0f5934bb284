"""The cards of a term's meanings, of the term itself, and of what stands beside them without a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph_builder.lectures.layouts.boxes import LEADING
from graph_builder.lectures.layouts.cards import at, card
from graph_builder.lectures.layouts.meanings import Career, Meaning, remarks
from graph_builder.lectures.layouts.sayings import sayings
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import SMALL, Area, Box, Link, Mark

UNDATED, NOT_TO_SCALE = "undated", "time is not to scale"
ARROWS, DESCENT = "arrows: develops from", "develops_from"
GAP, PAD = 10.0, 0.2


@dataclass(slots=True)
class Page:
    """What has been set so far, and what all ways to set it have in common."""

    stage: Stage
    career: Career
    area: Area
    size: float
    boxes: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def meaning(self, one: Meaning, told: Sequence[Tie], width: float, *, actor: bool) -> Box:
        """A meaning as a card; with its actor where nothing else says whose it is."""
        own = [tie for tie in told if tie.source == one.node.id]
        text = f"{one.actor}: {one.gloss}" if actor else one.gloss
        return card(
            one.node.id, one.node.kind, text, width, self.size, remarks(one, self.career, own), pad=PAD, bare=True,
            step=one.node.step, focus=one.node.focus, doubted=one.doubted(),
            statements=(*one.statements(), *(tie.id for tie in own)),
        )  # fmt: skip

    def concept(self, width: float, *, tight: bool = False) -> Box | None:
        node = self.career.concept
        if node is None:
            return None
        return card(
            node.id, node.kind, node.label, width, self.size, tight=tight, pad=PAD, step=node.step, focus=node.focus
        )

    def write(self, role: Literal["heading", "text"], text: str, left: float, y: float, step: int = 0) -> None:
        """Sets a line of text that begins at `left`."""
        wide = width_of(text, SMALL, 600 if role == "heading" else 400)
        self.marks.append(
            Mark(
                role=role, x=left + wide / 2, y=y, width=wide, height=SMALL * LEADING, text=text, size=SMALL, step=step
            )
        )  # fmt: skip

    def bay(self, told: Sequence[Tie], width: float, top: float) -> float:
        """Sets what has no date under its heading at the left; the lower edge."""
        if not self.career.undated:
            return top
        self.write("heading", UNDATED, 0, top + 10)
        y = top + 26
        for one in self.career.undated:
            box = self.meaning(one, told, width, actor=True)
            self.boxes.append(at(box, 0, y))
            y += box.height + GAP
        return y - GAP

    def rest(self, top: float) -> float:
        """Sets statements that belong to no meaning in rows; the lower edge."""
        x, y, tall = 0.0, top + GAP, 0.0
        for saying in sayings(self.career.rest, self.stage):
            tie, clause = saying.ties[0], saying.clause(self.career.names)
            text = clause[0].upper() + clause[1:] + (f" ({saying.remarks()})" if saying.remarks() else "")
            box = card(
                tie.id, "", text, self.area.width, self.size, pad=PAD, tight=True, step=tie.step, voice=tie.voice,
                statements=tuple(one.id for one in saying.ties),
            )  # fmt: skip
            if x and x + box.width > self.area.width:
                x, y, tall = 0.0, y + tall + GAP, 0.0
            self.boxes.append(at(box, x, y))
            x, tall = x + box.width + GAP, max(tall, box.height)
        return y + tall if tall else top
