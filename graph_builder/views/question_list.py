"""The library of questions as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_builder.graph.library import Question


def listed(questions: Iterable[Question]) -> str:
    """All questions: their names, what they ask, their slots with types and defaults."""
    return "\n".join(f"{q.name}\n    {q.text}\n" + _slots(q) for q in questions)


def speaking_of(questions: Iterable[Question], words: Sequence[str]) -> list[Question]:
    """The questions in whose listing all the words occur, capitals apart.

    >>> from graph_builder.graph.library import questions
    >>> [q.name for q in speaking_of(questions(), ["Hoover", "offer"])]
    ['hoover-bargain']
    """
    wanted = [part for word in words for part in word.casefold().split()]
    return [q for q in questions if wanted and all(part in listed([q]).casefold() for part in wanted)]


def described(question: Question) -> str:
    """One question, with its slots."""
    return f"{question.name}: {question.text}\n{_slots(question)}".rstrip("\n")


def _slots(question: Question) -> str:
    return "".join(f"      {p.name}={p.default}  ({p.type}) {p.explanation}\n" for p in question.parameters)
