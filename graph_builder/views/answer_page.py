"""An answer as a picture: what its rows name, as a page of the graph."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.errors import UsageError
from graph_builder.graph.answers import Answer
from graph_builder.model.factbook import FactBook
from graph_builder.views.answer_text import statements_in, things_in
from graph_builder.views.network_page import network_page


def picture_of(answer: Answer, book: FactBook, title: str = "") -> str:
    """The page of the statements that the rows name, with their ends; or, where they name none, of what is stated
    between the things that they name.

    Raises:
        UsageError: the rows name nothing of the graph.
    """
    wanted = set(statements_in(answer, book))
    things = set(things_in(answer, book))
    if not wanted and not things:
        raise UsageError("nothing to draw: the rows name no thing and no statement; select ?statement too")
    if not wanted:
        return network_page(book, ids=sorted(things), title=title or "An answer")
    spoken_of = _with_claims(wanted, book)
    part = replace(book, statements=tuple(s for s in book.statements if s.id in spoken_of))
    ends = {end for s in part.statements for end in (s.subject, s.object) if end}
    return network_page(part, ids=sorted(ends), title=title or "An answer")


def _with_claims(wanted: set[str], book: FactBook) -> set[str]:
    """The statements, and those that they speak about: a Claim at the end of an edge must be there."""
    found, frontier = set(wanted), [s for s in book.statements if s.id in wanted]
    while frontier:
        ends = {end for s in frontier for end in (s.subject, s.object) if end in book.claims}
        frontier = [book.claims[id_] for id_ in sorted(ends - found)]
        found |= ends
    return found
