"""Which form of an answer a client prefers.  Source: RFC 9110, 12.4 and 12.5.1; SPARQL 1.1 Protocol, 2.1.6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers

ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
TRUTH = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/plain": "text",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
KINDS: dict[str, dict[str, str]] = {"rows": ROWS, "truth": TRUTH, "graph": GRAPH}
"""For each kind of answer the media types on offer, the preferred ones first, and the worker's names of them."""

NAMES: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "text": ("text/plain",),
    "turtle": ("text/turtle",),
    "ttl": ("text/turtle",),
    "n3": ("text/turtle",),
    "ntriples": ("application/n-triples",),
    "nt": ("application/n-triples",),
    "rdfxml": ("application/rdf+xml",),
    "rdf": ("application/rdf+xml",),
    "rdf+xml": ("application/rdf+xml",),
    "jsonld": ("application/ld+json",),
    "json-ld": ("application/ld+json",),
}
"""What `format` and `output` may say instead of a media type: clients in use say all of these."""

_RANGE = re.compile(r"\s*([\w.+*-]+)/([\w.+*-]+)\s*((?:;[^,]*)?)\s*")
_QUALITY = re.compile(r";\s*[qQ]\s*=\s*([0-9.]{1,8})")
_LONGEST = 4000


def preferred(accept: str, offers: Iterable[str]) -> str | None:
    """The media type that a client likes best; None if it wants none of them.

    Order: by the client's quality values, then in the order of the offers.

    >>> preferred("text/csv;q=0.5, application/*", ["text/csv", "application/xml"])
    'application/xml'
    >>> preferred("", ["text/csv"]), preferred("image/png", ["text/csv"]), preferred("*/*, text/csv;q=0", ["text/csv"])
    ('text/csv', None, None)
    """
    ranges = _ranges(accept)
    best, quality = None, 0.0
    for offer in offers:
        wanted = _quality(offer, ranges)
        if wanted > quality:
            best, quality = offer, wanted
    return best


def _ranges(accept: str) -> dict[str, float]:
    if not accept.strip():
        return {"*/*": 1.0}
    found: dict[str, float] = {}
    for part in accept[:_LONGEST].split(","):
        if match := _RANGE.fullmatch(part):
            given = _QUALITY.search(match[3])
            name = f"{match[1]}/{match[2]}".lower()
            found[name] = max(found.get(name, 0.0), _number(given[1]) if given else 1.0)
    return found


def _number(text: str) -> float:
    try:
        return min(float(text), 1.0)
    except ValueError:
        return 0.0


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    """The quality of the most specific range that names the offer; 0 if none does."""
    whole = offer.split("/")[0] + "/*"
    return next((ranges[name] for name in (offer, whole, "*/*") if name in ranges), 0.0)


def accepted(headers: Headers) -> str:
    """What all the lines of Accept say together.  Source: RFC 9110, 5.3."""
    return ", ".join(headers.getlist("accept"))


def takes_gzip(headers: Headers) -> bool:
    """True if the client takes gzip; not if it only names it to forbid it (q=0).  Source: RFC 9110, 12.5.3."""
    parts = (part.partition(";") for line in headers.getlist("accept-encoding") for part in line.split(","))
    found = [_QUALITY.search(sign + rest) for name, sign, rest in parts if name.strip().lower() == "gzip"]
    return any(_number(given[1]) > 0 if given else True for given in found)


def has_it(headers: Headers, tag: str) -> bool:
    """True if the client has what the tag stands for; weak and strong tags are alike.  Source: RFC 9110, 13.1.2."""
    known = [each.strip() for line in headers.getlist("if-none-match") for each in line.split(",")]
    return "*" in known or tag.removeprefix("W/") in [each.removeprefix("W/") for each in known]


def wanted(accept: str, output: str) -> dict[str, str | None]:
    """For each kind of answer the media type that the client wants; None where it wants no answer of that kind.

    `output` is what the parameters `format` or `output` say; for a kind that it does not name, `accept` decides.

    >>> wanted("text/turtle", "csv")
    {'rows': 'text/csv', 'truth': None, 'graph': 'text/turtle'}
    """
    named = NAMES.get(output.lower(), (output.lower(),))
    return {
        kind: next((media for media in named if media in offers), None) or preferred(accept, offers)
        for kind, offers in KINDS.items()
    }


def is_known(output: str) -> bool:
    """True if `format` or `output` may say so."""
    return output.lower() in NAMES or any(output.lower() in offers for offers in KINDS.values())


def offered(kinds: Iterable[str] = KINDS) -> str:
    """The media types on offer, as a message lists them."""
    return ", ".join(dict.fromkeys(media for kind in kinds for media in KINDS[kind]))
