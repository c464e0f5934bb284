"""One file of the library -> its problems, its quads, and what must be compared with other files.

The steps are those of one FactBook, on one file at a time: `facts.read`, `model.parse_*`, `model.rules`, `graph.rdf`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

from graph_builder.errors import Problem, Where, has_errors
from graph_builder.facts.nodes import Document
from graph_builder.facts.read import read_file, shown_path
from graph_builder.graph.rdf import gathered, head_quads, thing_nodes
from graph_builder.graph.rdf_passages import passage_nodes, passages_of
from graph_builder.graph.rdf_statements import statement_nodes
from graph_builder.graph.terms import Node, sorted_blocks
from graph_builder.graph.vocabulary import Names
from graph_builder.model import rules
from graph_builder.model.draft import Draft
from graph_builder.model.factbook import FactBook, Passage
from graph_builder.model.identity import named
from graph_builder.model.parse_facts import parse_facts
from graph_builder.model.parse_things import parse_entities
from graph_builder.model.relations import RELATIONS
from graph_builder.model.rules_facts import assertion, sameness
from graph_builder.model.rules_ids import claim_cycles, deep_claims, figure_of, uses
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.model.world import NO_SETTINGS, Point, World, pointer
from graph_builder.parts.packed import Things, unpacked
from graph_builder.parts.register import Register, Task, drafted
from graph_builder.parts.shelf import Written, write_part

Hashes: TypeAlias = "array[int]"
"""Unsigned numbers of 64 bits."""


@dataclass(slots=True)
class Worked:
    """What came of one file.

    `problems` are those of rules that look at one thing or statement; `among` those that compare statements, found
    within this file.  `same`, `asserted` and `denied` are hashes of what two statements have in common that are the
    same fact, or that say and deny the same.  `joined` are the statements on which rules about all files depend.
    `uses` are the ids that it uses, `views` the outlooks over its passages and what its claims' figures are called, and
    `unknown` those of all that nobody defines as far as was known.  `stated` counts the facts of each passage, and
    `before` those that earlier files hold of it, as far as was known.
    """

    task: Task
    problems: list[Problem]
    among: list[Problem] = field(default_factory=list)
    same: Hashes = field(default_factory=lambda: array("Q"))
    asserted: Hashes = field(default_factory=lambda: array("Q"))
    denied: Hashes = field(default_factory=lambda: array("Q"))
    joined: list[Statement] = field(default_factory=list)
    uses: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    declared: dict[str, Where] = field(default_factory=dict)
    nothing: frozenset[Locator] = frozenset()
    stated: dict[Locator, int] = field(default_factory=dict)
    before: dict[Locator, int] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    malformed: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    blind: bool = False
    statements: int = 0
    things: int = 0
    part: Written | None = None


class Material(NamedTuple):
    """What a file holds, before any rule."""

    things: Sequence[Thing]
    statements: Sequence[Statement]
    partial_things: Sequence[Thing]
    partial: Sequence[Statement]
    passages: Sequence[tuple[Passage, str, Where]]
    point: Point


def material_of(task: Task, register: Register, draft: Draft) -> Material:
    """The things and statements of one file; those of facts are read into the draft."""
    if task.folder == "facts":
        document, problems = read_file(task.path)
        draft.problems += problems
        parse_facts(draft, document)
        statements = [named(statement) for statement in draft.statements]
        point = pointer(draft.spots, {document.file: document.lines})
        return Material((), statements, (), draft.partial, draft.passages, point)
    found = register.surveys[task.number]
    draft.problems += found.problems
    things = [unpacked(register.things.held[v[0]]) for v in found.things if v[0] in register.things]
    return Material(things, found.statements, found.partial_things, found.partial, (), _Reread(task, register))


class _Reread:
    """Finds words in a file of things, which is read once more for that: few files have problems."""

    def __init__(self, task: Task, register: Register) -> None:
        self.task, self.register = task, register
        self.point: Point | None = None

    def __call__(self, start: Where, word: str, key: str = "") -> Where:
        if self.point is None:
            document: Document = read_file(self.task.path)[0]
            with drafted(self.register) as draft:
                parse_entities(draft, document)
            self.point = pointer(draft.spots, {document.file: document.lines})
        return self.point(start, word, key)


def world_of(material: Material, register: Register, draft: Draft) -> World:
    """The file as a World whose ids are looked up among those of the whole library."""
    more = {id_ for id_ in draft.doubled if id_ in draft.kinds or id_ in register.things}
    kinds, things = draft.kinds, register.things
    if more:
        kinds = {id_: kind for id_, kind in kinds.items() if id_ not in more}
        things = Things({id_: values for id_, values in things.held.items() if id_ not in more})
    return World(
        settings=register.settings or NO_SETTINGS,
        sources=register.sources,
        things=things,
        own=[thing for thing in material.things if thing.id not in more],
        statements=material.statements,
        passages=material.passages,
        kinds=kinds,
        lost=None if draft.blind else draft.lost | draft.doubled,
        malformed=draft.malformed,
        claims={s.id: s for s in material.statements if s.claim},
        partial=material.partial,
        partial_things=material.partial_things,
        point=material.point,
    )


def worked(task: Task, shared: tuple[Register, Path | None]) -> Worked:
    """One file checked; and written as a part into the folder that is shared, if one is and nothing is wrong."""
    register, target = shared
    with drafted(register, shown_path(task.path)) as draft:
        first = len(draft.declared)
        material = material_of(task, register, draft)
        world = world_of(material, register, draft)
        result = Worked(task, [*draft.problems, *(found for check in rules.ALONE for found in check(world))])
        result.before = register.before.get(task.number, {})
        result.among = [found for check in rules.PAIRED for found in check(world)]
        result.uses = frozenset(uses(world.statements))
        figures = (figure_of(statement) for statement in world.claims.values())
        result.views = frozenset(id_ for id_ in (*(view for _, view, _ in world.passages), *figures) if id_)
        spoken = result.uses | uses(world.partial) | result.views
        result.unknown = frozenset(id_ for id_ in spoken if id_ not in world.kinds)
        own = list(islice(reversed(draft.declared.items()), len(draft.declared) - first))  # those before are many
        result.declared = dict(reversed(own))
    _compare(result, world)
    result.lost, result.malformed = draft.lost - register.lost, draft.malformed - register.malformed
    result.doubled, result.blind = draft.doubled - register.doubled, draft.blind
    if target is not None and not has_errors(result.problems) and not _is_endless(world, register):
        result.part = write_part(target, task.part, sorted_blocks(_nodes(material, register, result.before)))
    return result


def _is_endless(world: World, register: Register) -> bool:
    """True if a claim of which something is told here is about itself, or too deep: its sentence would have no end."""
    claims = {**_spoken_of(world.statements, register.claims), **world.claims}
    whole = replace(world, claims=claims)
    return bool(claims) and any((*claim_cycles(whole), *deep_claims(whole)))


def _compare(result: Worked, world: World) -> None:
    """Notes what must be compared with other files."""
    for statement in world.statements:
        result.same.append(_hash(sameness(statement)))
        (result.denied if statement.negated else result.asserted).append(_hash("\x1f".join(assertion(statement))))
        relation = RELATIONS[statement.relation]
        if relation.acyclic or statement.claim or statement.relation == "holds_office":
            result.joined.append(statement)
    result.nothing = frozenset(passage.locator for passage, _, _ in world.passages if passage.nothing)
    result.stated = dict(Counter(s.locator for s in (*world.statements, *world.partial) if not s.nested))
    result.statements, result.things = len(world.statements), len(world.own)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def _nodes(material: Material, register: Register, before: Mapping[Locator, int]) -> Iterator[Node]:
    """What the file's things, statements and passages say."""
    settings = register.settings or NO_SETTINGS
    names = Names(settings)
    passages = tuple(passage for passage, _, _ in material.passages)
    statements = tuple(material.statements)
    beyond = _spoken_of(statements, register.claims)
    book = FactBook(settings, register.sources, register.things, passages, statements, beyond)
    cited = FactBook(settings, {}, {thing.id: thing for thing in material.things}, passages, statements)
    for locator, yielded in passages_of(cited).items():
        whole = yielded._replace(before=before.get(locator, 0))
        yield from passage_nodes(locator, whole, book, names)
    for thing in material.things:
        yield from thing_nodes(thing, names)
    for statement in material.statements:
        yield from statement_nodes(statement, book, names)


def _spoken_of(statements: Iterable[Statement], claims: Mapping[str, Statement]) -> dict[str, Statement]:
    """The claims of other files that are named in sentences about these statements, through however many others."""
    found: dict[str, Statement] = {}
    several = list(statements) if claims else []
    while several:
        several = [claims[id_] for id_ in uses(several) if id_ in claims and id_ not in found]
        found |= {claim.id: claim for claim in several}
    return found


def head_lines(register: Register) -> list[str]:
    """The lines that belong to no file: the vocabulary, the graph itself, its sources."""
    settings = register.settings or NO_SETTINGS
    book = FactBook(settings, dict(sorted(register.sources.items())), {}, (), ())
    return sorted_blocks(gathered(head_quads(book, Names(settings))))
