"""RDF -> things: the way back from what `graph.rdf` writes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph_builder.errors import Where
from graph_builder.graph.as_written import in_order
from graph_builder.graph.rdf_nodes import (
    LABEL,
    TYPE,
    Nodes,
    date,
    fault,
    flag,
    full,
    id_of,
    ids,
    one,
    optional,
    several,
    short,
    written,
)
from graph_builder.graph.vocabulary import Names
from graph_builder.model.factbook import Settings
from graph_builder.model.relations import Kind
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement
from graph_builder.model.things import BLOCKS, Alignment, Outcome, Thing

_KINDS: tuple[Kind, ...] = (*BLOCKS.values(), "Sense")
_MATCHES = ("exactMatch", "closeMatch")


def read_things(
    nodes: Nodes, settings: Settings, locators: Mapping[str, Locator], statements: Sequence[Statement]
) -> dict[str, Thing]:
    """Every thing, by id.

    Args:
        nodes: what is said.
        settings: the graph's settings, for the names of types.
        locators: the passages, by IRI.
        statements: all of them: those written within things say whose sense or outlook each is, and of what.

    Raises:
        GraphBuilderError: something is missing or makes no sense.
    """
    kinds = {nodes.vocabulary + kind: kind for kind in _KINDS}
    within: dict[tuple[str, str], list[str]] = {}
    for s in statements:
        if s.nested:
            within.setdefault((s.subject, s.relation), []).append(s.object)
    types = _types(settings)
    found = {}
    for subject, pairs in nodes.said.items():
        own = [kinds[type_] for type_ in pairs.get(TYPE, ()) if type_ in kinds]
        if len(own) > 1:
            raise fault(nodes, subject, f"'{short(nodes, subject)}' is of two kinds: {', '.join(sorted(own))}")
        if own:
            thing = _thing(nodes, subject, own[0], types, locators, within)
            found[thing.id] = thing
    return found


def _types(settings: Settings) -> dict[tuple[Kind, str], list[str]]:
    """The names of types by the kind that they are of and the IRI that they have; those without a hyphen first."""
    names, found = Names(settings), dict[tuple[Kind, str], list[str]]()
    for block, types in settings.types.items():
        for name in sorted(types, key=lambda name: "-" in name):
            if block in BLOCKS:
                found.setdefault((BLOCKS[block], names.type(name)[1:-1]), []).append(name)
    return found


def _thing(
    nodes: Nodes,
    subject: str,
    kind: Kind,
    types: Mapping[tuple[Kind, str], Sequence[str]],
    locators: Mapping[str, Locator],
    within: Mapping[tuple[str, str], Sequence[str]],
) -> Thing:
    own, said = nodes.vocabulary, written(nodes, subject)
    id_ = id_of(nodes, subject, subject)
    type_ = optional(nodes, subject, own + "hasType")
    named = types.get((kind, type_), ())
    if type_ and not named:
        raise fault(nodes, subject, f"'{id_}' has the type {short(nodes, type_)}, which the graph does not list")
    concept = within.get((id_, "sense_of"), ())
    if kind == "Sense" and len(concept) != 1:
        raise fault(nodes, subject, f"the sense '{id_}' belongs to {len(concept) or 'no'} concept{'s' * bool(concept)}")
    holders = within.get((id_, "understood_by"), ()) or within.get((id_, "outlook_of"), ())
    return Thing(
        id=id_,
        kind=kind,
        label=one(nodes, subject, LABEL),
        where=Where(nodes.file),
        aka=in_order(several(nodes, subject, full("skos:altLabel")), said.get("aka")),
        type=str(said.get("type") or (named[0] if named else "")),
        when=date(nodes, subject, own + "date"),
        locators=_locators(nodes, subject, full("dcterms:source"), locators, said.get("p")),
        note=optional(nodes, subject, full("skos:note")),
        editor=optional(nodes, subject, full("skos:editorialNote")),
        same_as=_alignments(nodes, subject, said.get("same_as")),
        holders=in_order(holders, said.get("holders")),
        concept=concept[0] if concept else "",
        gloss=optional(nodes, subject, own + "gloss"),
        denies=in_order(several(nodes, subject, own + "denies"), said.get("not")),
        quote=optional(nodes, subject, own + "quote"),
        hedge=optional(nodes, subject, own + "hedge"),
        certainty=optional(nodes, subject, own + "certainty"),
        first=flag(nodes, subject, own + "first"),
        several=flag(nodes, subject, own + "several"),
        outcome=_outcome(nodes, subject, locators, said),
    )


def _locators(
    nodes: Nodes, subject: str, predicate: str, locators: Mapping[str, Locator], order: Sequence[str] | None
) -> tuple[Locator, ...]:
    found = {}
    for address in several(nodes, subject, predicate):
        if address not in locators:
            raise fault(nodes, subject, f"'{short(nodes, subject)}' names {short(nodes, address)}, no passage here")
        found[locators[address].id] = locators[address]
    return tuple(found[id_] for id_ in in_order(found, order)) if order else tuple(sorted(found.values()))


def _alignments(nodes: Nodes, subject: str, listed: Sequence[Any] | None) -> tuple[Alignment, ...]:
    """The alignments; what each rests on is told apart only where it is written."""
    pairs = {(match, iri) for match in _MATCHES for iri in several(nodes, subject, full(f"skos:{match}"))}
    told = [Alignment(**item) for item in listed or () if isinstance(item, dict) and set(item) == _PARTS]
    told = [alignment for alignment in told if (alignment.match, alignment.iri) in pairs]
    rest = sorted(pairs - {(alignment.match, alignment.iri) for alignment in told})
    if not rest:
        return tuple(told)
    checked = one(nodes, subject, nodes.vocabulary + "matchChecked")
    evidence = optional(nodes, subject, nodes.vocabulary + "matchEvidence")
    return (*told, *(Alignment(iri, match, checked, evidence) for match, iri in rest))


_PARTS = {"iri", "match", "checked", "evidence"}


def _outcome(nodes: Nodes, subject: str, locators: Mapping[str, Locator], said: Mapping[str, Any]) -> Outcome | None:
    own = nodes.vocabulary
    answer = optional(nodes, subject, own + "cameTrue")
    if not answer:
        return None
    return Outcome(
        answer=answer,
        by=in_order(ids(nodes, subject, own + "outcomeBy"), said.get("came_true by")),
        when=date(nodes, subject, own + "outcomeDateWritten"),
        locators=_locators(nodes, subject, own + "outcomeSource", locators, said.get("came_true p")),
        note=optional(nodes, subject, own + "outcomeNote"),
    )
