"""What lies between two books of facts."""

import random
import time
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from graph_builder.errors import Where
from graph_builder.model.changes import changes
from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook, Passage, Settings
from graph_builder.model.identity import named
from graph_builder.model.sources import Chapter, Locator, Source
from graph_builder.model.statements import Figure, Statement
from graph_builder.model.things import Alignment, Outcome, Thing
from graph_builder.pipeline import load

TINY = Path(__file__).parents[1] / "worlds" / "tiny"
HERE = Where("facts.yaml")
BASE = "https://example.org/"


def fact(subject, relation, object_, page=19, paragraph=1, **more):
    id_ = more.pop("id", "")
    made = Statement(id=id_, claim=bool(id_), subject=subject, relation=relation, object=object_, where=HERE,
                     locator=Locator("jacobson-1994", page, paragraph), **more)  # fmt: skip
    return named(made)


def thing(id_, label="", kind="Person", **more):
    return Thing(id=id_, kind=kind, label=label or id_, where=HERE, **more)


def book(statements=(), things=(), passages=(), **settings):
    chapter = Chapter("1", "Foundations", "", 17, 26, {17: 1, 19: 3})
    source = Source("jacobson-1994", "Jacobson 1994", {"title": "When"}, (chapter,), HERE)
    return FactBook(Settings(**{"title": "Graph", "base": BASE, **settings}), {source.id: source},
                    {t.id: t for t in things}, tuple(passages), tuple(statements))  # fmt: skip


def keys(altered):
    return [(field.key, field.before, field.after) for field in altered.fields]


LENIN = fact("lenin", "opposes", "red-army-abroad")


def test_a_book_does_not_differ_from_itself_read_twice():
    assert not changes(load(TINY), load(TINY))


def test_facts_are_added_and_removed():
    found = changes(book([LENIN]), book([fact("trotsky", "supports", "red-army-abroad")])).statements
    assert [("lenin", "trotsky")] == [(o.subject, n.subject) for o, n in zip(found.removed, found.added, strict=True)]
    assert () == found.altered


WAYS = {
    "note": {"note": "and others"},
    "when": {"when": parse_date("1920")},
    "hedge": {"hedge": "perhaps"},
    "certainty": {"certainty": "possible"},
    "p": {"locator": Locator("jacobson-1994", 18, 2)},
    "at": {"at": ("congress",)},
    "where": {"places": ("genoa",)},
    "via": {"via": ("letter",)},
    "as": {"role": "commissar"},
    "how": {"how": "strongly"},
    "sense": {"sense": "trotsky-1918"},
    "first": {"first": True},
    "open": {"open": "subject"},
    "confidence": {"confidence": "certain"},
    "author": {"author": "rejects"},
    "quote": {"quote": "no"},
    "editor": {"editor": "from elsewhere"},
    "id": {"id": "lenin-against", "claim": True},
    "compared_to": {"figure": Figure("25", "per cent", Decimal(25), Decimal(25), "", "before the war")},
}


@pytest.mark.parametrize("key", WAYS)
def test_a_fact_of_which_something_else_is_written_is_altered(key):
    old = replace(LENIN, figure=Figure("25", "per cent", Decimal(25), Decimal(25))) if key == "compared_to" else LENIN
    new = named(replace(old, **{"id": "", **WAYS[key]}))
    found = changes(book([old]), book([new]))
    assert ((), ()) == (found.statements.added, found.statements.removed)
    assert [key] == [field.key for field in found.statements.altered[0].fields]


@pytest.mark.parametrize(
    "more",
    [{"negated": True}, {"by": ("trotsky",)}, {"view": "lenin-1920"}, {"mode": "possible"}, {"object": "peace"},
     {"relation": "supports"}, {"figure": Figure("25", "per cent", Decimal(25), Decimal(25))}],
    ids=str,
)  # fmt: skip
def test_a_fact_that_says_something_else_is_another_fact(more):
    found = changes(book([LENIN]), book([named(replace(LENIN, id="", **more))])).statements
    assert (1, 1, 0) == (len(found.added), len(found.removed), len(found.altered))


def test_every_field_of_a_statement_is_compared():
    compared_elsewhere = {"subject", "relation", "object", "figure", "negated", "view", "by", "mode"}
    not_compared = {"where", "nested", "claim"}
    written = {name for way in WAYS.values() for name in way}
    assert {f.name for f in fields(Statement)} == compared_elsewhere | not_compared | written


def test_every_field_of_a_thing_is_compared():
    old = thing("x", "X", "Sense")
    others = {
        "kind": "Concept", "label": "Y", "aka": ("Z",), "type": "slogan", "when": parse_date("1920"),
        "locators": (Locator("jacobson-1994", 17, 1),), "note": "n", "editor": "e",
        "same_as": (Alignment("http://a", "exactMatch", "2026-11-22"),), "holders": ("h",), "concept": "c",
        "gloss": "g", "denies": ("d",), "quote": "q", "hedge": "h", "certainty": "possible", "first": True,
        "several": True, "outcome": Outcome("no"),
    }  # fmt: skip
    assert {f.name for f in fields(Thing)} == {"id", "where", *others}
    for name, value in others.items():
        found = changes(book(things=[old]), book(things=[replace(old, **{name: value})])).things
        assert (1, 1) == (len(found.altered), len(found.altered[0].fields)), name


