"""A lecture as the text of its file: what was made in Python, in the form that a lecturer writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from graph_builder.errors import UsageError
from graph_builder.lectures.lecture import Lecture, Scene, Show
from graph_builder.lectures.records import SceneRecord, ShowRecord
from graph_builder.model.dates import Date
from graph_builder.model.records import allowed_keys
from graph_builder.model.sources import Locator


def lecture_text(lecture: Lecture) -> str:
    """The lecture as YAML; reading it gives the lecture again.

    Raises: as `scene_text`.
    """
    head = {key: plain_value(key, getattr(lecture, key)) for key in ("title", "subtitle", "description", "lecturer")}
    whole = {"lecture": lecture.id, **head, "scenes": [_scene(scene) for scene in lecture.scenes]}
    return _text(whole | {"questions": plain_value("questions", lecture.questions)})


def scene_text(scene: Scene) -> str:
    """The scene as it stands under `scenes:` in a lecture's file.

    Raises:
        UsageError: a value is none that a file can hold.
    """
    return _text([_scene(scene)])


def _scene(scene: Scene) -> dict[str, Any]:
    written = {key: plain_value(key, getattr(scene, key)) for key in allowed_keys(SceneRecord) if key not in _NESTED}
    if scene.max_nodes == Scene(id="", title="").max_nodes or scene.show is None:
        del written["max_nodes"]
    if scene.show is None:
        del written["layout"]
    else:
        written["show"] = _show(scene.show)
    written["steps"] = [_filled({"show": plain_value("show", s.show), "say": s.say}) for s in scene.steps]
    written["positions"] = {id_: list(place) for id_, place in scene.positions.items()}
    order = [key for key in allowed_keys(SceneRecord) if key in written]
    return _filled({key: written[key] for key in order}, keep=("id", "title", "show"))


_NESTED = ("show", "steps", "positions")


def _show(show: Show) -> dict[str, Any]:
    written = {key: plain_value(key, getattr(show, key)) for key in allowed_keys(ShowRecord)}
    if written["hops"] == 1:
        del written["hops"]
    return _filled(written)


def _filled(written: dict[str, Any], keep: Iterable[str] = ()) -> dict[str, Any]:
    """Without what is empty or false, which a file leaves out."""
    return {key: value for key, value in written.items() if key in keep or value or type(value) in (int, float)}


def plain_value(key: str, value: object) -> Any:
    """A value as text, number, or list of these; a thing or statement is its id, a date as it was written.

    Raises: as `scene_text`.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Date):
        return value.written
    if isinstance(value, Locator):
        return f"{value.source} {value.short}".strip()
    if isinstance(id_ := getattr(value, "id", None), str):
        return id_
    if isinstance(value, Iterable) and not isinstance(value, Mapping | bytes):
        return [plain_value(key, one) for one in value]
    raise UsageError(f"'{key}' takes text, not a value of the type {type(value).__name__}")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else None)


_Dumper.add_representer(str, _string)


def _text(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    filled = _filled(value, keep=("lecture", "title", "scenes")) if isinstance(value, dict) else value
    made = yaml.dump(filled, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    return str(made)
