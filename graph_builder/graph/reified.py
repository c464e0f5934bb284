"""The same quads in RDF 1.2, with every statement bound to the triple it is about: `?st rdf:reifies <<( s p o )>>`.

A triple term is spoken of, not asserted: a denial and a rumour have one as well as a plain fact.  Whether it is so says
the statement (`kgo:plain`, `kgo:negated`, `kgo:voice`), and plain facts stand as edges of their own as ever.

Source: RDF 1.2 N-Quads, https://www.w3.org/TR/rdf12-n-quads/; RDF 1.2 Concepts, "Triple Terms and Reification".
"""

from __future__ import annotations

from graph_builder.graph.rdf import nquads
from graph_builder.graph.terms import term
from graph_builder.model.factbook import FactBook

REIFIES = term("rdf:reifies")
_ENDS = tuple(term(f"rdf:{end}") for end in ("subject", "predicate", "object"))


def triple_term(subject: str, predicate: str, object_: str) -> str:
    """A triple as a term, of which something can be said without saying that it is so.

    >>> triple_term("<http://a>", "<http://b>", "<http://c>")
    '<<( <http://a> <http://b> <http://c> )>>'
    """
    return f"<<( {subject} {predicate} {object_} )>>"


def rdf12_nquads(book: FactBook) -> str:
    """The book as RDF 1.2 N-Quads: its lines, and one more for each statement, in the order of their text."""
    lines = nquads(book).split("\n")[:-1]
    ends: dict[str, dict[str, str]] = {}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if predicate in _ENDS:
            ends.setdefault(subject, {})[predicate] = rest.removesuffix(" .")
    for statement, triple in ends.items():
        lines.append(f"{statement} {REIFIES} {triple_term(*(triple[end] for end in _ENDS))} .")
    return "\n".join([*sorted(lines), ""])
