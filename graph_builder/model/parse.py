"""Trees of text -> settings, sources and things, with a problem for everything that is not in the curator's form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, where
from graph_builder.model.factbook import Passage, Settings
from graph_builder.model.names import did_you_mean
from graph_builder.model.records import (
    ID,
    MAX_ID,
    RECORD_OF_BLOCK,
    ConceptRecord,
    OfficeRecord,
    OutlookRecord,
    SenseRecord,
    SettingsRecord,
    SituationRecord,
    SourceRecord,
    ThingRecord,
)
from graph_builder.model.report import validate
from graph_builder.model.sources import Chapter, Locator, Source, parse_locator
from graph_builder.model.statements import Statement
from graph_builder.model.things import BLOCKS, Alignment, Outcome, Thing
from graph_builder.rulebook import problem


@dataclass(slots=True)
class Draft:
    """What has been read so far.  `declared` holds every id that stands in the files, also of what is not in form."""

    settings: Settings | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    passages: list[tuple[Passage, str, Where]] = field(default_factory=list)
    declared: dict[str, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse_settings(draft: Draft, document: Document) -> None:
    """Adds graph.yaml."""
    if document.root is None:
        return
    record, problems = validate(SettingsRecord, document.root, document)
    draft.problems += problems
    if record is None:
        return
    for block in record.types:
        if block not in BLOCKS:
            node = document.root.pairs["types"] if isinstance(document.root, Pairs) else document.root
            place = where(document, node.keys[block] if isinstance(node, Pairs) else node)
            draft.problems.append(
                problem("unknown-key", place, f"unknown block '{block}'{did_you_mean(block, BLOCKS)}")
            )
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
    blocks = _mapping(draft, document, document.root, "the file", {"sources"})
    for id_, node in _entries(draft, document, blocks.get("sources"), "sources"):
        record, problems = validate(SourceRecord, node, document)
        draft.problems += problems
        draft.declared.setdefault(id_.text, where(document, id_))
        if record is not None:
            draft.sources[id_.text] = _source(draft, id_, record, document)


def _source(draft: Draft, id_: Text, record: SourceRecord, document: Document) -> Source:
    chapters = []
    for number, chapter in record.chapters.items():
        first, last = (int(page) for page in chapter.pages.replace("–", "-").split("-"))
        if last < first:
            message = f"chapter {number} ends on page {last}, before its first page {first}"
            draft.problems.append(problem("impossible-interval", where(document, id_), message))
        counts = {int(page): count for page, count in chapter.paragraphs.items() if page.isdigit()}
        strange = [page for page in chapter.paragraphs if not page.isdigit() or not first <= int(page) <= last]
        if strange:
            message = f"chapter {number} counts paragraphs of page '{strange[0]}', which it does not have"
            draft.problems.append(problem("locator-outside", where(document, id_), message))
        chapters.append(Chapter(number, chapter.title, chapter.section, first, last, counts, chapter.text))
    csl = record.model_dump(by_alias=True, exclude={"short", "chapters"}, exclude_defaults=True)
    return Source(id_.text, record.short, csl, tuple(chapters), where(document, id_), record.URL)


def parse_entities(draft: Draft, document: Document) -> None:
    """Adds the things of one file, and the statements that are written by nesting.  Sources must be there already."""
    blocks = _mapping(draft, document, document.root, "the file", {*BLOCKS, "source"})
    source = _source_of_file(draft, document, blocks.get("source"))
    for block, kind in BLOCKS.items():
        for id_, node in _entries(draft, document, blocks.get(block), block):
            _declare(draft, document, id_)
            record, problems = validate(RECORD_OF_BLOCK[block], node, document)
            draft.problems += problems
            if record is None:
                _declare_senses(draft, document, node)
                continue
            thing = _thing(id_, kind, record, source, where(document, id_))
            draft.things.append(thing)
            if isinstance(record, ConceptRecord) and isinstance(node, Pairs):
                _senses(draft, document, thing, record, node, source)
            elif isinstance(record, OutlookRecord):
                for holder in record.of:
                    draft.statements.append(_nested(thing.id, "outlook_of", holder, thing, thing.when))
            elif isinstance(record, SituationRecord) and record.came_true:
                _outcome(draft, thing)


def _thing(id_: Text, kind: str, record: ThingRecord, source: str, place: Where) -> Thing:
    outcome = record.came_true if isinstance(record, SituationRecord) else None
    return Thing(
        id=id_.text,
        kind=kind,  # type: ignore[arg-type]  # BLOCKS holds kinds only
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


def _senses(draft: Draft, document: Document, concept: Thing, record: ConceptRecord, node: Pairs, source: str) -> None:
    nested = node.pairs.get("senses")
    for id_, sense in record.senses.items():
        key = nested.keys[id_] if isinstance(nested, Pairs) else node
        if isinstance(key, Text):
            _declare(draft, document, key)
        thing = _sense(id_, concept, sense, source, where(document, key))
        draft.things.append(thing)
        draft.statements.append(_nested(id_, "sense_of", concept.id, thing, None))
        draft.statements += [_nested(id_, "understood_by", holder, thing, thing.when) for holder in sense.for_]
        draft.statements += [_nested(id_, "develops_from", older, thing, None) for older in sense.from_]


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


def _outcome(draft: Draft, thing: Thing) -> None:
    outcome = thing.outcome
    if outcome and outcome.answer != "no":
        how = "in part" if outcome.answer == "partly" else ""
        for by in outcome.by:
            statement = _nested(thing.id, "realised_by", by, thing, outcome.when, outcome.locators, how, outcome.note)
            draft.statements.append(statement)


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


def _declare(draft: Draft, document: Document, id_: Text) -> None:
    place = where(document, id_)
    if len(id_.text) > MAX_ID or not ID.fullmatch(id_.text):
        draft.problems.append(problem("bad-id", place, f"'{id_.text[:MAX_ID]}' is not an id"))
    elif id_.text in draft.declared:
        first = draft.declared[id_.text]
        draft.problems.append(problem("duplicate-id", place, f"the id '{id_.text}' is already defined at {first}"))
    draft.declared.setdefault(id_.text, place)


def _declare_senses(draft: Draft, document: Document, node: Node) -> None:
    senses = node.pairs.get("senses") if isinstance(node, Pairs) else None
    if isinstance(senses, Pairs):
        for key in senses.keys.values():
            draft.declared.setdefault(key.text, where(document, key))


def _source_of_file(draft: Draft, document: Document, node: Node | None) -> str:
    """The source that locators of an entities file refer to: the one that is named, or the only one there is."""
    if isinstance(node, Text):
        if node.text not in draft.sources and node.text not in draft.declared:
            message = f"unknown source '{node.text}'{did_you_mean(node.text, draft.sources)}"
            draft.problems.append(problem("unknown-source", where(document, node), message))
        return node.text
    if node is not None:
        draft.problems.append(problem("wrong-form", where(document, node), "'source' must be the id of a source"))
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
    return node.pairs


def _entries(draft: Draft, document: Document, node: Node | None, name: str) -> list[tuple[Text, Node]]:
    """The ids of a block and what stands under each."""
    if node is None:
        return []
    if isinstance(node, Text) and not node.text:
        draft.problems.append(problem("empty-value", where(document, node), f"'{name}' has no value"))
        return []
    if isinstance(node, Items | Text):
        message = f"'{name}' must be a mapping of ids (id: ...)"
        draft.problems.append(problem("wrong-form", where(document, node), message))
        return []
    return [(node.keys[key], value) for key, value in node.pairs.items()]
