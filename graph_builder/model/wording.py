"""Statements and passages in English: the same sentence in every view, in the CSV and in RDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from graph_builder.model.dates import words
from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import ACTOR, RELATIONS, negated_label
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

_HEAD_ENDS = re.compile(
    r"\s*[,(:]|(?:\s\w+ly)?\s\w+ed\b|\s(?:about|abroad|against|among|as|at|before|between|by|for|from|in|into|of|on|over|"
    r"that|through|to|toward|towards|under|when|which|who|with|within|without)\b"
)
_PLURAL = re.compile(r"(?:[^su'’i]s|\bpeople|men)$")  # not "congress", "status", "crisis"
_SINGULAR = re.compile(r"(?:\b(?:economics|headquarters|news|politics|series)|\bUnited States)$", re.IGNORECASE)

_sentences: WeakKeyDictionary[FactBook, dict[str, tuple[Statement, str]]] = WeakKeyDictionary()
"""What was worded already: ten files tell the same sentences."""


def label_of(id_: str, book: FactBook) -> str:
    """The label of a thing, or a Claim as a sentence in quotation marks; the id itself if there is neither."""
    thing = book.things.get(id_)
    if thing is not None:
        return thing.label
    claim = book.claims.get(id_)
    if claim is None:
        return id_
    how = f" ({claim.how})" if claim.relation == "characterises" and claim.how else ""
    return quoted(clause(claim, book) + how)


def quoted(text: str) -> str:
    """The text in quotation marks, and what is quoted within it in single ones.

    >>> quoted('the "NEP" of “the Bolsheviks”')
    '“the ‘NEP’ of ‘the Bolsheviks’”'
    """
    return "“" + re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’") + "”"


@lru_cache(maxsize=65536)
def is_plural(label: str) -> bool:
    """Whether a verb after this name stands in the plural: as far as the last letter of its noun tells.

    >>> [is_plural(label) for label in ("gold reserves of the State Bank", "famine of 1921", "Central Committee")]
    [True, False, False]
    >>> [is_plural(label) for label in ("people directly affected by famine", "Lenin's view", "United States")]
    [True, False, False]
    """
    noun = _HEAD_ENDS.split(label, maxsplit=1)[0]
    return bool(_PLURAL.search(noun)) and not _SINGULAR.search(noun)


def clause(statement: Statement, book: FactBook) -> str:
    """Subject, verb and object, without voice, date or place: what is said, not who says it."""
    subject, object_ = label_of(statement.subject, book), label_of(statement.object, book)
    if statement.figure:
        object_ = statement.figure.label
    elif statement.relation == "uses_term":
        object_ = quoted(object_)
    sense = book.things.get(statement.subject)
    if statement.relation == "understood_by" and sense is not None:
        understands = "understand" if _is_several(statement.object, book) else "understands"
        return f"{object_} {understands} {quoted(label_of(sense.concept, book))} as {quoted(sense.gloss)}"
    if statement.relation == "sense_of" and sense is not None:
        return f"{quoted(object_)} has the sense {quoted(sense.gloss)}"
    if statement.open == "subject":
        more = " and others" if _is_actor(statement.subject, book) else ", among others,"
    else:
        more = "," if re.search(r", [^()“”]*$", subject) else ""
    others = ""
    if statement.open == "object":
        others = " and others" if _is_actor(statement.object, book) else ", among others"
    several = more == " and others" or _is_several(statement.subject, book)
    return f"{subject}{more} {verb(statement, several)} {object_}{others}"


def _is_actor(id_: str, book: FactBook) -> bool:
    thing = book.things.get(id_)
    return thing is not None and thing.kind in ACTOR


def _is_several(id_: str, book: FactBook) -> bool:
    thing = book.things.get(id_)
    return thing is not None and thing.kind not in ("Person", "Sense") and is_plural(thing.label)


def verb(statement: Statement, several: bool | None = None) -> str:
    """The relation in words, with negation and mode; in the plural for several, if None: for an open list of them."""
    relation = RELATIONS[statement.relation]
    many = statement.open == "subject" if several is None else several
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
    known = _sentences.setdefault(book, {})
    found = known.get(statement.id)
    if found is None or found[0] is not statement:  # somebody may ask about one that is not in the book
        found = known[statement.id] = statement, _sentence(statement, book)
    return found[1]


def _sentence(statement: Statement, book: FactBook) -> str:
    text = _voice(statement, book) + clause(statement, book) + _qualifiers(statement, book) + "."
    return text[0].upper() + text[1:] + _remarks(statement, book)


def _voice(statement: Statement, book: FactBook) -> str:
    if statement.by:
        return f"According to {listed([label_of(id_, book) for id_ in statement.by])}, "
    if statement.view and statement.view != statement.subject:
        outlook, label = book.things.get(statement.view), label_of(statement.view, book)
        holders = outlook.holders if outlook else ()
        told = any(_name(id_, book) in label for id_ in holders)
        whose = f" of {listed([label_of(id_, book) for id_ in holders])}" if holders and not told else ""
        return f"In the outlook{whose} {quoted(label)}: "
    return ""


def _name(id_: str, book: FactBook) -> str:
    """What a holder is called within another name: a person by the family name with its ending."""
    thing, label = book.things.get(id_), label_of(id_, book)
    return label.split()[-1] + "'s" if thing is not None and thing.kind == "Person" else label


def _qualifiers(statement: Statement, book: FactBook) -> str:
    text = ""
    sense = book.things.get(statement.sense)
    if sense is not None:
        text += " in the sense of " + quoted(sense.gloss or sense.label)
    if statement.role:
        text += f" as {label_of(statement.role, book)}"
    if statement.how:
        text += f" ({statement.how})"
    if statement.quote:
        text += ": " + quoted(statement.quote)
    places = statement.places
    if places and statement.object:  # "... in Paris in Paris"
        told = label_of(statement.object, book)
        places = tuple(id_ for id_ in places if not told.endswith(f" in {label_of(id_, book)}"))
    for word, ids in ((" at ", statement.at), (" in ", places), (" through ", statement.via)):
        if ids:
            text += word + listed([label_of(id_, book) for id_ in ids])
    if statement.first:
        text += ", for the first time"
    if statement.when is not None:
        date = words(statement.when).replace(" (", ", ").replace(")", "")
        within = statement.how and text.endswith(f"({statement.how})")
        text = f"{text[:-1]}; {date})" if within else f"{text} ({date})"
    return text


def _remarks(statement: Statement, book: FactBook) -> str:
    text = ""
    if statement.confidence:
        text += f" Held to be {statement.confidence}."
    if statement.certainty:
        hedge = f": {quoted(statement.hedge)}" if statement.hedge else ""
        text += f" The author holds this to be {statement.certainty}{hedge}."
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
