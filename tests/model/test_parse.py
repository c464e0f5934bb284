"""What a curator writes by hand: read as it is meant, or refused with one clear problem at its place.

Each case changes one thing in the tiny world.  A problem is given as `line:column code` of the file that was changed.
"""

# ruff: noqa: E501 - tables: one row a case

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from graph_builder.errors import Problem
from graph_builder.model.factbook import FactBook
from graph_builder.model.figures import parse_figure
from graph_builder.model.scalars import Iri
from graph_builder.parts.packed import packed, unpacked
from graph_builder.pipeline import check_folder

World = Callable[[str], Path]
FACTS = "source: {document: jacobson-1994}\npassages:\n"
PASSAGE = f"{FACTS}- p: 20 ¶1\n  facts:\n"


def checked(folder: Path, files: dict[str, str]) -> tuple[FactBook | None, list[Problem]]:
    """The tiny world with these files added or replaced, without the warnings that something is not used."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    found = check_folder(folder)
    return found.book, [p for p in found.problems if p.code != "unused-thing"]


def places(problems: list[Problem]) -> list[str]:
    return [f"{p.where.line}:{p.where.column} {p.code}" for p in problems]


def with_fact(world: World, fact: str) -> tuple[FactBook | None, list[Problem]]:
    return checked(world("tiny"), {"facts/new.yaml": f"{PASSAGE}    - {fact}\n"})


class TestFacts:
    """One fact, beginning at 5:7."""

    @pytest.mark.parametrize(
        "fact",
        [
            "lenin opposes foreign-trade",
            "lenin oppose foreign-trade",
            "lenin   opposes   foreign-trade",
            '"lenin opposes foreign-trade"',
            "'lenin opposes foreign-trade': {when: 1921}",
            "lenin opposes\n      foreign-trade",
            "lenin opposes foreign-trade: {}",
            "lenin opposes foreign-trade:\n        when: 1921\n        note: no",
            "lenin, trotsky ,stalin oppose foreign-trade, full-recognition",
            "lenin opposes foreign-trade: {at: [ninth-party-congress-1920], where: soviet-russia, via: lenin}",
            'lenin opposes foreign-trade: {at: "ninth-party-congress-1920, ninth-party-congress-1920"}',
            "foreign-trade amounts_to: {value: ~10, unit: times, compared_to: 1919}",
            "lenin supports soviet-russia: {id: a-claim, first: yes}",
        ],
    )
    def test_a_fact_may_be_written_in_many_ways(self, world: World, fact: str):
        book, problems = with_fact(world, fact)
        assert [] == problems
        assert book is not None

    @pytest.mark.parametrize(
        ("fact", "expected"),
        [
            ("1921", ["5:7 bad-sentence"]),
            ("~", ["5:7 bad-sentence"]),
            ("", ["5:6 bad-sentence"]),
            ("[lenin, opposes, foreign-trade]", ["5:7 bad-sentence"]),
            ("{}", ["5:7 bad-sentence"]),
            ("lenin: opposes foreign-trade", ["5:7 bad-sentence"]),
            ("lenin opposes foreign-trade:", ["5:7 empty-value"]),
            ("lenin opposes foreign-trade: 1921", ["5:36 wrong-form"]),
            ("lenin opposes foreign-trade: [when, 1921]", ["5:36 wrong-form"]),
            ("lenin opposes foreign-trade:\n        - when: 1921", ["6:9 wrong-form"]),
            ("lenin opposes foreign-trade:\n      when: 1921", ["6:7 one-fact-per-item"]),
            ("lenin opposes\n        foreign-trad", ["6:9 unknown-id"]),
            ("Lenin opposes foreign-trade", ["5:7 unknown-id"]),
            ("lenin opposes jacobson-1994", ["5:21 wrong-kind"]),
            ("lenin opposes foreign-trade: {when: [1921, 1922]}", ["5:43 wrong-form"]),
            ("lenin opposes foreign-trade: {when: 1921, 1922}", ["5:49 unknown-key"]),
            ("lenin opposes foreign-trade: {at: {a: b}}", ["5:41 wrong-form"]),
            ("lenin opposes foreign-trade: {at: [[ninth-party-congress-1920]]}", ["5:42 wrong-form"]),
            ("lenin opposes foreign-trade: {note: {a: {b: {c: d}}}}", ["5:43 wrong-form"]),
            ("lenin opposes foreign-trade: {by: trotzky}", ["5:41 unknown-id"]),
            ("lenin opposes foreign-trade: {by: foreign-trade}", ["5:41 wrong-kind"]),
            ("lenin opposes foreign-trade: {as: foreign-trade}", ["5:41 wrong-kind"]),
            ("lenin opposes foreign-trade: {id: lenin}", ["5:41 duplicate-id"]),
            ("lenin opposes foreign-trade: {id: trotsky-1918}", ["5:41 duplicate-id"]),
            ("lenin opposes foreign-trade: {id: jacobson-1994}", ["5:41 duplicate-id"]),
            ("lenin opposes foreign-trade: {id: opposes}", ["5:41 bad-id"]),
            ("lenin opposes foreign-trade: {quote: '', note: ''}", ["5:37 empty-value", "5:48 empty-value"]),
            (f"lenin opposes foreign-trade: {{note: {'long ' * 500}}}", ["5:43 too-long"]),
            (f"{', '.join(['lenin'] * 500)} oppose foreign-trade", ["5:7 too-long"]),
            ("lennin opposes foreign-trad: {when: 1921-13, at: ninth, wehn: 1}",
             ["5:7 unknown-id", "5:22 unknown-id", "5:43 impossible-date", "5:56 unknown-id", "5:63 unknown-key"]),
            ("lenin opposes foreign-trade: {wehn: 1921, by: stalin, when: 1921-13}",
             ["5:37 unknown-key", "5:67 impossible-date"]),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_a_fact_is_told_once_at_its_place(self, world: World, fact: str, expected: list[str]):
        assert expected == places(with_fact(world, fact)[1])

    @pytest.mark.parametrize("words", ["when", "when: 1921, by"])
    def test_a_word_in_a_note_is_not_taken_for_the_key_of_a_qualifier(self, world: World, words: str):
        fact = f'lenin opposes foreign-trade: {{note: "{words}: stalin", by: stalinn}}'
        (problem,) = with_fact(world, fact)[1]
        assert ("unknown-id", fact.rindex("stalinn") + 7) == (problem.code, problem.where.column)

    def test_of_five_thousand_faults_each_is_told(self, world: World):
        facts = "".join(f"    - lenin-{i} opposes foreign-trade: {{when: 1921-99}}\n" for i in range(2500))
        _, problems = checked(world("tiny"), {"facts/new.yaml": PASSAGE + facts})
        assert [(5 + i // 2) for i in range(5000)] == [p.where.line for p in problems]


class TestPassages:
    """A passage that begins at 3:3."""

    @pytest.mark.parametrize(
        ("passages", "expected"),
        [
            ("- p: 20 ¶1\n", ["3:3 empty-passage"]),
            ("- p: 20 ¶1\n  facts:\n", ["4:3 empty-passage"]),
            ("- p: 20 ¶1\n  facts: []\n", ["4:3 empty-passage"]),
            ("- p: 20 ¶1\n  nothing:\n", ["4:3 empty-value"]),
            ("- p: 20 ¶1\n  noting: a question\n", ["4:3 unknown-key"]),
            ("- p: 20 ¶1\n  fact: [lenin opposes foreign-trade]\n", ["4:3 unknown-key"]),
            ("- p: 20 ¶1\n  facts: lenin opposes foreign-trade\n", ["4:10 wrong-form"]),
            ("- p: 20 ¶1\n  facts: {lenin opposes foreign-trade: {}}\n", ["4:10 wrong-form"]),
            ("- 20 ¶1\n", ["3:3 wrong-form"]),
            ("- facts: [lenin opposes foreign-trade]\n", ["3:3 missing-key"]),
            ("- p:\n  facts: [lenin opposes foreign-trade]\n", ["3:3 empty-value"]),
            ("- p: [20 ¶1]\n  nothing: a\n", ["3:6 wrong-form"]),
            ("- p: 20\n  nothing: a\n", ["3:6 bad-locator"]),
            ("- p: pp. 17-18\n  nothing: a\n", ["3:6 bad-locator"]),
            ("- p: 20 ¶1-2\n  nothing: a\n", ["3:6 bad-locator"]),
            ("- p: ٢٠ ¶1\n  nothing: a\n", ["3:6 bad-locator"]),
            ("- p: 20 ¶0\n  nothing: a\n", ["3:6 locator-outside"]),
            ("- p: 0 ¶1\n  nothing: a\n", ["3:6 locator-outside"]),
            ("- p: 20.9\n  view: stalin-1925\n  nothing: a\n", ["3:6 locator-outside"]),
            ("- p: 20 ¶9\n  view: stalin-1925\n  facts: [fears foreign-trade]\n", ["3:6 locator-outside"]),
            ("- p: 20 §1\n  view: stalin-1925\n  facts: [fears foreign-trade]\n", ["3:6 bad-locator"]),
            ("- p: 20 ¶1\n  view: stalin\n  facts: [fears foreign-trade, fears full-recognition]\n", ["4:9 wrong-kind"]),
            ("- p: 20 ¶1\n  view: foreign-trade\n  facts: [fears full-recognition]\n", ["4:9 wrong-kind"]),
            ("- p: 20 ¶1\n  view: stalin-1952\n  facts: [fears foreign-trade, fears full-recognition]\n", ["4:9 unknown-id"]),
            ("- p: 20 ¶1\n  view: [stalin-1925]\n  facts: [fears foreign-trade]\n", ["4:9 wrong-form"]),
            ("- p: 20 ¶1\n  veiw: stalin-1925\n  facts: [fears foreign-trade]\n", ["4:3 unknown-key"]),
            ("- p: 20 ¶1\n  facts: [lennin opposes foreign-trade]\n- p: x\n  facts: [lenin opposes foreign-trad]\n",
             ["4:11 unknown-id", "5:6 bad-locator", "6:25 unknown-id"]),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_a_passage_is_told_once(self, world: World, passages: str, expected: list[str]):
        assert expected == places(checked(world("tiny"), {"facts/new.yaml": FACTS + passages})[1])

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", ["1:1 empty-file"]),
            ("- lenin opposes foreign-trade\n", ["1:1 wrong-form"]),
            ("lenin opposes foreign-trade\n", ["1:1 wrong-form"]),
            ("source: jacobson-1994\n", ["1:1 missing-key"]),
            ("source: jacobson-1994\npassages:\n", ["2:1 empty-value"]),
            ("source: jacobson-1994\npassages: []\n", ["2:1 empty-value"]),
            ("source: jacobson-1994\npassages: {p: 20 ¶1}\n", ["2:11 wrong-form"]),
            ("source: jacobson-1994\npasages: [{p: 20 ¶1, nothing: a}]\n", ["2:1 unknown-key"]),
            ("passages: [{p: 20 ¶1, nothing: a}]\n", ["1:1 missing-key"]),
            ("sorce: jacobson-1994\npassages: [{p: 20 ¶1, nothing: a}]\n", ["1:1 unknown-key"]),
            ("source: jacobsen-1994\npassages: [{p: 20 ¶9, nothing: a}]\n", ["1:9 unknown-source"]),
            ("source: [jacobson-1994]\npassages: [{p: 20 ¶1, nothing: a}]\n", ["1:9 wrong-form"]),
            (
                "source: {document: jacobson-1994, chapter: 9}\npassages: [{p: 20 ¶1, nothing: a}]\n",
                ["1:44 unknown-chapter"],
            ),
            ("people:\n  krasin: {label: Krasin}\n", ["1:1 unknown-key"]),
        ],
    )
    def test_what_is_wrong_with_a_whole_file_is_told_once(self, world: World, text: str, expected: list[str]):
        assert expected == places(checked(world("tiny"), {"facts/new.yaml": text})[1])


class TestThings:
    """Entities files."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("people:\n", ["1:1 empty-value"]),
            ("people: {}\n", ["1:1 empty-value"]),
            ("people: []\n", ["1:1 empty-value"]),
            ("people: krasin\n", ["1:9 wrong-form"]),
            ("people:\n- krasin: {label: Krasin}\n", ["2:1 wrong-form"]),
            ("persons:\n  krasin: {label: Krasin}\n", ["1:1 unknown-key"]),
            ("source: jacobson-1994\n", ["1:1 empty-file"]),
            ("source: jacobson\npeople:\n  krasin: {label: Krasin}\n", ["1:9 unknown-source"]),
            ("- krasin\n", ["1:1 wrong-form"]),
            ("people:\n  krasin:\n", ["2:3 empty-value"]),
            ("people:\n  krasin: Krasin\n", ["2:11 wrong-form"]),
            ("people:\n  krasin: [Krasin]\n", ["2:11 wrong-form"]),
            ("people:\n  krasin: {}\n", ["2:3 missing-key"]),
            ("people:\n  krasin: {lable: Krasin}\n", ["2:12 unknown-key"]),
            ("people:\n  krasin: {label: }\n", ["2:12 empty-value"]),
            ("people:\n  krasin: {label: [Krasin]}\n", ["2:19 wrong-form"]),
            ("people:\n  krasin: {label: Krasin, aka: Leonid}\n", ["2:32 wrong-form"]),
            ("people:\n  krasin: {label: Krasin, p: 17}\n", ["2:30 bad-locator"]),
            ("people:\n  krasin: {label: Krasin, p: [17 ¶1, 99 ¶1]}\n", ["2:38 locator-outside"]),
            ("people:\n  krasin: {label: Krasin, p: '17 ¶1,'}\n", ["2:30 bad-locator"]),
            ("people:\n  krasin: {label: Krasin, when: 1870}\n", ["2:3 date-without-place"]),
            ("people:\n  krasin: {label: Krasin, type: politican, p: 17 ¶9}\n", ["2:33 unknown-type", "2:47 locator-outside"]),
            ("people:\n  krasin: {label: Krasin, type: politican, when: 1870-13}\n", ["2:33 unknown-type", "2:50 impossible-date"]),
            ("people:\n  Krasin: {label: Krasin}\n", ["2:3 bad-id"]),
            ("people:\n  красин: {label: Krasin}\n", ["2:3 bad-id"]),
            ("people:\n  1917-: {label: Krasin}\n", ["2:3 bad-id"]),
            (f"people:\n  {'k' * 81}: {{label: Krasin}}\n", ["2:3 bad-id"]),
            ("people:\n  found: {label: Krasin}\n", ["2:3 bad-id"]),
            ("people:\n  1917: {label: Krasin}\n", []),
            ("people:\n  jacobson-1994: {label: Jacobson}\n", ["2:3 duplicate-id"]),
            ("people:\n  trotsky-1918: {label: Trotsky's sense}\n", ["2:3 duplicate-id"]),
            ("people:\n  a: {label: A}\n  a: {label: B}\n", ["3:3 duplicate-key"]),
            ("people:\n  a: {label: A}\npeople:\n  b: {lable: B}\n", ["3:1 duplicate-key", "4:7 unknown-key"]),
            ("concepts:\n  a:\n    label: A\n    senses: {trotsky-1918: {for: lenin, p: 17 ¶1, gloss: B}}\n", ["4:14 duplicate-id"]),
            ("concepts:\n  a:\n    label: A\n    senses: [trotsky-1919]\n", ["4:13 wrong-form"]),
            ("concepts:\n  a:\n    label: A\n    senses: {B_C: {for: lenin, p: 17 ¶1, gloss: B}}\n", ["4:14 bad-id"]),
            ("concepts:\n  a:\n    label: A\n    senses: {b: {for: lennin, p: 17 ¶1, gloss: B}}\n", ["4:23 unknown-id"]),
            ("concepts:\n  a:\n    label: A\n    senses: {b: {for: lenin, p: 17 ¶1, from: a, gloss: B}}\n", ["4:46 wrong-kind"]),
            ("outlooks:\n  o: {label: O, p: 17 ¶1}\n", ["2:3 missing-key"]),
            ("outlooks:\n  o: {label: O, of: foreign-trade, p: 17 ¶1}\n", ["2:21 wrong-kind"]),
            ("outlooks:\n  o: {label: O, of: lennin, p: 17 ¶99}\n", ["2:21 unknown-id", "2:32 locator-outside"]),
            ("situations:\n  s: {label: S, came_true: yes}\n", ["2:28 wrong-form"]),
            ("situations:\n  s: {label: S, came_true: {answer: perhaps, p: 17 ¶1}}\n", ["2:37 bad-value"]),
            ("situations:\n  s: {label: S, came_true: {by: lenin, p: 17 ¶2}}\n", ["2:33 wrong-kind", "2:43 locator-outside"]),
            (PASSAGE + "    - lenin opposes foreign-trade\n", ["2:1 unknown-key"]),
            ("people:\n  label: Krasin\n  type: politician\n  p: 17 ¶1\n", ["2:3 wrong-form"]),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_a_thing_is_told_once(self, world: World, text: str, expected: list[str]):
        assert expected == places(checked(world("tiny"), {"entities/very-new.yaml": text})[1])

    @pytest.mark.parametrize(
        "entry",
        [
            "{label: Krasin, when: 1870-13}", "{label: Krasin, colour: red}", "{lable: Krasin}", "{}", "", "Krasin", "[a]",
            "{label: Krasin", '{label: "Krasin}', "{label: Krasin}}", "*krasin", "&k {label: Krasin}", "!x {label: Krasin}",
            "{label: Kra\u00adsin}", "{label: Kra\x07sin}", "{label: Krasin,\ttype: politician}",
            "\n  label: Krasin: a life", "\n    label: Krasin\n  p: 17",
        ],
    )  # fmt: skip
    def test_a_thing_with_a_fault_does_not_make_the_facts_that_use_it_faulty(self, world: World, entry: str):
        things = f"people:\n  krasin: {entry}\n  litvinov: {{label: Litvinov}}\n"
        facts = f"{PASSAGE}    - krasin, litvinov support foreign-trade: {{by: krasin}}\n"
        book, problems = checked(world("tiny"), {"entities/new.yaml": things, "facts/new.yaml": facts})
        assert None is book
        assert {"new.yaml"} == {Path(p.where.file).name for p in problems}
        assert {"entities"} == {Path(p.where.file).parent.name for p in problems}

    def test_an_id_with_a_capital_is_told_where_it_is_defined_and_not_where_it_is_used(self, world: World):
        files = {
            "entities/new.yaml": "people:\n  Leonid_Krasin: {label: Krasin}\n",
            "facts/new.yaml": f"{PASSAGE}    - leonid-krasin supports foreign-trade\n    - Leonid_Krasin supports lenin\n",
        }
        assert ["2:3 bad-id"] == places(checked(world("tiny"), files)[1])


