"""What the documents show is what the program does: `make shown` brings them up to date."""

import nbformat
import pytest
from shown import GUIDES, NOTEBOOKS, ROOT, guide, readme, results, run_notebook


def test_readme_shows_the_real_output_of_its_commands():
    text = (ROOT / "README.md").read_text("utf-8")
    assert readme(text) == text, "run: make shown"


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_tables_are_those_of_the_models(name):
    text = (ROOT / name).read_text("utf-8")
    assert guide(text) == text, "run: make shown"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom_and_shows_what_is_saved_in_it(path):
    assert results(run_notebook(path)) == results(nbformat.read(path, as_version=4)), "run: make shown"
