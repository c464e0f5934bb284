"""What the explorer's query view knows beyond the payload: the library of questions, prefixes, and terms to complete.

The quads come along that are in graph.nq, so that a query in the page has the answer that it has on a server.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

from graph_builder.graph.exports import grouped
from graph_builder.graph.library import Question, questions
from graph_builder.graph.terms import PREFIXES
from graph_builder.graph.vocabulary import CLASSES, PROPERTIES, camel, prefixes, vocabulary_base
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.model.relations import ACTOR, RELATIONS, VERBS
from graph_builder.views.explorer_payload import ExplorerPayload
from graph_builder.views.question_list import GROUPS, OTHER


class ParameterRow(TypedDict):
    """A slot.  `anyone` is what an open slot is called, where it may be left open: anyone or anything."""

    name: str
    type: str
    kinds: list[str]
    default: str
    explanation: str
    anyone: str


class QuestionRow(TypedDict):
    """A question of the library; `query` is without the head of the file."""

    name: str
    text: str
    group: str
    remarks: list[str]
    parameters: list[ParameterRow]
    query: str


class QuestionGroup(TypedDict):
    id: str
    label: str


class TermRow(TypedDict):
    """A term of the vocabulary; `name` is without its prefix."""

    name: str
    label: str
    definition: str
    what: str


class RelationForm(TypedDict):
    id: str
    camel: str
    words: str


class Asking(TypedDict):
    """`library` are the prefixes of the library's queries, which call the graph kg whatever its own prefix is.
    `verbs` are the words that mean a relation, with its id."""

    questions: list[QuestionRow]
    groups: list[QuestionGroup]
    prefixes: dict[str, str]
    library: dict[str, str]
    vocabulary: str
    terms: list[TermRow]
    relations: list[RelationForm]
    verbs: dict[str, str]


def asking(settings: Settings) -> Asking:
    """The questions and terms of a graph.  Order: groups as above, questions as in their group, terms by name."""
    rows = [_question(each) for each in questions()]
    places = {name: i for i, name in enumerate(name for _, names in GROUPS.values() for name in names)}
    rows.sort(key=lambda row: (places.get(row["name"], len(places)), row["name"]))
    used = {row["group"] for row in rows}
    labels = {**{id_: label for id_, (label, _) in GROUPS.items()}, OTHER[0]: OTHER[1]}
    return {
        "questions": rows,
        "groups": [{"id": id_, "label": label} for id_, label in labels.items() if id_ in used],
        "prefixes": prefixes(settings),
        "library": {"kg": settings.base, **PREFIXES, "kgo": vocabulary_base(settings)},
        "vocabulary": vocabulary_base(settings),
        "terms": _terms(),
        "relations": [{"id": id_, "camel": camel(id_), "words": row.third} for id_, row in RELATIONS.items()],
        "verbs": dict(VERBS),
    }


def grouped_quads(book: FactBook, made: ExplorerPayload | None = None) -> str:
    """The quads of the book; for a page that shows a part, those of this part.

    As TriG with prefixes, a graph after the other: a third of the length of N-Quads, and quicker to load.
    """
    if made is None or made["only"] is None:
        return grouped(book)
    shown = {edge["id"] for edge in made["edges"]}
    known = {node["id"] for node in made["nodes"]} | set(made["names"])
    read = {row["id"] for row in made["passages"]}
    part = replace(
        book,
        things={id_: thing for id_, thing in book.things.items() if id_ in known},
        passages=tuple(passage for passage in book.passages if passage.locator.id in read),
        statements=tuple(s for s in book.statements if s.id in shown),
    )
    return grouped(part)


def _question(question: Question) -> QuestionRow:
    head, body = _cut(question.query.splitlines(keepends=True))
    spoken = {f"# {question.text}", *(line for line in head if line.startswith(_heads(question)))}
    return {
        "name": question.name,
        "text": question.text,
        "group": next((id_ for id_, (_, names) in GROUPS.items() if question.name in names), OTHER[0]),
        "remarks": [line.removeprefix("# ") for line in head if line not in spoken],
        "parameters": [
            {
                "name": p.name, "type": p.type, "kinds": list(p.kinds), "default": p.default,
                "explanation": p.explanation, "anyone": _anyone(p.type, p.kinds),
            }
            for p in question.parameters
        ],
        "query": body,
    }  # fmt: skip


def _cut(lines: list[str]) -> tuple[list[str], str]:
    """The comments at the head of a file, and the rest of it."""
    size = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return [line.rstrip("\n") for line in lines[:size]], "".join(lines[size:])


def _heads(question: Question) -> tuple[str, ...]:
    return tuple(f"# {parameter.name}: {parameter.type}" for parameter in question.parameters)


def _anyone(type_: str, kinds: Iterable[str]) -> str:
    kinds = set(kinds)
    if type_ == "relation":
        return "any relation"
    return "" if type_ != "thing" else "anyone" if kinds and ACTOR.issuperset(kinds) else "anything"


def _terms() -> list[TermRow]:
    classes = [(row.name, row.name, row.definition, "class") for row in CLASSES]
    properties = [(row.name, row.label, row.definition, "property") for row in PROPERTIES]
    relations = [(camel(id_), row.third, row.definition, "relation") for id_, row in RELATIONS.items()]
    return [
        {"name": name, "label": label, "definition": definition, "what": what}
        for name, label, definition, what in sorted([*classes, *properties, *relations])
    ]
