"""Rules about facts: dates, places, voices, quotes and qualifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.errors import Problem
from graph_builder.model.dates import Date, overlap
from graph_builder.model.identity import identity
from graph_builder.model.names import statement_id
from graph_builder.model.relations import RELATIONS
from graph_builder.model.sources import Locator, chapter_of
from graph_builder.model.statements import Statement
from graph_builder.model.world import World
from graph_builder.rulebook import problem

MAX_QUOTE = 15
_REPORTED = frozenset(
    [
        "believes",
        "expects",
        "hopes_for",
        "fears",
        "characterises",
        "calls_for",
        "aims_at",
        "commits_to",
        "uses_term",
        "supports",
        "opposes",
    ]
)
_OPEN = re.compile(r"\b(?:and|among) others\b|\betc\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w’'-]*")


def duplicate_facts(world: World) -> Iterator[Problem]:
    """A fact stands once in a passage."""
    first: dict[str, Statement] = {}
    for statement in world.statements:
        other = first.setdefault(sameness(statement), statement)
        if other is not statement:
            words = f"{statement.subject} {statement.relation} {statement.object}".strip()
            message = f"'{words}' stands already at {other.where}"
            yield problem("duplicate-fact", statement.where, message)


def sameness(statement: Statement) -> str:
    """What is equal for two statements if they are the same fact of the same passage, whatever they are called.

    A relation that holds both ways is the same fact either way.
    """
    turned = statement.subject > statement.object and RELATIONS[statement.relation].symmetric
    if not turned and not statement.claim:
        return statement.id
    key = identity(statement)
    return statement_id((*key[:3], key[6], key[4], key[5], key[3], *key[7:]) if turned else key)


def nothing_and_facts(world: World) -> Iterator[Problem]:
    """A passage that says `nothing` has no facts anywhere."""
    facts = {s.locator: s.where for s in reversed((*world.statements, *world.partial)) if not s.nested}
    for passage, _, place in world.passages:
        if passage.nothing and passage.locator in facts:
            message = f"{passage.locator.short} says `nothing`, and has a fact at {facts[passage.locator]}"
            yield problem("nothing-and-facts", world.point(place, "nothing"), message)


def contradictions(world: World) -> Iterator[Problem]:
    """One voice does not assert and deny the same at one time."""
    first: dict[tuple[str, ...], Statement] = {}
    for statement in world.statements:
        other = first.setdefault(assertion(statement), statement)
        if other.negated != statement.negated:
            words = f"{statement.subject} {statement.relation} {statement.object}".strip()
            message = f"the same voice asserts and denies '{words}'; the other is at {other.where}"
            yield problem("contradiction", statement.where, message)


def assertion(statement: Statement) -> tuple[str, ...]:
    """What is equal for two statements of one voice that say the same, or one of them the opposite."""
    return (
        statement.view,
        *sorted(statement.by),
        statement.subject,
        statement.relation,
        statement.object,
        statement.when.edtf if statement.when else "",
        *statement.at,
        statement.mode,
        statement.sense,
        statement.how,
        statement.figure.written if statement.figure else "",
    )


def locators_outside(world: World) -> Iterator[Problem]:
    """Locators lie within the pages and paragraphs of their source."""
    for passage, _, place in world.passages:
        if message := _outside(world, passage.locator, pages=False):
            yield problem("locator-outside", place, message)
    for thing in world.own:
        for key, locators in (("p", thing.locators), ("came_true", thing.outcome.locators if thing.outcome else ())):
            for locator in locators:
                if message := _outside(world, locator, pages=True):
                    yield problem("locator-outside", world.point(thing.where, locator.short, key), message)


def _outside(world: World, locator: Locator, pages: bool) -> str:
    """What is wrong with a locator; "" if nothing."""
    source = world.sources.get(locator.source)
    if source is None:
        return ""
    chapter = chapter_of(source, locator.page)
    if chapter is None:
        spans = ", ".join(f"{c.first}-{c.last}" for c in source.chapters)
        return f"page {locator.page} is not among the pages of {source.id}: {spans}" if pages else ""
    count = chapter.paragraphs.get(locator.page)
    if locator.paragraph < 1 or (count is not None and locator.paragraph > count):
        has = f"{count} paragraph{'s' if count != 1 else ''}" if count is not None else "its first paragraph as ¶1"
        return f"page {locator.page} has {has}, not a ¶{locator.paragraph}"
    return ""


def offices_twice(world: World) -> Iterator[Problem]:
    """An office is not held by two at once, nor twice by one."""
    held: dict[str, list[Statement]] = {}
    for statement in world.statements:
        plain = not statement.negated and not statement.by and not statement.view and statement.mode == "actual"
        if statement.relation == "holds_office" and plain and statement.when:
            held.setdefault(statement.object, []).append(statement)
    for office, statements in sorted(held.items()):
        thing = world.things.get(office)
        several = bool(thing and thing.several)
        for i, one in enumerate(statements):
            for other in statements[:i]:
                if several and one.subject != other.subject:
                    continue
                if one.when and other.when and _both(one.when, other.when):
                    who = one.subject if one.subject == other.subject else f"{other.subject} and {one.subject}"
                    message = f"'{office}' is held twice at once, by {who}; the other is at {other.where}"
                    yield problem("office-twice", one.where, message)


def _both(one: Date, other: Date) -> bool:
    return "interval" in (one.precision, other.precision) and overlap(one, other) == "certain"


def long_quotes(world: World) -> Iterator[Problem]:
    """A quote or hedge has at most 15 words."""
    quoted = [(s.where, s.quote, s.hedge) for s in world.statements if (s.quote or s.hedge) and not s.nested]
    quoted += [(t.where, t.quote, t.hedge) for t in world.own if t.quote or t.hedge]
    for place, quote, hedge in quoted:
        for name, text in (("quote", quote), ("hedge", hedge)):
            count = len(_WORD.findall(text))
            if count > MAX_QUOTE:
                message = f"a {name} of {count} words, more than {MAX_QUOTE}"
                yield problem("long-quote", world.point(place, name), message)


def misplaced_qualifiers(world: World) -> Iterator[Problem]:
    """Qualifiers stand only where they mean something."""
    for s in world.statements:
        if s.sense and s.relation != "uses_term":
            yield problem("misplaced-qualifier", world.point(s.where, "sense"), f"'sense' with '{s.relation}'")
        if s.figure and s.relation != "amounts_to":
            yield problem("misplaced-qualifier", world.point(s.where, "value"), f"'value' with '{s.relation}'")
        if s.view and s.by:
            message = f"'by' within the outlook '{s.view}'"
            yield problem("view-and-by", world.point(s.where, "by"), message)
        reported = s.by or s.view or s.relation in _REPORTED
        for name, value in (("author", s.author), ("confidence", s.confidence)):
            if value and not reported:
                message = f"'{name}' on a fact that the author states himself"
                yield problem("author-on-own-words", world.point(s.where, name), message)


def missing_qualifiers(world: World) -> Iterator[Problem]:
    """A relation has the qualifiers that it needs."""
    for s in world.statements:
        if s.relation == "characterises" and not (s.quote or s.how):
            message = "'characterises' says nothing without `quote` or `how`"
            yield problem("missing-qualifier", s.where, message)
        if s.relation == "amounts_to" and s.figure is None:
            yield problem("missing-qualifier", s.where, "'amounts_to' without `value`")
        if s.relation == "amounts_to" and s.figure and not s.figure.unit:
            yield problem("missing-qualifier", s.where, "'amounts_to' without `unit`")


def foreign_senses(world: World) -> Iterator[Problem]:
    """The sense of uses_term belongs to the term, and to the one who uses it."""
    for s in world.statements:
        if s.relation != "uses_term":
            continue
        sense = world.things.get(s.sense)
        if sense is None or sense.kind != "Sense":
            continue
        if s.object not in world.kinds or s.subject not in world.kinds:
            continue
        if sense.concept != s.object:
            message = f"'{s.sense}' is a sense of '{sense.concept}', not of '{s.object}'"
            yield problem("sense-of-another", world.point(s.where, s.sense, "sense"), message)
        elif s.subject not in sense.holders and all(holder in world.kinds for holder in sense.holders):
            message = f"'{s.subject}' uses the term in a sense of {', '.join(sense.holders) or 'the author'}"
            yield problem("sense-of-other-actor", world.point(s.where, s.sense, "sense"), message)


def lonely_hedges(world: World) -> Iterator[Problem]:
    """A hedge comes with a certainty, and a certainty with a hedge."""
    doubts = [(s.where, s.certainty, s.hedge) for s in world.statements if (s.certainty or s.hedge) and not s.nested]
    doubts += [(t.where, t.certainty, t.hedge) for t in world.own if t.certainty or t.hedge]
    for place, certainty, hedge in doubts:
        if hedge and not certainty:
            yield problem("hedge-alone", world.point(place, "hedge"), "a `hedge` without `certainty`")
        elif certainty and certainty != "certain" and not hedge:
            yield problem("hedge-alone", world.point(place, "certainty"), "a `certainty` without `hedge`")


def dates_without_place(world: World) -> Iterator[Problem]:
    """A thing with a date says where the text gives it."""
    for thing in world.own:
        if thing.when and not thing.locators:
            yield problem("date-without-place", thing.where, f"'{thing.id}' has a date and no `p`")


def dates_against_events(world: World) -> Iterator[Problem]:
    """A fact is dated within the event at which it was so."""
    for s in world.statements:
        for event in s.at:
            thing = world.things.get(event)
            if s.when and thing and thing.when and overlap(s.when, thing.when) == "no":
                message = f"dated {s.when.written}, and '{event}' is dated {thing.when.written}"
                yield problem("date-against-event", world.point(s.where, "when"), message)


def orders_against_dates(world: World) -> Iterator[Problem]:
    """What comes before another thing is not dated after it."""
    for s in world.statements:
        if s.negated or s.view or s.by or s.relation not in ("precedes", "succeeds", "develops_from"):
            continue
        ends = (s.subject, s.object) if s.relation == "precedes" else (s.object, s.subject)
        earlier, later = (world.things.get(end) for end in ends)
        if earlier and later and earlier.when and later.when:
            start, end = earlier.when.begin[0], later.when.end[1]
            if start is not None and end is not None and start > end:
                message = f"'{ends[0]}' ({earlier.when.written}) is dated after '{ends[1]}' ({later.when.written})"
                yield problem("order-against-dates", s.where, message)


def unmarked_open_lists(world: World) -> Iterator[Problem]:
    """A list that goes on is marked open."""
    for s in world.statements:
        if s.note and not s.open and _OPEN.search(s.note):
            message = "the note says that the list goes on, and `open` is not set"
            yield problem("open-list-unmarked", world.point(s.where, "note"), message)
