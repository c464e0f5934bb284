"""What a term meant, for whom and when: a stage as meanings, before anything has a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph_builder.lectures.layouts.cards import in_order, said_of
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.model.dates import sort_key
from graph_builder.model.wording import listed

AUTHOR = "the author"
"""Whose a meaning is that nobody holds."""

_OWN = ("sense_of", "understood_by")


@dataclass(slots=True)
class Meaning:
    """A sense of the term: whose it is (`actor`, with `head` as its node), and the statements that its card tells."""

    node: Node
    actor: str
    head: Node | None
    others: tuple[str, ...]
    own: list[Tie] = field(default_factory=list)
    uses: list[Tie] = field(default_factory=list)
    more: list[Tie] = field(default_factory=list)

    @property
    def gloss(self) -> str:
        return self.node.gloss or self.node.label

    def doubted(self) -> bool:
        return any(tie.doubted for tie in self.own)

    def statements(self) -> tuple[str, ...]:
        return tuple(tie.id for tie in (*self.own, *self.uses, *self.more))


@dataclass(frozen=True, slots=True)
class Career:
    """The term; its meanings, dated ones first and in order of time; statements between them; and all others."""

    concept: Node | None
    dated: tuple[Meaning, ...]
    undated: tuple[Meaning, ...]
    between: tuple[Tie, ...]
    rest: tuple[Tie, ...]
    first: frozenset[str]
    names: dict[str, str]

    def all(self) -> tuple[Meaning, ...]:
        return (*self.dated, *self.undated)


def career_of(stage: Stage) -> Career:
    """What stands on the stage as the career of a term; every statement is in it once."""
    nodes, ties = in_order(stage)
    by_id = {node.id: node for node in nodes}
    names = {node.id: node.label for node in nodes}
    used = {s.id: s.sense for s in stage.shown.statements}
    meanings = {node.id: _meaning(node, ties, by_id) for node in nodes if node.kind == "Sense"}
    between: list[Tie] = []
    rest: list[Tie] = []
    for tie in ties:
        if tie.source in meanings and tie.target in meanings:
            between.append(tie)
        elif tie.source in meanings:
            (meanings[tie.source].own if tie.relation in _OWN else meanings[tie.source].more).append(tie)
        elif used.get(tie.id) in meanings:
            meanings[used[tie.id]].uses.append(tie)
        elif tie.target in meanings:
            meanings[tie.target].more.append(tie)
        else:
            rest.append(tie)
    order = sorted(meanings.values(), key=lambda one: (sort_key(one.node.when), one.node.id))
    return Career(
        next((node for node in nodes if node.kind == "Concept"), None),
        tuple(one for one in order if one.node.when),
        tuple(one for one in order if not one.node.when),
        tuple(between),
        tuple(rest),
        frozenset(s.id for s in stage.shown.statements if s.first),
        names,
    )


def _meaning(node: Node, ties: Sequence[Tie], by_id: dict[str, Node]) -> Meaning:
    held = [tie.target for tie in ties if tie.relation == "understood_by" and tie.source == node.id]
    labels = [by_id[id_].label if id_ in by_id else id_ for id_ in held]
    labels = list(dict.fromkeys(labels or [by_id[id_].label if id_ in by_id else id_ for id_ in node.holders]))
    head = by_id.get(held[0]) if held else next((n for n in by_id.values() if n.label in labels[:1]), None)
    return Meaning(node, labels[0] if labels else AUTHOR, head, tuple(labels[1:]))


def remarks(one: Meaning, career: Career, told: Sequence[Tie]) -> list[str]:
    """What stands under a gloss: when, what it is not, who else holds it, who uses the term so, what it grew from.

    Args:
        told: statements between meanings that are no arrows.
    """
    by_id = {other.node.id: other for other in career.all()}
    uses: dict[str, list[Tie]] = {}
    for tie in one.uses:
        uses.setdefault(tie.source, []).append(tie)
    head = [one.node.words]
    for user, ties in uses.items():
        who = career.names.get(user, user)
        dates = dict.fromkeys(tie.words for tie in ties if tie.words and tie.words != one.node.words)
        text = "uses the term" + (" for the first time" if any(tie.id in career.first for tie in ties) else "")
        text += f" ({'; '.join(dates)})" if dates else ""
        head.append(text if who == one.actor else f"{who} {text}")
    rows = [" · ".join(filter(None, head))]
    if one.others:
        rows.append(f"also: {listed(one.others)}")
    if one.node.denies:
        rows.append(f"not: {'; '.join(one.node.denies)}")
    related: dict[str, list[str]] = {}
    for tie in told:
        if tie.source == one.node.id:
            related.setdefault(said_of(tie), []).append(_name(by_id[tie.target], career))
    rows += [f"{verb} {listed(list(dict.fromkeys(names)))}" for verb, names in related.items()]
    for tie in one.more:
        source, target = (career.names.get(id_, id_) for id_ in (tie.source, tie.target))
        rows.append(f"{said_of(tie)} {target}" if tie.source == one.node.id else f"{source} {said_of(tie)} this")
    return [row for row in dict.fromkeys(rows) if row]


def _name(one: Meaning, career: Career) -> str:
    """What other cards call a meaning: by its actor, and by its date where he has another."""
    date = one.node.words.partition(" (")[0]
    several = sum(other.actor == one.actor for other in career.all()) > 1
    return f"that of {one.actor}" + (f" ({date})" if date and several else "")
