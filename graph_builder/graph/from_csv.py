"""CSV -> FactBook: the way back from the tables that `graph.exports` and `graph.tables` write.

What follows from other cells (labels, sentences, bounds of dates, citations) is not looked at.  Whether the facts keep
the rules is for `check` to say, once they are YAML again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graph_builder.errors import GraphBuilderError, Where
from graph_builder.graph.csv_rows import Row, date, fault, flag, ids, locators, needed, number, read_rows
from graph_builder.graph.exports import TABLES
from graph_builder.graph.tables import parted
from graph_builder.model.factbook import FactBook, Passage, Settings
from graph_builder.model.figures import parse_figure
from graph_builder.model.relations import RELATIONS, Kind
from graph_builder.model.sources import Chapter, Locator, Source
from graph_builder.model.statements import Figure, Statement
from graph_builder.model.things import BLOCKS, Alignment, Outcome, Thing

_KINDS: dict[str, Kind] = {kind: kind for kind in (*BLOCKS.values(), "Sense")}
_DERIVED = re.compile(r"statement-[a-z2-7]{16}")
_COUNT = re.compile(r"([0-9]{1,5}): ([0-9]{1,5})")
_SETTINGS = ("title", "description", "base", "prefix", "language", "code_licence", "facts_licence", "version", "issued")


def from_csv(texts: Mapping[str, str], folder: str = "") -> FactBook:
    """The FactBook that was written as these tables; its places lead to lines of them.

    Args:
        texts: every table of `exports.TABLES` by the name of its file.
        folder: what messages and places call the folder, with a slash at its end; "" if it needs no name.

    Raises:
        GraphBuilderError: a table is missing or makes no sense; the message has file, line and column.
    """
    for name in TABLES:
        if name not in texts:
            raise GraphBuilderError(f"{Where(folder + name)}: there is no table {name}")
    rows = {name: read_rows(texts[name], folder + name, columns) for name, columns in TABLES.items()}
    sources = _sources(rows["sources.csv"])
    matches: dict[str, list[Alignment]] = {}
    for row in rows["matches.csv"]:
        cells = row.cells
        alignment = Alignment(needed(row, "iri"), needed(row, "match"), needed(row, "checked"), cells["evidence"])
        matches.setdefault(cells["thing"], []).append(alignment)
    things = {row.cells["id"]: _thing(row, matches.pop(row.cells["id"], ())) for row in rows["things.csv"]}
    for row in rows["matches.csv"]:
        if row.cells["thing"] in matches:
            raise fault(row, "thing", f"a match of '{row.cells['thing']}', which is no thing of things.csv")
    statements = [_statement(row, sources) for row in rows["statements.csv"]]
    passages = {Passage(_locator(row, sources), row.cells["nothing"]) for row in rows["passages.csv"]}
    return FactBook(
        settings=_settings(rows["settings.csv"], folder),
        sources=dict(sorted(sources.items())),
        things=dict(sorted(things.items())),
        passages=tuple(sorted(passages, key=lambda p: (p.locator, p.nothing))),
        statements=tuple(sorted(statements, key=_place)),
    )


def _place(s: Statement) -> tuple[Locator, bool, tuple[str, ...]]:
    """What orders statements as a FactBook does; rows of one passage stay in their order."""
    return s.locator, not s.nested, (s.subject, s.relation, s.object) if s.nested else ()


def _settings(rows: Sequence[Row], folder: str) -> Settings:
    found: dict[str, Any] = {}
    curators: list[str] = []
    types: dict[str, dict[str, str]] = {}
    for row in rows:
        key = row.cells["key"]
        if key == "curator":
            curators.append(needed(row, "value"))
        elif key == "type":
            names = types.setdefault(needed(row, "block"), {})
            names |= {row.cells["name"]: row.cells["value"]} if row.cells["name"] else {}
        elif key in _SETTINGS and key not in found:
            found[key] = needed(row, "value")
        else:
            raise fault(row, "key", f"'{key[:60]}' is {'set twice' if key in found else 'no setting'}")
    for key in ("title", "base"):
        if key not in found:
            raise GraphBuilderError(f"{Where(folder + 'settings.csv')}: the setting '{key}' is missing")
    return Settings(**found, curators=tuple(curators), types=types)


def _sources(rows: Sequence[Row]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for row in rows:
        source = _source(row)
        earlier = found.get(source.id)
        if earlier and (earlier.csl, earlier.short) != (source.csl, source.short):
            raise fault(row, "source", f"'{source.id}' is described otherwise than in a row above")
        chapters = (*(earlier.chapters if earlier else ()), *source.chapters)
        found[source.id] = Source(source.id, source.short, source.csl, chapters, source.where, source.url)
    return found


def _source(row: Row) -> Source:
    cells = row.cells
    families, givens = parted(needed(row, "author_family")), parted(cells["author_given"])
    if len(givens) not in (0, len(families)):
        raise fault(row, "author_given", f"{len(givens)} given names of {len(families)} authors")
    csl: dict[str, object] = {
        "type": needed(row, "type"),
        "title": needed(row, "title"),
        "author": tuple(
            {"family": family, **({"given": given} if given else {})}
            for family, given in zip(families, givens or [""] * len(families), strict=True)
        ),
        "issued": needed(row, "issued"),
        "publisher": cells["publisher"],
        "publisher-place": cells["publisher_place"],
        "container-title": cells["container_title"],
        "URL": cells["url"],
    }
    csl = {key: value for key, value in csl.items() if value}
    paragraphs = {int(page): int(count) for page, count in _COUNT.findall(cells["paragraphs"])}
    pages = number(row, "first_page"), number(row, "last_page")
    chapter = Chapter(cells["chapter"], cells["chapter_title"], cells["section"], *pages, paragraphs, cells["text"])
    return Source(needed(row, "source"), needed(row, "short"), csl, (chapter,), Where(row.file, row.line), cells["url"])


def _locator(row: Row, sources: Mapping[str, Source]) -> Locator:
    source = needed(row, "source")
    if source not in sources:
        raise fault(row, "source", f"'{source[:60]}' is no source of sources.csv")
    return Locator(source, number(row, "page"), number(row, "paragraph"))


def _thing(row: Row, same_as: Sequence[Alignment]) -> Thing:
    cells = row.cells
    if cells["kind"] not in _KINDS:
        raise fault(row, "kind", f"'{cells['kind'][:60]}' is no kind of thing: {', '.join(_KINDS)}")
    by, when, where = ids(row, "came_true_by"), date(row, "came_true_when"), tuple(locators(row, "came_true_p"))
    return Thing(
        id=needed(row, "id"),
        kind=_KINDS[cells["kind"]],
        label=needed(row, "label"),
        where=Where(row.file, row.line),
        aka=parted(cells["aka"]),
        type=cells["type"],
        when=date(row, "when"),
        locators=tuple(locators(row, "p")),
        note=cells["note"],
        editor=cells["editor"],
        same_as=tuple(same_as),
        holders=ids(row, "holders"),
        concept=cells["concept"],
        gloss=cells["gloss"],
        denies=parted(cells["denies"]),
        quote=cells["quote"],
        hedge=cells["hedge"],
        certainty=cells["certainty"],
        first=flag(row, "first"),
        several=flag(row, "several"),
        outcome=Outcome(cells["came_true"], by, when, where, cells["came_true_note"]) if cells["came_true"] else None,
    )


def _statement(row: Row, sources: Mapping[str, Source]) -> Statement:
    cells = row.cells
    if cells["relation"] not in RELATIONS:
        raise fault(row, "relation", f"'{cells['relation'][:60]}' is no relation")
    return Statement(
        id=needed(row, "id"),
        subject=needed(row, "subject"),
        relation=cells["relation"],
        object=cells["object"],
        locator=_locator(row, sources),
        where=Where(row.file, row.line),
        figure=_figure(row),
        negated=flag(row, "negated"),
        claim=not _DERIVED.fullmatch(cells["id"]),
        nested=flag(row, "nested"),
        view=cells["view"],
        by=ids(row, "by"),
        when=date(row, "when"),
        at=ids(row, "at"),
        places=ids(row, "where"),
        via=ids(row, "via"),
        role=cells["as"],
        how=cells["how"],
        sense=cells["sense"],
        first=flag(row, "first"),
        open=cells["open"],
        confidence=cells["confidence"],
        certainty=cells["certainty"],
        hedge=cells["hedge"],
        author=cells["author"],
        mode=needed(row, "mode"),
        quote=cells["quote"],
        note=cells["note"],
        editor=cells["editor"],
    )


def _figure(row: Row) -> Figure | None:
    value = row.cells["value"]
    figure = parse_figure(value, row.cells["unit"], row.cells["compared_to"]) if value else None
    if value and figure is None:
        raise fault(row, "value", f"'{value[:60]}' is not a figure")
    return figure
