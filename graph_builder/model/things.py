"""Things: what statements are about.  Twelve kinds, written in blocks that are named after them."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.errors import Where
from graph_builder.model.dates import Date
from graph_builder.model.relations import Kind
from graph_builder.model.sources import Locator

BLOCKS: dict[str, Kind] = {
    "people": "Person",
    "groups": "Group",
    "states": "State",
    "places": "Place",
    "events": "Event",
    "documents": "Document",
    "concepts": "Concept",
    "offices": "Office",
    "situations": "Situation",
    "outlooks": "Outlook",
}
"""The block of an entities file and the kind of what is in it, in the order in which views list kinds."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The same thing elsewhere: its IRI, the SKOS match (`exactMatch`, `closeMatch`), when it was checked and where."""

    iri: str
    match: str
    checked: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hindsight on a Situation: `answer` is yes, no or partly; `by` what realised it; where the text says so."""

    answer: str
    by: tuple[str, ...] = ()
    when: Date | None = None
    locators: tuple[Locator, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of any kind but Claim (a Claim is a `Statement` with an id of its own).

    `locators` say where the text introduces it.  `concept`, `gloss`, `denies`, `quote`, `hedge`, `certainty` and
    `first` belong to a Sense; `holders` to a Sense or an Outlook (whose it is); `outcome` to a Situation.
    """

    id: str
    kind: Kind
    label: str
    where: Where
    aka: tuple[str, ...] = ()
    type: str = ""
    when: Date | None = None
    locators: tuple[Locator, ...] = ()
    note: str = ""
    editor: str = ""
    same_as: tuple[Alignment, ...] = ()
    holders: tuple[str, ...] = ()
    concept: str = ""
    gloss: str = ""
    denies: tuple[str, ...] = ()
    quote: str = ""
    hedge: str = ""
    certainty: str = ""
    first: bool = False
    several: bool = False
    outcome: Outcome | None = None


class Unfinished:
    """A Thing whose values are being set, as in `model.statements`."""

    __slots__ = Thing.__slots__
