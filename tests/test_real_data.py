"""The real graph answers what it was built to answer, and no output loses a statement."""

from pathlib import Path

import pytest
import rdflib

from graph_builder.graph.shapes import shapes_turtle
from graph_builder.graph.sparql import ask
from graph_builder.model.statements import is_plain
from graph_builder.pipeline import build, check_folder
from graph_builder.views.complete import statements_held

ROOT = Path(__file__).parents[1]
QUERIES = ROOT / "graph_builder" / "graph" / "queries"


@pytest.fixture(scope="session")
def checked():
    return check_folder(ROOT / "data")


@pytest.fixture(scope="session")
def book(checked):
    assert checked.book is not None, [str(p) for p in checked.problems]
    return checked.book


@pytest.fixture(scope="session")
def files(book):
    return build(book)


def rows(book, name):
    answer = ask(book, (QUERIES / f"{name}.rq").read_text("utf-8"))
    return [
        {c: v.value if v is not None else None for c, v in zip(answer.columns, row, strict=True)} for row in answer.rows
    ]


def test_the_data_has_no_problems_at_all(checked):
    assert [] == [str(problem) for problem in checked.problems]


def test_who_supported_and_who_opposed_the_red_army_abroad_and_whether_the_list_is_open(book):
    found = rows(book, "who-stood-where")
    stood = {(row["stance"], row["actor"].rsplit("/", 1)[-1], row["list_is_open"]) for row in found}
    assert {
        ("supports", "trotsky", "no"),
        ("supports", "kamenev", "no"),
        ("supports", "dzerzhinskii", "no"),
        ("supports", "bukharin", "no"),
        ("opposes", "lenin", "yes"),
        ("opposes", "radek", "yes"),
    } == stood
    assert {"Jacobson 1994, p. 19 ¶1"} == {row["page"] for row in found}
    found = rows(book, "who-supported")
    assert stood == {(row["stance"], row["actor"].rsplit("/", 1)[-1], row["list_is_open"]) for row in found}


def test_what_the_slogan_meant_to_whom_and_when(book):
    found = {row["sense"].rsplit("/", 1)[-1]: row for row in rows(book, "senses")}
    assert {"trotsky-1918", "lenin-peredyshka-1918", "chicherin-1920", "krasin-1920"} <= set(found)
    assert "lenin-peredyshka-1918" in found["lenin-1920-21"]["grew_out_of"]
    assert "settlement" in found["lenin-estonia-1920"]["expressly_not"]


def test_which_claims_the_author_rejects(book):
    found = rows(book, "rejected-claims")
    assert any("Locarno" in row["sentence"] and "174" in row["page"] for row in found)
    assert all(row["claimed_by"] for row in found)


def test_what_one_outlook_expects_that_another_denies(book):
    found = {(row["matter"], row["page"][-6:], row["other_page"][-6:]) for row in rows(book, "contradictions")}
    assert any("respite" in situation and (one, other) == ("173 ¶3", "173 ¶4") for situation, one, other in found)


def test_a_naive_query_between_two_things_never_returns_a_belief(book):
    naive = {tuple(row[c].rsplit("/", 1)[-1] for c in ("from", "relation", "to")) for row in rows(book, "naive")}
    plain = {(s.subject, s.object) for s in book.statements if is_plain(s)}
    assert {(s, o) for s, _, o in naive} <= plain
    only_believed = {(s.subject, s.relation, s.object) for s in book.statements if not is_plain(s)} - {
        (s.subject, s.relation, s.object) for s in book.statements if is_plain(s)
    }
    assert only_believed
    camel = {(s, p.split("#")[-1], o) for s, p, o in naive}
    assert not camel & {(s, p, o) for s, p, o in only_believed}


def test_every_output_holds_every_statement(book, files):
    wanted = {s.id for s in book.statements}
    held = statements_held(book, files)
    assert dict.fromkeys(held, wanted) == held


def test_two_builds_give_the_same_bytes(book, files):
    again = check_folder(ROOT / "data").book
    assert files == build(again)


def test_the_real_graph_conforms_to_its_shapes(book, files):
    import pyshacl

    shapes = rdflib.Graph().parse(data=shapes_turtle(book.settings), format="turtle")
    data = rdflib.Graph().parse(data=files["graph.ttl"], format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text


def test_both_chapters_every_kind_and_every_voice_are_there(book):
    assert {"1", "7"} == {c.number for s in book.sources.values() for c in s.chapters}
    assert 150 <= len(book.statements)
    kinds = {thing.kind for thing in book.things.values()} | {"Claim" for _ in book.claims}
    assert {"Person", "Group", "State", "Place", "Event", "Document", "Concept", "Sense", "Office", "Situation",
            "Outlook", "Claim"} == kinds  # fmt: skip
