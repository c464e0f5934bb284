"""RDF -> FactBook: the way back from what `graph.rdf` writes.

Read are settings, sources, passages, things and statements of the default graph, as far as the graph's vocabulary
speaks of them; what follows from these (sentences, bounds of dates, plain edges, beliefs in graphs of their own) is
not looked at.  `leftovers` tells what a text holds beside all this.

Whether the facts keep the rules is for `check` to say, once they are YAML again.
"""

from __future__ import annotations

import re
from typing import Any

from graph_builder.errors import Where
from graph_builder.graph import from_rdf_things
from graph_builder.graph.as_written import in_order
from graph_builder.graph.from_rdf_statements import place, positions_of, read_statements
from graph_builder.graph.rdf import nquads
from graph_builder.graph.rdf_nodes import (
    LABEL,
    Nodes,
    fault,
    full,
    id_of,
    listed,
    number,
    of_type,
    one,
    optional,
    parsed,
    read_nodes,
    several,
    written,
)
from graph_builder.graph.vocabulary import Names
from graph_builder.model.factbook import FactBook, Passage, Settings
from graph_builder.model.sources import Chapter, Locator, Source

_SPDX = "https://spdx.org/licenses/"
_PASSAGE = re.compile(r"(.+)-p[0-9]+-[0-9]+")
_COUNT = re.compile(r"([0-9]{1,5}): ([0-9]{1,5})")


def from_rdf(text: str, file: str, format_: str) -> FactBook:
    """The FactBook that was written as this text; its places lead to the file and no further.

    Args:
        text: N-Quads, TriG or Turtle.
        file: what messages and places call it.
        format_: as pyoxigraph names it (see `rdf_nodes.FORMATS`).

    Raises:
        GraphBuilderError: something is missing or makes no sense; the message has file, line and column.
    """
    nodes = read_nodes(text, file, format_)
    settings = _settings(nodes)
    locators = {subject: _locator(nodes, subject) for subject in of_type(nodes, nodes.vocabulary + "Passage")}
    positions = positions_of(nodes)
    statements = sorted(read_statements(nodes, locators, positions), key=lambda s: place(s, positions))
    things = from_rdf_things.read_things(nodes, settings, locators, statements)
    sources = {source.id: source for source in (_source(nodes, s) for s in of_type(nodes, own(nodes, "Source")))}
    for subject, at in locators.items():
        if at.source not in sources:
            raise fault(nodes, subject, f"'{at.id}' is a passage of '{at.source}', which is no source here")
    passages = {Passage(s.locator) for s in statements if not s.nested}
    passages |= {
        Passage(at, why) for subject, at in locators.items() for why in several(nodes, subject, own(nodes, "nothing"))
    }
    return FactBook(
        settings=settings,
        sources=dict(sorted(sources.items())),
        things=dict(sorted(things.items())),
        passages=tuple(sorted(passages, key=lambda p: (p.locator, p.nothing))),
        statements=tuple(statements),
    )


def leftovers(text: str, file: str, format_: str, book: FactBook) -> list[str]:
    """What a text says and the FactBook that was read from it does not, as lines of N-Quads.  Order: by their text."""
    held = set(parsed(nquads(book), file, "N_QUADS"))
    reifies = full("rdf:reifies")
    return sorted(str(quad) for quad in set(parsed(text, file, format_)) - held if quad.predicate.value != reifies)


def own(nodes: Nodes, name: str) -> str:
    """The IRI of one of the graph's own terms."""
    return nodes.vocabulary + name


def _locator(nodes: Nodes, subject: str) -> Locator:
    name = id_of(nodes, subject, subject)
    match = _PASSAGE.fullmatch(name)
    if not match:
        raise fault(nodes, subject, f"'{name}' is a passage, and no page of a source")
    page, paragraph = (number(nodes, subject, own(nodes, part)) for part in ("page", "paragraph"))
    return Locator(match[1], page, paragraph)


