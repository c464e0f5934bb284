"""What is shipped is locked, hashed and named: lock files, and the licences of what stands inside pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib.metadata
import io
import json
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
import pyvis
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pypdf import PdfReader

from graph_builder.lectures.files import lecture_files
from graph_builder.lectures.folder import check_lectures
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import build
from graph_builder.views.network_page import VIS
from sbom import EXPLORER, FONT, NETWORK, PAGES, inside_pages
from tests.conftest import ROOT, TINY

LOCKS = sorted(ROOT.glob("requirements*.lock"))
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==[^\s;\\]+", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def pinned(lock: Path) -> dict[str, int]:
    """How many hashes each requirement of a lock file has."""
    text = lock.read_text("utf-8")
    found = [*_PINNED.finditer(text)]
    ends = [*(match.start() for match in found[1:]), len(text)]
    return {
        canonicalize_name(match[1]): len(_HASH.findall(text[match.start() : end]))
        for match, end in zip(found, ends, strict=True)
    }


@pytest.fixture(scope="module")
def pages(tiny: FactBook) -> dict[str, str | bytes]:
    """Every kind of page, of the tiny world; `embed.html` is one of the embedded scenes."""
    (lecture,) = check_lectures(TINY, tiny).lectures
    files = lecture_files(lecture, tiny)
    embedded = next(raw for name, raw in files.items() if re.fullmatch(r"embed/[^/]+\.html", name))
    return {**build(tiny), **files, "embed.html": embedded}


class TestLocks:
    def test_every_python_package_is_pinned_with_hashes(self) -> None:
        assert {"requirements.lock", "requirements-audit.lock"} <= {lock.name for lock in LOCKS}
        for lock in LOCKS:
            found = pinned(lock)
            loose = [
                line for line in lock.read_text("utf-8").splitlines()
                if re.match(r"[A-Za-z0-9]", line) and not _PINNED.match(line)
            ]  # fmt: skip
            assert [] == loose
            assert [] == [name for name, hashes in found.items() if not hashes]

    def test_the_lock_has_everything_that_is_asked_for(self) -> None:
        asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        extras = asked["optional-dependencies"]
        wanted = [
            *asked["dependencies"],
            *(line for name in ("dev", "lectures", "shacl", "web") for line in extras[name]),
        ]
        lines = (ROOT / "build-requirements.in").read_text("utf-8").splitlines()
        wanted += [line.split("#")[0] for line in lines if line.split("#")[0].strip()]
        names = {canonicalize_name(Requirement(line).name) for line in wanted}
        assert set() == names - set(pinned(ROOT / "requirements.lock"))

    def test_every_javascript_package_is_pinned_and_has_its_integrity(self) -> None:
        lock = json.loads((EXPLORER / "package-lock.json").read_text("utf-8"))
        asked = json.loads((EXPLORER / "package.json").read_text("utf-8"))
        own, *packages = lock["packages"].items()
        assert ("", asked["version"]) == (own[0], own[1]["version"])
        assert [] == [name for name, one in packages if not one.get("integrity", "").startswith("sha512-")]
        for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
            assert version == lock["packages"][f"node_modules/{name}"]["version"]


def test_nothing_that_is_built_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [name for name in listed.decode("utf-8").split("\0") if name]
    assert len(files) > 300
    built = re.compile(r"(^|/)(dist|node_modules|__pycache__|build)/|^output/(?!README\.md$)|\.(pyc|whl|wasm|b64|so)$")
    assert [] == [name for name in files if built.search(name)]


class TestLicences:
    @pytest.mark.parametrize("page", [name for name in PAGES if name.endswith(".html")])
    def test_a_page_names_everything_of_others_that_it_contains_with_its_licence(
        self, page: str, pages: dict[str, str | bytes]
    ) -> None:
        bill, text = inside_pages(), str(pages[page])
        components = {each["bom-ref"]: each for each in bill["components"]}
        (within,) = [each["dependsOn"] for each in bill["dependencies"] if each["ref"] == page]
        assert within
        for reference in within:
            one = components[reference]
            if one["name"] == FONT:
                assert "Source Sans Pro" in text
                assert "SIL OPEN FONT LICENSE Version 1.1" in text
                continue
            licence = one["licenses"][0]["expression"]
            named = re.search(rf"{re.escape(one['name'])}\b.{{0,60}}{re.escape(one.get('version', ''))}", text)
            assert named, f"{page} does not name {reference}"
            assert licence in text[named.start() : named.end() + 300], (
                f"{page} does not say that {reference} is {licence}"
            )

    @pytest.mark.parametrize("page", ["coverage.html", "ontology.html"])
    def test_a_page_that_names_nothing_contains_nothing_of_others(
        self, page: str, pages: dict[str, str | bytes]
    ) -> None:
        text = str(pages[page])
        assert "@font-face" not in text
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
        assert sum(map(len, scripts)) < 20_000
        assert not re.search(r"(?i)copyright|@license", text)

    def test_only_the_pages_that_say_so_have_a_font(self, pages: dict[str, str | bytes]) -> None:
        fonts = {name for name, text in pages.items() if isinstance(text, str) and "font/woff2" in text}
        named = {name for name in fonts if "Source Sans Pro" in str(pages[name])}
        assert {"deck.html", "embed.html", "handout.html"} <= fonts
        assert fonts == named

    def test_every_crate_that_the_engine_names_is_listed(self) -> None:
        packed = base64.b64decode((EXPLORER / "dist" / "engine.wasm.b64").read_text("ascii"))
        wasm = gzip.decompress(packed).decode("latin-1")
        named = set(re.findall(r"(?:index\.crates\.io-[0-9a-f]+|/rust/deps)/([\w.+-]+)/", wasm))
        crates = json.loads((EXPLORER / "licences" / "engine-crates.json").read_text("utf-8"))["crates"]
        assert len(named) > 10
        assert set() == named - {f"{crate['name']}-{crate['version']}" for crate in crates}

    def test_the_list_for_the_network_is_that_of_the_script_in_it(self) -> None:
        script = Path(str(pyvis.__file__)).parent / f"{VIS}.min.js"
        known = json.loads((NETWORK / "licences.json").read_text("utf-8"))
        assert known["sha256"] == hashlib.sha256(script.read_bytes()).hexdigest()

    def test_the_handout_on_paper_has_one_font_and_the_slides_have_none(self, pages: dict[str, str | bytes]) -> None:
        paper, slides = pages["handout.pdf"], pages["deck.pptx"]
        assert isinstance(paper, bytes)
        assert isinstance(slides, bytes)
        fonts = {
            str(font.get_object()["/BaseFont"]).rpartition("+")[2].strip("/").split("-")[0]
            for page in PdfReader(io.BytesIO(paper)).pages
            for font in page["/Resources"].get("/Font", {}).values()
        }
        assert {"SourceSansPro"} == fonts
        with zipfile.ZipFile(io.BytesIO(slides)) as parts:
            assert [] == [name for name in parts.namelist() if "font" in name.lower()]

    def test_every_package_of_python_names_its_licence(self) -> None:
        """Of those that are installed: what a machine does not need is locked all the same."""
        here = {canonicalize_name(each.metadata["Name"]): each.metadata for each in importlib.metadata.distributions()}
        nameless = [
            name for name in pinned(ROOT / "requirements.lock")
            if (said := here.get(name)) is not None
            and not (said.get("License-Expression") or said.get("License"))
            and not any("License" in line for line in said.get_all("Classifier", []))
            and not said.get_all("License-File", [])
        ]  # fmt: skip
        assert [] == nameless
