"""What a page knows of one thing and of one statement: plain values, ready for JSON."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TypedDict

from graph_builder.model.dates import Date, iso, words
from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import RELATIONS, negated_label
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement, is_doubted, is_plain, voice
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, label_of, page_url, sentence

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class When(TypedDict):
    """A date in words, its earliest and latest day (YYYY-MM-DD, "" where nobody knows), and its EDTF."""

    words: str
    earliest: str
    latest: str
    edtf: str


class Cite(TypedDict):
    """A place in a source, and its address in the public edition ("" where there is none)."""

    citation: str
    url: str


class OutcomeCard(TypedDict):
    answer: str
    by: list[str]
    when: When | None
    passages: list[Cite]
    note: str


class Node(TypedDict):
    """A thing, a Claim or a Figure.  `statement` is the statement that a Claim is, or whose number a Figure is."""

    id: str
    label: str
    kind: str
    type: str
    aka: list[str]
    when: When | None
    passages: list[Cite]
    note: str
    editor: str
    gloss: str
    denies: list[str]
    quote: str
    hedge: str
    certainty: str
    first: bool
    holders: list[str]
    concept: str
    several: bool
    outcome: OutcomeCard | None
    same_as: list[dict[str, str]]
    statement: str
    degree: int
    x: float
    y: float


Edge = TypedDict(
    "Edge",
    {
        "id": str, "from": str, "to": str, "relation": str, "label": str, "sentence": str, "voice": str,
        "negated": bool, "doubt": bool, "symmetric": bool, "plain": bool, "claim": bool, "nested": bool, "first": bool,
        "mode": str, "certainty": str, "hedge": str, "confidence": str, "author": str, "open": str,
        "view": str, "by": list[str], "at": list[str], "places": list[str], "via": list[str], "sense": str,
        "role": str, "how": str, "quote": str, "note": str, "editor": str,
        "passage": str, "citation": str, "url": str, "when": When | None, "bend": int,
    },
)  # fmt: skip
"""A statement.  `bend` is 0 for a straight line; parallel edges have different bends, to both sides."""


def clean(text: str) -> str:
    r"""The text without the characters that are not seen but change how the rest is read.

    Source: Unicode TR36, bidirectional text spoofing.

    >>> clean("Len\u202ein\u0007")
    'Lenin'
    """
    return _UNSEEN.sub("", text)


def when(date: Date | None) -> When | None:
    """The date for a reader and for a time line; None for the undated."""
    if date is None:
        return None
    first, last = date.earliest, date.latest
    return {
        "words": clean(words(date)),
        "earliest": "" if first is None else iso(first),
        "latest": "" if last is None else iso(last),
        "edtf": date.edtf,
    }


def cite(locator: Locator, book: FactBook) -> Cite:
    """Page and paragraph, and the address of the page; addresses other than http and https are left out."""
    url = page_url(locator, book)
    return {
        "citation": clean(citation(locator, book)),
        "url": url if url.startswith(("https://", "http://")) else "",
    }


def cites(locators: Iterable[Locator], book: FactBook) -> list[Cite]:
    """The places in their order, each once."""
    return [cite(locator, book) for locator in sorted(set(locators))]


def figure_id(statement: Statement) -> str:
    """The id of the node for a statement's figure; no curator can write one, for it holds a colon."""
    return f"figure:{statement.id}"


def target(statement: Statement) -> str:
    """The id of the node at the statement's end."""
    return figure_id(statement) if statement.figure else statement.object


def mentioned(statement: Statement) -> tuple[str, ...]:
    """The ids that a statement names beside its two ends."""
    more = (*statement.by, *statement.at, *statement.places, *statement.via, statement.view, statement.sense)
    return tuple(dict.fromkeys(id_ for id_ in more if id_))


