"""Lectures as text for the tests: parsed, checked, and the words that problems point at."""

from __future__ import annotations

from pathlib import Path

from graph_builder.errors import Problem
from graph_builder.facts.read import read_bytes
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.lint import lint
from graph_builder.lectures.parse import parse_lecture, sound_part
from graph_builder.model.factbook import FactBook

TINY_LECTURE = Path(__file__).parents[1] / "worlds" / "tiny" / "lectures" / "tiny.yaml"


def lecture_text(scene: str, before: str = "") -> str:
    """A lecture `t` of one scene, whose lines are given without their indent."""
    lines = scene.strip("\n").split("\n")
    return f"lecture: t\ntitle: T\n{before}scenes:\n- " + "\n  ".join(["id: a", "title: A", *lines]) + "\n"


def parsed(text: str, name: str = "t.yaml") -> tuple[Lecture | None, list[Problem]]:
    """The lecture, and every problem of its form, those of the YAML included."""
    document, problems = read_bytes(text.encode(), name)
    lecture, faults = parse_lecture(document)
    return lecture, sorted([*problems, *faults], key=lambda p: p.where)


def linted(text: str, book: FactBook) -> list[Problem]:
    """Every problem of a lecture that is in form (or of what is)."""
    document, _ = read_bytes(text.encode(), "t.yaml")
    lecture = parse_lecture(document)[0] or sound_part(document)
    assert lecture is not None
    return lint(lecture, document, book)


def pointed(text: str, problems: list[Problem]) -> list[tuple[str, str]]:
    """The code of each problem, and the words at its place."""
    lines = text.split("\n")
    return [(p.code, lines[p.where.line - 1][p.where.column - 1 :][: p.where.length]) for p in problems]
