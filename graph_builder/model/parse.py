"""Trees of text -> settings, sources and things, with a problem for everything that is not in the curator's form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, follow, is_torn, texts, where
from graph_builder.model.factbook import Passage, Settings
from graph_builder.model.names import did_you_mean, is_misspelling
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    ConceptRecord,
    OfficeRecord,
    OutlookRecord,
    SenseRecord,
    SettingsRecord,
    SituationRecord,
    SourceRecord,
    ThingRecord,
    allowed_keys,
    id_fault,
)
from graph_builder.model.relations import VERBS, Kind
from graph_builder.model.report import salvaged, validate
from graph_builder.model.sources import Chapter, Locator, Source, parse_locator
from graph_builder.model.statements import Statement
from graph_builder.model.things import BLOCKS, Alignment, Outcome, Thing
from graph_builder.model.world import Spot
from graph_builder.rulebook import problem

_PAGE = re.compile(r"[0-9]{1,5}")


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


_MAYBE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?=\s*:)|(?<=\bid: )[a-z0-9-]+")


def note_losses(draft: Draft, document: Document, whole: bool = False) -> None:
    """Remembers the words of what could not be read, so that no id is called unknown whose definition is there.

    `whole` says that nothing in the file was read.
    """
    if document.root is None and not document.lines:
        draft.blind = True
    for number in range(1, len(document.lines) + 1) if whole else document.lost:
        draft.lost.update(_MAYBE_ID.findall(document.lines[number - 1]))


def parse_settings(draft: Draft, document: Document) -> None:
    """Adds graph.yaml."""
    if document.root is None:
        return
    record, problems = validate(SettingsRecord, document.root, document)
    draft.problems += problems
    if record is None or is_torn(document, document.root):
        return
    for block in record.types:
        if block not in BLOCKS:
            node = document.root.pairs["types"] if isinstance(document.root, Pairs) else document.root
            place = where(document, node.keys[block] if isinstance(node, Pairs) else node)
            draft.problems.append(
                problem("unknown-key", place, f"unknown block '{block}'{did_you_mean(block, BLOCKS)}")
            )
    if any(block not in BLOCKS for block in record.types):
        return
    draft.settings = Settings(
        title=record.title,
        base=record.base,
        prefix=record.prefix,
        description=record.description,
        language=record.language,
        code_licence=record.licence.code,
        facts_licence=record.licence.facts,
        curators=record.curators,
        types={block: dict(types) for block, types in record.types.items()},
    )


def parse_sources(draft: Draft, document: Document) -> None:
    """Adds sources.yaml."""
    note_losses(draft, document)
    blocks = _mapping(draft, document, document.root, "the file", {"sources"})
    draft.sources_read = isinstance(blocks.get("sources"), Pairs)
    if isinstance(document.root, Pairs) and not blocks and not is_torn(document, document.root):
        place = where(document, document.root)
        draft.problems.append(problem("missing-key", place, "'sources' is missing", "add `sources:`"))
    for id_, node in _entries(draft, document, blocks.get("sources"), "sources", SourceRecord):
        record, problems = validate(SourceRecord, node, document, id_)
        draft.problems += problems
        declare(draft, document, id_)
        draft.spots[where(document, id_)] = id_, node
        if record is not None and not is_torn(document, node):
            draft.sources[id_.text] = _source(draft, id_, record, node, document)


def _source(draft: Draft, id_: Text, record: SourceRecord, node: Node, document: Document) -> Source:
    chapters = []
    written = follow(node, ["chapters"])
    for number, chapter in record.chapters.items():
        under = follow(written, [number])
        first, last = (int(page) for page in chapter.pages.replace("–", "-").split("-"))
        if last < first:
            message = f"chapter {number} ends on page {last}, before its first page {first}"
            draft.problems.append(problem("impossible-interval", where(document, follow(under, ["pages"])), message))
            first, last = last, first
        counts = {}
        for page, count in chapter.paragraphs.items():
            if _PAGE.fullmatch(page) and first <= int(page) <= last:
                counts[int(page)] = count
                continue
            paragraphs = follow(under, ["paragraphs"])
            place = where(document, paragraphs.keys[page] if isinstance(paragraphs, Pairs) else paragraphs)
            message = f"chapter {number} counts paragraphs of page '{page}', which it does not have"
            draft.problems.append(problem("locator-outside", place, message))
        key = written.keys[number] if isinstance(written, Pairs) else id_
        draft.spots[where(document, key)] = key, under
        place = where(document, key)
        chapters.append(Chapter(number, chapter.title, chapter.section, first, last, counts, chapter.text, place))
    csl = record.model_dump(by_alias=True, exclude={"short", "chapters"}, exclude_defaults=True)
    return Source(id_.text, record.short, csl, tuple(chapters), where(document, id_), record.URL)


def parse_entities(draft: Draft, document: Document) -> None:
    """Adds the things of one file, and the statements that are written by nesting.  Sources must be there already."""
    note_losses(draft, document)
    root = document.root
    if isinstance(root, Pairs) and "passages" in root.pairs:
        note_losses(draft, document, whole=True)
        place = where(document, root.keys["passages"])
        remedy = "move the file into the folder facts"
        draft.problems.append(problem("unknown-key", place, "'passages' among the things", remedy))
        return
    if isinstance(root, Pairs) and not root.pairs.keys() - {"source"} and not document.lost:
        draft.problems.append(problem("empty-file", where(document, root), "the file defines nothing"))
    blocks = _mapping(draft, document, document.root, "the file", {*BLOCKS, "source"})
    source = _source_of_file(draft, document, blocks.get("source"))
    for block, kind in BLOCKS.items():
        for id_, node in _entries(draft, document, blocks.get(block), block, RECORD_OF_BLOCK[block]):
            place = where(document, id_)
            sound = declare(draft, document, id_, kind) and not is_torn(document, node)
            sound = _declare_senses(draft, document, node) and sound
            found, problems = validate(RECORD_OF_BLOCK[block], node, document, id_)
            draft.problems += problems
            draft.spots[place] = id_, node
            record = found or salvaged(RECORD_OF_BLOCK[block], node)
            if record is None:
                continue
            sound = sound and found is not None
            thing = _thing(id_, kind, record, source, place)
            made = [(thing, _nested_in(thing, record))]
            if isinstance(record, ConceptRecord):
                made += _senses(draft, document, thing, record, node, source)
            for part, statements in made:
                (draft.things if sound else draft.partial_things).append(part)
                (draft.statements if sound else draft.partial).extend(statements)


def _thing(id_: Text, kind: Kind, record: ThingRecord, source: str, place: Where) -> Thing:
    outcome = record.came_true if isinstance(record, SituationRecord) else None
    return Thing(
        id=id_.text,
        kind=kind,
        label=record.label,
        where=place,
        aka=record.aka,
        type=record.type,
        when=record.when,
        locators=_locators(source, record.p),
        note=record.note,
        editor=record.editor,
        same_as=tuple(Alignment(a.iri, a.match, a.checked.edtf) for a in record.same_as),
        holders=record.of if isinstance(record, OutlookRecord) else (),
        several=record.several if isinstance(record, OfficeRecord) else False,
        outcome=Outcome(outcome.answer, outcome.by, outcome.when, _locators(source, outcome.p), outcome.note)
        if outcome
        else None,
    )


def _nested_in(thing: Thing, record: ThingRecord) -> list[Statement]:
    """The statements that are written within a thing."""
    if isinstance(record, OutlookRecord):
        return [_nested(thing.id, "outlook_of", holder, thing, thing.when) for holder in record.of]
    return _outcome(thing)


def _senses(
    draft: Draft, document: Document, concept: Thing, record: ConceptRecord, node: Node, source: str
) -> list[tuple[Thing, list[Statement]]]:
    nested = follow(node, ["senses"])
    made = []
    for id_, sense in record.senses.items():
        key = nested.keys[id_] if isinstance(nested, Pairs) else Text(id_, nested.line, nested.column, 1)
        thing = _sense(id_, concept, sense, source, where(document, key))
        draft.spots[thing.where] = key, follow(nested, [id_])
        statements = [_nested(id_, "sense_of", concept.id, thing, None)]
        statements += [_nested(id_, "understood_by", holder, thing, thing.when) for holder in sense.for_]
        statements += [_nested(id_, "develops_from", older, thing, None) for older in sense.from_]
        made.append((thing, statements))
    return made


def _sense(id_: str, concept: Thing, record: SenseRecord, source: str, place: Where) -> Thing:
    return Thing(
        id=id_,
        kind="Sense",
        label=record.label,
        where=place,
        when=record.when,
        locators=_locators(source, record.p),
        note=record.note,
        editor=record.editor,
        holders=record.for_,
        concept=concept.id,
        gloss=record.gloss,
        denies=record.not_,
        quote=record.quote,
        hedge=record.hedge,
        certainty=record.certainty,
        first=record.first,
    )


def _outcome(thing: Thing) -> list[Statement]:
    outcome = thing.outcome
    if outcome is None or outcome.answer == "no":
        return []
    how = "in part" if outcome.answer == "partly" else ""
    return [
        _nested(thing.id, "realised_by", by, thing, outcome.when, outcome.locators, how, outcome.note)
        for by in outcome.by
    ]


def _nested(
    subject: str,
    relation: str,
    object_: str,
    thing: Thing,
    when: object,
    locators: Sequence[Locator] = (),
    how: str = "",
    note: str = "",
) -> Statement:
    """A statement that was written by nesting; the doubt of a sense is doubt whose understanding it was."""
    doubtful = relation == "understood_by"
    return Statement(
        id="",
        subject=subject,
        relation=relation,
        object=object_,
        locator=(locators or thing.locators or (Locator("", 0, 0),))[0],
        where=thing.where,
        nested=True,
        when=when,  # type: ignore[arg-type]  # a Date or None
        how=how,
        note=note,
        quote=thing.quote if doubtful else "",
        hedge=thing.hedge if doubtful else "",
        certainty=thing.certainty if doubtful else "",
        first=thing.first if doubtful else False,
    )


def _locators(source: str, written: Iterable[str]) -> tuple[Locator, ...]:
    pairs = (parse_locator(text) for text in written)
    return tuple(Locator(source, *pair) for pair in pairs if pair)


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


def _declare_senses(draft: Draft, document: Document, node: Node) -> bool:
    """Notes the ids of a concept's senses; True if all of them are sound."""
    senses = follow(node, ["senses"])
    if senses is not node and not isinstance(senses, Pairs):
        draft.lost.update(text.text for text in texts(senses))
    keys = list(senses.keys.values()) if isinstance(senses, Pairs) and senses is not node else []
    sound = [declare(draft, document, key, "Sense") for key in keys]
    return all(sound)


