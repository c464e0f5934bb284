"""A draft -> a FactBook and every breach of the rules that look at more than one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph_builder.errors import Problem
from graph_builder.model import rules_facts, rules_ids
from graph_builder.model.dates import words
from graph_builder.model.draft import Draft
from graph_builder.model.factbook import FactBook
from graph_builder.model.identity import named
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.model.world import NO_SETTINGS, World, pointer

Check = Callable[[World], Iterator[Problem]]

ALONE: tuple[Check, ...] = (
    rules_ids.unknown_ids,
    rules_ids.wrong_kinds,
    rules_ids.unknown_types,
    rules_ids.self_relations,
    rules_ids.taken_figures,
    rules_facts.locators_outside,
    rules_facts.long_quotes,
    rules_facts.misplaced_qualifiers,
    rules_facts.missing_qualifiers,
    rules_facts.foreign_senses,
    rules_facts.lonely_hedges,
    rules_facts.dates_without_place,
    rules_facts.dates_against_events,
    rules_facts.orders_against_dates,
    rules_facts.unmarked_open_lists,
)
"""Rules that look at one thing or statement at a time, whatever others there are, beside the things that it names."""

PAIRED: tuple[Check, ...] = (
    rules_facts.duplicate_facts,
    rules_facts.nothing_and_facts,
    rules_facts.contradictions,
)
"""Rules that compare statements and passages two by two; what two have in common tells which (see `parts.across`)."""

TOGETHER: tuple[Check, ...] = (
    rules_ids.cycles,
    rules_ids.claim_cycles,
    rules_ids.deep_claims,
    rules_ids.same_labels,
    rules_facts.offices_twice,
)
"""Rules that need every thing, or every statement of one relation."""

CHECKS = (*ALONE, *PAIRED, *TOGETHER)


def world_of(draft: Draft, lines_of: Mapping[str, Sequence[str]]) -> World:
    """The draft with ids resolved and every statement named; `lines_of` gives each file's lines."""
    things = {thing.id: thing for thing in draft.things if thing.id not in draft.doubled}
    things |= {id_: replace(t, label=sense_label(t, things)) for id_, t in things.items() if not t.label}
    statements = [named(statement) for statement in draft.statements]
    claims = {s.id: s for s in statements if s.claim}
    return World(
        settings=draft.settings or NO_SETTINGS,
        sources=draft.sources,
        things=things,
        own=things.values(),
        statements=statements,
        passages=draft.passages,
        kinds={id_: kind for id_, kind in draft.kinds.items() if id_ not in draft.doubled},
        lost=None if draft.blind else draft.lost | draft.doubled,
        malformed=draft.malformed,
        claims=claims,
        partial=draft.partial,
        partial_things=draft.partial_things,
        point=pointer(draft.spots, lines_of),
    )


def sense_label(sense: Thing, things: Mapping[str, Thing]) -> str:
    """The term with whose sense it is and when."""
    whose = [things[id_].label if id_ in things else id_ for id_ in (sense.concept, *sense.holders)]
    date = [words(sense.when)] if sense.when else []
    return f"{whose[0]} ({', '.join([*(whose[1:] or ['the author']), *date])})"


def breaches(world: World) -> Iterable[Problem]:
    """Every breach of every rule, in the order of the rules."""
    return (found for check in CHECKS for found in check(world))


def absences(world: World) -> Iterable[Problem]:
    """What is missing from a world that keeps every rule; where something is wrong, what is missing may be there."""
    return rules_ids.unused_things(world)


def book_of(world: World) -> FactBook:
    """The FactBook of a world without errors."""
    order = {id(s): i for i, s in enumerate(world.statements)}
    return FactBook(
        settings=world.settings,
        sources=dict(sorted(world.sources.items())),
        things=dict(sorted(world.things.items())),
        passages=tuple(sorted({p for p, _, _ in world.passages}, key=lambda p: (p.locator, p.nothing))),
        statements=tuple(sorted(world.statements, key=lambda s: (s.locator, *_place(s), order[id(s)]))),
    )


def _place(s: Statement) -> tuple[bool, str, str, str]:
    """What orders the statements of a passage: those written within things do not tell in what order things stood."""
    return (False, s.subject, s.relation, s.object) if s.nested else (True, "", "", "")
