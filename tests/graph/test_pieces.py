"""Texts made piece by piece are the same with and without what an earlier run kept."""

import pytest

from graph_builder.graph import pieces
from graph_builder.graph.pieces import by_subject, cuts, pieced


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path))
    return tmp_path / "made"


def _lines(names):
    return "".join(f"<{name}> <p> {i} .\n" for name in sorted(names) for i in range(3))


def _loud(made):
    def make(text):
        made.append(text)
        return text.upper()

    return make


def test_pieces_are_the_whole_text_and_no_subject_is_in_two():
    text = _lines(f"a{i}" for i in range(500))
    found = list(by_subject(text))
    assert text == "".join(found)
    assert 5 < len(found) < 50
    heads = [{line.split(" ")[0] for line in piece.splitlines()} for piece in found]
    assert sum(map(len, heads)) == len(set.union(*heads))
    assert [] == list(by_subject(""))


def test_only_the_piece_of_what_came_is_made_again(kept):
    made: list[str] = []
    names = [f"a{i}" for i in range(500)]
    first = pieced("x", "book", by_subject(_lines(names)), _loud(made))
    before = len(made)
    more = next(f"b{i}" for i in range(100) if not cuts(f"<b{i}> "))
    second = pieced("x", "book", by_subject(_lines([*names, more])), _loud(made))
    assert (len(first), before, before + 1) == (before, len(first), len(made))
    assert _lines([*names, more]).upper() == "".join(second)
    assert second == pieced("x", "book", by_subject(_lines([*names, more])), _loud(made))
    assert before + 1 == len(made)


def test_the_order_of_pieces_is_theirs_and_equal_ones_are_equal(kept):
    assert ["B", "A", "B"] == pieced("x", "book", ["b", "a", "b"], str.upper)
    assert ["A", "B", "B", "Ä\0\n"] == pieced("x", "book", ["a", "b", "b", "ä\0\n"], str.upper)
    assert ["A", "B", "B", "Ä\0\n"] == pieced("x", "book", ["a", "b", "b", "ä\0\n"], str.upper)


@pytest.mark.parametrize("fault", ["cut", "empty", "gone", "folder", "program", "name", "book"])
def test_what_is_kept_is_taken_only_whole_and_for_the_same(kept, monkeypatch, fault):
    pieced("x", "book", ["a", "b"], str.upper)
    (path,) = kept.iterdir()
    if fault in ("cut", "empty"):
        path.write_bytes(path.read_bytes()[: 40 if fault == "cut" else 0])
    elif fault in ("gone", "folder"):
        path.unlink()
        if fault == "folder":
            path.mkdir()
    elif fault == "program":
        monkeypatch.setattr(pieces, "running", lambda: b"another")
    made: list[str] = []
    again = pieced("y" if fault == "name" else "x", "other" if fault == "book" else "book", ["a", "b"], _loud(made))
    assert (["A", "B"], ["a", "b"]) == (again, made)


def test_nothing_is_kept_where_nothing_is_to_be(monkeypatch):
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", "")
    made: list[str] = []
    assert ["A"] == pieced("x", "book", ["a"], _loud(made)) == pieced("x", "book", ["a"], _loud(made))
    assert ["a", "a"] == made
