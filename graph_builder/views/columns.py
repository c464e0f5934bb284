"""Rows as columns, for a page: what is the same in all rows stands once, what comes often once with numbers for it.

A table is cut into pieces of so many rows that a browser reads one without a pause; each piece is a line of JSON.  The
first lines hold what a picture needs, the others the rest.  `explorer/src/columns.ts` reads them, and `rows_of` here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

SIZE = 4096
"""Rows in a piece."""

FROM, TO, WHEN = "\ue001", "\ue002", "\ue003"
"""What stands in a sentence for the name of its subject, of its object, and for its date."""

NODES, EDGES = "nodes", "edges"
REFERENCES = {"from": NODES, "to": NODES, "statements": EDGES}
"""Fields whose values are ids of rows of another table, or lists of them: written as their numbers."""

LIKE = {"citation": "passage", "url": "passage"}
"""Fields that follow from another field of the row."""

Row = Mapping[str, Any]
Numbers = Mapping[str, Mapping[str, int]]


def blank(rows: Sequence[Row]) -> dict[str, object]:
    """A row in which everything is empty."""
    first = rows[0] if rows else {}
    return {key: None if value is None or isinstance(value, dict) else type(value)() for key, value in first.items()}


def pieces(name: str, rows: Sequence[Row], fields: Iterable[str], numbers: Numbers) -> Iterator[str]:
    """The lines for these fields of a table; a field that is blank in all rows of a piece is left out.

    Args:
        numbers: the numbers of the ids in the tables that REFERENCES names.

    Order: that of the rows.
    """
    empty, fields = blank(rows), list(fields)
    for start in range(0, len(rows), SIZE):
        some = rows[start : start + SIZE]
        columns = {}
        for field in fields:
            column = _column(field, some, numbers)
            if column != {"is": empty[field]}:
                columns[field] = column
        yield _json([name, start, columns])


def _column(field: str, rows: Sequence[Row], numbers: Numbers) -> object:
    values = [row[field] for row in rows]
    of = numbers.get(REFERENCES.get(field, ""))
    if of is not None:
        known = all(value in of for value in _flat(values))
        if known:
            return {"ref": [[of[id_] for id_ in v] if isinstance(v, list) else of[v] for v in values]}
    other = LIKE.get(field, "")
    if other in rows[0] and len(set(values)) > 1:
        first: dict[str, Any] = {}
        follows = all(first.setdefault(row[other], value) == value for row, value in zip(rows, values, strict=True))
        if follows and 2 * len(first) <= len(values):
            return {"like": other, "of": list(first.values())}
    return _coded([int(v) if isinstance(v, float) and v.is_integer() else v for v in values])


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list) else (value,)


def _coded(values: list[Any]) -> object:
    """One value for all; the values that there are and for each row the number of its own; or all as they stand."""
    keys = values if isinstance(values[0], str | int) else [repr(value) for value in values]
    first: dict[Any, int] = {}
    at = [first.setdefault(key, len(first)) for key in keys]
    if len(first) == 1:
        return {"is": values[0]}
    if 2 * len(first) > len(values):
        return values
    of = dict(zip(keys, values, strict=True))
    return {"of": [of[key] for key in first], "at": at}


def told(edges: Iterable[Row], labels: Mapping[str, str]) -> list[str]:
    """The sentences, with a sign for each name and date in it that the row knows anyway.

    A sentence of which that would not give back every letter stays as it is, behind a line feed.
    """
    made = []
    for edge in edges:
        said: str = edge["sentence"]
        names = labels.get(edge["from"], ""), labels.get(edge["to"], ""), edge["when"]["words"] if edge["when"] else ""
        for words, sign in zip(names, (FROM, TO, WHEN), strict=True):
            if words:
                said = said.replace(words, sign, 1)
        made.append(said if untold(said, *names) == edge["sentence"] else "\n" + edge["sentence"])
    return made


def untold(said: str, subject: str, object_: str, when: str) -> str:
    r"""The sentence again.

    >>> untold("\ue001 supports \ue002 (\ue003).", "Lenin", "the NEP", "1921")
    'Lenin supports the NEP (1921).'
    """
    if said.startswith("\n"):
        return said[1:]
    return said.replace(WHEN, when, 1).replace(TO, object_, 1).replace(FROM, subject, 1)


def rows_of(
    lines: Iterable[str], empty: Mapping[str, Row], sizes: Mapping[str, int]
) -> dict[str, list[dict[str, Any]]]:
    """The rows of all tables, read back from lines; what is in no line is blank."""
    tables = {name: [dict(empty[name]) for _ in range(size)] for name, size in sizes.items()}
    references: list[tuple[str, int, str, list[Any]]] = []
    for line in lines:
        name, start, columns = json.loads(line)
        rows = tables[name][start : start + SIZE]
        for field, column in columns.items():
            if isinstance(column, dict) and "ref" in column:
                references.append((name, start, field, column["ref"]))
                continue
            for row, value in zip(rows, _values(column, rows), strict=True):
                row[field] = value
    for name, start, field, column in references:
        ids = [row["id"] for row in tables[REFERENCES[field]]]
        for row, at in zip(tables[name][start : start + SIZE], column, strict=True):
            row[field] = [ids[i] for i in at] if isinstance(at, list) else ids[at]
    return tables


def _values(column: Any, rows: Sequence[Row]) -> list[Any]:
    if isinstance(column, list):
        return column
    if "is" in column:
        return [column["is"]] * len(rows)
    if "like" in column:
        keys = [row[column["like"]] for row in rows]
        of = dict(zip(dict.fromkeys(keys), column["of"], strict=True))
        return [of[key] for key in keys]
    return [column["of"][at] for at in column["at"]]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
