"""What the live picture knows: the things of some scenes, and every sentence that the graph has about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from graph_builder.lectures.lecture import Node, Stage
from graph_builder.model.factbook import FactBook
from graph_builder.model.once import once
from graph_builder.model.statements import Statement, voice
from graph_builder.model.wording import label_of, listed, sentence
from graph_builder.views.cards import cite, clean, mentioned, target, when
from graph_builder.views.looks import LOOKS, STROKES


class LiveThing(TypedDict):
    """A thing as its panel shows it.  `statements` are those that touch or mention it, in the book's order."""

    label: str
    kind: str
    when: str
    aka: list[str]
    holders: str
    gloss: str
    statements: list[str]


class LiveStatement(TypedDict):
    """A sentence with whose words it is, its page and the address of the public edition ("" for none)."""

    sentence: str
    voice: str
    whose: str
    hedge: str
    note: str
    citation: str
    url: str
    ends: list[str]


class LiveKind(TypedDict):
    label: str
    colour: str
    path: str


class Live(TypedDict):
    """`scenes` has the statements shown by each scene, `dashes` the dashes of each voice."""

    things: dict[str, LiveThing]
    statements: dict[str, LiveStatement]
    kinds: dict[str, LiveKind]
    dashes: dict[str, list[int]]
    scenes: dict[str, list[str]]


def live(stages: Iterable[Stage], book: FactBook) -> Live:
    """What the panel of these scenes can tell: their things, all sentences about those, and no more.

    Same stages and book, same value.
    """
    stages = tuple(stages)
    nodes = {node.id: node for stage in stages for node in stage.nodes}
    about: dict[str, list[str]] = {id_: [] for id_ in sorted(nodes)}
    told: dict[str, LiveStatement] = {}
    shown = {s.id for stage in stages for s in stage.shown.statements}
    for s in book.statements:
        named = [id_ for id_ in _named(s) if id_ in nodes]
        for id_ in named:
            about[id_].append(s.id)
        if named or s.id in shown:
            told[s.id] = _statement(s, book)
    kinds = sorted({node.kind for node in nodes.values()})
    return {
        "things": {id_: _thing(nodes[id_], statements, book) for id_, statements in about.items()},
        "statements": told,
        "kinds": {kind: _kind(kind) for kind in kinds},
        "dashes": {id_: list(stroke.dash) for id_, stroke in STROKES.items()},
        "scenes": {stage.scene.id: [s.id for s in stage.shown.statements] for stage in stages},
    }


def _named(s: Statement) -> dict[str, None]:
    """The ids that a statement names, itself as a Claim among them, each once."""
    return dict.fromkeys(filter(None, (s.subject, target(s), s.id if s.claim else "", s.role, *mentioned(s))))


def _thing(node: Node, statements: list[str], book: FactBook) -> LiveThing:
    thing = book.things.get(node.id)
    told = when(node.when)
    return {
        "label": clean(node.label),
        "kind": node.kind,
        "when": told["words"] if told else "",
        "aka": [clean(name) for name in thing.aka] if thing else [],
        "holders": clean(listed([label_of(id_, book) for id_ in thing.holders])) if thing else "",
        "gloss": clean(node.gloss),
        "statements": statements,
    }


@once
def _statement(s: Statement, book: FactBook) -> LiveStatement:
    place = cite(s.locator, book)
    names = listed([label_of(id_, book) for id_ in s.by])
    whose = {
        "author": "the author",
        "attributed": f"according to {names}",
        "outlook": f"outlook: {label_of(s.view, book)}" + (f", according to {names}" if names else ""),
    }[voice(s)]
    return {
        "sentence": clean(sentence(s, book)),
        "voice": voice(s),
        "whose": clean(whose),
        "hedge": clean(s.hedge),
        "note": clean(s.note),
        "citation": place["citation"],
        "url": place["url"],
        "ends": [s.subject, target(s)],
    }


def _kind(kind: str) -> LiveKind:
    look = LOOKS[kind]
    return {"label": kind, "colour": look.colour, "path": look.path}


if __name__ == "__main__":
    import sys

    from graph_builder.views.explorer_types import typescript

    sys.stdout.write(typescript(Live))
