"""The library of questions: its files are in form, no engine answers otherwise, no argument gets through.

Both engines are asked in this process, without the limits that `sparql.ask` sets: rdflib's own engine is the check on
Oxigraph, and on the queries, which must mean the same to both.
"""

import signal
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode

from graph_builder.errors import UsageError
from graph_builder.graph.library import ANY, KINDS, asked, filled, question, questions, read
from graph_builder.graph.query_text import refuse, tokens
from graph_builder.graph.rdf import dataset
from graph_builder.graph.sparql import store_of
from graph_builder.graph.vocabulary import prefixes
from graph_builder.pipeline import load
from graph_builder.views.question_list import GROUPS, listed

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "graph_builder" / "graph" / "queries").glob("*.rq"), key=lambda path: path.stem)
EMPTY: set[str] = set()  # questions whose answer on the real data is that there is nothing
SECONDS = 20
XSD = "http://www.w3.org/2001/XMLSchema#"

HEAD = """# Which statements of {who} use {relation} in {time}, on page {page}, with the word {word}?
# who: thing(Person, Group) = lenin | who speaks
# anything: thing = any | of what
# relation: relation = calls_for | the relation
# time: date = 1921 | when
# page: number = 22 | the page
# word: text = trade | a word
"""
BODY = """SELECT ?who WHERE {
  VALUES ?who { kg:lenin }
  VALUES ?anything { UNDEF }
  VALUES ?relation { kgo:callsFor }
  VALUES (?time_from ?time_to) { ("1921-01-01"^^xsd:date "1921-12-31"^^xsd:date) }
  VALUES ?page { 22 }
  VALUES ?word { "trade" }
}
"""
EVERY_TYPE = read("every-type", HEAD + BODY)


@pytest.fixture(scope="module")
def real():
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def engines(real):
    """A query's columns and rows by Oxigraph and by rdflib, as comparable terms."""
    store, rdf = store_of(real), dataset(real)

    def oxigraph(query):
        found = store.query(query, prefixes=prefixes(real.settings))
        columns = [variable.value for variable in found.variables]
        return columns, [tuple(_of_oxigraph(row[i]) for i in range(len(columns))) for row in found]

    def rdflib_own(query):
        found = rdf.query(query)
        return [str(variable) for variable in found.vars], [tuple(_of_rdflib(term) for term in row) for row in found]

    return oxigraph, rdflib_own


def _of_oxigraph(term):
    if term is None or isinstance(term, NamedNode):
        return term and term.value
    return term.value, term.language, term.datatype.value.removeprefix(XSD)


def _of_rdflib(term):
    if term is None or isinstance(term, rdflib.URIRef):
        return term and str(term)
    return str(term), term.language, "string" if not term.datatype and not term.language else _datatype(term)


def _datatype(term):
    return str(rdflib.RDF.langString if term.language else term.datatype).removeprefix(XSD)


@contextmanager
def within(seconds):
    """Ends what takes longer, so that one query cannot hold up the others."""

    def stop(*_):
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# the files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_in_form_and_its_defaults_can_be_asked(path, real):
    found = read(path.stem, path.read_text("utf-8"))
    assert found == question(path.stem)
    assert "{" not in asked(found, {}, real)
    refuse(filled(found, {}, real))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_engines_give_the_same_rows_in_the_same_order(path, engines):
    oxigraph, rdflib_own = engines
    query = path.read_text("utf-8")
    columns, rows = oxigraph(query)
    with within(SECONDS):
        other_columns, other_rows = rdflib_own(query)
    assert columns == other_columns
    assert sorted(map(repr, rows)) == sorted(map(repr, other_rows))
    assert rows == other_rows
    assert bool(rows) == (path.stem not in EMPTY)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_the_same_as_the_query_that_is_filled_with_its_defaults(path, engines, real):
    oxigraph, _ = engines
    assert oxigraph(path.read_text("utf-8")) == oxigraph(filled(question(path.stem), {}, real))


