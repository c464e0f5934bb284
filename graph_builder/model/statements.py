"""Statements: who says what of whom, where, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from graph_builder.errors import Where
from graph_builder.model.dates import Date
from graph_builder.model.sources import Locator

Voice = Literal["author", "attributed", "outlook"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the text gives it.

    `written` keeps the curator's form; `low` and `high` are its bounds, both included, None where there is none.
    `bound` is "", "<", ">" or "~".  `compared_to` says in words what the figure is measured against.
    """

    written: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    bound: str = ""
    compared_to: str = ""

    @property
    def label(self) -> str:
        """The figure in words."""
        words = {"<": "less than ", ">": "more than ", "~": "about "}.get(self.bound, "")
        number = self.written.lstrip("<>~= ").replace("..", " to ")
        text = f"{words}{number} {self.unit}".strip()
        return f"{text} (compared with {self.compared_to})" if self.compared_to else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact: subject, relation, object or figure, and all that qualifies it.

    `id` is the curator's where he gave one (then `claim` is True and other statements can speak about it), else it is
    derived from the content, so that it does not depend on the order of lines.  `object` is "" where there is a
    `figure`.  `view` is the Outlook within which it stands.  `by` are those who say or believe it; empty means the
    author.  `nested` marks statements that were written by nesting (a sense's concept, an outlook's holder).
    """

    id: str
    subject: str
    relation: str
    object: str
    locator: Locator
    where: Where
    figure: Figure | None = None
    negated: bool = False
    claim: bool = False
    nested: bool = False
    view: str = ""
    by: tuple[str, ...] = ()
    when: Date | None = None
    at: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    role: str = ""
    how: str = ""
    sense: str = ""
    first: bool = False
    open: str = ""
    confidence: str = ""
    certainty: str = ""
    hedge: str = ""
    author: str = ""
    mode: str = "actual"
    quote: str = ""
    note: str = ""
    editor: str = ""


class Unfinished:
    """A Statement whose values are being set; when the last one is, its `__class__` becomes Statement and it is frozen.

    A library makes millions of them, and to make so wide a frozen value at once takes three times as long.
    """

    __slots__ = Statement.__slots__


def voice(statement: Statement) -> Voice:
    """Whose words these are: the author's own, attributed to somebody, or part of an outlook."""
    if statement.view:
        return "outlook"
    return "attributed" if statement.by else "author"


def is_doubted(statement: Statement) -> bool:
    """True where the author doubts that it is so, or that it was said."""
    return statement.certainty not in ("", "certain")


def is_plain(statement: Statement) -> bool:
    """True if the statement is also a direct edge of the graph.

    Only what the author says himself, not negated, of what is actual, and not doubted, is plain.
    Source: ontology.md, "Plain-fact rule".
    """
    return (
        not statement.view
        and not statement.by
        and not statement.negated
        and statement.mode == "actual"
        and not is_doubted(statement)
    )
