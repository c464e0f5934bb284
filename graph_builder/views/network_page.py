"""The pyvis page: the network of a book as one HTML file that needs no network, no server and no trust in its data.

A real `pyvis.Network` holds nodes and edges; its own template asks a CDN for styles and lets some texts run as code, so
it is given ours (`network/page.html.j2`), with vis-network's JavaScript and CSS from pyvis's wheel written into the
page.  All data is inline JSON that cannot end its element, and the policy in the page lets no other script run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph_builder.model.factbook import FactBook
from graph_builder.views.cards import Edge, Node
from graph_builder.views.layout import radius
from graph_builder.views.looks import LOOKS, STROKES
from graph_builder.views.payload import Payload, payload

if TYPE_CHECKING:
    from pyvis.network import Network

MOST, FIRST = 2000, 300
"""Of more things than this vis-network draws only so many, the most connected; the page says so, and has them all."""

HERE = Path(__file__).parent / "network"
VIS = "templates/lib/vis-9.1.2/vis-network"

OPTIONS: dict[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "selectable": False,
        "dragNodes": False,
        "hoverConnectedEdges": False,
        "tooltipDelay": 100_000,
    },
    "nodes": {"shape": "custom", "font": {"multi": False}},
    "edges": {
        "arrowStrikethrough": False,
        "hoverWidth": 1,
        "font": {"multi": False},
        "color": {"inherit": False},
        "smooth": {"enabled": False},
    },
}
"""vis-network's options: positions come from us, and texts are never markup."""


def network_page(book: FactBook, ids: Iterable[str] | None = None, title: str | None = None) -> str:
    """The page of a book, or of the part of it between `ids`, as the whole text of an HTML file (UTF-8).

    Same book, same text.

    Raises: UsageError, if an id does not exist; GraphBuilderError, if a statement would be lost.
    """
    return page_of(payload(book, ids, title))


def page_of(made: Payload) -> str:
    """The page of a payload that is there already."""
    net = network_of(made)
    styles, scripts = [_vis("css"), _text("page.css")], [_vis("js"), _program()]
    net.templateEnv = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=False
    )
    net.templateEnv.filters |= {"inline_json": inline_json, "from_json": json.loads}
    net.templateEnv.globals |= {
        "payload": made,
        "first": FIRST if len(made["nodes"]) > MOST else 0,
        "data": lean(made),
        "policy": _policy(styles, scripts),
        "licences": licences(),
        "styles": [Markup(text) for text in styles],
        "scripts": [Markup(text) for text in scripts],
    }
    net.path = "page.html.j2"
    return str(net.generate_html())


@cache
def licences() -> dict[str, Any]:
    """The packages in vis-network's script with their licences, and the text of the one that is taken."""
    found = json.loads(_text("licences.json"))
    return {"packages": found["packages"], "text": found["text"]}


def network_of(made: Payload) -> Network:
    """The payload as a `pyvis.Network`: directed, with parallel edges, everything in its place, physics off."""
    from pyvis.network import Network  # loads IPython, half a second

    net = Network(directed=True, heading=made["title"], height="100%", width="100%")
    net.nodes = [_node(node) for node in made["nodes"]]
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = {node["id"]: node for node in net.nodes}
    net.edges = [_edge(edge) for edge in made["edges"]]
    net.options = OPTIONS
    return net


def lean(made: Payload) -> dict[str, object]:
    """The payload for the page's script: what is empty in a node or edge stands once, under `blank`, for all."""
    parts: dict[str, Sequence[Mapping[str, object]]] = {"nodes": made["nodes"], "edges": made["edges"]}
    filled = {
        part: [{key: value for key, value in row.items() if value} for row in rows] for part, rows in parts.items()
    }
    return {**made, **filled, "blank": {part: _blank(rows) for part, rows in parts.items()}}


def _blank(rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """A row in which everything is empty."""
    first = rows[0] if rows else {}
    return {key: None if value is None or isinstance(value, dict) else type(value)() for key, value in first.items()}


def inline_json(value: object) -> Markup:
    r"""JSON that can stand inside a script element, whatever the texts in it.

    Source: HTML Living Standard, "Restrictions for contents of script elements".

    >>> print(inline_json("</script><!--"))
    "\u003c/script\u003e\u003c!--"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _node(node: Node) -> dict[str, Any]:
    look = LOOKS[node["kind"]]
    return {
        "id": node["id"], "label": node["label"], "kind": node["kind"], "shape": "custom", "color": look.colour,
        "size": radius(node["degree"]), "x": node["x"], "y": node["y"],
    }  # fmt: skip


def _edge(edge: Edge) -> dict[str, Any]:
    head = {"enabled": True, "scaleFactor": 0.7}
    made: dict[str, Any] = {
        "id": edge["id"], "from": edge["from"], "to": edge["to"], "label": edge["label"], "voice": edge["voice"],
        "arrows": {"to": head, "from": head} if edge["symmetric"] else {"to": head},
        "dashes": list(STROKES[edge["voice"]].dash) or False,
    }  # fmt: skip
    if edge["from"] == edge["to"]:
        made["selfReference"] = {"size": 26 + 10 * edge["bend"], "angle": 0.785}
    elif edge["bend"]:
        side = "curvedCW" if edge["bend"] > 0 else "curvedCCW"
        made["smooth"] = {"enabled": True, "type": side, "roundness": round(min(0.09 * abs(edge["bend"]), 0.9), 2)}
    return made


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy that lets these styles and scripts work and nothing else."""
    rules = {"script-src": scripts, "style-src": styles}
    allowed = [f"{rule} {' '.join(_digest(text) for text in texts)}" for rule, texts in rules.items()]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@cache
def _program() -> str:
    """The page's script: its parts in the order of their names, in one scope of their own."""
    parts = [_text(path.name) for path in sorted(HERE.glob("*.js"))]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


@cache
def _vis(suffix: str) -> str:
    """vis-network's script or style sheet; its pictures of buttons, which we do not use, are left out."""
    import pyvis

    name = f"{VIS}.min.js" if suffix == "js" else f"{VIS}.css"
    text = (Path(str(pyvis.__file__)).parent / name).read_text(encoding="utf-8")
    text = re.sub(r'url\("data:[^"]*"\)', "none", text) if suffix == "css" else text
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")
