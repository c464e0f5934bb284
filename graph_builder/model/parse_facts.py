"""Trees of text -> passages and statements: every sentence of a facts file becomes one statement or several."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from graph_builder.errors import Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, where
from graph_builder.facts.sentence import Part, Sentence, SentenceError, parse_sentence
from graph_builder.model.factbook import Passage
from graph_builder.model.names import did_you_mean, statement_id
from graph_builder.model.parse import Draft
from graph_builder.model.records import ID, MAX_ID, PassageHead, QualifierRecord, SourceReference
from graph_builder.model.relations import RELATIONS, VERBS
from graph_builder.model.report import validate
from graph_builder.model.sources import Locator, chapter_of, parse_locator
from graph_builder.model.statements import Figure, Statement
from graph_builder.rulebook import problem

_NO_QUALIFIERS = QualifierRecord.model_construct()
_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"
_FIGURE = re.compile(rf"([<>~]?)\s*({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?")


def parse_facts(draft: Draft, document: Document) -> None:
    """Adds the passages and statements of one file.  Settings, sources and things must be there already."""
    root = document.root
    if root is None:
        return
    if not isinstance(root, Pairs):
        draft.problems.append(problem("wrong-form", where(document, root), "the file must be a mapping (key: value)"))
        return
    for key in root.pairs:
        if key not in ("source", "passages"):
            message = f"unknown key '{key}'{did_you_mean(key, ('source', 'passages'))}"
            draft.problems.append(problem("unknown-key", where(document, root.keys[key]), message))
    source = _source(draft, document, root)
    passages = root.pairs.get("passages")
    if passages is None:
        place = where(document, root)
        draft.problems.append(problem("missing-key", place, "'passages' is missing", "add `passages:` with a list"))
    elif not isinstance(passages, Items):
        draft.problems.append(
            problem("wrong-form", where(document, passages), "'passages' must be a list ('- p: ...')")
        )
    else:
        for item in passages.items:
            _passage(draft, document, item, source)


def _source(draft: Draft, document: Document, root: Pairs) -> SourceReference | None:
    node = root.pairs.get("source")
    if node is None:
        message, remedy = "'source' is missing", "add `source: {document: ..., chapter: ...}`"
        draft.problems.append(problem("missing-key", where(document, root), message, remedy))
        return None
    if isinstance(node, Text) and node.text:
        node = Pairs({"document": node}, {"document": node}, node.line, node.column)
    record, problems = validate(SourceReference, node, document)
    draft.problems += problems
    if record is None or not isinstance(node, Pairs):
        return None
    if record.document not in draft.sources:
        if record.document not in draft.declared:
            message = f"unknown source '{record.document}'{did_you_mean(record.document, draft.sources)}"
            draft.problems.append(problem("unknown-source", where(document, node.pairs["document"]), message))
        return None
    numbers = [chapter.number for chapter in draft.sources[record.document].chapters]
    if record.chapter and record.chapter not in numbers:
        message = f"'{record.document}' has no chapter '{record.chapter}', only {', '.join(numbers)}"
        draft.problems.append(problem("unknown-chapter", where(document, node.pairs["chapter"]), message))
    return record


def _passage(draft: Draft, document: Document, node: Node, source: SourceReference | None) -> None:
    place = where(document, node)
    if not isinstance(node, Pairs):
        draft.problems.append(problem("wrong-form", place, "a passage must be a mapping with `p` and `facts`"))
        return
    head_pairs = {key: value for key, value in node.pairs.items() if key != "facts"}
    head, problems = validate(PassageHead, Pairs(head_pairs, node.keys, node.line, node.column), document)
    draft.problems += problems
    page, paragraph = (parse_locator(head.p) if head else None) or (0, 0)
    locator = Locator(source.document if source else "", page, paragraph)
    if head and source:
        _check_chapter(draft, document, node, locator, source)
        view_place = where(document, node.pairs["view"]) if head.view else place
        draft.passages.append((Passage(locator, head.nothing), head.view, view_place))
    facts = node.pairs.get("facts")
    nothing = bool(head and head.nothing)
    if facts is None and head and not nothing:
        draft.problems.append(problem("empty-passage", place, "a passage with neither `facts` nor `nothing`"))
    elif isinstance(facts, Items):
        if not facts.items and not nothing:
            draft.problems.append(problem("empty-passage", place, "a passage whose `facts` are empty"))
        for item in facts.items:
            _fact(draft, document, item, locator, head.view if head else "", bool(head and source))
    elif facts is not None:
        code = "wrong-form" if not isinstance(facts, Text) or facts.text else "empty-value"
        draft.problems.append(problem(code, where(document, facts), "'facts' must be a list ('- lenin supports ...')"))


def _check_chapter(draft: Draft, document: Document, node: Pairs, locator: Locator, source: SourceReference) -> None:
    book = draft.sources[locator.source]
    chapter = chapter_of(book, locator.page)
    place = where(document, node.pairs["p"])
    if chapter is None:
        spans = ", ".join(f"{c.first}-{c.last}" for c in book.chapters)
        message = f"page {locator.page} is not among the pages of {book.id}: {spans}"
        draft.problems.append(problem("locator-outside", place, message))
    elif source.chapter and chapter.number != source.chapter:
        message = f"page {locator.page} is in chapter {chapter.number}, and the file is of chapter {source.chapter}"
        draft.problems.append(problem("locator-outside", place, message))


def _fact(draft: Draft, document: Document, node: Node, locator: Locator, view: str, sound: bool) -> None:
    """Adds the statements of one list item; `sound` is False where its passage has problems of its own."""
    place = where(document, node)
    qualifiers: Node | None = None
    if isinstance(node, Text):
        sentence_node = node
    elif isinstance(node, Pairs) and len(node.pairs) == 1:
        ((text, qualifiers),) = node.pairs.items()
        sentence_node = node.keys[text]
    elif isinstance(node, Pairs) and node.pairs:
        second = list(node.keys.values())[1]
        message = f"a second key in one list item: '{second.text[:60]}'"
        draft.problems.append(problem("one-fact-per-item", where(document, second), message))
        return
    else:
        draft.problems.append(problem("bad-sentence", place, "a fact must be a sentence of ids"))
        return
    sentence = _sentence(draft, document, sentence_node)
    record: QualifierRecord | None = _NO_QUALIFIERS
    if qualifiers is not None:
        if isinstance(qualifiers, Text):
            message, remedy = "qualifiers must stand in {...} or be indented", "remove the colon, or write {when: ...}"
            code = "wrong-form" if qualifiers.text else "empty-value"
            draft.problems.append(problem(code, where(document, qualifiers), message, remedy))
            return
        record, problems = validate(QualifierRecord, qualifiers, document)
        draft.problems += problems
        _declare_claim(draft, document, qualifiers)
    if sentence and record:
        before = len(draft.problems)
        figure = _figure(draft, document, record, qualifiers)
        made = _statements(draft, document, sentence, sentence_node, record, figure, locator, view)
        if sound and len(draft.problems) == before:
            draft.statements += made


def _sentence(draft: Draft, document: Document, node: Text) -> Sentence | None:
    try:
        return parse_sentence(node.text, VERBS)
    except SentenceError as error:
        place = Where(document.file, node.line, node.column + error.offset + (not node.plain), error.length)
        message, remedy = str(error), ""
        if error.code == "unknown-relation":
            word = node.text[error.offset : error.offset + error.length]
            message += did_you_mean(word, VERBS)
        draft.problems.append(problem(error.code, place, message, remedy))
        return None


def _declare_claim(draft: Draft, document: Document, qualifiers: Node) -> None:
    node = qualifiers.pairs.get("id") if isinstance(qualifiers, Pairs) else None
    if isinstance(node, Text) and ID.fullmatch(node.text) and len(node.text) <= MAX_ID:
        place = where(document, node)
        if node.text in draft.declared:
            first = draft.declared[node.text]
            message = f"the id '{node.text}' is already defined at {first}"
            draft.problems.append(problem("duplicate-id", place, message))
        draft.declared.setdefault(node.text, place)


def parse_figure(value: str, unit: str, compared_to: str) -> Figure | None:
    """The figure that a curator wrote; None if it is not one.

    >>> parse_figure("25..50", "per cent", "").label
    '25 to 50 per cent'
    """
    match = _FIGURE.fullmatch(value.strip())
    if not match:
        return None
    first, last = Decimal(match[2]), Decimal(match[3] or match[2])
    if last < first:
        return None
    bound = match[1]
    return Figure(value, unit, None if bound == "<" else first, None if bound == ">" else last, bound, compared_to)


def _figure(draft: Draft, document: Document, record: QualifierRecord, node: Node | None) -> Figure | None:
    if not record.value:
        return None
    figure = parse_figure(record.value, record.unit, record.compared_to)
    if figure is None and isinstance(node, Pairs):
        message = f"'{record.value[:60]}' is not a figure"
        draft.problems.append(problem("bad-figure", where(document, node.pairs["value"]), message))
    return figure


def _statements(
    draft: Draft,
    document: Document,
    sentence: Sentence,
    node: Text,
    record: QualifierRecord,
    figure: Figure | None,
    locator: Locator,
    view: str,
) -> list[Statement]:
    def at(part: Part) -> Where:
        return Where(document.file, node.line, node.column + part.offset + (not node.plain), len(part.text))

    relation = RELATIONS[VERBS[sentence.verb.text]]
    subjects = sentence.subjects
    if not subjects:
        if not view:
            message = "no subject, and the passage has no view"
            draft.problems.append(problem("missing-subject", at(sentence.verb), message))
            return []
        subjects = (Part(view, sentence.verb.offset),)
    if relation.figure and sentence.objects:
        message = f"'{relation.id}' has no object; its figure goes under `value` and `unit`"
        draft.problems.append(problem("bad-sentence", at(sentence.objects[0]), message))
        return []
    if not relation.figure and not sentence.objects:
        draft.problems.append(problem("bad-sentence", at(sentence.verb), f"'{relation.id}' has no object"))
        return []
    objects = sentence.objects or (Part("", 0),)
    count = len(subjects) * len(objects)
    if record.id and count > 1:
        message = f"the id '{record.id}' on a sentence that makes {count} statements"
        draft.problems.append(problem("id-on-many", at(subjects[0]), message))
        return []
    common = _common(record, locator, view, figure)
    return [
        Statement(subject=s.text, relation=relation.id, object=o.text, negated=sentence.negated, where=at(s), **common)
        for s in subjects
        for o in objects
    ]


def _common(record: QualifierRecord, locator: Locator, view: str, figure: Figure | None) -> dict[str, Any]:
    return {
        "id": record.id,
        "claim": bool(record.id),
        "locator": locator,
        "view": view,
        "figure": figure,
        "by": record.by,
        "when": record.when,
        "at": record.at,
        "places": record.where,
        "via": record.via,
        "role": record.as_,
        "how": record.how,
        "sense": record.sense,
        "first": record.first,
        "open": record.open,
        "confidence": record.confidence,
        "certainty": record.certainty,
        "hedge": record.hedge,
        "author": record.author,
        "mode": record.mode,
        "quote": record.quote,
        "note": record.note,
        "editor": record.editor,
    }


def identity(statement: Statement) -> tuple[str, ...]:
    """What makes a statement this one and no other: everything but remarks, doubts and its place in the files.

    Rewording a note, or grading a doubt, leaves a statement's IRI as it is.
    """
    figure = statement.figure
    return (
        statement.locator.id,
        statement.view,
        ",".join(sorted(statement.by)),
        statement.subject,
        "not" if statement.negated else "",
        statement.relation,
        statement.object,
        f"{figure.written} {figure.unit} {figure.compared_to}" if figure else "",
        statement.when.edtf if statement.when else "",
        *(",".join(sorted(ids)) for ids in (statement.at, statement.places, statement.via)),
        statement.role,
        statement.how,
        statement.sense,
        statement.mode,
        statement.quote,
    )


def named(statement: Statement) -> Statement:
    """The statement with its id: the curator's own, or one derived from `identity`."""
    return statement if statement.id else replace(statement, id=statement_id(identity(statement)))
