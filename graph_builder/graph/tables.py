"""What stands in CSV beside statements and things, so that the tables together hold all that the FactBook holds.

Cells with several ids hold spaces between them, cells with several texts " | ", where a text's own sign | has a
backslash before it, and so has its own backslash.  `csv-metadata.json` tells programs the columns of all tables.

Source: RFC 4180; Metadata Vocabulary for Tabular Data, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from graph_builder.graph.cells import defused
from graph_builder.graph.vocabulary import licence_quad
from graph_builder.model.factbook import FactBook
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    AlignmentRecord,
    ChapterRecord,
    QualifierRecord,
    Record,
    SenseRecord,
    SourceRecord,
    allowed_keys,
)
from graph_builder.model.things import Thing

SETTING_COLUMNS = ("key", "block", "name", "value")
SOURCE_COLUMNS = (
    "source", "type", "short", "title", "author_family", "author_given", "issued", "publisher", "publisher_place",
    "container_title", "url", "chapter", "chapter_title", "section", "first_page", "last_page", "paragraphs", "text",
)  # fmt: skip
PASSAGE_COLUMNS = ("source", "page", "paragraph", "nothing")
MATCH_COLUMNS = ("thing", "iri", "match", "checked", "evidence")
MORE_OF_THINGS = (
    "p", "quote", "hedge", "certainty", "first", "several", "came_true_by", "came_true_when", "came_true_p",
    "came_true_note",
)  # fmt: skip
_BETWEEN = " | "
_SPACED = frozenset(["by", "at", "where", "via", "holders", "p", "came_true_by", "came_true_p", "same_as"])
_BARRED = frozenset(["aka", "denies", "author_family", "author_given"])
_WHOLE = frozenset(["page", "paragraph", "first_page", "last_page"])
_RECORDS: dict[str, tuple[type[Record], ...]] = {
    "statements.csv": (QualifierRecord,),
    "things.csv": (*RECORD_OF_BLOCK.values(), SenseRecord),
    "matches.csv": (AlignmentRecord,),
    "sources.csv": (SourceRecord, ChapterRecord),
}
"""Whose help for the curator tells what the columns of the same names hold."""
_KEYS = {"statements.csv": "id", "things.csv": "id"}


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """CSV as in RFC 4180; no spreadsheet runs a cell as a formula (see `cells`)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = [str(row.get(column, "")) for column in columns]
        writer.writerow([defused(cell) if cell else "" for cell in cells])
    return text.getvalue()


def joined(texts: Iterable[str]) -> str:
    r"""Several texts as one cell.

    >>> joined(["a", "b | c"])
    'a | b \\| c'
    """
    return _BETWEEN.join(re.sub(r"([\\|])", r"\\\1", text) for text in texts)


def parted(cell: str) -> tuple[str, ...]:
    """The texts that were joined; none for an empty cell.

    >>> parted(joined(["a", "b | c"])), parted("")
    (('a', 'b | c'), ())
    """
    return tuple(re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL) for text in cell.split(_BETWEEN)) if cell else ()


def settings_csv(book: FactBook) -> str:
    """One row for each setting, curator and type.  Columns: SETTING_COLUMNS."""
    settings = book.settings
    named = ("title", "description", "base", "prefix", "language", "code_licence", "facts_licence", "version", "issued")
    rows = [{"key": name, "value": getattr(settings, name)} for name in named if getattr(settings, name)]
    rows += [{"key": "curator", "value": curator} for curator in settings.curators]
    for block, types in settings.types.items():
        rows += [{"key": "type", "block": block, "name": name, "value": text} for name, text in types.items()]
        rows += [{"key": "type", "block": block}] if not types else []
    return csv_text(SETTING_COLUMNS, rows)


