"""What tests/benchmarks/peers.py needs to be believed: the peers get the same facts, and what fails is told."""

from __future__ import annotations

import csv
import doctest
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

BENCHMARKS = Path(__file__).parent / "benchmarks"
sys.path.append(str(BENCHMARKS))

import explorer  # noqa: E402
import peer_cases  # noqa: E402
import peer_facts  # noqa: E402
import peer_homes  # noqa: E402
import peer_jobs  # noqa: E402
import peer_table  # noqa: E402
from peer_run import measured  # noqa: E402
from peer_table import Row, table  # noqa: E402
from worlds import write_world  # noqa: E402

from graph_builder.model.factbook import FactBook  # noqa: E402
from graph_builder.pipeline import load  # noqa: E402

STATEMENTS = 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("peers")
    write_world(place / "yaml", STATEMENTS)
    return place


@pytest.fixture(scope="module")
def book(folder: Path) -> FactBook:
    return load(folder / "yaml")


def test_the_bare_write_writes_the_very_bytes_of_ours(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, bare = folder / "ours.nq", folder / "bare.nq"
    peer_jobs.ours(str(folder / "yaml"), str(ours))
    peer_jobs.quads(str(ours), str(bare))
    assert ours.read_bytes() == bare.read_bytes()
    assert {"wall", "cpu"} == set(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("form", ["nquads", "turtle"])
def test_rdflib_is_given_every_quad(folder: Path, book: FactBook, form: str) -> None:
    import pyoxigraph

    from graph_builder.graph.rdf import nquads

    source, target = folder / f"for-{form}.nq", folder / f"rdflib-{form}"
    source.write_text(nquads(book), "utf-8")
    peer_jobs.rdflib_quads(str(source), str(target), form)
    formats = {"nquads": pyoxigraph.RdfFormat.N_QUADS, "turtle": pyoxigraph.RdfFormat.TURTLE}
    wanted = set(pyoxigraph.parse(path=str(source), format=pyoxigraph.RdfFormat.N_QUADS))
    if form == "turtle":
        wanted = {quad for quad in wanted if quad.graph_name == pyoxigraph.DefaultGraph()}
    assert wanted == set(pyoxigraph.parse(path=str(target), format=formats[form]))


def test_linkml_gets_every_fact_in_the_terms_of_its_schema(folder: Path, book: FactBook) -> None:
    peer_facts.write_linkml(book, folder / "linkml.yaml")
    facts = yaml.load((folder / "linkml.yaml").read_text("utf-8"), yaml.CSafeLoader)
    schema = yaml.load((BENCHMARKS / "linkml" / "schema.yaml").read_text("utf-8"), yaml.CSafeLoader)
    assert {f"kg:{s.id}" for s in book.statements} == {record["id"] for record in facts["statements"]}
    assert {f"kg:{id_}" for id_ in book.things} == {record["id"] for record in facts["things"]}
    assert {r["source"] for kind in ("things", "statements") for r in facts[kind]} == {
        r["id"] for r in facts["passages"]
    }
    for kind, class_ in (("things", "Thing"), ("passages", "Passage"), ("statements", "Statement")):
        slots = schema["classes"][class_]["attributes"]
        assert set() == {slot for record in facts[kind] for slot in record} - set(slots)
        for slot, enum in (("kind", "Kind"), ("relation", "Relation"), ("certainty", "Certainty")):
            used = {record[slot] for record in facts[kind] if slot in record}
            assert set() == used - set(schema["enums"][enum]["permissible_values"])


def test_the_mapping_of_morph_kgc_asks_for_columns_that_its_tables_have(folder: Path, book: FactBook) -> None:
    peer_facts.write_tables(book, folder / "morph")
    mapping = yaml.safe_load((folder / "morph" / "mapping.yml").read_text("utf-8"))
    for name, part in mapping["mappings"].items():
        source = part.pop("sources")[0][0].removesuffix("~csv")
        with (folder / "morph" / source).open(encoding="utf-8", newline="") as file:
            columns = set(next(csv.reader(file)))
        assert (name, columns) == (name, set(re.findall(r"\$\((\w+)\)", json.dumps(part))))
        assert set() == columns & {"subject", "predicate", "object"}


def test_cosma_gets_every_statement_between_two_nodes_of_a_type_that_it_knows(folder: Path, book: FactBook) -> None:
    peer_facts.write_cosma(book, folder / "cosma")
    tables = {}
    for name in ("nodes", "links"):
        with (folder / "cosma" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    settings = yaml.safe_load((folder / "cosma" / "config.yml").read_text("utf-8"))
    ids = {row["id"] for row in tables["nodes"]}
    assert set(book.things) == ids
    assert [s.id for s in book.statements] == [row["id"] for row in tables["links"]]
    assert set() == {row[end] for row in tables["links"] for end in ("source", "target")} - ids
    assert set() == {row["type"] for row in tables["links"]} - set(settings["link_types"])
    assert set() == {row["type:kind"] for row in tables["nodes"]} - set(settings["record_types"])


def test_a_command_that_is_too_late_is_ended_with_its_children(tmp_path: Path) -> None:
    run = measured(["sh", "-c", f"(sleep 1; touch {tmp_path}/lived) & wait"], 0.3)
    assert "did not finish in 0 s" == run.failed
    assert 1 > run.wall
    time.sleep(3)
    assert not (tmp_path / "lived").exists()


def test_what_a_command_starts_in_a_session_of_its_own_is_ended_too_and_what_it_said_is_kept(tmp_path: Path) -> None:
    script = f"setsid sh -c 'sleep 2; touch {tmp_path}/lived' & echo '{{\"first\": 1}}'; wait"
    run = measured(["sh", "-c", script], 1, memory=False)
    assert {"first": 1} == run.said
    assert "did not finish in 1 s" == run.failed
    time.sleep(2)
    assert not (tmp_path / "lived").exists()


def test_a_page_that_is_ended_midway_has_a_row_of_what_it_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a page", "utf-8")
    told = explorer.row(
        "plain sigma", tmp_path / "a.html", [{"first": 9.0, "before": 1200.0}], "did not finish in 180 s"
    )
    assert ["9.00", "1200", "-", "-", "-", "-", "did", "not"] == told.split()[3:11]
    assert explorer.row("pyvis", tmp_path / "b.html", [], "").endswith("not made in time")
    told = explorer.row("pyvis", tmp_path / "a.html", [], "nothing drawn within 120 s")
    assert told.endswith("nothing drawn within 120 s")


@pytest.mark.parametrize(
    ("command", "told"),
    [(["sh", "-c", "echo it broke >&2; exit 3"], "exit 3: it broke"), (["/no/such/program"], "cannot be started")],
)
def test_a_command_that_fails_is_told_and_not_raised(command: list[str], told: str) -> None:
    assert told in measured(command, 5).failed


def test_the_memory_of_a_command_is_that_of_all_its_processes_together() -> None:
    held = "import time; held = bytearray(); [held.extend(b'x' * 1000) for _ in range(80_000)]; time.sleep(1)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {held!r}]); {held}; p.wait()"
    run = measured([sys.executable, "-c", both], 30)
    assert "" == run.failed
    assert 150 < run.peak < 250


def test_only_what_is_named_is_measured_again_and_the_rest_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    kept = {"name": "kept", "beside": "kept", "statements": 40, "wall": 1.0, "cpu": 1.0, "by_cpu": 7.0}
    file.write_text(json.dumps({"rows": [kept]}), "utf-8")
    command = [sys.executable, str(BENCHMARKS / "peers.py"), "--sizes", "40", "--ours", "whole"]
    command += ["--only", "yaml events", "--json", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = {row["name"]: row for row in json.loads(file.read_text("utf-8"))["rows"]}
    together = {peer_cases.WHOLE, "limit: bare YAML events", "limit: bare N-Quads write"}
    assert {"kept", *together, "limits together: events + write"} == set(rows)
    assert 7.0 == rows["kept"]["by_cpu"]
    assert 1.0 == rows[peer_cases.WHOLE]["by_cpu"]
    assert 0 < rows["limit: bare YAML events"]["by_cpu"] < 1
    assert "| 40 | kept |" in done.stdout


def test_the_table_says_what_failed_and_what_is_lacking() -> None:
    base = Row("ours", "ours", 1000, wall=2.0, cpu=2.0)
    rows = [base.beside_of(base), Row("peer", "ours", 1000, wall=50.0, cpu=5.0, lacks="no lines").beside_of(base)]
    text = table([*rows, Row("other", "ours", 1000, failed="a | b")])
    assert "| 1,000 | peer | 50.00 | 5.00 | 2.5 | 25 |  |  |  |  | no lines |" in text
    assert "| **failed: a \\| b** |" in text


def test_a_row_has_no_ratio_where_what_counts_as_one_has_failed() -> None:
    row = Row("peer", "ours", 1000, wall=50.0, cpu=5.0)
    assert row == row.beside_of(Row("ours", "ours", 1000, failed="broken"))


@pytest.mark.parametrize("peer", ["linkml", "morph", "plot"])
def test_everything_of_a_peer_is_pinned(peer: str) -> None:
    lines = [line for line in peer_homes.pinned(peer).splitlines() if line]
    assert [] == [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert lines


@pytest.mark.parametrize("module", [peer_jobs, peer_table])
def test_the_examples_of_the_benchmark_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert (0, True) == (result.failed, result.attempted > 0)
