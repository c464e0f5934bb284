"""The curator's map of a text: pages and paragraphs, how densely each is covered, and the statements it yielded.

One file that opens from disk and asks for nothing; no script, and no text of the book: sentences are numbers.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph_builder.model.coverage import Row, totals, used_once
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement, voice
from graph_builder.model.wording import citation, label_of, sentence
from graph_builder.views.cards import clean, target
from graph_builder.views.coverage_table import reason, summary
from graph_builder.views.looks import STROKES

HERE = Path(__file__).parent / "coverage"
GRAPH = "graph.html"
"""The page to which the links to things and statements lead; it stands in the same folder."""

WORDS_EACH = (4.0, 6.0, 9.0)
"""Words per statement up to which a paragraph is shaded; the fewer, the stronger."""
STATEMENTS = (30, 15, 5)
"""The same where the text was not at hand: statements from which a paragraph is shaded; the more, the stronger."""


def coverage_page(book: FactBook, rows: Sequence[Row]) -> str:
    """The page of a book's coverage, as the whole text of an HTML file (UTF-8).

    Same book and rows, same text.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = _style()
    sums = totals(rows)
    return environment.get_template("page.html.j2").render(
        language=book.settings.language,
        title=clean(book.settings.title),
        policy=_policy([style]),
        style=Markup(style),
        graph=GRAPH,
        known=bool(sums.sentences),
        summary=summary(sums),
        shades=_legend(bool(sums.sentences)),
        gaps=_by_source([row for row in rows if row.gap], book),
        thin=_by_source([row for row in rows if row.untouched], book),
        maps=[_map(source, chapter, several, book) for (source, chapter), several in _chapters(rows).items()],
        voices={id_: {"label": look.label, "meaning": look.meaning} for id_, look in STROKES.items()},
        paragraphs=[_paragraph(row, book) for row in rows],
        lonely=[(f"{GRAPH}#node={thing.id}", clean(thing.label)) for thing in used_once(book)],
    )


def _by_source(rows: Iterable[Row], book: FactBook) -> dict[str, list[dict[str, Any]]]:
    """Cells under the short name of their source."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(_short(row.locator.source, book), []).append(_cell(row, book))
    return found


def _short(source: str, book: FactBook) -> str:
    return clean(book.sources[source].short if source in book.sources else source)


def _chapters(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.locator.source, row.chapter), []).append(row)
    return found


def _map(source: str, chapter: str, rows: Sequence[Row], book: FactBook) -> dict[str, Any]:
    """A chapter as a table: a line for each page, a column for each paragraph; None where a page has no more."""
    wide = max(row.locator.paragraph for row in rows)
    cells: dict[int, list[dict[str, Any] | None]] = {}
    for row in rows:
        cells.setdefault(row.locator.page, [None] * wide)[row.locator.paragraph - 1] = _cell(row, book)
    known = book.sources.get(source)
    titles = [c.section or c.title for c in known.chapters if c.number == chapter] if known else []
    name = f"{_short(source, book)}{f', chapter {chapter}' if chapter else ''}"
    return {
        "caption": clean(": ".join([name, *titles])),
        "columns": list(range(1, wide + 1)),
        "pages": sorted(cells.items()),
    }


def _cell(row: Row, book: FactBook) -> dict[str, Any]:
    return {
        "anchor": f"at-{row.locator.id}",
        "short": row.locator.short,
        "citation": clean(citation(row.locator, book)),
        "count": len(row.statements),
        "density": f"{row.density:.1f}" if row.density is not None else "",
        "shade": shade(row),
        "gap": row.gap,
        "nothing": clean(row.nothing),
        "untouched": list(row.untouched),
    }


def shade(row: Row) -> int:
    """How strongly a paragraph is shaded, from 0 (no statement) to 4."""
    if not row.statements:
        return 0
    if row.density is not None:
        return 4 - sum(row.density > step for step in WORDS_EACH)
    return 4 - sum(len(row.statements) < step for step in STATEMENTS)


def _legend(known: bool) -> list[tuple[int, str]]:
    few, some, many = (f"{step:g}" for step in (WORDS_EACH if known else STATEMENTS))
    if known:
        texts = (f"up to {few} words for each statement", f"up to {some}", f"up to {many}", "more words")
    else:
        texts = (f"{few} statements or more", f"{some} or more", f"{many} or more", "fewer")
    return list(zip((4, 3, 2, 1), texts, strict=True))


def _paragraph(row: Row, book: FactBook) -> dict[str, Any]:
    return {
        **_cell(row, book),
        "reason": clean(reason(row)),
        "words": row.words,
        "sentences": row.sentences,
        "voices": [(STROKES[id_].label, number) for id_, number in row.voices.items() if number],
        "statements": [_statement(s, row, book) for s in _in_order(row)],
    }


def _in_order(row: Row) -> list[Statement]:
    """The statements by the sentence in which they begin, where that is known; else as in the book."""
    return sorted(row.statements, key=lambda s: min(row.places.get(s.id, ()), default=0))


def _statement(statement: Statement, row: Row, book: FactBook) -> dict[str, Any]:
    ends = [(statement.subject, label_of(statement.subject, book))]
    ends.append((target(statement), statement.figure.label if statement.figure else label_of(statement.object, book)))
    kind = voice(statement)
    return {
        "id": statement.id,
        "voice": kind,
        "label": STROKES[kind].label,
        "sentence": clean(sentence(statement, book)),
        "link": f"{GRAPH}#statement={quote(statement.id, safe='')}",
        "ends": [(f"{GRAPH}#node={quote(id_, safe='')}", clean(label)) for id_, label in ends],
        "places": list(row.places.get(statement.id, ())),
    }


def _policy(styles: Iterable[str]) -> str:
    """A Content-Security-Policy that lets these styles work and nothing else."""
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in styles]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return (HERE / "page.css").read_text(encoding="utf-8")
