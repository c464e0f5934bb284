"""The explorer's types in TypeScript, generated from the TypedDicts of its payload; a test says that they are up to
date.

Not by way of JSON Schema: pydantic refuses `typing.TypedDict` before Python 3.12, and these few forms are all there is.
After a change: `make shown`.
"""

from __future__ import annotations

import sys
import types
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from graph_builder.views.explorer_payload import ExplorerPayload
from graph_builder.views.explorer_questions import Asking

HEAD = "// Generated from the Python model by graph_builder/views/explorer_types.py; do not edit.\n"
_PLAIN: dict[Any, str] = {
    str: "string", int: "number", float: "number", bool: "boolean", object: "unknown", type(None): "null",
}  # fmt: skip


def typescript(root: Any = ExplorerPayload) -> str:
    """Interfaces for a TypedDict and all that it holds, the innermost first.

    >>> from typing import TypedDict
    >>> Point = TypedDict("Point", {"x": float, "of": list[str] | None})
    >>> print(typescript(Point).splitlines()[-4:])
    ['export interface Point {', '  x: number;', '  of: string[] | null;', '}']
    """
    made: dict[str, str] = {}
    _interface(root, made)
    return HEAD + "".join(made.values())


def _interface(row: Any, made: dict[str, str]) -> str:
    name: str = row.__name__
    if name not in made:
        fields = [f"  {key}: {_type(hint, made)};\n" for key, hint in get_type_hints(row).items()]
        made[name] = f"\nexport interface {name} {{\n{''.join(fields)}}}\n"
    return name


def _type(hint: Any, made: dict[str, str]) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_typeddict(hint):
        return _interface(hint, made)
    inner = [_type(part, made) for part in get_args(hint)]
    origin = get_origin(hint)
    if origin is list:
        return f"({inner[0]})[]" if " " in inner[0] else f"{inner[0]}[]"
    if origin is dict:
        return f"Record<{inner[0]}, {inner[1]}>"
    if origin in (Union, types.UnionType):
        return " | ".join(inner)
    raise TypeError(f"no TypeScript for {hint}")


if __name__ == "__main__":
    sys.stdout.write(typescript(Asking if sys.argv[1:] == ["asking"] else ExplorerPayload))
