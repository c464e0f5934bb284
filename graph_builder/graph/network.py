"""FactBook -> networkx: every statement an edge, and the declared ways of leaving some of them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_builder.errors import UsageError
from graph_builder.model.dates import iso
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.model.relations import ACTOR
from graph_builder.model.statements import Statement, is_plain, voice
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, clause, label_of, sentence, verb

if TYPE_CHECKING:
    import networkx


class Projection(NamedTuple):
    """A way of leaving statements out; `keeps` says of each whether it stays.  `view` is the outlook that it needs."""

    name: str
    definition: str
    keeps: Callable[[Statement, FactBook], bool]
    view: str = ""


def _between_actors(statement: Statement, book: FactBook) -> bool:
    ends = book.things.get(statement.subject), book.things.get(statement.object)
    return all(end is not None and end.kind in ACTOR for end in ends)


PROJECTIONS: dict[str, Projection] = {
    p.name: p
    for p in (
        Projection("all", "Every statement.", lambda s, b: True),
        Projection("facts", "Plain facts only: what the author says himself, undoubted.", lambda s, b: is_plain(s)),
        Projection("actors", "Statements between persons, groups and states.", _between_actors),
        Projection(
            "beliefs", "What is attributed to somebody or stands in an outlook.", lambda s, b: bool(s.by or s.view)
        ),
    )
}


def outlook(id_: str) -> Projection:
    """The projection that keeps what stands in one outlook."""
    return Projection(id_, f"What stands in the outlook {id_}.", lambda s, b: s.view == id_, view=id_)


def network(book: FactBook, projection: Projection | None = None) -> networkx.MultiDiGraph[str]:
    """A directed multigraph: things and Claims as nodes, statements as edges whose key is the statement's id.

    Every statement of the projection is in it, with its qualifiers and its voice.  A figure is a node of its own.
    Attributes are text, numbers and truth values only, so that every file format takes them; what is absent is left
    out.  Without a projection all things are nodes, also those that nothing is said of.

    Order: nodes by id; edges as in the book.

    Raises:
        UsageError: the projection is of an outlook that the book does not have.
    """
    import networkx

    if projection and projection.view:
        _needs_outlook(projection.view, book)
    keeps = (projection or PROJECTIONS["all"]).keeps
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name=book.settings.title)
    kept = [s for s in book.statements if keeps(s, book)]
    used = {end for s in kept for end in (s.subject, s.object)}
    for thing in book.things.values():
        if projection is None or thing.id in used:
            graph.add_node(thing.id, **_thing(thing))
    for claim in sorted(book.claims.values(), key=lambda s: s.id):
        if claim.id in used:
            graph.add_node(claim.id, label=clause(claim, book), kind="Claim")
    for statement in kept:
        target = statement.object
        if statement.figure:
            target = f"{statement.id}-figure"
            graph.add_node(target, label=statement.figure.label, kind="Figure")
        graph.add_edge(statement.subject, target, key=statement.id, **_statement(statement, book))
    return graph


def _needs_outlook(id_: str, book: FactBook) -> None:
    outlooks = [thing.id for thing in book.things.values() if thing.kind == "Outlook"]
    if id_ not in outlooks:
        raise UsageError(f"there is no outlook '{id_}'{did_you_mean(id_, outlooks)}")


def _thing(thing: Thing) -> dict[str, Any]:
    values: dict[str, Any] = {
        "label": thing.label,
        "kind": thing.kind,
        "type": thing.type,
        "aka": " | ".join(thing.aka),
        "gloss": thing.gloss,
        "note": thing.note,
        "editor": thing.editor,
        **_dates(thing),
    }
    return {key: value for key, value in values.items() if value not in ("", None)}


def _statement(s: Statement, book: FactBook) -> dict[str, Any]:
    joined = {"by": s.by, "at": s.at, "where": s.places, "via": s.via}
    values: dict[str, Any] = {
        "id": s.id,
        "relation": s.relation,
        "label": verb(s),
        "sentence": sentence(s, book),
        "citation": citation(s.locator, book),
        "voice": voice(s),
        "plain": is_plain(s),
        "negated": s.negated or None,
        "first": s.first or None,
        "claim": s.claim or None,
        "view": s.view,
        **{key: " ".join(ids) for key, ids in joined.items()},
        "as": label_of(s.role, book) if s.role else "",
        "how": s.how,
        "sense": s.sense,
        "open": s.open,
        "confidence": s.confidence,
        "certainty": s.certainty,
        "hedge": s.hedge,
        "author": s.author,
        "mode": s.mode if s.mode != "actual" else "",
        "quote": s.quote,
        "note": s.note,
        "editor": s.editor,
        **_dates(s),
    }
    return {key: value for key, value in values.items() if value not in ("", None)}


def _dates(record: Thing | Statement) -> dict[str, Any]:
    """The date as written, and its bounds as ISO days under the names that Gephi reads from GEXF."""
    if record.when is None:
        return {}
    bounds = {"start": record.when.earliest, "end": record.when.latest}
    return {"when": record.when.written} | {key: iso(value) for key, value in bounds.items() if value is not None}
