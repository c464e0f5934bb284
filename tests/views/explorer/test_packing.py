"""The payload in the page: complete, compact, the same every time."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace

import pytest
from conftest import HOSTILE, fact, thing
from explorer_fixtures import real
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.model.factbook import FactBook
from graph_builder.views.columns import FROM, TO, WHEN, blank, pieces, rows_of, told, untold
from graph_builder.views.explorer_payload import explorer_payload
from graph_builder.views.packing import ids_in, packed, restored

FIELDS: dict[str, st.SearchStrategy[object]] = {
    "id": st.text(max_size=3),
    "passage": st.sampled_from(["", "p1", "p2"]),
    "citation": st.sampled_from(["", "p. 1", "p. 2"]),
    "degree": st.integers(0, 3),
    "x": st.sampled_from([0.0, -7.0, 2.5]),
    "plain": st.booleans(),
    "by": st.lists(st.sampled_from(["", "a", "b"]), max_size=2),
    "when": st.none() | st.fixed_dictionaries({"words": st.sampled_from(["1921", "1922"])}),
}


def test_all_that_was_packed_is_restored(small: FactBook, tiny: FactBook, real: FactBook) -> None:
    for book in (tiny, small, real):
        made = explorer_payload(book)
        first, rest = packed(made)
        assert made == restored(first, rest)
        assert {s.id for s in book.statements} == ids_in(first, "edges")


def test_a_part_of_a_book_and_a_book_without_facts_are_restored_too(small: FactBook) -> None:
    for made in (
        explorer_payload(small, ids=["germany", "soviet-russia"]),
        explorer_payload(replace(small, things={}, statements=(), passages=())),
    ):
        assert made == restored(*packed(made))


def test_the_same_facts_are_packed_to_the_same_bytes(small: FactBook, shuffled: FactBook) -> None:
    assert packed(explorer_payload(small)) == packed(explorer_payload(shuffled))


def test_columns_take_less_room_than_rows(real: FactBook) -> None:
    made = explorer_payload(real)
    rows = base64.b64encode(gzip.compress(json.dumps(made, ensure_ascii=False).encode(), 9))
    assert sum(map(len, packed(made))) < 0.75 * len(rows)


def test_what_the_first_picture_needs_holds_no_sentence_and_no_remark(small: FactBook) -> None:
    first = gzip.decompress(base64.b64decode(packed(explorer_payload(small))[0])).decode()
    assert "Chicherin" in first
    assert "led the government" not in first
    assert "peace with capitalist states" not in first


@given(st.lists(st.fixed_dictionaries(FIELDS), max_size=12))
def test_any_rows_are_read_back_from_their_columns(rows: list[dict[str, object]]) -> None:
    lines = list(pieces("rows", rows, FIELDS, {}))
    assert rows == rows_of(lines, {"rows": blank(rows)}, {"rows": len(rows)})["rows"]


@pytest.mark.parametrize("sign", [FROM, TO, WHEN, "\n", "$&", HOSTILE])
def test_sentences_and_names_that_hold_our_own_signs_are_read_back_to_the_letter(small: FactBook, sign: str) -> None:
    evil = thing("evil", "Event", f"{sign} war {sign}")
    said = fact("evil", "promotes", "war", 19, 1, note=sign, how=f"with {sign}")
    made = explorer_payload(replace(small, things={**small.things, "evil": evil}, statements=(*small.statements, said)))
    assert made["edges"] == restored(*packed(made))["edges"]


def test_a_sentence_is_told_in_signs_only_where_that_gives_back_every_letter() -> None:
    edge = {"from": "a", "to": "b", "when": None, "sentence": "Lenin meets Lenin."}
    assert [f"{FROM} meets {TO}."] == told([edge], {"a": "Lenin", "b": "Lenin"})
    assert [f"\nA {TO} of Lenin."] == told([{**edge, "sentence": f"A {TO} of Lenin."}], {"a": "Lenin", "b": "B"})
    assert untold(f"\nA {TO}.", "x", "y", "") == f"A {TO}."
