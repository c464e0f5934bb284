"""Scenes and lectures in a notebook: what they show, what can be made of them, and what is said of mistakes."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import graph_builder as gb
from graph_builder.facts.read import read_bytes
from graph_builder.lectures import folder
from graph_builder.lectures.display import ShownLecture, ShownScene
from graph_builder.lectures.lecture import NOWHERE
from graph_builder.lectures.parse import parse_lecture
from graph_builder.lectures.writing import lecture_text
from tests.conftest import DATA, TINY

DEBATE = "Should the Red Army carry the revolution abroad?"
SENTENCES = (
    "Trotsky supports use of the Red Army to support revolution in Europe",
    "Lenin and others oppose use of the Red Army",
)
LECTURES = [*sorted((DATA / "lectures").glob("*.yaml")), TINY / "lectures" / "tiny.yaml"]


@pytest.fixture(scope="module")
def graph() -> gb.KnowledgeGraph:
    return gb.open_graph(TINY)


@pytest.fixture(scope="module")
def debate(graph: gb.KnowledgeGraph) -> ShownScene:
    return graph.select(focus="red-army-abroad", layout="sides", title=DEBATE)


@pytest.fixture(scope="module")
def lecture(graph: gb.KnowledgeGraph) -> ShownLecture:
    return graph.lecture("tiny")


def without_places(lecture: gb.Lecture) -> gb.Lecture:
    scenes = tuple(replace(scene, where=NOWHERE) for scene in lecture.scenes)
    return replace(lecture, where=NOWHERE, scenes=scenes)


class TestScene:
    def test_it_shows_itself_as_html_svg_and_text_and_twice_the_same(self, debate: ShownScene):
        made = debate._repr_mimebundle_()
        assert ["text/html", "image/svg+xml", "text/plain"] == list(made)
        assert made == debate._repr_mimebundle_()
        assert debate.svg == made["image/svg+xml"]

    def test_its_text_has_title_description_and_every_sentence_with_its_page(self, debate: ShownScene):
        text = debate._repr_mimebundle_()["text/plain"]
        assert text.startswith(f"{DEBATE}\n\nDebate on ")
        assert [] == [part for part in SENTENCES if part not in text]
        assert 2 == text.count("(Jacobson 1994, p. 19 ¶1)")

    def test_its_html_asks_nothing_and_runs_nothing(self, debate: ShownScene):
        html = debate._repr_mimebundle_()["text/html"]
        assert [] == re.findall(r"<script|<svg|<style|<link|<iframe|\son\w+=|url\(", html)
        assert ["data:image/png"] == re.findall(r' src="([^;]*);', html)
        assert ["data:image/svg+xml"] == re.findall(r' srcset="([^;]*);', html)
        assert f'alt="{debate.alt}"' in html
        assert "<details><summary>2 statements, with their pages</summary>" in html

    def test_its_html_holds_a_small_png_and_the_whole_svg(self, debate: ShownScene):
        html = debate._repr_mimebundle_()["text/html"]
        small, svg = (base64.b64decode(data) for data in re.findall(r"base64,([A-Za-z0-9+/=]+)", html))
        assert (1280).to_bytes(4, "big") == small[16:20]
        assert len(small) < 150_000
        assert debate.svg == svg.decode()
        assert ET.fromstring(svg).tag.endswith("svg")

    def test_it_is_what_was_selected_and_no_more_in_every_form(self, debate: ShownScene):
        ids = {told.id for told in debate.sentences()}
        assert 2 == len(ids)
        assert ids == set(re.findall(r'data-statement="([^"]*)"', debate.svg))
        assert ids == {key for *_, key in debate.to_networkx().edges(keys=True)}
        drawn: Any = debate.to_pyvis()
        assert ids == {edge["id"] for edge in drawn.edges}
        assert {"lenin", "trotsky", "red-army-abroad"} == {node["id"] for node in drawn.nodes}
        assert (b"\x89PNG", b"%PDF") == (debate.png[:4], debate.pdf[:4])
        assert all(f'"{id_}"' in debate.embed for id_ in ids)

    def test_a_selection_with_a_claim_and_a_figure_goes_into_pyvis_too(self, graph: gb.KnowledgeGraph):
        shown = graph.select(query="SELECT ?s { ?s a kgo:Statement }", layout="circle")
        made: Any = shown.to_pyvis()
        assert {told.id for told in shown.sentences()} == {edge["id"] for edge in made.edges}

    def test_its_name_in_a_terminal_is_short(self, debate: ShownScene):
        assert f"<{DEBATE}: 2 statements of 3 things>" == repr(debate)

    def test_a_scene_is_made_in_python_with_steps(self, graph: gb.KnowledgeGraph):
        show, steps = (
            gb.Show(focus=("red-army-abroad",)),
            (
                gb.Step(("red-army-abroad", "trotsky"), "In favour"),
                gb.Step(("all",)),
            ),
        )
        shown = graph.show(gb.Scene(id="debate", title=DEBATE, show=show, layout="sides", steps=steps))
        assert [0, 1] == sorted(told.step for told in shown.sentences())
        assert "Step 1: In favour" in shown._repr_mimebundle_()["text/plain"]

    def test_one_word_stands_for_a_tuple_and_text_for_dates_and_passages_as_in_a_file(self, graph: gb.KnowledgeGraph):
        any_: Any = gb.Show
        shown = graph.show(gb.Scene(id="a", title="A", show=any_(passages="19 ¶1", when="1920", relations="supports")))
        assert shown.scene.show is not None
        assert (("supports",), 19) == (shown.scene.show.relations, shown.scene.show.passages[0].page)

    def test_things_stand_for_their_ids(self, graph: gb.KnowledgeGraph):
        any_: Any = graph.book.things["red-army-abroad"]
        assert ("red-army-abroad",) == graph.select(focus=any_).scene.show.focus  # type: ignore[union-attr]

    def test_a_selection_without_a_title_is_called_after_what_was_asked_for(self, graph: gb.KnowledgeGraph):
        assert "Trotsky" == graph.select(focus="trotsky").scene.title
        assert "Page 19 ¶1" == graph.select(passages="19 ¶1").scene.title
        three = graph.select(nodes=["lenin", "trotsky", "red-army-abroad"]).scene.title
        assert "Lenin, Trotsky and use of the Red Army to support revolution in Europe" == three

    def test_its_yaml_is_a_scene_of_a_file(self, debate: ShownScene):
        document, _ = read_bytes(f"lecture: t\ntitle: T\nscenes:\n{debate.yaml}".encode(), "t.yaml")
        made, problems = parse_lecture(document)
        assert [] == problems
        assert made is not None
        assert replace(debate.scene, where=NOWHERE) == without_places(made).scenes[0]

    def test_a_warning_is_shown_with_it(self, graph: gb.KnowledgeGraph):
        crowded = graph.show(gb.Scene(id="a", title="A", show=gb.Show(focus=("trotsky",)), max_nodes=1))
        assert "! the scene 'a' shows" in crowded._repr_mimebundle_()["text/plain"]
        assert "<p>Warning: the scene &#39;a&#39; shows" in crowded._repr_mimebundle_()["text/html"]

    def test_text_is_never_markup(self, graph: gb.KnowledgeGraph):
        made = graph.select(focus="trotsky", title="<script>alert(1)</script>")._repr_mimebundle_()
        assert "<script" not in made["text/html"] + made["image/svg+xml"]


class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({}, "'show' does not say what is shown (keep one of focus,"),
            ({"focus": "lennin"}, "unknown id 'lennin'; did you mean 'lenin'?"),
            ({"focus": "lenin", "nodes": "trotsky"}, "'nodes' beside 'focus'"),
            ({"view": "lenin"}, "'lenin' is a Person; `view` needs an Outlook"),
            (
                {"focus": "trotsky", "layout": "sidse"},
                "there is no layout 'sidse'; did you mean 'sides'? (sides, flow,",
            ),
            ({"focus": "trotsky", "relations": "suports"}, "unknown relation 'suports'; did you mean 'supports'?"),
            ({"focus": "trotsky", "hops": 0}, "'0' is not a value of 'hops'"),
            ({"nodes": "trotsky", "hops": 2}, "'hops' without `focus`"),
            ({"focus": "trotsky", "when": "one day"}, "'one day' is not a date"),
            ({"focus": "trotsky", "voices": "god"}, "'god' is not a value of 'voices'"),
            ({"query": "SELECT"}, "the query cannot be answered: "),
            ({"focus": "trotsky", "layout": "compare"}, "the layout 'compare' needs two to four outlooks"),
            ({"focus": "trotsky", "when": "1850"}, "the scene 'selection' shows no statement"),
            ({"focus": object()}, "'focus' takes text, not a value of the type object"),
            ({"focus": 3}, "unknown id '3'"),
            ({"focus": "trotsky", "title": "T" * 90}, "'title' "),
        ],
        ids=str,
    )
    def test_a_wrong_argument_is_told_with_its_remedy(self, graph: gb.KnowledgeGraph, arguments: Any, message: str):
        with pytest.raises(gb.UsageError) as caught:
            graph.select(**arguments)
        assert message in str(caught.value)
        assert ".yaml" not in str(caught.value)

    def test_every_error_of_a_lecture_is_told_with_its_scene(self, graph: gb.KnowledgeGraph):
        scenes = tuple(
            gb.Scene(id=id_, title="A", show=gb.Show(focus=(f"no-{id_}",)), steps=(gb.Step((f"not-{id_}",)),))
            for id_ in ("one", "two")
        )
        with pytest.raises(gb.UsageError) as caught:
            graph.show(gb.Lecture(id="t", title="T", scenes=scenes))
        found = re.findall(r"^scene '(\w+)': unknown id '([\w-]+)'", str(caught.value), re.MULTILINE)
        assert [("one", "no-one"), ("one", "not-one"), ("two", "no-two"), ("two", "not-two")] == found

    def test_only_scenes_and_lectures_are_shown(self, graph: gb.KnowledgeGraph):
        any_: Any = "lenin"
        with pytest.raises(gb.UsageError, match="takes a Scene or a Lecture, not a value of the type str"):
            graph.show(any_)

    def test_without_the_extra_one_message_says_what_to_install(
        self, graph: gb.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(folder, "_NEEDED", ("no_such_package", "typst"))
        scene = gb.Scene(id="a", title="A")
        for verb in (lambda: graph.select(focus="lenin"), lambda: graph.show(scene), lambda: graph.lecture("tiny")):
            with pytest.raises(
                gb.GraphBuilderError, match=r"pip install 'graph-builder\[lectures\]' \(no_such_package "
            ):
                verb()


class TestLecture:
    def test_it_shows_its_scenes_with_small_pictures(self, lecture: ShownLecture):
        made = lecture._repr_mimebundle_()
        assert ["text/html", "text/plain"] == list(made)
        assert 4 == made["text/html"].count("<li>")
        assert 3 == made["text/html"].count('<img src="data:image/png;base64,')
        assert "2. Should the Red Army carry the revolution abroad? [debate-1920]: 2 statements, 3 steps" in made[
            "text/plain"
        ].split("\n")
        assert "<From revolution abroad to trade: 4 scenes>" == repr(lecture)

    def test_a_scene_is_found_by_its_id_and_a_misspelt_one_is_proposed(self, lecture: ShownLecture):
        assert lecture.scenes[1] == lecture["debate-1920"]
        with pytest.raises(
            gb.UsageError, match=r"tiny has no scene 'debat-1920'; did you mean 'debate-1920'\? \(opening, "
        ):
            lecture["debat-1920"]

    def test_a_slide_of_text_shows_its_text_and_has_no_picture(self, lecture: ShownLecture):
        opening = lecture["opening"]
        assert "<em>peaceful coexistence</em>" in opening._repr_mimebundle_()["text/html"]
        for form in ("svg", "png", "pdf", "embed", "alt"):
            with pytest.raises(gb.UsageError, match="'opening' is a text and has no picture"):
                getattr(opening, form)

    def test_its_files_are_those_of_the_build(self, lecture: ShownLecture):
        files = lecture.files()
        assert (files["deck.html"], files["handout.html"]) == (lecture.deck(), lecture.handout())
        scene = lecture["debate-1920"]
        assert [scene.svg, scene.png, scene.pdf] == [files[f"figures/{scene.scene.id}.{end}"] for end in
                                                     ("svg", "png", "pdf")]  # fmt: skip
        assert files["embed/debate-1920.html"] == scene.embed

    def test_it_is_had_by_name_by_path_and_as_a_value(self, graph: gb.KnowledgeGraph, lecture: ShownLecture):
        assert lecture == graph.lecture(TINY / "lectures" / "tiny.yaml")
        assert without_places(lecture.lecture) == without_places(graph.show(lecture.lecture).lecture)

    def test_a_name_that_is_not_there_is_told_with_those_that_are(self, graph: gb.KnowledgeGraph):
        with pytest.raises(gb.UsageError, match=r"there is no lecture 'tini'; did you mean 'tiny'\? \(tiny\)"):
            graph.lecture("tini")
        with pytest.raises(gb.UsageError, match=r"there is no file nowhere/a\.yaml"):
            graph.lecture("nowhere/a.yaml")
        with pytest.raises(gb.UsageError, match="there is no lecture 'tiny'"):
            gb.KnowledgeGraph(graph.book).lecture("tiny")

    def test_a_file_with_errors_is_told_problem_by_problem(self, graph: gb.KnowledgeGraph, tmp_path: Path):
        text = (TINY / "lectures" / "tiny.yaml").read_text("utf-8").replace("focus: red-army-abroad", "focus: red-army")
        (tmp_path / "tiny.yaml").write_text(text, "utf-8")
        with pytest.raises(gb.DataError) as caught:
            graph.lecture(tmp_path / "tiny.yaml")
        assert ["unknown-id"] == [problem.code for problem in caught.value.problems]

    @pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
    def test_written_and_read_again_it_is_the_same(self, path: Path):
        made = parse_lecture(read_bytes(path.read_bytes(), path.name)[0])[0]
        assert made is not None
        again, problems = parse_lecture(read_bytes(lecture_text(made).encode(), path.name)[0])
        assert [] == problems
        assert again is not None
        assert without_places(made) == without_places(again)


def test_the_library_is_listed_and_its_queries_can_be_read(graph: gb.KnowledgeGraph) -> None:
    assert {"who-supported"} <= graph.questions("OPPOSED").keys() < graph.questions().keys()
    assert "VALUES ?issue { kg:trotsky }" in graph.sparql("who-supported", issue="trotsky")