def sources_csv(book: FactBook) -> str:
    """One row for each chapter, with what is known of its source.  Columns: SOURCE_COLUMNS."""
    rows = []
    for source in book.sources.values():
        csl = source.csl
        authors: list[Mapping[str, str]] = list(csl["author"])  # type: ignore[call-overload]
        of_source = {
            "source": source.id, "type": csl.get("type", ""), "short": source.short, "title": csl["title"],
            "author_family": joined(author["family"] for author in authors),
            "author_given": joined(author.get("given", "") for author in authors),
            "issued": csl["issued"], "publisher": csl.get("publisher", ""), "url": source.url,
            "publisher_place": csl.get("publisher-place", ""), "container_title": csl.get("container-title", ""),
        }  # fmt: skip
        for c in source.chapters:
            counts = ", ".join(f"{page}: {count}" for page, count in c.paragraphs.items())
            rows.append({
                **of_source, "chapter": c.number, "chapter_title": c.title, "section": c.section, "text": c.text,
                "first_page": c.first, "last_page": c.last, "paragraphs": counts,
            })  # fmt: skip
    return csv_text(SOURCE_COLUMNS, rows)


def passages_csv(book: FactBook) -> str:
    """One row for each passage that was read, with the reason why it yields nothing.  Columns: PASSAGE_COLUMNS."""
    return csv_text(PASSAGE_COLUMNS, ({**p.locator._asdict(), "nothing": p.nothing} for p in book.passages))


def matches_csv(book: FactBook) -> str:
    """One row for each thing and its match elsewhere.  Columns: MATCH_COLUMNS."""
    rows = (
        {"thing": t.id, "iri": a.iri, "match": a.match, "checked": a.checked, "evidence": a.evidence}
        for t in book.things.values()
        for a in t.same_as
    )
    return csv_text(MATCH_COLUMNS, rows)


def more_of_thing(thing: Thing) -> dict[str, str]:
    """The cells of a thing under MORE_OF_THINGS."""
    outcome = thing.outcome
    return {
        "p": " ".join(locator.id for locator in thing.locators),
        "quote": thing.quote, "hedge": thing.hedge, "certainty": thing.certainty,
        "first": "yes" if thing.first else "no", "several": "yes" if thing.several else "no",
        "came_true_by": " ".join(outcome.by) if outcome else "",
        "came_true_when": outcome.when.written if outcome and outcome.when else "",
        "came_true_p": " ".join(locator.id for locator in outcome.locators) if outcome else "",
        "came_true_note": outcome.note if outcome else "",
    }  # fmt: skip


def metadata(book: FactBook, columns: Mapping[str, Sequence[str]]) -> str:
    """What each table and column is, for programs that know CSV on the Web (CSVW).

    Args:
        book: for title and licence.
        columns: the names of the columns, by the name of the file.
    """
    licence = licence_quad("", book.settings.facts_licence)
    told: dict[str, object] = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}]}
    told["dc:title"] = {"@value": book.settings.title, "@language": book.settings.language}
    told["dc:license" if licence.object.startswith("<") else "dc:rights"] = (
        {"@id": licence.object[1:-1]} if licence.object.startswith("<") else book.settings.facts_licence
    )
    told["tables"] = [_table(name, found) for name, found in columns.items()]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _table(name: str, columns: Sequence[str]) -> dict[str, object]:
    help_: dict[str, str] = {}
    for record in _RECORDS.get(name, ()):
        help_ = allowed_keys(record) | help_
    help_.pop("id", None)  # it tells of Claims only
    schema: dict[str, object] = {"columns": [_column(column, help_.get(column, "")) for column in columns]}
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    return {"url": name, "tableSchema": schema}


def _column(name: str, help_: str) -> dict[str, object]:
    column: dict[str, object] = {"name": name, "titles": name, "datatype": "integer" if name in _WHOLE else "string"}
    if help_:
        column["dc:description"] = help_
    if name in _SPACED | _BARRED:
        column["separator"] = " " if name in _SPACED else _BETWEEN
    return column
