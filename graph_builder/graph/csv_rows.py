"""CSV text -> rows that know their lines, with every cell as it was before it was made safe for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.errors import GraphBuilderError, Where
from graph_builder.graph.cells import original
from graph_builder.model.date_words import DateError
from graph_builder.model.dates import Date, parse_date
from graph_builder.model.sources import Locator

_LOCATOR = re.compile(r"([^\s/]+)-p([0-9]{1,5})-([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by the names of their columns, and where it stands.  Units: `line` counts from 1."""

    file: str
    text: str
    line: int
    columns: tuple[str, ...]
    cells: dict[str, str]


def read_rows(text: str, file: str, columns: Sequence[str]) -> list[Row]:
    """The rows of a table.

    Args:
        text: CSV with a line of names of columns at its head, in any order.
        file: what messages call it.
        columns: the columns that it must have, and no others.

    Raises:
        GraphBuilderError: it is no such table; with file, line and column.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cell may hold hundreds of names
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    head: tuple[str, ...] = ()
    line = 1
    try:
        for cells in reader:
            if not head:
                head = _head(cells, file, columns)
            elif cells:
                row = Row(file, text, line, head, dict(zip(head, map(original, cells), strict=False)))
                if len(cells) != len(head):
                    where = place_of(row, min(len(cells), len(head)) - 1)
                    raise GraphBuilderError(f"{where}: a row of {len(cells)} cells in a table of {len(head)} columns")
                rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise GraphBuilderError(f"{Where(file, line)}: this row is no CSV: {error}") from None
    if not head:
        raise GraphBuilderError(f"{Where(file)}: the table is empty; its first line names its columns")
    return rows


def _head(cells: Sequence[str], file: str, columns: Sequence[str]) -> tuple[str, ...]:
    for number, name in enumerate(cells):
        if name not in columns or name in cells[:number]:
            what = "twice the column" if name in cells[:number] else "an unknown column"
            at = Where(file, 1, 1 + sum(len(cell) + 1 for cell in cells[:number]))
            raise GraphBuilderError(f"{at}: {what} '{name[:60]}'; the columns are {', '.join(columns)}")
    if missing := [name for name in columns if name not in cells]:
        raise GraphBuilderError(f"{Where(file)}: the column '{missing[0]}' is missing")
    return tuple(cells)


def fault(row: Row, column: str, message: str) -> GraphBuilderError:
    """What is wrong with a cell, with its place."""
    return GraphBuilderError(f"{place_of(row, row.columns.index(column))}: {message}")


def place_of(row: Row, index: int) -> Where:
    """Where the cell with this index begins."""
    at = _start(row.text, row.line)
    quoted = False
    line, began = row.line, at
    while index and at < len(row.text):
        char = row.text[at]
        at += 1
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            index -= 1
        elif char == "\n" or (char == "\r" and row.text[at : at + 1] != "\n"):
            line, began = line + 1, at
    return Where(row.file, line, at - began + 1)


def _start(text: str, line: int) -> int:
    """Where a line begins, as `csv` counts lines."""
    breaks = re.finditer(r"\r\n|\r|\n", text)
    return 0 if line == 1 else next((found.end() for n, found in enumerate(breaks, 2) if n == line), len(text))


def ids(row: Row, column: str) -> tuple[str, ...]:
    """The ids in a cell."""
    return tuple(row.cells[column].split())


def needed(row: Row, column: str) -> str:
    """The text of a cell.  Raises GraphBuilderError where it is empty."""
    if not row.cells[column]:
        raise fault(row, column, f"'{column}' has no value")
    return row.cells[column]


def number(row: Row, column: str) -> int:
    """The whole number in a cell.  Raises GraphBuilderError where it is none."""
    if not re.fullmatch(r"[0-9]{1,9}", row.cells[column]):
        raise fault(row, column, f"'{row.cells[column][:60]}' is no number under '{column}'")
    return int(row.cells[column])


def flag(row: Row, column: str) -> bool:
    """True for yes.  Raises GraphBuilderError for anything else than yes, no and nothing."""
    if row.cells[column] not in ("yes", "no", ""):
        raise fault(row, column, f"'{row.cells[column][:60]}' is neither yes nor no")
    return row.cells[column] == "yes"


def date(row: Row, column: str) -> Date | None:
    """The date in a cell.  Raises GraphBuilderError where it is none."""
    try:
        return parse_date(row.cells[column]) if row.cells[column] else None
    except DateError as error:
        raise fault(row, column, str(error)) from None


def locators(row: Row, column: str) -> Iterator[Locator]:
    """The passages in a cell.  Raises GraphBuilderError where one is none."""
    for word in row.cells[column].split():
        match = _LOCATOR.fullmatch(word)
        if not match:
            raise fault(row, column, f"'{word[:60]}' is no passage; one looks like jacobson-1994-p19-1")
        yield Locator(match[1], int(match[2]), int(match[3]))
