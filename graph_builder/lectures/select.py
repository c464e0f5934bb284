"""What of the graph a scene shows: a `Show` and the book -> a `Selection`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graph_builder.errors import QueryError, UsageError
from graph_builder.lectures.lecture import Selection, Show
from graph_builder.model.dates import Date, overlap
from graph_builder.model.factbook import FactBook, kind_of
from graph_builder.model.names import did_you_mean
from graph_builder.model.once import once
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement, voice

FIGURE = "figure:"
"""What the id of a figure on the stage begins with; the id of its statement follows."""
_OF_SENSES = ("sense_of", "understood_by", "develops_from", "contrasts_with")
_NESTED = ("sense_of", "understood_by", "outlook_of")

Passes = Callable[[Statement], bool]


@once
def select(show: Show, book: FactBook) -> Selection:
    """The statements that a scene shows, and the things that they are about.

    Raises:
        UsageError: an id is not in the book, or is of another kind than its key asks for.
        QueryError: the query cannot be read or run, or names nothing of the graph.
    """
    for key, id_, needed in references(show):
        if message := fault_of(key, id_, needed, book):
            raise UsageError(message)
    passes = _filter(show, book)
    asked, chosen = _chosen(show, book, passes)
    asked = [id_ for id_ in asked if kind_of(book, id_) and id_ not in show.without]
    also = [id_ for id_ in show.also if kind_of(book, id_) and id_ not in show.without]
    there = {*asked, *also, *(end for s in book.statements if s.id in chosen for end in ends(s))}
    chosen |= _named(show.also, book, passes) | _between(there, book, passes, touching=set(also))
    statements = tuple(s for s in book.statements if s.id in chosen)
    touched = [end for s in statements for end in ends(s)]
    focus = tuple(id_ for id_ in _focus(show) if id_ in asked or id_ in touched)
    return Selection(tuple(dict.fromkeys([*focus, *asked, *also, *touched])), statements, focus)


def ends(statement: Statement) -> tuple[str, str]:
    """Both ends of a statement on the stage: subject, and object or figure."""
    return statement.subject, FIGURE + statement.id if statement.figure else statement.object


def references(show: Show) -> Iterator[tuple[str, str, str]]:
    """Every id that is written in it: its key, the id, and the kind that it must have ("" for any)."""
    yield from (("focus", id_, "") for id_ in show.focus)
    yield from (("nodes", id_, "") for id_ in show.nodes)
    yield from (("view", id_, "Outlook") for id_ in (show.view,) if id_)
    yield from (("compare", id_, "Outlook") for id_ in show.compare)
    yield from (("senses", id_, "Concept") for id_ in (show.senses,) if id_)
    yield from (("also", id_, "") for id_ in show.also)
    yield from (("without", id_, "") for id_ in show.without)


def fault_of(key: str, id_: str, needed: str, book: FactBook) -> str:
    """What is wrong with an id under a key of `show`; "" if nothing.

    `focus` takes things and Claims; `nodes`, `also` and `without` take statements too.
    """
    if not is_known(id_, book, statements=key != "focus"):
        return f"unknown id '{id_}'{did_you_mean(id_, known_ids(book, needed))}"
    kind = kind_of(book, id_)
    if needed and kind != needed:
        return f"'{id_}' is {_a(kind)}; `{key}` needs {_a(needed)}"
    return ""


def _a(kind: str | None) -> str:
    return f"a{'n' if kind and kind[0] in 'AEIOU' else ''} {kind or 'statement'}"


def is_known(id_: str, book: FactBook, *, statements: bool = True) -> bool:
    """True if a thing, a Claim, or (where `statements` count) any other statement or its figure has this id."""
    return kind_of(book, id_) is not None or (statements and _statement(id_, book) is not None)


def known_ids(book: FactBook, kind: str = "") -> list[str]:
    """The ids of things and Claims, of one kind if given: what a misspelt id may have meant."""
    if kind:
        return [thing.id for thing in book.things.values() if thing.kind == kind]
    return [*book.things, *book.claims]


def passages_of(locators: Iterable[Locator], book: FactBook) -> set[Locator]:
    """The passages of the book that are meant; one without a source is meant in every source that has it."""
    wanted = set(locators)
    return {p.locator for p in book.passages if p.locator in wanted or p.locator._replace(source="") in wanted}


def _statement(id_: str, book: FactBook) -> Statement | None:
    bare = id_.removeprefix(FIGURE)
    return next((s for s in book.statements if s.id == bare and (bare == id_ or s.figure)), None)


def _filter(show: Show, book: FactBook) -> Passes:
    """Whether a statement stays, by relation, voice and date, and by what is left out."""
    gone = set(show.without)
    relations, voices = set(show.relations), set(show.voices)

    def passes(s: Statement) -> bool:
        if s.id in gone or not gone.isdisjoint(ends(s)):
            return False
        if (relations and s.relation not in relations) or (voices and voice(s) not in voices):
            return False
        if show.when is None:
            return True
        when = date_of(s, book)
        return when is not None and overlap(when, show.when) != "no"

    return passes


def date_of(statement: Statement, book: FactBook) -> Date | None:
    """When it was so: its own date, else that of the event at which it was so, of its outlook or of its sense."""
    if statement.when is not None:
        return statement.when
    whose = (*statement.at, statement.view, statement.sense)
    if statement.relation in _NESTED:
        whose = (*whose, statement.subject)
    dated = (book.things[id_].when for id_ in whose if id_ in book.things)
    return next((when for when in dated if when is not None), None)


def _chosen(show: Show, book: FactBook, passes: Passes) -> tuple[list[str], set[str]]:
    """What is asked for by name, and the statements' ids."""
    if show.focus:
        return list(show.focus), _around(show.focus, show.hops, book, passes)
    if show.nodes:
        between = _between(set(show.nodes), book, passes)
        return list(show.nodes), between | _named(show.nodes, book, passes)
    if show.view:
        return [], {s.id for s in book.statements if s.view == show.view and passes(s)}
    if show.compare:
        return list(show.compare), {s.id for s in book.statements if s.view in show.compare and passes(s)}
    if show.senses:
        return [show.senses], _senses(show.senses, book, passes)
    if show.passages:
        wanted = passages_of(show.passages, book)
        return [], {s.id for s in book.statements if s.locator in wanted and passes(s)}
    if show.query:
        return _answered(show.query, book, passes)
    return [], set()


