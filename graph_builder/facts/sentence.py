"""A fact as a sentence of ids -> its parts.  Knows the grammar, not the meaning of the words.

SENTENCE = [IDS] ["not"] VERB [IDS]
IDS      = ID {"," ID}
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

LONGEST = 2000
MOST = 100
_JOINING = ("and", "or", "&", "+", "as", "with")
_WORD = re.compile(r"[^\s,]+|,")
_THREE = re.compile(r"([^\s,{]+) ([^\s,{]+) ([^\s,{]+)")


class Part(NamedTuple):
    """A word of the sentence and where it begins.  Units: `offset` in characters from 0."""

    text: str
    offset: int


class Sentence(NamedTuple):
    """The parts of one fact; `subjects` or `objects` may be empty."""

    subjects: tuple[Part, ...]
    negated: bool
    verb: Part
    objects: tuple[Part, ...]


class SentenceError(ValueError):
    """A sentence that cannot be read; `offset` and `length` say which part of it."""

    def __init__(self, message: str, offset: int = 0, length: int = 1, code: str = "bad-sentence") -> None:
        self.offset, self.length, self.code = offset, length, code
        super().__init__(message)


def parse_sentence(text: str, verbs: Collection[str]) -> Sentence:
    """The parts of a sentence.

    Args:
        text: the sentence as written.
        verbs: every word that can be its relation.

    Raises:
        SentenceError: it has no verb or two, a dangling comma, words that belong to no list, or makes more than MOST
            statements.

    >>> s = parse_sentence("lenin, radek not oppose red-army-abroad", {"oppose"})
    >>> [p.text for p in s.subjects], s.negated, s.verb.text, [p.text for p in s.objects]
    (['lenin', 'radek'], True, 'oppose', ['red-army-abroad'])
    """
    if len(text) > LONGEST:
        raise SentenceError(f"a sentence of {len(text):,} characters, more than {LONGEST:,}", code="too-long")
    three = _THREE.fullmatch(text)  # most facts are three words, for which nothing has to be looked into
    if three:
        subject, verb, object_ = words = three.groups()
        if verb in verbs and not (subject in verbs or object_ in verbs or "not" in words):
            middle = Part(verb, len(subject) + 1)
            return Sentence((Part(subject, 0),), False, middle, (Part(object_, middle.offset + len(verb) + 1),))
    if "{" in text:
        raise SentenceError("no ': ' before the {", text.index("{"))
    groups = _groups(text, verbs)
    if not groups:
        raise SentenceError("an empty sentence", 0, max(len(text), 1))
    at = [i for i, group in enumerate(groups) if len(group) == 1 and group[0].text in verbs]
    if not at:
        raise _no_verb(groups, verbs)
    if len(at) > 1:
        second = groups[at[1]][0]
        raise SentenceError(f"two relations in one sentence, the second is '{second.text}'", *_span(second))
    position = at[0]
    before, after = groups[:position], groups[position + 1 :]
    negated = bool(before) and len(before[-1]) == 1 and before[-1][0].text == "not"
    if negated:
        before = before[:-1]
    for part in (part for side in (before, after) for group in side for part in group):
        if part.text == "not":
            raise SentenceError("'not' stands directly before the relation", *_span(part))
    for side, name in ((before, "subjects"), (after, "objects")):
        if len(side) > 1:
            extra = next((group[0] for group in side if group[0].text in _JOINING), side[1][0])
            raise SentenceError(f"'{extra.text}' does not belong here: {name} are joined with commas", *_span(extra))
    verb = groups[position][0]
    many = len(before[0] if before else ()) * len(after[0] if after else ())
    if many > MOST:
        message = f"a sentence that makes {many:,} statements, more than {MOST}: each subject with each object"
        raise SentenceError(message, *_span(verb), code="too-long")
    return Sentence(tuple(before[0]) if before else (), negated, verb, tuple(after[0]) if after else ())


def _groups(text: str, verbs: Container[str]) -> list[list[Part]]:
    """The words, those joined by commas together."""
    groups: list[list[Part]] = []
    joined, comma = False, None
    for match in _WORD.finditer(text):
        part = Part(match[0], match.start())
        if comma is not None and part.text in verbs:
            raise SentenceError(f"a comma before the relation '{part.text}'", comma.offset)
        if part.text == "," and groups and groups[-1][-1].text in verbs:
            raise SentenceError(f"a comma after the relation '{groups[-1][-1].text}'", part.offset)
        if part.text == ",":
            if comma is not None or not groups:
                raise SentenceError("a comma with nothing before it", part.offset)
            joined, comma = True, part
            continue
        if joined:
            groups[-1].append(part)
        else:
            groups.append([part])
        joined, comma = False, None
    if comma is not None:
        raise SentenceError("a comma with nothing after it", comma.offset)
    return groups


def _span(part: Part) -> tuple[int, int]:
    return part.offset, len(part.text)


def _no_verb(groups: list[list[Part]], verbs: Iterable[str]) -> SentenceError:
    """The error for a sentence without a known relation, pointing at the word that was probably meant as one."""
    from rapidfuzz import fuzz

    known = sorted(verbs)
    words = [group[0] for group in groups if len(group) == 1 and group[0].text != "not"]
    for first, second in itertools.pairwise(words):
        if f"{first.text}_{second.text}" in known:
            span = first.offset, second.offset + len(second.text) - first.offset
            return SentenceError(f"unknown relation '{first.text} {second.text}'", *span, code="unknown-relation")
    likely = {word: max(fuzz.ratio(word.text, verb) for verb in known) for word in words} if known else {}
    best = max(likely, key=lambda word: (likely[word], "_" in word.text), default=None)
    if best is not None and (likely[best] >= 70 or "_" in best.text):
        return SentenceError(f"unknown relation '{best.text}'", *_span(best), code="unknown-relation")
    if len(groups) == 3 and groups[1][0] in words:
        return SentenceError(f"unknown relation '{groups[1][0].text}'", *_span(groups[1][0]), code="unknown-relation")
    return SentenceError("a sentence without a relation", groups[0][0].offset, len(groups[0][0].text))
