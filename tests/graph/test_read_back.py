"""Round trips: what was written as RDF, CSV or YAML comes back whole, in the same order and the same bytes."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from full_world import FULL
from generated_worlds import Record, worlds, write_world
from hypothesis import HealthCheck, given, settings

from graph_builder.errors import GraphBuilderError
from graph_builder.graph.exports import EXPORTS, TABLES, trig, turtle
from graph_builder.graph.from_csv import from_csv
from graph_builder.graph.from_rdf import from_rdf, leftovers
from graph_builder.graph.rdf import nquads
from graph_builder.graph.reified import rdf12_nquads
from graph_builder.graph.vocabulary import PROPERTIES
from graph_builder.model.as_yaml import yaml_files
from graph_builder.model.factbook import FactBook
from graph_builder.model.forms import untidy
from graph_builder.model.placeless import contents
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    AlignmentRecord,
    ChapterRecord,
    OutcomeRecord,
    QualifierRecord,
    SenseRecord,
    SettingsRecord,
    SourceRecord,
    allowed_keys,
)
from graph_builder.pipeline import check_folder, load

RDF = {"N_QUADS": nquads, "TRIG": trig, "TURTLE": turtle}
FOLLOWS = {"voice", "plain", "heldBy", "graphOf", "edtf", "earliestYear", "latestYear", "earliestDay", "latestDay",
           "precision", "inferred", "dateDoubt", "calendar", "outcomeDate", "value", "minimum", "maximum",
           "figureBound", "inverseLabel", "domainKind", "rangeKind"}  # fmt: skip
"""Properties that say what others say too; `heldBy` is needed all the same, where no view tells it."""

ROOT = Path(__file__).parents[2]
DATA, TINY = ROOT / "data", ROOT / "tests" / "worlds" / "tiny"


def tables(book: FactBook) -> dict[str, str]:
    return {name: EXPORTS[name][1](book) for name in TABLES}


def through_yaml(book: FactBook, folder: Path) -> FactBook:
    """The book that is read from the YAML that is written of it; tidy leaves that as it is."""
    for name, text in yaml_files(book).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    assert [] == [(path.name, new) for path, _, new in untidy(folder)[0]]
    checked = check_folder(folder)
    assert checked.book is not None, [str(p) for p in checked.problems]
    return checked.book


def check_every_way(book: FactBook, folder: Path) -> None:
    written, expected = nquads(book), contents(book)
    for format_, write in RDF.items():
        text = write(book)
        read = from_rdf(text, "graph", format_)
        assert expected == contents(read), format_
        assert written == nquads(read), format_
    assert [] == leftovers(written, "graph", "N_QUADS", from_rdf(written, "graph", "N_QUADS"))
    read = from_csv(tables(book))
    assert expected == contents(read)
    assert tables(book) == tables(read)
    again = through_yaml(book, folder)
    assert expected == contents(again)
    assert yaml_files(book) == yaml_files(again)


@pytest.mark.parametrize("folder", [DATA, TINY], ids=["data", "tiny"])
def test_curated_facts_come_back_from_every_format(folder: Path, tmp_path: Path) -> None:
    check_every_way(load(folder), tmp_path)


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_any_facts_come_back_from_every_format(files: dict[str, Record]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "written")
        folder.mkdir()
        write_world(folder, files)
        checked = check_folder(folder)
        assert checked.book is not None, [str(p) for p in checked.problems]
        check_every_way(checked.book, Path(place, "again"))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> FactBook:
    """A world with every key of the curator's form in it."""
    folder = tmp_path_factory.mktemp("full")
    write_world(folder, FULL)
    return load(folder)


@pytest.mark.parametrize("name", [p.name for p in PROPERTIES if p.name not in FOLLOWS] + ["heldBy"])
def test_no_property_is_told_in_vain(full: FactBook, name: str) -> None:
    term = f"{full.settings.base}ontology#{name}> "
    kept = [line for line in nquads(full).splitlines(keepends=True) if f"> <{term}" not in line]
    assert nquads(full).count("\n") > len(kept), f"the full world has no {name}"
    assert unlike(full, "".join(kept))


@pytest.mark.parametrize("name", sorted(FOLLOWS - {"heldBy"}))
def test_what_follows_from_the_rest_is_not_needed(full: FactBook, name: str) -> None:
    term = f"{full.settings.base}ontology#{name}> "
    kept = [line for line in nquads(full).splitlines(keepends=True) if f"> <{term}" not in line]
    assert nquads(full).count("\n") > len(kept), f"the full world has no {name}"
    assert not unlike(full, "".join(kept))


def unlike(book: FactBook, text: str) -> bool:
    """True if the text cannot be read, or as something else than the book."""
    try:
        return contents(book) != contents(from_rdf(text, "graph.nq", "N_QUADS"))
    except GraphBuilderError:
        return True


