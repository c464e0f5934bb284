"""RDF text -> what is said of each node of its default graph, with a way to point at a node in the text.

Beliefs in named graphs are left out: every one of them follows from a statement of the default graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph_builder.errors import GraphBuilderError, Where
from graph_builder.graph.terms import PREFIXES
from graph_builder.model.date_words import DateError
from graph_builder.model.dates import Date, parse_date

FORMATS = {".nq": "N_QUADS", ".nt": "N_TRIPLES", ".trig": "TRIG", ".ttl": "TURTLE"}
"""The ends of names of files that can be read, and pyoxigraph's names of their formats."""

Said = dict[str, dict[str, None]]


@dataclass(frozen=True, slots=True)
class Nodes:
    """What is said: for each subject its predicates, for each of these the values, each once, as IRIs or plain texts.

    `base` and `vocabulary` are what the IRIs of things and of the graph's own terms begin with.
    """

    file: str
    text: str
    base: str
    vocabulary: str
    said: dict[str, Said]


def full(name: str) -> str:
    """The IRI of a prefixed name.

    >>> full("rdf:type")
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


TYPE, LABEL = full("rdf:type"), full("rdfs:label")


def read_nodes(text: str, file: str, format_: str) -> Nodes:
    """The nodes of a graph that this program wrote.

    Args:
        text: N-Quads, TriG or Turtle.
        file: what messages call it.
        format_: as pyoxigraph names it.

    Raises:
        GraphBuilderError: the text cannot be read, or holds no such graph; with file, line and column.
    """
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    said: dict[str, Said] = {}
    for quad in parsed(text, file, format_):
        named = isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        if named and isinstance(quad.graph_name, DefaultGraph):
            pairs = said.setdefault(quad.subject.value, {})
            pairs.setdefault(quad.predicate.value, {})[quad.object.value] = None
    data_sets = [s for s, pairs in said.items() if full("void:Dataset") in pairs.get(TYPE, {})]
    if len(data_sets) != 1:
        what = "several data sets" if data_sets else "no graph of graph_builder: nothing in it is a void:Dataset"
        raise GraphBuilderError(f"{Where(file)}: this holds {what}")
    base = data_sets[0]
    return Nodes(file, text, base, base.rstrip("#/") + "/ontology#", said)


def parsed(text: str, file: str, format_: str) -> Iterator[Any]:
    """The quads of a text.  Raises GraphBuilderError as `read_nodes` does."""
    import pyoxigraph

    try:
        yield from pyoxigraph.parse(text, format=getattr(pyoxigraph.RdfFormat, format_))
    except SyntaxError as error:
        message = re.sub(r"^Parser error at .*?\d: ", "", str(error.msg))
        raise GraphBuilderError(f"{Where(file, error.lineno or 1, error.offset or 1)}: {message}") from None


def fault(nodes: Nodes, subject: str, message: str) -> GraphBuilderError:
    """What is wrong with a node, with the place where it first stands in the text."""
    return GraphBuilderError(f"{place_of(nodes, subject)}: {message}")


def place_of(nodes: Nodes, subject: str) -> Where:
    """Where a node first stands in the text, whole or with a prefix."""
    at = nodes.text.find(f"<{subject}>")
    if at < 0:
        local = re.escape(re.split(r"[/#]", subject)[-1])
        found = re.search(rf"(?m)(?<![\w:-])[a-z0-9]*:{local}(?![\w-])", nodes.text)
        at = found.start() if found else 0
    before = nodes.text[:at]
    return Where(nodes.file, before.count("\n") + 1, at - before.rfind("\n"))


def short(nodes: Nodes, address: str) -> str:
    """An IRI as messages show it."""
    return address.removeprefix(nodes.base) if address != nodes.base else address


def several(nodes: Nodes, subject: str, predicate: str) -> list[str]:
    """Every value, in the order of the text."""
    return list(nodes.said.get(subject, {}).get(predicate, ()))


def optional(nodes: Nodes, subject: str, predicate: str) -> str:
    """The only value; "" where there is none.  Raises GraphBuilderError where there are several."""
    values = nodes.said.get(subject, {}).get(predicate, {})
    if len(values) > 1:
        raise fault(nodes, subject, f"'{short(nodes, subject)}' has {len(values)} values of {_name(nodes, predicate)}")
    return next(iter(values), "")


def one(nodes: Nodes, subject: str, predicate: str) -> str:
    """The only value.  Raises GraphBuilderError where there is none, or there are several."""
    if predicate not in nodes.said.get(subject, {}):
        raise fault(nodes, subject, f"'{short(nodes, subject)}' has no {_name(nodes, predicate)}")
    return optional(nodes, subject, predicate)


def number(nodes: Nodes, subject: str, predicate: str) -> int:
    """The only value, a whole number.  Raises GraphBuilderError where there is none."""
    text = one(nodes, subject, predicate)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise fault(nodes, subject, f"'{text[:60]}' is no number under {_name(nodes, predicate)}")
    return int(text)


def flag(nodes: Nodes, subject: str, predicate: str) -> bool:
    """True if the value is."""
    return optional(nodes, subject, predicate) in ("true", "1")


def date(nodes: Nodes, subject: str, predicate: str) -> Date | None:
    """The date as a curator wrote it.  Raises GraphBuilderError where it is none."""
    text = optional(nodes, subject, predicate)
    try:
        return parse_date(text) if text else None
    except DateError as error:
        raise fault(nodes, subject, f"under {_name(nodes, predicate)}: {error}") from None


def id_of(nodes: Nodes, address: str, used_by: str) -> str:
    """The id in an IRI of a thing or statement.  Raises GraphBuilderError where it is of another graph."""
    if not address.startswith(nodes.base) or address == nodes.base:
        raise fault(nodes, used_by, f"'{short(nodes, used_by)}' leads to {address}, which is no thing of this graph")
    return address.removeprefix(nodes.base)


def ids(nodes: Nodes, subject: str, predicate: str) -> list[str]:
    """The ids in the values."""
    return [id_of(nodes, address, subject) for address in several(nodes, subject, predicate)]


def optional_id(nodes: Nodes, subject: str, predicate: str) -> str:
    """The id in the only value; "" where there is none."""
    address = optional(nodes, subject, predicate)
    return id_of(nodes, address, subject) if address else ""


def written(nodes: Nodes, subject: str) -> dict[str, Any]:
    """What stands under `asWritten`, several lists as one.

    Raises:
        GraphBuilderError: it is no JSON object, or a value has not the form that its key asks for.
    """
    whole: dict[str, Any] = {}
    for text in sorted(several(nodes, subject, nodes.vocabulary + "asWritten")):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise fault(nodes, subject, f"'{short(nodes, subject)}' has no JSON object under asWritten")
        for key, value in found.items():
            form, is_of = _FORMS.get(key, _ANY)
            if not is_of(value):
                raise fault(nodes, subject, f"'{key}' of '{short(nodes, subject)}' is no {form} under asWritten")
        lists = {key: [*whole[key], *more] for key, more in found.items() if isinstance(whole.get(key), list)}
        whole |= found | lists
    return whole


def listed(nodes: Nodes, subject: str, key: str) -> list[Any] | None:
    """A list that stands under `asWritten`, or None.  Raises GraphBuilderError as `written` does."""
    return written(nodes, subject).get(key)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_object(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _is_objects(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_object, value))


def _is_types(value: object) -> bool:
    return isinstance(value, dict) and all(_is_list(item) or _is_object(item) for item in value.values())


_Form = tuple[str, Callable[[object], bool]]
_ANY: _Form = ("", lambda _: True)
_LISTS = (
    "curators", "chapters", "aka", "holders", "not", "p", "by", "at", "where", "via", "came_true by", "came_true p",
)  # fmt: skip
_FORMS: dict[str, _Form] = {
    **dict.fromkeys(_LISTS, ("list of texts", _is_list)),
    **dict.fromkeys(("author", "same_as"), ("list of JSON objects", _is_objects)),
    "licence": ("JSON object", _is_object),
    "types": ("JSON object", _is_types),
    "type": ("text", lambda value: isinstance(value, str)),
}
"""What stands under each key of `asWritten`, in words and as a test."""


def of_type(nodes: Nodes, type_: str) -> Iterable[str]:
    """The subjects of a type, in the order of the text."""
    return (subject for subject, pairs in nodes.said.items() if type_ in pairs.get(TYPE, {}))


def _name(nodes: Nodes, predicate: str) -> str:
    return re.split(r"[/#]", predicate)[-1]
