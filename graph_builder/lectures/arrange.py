"""From a stage to its picture: which layout arranges it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache

from graph_builder.errors import GraphBuilderError
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.lectures.areas import area_of
from graph_builder.lectures.layouts import circle, compare, flow, force, preset, senses, sides, timeline
from graph_builder.lectures.lecture import NOWHERE, Stage
from graph_builder.lectures.picture import BELOW, BESIDE, Area, Picture, as_json, as_picture, statements_in
from graph_builder.memory import is_remembered, remembered, running
from graph_builder.pool import Runner, in_turn

LAYOUTS: dict[str, Callable[[Stage, Area], Picture]] = {
    "sides": sides.arrange,
    "flow": flow.arrange,
    "timeline": timeline.arrange,
    "circle": circle.arrange,
    "compare": compare.arrange,
    "senses": senses.arrange,
    "force": force.arrange,
    "preset": preset.arrange,
}
"""The function that arranges a stage, by the name of its layout; in the order in which the guide lists them."""


_ahead: dict[tuple[Stage, Area], bytes] = {}
"""What other processes have just made."""


def picture_of(stage: Stage, beside: bool | None = None) -> Picture:
    """The stage, arranged by its scene's layout.

    Args:
        beside: True for the area beside a text, False for the one below it; None as the scene itself asks.

    Raises: GraphBuilderError, if the picture does not show just the statements that were chosen.
    """
    return _arranged(stage, area_of(stage.scene) if beside is None else BESIDE if beside else BELOW)


@lru_cache(maxsize=128)
def _arranged(stage: Stage, area: Area) -> Picture:
    """As `picture_of`; kept, because the deck, the figures and the handout of a lecture draw the same pictures.

    What an earlier run arranged is not arranged again: it is half of the work on a lecture.
    """
    raw = _ahead.pop((stage, area), None)
    return as_picture(raw or remembered(*_kept(stage, area), lambda: as_json(_checked(stage, area))))


def arrange_ahead(stages: Sequence[Stage], watch: Watch = unwatched, run: Runner = in_turn) -> None:
    """Arranges what no earlier run has, so that `picture_of` has it at hand; on several processes, if `run` does.

    Args:
        watch: sees which scene is being arranged.
        run: `pool.on_processes()`, or one after the other.
    """
    wanted = [(stage, area_of(stage.scene)) for stage in stages]
    missing = [one for one in wanted if not is_remembered(*_kept(*one))]
    with closing(run(arranging, missing, range(len(missing)))) as results:
        for _ in watch(missing, lambda one: f"arranging {one[0].scene.id}"):
            number, raw = next(results)
            if raw:
                _ahead[missing[number]] = raw
                _arranged(*missing[number])
                _ahead.pop(missing[number], None)


def arranging(number: int, several: Sequence[tuple[Stage, Area]]) -> tuple[int, bytes]:
    """The picture of one stage as JSON, and which it is; "" where none can be made, which is for others to tell."""
    try:
        return number, as_json(picture_of(several[number][0]))
    except GraphBuilderError:
        return number, b""


def _kept(stage: Stage, area: Area) -> tuple[str, tuple[str, ...], bytes]:
    """How the picture is remembered."""
    known = running() + repr((_nowhere(stage), area)).encode("utf-8", "surrogatepass")
    return "picture 1", (), known


def _nowhere(stage: Stage) -> Stage:
    """The stage without the lines at which it was written, which move whenever a line above them comes or goes."""
    shown = replace(stage.shown, statements=tuple(replace(s, where=NOWHERE) for s in stage.shown.statements))
    return replace(stage, scene=replace(stage.scene, where=NOWHERE), shown=shown)


def _checked(stage: Stage, area: Area) -> Picture:
    picture = LAYOUTS[stage.scene.layout](stage, area)
    chosen, drawn = {s.id for s in stage.shown.statements}, statements_in(picture)
    if chosen != drawn:
        lost, extra = sorted(chosen - drawn), sorted(drawn - chosen)
        told = [f"{word} {', '.join(ids)}" for word, ids in (("loses", lost), ("adds", extra)) if ids]
        raise GraphBuilderError(
            f"scene {stage.scene.id}: the layout {stage.scene.layout} {' and '.join(told)}; choose another layout"
        )
    return picture
