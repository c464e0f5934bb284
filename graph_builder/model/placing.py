"""Where in its paragraph a statement stands, and whether it stands there at all; by words, never by understanding.

The texts are read into stems (see `mentions`) for one run; what comes out are positions and yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph_builder.model.mentions import names, share, stands, stems, weights
from graph_builder.model.sources import Locator
from graph_builder.model.splitting import joined, runs_on, sentences
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing

COVER = 0.6
"""It also stands in a sentence of whose telling words it has at least this share, so that short ones are not lost."""
NAMED = 0.5
"""A thing is named where at least this share of one of its names stands."""
LENGTH = 0.2
"""How much a sentence of average length loses against a short one.  Source: Okapi BM25, there called b."""
ASIDE = 0.7
"""What words of the curator's own (`how`, `note`) and things in qualifiers count, beside the two ends."""

_MONTHS_LISTED = "January February March April May June July August September October November December"
_MONTHS = _MONTHS_LISTED.split()

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts as stems: the sentences of each paragraph, and how much each stem tells.

    A sentence that runs over the foot of a page stands whole in both paragraphs; `halves` pairs the two.
    """

    sentences: dict[Locator, tuple[Words, ...]]
    weight: dict[str, float]
    average: float
    halves: tuple[tuple[tuple[Locator, int], tuple[Locator, int]], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What can be named: things and Claims, by id."""

    things: Mapping[str, Thing]
    claims: Mapping[str, Statement]


def reading(texts: Mapping[Locator, str]) -> Reading:
    """The paragraphs of a text, prepared for looking up words."""
    order = sorted(texts)
    parts = {at: sentences(texts[at]) for at in order}
    halves = []
    for one, other in pairwise(order):
        if parts[one] and parts[other] and _neighbours(one, other) and other.paragraph == 1 and runs_on(texts[one]):
            whole = joined((parts[one][-1], parts[other][0]))
            parts[one][-1] = parts[other][0] = whole
            halves.append(((one, len(parts[one])), (other, 1)))
    found = {at: tuple(tuple(stems(part)) for part in parts[at]) for at in order}
    every = [words for several in found.values() for words in several]
    average = sum(len(set(words)) for words in every) / (len(every) or 1)
    return Reading(found, weights(every), average, tuple(halves))


def _neighbours(one: Locator, other: Locator) -> bool:
    return one.source == other.source and other.page - one.page <= 1


def places(statement: Statement, named: Named, read: Reading) -> tuple[int, ...]:
    """The sentences of its paragraph in which the statement stands, by position from 1; () if in none.

    A sentence counts as the statement's if the words of its two ends (labels, aliases, or distinctive words of these),
    of its qualifiers, of its date and of the curator's remarks stand there, the rare words counting more: where it
    scores best, and where it has most of a (short) sentence.  A quote or hedge decides alone.

    What it cannot tell: who "he" or "it" is, what a sentence says of the things that it names, or whether a statement
    says all of it.  That a sentence has a statement does not mean that nothing is missing; that it has none means
    that no statement comes near its words.
    """
    several = read.sentences.get(statement.locator, ())
    open_to = _deciding(statement, several) or range(len(several))
    parts = list(_parts(statement, named))
    scores = {i: _score(parts, several[i], read) for i in open_to}
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return tuple(i + 1 for i in open_to) if len(open_to) < len(several) else ()
    whole = frozenset(word for _, options in parts for option in options for word in option)
    return tuple(
        i + 1 for i, score in scores.items() if score == best or share(several[i], whole, read.weight) >= COVER
    )


def _deciding(statement: Statement, several: Sequence[Words]) -> list[int]:
    """The sentences that hold the statement's quote and its hedge, as far as one holds them whole."""
    left = list(range(len(several)))
    for text in (statement.quote, statement.hedge):
        phrase = tuple(stems(text))
        holding = [i for i in left if phrase and stands(phrase, several[i])]
        left = holding or left
    return left


def _parts(statement: Statement, named: Named) -> Iterator[tuple[float, list[Words]]]:
    """What a statement consists of: how much each part counts, and the names under which it may stand."""
    yield 1.0, naming(statement.subject, named)
    if statement.figure:
        figure = statement.figure
        yield 1.0, [tuple(stems(f"{figure.written.replace('..', ' ')} {figure.unit} {figure.compared_to}"))]
    else:
        yield 1.0, naming(statement.object, named)
    beside = (*statement.at, *statement.places, *statement.via, *statement.by, statement.sense, statement.role)
    for id_ in beside:
        if id_:
            yield ASIDE, naming(id_, named)
    role = "" if statement.role in named.things else statement.role
    yield ASIDE, [tuple(stems(f"{statement.how} {role} {statement.note} {statement.quote}"))]
    if statement.when:
        written = statement.when.written
        months = [_MONTHS[int(m) - 1] for m in re.findall(r"\d{4}-(\d\d)", written) if 1 <= int(m) <= 12]
        yield ASIDE, [tuple(stems(" ".join([written, *months])))]


def naming(id_: str, named: Named) -> list[Words]:
    """The names under which a thing may stand in a text; those of both ends for a Claim, of the term for a Sense."""
    claim = named.claims.get(id_)
    if claim is not None:
        return [name for end in (claim.subject, claim.object) if end for name in naming(end, named)]
    thing = named.things.get(id_)
    if thing is None:
        return []
    concept = named.things.get(thing.concept)
    more = [*names(concept), tuple(stems(thing.gloss))] if concept else []
    return [name for name in (*names(thing), *more) if name]


def _score(parts: Sequence[tuple[float, list[Words]]], sentence: Words, read: Reading) -> float:
    held = frozenset(sentence)
    total = 0.0
    for counts, options in parts:
        found = (sum(read.weight.get(word, 0.0) for word in set(option) & held) for option in options)
        total += counts * max(found, default=0.0)
    return total / (1 - LENGTH + LENGTH * len(held) / (read.average or 1.0))


def around(read: Reading) -> dict[Locator, frozenset[str]]:
    """The stems of each paragraph with those of the sentence before it and of the one after it."""
    order = sorted(read.sentences)
    found: dict[Locator, frozenset[str]] = {}
    for i, at in enumerate(order):
        own = [word for words in read.sentences[at] for word in words]
        before = order[i - 1] if i and _neighbours(order[i - 1], at) else None
        after = order[i + 1] if i + 1 < len(order) and _neighbours(at, order[i + 1]) else None
        last = read.sentences[before][-1:] if before else ()
        first = read.sentences[after][:1] if after else ()
        found[at] = frozenset((*(last[0] if last else ()), *own, *(first[0] if first else ())))
    return found


def is_named(options: Sequence[Words], held: frozenset[str], read: Reading) -> bool:
    """True if one of the names stands in the text, whole or by at least half of its distinctive words."""
    return any(share(name, held, read.weight) >= NAMED for name in options)
