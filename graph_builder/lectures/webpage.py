"""A page that opens from disk: one style, one script, the font within it, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures import fonts
from graph_builder.lectures.markdown import to_html
from graph_builder.model.factbook import FactBook
from graph_builder.views.cards import clean
from graph_builder.views.cite import cite
from graph_builder.views.explorer_page import DIST
from graph_builder.views.network_page import inline_json

TEMPLATES = Path(__file__).parent / "templates"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
LATIN = "".join(map(chr, range(0x20, 0x7F))) + "–—‘’“”…¶×·"


class Licence(TypedDict):
    name: str
    version: str
    licence: str
    text: str


def page(template: str, name: str, book: FactBook, texts: Iterable[str], **values: Any) -> str:
    """The page of a template, with the bundle `name` of style and script, as the whole text of an HTML file.

    Args:
        texts: what the page shows, for the characters of its font.

    Raises: GraphBuilderError, if there is no bundle.
    """
    script = built(f"{name}.js")
    style = fonts.face([LATIN, *texts]) + "\n" + built(f"{name}.css")
    return environment().get_template(template).render(
        language=book.settings.language, policy=policy(script, style), script=Markup(script), style=Markup(style),
        **values,
    )  # fmt: skip


@cache
def environment() -> Environment:
    """Where the templates are, read once; every text in them is escaped, and stripped of what cannot be seen."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=lambda value: clean(value) if type(value) is str else value,
    )  # fmt: skip
    made.filters |= {"inline_json": inline_json}
    return made


def policy(script: str, style: str) -> str:
    """A Content-Security-Policy for this script, this style and the font in it: no connection, no frame, no form."""
    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """A script or style as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def built(name: str) -> str:
    """A file of the bundle, as it may stand in a page.

    Raises: GraphBuilderError, if it is not there or cannot.
    """
    try:
        text = (DIST / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise GraphBuilderError("the live stage is not built; run `make`, or `python hatch_build.py`") from None
    ending = {".js": "</script", ".css": "</style"}.get(Path(name).suffix, "\x00")
    if ending in text.lower() or (name.endswith(".js") and "<!--" in text):
        raise GraphBuilderError(f"{name} cannot stand in a page: it holds {ending} or <!--")
    return text.strip() + "\n"


def licences(others: bool = True) -> list[Licence]:
    """What stands in a page and is not ours: the font and, with `others`, the packages of the deck's script."""
    font: Licence = {
        "name": "Source Sans Pro", "version": "", "licence": "OFL-1.1", "text": fonts.licence().strip()
    }  # fmt: skip
    return [*(json.loads(built("stage-licences.json")) if others else []), font]


def bibliography(book: FactBook) -> list[Markup]:
    """The entry of the graph itself, which says how to cite it, and then those of its sources, as HTML."""
    entries = cite(book).split("\n\n")[1].splitlines()[1:]
    return [_rich(entry.strip()) for entry in entries]


def _rich(text: str) -> Markup:
    """A citation with *italics* and its addresses as links; everything else is text."""
    made, end = Markup(""), 0
    for match in _ADDRESS.finditer(text):
        made += _italic(text[end : match.start()])
        made += Markup('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>').format(match[0])
        end = match.end()
    return made + _italic(text[end:])


def _italic(text: str) -> Markup:
    parts = text.split("*")
    if len(parts) % 2 == 0:
        return Markup.escape(text)
    return Markup("").join(Markup("<em>{}</em>").format(part) if i % 2 else part for i, part in enumerate(parts))


def written(text: str, book: FactBook) -> Markup:
    """A lecturer's Markdown as HTML; "" for none."""
    return Markup(to_html(text, book)) if text.strip() else Markup("")
