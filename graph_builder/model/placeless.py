"""A FactBook without the places in files, so that two can be compared for what they say."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.errors import Where
from graph_builder.model.factbook import FactBook, Passage, Settings
from graph_builder.model.sources import Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing

_NOWHERE = Where("")

Contents = tuple[Settings, dict[str, Source], dict[str, Thing], tuple[Passage, ...], tuple[Statement, ...]]


def contents(book: FactBook) -> Contents:
    """Everything that a FactBook holds but places in files: books with equal contents say the same, in the same order.

    >>> from graph_builder.model.world import NO_SETTINGS
    >>> contents(FactBook(NO_SETTINGS, {}, {}, (), ())) == contents(FactBook(NO_SETTINGS, {}, {}, (), ()))
    True
    """
    return (
        book.settings,
        {id_: _source(source) for id_, source in book.sources.items()},
        {id_: replace(thing, where=_NOWHERE) for id_, thing in book.things.items()},
        book.passages,
        tuple(replace(statement, where=_NOWHERE) for statement in book.statements),
    )


def missing(before: FactBook, after: FactBook) -> list[str]:
    """What the one says and the other does not: things by id, statements by subject, relation and object.

    Order: things, then statements, as in the first book.
    """
    said = {_said(s) for s in after.statements}
    things = [f"'{id_}'" for id_ in before.things if id_ not in after.things]
    return things + [f"'{' '.join(_said(s)[1:4]).strip()}'" for s in before.statements if _said(s) not in said]


def _said(s: Statement) -> tuple[str, str, str, str, bool]:
    return s.locator.id, s.subject, s.relation, s.object, s.negated


def _source(source: Source) -> Source:
    chapters = tuple(replace(chapter, where=_NOWHERE) for chapter in source.chapters)
    return replace(source, chapters=chapters, where=_NOWHERE)
