"""What has been read so far, and how every reader of a file adds to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import BaseModel

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, is_torn, texts, where
from graph_builder.model.factbook import Passage, Settings
from graph_builder.model.names import did_you_mean, is_misspelling
from graph_builder.model.records import (
    allowed_keys,
)
from graph_builder.model.relations import VERBS, Kind
from graph_builder.model.scalars import id_fault
from graph_builder.model.sources import Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.model.world import Spot
from graph_builder.rulebook import problem


@dataclass(slots=True)
class Draft:
    """What has been read so far.

    `declared` holds every id that stands in the files, and `kinds` the kind of each thing and Claim, also of what is
    not in form; `doubled` are the ids that are defined twice, `malformed` those that are none.  `lost` holds the words
    that may be ids in parts that could not be read; `blind` is True if even the words are not known.  Things and
    statements with faults of their own are `partial`: their ids are checked, and no more.  `spots` holds what is
    written behind each thing, passage and statement.
    """

    settings: Settings | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    passages: list[tuple[Passage, str, Where]] = field(default_factory=list)
    declared: dict[str, Where] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    malformed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    kinds: dict[str, Kind] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    blind: bool = False
    sources_read: bool = False
    partial: list[Statement] = field(default_factory=list)
    partial_things: list[Thing] = field(default_factory=list)
    spots: dict[Where, Spot] = field(default_factory=dict)


_MAYBE_ID = re.compile(r"(?<![a-z0-9])(?<![a-z0-9]-)[a-z0-9]++(?:-[a-z0-9]++)*+(?=\s*:)|(?<=\bid: )[a-z0-9-]+")
# From the beginning of a word only: from every letter on, a line of a million letters takes a million times as long.


def note_losses(draft: Draft, document: Document, whole: bool = False) -> None:
    """Remembers the words of what could not be read, so that no id is called unknown whose definition is there.

    `whole` says that nothing in the file was read.
    """
    if document.root is None and not document.lines:
        draft.blind = True
    for number in range(1, len(document.lines) + 1) if whole else document.lost:
        draft.lost.update(_MAYBE_ID.findall(document.lines[number - 1]))


def declare(draft: Draft, document: Document, id_: Text, kind: Kind | None = None) -> bool:
    """Notes that the id is defined here; True if it is an id, and the first of its name."""
    place = where(document, id_)
    fault = None
    if message := id_fault(id_.text):
        fault = problem("bad-id", place, message)
        draft.lost.add(id_.text)
        draft.malformed.add(id_.text)
        kind = None
    elif id_.text in VERBS or id_.text == "not":
        fault = problem("bad-id", place, f"'{id_.text}' cannot be an id, because sentences use the word")
    elif id_.text in draft.declared:
        first = draft.declared[id_.text]
        fault = problem("duplicate-id", place, f"the id '{id_.text}' is already defined at {first}")
        draft.doubled.add(id_.text)
    if fault is not None:
        draft.problems.append(fault)
    draft.declared.setdefault(id_.text, place)
    if kind is not None:
        draft.kinds.setdefault(id_.text, kind)
    return fault is None


def is_unknown_source(draft: Draft, id_: str) -> bool:
    """True if no source has this id, nor may have it in a part of sources.yaml that could not be read."""
    known = draft.sources.keys() | draft.declared.keys() | draft.lost
    return draft.sources_read and id_ not in known and not is_misspelling(id_, draft.malformed)


def mapping_of(draft: Draft, document: Document, node: Node | None, name: str, allowed: set[str]) -> dict[str, Node]:
    if node is None:
        return {}
    if not isinstance(node, Pairs):
        draft.problems.append(problem("wrong-form", where(document, node), f"{name} must be a mapping (key: value)"))
        return {}
    for key in node.pairs:
        if key not in allowed:
            message = f"unknown key '{key}'{did_you_mean(key, allowed)}"
            remedy = "keys allowed here: " + ", ".join(sorted(allowed))
            draft.problems.append(problem("unknown-key", where(document, node.keys[key]), message, remedy))
            draft.lost.update(text.text for text in texts(node.pairs[key]))
    return node.pairs


def entries(
    draft: Draft, document: Document, node: Node | None, name: str, record: type[BaseModel]
) -> list[tuple[Text, Node]]:
    """The ids of a block and what stands under each, without the fields of a record that stand there without an id."""
    if node is None:
        return []
    if not (node.text if isinstance(node, Text) else node.pairs if isinstance(node, Pairs) else node.items):
        if not is_torn(document, node):
            key = document.root.keys[name] if isinstance(document.root, Pairs) else node
            draft.problems.append(problem("empty-value", where(document, key), f"'{name}' has no value"))
        return []
    if isinstance(node, Items | Text):
        draft.lost.update(text.text for text in texts(node))
        message = f"'{name}' must be a mapping of ids (id: ...)"
        draft.problems.append(problem("wrong-form", where(document, node), message))
        return []
    known = allowed_keys(record)
    fields = [key for key, value in node.pairs.items() if key in known and not isinstance(value, Pairs)]
    if fields and not is_torn(document, node):
        place, message = where(document, node.keys[fields[0]]), f"'{fields[0]}' stands where an id is expected"
        draft.problems.append(problem("wrong-form", place, message, "write the id, with a colon, above it"))
    return [(node.keys[key], value) for key, value in node.pairs.items() if key not in fields]
