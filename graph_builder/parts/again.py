"""What need not be done again: results of an earlier run that still hold, although some file changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph_builder.errors import has_errors
from graph_builder.parts import cache
from graph_builder.parts.cache import Cache, Entry
from graph_builder.parts.packed import whose
from graph_builder.parts.register import Register, Survey, Task
from graph_builder.parts.work import Worked


@dataclass(slots=True)
class Memory:
    """An earlier run of the same data folder: by number, each file's key of now, and its entry of then.

    `gone` are the entries of files that are no more; `hashes` are those of all entries, by their parts.
    """

    cache: Cache | None = None
    keys: dict[int, bytes] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    gone: list[Entry] = field(default_factory=list)
    hashes: dict[str, bytes] = field(default_factory=dict)


def remembered(kept: Cache | None, tasks: Sequence[Task]) -> Memory:
    """What is known of an earlier run."""
    if kept is None:
        return Memory()
    memory = Memory(kept, {task.number: cache.key_of(kept, task) for task in tasks})
    found, memory.hashes = cache.load(kept)
    memory.entries = {task.number: _renumbered(found[task.part], task) for task in tasks if task.part in found}
    memory.gone = [found[part] for part in sorted(found.keys() - {task.part for task in tasks})]
    return memory


def _renumbered(entry: Entry, task: Task) -> Entry:
    """The entry of a file whose number may be another one now."""
    for one in (entry.survey, entry.worked):
        if one is not None:
            one.task = task
    return entry


def surveys(memory: Memory) -> dict[int, Survey]:
    """The surveys that still hold, by the numbers of their files."""
    held = {number: entry.survey for number, entry in memory.entries.items() if entry.key == memory.keys[number]}
    return {number: one for number, one in held.items() if one is not None and not one.problems}


def holding(memory: Memory, register: Register) -> dict[int, Worked]:
    """The results that still hold as far as things go, by the numbers of their files; none where words are lost."""
    if _astray(register):
        return {}
    changed = _changed(memory, register)
    offices = any(register.kinds.get(id_) == "Office" for id_ in changed)
    held = {number: entry.worked for number, entry in memory.entries.items() if entry.key == memory.keys[number]}
    return {number: one for number, one in held.items() if one is not None and _holds(one, changed, offices)}


def _astray(register: Register) -> bool:
    """True if words were lost: then a result may leave out what else would be wrong."""
    return bool(register.lost or register.malformed or register.doubled or register.blind)


def _holds(one: Worked, changed: set[str], offices: bool) -> bool:
    """True if a result holds although these ids changed, some offices among them or none.

    A message of an error may offer any id of the library, so that only what has none is taken.  A role in words may be
    the misspelt id of an office that is new.
    """
    if has_errors(one.problems) or has_errors(one.among):
        return False
    if offices and any("-" in id_ for id_ in one.unknown):
        return False
    return changed.isdisjoint(one.uses) and changed.isdisjoint(one.unknown) and changed.isdisjoint(one.views)


def _changed(memory: Memory, register: Register) -> set[str]:
    """The ids of things that are new, gone or other than they were, in themselves or in what they are called."""
    changed: set[str] = set()
    for number, entry in memory.entries.items():
        new = register.surveys.get(number)
        if entry.survey is not None and entry.survey is not new:
            changed |= _differing(entry.survey, new)
    for number, new in register.surveys.items():
        if number not in memory.entries:
            changed |= {values[0] for values in new.things} | new.declared.keys()
    for entry in memory.gone:
        if entry.survey is not None:
            changed |= {values[0] for values in entry.survey.things} | entry.survey.declared.keys()
    if changed:  # what is said of a sense or outlook names its term and who holds it
        things = (values for one in register.surveys.values() for values in one.things)
        changed |= {values[0] for values in things if not changed.isdisjoint(whose(values))}
    return changed


def _differing(old: Survey, new: Survey | None) -> set[str]:
    before = {values[0]: values for values in old.things}
    after = {values[0]: values for values in new.things} if new else {}
    places = old.declared.keys() ^ (new.declared.keys() if new else set())
    return {id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)} | places


def speaking_anew(
    memory: Memory, register: Register, held: Mapping[int, Worked], found: Mapping[int, Worked]
) -> set[Task]:
    """The files among those that held which speak of a claim that is new, gone, or other than it was.

    Args:
        held: the results that held as far as things go.
        found: the results of every file.
    """
    changed: set[str] = set()
    before = [entry.worked for number, entry in memory.entries.items() if number not in held]
    for one in (*before, *(entry.worked for entry in memory.gone), *(w for n, w in found.items() if n not in held)):
        if one is not None:
            changed |= {s.id for s in one.joined if s.claim} | one.declared.keys()
    several = changed
    while several and register.claims:
        several = {
            claim.id
            for claim in register.claims.values()
            if claim.id not in changed and not several.isdisjoint((claim.subject, claim.object))
        }
        changed |= several
    return {one.task for one in held.values() if not changed.isdisjoint(one.uses)} if changed else set()


def keep(memory: Memory, register: Register, found: Iterable[Worked], held: Mapping[int, Worked]) -> None:
    """Keeps what was done in this run for the next one, unless words were lost, or a file was changed meanwhile."""
    if memory.cache is None or _astray(register):
        return
    new: dict[Task, Entry] = {}
    hashes: dict[str, bytes] = {}
    for one in found:
        number, part = one.task.number, one.task.part
        if held.get(number) is one:
            hashes[part] = memory.hashes[part]
        else:
            new[one.task] = Entry(memory.keys[number], register.surveys.get(number), replace(one))
    current = cache.is_current(memory.cache, {task: entry.key for task, entry in new.items()})
    if current and (new or hashes != memory.hashes):
        cache.save(memory.cache, {task.part: entry for task, entry in new.items()}, hashes)
