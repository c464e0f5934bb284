"""The IRIs of the graph, answered: each thing, statement, passage, graph and type as a page and as RDF.

An address without an ending leads (303) to the document that the client prefers: .html, .ttl, .jsonld, .nt or .rdf.
Names are looked up in the book; no path of a file is ever made of one.

Source: https://www.w3.org/TR/cooluris/, 4.2 (303 URIs).
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from graph_builder.graph.vocabulary import Names
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.serve.aside import aside
from graph_builder.serve.description import serialised
from graph_builder.serve.dossiers import Address, dossier, found, names, statements_at
from graph_builder.serve.endpoint import ask
from graph_builder.serve.fault import Fault
from graph_builder.serve.files import built
from graph_builder.serve.negotiation import accepted, has_it, preferred
from graph_builder.serve.pages import home_of, page, root_of
from graph_builder.serve.served import Served, Site

SUFFIXES = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_LONGEST = 300


async def resource(request: Request) -> Response:
    """What stands at the path, or 404 with the nearest name."""
    site: Site = request.app.state.site
    served, home, path = site.current, home_of(site, site.current), request.scope["path"].removeprefix("/")
    name = next((path.removeprefix(each) for each in (home, "id/") if path.startswith(each)), None)
    if name is None and path + "/" == home:
        name = ""
    if name is None or len(name) > _LONGEST:
        raise Fault(404, f"there is nothing at this address{_elsewhere(site, served, path)}")
    if address := found(served, name):
        return _see(request, site, served, address)
    for suffix, media in SUFFIXES.items():
        if name.endswith(suffix) and (address := found(served, name.removesuffix(suffix))):
            return await _document(request, served, address, media)
    known = names(served)
    near = await aside(did_you_mean, name.split(".")[0], known)
    shown = "".join(c if c.isprintable() else "?" for c in name[:80])
    raise Fault(404, f"there is nothing with the id '{shown}'{near}")


def _elsewhere(site: Site, served: Served, path: str) -> str:
    """Where what was meant stands: an id without the path before it, or an address with a slash too many."""
    root, bare = root_of(site), path[:_LONGEST].rstrip("/")
    if bare == "sparql":
        return f"; did you mean {root}sparql?"
    names = [bare, *(bare.removesuffix(suffix) for suffix in SUFFIXES if bare.endswith(suffix))]
    meant = any((address := found(served, name)) and address.name for name in names)
    return f"; did you mean {root}{home_of(site, served)}{quote(bare, safe='/')}?" if meant else ""


def _see(request: Request, site: Site, served: Served, address: Address) -> Response:
    media = preferred(accepted(request.headers), SUFFIXES.values())
    if media is None:
        raise Fault(406, f"this can be had as {', '.join(SUFFIXES.values())}")
    root, suffix = root_of(site), next(suffix for suffix, each in SUFFIXES.items() if each == media)
    if address.what == "ontology":
        location = f"{root}ontology{suffix}"
    elif address.what == "dataset":
        location = root if suffix == ".html" else f"{root}void{suffix}"
    else:
        location = f"{root}{home_of(site, served)}{quote(address.name, safe='/')}{suffix}"
    return Response(status_code=303, headers={"Location": location, "Vary": "Accept"})


async def _document(request: Request, served: Served, address: Address, media: str) -> Response:
    digest = hashlib.sha256(f"{served.digest} {address.name} {media}".encode()).hexdigest()[:32]
    headers = {"ETag": f'W/"{digest}"', "Cache-Control": "public, max-age=0, must-revalidate"}
    if address.what in ("ontology", "dataset"):
        raise Fault(404, "there is nothing at this address")
    if has_it(request.headers, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if media == "text/html":
        made = await aside(dossier, served, address)
        answer = await aside(page, request, "dossier", dossier=made, address=address, suffixes=[*SUFFIXES])
    else:
        query = description_query(served, address)
        _, body = await ask(request, served, query, {"graph": media, "rows": None, "truth": None})
        answer = Response(body, media_type=media)
    answer.headers.update(headers)
    return answer


def description_query(served: Served, address: Address) -> str:
    """A query for all that is known of an address: itself, the statements about it, their passages, and labels."""
    own, book = Names(served.book.settings), served.book
    if address.what == "graph":
        graph = own.graph(address.id)
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ GRAPH {graph} {{ ?s ?p ?o }} }} UNION {{ {graph} ?p ?o BIND({graph} AS ?s) }} }}"  # noqa: E501
    statements = statements_at(served, address)
    subjects = {_iri(own, address), *(own.thing(s.id) for s in statements)}
    subjects |= {own.thing(s.locator.id) for s in statements}
    subjects |= {own.thing(f"{s.id}-figure") for s in statements if s.figure}
    subjects |= {own.thing(id_) for id_ in _parts(book, address)}
    return (
        "CONSTRUCT { ?s ?p ?o . ?o rdfs:label ?label } "
        f"WHERE {{ VALUES ?s {{ {' '.join(sorted(subjects))} }} ?s ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}"
    )


def _iri(own: Names, address: Address) -> str:
    return own.type(address.id) if address.what == "type" else own.thing(address.name)


def _parts(book: FactBook, address: Address) -> list[str]:
    """What belongs to an address beside statements: a thing's passages, a source's chapters, a type's things."""
    if address.what == "thing" and address.id in book.things:
        return [locator.id for locator in book.things[address.id].locators]
    if address.what == "source":
        return [f"{address.id}-ch{chapter.number}" for chapter in book.sources[address.id].chapters]
    if address.what == "type" and address.id:
        return [thing.id for thing in book.things.values() if thing.type == address.id]
    return []


async def described(request: Request) -> Response:
    """The vocabulary or the data set's description in another form of RDF than the built file."""
    site: Site = request.app.state.site
    name, _, suffix = request.scope["path"].removeprefix("/").rpartition(".")
    text = (await built(site))[f"{name}.ttl"]
    raw = await aside(serialised, text.decode(), SUFFIXES["." + suffix], site.current.prefixes, "text/turtle")
    return Response(raw, media_type=SUFFIXES["." + suffix])
