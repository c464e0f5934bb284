"""Statements and passages in English: the same sentence in every view, in the CSV and in RDF."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.model.dates import words
from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import RELATIONS, negated_label
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

_CERTAINTY = {"probable": "probably", "possible": "possibly", "doubtful": "doubtfully", "certain": "certainly"}


def label_of(id_: str, book: FactBook) -> str:
    """The label of a thing, or a Claim as a sentence in quotation marks; the id itself if there is neither."""
    thing = book.things.get(id_)
    if thing is not None:
        return thing.label
    claim = book.claims.get(id_)
    return f"“{clause(claim, book)}”" if claim is not None else id_


def clause(statement: Statement, book: FactBook) -> str:
    """Subject, verb and object, without voice, date or place: what is said, not who says it."""
    subject, object_ = label_of(statement.subject, book), label_of(statement.object, book)
    if statement.figure:
        object_ = statement.figure.label
    elif statement.relation == "uses_term":
        object_ = f"“{object_}”"
    sense = book.things.get(statement.subject)
    if statement.relation == "understood_by" and sense is not None:
        return f"{object_} understands “{label_of(sense.concept, book)}” as “{sense.gloss}”"
    if statement.relation == "sense_of" and sense is not None:
        return f"“{object_}” has the sense “{sense.gloss}”"
    others = {"subject": (" and others", ""), "object": ("", " and others")}.get(statement.open, ("", ""))
    return f"{subject}{others[0]} {verb(statement)} {object_}{others[1]}"


def verb(statement: Statement) -> str:
    """The relation in words, with negation and mode, in the plural where the subject is an open list."""
    relation = RELATIONS[statement.relation]
    many = statement.open == "subject"
    if statement.mode == "intended":
        return f"{'are' if many else 'is'} {'not ' if statement.negated else ''}meant to {relation.base}"
    if statement.mode == "possible":
        return f"{'may not' if statement.negated else 'may'} {relation.base}"
    if not many:
        return negated_label(relation) if statement.negated else relation.third
    if relation.many:
        return relation.many.replace("are ", "are not ") if statement.negated else relation.many
    if relation.base.startswith("be "):
        return ("are not " if statement.negated else "are ") + relation.base[3:]
    return ("do not " if statement.negated else "") + relation.base


def sentence(statement: Statement, book: FactBook) -> str:
    """One English sentence for a statement: who says it, what, of whom, when, and how surely.

    Names stand as their labels; the passage is not part of it (see `citation`).
    """
    text = _voice(statement, book) + clause(statement, book) + _qualifiers(statement, book) + "."
    return text[0].upper() + text[1:] + _remarks(statement, book)


def _voice(statement: Statement, book: FactBook) -> str:
    if statement.by:
        return f"According to {listed([label_of(id_, book) for id_ in statement.by])}, "
    if statement.view and statement.view != statement.subject:
        outlook = book.things.get(statement.view)
        holders = [label_of(id_, book) for id_ in outlook.holders] if outlook else []
        whose = (
            f" of {listed(holders)}"
            if holders and not any(h in label_of(statement.view, book) for h in holders)
            else ""
        )
        return f"In the outlook{whose} “{label_of(statement.view, book)}”: "
    return ""


def _qualifiers(statement: Statement, book: FactBook) -> str:
    text = ""
    sense = book.things.get(statement.sense)
    if sense is not None:
        text += f" in the sense of “{sense.gloss or sense.label}”"
    if statement.role:
        text += f" as {label_of(statement.role, book)}"
    if statement.how:
        text += f" ({statement.how})"
    if statement.quote:
        text += f": “{statement.quote}”"
    if statement.first:
        text += ", for the first time"
    for word, ids in ((" at ", statement.at), (" in ", statement.places), (" through ", statement.via)):
        if ids:
            text += word + listed([label_of(id_, book) for id_ in ids])
    if statement.when is not None:
        text += f" ({words(statement.when).replace(' (', ', ').replace(')', '')})"
    return text


def _remarks(statement: Statement, book: FactBook) -> str:
    text = ""
    if statement.confidence:
        text += f" Held to be {statement.confidence}."
    if statement.certainty:
        hedge = f": “{statement.hedge}”" if statement.hedge else ""
        text += f" The author says so {_CERTAINTY[statement.certainty]}{hedge}."
    if statement.author:
        text += f" The author {statement.author} this."
    return text


def listed(names: Sequence[str]) -> str:
    """Names as an English list.

    >>> listed(["Lenin"]), listed(["Lenin", "Radek", "Krasin"])
    ('Lenin', 'Lenin, Radek and Krasin')
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def citation(locator: Locator, book: FactBook) -> str:
    """The passage as a short reference, such as "Jacobson 1994, p. 173 ¶4"."""
    source = book.sources.get(locator.source)
    return f"{source.short if source else locator.source}, p. {locator.page} ¶{locator.paragraph}"


def page_url(locator: Locator, book: FactBook) -> str:
    """The address of the public edition in which the passage can be read; "" if there is none."""
    source = book.sources.get(locator.source)
    return source.url if source else ""
