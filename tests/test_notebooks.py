"""Every notebook runs from top to bottom, and shows what it showed when it was saved."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def _shown(notebook):
    return [
        output.get("text") or output.get("data", {}).get("text/plain")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_is_saved_in_it(path):
    saved = nbformat.read(path, as_version=4)
    run = nbformat.read(path, as_version=4)
    NotebookClient(run, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    assert _shown(run) == _shown(saved), f"run: python tests/save_notebooks.py"
