"""The explorer: one HTML file that shows, asks and proves; needs no network and trusts no text.

The program is TypeScript in `explorer/`, built by hatch_build.py into `explorer/dist/`.  The payload stands in the page
compressed and in base64 (`packing`), so that no text in it can end its element; the policy lets no other script run and
allows no connection at all.  What the first picture does not need stands after the program.  So do the graph's quads
and the query engine, a program in WebAssembly with a worker to run it; nothing starts it before somebody asks.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graph_builder.errors import GraphBuilderError
from graph_builder.model.factbook import FactBook
from graph_builder.views.columns import EDGES
from graph_builder.views.explorer_payload import ExplorerPayload, explorer_payload
from graph_builder.views.explorer_questions import asking, grouped_quads
from graph_builder.views.network_page import inline_json
from graph_builder.views.packing import ids_in, packed, packed_text, restored

DIST = Path(__file__).parent / "explorer" / "dist"
PARTS = ("payload", "rest")
"""The elements in which the payload stands: what is read first, and the rest, which comes after the program."""

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="explorer">{title}</div>
<noscript><p>This page needs JavaScript. The same statements are in coverage.html and statements.csv, which were made with it.</p></noscript>
<script type="application/json" id="start">{start}</script>
<script type="application/json" id="licences">{licences}</script>
<script type="text/plain" id="payload">{first}</script>
<script>{script}</script>
<script type="text/plain" id="rest">{rest}</script>
{asked}</body>
</html>
"""  # noqa: E501


def explorer_page(
    book: FactBook,
    ids: Iterable[str] | None = None,
    state: str | Mapping[str, str] | None = None,
    title: str | None = None,
) -> str:
    """The explorer of a book, or of the part of it between `ids`, as the whole text of an HTML file (UTF-8).

    Args:
        state: what it opens with, where its address says nothing: the part of an address after #, or its parts, such
            as {"view": "table", "id": "lenin"}.

    Same book, same text.

    Raises: UsageError, if an id does not exist; GraphBuilderError, if a statement would be lost or there is no bundle.
    """
    return explorer_of(explorer_payload(book, ids, title), state, book)


def explorer_of(
    made: ExplorerPayload, state: str | Mapping[str, str] | None = None, book: FactBook | None = None
) -> str:
    """The page of a payload that is there already; with its book, it can be asked in SPARQL."""
    script, style = _built("explorer.js"), _built("explorer.css")
    elements = _asked(made, book) if book else {}
    first, rest = packed(made)
    return _PAGE.format(
        language=html.escape(made["language"]), policy=html.escape(_policy(script, style, bool(elements)), quote=True),
        title=html.escape(made["title"]), style=style, start=inline_json(address(state)),
        licences=inline_json(json.loads(_built("licences.json"))), first=first, rest=rest, script=script,
        asked="".join(f'<script type="text/plain" id="{id_}">{text}</script>\n' for id_, text in elements.items()),
    )  # fmt: skip


def _asked(made: ExplorerPayload, book: FactBook) -> dict[str, str]:
    """What a query needs, by the id of its element: the library and the terms, the quads, the engine and its worker."""
    return {
        "asking": packed_text(json.dumps(asking(book.settings), ensure_ascii=False, separators=(",", ":"))),
        "quads": packed_text(grouped_quads(book, made)),
        "engine": _built("engine.js.b64").strip(),
        "engine-wasm": _built("engine.wasm.b64").strip(),
    }


def unpacked(page: str) -> dict[str, Any] | None:
    """The payload that a page holds; None if it holds none."""
    first, rest = (_element(page, id_) for id_ in PARTS)
    return restored(first, rest) if first and rest else None


def statements_in(page: str) -> set[str]:
    """The ids of the statements that a page holds, read back from its text."""
    first = _element(page, PARTS[0])
    return ids_in(first, EDGES) if first else set()


def _element(page: str, id_: str) -> str:
    found = re.search(rf'<script type="text/plain" id="{id_}">([A-Za-z0-9+/=]*)</script>', page)
    return found[1] if found else ""


def address(state: str | Mapping[str, str] | None) -> str:
    r"""
    >>> address({"view": "table", "id": "figure:1"}), address("#view=table"), address(None)
    ('view=table&id=figure%3A1', 'view=table', '')
    """
    if isinstance(state, Mapping):
        whole = {_whole(key): _whole(value) for key, value in state.items()}
        return "&".join(f"{quote(key, safe='.')}={quote(value, safe=',~')}" for key, value in whole.items())
    return _whole(state or "").removeprefix("#")


def _whole(text: str) -> str:
    """The text with a question mark for half a character, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _policy(script: str, style: str, engine: bool) -> str:
    """A Content-Security-Policy for this script and this style and nothing else.

    The query engine is WebAssembly, which 'wasm-unsafe-eval' lets be compiled (no script is let in by it), and runs in
    a worker made from a Blob, so that a runaway query can be ended.
    """
    return "; ".join([
        "default-src 'none'", f"script-src {_digest(script)}" + " 'wasm-unsafe-eval'" * engine,
        *(["worker-src blob:"] if engine else []), f"style-src {_digest(style)}", "img-src data: blob:",
        "connect-src 'none'", "base-uri 'none'", "form-action 'none'",
    ])  # fmt: skip


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _built(name: str) -> str:
    try:
        text = (DIST / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise GraphBuilderError("the explorer is not built; run `make`, or `python hatch_build.py`") from None
    ending = {"explorer.js": "</script", "explorer.css": "</style"}.get(name, "\x00")
    if ending in text.lower() or "<!--" in text:
        raise GraphBuilderError(f"{name} cannot stand in a page: it holds {ending} or <!--")
    return text.strip() + "\n"
