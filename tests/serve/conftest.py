"""A server over the real data for most tests, and servers over a tiny world for those that break something."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load
from tests.serve.running import ROOT, TINY, Server, serving


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real data."""
    return Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("served") / "data"))


@pytest.fixture(scope="session")
def book(data: Path) -> FactBook:
    """The FactBook of the copy."""
    return load(data)


@pytest.fixture(scope="session")
def server(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real data behind narrow limits: two workers, 2 seconds, 5,000 rows, 200 MB."""
    said = tmp_path_factory.mktemp("said") / "errors.txt"
    limits = ("--workers", "2", "--seconds", "2", "--rows", "5000", "--memory", "200")
    with serving(data, said, *limits) as running:
        yield running
        assert "Traceback" not in said.read_text("utf-8")


@pytest.fixture
def own_server(tmp_path: Path) -> Callable[..., contextlib.AbstractContextManager[Server]]:
    """Starts a server over a tiny world of the test's own."""
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    return lambda *options: serving(folder, tmp_path / "errors.txt", *options)