def thing_card(thing: Thing, book: FactBook) -> Node:
    """A thing, still without a place in the picture."""
    card = _blank(thing.id, thing.label, thing.kind)
    outcome = thing.outcome
    outcome_card: OutcomeCard | None = None
    if outcome is not None:
        outcome_card = {
            "answer": outcome.answer,
            "by": list(outcome.by),
            "when": when(outcome.when),
            "passages": cites(outcome.locators, book),
            "note": clean(outcome.note),
        }
    card.update({
        "type": clean(thing.type), "aka": [clean(name) for name in thing.aka], "when": when(thing.when),
        "passages": cites(thing.locators, book), "note": clean(thing.note), "editor": clean(thing.editor),
        "gloss": clean(thing.gloss), "denies": [clean(text) for text in thing.denies], "quote": clean(thing.quote),
        "hedge": clean(thing.hedge), "certainty": thing.certainty, "first": thing.first,
        "holders": list(thing.holders), "concept": thing.concept, "several": thing.several, "outcome": outcome_card,
        "same_as": [{"iri": a.iri, "match": a.match, "checked": a.checked} for a in thing.same_as],
    })  # fmt: skip
    return card


def claim_card(statement: Statement, book: FactBook) -> Node:
    """A statement as a thing that other statements speak about."""
    card = _blank(statement.id, label_of(statement.id, book), "Claim")
    card.update({"when": when(statement.when), "statement": statement.id})
    card["passages"] = cites([statement.locator], book)
    card["editor"] = clean(statement.editor)
    return card


def figure_card(statement: Statement, book: FactBook) -> Node:
    """The number at the end of `amounts_to`, as a thing of its own."""
    assert statement.figure is not None
    card = _blank(figure_id(statement), statement.figure.label, "Figure")
    card.update({"when": when(statement.when), "statement": statement.id})
    card["passages"] = cites([statement.locator], book)
    return card


def edge_card(statement: Statement, book: FactBook) -> Edge:
    """A statement with its hedges, its voice and its page, still without a bend."""
    relation = RELATIONS[statement.relation]
    label = negated_label(relation) if statement.negated else relation.third
    label += {"intended": " (intended)", "possible": " (possible)"}.get(statement.mode, "")
    label += " ?" if is_doubted(statement) else ""
    return {
        "id": statement.id, "from": statement.subject, "to": target(statement), "relation": relation.id,
        "label": label, "sentence": clean(sentence(statement, book)), "voice": voice(statement),
        "negated": statement.negated, "doubt": is_doubted(statement), "symmetric": relation.symmetric,
        "plain": is_plain(statement), "claim": statement.claim, "nested": statement.nested, "first": statement.first,
        "mode": statement.mode, "certainty": statement.certainty, "hedge": clean(statement.hedge),
        "confidence": statement.confidence, "author": statement.author, "open": statement.open,
        "view": statement.view, "by": list(statement.by), "at": list(statement.at), "places": list(statement.places),
        "via": list(statement.via), "sense": statement.sense, "role": clean(statement.role),
        "how": clean(statement.how), "quote": clean(statement.quote), "note": clean(statement.note),
        "editor": clean(statement.editor), "passage": statement.locator.id, **cite(statement.locator, book),
        "when": when(statement.when), "bend": 0,
    }  # fmt: skip


def bend(edges: list[Edge]) -> None:
    """Gives edges between the same two nodes different bends: seen from the lower id, some to each side."""
    between: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        low, high = sorted((edge["from"], edge["to"]))
        between[low, high].append(edge)
    for (low, high), several in between.items():
        for i, edge in enumerate(several):
            bend = 2 * i - len(several) + 1 if low != high else i
            edge["bend"] = bend if edge["from"] == low else -bend


def _blank(id_: str, label: str, kind: str) -> Node:
    return {
        "id": id_, "label": clean(label), "kind": kind, "type": "", "aka": [], "when": None, "passages": [], "note": "",
        "editor": "", "gloss": "", "denies": [], "quote": "", "hedge": "", "certainty": "", "first": False,
        "holders": [], "concept": "", "several": False, "outcome": None, "same_as": [], "statement": "", "degree": 0,
        "x": 0.0, "y": 0.0,
    }  # fmt: skip
