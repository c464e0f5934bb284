"""Where a scene's picture stands to its text, and how much of the slide it may fill."""

from __future__ import annotations

from typing import Literal

from graph_builder.lectures.lecture import Scene
from graph_builder.lectures.picture import BELOW, BESIDE, Area

ALONE = Area(BELOW.width, 550)
"""The area of a scene without text."""

PLACES: dict[str, Literal["beside", "below"]] = {
    "sides": "beside",
    "flow": "beside",
    "timeline": "below",
    "circle": "beside",
    "compare": "below",
    "senses": "below",
    "force": "beside",
    "preset": "beside",
}
"""Where the picture of each layout stands to the text, in the order in which the guide lists the layouts."""


def is_beside(scene: Scene) -> bool:
    """Whether the scene's text stands to the left of its picture; else above it, or there is none."""
    return bool(scene.text.strip()) and PLACES[scene.layout] == "beside"


def area_of(scene: Scene) -> Area:
    """What the scene's picture may fill: beside the text, below it, or all of the slide under the title."""
    if not scene.text.strip():
        return ALONE
    return BESIDE if is_beside(scene) else BELOW
