"""The same facts in the forms that the peers read: LinkML's YAML, tables for Morph-KGC, tables for Cosma.

Only what synthetic worlds (worlds.py) have is written: things of seven kinds with label, passage and month; statements
with passage, month, note, manner, hedge, certainty and speakers.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from graph_builder.graph.vocabulary import camel
from graph_builder.model.dates import iso
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator, chapter_of
from graph_builder.model.statements import Statement, is_doubted, is_plain, voice
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, label_of, sentence

HERE = Path(__file__).parent

_COSMA = """select_origin: csv
nodes_origin: {folder}/nodes.csv
links_origin: {folder}/links.csv
export_target: {folder}
history: false
focus_max: 2
record_types: {{{kinds}}}
link_types: {{{relations}}}
"""
_MORPH = "[CONFIGURATION]\noutput_format: N-QUADS\noutput_file: {out}\nna_values:\n\n[facts]\nmappings: {mapping}\n"


def write_linkml(book: FactBook, path: Path) -> None:
    """The book as one YAML file of the schema in linkml/schema.yaml, block style, texts in quotes."""
    with path.open("w", encoding="utf-8") as file:
        for name, records in (("things", _things(book)), ("passages", _passages(book)), ("statements", _said(book))):
            file.write(f"{name}:\n")
            for record in records:
                lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in record.items() if value]
                file.write("- " + "\n  ".join(lines) + "\n")


def _things(book: FactBook) -> Iterator[Mapping[str, object]]:
    for thing in book.things.values():
        when = thing.when.edtf if thing.when else ""
        yield {
            "id": f"kg:{thing.id}", "kind": thing.kind, "label": thing.label,
            "source": f"kg:{thing.locators[0].id}", "when": when,
        }  # fmt: skip


def _passages(book: FactBook) -> Iterator[Mapping[str, object]]:
    for locator in cited(book):
        yield {"id": f"kg:{locator.id}", "page": locator.page, "paragraph": locator.paragraph}


def _said(book: FactBook) -> Iterator[Mapping[str, object]]:
    for s in book.statements:
        yield {
            "id": f"kg:{s.id}", "subject": f"kg:{s.subject}", "relation": s.relation, "object": f"kg:{s.object}",
            "source": f"kg:{s.locator.id}", "when": s.when.edtf if s.when else "", "by": [f"kg:{id_}" for id_ in s.by],
            "certainty": s.certainty, "hedge": s.hedge, "how": s.how, "note": s.note,
        }  # fmt: skip


def cited(book: FactBook) -> list[Locator]:
    """Every passage that a statement or a thing stands in.  Order: page, paragraph."""
    from_things = {locator for thing in book.things.values() for locator in thing.locators}
    return sorted(from_things | {s.locator for s in book.statements})


def write_tables(book: FactBook, folder: Path) -> None:
    """The tables that morph/mapping.yml maps, with the mapping and a configuration beside them.

    Dates are read, sentences worded, ids derived and voices told apart already: Morph-KGC has no part in that.  No
    column is called subject, predicate or object: Morph-KGC 2.10 silently loses what is in columns of its own names.
    """
    folder.mkdir()
    statements = book.statements
    _table(folder / "things.csv", (
        {"id": t.id, "kind": t.kind, "label": t.label, "source": t.locators[0].id} for t in book.things.values()
    ))  # fmt: skip
    _table(folder / "passages.csv", (_passage(locator, book) for locator in cited(book)))
    _table(folder / "statements.csv", (
        {
            "id": s.id, "label": sentence(s, book), "from": s.subject, "relation": camel(s.relation), "to": s.object,
            "source": s.locator.id, "voice": voice(s), "plain": str(is_plain(s)).lower(),
            "certainty": s.certainty, "how": s.how, "hedge": s.hedge, "note": s.note,
        }
        for s in statements
    ))  # fmt: skip
    _table(folder / "dates.csv", (_date(one) for one in (*book.things.values(), *statements) if one.when))
    _table(folder / "holders.csv", ({"id": s.id, "holder": holder} for s in statements for holder in s.by))
    edges = [{"from": s.subject, "relation": camel(s.relation), "to": s.object} for s in statements]
    _table(folder / "plain.csv", (edge for s, edge in zip(statements, edges, strict=True) if is_plain(s)))
    held = [
        {**edge, "owner": owner}
        for s, edge in zip(statements, edges, strict=True)
        if not is_doubted(s)
        for owner in s.by
    ]
    _table(folder / "beliefs.csv", held)
    _table(folder / "graphs.csv", (
        {"owner": owner, "label": f"{label_of(owner, book)}: what is held to be so"}
        for owner in sorted({row["owner"] for row in held})
    ))  # fmt: skip
    mapping = shutil.copy(HERE / "morph" / "mapping.yml", folder)
    (folder / "config.ini").write_text(_MORPH.format(out=folder / "morph.nq", mapping=mapping), "utf-8")


def _passage(locator: Locator, book: FactBook) -> dict[str, object]:
    chapter = chapter_of(book.sources[locator.source], locator.page)
    part = f"{locator.source}-ch{chapter.number}" if chapter else locator.source
    return {
        "id": locator.id, "label": citation(locator, book), "part": part,
        "page": locator.page, "paragraph": locator.paragraph,
    }  # fmt: skip


def _date(one: Thing | Statement) -> dict[str, object]:
    when = one.when
    assert when is not None
    bounds = dict(
        zip(("EarliestBegin", "LatestBegin", "EarliestEnd", "LatestEnd"), (*when.begin, *when.end), strict=True)
    )
    days = {"earliest": when.earliest, "latest": when.latest}
    return {
        "id": one.id, "date": when.written, "edtf": when.edtf, "precision": when.precision,
        **{name: iso(day) if day else "" for name, day in bounds.items()},
        **{f"{name}Day": day for name, day in days.items()},
        **{f"{name}Year": date.fromordinal(day).year if day else "" for name, day in days.items()},
    }  # fmt: skip


def write_cosma(book: FactBook, folder: Path) -> None:
    """The things and statements as the two tables that Cosma reads, with a configuration that names their types."""
    folder.mkdir()
    _table(folder / "nodes.csv", (
        {
            "id": t.id, "title": t.label, "type:kind": t.kind,
            "content": f"{t.label} ({t.kind}), {citation(t.locators[0], book)}",
        }
        for t in book.things.values()
    ))  # fmt: skip
    _table(folder / "links.csv", (
        {"id": s.id, "source": s.subject, "target": s.object, "type": s.relation, "label": sentence(s, book)}
        for s in book.statements
    ))  # fmt: skip
    kinds = sorted({t.kind for t in book.things.values()})
    relations = sorted({s.relation for s in book.statements})
    text = _COSMA.format(
        folder=folder,
        kinds=", ".join(f"{name}: {{fill: '#0072b2', stroke: '#0072b2'}}" for name in ("undefined", *kinds)),
        relations=", ".join(f"{name}: {{stroke: simple, color: '#888888'}}" for name in ("undefined", *relations)),
    )
    (folder / "config.yml").write_text(text, "utf-8")


def _table(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """The rows as CSV; the columns are those of the first row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
