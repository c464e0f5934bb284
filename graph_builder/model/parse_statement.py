"""A sentence and its qualifiers -> the statements that it makes."""

from __future__ import annotations

from typing import Any

from graph_builder.errors import Where
from graph_builder.facts.nodes import Document, Node, Pairs, Text, where, within
from graph_builder.facts.sentence import Part, Sentence
from graph_builder.model.draft import Draft
from graph_builder.model.figures import parse_figure
from graph_builder.model.records import QualifierRecord
from graph_builder.model.relations import RELATIONS, VERBS
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Figure, Statement, Unfinished
from graph_builder.rulebook import problem

TORN = "?"
"""Stands for the view of a passage whose view could not be read."""


def statements_of(
    draft: Draft,
    document: Document,
    sentence: Sentence,
    node: Text,
    qualifiers: Node | None,
    record: QualifierRecord,
    figure: Figure | None,
    locator: Locator,
    view: str,
) -> list[Statement]:
    def at(part: Part) -> Where:
        place = within(document.file, document.lines, node, part.text, part.offset)
        draft.spots[place] = node, qualifiers
        return place

    relation = RELATIONS[VERBS[sentence.verb.text]]
    subjects = sentence.subjects
    if not subjects:
        if view == TORN:
            return []
        if not view:
            message = "no subject, and the passage has no view"
            draft.problems.append(problem("missing-subject", at(sentence.verb), message))
            return []
        subjects = (Part(view, sentence.verb.offset),)
    places = [at(part) for part in sentence.subjects or (sentence.verb,)]
    view = "" if view == TORN else view
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
        place = where(document, qualifiers.pairs["id"]) if isinstance(qualifiers, Pairs) else places[0]
        draft.problems.append(problem("id-on-many", place, message))
        return []
    made = []
    for s, place in zip(subjects, places, strict=True):
        for o in objects:
            one = _qualified(record)
            one.subject, one.relation, one.object, one.negated = s.text, relation.id, o.text, sentence.negated
            one.locator, one.where, one.figure, one.view = locator, place, figure, view
            one.__class__ = Statement
            made.append(one)
    return made


def _qualified(record: QualifierRecord) -> Any:
    """A statement that is still without ends and places, with everything that its qualifiers say."""
    one: Any = Unfinished()
    one.id = record.id
    one.claim = bool(record.id)
    one.nested = False
    one.by = record.by
    one.when = record.when
    one.at = record.at
    one.places = record.where
    one.via = record.via
    one.role = record.as_
    one.how = record.how
    one.sense = record.sense
    one.first = record.first
    one.open = record.open
    one.confidence = record.confidence
    one.certainty = record.certainty
    one.hedge = record.hedge
    one.author = record.author
    one.mode = record.mode
    one.quote = record.quote
    one.note = record.note
    one.editor = record.editor
    return one


def figure_of(
    draft: Draft, document: Document, record: QualifierRecord, node: Node | None, figure_wanted: bool
) -> Figure | None:
    for name, value in (("unit", record.unit), ("compared_to", record.compared_to)):
        if value and not record.value and not figure_wanted and isinstance(node, Pairs):
            message = f"'{name}' without `value`"
            draft.problems.append(problem("misplaced-qualifier", where(document, node.keys[name]), message))
    if not record.value:
        return None
    figure = parse_figure(record.value, record.unit, record.compared_to)
    if figure is None and isinstance(node, Pairs):
        message = f"'{record.value[:60]}' is not a figure"
        draft.problems.append(problem("bad-figure", where(document, node.pairs["value"]), message))
    return figure
