"""Every file of a lecture is made, and nothing that a scene chose is lost on the way."""

from __future__ import annotations

import pytest
from written import TINY_LECTURE, parsed

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.files import check_complete, lecture_files
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.picture import statements_in
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook


@pytest.fixture(scope="module")
def lecture() -> Lecture:
    made, problems = parsed(TINY_LECTURE.read_text("utf-8"), "tiny.yaml")
    assert [] == problems
    assert made is not None
    return made


def test_every_picture_shows_just_what_its_scene_chose(lecture: Lecture, tiny: FactBook):
    for scene in lecture.scenes:
        if scene.show:
            stage = stage_of(scene, tiny)
            assert {s.id for s in stage.shown.statements} == statements_in(picture_of(stage))


def test_a_page_that_lacks_a_statement_stops_the_build(lecture: Lecture, tiny: FactBook):
    files = lecture_files(lecture, tiny)
    lost = stage_of(lecture.scenes[1], tiny).shown.statements[0].id
    for name in ("deck.html", "embed/debate-1920.html", "handout.html"):
        broken = {**files, name: str(files[name]).replace(lost, "gone")}
        with pytest.raises(GraphBuilderError, match=f"{name} lacks or adds statements of debate-1920: gone, {lost}"):
            check_complete(lecture, tiny, broken)
