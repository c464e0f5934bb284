"""Trees of text -> things, and the statements that are written by nesting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_builder.errors import Where
from graph_builder.facts.nodes import Document, Node, Pairs, Text, follow, is_torn, texts, where
from graph_builder.model.draft import Draft, declare, entries, is_unknown_source, mapping_of, note_losses
from graph_builder.model.names import did_you_mean
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    ConceptRecord,
    OfficeRecord,
    OutlookRecord,
    SenseRecord,
    SituationRecord,
    ThingRecord,
)
from graph_builder.model.relations import Kind
from graph_builder.model.report import salvaged, validate
from graph_builder.model.sources import Locator, parse_locator
from graph_builder.model.statements import Statement
from graph_builder.model.things import BLOCKS, Alignment, Outcome, Thing
from graph_builder.rulebook import problem


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
    blocks = mapping_of(draft, document, document.root, "the file", {*BLOCKS, "source"})
    source = _source_of_file(draft, document, blocks.get("source"))
    for block, kind in BLOCKS.items():
        for id_, node in entries(draft, document, blocks.get(block), block, RECORD_OF_BLOCK[block]):
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
        same_as=tuple(Alignment(a.iri, a.match, a.checked.edtf, a.evidence) for a in record.same_as),
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


def _declare_senses(draft: Draft, document: Document, node: Node) -> bool:
    """Notes the ids of a concept's senses; True if all of them are sound."""
    senses = follow(node, ["senses"])
    if senses is not node and not isinstance(senses, Pairs):
        draft.lost.update(text.text for text in texts(senses))
    keys = list(senses.keys.values()) if isinstance(senses, Pairs) and senses is not node else []
    sound = [declare(draft, document, key, "Sense") for key in keys]
    return all(sound)


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
