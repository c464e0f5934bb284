"""What outlooks say, side by side: of which matters more than one speaks, where they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from graph_builder.lectures.layouts.cards import in_order
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.model.dates import overlap

MOST = 4
_FORESEEN = frozenset({"expects", "believes"})
_WISHES = {"hopes_for": "fears", "fears": "hopes_for", "supports": "opposes", "opposes": "supports"}
_FOR = frozenset({"believes", "expects", "hopes_for", "supports", "calls_for", "aims_at", "commits_to"})
_AGAINST = frozenset({"fears", "opposes"})
_ATTITUDES = _FOR | _AGAINST | {"characterises"}


@dataclass(slots=True)
class Matter:
    """A thing, or what one thing does to another (`target`), and what each outlook says of it.

    `said` is what an outlook itself thinks of it, `mentions` what by its account others do to it or want of it, or it
    does.
    """

    source: str
    target: str = ""
    said: dict[str, list[Tie]] = field(default_factory=dict)
    mentions: dict[str, list[Tie]] = field(default_factory=dict)
    opposed: set[str] = field(default_factory=set)
    """The statements that contradict one of another outlook."""

    def ties(self) -> list[Tie]:
        return [tie for told in (self.said, self.mentions) for ties in told.values() for tie in ties]

    def speakers(self) -> set[str]:
        return self.said.keys() | self.mentions.keys()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outlooks; matters of which several of them speak, those that they contradict each other on first; matters of
    one alone; what each says leads to what; and what none of them says."""

    outlooks: tuple[Node, ...]
    shared: tuple[Matter, ...]
    alone: tuple[Matter, ...]
    causes: dict[str, tuple[Tie, ...]]
    rest: tuple[Tie, ...]


def comparison_of(stage: Stage) -> Comparison:
    """What stands on the stage as a comparison; every statement is in it once."""
    nodes, ties = in_order(stage)
    named = stage.scene.show.compare if stage.scene.show else ()
    held = [node for node in nodes if node.kind == "Outlook"]
    chosen = [node for id_ in named for node in held if node.id == id_] or held[:MOST]
    ids = [node.id for node in chosen]
    views = {s.id: s.view for s in stage.shown.statements}
    modes = {s.id: s.mode for s in stage.shown.statements}
    stances: dict[str, Matter] = {}
    pairs: dict[tuple[str, str], Matter] = {}
    rest: list[Tie] = []
    for tie in ties:
        view = views.get(tie.id) or (tie.source if tie.source in ids else "")
        if view not in ids or (tie.source in ids and tie.target in ids):
            rest.append(tie)
        elif tie.source == view:
            stances.setdefault(tie.target, Matter(tie.target)).said.setdefault(view, []).append(tie)
        else:
            pair = pairs.setdefault((tie.source, tie.target), Matter(tie.source, tie.target))
            pair.said.setdefault(view, []).append(tie)
    matters = [*stances.values(), *pairs.values()]
    for matter in matters:
        matter.opposed = _opposed(matter, modes)
    causes: dict[str, tuple[Tie, ...]] = {}
    for pair in pairs.values():
        if len(pair.said) == 1:
            view, own = next(iter(pair.said.items()))
            for tie in own:
                if row := _row_of(tie, view, stances):
                    row.mentions.setdefault(view, []).append(tie)
                else:
                    causes[view] = (*causes.get(view, ()), tie)
    shared = [matter for matter in matters if len(matter.speakers()) > 1]
    shared.sort(key=lambda matter: not matter.opposed)
    alone = [matter for matter in stances.values() if len(matter.speakers()) == 1]
    alone.sort(key=lambda matter: ids.index(next(iter(matter.said))))
    return Comparison(tuple(chosen), tuple(shared), tuple(alone), causes, tuple(rest))


def _row_of(tie: Tie, view: str, rows: dict[str, Matter]) -> Matter | None:
    """The matter of another outlook with which a statement of this one belongs, if there is one.

    Nobody is silent on what he mentions; and what others are said to want is compared with what is thought of it.
    """
    ends = [rows[end] for end in (tie.target, tie.source) if end in rows and rows[end].said.keys() - {view}]
    silent = [row for row in ends if view not in row.said]
    if silent:
        return silent[0]
    return ends[0] if ends and ends[0].source == tie.target and tie.relation in _ATTITUDES else None


def _opposed(matter: Matter, modes: dict[str, str]) -> set[str]:
    found: set[str] = set()
    for one, other in combinations(matter.said, 2):
        for a in matter.said[one]:
            for b in matter.said[other]:
                if contradict(a, b, (modes.get(a.id, "actual"), modes.get(b.id, "actual"))):
                    found |= {a.id, b.id}
    return found


def contradict(one: Tie, other: Tie, modes: Sequence[str] = ("actual", "actual")) -> bool:
    """Whether two outlooks contradict each other by two statements of the same matter.

    It is the logic of the explorer's comparison: one denies what the other says; one hopes for what the other fears,
    furthers what the other hinders.  A purpose says nothing of what comes of it, what may be so may also not be so, and
    what is said of different times does not meet.
    """
    if modes.count("intended") == 1 or (one.when and other.when and overlap(one.when, other.when) == "no"):
        return False
    maybe = modes.count("possible") == 2
    if _family(one) == _family(other):
        return one.negated != other.negated and not maybe
    if one.negated or other.negated or maybe:
        return False
    signed = bool(one.sign and other.sign and one.sign != other.sign)
    return signed or _WISHES.get(one.relation) == other.relation


def _family(tie: Tie) -> str:
    """To believe in a situation and to expect it are one: both say that it is so, or will be."""
    return "expects" if tie.relation in _FORESEEN else tie.relation


def sign_of(tie: Tie) -> str:
    """Whether an outlook holds or wants something (+), denies or fears it (-), or neither ("")."""
    sign = tie.sign or ("+" if tie.relation in _FOR else "-" if tie.relation in _AGAINST else "")
    if tie.negated and not tie.sign:
        sign = {"+": "-", "-": "+"}.get(sign, "")
    return sign