class TestSettingsAndSources:
    """graph.yaml and sources.yaml: a fault in them is one problem, not one for each thing and fact."""

    @pytest.mark.parametrize(
        ("name", "old", "new", "expected"),
        [
            ("graph.yaml", "https:", "htps:", "2:7 bad-iri"),
            ("graph.yaml", "tiny/", "tiny", "2:7 bad-iri"),
            ("graph.yaml", "title: A tiny world", "titel: A tiny world", "1:1 unknown-key"),
            ("graph.yaml", "title: A tiny world", "title:", "1:1 empty-value"),
            ("graph.yaml", "  people:", "  persons:", "5:3 unknown-key"),
            ("graph.yaml", "{politician: a person who holds power}", "[politician]", "5:11 wrong-form"),
            ("graph.yaml", "power}", "power", "5:11 syntax"),
            ("graph.yaml", "licence: {code: MIT,", "licence: {code: ,", "3:11 empty-value"),
            ("sources.yaml", "sources:", "source:", "1:1 unknown-key"),
            ("sources.yaml", "  jacobson-1994:", "  Jacobson-1994:", "2:3 bad-id"),
            ("sources.yaml", "type: book", "type: novel", "3:11 bad-value"),
            ("sources.yaml", "short: Jacobson 1994", "shrt: Jacobson 1994", "4:5 unknown-key"),
            ("sources.yaml", "[{family: Jacobson, given: Jon}]", "Jon Jacobson", "6:13 wrong-form"),
            ("sources.yaml", "pages: 17-26", "pages: 17", "12:38 bad-value"),
            ("sources.yaml", "pages: 17-26", "pages: 26-17", "12:38 impossible-interval"),
            ("sources.yaml", "26: 2}}", "27: 2}}", "12:150 locator-outside"),
            ("sources.yaml", "26: 2}}", "²: 2}}", "12:150 locator-outside"),
            ("sources.yaml", "26: 2}}", "26: two}}", "12:154 bad-value"),
            ("sources.yaml", "26: 2}}", "26: 0}}", "12:154 bad-value"),
            ("sources.yaml", "26: 2}}", "26: 2}", "12:10 syntax"),
            ("sources.yaml", "type: book", "type: 'book", "3:11 syntax"),
        ],
    )
    def test_a_fault_is_one_problem(self, world: World, name: str, old: str, new: str, expected: str):
        folder = world("tiny")
        text = (folder / name).read_text("utf-8")
        assert old in text
        assert [expected] == places(checked(folder, {name: text.replace(old, new, 1)})[1])


