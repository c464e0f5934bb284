"""Rules about ids and kinds.  Each is a pure function from a world to the problems that it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from graph_builder.errors import Problem, Where
from graph_builder.model.names import did_you_mean, is_misspelling, nearest
from graph_builder.model.relations import ACTOR, RELATIONS, Kind, Relation
from graph_builder.model.statements import Statement
from graph_builder.model.things import BLOCKS, Thing
from graph_builder.model.world import NO_SETTINGS, World, references
from graph_builder.rulebook import problem

_QUALIFIER_KINDS: dict[str, frozenset[Kind]] = {
    "at": frozenset({"Event"}),
    "where": frozenset({"Place", "State"}),
    "via": ACTOR | {"Document"},
    "by": ACTOR | {"Document"},
    "sense": frozenset({"Sense"}),
    "view": frozenset({"Outlook"}),
}
_BELIEFS = ("believes", "expects", "hopes_for", "fears")
DEEPEST = 6
"""A claim that speaks of a claim is one deep; each holds the sentences of those of which it speaks."""


def unknown_ids(world: World) -> Iterator[Problem]:
    """Every id that is used is defined."""
    kinds, lost = world.kinds, world.lost
    if lost is None:
        return
    for _, view, place in world.passages:
        if view and view not in kinds and view not in lost:
            yield from _unknown(world, "view", view, world.point(place, view, "view"))
    several = (*world.statements, *world.partial)
    strange = {id_ for id_ in uses(several) if id_ not in kinds}  # most files hold none: then there is nothing to find
    if all(s.subject and (s.object or s.figure) for s in several):
        strange.discard("")  # stands for what is not said
    for statement in several if strange else ():
        for part, id_ in references(statement):
            if id_ in strange and id_ not in lost and id_ != statement.view:
                part = "id" if statement.nested else part
                yield from _unknown(world, part, id_, world.point(statement.where, id_, part))
        role = statement.role
        if "-" in role and " " not in role and role not in kinds and role not in lost:
            offices = [id_ for id_, kind in kinds.items() if kind == "Office"]
            if nearest(role, offices, 80):
                yield from _unknown(world, "office", role, world.point(statement.where, role, "as"))


def _unknown(world: World, part: str, id_: str, place: Where) -> Iterator[Problem]:
    if is_misspelling(id_, world.malformed):
        return
    if id_ in world.sources:
        yield problem("wrong-kind", place, f"'{id_}' is a source, and no {part}", "name a thing of the entities files")
    else:
        what = (
            f"unknown id '{id_}' under `{part}`" if part in ("at", "where", "via", "by") else f"unknown {part} '{id_}'"
        )
        yield problem("unknown-id", place, f"{what}{did_you_mean(id_, world.kinds)}")


def wrong_kinds(world: World) -> Iterator[Problem]:
    """Both ends of a relation, and every qualifier, are of a kind that fits."""
    for _, view, place in world.passages:
        if world.kinds.get(view, "Outlook") != "Outlook":
            message = f"'{view}' is {_a(world.kinds[view])}; 'view' must be Outlook"
            yield problem("wrong-kind", world.point(place, view, "view"), message)
    for statement in (*world.statements, *world.partial):
        relation = RELATIONS[statement.relation]
        for part, id_ in _beyond_ends(statement, relation, world.kinds):
            kind = world.kinds.get(id_)
            if kind is None or part == "view" or (part == "subject" and id_ == statement.view and kind != "Outlook"):
                continue
            if part == "object" and kind == "Event" and relation.id in _BELIEFS:
                message = f"'{id_}' is an Event, something that happened; '{relation.id}' takes a Situation"
                yield problem("believed-event", world.point(statement.where, id_, part), message)
                continue
            allowed = {"subject": relation.domain, "object": relation.range}.get(part) or _QUALIFIER_KINDS[part]
            if kind not in allowed:
                of = f"the {part} of '{relation.id}'" if part in ("subject", "object") else f"'{part}'"
                message = f"'{id_}' is {_a(kind)}; {of} must be {_any_of(allowed)}"
                yield problem("wrong-kind", world.point(statement.where, id_, part), message)
        if "-" in statement.role and world.kinds.get(statement.role, "Office") != "Office":
            message = f"'{statement.role}' is {_a(world.kinds[statement.role])}; 'as' must be Office, or words"
            yield problem("wrong-kind", world.point(statement.where, statement.role, "as"), message)
        yield from _unequal_kinds(world, statement, relation)


def _beyond_ends(statement: Statement, relation: Relation, kinds: Mapping[str, Kind]) -> Sequence[tuple[str, str]]:
    """What is still to be looked at: nothing where there are but two ends, and both fit, as in most statements."""
    s = statement
    plain = s.figure is None and not (s.view or s.at or s.places or s.via or s.by or s.sense)
    fitting = plain and kinds.get(s.subject) in relation.domain and kinds.get(s.object) in relation.range
    return () if fitting and relation.id not in _BELIEFS else references(s)


def _unequal_kinds(world: World, statement: Statement, relation: Relation) -> Iterator[Problem]:
    if not relation.same_kind:
        return
    kinds = world.kinds.get(statement.subject), world.kinds.get(statement.object)
    fitting = kinds[0] in relation.domain and kinds[1] in relation.range
    if fitting and kinds[0] != kinds[1]:
        message = f"'{relation.id}' joins things of one kind, not {_a(kinds[0])} and {_a(kinds[1])}"
        yield problem("wrong-kind", world.point(statement.where, statement.object, "object"), message)


def _a(kind: object) -> str:
    return f"{'an' if str(kind)[0] in 'AEIOU' else 'a'} {kind}"


def _any_of(kinds: Iterable[Kind]) -> str:
    names = sorted(kinds)
    return names[0] if len(names) == 1 else "one of " + ", ".join(names)


def unknown_types(world: World) -> Iterator[Problem]:
    """Every type is in the list for its block."""
    if world.settings is NO_SETTINGS:
        return
    block_of = {kind: block for block, kind in BLOCKS.items()}
    for thing in (*world.own, *world.partial_things):
        if thing.type and thing.kind in block_of:
            listed = world.settings.types.get(block_of[thing.kind], {})
            if thing.type not in listed:
                message = f"unknown type '{thing.type}' for {block_of[thing.kind]}{did_you_mean(thing.type, listed)}"
                remedy = "listed types: " + ", ".join(sorted(listed)) if listed else ""
                yield problem("unknown-type", world.point(thing.where, thing.type, "type"), message, remedy)


def figure_of(claim: Statement) -> str:
    """The id under which the figure of a claim stands in the graph; "" where it has none."""
    return f"{claim.id}-figure" if claim.claim and claim.figure else ""


def taken_figures(world: World) -> Iterator[Problem]:
    """No thing has the id of the figure of a claim: in the graph both would be one."""
    for statement in world.statements:
        figure = figure_of(statement)
        if figure and figure in world.kinds:
            message = f"the figure of '{statement.id}' is called '{figure}', and so is {_a(world.kinds[figure])}"
            place, remedy = world.point(statement.where, statement.id, "id"), "rename the claim, or the other one"
            yield problem("duplicate-id", place, message, remedy)


def self_relations(world: World) -> Iterator[Problem]:
    """A thing is not related to itself."""
    for statement in world.statements:
        if statement.subject != statement.object:
            continue
        relation = RELATIONS[statement.relation]
        if world.kinds.get(statement.subject) in relation.domain & relation.range:
            message = f"'{statement.subject}' is related to itself by '{statement.relation}'"
            yield problem("self-relation", statement.where, message)


def cycles(world: World) -> Iterator[Problem]:
    """Parts, successors, descents and orders do not run in a circle."""
    for relation in RELATIONS.values():
        if relation.acyclic:
            edges = [
                s for s in world.statements
                if s.relation == relation.id and not s.negated and not s.view and not s.by and s.subject != s.object
            ]  # fmt: skip
            for statement, path in _circles(edges):
                message = f"'{relation.id}' runs in a circle: " + " -> ".join(path)
                yield problem("cycle", statement.where, message)


def claim_cycles(world: World) -> Iterator[Problem]:
    """No claim is, through others, a statement about itself."""
    graph = _spoken_of(world.claims)
    for start in sorted(graph):
        path = _path_back(graph, start)
        if path and min(path) == start:
            message = "a claim about itself: " + " -> ".join(path)
            yield problem("claim-cycle", world.claims[start].where, message)


def deep_claims(world: World) -> Iterator[Problem]:
    """Claims speak of claims at most so deep: nobody could follow the sentence, which holds all of theirs."""
    graph = _spoken_of(world.claims)
    deep = set(graph)
    for _ in range(DEEPEST):
        deep = {id_ for id_ in deep if not deep.isdisjoint(graph[id_])}
    for id_ in sorted(deep):
        if deep.isdisjoint(graph[id_]):  # else it is too deep because one is of which it speaks
            message = f"'{id_}' speaks of claims that speak of claims, more than {DEEPEST} deep"
            yield problem("deep-claim", world.claims[id_].where, message)


def _spoken_of(claims: Mapping[str, Statement]) -> dict[str, list[str]]:
    """The claims of which each claim speaks, for those that speak of one."""
    found = {s.id: [end for end in (s.subject, s.object) if end in claims] for s in claims.values()}
    return {id_: ends for id_, ends in found.items() if ends}


def _circles(edges: list[Statement]) -> Iterator[tuple[Statement, list[str]]]:
    """One statement of each circle, with the circle's path."""
    graph: dict[str, list[str]] = {}
    for edge in edges:
        graph.setdefault(edge.subject, []).append(edge.object)
    told: set[frozenset[str]] = set()
    for edge in edges:
        path = _path_back(graph, edge.subject)
        if path and frozenset(path) not in told:
            told.add(frozenset(path))
            yield edge, path


