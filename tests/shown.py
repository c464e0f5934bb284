"""What documents show of the program's doings: README's commands, the guide's tables, the notebooks' results.

`python tests/shown.py` writes all of it anew (`make shown`); the tests compare and never write.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from pydantic import BaseModel

from graph_builder.lectures.areas import PLACES
from graph_builder.lectures.records import MEANING, DefaultsRecord, LectureRecord, SceneRecord, ShowRecord, StepRecord
from graph_builder.model.records import (
    ConceptRecord,
    OfficeRecord,
    OutcomeRecord,
    OutlookRecord,
    PassageHead,
    QualifierRecord,
    SenseRecord,
    SituationRecord,
    SourceReference,
    ThingRecord,
    allowed_keys,
)
from graph_builder.model.relations import ACTOR, ANY, RELATIONS
from graph_builder.parts.library import assemble
from graph_builder.rulebook import RULES

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_TABLE = re.compile(r"(<!-- (\w+): generated.*? -->\n).*?(\n<!-- end -->)", re.DOTALL)


def readme(text: str) -> str:
    """README with the real output under every `$ graph-builder` of its console blocks; other commands stay."""

    def block(match: re.Match[str]) -> str:
        parts = re.split(r"^(?=\$ )", match[1], flags=re.MULTILINE)
        return "```console\n" + "".join(_run(part) for part in parts if part) + "```"

    return _CONSOLE.sub(block, text)


def _run(part: str) -> str:
    command = part.splitlines()[0][2:]
    if not command.startswith("graph-builder"):
        return part
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as folder:
        at = ROOT
        if " my-facts" in command:
            at = _with_a_misspelt_name(Path(folder))
        elif " parts" in command:
            at = _with_parts(Path(folder))
        done = subprocess.run(command, shell=True, cwd=at, env=env, capture_output=True, text=True, check=False)
    return f"$ {command}\n{done.stdout}{done.stderr}"


def _with_a_misspelt_name(folder: Path) -> Path:
    """A folder that holds `my-facts`: the tiny world with one id misspelt."""
    shutil.copytree(ROOT / "tests" / "worlds" / "tiny", folder / "my-facts")
    facts = folder / "my-facts" / "facts" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("- lenin opposes", "- lennin opposes"), "utf-8")
    things = folder / "my-facts" / "entities" / "things.yaml"
    things.write_text(re.sub(r"states:\n.*\n", "", things.read_text("utf-8")), "utf-8")
    return folder


def _with_parts(folder: Path) -> Path:
    """A folder that holds the real `data`, and its `parts`."""
    shutil.copytree(ROOT / "data", folder / "data")
    assemble(folder / "data", folder / "parts")
    return folder


def guide(text: str) -> str:
    """A guide, the curator's or the lecturer's, with its tables made from the models, the relations and the rules."""
    return _TABLE.sub(lambda match: match[1] + TABLES[match[2]]() + match[3], text)


def _things() -> str:
    rows = ["| key | of | meaning |", "| --- | --- | --- |"]
    common = allowed_keys(ThingRecord)
    rows += [f"| `{key}` | every thing | {meaning} |" for key, meaning in common.items()]
    more = {"office": OfficeRecord, "concept": ConceptRecord, "situation": SituationRecord, "outlook": OutlookRecord}
    for name, record in more.items():
        keys = {k: m for k, m in allowed_keys(record).items() if common.get(k) != m}
        rows += [f"| `{key}` | {name} | {meaning} |" for key, meaning in keys.items()]
    for name, nested in {"sense": SenseRecord, "came_true": OutcomeRecord}.items():
        rows += [f"| `{key}` | {name} | {meaning} |" for key, meaning in allowed_keys(nested).items()]
    return "\n".join(rows)


def _qualifiers() -> str:
    rows = ["| qualifier | meaning |", "| --- | --- |"]
    return "\n".join([*rows, *(f"| `{key}` | {meaning} |" for key, meaning in allowed_keys(QualifierRecord).items())])


def _kinds(kinds: frozenset[str]) -> str:
    if kinds == ANY:
        return "*"
    names = sorted(kinds - ACTOR) if kinds >= ACTOR else sorted(kinds)
    return " ".join(["A", *names] if kinds >= ACTOR else names)


def _relations() -> str:
    rows = ["| relation | plural | from | to | meaning |", "| --- | --- | --- | --- | --- |"]
    for row in RELATIONS.values():
        if row.written:
            to = "a figure" if row.figure else _kinds(row.range)
            marks = [mark for mark, is_so in (("same kind", row.same_kind), ("symmetric", row.symmetric)) if is_so]
            to += f" ({', '.join(marks)})" if marks else ""
            rows.append(f"| `{row.id}` | `{row.plural}` | {_kinds(row.domain)} | {to} | {row.definition} |")
    return "\n".join(rows)


def _rules() -> str:
    rows = ["| code | what must hold | what to do |", "| --- | --- | --- |"]
    for rule in RULES.values():
        warning = " (warning)" if rule.level == "warning" else ""
        rows.append(f"| `{rule.code}`{warning} | {rule.holds} | {rule.remedy} |".replace("& ", "&amp; "))
    return "\n".join(rows)


def _template() -> str:
    """An empty entry of every block and an empty facts file, with the help of each key behind it."""
    lines = [
        "```yaml",
        "# entities/*.yaml: leave out every key that you do not need; only label is required",
        "people:",
    ]
    lines += ["  some-id:", *_keys(ThingRecord, 4)]
    for block, record in (("offices", OfficeRecord), ("concepts", ConceptRecord), ("situations", SituationRecord)):
        lines += [f"{block}:", "  another-id:", "    label: ...", *_keys(record, 4, ThingRecord)]
        lines += {"concepts": ["      sense-id:", *_keys(SenseRecord, 8)], "situations": _keys(OutcomeRecord, 6)}.get(
            block, []
        )
    lines += ["outlooks:", "  an-outlook:", "    label: ...", *_keys(OutlookRecord, 4, ThingRecord)]
    lines += ["", "# facts/*.yaml", "source:", *_keys(SourceReference, 2), "passages:"]
    head = _keys(PassageHead, 2)
    lines += ["- " + head[0][2:], *head[1:], "  facts:", "    - subject relation object:", *_keys(QualifierRecord, 8)]
    return "\n".join([*lines, "```"])


def _keys(record: type[BaseModel], indent: int, known: type[BaseModel] | None = None) -> list[str]:
    """The keys of a record that another does not have just so, each with its help as a comment."""
    other = allowed_keys(known) if known else {}
    keys = {key: meaning for key, meaning in allowed_keys(record).items() if other.get(key) != meaning}
    return [f"{' ' * indent}{key}:  # {meaning}" for key, meaning in keys.items()]


def _example() -> str:
    """The tiny world's lecture, which the tests check and build."""
    text = (ROOT / "tests" / "worlds" / "tiny" / "lectures" / "tiny.yaml").read_text("utf-8")
    return f"```yaml\n{text}```"


