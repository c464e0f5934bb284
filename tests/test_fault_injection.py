"""Faults put at random places of the tiny world: each is told, on the line where it is, and nothing else is.

A fault is drawn with a seed, so that a case that fails once fails always.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from graph_builder.facts.read import read_file
from graph_builder.model.relations import VERBS
from graph_builder.pipeline import check_folder

TINY = Path(__file__).parent / "worlds" / "tiny"
SEEDS = range(12)
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Fault(NamedTuple):
    """A change of one place: the text that stands there, from `start` on, and the one that takes its place.

    The problem must have one of the `codes`, and stand `lines_on` lines after the place (-1: on any line of the file).

    Units: `start` in characters from 0.
    """

    file: str
    start: int
    old: str
    new: str
    codes: tuple[str, ...]
    lines_on: int = 0


@cache
def text_of(file: str) -> str:
    return (TINY / file).read_text("utf-8")


def misspelt(word: str, dice: random.Random) -> str:
    """The word with two letters exchanged, one doubled, left out or changed."""
    while True:
        at = dice.randrange(len(word))
        letters = [
            word[:at] + word[at] * 2 + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + "q" + word[at + 1 :],
        ]
        if 0 < at:
            letters.append(word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :])
        new = dice.choice(letters)
        if re.fullmatch(ID, new.replace("_", "-")) and new != word and new not in VERBS and new != "not":
            return new


def places(file: str, pattern: str, dice: random.Random) -> tuple[int, str]:
    """The place and the text of one match of the pattern's first group."""
    match = dice.choice(list(re.finditer(pattern, text_of(file), re.MULTILINE)))
    return match.start(1), match[1]


FACTS, THINGS = "facts/facts.yaml", "entities/things.yaml"
SUBJECT, OBJECT = rf"^    - (?!not )({ID}) [a-z_]+ {ID}", rf"^    - (?:{ID} )?(?:not )?[a-z_]+ ({ID})"
RELATION = rf"^    - (?:{ID} )?(?:not )?([a-z]+(?:_[a-z]+)?) {ID}(?=:|$| )"
ITEM = r"^(    - [^#\n]+)$"
FLOW = r"^  [a-z0-9-]+: (\{label: .+\})$"


def a_misspelt_id(dice: random.Random) -> Fault:
    start, old = places(
        FACTS, dice.choice([SUBJECT, OBJECT, rf"at: ({ID})", rf"sense: ({ID})", rf"view: ({ID})"]), dice
    )
    return Fault(FACTS, start, old, misspelt(old, dice), ("unknown-id",))


def a_misspelt_holder(dice: random.Random) -> Fault:
    start, old = places(THINGS, rf"(?:of|for): ({ID})", dice)
    return Fault(THINGS, start, old, misspelt(old, dice), ("unknown-id",))


def a_misspelt_relation(dice: random.Random) -> Fault:
    start, old = places(FACTS, RELATION, dice)
    return Fault(FACTS, start, old, misspelt(old, dice), ("unknown-relation",))


def a_misspelt_key_of_a_fact(dice: random.Random) -> Fault:
    start, old = places(FACTS, r"(at|open|note|sense|first|confidence|quote): ", dice)
    return Fault(FACTS, start, old, misspelt(old, dice) + "x", ("unknown-key",))


def a_misspelt_key_of_a_thing(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"(label|aka|type|when|senses|gloss|first): ", dice)
    return Fault(THINGS, start, old, misspelt(old, dice) + "x", ("unknown-key",))


def a_misspelt_key_of_a_passage(dice: random.Random) -> Fault:
    start, old = places(FACTS, r"^  (facts|view|nothing):", dice)
    return Fault(FACTS, start, old, misspelt(old, dice) + "x", ("unknown-key",))


def a_misspelt_block(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"^([a-z]+):$", dice)
    return Fault(THINGS, start, old, misspelt(old, dice) + "x", ("unknown-key",))


def a_bad_date(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"when: ([^,}]+)", dice)
    bad = ["soon", "1921-13", "1921-02-30", "1923-24", "192", "1921/1920", "Octobre 1921", "13.13.1921", "¶", "1921-"]
    codes = "bad-date", "ambiguous-date", "impossible-date", "impossible-interval"
    return Fault(THINGS, start, old, dice.choice(bad), codes)


def a_bad_locator(dice: random.Random) -> Fault:
    file = dice.choice([FACTS, THINGS])
    start, old = places(file, r"\bp: (\d+ ¶\d)", dice)
    bad = ["19", "p. 19", "pp. 17-18", "¶1", "19 ¶", "19, 1", "nineteen", "19 §1"]
    return Fault(file, start, old, dice.choice(bad).replace(",", ";"), ("bad-locator",))


def a_locator_outside(dice: random.Random) -> Fault:
    file = dice.choice([FACTS, THINGS])
    start, old = places(file, r"\bp: (\d+ ¶\d)", dice)
    return Fault(file, start, old, dice.choice(["99 ¶1", "19 ¶9", "19 ¶0", "0 ¶1", "173.5"]), ("locator-outside",))