def _settings(nodes: Nodes) -> Settings:
    top, said = nodes.base, written(nodes, nodes.base)
    licence = optional(nodes, top, full("dcterms:license"))
    more: dict[str, Any] = {}
    if prefix := optional(nodes, nodes.vocabulary.rstrip("#"), full("vann:preferredNamespacePrefix")):
        more["prefix"] = prefix.removesuffix("o")
    if "code" in said.get("licence", {}):
        more["code_licence"] = said["licence"]["code"]
    if language := optional(nodes, top, full("dc:language")):
        more["language"] = language
    settings = Settings(
        title=one(nodes, top, full("dcterms:title")),
        base=top,
        description=optional(nodes, top, full("dcterms:description")),
        facts_licence=licence.removeprefix(_SPDX) if licence else one(nodes, top, full("dc:rights")),
        curators=in_order(several(nodes, top, full("dc:creator")), listed(nodes, top, "curators")),
        version=optional(nodes, top, full("owl:versionInfo")),
        issued=optional(nodes, top, full("dcterms:issued")),
        **more,
    )
    for block, names in said.get("types", {}).items():
        settings.types[block] = {
            name: names[name] if isinstance(names, dict) else _definition(nodes, settings, name) for name in names
        }
    return settings


def _definition(nodes: Nodes, settings: Settings, name: str) -> str:
    return one(nodes, Names(settings).type(name)[1:-1], full("skos:definition"))


def _source(nodes: Nodes, subject: str) -> Source:
    csl: dict[str, object] = {
        "type": one(nodes, subject, full("dc:type")),
        "title": one(nodes, subject, full("dcterms:title")),
        "author": _authors(nodes, subject),
        "issued": one(nodes, subject, full("dcterms:issued")),
        "publisher": optional(nodes, subject, full("dc:publisher")),
        "publisher-place": optional(nodes, subject, own(nodes, "publisherPlace")),
        "container-title": optional(nodes, subject, own(nodes, "containerTitle")),
        "URL": optional(nodes, subject, full("foaf:page")),
    }
    parts = [c for c in of_type(nodes, own(nodes, "Chapter")) if subject in several(nodes, c, full("dcterms:isPartOf"))]
    chapters = {chapter.number: chapter for chapter in (_chapter(nodes, part) for part in parts)}
    return Source(
        id=id_of(nodes, subject, subject),
        short=one(nodes, subject, LABEL),
        csl={key: value for key, value in csl.items() if value},
        chapters=tuple(chapters[n] for n in in_order(chapters, listed(nodes, subject, "chapters"))),
        where=Where(nodes.file),
        url=str(csl["URL"]),
    )


def _authors(nodes: Nodes, subject: str) -> tuple[dict[str, str], ...]:
    """The authors by their names; where the two parts of a name are not told, the comma between them tells."""
    names = listed(nodes, subject, "author")
    if names is not None:
        return tuple(names)
    pairs = (name.partition(", ") for name in several(nodes, subject, full("dc:creator")))
    return tuple({"family": family, **({"given": given} if given else {})} for family, _, given in pairs)


def _chapter(nodes: Nodes, subject: str) -> Chapter:
    return Chapter(
        number=one(nodes, subject, own(nodes, "number")),
        title=one(nodes, subject, full("dcterms:title")),
        section=optional(nodes, subject, own(nodes, "section")),
        first=number(nodes, subject, own(nodes, "firstPage")),
        last=number(nodes, subject, own(nodes, "lastPage")),
        paragraphs=counts(optional(nodes, subject, own(nodes, "paragraphs"))),
        text=optional(nodes, subject, own(nodes, "textFile")),
    )


def counts(text: str) -> dict[int, int]:
    """How many paragraphs each page has.

    >>> counts("17: 1, 18: 3")
    {17: 1, 18: 3}
    """
    return {int(page): int(count) for page, count in _COUNT.findall(text)}