def test_a_claim_is_known_by_its_id_even_if_it_says_something_else():
    old = fact("lenin", "opposes", "peace", id="claim-1")
    found = changes(book([old]), book([replace(old, object="war")])).statements
    assert [("object", "peace", "war")] == keys(found.altered[0])


def test_of_several_facts_that_say_the_same_the_most_alike_are_matched():
    old = [fact("lenin", "visits", "genoa", when=parse_date(year), note="a") for year in ("1920", "1921")]
    new = [replace(old[1], note="b"), named(replace(old[0], id="", when=parse_date("1922")))]
    found = changes(book(old), book(new)).statements
    assert [[("note", "a", "b")], [("when", "1920", "1922")]] == [keys(altered) for altered in found.altered]


def test_a_renamed_label_is_one_change_of_one_thing():
    found = changes(book([LENIN], [thing("lenin", "Lenin")]), book([LENIN], [thing("lenin", "V. I. Lenin")]))
    assert [("label", "Lenin", "V. I. Lenin")] == keys(found.things.altered[0])
    assert not found.statements


def test_a_renamed_id_is_one_change_and_its_facts_are_the_same_with_new_iris():
    def world(lenin):
        facts = [fact(lenin, "opposes", "war"), fact("x", "opposes", "y", by=(lenin,), role=lenin)]
        return book(facts, [thing(lenin, "Lenin"), thing("sense", kind="Sense", holders=(lenin,))])

    found = changes(world("lenin"), world("vladimir"))
    assert [[("id", "lenin", "vladimir")]] == [keys(altered) for altered in found.things.altered]
    assert (False, 2) == (bool(found.statements), found.moved)


def test_a_renamed_claim_is_followed_into_the_claims_about_it():
    def world(a, b, c):
        return book([fact("x", "opposes", "y", id=a), fact("z", "supports", a, id=b), fact("v", "rejects", b, id=c)])

    found = changes(world("a", "b", "c"), world("a1", "b1", "c1")).statements
    assert ((), ()) == (found.added, found.removed)
    assert [[("id", old, f"{old}1")] for old in "abc"] == [keys(altered) for altered in found.altered]


def test_claims_that_change_ids_with_one_another_are_altered():
    old = [fact("x", "opposes", "y", id="a"), fact("v", "opposes", "w", id="b")]
    new = [fact("x", "opposes", "y", id="b"), fact("v", "opposes", "w", id="a")]
    found = changes(book(old), book(new)).statements
    assert [[("id", "a", "b")], [("id", "b", "a")]] == [keys(altered) for altered in found.altered]


def test_another_spelling_of_a_date_and_another_order_of_a_list_are_no_change():
    old = fact("lenin", "visits", "genoa", when=parse_date("1920-10"), at=("a", "b"))
    new = replace(old, when=parse_date("October 1920"), at=("b", "a"))
    assert not changes(book([old]), book([new]))


def test_what_is_written_by_nesting_is_told_once_of_its_thing():
    old, new = (fact("sense", "understood_by", "lenin", nested=True, note=note) for note in ("a", "b"))
    assert not changes(book([old]), book([new])).statements


def test_passages_that_yield_nothing_settings_and_sources_are_compared():
    place = Locator("jacobson-1994", 26, 2)
    new = book(passages=[Passage(place, "sums up")], title="Another graph")
    source = new.sources["jacobson-1994"]
    new.sources[source.id] = replace(source, chapters=(replace(source.chapters[0], last=27),))
    found = changes(book(), new)
    assert [(place, ("nothing", "", "sums up"))] == [(where, tuple(field)) for where, field in found.silent]
    assert [("title", "Graph", "Another graph")] == [tuple(field) for field in found.settings]
    assert [("chapter 1 pages", "17-26", "17-27")] == keys(found.sources.altered[0])


def test_the_way_back_is_the_way_there_turned_round():
    rng = random.Random(0)
    old = [
        fact(f"p{rng.randrange(9)}", "supports", f"q{rng.randrange(9)}", page=17 + i % 9, note=str(i))
        for i in range(300)
    ]
    new = [replace(s, note="x") if rng.random() < 0.3 else s for s in old if rng.random() > 0.1]
    there, back = changes(book(old), book(new)).statements, changes(book(new), book(old)).statements
    assert {id(s) for s in there.removed} == {id(s) for s in back.added}
    assert len(there.altered) == len(back.altered)
    assert len(there.removed) == len(old) - len(new)


def test_a_large_change_is_matched_in_time_that_grows_with_the_number_of_facts():
    def seconds(count):
        old = [fact("lenin", "supports", "peace", note=str(i)) for i in range(count)]
        new = [replace(s, id=f"{s.id}x", note=f"{s.note}x") for s in reversed(old)]
        start = time.process_time()
        assert count == len(changes(book(old), book(new)).statements.altered)
        return time.process_time() - start

    seconds(500)
    assert seconds(16_000) < 12 * max(seconds(4_000), 0.02)
