"""Files that cannot be read back: each is refused with its place and one message."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from full_world import FULL
from generated_worlds import write_world

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.graph.exports import EXPORTS, TABLES, trig
from graph_builder.graph.from_csv import from_csv
from graph_builder.graph.from_rdf import from_rdf
from graph_builder.graph.rdf import nquads
from graph_builder.graph.read_back import read_back
from graph_builder.graph.terms import literal
from graph_builder.model.factbook import FactBook
from graph_builder.model.placeless import contents
from graph_builder.pipeline import load

BASE = "https://example.org/tiny/"


def tables(book: FactBook) -> dict[str, str]:
    return {name: EXPORTS[name][1](book) for name in TABLES}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> FactBook:
    """A world with every key of the curator's form in it."""
    folder = tmp_path_factory.mktemp("full")
    write_world(folder, FULL)
    return load(folder)


def changed(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert re.search(old, text), old
        return re.sub(old, new, text, count=1)

    return change


RDF_FAULTS = {
    "a syntax error": (changed(r' \.\n$', ' ,\n'), "graph.nq:{last}:"),
    "no data set": (changed(r"rdfs\.org/ns/void#Dataset", "example.org/D"), "graph.nq:1:1: this holds no graph"),
    "a statement without an object": (
        changed(r"(statement-\w{16}> <\S+#)object>", r"\1abject>"), "has no object"
    ),
    "an unknown relation": (changed(r"(#predicate> <\S+#)opposes>", r"\1despises>"), "has an unknown relation: http"),
    "a date that is none": (changed(r'#date> "1925"', '#date> "some day"'), "'some day' is not a date"),
    "two labels": (
        changed(r'(<\S+/trotsky> <\S+#label> )"Trotsky"@en', r'\1"Trotsky"@en .\n\1"Bronstein"@en'),
        "has 2 values of label",
    ),
    "two kinds": (changed(r"(/trotsky> <\S+#type> <\S+#)Person> ", r"\1Person> .\n<https://example.org/tiny\1State> "),
                  "is of two kinds: Person, State"),
    "broken JSON": (changed(r'#asWritten> "\{', '#asWritten> "'), "has no JSON object under asWritten"),
    "a passage of no source": (changed(r'(1994> <\S+#type> <\S+#)Source>', r"\1Sauce>"), "which is no source here"),
    "a page in words": (changed(r'#page> "17"', '#page> "seventeen"'), "'seventeen' is no number under page"),
    "a sense of nothing": (changed(r"(#predicate> <\S+#)senseOf>", r"\1understoodBy>"), "belongs to no concept"),
    "an unlisted type": (changed(r"(#hasType> <\S+/type/)politician>", r"\1poet>"), "which the graph does not list"),
}  # fmt: skip


@pytest.mark.parametrize("name", RDF_FAULTS)
def test_rdf_that_makes_no_sense_is_refused_with_its_place(tiny: FactBook, name: str) -> None:
    change, told = RDF_FAULTS[name]
    text = change(nquads(tiny))
    with pytest.raises(GraphBuilderError) as caught:
        from_rdf(text, "graph.nq", "N_QUADS")
    place = re.match(r"graph\.nq:(\d+):(\d+): .", str(caught.value))
    assert place, str(caught.value)
    assert told.format(last=text.count("\n")) in str(caught.value)
    assert 1 <= int(place[1]) <= text.count("\n") + 1


@pytest.mark.parametrize(
    "said",
    [
        *({key: value} for key in ("aka", "p", "same_as", "not") for value in (3, [None], [[1]], {"a": 1})),
        {"type": ["politician"]},
        {"same_as": [{"iri": 1, "match": "exactMatch", "checked": "2026", "evidence": ""}]},
    ],
    ids=json.dumps,
)
def test_what_is_written_in_another_form_is_refused_with_its_place(tiny: FactBook, said: dict[str, object]) -> None:
    text = nquads(tiny) + written(f"{BASE}trotsky", json.dumps(said))
    with pytest.raises(GraphBuilderError, match=rf"^graph\.nq:\d+:\d+: '{next(iter(said))}' of 'trotsky' is no "):
        from_rdf(text, "graph.nq", "N_QUADS")


@pytest.mark.parametrize("said", [{"types": {"people": 3}}, {"types": []}, {"licence": {"code": 1}}, {"curators": "x"}])
def test_settings_in_another_form_are_refused(tiny: FactBook, said: dict[str, object]) -> None:
    text = re.sub(rf"<{BASE}> <{BASE}ontology#asWritten> .*\n", "", nquads(tiny)) + written(BASE, json.dumps(said))
    with pytest.raises(GraphBuilderError, match=f"'{next(iter(said))}' of '.*' is no "):
        from_rdf(text, "graph.nq", "N_QUADS")


def test_json_nested_without_end_is_refused(tiny: FactBook) -> None:
    text = nquads(tiny) + written(f"{BASE}trotsky", "[" * 100_000)
    with pytest.raises(GraphBuilderError, match="has no JSON object under asWritten"):
        from_rdf(text, "graph.nq", "N_QUADS")


def written(subject: str, text: str) -> str:
    return f"<{subject}> <{BASE}ontology#asWritten> {literal(text)} .\n"


def test_the_place_of_a_node_is_found_in_trig_too(tiny: FactBook) -> None:
    text = trig(tiny).replace('kgo:date "1925"', 'kgo:date "some day"')
    with pytest.raises(GraphBuilderError) as caught:
        from_rdf(text, "graph.trig", "TRIG")
    line, column = (int(number) for number in str(caught.value).split(":")[1:3])
    assert re.match(r"kg:(stalin-1925|statement-)", text.splitlines()[line - 1][column - 1 :])


CSV_FAULTS = {
    "an open quotation mark": ("things.csv",
        changed(r"\r\nlenin,", '\r\n"lenin,'), r"things\.csv:5:1: this row is no CSV"),
    "a cell too many": ("things.csv", changed(r"\r\nlenin,", "\r\n,lenin,"), r"things\.csv:5:\d+: a row of 30 cells"),
    "a column of one's own": ("things.csv", changed(r",kind,", ",sort,"), r"things\.csv:1:4: an unknown column 'sort'"),
    "a column twice": ("things.csv", changed(r",kind,", ",id,"), r"things\.csv:1:4: twice the column 'id'"),
    "a column too few": ("passages.csv",
        changed(r"^source,", ""), r"passages\.csv:1:1: the column 'source' is missing"),
    "an empty table": ("passages.csv", lambda _: "", r"passages\.csv:1:1: the table is empty"),
    "a kind that is none": ("things.csv",
        changed(r"lenin,Person", "lenin,Hero"), r"things\.csv:5:7: 'Hero' is no kind"),
    "a date that is none": ("things.csv", changed(r",1925,", ",some day,"), r"things\.csv:\d+:\d+: 'some day' is not"),
    "a passage that is none": ("things.csv",
        changed(r"1994-p17-1,", "1994 page 17,"), r"is no passage; one looks like"),
    "a relation that is none": ("statements.csv", changed(r",opposes,", ",despises,"), r"'despises' is no relation"),
    "a source that is none": ("statements.csv",
        changed(r",jacobson-1994,", ",jacobson,"), r"is no source of sources\.csv"),
    "a page in words": ("passages.csv", changed(r"1994,17,", "1994,xvii,"), r"passages\.csv:2:15: 'xvii' is no number"),
    "neither yes nor no": ("statements.csv", changed(r",no,", ",perhaps,"), r"'perhaps' is neither yes nor no"),
    "a setting that is none": ("settings.csv",
        changed(r"base,", "basis,"), r"settings\.csv:3:1: 'basis' is no setting"),
    "a title too few": ("settings.csv",
        changed(r"title,.*\r\n", ""), r"settings\.csv:1:1: the setting 'title' is missing"),
    "a match of nothing": ("matches.csv", lambda text: text + "who,http://a.org/,exactMatch,2026-11-22,e\r\n",
                           r"matches\.csv:2:1: a match of 'who'"),
}  # fmt: skip


@pytest.mark.parametrize("name", CSV_FAULTS)
def test_tables_that_make_no_sense_are_refused_with_their_place(tiny: FactBook, name: str) -> None:
    table, change, told = CSV_FAULTS[name]
    with pytest.raises(GraphBuilderError, match=told) as caught:
        from_csv({**tables(tiny), table: change(tables(tiny)[table])})
    assert re.match(r"\w+\.csv:\d+:\d+: .", str(caught.value)), str(caught.value)


def test_the_place_of_a_cell_is_right_behind_cells_of_several_lines(full: FactBook) -> None:
    text = tables(full)["statements.csv"].replace(",possible,", ",possible,", 1)
    lines = text.split("\n")
    with pytest.raises(GraphBuilderError) as caught:
        from_csv({**tables(full), "statements.csv": re.sub(r",no(?=\r\n[^\r]*$)", ",nope", text)})
    line, column = (int(number) for number in str(caught.value).split(":")[1:3])
    assert "no" == lines[line - 1][column - 1 :].rstrip("\r")


def test_columns_in_another_order_and_a_mark_of_byte_order_do_no_harm(tiny: FactBook, tmp_path: Path) -> None:
    for name, text in tables(tiny).items():
        turned = io.StringIO(newline="")
        csv.writer(turned).writerows(reversed(row) for row in csv.reader(io.StringIO(text, newline="")))
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + turned.getvalue().encode())
    assert contents(tiny) == contents(read_back(tmp_path).book)


def test_files_of_another_sort_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    for path in (tmp_path, tmp_path / "a.csv", tmp_path / "graph.nq", tmp_path / "graph.jsonld"):
        with pytest.raises(UsageError):
            read_back(path)
    (tmp_path / "graph.nq").write_bytes(b"<a:b> <a:b> <a:b> .\n\xff\n")
    with pytest.raises(GraphBuilderError, match=r"graph\.nq:2:1: the byte 0xff is not UTF-8"):
        read_back(tmp_path / "graph.nq")
