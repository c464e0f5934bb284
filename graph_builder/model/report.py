"""pydantic's errors -> problems with a place, in the curator's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Node, Pairs, Text, data, follow, is_torn, where
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
_INTERNAL = re.compile(r"literal\[|function-|constrained-|\[key\]$")
_VALUES = {
    "bool_parsing": "write true, or remove the key",
    "int_parsing": "write a whole number",
    "greater_than_equal": "write a whole number from 1 to 200",
    "less_than_equal": "write a whole number from 1 to 200",
}
_SHORT = ("string_too_short", "too_short")
_LONG = ("string_too_long", "too_long")


def validate(
    record: type[T], node: Node, document: Document, key: Text | None = None, name: str = ""
) -> tuple[T | None, list[Problem]]:
    """The checked record, or None and what is wrong with it, each at its place in the document.

    Args:
        record: what the node should be.
        node: the tree of it.
        document: the file.
        key: the key under which the node stands, if any: the place of what is missing in it.
        name: what messages call the whole of it; the key if left out.
    """
    try:
        return record.model_validate(data(node)), []
    except ValidationError as error:
        return None, _problems(error, record, _Whole(node, document, key, name or (key.text if key else "")))


def salvaged(record: type[T], node: Node) -> T | None:
    """The record without the keys that are not in form, so that the others can be checked; None if that leaves none."""
    values = data(node)
    for _ in range(2):
        try:
            return record.model_validate(values)
        except ValidationError as error:
            wrong = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
            if not isinstance(values, dict):
                return None
            values = {key: value for key, value in values.items() if key not in wrong}
    return None


class _Whole(NamedTuple):
    """What is validated, where it stands, and what it is called."""

    root: Node
    document: Document
    key: Text | None
    name: str


def _problems(error: ValidationError, record: type[BaseModel], whole: _Whole) -> list[Problem]:
    root, document = whole.root, whole.document
    details = [d for d in error.errors(include_url=False) if d["loc"][-1:] != ("literal['']",)]
    within = {d["loc"][:i] for d in details for i in range(len(d["loc"]))}
    details = [d for d in details if d["type"] != "too_short" or d["loc"] not in within]  # it counts what is in form
    misspelt = set()
    found: list[Problem] = []
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path, key = detail["loc"][:-1], str(detail["loc"][-1])
            keys = _keys_at(record, path)
            misspelt.add((path, nearest(key, keys)))
            place = where(document, _key_of(follow(root, path), key))
            remedy = "keys allowed here: " + ", ".join(keys)
            found.append(problem("unknown-key", place, f"unknown key '{key}'{did_you_mean(key, keys)}", remedy))
    for detail in details:
        kind, path = detail["type"], detail["loc"]
        if kind == "extra_forbidden" or (kind == "missing" and (path[:-1], str(path[-1])) in misspelt):
            continue
        if kind == "missing" and is_torn(document, follow(root, path[:-1])):
            continue
        found.append(_one(detail, record, whole))
    return list({(p.where, p.code): p for p in reversed(found)}.values())[::-1]


def _key_of(node: Node, key: str) -> Node:
    """The key itself, or the node if it has no such key."""
    return node.keys[key] if isinstance(node, Pairs) and key in node.keys else node


def _place_of_key(path: Sequence[int | str], whole: _Whole) -> Where:
    """The place of the key at the end of a path; of the node where it has none."""
    node = follow(whole.root, path)
    if path and isinstance(path[-1], str):
        node = _key_of(follow(whole.root, path[:-1]), path[-1])
    elif not path and whole.key:
        node = whole.key
    return where(whole.document, node)


def _one(detail: Any, record: type[BaseModel], whole: _Whole) -> Problem:
    root, document = whole.root, whole.document
    kind, path, context = detail["type"], detail["loc"], detail.get("ctx", {})
    steps = [step for step in path if isinstance(step, int) or not _INTERNAL.match(step)]
    key = next((str(step) for step in reversed(steps) if isinstance(step, str)), "")
    node = _key_of(follow(root, steps[:-1]), key) if path[-1:] == ("[key]",) else follow(root, steps)
    place = where(document, node)
    named = f"'{key or whole.name}'" if key or whole.name else "the file"
    written = node.text if isinstance(node, Text) else ""
    if kind == "missing":
        return problem("missing-key", _place_of_key(steps[:-1], whole), f"{named} is missing", f"add `{key}:`")
    if isinstance(node, Text) and not written and (node.plain or kind in _SHORT):
        return problem("empty-value", _place_of_key(steps, whole), f"{named} has no value")
    if kind == "rule":
        return problem(context["code"], place, context["message"], context["remedy"])
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
    if not isinstance(node, Text):
        return problem("wrong-form", place, f"{named} must be text")
    help_ = _VALUES.get(kind) or _keys_at(record, steps[:-1]).get(key, "")
    return problem("bad-value", place, f"'{written[:60]}' is not a value of {named}", help_)


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
