"""What a lecturer may write, field by field.  The border, as `model.records` is for facts.

Each `description` is the lecturer's help: the same words stand in the guide and in the editor's tooltip.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from graph_builder.model.records import Record
from graph_builder.model.scalars import DateField, Flag, Id, Ids, Line, Text, Texts

LayoutName = Literal["sides", "flow", "timeline", "circle", "compare", "senses", "force", "preset"]
VoiceName = Literal["author", "attributed", "outlook"]


Whole = Annotated[int, Field(ge=1, le=200)]
Point = tuple[Annotated[float, Field(ge=0, le=100)], Annotated[float, Field(ge=0, le=100)]]


class ShowRecord(Record):
    """What of the graph a scene shows: one way of choosing, and what narrows the choice."""

    focus: Ids = Field((), description="Things, or Claims, and what is within `hops` of them.")
    hops: Whole = Field(1, description="How many steps from the focus; 1 if left out.")
    nodes: Ids = Field((), description="These, and every statement between them.")
    view: Id | Literal[""] = Field("", description="Everything that stands in this outlook.")
    compare: Ids = Field((), description="Two to four outlooks, side by side.")
    senses: Id | Literal[""] = Field("", description="The senses of this concept.")
    passages: Texts = Field((), description="What these paragraphs yielded: page and paragraph, such as 19 ¶1.")
    query: Text = Field("", description="SPARQL; things and statements that its rows name are shown.")
    relations: Texts = Field((), description="Only statements with these relations.")
    voices: tuple[VoiceName, ...] = Field((), description="Only statements in these voices.")
    when: DateField | None = Field(None, description="Only what is dated within this; the undated stays out.")
    also: Ids = Field((), description="Show these too, with the statements between them and the rest.")
    without: Ids = Field((), description="Leave these out, and every statement of them.")


class StepRecord(Record):
    """What comes next, by one press of a key, and what is said with it."""

    show: Ids = Field(description="Things, Claims or statements that appear now; `all` for all that is left.")
    say: Line = Field("", description="The line below the picture, at most 120 characters.")


class SceneRecord(Record):
    """One slide: what is visible, where one looks, what is said, and for how long it is true."""

    id: Id = Field(description="The scene's address: deck.html#/id, embed/id.html, figures/id.svg.")
    title: Line = Field(description="The heading, at most 80 characters.")
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
    positions: dict[Id, Point] = Field(
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
    title: Line = Field(description="The title, as on the first slide.")
    subtitle: Line = Field("", description="A second line on the first slide.")
    description: Text = Field("", description="What it is about, for the list of lectures and the handout.")
    lecturer: Line = Field("", description="Who gives it.")
    defaults: DefaultsRecord = Field(DefaultsRecord(), description="What counts for every scene.")
    scenes: tuple[SceneRecord, ...] = Field(min_length=1, description="The scenes, in order.")
    questions: Texts = Field((), description="Questions for the seminar that belong to no one scene.")
