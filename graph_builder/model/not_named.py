"""The rule `not-named`: what a statement speaks of is named where it is cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph_builder.errors import Problem
from graph_builder.model.mentions import stems
from graph_builder.model.placing import Named, around, is_named, naming, reading
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement
from graph_builder.model.world import World
from graph_builder.rulebook import problem


def not_named(world: World, texts: Mapping[Locator, str]) -> Iterator[Problem]:
    """Statements neither of whose ends is named in the cited paragraph, the sentence before it or the one after it.

    A name counts as there if half of its distinctive words are, the rare ones counting more; so do a statement's
    figure, its quote and the curator's remarks on it.  The rule finds most facts that stand under a wrong page, since
    another page speaks of other things, and is silent about right ones: of the thousand of the first data it named
    none, and two in three of those that were moved to a paragraph chosen by chance.
    """
    read, named = reading(texts), Named(world.things, world.claims)
    held = around(read)
    for s in world.statements:
        ends = (s.subject,) if s.figure else (s.subject, s.object)
        if s.nested or s.locator not in held or not all(naming(end, named) for end in ends):
            continue
        options = [name for end in ends for name in naming(end, named)]
        options += [words for text in _remarks(s) if (words := tuple(stems(text)))]
        if not is_named(options, held[s.locator], read):
            what = f"'{s.subject}' is not" if s.figure else f"neither '{s.subject}' nor '{s.object}' is"
            yield problem("not-named", world.point(s.where, s.subject), f"{what} named in or next to {s.locator.short}")


def _remarks(statement: Statement) -> tuple[str, ...]:
    figure = statement.figure.written.replace("..", " ") if statement.figure else ""
    return figure, statement.quote, statement.how, statement.note
