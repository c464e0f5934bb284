"""Statements as short clauses; what several things do to one, or one to several, is said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_builder.lectures.layouts.cards import said_of
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.model.wording import listed, verb


@dataclass(frozen=True, slots=True)
class Saying:
    """Statements that are one clause: the same verb in the same voice, with several subjects or several objects."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    label: str
    ties: tuple[Tie, ...]

    def clause(self, names: Mapping[str, str], subject: str = "", target: str = "") -> str:
        """The clause, with these words for the ends where they are given."""
        subject = subject or listed([names.get(id_, id_) for id_ in self.sources])
        return f"{subject} {self.label} {target or self.objects(names)}"

    def objects(self, names: Mapping[str, str]) -> str:
        return listed([names.get(id_, id_) for id_ in self.targets])

    def remarks(self, *, voice: bool = True) -> str:
        """How surely it is held, and by whom."""
        tie = self.ties[0]
        held = f"held to be {tie.confidence}" if tie.confidence else ""
        return ", ".join(filter(None, (held, tie.according if voice else "")))


def sayings(ties: Sequence[Tie], stage: Stage) -> list[Saying]:
    """The statements as clauses, in the order of the first statement of each."""
    written = {s.id: s for s in stage.shown.statements}
    manner = {tie.id: _manner(tie, written[tie.id].mode if tie.id in written else tie.label) for tie in ties}
    found: list[Saying] = []
    taken: set[str] = set()
    for tie in ties:
        if tie.id in taken:
            continue
        alike = [other for other in ties if other.id not in taken and manner[other.id] == manner[tie.id]]
        one_object = [other for other in alike if other.target == tie.target]
        one_subject = [other for other in alike if other.source == tie.source]
        group = one_object if len(one_object) > len(one_subject) else one_subject
        sources = tuple(dict.fromkeys(other.source for other in group))
        targets = tuple(dict.fromkeys(other.target for other in group))
        label = said_of(tie)
        if len(sources) > 1 and tie.id in written:
            label = verb(written[tie.id], True) + ("?" if tie.doubted else "")
        found.append(Saying(sources, targets, label, tuple(group)))
        taken |= {other.id for other in group}
    return found


def _manner(tie: Tie, mode: str) -> tuple[object, ...]:
    """What statements must share to be said in one clause."""
    return tie.relation, mode, tie.negated, tie.doubted, tie.voice, tie.according, tie.confidence, tie.step, tie.words
