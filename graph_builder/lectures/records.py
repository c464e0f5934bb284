"""What a lecturer may write, field by field.  The border, as `model.records` is for facts.

Each `description` is the lecturer's help: the same words stand in the guide and in the editor's tooltip.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from graph_builder.model.records import Record
from graph_builder.model.scalars import DateField, Flag, Id, Ids, Line, Text, Texts, _fail, _id, _line, _listed

LayoutName = Literal["sides", "flow", "timeline", "circle", "compare", "senses", "force", "preset"]
VoiceName = Literal["author", "attributed", "outlook"]

MEANING: dict[LayoutName, str] = {
    "sides": "who is for what is in question, who against, who neither",
    "flow": "what furthers and hinders what: causes at the left, what they lead to at the right",
    "timeline": "what is dated, along the years; ends that nobody knows are faded",
    "circle": "things on a circle, the most connected side by side",
    "compare": "two to four outlooks in columns; what several speak of is in one row; needs `show: {compare: ...}`",
    "senses": "what a term meant, by whom and when; needs `show: {senses: ...}`",
    "force": "things near to what they are connected with",
    "preset": "every thing where `positions` says",
}
"""What each layout shows, for the guide."""

TITLE, SAY = 80, 120
"""How many characters a title and the line of a step may have."""
_MADE = re.compile(r"(?:figure:)?statement-[a-z2-7]{16}")


def _ref(value: str) -> str:
    """An id of a thing or Claim, of a statement as the program names it, or of a figure (`figure:` and its statement).

    Raises: what pydantic reports.
    """
    if _MADE.fullmatch(value):
        return value
    return f"figure:{_id(value[7:])}" if value.startswith("figure:") else _id(value)


def _per_cent(value: object) -> object:
    try:
        found = float(value) if isinstance(value, str | int | float) else -1.0
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:
        raise _fail("bad-value", f"'{value}' is no place", "write a number from 0 to 100: per cent of the picture")
    return found


def _pair(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise _fail("wrong-form", "a place is two numbers", "write [20, 50]: per cent from the left and from the top")
    return value


Whole = Annotated[int, Field(ge=1, le=200)]
Title = Annotated[str, Field(min_length=1, max_length=TITLE), AfterValidator(_line)]
Said = Annotated[str, Field(min_length=1, max_length=SAY), AfterValidator(_line)]
_REF: dict[str, object] = {"type": "string", "pattern": "^(figure:)?[a-z0-9]+(-[a-z0-9]+)*$"}
Ref = Annotated[str, AfterValidator(_ref), WithJsonSchema(_REF)]
Refs = Annotated[
    tuple[Ref, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"type": ["string", "array"], "items": _REF, "minItems": 1}),
]
Words = Annotated[
    tuple[Line, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1}),
]
Voices = Annotated[
    tuple[VoiceName, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"type": ["string", "array"], "items": {"enum": list(get_args(VoiceName))}, "minItems": 1}),
]
PerCent = Annotated[float, BeforeValidator(_per_cent), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})]
Point = Annotated[
    tuple[PerCent, PerCent],
    BeforeValidator(_pair),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]


class ShowRecord(Record):
    """What of the graph a scene shows: one way of choosing, and what narrows the choice."""

    focus: Ids = Field((), description="Things, or Claims, and what is within `hops` of them.")
    hops: Whole = Field(1, description="How many steps from the focus; 1 if left out.")
    nodes: Refs = Field((), description="These, and every statement between them.")
    view: Id | Literal[""] = Field("", description="Everything that stands in this outlook.")
    compare: Ids = Field((), description="Two to four outlooks, side by side.")
    senses: Id | Literal[""] = Field("", description="The senses of this concept.")
    passages: Words = Field(
        (), description="What these paragraphs yielded: page and paragraph, such as 19 ¶1, or jacobson-1994 19 ¶1."
    )
    query: Text = Field("", description="SPARQL; things and statements that its rows name are shown.")
    relations: Words = Field((), description="Only statements with these relations.")
    voices: Voices = Field((), description="Only statements in these voices.")
    when: DateField | None = Field(None, description="Only what is dated within this; the undated stays out.")
    also: Refs = Field((), description="Show these too, with the statements between them and the rest.")
    without: Refs = Field((), description="Leave these out, and every statement of them.")


class StepRecord(Record):
    """What comes next, by one press of a key, and what is said with it."""

    show: Refs = Field(description="Things, Claims or statements that appear now; `all` for all that is left.")
    say: Said = Field("", description="The line below the picture, at most 120 characters.")


class SceneRecord(Record):
    """One slide: what is visible, where one looks, what is said, and for how long it is true."""

    id: Id = Field(description="The scene's address: deck.html#/id, embed/id.html, figures/id.svg.")
    title: Title = Field(description="The heading, at most 80 characters.")
    text: Text = Field(
        "", description="What stands beside the picture; Markdown, with [[id]] or [[id|words]] for things."
    )
    show: ShowRecord | None = Field(None, description="What of the graph is shown; left out for a slide of text.")
    layout: LayoutName | Literal[""] = Field("", description="How it is arranged; the lecture's default if left out.")
    steps: tuple[StepRecord, ...] = Field((), description="What appears by and by; all at once if left out.")
    notes: Text = Field("", description="What the lecturer sees and the hall does not; Markdown.")
    alt: Text = Field(
        "", description="What the picture shows, for those who cannot see it; made from the facts if left out."
    )
    positions: dict[Ref, Point] = Field(
        default_factory=dict,
        description="Where things stand, by hand: per cent of the width from the left and of the height from the top.",
    )
    max_nodes: Whole | None = Field(None, description="More things than this give a warning.")
    hidden: Flag = Field(
        False, description="True: reached by its address only, not by the keys; left out of the handout."
    )
    questions: Texts = Field((), description="Questions for the seminar, printed in the handout.")


class DefaultsRecord(Record):
    """What counts for every scene that says nothing else."""

    layout: LayoutName = Field("flow", description="The layout.")
    max_nodes: Whole = Field(14, description="How many things a scene may show without a warning.")


class LectureRecord(Record):
    """A lecture: a title and its scenes, in order."""

    lecture: Id = Field(description="The lecture's id: its folder in the output; the file has the same name.")
    title: Title = Field(description="The title, as on the first slide; at most 80 characters.")
    subtitle: Line = Field("", description="A second line on the first slide.")
    description: Text = Field("", description="What it is about, for the list of lectures and the handout.")
    lecturer: Line = Field("", description="Who gives it.")
    defaults: DefaultsRecord = Field(DefaultsRecord(), description="What counts for every scene.")
    scenes: tuple[SceneRecord, ...] = Field(min_length=1, description="The scenes, in order.")
    questions: Texts = Field((), description="Questions for the seminar that belong to no one scene.")
