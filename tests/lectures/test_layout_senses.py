"""Senses: a term's meanings along time, by actor; legible before proportional."""

from __future__ import annotations

import pytest
from laws import keeps_the_laws, node, real, stage, tie

from graph_builder.lectures.layouts.meaning_cards import ARROWS, NOT_TO_SCALE, UNDATED
from graph_builder.lectures.layouts.senses import arrange
from graph_builder.lectures.lecture import Node, Scene, Show, Stage, Tie
from graph_builder.lectures.paths import points
from graph_builder.lectures.picture import BELOW, Box, Picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook

TERM = node("coexistence", "Concept", "peaceful coexistence", focus=True)
CAREER = "peaceful-coexistence"


@pytest.fixture(scope="module")
def book() -> FactBook:
    return real()


def _sense(
    id_: str, holder: str, when: str, gloss: str = "a short gloss", **more: object
) -> tuple[list[Node], list[Tie]]:
    nodes = [node(id_, "Sense", f"coexistence ({holder})", when, gloss=gloss, **more)]
    ties = [tie(id_, "sense_of", "coexistence")]
    if holder:
        nodes.append(node(holder, "Person", holder.title()))
        ties.append(tie(id_, "understood_by", holder))
    return nodes, ties


def _stage(*senses: tuple[list[Node], list[Tie]], more: tuple[Tie, ...] = ()) -> Stage:
    nodes = {one.id: one for made, _ in senses for one in made}
    return stage([TERM, *nodes.values()], [*(one for _, ties in senses for one in ties), *more])


def _box(picture: Picture, id_: str) -> Box:
    return next(box for box in picture.boxes if box.id == id_)


def test_actors_have_rows_and_their_meanings_stand_in_the_order_of_time():
    whole = _stage(_sense("a", "lenin", "1918"), _sense("b", "lenin", "1921"), _sense("c", "trotsky", "1918"))
    picture = keeps_the_laws(arrange, whole, BELOW)
    assert _box(picture, "a").x < _box(picture, "b").x
    assert _box(picture, "lenin").y < _box(picture, "c").y
    assert NOT_TO_SCALE not in {mark.text for mark in picture.marks}
    assert {"sense_of", "understood_by"} == {id_.split("-")[1] for id_ in _box(picture, "a").statements}


def test_a_meaning_that_nobody_holds_is_the_authors():
    picture = keeps_the_laws(arrange, _stage(_sense("a", "", "1918")), BELOW)
    assert "the author" in {" ".join(box.lines) for box in picture.boxes}


def test_what_has_no_date_stands_at_the_left_under_its_heading():
    picture = keeps_the_laws(arrange, _stage(_sense("a", "lenin", "1918"), _sense("b", "", "")), BELOW)
    assert _box(picture, "b").x < _box(picture, "a").x
    assert UNDATED in {mark.text for mark in picture.marks}
    assert "the author: a short gloss" == " ".join(_box(picture, "b").lines)


def test_a_meaning_says_what_it_is_not_and_where_it_is_doubted():
    nodes, ties = _sense("a", "lenin", "1918", denies=("a mere pause", "a policy"))
    ties[1] = tie("a", "understood_by", "lenin", doubted=True)
    picture = keeps_the_laws(arrange, _stage((nodes, ties)), BELOW)
    assert "not: a mere pause; a policy" in " ".join(_box(picture, "a").small)
    assert _box(picture, "a").doubted


def test_growth_is_an_arrow_with_words_where_there_is_room():
    more = (tie("b", "develops_from", "a", label="develops from"),)
    whole = _stage(_sense("a", "lenin", "1918"), _sense("b", "lenin", "1925"), more=more)
    picture = keeps_the_laws(arrange, whole, BELOW)
    assert [("b", "a", ("develops from",))] == [(link.source, link.target, link.lines) for link in picture.links]


def test_where_rows_have_no_room_time_is_not_to_scale_and_the_picture_says_so():
    gloss = "a gloss that goes on and on about what was meant, by whom, against whom, and with which reservations " * 2
    senses = [_sense(f"s{i}", f"holder {i}", str(1917 + i % 5), gloss) for i in range(9)]
    more = tuple(tie(f"s{i}", "develops_from", f"s{i - 1}", label="develops from") for i in range(1, 9))
    picture = keeps_the_laws(arrange, _stage(*senses, more=more), BELOW)
    assert any(NOT_TO_SCALE in mark.text and "develops from" in mark.text for mark in picture.marks)
    assert ["1917", "1918", "1919", "1920", "1921"] == sorted(m.text for m in picture.marks if m.role == "heading")
    assert " ".join(_box(picture, "s0").lines).startswith("Holder 0: a gloss")


