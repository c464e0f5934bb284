"""Pictures that an earlier run or another process arranged are those that this one would arrange."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from written import TINY_LECTURE, parsed

from graph_builder.errors import Where
from graph_builder.lectures import arrange
from graph_builder.lectures.arrange import arrange_ahead, picture_of
from graph_builder.lectures.lecture import Lecture, Selection, Stage
from graph_builder.lectures.picture import Picture, as_json, as_picture
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.pool import on_processes
from tests.conftest import TINY


@pytest.fixture(scope="module")
def lecture() -> Lecture:
    made, _ = parsed(TINY_LECTURE.read_text("utf-8"), "tiny.yaml")
    assert made is not None
    return made


@pytest.fixture
def stages(lecture: Lecture, tiny: FactBook) -> list[Stage]:
    return [stage_of(scene, tiny) for scene in lecture.scenes if scene.show]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path))
    arrange._arranged.cache_clear()
    yield tmp_path / "made"
    arrange._arranged.cache_clear()


def _arranged(stages: list[Stage], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scenes whose pictures a new run arranges, rather than take them from an earlier one."""
    made: list[str] = []
    checked = arrange._checked
    arrange._arranged.cache_clear()
    monkeypatch.setattr(arrange, "_checked", lambda stage, area: made.append(stage.scene.id) or checked(stage, area))
    for stage in stages:
        picture_of(stage)
    monkeypatch.undo()
    return made


def _pictures(stages: list[Stage]) -> list[Picture]:
    arrange._arranged.cache_clear()
    return [picture_of(stage) for stage in stages]


def test_a_picture_comes_back_from_json_with_every_digit(stages: list[Stage]):
    for picture in _pictures(stages):
        assert picture == as_picture(as_json(picture))
        assert repr(picture) == repr(as_picture(as_json(picture)))


def test_an_earlier_run_leaves_nothing_to_arrange(kept: Path, stages: list[Stage], monkeypatch: pytest.MonkeyPatch):
    first = _pictures(stages)
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(kept.parent))
    assert [] == _arranged(stages, monkeypatch)
    assert first == _pictures(stages)


@pytest.mark.parametrize("what", ["line", "note", "title", "program"])
def test_what_a_picture_follows_from_makes_it_anew_and_its_line_does_not(
    kept: Path, stages: list[Stage], monkeypatch: pytest.MonkeyPatch, what: str
):
    _pictures(stages)
    stage = stages[0]
    first = stage.shown.statements[0]
    if what == "line":
        moved = replace(first, where=Where("elsewhere.yaml", 1917))
        stage = replace(stage, shown=_shown(stage, moved), scene=replace(stage.scene, where=Where("other.yaml", 3)))
    elif what == "note":
        stage = replace(stage, shown=_shown(stage, replace(first, note="another remark")))
    elif what == "title":
        stage = replace(stage, scene=replace(stage.scene, title="Another title"))
    else:
        monkeypatch.setattr(arrange, "running", lambda: b"another program")
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(kept.parent))
    made: list[str] = []
    checked = arrange._checked
    monkeypatch.setattr(arrange, "_checked", lambda stage, area: made.append(stage.scene.id) or checked(stage, area))
    arrange._arranged.cache_clear()
    picture_of(stage)
    assert ([] if what == "line" else [stage.scene.id]) == made


def _shown(stage: Stage, first: object) -> Selection:
    return replace(stage.shown, statements=(first, *stage.shown.statements[1:]))


@pytest.mark.parametrize("remembers", [True, False])
def test_processes_arrange_what_one_would(
    stages: list[Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembers: bool
):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", "")
    alone = _pictures(stages)
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path) if remembers else "")
    arrange._arranged.cache_clear()
    here: list[str] = []
    monkeypatch.setattr(arrange, "_checked", _only_elsewhere(arrange._checked, here))
    arrange_ahead(stages, run=on_processes(2))
    assert alone == [picture_of(stage) for stage in stages]
    assert [] == here
    assert {} == arrange._ahead


def _only_elsewhere(checked, here: list[str]):
    """Notes what this process arranges itself; the others have a list of their own."""
    return lambda stage, area: here.append(stage.scene.id) or checked(stage, area)


def test_a_stage_that_has_no_picture_is_left_to_who_asks_for_it(
    stages: list[Stage], kept: Path, monkeypatch: pytest.MonkeyPatch
):
    def none(stage: Stage, area: object) -> Picture:
        return Picture(area, ())  # type: ignore[arg-type]

    monkeypatch.setitem(arrange.LAYOUTS, stages[0].scene.layout, none)
    arrange_ahead(stages, run=on_processes(2))
    with pytest.raises(arrange.GraphBuilderError, match="loses"):
        picture_of(stages[0])


_BOTH = """
import sys
from pathlib import Path
from graph_builder.lectures.files import files_of
from graph_builder.pipeline import check_everything
from graph_builder.pool import in_turn, on_processes
found = check_everything(Path(sys.argv[1]))
first, *others = [files_of(found.lectures, found.book, run=run) for run in (on_processes(2), in_turn, on_processes(2))]
print(len(first), [first == other for other in others])
"""


def test_files_made_on_several_processes_are_those_made_by_one(tmp_path: Path):
    """Also where this process has had threads that a copy of it would wait for."""
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    (data / "lectures").mkdir(exist_ok=True)
    shutil.copy(TINY_LECTURE, data / "lectures")
    done = subprocess.run(
        [sys.executable, "-c", _BOTH, str(data)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ("1 [True, True]\n", 0) == (done.stdout, done.returncode), done.stderr
