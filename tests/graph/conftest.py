"""The tiny world, to read and to alter."""

import shutil
from pathlib import Path

import pytest

from graph_builder.pipeline import load

TINY = Path(__file__).parents[1] / "worlds" / "tiny"


@pytest.fixture(scope="session")
def tiny():
    return load(TINY)


@pytest.fixture
def tiny_copy(tmp_path):
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))
