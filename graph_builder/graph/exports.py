"""Graphs -> the texts of exported files.  Nothing is written here; `output` writes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

from graph_builder.graph import tables
from graph_builder.graph.drawings import gexf_of, graphml_of
from graph_builder.graph.nanopublications import SCHEMA, nanopublications_nquads
from graph_builder.graph.network import network
from graph_builder.graph.pieces import by_subject, pieced
from graph_builder.graph.quickstatements import quickstatements
from graph_builder.graph.rdf import distinct, nquads
from graph_builder.graph.reified import rdf12_nquads
from graph_builder.graph.terms import line
from graph_builder.graph.vocabulary import ontology, prefixes
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import chapter_of
from graph_builder.model.statements import Statement, is_plain, voice
from graph_builder.model.wording import citation, label_of, sentence

if TYPE_CHECKING:
    import networkx

STATEMENT_COLUMNS = (
    "id", "sentence", "subject", "subject_label", "relation", "object", "object_label", "value", "unit", "compared_to",
    "negated", "voice", "plain", "by", "view", "when", "edtf", "earliest", "latest", "inferred", "at", "where", "via",
    "as", "how", "sense", "first", "open", "confidence", "certainty", "hedge", "author", "mode", "quote", "note",
    "editor", "source", "chapter", "page", "paragraph", "citation", "nested",
)  # fmt: skip
THING_COLUMNS = (
    "id", "kind", "label", "aka", "type", "when", "edtf", "earliest", "latest", "inferred", "note", "editor", "concept",
    "gloss", "denies", "holders", "came_true", "passages", "same_as", *tables.MORE_OF_THINGS,
)  # fmt: skip
TABLES: dict[str, tuple[str, ...]] = {
    "statements.csv": STATEMENT_COLUMNS,
    "things.csv": THING_COLUMNS,
    "matches.csv": tables.MATCH_COLUMNS,
    "passages.csv": tables.PASSAGE_COLUMNS,
    "sources.csv": tables.SOURCE_COLUMNS,
    "settings.csv": tables.SETTING_COLUMNS,
}
"""The columns of every CSV file: together these hold all that a FactBook does."""


def trig(book: FactBook) -> str:
    """Every quad as TriG, with prefixes."""
    return _serialised("trig", by_subject(nquads(book)), book, "TRIG")


def nanopublications_trig(book: FactBook) -> str:
    """Every statement as a nanopublication, as TriG."""
    return _serialised("nanopublications", nanopublications_nquads(book), book, "TRIG", {"np": SCHEMA})


def turtle(book: FactBook) -> str:
    """The default graph as Turtle: all statements and plain facts, without the beliefs' own graphs."""
    return _serialised("turtle", by_subject(nquads(book)), book, "TURTLE")


def grouped(book: FactBook) -> str:
    """Every quad as TriG, a graph after the other: the default one, and the others by name."""
    named: dict[str, list[str]] = {}
    for quad in distinct(book):
        if quad.graph:
            named.setdefault(quad.graph, []).append(line(quad))
    return turtle(book) + _body(prefixes(book.settings), "TRIG", "".join(x for g in sorted(named) for x in named[g]))


def ontology_turtle(book: FactBook) -> str:
    """The graph's own terms as Turtle."""
    return _serialised("ontology", ["".join(sorted({line(quad) for quad in ontology(book.settings)}))], book, "TURTLE")


def _serialised(
    name: str, pieces: Iterable[str], book: FactBook, format_: str, more: Mapping[str, str] | None = None
) -> str:
    """Pieces of N-Quads, each written in the format by itself, under one head."""
    named = prefixes(book.settings) | dict(more or {})
    head = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in sorted(named.items()))
    return head + "".join(pieced(name, head, pieces, partial(_body, named, format_)))


def _body(named: Mapping[str, str], format_: str, text: str) -> str:
    """N-Quads in the format, without the prefixes, which Oxigraph writes first in any order."""
    import pyoxigraph

    parsed = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)
    target = getattr(pyoxigraph.RdfFormat, format_)
    default = pyoxigraph.DefaultGraph()
    graph = (q.triple for q in parsed if q.graph_name == default) if format_ == "TURTLE" else parsed
    raw = pyoxigraph.serialize(graph, format=target, prefixes=dict(named)) or b""
    return raw.decode("utf-8").split("\n", len(named))[-1]


def ordered_prefixes(text: str) -> str:
    """Turtle or TriG with its prefixes in the order of the alphabet; Oxigraph has none."""
    lines = text.splitlines(keepends=True)
    head = [line_ for line_ in lines if line_.startswith("@prefix ")]
    return "".join(sorted(head) + lines[len(head) :])


