"""Who stands on which side of which question: a stage as debates, before anything has a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph_builder.lectures.layouts.cards import in_order, said_of
from graph_builder.lectures.lecture import Node, Stage, Tie

Side = Literal["for", "against", "open"]
BOTH: tuple[Side, Side] = ("for", "against")

FOR = frozenset({"supports", "believes", "expects", "hopes_for", "calls_for", "commits_to", "aims_at", "promotes"})
AGAINST = frozenset({"opposes", "fears", "hinders", "acts_against"})
TURNING = frozenset({"supports", "opposes", "believes", "expects", "promotes", "hinders", "acts_against"})
"""Denied, these stand on the other side.  Who does not call for a thing, or does not fear it, is not yet against or
for it."""

PLAIN: dict[Side, frozenset[str]] = {
    "for": frozenset({"supports", "support"}),
    "against": frozenset({"opposes", "oppose"}),
    "open": frozenset(),
}
"""Verbs that the heading of a column says already."""


def side_of(tie: Tie) -> Side:
    """The side on which a statement puts its subject."""
    side: Side = "for" if tie.relation in FOR else "against" if tie.relation in AGAINST else "open"
    if tie.negated and side != "open":
        other: Side = "against" if side == "for" else "for"
        return other if tie.relation in TURNING else "open"
    return side


@dataclass(slots=True)
class Stand:
    """Somebody on one side of a debate, with the statements that put him there.

    `told` are other statements about him, in words.  `id` is that of his box.
    """

    node: Node
    ties: list[Tie] = field(default_factory=list)
    told: list[tuple[Tie, str]] = field(default_factory=list)
    id: str = ""
    step: int = 0

    def links(self) -> list[Tie]:
        """The statements that are arrows: the first about each question."""
        found: dict[str, Tie] = {}
        for tie in self.ties:
            found.setdefault(tie.target if tie.source == self.node.id else tie.source, tie)
        return list(found.values())

    def statements(self) -> tuple[str, ...]:
        """The statements that the card tells."""
        arrows = {tie.id for tie in self.links()}
        return (*(tie.id for tie in self.ties if tie.id not in arrows), *(tie.id for tie, _ in self.told))


@dataclass(slots=True)
class Debate:
    """Questions on which the same people stand on the same sides; `more` are the sides whose list the text leaves open.

    `told` are statements between questions, by the question that tells them.
    """

    questions: list[Node]
    sides: dict[Side, list[Stand]] = field(default_factory=lambda: {"for": [], "against": [], "open": []})
    more: set[Side] = field(default_factory=set)
    told: dict[str, list[tuple[Tie, str]]] = field(default_factory=dict)

    def dates(self) -> list[str]:
        """The dates of what was said for and against, each once."""
        return list(dict.fromkeys(tie.words for side in BOTH for one in self.sides[side] for tie in one.ties))


def debates_of(stage: Stage) -> list[Debate]:
    """The debates of a stage; every node and every statement is in one of them.

    A question is a focus on which somebody takes a side, or else whatever somebody takes a side on.
    """
    nodes, ties = in_order(stage)
    by_id = {node.id: node for node in nodes}
    objects = {tie.target for tie in ties if side_of(tie) != "open" and tie.source != tie.target}
    questions = [node for node in nodes if node.focus and node.id in objects]
    questions = questions or [node for node in nodes if node.id in objects] or [n for n in nodes if n.focus][:1]
    asked = {node.id: Debate([node]) for node in questions}
    open_lists = {s.id for s in stage.shown.statements if s.open == "subject"}
    left: list[Tie] = []
    for tie in ties:
        debate, end, side = asked.get(tie.target), tie.source, side_of(tie)
        if debate is None:
            debate, end, side = asked.get(tie.source), tie.target, "open"
        if debate is None or end in asked or end not in by_id:
            left.append(tie)
            continue
        _stand(debate.sides[side], by_id[end]).ties.append(tie)
        if tie.id in open_lists:
            debate.more.add(side)
    debates = _merged(list(asked.values())) or [Debate([])]
    placed = {one.node.id for one in _all(debates)} | asked.keys()
    debates[-1].sides["open"] += [Stand(node) for node in nodes if node.id not in placed]
    _name(debates)
    _tell(debates, left, by_id)
    return debates


def _stand(stands: list[Stand], node: Node) -> Stand:
    known = next((one for one in stands if one.node.id == node.id), None)
    if known is None:
        known = Stand(node)
        stands.append(known)
    return known


def _merged(debates: Sequence[Debate]) -> list[Debate]:
    """Those as one on which the same people stand on the same sides."""
    found: dict[tuple[tuple[str, ...], ...], Debate] = {}
    for debate in debates:
        key = tuple(tuple(sorted(one.node.id for one in debate.sides[side])) for side in BOTH)
        first = found.setdefault(key, debate)
        if first is debate:
            continue
        first.questions += debate.questions
        first.more |= debate.more
        for side, stands in debate.sides.items():
            for one in stands:
                _stand(first.sides[side], one.node).ties.extend(one.ties)
    return list(found.values())


def _all(debates: Sequence[Debate]) -> Iterator[Stand]:
    for debate in debates:
        for stands in debate.sides.values():
            yield from stands


def _name(debates: Sequence[Debate]) -> None:
    """The first box of a thing has its id; what comes after it, `~2` and so on."""
    times: dict[str, int] = {}
    for one in _all(debates):
        times[one.node.id] = number = times.get(one.node.id, 0) + 1
        one.id = one.node.id if number == 1 else f"{one.node.id}~{number}"
        one.step = one.node.step if number == 1 else min(tie.step for tie in one.ties)


def _tell(debates: Sequence[Debate], left: Sequence[Tie], by_id: dict[str, Node]) -> None:
    """Statements that are no arrow to or from a question are told by the card of their subject."""
    tellers: dict[str, list[tuple[Tie, str]]] = {}
    for one in _all(debates):
        tellers.setdefault(one.node.id, one.told)
    for debate in debates:
        for question in debate.questions:
            tellers.setdefault(question.id, debate.told.setdefault(question.id, []))
    for tie in left:
        source, target = (by_id[end].label if end in by_id else end for end in (tie.source, tie.target))
        if tie.source in tellers:
            tellers[tie.source].append((tie, f"{said_of(tie)} {target}"))
        elif tie.target in tellers:
            tellers[tie.target].append((tie, f"{source} {said_of(tie)} this"))
