"""What names a thing in a text: its labels and aliases, whole or by their distinctive words.

A word stands for its family: `recognised`, `recognition` and `recognise` are one stem.  Nothing here knows pronouns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from math import log

from graph_builder.model.things import Thing

_ENDINGS_LISTED = """
izations isations ization isation ations ements ities ition ation ement ments iness ence ance ency ancy ment
ness ical ists isms ized ised izes ises izing ising able ible ings ions ful ity ist ism ies ize ise ing ion ian
ean ate ish ain ant ent ers ors ics ive ous ary ed es er or al an ia ic ly y e s
"""
_ENDINGS = sorted(_ENDINGS_LISTED.split(), key=lambda ending: (-len(ending), ending))
_EMPTY_LISTED = """
a about after against all also among an and another any are as at be because been before being between both but
by can could did do does during each for from had has have he her him his how if in into is it its itself may
might more most nor not of off on one only or other others our out over same she should so some such than that
the their them then there these they this those through to under until up upon was we were what when where which
while who whom whose will with within without would
"""
_EMPTY = frozenset(_EMPTY_LISTED.split())
_JOINTS = str.maketrans("\u2018\u2019\u00a0", "'' ")
_SHORTEST, _LONGEST = 4, 7


def stems(text: str) -> list[str]:
    """The words of a text by their stems, in order; note markers and words without meaning of their own left out.

    >>> stems("the Recognition of the Soviets[21]"), stems("recognised Soviet")
    (['recogn', 'soviet'], ['recogn', 'soviet'])
    """
    bare = re.sub(r"\[\d+\]", " ", text.translate(_JOINTS)).casefold().replace("'s", " ")
    return [_stem(word) for word in re.findall(r"[^\W_]+", bare) if word not in _EMPTY]


@cache
def _stem(word: str) -> str:
    if word.isdigit():
        return word
    shorter = True
    while shorter:
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
        word, shorter = word.removesuffix(ending), bool(ending)
    return word[:_LONGEST]


def weights(passages: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each stem tells: the fewer passages hold it, the more.

    Source: inverse document frequency (K. Sparck Jones, 1972).
    """
    counts: Counter[str] = Counter()
    total = 0
    for words in passages:
        counts.update(set(words))
        total += 1
    return {word: log(1 + total / count) for word, count in counts.items()}


def names(thing: Thing) -> tuple[tuple[str, ...], ...]:
    """Every name of a thing as stems: its label, then its aliases."""
    return tuple(dict.fromkeys(tuple(stems(name)) for name in (thing.label, *thing.aka) if stems(name)))


def stands(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    """True if the stems stand in the text one after the other."""
    return any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words) - len(phrase) + 1))


def share(name: tuple[str, ...], words: Collection[str], weight: Mapping[str, float]) -> float:
    """How much of a name stands in a text, from 0 to 1: by its stems, the rare ones counting more."""
    unknown = max(weight.values(), default=1.0)
    telling = {word: weight.get(word, unknown) for word in name}
    return sum(w for word, w in telling.items() if word in words) / (sum(telling.values()) or 1.0)
