"""The explorer's payload as it stands in its page: lines of JSON, compressed, in base64, so that no text in it can end
its element.  What the first picture needs comes first, in a text of its own; the rest is read when that is drawn.

Same payload, same text, on one machine: another version of zlib may compress to other bytes.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph_builder.views.columns import EDGES, NODES, Row, blank, pieces, rows_of, told, untold
from graph_builder.views.explorer_payload import ExplorerPayload

FIRST: Mapping[str, tuple[str, ...]] = {
    NODES: ("id", "label", "kind", "degree", "x", "y", "when", "statement"),
    EDGES: (
        "id", "from", "to", "relation", "label", "voice", "negated", "doubt", "symmetric", "mode", "when", "bend",
        "passage",
    ),
}  # fmt: skip
"""The fields of things and statements that the first picture and its filters need."""

LATER = ("passages", "paragraphs", "places", "pages", "citing", "dates", "details")
"""What it does not need at all; all else is short."""

TABLES = (NODES, EDGES, "passages", "paragraphs", "places", "pages")
CHAPTERS = "reached"
"""The chapter in which each passage of a statement stands: the one thing of `places` that filters need."""


def packed(made: ExplorerPayload) -> tuple[str, str]:
    """What is read first, and the rest."""
    first, rest = _lines(made)
    return packed_text("\n".join(first)), packed_text("\n".join(rest))


def packed_text(text: str) -> str:
    """Compressed, in base64."""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def restored(first: str, rest: str) -> dict[str, Any]:
    """The payload of which these are the packed parts."""
    (head, *some), (more, *others) = _unpacked(first), _unpacked(rest)
    short, long = json.loads(head), json.loads(more)
    tables = rows_of([*some, *others], short["blank"], short["sizes"])
    labels = _labels(tables[NODES])
    for edge in tables[EDGES]:
        when = edge["when"]["words"] if edge["when"] else ""
        edge["sentence"] = untold(edge["sentence"], labels.get(edge["from"], ""), labels.get(edge["to"], ""), when)
    plain = {key: value for key, value in short.items() if key not in ("blank", "sizes", CHAPTERS)}
    return {**plain, **long, **tables, "places": _keyed(tables["places"]), "pages": _keyed(tables["pages"], "of")}


def ids_in(first: str, table: str) -> set[str]:
    """The ids of the rows of a table, from what is read first."""
    head, *some = _unpacked(first)
    short = json.loads(head)
    return {row["id"] for row in rows_of(some, short["blank"], short["sizes"])[table]}


def _unpacked(text: str) -> list[str]:
    return gzip.decompress(base64.b64decode(text)).decode().split("\n")


def _lines(made: ExplorerPayload) -> tuple[Iterator[str], Iterator[str]]:
    tables: dict[str, Sequence[Row]] = {
        NODES: made["nodes"],
        EDGES: _shortened(made),
        "passages": made["passages"],
        "paragraphs": made["paragraphs"],
        "places": [{"id": id_, **row} for id_, row in made["places"].items()],
        "pages": [{"id": id_, "of": ids} for id_, ids in made["pages"].items()],
    }
    numbers = {name: {row["id"]: i for i, row in enumerate(tables[name])} for name in (NODES, EDGES)}
    named = dict(made)
    used = dict.fromkeys(edge["passage"] for edge in made["edges"])
    head = {key: value for key, value in named.items() if key not in (*TABLES, *LATER)} | {
        "sizes": {name: len(rows) for name, rows in tables.items()},
        "blank": {name: blank(rows) for name, rows in tables.items()},
        CHAPTERS: {id_: made["places"][id_]["chapter"] for id_ in used if id_ in made["places"]},
    }

    def lines(head: object, fields: Mapping[str, Iterable[str]]) -> Iterator[str]:
        yield json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        for name, some in fields.items():
            yield from pieces(name, tables[name], some, numbers)

    rest = {name: [f for f in blank(rows) if f not in FIRST.get(name, ())] for name, rows in tables.items()}
    return lines(head, FIRST), lines({key: named[key] for key in LATER if key not in TABLES}, rest)


def _shortened(made: ExplorerPayload) -> list[Row]:
    said = told(made["edges"], _labels(made["nodes"]))
    return [{**edge, "sentence": short} for edge, short in zip(made["edges"], said, strict=True)]


def _labels(nodes: Iterable[Row]) -> dict[str, str]:
    return {node["id"]: node["label"] for node in nodes}


def _keyed(rows: Iterable[dict[str, Any]], only: str = "") -> dict[str, Any]:
    """The rows by their ids."""
    return {row["id"]: row[only] if only else {k: v for k, v in row.items() if k != "id"} for row in rows}
