"""What a hall cannot read is told, with the scene and what to do."""

from __future__ import annotations

from dataclasses import replace

from stages import stage

from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.lecture import Node, Tie
from graph_builder.lectures.legibility import warnings_of
from graph_builder.lectures.picture import Mark

NODES = [Node("a", "Situation", "foreign trade", focus=True), Node("b", "Situation", "recognition")]
TIE = Tie("s", "a", "b", "supports", "supports", "author")


def _told(one, picture) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(problem.code, problem.message) for problem in warnings_of(one, picture)]


def test_a_picture_that_can_be_read_gives_no_warning():
    one = stage(NODES, [TIE])
    assert [] == _told(one, picture_of(one))


def test_more_things_than_the_scene_should_show_are_told_with_what_to_leave_out():
    one = stage(NODES, [TIE], max_nodes=1)
    (found,) = warnings_of(one, picture_of(one))
    assert "crowded-scene" == found.code
    assert "the scene 'scene' shows 2 things, and 1 are as many as it should" == found.message
    assert "show fewer, such as `without: [b]`, make two scenes of it, or raise max_nodes" == found.remedy
    assert one.scene.where == found.where
    assert "warning" == found.level


def test_letters_too_small_are_told():
    one = stage(NODES, [TIE])
    picture = picture_of(one)
    small = replace(picture, boxes=tuple(replace(box, size=12.0) for box in picture.boxes))
    ((code, message),) = _told(one, small)
    assert "small-label" == code
    assert "the letters of the scene 'scene' are 12.0 px high, and a hall cannot read less than 18" == message


def test_a_card_on_a_card_and_a_label_on_a_card_are_told():
    one = stage(NODES, [TIE])
    picture = picture_of(one)
    first, second = picture.boxes
    onto = replace(picture, boxes=(first, replace(second, x=first.x + 20, y=first.y)))
    ((code, message),) = _told(one, onto)
    assert "overlapping-labels" == code
    assert "“foreign trade” lies on “recognition”" in message
    (link,) = picture.links
    ((code, message),) = _told(one, replace(picture, links=(replace(link, x=first.x, y=first.y),)))
    assert "lies on “supports” between a and b" in message


def test_what_sticks_out_and_texts_of_the_picture_count_too():
    one = stage(NODES, [TIE], text="Words.")
    picture = picture_of(one)
    first, second = picture.boxes
    ((_, message),) = _told(one, replace(picture, boxes=(replace(first, x=2.0), second)))
    assert "“foreign trade” sticks out" in message
    mark = Mark(role="text", x=second.x, y=second.y, text="according to Lenin")
    (found,) = warnings_of(one, replace(picture, marks=(mark,)))
    assert "“recognition” lies on “according to Lenin”" in found.message
    assert (
        "show fewer things, such as `without: [b]`, or try `layout: force`, or leave out the text, which makes room"
        == found.remedy
    )