def jsonld(book: FactBook) -> str:
    """Every quad as JSON-LD: a context of prefixes, and each node once in each graph, in the order of their IRIs."""
    named = sorted(prefixes(book.settings).items())
    context = _block("{}", [f"{_quoted(prefix)}: {_quoted(address)}" for prefix, address in named], " ")
    short = _Short(named)
    made = pieced("jsonld", context, by_subject(nquads(book)), lambda text: _piece(text, short))
    default, others = zip(*(piece.split("\0") for piece in made), strict=True)
    graphs: dict[str, list[str]] = {}
    for graph, nodes in (pair for more in others if more for pair in json.loads(more).items()):
        graphs.setdefault(graph, []).extend(nodes)
    listed = [nodes for nodes in default if nodes]
    for graph, nodes in graphs.items():
        rows = [f'"@id": {_quoted(short[graph])}', f'"@graph": {_block("[]", nodes, "   ")}']
        listed.append(_block("{}", rows, "  "))
    return _block("{}", [f'"@context": {context}', f'"@graph": {_block("[]", listed, " ")}'], "") + "\n"


def _piece(text: str, short: _Short) -> str:
    """The nodes of the default graph, as they stand in the file; behind a sign that is in no JSON, those of others."""
    graphs = _nodes(text, short)
    default = graphs.pop("", [])
    return ",\n  ".join(default) + "\0" + (json.dumps(graphs) if graphs else "")


def _block(signs: str, rows: Iterable[str], indent: str) -> str:
    """An object or a list of JSON over several lines, which begins in a line with this indent."""
    inner = f"\n{indent} "
    return f"{signs[0]}{inner}{f',{inner}'.join(rows)}\n{indent}{signs[1]}"


def _nodes(text: str, short: _Short) -> dict[str, list[str]]:
    """The nodes in N-Quads as JSON, by their graphs; "" is the default one."""
    import pyoxigraph

    default = pyoxigraph.DefaultGraph()
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS):
        graph = "" if quad.graph_name == default else quad.graph_name.value
        indent = "     " if graph else "   "
        predicate, value = quad.predicate.value, quad.object
        node = found.setdefault(graph, {}).setdefault(quad.subject.value, {})
        if predicate.endswith("#type"):
            node.setdefault("@type", []).append(_quoted(short[value.value]))
            continue
        if isinstance(value, pyoxigraph.NamedNode):
            rows = [f'"@id": {_quoted(short[value.value])}']
        else:
            rows = [f"{_quoted(key)}: {_quoted(part)}" for key, part in _value(value, short).items()]
        node.setdefault(short[predicate], []).append(_block("{}", rows, indent + " "))
    return {
        graph: [_node(short[subject], node, "    " if graph else "  ") for subject, node in nodes.items()]
        for graph, nodes in found.items()
    }


def _node(subject: str, values: Mapping[str, list[str]], indent: str) -> str:
    rows = [f"{_quoted(key)}: {_block('[]', several, indent + ' ')}" for key, several in values.items()]
    return _block("{}", [f'"@id": {_quoted(subject)}', *rows], indent)


class _Short(dict[str, str]):
    """Addresses in their short form, each looked for once."""

    def __init__(self, named: list[tuple[str, str]]) -> None:
        self.named = sorted(named, key=lambda pair: -len(pair[1]))

    def __missing__(self, address: str) -> str:
        locals_ = ((prefix, address[len(base) :]) for prefix, base in self.named if address.startswith(base))
        found = next((f"{prefix}:{local}" for prefix, local in locals_ if local and "/" not in local), address)
        return self.setdefault(address, found)


def _value(value: Any, short: _Short) -> dict[str, str]:
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    return {"@value": value.value} | ({} if datatype.endswith("#string") else {"@type": short[datatype]})


def _drawn(book: FactBook) -> networkx.MultiDiGraph[str]:
    """The network for programs that draw nothing but labels: a belief's edge is not to look like a fact."""
    graph = network(book)
    for _, _, values in graph.edges(data=True):
        if values["voice"] != "author":
            values["label"] += f" ({values['voice']})"
    return graph


def graphml(book: FactBook) -> str:
    """The network as GraphML."""
    return graphml_of(_drawn(book))


def gexf(book: FactBook) -> str:
    """The network as GEXF 1.2 with dates, for Gephi's timeline.  No time stamp of its making is in it."""
    graph = _drawn(book)
    graph.graph["mode"] = "dynamic"
    head, nodes, rest = gexf_of(graph).partition("<nodes")
    head = re.sub(r' lastmodifieddate="[^"]*"', "", head)
    return re.sub(r'(<graph [^>]*?) name="[^"]*"', r"\1", head) + nodes + rest  # GEXF has no names of graphs


