"""Examples from the graph for the terms of the vocabulary: a sentence, its page, and how a curator writes it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from graph_builder.graph.rdf import distinct
from graph_builder.graph.terms import Quad
from graph_builder.graph.vocabulary import Names
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement, is_plain
from graph_builder.model.things import BLOCKS, Thing
from graph_builder.model.wording import citation, label_of, sentence
from graph_builder.views.cards import clean

GRAPH, COVERAGE = "graph.html", "coverage.html"
"""The pages to which examples lead; they stand in the same folder."""

GOOD_LENGTH = 80
"""How many characters a sentence had best have to be an example."""

_BARE = re.compile(r"[A-Za-zÀ-ž][\w' ¶./(),;-]*[\w.)]|\d[\w ¶./()-]*|\w")


@dataclass(frozen=True, slots=True)
class Example:
    """What the graph says: `text` with the place in the source and an address; `yaml` is how a curator writes it."""

    text: str
    cite: str = ""
    link: str = ""
    value: str = ""
    yaml: str = ""


class Index:
    """Where in the book each property is used, and how often; an example is a sentence neither long nor bare."""

    def __init__(self, book: FactBook, quads: Iterable[Quad] | None = None) -> None:
        self.book, self.names = book, Names(book.settings)
        self.statements = {s.id: s for s in book.statements}
        self.sentences = {s.id: clean(sentence(s, book)) for s in book.statements}
        self.uses: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, object_, _ in quads or distinct(book):
            self.uses.setdefault(predicate, []).append((subject, object_))
        self.said = Counter(id_ for s in book.statements for id_ in (s.subject, s.object))
        self.rank = cache(self._rank)
        self.id_of = cache(self._id_of)

    def of_relation(self, relation: str) -> Statement | None:
        """The best statement with the relation, plain and affirmed ones first."""
        found = [s for s in self.book.statements if s.relation == relation]
        return min(found, key=lambda s: (not is_plain(s), s.negated, *self.rank(s.id)), default=None)

    def of_kind(self, kind: str) -> Thing | None:
        """The thing of a kind of which most is said."""
        found = [thing for thing in self.book.things.values() if thing.kind == kind]
        return min(found, key=lambda t: (-self.said[t.id], t.id), default=None)

    def of_voice(self, voice: str) -> Statement | None:
        """The best statement in a voice."""
        node = f'"{voice}"'
        ids = [self.id_of(subject) for subject, value in self.uses.get(self.names.own("voice"), []) if value == node]
        return self.statements[min(ids, key=self.rank)] if ids else None

    def of_property(self, predicate: str) -> tuple[str, str]:
        """The subject's id and the value of the best example of a property; ("", "") if nothing has it."""
        found = [(self.id_of(subject), value) for subject, value in self.uses.get(predicate, [])]
        return min(found, key=lambda pair: (*self.rank(pair[0]), pair[1]), default=("", ""))

    def _id_of(self, node: str) -> str:
        """The id within an IRI; that of the statement for the node of a figure."""
        id_ = node[1:-1].removeprefix(self.names.base)
        return id_.removesuffix("-figure") if id_.removesuffix("-figure") in self.statements else id_

    def _rank(self, id_: str) -> tuple[bool, int, str]:
        length = len(self.sentences.get(id_, label_of(id_, self.book)))
        return (id_ not in self.sentences, abs(length - GOOD_LENGTH), id_)


def example_of(id_: str, index: Index, keys: Iterable[str] = (), value: str = "") -> Example:
    """What to show for a statement, a thing, a passage or anything else that has an id."""
    book, wanted = index.book, tuple(keys)
    if id_ in index.statements:
        statement = index.statements[id_]
        link = f"{GRAPH}#statement={quote(id_, safe='')}"
        place = clean(citation(statement.locator, book))
        return Example(index.sentences[id_], place, link, value, yaml_of_statement(statement, book, wanted))
    if id_ in book.things:
        thing = book.things[id_]
        place = clean(citation(thing.locators[0], book)) if thing.locators else ""
        link = f"{GRAPH}#node={quote(id_, safe='')}"
        return Example(clean(thing.label), place, link, value, yaml_of_thing(thing, book, wanted))
    for passage in book.passages:
        if passage.locator.id == id_:
            yaml = _block([f"- p: {passage.locator.short}"], {"nothing": passage.nothing}, wanted)
            return Example(clean(citation(passage.locator, book)), "", f"{COVERAGE}#at-{id_}", value, yaml)
    if id_ in book.sources:
        return Example(clean(book.sources[id_].short), value=value)
    if id_.startswith("ontology#"):
        return Example(shown(f"<{index.names.base}{id_}>", index), "", "#" + id_.partition("#")[2], value)
    prefix, owner = book.settings.prefix, id_.removeprefix("graph/")
    link = f"{GRAPH}#node={quote(owner, safe='')}" if owner in book.things else ""
    return Example(f"{prefix}:{clean(id_)}", "", link, value)


