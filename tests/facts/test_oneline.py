"""What stands in one line is read without libyaml, and exactly as libyaml reads it: values, places, problems."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.errors import Problem
from graph_builder.facts import read
from graph_builder.facts.nodes import Items, Node, Pairs, Text, Written, data, under
from graph_builder.facts.oneline import taken_out
from graph_builder.facts.read import read_bytes, yaml_files

DATA = Path(__file__).parents[2] / "data"
WORLDS = Path(__file__).parents[1] / "worlds"
FACTS = """source: {document: jacobson-1994, chapter: 1}
passages:
- p: 17 ¶1
  facts:
    - lenin, radek not oppose red-army-abroad: {when: October 1917, at: [a, b-c], how: Russia's war}
    - lenin issues lenin-text-1915: {note: 'quoted: text'}
    - lenin-text-1915 about revolutionary-war
    - lenin supports separate-peace: {how: gathered it, note: after that}
    - india, china member_of colonial-countries:
        where: asia
        note: given as examples
"""
THINGS = """people:
  lenin:
    label: Lenin
    p: 17 ¶1, 18 ¶2
  krasin:
    label: Leonid Krasin
    aka: [Krasin]
    note: of all Bolsheviks

  kamenev:
    label: Kamenev
    type: politician
groups:
  rcp-b:
    label: Party
"""
PIECES = (
    "", " ", "  ", "-", "- ", ": ", ":", "{", "}", "[", "]", ", ", ",", "'", '"', "|", ">-", "#", " #x", "&a ", "*a",
    "!x ", "? ", "%", "\n", "\n\n", "\n  ", "\n      ", "---\n", "...", "0", "- 0", "a", "a b", "\u00e9", "\u00b6",
    "\u00b2", "\u0661", "\u00a0", "\u200b", "\t", "x: y", "<<", "~", "k: v", ", when: 1921", "    - a b c: {d: e}\n",
    "b" * 1100,
)  # fmt: skip


def told(node: Node | None) -> object:
    """A tree with the places of everything in it."""
    if isinstance(node, Text):
        return node.text, node.line, node.column, node.length, node.plain
    if isinstance(node, Items):
        return [told(item) for item in node.items], node.line, node.column
    if isinstance(node, Pairs):
        pairs = [(told(node.keys[key]), told(value)) for key, value in node.pairs.items()]
        assert list(node.keys) == list(node.pairs)
        return pairs, node.line, node.column
    return None


def both_ways(raw: bytes) -> tuple[tuple[object, list[Problem]], tuple[object, list[Problem]]]:
    """What comes of a file as libyaml alone reads it, and as it is read."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for alone in (True, False):
            if alone:
                patch.setattr(read, "built_quickly", lambda *_: None)
            else:
                patch.undo()
            document, problems = read_bytes(raw, "x.yaml")
            values = data(document.root) if document.root else None
            found.append(((values, told(document.root), document.lost), problems))
    return found[0], found[1]


@pytest.mark.parametrize("path", [*yaml_files(DATA)[0], *yaml_files(WORLDS)[0]], ids=lambda p: p.name)
def test_every_file_is_read_as_libyaml_alone_reads_it(path: Path):
    expected, actual = both_ways(path.read_bytes())
    assert expected == actual
    assert read.read_file(path)[0].lines == read.read_lines(path)


def spoilt(text: str, chance: Random) -> str:
    """The text after one to three slips."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        kind = chance.random()
        if kind < 0.6:
            text = text[:at] + chance.choice(PIECES) + text[at + chance.choice((0, 0, 1, 2)) :]
        elif kind < 0.8:
            lines = text.split("\n")
            line = chance.randrange(len(lines))
            lines[line] = " " * chance.randint(0, 9) + lines[line].lstrip()
            text = "\n".join(lines)
        else:
            lines = text.split("\n")
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
            text = "\n".join(lines)
    return text


@given(st.integers(0, 2**32), st.sampled_from([FACTS, THINGS, FACTS + THINGS]))
def test_a_file_with_slips_is_read_as_libyaml_alone_reads_it(seed: int, text: str):
    expected, actual = both_ways(spoilt(text, Random(seed)).encode("utf-8", "surrogatepass"))
    assert expected == actual


def test_plain_facts_and_things_are_taken_out_and_others_are_not():
    assert [4, 7] == list(taken_out(FACTS.split("\n"))[1])
    assert [1, 9, 13] == list(taken_out(THINGS.split("\n"))[1])


def test_what_is_asked_of_a_plain_fact_does_not_look_for_places():
    (fact,) = taken_out(["- lenin supports peace: {when: 1921, by: [a, b]}"])[1].values()
    qualifiers = fact.pairs["lenin supports peace"]
    assert isinstance(qualifiers, Written)
    assert {"when": "1921", "by": ["a", "b"]} == data(qualifiers)
    assert under(qualifiers, "id") is None
    with pytest.raises(AttributeError):
        object.__getattribute__(qualifiers, "pairs")
    assert Text("1921", 1, 32, 4) == under(qualifiers, "when")
    assert list(qualifiers.keys) == ["when", "by"]


@pytest.mark.parametrize(
    "text",
    [
        "note: |\n  - a b c: {d: e}\n",
        "note: 'x\n  - a b c: {d: e}\n  y'\n",
        "note: x\n  - a b c: {d: e}\n",
        "- a b c: {d: e}\n  f: g\n",
        "- a b c: {d: e}\n      f\n",
        "[\n- a b c: {d: e}\n]\n",
        "x: &a\n- a b c: {d: e}\n",
        "a:\n  b: c\n\n  d: e\n",
        "a:\n  b: c\n# remark\n  d: e\n",
        "a:\n  b: c\n   # remark\n  d: e\n",
        "'a\n  b:\n   c: d\n '\n",
        "- - - - - - - - - -\n                    - a b c: {d: e}\n",
        "- - - - - - - - - - -\n                      - a b c: {d: e}\n",
        f"- {'a' * 1100} b c: {{d: e}}\n",
        "- a b c: {d: e, d: f}\n",
        "- a b c: {d: e}\r\n- a b c: {d: e}\r\n",
        "- a b c: {d: e}",
        "a:\n  b: c",
        "a:\n  b: c\n---\nd: e\n",
    ],
)
def test_lines_that_only_look_plain_are_read_as_libyaml_alone_reads_them(text: str):
    expected, actual = both_ways(text.encode())
    assert expected == actual
