"""Start-up: a verb loads what it needs and no more.  Times are noise on a shared machine; what is loaded is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TINY = Path(__file__).parent / "worlds" / "tiny"
FOREIGN = {
    "IPython", "httpx", "jsonpickle", "matplotlib", "networkx", "nh3", "numpy", "pandas",
    "polars", "pptx", "pygraphviz", "pyshacl", "pyspark", "pyvis", "rdflib", "rich", "scipy", "starlette", "typst",
    "uvicorn", "watchfiles",
}  # fmt: skip
GRAPHS = {"crategraph_forceatlas2", "jinja2", "pyoxigraph"}
TEXTS = {"fontTools", "font_source_sans_pro", "markdown_it"}
FACTS = {"pydantic", "yaml", "rapidfuzz"}
CODE = """
import sys
from click.testing import CliRunner
from graph_builder.cli import main
for line in sys.stdin.read().splitlines():
    result = CliRunner().invoke(main, line.split("\\t"))
    assert result.exit_code == 0, result.output
print(*{name.partition(".")[0] for name in sys.modules})
"""
World = Callable[[str], Path]


def loaded(*calls: tuple[str, ...]) -> set[str]:
    """The packages that are loaded after these calls of verbs, in an interpreter of their own."""
    run = [sys.executable, "-c", CODE]
    lines = "\n".join("\t".join(call) for call in calls)
    done = subprocess.run(run, input=lines, capture_output=True, text=True, timeout=120, check=False)
    assert 0 == done.returncode, done.stderr
    return set(done.stdout.split())


def test_help_of_every_verb_loads_neither_libraries_of_graphs_nor_those_of_facts():
    from graph_builder.cli import main

    packages = loaded(("--help",), *((verb, "--help") for verb in main.commands))
    assert set() == packages & (FOREIGN | GRAPHS | TEXTS | FACTS)
    assert "click" in packages


def test_the_public_names_load_nothing_before_they_are_used():
    code = "import sys, graph_builder; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert set() == set(done.stdout.split()) & (FOREIGN | GRAPHS | TEXTS | FACTS | {"click"})


@pytest.mark.parametrize(
    "call",
    [
        ("ids", "lenin", "--data", str(TINY)),
        ("show", "lenin", "--data", str(TINY)),
        ("cite", "--data", str(TINY)),
        ("coverage", str(TINY)),
        ("ask", "who-supported", "issue=red-army-abroad", "--sparql", "--data", str(TINY)),
    ],
    ids=lambda call: call[0],
)
def test_what_tells_of_facts_loads_the_libraries_of_facts_only(call: tuple[str, ...]):
    packages = loaded(call)
    assert set() == packages & (FOREIGN | GRAPHS | TEXTS)
    assert "pydantic" in packages


def test_a_check_of_facts_loads_nothing_of_lectures(world: World):
    folder = world("tiny")
    (folder / "lectures" / "tiny.yaml").unlink()
    assert set() == loaded(("check", str(folder))) & (FOREIGN | GRAPHS | TEXTS)


def test_a_check_of_a_lecture_loads_what_reads_and_measures_texts_but_nothing_that_draws():
    packages = loaded(("check", str(TINY)))
    assert set() == packages & (FOREIGN | GRAPHS)
    assert packages >= TEXTS


def test_a_query_loads_what_answers_it_and_nothing_that_draws():
    ask = "SELECT ?s { ?s a kgo:Person }"
    assert set() == loaded(("query", ask, "--data", str(TINY))) & (FOREIGN | TEXTS | {"jinja2"})
