"""What is to change in a store, as SPARQL updates of a size that the store takes.

Source: https://www.w3.org/TR/sparql11-update/.  The operations of one request are one transaction where the store has
them; each operation may be done twice with the same result, so that a request whose answer was lost is sent again.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from graph_builder.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import Triple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "int", "long", "nonNegativeInteger"))
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")


class Place(NamedTuple):
    """A graph of a store, or that part of it which is ours.

    `graph` is "" for the default graph; where `subjects` says something, only triples whose subject begins so are ours.
    """

    graph: str = ""
    subjects: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"<{self.graph}>" if self.graph else "the default graph"


class Change(NamedTuple):
    """One operation: drop the place, sweep blank nodes out of it, remove a triple from it, or add one.

    "clear" drops every graph whose name begins with that of the place, for a store that cannot say which it has.
    """

    act: Literal["clear", "drop", "sweep", "remove", "add"]
    place: Place
    triple: Triple | None = None


def key(triple: Triple) -> tuple[str, str, str]:
    """What tells two triples apart whatever store they were in.

    Virtuoso gives back an integer for a decimal without fraction, and languages in lower case.
    """
    from pyoxigraph import Literal as Text

    term = triple.object
    if not isinstance(term, Text):
        return str(triple.subject), str(triple.predicate), str(term)
    datatype, text = term.datatype.value, term.value
    if datatype in _NUMBERS:
        with contextlib.suppress(InvalidOperation):
            datatype, text = "number", format(Decimal(text).normalize(), "f")
    elif datatype == _XSD + "boolean":
        text = {"1": "true", "0": "false"}.get(text, text)
    return str(triple.subject), str(triple.predicate), f"{datatype} {(term.language or '').lower()} {text}"


def is_blank(triple: Triple) -> bool:
    """True if a blank node stands in it; no triple of ours has one, and DELETE DATA cannot name it."""
    import pyoxigraph

    return any(isinstance(term, pyoxigraph.BlankNode) for term in (triple.subject, triple.object))


def difference(place: Place, there: Iterable[Triple], wanted: Iterable[Triple]) -> list[Change]:
    """What makes the place hold what is wanted.  Order: by subject, so that a thing changes within one batch."""
    known = list(there)
    old = {key(triple): triple for triple in known if not is_blank(triple)}
    new = {key(triple): triple for triple in wanted}
    changes = [(k, Change("remove", place, old[k])) for k in old.keys() - new.keys()]
    changes += [(k, Change("add", place, new[k])) for k in new.keys() - old.keys()]
    return [Change("sweep", place)] * any(map(is_blank, known)) + [
        change for _, change in sorted(changes, key=lambda pair: pair[0])
    ]


def cut(changes: Sequence[Change], size: int) -> Iterator[Sequence[Change]]:
    """The changes in batches of at most `size`."""
    return (changes[start : start + size] for start in range(0, len(changes), size))


def update_text(changes: Iterable[Change]) -> str:
    """The changes as one SPARQL update.

    Order: within a request removals come first.  No triple of ours is both removed and added, but a store that takes
    two of its literals for one (10 and 10.0) must not remove what was just added.
    """
    order = ("clear", "drop", "sweep", "remove", "add").index
    ordered = sorted(changes, key=lambda change: (order(change.act), change.place))
    return " ;\n".join(
        _operation(act, place, [change.triple for change in group if change.triple])
        for (act, place), group in groupby(ordered, key=lambda change: (change.act, change.place))
    )


def _operation(act: str, place: Place, triples: list[Triple]) -> str:
    if act == "clear":
        named = "GRAPH ?g { ?s ?p ?o }"
        return f'DELETE {{ {named} }} WHERE {{ {named} FILTER(STRSTARTS(STR(?g), "{checked(place.graph)}")) }}'
    if act == "drop" and place.graph and not place.subjects:
        return f"DROP SILENT GRAPH {iri(place.graph)}"
    if act in ("drop", "sweep"):
        blank = " FILTER(isBlank(?s) || isBlank(?o))" if act == "sweep" else ""
        return f"DELETE {{ {_within(place, '?s ?p ?o')} }} WHERE {{ {pattern(place)}{blank} }}"
    data = "\n".join(f"{triple} ." for triple in triples)
    return f"{'DELETE' if act == 'remove' else 'INSERT'} DATA {{ {_within(place, data)} }}"


def _within(place: Place, text: str) -> str:
    return f"GRAPH {iri(place.graph)} {{ {text} }}" if place.graph else text


def pattern(place: Place) -> str:
    """A group pattern that matches what the place holds, as ?s ?p ?o."""
    ours = " || ".join(f'STRSTARTS(STR(?s), "{checked(subject)}")' for subject in place.subjects)
    return _within(place, "?s ?p ?o") + (f" FILTER({ours})" if ours else "")


def iri(address: str) -> str:
    """The IRI as a term of SPARQL."""
    return f"<{checked(address)}>"


def checked(address: str) -> str:
    """The address, if it may stand in a query as it is.

    Raises:
        QueryError: it is not absolute or holds a character that no IRI has.
    """
    if not _IRI.fullmatch(address):
        raise QueryError(f"'{address}' is no complete IRI")
    return address