DERIVED = {"sentence", "subject_label", "object_label", "voice", "plain", "edtf", "earliest", "latest", "inferred",
           "citation", "passages", "same_as"}  # fmt: skip


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in TABLES.items() for c in columns])
def test_every_cell_that_does_not_follow_from_others_is_read(full: FactBook, table: str, column: str) -> None:
    texts = tables(full)
    rows = list(csv.DictReader(io.StringIO(texts[table], newline="")))
    assert any(row[column] for row in rows), f"the full world has nothing under {column}"
    blank = io.StringIO()
    writer = csv.DictWriter(blank, TABLES[table], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({**row, column: ""} for row in rows)
    try:
        same = contents(full) == contents(from_csv({**texts, table: blank.getvalue()}))
    except GraphBuilderError:
        same = False
    follows = column in DERIVED or (table, column) == ("statements.csv", "chapter")
    assert follows == same


KEYS = {
    key
    for record in (*RECORD_OF_BLOCK.values(), SenseRecord, OutcomeRecord, AlignmentRecord, QualifierRecord,
                   SourceRecord, ChapterRecord, SettingsRecord)
    for key in allowed_keys(record)
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(KEYS - {"senses"}))
def test_every_key_of_the_curators_form_is_written(
    full: FactBook, key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = []

    def without(**values: object) -> dict[str, object]:
        found.extend([1] if values.get(key) else [])
        return {name: value for name, value in values.items() if value and name != key}

    monkeypatch.setattr("graph_builder.model.as_records._written", without)
    for name, text in yaml_files(full).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    assert found, f"the full world has no {key}"
    book = check_folder(tmp_path).book
    assert book is None or contents(full) != contents(book)


def test_the_full_world_comes_back_too(full: FactBook, tmp_path: Path) -> None:
    check_every_way(full, tmp_path)


def test_a_cell_of_many_names_comes_back(tiny: FactBook) -> None:
    lenin = replace(tiny.things["lenin"], aka=tuple(f"{'n' * 290}{number}" for number in range(600)))
    book = replace(tiny, things={**tiny.things, "lenin": lenin})
    assert contents(book) == contents(from_csv(tables(book)))


def test_rdf_12_is_read_as_well(tiny: FactBook) -> None:
    text = rdf12_nquads(tiny)
    read = from_rdf(text, "graph-rdf12.nq", "N_QUADS")
    assert contents(tiny) == contents(read)
    assert [] == leftovers(text, "graph-rdf12.nq", "N_QUADS", read)


def test_the_order_of_facts_in_a_passage_comes_back(full: FactBook, tmp_path: Path) -> None:
    spoken = [s for s in full.statements if not s.nested]
    turned = replace(full, statements=(*(s for s in full.statements if s.nested), *reversed(spoken)))
    turned = replace(turned, statements=tuple(sorted(turned.statements, key=lambda s: s.locator)))
    assert contents(full) != contents(turned)
    check_every_way(turned, tmp_path)


def test_facts_that_differ_in_one_end_are_one_sentence_again(full: FactBook) -> None:
    assert 1 == yaml_files(full)["facts/a-book-ch1.yaml"].count("- bob, ann support war, peace:")


def test_a_long_list_is_divided_into_sentences_that_yaml_can_hold(tmp_path: Path) -> None:
    people = [f"person-with-a-rather-long-name-{number}" for number in range(120)]
    write_world(tmp_path, FULL | {
        "entities/many.yaml": {"source": "a-book", "people": {id_: {"label": id_} for id_ in people}},
        "facts/many.yaml": {"source": "a-book", "passages": [
            {"p": "3 ¶1", "facts": [f"{', '.join(people[n : n + 20])} support war, peace" for n in range(0, 120, 20)]},
        ]},
    })  # fmt: skip
    book = load(tmp_path)
    facts = yaml_files(book)["facts/a-book-ch1.yaml"]
    longest = max(len(line) for line in facts.splitlines() if "person" in line)
    assert 300 < longest < 1000
    check_every_way(book, tmp_path / "again")


def test_many_facts_are_divided_into_files_between_passages(
    full: FactBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("graph_builder.model.as_yaml.PER_FILE", 2)
    names = [name for name in yaml_files(full) if name.startswith("facts/a-book-ch1")]
    assert ["facts/a-book-ch1.yaml", "facts/a-book-ch1-0002.yaml"] == names[:2]
    assert contents(full) == contents(through_yaml(full, tmp_path))


def test_a_graph_without_things_or_facts_comes_back(tmp_path: Path) -> None:
    only = {"graph.yaml": FULL["graph.yaml"], "sources.yaml": FULL["sources.yaml"]}
    write_world(tmp_path, only)
    check_every_way(load(tmp_path), tmp_path / "again")


def test_a_quad_that_no_key_can_hold_is_named(tiny: FactBook) -> None:
    more = f'<{tiny.settings.base}lenin> <http://xmlns.com/foaf/0.1/nick> "Ilyich" .\n'
    text = nquads(tiny) + more
    read = from_rdf(text, "graph.nq", "N_QUADS")
    assert contents(tiny) == contents(read)
    assert [more.removesuffix(" .\n")] == leftovers(text, "graph.nq", "N_QUADS", read)


def test_an_edited_graph_gives_what_was_edited(tiny: FactBook) -> None:
    text = nquads(tiny).replace('#note> "and others"', '#note> "and many more"')
    assert "and many more" in {s.note for s in from_rdf(text, "graph.nq", "N_QUADS").statements}


def test_the_metadata_names_every_column_of_every_table(tiny: FactBook) -> None:
    told = json.loads(EXPORTS["csv-metadata.json"][1](tiny))
    columns = {table["url"]: [c["name"] for c in table["tableSchema"]["columns"]] for table in told["tables"]}
    assert {name: list(found) for name, found in TABLES.items()} == columns
