"""What only all files together can tell: ids defined twice, equal facts, circles, things that nobody uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graph_builder.errors import Problem, Where
from graph_builder.facts.read import shown_path
from graph_builder.model import rules
from graph_builder.model.rules_ids import equal_labels, unused
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement
from graph_builder.model.world import NO_SETTINGS, World
from graph_builder.parts.packed import KIND, LABEL, PLACE, unpacked
from graph_builder.parts.register import Register, Task, drafted
from graph_builder.parts.survey import leave_out
from graph_builder.parts.work import Worked, material_of, world_of


def learn(register: Register, found: Sequence[Worked]) -> set[Task]:
    """Adds to the register what files of facts say to others: claims, and words of what could not be read.

    Args:
        found: what came of every file, in the order of the files.

    Returns:
        The files that must be worked once more with that: those that name a claim of another file, define an id that an
        earlier one defines, or have faults or doubled ids where the reason may lie in another file.
    """
    facts = [one for one in found if one.task.folder == "facts"]
    astray = any(one.lost or one.malformed or one.blind for one in facts)
    again = {one.task for one in found if astray and one.problems}
    for one in facts:
        for id_, place in one.declared.items():
            if id_ in register.claimed:
                again.add(one.task)
                register.doubled.add(id_)
            register.claimed.setdefault(id_, place)
        register.lost |= one.lost
        register.malformed |= one.malformed
        register.doubled |= one.doubled
        register.blind = register.blind or one.blind
    again |= _divided(register, facts)
    claims = [s for one in facts for s in one.joined if s.claim and s.id not in register.doubled]
    register.claims |= {claim.id: claim for claim in claims}
    again |= {one.task for one in found if not one.unknown.isdisjoint(register.claimed)}
    if register.claimed:  # a claim may be what was meant
        again |= {one.task for one in found if any(problem.code == "unknown-id" for problem in one.problems)}
    if register.doubled:
        again |= {one.task for one in found if not one.uses.isdisjoint(register.doubled)}
        leave_out(register, register.doubled)
    return again


def _divided(register: Register, facts: Sequence[Worked]) -> set[Task]:
    """The files with a passage of which earlier ones hold facts too, where that was not known, or known wrongly."""
    seen: Counter[Locator] = Counter()
    for one in facts:
        shared = {locator: seen[locator] for locator in one.stated if locator in seen}
        if shared:
            register.before[one.task.number] = shared
        seen.update(one.stated)
    return {one.task for one in facts if one.before != register.before.get(one.task.number, {})}


def between(register: Register, found: Sequence[Worked]) -> Iterator[Problem]:
    """The problems of every rule that compares files; those that one file alone shows are among them.

    Args:
        found: what came of every file, in the order of the files.
    """
    together = _compared(found)
    for one in found:
        if one.task not in together:
            yield from one.among
    if together:
        world = _world(register, [], [one.task for one in found if one.task in together])
        for check in rules.PAIRED:
            yield from check(world)
    joined = [statement for one in found for statement in one.joined]
    world = _world(register, joined, [])
    for check in rules.TOGETHER:
        yield from check(world)
    yield from equal_labels(
        (Where(*values[PLACE]), values[KIND], values[LABEL], id_) for id_, values in register.things.held.items()
    )


def absences(register: Register, found: Iterable[Worked]) -> Iterator[Problem]:
    """What is missing from a library without errors."""
    used = frozenset[str]().union(*(one.uses for one in found))
    return unused((unpacked(values) for id_, values in register.things.held.items() if id_ not in used), used)


def _compared(found: Sequence[Worked]) -> set[Task]:
    """The files that hold a fact or passage which must be compared with one of another file."""
    twice = _in_several(one.same for one in found)
    denied = set[int]().union(*(one.denied for one in found))
    both = denied & set[int]().union(*(denied.intersection(one.asserted) for one in found)) if denied else denied
    silent = frozenset[Locator]().union(*(one.nothing for one in found))
    spoken = {locator for one in found for locator in one.stated if locator in silent} if silent else set()
    return {
        one.task
        for one in found
        if (twice and not twice.isdisjoint(one.same))
        or (both and not (both.isdisjoint(one.asserted) and both.isdisjoint(one.denied)))
        or (spoken and not (spoken.isdisjoint(one.stated) and spoken.isdisjoint(one.nothing)))
    }


def _in_several(hashes: Iterable[Iterable[int]]) -> set[int]:
    """Those that stand in more than one of the collections."""
    seen: set[int] = set()
    twice: set[int] = set()
    for one in hashes:
        own = set(one)
        twice |= own & seen
        seen |= own
    return twice


def _world(register: Register, joined: Sequence[Statement], tasks: Sequence[Task]) -> World:
    """The statements of some files, or some statements, with all things."""
    worlds = []
    for task in tasks:
        with drafted(register, shown_path(task.path)) as draft:
            worlds.append(world_of(material_of(task, register, draft), register, draft))
    statements = [*joined, *(s for world in worlds for s in world.statements)]
    spots = {place: world for world in worlds for _, _, place in world.passages}

    def point(start: Where, word: str, key: str = "") -> Where:
        return spots[start].point(start, word, key) if start in spots else start

    return World(
        settings=register.settings or NO_SETTINGS,
        sources=register.sources,
        things=register.things,
        own=(),  # `equal_labels` looks at things as they are packed
        statements=statements,
        passages=[passage for world in worlds for passage in world.passages],
        kinds=register.kinds,
        lost=None,
        malformed=register.malformed,
        claims={s.id: s for s in statements if s.claim},
        partial=[s for world in worlds for s in world.partial],
        partial_things=[],
        point=point,
    )