def shown(node: str, index: Index) -> str:
    """A value of the graph for a reader: a text, a label, or the name of a term."""
    if node.startswith('"'):
        text = node[1 : node.rindex('"')]
        return clean(text.replace('\\"', '"').replace("\\n", " ").replace("\\\\", "\\"))
    if node.startswith(index.names.own("")[:-1]):
        return f"{index.book.settings.prefix}o:{node[len(index.names.own('')) - 1 : -1]}"
    return clean(label_of(index.id_of(node), index.book))


def yaml_of_statement(statement: Statement, book: FactBook, keys: Iterable[str] = ()) -> str:
    """The statement as a curator writes it; with its remarks only where they are among `keys`."""
    s, figure = statement, statement.figure
    if s.nested:
        return yaml_of_thing(book.things[s.subject], book, ("senses", "for", "from", "gloss", "of", "came_true"))
    values: dict[str, object] = {
        "when": s.when.written if s.when else "", "at": s.at, "where": s.places, "via": s.via, "as": s.role,
        "how": s.how, "sense": s.sense, "first": s.first, "open": s.open, "id": s.id if s.claim else "", "by": s.by,
        "confidence": s.confidence, "certainty": s.certainty, "hedge": s.hedge, "author": s.author,
        "mode": s.mode if s.mode != "actual" else "", "quote": s.quote, "note": s.note, "editor": s.editor,
        "value": figure.written if figure else "", "unit": figure.unit if figure else "",
        "compared_to": figure.compared_to if figure else "",
    }  # fmt: skip
    remarks = {"note", "editor"}.difference(keys)
    shown = {key: value for key, value in values.items() if value and key not in remarks}
    subject = "" if s.view == s.subject else f"{s.subject} "
    fact = f"{subject}{'not ' if s.negated else ''}{s.relation} {s.object}".strip()
    behind = f": {_flow(shown)}" if shown else ""
    view = [f"  view: {s.view}"] if s.view else []
    return "\n".join([f"- p: {s.locator.short}", *view, "  facts:", f"    - {fact}{behind}"])


def yaml_of_thing(thing: Thing, book: FactBook, keys: Iterable[str] = ()) -> str:
    """The thing as a curator writes it, with those of its keys that are among `keys`; a sense within its concept."""
    wanted, outcome = set(keys), thing.outcome
    grown = [s.object for s in book.statements if s.subject == thing.id and s.relation == "develops_from" and s.nested]
    hindsight = {
        "answer": outcome.answer, "by": outcome.by, "when": outcome.when.written if outcome.when else "",
        "p": tuple(locator.short for locator in outcome.locators), "note": outcome.note,
    } if outcome else {}  # fmt: skip
    values: dict[str, object] = {
        "label": thing.label, "aka": thing.aka, "type": thing.type, "when": thing.when.written if thing.when else "",
        "p": tuple(locator.short for locator in thing.locators), "note": thing.note, "editor": thing.editor,
        "of": thing.holders if thing.kind == "Outlook" else (), "several": thing.several, "came_true": hindsight,
        "for": thing.holders if thing.kind == "Sense" else (), "gloss": thing.gloss, "not": thing.denies,
        "from": tuple(grown), "quote": thing.quote, "hedge": thing.hedge, "certainty": thing.certainty,
        "first": thing.first, "same_as": [
            {"iri": a.iri, "match": a.match, "checked": a.checked, "evidence": a.evidence} for a in thing.same_as
        ],
    }  # fmt: skip
    if thing.kind == "Sense":
        return _block(["concepts:", f"  {thing.concept}:", "    senses:", f"      {thing.id}:"], values,
                      wanted | {"for", "gloss", "p"}, 8)  # fmt: skip
    block = next(name for name, kind in BLOCKS.items() if kind == thing.kind)
    return _block([f"{block}:", f"  {thing.id}:"], values, wanted | {"label", "type", "p", "of"}, 4)


def _block(head: list[str], values: Mapping[str, object], keys: Iterable[str], indent: int = 2) -> str:
    rows = [f"{' ' * indent}{key}: {_flow(value, ',')}" for key, value in values.items() if value and key in set(keys)]
    return "\n".join([*head, *rows])


def _flow(value: object, allowed: str = "") -> str:
    """A value in YAML's short form: what is empty within it is left out, a list of one is the one."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items() if part) + "}"
    if isinstance(value, tuple) and len(value) == 1:
        return _flow(value[0], allowed)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = clean(str(value))
    bare = _BARE.fullmatch(text) and (allowed or "," not in text)
    return text if bare else json.dumps(text, ensure_ascii=False)