def node_link(book: FactBook) -> str:
    """The network as networkx's node-link JSON, a node or edge in a line."""
    import networkx

    rows = []
    for key, value in networkx.node_link_data(network(book), edges="edges").items():
        several = [json.dumps(one, ensure_ascii=False) for one in value] if isinstance(value, list) else []
        text = _block("[]", several, " ") if several else json.dumps(value, ensure_ascii=False)
        rows.append(f"{_quoted(key)}: {text}")
    return _block("{}", rows, "") + "\n"


def statements_csv(book: FactBook) -> str:
    """One row for each statement, with an English sentence.  Columns: STATEMENT_COLUMNS."""
    return tables.csv_text(STATEMENT_COLUMNS, (_row(statement, book) for statement in book.statements))


def things_csv(book: FactBook) -> str:
    """One row for each thing.  Columns: THING_COLUMNS."""
    rows = (
        {
            "id": t.id, "kind": t.kind, "label": t.label, "aka": tables.joined(t.aka), "type": t.type, **_dates(t.when),
            "note": t.note, "editor": t.editor, "concept": t.concept, "gloss": t.gloss, "holders": " ".join(t.holders),
            "denies": tables.joined(t.denies), "came_true": t.outcome.answer if t.outcome else "",
            "passages": "; ".join(citation(locator, book) for locator in t.locators),
            "same_as": " ".join(alignment.iri for alignment in t.same_as), **tables.more_of_thing(t),
        }
        for t in book.things.values()
    )  # fmt: skip
    return tables.csv_text(THING_COLUMNS, rows)


def csv_metadata(book: FactBook) -> str:
    """The columns of all tables, as CSV on the Web."""
    return tables.metadata(book, TABLES)


def _row(s: Statement, book: FactBook) -> dict[str, object]:
    chapter = chapter_of(book.sources[s.locator.source], s.locator.page)
    figure = s.figure
    return {
        "id": s.id, "sentence": sentence(s, book), "subject": s.subject, "subject_label": label_of(s.subject, book),
        "relation": s.relation, "object": s.object,
        "object_label": figure.label if figure else label_of(s.object, book),
        "value": figure.written if figure else "", "unit": figure.unit if figure else "",
        "compared_to": figure.compared_to if figure else "", "negated": _yes(s.negated), "voice": voice(s),
        "plain": _yes(is_plain(s)), "by": " ".join(s.by), "view": s.view, **_dates(s.when), "at": " ".join(s.at),
        "where": " ".join(s.places), "via": " ".join(s.via), "as": s.role, "how": s.how, "sense": s.sense,
        "first": _yes(s.first), "open": s.open, "confidence": s.confidence, "certainty": s.certainty, "hedge": s.hedge,
        "author": s.author, "mode": s.mode, "quote": s.quote, "note": s.note, "editor": s.editor,
        "source": s.locator.source, "chapter": chapter.number if chapter else "", "page": s.locator.page,
        "paragraph": s.locator.paragraph, "citation": citation(s.locator, book), "nested": _yes(s.nested),
    }  # fmt: skip


def _dates(when: Any) -> dict[str, str]:
    from graph_builder.model.dates import iso

    if when is None:
        return {}
    bounds = {"earliest": when.earliest, "latest": when.latest}
    days = {key: iso(bound) for key, bound in bounds.items() if bound is not None}
    return {"when": when.written, "edtf": when.edtf, "inferred": when.inferred} | days


def _yes(value: bool) -> str:
    return "yes" if value else "no"


EXPORTS: dict[str, tuple[str, Callable[[FactBook], str]]] = {
    "graph.nq": ("every statement as N-Quads", nquads),
    "graph.trig": ("the same as TriG", trig),
    "graph.ttl": ("statements and plain facts as Turtle", turtle),
    "graph.jsonld": ("the same as the TriG, in JSON-LD", jsonld),
    "graph.graphml": ("the network as GraphML", graphml),
    "graph.gexf": ("the network with dates, for Gephi", gexf),
    "graph.json": ("the network as node-link JSON", node_link),
    "statements.csv": ("one row for each statement", statements_csv),
    "things.csv": ("one row for each thing", things_csv),
    "matches.csv": ("one row for each match of a thing elsewhere", tables.matches_csv),
    "passages.csv": ("one row for each passage that was read", tables.passages_csv),
    "sources.csv": ("one row for each chapter of a source", tables.sources_csv),
    "settings.csv": ("title, licences, curators and types", tables.settings_csv),
    "csv-metadata.json": ("the columns of the tables, as CSV on the Web", csv_metadata),
    "ontology.ttl": ("the vocabulary", ontology_turtle),
    "graph-rdf12.nq": ("the same as N-Quads of RDF 1.2, with triple terms", rdf12_nquads),
    "nanopublications.trig": ("each statement as a nanopublication", nanopublications_trig),
    "quickstatements.txt": ("plain facts for Wikidata", quickstatements),
}
"""Every exported file: its name, what it is, and the function that makes its text."""
