"""What the explorer shows nowhere but hands out as RDF: dates as written, numbers, passages of outcomes, evidence.

With these, its JSON-LD says of a thing or statement what `graph.rdf` says (a test compares the two).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from graph_builder.model.dates import Date, words
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement
from graph_builder.views.cards import clean, figure_id
from graph_builder.views.explorer_told import positions, told


class FigureRow(TypedDict):
    """A number; `low` and `high` are its bounds, "" where there is none; `bound` is "", "<", ">" or "~"."""

    unit: str
    low: str
    high: str
    bound: str
    compared_to: str


class OutcomeRow(TypedDict):
    """Passages by id: those that introduce a thing, and those that tell whether it came true."""

    introduced: list[str]
    answered: list[str]


class Details(TypedDict):
    """`written` are dates as the curator wrote them, by their words, unless two have the same; `figures` are by the id
    of their node; `outcomes` and `evidence` by the id of a thing; `told` and `positions` are those of
    explorer_told, the positions in the order of the edges."""

    written: dict[str, str]
    figures: dict[str, FigureRow]
    outcomes: dict[str, OutcomeRow]
    evidence: dict[str, list[str]]
    told: dict[str, list[list[str]]]
    positions: list[int]


def details(book: FactBook, things: Iterable[str], statements: Iterable[Statement]) -> Details:
    """Order: by id; statements as given, which is that of the edges."""
    shown, made = [book.things[id_] for id_ in sorted(things)], list(statements)
    return {
        "written": _written(filter(None, [*(thing.when for thing in shown), *(s.when for s in made)])),
        "figures": dict(sorted((figure_id(s), _figure(s)) for s in made if s.figure)),
        "outcomes": {
            thing.id: {
                "introduced": [locator.id for locator in thing.locators],
                "answered": [locator.id for locator in thing.outcome.locators],
            }
            for thing in shown
            if thing.outcome
        },
        "evidence": {
            thing.id: [clean(same.evidence) for same in thing.same_as if same.evidence]
            for thing in shown
            if any(same.evidence for same in thing.same_as)
        },
        "told": told(book, (thing.id for thing in shown), made),
        "positions": positions(book, made),
    }


def _written(dates: Iterable[Date]) -> dict[str, str]:
    forms: dict[str, set[str]] = defaultdict(set)
    for date in dates:
        forms[clean(words(date))].add(date.written)
    return {said: form for said, (form, *others) in sorted(forms.items()) if not others}


def _figure(statement: Statement) -> FigureRow:
    figure = statement.figure
    assert figure is not None
    return {
        "unit": clean(figure.unit), "low": _decimal(figure.low), "high": _decimal(figure.high),
        "bound": figure.bound, "compared_to": clean(figure.compared_to),
    }  # fmt: skip


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
