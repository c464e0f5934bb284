"""The verb `import`: exported files become the curator's YAML again, or one message says why not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph_builder.cli import main
from graph_builder.graph.exports import EXPORTS, TABLES
from graph_builder.model.factbook import FactBook
from graph_builder.model.placeless import contents
from graph_builder.pipeline import load

READ = ("graph.nq", "graph.trig", "graph.ttl", "graph-rdf12.nq")


def imported(source: Path, target: Path) -> Result:
    """The result of the verb; what is raised other than an exit is a failure."""
    result = CliRunner().invoke(main, ["import", str(source), "--into", str(target)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def output(tiny: FactBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports of the tiny world that can be imported."""
    folder = tmp_path_factory.mktemp("output")
    for name in (*READ, *TABLES):
        (folder / name).write_bytes(EXPORTS[name][1](tiny).encode())
    return folder


@pytest.mark.parametrize("name", [*READ, ""])
def test_every_export_becomes_yaml_that_says_the_same(name: str, output: Path, tiny: FactBook, tmp_path: Path) -> None:
    target = tmp_path / "more" / "facts"
    result = imported(output / name, target)
    assert (0, "the YAML says the same") == (result.exit_code, result.stdout.splitlines()[-1])
    assert "10 statements of 14 things" in result.stdout
    assert contents(tiny) == contents(load(target))
    tidy = CliRunner().invoke(main, ["tidy", "--check", str(target)])
    assert (0, "everything is tidy\n") == (tidy.exit_code, tidy.output)
    assert {"graph.yaml", "sources.yaml", "entities", "facts"} == {path.name for path in target.iterdir()}


def test_nothing_that_is_there_is_written_over(output: Path, tmp_path: Path) -> None:
    for name in ("a file", "an empty folder", "a folder of ours"):
        target = tmp_path / name
        if name == "a file":
            target.write_text("mine")
        else:
            target.mkdir()
        if name == "a folder of ours":
            (target / "manifest.json").write_text(json.dumps({"made by": "graph-builder", "files": {}}))
        before = target.read_text() if target.is_file() else sorted(target.iterdir())
        result = imported(output / "graph.nq", target)
        assert 1 == result.exit_code
        assert f"{target} is there already" in result.stderr
        assert before == (target.read_text() if target.is_file() else sorted(target.iterdir()))


