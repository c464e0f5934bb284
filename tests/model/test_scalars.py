"""Ids and bases that would not make sound IRIs are refused where they are written."""

import pytest
from pydantic import ValidationError

from graph_builder.model.records import SettingsRecord
from graph_builder.model.scalars import id_fault


@pytest.mark.parametrize(
    "base", ["https://e.org/", "https://e.org/a-b/c_d/", "http://e.org:8080/x#", "https://e.org/x~y/"]
)
def test_a_base_that_makes_sound_iris_is_taken(base):
    assert base == SettingsRecord(title="T", base=base).base


@pytest.mark.parametrize(
    "base",
    ["https://e.org/#a/", "https://e.org/##", "https://e.org/%zz/", "http://[::1/", "https://e.org", "ftp://e.org/",
     "https://e.org/?q=/", "https:///a/", "https://e.org/a b/", 'https://e.org/"/'],
)  # fmt: skip
def test_a_base_that_would_break_iris_is_refused(base):
    with pytest.raises(ValidationError):
        SettingsRecord(title="T", base=base)


@pytest.mark.parametrize("id_", ["ontology", "jacobson-1994-p19-1", "jacobson-1994-ch7", "statement-ilszp3n2aioqk3ar"])
def test_an_id_of_the_programs_own_making_is_refused(id_):
    assert "the program makes itself" in id_fault(id_)
