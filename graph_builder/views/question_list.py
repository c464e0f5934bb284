"""The library of questions as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from graph_builder.graph.library import Question


def listed(questions: Iterable[Question]) -> str:
    """All questions: their names, what they ask, their slots with types and defaults."""
    return "\n".join(f"{q.name}\n    {q.text}\n" + _slots(q) for q in questions)


def described(question: Question) -> str:
    """One question, with its slots."""
    return f"{question.name}: {question.text}\n{_slots(question)}".rstrip("\n")


def _slots(question: Question) -> str:
    return "".join(f"      {p.name}={p.default}  ({p.type}) {p.explanation}\n" for p in question.parameters)