def test_a_fault_is_one_message_with_file_line_and_column(output: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.nq"
    lines = (output / "graph.nq").read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], "<http://a.org/> what", *lines[4:]]), "utf-8")
    target = tmp_path / "into"
    done = subprocess.run(
        [sys.executable, "-m", "graph_builder.cli", "import", str(path), "--into", str(target)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert 1 == done.returncode
    assert [True] == [line.startswith(f"graph-builder: {path}:5:") for line in done.stderr.splitlines()]
    assert not target.exists()


@pytest.mark.parametrize(("name", "told"), [
    ("graph.jsonld", "must end in .nq, .nt, .trig, .ttl"),
    ("nowhere.nq", "there is no file"),
    ("nowhere", "cannot be read back"),
    ("statements.csv", "name the folder of the tables"),
])  # fmt: skip
def test_what_cannot_be_imported_is_told(name: str, told: str, output: Path, tmp_path: Path) -> None:
    result = imported(output / name, tmp_path / "into")
    assert 1 == result.exit_code
    assert told in result.stderr


def test_a_missing_table_is_named(output: Path, tmp_path: Path) -> None:
    (tmp_path / "things.csv").write_bytes((output / "things.csv").read_bytes())
    result = imported(tmp_path, tmp_path / "into")
    assert 1 == result.exit_code
    assert f"{tmp_path}/statements.csv:1:1: there is no table statements.csv" in result.stderr


def test_what_the_yaml_cannot_hold_is_told_and_ends_with_1(output: Path, tiny: FactBook, tmp_path: Path) -> None:
    path = tmp_path / "more.nq"
    base, nick = tiny.settings.base, "<http://xmlns.com/foaf/0.1/nick>"
    more = [f'<{base}{id_}> {nick} "{number}" .' for number in range(4) for id_ in ("lenin", "trotsky")]
    path.write_text((output / "graph.nq").read_text("utf-8") + "\n".join(more), "utf-8")
    result = imported(path, tmp_path / "into")
    assert 1 == result.exit_code
    assert "no place for it: 8 quads" in result.stderr
    assert 5 == result.stderr.count(nick)
    assert contents(tiny) == contents(load(tmp_path / "into"))


def test_facts_that_break_a_rule_are_written_and_the_rule_is_told(output: Path, tmp_path: Path) -> None:
    for name in TABLES:
        (tmp_path / name).write_bytes((output / name).read_bytes())
    path = tmp_path / "statements.csv"
    path.write_bytes(path.read_bytes().replace(b",lenin,Lenin,opposes,", b",lennin,Lenin,opposes,"))
    result = imported(tmp_path, tmp_path / "into")
    assert 1 == result.exit_code
    assert "unknown subject 'lennin'; did you mean 'lenin'?  [unknown-id]" in result.stderr
    assert "lennin opposes" in (tmp_path / "into" / "facts" / "ch1.yaml").read_text("utf-8")


def test_a_fact_that_was_edited_gets_the_id_that_follows_from_it(output: Path, tiny: FactBook, tmp_path: Path) -> None:
    for name in TABLES:
        (tmp_path / name).write_bytes((output / name).read_bytes())
    path = tmp_path / "statements.csv"
    path.write_bytes(path.read_bytes().replace(b",trotsky,Trotsky,supports,", b",stalin,Stalin,supports,"))
    result = imported(tmp_path, tmp_path / "into")
    assert (0, True) == (result.exit_code, "with ids of statements that follow" in result.stderr)
    ids = {s.id for s in load(tmp_path / "into").statements}
    assert 1 == len(ids - {s.id for s in tiny.statements})


@pytest.mark.parametrize(("table", "old", "new", "told"), [
    ("statements.csv", b",trotsky,Trotsky,supports,", b",trotsky,Trotsky,supports,", "trotsky supports red-army"),
    ("things.csv", b",peaceful-coexistence,", b",peaceful-existence,", "'trotsky-1918'"),
])  # fmt: skip
def test_what_hangs_on_nothing_is_named(
    table: str, old: bytes, new: bytes, told: str, output: Path, tmp_path: Path
) -> None:
    for name in TABLES:
        (tmp_path / name).write_bytes((output / name).read_bytes())
    text = (tmp_path / table).read_bytes()
    if table == "statements.csv":
        lines = text.split(b"\r\n")
        text = b"\r\n".join(line.removesuffix(b"no") + b"yes" if old in line else line for line in lines)
    (tmp_path / table).write_bytes(text.replace(old, new))
    result = imported(tmp_path, tmp_path / "into")
    assert 1 == result.exit_code
    assert told in result.stderr


def test_a_statement_that_somebody_added_to_the_graph_is_kept(output: Path, tiny: FactBook, tmp_path: Path) -> None:
    base, rdf = tiny.settings.base, "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    node, own = f"<{base}new-claim>", f"{base}ontology#"
    more = [
        f"{node} <{rdf}type> <{own}Statement> .", f"{node} <{rdf}type> <{own}Claim> .",
        f"{node} <{rdf}subject> <{base}red-army-abroad> .", f"{node} <{rdf}predicate> <{own}developsFrom> .",
        f"{node} <{rdf}object> <{base}peaceful-coexistence> .",
        f"{node} <http://purl.org/dc/terms/source> <{base}jacobson-1994-p19-1> .",
    ]  # fmt: skip
    path = tmp_path / "more.nq"
    path.write_text((output / "graph.nq").read_text("utf-8") + "\n".join(more), "utf-8")
    result = imported(path, tmp_path / "into")
    assert (0, "the YAML says the same") == (result.exit_code, result.stdout.splitlines()[-1])
    facts = (tmp_path / "into" / "facts" / "ch1.yaml").read_text("utf-8")
    assert "- red-army-abroad develops_from peaceful-coexistence: {id: new-claim}" in facts
