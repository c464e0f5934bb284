"""What the explorer knows beyond what every page knows: chapters, families of relations, paragraphs, and how to cite.

Its types in TypeScript (`explorer/src/payload.ts`) are generated from the classes here, see `explorer_types`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypedDict

from graph_builder.errors import Where
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.coverage import Row, coverage
from graph_builder.model.dates import Date, iso, words
from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import RELATIONS
from graph_builder.model.sources import Chapter, Locator, Source, chapter_of
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.views.cards import cite as cite_at
from graph_builder.views.cards import clean
from graph_builder.views.cite import cite
from graph_builder.views.explorer_details import Details, details
from graph_builder.views.payload import Payload, payload

TITLE, ID, PAGES = "\ue000", "\ue004", "99999"
"""What stands in a template for a record's title and id, and for the pages of a source."""

FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "belonging": ("Membership, office and place",
                  ("member_of", "part_of", "located_in", "holds_office", "office_of", "succeeds", "precedes")),
    "doing": ("What was done",
              ("takes_part", "founds", "carries_out", "aids", "acts_against", "recognises", "responds_to",
               "realised_by")),
    "writing": ("Documents and talks",
                ("issues", "addressed_to", "presented_at", "signs", "negotiates", "about")),
    "meaning": ("Terms and what they meant",
                ("uses_term", "sense_of", "understood_by", "characterises", "develops_from", "falls_under",
                 "contrasts_with", "associated_with", "implements")),
    "stance": ("For and against", ("supports", "opposes", "calls_for", "commits_to", "aims_at")),
    "belief": ("Beliefs, hopes and fears", ("outlook_of", "believes", "expects", "hopes_for", "fears")),
    "effect": ("What furthers or hinders what", ("promotes", "hinders", "conditional_on", "amounts_to")),
}  # fmt: skip
"""The families of relations, in the order in which a dossier tells them; every relation is in one (a test says so)."""


class FamilyRow(TypedDict):
    id: str
    label: str
    relations: list[str]


class ChapterRow(TypedDict):
    """A part of a source; `id` is unique in the book.  `paragraphs`: how many each page has, by page."""

    id: str
    source: str
    number: str
    title: str
    section: str
    first: int
    last: int
    paragraphs: dict[str, int]


class PlaceRow(TypedDict):
    """Where a passage stands; `chapter` is the id of a ChapterRow, "" if the page is in none."""

    source: str
    chapter: str
    page: int
    paragraph: int


class ParagraphRow(TypedDict):
    """A row of the book's coverage.  `statements`: those that are shown, as in the text; `yielded`: how many the
    whole book has; `nothing`: why none."""

    id: str
    citation: str
    url: str
    nothing: str
    statements: list[str]
    yielded: int


class DateRow(TypedDict):
    """A date for a time line: the earliest and latest day (YYYY-MM-DD, "" where nobody knows) on which it began and on
    which it ended, and how it was given.  Both are "" at an end that is open."""

    begin: list[str]
    end: list[str]
    precision: str
    inferred: str
    approximate: bool
    uncertain: bool
    julian: bool


class CiteRow(TypedDict):
    """How a record of the graph, or a source with its pages, is cited: the texts of `cite` with signs for what changes.

    \\ue000 stands for the record's title, which each format writes in its own way, \\ue004 for its id, and 99999 for
    the pages.  `csl` is JSON.
    """

    note: str
    entry: str
    bibtex: str
    csl: str


class CiteTable(TypedDict):
    graph: CiteRow
    sources: dict[str, CiteRow]


class ExplorerPayload(Payload):
    """Everything in the explorer.  `places` are by passage id; `pages` are the passages on which each thing rests
    beside those of its statements; `signs` is + or - for relations that have one; `paragraphs` are those of
    `model.coverage`, in the order of the sources; `dates` are by their words."""

    families: list[FamilyRow]
    chapters: list[ChapterRow]
    places: dict[str, PlaceRow]
    pages: dict[str, list[str]]
    signs: dict[str, str]
    base: str
    prefixes: dict[str, str]
    citing: CiteTable
    paragraphs: list[ParagraphRow]
    dates: dict[str, DateRow]
    details: Details


def explorer_payload(
    book: FactBook, ids: Iterable[str] | None = None, title: str | None = None, made: Payload | None = None
) -> ExplorerPayload:
    """The facts of the book, or those between `ids`, with what the explorer needs beside them.

    Args:
        made: `payload` of the same, where that is there already.

    Raises: UsageError, if an id does not exist; GraphBuilderError, if a statement would be lost.
    """
    made = made or payload(book, ids, title)
    used = {row["id"] for row in made["relations"]}
    shown, edges = {node["id"] for node in made["nodes"]}, {edge["id"] for edge in made["edges"]}
    statements = {statement.id: statement for statement in book.statements}
    pages = {id_: _own(book, id_) for id_ in sorted(shown & set(book.things))}
    known = {p.id: p for p in _locators(book)}
    rows = coverage(book)
    known |= {row.locator.id: row.locator for row in rows}
    needed = {row.locator.id for row in rows} | {id_ for own in pages.values() for id_ in own}
    return {
        **made,
        "families": _families(used),
        "chapters": _chapters(book),
        "places": {id_: _place(known[id_], book) for id_ in sorted(needed, key=lambda i: known[i])},
        "pages": {id_: own for id_, own in pages.items() if own},
        "signs": {id_: RELATIONS[id_].sign for id_ in sorted(used) if RELATIONS[id_].sign},
        "base": book.settings.base,
        "prefixes": prefixes(book.settings),
        "citing": _citing(book),
        "paragraphs": _paragraphs(rows, edges, book),
        "dates": _dates(made, book),
        "details": details(book, shown & set(book.things), (statements[edge["id"]] for edge in made["edges"])),
    }


