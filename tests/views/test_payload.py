"""No statement is lost on the way to a page, and the same facts give the same payload."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace

import pytest

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.model.factbook import FactBook
from graph_builder.views.cards import clean
from graph_builder.views.looks import LOOKS, STROKES
from graph_builder.views.payload import check_complete, payload


def test_every_statement_is_an_edge_exactly_once(small: FactBook, large: FactBook) -> None:
    for book in (small, large):
        made = payload(book)
        assert sorted(s.id for s in book.statements) == sorted(edge["id"] for edge in made["edges"])


def test_every_end_of_an_edge_is_a_node(small: FactBook) -> None:
    made = payload(small)
    shown = {node["id"] for node in made["nodes"]}
    assert {end for edge in made["edges"] for end in (edge["from"], edge["to"])} <= shown
    assert set(small.things) <= shown


def test_the_same_facts_in_another_order_give_the_same_payload(small: FactBook, shuffled: FactBook) -> None:
    assert json.dumps(payload(small)) == json.dumps(payload(shuffled))


def test_a_payload_is_json_and_comes_back_from_it(small: FactBook) -> None:
    made = payload(small)
    assert json.loads(json.dumps(made)) == made


def test_a_figure_is_a_node_of_its_own(small: FactBook) -> None:
    made = payload(small)
    edge = next(edge for edge in made["edges"] if edge["relation"] == "amounts_to")
    node = next(node for node in made["nodes"] if node["id"] == edge["to"])
    assert (node["kind"], node["label"]) == ("Figure", "about 10 times (compared with 1919)")


def test_a_claim_that_others_speak_about_is_both_edge_and_node(small: FactBook) -> None:
    made = payload(small)
    claim = next(node for node in made["nodes"] if node["id"] == "war-claim")
    assert (claim["kind"], claim["statement"]) == ("Claim", "war-claim")
    assert "war-claim" in {edge["id"] for edge in made["edges"]}
    assert [edge["from"] for edge in made["edges"] if edge["to"] == "war-claim"] == ["chicherin"]


def test_voices_hedges_and_negation_stand_on_the_edge(small: FactBook) -> None:
    edges = payload(small)["edges"]
    assert set(STROKES) == {edge["voice"] for edge in edges}
    assert [edge["label"] for edge in edges if edge["negated"]] == ["does not oppose"]
    assert [edge["label"] for edge in edges if edge["doubt"]] == ["hopes for ?"]
    assert [edge["label"] for edge in edges if edge["mode"] == "intended"] == ["aims at (intended)"]
    assert not any(edge["plain"] for edge in edges if edge["voice"] != "author" or edge["negated"] or edge["doubt"])


def test_edges_come_in_order_of_date_and_the_undated_last(small: FactBook) -> None:
    days = [edge["when"]["earliest"] if edge["when"] else "9999" for edge in payload(small)["edges"]]
    assert sorted(days) == days


def test_parallel_edges_bend_apart(small: FactBook) -> None:
    edges = payload(small)["edges"]
    for ends in (("lenin", "coexistence"), ("germany", "soviet-russia")):
        low = min(ends)
        bends = [e["bend"] * (1 if e["from"] == low else -1) for e in edges if {e["from"], e["to"]} == set(ends)]
        assert len(bends) > 1
        assert len(set(bends)) == len(bends)


def test_a_part_holds_the_statements_with_both_ends_inside(small: FactBook) -> None:
    made = payload(small, ["germany", "soviet-russia", "rapallo-1922"])
    assert sorted(e["relation"] for e in made["edges"]) == ["amounts_to", "recognises", "recognises", "signs", "signs"]
    assert made["names"] == {"genoa": "Genoa"}
    assert made["only"] == ["germany", "rapallo-1922", "soviet-russia"]


def test_a_claim_comes_into_a_part_with_its_ends_and_one_who_speaks_about_it(small: FactBook) -> None:
    assert "war-claim" in {n["id"] for n in payload(small, ["chicherin", "germany", "war"])["nodes"]}
    assert "war-claim" not in {n["id"] for n in payload(small, ["chicherin", "germany"])["nodes"]}


def test_a_claim_that_is_asked_for_brings_its_two_ends(small: FactBook) -> None:
    made = payload(small, ["war-claim"])
    assert [node["id"] for node in made["nodes"]] == ["germany", "war", "war-claim"]
    assert [edge["id"] for edge in made["edges"]] == ["war-claim"]


def test_an_unknown_id_is_refused_with_the_nearest_one(small: FactBook) -> None:
    with pytest.raises(UsageError, match="unknown id 'lennin'; did you mean 'lenin'"):
        payload(small, ["lennin"])


def test_a_lost_a_doubled_and_a_loose_statement_are_named(small: FactBook) -> None:
    made = payload(small)
    lost, doubled, loose = deepcopy(made), deepcopy(made), deepcopy(made)
    gone = lost["edges"].pop()["id"]
    doubled["edges"].append(doubled["edges"][0])
    loose["nodes"] = [node for node in loose["nodes"] if node["id"] != "genoa"]
    for broken, words in ((lost, f"{gone} is missing"), (doubled, "is there 2 times"), (loose, "has no node 'genoa'")):
        with pytest.raises(GraphBuilderError, match=words):
            check_complete(small, broken)


def test_a_statement_about_nothing_known_is_not_passed_over(small: FactBook) -> None:
    things = {id_: thing for id_, thing in small.things.items() if id_ != "genoa"}
    with pytest.raises(GraphBuilderError, match="has no node 'genoa'"):
        payload(replace(small, things=things))


def test_marks_that_turn_the_direction_of_reading_are_taken_out(small: FactBook) -> None:
    assert clean("a\u202eb\u2067c\x07") == "abc"
    assert next(n for n in payload(small)["nodes"] if n["id"] == "radek")["label"] == "Radek"


def test_only_web_addresses_become_links(small: FactBook) -> None:
    source = replace(small.sources["jacobson-1994"], url="javascript:alert(1)")
    made = payload(replace(small, sources={source.id: source}))
    assert {edge["url"] for edge in made["edges"]} == {""}
    assert made["sources"][0]["url"] == ""


def test_a_paragraph_without_a_statement_says_why(small: FactBook) -> None:
    nothing = [p for p in payload(small)["passages"] if p["nothing"]]
    assert [(p["citation"], p["statements"]) for p in nothing] == [("Jacobson 1994, p. 24 ¶3", [])]


def test_every_kind_has_a_shape_and_colour_of_its_own() -> None:
    assert len({(look.path, look.colour) for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)
    assert len({stroke.dash for stroke in STROKES.values()}) == len(STROKES)
