"""An analysis as text: a table for eyes, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from graph_builder.graph.cells import defused
from graph_builder.parts.analyse import Analysis, Ranked
from graph_builder.views.problems import visible

FORMATS = ("table", "csv", "json")
_DIGITS = 6


def as_text(analysis: Analysis, format_: str = "table") -> str:
    """The analysis in a format of FORMATS; a table says above what was measured and which statements count.

    Units: in a table six digits of a value; in CSV and JSON all of them.
    """
    if format_ == "json":
        return _json(analysis)
    columns, rows = _cells(analysis)
    if format_ == "csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([columns, *([defused(c) for c in row] for row in rows)])
        return text.getvalue()
    return _table(analysis, columns, rows)


def _cells(analysis: Analysis, digits: int = 17) -> tuple[Sequence[str], list[list[str]]]:
    columns: Sequence[str] = ("size", "with")
    rows: list[list[str]] = []
    for one in analysis.found:
        if isinstance(one, Ranked):
            columns = ("thing", "label", analysis.measure)
            row = [one.id, analysis.labels.get(one.id, ""), f"{one.value:.{digits}g}"]
            if one.as_subject is not None:
                columns = (*columns, "as_subject", "as_object")
                row += [str(one.as_subject), str(one.as_object)]
        else:
            row = [str(one.size), " ".join(one.named)]
        rows.append(row)
    return columns, rows


def _table(analysis: Analysis, columns: Sequence[str], rows: list[list[str]]) -> str:
    rows = _cells(analysis, _DIGITS)[1]
    head = f"{analysis.how}\n{analysis.counts} {analysis.statements:,} statements of {analysis.things:,} things.\n\n"
    widths = [max(len(row[i]) for row in [columns, *rows]) for i in range(len(columns))]
    lines = [columns, ["-" * width for width in widths], *([visible(cell) for cell in row] for row in rows)]
    told = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    what = "groups" if columns[0] == "size" else "things"
    return head + "\n".join(told) + f"\n({len(rows):,} of {analysis.of:,} {what})\n"


def _json(analysis: Analysis) -> str:
    found = []
    for one in analysis.found:
        record = {key: value for key, value in one._asdict().items() if value is not None}
        if isinstance(one, Ranked) and one.id in analysis.labels:
            record["label"] = analysis.labels[one.id]
        found.append(record)
    whole = {**analysis._asdict(), "found": found}
    del whole["labels"]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
