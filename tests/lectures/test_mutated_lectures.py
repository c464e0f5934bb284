"""Lectures with a few hundred slips of the hand: each gives problems with places or is sound, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from written import TINY_LECTURE

from graph_builder.facts.read import read_bytes
from graph_builder.lectures.folder import check_lecture
from graph_builder.model.factbook import FactBook

TEXT = TINY_LECTURE.read_text("utf-8")
STRANGE = (
    "", "-", ":", "{", "}", "[", "]", ",", "'", '"', "|", ">", "#", "&a", "*a", "!x", "\t", "\n", "  ", "\u00a0", "é",
    "0", "-1", "1e999", "nan", "null", "true", "[[", "]]", "[[lenin]]", "<b>", "figure:", "lenin", "all", "{a: b}",
    "statement-aaaaaaaaaaaaaaaa", "[[], []]", "SELECT * {", "ASK {}", "19 ¶1", "999999 ¶1", "1917/1927", "y" * 400,
    "\x00", "\ud800", "😀",
)  # fmt: skip
KEYS = (
    "focus", "nodes", "view", "compare", "senses", "passages", "query", "hops", "relations", "voices", "when", "also",
    "without", "layout", "steps", "positions", "show", "say", "text", "alt", "max_nodes", "hidden", "defaults", "id",
    "lecture", "scenes",
)  # fmt: skip
LAYOUTS = ("sides", "flow", "timeline", "circle", "compare", "senses", "force", "preset")


def mutated(seed: int) -> str:
    """The tiny lecture after one to three slips."""
    chance = random.Random(seed)
    text = TEXT
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(SLIPS)(text, chance)
    return text


def _character(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(STRANGE) + text[at + chance.randint(0, 2) :]


def _word(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice((*STRANGE, *KEYS, *LAYOUTS))
    return " ".join(words)


def _key(text: str, chance: random.Random) -> str:
    used = [key for key in KEYS if f"{key}:" in text]
    return text.replace(f"{chance.choice(used)}:", f"{chance.choice(KEYS)}:", 1) if used else text


def _layout(text: str, chance: random.Random) -> str:
    return text.replace(f"layout: {chance.choice(('sides', 'force', 'preset'))}", f"layout: {chance.choice(LAYOUTS)}")


def _value(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    if ": " in lines[at]:
        lines[at] = lines[at].split(": ")[0] + ": " + chance.choice(STRANGE)
    return "\n".join(lines)


def _line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at : at + 1] = chance.choice(([], [lines[at]] * 2, [f"  {lines[at]}"], [lines[at].strip()]))
    return "\n".join(lines)


SLIPS = (_character, _word, _key, _layout, _value, _line)


@pytest.mark.parametrize("block", range(6))
def test_a_lecture_with_slips_gives_problems_with_places_or_is_sound(block: int, tiny: FactBook, tmp_path: Path):
    path = tmp_path / "tiny.yaml"
    for seed in range(block * 40, block * 40 + 40):
        raw = mutated(seed).encode("utf-8", "surrogatepass")
        path.write_bytes(raw)
        checked = check_lecture(path, tiny)
        assert checked.lectures or checked.problems
        lines = read_bytes(raw, "tiny.yaml")[0].lines
        for found in checked.problems:
            assert found.remedy, found
            assert 1 <= found.where.line <= max(len(lines), 1), (seed, found)
            assert found.where.column >= 1, (seed, found)
