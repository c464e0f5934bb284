"""From a stage to its picture: which layout arranges it, and in which area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures.layouts import circle, compare, flow, force, preset, senses, sides, timeline
from graph_builder.lectures.lecture import Scene, Stage, Tie
from graph_builder.lectures.picture import BELOW, BESIDE, Area, Picture, statements_in

ALONE = Area(BELOW.width, 550)
"""The area of a scene without text."""


class Layout(NamedTuple):
    """A layout: the function that arranges a stage, and where its picture stands to the scene's text;
    whether `arrows` tell every statement in it."""

    arrange: Callable[[Stage, Area], Picture]
    place: Literal["beside", "below"]
    arrows: bool = False


LAYOUTS: dict[str, Layout] = {
    "sides": Layout(sides.arrange, "beside"),
    "flow": Layout(flow.arrange, "beside"),
    "timeline": Layout(timeline.arrange, "below"),
    "circle": Layout(circle.arrange, "beside"),
    "compare": Layout(compare.arrange, "below"),
    "senses": Layout(senses.arrange, "below"),
    "force": Layout(force.arrange, "beside"),
    "preset": Layout(preset.arrange, "beside"),
}
"""Every layout by its name, in the order in which the guide lists them."""


def is_beside(scene: Scene) -> bool:
    """Whether the scene's text stands to the left of its picture; else above it, or there is none."""
    return bool(scene.text.strip()) and LAYOUTS[scene.layout].place == "beside"


def area_of(scene: Scene) -> Area:
    """What the scene's picture may fill: beside the text, below it, or all of the slide under the title."""
    if not scene.text.strip():
        return ALONE
    return BESIDE if is_beside(scene) else BELOW


def picture_of(stage: Stage, beside: bool | None = None) -> Picture:
    """The stage, arranged by its scene's layout.

    Args:
        beside: True for the area beside a text, False for the one below it; None as the scene itself asks.

    Raises: GraphBuilderError, if the picture does not show just the statements that were chosen.
    """
    return _arranged(stage, area_of(stage.scene) if beside is None else BESIDE if beside else BELOW)


@lru_cache(maxsize=128)
def _arranged(stage: Stage, area: Area) -> Picture:
    """As `picture_of`; kept, because the deck, the figures and the handout of a lecture draw the same pictures."""
    layout = LAYOUTS[stage.scene.layout]
    single, same = _once(stage) if layout.arrows else (stage, {})
    picture = layout.arrange(single, area)
    if same:
        links = tuple(replace(link, same=same.get(link.id, ())) for link in picture.links)
        picture = replace(picture, links=links)
    chosen, drawn = {s.id for s in stage.shown.statements}, statements_in(picture)
    if chosen != drawn:
        lost, extra = sorted(chosen - drawn), sorted(drawn - chosen)
        told = [f"{word} {', '.join(ids)}" for word, ids in (("loses", lost), ("adds", extra)) if ids]
        raise GraphBuilderError(
            f"scene {stage.scene.id}: the layout {stage.scene.layout} {' and '.join(told)}; choose another layout"
        )
    return picture


def _once(stage: Stage) -> tuple[Stage, dict[str, tuple[str, ...]]]:
    """The stage with one tie for statements that differ in their pages only; the others, by the one that stays."""
    groups: dict[Tie, list[str]] = {}
    for tie in stage.ties:
        groups.setdefault(replace(tie, id=""), []).append(tie.id)
    stays = {ids[0]: tuple(ids[1:]) for ids in groups.values()}
    return replace(stage, ties=tuple(tie for tie in stage.ties if tie.id in stays)), stays
