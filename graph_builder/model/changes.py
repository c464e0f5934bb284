"""Two FactBooks -> what changed: facts and things that were added, removed and altered.

Statements are compared by what they say (`said`), so that one whose note, date, hedge, place in the text or id changed
is altered, and not removed and added again.  An id that was renamed is followed through everything that uses it.
Everything is matched through tables of keys: the time grows with the number of statements.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from graph_builder.model.factbook import FactBook
from graph_builder.model.fields import settings_fields, source_fields, statement_fields, thing_fields
from graph_builder.model.identity import identity
from graph_builder.model.sources import Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.model.world import references

T = TypeVar("T")


class Field(NamedTuple):
    """One key, as the curator writes it, and its value before and after; "" where it was not written."""

    key: str
    before: str
    after: str


class Altered(NamedTuple, Generic[T]):
    """The same thing, statement or source before and after, and the keys that differ, in the order of the guide."""

    old: T
    new: T
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Difference(Generic[T]):
    """What was added, removed and altered of one sort.  Order: that of the books."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()
    altered: tuple[Altered[T], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.altered)


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What lies between two books.

    `silent` are the passages whose reason for yielding no fact changed.  `moved` counts the statements of both books
    whose id, and so whose IRI, is another now, altered or not.
    """

    old: FactBook
    new: FactBook
    statements: Difference[Statement]
    things: Difference[Thing]
    sources: Difference[Source]
    settings: tuple[Field, ...]
    silent: tuple[tuple[Locator, Field], ...]
    moved: int

    def __bool__(self) -> bool:
        parts = (self.statements, self.things, self.sources, self.settings, self.silent, self.moved)
        return any(bool(part) for part in parts)


def changes(old: FactBook, new: FactBook) -> Changes:
    """What was added, removed and altered on the way from the old book to the new one."""
    renamed = _renamed(old.things, new.things)
    before = [_carried(s, renamed) for s in old.statements]
    pairs, gone, come = _pairs(before, new.statements)
    while claims := {o.id: n.id for o, n in pairs if o.claim and n.claim and o.id != n.id and o.id not in renamed}:
        renamed |= claims
        before = [_carried(s, claims) for s in before]
        pairs, gone, come = _pairs(before, new.statements)
    was = {id(carried): statement for carried, statement in zip(before, old.statements, strict=True)}
    altered = (Altered(was[id(o)], n, fields) for o, n in pairs if (fields := _statement_fields(o, n)))
    return Changes(
        old=old,
        new=new,
        statements=Difference(tuple(come), tuple(was[id(s)] for s in gone), tuple(altered)),
        things=_difference(old.things, new.things, renamed, lambda thing: thing_fields(_carried_thing(thing, renamed))),
        sources=_difference(old.sources, new.sources, {}, source_fields),
        settings=_differing(settings_fields(old.settings), settings_fields(new.settings)),
        silent=_silent(old, new),
        moved=sum(o.id != n.id for o, n in pairs),
    )


def _renamed(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> dict[str, str]:
    """The ids that are gone, each with the new id of the one thing that has its kind and label."""
    gone = _by(lambda t: (t.kind, t.label), (thing for id_, thing in old.items() if id_ not in new))
    come = _by(lambda t: (t.kind, t.label), (thing for id_, thing in new.items() if id_ not in old))
    return {old[0].id: come[key][0].id for key, old in gone.items() if len(old) == 1 == len(come.get(key, ()))}


def _by(key: Callable[[T], Hashable], values: Iterable[T]) -> dict[Hashable, deque[T]]:
    table: dict[Hashable, deque[T]] = defaultdict(deque)
    for value in values:
        table[key(value)].append(value)
    return dict(table)


def _carried(s: Statement, ids: Mapping[str, str]) -> Statement:
    """The statement with the new ids of what it uses."""
    if not (ids and (s.role in ids or any(ref in ids for _, ref in references(s)))):
        return s
    return replace(
        s,
        subject=ids.get(s.subject, s.subject),
        object=ids.get(s.object, s.object),
        view=ids.get(s.view, s.view),
        sense=ids.get(s.sense, s.sense),
        role=ids.get(s.role, s.role),
        by=_mapped(s.by, ids),
        at=_mapped(s.at, ids),
        places=_mapped(s.places, ids),
        via=_mapped(s.via, ids),
    )


def _carried_thing(t: Thing, ids: Mapping[str, str]) -> Thing:
    outcome = replace(t.outcome, by=_mapped(t.outcome.by, ids)) if t.outcome else None
    return replace(t, holders=_mapped(t.holders, ids), concept=ids.get(t.concept, t.concept), outcome=outcome)


def _mapped(values: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids.get(value, value) for value in values)


def said(statement: Statement) -> tuple[Hashable, ...]:
    """What a statement says and who says it: two with the same are one statement, whatever else is written of them."""
    figure = statement.figure
    number = (figure.bound, figure.low, figure.high, figure.unit) if figure else ()
    whose = (statement.view, *sorted(statement.by))
    return (statement.subject, statement.relation, statement.object, statement.negated, statement.mode, number, whose)


def _date(statement: Statement) -> str:
    return statement.when.edtf if statement.when else ""


_LIKENESS: tuple[Callable[[Statement], Hashable], ...] = (
    lambda s: (s.id, said(s), identity(s)),
    lambda s: (said(s), identity(s)),
    lambda s: (said(s), s.locator, _date(s), s.at),
    lambda s: (said(s), s.locator, _date(s)),
    lambda s: (said(s), s.locator),
    lambda s: (said(s), _date(s)),
    said,
    lambda s: s.id if s.claim else None,
)
"""By what statements are matched, the most alike first; the last holds for Claims, whose ids their curators gave."""


def _pairs(
    old: Sequence[Statement], new: Sequence[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """Every statement with itself as it was, and those that are left over on either side.  Order: of the books."""
    found: dict[int, Statement] = {}
    gone, come = list(old), list(new)
    for key in _LIKENESS:
        table = _by(key, gone)
        table.pop(None, None)
        for statement in come:
            if waiting := table.get(key(statement)):
                found[id(statement)] = waiting.popleft()
        taken = {id(statement) for statement in found.values()}
        gone = [s for s in gone if id(s) not in taken]
        come = [s for s in come if id(s) not in found]
    return [(found[id(s)], s) for s in new if id(s) in found], gone, come


def _statement_fields(old: Statement, new: Statement) -> tuple[Field, ...]:
    """What differs, a derived id apart.  Of what is written by nesting, the thing in which it stands tells."""
    if old.nested and new.nested:
        return ()
    return _differing(statement_fields(old), statement_fields(new))


def _silent(old: FactBook, new: FactBook) -> tuple[tuple[Locator, Field], ...]:
    before, after = ({p.locator: p.nothing for p in book.passages if p.nothing} for book in (old, new))
    both = ((where, before.get(where, ""), after.get(where, "")) for where in sorted(before.keys() | after.keys()))
    return tuple((where, Field("nothing", was, is_)) for where, was, is_ in both if was != is_)


def _difference(
    old: Mapping[str, T],
    new: Mapping[str, T],
    renamed: Mapping[str, str],
    fields: Callable[[T], Mapping[str, str]],
) -> Difference[T]:
    """What was added, removed and altered; `fields` makes the table by which two values are compared."""
    kept = {renamed.get(id_, id_): value for id_, value in old.items()}
    pairs = (
        (kept[id_], value, _differing(fields(kept[id_]), fields(value))) for id_, value in new.items() if id_ in kept
    )
    return Difference(
        added=tuple(value for id_, value in new.items() if id_ not in kept),
        removed=tuple(value for id_, value in kept.items() if id_ not in new),
        altered=tuple(Altered(was, is_, found) for was, is_, found in pairs if found),
    )


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Field, ...]:
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(Field(k, old.get(k, ""), new.get(k, "")) for k in keys if old.get(k, "") != new.get(k, ""))
