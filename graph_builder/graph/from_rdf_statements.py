"""RDF -> statements: the way back from what `graph.rdf_statements` writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from graph_builder.errors import Where
from graph_builder.graph.as_written import in_order
from graph_builder.graph.rdf_nodes import (
    TYPE,
    Nodes,
    date,
    fault,
    flag,
    full,
    id_of,
    ids,
    number,
    of_type,
    one,
    optional,
    optional_id,
    several,
    short,
    written,
)
from graph_builder.graph.vocabulary import camel
from graph_builder.model.figures import parse_figure
from graph_builder.model.relations import RELATIONS
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Figure, Statement

_QUALIFIERS = (
    "inView", "heldBy", "negated", "date", "atEvent", "inPlace", "via", "inOffice", "role", "how", "first", "open",
    "mode", "certainty", "quote",
)  # fmt: skip


def positions_of(nodes: Nodes) -> dict[str, int]:
    """The place of each statement among those written under its passage, by id; others stand within things."""
    position = nodes.vocabulary + "position"
    found = (subject for subject, pairs in nodes.said.items() if position in pairs)
    return {id_of(nodes, subject, subject): number(nodes, subject, position) for subject in found}


def read_statements(nodes: Nodes, locators: Mapping[str, Locator], positions: Mapping[str, int]) -> Iterator[Statement]:
    """Every statement, in the order of the text.

    Args:
        nodes: what is said.
        locators: the passages, by IRI.
        positions: see `positions_of`.

    Raises:
        GraphBuilderError: something is missing or makes no sense.
    """
    relations = {nodes.vocabulary + camel(id_): id_ for id_ in RELATIONS}
    for subject in of_type(nodes, nodes.vocabulary + "Statement"):
        address = one(nodes, subject, full("rdf:predicate"))
        if address not in relations:
            raise fault(nodes, subject, f"'{short(nodes, subject)}' has an unknown relation: {address}")
        yield _statement(nodes, subject, relations[address], locators, positions)


def place(s: Statement, positions: Mapping[str, int]) -> tuple[Locator, bool, float, tuple[str, ...]]:
    """What orders statements as a FactBook does: by passage, then those within things, then as written under it."""
    if s.nested:
        return s.locator, False, 0, (s.subject, s.relation, s.object)
    return s.locator, True, positions.get(s.id, inf), (s.id,)


def _statement(
    nodes: Nodes, subject: str, relation: str, locators: Mapping[str, Locator], positions: Mapping[str, int]
) -> Statement:
    own, said = nodes.vocabulary, written(nodes, subject)
    id_ = id_of(nodes, subject, subject)
    passage = one(nodes, subject, full("dcterms:source"))
    if passage not in locators:
        raise fault(nodes, subject, f"'{id_}' stands in {short(nodes, passage)}, which is no passage here")
    object_ = one(nodes, subject, full("rdf:object"))
    figure = _figure(nodes, object_) if RELATIONS[relation].figure else None
    view = optional_id(nodes, subject, own + "inView")
    lists = {
        key: in_order(ids(nodes, subject, own + name), said.get(key))
        for key, name in (("by", "heldBy"), ("at", "atEvent"), ("where", "inPlace"), ("via", "via"))
    }
    return Statement(
        id=id_,
        subject=id_of(nodes, one(nodes, subject, full("rdf:subject")), subject),
        relation=relation,
        object="" if figure else id_of(nodes, object_, subject),
        locator=locators[passage],
        where=Where(nodes.file),
        figure=figure,
        negated=flag(nodes, subject, own + "negated"),
        claim=own + "Claim" in nodes.said[subject][TYPE],
        nested=not RELATIONS[relation].written or (id_ not in positions and _is_from(nodes, subject, relation)),
        view=view,
        by=() if view else lists["by"],
        when=date(nodes, subject, own + "date"),
        at=lists["at"],
        places=lists["where"],
        via=lists["via"],
        role=optional_id(nodes, subject, own + "inOffice") or optional(nodes, subject, own + "role"),
        how=optional(nodes, subject, own + "how"),
        sense=optional_id(nodes, subject, own + "sense"),
        first=flag(nodes, subject, own + "first"),
        open=optional(nodes, subject, own + "open"),
        confidence=optional(nodes, subject, own + "confidence"),
        certainty=optional(nodes, subject, own + "certainty"),
        hedge=optional(nodes, subject, own + "hedge"),
        author=optional(nodes, subject, own + "verdict"),
        mode=optional(nodes, subject, own + "mode") or "actual",
        quote=optional(nodes, subject, own + "quote"),
        note=optional(nodes, subject, full("skos:note")),
        editor=optional(nodes, subject, full("skos:editorialNote")),
    )


def _is_from(nodes: Nodes, subject: str, relation: str) -> bool:
    """True if a statement can be written as `from` within a sense: the one relation that is also a sentence's."""
    sense = one(nodes, subject, full("rdf:subject"))
    qualified = any(nodes.vocabulary + name in nodes.said[subject] for name in _QUALIFIERS)
    return relation == "develops_from" and not qualified and nodes.vocabulary + "Sense" in several(nodes, sense, TYPE)


def _figure(nodes: Nodes, subject: str) -> Figure:
    own = nodes.vocabulary
    value = one(nodes, subject, own + "figureWritten")
    figure = parse_figure(value, one(nodes, subject, own + "unit"), optional(nodes, subject, own + "comparedTo"))
    if figure is None:
        raise fault(nodes, subject, f"'{value[:60]}' is not a figure")
    return figure
