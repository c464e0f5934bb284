"""Answers to queries: their terms as Python values, and as text in the formats that programs read."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, make_dataclass
from decimal import Decimal
from keyword import iskeyword
from typing import Any

from graph_builder.errors import QueryError, UsageError
from graph_builder.graph.cells import defused_results

FORMATS = ("table", "list", "csv", "tsv", "json", "xml", "markdown", "turtle")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHOWN = 500
_PYTHON: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": datetime.date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: a table (`columns`, `rows` of terms or None), a truth (`yes`), or `triples`.

    The verbs here only hand on to the functions of this package: an exception to the house's rule, for notebooks.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    yes: bool | None = None
    triples: tuple[Any, ...] | None = None

    def records(self) -> list[Any]:
        """The rows as dataclasses, a field for each column, with Python's values."""
        return records(self)

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame."""
        return frame(self, "pandas")

    def to_polars(self) -> Any:
        """The rows as a polars DataFrame."""
        return frame(self, "polars")

    def to_rdflib(self) -> Any:
        """The triples of a CONSTRUCT or DESCRIBE as an rdflib Graph."""
        import rdflib

        graph = rdflib.Graph()
        return graph.parse(data=results_text(self, "turtle", {}), format="turtle")

    def _repr_html_(self) -> str:
        return html_table(self, _SHOWN)

    def __repr__(self) -> str:
        """What it is and how much; thousands of terms would fill the screen."""
        if self.yes is not None:
            return f"<Answer: {'yes' if self.yes else 'no'}>"
        if self.triples is not None:
            return f"<Answer: {_counted(len(self.triples), 'triple')}>"
        return f"<Answer: {_counted(len(self.rows), 'row')} of {', '.join(self.columns)}>"


def answer_from_json(raw: bytes) -> Answer:
    """The answer that a SPARQL 1.1 JSON document holds.

    Raises:
        QueryError: it is none, or is cut off.
    """
    import pyoxigraph

    try:
        result: Any = pyoxigraph.parse_query_results(raw, format=pyoxigraph.QueryResultsFormat.JSON)
        if isinstance(result, pyoxigraph.QueryBoolean):
            return Answer(yes=bool(result))
        columns = tuple(variable.value for variable in result.variables)
        return Answer(columns, tuple(tuple(row[i] for i in range(len(columns))) for row in result))
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the answer is not SPARQL results in JSON: {error}") from None


def answer_from_triples(raw: bytes, media_type: str = "application/n-triples") -> Answer:
    """The answer that a document of triples holds.

    Raises:
        QueryError: the media type is not known, or the document cannot be read.
    """
    import pyoxigraph

    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise QueryError(f"the answer is of a type that is not known here: {media_type}")
    try:
        return Answer(triples=tuple(quad.triple for quad in pyoxigraph.parse(raw, format=format_)))
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the answer cannot be read as {media_type}: {error}") from None


def results_text(answer: Answer, format_: str, prefixes: Mapping[str, str]) -> str:
    """The answer in a standard format: csv, tsv, json or xml (SPARQL 1.1 results) or turtle.

    Cells of csv and tsv are defused (see graph.cells).

    Raises:
        UsageError: an answer of this kind cannot be written so.
    """
    import pyoxigraph

    from graph_builder.graph.exports import ordered_prefixes

    if answer.triples is not None:
        if format_ != "turtle":
            raise UsageError(f"a CONSTRUCT or DESCRIBE gives a graph: use --format turtle, not {format_}")
        triples = sorted(set(answer.triples), key=str)
        raw = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
        return ordered_prefixes(raw.decode("utf-8"))
    if format_ == "turtle":
        raise UsageError("a SELECT or ASK gives no graph: use --format table, csv, tsv, json, xml or markdown")
    if answer.yes is not None:
        if format_ in ("csv", "tsv"):
            return ("yes" if answer.yes else "no") + "\n"
        text = json.dumps({"head": {}, "boolean": answer.yes})
    else:
        text = _json(answer)
    if format_ == "json":
        return text + "\n"
    result: Any = pyoxigraph.parse_query_results(text, format=pyoxigraph.QueryResultsFormat.JSON)
    written: bytes = result.serialize(format=getattr(pyoxigraph.QueryResultsFormat, format_.upper()))
    if format_ == "xml":
        from graph_builder.graph.keeper import CharacterError, refuse_unwritable

        try:
            refuse_unwritable(written)
        except CharacterError as error:
            raise UsageError(str(error)) from None
    text = written.decode("utf-8")
    return text.rstrip("\n") + "\n" if format_ == "xml" else defused_results(text, format_)


def _json(answer: Answer) -> str:
    from graph_builder.graph.keeper import binding

    bindings = [
        {name: binding(value) for name, value in zip(answer.columns, row, strict=True) if value is not None}
        for row in answer.rows
    ]
    result = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1)


def plain(value: Any) -> str:
    """A term as text without quotes, brackets or datatype; "" for None."""
    if value is None:
        return ""
    return str(value.value) if hasattr(value, "value") else str(value)


def python_value(value: Any) -> Any:
    """A term as a value of Python: int, Decimal, float, bool or date by its datatype; else text; None for None.

    A literal that its datatype does not allow stays text.
    """
    kind = getattr(getattr(value, "datatype", None), "value", "")
    read = _PYTHON.get(kind.removeprefix(_XSD)) if kind.startswith(_XSD) else None
    if read is None:
        return None if value is None else plain(value)
    try:
        return read(value.value)
    except (ValueError, ArithmeticError):
        return value.value


def records(answer: Answer) -> list[Any]:
    """The rows as frozen dataclasses (`Row`), with Python's values.  A column that cannot be a field's name gets `_`.

    Raises:
        UsageError: the answer has no rows.
    """
    _needs_rows(answer)
    names: list[str] = []
    for column in answer.columns:
        name = column if column.isidentifier() else f"_{column}"  # SPARQL knows ?1 too
        while iskeyword(name) or (name.startswith("_") and name[-1] != "_") or name in names:
            name += "_"
        names.append(name)
    row = make_dataclass("Row", names, frozen=True, slots=True)
    return [row(*map(python_value, each)) for each in answer.rows]


def frame(answer: Answer, library: str) -> Any:
    """The rows as a DataFrame of pandas or polars.

    Raises:
        UsageError: the answer has no rows, or the library is not installed.
    """
    _needs_rows(answer)
    columns = {name: [python_value(row[i]) for row in answer.rows] for i, name in enumerate(answer.columns)}
    try:
        if library == "polars":
            import polars

            return polars.DataFrame(columns, strict=False)
        import pandas
    except ModuleNotFoundError:
        raise UsageError(f"{library} is not installed: pip install {library}") from None
    return pandas.DataFrame(columns, columns=list(answer.columns))


def only(answer: Answer, columns: Sequence[str]) -> Answer:
    """The answer with these columns, in this order.

    Raises:
        UsageError: it has no such column, or no rows at all.
    """
    _needs_rows(answer)
    for column in columns:
        if column not in answer.columns:
            raise UsageError(f"there is no column '{column}', only {', '.join(answer.columns)}")
    places = [answer.columns.index(column) for column in columns]
    return Answer(tuple(columns), tuple(tuple(row[i] for i in places) for row in answer.rows))


def _needs_rows(answer: Answer) -> None:
    if answer.triples is not None or answer.yes is not None:
        raise UsageError("only a SELECT gives rows")


def html_table(answer: Answer, most: int) -> str:
    """The answer as an HTML table (or paragraph), at most so many rows; texts are escaped."""
    from html import escape

    if answer.yes is not None:
        return f"<p>{'yes' if answer.yes else 'no'}</p>"
    columns = answer.columns or ("subject", "predicate", "object")
    rows = answer.rows if answer.triples is None else [(t.subject, t.predicate, t.object) for t in answer.triples]
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(shortened(plain(value)))}</td>" for value in row) + "</tr>"
        for row in rows[:most]
    )
    more = f"<p>The first {most:,} of {len(rows):,} rows.</p>" if len(rows) > most else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"


def shortened(text: str) -> str:
    """An IRI's last part; any other text as it is.

    >>> shortened("https://example.org/kg/lenin")
    'lenin'
    """
    return re.split(r"[/#]", text)[-1] or text if re.fullmatch(r"https?://\S+", text) else text
