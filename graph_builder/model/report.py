"""pydantic's errors -> problems with a place, in the curator's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from graph_builder.errors import Problem
from graph_builder.facts.nodes import Document, Node, Pairs, Text, data, follow, where
from graph_builder.model.names import did_you_mean, nearest
from graph_builder.model.records import allowed_keys
from graph_builder.rulebook import problem

T = TypeVar("T", bound=BaseModel)

_FORM = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
}
_SHORT = ("string_too_short", "too_short")
_LONG = ("string_too_long", "too_long")


def validate(record: type[T], node: Node, document: Document) -> tuple[T | None, list[Problem]]:
    """The checked record, or None and what is wrong with it, each at its place in the document."""
    try:
        return record.model_validate(data(node)), []
    except ValidationError as error:
        return None, _problems(error, record, node, document)


def _problems(error: ValidationError, record: type[BaseModel], root: Node, document: Document) -> list[Problem]:
    details = error.errors(include_url=False)
    misspelt = set()
    found: list[Problem] = []
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path, key = detail["loc"][:-1], str(detail["loc"][-1])
            keys = _keys_at(record, path)
            misspelt.add((path, nearest(key, keys)))
            node = follow(root, path)
            place = (
                where(document, node.keys[key])
                if isinstance(node, Pairs) and key in node.keys
                else where(document, node)
            )
            found.append(problem("unknown-key", place, f"unknown key '{key}'{did_you_mean(key, keys)}"))
    for detail in details:
        kind, path = detail["type"], detail["loc"]
        if kind == "extra_forbidden" or (kind == "missing" and (path[:-1], str(path[-1])) in misspelt):
            continue
        found.append(_one(detail, root, document))
    return list({(p.where, p.code): p for p in found}.values())


def _one(detail: Any, root: Node, document: Document) -> Problem:
    kind, path, context = detail["type"], detail["loc"], detail.get("ctx", {})
    node = follow(root, path)
    place = where(document, node)
    key = next((str(step) for step in reversed(path) if isinstance(step, str) and not step.startswith("literal[")), "")
    named = f"'{key}'" if key else "this"
    written = node.text if isinstance(node, Text) else ""
    if kind == "rule":
        return problem(context["code"], place, context["message"], context["remedy"])
    if kind == "missing":
        return problem("missing-key", place, f"{named} is missing", f"add `{key}:`")
    if isinstance(node, Text) and not written and node.plain:
        return problem("empty-value", place, f"{named} has no value")
    if kind == "literal_error":
        listed = [part.strip().strip("'") for part in context["expected"].replace(" or ", ", ").split(",")]
        listed = [word for word in listed if word]
        message = f"'{written[:60]}' is not a value of {named}{did_you_mean(written, listed)}"
        return problem("bad-value", place, message, "write one of: " + ", ".join(listed))
    if kind in _SHORT:
        return problem("empty-value", place, f"{named} has no value")
    if kind in _LONG:
        return problem("too-long", place, f"{named} is too long: at most {context['max_length']}")
    if kind in _FORM:
        return problem("wrong-form", place, f"{named} must be {_FORM[kind]}")
    return problem("bad-value", place, f"'{written[:60]}' is not a value of {named}: {detail['msg'].lower()}")


def _keys_at(record: type[BaseModel], path: Sequence[int | str]) -> dict[str, str]:
    """The keys of the record that stands at the end of the path."""
    current: type[BaseModel] | None = record
    annotation: Any = record
    for step in path:
        if current is not None and isinstance(step, str):
            named = {f.alias or n: f for n, f in current.model_fields.items()}
            annotation = named[step].annotation if step in named else annotation
        current = _model_in(annotation) if not isinstance(step, int) or current is None else current
    return allowed_keys(current or record)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
