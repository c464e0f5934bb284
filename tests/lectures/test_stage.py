"""What stands on the stage, in which words, and with which step it appears."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_builder.errors import Where
from graph_builder.lectures.lecture import Scene, Selection, Show, Stage, Step
from graph_builder.lectures.select import FIGURE, select
from graph_builder.lectures.stage import appearing, compared, left_out, stage_of
from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook
from graph_builder.model.figures import parse_figure
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

DEBATE = Show(focus=("red-army-abroad",))
EVERYTHING = Show(query="SELECT ?s { ?s a kgo:Statement }")


def _stage(book: FactBook, show: Show, *steps: Step) -> Stage:
    return stage_of(Scene(id="a", title="A", show=show, steps=steps), book)


def _steps(stage: Stage) -> dict[str, int]:
    return {node.id: node.step for node in stage.nodes} | {
        tie.source + " " + tie.relation: tie.step for tie in stage.ties
    }


class TestSteps:
    def test_without_steps_all_is_there_from_the_beginning(self, tiny: FactBook):
        stage = _stage(tiny, DEBATE)
        assert {0} == set(_steps(stage).values())
        assert () == stage.says

    def test_a_statement_comes_with_the_later_of_its_ends(self, tiny: FactBook):
        stage = _stage(
            tiny, DEBATE, Step(("red-army-abroad",), "The question"), Step(("lenin",)), Step(("trotsky",), "For")
        )
        found = {"red-army-abroad": 0, "lenin": 1, "trotsky": 2, "lenin opposes": 1, "trotsky supports": 2}
        assert found == _steps(stage)
        assert ("The question", "", "For") == stage.says

    def test_what_no_step_names_comes_with_one_step_more(self, tiny: FactBook):
        steps = (Step(("red-army-abroad",)), Step(("lenin",)))
        stage = _stage(tiny, DEBATE, *steps)
        assert 2 == _steps(stage)["trotsky"] == _steps(stage)["trotsky supports"]
        assert ("", "", "") == stage.says
        assert ("trotsky",) == left_out(steps, stage.shown)

    def test_all_brings_what_no_step_names(self, tiny: FactBook):
        steps = (Step(("red-army-abroad",)), Step(("all",)), Step(("lenin",)))
        stage = _stage(tiny, DEBATE, *steps)
        assert {"red-army-abroad": 0, "trotsky": 1, "lenin": 2} == {n.id: n.step for n in stage.nodes}
        assert () == left_out(steps, stage.shown)
        assert 3 == len(stage.says)

    def test_a_statement_that_is_named_brings_its_ends(self, tiny: FactBook):
        for_, against = select(DEBATE, tiny).statements
        steps = (Step((for_.id,)), Step((against.id,)))
        found = {"trotsky": 0, "red-army-abroad": 0, "lenin": 1, "trotsky supports": 0, "lenin opposes": 1}
        assert found == _steps(_stage(tiny, DEBATE, *steps))

    def test_a_statement_that_is_named_waits_for_its_step(self, tiny: FactBook):
        for_ = select(DEBATE, tiny).statements[0]
        stage = _stage(tiny, DEBATE, Step(("trotsky", "red-army-abroad", "lenin")), Step((for_.id,)))
        assert (0, 1) == (_steps(stage)["trotsky"], _steps(stage)["trotsky supports"])

    def test_what_is_named_twice_comes_the_first_time(self, tiny: FactBook):
        stage = _stage(tiny, DEBATE, Step(("lenin",)), Step(("lenin", "all")))
        assert 0 == _steps(stage)["lenin"]

    @pytest.mark.parametrize("count", range(4))
    def test_nothing_appears_after_the_last_step(self, count: int, tiny: FactBook):
        shown = select(EVERYTHING, tiny)
        steps = tuple(Step((id_,)) for id_ in shown.things[:count])
        things, statements = appearing(steps, shown)
        last = len(steps) - (not left_out(steps, shown))
        assert max([*things.values(), *statements.values()]) <= max(last, 0)
        assert set(shown.things) == set(things)


class TestColumns:
    """Steps of a comparison: cells come with their outlooks."""

    SHOWN = Selection(
        ("one", "two", "peace", "war", "famine"),
        tuple(
            Statement(
                id=id_, subject=subject, relation="expects", object=object_, view=view,
                locator=Locator("jacobson-1994", 1, 1), where=Where("facts/a.yaml"),
            )
            for id_, subject, object_, view in (
                ("a", "one", "peace", "one"), ("b", "two", "peace", "two"), ("c", "one", "war", "one"),
                ("d", "famine", "war", "two"),
            )
        ),
    )  # fmt: skip
    COLUMNS = ("one", "two")

    def test_a_step_that_names_an_outlook_brings_its_cells(self):
        steps = (Step(("one",)), Step(("two",)))
        things, statements = appearing(steps, self.SHOWN, self.COLUMNS)
        assert {"one": 0, "two": 1, "peace": 0, "war": 0, "famine": 1} == things
        assert {"a": 0, "b": 1, "c": 0, "d": 1} == statements
        assert () == left_out(steps, self.SHOWN, self.COLUMNS)

    def test_a_cell_waits_for_a_thing_that_a_later_step_names(self):
        steps = (Step(("one", "two")), Step(("war",)))
        things, statements = appearing(steps, self.SHOWN, self.COLUMNS)
        assert {"one": 0, "two": 0, "peace": 0, "war": 1, "famine": 0} == things
        assert {"a": 0, "b": 0, "c": 1, "d": 1} == statements

    def test_what_an_outlook_says_of_others_waits_for_its_column(self):
        steps = (Step(("one", "war", "famine")), Step(("all",)))
        assert 1 == appearing(steps, self.SHOWN, self.COLUMNS)[1]["d"]
        assert 0 == appearing(steps, self.SHOWN)[1]["d"]

    def test_without_columns_a_thing_that_no_step_names_is_left_out(self):
        steps = (Step(("one",)), Step(("two",)))
        assert ("peace", "war", "famine") == left_out(steps, self.SHOWN)

    def test_only_a_comparison_has_columns(self):
        show = Show(compare=("one", "two"))
        assert ("one", "two") == compared(Scene(id="a", title="A", show=show, layout="compare"))
        assert () == compared(Scene(id="a", title="A", show=show))


class TestWords:
    def test_a_belief_says_whose_it_is(self, tiny: FactBook):
        stage = _stage(tiny, Show(view="stalin-1925"))
        assert {"outlook"} == {tie.voice for tie in stage.ties}
        assert {"according to Stalin"} == {tie.according for tie in stage.ties}
        assert ["does not believe in", "expects"] == [tie.label for tie in stage.ties]
        assert [True, False] == [tie.negated for tie in stage.ties]
        assert "probable" == stage.ties[1].confidence

    def test_what_the_author_says_is_according_to_nobody(self, tiny: FactBook):
        assert {("author", "")} == {(tie.voice, tie.according) for tie in _stage(tiny, DEBATE).ties}

    def test_one_of_several_who_are_not_on_the_stage_stands_in_the_singular(self, tiny: FactBook):
        assert ["supports", "opposes"] == [tie.label for tie in _stage(tiny, DEBATE).ties]

    def test_what_is_said_by_several_names_them(self, tiny: FactBook):
        said = replace(tiny.statements[0], by=("lenin", "trotsky"), certainty="doubtful", when=parse_date("late 1919"))
        (tie,) = _stage(replace(tiny, statements=(said,)), Show(nodes=(said.id,))).ties
        assert "according to Lenin and Trotsky" == tie.according
        assert (True, "late 1919", "attributed") == (tie.doubted, tie.words, tie.voice)

    @pytest.mark.parametrize(
        ("relation", "negated", "sign"),
        [
            ("promotes", False, "+"),
            ("promotes", True, "-"),
            ("hinders", False, "-"),
            ("hinders", True, "+"),
            ("supports", True, ""),
        ],
    )
    def test_a_sign_is_turned_by_negation(self, relation: str, negated: bool, sign: str, tiny: FactBook):
        said = replace(tiny.statements[0], relation=relation, negated=negated)
        (tie,) = _stage(replace(tiny, statements=(said,)), Show(nodes=(said.id,))).ties
        assert sign == tie.sign

    def test_a_sense_has_its_gloss_its_date_and_whose_it_is(self, tiny: FactBook):
        stage = _stage(tiny, Show(senses="peaceful-coexistence"))
        sense = next(node for node in stage.nodes if node.kind == "Sense")
        assert ("relations among the oppressed peoples", "March 1918", ("Trotsky",)) == (
            sense.gloss,
            sense.words,
            sense.holders,
        )
        assert stage.nodes[0].focus
        assert not sense.focus

    def test_a_figure_and_a_claim_are_nodes(self, tiny: FactBook):
        figure = replace(
            tiny.statements[0], relation="amounts_to", object="", figure=parse_figure("25..50", "per cent", "")
        )
        claim = replace(tiny.statements[3], id="a-claim", claim=True)
        about = replace(tiny.statements[4], object="a-claim")
        book = replace(tiny, statements=(figure, claim, about))
        stage = _stage(book, Show(nodes=(figure.id, about.id)))
        nodes = {node.id: (node.kind, node.label) for node in stage.nodes}
        assert ("Figure", "25 to 50 per cent") == nodes[FIGURE + figure.id]
        assert "Claim" == nodes["a-claim"][0]
        assert "“Trotsky supports" in nodes["a-claim"][1]


def test_a_slide_of_text_has_an_empty_stage(tiny: FactBook):
    assert Stage(Scene(id="a", title="A"), Selection((), ()), (), (), ()) == stage_of(Scene(id="a", title="A"), tiny)
