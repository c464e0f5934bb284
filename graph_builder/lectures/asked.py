"""Scenes and lectures that were made in Python: the same rules, in the same words, as for those of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph_builder.errors import Problem, UsageError, has_errors
from graph_builder.facts.read import read_bytes
from graph_builder.lectures.areas import PLACES
from graph_builder.lectures.lecture import LayoutName, Lecture, Scene, Show
from graph_builder.lectures.lint import lint
from graph_builder.lectures.parse import parse_lecture
from graph_builder.lectures.pointing import scene_nodes
from graph_builder.lectures.records import TITLE
from graph_builder.lectures.writing import lecture_text, plain_value
from graph_builder.model.factbook import FactBook, kind_of
from graph_builder.model.names import did_you_mean
from graph_builder.model.wording import label_of, listed

_NAMED = 3


def checked(lecture: Lecture, book: FactBook) -> tuple[Lecture, tuple[Problem, ...]]:
    """The lecture as if it stood in a file, and its warnings.

    One id may stand for a tuple of ids, a date and a passage may be text, and a thing or statement may stand for its
    id, as in a file.

    Raises:
        UsageError: every error, a line each, with its remedy.
    """
    name = f"{lecture.id}.yaml"
    document, problems = read_bytes(lecture_text(lecture).encode("utf-8"), name)
    made, faults = parse_lecture(document)
    problems += faults
    if made is not None and not has_errors(problems):
        problems += lint(made, document, book)
    if made is None or has_errors(problems):
        starts = sorted(
            (place.line, scene.id) for scene, place in zip(lecture.scenes, scene_nodes(document), strict=False)
        )
        raise UsageError("\n".join(_told(p, starts) for p in problems if p.level == "error"))
    return made, tuple(problems)


def _told(problem: Problem, starts: list[tuple[int, str]]) -> str:
    """A problem in words, with the scene that it is in where there are several."""
    before = [id_ for line, id_ in starts if line <= problem.where.line]
    scene = f"scene '{before[-1]}': " if before and len(starts) > 1 else ""
    return scene + in_words(problem)


def in_words(problem: Problem) -> str:
    """What is wrong and what to do, without a place."""
    return problem.message + (f" ({problem.remedy})" if problem.remedy else "")


def scene_of(
    show: Mapping[str, object], book: FactBook, layout: str = "flow", title: str = "", text: str = ""
) -> Scene:
    """A scene that shows what `show` asks for, as its keys stand in a file; its title says what, if none is given.

    Raises:
        UsageError: there is no such layout, or a value is none that a file can hold.
    """
    if layout not in PLACES:
        raise UsageError(f"there is no layout '{layout}'{did_you_mean(layout, PLACES)} ({', '.join(PLACES)})")
    chosen: LayoutName = layout  # type: ignore[assignment]
    plain = {key: plain_value(key, value) for key, value in show.items()}
    values: Any = {key: value for key, value in plain.items() if value not in (None, "", [])}
    made = Show(**values)
    return Scene(id="selection", title=title or _title(made, book), show=made, layout=chosen, text=text)


def _title(show: Show, book: FactBook) -> str:
    """What is shown, in words: the labels of what was asked for, as far as there is room."""
    labels = [_label(id_, book) for id_ in _ids(show.focus or show.nodes or show.view or show.compare or show.senses)]
    labels = labels or [f"Page {place}" for place in _ids(show.passages)] or ["What was asked for"]
    for count in range(min(len(labels), _NAMED), 0, -1):
        rest = [f"{len(labels) - count} more"] if count < len(labels) else []
        words = listed([*labels[:count], *rest])
        if len(words) <= TITLE:
            return words[:1].upper() + words[1:]
    return f"{labels[0][: TITLE - 2]} …"


def _ids(value: object) -> list[object]:
    """What was given for one or several ids; what is no such thing is refused later, by its place."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]


def _label(id_: object, book: FactBook) -> str:
    id_ = getattr(id_, "id", id_)
    return label_of(id_, book) if isinstance(id_, str) and kind_of(book, id_) else str(id_)


def known(names: Iterable[str]) -> str:
    """The names in brackets, for the end of a message; "" if there are none."""
    listed_ = ", ".join(names)
    return f" ({listed_})" if listed_ else ""
