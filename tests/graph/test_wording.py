"""Sentences: their verbs agree, what is quoted within quotes is told apart, and lists that go on say so."""

from dataclasses import replace

import pytest

from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook
from graph_builder.model.wording import sentence


@pytest.fixture
def said(tiny):
    """The sentence of a fact of the tiny world that is altered, and whose things have other labels."""

    def say(labels=None, **changes):
        names = {"foreign-trade": "foreign trade", **(labels or {})}
        things = {id_: replace(thing, label=names.get(id_, thing.label)) for id_, thing in tiny.things.items()}
        fact = next(s for s in tiny.statements if s.subject == "foreign-trade")
        fact = replace(fact, **{"view": "", "object": "full-recognition", **changes})
        return sentence(fact, FactBook(tiny.settings, tiny.sources, things, tiny.passages, (*tiny.statements, fact)))

    return say


@pytest.mark.parametrize(
    ("label", "changes", "expected"),
    [
        ("foreign trade", {}, "Foreign trade promotes"),
        ("raw materials", {}, "Raw materials promote"),
        ("raw materials", {"negated": True}, "Raw materials do not promote"),
        ("treaties of peace", {"mode": "intended"}, "Treaties of peace are meant to promote"),
        ("news of economic difficulties", {}, "News of economic difficulties promotes"),
        ("the crisis", {}, "The crisis promotes"),
        ("trade of the states, 1920-21", {}, "Trade of the states, 1920-21, promotes"),
        ("foreign trade", {"open": "subject"}, "Foreign trade, among others, promotes"),
    ],
)
def test_the_verb_agrees_with_its_subject(label, changes, expected, said):
    assert said({"foreign-trade": label}, **changes).startswith(expected + " ")


def test_other_persons_are_others_and_other_things_are_among_others(said):
    people = said(subject="lenin", relation="supports", open="subject")
    assert people.startswith("Lenin and others support ")
    assert said({"full-recognition": "London"}, open="object") == "Foreign trade promotes London, among others."


def test_remarks_and_dates_stand_in_one_pair_of_brackets(said):
    label = {"full-recognition": "recognition"}
    dated = said(label, how="above all", when=parse_date("by 1921-02"), first=True)
    assert dated == "Foreign trade promotes recognition (above all), for the first time (by February 1921)."
    assert (
        said(label, how="above all", when=parse_date("1921")) == "Foreign trade promotes recognition (above all; 1921)."
    )


def test_quotes_within_quotes_and_the_doubt_of_the_author(said):
    text = said({"full-recognition": "it"}, quote='the "NEP"', certainty="possible", hedge="perhaps")
    assert text == "Foreign trade promotes it: “the ‘NEP’”. The author holds this to be possible: “perhaps”."