def _paragraphs(rows: Iterable[Row], shown: set[str], book: FactBook) -> list[ParagraphRow]:
    return [
        {
            "id": row.locator.id, **cite_at(row.locator, book), "nothing": clean(row.nothing),
            "statements": [s.id for s in sorted(row.statements, key=_in_text) if s.id in shown],
            "yielded": len(row.statements),
        }
        for row in rows
    ]  # fmt: skip


def _in_text(statement: Statement) -> tuple[object, ...]:
    return (statement.where[:3], statement.id)


def _dates(made: Payload, book: FactBook) -> dict[str, DateRow]:
    """Every date that a thing or statement in the payload has."""
    used = {row["when"]["words"] for row in (*made["nodes"], *made["edges"]) if row["when"]}
    dates = (*(thing.when for thing in book.things.values()), *(s.when for s in book.statements))
    rows = {clean(words(date)): _date(date) for date in dates if date}
    return {said: rows[said] for said in sorted(used & set(rows))}


def _date(date: Date) -> DateRow:
    return {
        "begin": ["" if day is None else iso(day) for day in date.begin],
        "end": ["" if day is None else iso(day) for day in date.end],
        "precision": date.precision,
        "inferred": date.inferred,
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "julian": date.calendar == "julian",
    }


def _families(used: set[str]) -> list[FamilyRow]:
    return [
        {"id": id_, "label": label, "relations": [r for r in relations if r in used]}
        for id_, (label, relations) in FAMILIES.items()
        if used & set(relations)
    ]


def _chapter_id(source: Source, chapter: Chapter) -> str:
    return f"{source.id}-ch{chapter.number}-p{chapter.first}"


def _chapters(book: FactBook) -> list[ChapterRow]:
    return [
        {
            "id": _chapter_id(source, c), "source": source.id, "number": clean(c.number), "title": clean(c.title),
            "section": clean(c.section), "first": c.first, "last": c.last,
            "paragraphs": {str(page): count for page, count in sorted(c.paragraphs.items())},
        }
        for _, source in sorted(book.sources.items())
        for c in source.chapters
    ]  # fmt: skip


def _locators(book: FactBook) -> Iterable[Locator]:
    """Every passage that a thing or statement names or that was read."""
    for thing in book.things.values():
        yield from _introduced(thing)
    yield from (s.locator for s in book.statements)
    yield from (p.locator for p in book.passages)


def _introduced(thing: Thing) -> tuple[Locator, ...]:
    return (*thing.locators, *(thing.outcome.locators if thing.outcome else ()))


def _own(book: FactBook, id_: str) -> list[str]:
    return [locator.id for locator in sorted(set(_introduced(book.things[id_])))]


def _place(locator: Locator, book: FactBook) -> PlaceRow:
    source = book.sources.get(locator.source)
    chapter = chapter_of(source, locator.page) if source else None
    return {
        "source": locator.source,
        "chapter": _chapter_id(source, chapter) if source and chapter else "",
        "page": locator.page,
        "paragraph": locator.paragraph,
    }


def _citing(book: FactBook) -> CiteTable:
    """The templates: what `cite` says of a thing that rests on one page of one source."""
    graph, sources = _cited(book, ()), {}
    for id_ in sorted(book.sources):
        sources[id_] = _cited(book, (Locator(id_, int(PAGES), 1),))
    return {"graph": graph[0], "sources": {id_: rows[1] for id_, rows in sources.items()}}


def _cited(book: FactBook, locators: tuple[Locator, ...]) -> list[CiteRow]:
    """The record's row, and that of the source."""
    thing = Thing(id=ID, kind="Concept", label=TITLE, where=Where(""), locators=locators)
    sample = FactBook(book.settings, book.sources, {ID: thing}, (), ())
    notes, entries = (part.splitlines()[1:] for part in cite(sample, ID, "chicago").split("\n\n"))
    bibtex = cite(sample, ID, "bibtex").split("}\n\n")
    csl = json.loads(cite(sample, ID, "csl"))
    return [
        {
            "note": notes[i].strip(), "entry": entries[i].strip(), "bibtex": bibtex[i].removesuffix("}\n") + "}\n",
            "csl": json.dumps(csl[i], ensure_ascii=False),
        }
        for i in range(1 + len(locators))
    ]  # fmt: skip