def _layouts() -> str:
    rows = ["| layout | what it shows | its picture stands |", "| --- | --- | --- |"]
    rows += [f"| `{name}` | {what} | {PLACES[name]} the text |" for name, what in MEANING.items()]
    return "\n".join(rows)


def _lecture() -> str:
    parts = {
        "lecture": LectureRecord, "defaults": DefaultsRecord, "scene": SceneRecord, "show": ShowRecord,
        "step": StepRecord,
    }  # fmt: skip
    rows = ["| key | of | meaning |", "| --- | --- | --- |"]
    for of, record in parts.items():
        rows += [f"| `{key}` | {of} | {m.replace('|', chr(92) + '|')} |" for key, m in allowed_keys(record).items()]
    return "\n".join(rows)


TABLES = {
    "template": _template, "things": _things, "qualifiers": _qualifiers, "relations": _relations, "rules": _rules,
    "example": _example, "layouts": _layouts, "lecture": _lecture,
}  # fmt: skip
GUIDES = ("data/README.md", "data/lectures/README.md")


def run_notebook(path: Path) -> nbformat.NotebookNode:
    """The notebook with the results of running it from top to bottom."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, resources=resources, coalesce_streams=True).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def results(notebook: nbformat.NotebookNode) -> list[str]:
    """What its cells show, as text."""
    return [
        output.get("text") or output.get("data", {}).get("text/plain")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]


if __name__ == "__main__":
    for name, make in (("README.md", readme), *((name, guide) for name in GUIDES)):
        (ROOT / name).write_text(make((ROOT / name).read_text("utf-8")), "utf-8")
    for path in NOTEBOOKS:
        nbformat.write(run_notebook(path), path)
