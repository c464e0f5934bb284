"""Everything known of a thing, as plain text with pages."""

from __future__ import annotations

from collections.abc import Iterable

from graph_builder.errors import UsageError
from graph_builder.model.dates import sort_key, words
from graph_builder.model.factbook import FactBook, kind_of
from graph_builder.model.names import nearest
from graph_builder.model.statements import Statement, voice
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, label_of, listed, sentence
from graph_builder.model.world import references

_GROUPS = (
    ("author", "The author says"),
    ("attributed", "Attributed to others"),
    ("outlook", "Within outlooks"),
)


def dossier(book: FactBook, id_: str) -> str:
    """All that the book knows of one thing, Claim or statement: names, dates, sentences with pages.

    Raises:
        UsageError: there is no such id; the message offers the nearest.
    """
    statements = [
        s for s in book.statements if s.id == id_ or any(ref == id_ for _, ref in references(s)) or s.role == id_
    ]
    kind = kind_of(book, id_)
    if kind is None and not any(s.id == id_ for s in statements):
        near = nearest(id_, [*book.things, *book.claims])
        offer = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"there is nothing with the id '{id_}'{offer} (graph-builder ids WORD finds ids)")
    thing = book.things.get(id_)
    lines = _head(thing, book) if thing else [f"{id_}  ({kind or 'Statement'})"]
    for name, heading in _GROUPS:
        group = sorted((s for s in statements if voice(s) == name), key=_order)
        if group:
            lines += ["", f"{heading}:", *(_line(s, book) for s in group)]
    if not statements:
        lines += ["", "No statement speaks of it."]
    return "\n".join(lines) + "\n"


def _head(thing: Thing, book: FactBook) -> list[str]:
    kind = f"{thing.kind}, {thing.type}" if thing.type else thing.kind
    lines = [f"{thing.label}  ({kind}; {thing.id})"]
    details: list[tuple[str, str]] = [
        ("also called", ", ".join(thing.aka)),
        ("a sense of", label_of(thing.concept, book) if thing.concept else ""),
        ("meaning", thing.gloss),
        ("expressly not", "; ".join(thing.denies)),
        ("of", listed([label_of(holder, book) for holder in thing.holders])),
        ("date", words(thing.when) if thing.when else "undated" if thing.kind in ("Event", "Document") else ""),
        ("in the text", "; ".join(citation(locator, book) for locator in thing.locators)),
        ("note", thing.note),
        ("editor", thing.editor),
        ("same as", " ".join(alignment.iri for alignment in thing.same_as)),
    ]
    if thing.outcome:
        pages = "; ".join(citation(locator, book) for locator in thing.outcome.locators)
        details.append(("came true", f"{thing.outcome.answer} {thing.outcome.note}".strip() + f" [{pages}]"))
    return lines + [f"  {name}: {text}" for name, text in details if text]


def _order(statement: Statement) -> tuple[object, ...]:
    return (sort_key(statement.when), statement.locator, statement.id)


def _line(statement: Statement, book: FactBook) -> str:
    remarks = [text for text in (statement.note, f"Editor: {statement.editor}" if statement.editor else "") if text]
    remark = f" ({'. '.join(remarks)})" if remarks else ""
    return f"  - {sentence(statement, book)}{remark} [{citation(statement.locator, book)}]"


def found_ids(book: FactBook, word: str) -> Iterable[tuple[str, str, str]]:
    """Ids, kinds and labels in which the word occurs, by id, alias or label; without case.

    Order: ids that begin with the word first, then by id.  Where nothing has it, the nearest ids are given.
    """
    sought = word.casefold()
    rows = [
        (t.id, t.kind, t.label)
        for t in book.things.values()
        if sought in t.id or any(sought in name.casefold() for name in (t.label, *t.aka))
    ]
    rows += [(s.id, "Claim", sentence(s, book)) for s in book.claims.values() if sought in s.id]
    if not rows:
        from rapidfuzz import fuzz, process

        names = {t.id: f"{t.id} {t.label}" for t in book.things.values()}
        close = process.extract(word, names, scorer=fuzz.WRatio, limit=5, score_cutoff=60)
        return [(id_, book.things[id_].kind, book.things[id_].label) for _, _, id_ in close]
    return sorted(rows, key=lambda row: (not row[0].startswith(sought), row[0]))
