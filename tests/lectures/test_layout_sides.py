"""Sides: for at the left, against at the right, the question between, what is open below."""

from __future__ import annotations

import pytest
from laws import keeps_the_laws, node, real, stage, tie

from graph_builder.lectures.layouts.debates import debates_of, side_of
from graph_builder.lectures.layouts.sides import NOBODY, arrange
from graph_builder.lectures.lecture import Scene, Show, Step
from graph_builder.lectures.picture import BELOW, BESIDE, SMALL, Box, Mark, Picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook

ARMY = node("army", "Concept", "use of the Red Army abroad", focus=True)


def _box(picture: Picture, id_: str) -> Box:
    return next(box for box in picture.boxes if box.id == id_)


@pytest.fixture(scope="module")
def book() -> FactBook:
    return real()


@pytest.mark.parametrize(
    ("relation", "negated", "side"),
    [
        ("supports", False, "for"),
        ("supports", True, "against"),
        ("opposes", False, "against"),
        ("opposes", True, "for"),
        ("believes", True, "against"),
        ("calls_for", False, "for"),
        ("calls_for", True, "open"),
        ("fears", False, "against"),
        ("fears", True, "open"),
        ("characterises", False, "open"),
        ("conditional_on", False, "open"),
    ],
)
def test_negation_turns_the_side_where_to_deny_is_to_be_against(relation, negated, side):
    assert side == side_of(tie("a", relation, "b", negated=negated))


def test_those_for_stand_at_the_left_and_those_against_at_the_right():
    people = [node("trotsky"), node("lenin")]
    whole = stage([ARMY, *people], [tie("trotsky", "supports", "army"), tie("lenin", "opposes", "army")])
    picture = keeps_the_laws(arrange, whole, BESIDE)
    assert _box(picture, "trotsky").x < _box(picture, "army").x < _box(picture, "lenin").x
    assert {"For", "Against"} == {mark.text for mark in picture.marks if mark.role == "heading"}
    assert [(), ()] == [link.lines for link in picture.links]
    assert () == _box(picture, "trotsky").small


def test_a_verb_that_the_heading_does_not_say_stands_under_the_name():
    ties = [tie("lenin", "fears", "army"), tie("radek", "opposes", "army", doubted=True, label="opposes")]
    picture = keeps_the_laws(arrange, stage([ARMY, node("lenin"), node("radek")], ties), BESIDE)
    assert ("fears",) == _box(picture, "lenin").small
    assert ("opposes?",) == _box(picture, "radek").small


def test_who_changes_sides_stands_on_both_with_dates_and_a_click_finds_him_twice():
    ties = [tie("trotsky", "supports", "army", "1920"), tie("trotsky", "opposes", "army", "1922")]
    picture = keeps_the_laws(arrange, stage([ARMY, node("trotsky")], ties), BESIDE)
    left, right = _box(picture, "trotsky"), _box(picture, "trotsky~2")
    assert left.x < right.x
    assert ("", "trotsky") == (left.thing, right.thing)
    assert (("1920",), ("1922",)) == (left.small, right.small)


def test_a_date_that_all_share_stands_once_with_the_question():
    ties = [tie("trotsky", "supports", "army", "1920"), tie("lenin", "opposes", "army", "1920")]
    picture = arrange(stage([ARMY, node("trotsky"), node("lenin")], ties), BESIDE)
    assert [("1920",), (), ()] == [_box(picture, id_).small for id_ in ("army", "trotsky", "lenin")]


def test_what_takes_no_side_stands_below_with_its_words_on_the_arrow():
    ties = [tie("debate", "about", "army", label="is about"), tie("lenin", "opposes", "army")]
    picture = keeps_the_laws(arrange, stage([ARMY, node("debate", "Event"), node("lenin")], ties), BESIDE)
    assert _box(picture, "debate").y > _box(picture, "army").y
    assert [("is about",)] == [link.lines for link in picture.links if link.source == "debate"]
    assert "Open" in {mark.text for mark in picture.marks}


def _marks(picture: Picture) -> dict[str, Mark]:
    return {mark.text: mark for mark in picture.marks if mark.text}


def test_a_heading_appears_with_the_first_of_its_column():
    people = [node("trotsky", step=2), node("kamenev", step=1), node("lenin", step=3), node("debate", "Event", step=4)]
    ties = [
        tie("trotsky", "supports", "army", step=2),
        tie("kamenev", "supports", "army", step=1),
        tie("lenin", "opposes", "army", step=3),
        tie("debate", "about", "army", step=4, label="is about"),
    ]
    marks = _marks(keeps_the_laws(arrange, stage([ARMY, *people], ties), BESIDE))
    assert {"For": 1, "Against": 3, "Open": 4} == {text: mark.step for text, mark in marks.items()}


