"""What of the graph a scene shows, for each way of choosing and of narrowing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph_builder.errors import QueryError, UsageError
from graph_builder.lectures.lecture import Selection, Show
from graph_builder.lectures.select import FIGURE, date_of, ends, passages_of, select
from graph_builder.model.dates import overlap, parse_date
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.model.statements import voice
from graph_builder.pipeline import load

DATA = Path(__file__).parents[2] / "data"


def _said(found: Selection) -> list[str]:
    return [f"{s.subject} {'not ' if s.negated else ''}{s.relation} {s.object}" for s in found.statements]


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load(DATA)


class TestFocus:
    def test_one_hop_shows_what_touches_the_focus_and_no_more(self, tiny: FactBook):
        found = select(Show(focus=("red-army-abroad",)), tiny)
        assert ["trotsky supports red-army-abroad", "lenin opposes red-army-abroad"] == _said(found)
        assert ("red-army-abroad", "trotsky", "lenin") == found.things
        assert ("red-army-abroad",) == found.focus

    def test_two_hops_walk_on_from_the_neighbours(self, tiny: FactBook):
        found = select(Show(focus=("red-army-abroad",), hops=2), tiny)
        assert {"peaceful-coexistence", "trotsky-1918", "integrationists-1921"} <= set(found.things)
        assert "foreign-trade" not in found.things
        assert "trotsky-1918 sense_of peaceful-coexistence" not in _said(found)  # between two that were only reached

    def test_a_statement_between_two_in_focus_is_shown_once(self, tiny: FactBook):
        found = select(Show(focus=("trotsky", "red-army-abroad"), relations=("supports",)), tiny)
        assert ["trotsky supports red-army-abroad"] == _said(found)
        assert ("trotsky", "red-army-abroad") == found.things == found.focus

    def test_the_walk_goes_along_statements_that_pass_only(self, tiny: FactBook):
        found = select(Show(focus=("lenin",), hops=9, relations=("opposes", "supports")), tiny)
        assert ("lenin", "trotsky", "red-army-abroad") == found.things


class TestNodes:
    def test_every_statement_between_them_and_they_themselves(self, tiny: FactBook):
        found = select(Show(nodes=("trotsky", "stalin", "red-army-abroad")), tiny)
        assert ["trotsky supports red-army-abroad"] == _said(found)
        assert ("trotsky", "stalin", "red-army-abroad") == found.things
        assert () == found.focus

    def test_a_statement_named_by_its_id_comes_with_its_ends(self, tiny: FactBook):
        id_ = tiny.statements[0].id
        found = select(Show(nodes=(id_,)), tiny)
        assert [tiny.statements[0]] == list(found.statements)
        assert ("trotsky", "peaceful-coexistence") == found.things

    def test_figures_come_with_their_statement(self, book: FactBook):
        counted = next(s for s in book.statements if s.figure)
        found = select(Show(focus=(counted.subject,)), book)
        assert FIGURE + counted.id in found.things
        assert [counted] == list(select(Show(nodes=(FIGURE + counted.id,)), book).statements)


class TestOutlooksSensesPassages:
    def test_a_view_is_what_stands_in_the_outlook(self, tiny: FactBook):
        found = select(Show(view="stalin-1925"), tiny)
        assert [s for s in tiny.statements if s.view == "stalin-1925"] == list(found.statements)
        assert ("stalin-1925",) == found.focus
        assert () == select(Show(view="integrationists-1921"), tiny).focus  # it is no end of what stands in it

    def test_compared_outlooks_are_all_on_the_stage(self, tiny: FactBook):
        found = select(Show(compare=("integrationists-1921", "stalin-1925")), tiny)
        assert {"integrationists-1921", "stalin-1925"} == {s.view for s in found.statements}
        assert ("integrationists-1921", "stalin-1925") == found.things[:2] == found.focus

    def test_the_senses_of_a_concept_with_whose_they_are_and_who_used_them(self, tiny: FactBook):
        found = select(Show(senses="peaceful-coexistence"), tiny)
        assert {"sense_of", "understood_by", "uses_term"} == {s.relation for s in found.statements}

    def test_a_use_of_the_term_without_a_sense_is_none_of_its_senses(self, book: FactBook):
        found = select(Show(senses="peaceful-coexistence"), book)
        assert all(s.sense for s in found.statements if s.relation == "uses_term")
        senses = {t.id for t in book.things.values() if t.concept == "peaceful-coexistence"}
        assert senses <= set(found.things)

    @pytest.mark.parametrize("source", ["", "jacobson-1994"])
    def test_a_passage_shows_what_it_yielded(self, source: str, tiny: FactBook):
        found = select(Show(passages=(Locator(source, 19, 1),)), tiny)
        assert ["trotsky supports red-army-abroad", "lenin opposes red-army-abroad"] == _said(found)

    def test_a_passage_of_another_source_is_not_meant(self, tiny: FactBook):
        assert set() == passages_of([Locator("carr-1953", 19, 1)], tiny)


class TestQuery:
    def test_things_of_the_rows_come_with_the_statements_between_them(self, tiny: FactBook):
        found = select(Show(query="SELECT ?who ?what { ?who kgo:usesTerm ?what }"), tiny)
        assert ["trotsky uses_term peaceful-coexistence"] == _said(found)

    def test_statements_of_the_rows_come_with_their_ends(self, tiny: FactBook):
        found = select(Show(query="SELECT ?s { ?s a kgo:Statement }"), tiny)
        assert tiny.statements == found.statements

    def test_a_constructed_graph_names_things_too(self, tiny: FactBook):
        query = "CONSTRUCT { ?who kgo:usesTerm ?what } WHERE { ?who kgo:usesTerm ?what }"
        assert ("trotsky", "peaceful-coexistence") == select(Show(query=query), tiny).things

    def test_a_claim_that_is_spoken_of_is_a_thing_and_not_its_statement(self, book: FactBook):
        speech = next(s for s in book.statements if s.object in book.claims)
        query = f"SELECT * {{ VALUES (?a ?b) {{ (kg:{speech.subject} kg:{speech.object}) }} }}"
        found = select(Show(query=query), book)
        assert speech in found.statements
        assert speech.object in found.things
        assert speech.object not in {s.id for s in found.statements}

    @pytest.mark.parametrize(
        "query", ["SELECT * {", "ASK {}", "DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x.org/> {} }"]
    )
    def test_a_query_that_names_nothing_or_cannot_be_run_is_told(self, query: str, tiny: FactBook):
        with pytest.raises(QueryError):
            select(Show(query=query), tiny)

    def test_rows_without_anything_of_the_graph_select_nothing(self, tiny: FactBook):
        assert Selection((), ()) == select(Show(query="SELECT ('lenin' AS ?a) (<http://x.org/> AS ?b) {}"), tiny)


class TestNarrowing:
    def test_by_relation_by_voice_and_by_date(self, book: FactBook):
        everything = Show(nodes=tuple(book.things))
        assert {"supports"} == {
            s.relation for s in select(replace(everything, relations=("supports",)), book).statements
        }
        found = select(replace(everything, voices=("outlook", "attributed")), book).statements
        assert {"outlook", "attributed"} == {voice(s) for s in found}
        when = parse_date("1920")
        dated = select(replace(everything, when=when), book).statements
        assert dated
        assert all(overlap(date_of(s, book), when) != "no" for s in dated)

    def test_a_statement_without_a_date_has_that_of_its_event_or_outlook(self, tiny: FactBook):
        dates = {f"{s.subject} {s.relation}": date_of(s, tiny) for s in tiny.statements}
        assert "1920-09" == dates["trotsky supports"].edtf
        assert "1925" == dates["stalin-1925 expects"].edtf
        assert "1918-03" == dates["trotsky uses_term"].edtf

    def test_also_adds_things_and_what_is_said_between_them_and_the_rest(self, tiny: FactBook):
        alone = Show(focus=("peaceful-coexistence",), relations=("uses_term", "sense_of", "supports"))
        found = select(replace(alone, also=("red-army-abroad", "stalin")), tiny)
        assert set(_said(found)) - set(_said(select(alone, tiny))) == {"trotsky supports red-army-abroad"}
        assert "stalin" in found.things

    def test_without_takes_away_things_and_statements_and_blocks_the_walk(self, tiny: FactBook):
        assert ["lenin opposes red-army-abroad"] == _said(
            select(
                Show(
                    focus=("red-army-abroad",),
                    without=("trotsky",),
                    hops=5,
                    relations=("supports", "opposes", "uses_term"),
                ),
                tiny,
            )
        )
        id_ = select(Show(focus=("red-army-abroad",)), tiny).statements[0].id
        assert 1 == len(select(Show(focus=("red-army-abroad",), without=(id_,)), tiny).statements)

    def test_everything_shown_keeps_the_order_of_the_book(self, book: FactBook):
        found = select(Show(focus=("lenin",), hops=2), book).statements
        assert list(found) == [s for s in book.statements if s in set(found)]


class TestFaults:
    @pytest.mark.parametrize(
        ("show", "message"),
        [
            (Show(focus=("lennin",)), "unknown id 'lennin'; did you mean 'lenin'"),
            (Show(view="lenin"), "'lenin' is a Person; `view` needs an Outlook"),
            (Show(compare=("stalin-1925", "stalin")), "'stalin' is a Person"),
            (Show(senses="stalin-1925"), "`senses` needs a Concept"),
            (Show(nodes=("lenin",), without=("nobody-known",)), "unknown id 'nobody-known'"),
        ],
    )  # fmt: skip
    def test_an_id_that_is_unknown_or_of_another_kind_is_told(self, show: Show, message: str, tiny: FactBook):
        with pytest.raises(UsageError, match=message):
            select(show, tiny)

    def test_a_statement_that_nobody_speaks_about_is_no_focus(self, tiny: FactBook):
        with pytest.raises(UsageError, match="unknown id"):
            select(Show(focus=(tiny.statements[0].id,)), tiny)


def test_things_are_the_ends_of_the_statements_and_what_was_asked_for(book: FactBook):
    for id_ in list(book.things)[::7]:
        found = select(Show(focus=(id_,)), book)
        assert {id_, *(end for s in found.statements for end in ends(s))} == set(found.things)
        assert len(set(found.things)) == len(found.things)
