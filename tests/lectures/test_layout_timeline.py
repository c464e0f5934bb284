"""The time line: cards under the bars of their dates, nothing over anything else, the undated beside."""

from __future__ import annotations

from itertools import pairwise

import pytest
from laws import keeps_the_laws, node, real, stage, tie

from graph_builder.lectures.layouts.spans import Axis, axis_of, reach, stretches
from graph_builder.lectures.layouts.timeline import arrange
from graph_builder.lectures.lecture import Scene, Show, Step
from graph_builder.lectures.picture import BELOW, Mark, Picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook

WRITTEN = [
    "1921", "28 October 1921", "1918/1920", "by 1918-03", "after 1921", "not before 1920-02", "1917/..", "../1922",
    "about 1920", "autumn 1924/spring 1927", "winter 1923", "early 1921", "between 1919 and 1922", "192x",
]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> FactBook:
    return real()


def _bars(picture: Picture, id_: str) -> list[Mark]:
    return [mark for mark in picture.marks if mark.of == id_]


@pytest.mark.parametrize(
    ("text", "roles", "fades"),
    [
        ("28 October 1921", ["span"], [""]),
        ("1921", ["maybe"], [""]),
        ("1918/1920", ["maybe", "span", "maybe"], ["", "", ""]),
        ("by March 1918", ["maybe"], ["left"]),
        ("after 1921", ["maybe"], ["right"]),
        ("from 1917", ["maybe", "maybe"], ["", "right"]),
    ],
)
def test_what_is_certain_is_solid_what_may_be_is_pale_and_what_nobody_knows_fades(text, roles, fades):
    picture = keeps_the_laws(
        arrange, stage([node("it", "Event", "it", text), node("b", "Event", "b", "1920")], []), BELOW
    )
    bars = sorted(_bars(picture, "it"), key=lambda mark: mark.x)
    assert (roles, fades) == ([bar.role for bar in bars], [bar.fades for bar in bars])


def test_a_bar_reaches_from_the_earliest_to_the_latest_day():
    axis = Axis(*reach(parse_date("1917/1923")), 1000)
    date = parse_date("1919/1921")
    bars = axis.bars(date, "it", 0)
    assert (axis.at(date.earliest), axis.at(date.latest + 1)) == (bars[0].x, bars[-1].x + bars[-1].width)


@pytest.mark.parametrize("text", WRITTEN)
def test_every_date_is_drawn_within_its_axis(text):
    date = parse_date(text)
    axis = axis_of([date], 800)
    assert stretches(date)
    for bar in axis.bars(date, "it", 0):
        assert bar.x >= 0
        assert bar.x + bar.width <= 800.01
        assert bar.width >= 8


def test_ticks_are_round_and_their_names_do_not_touch():
    for text in ("1921", "1917/1927", "January 1921", "28 October 1921", "1500/1999"):
        ticks = [tick for tick in axis_of([parse_date(text)], 900).ticks() if tick[1]]
        assert len(ticks) >= 1
        assert all(b[2] - a[2] > 40 for a, b in pairwise(ticks))


def test_the_undated_stand_at_the_right_under_their_heading():
    whole = stage([node("nep", "Event", "NEP", "1921"), node("war", "Event", "Civil War")], [])
    picture = keeps_the_laws(arrange, whole, BELOW)
    nep, war = (next(box for box in picture.boxes if box.id == id_) for id_ in ("nep", "war"))
    assert war.x - war.width / 2 > nep.x + nep.width / 2
    assert ["undated"] == [mark.text for mark in picture.marks if mark.role == "heading"]


def test_statements_with_dates_of_their_own_have_cards_and_those_alike_share_one():
    people = [node("trotsky", label="Trotsky"), node("lenin", label="Lenin")]
    ties = [tie(one.id, "leaves", "party", "March 1921", label="leave") for one in people]
    whole = stage([*people, node("party", "Group", "the party")], ties)
    picture = keeps_the_laws(arrange, whole, BELOW)
    assert [("Lenin and Trotsky", "leave the party ·")] == [
        (" ".join(b.lines)[:17], "leave the party ·") for b in picture.boxes
    ]
    assert [2] == [len(box.statements) for box in picture.boxes]


def test_a_statement_between_dated_things_is_an_arrow_where_it_finds_a_way_and_told_where_not():
    far = [node("a", "Event", "one", "1918"), node("b", "Event", "other", "1925")]
    picture = keeps_the_laws(arrange, stage(far, [tie("a", "precedes", "b")]), BELOW)
    assert [("a", "b")] == [(link.source, link.target) for link in picture.links]
    near = [node(f"e{i}", "Event", f"something that happened {i}", "May 1921") for i in range(6)]
    ties = [tie(a.id, "precedes", b.id) for a in near for b in near if a.id < b.id]
    picture = keeps_the_laws(arrange, stage(near, ties), BELOW)
    assert len(ties) == len(picture.links) + sum(len(box.statements) for box in picture.boxes)


def test_things_that_a_card_names_have_no_card_among_the_undated_unless_they_are_asked_for():
    nodes = [node("nep", "Event", "NEP", "1921"), node("lenin"), node("party", "Group", focus=True)]
    ties = [tie("lenin", "founds", "nep"), tie("party", "founds", "nep")]
    picture = keeps_the_laws(arrange, stage(nodes, ties), BELOW)
    assert {"nep", "party"} == {box.id for box in picture.boxes}


@pytest.mark.parametrize("many", [1, 5, 12, 30])
def test_crowds_keep_the_laws(many):
    things = [
        node(f"e{i}", "Event", f"event number {i} with a name of some length", WRITTEN[i % len(WRITTEN)])
        for i in range(many)
    ]
    ties = [tie(a.id, "precedes", b.id, doubted=True) for a, b in zip(things, things[2:], strict=False)]
    keeps_the_laws(arrange, stage([*things, node("x", "Event"), node("lenin")], ties), BELOW)


def test_an_empty_stage_and_one_without_dates_are_drawn_as_well():
    assert () == arrange(stage([], []), BELOW).boxes
    keeps_the_laws(arrange, stage([node("a"), node("b")], [tie("a", "supports", "b")]), BELOW)


@pytest.mark.parametrize(
    "show",
    [
        Show(focus=("locarno-treaties-1925",)),
        Show(focus=("famine-1921",)),
        Show(focus=("red-army-abroad",)),
        Show(view="integrationists-1921"),
    ],
)
def test_real_scenes_keep_the_laws(book, show):
    keeps_the_laws(arrange, stage_of(Scene(id="a", title="A", show=show), book), BELOW)


def test_the_events_of_1921_keep_the_laws_and_come_with_their_steps(book):
    ids = tuple(
        thing.id
        for thing in book.things.values()
        if thing.kind in ("Event", "Document") and thing.when and "1921" in thing.when.edtf
    )[:14]
    whole = stage_of(Scene(id="a", title="A", show=Show(nodes=ids), steps=(Step(ids[:3]), Step(("all",)))), book)
    picture = keeps_the_laws(arrange, whole, BELOW)
    assert {0, 1} == {box.step for box in picture.boxes}
    assert all(mark.step == next(b.step for b in picture.boxes if b.id == mark.of) for mark in picture.marks if mark.of)