def test_a_side_that_nobody_takes_says_so_and_is_narrow():
    people = [node("trotsky", step=1), node("lenin", step=2)]
    ties = [tie("trotsky", "opposes", "army", step=1), tie("lenin", "opposes", "army", step=2)]
    picture = keeps_the_laws(arrange, stage([ARMY, *people], ties), BESIDE)
    marks = _marks(picture)
    assert {"For": 1, NOBODY: 1, "Against": 1} == {text: mark.step for text, mark in marks.items()}
    assert SMALL == marks[NOBODY].size
    left, right = marks["For"].x, _box(picture, "trotsky").x
    question = _box(picture, "army")
    assert question.x - left < right - question.x
    assert BESIDE.width - right - _box(picture, "trotsky").width / 2 > 60


def test_nobody_is_missed_where_there_are_no_sides():
    picture = arrange(stage([ARMY, node("debate", "Event")], [tie("debate", "about", "army")]), BESIDE)
    assert {"Open"} == {mark.text for mark in picture.marks if mark.role == "heading"}
    assert NOBODY not in _marks(picture)


def test_the_heading_of_what_takes_no_side_stands_beside_its_cards():
    ties = [tie("debate", "about", "army", label="is about"), tie("lenin", "opposes", "army")]
    picture = keeps_the_laws(arrange, stage([ARMY, node("debate", "Event"), node("lenin")], ties), BESIDE)
    debate, heading = _box(picture, "debate"), _marks(picture)["Open"]
    assert debate.y == heading.y
    assert 0 < debate.x - debate.width / 2 - heading.x - heading.width / 2 < 20


def test_a_statement_between_others_is_told_by_its_subject():
    ties = [tie("lenin", "opposes", "army"), tie("lenin", "member_of", "party", label="is member of")]
    whole = stage([ARMY, node("lenin"), node("party", "Group", "RCP(B)")], ties)
    picture = keeps_the_laws(arrange, whole, BESIDE)
    assert ("is member of RCP(B)",) == _box(picture, "lenin").small


def test_questions_on_which_the_same_people_stand_on_the_same_sides_are_one_debate():
    more = node("war", "Situation", "revolutionary war", focus=True)
    ties = [tie("lenin", "opposes", "army"), tie("lenin", "opposes", "war"), tie("lenin", "fears", "peace")]
    nodes = [ARMY, more, node("peace", "Situation", focus=True), node("lenin"), node("trotsky")]
    ties.append(tie("trotsky", "supports", "peace"))
    whole = stage(nodes, ties)
    assert [["army", "war"], ["peace"]] == sorted([q.id for q in d.questions] for d in debates_of(whole))
    keeps_the_laws(arrange, whole, BESIDE)


@pytest.mark.parametrize("many", [1, 3, 7, 14])
def test_crowds_keep_the_laws(many):
    people = [node(f"person {i}", label=f"a person with a rather long name, the {i}th") for i in range(3 * many)]
    relations = ["supports", "opposes", "characterises"]
    ties = [tie(one.id, relations[i % 3], "army", doubted=i % 5 == 0) for i, one in enumerate(people)]
    keeps_the_laws(arrange, stage([ARMY, *people], ties), BESIDE)


def test_an_empty_stage_and_one_without_sides_are_drawn_as_well():
    assert () == arrange(stage([], []), BESIDE).boxes
    keeps_the_laws(
        arrange, stage([node("lenin", focus=True), node("party")], [tie("lenin", "part_of", "party")]), BESIDE
    )


@pytest.mark.parametrize(
    "focus",
    [
        ("red-army-abroad",),
        ("locarno-treaties-1925",),
        ("integration-strategy",),
        ("prolonged-respite",),
        ("duty-of-revolutionary-war", "duty-to-incite-peoples", "european-revolutionary-war"),
        ("lenin",),
    ],
)
@pytest.mark.parametrize("area", [BESIDE, BELOW])
def test_real_debates_keep_the_laws(book, focus, area):
    keeps_the_laws(arrange, stage_of(Scene(id="a", title="A", show=Show(focus=focus)), book), area)


def test_the_debate_on_the_red_army_fits_and_says_that_others_were_against_it_too(book):
    steps = (Step(("red-army-abroad",)), Step(("trotsky", "kamenev")), Step(("all",)))
    whole = stage_of(Scene(id="a", title="A", show=Show(focus=("red-army-abroad",)), steps=steps), book)
    picture = keeps_the_laws(arrange, whole, BESIDE)
    assert 1 == picture.shrunk
    assert "and others" in {mark.text for mark in picture.marks}
    assert [0, 1, 2] == [_box(picture, id_).step for id_ in ("red-army-abroad", "trotsky", "lenin")]
