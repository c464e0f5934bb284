"""Outlooks side by side: every statement in one cell, the shared aligned, contradictions marked."""

from __future__ import annotations

import pytest
from laws import keeps_the_laws, node, real, stage, tie

from graph_builder.lectures.layouts.compare import CAUSES, CONTRADICT, DASH, arrange
from graph_builder.lectures.layouts.outlooks import comparison_of, contradict, sign_of
from graph_builder.lectures.lecture import Scene, Show, Stage, Step
from graph_builder.lectures.picture import BELOW, Picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook

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
    assert CAUSES in _texts(picture)
    assert any("promotes industrialization of the USSR" in " ".join(box.lines) for box in picture.boxes)
