"""The library of questions in groups, and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_builder.graph.library import Question

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "persons": ("Persons, bodies and offices",
                ("who-is", "career", "members", "offices-at", "who-met", "allies", "aliases", "succession",
                 "integrationist-careers")),
    "sides": ("For and against",
              ("who-supported", "who-stood-where", "stances-of", "stances-at", "red-army-abroad", "purposes")),
    "events": ("Events and dates",
               ("what-happened", "participants", "at-place", "when-was", "overlapping", "firsts", "undated",
                "answers-to")),
    "documents": ("Documents, treaties and talks",
                  ("document-says", "negotiations-of", "commercial-agreements", "chicherin-stresemann",
                   "demanded-promised-achieved", "debts-for-recognition", "hoover-bargain", "reports-kept-back")),
    "terms": ("Terms and what they meant",
              ("senses", "senses-at", "uses-of-term", "descent", "coexistence-three-senses",
               "what-coexistence-was-not", "from-peace-break-to-long-period", "slogans-four-purposes")),
    "outlooks": ("Outlooks, beliefs and claims",
                 ("outlook-claims", "outlooks-compared", "contradictions", "claims-of", "hopes-and-outcomes",
                  "rejected-claims", "three-outlooks-1925", "what-england-wants", "how-long-a-peace",
                  "locarno-threat-rejected", "uses-of-the-locarno-alarm", "fear-of-relief")),
    "effects": ("What furthered or hindered what",
                ("helps-and-hinders", "fact-paths", "belief-paths", "connection", "conditions",
                 "trade-to-world-revolution", "trade-against-alliance", "trade-monopoly", "famine-and-the-regime")),
    "text": ("The text: pages, words, voices and doubts",
             ("on-page", "where-stated", "text-search", "quotations", "voices-on", "denied", "doubtful", "not-known",
              "open-lists", "numbers-against-what", "thermidor-remark", "co-mention", "coverage", "editor-remarks",
              "naive")),
}  # fmt: skip
"""The groups of questions, in the order in which they are shown; a question that is in none stands at the end."""

OTHER = ("other", "More questions")


def grouped(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """The questions by the name of their group.  Order: groups as above, questions as in their group."""
    by_name = {q.name: q for q in questions}
    found = {label: [by_name.pop(name) for name in names if name in by_name] for label, names in GROUPS.values()}
    return {label: held for label, held in {**found, OTHER[1]: list(by_name.values())}.items() if held}


def listed(questions: Iterable[Question]) -> str:
    """All questions by group: their names, what they ask, their slots with types and defaults."""
    parts = [f"{label.upper()}\n\n" + "\n".join(map(_entry, held)) for label, held in grouped(questions).items()]
    return "\n".join(parts)


def _entry(question: Question) -> str:
    return f"{question.name}\n    {question.text}\n" + _slots(question)


def speaking_of(questions: Iterable[Question], words: Sequence[str]) -> list[Question]:
    """The questions in whose listing all the words occur, capitals apart.

    >>> from graph_builder.graph.library import questions
    >>> [q.name for q in speaking_of(questions(), ["Hoover", "offer"])]
    ['hoover-bargain']
    """
    wanted = [part for word in words for part in word.casefold().split()]
    return [q for q in questions if wanted and all(part in _entry(q).casefold() for part in wanted)]


def described(question: Question) -> str:
    """One question, with its slots."""
    return f"{question.name}: {question.text}\n{_slots(question)}".rstrip("\n")


def _slots(question: Question) -> str:
    return "".join(f"      {p.name}={p.default}  ({p.type}) {p.explanation}\n" for p in question.parameters)