def _focus(show: Show) -> tuple[str, ...]:
    return show.focus or show.compare or tuple(filter(None, (show.view or show.senses,)))


def _around(focus: Iterable[str], hops: int, book: FactBook, passes: Passes) -> set[str]:
    """The statements walked through within so many steps from the focus."""
    reached, edge, chosen = set(focus), set(focus), set[str]()
    statements = [s for s in book.statements if passes(s)]
    for _ in range(hops):
        walked = [s for s in statements if not edge.isdisjoint(ends(s))]
        chosen |= {s.id for s in walked}
        edge = {end for s in walked for end in ends(s)} - reached
        if not edge:
            break
        reached |= edge
    return chosen


def _between(things: set[str], book: FactBook, passes: Passes, touching: set[str] | None = None) -> set[str]:
    """The statements both of whose ends are among the things, and one among `touching` if that is given."""
    return {
        s.id
        for s in book.statements
        if things.issuperset(ends(s)) and (touching is None or not touching.isdisjoint(ends(s))) and passes(s)
    }


def _named(ids: Iterable[str], book: FactBook, passes: Passes) -> set[str]:
    """The statements that are named by their own ids; a Claim stands for the thing that others speak about."""
    bare = {id_.removeprefix(FIGURE) for id_ in ids if kind_of(book, id_) is None}
    return {s.id for s in book.statements if s.id in bare and passes(s)}


def _senses(concept: str, book: FactBook, passes: Passes) -> set[str]:
    senses = {thing.id for thing in book.things.values() if thing.concept == concept}

    def belongs(s: Statement) -> bool:
        if s.relation == "uses_term":
            return s.sense in senses
        return s.relation in _OF_SENSES and not senses.isdisjoint(ends(s))

    return {s.id for s in book.statements if belongs(s) and passes(s)}


def _answered(query: str, book: FactBook, passes: Passes) -> tuple[list[str], set[str]]:
    """The things that the rows of a query name, and the statements: those named, and those between the things.

    A Claim counts as a thing where a statement between the things speaks about it, else as a statement.
    """
    from graph_builder.graph.sparql import ask

    answer = ask(book, query)
    if answer.yes is not None:
        raise QueryError("an ASK names nothing: a scene needs a SELECT whose rows name things or statements")
    rows = answer.rows if answer.triples is None else [(t.subject, t.predicate, t.object) for t in answer.triples]
    found = dict.fromkeys(id_ for row in rows for term in row if (id_ := _id_of(term, book)))
    between = _between({id_ for id_ in found if is_known(id_, book, statements=False)}, book, passes)
    spoken_of = {end for s in book.statements if s.id in between for end in ends(s)}
    named = {s.id for s in book.statements if s.id in found and s.id not in spoken_of and passes(s)}
    things = [id_ for id_ in found if id_ in book.things or id_ in spoken_of]
    return things, between | named


def _id_of(term: Any, book: FactBook) -> str:
    """The id of the thing or statement that a term of an answer is; "" if it is neither."""
    import pyoxigraph

    if not isinstance(term, pyoxigraph.NamedNode) or not term.value.startswith(book.settings.base):
        return ""
    id_ = term.value.removeprefix(book.settings.base)
    return id_ if is_known(id_, book) else ""
