"""SPARQL over a book's quads, and its answers in the formats that people ask for."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from graph_builder.errors import QueryError, UsageError
from graph_builder.graph.exports import ordered_prefixes
from graph_builder.graph.query_text import fault, refuse
from graph_builder.graph.rdf import nquads
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.factbook import FactBook

FORMATS = ("table", "csv", "json", "turtle")
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: a table (`columns`, `rows` of terms or None), a truth (`yes`), or `triples` as Turtle."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    yes: bool | None = None
    triples: tuple[Any, ...] | None = None


def store_of(book: FactBook) -> Any:
    """An in-memory Oxigraph store with the book's quads."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(nquads(book), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def ask(book: FactBook, query: str, store: Any = None) -> Answer:
    """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE query; the graph's prefixes are known.

    Only the default graph is asked where the query names none; `GRAPH ?g {...}` reaches the beliefs.

    Raises:
        QueryError: the query cannot be read (with line and column) or would change or leave the graph.
    """
    import pyoxigraph

    query = query.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")  # a byte order mark
    refuse(query)
    store = store_of(book) if store is None else store
    try:
        result = store.query(query, prefixes=prefixes(book.settings))
        if isinstance(result, pyoxigraph.QuerySolutions):
            columns = tuple(variable.value for variable in result.variables)
            return Answer(columns, tuple(tuple(row[i] for i in range(len(columns))) for row in result))
        if isinstance(result, pyoxigraph.QueryBoolean):
            return Answer(yes=bool(result))
        return Answer(triples=tuple(result))
    except (SyntaxError, ValueError) as error:
        raise fault(error, query, prefixes(book.settings)) from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


def pointed(query: str, error: QueryError) -> str:
    """The line of the query with a caret under the error; "" where the place is not known."""
    lines = query.split("\n")
    if not 1 <= error.line <= len(lines):
        return ""
    return f"{error.line:>5} | {lines[error.line - 1]}\n      | {' ' * (error.column - 1)}^"


def rendered(answer: Answer, book: FactBook, format_: str = "table", width: int = 0) -> str:
    """The answer as text.

    Args:
        format_: table (for eyes), csv, json (SPARQL 1.1 results, or JSON for a truth) or turtle (CONSTRUCT only).
        width: the characters that a line of a table may have; longer cells are cut.  0: nothing is cut.
    """
    if answer.triples is not None:
        if format_ not in ("turtle", "table"):
            raise UsageError(f"a CONSTRUCT or DESCRIBE gives a graph: use --format turtle, not {format_}")
        return _turtle(answer, book)
    if format_ == "turtle":
        raise UsageError("a SELECT or ASK gives no graph: use --format table, csv or json")
    if answer.yes is not None:
        head = {"json": json.dumps({"head": {}, "boolean": answer.yes})}
        return head.get(format_, "yes" if answer.yes else "no") + "\n"
    if format_ == "json":
        return _json(answer)
    return _csv(answer) if format_ == "csv" else _table(answer, book, width)


def _turtle(answer: Answer, book: FactBook) -> str:
    import pyoxigraph

    triples = sorted(set(answer.triples or ()), key=str)
    raw = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes(book.settings)) or b""
    return ordered_prefixes(raw.decode("utf-8"))


def _json(answer: Answer) -> str:
    bindings = [
        {name: _binding(value) for name, value in zip(answer.columns, row, strict=True) if value is not None}
        for row in answer.rows
    ]
    result = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _binding(value: Any) -> dict[str, str]:
    import pyoxigraph

    if isinstance(value, pyoxigraph.NamedNode):
        return {"type": "uri", "value": value.value}
    if not isinstance(value, pyoxigraph.Literal):
        return {"type": "bnode", "value": value.value}
    binding = {"type": "literal", "value": value.value}
    if value.language:
        binding["xml:lang"] = value.language
    elif not value.datatype.value.endswith("XMLSchema#string"):
        binding["datatype"] = value.datatype.value
    return binding


def _plain(value: Any) -> str:
    return "" if value is None else str(value.value)


def _csv(answer: Answer) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([[_plain(value) for value in row] for row in answer.rows])
    return text.getvalue()


def _table(answer: Answer, book: FactBook, width: int) -> str:
    """Columns side by side; IRIs of the graph shortened to prefixed names."""
    named = sorted(prefixes(book.settings).items(), key=lambda pair: -len(pair[1]))

    def short(value: Any) -> str:
        text = _plain(value)
        for prefix, base in named:
            if text.startswith(base):
                return f"{prefix}:{text[len(base) :]}"
        return " ".join(text.split())

    rows = [[short(value) for value in row] for row in answer.rows]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(answer.columns)]
    while width and sum(widths) + 2 * len(widths) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    head = [list(answer.columns), ["-" * each for each in widths]]
    lines = [
        "  ".join(_cut(cell, each).ljust(each) for cell, each in zip(row, widths, strict=True)).rstrip()
        for row in [*head, *rows]
    ]
    count = len(rows)
    return "\n".join(lines) + f"\n({count} row{'s' if count != 1 else ''})\n"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