def _path_back(graph: dict[str, list[str]], start: str) -> list[str]:
    """The shortest path from a node back to itself, both ends included; empty if there is none."""
    reached: dict[str, str] = {}
    frontier = [start]
    while frontier:
        following = []
        for node in frontier:
            for target in graph.get(node, ()):
                if target == start:
                    path = [node]
                    while path[-1] != start:
                        path.append(reached[path[-1]])
                    return [*reversed(path), start]
                if target not in reached:
                    reached[target] = node
                    following.append(target)
        frontier = following
    return []


def same_labels(world: World) -> Iterator[Problem]:
    """Two things of one kind do not have the same label."""
    return equal_labels((thing.where, thing.kind, thing.label, thing.id) for thing in world.own)


def equal_labels(things: Iterable[tuple[Where, str, str, str]]) -> Iterator[Problem]:
    """A problem for each thing, given by place, kind, label and id, with the label of an earlier one of its kind."""
    several = list(things)
    if len({(kind, label.casefold()) for _, kind, label, _ in several}) == len(several):
        return  # most often: then they need not be put in order
    first: dict[tuple[str, str], str] = {}
    for place, kind, label, id_ in sorted(several):
        other = first.setdefault((kind, label.casefold()), id_)
        if other != id_:
            yield problem("same-label", place, f"'{id_}' has the same label as '{other}': {label}")


def uses(statements: Iterable[Statement]) -> set[str]:
    """Every id that some statements use, and their roles, which may be ids."""
    used: set[str] = set()
    for s in statements:
        used.update((s.subject, s.object, s.view, s.sense, s.role), s.at, s.places, s.via, s.by)
    return used


def unused_things(world: World) -> Iterator[Problem]:
    """Every thing is used by some fact."""
    return unused(world.own, uses(world.statements))


def unused(things: Iterable[Thing], used: Set[str]) -> Iterator[Problem]:
    """A problem for each thing whose id is not among those that are used."""
    for thing in things:
        if thing.id not in used:
            yield problem("unused-thing", thing.where, f"no fact uses '{thing.id}'")
