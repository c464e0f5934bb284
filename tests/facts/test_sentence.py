"""A fact as a sentence of ids: what is read, and what is refused at which word."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.facts.sentence import LONGEST, SentenceError, parse_sentence
from graph_builder.model.relations import VERBS

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda word: word not in {*VERBS, "not"})


@pytest.mark.parametrize(
    ("text", "subjects", "negated", "verb", "objects"),
    [
        ("lenin opposes a", ["lenin"], False, "opposes", ["a"]),
        ("lenin, radek oppose a,b , c", ["lenin", "radek"], False, "oppose", ["a", "b", "c"]),
        ("lenin,radek not oppose a", ["lenin", "radek"], True, "oppose", ["a"]),
        ("not believes a", [], True, "believes", ["a"]),
        ("expects a", [], False, "expects", ["a"]),
        ("a amounts_to", ["a"], False, "amounts_to", []),
        ("  lenin \t opposes \u00a0 a ", ["lenin"], False, "opposes", ["a"]),
        ("lenin\nopposes\na", ["lenin"], False, "opposes", ["a"]),
        ("Ленин opposes A_b", ["Ленин"], False, "opposes", ["A_b"]),
    ],
)
def test_a_sentence_has_its_parts(text: str, subjects: list[str], negated: bool, verb: str, objects: list[str]):
    found = parse_sentence(text, VERBS)
    assert (subjects, negated, verb, objects) == (
        [part.text for part in found.subjects], found.negated, found.verb.text, [part.text for part in found.objects]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "culprit", "message"),
    [
        ("", "bad-sentence", "", "an empty sentence"),
        ("lenin", "bad-sentence", "lenin", "without a relation"),
        ("lenin a", "bad-sentence", "lenin", "without a relation"),
        ("lenin oposes a", "unknown-relation", "oposes", "unknown relation 'oposes'"),
        ("oposes a", "unknown-relation", "oposes", "unknown relation"),
        ("not expcts a", "unknown-relation", "expcts", "unknown relation"),
        ("lenin likes a", "unknown-relation", "likes", "unknown relation"),
        ("lenin Opposes a", "unknown-relation", "Opposes", "unknown relation"),
        ("the red army suports a", "unknown-relation", "suports", "unknown relation"),
        ("lenin hopes for a", "unknown-relation", "hopes for", "unknown relation"),
        ("lenin and radek oppose a", "bad-sentence", "and", "joined with commas"),
        ("lenin opposes a and b", "bad-sentence", "and", "objects are joined with commas"),
        ("lenin strongly opposes a", "bad-sentence", "strongly", "subjects are joined with commas"),
        ("lenin, radek, oppose a", "bad-sentence", ",", "a comma before the relation 'oppose'"),
        ("lenin opposes, a", "bad-sentence", ",", "a comma after the relation 'opposes'"),
        ("lenin opposes a,", "bad-sentence", ",", "a comma with nothing after it"),
        (", lenin opposes a", "bad-sentence", ",", "a comma with nothing before it"),
        ("lenin,, radek oppose a", "bad-sentence", ",", "a comma with nothing before it"),
        ("lenin opposes supports a", "bad-sentence", "supports", "two relations"),
        ("not lenin opposes a", "bad-sentence", "not", "directly before the relation"),
        ("lenin opposes not a", "bad-sentence", "not", "directly before the relation"),
        ("lenin opposes a {when", "bad-sentence", "{", "no ': ' before the {"),
        ("a" * (LONGEST + 1), "too-long", "a", "2,001 characters"),
    ],
)
def test_what_is_no_sentence_is_refused_at_the_word(text: str, code: str, culprit: str, message: str):
    with pytest.raises(SentenceError, match=re.escape(message)) as caught:
        parse_sentence(text, VERBS)
    error = caught.value
    assert (code, culprit) == (error.code, text[error.offset : error.offset + error.length])


@given(st.lists(IDS, max_size=4), st.booleans(), st.sampled_from(sorted(VERBS)), st.lists(IDS, max_size=4))
def test_what_is_written_as_a_sentence_is_read_as_it_is(
    subjects: list[str], negated: bool, verb: str, objects: list[str]
):
    text = f"{', '.join(subjects)} {'not ' if negated else ''}{verb} {' ,'.join(objects)}"
    found = parse_sentence(text, VERBS)
    assert (subjects, negated, verb, objects) == (
        [part.text for part in found.subjects], found.negated, found.verb.text, [part.text for part in found.objects]
    )  # fmt: skip
    for part in (*found.subjects, found.verb, *found.objects):
        assert part.text == text[part.offset : part.offset + len(part.text)]


@given(st.text("abc,{not } opposes\n", max_size=40) | st.text(max_size=40))
def test_no_text_makes_the_grammar_fail(text: str):
    with contextlib.suppress(SentenceError):
        parse_sentence(text, VERBS)
