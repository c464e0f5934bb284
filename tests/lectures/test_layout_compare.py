"""Outlooks side by side: every statement in one cell, the shared aligned, contradictions marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from laws import keeps_the_laws, node, real, stage, tie

from graph_builder.errors import Where
from graph_builder.lectures.layouts.compare import ABOVE, CAUSES, CONTRADICT, DASH, MORE, arrange
from graph_builder.lectures.layouts.outlooks import comparison_of, contradict, sign_of
from graph_builder.lectures.lecture import Scene, Selection, Show, Stage, Step
from graph_builder.lectures.picture import BELOW, Picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

THREE = ("nkid-1925", "central-committee-majority-1925", "stalin-1925")
BELIEFS = ("believes", "expects", "hopes_for", "fears")


@pytest.fixture(scope="module")
def book() -> FactBook:
    return real()


def _stage(*ties: object, more: int = 0) -> Stage:
    outlooks = [node(id_, "Outlook", f"outlook {id_}", "1925") for id_ in ("one", "two")]
    things = [node("peace", "Situation", "a lasting peace"), node("war", "Situation", "a second war")]
    things += [node(f"s{i}", "Situation", f"a situation with a long name, number {i}") for i in range(more)]
    return stage([*outlooks, *things], ties, Show(compare=("one", "two")))  # type: ignore[arg-type]


def _text(picture: Picture, statement: str) -> str:
    return next(" ".join(box.lines) for box in picture.boxes if statement in box.statements)


def _texts(picture: Picture) -> set[str]:
    return {mark.text for mark in picture.marks}


def test_a_matter_of_both_is_a_row_with_their_stances_side_by_side():
    ties = [tie("one", "expects", "peace", voice="outlook"), tie("two", "hopes_for", "peace", label="hopes for")]
    picture = keeps_the_laws(arrange, _stage(*ties), BELOW)
    cells = [next(box for box in picture.boxes if one.id in box.statements) for one in ties]
    assert cells[0].y == cells[1].y
    assert cells[0].x < cells[1].x
    assert ["+ expects", "+ hopes for"] == [_text(picture, one.id) for one in ties]
    assert CONTRADICT not in _texts(picture)


def test_what_one_denies_and_the_other_expects_is_marked_on_a_band():
    ties = [
        tie("one", "expects", "peace"),
        tie("two", "believes", "peace", negated=True, label="does not believe in"),
        tie("one", "fears", "war", confidence="probable"),
    ]
    picture = keeps_the_laws(arrange, _stage(*ties), BELOW)
    said = [_text(picture, one.id) for one in ties]
    assert ["≠ + expects", "≠ − does not believe in", "− fears — held to be probable"] == said
    assert ["band"] == [mark.role for mark in picture.marks if mark.role == "band"]
    assert any(CONTRADICT in box.small for box in picture.boxes) or CONTRADICT in _texts(picture)
    assert DASH in _texts(picture)


def test_what_leads_to_what_stands_below_in_short_sentences():
    ties = [
        tie("one", "expects", "peace"),
        tie("peace", "hinders", "war", sign="-", voice="outlook", id="cause"),
        tie("two", "expects", "war"),
    ]
    whole = _stage(*ties)
    assert ("cause",) == tuple(one.id for one in comparison_of(whole).rest)  # in no outlook: nobody's
    picture = keeps_the_laws(arrange, whole, BELOW)
    assert "a lasting peace hinders a second war" == _text(picture, "cause").lower()


def _whose(whole: Stage, views: dict[str, str]) -> Stage:
    """The stage with its statements, each of this outlook."""
    statements = tuple(
        Statement(
            id=tie.id, subject=tie.source, relation=tie.relation, object=tie.target, view=views.get(tie.id, tie.source),
            locator=Locator("jacobson-1994", 1, 1), where=Where("facts/a.yaml"),
        )
        for tie in whole.ties
    )  # fmt: skip
    return replace(whole, shown=Selection((), statements))


def test_no_dash_stands_where_an_outlook_mentions_the_matter_in_what_it_says_of_others():
    ties = [
        tie("one", "expects", "peace"),
        tie("two", "hopes_for", "peace", label="hopes for"),
        tie("one", "expects", "war"),
        tie("peace", "hinders", "war", sign="-", voice="outlook", id="cause"),
    ]
    whole = _whose(_stage(*ties), {"cause": "two"})
    picture = keeps_the_laws(arrange, whole, BELOW)
    expected, cause = (next(box for box in picture.boxes if id_ in box.statements) for id_ in (ties[2].id, "cause"))
    assert "a lasting peace hinders it" == " ".join(cause.lines)
    assert expected.y == cause.y
    assert expected.x < cause.x
    assert not {DASH, CAUSES, ABOVE} & _texts(picture)


def test_what_is_told_in_another_row_leaves_no_dash_either():
    ties = [
        tie("one", "expects", "war"),
        tie("one", "expects", "peace"),
        tie("peace", "hinders", "war", sign="-", voice="outlook", id="cause"),
    ]
    picture = keeps_the_laws(arrange, _whose(_stage(*ties), {"cause": "two"}), BELOW)
    assert DASH not in _texts(picture)
    many = [*ties, tie("two", "fears", "s0"), tie("one", "fears", "s0")]
    picture = keeps_the_laws(arrange, _whose(_stage(*many, more=1), {"cause": "two"}), BELOW)
    assert ABOVE in _texts(picture)


def test_what_somebody_is_said_not_to_aim_at_stands_in_the_row_of_that_thing():
    london = node("london", "State", "British government")
    ties = [
        tie("one", "expects", "war"),
        tie("two", "characterises", "war"),
        tie("london", "aims_at", "war", negated=True, label="does not aim at", voice="outlook", id="aim"),
        tie("london", "promotes", "war", sign="+", voice="outlook", id="cause"),
    ]
    whole = _whose(_stage(*ties), {"aim": "two", "cause": "two"})
    picture = keeps_the_laws(arrange, replace(whole, nodes=(*whole.nodes, london)), BELOW)
    rows = {id_: box for box in picture.boxes for id_ in (box.id, *box.statements)}
    assert "British government does not aim at it" == " ".join(rows["aim"].lines)
    assert abs(rows["aim"].y - rows["war"].y) < rows["war"].height / 2
    assert rows["cause"].y > rows["war"].y + rows["war"].height / 2


def test_a_list_of_more_than_causes_has_a_neutral_heading():
    ties = [tie("one", "expects", "peace"), tie("two", "expects", "peace")]
    causes = [tie("s0", "precedes", "s1", id="first"), tie("s0", "hinders", "s2", sign="-", id="second")]
    whole = _stage(*ties, *causes, more=3)
    picture = keeps_the_laws(arrange, _whose(whole, {"first": "one", "second": "two"}), BELOW)
    assert {MORE, CAUSES} <= _texts(picture)


def test_outlooks_that_speak_of_nothing_in_common_take_the_whole_width():
    ties = [tie("one", "expects", "peace"), tie("two", "expects", "war")]
    picture = keeps_the_laws(arrange, _stage(*ties), BELOW)
    assert DASH not in _texts(picture)
    assert 0 == min(box.x - box.width / 2 for box in picture.boxes)
    assert BELOW.width - 8 == sum(box.width for box in picture.boxes if box.kind == "Outlook")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (tie("a", "expects", "x"), tie("b", "believes", "x", negated=True), True),
        (tie("a", "expects", "x"), tie("b", "expects", "x"), False),
        (tie("a", "hopes_for", "x"), tie("b", "fears", "x"), True),
        (tie("a", "supports", "x"), tie("b", "opposes", "x"), True),
        (tie("a", "expects", "x", "1918"), tie("b", "expects", "x", "1925", negated=True), False),
        (tie("c", "promotes", "x", sign="+"), tie("c", "hinders", "x", sign="-"), True),
        (tie("a", "hopes_for", "x", negated=True), tie("b", "fears", "x"), False),
    ],
)
def test_contradictions_are_those_of_the_explorer(one, other, expected):
    assert expected == contradict(one, other)
    assert expected == contradict(other, one)


def test_a_purpose_contradicts_nothing_that_is_so():
    one, other = tie("a", "expects", "x"), tie("b", "expects", "x", negated=True)
    assert not contradict(one, other, ("intended", "actual"))
    assert not contradict(one, other, ("possible", "possible"))


def test_signs_say_whether_it_is_held_or_wanted_or_denied_or_feared():
    signs = [sign_of(tie("a", relation, "x")) for relation in ("expects", "fears", "about", "supports")]
    assert ["+", "-", "", "+"] == signs
    assert "-" == sign_of(tie("a", "believes", "x", negated=True))


@pytest.mark.parametrize("many", [0, 4, 10, 30])
def test_crowds_keep_the_laws(many):
    ties = [tie("one" if i % 3 else "two", "expects", f"s{i}", voice="outlook") for i in range(many)]
    ties += [tie("two", "fears", f"s{i}", doubted=True) for i in range(0, many, 4)]
    ties += [tie("one", "contrasts_with", "two", label="contrasts with")]
    keeps_the_laws(arrange, _stage(*ties, more=many), BELOW)


def test_an_empty_stage_is_drawn_as_well():
    assert () == arrange(stage([], []), BELOW).boxes


@pytest.mark.parametrize(
    "show",
    [
        Show(compare=THREE),
        Show(compare=THREE, relations=("believes", "expects", "promotes", "hinders")),
        Show(compare=("lenin-1917", "lenin-1918", "lenin-1920", "lenin-1921")),
        Show(compare=("party-on-locarno-1925", "fourteenth-congress-1925")),
        Show(compare=("integrationists-1921", "chicherin-1925")),
    ],
)
def test_real_outlooks_keep_the_laws(book, show):
    keeps_the_laws(arrange, stage_of(Scene(id="a", title="A", show=show), book), BELOW)


def test_three_outlooks_of_1925_fit_and_the_respite_divides_two_of_them(book):
    show = Show(compare=THREE, relations=BELIEFS)
    steps = (Step(("nkid-1925",)), Step(("all",)))
    picture = keeps_the_laws(arrange, stage_of(Scene(id="a", title="A", show=show, steps=steps), book), BELOW)
    assert 1 == picture.shrunk
    assert CONTRADICT in _texts(picture)
    heads = [box.id for box in sorted(picture.boxes, key=lambda box: box.x) if box.kind == "Outlook"]
    assert list(THREE) == heads


def test_what_leads_to_what_within_an_outlook_has_a_heading_of_its_own(book):
    picture = arrange(stage_of(Scene(id="a", title="A", show=Show(compare=THREE)), book), BELOW)
    assert MORE in _texts(picture)
    assert CAUSES not in _texts(picture)
    assert any("promotes industrialization of the USSR" in " ".join(box.lines) for box in picture.boxes)