def a_wrong_kind(dice: random.Random) -> Fault:
    start, old = places(FACTS, rf"(?:at|sense|view): ({ID})", dice)
    return Fault(FACTS, start, old, dice.choice(["lenin", "foreign-trade", "soviet-russia"]), ("wrong-kind",))


def a_wrong_object(dice: random.Random) -> Fault:
    start, old = places(FACTS, rf"(?:believes|expects) ({ID})", dice)
    return Fault(FACTS, start, old, dice.choice(["lenin", "red-army-abroad", "stalin-1925"]), ("wrong-kind",))


def an_event_that_is_believed(dice: random.Random) -> Fault:
    start, old = places(FACTS, rf"(?:believes|expects) ({ID})", dice)
    return Fault(FACTS, start, old, "ninth-party-congress-1920", ("believed-event",))


def a_doubled_fact(dice: random.Random) -> Fault:
    start, old = places(FACTS, ITEM, dice)
    return Fault(FACTS, start, old, f"{old}\n{old}", ("duplicate-fact",), 1)


def a_denied_fact(dice: random.Random) -> Fault:
    start, old = places(FACTS, rf"^(    - {ID} (?:supports|opposes) .+)$", dice)
    denied = re.sub(r" (supports|opposes) ", r" not \1 ", old)
    return Fault(FACTS, start, old, f"{old}\n{denied}", ("contradiction",), 1)


def a_doubled_id(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"^  ((?!.*\bof: )[a-z0-9-]+): \{", dice)
    others = [m[1] for m in re.finditer(r"^  ([a-z0-9-]+): \{", text_of(THINGS), re.MULTILINE) if m[1] != old]
    twin = dice.choice([*others, "jacobson-1994", "trotsky-1918"])
    return Fault(
        THINGS, start, f"{old}:", f"{twin}: {{label: A twin}}\n  {old}:", ("duplicate-id", "duplicate-key"), -1
    )


def an_id_with_a_capital(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"^ +([a-z0-9-]+): \{", dice)
    return Fault(THINGS, start, old, old[0].upper() + old[1:].replace("-", "_"), ("bad-id",))


def a_missing_label(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"\{(label: [^,}]+(?:, )?)", dice)
    return Fault(THINGS, start, old, "", ("missing-key",))


def an_empty_label(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"\{label: ([^,}]+)", dice)
    return Fault(THINGS, start, old, "", ("empty-value",))


def a_list_for_a_text(dice: random.Random) -> Fault:
    file, pattern = dice.choice([(THINGS, r"\{label: ([^,}]+)"), (FACTS, r"note: ([^,}]+)"), (FACTS, r"nothing: (.+)")])
    start, old = places(file, pattern, dice)
    return Fault(file, start, old, dice.choice([f"[{old}]", f"{{a: {old}}}"]), ("wrong-form",))


def an_unclosed_bracket(dice: random.Random) -> Fault:
    file, pattern = dice.choice([(FACTS, r"^    - [^#\n]+(\})$"), (THINGS, r"^  [a-z0-9-]+: .+(\})$")])
    start, old = places(file, pattern, dice)
    return Fault(file, start, old, "", ("syntax",))


def an_unclosed_quotation_mark(dice: random.Random) -> Fault:
    file, pattern = dice.choice([(THINGS, r"\{label: ([^,}]+)"), (FACTS, r"nothing: (.+)"), (FACTS, r"quote: ([^}]+)")])
    start, old = places(file, pattern, dice)
    return Fault(file, start, old, dice.choice("'\"") + old.replace("'", ""), ("syntax",))


def a_sign_that_yaml_keeps_for_itself(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"\{label: ([^,}]+)", dice)
    return Fault(THINGS, start, old, dice.choice("@`%*&!") + "x " + old, ("syntax", "alias", "tag"))


def a_tab(dice: random.Random) -> Fault:
    file = dice.choice([FACTS, THINGS])
    start, old = places(file, r"([ :,] )(?=\S)", dice)
    return Fault(file, start, old, old[0] + "\t", ("tab",))


def a_character_that_is_not_seen(dice: random.Random) -> Fault:
    file = dice.choice([FACTS, THINGS])
    start, old = places(file, r"(\w)", dice)
    return Fault(file, start, old, old + dice.choice("\u00ad\u200b\u200e\u2060\x07\x00"),
                 ("hidden-character", "control-character"))  # fmt: skip


def a_word_too_many(dice: random.Random) -> Fault:
    start, old = places(FACTS, SUBJECT, dice)
    return Fault(
        FACTS, start, old, dice.choice([f"{old} and lenin", f"the {old}", f"{old},", f"not {old}"]), ("bad-sentence",)
    )


