"""From a stage to its picture: which layout arranges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures.areas import area_of
from graph_builder.lectures.layouts import circle, compare, flow, force, preset, senses, sides, timeline
from graph_builder.lectures.lecture import Stage, Tie
from graph_builder.lectures.picture import BELOW, BESIDE, Area, Picture, statements_in


class Layout(NamedTuple):
    """A layout: the function that arranges a stage, and whether `arrows` tell every statement in it."""

    arrange: Callable[[Stage, Area], Picture]
    arrows: bool = False


LAYOUTS: dict[str, Layout] = {
    "sides": Layout(sides.arrange),
    "flow": Layout(flow.arrange),
    "timeline": Layout(timeline.arrange),
    "circle": Layout(circle.arrange),
    "compare": Layout(compare.arrange),
    "senses": Layout(senses.arrange),
    "force": Layout(force.arrange),
    "preset": Layout(preset.arrange),
}
"""Every layout by its name, in the order in which the guide lists them."""


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
