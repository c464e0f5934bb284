"""What every page shows: the facts of a book, or of a part of it, with a place in the picture; ready for JSON.

No statement is lost: each is an edge, once.  The object of `amounts_to`, a number, is a node of the kind Figure; a
statement that others speak about is an edge and also a node of the kind Claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypedDict

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.model.dates import sort_key
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.model.relations import RELATIONS
from graph_builder.model.sources import Source
from graph_builder.model.statements import Statement
from graph_builder.model.wording import label_of
from graph_builder.views.cards import (
    Edge,
    Node,
    bend,
    cite,
    claim_card,
    clean,
    edge_card,
    figure_card,
    figure_id,
    mentioned,
    target,
    thing_card,
)  # fmt: skip
from graph_builder.views.layout import layout
from graph_builder.views.looks import LOOKS, STROKES

BESIDE = 0.25
"""How strongly a statement pulls the things that it only mentions (`at`, `by`, ...) towards its two ends."""


class KindRow(TypedDict):
    id: str
    label: str
    shape: str
    colour: str
    path: str
    meaning: str
    count: int


class VoiceRow(TypedDict):
    id: str
    label: str
    dash: list[int]
    meaning: str
    count: int


class RelationRow(TypedDict):
    id: str
    label: str
    inverse: str
    definition: str
    count: int


class SourceRow(TypedDict):
    id: str
    short: str
    title: str
    reference: str
    url: str


class PassageRow(TypedDict):
    """A paragraph that was read; `nothing` says why it yielded no fact."""

    id: str
    citation: str
    url: str
    nothing: str
    statements: list[str]


class Payload(TypedDict):
    """`only` holds the ids that were asked for and the ends of Claims among them, None for the whole book.  `names`
    holds labels of things that are mentioned but not shown.

    Order: nodes by id; edges by date, the undated last, then as they stand in the text.
    """

    title: str
    description: str
    language: str
    licence: str
    curators: list[str]
    only: list[str] | None
    sources: list[SourceRow]
    kinds: list[KindRow]
    voices: list[VoiceRow]
    relations: list[RelationRow]
    nodes: list[Node]
    edges: list[Edge]
    names: dict[str, str]
    passages: list[PassageRow]


def payload(book: FactBook, ids: Iterable[str] | None = None, title: str | None = None) -> Payload:
    """The facts of the book, or those with both ends among `ids`, as one value for a page.

    A Claim comes in if it is asked for, and brings its own two ends; or if both are in and something that is in
    speaks about it.

    Raises: UsageError, if an id does not exist; GraphBuilderError, if a statement would be lost.
    """
    only = None if ids is None else _asked(book, set(ids))
    statements = _chosen(book, only)
    nodes = _nodes(book, only, statements)
    edges = [edge_card(s, book) for s in statements]
    bend(edges)
    _place(nodes, statements)
    passages = _passages(book, statements, whole=only is None)
    used = {s.relation for s in statements}
    names = {id_ for s in statements for id_ in mentioned(s)}
    names |= {id_ for n in nodes.values() for id_ in (*n["holders"], n["concept"], *(n["outcome"] or {"by": []})["by"])}
    made: Payload = {
        "title": clean(title or book.settings.title),
        "description": clean(book.settings.description),
        "language": book.settings.language,
        "licence": clean(book.settings.facts_licence),
        "curators": [clean(name) for name in book.settings.curators],
        "only": only,
        "sources": [_source(book.sources[id_]) for id_ in sorted(book.sources)],
        "kinds": _kinds(Counter(node["kind"] for node in nodes.values())),
        "voices": _voices(Counter(edge["voice"] for edge in edges)),
        "relations": _relations(Counter(s.relation for s in statements), used),
        "nodes": [nodes[id_] for id_ in sorted(nodes)],
        "edges": edges,
        "names": {id_: clean(label_of(id_, book)) for id_ in sorted(names - set(nodes) - {""})},
        "passages": passages,
    }
    check_complete(book, made)
    return made


def check_complete(book: FactBook, made: Payload) -> None:
    """Nothing, if every statement of the book (or of the part that was asked for) is in the payload exactly once.

    Raises: GraphBuilderError, naming what is missing, doubled, or without an end.
    """
    counts = Counter(edge["id"] for edge in made["edges"])
    shown = {node["id"] for node in made["nodes"]}
    faults = [f"statement {s.id} is missing" for s in _chosen(book, made["only"]) if s.id not in counts]
    faults += [f"statement {id_} is there {n} times" for id_, n in sorted(counts.items()) if n > 1]
    for edge in made["edges"]:
        lost = [end for end in (edge["from"], edge["to"]) if end not in shown]
        faults += [f"statement {edge['id']} has no node '{end}'" for end in lost]
    wanted = set(book.things) if made["only"] is None else set(book.things) & set(made["only"])
    faults += [f"thing '{id_}' is missing" for id_ in sorted(wanted - shown)]
    if faults:
        more = f" (and {len(faults) - 5} more)" if len(faults) > 5 else ""
        raise GraphBuilderError(f"the page would not show the whole book: {'; '.join(faults[:5])}{more}")


def _chosen(book: FactBook, only: list[str] | None) -> list[Statement]:
    """The statements to show, by date and then in the order of the text."""
    inside = _inside(book, only)
    chosen = [s for s in book.statements if inside is None or _within(s, inside)]
    return sorted(chosen, key=lambda s: (sort_key(s.when), s.locator, s.where[:3], s.id))


def _within(statement: Statement, inside: set[str]) -> bool:
    return statement.subject in inside and (statement.figure is not None or statement.object in inside)


def _asked(book: FactBook, ids: set[str]) -> list[str]:
    """The ids, and the two ends of each Claim among them, without which nobody could read what it claims."""
    asked, queue = set(ids), sorted(ids)
    while queue:
        claim = book.claims.get(queue.pop())
        ends = {claim.subject, claim.object} - {""} - asked if claim else set()
        asked |= ends
        queue += sorted(ends)
    return sorted(asked)


def _inside(book: FactBook, only: list[str] | None) -> set[str] | None:
    """The ids between which statements are shown, Claims that come along included; None for all."""
    if only is None:
        return None
    claims = book.claims
    known = [*book.things, *claims]
    for id_ in only:
        if id_ not in book.things and id_ not in claims:
            raise UsageError(f"unknown id '{id_}'{did_you_mean(id_, known)}")
    inside = set(only)
    about: dict[str, set[str]] = defaultdict(set)
    for s in book.statements:
        if s.subject in claims:
            about[s.subject].add(s.object)
        if s.object in claims:
            about[s.object].add(s.subject)
    grew = True
    while grew:
        new = {c for c in about if c not in inside and about[c] & inside and _within(claims[c], inside)}
        inside |= new
        grew = bool(new)
    return inside


def _nodes(book: FactBook, only: list[str] | None, statements: list[Statement]) -> dict[str, Node]:
    claims = book.claims
    wanted = set(book.things if only is None else only)
    ends = {end for s in statements for end in (s.subject, s.object)}
    nodes = {id_: thing_card(book.things[id_], book) for id_ in sorted(wanted & set(book.things))}
    for id_ in sorted(claims):
        if id_ in ends or (only is not None and id_ in wanted):
            nodes[id_] = claim_card(claims[id_], book)
    for statement in statements:
        if statement.figure:
            nodes[figure_id(statement)] = figure_card(statement, book)
    return nodes


def _place(nodes: dict[str, Node], statements: list[Statement]) -> None:
    """Fills in degrees and positions."""
    pulls: list[tuple[str, str, float]] = []
    for s in statements:
        ends = (s.subject, target(s))
        pulls.append((*ends, 1.0))
        pulls += [(beside, end, BESIDE) for beside in mentioned(s) for end in ends]
        if s.id in nodes:
            pulls += [(s.id, end, 1.0) for end in ends]
        for end in ends:
            if end in nodes:
                nodes[end]["degree"] += 1
    where = layout(nodes, pulls, {id_: len(node["label"]) for id_, node in nodes.items()})
    for id_, (x, y) in where.items():
        nodes[id_]["x"], nodes[id_]["y"] = x, y


def _passages(book: FactBook, statements: list[Statement], whole: bool) -> list[PassageRow]:
    read: dict[str, list[str]] = defaultdict(list)
    for s in statements:
        read[s.locator.id].append(s.id)
    nothing = {p.locator: clean(p.nothing) for p in book.passages} if whole else {}
    locators = sorted({s.locator for s in statements} | set(nothing))
    return [
        {"id": at.id, **cite(at, book), "nothing": nothing.get(at, ""), "statements": read[at.id]} for at in locators
    ]


def _kinds(counts: Mapping[str, int]) -> list[KindRow]:
    return [
        {
            "id": kind, "label": look.plural, "shape": look.shape, "colour": look.colour, "path": look.path,
            "meaning": look.meaning, "count": counts[kind],
        }
        for kind, look in LOOKS.items()
    ]  # fmt: skip


def _voices(counts: Mapping[str, int]) -> list[VoiceRow]:
    return [
        {"id": id_, "label": look.label, "dash": list(look.dash), "meaning": look.meaning, "count": counts[id_]}
        for id_, look in STROKES.items()
    ]


def _relations(counts: Mapping[str, int], used: set[str]) -> list[RelationRow]:
    return [
        {"id": r.id, "label": r.third, "inverse": r.inverse, "definition": r.definition, "count": counts[r.id]}
        for r in RELATIONS.values()
        if r.id in used
    ]


def _source(source: Source) -> SourceRow:
    csl = source.csl
    people = csl.get("author")
    names = [
        " ".join(str(person[part]) for part in ("given", "family") if person.get(part))
        for person in (people if isinstance(people, list) else [])
        if isinstance(person, dict)
    ]
    issued = csl.get("issued")
    year = issued if isinstance(issued, str) else ""
    parts = [", ".join(names), str(csl.get("title", "")), str(csl.get("publisher", "")), year]
    return {
        "id": source.id,
        "short": clean(source.short),
        "title": clean(str(csl.get("title", source.short))),
        "reference": clean(", ".join(part for part in parts if part)),
        "url": source.url if source.url.startswith(("https://", "http://")) else "",
    }
