"""What holds of the layouts with links, for stages by chance: flow, force and circle; and preset."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations
from math import hypot

import pytest
from stages import by_chance, shuffled, stage

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures import arrange
from graph_builder.lectures.areas import ALONE, area_of
from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.layouts.rectangles import around, inside, of_box, shared
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.legibility import warnings_of
from graph_builder.lectures.paths import points
from graph_builder.lectures.picture import BELOW, BESIDE, LEAST, Box, Picture, statements_in

DRAWN = [(layout, seed) for layout in ("flow", "force", "circle") for seed in (1, 2, 3, 5, 8, 13)]


@cache
def drawn(layout: str, seed: int) -> tuple[Stage, Picture]:
    one = by_chance(seed, layout)
    return one, picture_of(one, beside=True)


def _boxes(picture: Picture) -> dict[str, Box]:
    return {box.id: box for box in picture.boxes}


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_every_thing_is_one_card_and_every_statement_one_link(layout: str, seed: int):
    one, picture = drawn(layout, seed)
    assert sorted(node.id for node in one.nodes) == sorted(box.id for box in picture.boxes)
    assert sorted(tie.id for tie in one.ties) == sorted(link.id for link in picture.links)


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_no_card_lies_on_another_and_all_lie_within_the_area(layout: str, seed: int):
    _, picture = drawn(layout, seed)
    assert [] == [(a.id, b.id) for a, b in combinations(picture.boxes, 2) if shared(of_box(a), of_box(b)) > 0]
    for box in picture.boxes:
        left, top, right, bottom = of_box(box)
        assert left >= 0
        assert top >= 0
        assert right <= picture.area.width
        assert bottom <= picture.area.height


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_a_hall_can_read_all_of_it(layout: str, seed: int):
    one, picture = drawn(layout, seed)
    assert [] == warnings_of(one, picture)
    assert min(box.size for box in picture.boxes) >= LEAST - 0.1


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_no_link_runs_through_a_card(layout: str, seed: int):
    _, picture = drawn(layout, seed)
    for link in picture.links:
        passed = [box.id for box in picture.boxes if inside(of_box(box, -2), points(link.path))]
        assert [] == passed, link


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_a_link_begins_at_its_source_and_points_to_its_target(layout: str, seed: int):
    _, picture = drawn(layout, seed)
    boxes = _boxes(picture)
    for link in picture.links:
        assert inside(of_box(boxes[link.source], 6), points(link.path)[:1])
        assert inside(of_box(boxes[link.target], 6), [link.tip[:2]])
        x, y = points(link.path)[-1]
        assert hypot(link.tip[0] - x, link.tip[1] - y) < 12


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_a_label_stands_on_its_own_line(layout: str, seed: int):
    _, picture = drawn(layout, seed)
    for link in picture.links:
        reach = (link.width / 2 + 6, link.height / 2 + 6)
        assert any(abs(x - link.x) < reach[0] and abs(y - link.y) < reach[1] for x, y in points(link.path)), link


@pytest.mark.parametrize(("layout", "seed"), DRAWN)
def test_no_label_covers_the_head_of_its_arrow(layout: str, seed: int):
    _, picture = drawn(layout, seed)
    for link in picture.links:
        assert not inside(around(link.x, link.y, link.width, link.height, 3), [link.tip[:2]]), link


@pytest.mark.parametrize(("layout", "seed"), [(layout, seed) for layout, seed in DRAWN if seed in (2, 5)])
def test_a_stage_gives_the_same_picture_in_whatever_order_it_is_told(layout: str, seed: int):
    one, picture = drawn(layout, seed)
    assert picture == picture_of(shuffled(one, seed), beside=True)


def test_small_stages_are_drawn_too():
    alone = stage([Node("a", "Person", "Lenin")], [])
    for layout in ("flow", "force", "circle", "preset"):
        one = replace(alone, scene=replace(alone.scene, layout=layout))
        (box,) = picture_of(one).boxes
        assert (ALONE.width / 2, ALONE.height / 2) == pytest.approx((box.x, box.y), abs=1), layout
        assert () == picture_of(stage([], [], layout)).boxes


def _pair(*ties: Tie, layout: str = "flow") -> Stage:
    return stage([Node("a", "Situation", "foreign trade"), Node("b", "Situation", "recognition")], list(ties), layout)


@pytest.mark.parametrize("layout", ["flow", "force", "circle"])
def test_statements_with_the_same_ends_have_ways_of_their_own(layout: str):
    ties = [
        Tie(f"s{i}", *ends, "promotes", "promotes", "author", sign="+") for i, ends in enumerate(["ab", "ab", "ba"])
    ]
    one = _pair(*ties, layout=layout)
    picture = picture_of(one)
    assert [] == warnings_of(one, picture)
    assert 3 == len({link.path for link in picture.links})
    assert 3 == len({(link.x, link.y) for link in picture.links})


@pytest.mark.parametrize("layout", ["flow", "force", "circle"])
def test_a_statement_of_a_thing_about_itself_is_a_loop(layout: str):
    ties = [Tie("s", "a", "a", "supports", "supports", "author"), Tie("t", "a", "b", "supports", "supports", "author")]
    picture = picture_of(_pair(*ties, layout=layout))
    assert {"s", "t"} == statements_in(picture)


def test_a_sign_stands_alone_only_for_what_plainly_furthers_or_hinders():
    believed = {"voice": "attributed", "according": "according to Lenin"}
    ties = [
        Tie("plain", "a", "b", "promotes", "promotes", "author", sign="+"),
        Tie("negated", "a", "b", "promotes", "does not promote", "author", sign="-", negated=True),
        Tie("doubted", "a", "b", "hinders", "hinders", "author", sign="-", doubted=True),
        Tie("other", "a", "b", "conditional_on", "is conditional on", "author"),
        Tie("lenin", "a", "b", "promotes", "promotes", sign="+", **believed),  # type: ignore[arg-type]
    ]
    lines = {link.id: " ".join(link.lines) for link in picture_of(_pair(*ties)).links}
    assert {
        "plain": "",
        "negated": "does not promote",
        "doubted": "hinders?",
        "other": "is conditional on",
        "lenin": "",
    } == lines


def test_one_voice_is_named_once_below_and_several_on_each_link():
    lenin = Tie("s", "a", "b", "promotes", "promotes", "outlook", "according to Lenin", sign="+")
    picture = picture_of(_pair(lenin))
    assert ["according to Lenin"] == [mark.text for mark in picture.marks]
    assert [()] == [link.lines for link in picture.links]
    plain = Tie("t", "a", "b", "promotes", "promotes", "author", sign="+")
    picture = picture_of(_pair(lenin, plain))
    assert ["broken lines: according to Lenin"] == [mark.text for mark in picture.marks]
    stalin = Tie("t", "a", "b", "promotes", "promotes", "outlook", "according to Stalin", sign="+")
    picture = picture_of(_pair(lenin, stalin))
    assert () == picture.marks
    assert ["promotes according to Lenin", "promotes according to Stalin"] == [
        " ".join(link.lines) for link in picture.links
    ]


@pytest.mark.parametrize("layout", ["preset", "flow", "force", "circle"])
def test_what_is_put_by_hand_stands_there(layout: str):
    one = by_chance(5, layout)
    scene = replace(one.scene, positions={"n0": (50.0, 40.0), "n1": (20.0, 80.0)})
    ties = tuple(replace(tie, voice="author", according="") for tie in one.ties)
    picture = picture_of(replace(one, scene=scene, ties=ties), beside=True)
    boxes = _boxes(picture)
    assert (BESIDE.width * 0.5, BESIDE.height * 0.4) == pytest.approx((boxes["n0"].x, boxes["n0"].y), abs=0.2)
    assert (BESIDE.width * 0.2, BESIDE.height * 0.8) == pytest.approx((boxes["n1"].x, boxes["n1"].y), abs=0.2)
    assert [] == [(a.id, b.id) for a, b in combinations(picture.boxes, 2) if shared(of_box(a), of_box(b)) > 1]


def test_what_hangs_on_one_thing_stands_on_both_sides_of_it():
    nodes = [
        Node("hub", "Outlook", "an outlook"),
        *(Node(f"n{i}", "Situation", "a state of affairs") for i in range(12)),
    ]
    ties = [Tie(f"s{i}", "hub", f"n{i}", "believes", "believes in", "author") for i in range(12)]
    one = stage(nodes, ties)
    picture = picture_of(one, beside=True)
    hub = _boxes(picture)["hub"]
    assert [] == warnings_of(one, picture)
    assert 0.25 * BESIDE.width < hub.x < 0.75 * BESIDE.width


def test_a_word_longer_than_the_area_is_drawn_smaller_and_never_cut():
    one = stage([Node("a", "Concept", "x" * 300), Node("b", "Person", "Lenin")], [], "flow")
    picture = picture_of(one)
    assert ("x" * 300,) == _boxes(picture)["a"].lines
    assert picture.shrunk < 1
    assert ["small-label"] == [problem.code for problem in warnings_of(one, picture)]


def test_the_area_is_that_which_the_scene_leaves():
    scene = stage([], []).scene
    assert ALONE == area_of(scene)
    assert BESIDE == area_of(replace(scene, text="Words."))
    assert BELOW == area_of(replace(scene, text="Words.", layout="timeline"))


def test_a_layout_that_loses_a_statement_is_found_out(monkeypatch: pytest.MonkeyPatch):
    tie = Tie("s", "a", "b", "promotes", "promotes", "author", sign="+")
    monkeypatch.setitem(arrange.LAYOUTS, "flow", lambda stage, area: Picture(area, ()))
    with pytest.raises(GraphBuilderError, match="scene scene: the layout flow loses s"):
        picture_of(_pair(tie))
