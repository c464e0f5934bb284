"""The FactBook: everything that was read and found sound, and the one thing that every later stage starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_builder.model.relations import Kind
from graph_builder.model.sources import Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing


@dataclass(frozen=True, slots=True)
class Settings:
    """What `graph.yaml` says: names, base IRI (ends in / or #), licences and the types of each block.

    `issued` is the day of the edition (YYYY-MM-DD), "" where none is given, as in `version`.
    """

    title: str
    base: str
    prefix: str = "kg"
    description: str = ""
    language: str = "en"
    code_licence: str = "MIT"
    facts_licence: str = "CC-BY-4.0"
    curators: tuple[str, ...] = ()
    version: str = ""
    issued: str = ""
    types: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was read: `nothing` says why it yielded no fact, where it yielded none."""

    locator: Locator
    nothing: str = ""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class FactBook:
    """Settings, sources, things, passages and statements, cross-checked.

    `claims` are the statements with an id of their own, by id; they follow from `statements` and, in a part of a
    library, from those `beyond` it of which its statements speak.

    Order: sources and things by id; passages by locator; statements by locator, those written within things first, by
    these, the others by their place in the files.
    """

    settings: Settings
    sources: dict[str, Source]
    things: Mapping[str, Thing]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    beyond: Mapping[str, Statement] = field(default_factory=dict, repr=False)
    claims: dict[str, Statement] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", {**self.beyond, **{s.id: s for s in self.statements if s.claim}})


def kind_of(book: FactBook, id_: str) -> Kind | None:
    """The kind of the thing or Claim with this id; None if there is neither."""
    thing = book.things.get(id_)
    if thing:
        return thing.kind
    return "Claim" if id_ in book.claims else None
