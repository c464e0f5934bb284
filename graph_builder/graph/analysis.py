"""Questions about the shape of the graph that need no SPARQL."""

from __future__ import annotations

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook, kind_of
from graph_builder.model.names import nearest


def neighbourhood(book: FactBook, id_: str, hops: int) -> list[str]:
    """The ids within so many steps of a thing or Claim, along statements in either direction, itself included.

    A Claim is a node like any other, and its own two ends are beside it.

    Order: by distance, then by id.

    Raises:
        UsageError: there is no such id.
    """
    if kind_of(book, id_) is None:
        near = nearest(id_, [*book.things, *book.claims])
        raise UsageError(f"there is nothing with the id '{id_}'" + (f"; did you mean '{near}'?" if near else ""))
    beside: dict[str, set[str]] = {}
    for s in book.statements:
        if s.object:
            beside.setdefault(s.subject, set()).add(s.object)
            beside.setdefault(s.object, set()).add(s.subject)
        if s.claim:
            for end in filter(None, (s.subject, s.object)):
                beside.setdefault(s.id, set()).add(end)
                beside.setdefault(end, set()).add(s.id)
    reached, frontier = [id_], [id_]
    for _ in range(hops):
        found = sorted({other for node in frontier for other in beside.get(node, ())} - set(reached))
        reached += found
        frontier = found
    return reached
