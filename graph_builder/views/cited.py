"""What is to be cited: the graph's record of a thing, Claim or statement, and the pages of books that it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.model.names import did_you_mean
from graph_builder.model.sources import Locator, Source
from graph_builder.model.wording import sentence
from graph_builder.model.world import references


@dataclass(frozen=True, slots=True)
class Record:
    """What the graph itself has to be cited for: one record of it (`title`), or the whole (`title` is "").

    `key` is its prefixed name, such as kg:lenin.
    """

    key: str
    title: str
    iri: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Passages:
    """The pages of one source.  Order: ascending, each page once."""

    source: Source
    pages: tuple[int, ...]


def record_of(book: FactBook, id_: str) -> Record:
    """The graph's record of an id, or of itself.

    Raises:
        UsageError: there is no such id.
    """
    settings = book.settings
    if not id_:
        return Record(settings.prefix, "", settings.base, settings)
    thing = book.things.get(id_)
    statement = next((s for s in book.statements if s.id == id_), None)
    if thing is None and statement is None:
        offer = did_you_mean(id_, [*book.things, *book.claims])
        raise UsageError(f"there is nothing with the id '{id_}'{offer} (graph-builder ids WORD finds ids)")
    title = thing.label if thing else sentence(statement, book) if statement else ""
    return Record(f"{settings.prefix}:{id_}", " ".join(title.split()), settings.base + id_, settings)


def passages_of(book: FactBook, id_: str) -> tuple[Passages, ...]:
    """The pages on which a thing, Claim or statement rests; without an id, all pages that were read.

    Order: by source.
    """
    pages: dict[str, set[int]] = {}
    if not id_:
        pages = {s.id: {n for c in s.chapters for n in range(c.first, c.last + 1)} for s in book.sources.values()}
    for locator in _locators(book, id_) if id_ else ():
        pages.setdefault(locator.source, set()).add(locator.page)
    return tuple(Passages(book.sources[s], tuple(sorted(n))) for s, n in sorted(pages.items()) if s in book.sources)


def _locators(book: FactBook, id_: str) -> Iterable[Locator]:
    thing = book.things.get(id_)
    if thing is None:
        return [s.locator for s in book.statements if s.id == id_]
    own = [*thing.locators, *(thing.outcome.locators if thing.outcome else ())]
    named = (s for s in book.statements if s.role == id_ or any(ref == id_ for _, ref in references(s)))
    return [*own, *(s.locator for s in named)]


def joined(pages: Iterable[int], dash: str = "–") -> str:
    """Pages as a list, with those that follow one another joined; all digits are written out.

    >>> joined([24, 19, 25, 19]), joined([172, 173, 174], "--"), joined([])
    ('19, 24–25', '172--174', '')
    """
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join(dash.join(map(str, run)) for run in runs)


def text_of(csl: Mapping[str, object], key: str) -> str:
    return " ".join(str(csl.get(key, "")).split())


def authors_of(csl: Mapping[str, object]) -> list[dict[str, str]]:
    authors: Any = csl.get("author", ())
    return list(authors)


def day_of(settings: Settings) -> str:
    """The day of the edition as Chicago writes it, "" where graph.yaml gives none.

    >>> day_of(Settings("", "", issued="1921-03-16"))
    'March 16, 1921'
    """
    if not settings.issued:
        return ""
    day = datetime.date.fromisoformat(settings.issued)
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
