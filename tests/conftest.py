"""What the tests share: the tiny world, the broken ones, and where they stand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
WORLDS = ROOT / "tests" / "worlds"
TINY = WORLDS / "tiny"
BROKEN = WORLDS / "broken"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
os.environ["GRAPH_BUILDER_CACHE"] = ""  # no test is to pass because of what an earlier one made
NOT_OF_THE_WORLD = ("delete.txt", "expected.txt")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that was skipped has failed: what it needs is to be installed, not done without."""
    report = yield
    if os.environ.get("GRAPH_BUILDER_NO_SKIPS") and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and GRAPH_BUILDER_NO_SKIPS is set: {call.excinfo}"
    return report


@pytest.fixture(scope="session")
def tiny() -> FactBook:
    """The FactBook of the tiny world."""
    return load(TINY)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium, the only one: Playwright's synchronous API runs once in a thread."""
    if CHROMIUM is None:
        pytest.skip("needs chromium")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def world(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a world that can be changed: the tiny one, or the tiny one with the files of a broken one laid over it."""

    def make(name: str = "tiny") -> Path:
        folder = tmp_path / name
        shutil.copytree(TINY, folder)
        if name == "tiny":
            return folder
        shutil.copytree(BROKEN / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_OF_THE_WORLD))
        leave_out = BROKEN / name / "delete.txt"
        for path in leave_out.read_text("utf-8").split() if leave_out.exists() else ():
            (folder / path).unlink()
        return folder

    return make
