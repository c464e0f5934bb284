"""No regular expression takes more than a moment, whatever it is given: each is fed what it is made of, repeated."""

from __future__ import annotations

import pkgutil
import re
import re._parser as regex_parser
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from fuzz_limits import OverLimitError, cost

import graph_builder.facts
import graph_builder.graph
import graph_builder.model

BOUNDS = {"facts.sentence": 2_000, "facts.": 20_000, "model.draft": 20_000, "model.date": 100, "": 600,
          "graph.query_text._CLASS": 2_000, "graph.query_text._ITEM": 2_000, "graph.query_text": 20_000}  # fmt: skip
"""How many characters a pattern is given.  20,000: it looks at whole lines or queries, and time must grow with length.
The others look at texts that a rule bounds (a date has 100 characters), and must not explode."""
SECONDS = 0.5
_CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (graph_builder.facts, graph_builder.model, graph_builder.graph):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    if isinstance(value.pattern, bytes):
                        value = re.compile(value.pattern.decode("latin-1"), value.flags)
                    yield f"{module.name.removeprefix('graph_builder.')}.{name}", value


def signs(pattern: re.Pattern[str]) -> list[str]:
    """A character of each kind that stands in the pattern, in its order."""
    found: list[str] = []

    def walk(part: Any) -> None:
        name, argument = str(part[0]), part[1]
        if name in ("LITERAL", "NOT_LITERAL"):
            found.append(chr(argument) if name == "LITERAL" else "a")
        elif name == "CATEGORY":
            found.append(_CATEGORIES.get(str(argument), "!"))
        elif name == "RANGE":
            found.append(chr(argument[0]))
        elif name in ("ANY", "NEGATE"):
            found.append("a")
        elif isinstance(argument, list):
            for each in argument:
                walk(each)
        elif isinstance(argument, tuple | regex_parser.SubPattern):
            within(argument)

    def within(argument: Any) -> None:
        for each in argument:
            if isinstance(each, regex_parser.SubPattern):
                for part in each:
                    walk(part)
            elif isinstance(each, list):
                within(each)
            elif isinstance(each, tuple):
                walk(each)

    for part in regex_parser.parse(pattern.pattern, pattern.flags):
        walk(part)
    return list(dict.fromkeys(found))


def pumped(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Texts of the pattern's own characters, one or two of them again and again, which end in what it does not take."""
    alphabet = signs(pattern)[:6]
    words = re.findall(r"[A-Za-z]{2,}", pattern.pattern)[:3]
    for pump in (*alphabet, *map("".join, product(alphabet, repeat=2)), *words):
        for before in ("", *alphabet[:2]):
            yield before + pump * (length // len(pump)) + "\x00"


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*each, id=each[0]) for each in patterns()])
def test_a_regular_expression_is_quick_on_what_it_is_made_of(name: str, pattern: re.Pattern[str]) -> None:
    length = BOUNDS[max((start for start in BOUNDS if name.startswith(start)), key=len)]
    for text in pumped(pattern, length):

        def search(_: bytes, text: str = text) -> None:
            pattern.fullmatch(text)
            for _found in pattern.finditer(text):
                pass

        spent = cost(search, b"", seconds=SECONDS)
        assert spent < SECONDS, text[:40]


def test_the_watch_sees_a_regular_expression_that_explodes() -> None:
    bad = re.compile(r"(?:a|a)*b")

    def search(_: bytes) -> None:
        for text in pumped(bad, 60):
            bad.fullmatch(text)

    with pytest.raises(OverLimitError):
        cost(search, b"", seconds=SECONDS)
    assert {"a", "b"} == set(signs(bad))
