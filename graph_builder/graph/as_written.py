"""What triples cannot tell of the curator's YAML: the order of lists, and what belongs to what within them.

It stands under `kgo:asWritten` as JSON, with the keys of the curator's form, and only where it says something: a list
in the order of its texts, each once, needs none.  What such a list holds is told by the triples alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from graph_builder.graph.terms import literal


def as_written(own: Mapping[str, str], lists: Mapping[str, Sequence[str]], **more: object) -> list[tuple[str, str]]:
    """The pair of predicate and object that says it; none where nothing has to be said.

    Args:
        own: the graph's own terms.
        lists: lists whose items are triples; only those in another order than that of their texts are told.
        more: what else there is to say, where it is not empty.

    >>> as_written({"asWritten": "<w>"}, {"at": ("b", "a"), "via": ("a", "b")})
    [('<w>', '"{\\\\"at\\\\": [\\\\"b\\\\", \\\\"a\\\\"]}"')]
    """
    said: dict[str, object] = {key: list(items) for key, items in lists.items() if not is_in_order(items)}
    said |= {key: value for key, value in more.items() if value}
    return [(own["asWritten"], literal(json.dumps(said, ensure_ascii=False)))] if said else []


def is_in_order(items: Sequence[Any]) -> bool:
    """True if the items are in their own order, texts by their characters, and each stands once."""
    return len(items) < 2 or all(one < other for one, other in pairwise(items))


def in_order(items: Iterable[str], listed: Sequence[str] | None) -> tuple[str, ...]:
    """Items in the order in which they are listed, repeated where the list repeats them; the unlisted ones follow.

    >>> in_order({"a", "b", "c"}, ["b", "a", "gone"]), in_order({"b", "a"}, None)
    (('b', 'a', 'c'), ('a', 'b'))
    """
    found = set(items)
    known = [item for item in listed or () if item in found]
    return (*known, *sorted(found - set(known)))
