"""A picture in words: short for those who hear it, and whole with every page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_builder.errors import Where
from graph_builder.lectures.described import LONGEST, alt_text, cited, long_description, pages, things_alone
from graph_builder.lectures.lecture import Node, Scene, Selection, Show, Stage, Step, Tie
from graph_builder.lectures.picture import BESIDE, Picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

NOTHING = Picture(BESIDE, ())
LAYOUTS = ("sides", "flow", "timeline", "circle", "compare", "senses", "force", "preset")


def scene(layout: str, **show: object) -> Scene:
    return Scene(id="s", title="A title", show=Show(**show), layout=layout)  # type: ignore[arg-type]


def described(made: Scene, book: FactBook) -> str:
    return alt_text(stage_of(made, book), NOTHING, book)


def test_a_debate_says_who_is_for_and_who_is_against(tiny: FactBook) -> None:
    assert (
        "Debate on use of the Red Army to support revolution in Europe: for: Trotsky; against: Lenin and others."
        == described(scene("sides", focus=("red-army-abroad",)), tiny)
    )


def test_beliefs_are_told_as_beliefs(tiny: FactBook) -> None:
    assert (
        "Map of causes and beliefs, according to Lenin: trade with the capitalist powers promotes recognition of the "
        "Soviet regime." == described(scene("flow", nodes=("foreign-trade", "full-recognition")), tiny)
    )


def test_a_time_line_tells_what_is_dated_in_order(tiny: FactBook) -> None:
    made = scene("timeline", nodes=("stalin-1925", "ninth-party-congress-1920"))
    assert (
        "Time line. September 1920 (year inferred): Ninth Party Congress; 1925: Stalin's conception of world politics."
        == described(made, tiny)
    )


def test_senses_tell_what_the_term_meant_for_whom(tiny: FactBook) -> None:
    assert "Senses of “peaceful coexistence”. Trotsky, March 1918: relations among the oppressed peoples." == described(
        scene("senses", senses="peaceful-coexistence"), tiny
    )


def test_a_comparison_names_the_outlooks_and_what_they_share(tiny: FactBook) -> None:
    assert (
        "Comparison of Stalin's conception of world politics and the integrationists' expectations. Nothing is spoken "
        "of by more than one." == described(scene("compare", compare=("stalin-1925", "integrationists-1921")), tiny)
    )


def test_what_the_lecturer_wrote_is_taken(tiny: FactBook) -> None:
    assert "Two men and a question." == described(
        replace(scene("sides", focus=("red-army-abroad",)), alt="Two men\nand a  question.\u202e"), tiny
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_it_is_never_longer_than_a_screen_reader_bears(layout: str, count: int, tiny: FactBook) -> None:
    nodes = [Node("q", "Concept", "a question of some length " * 3, focus=True)]
    nodes += [
        Node(
            f"n{i}", "Sense" if layout == "senses" else "Event", f"a thing of some length {i}",
            when=parse_date(str(1900 + i)), words=str(1900 + i), holders=("somebody",), gloss="of no great interest",
        )
        for i in range(count)
    ]  # fmt: skip
    ties = [
        Tie(f"t{i}", f"n{i}", "q", "supports" if i % 3 else "opposes", "supports", "author", sign="+")
        for i in range(count)
    ]
    told = tuple(
        Statement(
            id=t.id, subject=t.source, relation=t.relation, object="q", locator=Locator("j", 1, 1), where=Where("")
        )
        for t in ties
    )
    made = Scene(id="s", title="A title", show=Show(), layout=layout)  # type: ignore[arg-type]
    stage = Stage(made, Selection(tuple(n.id for n in nodes), told, ("q",)), tuple(nodes), tuple(ties))
    text = alt_text(stage, NOTHING, tiny)
    assert 10 < len(text) <= LONGEST
    assert text[-1] in ".…"


def test_every_statement_is_told_with_its_page_in_the_order_of_steps(tiny: FactBook) -> None:
    made = replace(scene("sides", focus=("red-army-abroad",)), steps=(Step(("lenin",)), Step(("all",))))
    told = long_description(stage_of(made, tiny), tiny)
    shown = {s.id for s in stage_of(made, tiny).shown.statements}
    assert shown == {one.id for one in told}
    assert [one.step for one in told] == sorted(one.step for one in told)
    assert {"Jacobson 1994, p. 19 ¶1"} == {one.citation for one in told}
    assert all(one.sentence.endswith(".") and one.url.startswith(("", "https://")) for one in told)


def test_things_of_which_nothing_is_said_are_told_with_their_pages(tiny: FactBook) -> None:
    stage = stage_of(scene("timeline", nodes=("ninth-party-congress-1920", "stalin")), tiny)
    assert [
        ("Ninth Party Congress, September 1920 (year inferred)", "Jacobson 1994, p. 19 ¶1"),
        ("Stalin", "Jacobson 1994, p. 173 ¶4"),
    ] == sorted(things_alone(stage, tiny))
    assert "Jacobson 1994, p. 19 ¶1, p. 173 ¶4" == cited(stage, tiny)


def test_each_passage_is_cited_once_in_order(tiny: FactBook) -> None:
    at = [Locator("jacobson-1994", page, paragraph) for page, paragraph in ((25, 1), (19, 3), (19, 1), (19, 3))]
    assert "Jacobson 1994, p. 19 ¶1, ¶3, p. 25 ¶1" == pages(at, tiny)
    assert "" == pages([], tiny)
