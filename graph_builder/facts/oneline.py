"""The plainest facts and things -> their trees without libyaml: a fact in one line, a thing with a line for a field.

Nine in ten events of a file of facts stand between the brackets of such lines, and few of them say where a problem is.
libyaml is still the one that reads the file: it finds a mere sign in the place of what is taken out here, and says
whether the sign is an item, or a value, of its own (see `facts.tree.built_quickly`).

What is taken out holds only signs that mean nothing in YAML wherever they stand in a text, but for those that this
module itself looks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from graph_builder.facts.nodes import Items, Node, Pairs, Text, Written

SIGN = "0"
"""What libyaml finds instead."""
_LONGEST = 1000
"""Units: characters.  libyaml looks for the colon behind a key in the next 1,024 and in the same line."""
_SAFE = r"-\w .;()/+'¶–—…‘’“”"
_KEY, _WORDS, _TEXT = "[a-z_]{1,40}+", rf"\w[{_SAFE}]*+(?<! )", rf"\w[{_SAFE},]*+(?<! )"
_VALUE = rf"(?:{_WORDS}|\[{_WORDS}(?:, {_WORDS})*+\])"
_PAIR = re.compile(rf"({_KEY}): ({_VALUE})")
_PAIRS = rf"{_KEY}: {_VALUE}(?:, {_KEY}: {_VALUE})*+"
_FACT = re.compile(rf"^( *+- )([a-z0-9][a-z0-9_-]*+(?:,? [a-z0-9_-]++)*+): \{{({_PAIRS})\}}")
_ID = re.compile(r"^( *+)[a-z0-9]++(?:-[a-z0-9]++)*+:")
_FIELD = re.compile(rf"( ++)({_KEY}): ({_TEXT})")


def taken_out(lines: Sequence[str]) -> tuple[list[str], dict[int, Pairs]]:
    """The lines with a sign in the place of each plain fact and of the fields of each plain thing, and what they say.

    Returns:
        As many lines as there were, and by the number of the line (from 0) the tree for which the sign in it stands.
    """
    short = list(lines)
    found: dict[int, Pairs] = {}
    for number, line in enumerate(lines):
        end = line[-1:]
        if end == "}":
            fact = _FACT.fullmatch(line) if len(line) < _LONGEST else None
            if fact and (node := _fact(number, *fact.groups())):
                found[number] = node
                short[number] = fact[1] + SIGN
        elif end == ":" and (id_ := _ID.fullmatch(line)):
            fields = _fields(lines, number + 1, len(id_[1]))
            if node := _thing(number + 1, fields):
                found[number] = node
                short[number : number + len(fields) + 1] = [f"{line} {SIGN}", *[""] * len(fields)]
    return short, found


def _fact(number: int, dash: str, sentence: str, body: str) -> Pairs | None:
    if "[" in body:
        several = [(key, _listed(value)) for key, value in _PAIR.findall(body)]
        data = dict(several)
    else:
        several = [pair.split(": ") for pair in body.split(", ")]  # type: ignore[misc]
        data = dict(several)
    if len(data) < len(several):
        return None  # a key stands twice
    column = len(dash) + 1
    behind = column + len(sentence) + 2
    qualifiers = Written(data, number + 1, behind, partial(_in_line, number + 1, behind + 1, body))
    key = Text(sentence, number + 1, column, len(sentence))
    return Pairs({sentence: qualifiers}, {sentence: key}, number + 1, column)


def _listed(value: str) -> str | list[str]:
    return value[1:-1].split(", ") if value[0] == "[" else value


def _in_line(line: int, start: int, body: str) -> list[tuple[Text, Node]]:
    """The keys and values between the brackets of a fact.  `start` is the column of the first."""
    found: list[tuple[Text, Node]] = []
    for match in _PAIR.finditer(body):
        key, value = match.groups()
        column = start + match.start(2)
        node: Node = Text(value, line, column, len(value))
        if value[0] == "[":
            items: list[Node] = []
            offset = column + 1
            for item in value[1:-1].split(", "):
                items.append(Text(item, line, offset, len(item)))
                offset += len(item) + 2
            node = Items(items, line, column)
        found.append((Text(key, line, start + match.start(), len(key)), node))
    return found


def _fields(lines: Sequence[str], start: int, indent: int) -> list[re.Match[str]]:
    """The fields below an id that is indented so far; none if anything else stands there."""
    found: list[re.Match[str]] = []
    for number in range(start, len(lines)):
        match = _FIELD.fullmatch(lines[number])
        if match is None or len(match[1]) <= indent:
            break
        found.append(match)
    after = start + len(found)
    if after < len(lines) and len(lines[after]) - len(lines[after].lstrip()) > indent:
        return []
    return found


def _thing(first: int, fields: Sequence[re.Match[str]]) -> Pairs | None:
    """The mapping whose fields stand in lines from `first` (from 0)."""
    data = {match[2]: match[3] for match in fields}
    if not fields or len(data) < len(fields) or any(match[1] != fields[0][1] for match in fields):
        return None
    return Written(data, first + 1, len(fields[0][1]) + 1, partial(_in_lines, first + 1, fields))


def _in_lines(first: int, fields: Sequence[re.Match[str]]) -> list[tuple[Text, Node]]:
    return [
        (
            Text(match[2], number, match.start(2) + 1, len(match[2])),
            Text(match[3], number, match.start(3) + 1, len(match[3])),
        )
        for number, match in enumerate(fields, first)
    ]
