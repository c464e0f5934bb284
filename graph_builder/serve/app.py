"""The ASGI application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from graph_builder.graph.exports import EXPORTS
from graph_builder.model.factbook import FactBook
from graph_builder.serve import questions
from graph_builder.serve.dereference import described, resource
from graph_builder.serve.endpoint import sparql
from graph_builder.serve.fault import Fault
from graph_builder.serve.files import explorer, file
from graph_builder.serve.guard import guarded, methods_at
from graph_builder.serve.negotiation import accepted, preferred
from graph_builder.serve.pages import STATIC, front_page, page, root_of, search_page, static_file
from graph_builder.serve.pool import close
from graph_builder.serve.reload import watched
from graph_builder.serve.served import Options, Site, served
from graph_builder.serve.turns import put_off, running, waiting

_ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /search\nDisallow: /questions\n"
_CACHED = {"Cache-Control": "public, max-age=0, must-revalidate"}
_FILES = (*EXPORTS, "coverage.html", "graph.html", "ontology.html", "shapes.ttl", "void.ttl")
_JSON = ("application/problem+json", "application/json")


def application(book: FactBook, options: Options) -> tuple[ASGIApp, Callable[[], None]]:
    """The application over a book, and a function that ends its queries at once; its workers start and end with it."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        site = app.state.site = Site(options, await served(book, options))
        try:
            async with watched(site):
                yield
        finally:
            await close(site.current.pool)

    app = Starlette(routes=_routes(), lifespan=life, exception_handlers={Fault: _refused, HTTPException: _unrouted})  # type: ignore[dict-item]
    app.router.redirect_slashes = False  # it would build an address from the Host header

    def ending() -> None:
        for each in (app.state.site.current, *app.state.site.retired):
            put_off(each.pool.turns)

    return guarded(app, _root(options)), ending


def _root(options: Options) -> str:
    from urllib.parse import urlsplit

    return urlsplit(options.address).path or "/"


def _routes() -> list[Route]:
    built = [Route(f"/{name}", file) for name in _FILES]
    described_as = [
        Route(f"/{name}{end}", described) for name in ("ontology", "void") for end in (".jsonld", ".nt", ".rdf")
    ]
    return [
        Route("/", front_page),
        Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
        Route("/search", search_page),
        Route("/questions.json", questions.listed),
        Route("/questions/{name:str}", questions.filled),
        Route("/ids.json", questions.ids),
        Route("/explorer.html", explorer),
        *built,
        Route("/.well-known/void", _well_known),
        *described_as,
        Route("/data.{suffix:str}", file),
        Route("/health", _health),
        Route("/robots.txt", _robots),
        *(Route(f"/static/{name}", partial(_static, name)) for name in STATIC),
        Route("/{path:path}", resource),
    ]


async def _static(name: str, request: Request) -> Response:
    return Response(static_file(name), media_type=STATIC[name], headers=_CACHED)


async def _robots(request: Request) -> Response:
    return PlainTextResponse(_ROBOTS)


async def _well_known(request: Request) -> Response:
    location = f"{root_of(request.app.state.site)}void.ttl"
    return Response(status_code=302, headers={"Location": location})


async def _health(request: Request) -> Response:
    """Whether the data that is served is that of the folder, and how busy the workers are."""
    site: Site = request.app.state.site
    pool, errors = site.current.pool, [p for p in site.problems if p.level == "error"]
    said = {
        "status": "stale" if errors else "ok",
        "graph": site.current.digest,
        "statements": len(site.current.book.statements),
        "workers": pool.size,
        "running": running(pool.turns),
        "waiting": waiting(pool.turns),
        "problems": len(errors),
        "first problem": f"{errors[0].message}  [{errors[0].code}]" if errors else "",
    }
    return JSONResponse(said, headers={"Cache-Control": "no-store"})


def _unrouted(request: Request, error: HTTPException) -> Response:
    if error.status_code != 405:
        return _refused(request, Fault(error.status_code, str(error.detail), headers=dict(error.headers or {})))
    allowed = methods_at(request.scope["path"])
    message = f"{request.method} is not allowed here; allowed: {allowed}"
    return _refused(request, Fault(405, message, headers={"Allow": allowed}))


def _refused(request: Request, fault: Fault) -> Response:
    """A refusal in the form that the client prefers: text, JSON (RFC 9457), or a page where a person looks for one."""
    person = ("text/html",) if fault.status in (404, 406) else ()
    media = preferred(accepted(request.headers), ["text/plain", *_JSON, *person])
    headers = {**fault.headers, "Vary": "Accept", "Cache-Control": "no-store"}
    title = HTTPStatus(fault.status).phrase
    if media == "text/html":
        answer = page(request, "refusal", fault.status, title=title, message=fault.message)
        answer.headers.update(headers)
        return answer
    if media in _JSON:
        said = {"title": title, "status": fault.status, "detail": fault.message}
        place = {"line": fault.line, "column": fault.column} if fault.line else {}
        return JSONResponse(said | place, fault.status, headers, media)
    at = f"line {fault.line}, column {fault.column}: " if fault.line else ""
    return PlainTextResponse(f"{at}{fault.message}\n", fault.status, headers)