def test_a_file_of_things_names_its_source_as_soon_as_there_are_two(world: World):
    folder = world("tiny")
    text = (folder / "sources.yaml").read_text("utf-8")
    another = text.removeprefix("sources:\n").replace("jacobson-1994:", "another-1999:")
    (problem,) = checked(folder, {"sources.yaml": text + another})[1]
    assert ("missing-key", "things.yaml") == (problem.code, Path(problem.where.file).name)


@pytest.mark.parametrize("name", ["graph.yaml", "sources.yaml", "entities", "facts"])
def test_a_part_that_is_missing_is_one_problem(world: World, name: str):
    folder = world("tiny")
    (folder / name).rename(folder.parent / "elsewhere")
    assert [("missing-file", f"{folder.as_posix()}/{name}")] == [
        (p.code, p.where.file) for p in check_folder(folder).problems if p.level == "error"
    ]


@pytest.mark.parametrize("broken", [b"\xff\x00", b"\x00\x01\x02" * 50, b"#" * 16_000_001])
def test_an_entities_file_that_is_no_text_does_not_make_its_ids_unknown(world: World, broken: bytes):
    folder = world("tiny")
    (folder / "entities" / "things.yaml").write_bytes(broken)
    assert 1 == len([p for p in check_folder(folder).problems if p.level == "error"])


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("10", "10", "10"), ("-1.5", "-1.5", "-1.5"), ("25..50", "25", "50"), ("25 .. 50", "25", "50"), ("> 3", "3", None),
     ("<3", None, "3"), ("~10", "10", "10"), ("1..1", "1", "1")],
)  # fmt: skip
def test_a_figure_has_bounds(written: str, low: str | None, high: str | None):
    figure = parse_figure(written, "times", "")
    assert figure is not None
    assert (low, high) == tuple(None if bound is None else str(bound) for bound in (figure.low, figure.high))