def test_what_is_dated_after_a_year_comes_last_in_its_column():
    gloss = "a gloss that goes on and on about what was meant, by whom, against whom, and with which reservations " * 3
    dates = ("1918", "after 1921", "May 1922", "November 1922", "1919", "1920", "1921")
    senses = [_sense(f"s{i}", f"holder {i}", date, gloss) for i, date in enumerate(dates)]
    picture = keeps_the_laws(arrange, _stage(*senses), BELOW)
    assert any(NOT_TO_SCALE in mark.text for mark in picture.marks)
    late = sorted((_box(picture, f"s{i}") for i in (1, 2, 3)), key=lambda box: (box.y, box.x))
    assert ["s2", "s3", "s1"] == [box.id for box in late]


def test_an_arrow_between_columns_meets_its_card_at_a_right_angle_and_with_a_line_behind_its_head():
    gloss = "a gloss that goes on and on about what was meant, by whom, against whom, and with which reservations " * 2
    senses = [_sense(f"s{i}", f"holder {i}", str(1917 + i % 5), gloss) for i in range(9)]
    more = tuple(tie(f"s{i}", "develops_from", f"s{i - 1}", label="develops from") for i in range(1, 9))
    picture = keeps_the_laws(arrange, _stage(*senses, more=more), BELOW)
    assert any(NOT_TO_SCALE in mark.text for mark in picture.marks)
    for link in picture.links:
        assert abs(link.tip[2]) % 180 < 0.1
        level = [x for x, y in points(link.path) if abs(y - link.tip[1]) < 0.2]
        assert max(abs(x - link.tip[0]) for x in level) >= 18 * picture.shrunk


def test_growth_is_an_arrow_without_words_where_only_these_have_no_room():
    gloss = "a gloss that goes on and on about what was meant, by whom, and with which reservations"
    senses = [_sense("a", "lenin", "1918", gloss), _sense("b", "lenin", "1920", gloss)]
    senses.append(_sense("c", "committee", "May 1922", gloss * 2))
    more = tuple(tie(one, "develops_from", other, label="develops from", step=1) for one, other in ("ba", "cb"))
    picture = keeps_the_laws(arrange, _stage(*senses, more=more), BELOW)
    assert [("b", "a", ()), ("c", "b", ())] == sorted((link.source, link.target, link.lines) for link in picture.links)
    assert [1] == [mark.step for mark in picture.marks if mark.text == ARROWS]
    assert not any(NOT_TO_SCALE in mark.text for mark in picture.marks)


@pytest.mark.parametrize("years", [("1920",) * 4, ("1920",) * 9, ("1918", "1920", "1920", "1920", "1920", "1920")])
def test_growth_within_a_year_goes_beside_the_column(years):
    gloss = "a gloss that goes on and on about what was meant, by whom, against whom, and with which reservations " * 3
    senses = [_sense(f"s{i}", f"holder {i}", year, gloss) for i, year in enumerate(years)]
    more = tuple(tie(f"s{i}", "develops_from", f"s{i - 1}", id=f"t{i}{n}") for i in range(1, len(years)) for n in "ab")
    picture = keeps_the_laws(arrange, _stage(*senses, more=more), BELOW)
    assert len(more) == len(picture.links)


def test_an_empty_stage_and_one_without_dates_are_drawn_as_well():
    assert () == arrange(stage([], []), BELOW).boxes
    keeps_the_laws(arrange, _stage(_sense("a", "lenin", ""), _sense("b", "", "")), BELOW)
    keeps_the_laws(arrange, stage([TERM, node("lenin")], [tie("lenin", "uses_term", "coexistence")]), BELOW)


@pytest.mark.parametrize(
    "without",
    [
        (),
        ("strict-sense", "nkid-usage", "bolsheviks-initial-stance"),
        ("strict-sense", "nkid-usage", "bolsheviks-initial-stance", "bolsheviks-after-1921", "lenin-estonia-1920"),
    ],
)
def test_the_career_of_peaceful_coexistence_keeps_the_laws(book, without):
    show = Show(senses=CAREER, without=without)
    picture = keeps_the_laws(arrange, stage_of(Scene(id="a", title="A", show=show), book), BELOW)
    assert picture.shrunk >= 0.8
    assert picture.links


def test_every_gloss_stands_there_in_full_and_the_use_of_the_term_with_its_sense(book):
    whole = stage_of(Scene(id="a", title="A", show=Show(senses=CAREER)), book)
    picture = arrange(whole, BELOW)
    for one in whole.nodes:
        if one.kind == "Sense":
            assert one.gloss in " ".join(_box(picture, one.id).lines)
    assert "uses the term for the first time" in " ".join(_box(picture, "trotsky-1918").small)
