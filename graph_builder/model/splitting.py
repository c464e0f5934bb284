"""A paragraph -> its sentences, each on its own.  Nothing of them is kept beyond the run that reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_TYPE = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u2026": "..."})
_STOP = re.compile(r"(?:\.\.\.+|[.!?]+)[\"')\]]*(?:\s?\[\d+\])*(?=\s+[\"'(\[]*[A-Z0-9]|\s*$)")
_LOST_STOP = re.compile(r"(?<=[a-z\"'])\s+(?=([A-Z][a-z]+),?\s+[a-z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'.])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sen|Rep|Hon|Rev|St|Jr|Sr|vol|vols|no|nos|p|pp|ch|cf|vs|v"
    r"|viz|ca|c|ed|eds|trans|fig|al|etc|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Co|Ltd|approx)\.$"
)
_NOTE, _WORD = re.compile(r"\[\d+\]"), re.compile(r"\w")
_OPENERS_LISTED = """
A After All Although An And As At Because Before But By During Each Earlier Even Finally First For From He Her
His How However If In It Its Later Many Moreover Most Nevertheless No Not Of On Once One Only Other She Since So
Some Soon Still Such That The Their Then There Therefore These They This Those Thus To Under Until We What When
Where Whether While Who With Without Yet
"""
_OPENERS = frozenset(_OPENERS_LISTED.split())
"""Words that are written with a capital for no other reason than that a sentence begins with them."""


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order.

    A full stop after an abbreviation or an initial ends none, unless a word follows that only opens sentences; nor
    does an ellipsis before a small letter.  Closing quotation marks and note markers belong to the sentence before.
    Where the full stop was lost, a word that only opens sentences (or one in -ing) between small letters begins one.

    >>> len(sentences('He met J. V. Stalin.[19] "Go on ..." he said. The train left Looking back, he waved.'))
    4
    """
    bare = " ".join(text.translate(_TYPE).split())
    ends = [match.end() for match in _STOP.finditer(bare) if _ends(bare, match)]
    ends += [match.start() for match in _LOST_STOP.finditer(bare) if match[1] in _OPENERS or _begins(match[1])]
    cuts = [0, *sorted(set(ends)), len(bare)]
    return [part for a, b in pairwise(cuts) if _WORD.search(_NOTE.sub("", part := bare[a:b].strip()))]


def _ends(text: str, stop: re.Match[str]) -> bool:
    if stop[0][0] != "." or stop[0].startswith("..") or not _ABBREVIATION.search(text[: stop.start() + 1]):
        return True
    following = re.match(r"[\"'(\[\s]*(\w+)", text[stop.end() :])
    return following is None or (following[1] in _OPENERS and following[1] != "A")


def _begins(word: str) -> bool:
    return len(word) > 5 and word.endswith("ing")


def runs_on(text: str) -> bool:
    """True if the paragraph stops in the middle of a sentence, as at the foot of a page.

    >>> runs_on("He aimed at a"), runs_on('"We shall," he said.[7]')
    (True, False)
    """
    return not re.search(r"[.!?][\"')\]]*(?:\s?\[\d+\])*\s*$", text.translate(_TYPE))


def joined(parts: Iterable[str]) -> str:
    """The parts of one sentence; a word that was divided at the foot of a page is whole again.

    >>> joined(["supporters of inte-", "gration were few."])
    'supporters of integration were few.'
    """
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(" ".join(part.split()) for part in parts))
