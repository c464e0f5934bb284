"""The FactBook: everything that was read and found sound, and the one thing that every later stage starts from."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_builder.model.relations import Kind
from graph_builder.model.sources import Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing


@dataclass(frozen=True, slots=True)
class Settings:
    """What `graph.yaml` says: names, base IRI (ends in / or #), licences and the types of each block."""

    title: str
    base: str
    prefix: str = "kg"
    description: str = ""
    language: str = "en"
    code_licence: str = "MIT"
    facts_licence: str = "CC-BY-4.0"
    curators: tuple[str, ...] = ()
    types: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was read: `nothing` says why it yielded no fact, where it yielded none."""

    locator: Locator
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class FactBook:
    """Settings, sources, things, passages and statements, cross-checked.

    Order: sources and things by id; passages by locator; statements by locator, then place in the files.
    """

    settings: Settings
    sources: dict[str, Source]
    things: dict[str, Thing]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]


def kind_of(book: FactBook, id_: str, claims: dict[str, Statement] | None = None) -> Kind | None:
    """The kind of the thing or Claim with this id; None if there is neither."""
    thing = book.things.get(id_)
    if thing:
        return thing.kind
    if claims is not None:
        return "Claim" if id_ in claims else None
    return "Claim" if any(s.claim and s.id == id_ for s in book.statements) else None


def claims_of(book: FactBook) -> dict[str, Statement]:
    """The statements with an id of their own, by id."""
    return {s.id: s for s in book.statements if s.claim}
