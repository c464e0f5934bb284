"""What a lecturer writes -> values; and what is not in form, each at its word."""

from __future__ import annotations

import json

import jsonschema
import pytest
from written import TINY_LECTURE, lecture_text, parsed, pointed

from graph_builder.facts.nodes import data
from graph_builder.facts.read import read_bytes, read_file
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.parse import parse_lecture, sound_part
from graph_builder.lectures.schema import lecture_schema
from graph_builder.model.relations import RELATIONS


def _one(text: str) -> Lecture:
    lecture, problems = parsed(text)
    assert [] == problems
    assert lecture is not None
    return lecture


class TestSound:
    def test_the_tiny_lecture_has_what_stands_in_its_file(self):
        lecture, problems = parse_lecture(read_file(TINY_LECTURE)[0])
        assert [] == problems
        assert lecture is not None
        assert ("tiny", "From revolution abroad to trade", "A. Lecturer") == (
            lecture.id,
            lecture.title,
            lecture.lecturer,
        )
        assert ["opening", "debate-1920", "expectations", "by-hand"] == [scene.id for scene in lecture.scenes]
        debate = lecture.scenes[1]
        assert debate.show is not None
        assert (("red-army-abroad",), ("supports", "opposes")) == (debate.show.focus, debate.show.relations)
        assert [("red-army-abroad",), ("trotsky",), ("lenin",)] == [step.show for step in debate.steps]
        assert "Against" == debate.steps[2].say
        assert {
            "trotsky": (20.0, 50.0),
            "peaceful-coexistence": (80.0, 30.0),
            "trotsky-1918": (80.0, 75.0),
        } == lecture.scenes[3].positions

    def test_defaults_count_where_a_scene_says_nothing(self):
        before = "defaults: {layout: circle, max_nodes: 5}\n"
        scene = _one(lecture_text("show: {focus: lenin}", before)).scenes[0]
        assert ("circle", 5) == (scene.layout, scene.max_nodes)
        scene = _one(lecture_text("show: {focus: lenin}\nlayout: force\nmax_nodes: 9", before)).scenes[0]
        assert ("force", 9) == (scene.layout, scene.max_nodes)

    def test_one_several_by_commas_or_a_list_are_the_same(self):
        ways = ("{nodes: 'lenin, trotsky'}", "{nodes: [lenin, trotsky]}")
        assert 1 == len({_one(lecture_text(f"show: {way}")).scenes[0].show for way in ways})

    def test_statements_and_figures_may_be_named_by_the_ids_that_the_program_gives(self):
        id_ = "statement-tijmwdxdukaar2th"
        scene = _one(
            lecture_text(f"show: {{nodes: [lenin], also: {id_}}}\nsteps: [{{show: ['figure:{id_}']}}]")
        ).scenes[0]
        assert scene.show is not None
        assert ((id_,), (f"figure:{id_}",)) == (scene.show.also, scene.steps[0].show)

    def test_places_of_lecture_and_scenes_are_those_of_their_ids(self):
        lecture = _one(lecture_text("text: B"))
        assert ("t.yaml:1:10", "t.yaml:4:7") == (str(lecture.where), str(lecture.scenes[0].where))

    def test_passages_are_read_as_in_facts_with_a_source_where_one_is_written(self):
        scene = _one(lecture_text("show: {passages: [19 ¶1, jacobson-1994 20.2]}")).scenes[0]
        assert scene.show is not None
        assert [("", 19, 1), ("jacobson-1994", 20, 2)] == [tuple(locator) for locator in scene.show.passages]


FAULTS = [
    ("shwo: {focus: lenin}", "unknown-key", "shwo"),
    ("show: {focsu: lenin}", "unknown-key", "focsu"),
    ("show: {focus: Lenin}", "bad-id", "Lenin"),
    ("show: {focus: lenin, view: stalin-1925}", "one-choice", "view"),
    ("show: {also: lenin}", "one-choice", "show"),
    ("show: {relations: supports}", "one-choice", "show"),
    ("show: {nodes: lenin, hops: 2}", "misplaced-qualifier", "hops"),
    ("show: {focus: lenin, hops: many}", "bad-value", "many"),
    ("show: {focus: lenin, relations: [supports, oposes]}", "unknown-relation", "oposes"),
    ("show: {focus: lenin, relations: 'supports, oposes'}", "unknown-relation", "oposes"),
    ("show: {focus: lenin, voices: athor}", "bad-value", "athor"),
    ("show: {focus: lenin, when: 1923-24}", "ambiguous-date", "1923-24"),
    ("show: {focus: lenin, when: someday}", "bad-date", "someday"),
    ("show: {passages: page nineteen}", "bad-locator", "page nineteen"),
    ("show: {passages: [19 ¶1, '19']}", "bad-locator", "'19'"),
    ("show: lenin", "wrong-form", "lenin"),
    ("layout: circle", "misplaced-qualifier", "layout"),
    ("steps: [{show: lenin}]", "misplaced-qualifier", "steps"),
    ("show: {focus: lenin}\nlayout: spiral", "bad-value", "spiral"),
    ("show: {focus: lenin}\nsteps: [{say: Now}]", "missing-key", "{"),
    ("show: {focus: lenin}\npositions: {lenin: [1, 101]}", "bad-value", "101"),
    ("show: {focus: lenin}\npositions: {lenin: [1, nan]}", "bad-value", "nan"),
    ("show: {focus: lenin}\npositions: {lenin: [1]}", "wrong-form", "["),
    ("show: {focus: lenin}\nhidden: perhaps", "bad-value", "perhaps"),
    ("text:", "empty-value", "text"),
    (f"show: {{focus: lenin}}\nsteps: [{{show: lenin, say: {'x' * 121}}}]", "too-long", "x" * 121),
]


