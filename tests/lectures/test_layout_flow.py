"""Flow: whose words links are, said once for most of them; and what comes before what."""

from __future__ import annotations

import pytest
from laws import node, stage, tie

from graph_builder.lectures.arrange import LAYOUTS
from graph_builder.lectures.layouts.dot import forwards, ranked
from graph_builder.lectures.layouts.flow import arrange
from graph_builder.lectures.layouts.ties import WIDEST, Label, foot, label_of, voice_told
from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.picture import BESIDE, SMALL, Box, Picture

LENIN, STALIN = "according to Lenin", "according to Stalin"
MANY = "according to party leadership, Nikolai Bukharin and Grigori Zinoviev"


def _believed(target: str, whose: str, **more: object) -> Tie:
    return tie("a", "leads_to", target, voice="outlook", according=whose, **more)


def _said(picture: Picture) -> dict[str, str]:
    return {link.target: " ".join(link.lines) for link in picture.links}


@pytest.mark.parametrize("layout", ["flow", "circle", "force"])
def test_the_voice_of_most_is_named_once_and_the_others_on_their_links(layout: str):
    ties = [_believed("b", LENIN), _believed("c", LENIN), _believed("d", STALIN), tie("a", "leads_to", "e")]
    picture = LAYOUTS[layout](stage([node(id_) for id_ in "abcde"], ties), BESIDE)
    assert ["broken lines: according to Lenin, unless another is named"] == [mark.text for mark in picture.marks]
    assert {"b": "leads to", "c": "leads to", "d": f"leads to {STALIN}", "e": "leads to"} == _said(picture)


@pytest.mark.parametrize(
    ("voices", "told"),
    [
        ([LENIN], LENIN),
        ([LENIN, STALIN], ""),
        ([LENIN, LENIN, STALIN, "according to Trotsky"], LENIN),
        ([LENIN, LENIN, STALIN, "according to Trotsky", "according to Radek"], ""),
        ([LENIN, LENIN, STALIN, STALIN], STALIN),
        ([], ""),
    ],
)
def test_a_voice_is_that_of_most_if_half_of_what_is_believed_is_its_own(voices: list[str], told: str):
    ties = [_believed(str(i), whose) for i, whose in enumerate(voices)]
    assert told == voice_told(ties) == voice_told(ties[::-1])


def test_the_line_below_comes_with_the_first_of_what_it_speaks_of():
    ties = [_believed("b", STALIN), _believed("c", LENIN, step=2), _believed("d", LENIN, step=1)]
    assert [1] == [mark.step for mark in foot(ties, BESIDE)[1]]


def test_a_long_voice_is_shortened_on_a_link_to_two_lines():
    short = "according to party leadership and others"
    label = label_of(_believed("b", MANY, briefly=short))
    assert "leads to" == label.lines[0]
    assert short == " ".join(label.lines[1:])
    assert 3 == len(label.lines)
    assert max(width_of(line, SMALL) for line in label.lines) <= WIDEST
    wide = label_of(_believed("b", short, label="is conditional on"))
    assert "is conditional on" == wide.lines[0]
    assert LENIN == " ".join(label_of(_believed("b", LENIN, briefly="according to L.")).lines[1:])


def test_what_another_thing_is_conditional_on_comes_before_it():
    ties = [tie("trade", "conditional_on", "peace"), tie("trade", "promotes", "growth", sign="+")]
    picture = arrange(stage([node(id_, label=id_) for id_ in ("trade", "peace", "growth")], ties), BESIDE)
    boxes = {box.id: box for box in picture.boxes}
    across = abs(boxes["growth"].x - boxes["peace"].x) > abs(boxes["growth"].y - boxes["peace"].y)
    places = [(boxes[id_].x if across else boxes[id_].y) for id_ in ("peace", "trade", "growth")]
    assert sorted(places) == places
    link = next(link for link in picture.links if link.target == "peace")
    assert "trade" == link.source
    peace = boxes["peace"]
    assert abs(link.tip[0] - peace.x) <= peace.width / 2 + 7
    assert abs(link.tip[1] - peace.y) <= peace.height / 2 + 7


def test_a_condition_runs_the_other_way_in_a_circle_and_in_a_fold_too():
    boxes = [Box(id=id_, kind="", lines=(id_,), x=0, y=0, width=80, height=30) for id_ in "abc"]
    ties = [tie("b", "conditional_on", "a", id="1"), tie("b", "promotes", "c", id="2")]
    labels = {one.id: Label((), 22, 22) for one in ties}
    assert ("a", "b") == forwards(ties[0])
    plain = ranked(boxes, ties, labels, "LR", 20, 18)
    assert plain.cards["a"][0] < plain.cards["b"][0] < plain.cards["c"][0]
    assert plain.curves["1"][0][0] > plain.curves["1"][-1][0]
    folded = ranked(boxes, ties, labels, "LR", 20, 18, frozenset("a"))
    assert folded.cards["a"][0] > folded.cards["b"][0]
    assert folded.curves["1"][0][0] < folded.curves["1"][-1][0]