def test_there_are_forty_questions_or_more_sorted_by_name_and_each_is_asked_but_once():
    names = [found.name for found in questions()]
    assert [path.stem for path in FILES] == sorted(names) == names
    assert len(names) >= 40
    assert len({found.text for found in questions()}) == len(names)


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ("SELECT * {}", "", "no question"),
        ("# which statements are there?", "", "no question"),
        ("# Which statements are there", "", "no question"),
        ("# Which of {who}?", "", r"slot {who}"),
        ("# Which?\n# who: thing = lenin | who", "", "VALUES"),
        ("# Which?\n# who: thing = lenin | who", "VALUES ?who { kg:radek }", "VALUES"),
        ("# Which?\n# who: thing = lenin | who", "# VALUES ?who { kg:lenin }", "VALUES"),
        ("# Which?\n# who: thing = lenin | who", "VALUES ?who { kg:lenin }\nVALUES ?who { kg:radek }", "VALUES"),
        ("# Which?\n# who: thing = lenin | who\n# who: thing = lenin | who", "VALUES ?who { kg:lenin }", "two param"),
        ("# Which?\n# who: thing(Man) = lenin | who", "VALUES ?who { kg:lenin }", "Passage"),
        ("# Which?\n# who: text(Person) = lenin | who", 'VALUES ?who { "lenin" }', "only a thing"),
        ("# Which?\n# who: person = lenin | who", "VALUES ?who { kg:lenin }", "no parameter"),
        ("# Which?\n# Who: thing = lenin | who", "VALUES ?Who { kg:lenin }", "no parameter"),
        ("# Which?\n# how: relation = assists | how", "VALUES ?how { kgo:assists }", "no relation"),
        ("# Which?\n# on: number = any | page", "VALUES ?on { UNDEF }", "not a number"),
        ("# Which?\n# then: date = 1921 | when", 'VALUES ?then { "1921" }', "VALUES"),
        ("# Which?\n# then: date = someday | when", 'VALUES (?then_from ?then_to) { ("a" "b") }', "not a date"),
    ],
)
def test_a_file_that_is_out_of_form_is_refused(head, body, said):
    with pytest.raises(ValueError, match=said):
        read("wrong", f"{head}\nSELECT * WHERE {{\n{body}\n}}\n")


# arguments


def lines_of(arguments, book):
    """The VALUES lines that these arguments change, as they stand then."""
    before, after = (filled(EVERY_TYPE, given, book).partition("SELECT")[2] for given in ({}, arguments))
    pairs = zip(after.splitlines(), before.splitlines(), strict=True)
    return [line.strip() for line, old in pairs if line != old]


@pytest.mark.parametrize(
    ("name", "argument", "line", "words"),
    [
        ("who", "krasin", "VALUES ?who { kg:krasin }", "Leonid Krasin"),
        ("who", "Leonid Krasin", "VALUES ?who { kg:krasin }", "Leonid Krasin"),
        ("who", "  leonid  KRASIN ", "VALUES ?who { kg:krasin }", "Leonid Krasin"),
        ("who", "any", "VALUES ?who { UNDEF }", "anyone"),
        ("relation", "supports", "VALUES ?relation { kgo:supports }", "supports"),
        ("relation", "hopesFor", "VALUES ?relation { kgo:hopesFor }", "hopes for"),
        ("relation", "hope_for", "VALUES ?relation { kgo:hopesFor }", "hopes for"),
        ("relation", "any", "VALUES ?relation { UNDEF }", "any relation"),
        ("time", "early 1922", '{ ("1922-01-01"^^xsd:date "1922-04-30"^^xsd:date) }', "early 1922"),
        ("time", "1920-09/1921", '{ ("1920-09-01"^^xsd:date "1921-12-31"^^xsd:date) }', "September 1920 to 1921"),
        ("time", "before 1921", '{ ("0001-01-01"^^xsd:date "1920-12-31"^^xsd:date) }', "before 1921"),
        ("time", "1921/..", '{ ("1921-01-01"^^xsd:date "9999-12-31"^^xsd:date) }', "from 1921"),
        ("page", "0173", "VALUES ?page { 173 }", "173"),
        ("page", "-1.50", "VALUES ?page { -1.50 }", "-1.50"),
        ("word", 'the "NEP" {of} 1921 # ¶', r'VALUES ?word { "the \"NEP\" {of} 1921 # ¶" }', 'the "NEP" {of} 1921 # ¶'),
    ],
)
def test_an_argument_stands_in_its_line_and_in_the_question(name, argument, line, words, real):
    changed = lines_of({name: argument}, real)
    assert len(changed) == 1
    assert changed[0].endswith(line)
    assert words in asked(EVERY_TYPE, {name: argument}, real)


