"""What the facts cover, for a terminal and for programs: a table and JSON.  No text of the book is in either."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graph_builder.model.coverage import Row, Totals, totals
from graph_builder.model.things import Thing

FORMATS = ("table", "json")
_HEADS = (
    "page",
    "statements",
    "author",
    "attributed",
    "outlook",
    "words",
    "words each",
    "sentences",
    "without one",
    "",
)


def report(rows: Sequence[Row], format_: str = "table", lonely: Sequence[Thing] = ()) -> str:
    """The rows in one of FORMATS, with their sums, and the Situations that one statement alone uses.

    Shape: the JSON is an object of `totals`, `paragraphs` and `situations_used_once`; what needs the texts is null
    without them.
    Order: as the rows.
    """
    if format_ == "json":
        ids = [thing.id for thing in lonely]
        value = {
            "totals": _sums(totals(rows)),
            "paragraphs": [_record(row) for row in rows],
            "situations_used_once": ids,
        }
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    listed = "".join(f"  {thing.id}: {thing.label}\n" for thing in lonely)
    return _table(rows) + (f"Situations used once, for review: {len(lonely)}\n{listed}" if lonely else "")


def summary(sums: Totals) -> str:
    """The sums in one sentence.

    >>> summary(Totals(41, 0, 1, 1133, 0, 0, 0))
    '1,133 statements of 41 paragraphs; no gap; 1 paragraph has none, with a reason'
    """
    parts = [f"{sums.statements:,} statements of {_count(sums.paragraphs, 'paragraph')}"]
    parts.append(f"{_count(sums.gaps, 'gap')}: nothing there, and no reason why" if sums.gaps else "no gap")
    if sums.reasons:
        has = "has" if sums.reasons == 1 else "have"
        parts.append(f"{_count(sums.reasons, 'paragraph')} {has} none, with a reason")
    if sums.sentences:
        parts.append(f"{sums.untouched} of {_count(sums.sentences, 'sentence')} without a statement")
    return "; ".join(parts)


def reason(row: Row) -> str:
    """Why a paragraph has no statement; "" where it has some."""
    return "gap: no statement, and no reason why" if row.gap else f"nothing: {row.nothing}" if row.nothing else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _table(rows: Sequence[Row]) -> str:
    lines: list[tuple[str, ...]] = [_HEADS]
    source = None
    for row in rows:
        if row.locator.source != source:
            source = row.locator.source
            lines.append((source,))
        lines.append(_cells(row))
    widths = [max(len(cell) for cell in column) for column in zip(*(line for line in lines if line[1:]), strict=True)]
    return "".join(_line(line, widths) + "\n" for line in lines) + summary(totals(rows)) + "\n"


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    """The first and the last column flush left, the figures between them flush right."""
    ends = (0, len(widths) - 1)
    cells = [
        cell.ljust(width) if i in ends else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(line, widths, strict=False))
    ]
    return "  ".join(cells).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    known = row.sentences is not None
    return (
        row.locator.short,
        str(len(row.statements)),
        *(str(row.voices.get(voice, 0)) for voice in ("author", "attributed", "outlook")),
        str(row.words) if known else "",
        f"{row.density:.1f}" if row.density is not None else "",
        str(row.sentences) if known else "",
        ", ".join(map(str, row.untouched)) if row.untouched else "-" if known else "",
        reason(row),
    )


def _record(row: Row) -> dict[str, object]:
    known = row.sentences is not None
    at = row.locator
    return {
        "source": at.source,
        "chapter": row.chapter,
        "page": at.page,
        "paragraph": at.paragraph,
        "statements": len(row.statements),
        "voices": row.voices,
        "gap": row.gap,
        "nothing": row.nothing,
        "words": row.words,
        "words_per_statement": round(row.density, 1) if row.density is not None else None,
        "sentences": row.sentences,
        "sentences_without": list(row.untouched) if known else None,
        "sentences_of": {id_: list(row.places[id_]) for id_ in sorted(row.places)} if known else None,
        "ids": [statement.id for statement in row.statements],
    }


def _sums(sums: Totals) -> dict[str, int | None]:
    known = bool(sums.sentences)
    return {
        "paragraphs": sums.paragraphs,
        "gaps": sums.gaps,
        "paragraphs_with_reason": sums.reasons,
        "statements": sums.statements,
        "words": sums.words if known else None,
        "sentences": sums.sentences if known else None,
        "sentences_without": sums.untouched if known else None,
    }
