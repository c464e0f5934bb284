"""The built pages and dumps over HTTP: made once for each state of the data, in memory, under fixed names."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import html
import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph_builder.graph.catalogue import FORMATS, NAME, catalogue
from graph_builder.pipeline import build
from graph_builder.serve.fault import Fault
from graph_builder.serve.negotiation import has_it, takes_gzip
from graph_builder.serve.pages import root_of
from graph_builder.serve.served import Served, Site

_META = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
_HEAD = 4096
_SMALL = 2048


async def built(site: Site) -> dict[str, bytes]:
    """Every file of `graph-builder build`, with the catalogue in the words of this server."""
    served = site.current
    async with served.building:
        if not served.files:
            made = await asyncio.to_thread(_made, served, site.options.address)
            served.tags.update({name: hashlib.sha256(raw).hexdigest()[:32] for name, raw in made.items()})
            served.files.update(made)
    return served.files


def _made(served: Served, address: str) -> dict[str, bytes]:
    files = build(served.book)
    files.pop(NAME, None)
    files[NAME] = catalogue(served.book, files, address, f"{address}sparql")
    made = {name: text.encode("utf-8") for name, text in files.items()}
    for name, raw in list(made.items()):
        if len(raw) > _SMALL:
            made[f"{name}.gz"] = gzip.compress(raw, 6, mtime=0)
    return made


async def file(request: Request) -> Response:
    """A built file; `data.nq` is another name of `graph.nq`, and so on."""
    site: Site = request.app.state.site
    name = request.scope["path"].removeprefix("/")
    served = site.current
    files = await built(site)
    name = f"graph.{name.removeprefix('data.')}" if name.startswith("data.") else name
    if name.endswith(".gz") or name not in files:
        raise Fault(404, "there is no such file")
    raw = files[name]
    zipped = f"{name}.gz" in files and takes_gzip(request.headers)
    tag = f'"{served.tags[name]}{"-gz" if zipped else ""}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Accept-Encoding"}
    if has_it(request.headers, tag):
        return Response(status_code=304, headers=headers)
    if name.endswith(".html"):
        headers["Content-Security-Policy"] = policy_of(raw)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(files[f"{name}.gz"] if zipped else raw, media_type=media_type(name), headers=headers)


def policy_of(raw: bytes) -> str:
    """The policy that a built page asks for itself, and that nobody may put it into a frame."""
    found = _META.search(raw[:_HEAD])
    own = html.unescape(found[1].decode()) if found else "default-src 'none'"
    return f"{own}; frame-ancestors 'none'"


def media_type(name: str) -> str:
    """The media type of a built file, by the end of its name."""
    media = FORMATS.get(name.rpartition(".")[2], ("application/octet-stream", ""))[0]
    return media if not media.startswith("text/") else f"{media}; charset=utf-8"


async def explorer(request: Request) -> Response:
    """The explorer's page; where none was built, the network's."""
    site: Site = request.app.state.site
    if "explorer.html" in await built(site):
        return await file(request)
    return RedirectResponse(f"{root_of(site)}graph.html", 307)