def test_a_claim_and_a_passage_can_be_asked_about(real):
    claim = next(iter(real.claims))
    assert [f"VALUES ?anything {{ kg:{claim} }}"] == lines_of({"anything": claim}, real)
    about = read("of", "# Of {place}?\n# place: thing(Passage) = jacobson-1994-p19-1 | a passage\nASK {\n"
                 "  VALUES ?place { kg:jacobson-1994-p19-1 }\n}\n")  # fmt: skip
    assert "Of Jacobson 1994, p. 26 ¶2?" == asked(about, {"place": "jacobson 1994, p. 26 ¶2"}, real)


def test_every_alias_that_one_thing_has_alone_leads_to_it(real):
    named = {}
    for thing in real.things.values():
        for name in {name.casefold() for name in (thing.label, *thing.aka)}:
            named.setdefault(name, []).append(thing.id)
    alone = {name: ids[0] for name, ids in named.items() if len(ids) == 1 and name not in real.things}
    aliases = [name for name in alone if real.things[alone[name]].label.casefold() != name]
    assert aliases
    for name in aliases:
        assert f"VALUES ?anything {{ kg:{alone[name]} }}" in filled(EVERY_TYPE, {"anything": name}, real)


def test_a_name_that_several_things_have_is_refused_with_their_ids(tiny):
    things = tiny.things | {"trotsky": replace(tiny.things["trotsky"], aka=("the Old Man",))}
    things |= {"lenin": replace(tiny.things["lenin"], aka=("the old man",))}
    with pytest.raises(UsageError, match=r"who: .*several things; give an id: lenin, trotsky"):
        filled(EVERY_TYPE, {"who": "The Old Man"}, replace(tiny, things=things))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"wo": "lenin"}, r"no parameter 'wo'; did you mean 'who'\? \(its parameters: who, "),
        ({"who": "lennin"}, r"^who: there is no Person or Group 'lennin'; did you mean 'lenin'\?$"),
        ({"who": "Leonid Krassin"}, r"did you mean 'Leonid Krasin'\?"),
        ({"who": "peaceful-coexistence"}, r"is a Concept, and this must be a Person or Group"),
        ({"who": "peaceful coexistence"}, r"is a Concept, and this must be a Person or Group"),
        ({"anything": "jacobson-1994-p19-1"}, r"is a Passage, and this must be a thing"),
        ({"who": ""}, r"^who: there is no Person or Group ''$"),
        ({"relation": "call_fro"}, r"^relation: there is no relation 'call_fro'; did you mean 'call_for'\?.*hinders"),
        ({"time": "1923-24"}, r"^time: .*season"),
        ({"time": "1921-13"}, r"^time: "),
        ({"time": ""}, r"^time: "),
        ({"page": "twenty"}, r"^page: 'twenty' is not a number"),
        ({"page": "٢٢"}, r"^page: "),
        ({"page": "1e9"}, r"^page: "),
        ({"page": "9" * 5000}, r"^page: .{,120}$"),
        ({"word": ""}, r"^word: a text has 1 to "),
        ({"word": "a" * 201}, r"^word: a text has 1 to "),
        ({"word": "a\\u0022"}, r"^word: a text cannot have the character '\\\\'"),
    ],
)
def test_an_argument_that_is_not_what_is_asked_for_is_refused_with_the_parameter_and_a_remedy(arguments, said, real):
    for ask in (filled, asked):
        with pytest.raises(UsageError, match=said):
            ask(EVERY_TYPE, arguments, real)


def test_a_default_that_the_book_has_not_is_said_to_be_one(tiny):
    with pytest.raises(UsageError, match=r"^strategy: there is no Concept .*it is the default: give strategy=\.\.\."):
        filled(question("integrationist-careers"), {}, tiny)


