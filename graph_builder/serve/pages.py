"""HTML from templates.  Every text of the data is escaped, and the policy of a page lets only our own files work."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graph_builder.serve.aside import aside
from graph_builder.serve.served import Served, Site
from graph_builder.views.cards import clean
from graph_builder.views.cite import cite
from graph_builder.views.looks import LOOKS

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
STATIC = {
    "page.css": "text/css; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "answer.js": "text/javascript; charset=utf-8",
}
"""The files of our own that pages ask for: no other name is ever looked for on disk."""


@cache
def static_file(name: str) -> bytes:
    """The content of one of STATIC."""
    return (HERE / "static" / name).read_bytes()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["segment"] = lambda name: quote(name, safe="/")
    return made


def root_of(site: Site) -> str:
    """The path of the site's public address; begins and ends with a slash."""
    return urlsplit(site.options.address).path or "/"


def home_of(site: Site, served: Served) -> str:
    """The path below the site's root under which the IRIs of the graph are answered; without a slash before it.

    It is the path of the base itself, so that a server at the base's address answers the IRIs as they are.
    """
    base = served.book.settings.base
    if not base.endswith("/"):
        return "id/"
    if base.startswith(site.options.address):
        return base.removeprefix(site.options.address)
    return urlsplit(base).path.lstrip("/")


def page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    """The page of a template; nothing that the client sent is in it unless it is among the values."""
    site: Site = request.app.state.site
    served = site.current
    root = root_of(site)
    html = (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(
            site_title=clean(served.book.settings.title),
            language=served.book.settings.language,
            root=root,
            home=root + home_of(site, served),
            base=served.book.settings.base,
            **values,
        )
    )
    headers = {
        "Content-Security-Policy": POLICY,
        "Vary": "Accept",
        "Cache-Control": "public, max-age=0, must-revalidate",
    }
    return HTMLResponse(html, status, headers)


def editor_page(request: Request, query: str) -> Response:
    """The page on which queries are written and asked."""
    return page(request, "editor", query=query, limits=request.app.state.site.options.limits)


async def front_page(request: Request) -> Response:
    """What this graph is, and the ways into it."""
    return await aside(_front_page, request)


def _front_page(request: Request) -> Response:
    served: Served = request.app.state.site.current
    book = served.book
    counts = {
        "statements": len(book.statements),
        "things": len(book.things),
        "passages": len(served.passages),
        "sources": len(book.sources),
    }
    found = Counter(thing.kind for thing in book.things.values())
    kinds = {look.plural: found[kind] for kind, look in LOOKS.items() if kind in found}  # type: ignore[index]
    examples = sorted(book.things.values(), key=lambda t: (-len(served.about.get(t.id, ())), t.id))[:12]
    return page(
        request,
        "front",
        description=clean(book.settings.description),
        licence=clean(book.settings.facts_licence),
        counts=counts,
        kinds=kinds,
        examples=[(t.id, clean(t.label)) for t in examples],
        cited=cite(book),
    )


async def search_page(request: Request) -> Response:
    """The things whose id, name or alias has a word in it."""
    return await aside(_search_page, request)


def _search_page(request: Request) -> Response:
    from graph_builder.views.dossier import found_ids

    word = request.query_params.get("q", "")[:100].strip()
    rows = list(found_ids(request.app.state.site.current.book, word))[:100] if word else []
    return page(request, "search", word=word, rows=[(id_, kind, clean(label)) for id_, kind, label in rows])