def a_missing_colon(dice: random.Random) -> Fault:
    start, old = places(FACTS, r"^    - [^#\n{]+(: )\{", dice)
    return Fault(FACTS, start, old, dice.choice([" ", ":"]), ("bad-sentence", "syntax"))


def a_wrong_value(dice: random.Random) -> Fault:
    start, old = places(FACTS, r"(?:open|first|confidence): ([a-z]+)", dice)
    return Fault(FACTS, start, old, misspelt(old, dice) + "x", ("bad-value",))


def a_wrong_type(dice: random.Random) -> Fault:
    start, old = places(THINGS, r"type: ([a-z]+)", dice)
    return Fault(THINGS, start, old, misspelt(old, dice), ("unknown-type",))


def a_qualifier_without_braces(dice: random.Random) -> Fault:
    start, old = places(FACTS, r"^    - [^#\n{]+: (\{.+\})$", dice)
    return Fault(FACTS, start, old, dice.choice(["1921", "[when, 1921]"]), ("wrong-form",))


def a_wrong_source(dice: random.Random) -> Fault:
    start, old = places(FACTS, rf"document: ({ID})", dice)
    return Fault(FACTS, start, old, misspelt(old, dice), ("unknown-source",))


FAULTS: tuple[Callable[[random.Random], Fault], ...] = tuple(
    make for name, make in sorted(globals().items()) if name.startswith(("a_", "an_")) and callable(make)
)


@pytest.mark.parametrize("make", FAULTS, ids=lambda make: make.__name__)
def test_a_fault_is_told_on_its_line_and_nothing_else_is(make: Callable[[random.Random], Fault], tmp_path: Path):
    folder = tmp_path / "world"
    shutil.copytree(TINY, folder)
    for seed in SEEDS:
        fault = make(random.Random(f"{make.__name__} {seed}"))
        text = text_of(fault.file)
        assert text[fault.start :].startswith(fault.old)
        (folder / fault.file).write_text(
            text[: fault.start] + fault.new + text[fault.start + len(fault.old) :], "utf-8"
        )
        line = text[: fault.start].count("\n") + 1 + fault.lines_on
        problems = [p for p in check_folder(folder).problems if p.code != "unused-thing"]
        told = [(Path(p.where.file).name, p.where.line) for p in problems]
        where = f"{seed}: {fault.old!r} -> {fault.new!r}\n" + "\n".join(map(str, problems))
        assert {(Path(fault.file).name, line if fault.lines_on >= 0 else told[0][1])} == set(told), where
        assert {p.code for p in problems} <= set(fault.codes), where
        assert 1 == len(problems), where
        (folder / fault.file).write_text(text, "utf-8")


def test_several_faults_are_all_told_in_one_run(tmp_path: Path):
    for seed in range(40):
        folder = tmp_path / str(seed)
        shutil.copytree(TINY, folder)
        dice = random.Random(seed)
        lines: set[tuple[str, int]] = set()
        faults = [
            make(dice)
            for make in (a_misspelt_id, a_bad_date, an_empty_label, a_misspelt_relation, a_misspelt_key_of_a_fact)
        ]
        for fault in sorted(faults, key=lambda fault: -fault.start):
            path = folder / fault.file
            text = path.read_text("utf-8")
            line = text_of(fault.file)[: fault.start].count("\n") + 1
            if (fault.file, line) not in lines and text[fault.start :].startswith(fault.old):
                lines.add((fault.file, line))
                path.write_text(text[: fault.start] + fault.new + text[fault.start + len(fault.old) :], "utf-8")
        told = {
            (p.where.file.removeprefix(f"{folder.as_posix()}/"), p.where.line) for p in check_folder(folder).problems
        }
        assert lines == told, seed


def damaged(text: str, dice: random.Random) -> str:
    """The text with a character left out or put in, or with a line shifted, doubled or left out."""
    at, lines = dice.randrange(len(text)), text.split("\n")
    number = dice.randrange(len(lines))
    return dice.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + dice.choice("{}[]\"':,#&*!|>%@`\t- \u200b\x00é") + text[at:],
            "\n".join([*lines[:number], " " * dice.randint(1, 3) + lines[number], *lines[number + 1 :]]),
            "\n".join([*lines[:number], lines[number], *lines[number:]]),
            "\n".join([*lines[:number], *lines[number + 1 :]]),
        ]
    )


def test_no_damage_ends_in_an_exception_or_loses_a_line_in_silence(tmp_path: Path):
    folder = tmp_path / "world"
    shutil.copytree(TINY, folder)
    for seed in range(400):
        dice = random.Random(seed)
        file = dice.choice([FACTS, THINGS, "graph.yaml", "sources.yaml"])
        (folder / file).write_text(damaged(text_of(file), dice), "utf-8")
        checked = check_folder(folder)
        document, _ = read_file(folder / file)
        assert not document.lost or checked.book is None, seed
        assert (checked.book is None) == any(p.level == "error" for p in checked.problems), seed
        (folder / file).write_text(text_of(file), "utf-8")
