"""A lecture against the graph: what is wrong, and at which word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from written import lecture_text, linted, parsed, pointed

from graph_builder.lectures.lint import text_lines
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator

DEBATE = "show: {focus: red-army-abroad}\nlayout: sides\n"

FAULTS = [
    # ids that do not exist, wherever they stand
    ("show: {focus: lennin}", "unknown-id", "lennin"),
    ("show: {nodes: [lenin, trotzky]}", "unknown-id", "trotzky"),
    ("show: {nodes: 'lenin, trotzky'}", "unknown-id", "trotzky"),
    ("show: {view: stalin-1926}", "unknown-id", "stalin-1926"),
    ("show: {focus: lenin, also: nobody, without: [stalin]}", "unknown-id", "nobody"),
    ("show: {focus: lenin, without: [stalin, nobody]}", "unknown-id", "nobody"),
    (f"{DEBATE}steps: [{{show: all}}, {{show: [lenin, trotzky]}}]", "unknown-id", "trotzky"),
    ("text: See [[trotzky]].", "unknown-id", "trotzky"),
    ("text: |\n  One [[lenin|Trotzky]],\n  [[trotzky|Trotzky]] too.", "unknown-id", "trotzky"),
    ("text: A\nnotes: Ask [[trotzky]].", "unknown-id", "trotzky"),
    ("show: {focus: red-army-abroad}\nlayout: preset\npositions: {trotzky: [1, 2]}", "unknown-id", "trotzky"),
    # of another kind than the key asks for
    ("show: {view: lenin}", "wrong-kind", "lenin"),
    ("show: {compare: [stalin-1925, lenin]}", "wrong-kind", "lenin"),
    ("show: {senses: lenin}", "wrong-kind", "lenin"),
    ("show: {passages: [19 ¶1, 99 ¶1]}", "locator-outside", "99 ¶1"),
    # what is shown
    ("show: {focus: stalin, relations: supports}", "empty-selection", "show"),
    ("show: {nodes: [stalin, trotsky]}", "empty-selection", "show"),
    ("show: {query: 'SELECT ?a { ?a a kgo:Nothing }'}", "empty-selection", "show"),
    (f"{DEBATE}steps: [{{show: all}}, {{show: [lenin, stalin]}}]", "step-invisible", "stalin"),
    (f"{DEBATE}steps: [{{show: lenin}}, {{show: trotsky}}]", "step-leaves-out", "steps"),
    # queries
    ("show: {query: SELECT *}", "bad-query", "SELECT *"),
    ("show: {query: 'SELECT ?a { ?a kgx:b ?c }'}", "bad-query", "kgx:b"),
    ("show:\n  query: |\n    SELECT ?a {\n      ?a kgx:uses ?c\n    }", "bad-query", "kgx:uses"),
    ("show: {query: 'ASK {}'}", "bad-query", "'ASK {}'"),
    # layouts
    ("show: {view: stalin-1925}\nlayout: compare", "bad-layout", "layout"),
    ("show: {compare: stalin-1925}\nlayout: compare", "bad-layout", "layout"),
    ("show: {view: stalin-1925}\nlayout: senses", "bad-layout", "layout"),
    (
        "show: {focus: red-army-abroad}\nlayout: preset\npositions: {lenin: [1, 2], trotsky: [3, 4]}",
        "bad-layout", "layout",
    ),
    (f"{DEBATE}positions: {{lenin: [1, 2]}}", "bad-layout", "positions"),
    (
        "show: {nodes: [red-army-abroad, lenin]}\nlayout: preset\n"
        "positions: {lenin: [1, 2], red-army-abroad: [90, 90], stalin: [5, 6]}", "bad-layout", "stalin",
    ),
    # texts
    ("text: A bold <br> word", "unsafe-markdown", "<br"),
    ("text: |\n  A word\n  and <script src='x'>", "unsafe-markdown", "<script"),
    ("text: '[here](javascript:alert(1))'", "unsafe-markdown", "[here"),
    ("text: A\nnotes: '![a](b.png)'", "unsafe-markdown", "![a"),
    (f"{DEBATE}steps: [{{show: all, say: 'Now [[lenin]]'}}]", "unsafe-markdown", "[[lenin"),
    (f"{DEBATE}text: {'word ' * 200}", "too-long", "text"),
    ("text: |" + "\n  - word" * 30, "too-long", "text"),
    (f"show: {{senses: peaceful-coexistence}}\nlayout: senses\ntext: {'word ' * 80}", "too-long", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("scene", "code", "word"), FAULTS)
def test_what_is_wrong_is_told_at_its_word(scene: str, code: str, word: str, tiny: FactBook):
    text = lecture_text(scene)
    assert [] == parsed(text)[1]
    problems = linted(text, tiny)
    assert [(code, word)] == pointed(text, problems)
    assert all(p.remedy for p in problems)


def test_a_misspelt_id_offers_the_right_one(tiny: FactBook):
    (problem,) = linted(lecture_text("show: {focus: lennin}"), tiny)
    assert "unknown id 'lennin'; did you mean 'lenin'?" == problem.message
    (problem,) = linted(lecture_text("show: {view: stalin-1926}"), tiny)
    assert problem.message.endswith("did you mean 'stalin-1925'?")


def test_every_fault_of_every_scene_is_told_in_one_run(tiny: FactBook):
    scenes = ("show: {focus: lennin}\nsteps: [{show: trotzky}]", "text: '[[stallin]]'")
    text = lecture_text(scenes[0], "description: '[[nobody]]'\n") + f"- id: b\n  title: B\n  {scenes[1]}\n"
    assert ["nobody", "lennin", "trotzky", "stallin"] == [word for _, word in pointed(text, linted(text, tiny))]


def test_a_lecture_with_a_fault_of_form_has_its_sound_scenes_checked(tiny: FactBook):
    text = lecture_text("show: {focus: lennin}", "subtite: B\n")
    assert [("unknown-id", "lennin")] == pointed(text, linted(text, tiny))


def test_what_is_in_order_has_no_problem(tiny: FactBook):
    for scene in (
        f"{DEBATE}steps: [{{show: red-army-abroad, say: One}}, {{show: all}}]\ntext: '[[lenin]] and [[trotsky|him]]'",
        "show: {passages: 19 ¶1}\nlayout: sides",
        "show: {senses: peaceful-coexistence}\nlayout: senses",
        "show: {compare: [stalin-1925, integrationists-1921]}\nlayout: compare",
        "text: A",
    ):
        assert [] == linted(lecture_text(scene), tiny)


def test_a_passage_without_a_source_is_found_in_whatever_source_has_it(tiny: FactBook):
    text = lecture_text("show: {passages: carr-1953 19 ¶1}\nlayout: sides")
    (problem,) = linted(text, tiny)
    assert ("locator-outside", "no facts are written of the passage carr-1953 19 ¶1") == (problem.code, problem.message)
    passages = tuple(replace(p, locator=Locator("carr-1953", *p.locator[1:])) for p in tiny.passages)
    said = tuple(replace(s, locator=Locator("carr-1953", *s.locator[1:])) for s in tiny.statements)
    assert [] == linted(text, replace(tiny, passages=passages, statements=said))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("one", 1),
        ("one\ntwo", 1),
        ("one\n\ntwo", 3),
        ("- one\n- two\n\nthree", 4),
        ("word " * 20, 3),
        ("[[peaceful-coexistence-1917|a]]", 1),
    ],
)
def test_the_lines_of_a_text_are_counted_as_the_slide_sets_them(text: str, lines: int):
    assert lines == text_lines(text, 330)
