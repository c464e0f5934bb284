"""Whether every statement is in every file of the output: the files are read back, whoever wrote them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from graph_builder.errors import GraphBuilderError
from graph_builder.graph.pieces import cuts, pieced
from graph_builder.graph.terms import term
from graph_builder.graph.vocabulary import vocabulary_base
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import statements_in

_HEAD = re.compile(r"^(?!@)[^\s{]+head>? \{$", re.MULTILINE)
"""The line with which a nanopublication begins."""


def check_complete(book: FactBook, files: Mapping[str, str]) -> None:
    """Stops the build unless every statement is in the RDF, the network, the CSV and the pages among the files.

    The files are read back, so that a writer that drops something is caught whatever the reason.

    Raises:
        GraphBuilderError: the message names the statements and the file that lacks them.
    """
    wanted = [statement.id for statement in book.statements]
    if len(set(wanted)) != len(wanted):
        twice = sorted(id_ for id_, count in Counter(wanted).items() if count > 1)
        raise GraphBuilderError(f"two statements have the same id: {', '.join(twice[:5])}")
    for name, held in statements_held(book, files).items():
        missing, more = sorted(set(wanted) - held), sorted(held - set(wanted))
        if missing or more:
            what = f"lacks {len(missing)}" if missing else f"has {len(more)} too many"
            listed = ", ".join((missing or more)[:5])
            raise GraphBuilderError(f"{name} {what} of {len(wanted)} statements: {listed}; nothing was written")


def statements_held(book: FactBook, files: Mapping[str, str]) -> dict[str, set[str]]:
    """The ids of the statements that stand in each kind of output that is among the files, read back from its text."""
    base, kind = book.settings.base, f"<{vocabulary_base(book.settings)}Statement>"
    return {name: set(read(files[name], base, kind)) for name, read in _HELD.items() if name in files}


def _with(said: str, text: str, base: str, ends: str = "") -> Iterator[str]:
    """The ids of the subjects of which this is said, by lines of N-Quads.

    Args:
        said: begins with the predicate, so that before it in its line nothing stands but the subject.
        ends: how the line ends.
    """
    for before, after in pairwise(text.split(said)):
        subject = before[before.rfind("\n") + 1 :]
        id_ = subject[len(base) + 1 : -1]
        whole = subject == f"<{base}{id_}>" and not any(sign in id_ for sign in "> /")
        if whole and after[: after.find("\n")].endswith(ends):
            yield id_


def _asserted(text: str, base: str, kind: str) -> set[str]:
    """The statements that the assertions of nanopublications hold.

    The file is parsed in pieces; a piece that was parsed before, by its hash, holds what it held.
    """
    end = _HEAD.search(text)
    head, body = (text[: end.start()], text[end.start() :]) if end else (text, "")
    found = pieced("asserted", head + base + kind, by_head(body), lambda piece: _asserted_in(head + piece, base, kind))
    return {id_ for ids in found for id_ in ids.split()}


def by_head(text: str) -> Iterator[str]:
    """The body of a TriG file in pieces, each from the head of a nanopublication to that of another."""
    begin = 0
    for match in _HEAD.finditer(text):
        if match.start() > begin and cuts(match[0]):
            yield text[begin : match.start()]
            begin = match.start()
    if text:
        yield text[begin:]


def _asserted_in(text: str, base: str, kind: str) -> str:
    import pyoxigraph

    found, wanted = set(), pyoxigraph.NamedNode(kind[1:-1])
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG):
        if quad.object == wanted and str(quad.graph_name).endswith("/assertion>"):
            found.add(quad.subject.value.removeprefix(base))
    return " ".join(sorted(found))


def _drawing(page: str) -> Any:
    """What the page's script draws."""
    found = re.search(r'<script type="application/json" id="drawing">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else {"edges": []}


def _rows(text: str, base: str, kind: str) -> Iterator[str]:
    return (row["id"].removeprefix("'") for row in csv.DictReader(io.StringIO(text)))


_HELD: dict[str, Callable[[str, str, str], Iterable[str]]] = {
    "graph.nq": lambda text, base, kind: _with(f" {term('rdf:type')} {kind} .", text, base),
    "graph-rdf12.nq": lambda text, base, _: _with(f" {term('rdf:reifies')} <<( ", text, base, " )>> ."),
    "nanopublications.trig": _asserted,
    "graph.json": lambda text, *_: (edge["key"] for edge in json.loads(text)["edges"]),
    "statements.csv": _rows,
    "graph.html": lambda text, *_: (edge["id"] for edge in _drawing(text)["edges"]),
    "explorer.html": lambda text, *_: statements_in(text),
    "coverage.html": lambda text, *_: re.findall(r' data-statement="([^"]*)"', text),
}
"""How the ids are read back from a file, given its text, the base IRI and the class of statements."""
