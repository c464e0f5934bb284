"""The canonical form of a file: what changes, what never does."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from graph_builder.errors import DataError, has_errors
from graph_builder.facts.nodes import data
from graph_builder.facts.read import read_bytes
from graph_builder.facts.sentence import SentenceError, parse_sentence
from graph_builder.facts.tidy import PLAIN, Form, tidy
from graph_builder.model.forms import (
    ENTITIES,
    FACTS,
    SETTINGS,
    SOURCES,
    spell_locator,
    spell_sentence,
    untidy,
)
from graph_builder.model.relations import VERBS
from graph_builder.model.sources import parse_locator

ROOT = Path(__file__).parents[2]
FORMS = {"graph.yaml": SETTINGS, "sources.yaml": SOURCES, "entities": ENTITIES, "facts": FACTS}
LONG = "a remark of so many words that no line of one hundred and twenty columns can hold them in the company of others"
SENTENCE = "trotsky, kamenev, dzerzhinskii, bukharin, radek, krasin, rykov, sokolnikov support red-army-abroad"


def tree(text: str) -> object:
    document, problems = read_bytes(text.encode(), "file.yaml")
    if has_errors(problems):
        raise DataError(problems)
    return data(document.root) if document.root else None


def check(form: Form, before: str, after: str) -> None:
    before, after = dedent(before).lstrip("\n"), dedent(after).lstrip("\n")
    assert after == tidy(before, form)
    assert after == tidy(after, form)


# What it is called | before | after
THINGS = {
    "keys come in the order of the record": (
        "people:\n  lenin: {p: 17 ¶1, type: politician, label: Lenin}\n",
        "people:\n  lenin:\n    label: Lenin\n    type: politician\n    p: 17 ¶1\n",
    ),
    "unknown keys come last and keep their order": (
        "people:\n  lenin: {zeal: much, lable: Lenin, p: 17 ¶1}\n",
        "people:\n  lenin:\n    p: 17 ¶1\n    zeal: much\n    lable: Lenin\n",
    ),
    "things and blocks keep the curator's order": (
        "states:\n  ussr: {label: USSR}\npeople:\n  trotsky: {label: T}\n  lenin: {label: L}\n",
        "states:\n  ussr:\n    label: USSR\n\npeople:\n  trotsky:\n    label: T\n  lenin:\n    label: L\n",
    ),
    "one blank line between blocks and none at the end": (
        "\n\nsource: a-book\npeople:\n  a:\n    label: A\n\n\n\nstates:\n  b:\n    label: B\n\n\n",
        "source: a-book\npeople:\n  a:\n    label: A\n\nstates:\n  b:\n    label: B\n",
    ),
    "single blank lines between things stay, others go": (
        "people:\n\n  a:\n\n    label: A\n\n\n  b:\n    label: B\n\n    type: writer\n",
        "people:\n  a:\n    label: A\n\n  b:\n    label: B\n    type: writer\n",
    ),
    "a short list stands on one line": (
        "people:\n  a:\n    label: A\n    aka:\n    - B\n    - C, D\n    - E\n",
        'people:\n  a:\n    label: A\n    aka: [B, "C, D", E]\n',
    ),
    "a long list has one line an item": (
        f"people:\n  a:\n    aka: [{LONG}, B]\n",
        f"people:\n  a:\n    aka:\n      - {LONG}\n      - B\n",
    ),
    "a sense stands on one line if it fits": (
        "concepts:\n  c:\n    label: C\n    senses:\n      s:\n        p: 18.2\n        gloss: G\n        for: lenin\n",
        "concepts:\n  c:\n    label: C\n    senses:\n      s: {for: lenin, gloss: G, p: 18 ¶2}\n",
    ),
    "and has one line a key if not": (
        f"concepts:\n  c:\n    senses:\n      s: {{p: 18.2, gloss: {LONG}, for: lenin}}\n",
        f"concepts:\n  c:\n    senses:\n      s:\n        for: lenin\n        gloss: {LONG}\n        p: 18 ¶2\n",
    ),
    "locators are spelled in one way": (
        "people:\n  a: {p: [p. 19 ¶ 1, 19.10, pp. 20 par. 3, twenty]}\n  b: {p: '17.1,18 ¶2'}\n",
        "people:\n  a:\n    p: [19 ¶1, 19 ¶10, 20 ¶3, twenty]\n  b:\n    p: 17 ¶1, 18 ¶2\n",
    ),
    "texts that look like locators elsewhere stay": (
        "people:\n  a: {label: 19.1, note: p. 19 ¶ 1}\n",
        "people:\n  a:\n    label: 19.1\n    note: p. 19 ¶ 1\n",
    ),
    "quotation marks only where YAML needs them": (
        "people:\n  a:\n    label: 'Lenin''s'\n    aka: [\"a, b\", 'c']\n    note: \"a: b\"\n    editor: '\"A\" b'\n",
        "people:\n  a:\n    label: Lenin's\n    aka: [\"a, b\", c]\n    note: \"a: b\"\n    editor: '\"A\" b'\n",
    ),
    "values that loaders alter stay as written": (
        "people:\n  a: {label: 012, aka: [no, 1921-10-28, 1.10, ~, 0x1F, 1e3, 12:30, .inf, =]}\n",
        "people:\n  a:\n    label: 012\n    aka: [no, 1921-10-28, 1.10, ~, 0x1F, 1e3, 12:30, .inf, =]\n",
    ),
    "and so do those that quotation marks protect": (
        "people:\n  a: {label: '1994', aka: ['no', \"~\", '1e3', '', '1921-10-28', '19 ¶1']}\n",
        'people:\n  a:\n    label: "1994"\n    aka: ["no", "~", "1e3", "", "1921-10-28", 19 ¶1]\n',
    ),
    "a text of several lines keeps its lines": (
        'people:\n  a:\n    note: "one\\ntwo\\n"\n    editor: >-\n      folded\n      text\n',
        "people:\n  a:\n    note: |\n      one\n      two\n    editor: folded text\n",
    ),
    "characters that cannot be seen are written as escapes": (
        'people:\n  a:\n    label: "a\\u200bb\\ttab"\n    note: "end "\n',
        'people:\n  a:\n    label: "a\\u200bb\\ttab"\n    note: "end "\n',
    ),
    "line ends and trailing blanks": ("people:\r\n  a:   \r\n    label: A  \r\n", "people:\n  a:\n    label: A\n"),
    "a key without a value stays without": (
        "people:\n  a: {label: , p: 1.1}\n",
        "people:\n  a:\n    label:\n    p: 1 ¶1\n",
    ),
    "an empty block": ("people: {}\nstates:   {\n}\n", "people: {}\nstates: {}\n"),
}  # fmt: skip

COMMENTS = {
    "the head of the file stays at its head": (
        "# yaml-language-server: $schema=../fact.schema.json\n\n#  what it is\npassages: []\nsource: b  #   the book\n",
        "# yaml-language-server: $schema=../fact.schema.json\n\n#  what it is\nsource: b  #   the book\npassages: []\n",
    ),
    "a comment above a passage stays above it": (
        "passages:\n  # first\n  - p: 1.1\n    nothing: x\n  # second\n\n  - nothing: y\n    # place\n    p: 1.2\n",
        "passages:\n# first\n- p: 1 ¶1\n  nothing: x\n# second\n\n# place\n- p: 1 ¶2\n  nothing: y\n",
    ),
    "comments behind facts and between them": (
        """
        passages: # all
        - p: 1.1   # the place
          facts: # some
            # above
            - a fears b    # odd
            - a expects c: {confidence: certain}    # even
            # below
        # next
        - p: 1.2
          nothing: x
        # end
        """,
        """
        passages:  # all
        - p: 1 ¶1  # the place
          facts:  # some
            # above
            - a fears b  # odd
            - a expects c: {confidence: certain}  # even
            # below
        # next
        - p: 1 ¶2
          nothing: x
        # end
        """,
    ),
    "a comment inside braces needs a block": (
        "passages:\n- p: 1.1\n  facts:\n    - a fears b: {by: [c, # he\n        d], # both\n        when: 1} # all\n",
        """
        passages:
        - p: 1 ¶1
          facts:
            - a fears b:  # all
                when: 1
                by:  # both
                  - c  # he
                  - d
        """,
    ),
    "a # in a text is no comment": (
        "passages:\n- p: 1.1\n  nothing: \"a # b\" # c\n- p: 1.2\n  nothing: a#b # 'd'\n",
        "passages:\n- p: 1 ¶1\n  nothing: \"a # b\"  # c\n- p: 1 ¶2\n  nothing: a#b  # 'd'\n",
    ),
    "a comment within an item's dash and its first key stands above the item": (
        "passages:\n- p: 1.1\n  facts:\n    - # one\n      a fears b\n    - { # two\n        a fears c: {by: d}}\n",
        "passages:\n- p: 1 ¶1\n  facts:\n    # one\n    - a fears b\n    # two\n    - a fears c: {by: d}\n",
    ),
    "a comment behind an item that does not fit stands above it": (
        f"source: [[{{b: {LONG}}}, # one\n  []]]\n",
        f"source:\n  # one\n  - - b: {LONG}\n    - []\n",
    ),
    "a file of comments": ("# one\n\n  # two   \n", "# one\n# two\n"),
}

FACT_LINES = {
    "commas have one space behind them and none before": (
        "- trotsky,kamenev ,  bukharin   support   red-army-abroad",
        "- trotsky, kamenev, bukharin support red-army-abroad",
    ),
    "a sentence over several lines comes to stand on one": (
        '- "a, b\\n,c fears\\n d": {at: e}\n    - |\n      a fears\n      d\n',
        "- a, b, c fears d: {at: e}\n    - a fears d",
    ),
    "verbs stay as they were written": ("- a, b supports c: {at: d}", "- a, b supports c: {at: d}"),
    "qualifiers come in the order of the record": (
        "- a supports c:\n        note: n\n        at: e\n        when: 1921",
        "- a supports c: {when: 1921, at: e, note: n}",
    ),
    "a fact that fits in 160 columns stands on one line": (
        f"- {SENTENCE}:\n        note: {'n' * 46}",
        f"- {SENTENCE}: {{note: {'n' * 46}}}",
    ),
    "and has one line a qualifier if not": (
        f"- {SENTENCE}: {{note: {'n' * 47}, at: e}}",
        f"- {SENTENCE}:\n        at: e\n        note: {'n' * 47}",
    ),
    "values with commas are quoted in braces": (
        '- a supports c:\n        note: one, two\n        how: "a: b"',
        '- a supports c: {how: "a: b", note: "one, two"}',
    ),
    "and not outside": (
        f'- a supports c: {{note: "one, two", how: "{LONG}, {LONG}"}}',
        f"- a supports c:\n        how: {LONG}, {LONG}\n        note: one, two",
    ),
    "a fact in two keys stays as wrong as it is": (
        "- a supports c: {}\n      b fears  d: {}",
        "- a supports c: {}\n      b fears  d: {}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", THINGS)
def test_things(name: str) -> None:
    check(ENTITIES, *THINGS[name])


@pytest.mark.parametrize("name", COMMENTS)
def test_comments(name: str) -> None:
    check(FACTS, *COMMENTS[name])


@pytest.mark.parametrize("name", FACT_LINES)
def test_facts(name: str) -> None:
    frame = "source: {document: b, chapter: 1}\npassages:\n- p: 1 ¶1\n  facts:\n    "
    before, after = FACT_LINES[name]
    check(FACTS, f"{frame}{before}\n", f"{frame}{after}\n")
    width = max(len(line) for line in tidy(f"{frame}{before}\n", FACTS).split("\n"))
    assert "160" not in name or 160 == width


def test_the_first_line_of_graph_yaml_is_its_title_and_types_have_a_line_each() -> None:
    before = "types: {people: {writer: one who writes}}\nbase: https://example.org/\ntitle: T\n"
    after = "title: T\nbase: https://example.org/\ntypes:\n  people:\n    writer: one who writes\n"
    check(SETTINGS, before, after)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("people: {a: [}", "syntax"),
        ("people:\n\ta: b", "tab"),
        ("people: &x {}", "alias"),
        ("a: b\na: c", "duplicate-key"),
        ("- a\n- b\n", "wrong-form"),
        (f"? {'a ' * 600}\n: b\n", "wrong-form"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_problems(text: str, code: str) -> None:
    with pytest.raises(DataError) as caught:
        tidy(text, ENTITIES, "file.yaml")
    assert code in [p.code for p in caught.value.problems]
    assert "file.yaml" == caught.value.problems[0].where.file


def test_what_would_come_out_as_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_builder.facts.tidy._scalar", lambda *_, **__: "x")
    with pytest.raises(RuntimeError, match=r"file\.yaml would not be the same"):
        tidy("a: b\n", ENTITIES, "file.yaml")


def data_files() -> list[tuple[Path, Form]]:
    folders = (ROOT / "data", ROOT / "tests/worlds/tiny")
    return [(path, form) for top in folders for name, form in FORMS.items() for path in found(top / name)]


def found(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path] if path.exists() else []


@pytest.mark.parametrize(
    ("path", "form"), data_files(), ids=lambda value: value.name if isinstance(value, Path) else ""
)
def test_the_curated_files_keep_what_they_say(path: Path, form: Form) -> None:
    old = path.read_text(encoding="utf-8")
    new = tidy(old, form)
    assert new == tidy(new, form)
    assert old.count("#") == new.count("#")
    assert [] == [line for line in new.split("\n") if line != line.rstrip()]
    assert respelled(tree(old)) == respelled(tree(new))


def respelled(value: object, key: str = "") -> object:
    if isinstance(value, str):
        return spell_locator(value) if key == "p" else value
    if isinstance(value, list):
        return [spell_sentence(v) if key == "facts" and isinstance(v, str) else respelled(v, key) for v in value]
    assert isinstance(value, dict)
    return {spell_sentence(k) if key == "facts" else k: respelled(v, k) for k, v in value.items()}


def test_untidy_names_changed_files_only_and_leaves_out_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "facts" / "more").mkdir(parents=True)
    (tmp_path / "graph.yaml").write_text("base: https://example.org/\ntitle: T\n")
    (tmp_path / "facts" / "a.yaml").write_bytes(b"passages: []\r\n")
    (tmp_path / "facts" / "b.yaml").write_text("passages: [\n")
    (tmp_path / "facts" / "c.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "facts" / "more" / "d.yml").write_text("passages: []\n")
    assert [
        (tmp_path / "graph.yaml", "base: https://example.org/\ntitle: T\n", "title: T\nbase: https://example.org/\n"),
        (tmp_path / "facts/a.yaml", "passages: []\r\n", "passages: []\n"),
    ] == untidy(tmp_path)[0]
    assert [("b.yaml", "syntax"), ("c.yaml", "not-utf8")] == [
        (Path(p.where.file).name, p.code) for p in untidy(tmp_path)[1]
    ]


# -- laws

words = st.text(st.sampled_from("abz 019-:.,#&*!|>'\"%@`[]{}?=~\\¶é\u00a0\n\u200b\U0001f600"), max_size=12)
samples = [
    "no",
    "012",
    "1921-10-28",
    "19.1",
    "19.1\n",
    "p. 19 ¶ 1\n,\n2.1",
    "~",
    "a ,b\nfears c",
    "a, b fear c",
    "",
    "<<",
]
texts = st.one_of(words, st.sampled_from(samples))
keys = st.one_of(
    st.sampled_from(
        ["source", "passages", "facts", "p", "people", "concepts", "senses", "label", "note", "for", "when"]
    ),
    st.sampled_from(["not", "came_true", "situations", "a,b  fears c", "view", "same_as"]),
    texts,
)
trees = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=14,
)
worlds = st.dictionaries(keys, trees, min_size=1, max_size=4)


def scrawled(world: object, chance: random.Random) -> str:
    """YAML for the tree in no form at all, with comments and blank lines wherever they alter nothing."""
    style = chance.choice([None, None, "'", '"', "|", ">"])
    flow = chance.choice([None, False, True])
    width, indent = chance.choice([20, 60, 10**6]), chance.choice([2, 3, 7])
    text = yaml.safe_dump(
        world,
        default_style=style,
        default_flow_style=flow,
        allow_unicode=True,
        width=width,
        indent=indent,
        sort_keys=False,
    )
    text = re.sub(r"(?m)^( *- |)!!str ", r"\1", text)
    lines = text.split("\n")
    wanted = tree(text)
    for number in range(chance.randrange(6)):
        at = chance.randrange(len(lines))
        comment = f"# {number}"
        tried = list(lines)
        if chance.random() < 0.3:
            tried.insert(at, "")
        elif chance.random() < 0.6:
            tried.insert(at, " " * chance.choice([0, 1, 2, 4, 6, 9]) + comment)
        else:
            tried[at] += f" {comment}"
        document, problems = read_bytes("\n".join(tried).encode(), "")
        if (
            document.root is not None
            and not any(p.level == "error" for p in problems)
            and wanted == data(document.root)
        ):
            lines = tried
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(worlds, st.integers(0, 2**32), st.sampled_from(sorted(FORMS)))
def test_any_file_keeps_its_tree_and_comments_and_is_tidy_after_one_run(world: object, seed: int, name: str) -> None:
    form = FORMS[name]
    try:
        text = scrawled(world, random.Random(seed))
        once = tidy(text, form)  # refuses to return another tree, or other comments
    except DataError:
        assume(False)
    assert once == tidy(once, form)
    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert "\n\n\n" not in once or "|" in once  # a text of several lines may hold blank ones
    assert [] == [line for line in once.split("\n") if line.endswith(" ")]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(words.filter(bool), st.lists(words, max_size=3) | words, min_size=1, max_size=3))
def test_another_reader_finds_the_same_texts(world: Mapping[str, object]) -> None:
    text = yaml.safe_dump(world, default_style='"', allow_unicode=False)
    with_types = YAML(typ="safe", pure=True).load(tidy(text, PLAIN))
    assert world == with_types


@given(st.text(st.sampled_from("0123456789 ¶.,p"), max_size=14))
def test_a_locator_means_the_same_in_its_spelling(text: str) -> None:
    assert [parse_locator(p) for p in text.split(",")] == [parse_locator(p) for p in spell_locator(text).split(",")]


@given(
    st.lists(st.sampled_from(["lenin", "radek", ",", " ,", "not", "support", "fears", " "]), max_size=8).map(" ".join)
)
def test_a_sentence_means_the_same_in_its_spelling(text: str) -> None:
    def parts(sentence: str) -> object:
        try:
            parsed = parse_sentence(sentence, VERBS)
        except SentenceError as error:
            return error.code
        return [p.text for p in parsed.subjects], parsed.negated, parsed.verb.text, [p.text for p in parsed.objects]

    assert parts(text) == parts(spell_sentence(text))
