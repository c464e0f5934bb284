"""check, build and lecture, as a lecturer meets them: places and remedies, exit codes, and nothing overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph_builder.cli import main
from graph_builder.pipeline import check_everything

World = Callable[[str], Path]


def run(*arguments: object) -> Result:
    """The result of a verb; what is raised other than an exit is a failure."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def faulty(world: World) -> Path:
    """The tiny world with one misspelt id in its lecture."""
    folder = world("tiny")
    path = folder / "lectures" / "tiny.yaml"
    path.write_text(path.read_text("utf-8").replace("[lenin], say", "[lennin], say"), "utf-8")
    return folder


class TestCheck:
    def test_a_fault_is_shown_with_its_line_a_caret_and_a_remedy(self, faulty: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(faulty)
        result = run("check", ".")
        assert 1 == result.exit_code
        assert [
            "lectures/tiny.yaml:25:13: unknown id 'lennin'; did you mean 'lenin'?  [unknown-id]",
            "   25 |   - {show: [lennin], say: Against}",
            "      |             ^^^^^^",
            "      = correct the id: graph-builder ids WORD finds it",
        ] == result.output.splitlines()[-5:-1]

    def test_json_lists_problems_of_lectures_too(self, faulty: Path):
        codes = [record["code"] for record in json.loads(run("check", faulty, "--format", "json").output)]
        assert ["unused-thing", "unknown-id"] == codes

    def test_where_the_facts_have_errors_only_the_form_of_lectures_is_checked(self, faulty: Path):
        facts = faulty / "facts" / "facts.yaml"
        facts.write_text(facts.read_text("utf-8").replace("- lenin opposes", "- lennin opposes"), "utf-8")
        lecture = faulty / "lectures" / "tiny.yaml"
        lecture.write_text(lecture.read_text("utf-8").replace("subtitle:", "subtite:"), "utf-8")
        assert ["unknown-id", "unknown-key"] == [p.code for p in check_everything(faulty).problems]

    def test_two_files_of_one_lecture_are_told(self, world: World):
        folder = world("tiny")
        (folder / "lectures" / "more").mkdir()
        again = folder / "lectures" / "more" / "tiny.yaml"
        again.write_bytes((folder / "lectures" / "tiny.yaml").read_bytes())
        problems = [p for p in check_everything(folder).problems if p.level == "error"]
        assert [("duplicate-id", 1)] == [(p.code, p.where.line) for p in problems]

    @pytest.mark.parametrize(
        "raw", [b"", b"\xff\xfe", b"- \x00", b"lecture: [", b"a: &b c", b"lecture: t\n---\nx: y", b"\tlecture: x"]
    )
    def test_a_file_that_cannot_be_read_is_told(self, raw: bytes, world: World):
        folder = world("tiny")
        (folder / "lectures" / "t.yaml").write_bytes(raw)
        assert any(p.where.file.endswith("t.yaml") for p in check_everything(folder).problems)

    def test_a_folder_without_lectures_needs_nothing_more(self, world: World, monkeypatch: pytest.MonkeyPatch):
        folder = world("tiny")
        monkeypatch.setattr("graph_builder.lectures.folder.find_spec", lambda name: None)
        assert "pip install 'graph-builder[lectures]'" in run("check", folder).stderr
        (folder / "lectures" / "tiny.yaml").unlink()
        assert 0 == run("check", folder).exit_code


class TestLecture:
    def test_it_makes_every_file_of_the_lecture_and_twice_the_same(self, world: World, tmp_path: Path):
        folder = world("tiny")
        for name in ("one", "two"):
            result = run("lecture", folder / "lectures" / "tiny.yaml", "--data", folder, "--output", tmp_path / name)
            assert 0 == result.exit_code, result.output
        made = files(tmp_path / "one")
        assert made == files(tmp_path / "two")
        shown = ("debate-1920", "expectations", "by-hand")
        assert {"deck.html", "deck.pptx", "handout.html", "handout.pdf", "timeline.json", "manifest.json"} <= set(made)
        for id_ in shown:
            assert {f"embed/{id_}.html", f"embed/{id_}.iframe.txt"} <= set(made)
            assert {f"figures/{id_}.{end}" for end in ("svg", "png", "pdf")} <= set(made)
        assert not any("opening" in name for name in made)  # it has no picture

    def test_its_place_is_named_after_it(self, world: World, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(world("tiny"))
        assert 0 == run("lecture", "lectures/tiny.yaml", "--data", ".").exit_code
        assert Path("output/lectures/tiny/deck.html").is_file()

    def test_a_faulty_lecture_leaves_the_old_one_as_it_was(self, faulty: Path, world: World, tmp_path: Path):
        out = tmp_path / "out"
        path = faulty / "lectures" / "tiny.yaml"
        wrong = path.read_text("utf-8")
        path.write_text(wrong.replace("lennin", "lenin"), "utf-8")
        assert 0 == run("lecture", path, "--data", faulty, "--output", out).exit_code
        before = files(out)
        path.write_text(wrong, "utf-8")
        result = run("lecture", path, "--data", faulty, "--output", out)
        assert (1, "") == (result.exit_code, result.stdout)
        assert "tiny.yaml:25:13: unknown id 'lennin'" in result.stderr
        assert before == files(out)

    def test_faulty_facts_are_told_before_the_lecture(self, faulty: Path):
        facts = faulty / "facts" / "facts.yaml"
        facts.write_text(facts.read_text("utf-8").replace("- lenin opposes", "- lennin opposes"), "utf-8")
        result = run("lecture", faulty / "lectures" / "tiny.yaml", "--data", faulty)
        assert 1 == result.exit_code
        assert "facts.yaml:9:7: unknown subject 'lennin'" in result.stderr

    @pytest.mark.parametrize("verb", ["lecture", "watch"])
    def test_a_file_that_is_none_is_told(self, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(tmp_path)
        assert "graph-builder: there is no file no.yaml\n" == run(verb, "no.yaml").stderr

    def test_what_is_not_installed_is_named_once(self, world: World, monkeypatch: pytest.MonkeyPatch):
        folder = world("tiny")
        monkeypatch.setattr("graph_builder.lectures.folder.find_spec", lambda name: None if name == "typst" else True)
        result = run("lecture", folder / "lectures" / "tiny.yaml", "--data", folder)
        message = "graph-builder: lectures need more: pip install 'graph-builder[lectures]' (typst is not installed)\n"
        assert (1, message) == (result.exit_code, result.stderr)


class TestBuild:
    def test_it_makes_every_lecture_in_the_same_folder(self, world: World, tmp_path: Path):
        folder = world("tiny")
        result = run("build", "--data", folder, "--output", tmp_path / "out")
        assert 0 == result.exit_code
        assert "  lectures/tiny/ " in result.stdout
        alone = tmp_path / "alone"
        run("lecture", folder / "lectures" / "tiny.yaml", "--data", folder, "--output", alone)
        assert files(alone) == files(tmp_path / "out" / "lectures" / "tiny")

    def test_a_faulty_lecture_leaves_everything_as_it_was(self, faulty: Path, tmp_path: Path):
        result = run("build", "--data", faulty, "--output", tmp_path / "out")
        assert (1, "") == (result.exit_code, result.stdout)
        assert "unknown id 'lennin'" in result.stderr
        assert not (tmp_path / "out").exists()

    def test_a_lecture_made_alone_and_then_with_all_is_the_same(self, world: World, tmp_path: Path):
        folder, out = world("tiny"), tmp_path / "out"
        for _ in range(2):
            path = folder / "lectures" / "tiny.yaml"
            made = run("lecture", path, "--data", folder, "--output", out / "lectures" / "tiny")
            assert 0 == made.exit_code, made.stderr
            if not (out / "graph.nq").exists():
                (out / "README.md").write_text("mine", "utf-8")
                (out / "manifest.json").write_text('{"made by": "graph-builder", "files": {}}', "utf-8")
            assert 0 == run("build", "--data", folder, "--output", out).exit_code
        assert "mine" == (out / "README.md").read_text("utf-8")

    def test_a_lecture_that_is_gone_goes_from_the_output(self, world: World, tmp_path: Path):
        folder, out = world("tiny"), tmp_path / "out"
        run("build", "--data", folder, "--output", out)
        (folder / "lectures" / "tiny.yaml").unlink()
        assert 0 == run("build", "--data", folder, "--output", out).exit_code
        assert not (out / "lectures").exists()


def test_tidy_leaves_lectures_alone(world: World):
    folder = world("tiny")
    path = folder / "lectures" / "tiny.yaml"
    path.write_text(path.read_text("utf-8").replace("title: What", "title:   What"), "utf-8")
    before = path.read_bytes()
    run("tidy", folder)
    assert before == path.read_bytes()
