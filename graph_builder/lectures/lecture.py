"""A lecture as values: what was written, checked against the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph_builder.errors import Where
from graph_builder.model.dates import Date
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

NOWHERE = Where("")
"""The place of what was made in a notebook and stands in no file."""

LayoutName = Literal["sides", "flow", "timeline", "circle", "compare", "senses", "force", "preset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What of the graph is shown: at most one of `focus`, `nodes`, `view`, `compare`, `senses`, `passages`, `query`,
    and what narrows it (`relations`, `voices`, `when`, `without`) or adds to it (`also`)."""

    focus: tuple[str, ...] = ()
    hops: int = 1
    nodes: tuple[str, ...] = ()
    view: str = ""
    compare: tuple[str, ...] = ()
    senses: str = ""
    passages: tuple[Locator, ...] = ()
    query: str = ""
    relations: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    when: Date | None = None
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What appears by one press of a key: ids of things, Claims and statements, or ("all",); and what is said."""

    show: tuple[str, ...]
    say: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One slide.  `show` is None for a slide of text.

    Units: `positions` in per cent of the picture's area, from its left and top.
    """

    id: str
    title: str
    show: Show | None = None
    layout: LayoutName = "flow"
    text: str = ""
    steps: tuple[Step, ...] = ()
    notes: str = ""
    alt: str = ""
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    max_nodes: int = 14
    hidden: bool = False
    questions: tuple[str, ...] = ()
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """A title and its scenes, in order."""

    id: str
    title: str
    scenes: tuple[Scene, ...]
    subtitle: str = ""
    description: str = ""
    lecturer: str = ""
    questions: tuple[str, ...] = ()
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Selection:
    """What a `Show` chose: statements in the book's order, and the ids of the things among them.

    `things` are the ends of the statements and what was asked for by name, things, Claims (statements that others
    speak about) and Figures (`figure:` and the statement's id); `focus` are those that the eye should find first.

    Order: `things` as they first come up; focus first.
    """

    things: tuple[str, ...]
    statements: tuple[Statement, ...]
    focus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the stage: what a layout has to know of it.

    `step` is the step with which it appears: 0 is there from the beginning.  `when` is its date, `words` the date in
    words; `kind` one of `views.looks.LOOKS`.  `gloss`, `holders` (by their labels) and `denies` (what it is expressly
    not) are those of a Sense or Outlook.
    """

    id: str
    kind: str
    label: str
    step: int = 0
    focus: bool = False
    when: Date | None = None
    words: str = ""
    gloss: str = ""
    holders: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A statement on the stage, from one node to another (`target` may be a Figure).

    `label` are its verb in words ("does not promote"), `sign` "+", "-" or "" for relations that further or hinder
    (turned where the statement is negated), `according` the voice in words ("according to Lenin"; "" for the author),
    `briefly` the same in fewer words: "according to Lenin and others".
    """

    id: str
    source: str
    target: str
    relation: str
    label: str
    voice: str
    according: str = ""
    sign: str = ""
    negated: bool = False
    doubted: bool = False
    step: int = 0
    words: str = ""
    when: Date | None = None
    confidence: str = ""
    briefly: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene with what it shows: what layouts arrange.  `says` has the line of each step, "" where there is none.

    `shown` is the selection itself; `nodes` and `ties` are in its order.
    """

    scene: Scene
    shown: Selection
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    says: tuple[str, ...] = ()