@pytest.mark.parametrize(
    "written", ["", "ten", "10 times", "1,000", "50..25", "1e5", "1/2", "٣", "..5", "9" * 16, "nan"]
)
def test_what_is_no_figure_is_refused(written: str):
    assert None is parse_figure(written, "times", "")


@settings(max_examples=300, derandomize=True)
@given(st.text("ab:/?#[]@!$&'()*+,;=%20z\u00e9\ue000\ufdd0\U0001f600\ufffe ~^.", min_size=1, max_size=12))
def test_an_address_that_is_taken_can_be_written_as_rdf(text: str):
    address = f"http://a{text}"
    with contextlib.suppress(ValueError):
        taken = TypeAdapter(Iri).validate_python(address)
        quads = pyoxigraph.parse(f"<{taken}> <http://b> <http://c> .", format=pyoxigraph.RdfFormat.N_QUADS)
        assert [address] == [quad.subject.value for quad in quads]


def test_statements_and_things_that_are_made_value_by_value_have_all_of_them_and_are_frozen(world: World):
    book, _ = checked(world("tiny"), {})
    assert book is not None
    for one in (book.statements[-1], unpacked(packed(next(iter(book.things.values()))))):
        assert [] == [field.name for field in fields(one) if not hasattr(one, field.name)]
        with pytest.raises(FrozenInstanceError):
            one.id = "another"  # type: ignore[misc]
