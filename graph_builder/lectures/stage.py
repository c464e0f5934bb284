"""A scene and the book -> what stands on the stage, and with which step each of it appears."""

from __future__ import annotations

from graph_builder.lectures.lecture import Node, Scene, Selection, Show, Stage, Step, Tie
from graph_builder.lectures.select import FIGURE, ends, select
from graph_builder.model.dates import Date, words
from graph_builder.model.factbook import FactBook, kind_of
from graph_builder.model.once import once
from graph_builder.model.relations import RELATIONS
from graph_builder.model.statements import Statement, is_doubted, voice
from graph_builder.model.wording import is_plural, label_of, listed, verb

ALL = "all"
"""In a step: everything that no step names."""
_TURNED = {"+": "-", "-": "+", "": ""}


@once
def stage_of(scene: Scene, book: FactBook) -> Stage:
    """The scene with what it shows.

    Raises: as `select.select`.
    """
    shown = select(scene.show or Show(), book)
    things, statements = appearing(scene.steps, shown, compared(scene))
    nodes = tuple(_node(id_, things[id_], shown, book) for id_ in shown.things)
    ties = tuple(_tie(s, statements[s.id], book) for s in shown.statements)
    says = [step.say for step in scene.steps]
    if left_out(scene.steps, shown, compared(scene)):
        says.append("")
    return Stage(scene, shown, nodes, ties, tuple(says))


def compared(scene: Scene) -> tuple[str, ...]:
    """The outlooks that are columns of the scene's picture: what they say comes with them."""
    return scene.show.compare if scene.show and scene.layout == "compare" else ()


def appearing(
    steps: tuple[Step, ...], shown: Selection, columns: tuple[str, ...] = ()
) -> tuple[dict[str, int], dict[str, int]]:
    """The step with which each thing and each statement appears.

    A thing appears when it is named, or else when a statement about it is, or an outlook whose column speaks of it;
    what no step brings comes with `all`, or with one step more at the end.  A statement appears with the later of its
    ends, and not before it is named, or its column there.

    Args:
        columns: the outlooks that are columns, if there are any: see `compared`.
    """
    brought = _brought(steps, shown, columns)
    last = next((i for i, step in enumerate(steps) if ALL in step.show), len(steps)) if steps else 0
    things = {id_: brought.get(id_, last) for id_ in shown.things}
    named = _named(steps)
    statements = {
        s.id: max(
            named.get(s.id, 0), *(things[end] for end in ends(s)), things.get(s.view, 0) if s.view in columns else 0
        )
        for s in shown.statements
    }
    return things, statements


def left_out(steps: tuple[Step, ...], shown: Selection, columns: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The things that no step brings; () where there are no steps, or one says `all`."""
    if not steps or any(ALL in step.show for step in steps):
        return ()
    brought = _brought(steps, shown, columns)
    return tuple(id_ for id_ in shown.things if id_ not in brought)


def _brought(steps: tuple[Step, ...], shown: Selection, columns: tuple[str, ...]) -> dict[str, int]:
    """The step that brings each thing, for those that a step brings."""
    named = _named(steps)
    found = _with_a_statement(named, shown) | named
    told: dict[str, int] = {}
    for s in shown.statements:
        if s.view in columns and s.view in found and s.id not in named:
            for end in ends(s):
                told[end] = min(found[s.view], told.get(end, found[s.view]))
    for id_, step in told.items():
        if id_ not in named and id_ not in columns:
            found[id_] = min(step, found.get(id_, step))
    return found


def _named(steps: tuple[Step, ...]) -> dict[str, int]:
    named: dict[str, int] = {}
    for number, step in enumerate(steps):
        for id_ in step.show:
            named.setdefault(id_, number)
    return named


def _with_a_statement(named: dict[str, int], shown: Selection) -> dict[str, int]:
    """The first step at which a statement about a thing is named."""
    found: dict[str, int] = {}
    for s in shown.statements:
        if s.id in named:
            for end in ends(s):
                found[end] = min(named[s.id], found.get(end, named[s.id]))
    return found


def _node(id_: str, step: int, shown: Selection, book: FactBook) -> Node:
    focus = id_ in shown.focus
    if id_.startswith(FIGURE):
        figure = next(s.figure for s in shown.statements if FIGURE + s.id == id_)
        return Node(id_, "Figure", figure.label if figure else id_, step, focus)
    thing = book.things.get(id_)
    when = thing.when if thing else book.claims[id_].when
    holders = tuple(label_of(holder, book) for holder in thing.holders) if thing else ()
    kind, gloss = kind_of(book, id_) or "", thing.gloss if thing else ""
    denies = thing.denies if thing else ()
    return Node(id_, kind, label_of(id_, book), step, focus, when, _said(when), gloss, holders, denies)


def _tie(s: Statement, step: int, book: FactBook) -> Tie:
    sign = RELATIONS[s.relation].sign
    source, target = ends(s)
    return Tie(
        id=s.id,
        source=source,
        target=target,
        relation=s.relation,
        label=verb(s, _is_several(s.subject, book)),
        voice=voice(s),
        according=_according(s, book),
        sign=_TURNED[sign] if s.negated else sign,
        negated=s.negated,
        doubted=is_doubted(s),
        step=step,
        words=_said(s.when),
        when=s.when,
        confidence=s.confidence,
        briefly=_according(s, book, brief=True),
    )


def _is_several(id_: str, book: FactBook) -> bool:
    """Whether a verb behind this name stands in the plural; "and others", who are not on the stage, do not count."""
    thing = book.things.get(id_)
    return thing is not None and thing.kind not in ("Person", "Sense") and is_plural(thing.label)


def _according(s: Statement, book: FactBook, *, brief: bool = False) -> str:
    """Whose words these are: of those who say it, else of those whose outlook it is; "" for the author's own.

    Args:
        brief: of many, the first "and others"; of two, their outlook, if its label is shorter.
    """
    whose = s.by
    if not whose and s.view:
        outlook = book.things.get(s.view)
        whose = (outlook.holders if outlook else ()) or (s.view,)
    names = [label_of(id_, book) for id_ in whose]
    if brief and len(names) > 2:
        names = [names[0], "others"]
    elif brief and s.view and not s.by:
        names = [min(listed(names), label_of(s.view, book), key=len)]
    return f"according to {listed(names)}" if whose else ""


def _said(when: Date | None) -> str:
    return words(when) if when else ""
