"""Whether every statement is in every file of the output: the files are read back, whoever wrote them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from graph_builder.errors import GraphBuilderError
from graph_builder.graph.vocabulary import vocabulary_base
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import statements_in


def check_complete(book: FactBook, files: Mapping[str, str]) -> None:
    """Stops the build unless every statement is in the RDF, the network, the CSV and the pages.

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
    """The ids of the statements that stand in each kind of output, read back from its text."""
    base, kind = book.settings.base, f"<{vocabulary_base(book.settings)}Statement>"
    reified = re.compile(rf"^<{re.escape(base)}([^>/]+)> \S+#reifies> <<\( .* \)>> \.$", re.MULTILINE)
    marked = re.compile(rf"^<{re.escape(base)}([^>/]+)> \S+#type> {re.escape(kind)} \.$", re.MULTILINE)
    rows = csv.DictReader(io.StringIO(files["statements.csv"]))
    return {
        "graph.nq": set(marked.findall(files["graph.nq"])),
        "graph-rdf12.nq": set(reified.findall(files["graph-rdf12.nq"])),
        "nanopublications.trig": _asserted(files["nanopublications.trig"], base, kind),
        "graph.json": {edge["key"] for edge in json.loads(files["graph.json"])["edges"]},
        "statements.csv": {row["id"].removeprefix("'") for row in rows},
        "graph.html": {edge["id"] for edge in _drawing(files["graph.html"])["edges"]},
        "explorer.html": statements_in(files["explorer.html"]),
        "coverage.html": set(re.findall(r' data-statement="([^"]*)"', files["coverage.html"])),
    }


def _asserted(text: str, base: str, kind: str) -> set[str]:
    """The statements that the assertions of nanopublications hold."""
    import pyoxigraph

    found = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG)
    typed = (q for q in found if str(q.object) == kind and str(q.graph_name).endswith("/assertion>"))
    return {str(quad.subject)[1:-1].removeprefix(base) for quad in typed}


def _drawing(page: str) -> Any:
    """What the page's script draws."""
    found = re.search(r'<script type="application/json" id="drawing">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else {"edges": []}
