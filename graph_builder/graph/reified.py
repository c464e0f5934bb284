"""The same quads in RDF 1.2, with every statement bound to the triple it is about: `?st rdf:reifies <<( s p o )>>`.

A triple term is spoken of, not asserted: a denial and a rumour have one as well as a plain fact.  Whether it is so says
the statement (`kgo:plain`, `kgo:negated`, `kgo:voice`), and plain facts stand as edges of their own as ever.

Source: RDF 1.2 N-Quads, https://www.w3.org/TR/rdf12-n-quads/; RDF 1.2 Concepts, "Triple Terms and Reification".
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.graph.rdf import quads
from graph_builder.graph.terms import Quad, line, term
from graph_builder.model.factbook import FactBook

REIFIES = term("rdf:reifies")
_ENDS = tuple(term(f"rdf:{end}") for end in ("subject", "predicate", "object"))


def reified(book: FactBook) -> Iterator[Quad]:
    """Every quad of the book, and one more for each statement.  Order: none."""
    ends: dict[str, dict[str, str]] = {}
    for quad in quads(book):
        yield quad
        if quad.predicate in _ENDS:
            ends.setdefault(quad.subject, {})[quad.predicate] = quad.object
    for statement, triple in ends.items():
        yield Quad(statement, REIFIES, triple_term(*(triple[end] for end in _ENDS)))


def triple_term(subject: str, predicate: str, object_: str) -> str:
    """A triple as a term, of which something can be said without saying that it is so.

    >>> triple_term("<http://a>", "<http://b>", "<http://c>")
    '<<( <http://a> <http://b> <http://c> )>>'
    """
    return f"<<( {subject} {predicate} {object_} )>>"


def rdf12_nquads(book: FactBook) -> str:
    """The book as RDF 1.2 N-Quads, the lines in the order of their text."""
    return "".join(sorted({line(quad) for quad in reified(book)}))