def is_unknown_source(draft: Draft, id_: str) -> bool:
    """True if no source has this id, nor may have it in a part of sources.yaml that could not be read."""
    known = draft.sources.keys() | draft.declared.keys() | draft.lost
    return draft.sources_read and id_ not in known and not is_misspelling(id_, draft.malformed)


def _source_of_file(draft: Draft, document: Document, node: Node | None) -> str:
    """The source that locators of an entities file refer to: the one that is named, or the only one there is."""
    if isinstance(node, Text):
        if is_unknown_source(draft, node.text):
            message = f"unknown source '{node.text}'{did_you_mean(node.text, draft.sources)}"
            draft.problems.append(problem("unknown-source", where(document, node), message))
        return node.text
    if node is not None:
        draft.problems.append(problem("wrong-form", where(document, node), "'source' must be the id of a source"))
    root = document.root
    if len(draft.sources) > 1 and root is not None and any(text.text == "p" for text in texts(root)):
        message, remedy = "'source' is missing, and there are several sources", "add `source:` with the id of one"
        draft.problems.append(problem("missing-key", where(document, root), message, remedy))
        return ""
    return next(iter(draft.sources), "")


def _mapping(draft: Draft, document: Document, node: Node | None, name: str, allowed: set[str]) -> dict[str, Node]:
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


def _entries(
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
