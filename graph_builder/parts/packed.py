"""Things as plain tuples, which travel between processes and lie in memory at a third of the cost of the values."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Any

from graph_builder.errors import Where
from graph_builder.model.dates import parse_date
from graph_builder.model.sources import Locator
from graph_builder.model.things import Thing, Unfinished

Packed = tuple[Any, ...]
RECENT = 50_000
KIND, LABEL, PLACE = 1, 2, 3  # where these stand in what is packed
_HOLDERS, _RARE = 10, 12


def packed(thing: Thing) -> Packed:
    """The thing as a tuple of texts, numbers and tuples; `unpacked` gives an equal thing."""
    rare = (thing.concept, thing.gloss, thing.denies, thing.quote, thing.hedge, thing.certainty, thing.first)
    more = (thing.same_as, thing.outcome)
    return (
        thing.id,
        thing.kind,
        thing.label,
        tuple(thing.where),
        thing.aka,
        thing.type,
        thing.when.written if thing.when else "",
        tuple(map(tuple, thing.locators)),
        thing.note,
        thing.editor,
        thing.holders,
        thing.several,
        rare if any(rare) else (),
        pickle.dumps(more) if any(more) else b"",
    )


def unpacked(values: Packed) -> Thing:
    """The thing of which this is the tuple."""
    id_, kind, label, where, aka, type_, when, locators, note, editor, holders, several, rare, more = values
    concept, gloss, denies, quote, hedge, certainty, first = rare or ("", "", (), "", "", "", False)
    same_as, outcome = pickle.loads(more) if more else ((), None)
    one: Any = Unfinished()
    one.id, one.kind, one.label, one.where = id_, kind, label, Where(*where)
    one.aka, one.type, one.note, one.editor = aka, type_, note, editor
    one.when = parse_date(when) if when else None
    one.locators = tuple([Locator(*locator) for locator in locators])
    one.same_as, one.holders, one.several, one.outcome = same_as, holders, several, outcome
    one.concept, one.gloss, one.denies = concept, gloss, denies
    one.quote, one.hedge, one.certainty, one.first = quote, hedge, certainty, first
    one.__class__ = Thing
    return one  # type: ignore[no-any-return]  # a Thing now


def whose(values: Packed) -> tuple[str, ...]:
    """Who holds the sense or outlook of which this is the tuple, and the term whose sense it is; none for others."""
    concept = values[_RARE][0] if values[_RARE] else ""
    return (*values[_HOLDERS], concept) if concept else values[_HOLDERS]


class Things(Mapping[str, Thing]):
    """Things by id, unpacked when they are asked for; only some thousands that were asked for last are kept."""

    def __init__(self, held: dict[str, Packed]) -> None:
        self.held = held
        self.recent: dict[str, Thing] = {}

    def __getitem__(self, id_: str) -> Thing:
        found = self.recent.get(id_)
        if found is None:
            if len(self.recent) >= RECENT:
                self.recent.clear()
            found = self.recent[id_] = unpacked(self.held[id_])
        return found

    def get(self, id_: str, default: Any = None) -> Any:
        """The thing, or the default if there is none."""
        found = self.recent.get(id_)
        if found is not None:
            return found
        return self[id_] if id_ in self.held else default

    def __contains__(self, id_: object) -> bool:
        return id_ in self.held

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)