@pytest.mark.parametrize(("scene", "code", "word"), FAULTS)
def test_what_is_not_in_form_is_told_at_its_word(scene: str, code: str, word: str):
    text = lecture_text(scene)
    lecture, problems = parsed(text)
    assert lecture is None
    assert [(code, word)] == pointed(text, problems)
    assert all(p.remedy for p in problems)


class TestFaults:
    def test_a_file_is_named_after_its_lecture(self):
        text = lecture_text("text: B")
        assert [("file-name", "t")] == pointed(text, parsed(text, "lectures/other.yaml")[1])

    def test_two_scenes_of_one_id_are_told_at_the_second(self):
        text = lecture_text("text: B") + "- id: a\n  title: Again\n  text: C\n"
        assert [("duplicate-id", "a", 7)] == [(*pointed(text, [p])[0], p.where.line) for p in parsed(text)[1]]

    def test_a_title_of_more_than_80_characters_is_too_long(self):
        text = lecture_text("text: B").replace("title: A", f"title: {'y' * 81}")
        assert [("too-long", "y" * 81)] == pointed(text, parsed(text)[1])

    def test_a_misspelt_key_offers_the_right_one(self):
        assert "did you mean 'show'" in parsed(lecture_text("shwo: {focus: lenin}"))[1][0].message

    @pytest.mark.parametrize(
        "text", ["", "- a\n- b\n", "a text\n", "lecture: t\ntitle: T\nscenes: []\n", "lecture: t\n", "scenes: {a: b}\n"]
    )
    def test_what_is_no_lecture_at_all_has_problems_and_no_lecture(self, text: str):
        lecture, problems = parsed(text)
        assert lecture is None
        assert problems

    def test_of_a_lecture_with_faults_the_sound_scenes_are_checked_further(self):
        text = lecture_text("text: B", "subtite: C\n") + "- id: b\n  title: [B]\n- id: c\n  title: C\n  text: D\n"
        document, _ = read_bytes(text.encode(), "t.yaml")
        part = sound_part(document)
        assert part is not None
        assert ["a", "c"] == [scene.id for scene in part.scenes]
        assert {"unknown-key", "wrong-form"} == {p.code for p in parsed(text)[1]}


class TestSchema:
    """Editors read YAML 1.2: numbers are numbers, and the schema must take them."""

    def test_the_tiny_lecture_fits(self):
        root = read_file(TINY_LECTURE)[0].root
        assert root is not None
        written = data(root)
        written["scenes"][3]["positions"] = {"trotsky": [20, 50]}
        written["scenes"][3]["hidden"] = True
        written["defaults"]["max_nodes"] = 14
        written["scenes"][1]["show"]["hops"] = 1
        jsonschema.validate(written, json.loads(lecture_schema()))

    @pytest.mark.parametrize(
        "scene",
        [{"shwo": 1}, {"layout": "spiral"}, {"show": {"relations": ["likes"]}}, {"positions": {"a": [1, 2, 3]}}],
    )
    def test_what_is_not_in_form_does_not(self, scene: dict[str, object]):
        lecture = {"lecture": "t", "title": "T", "scenes": [{"id": "a", "title": "A", **scene}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(lecture, json.loads(lecture_schema()))

    def test_it_knows_the_relations_and_explains_every_key(self):
        scene = json.loads(lecture_schema())["properties"]["scenes"]["items"]["properties"]
        assert list(RELATIONS) == scene["show"]["properties"]["relations"]["items"]["enum"]
        assert all(each.get("description") for each in (*scene.values(), *scene["show"]["properties"].values()))