def test_an_unknown_question_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match=r"no question 'who-suported'; did you mean 'who-supported'\?"):
        question("who-suported")


ATTACKS = (
    '" } ?s ?p ?o . VALUES ?x { "',
    '"@en "x',
    '"^^xsd:date) } #',
    "lenin } ?s ?p ?o {",
    "lenin # ",
    "kg:lenin",
    "<https://example.org/early-soviet-foreign-policy/lenin>",
    "lenin\n} DELETE WHERE { ?s ?p ?o",
    "UNDEF",
    "callsFor|kgo:supports",
    "calls_for\\",
    "\\u0022 } #",
    "\\U00000022 } #",
    '\\" } #',
    "'''",
    '"""',
    "22 } SERVICE <http://127.0.0.1/> { ?s ?p ?o",
    "22; DROP ALL",
    "1921 } #",
    '1921"^^xsd:date "x',
    "\\g<0>\\1",
    "{who}",
    "${page}%s%(word)s",
    "a\x00b",
    "\ud800",
    "\u2028} #",
    "\r\n}",
)


def query_or_refusal(arguments, book):
    try:
        return filled(EVERY_TYPE, arguments, book), ""
    except UsageError as error:
        return "", str(error)


@pytest.mark.parametrize("name", [parameter.name for parameter in EVERY_TYPE.parameters])
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_argument_can_change_more_of_a_query_than_the_one_term(name, attack, real, tiny):
    query, refusal = query_or_refusal({name: attack}, real)
    if name != "word" or refusal:
        assert refusal.startswith(f"{name}: ")
        assert refusal.isprintable()
        return
    harmless = tokens(filled(EVERY_TYPE, {}, real))
    changed = [(old, new) for old, new in zip(harmless, tokens(query), strict=True) if old[:2] != new[:2]]
    assert [("string", "string")] == [(old.kind, new.kind) for old, new in changed]
    row = "SELECT ?word WHERE {\n  VALUES ?word { " + changed[0][1].text + " }\n}"
    assert [rdflib.Literal(attack.strip())] == [found[0] for found in rdflib.Graph().query(row)]
    assert [attack.strip()] == [found[0].value for found in store_of(tiny).query(row)]


def test_the_worst_words_that_are_taken_for_text_are_among_the_attacks(real):
    taken = [attack for attack in ATTACKS if query_or_refusal({"word": attack}, real)[0]]
    assert ATTACKS[0] in taken
    assert any(len(attack) == attack.count('"') for attack in taken)


def test_no_name_of_a_parameter_gets_into_a_query_or_a_terminal(real):
    with pytest.raises(UsageError) as caught:
        filled(EVERY_TYPE, {"who } #\x1b[31m\n" * 100: "lenin"}, real)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


# other books


@pytest.mark.parametrize("prefix", ["tiny", "kg", "kgo", "rdf", "skos"])
def test_a_question_is_answered_from_a_book_with_another_prefix_and_base(prefix, tiny):
    other = replace(tiny, settings=replace(tiny.settings, prefix=prefix, base="https://example.org/other#"))
    query = filled(question("who-supported"), {}, other)
    rows = {(row["stance"].value, row["actor"].value) for row in store_of(other).query(query)}
    wanted = {("supports", "https://example.org/other#trotsky"), ("opposes", "https://example.org/other#lenin")}
    assert wanted == rows
    named = store_of(other).query(query, prefixes=prefixes(other.settings))
    assert wanted == {(row["stance"].value, row["actor"].value) for row in named}
    assert wanted == {(str(row.stance), str(row.actor)) for row in dataset(other).query(query)}


def test_the_kinds_that_a_parameter_may_ask_for_are_those_of_the_model(real):
    assert {thing.kind for thing in real.things.values()} <= set(KINDS)
    assert ANY not in real.things


def test_every_question_stands_in_one_group_and_the_list_shows_all():
    every = questions()
    named = [name for _, names in GROUPS.values() for name in names]
    assert len(named) == len(set(named))
    assert {question.name for question in every} == set(named)
    text = listed(every)
    assert all(f"\n{question.name}\n    {question.text}\n" in text for question in every)
