"""What a page says of one address of the graph: plain values, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from graph_builder.model.dates import sort_key
from graph_builder.model.factbook import FactBook, kind_of
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement, voice
from graph_builder.model.wording import citation, label_of, listed, sentence
from graph_builder.serve.served import Served
from graph_builder.views.cards import cite, clean, mentioned, target, thing_card
from graph_builder.views.looks import STROKES

What = Literal["thing", "statement", "figure", "passage", "source", "chapter", "graph", "type", "dataset", "ontology"]

_GROUPS = {"author": "The author says", "attributed": "Attributed to others", "outlook": "Within outlooks"}


@dataclass(frozen=True, slots=True)
class Address:
    """What stands at an address: `name` is the IRI's rest behind the base, `id` that of the thing, graph or type."""

    name: str
    what: What
    id: str


@dataclass(slots=True)
class Dossier:
    """A page: its heading, what kind it is of, facts about it, groups of statements and lists of links.

    Links are names of addresses; `facts` are (name, text, address or ""), `sources` and `elsewhere` (text, URL).
    """

    title: str
    kind: str
    facts: list[tuple[str, str, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: list[tuple[str, str]] = field(default_factory=list)
    groups: list[tuple[str, str, list[dict[str, Any]]]] = field(default_factory=list)
    links: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    cited: str = ""


def found(served: Served, name: str) -> Address | None:
    """What stands at base + name; None if nothing does.  Names are only ever looked up."""
    book = served.book
    if name in book.things or name in book.claims:
        return Address(name, "thing", name)
    tables: tuple[tuple[What, Any], ...] = (
        ("statement", served.statements), ("passage", served.passages), ("source", book.sources),
    )  # fmt: skip
    for what, table in tables:
        if name in table:
            return Address(name, what, name)
    head, _, rest = name.partition("/")
    if head == "graph" and (rest in book.things or rest in book.claims):
        return Address(name, "graph", rest)
    if head == "type" and (rest in type_names(book) or name == "type/"):
        return Address(name, "type", type_names(book).get(rest, ""))
    if name in ("", "ontology"):
        return Address(name, "ontology" if name else "dataset", "")
    statement = served.statements.get(name.removesuffix("-figure"))
    if statement is not None and statement.figure:
        return Address(name, "figure", statement.id)
    source, _, number = name.rpartition("-ch")
    if source in book.sources and any(c.number == number for c in book.sources[source].chapters):
        return Address(name, "chapter", name)
    return None


def type_names(book: FactBook) -> dict[str, str]:
    """The types by the names that they have in IRIs."""
    return {name.replace(" ", "-"): name for types in book.settings.types.values() for name in types}


def names(served: Served) -> Iterable[str]:
    """The names that somebody may have meant."""
    return [*served.book.things, *served.book.claims, *served.passages, *served.book.sources]


def statements_at(served: Served, address: Address) -> list[Statement]:
    """The statements that belong on the page of an address.  Order: by date, passage and id."""
    book, id_ = served.book, address.id
    if address.what in ("statement", "figure"):
        chosen = [served.statements[id_], *served.about.get(id_, ())]
    elif address.what == "graph":
        chosen = [s for s in book.statements if s.view == id_ or (not s.view and id_ in s.by)]
    elif address.what in ("thing", "passage"):
        own = [book.claims[id_]] if id_ in book.claims else []
        chosen = [*own, *served.about.get(id_, ())]
    else:
        chosen = []
    return sorted(dict.fromkeys(chosen), key=lambda s: (sort_key(s.when), s.locator, s.id))


def dossier(served: Served, address: Address) -> Dossier:
    """The page of an address other than the data set's and the vocabulary's."""
    book, id_ = served.book, address.id
    if address.what == "thing" and id_ in book.things:
        page = _thing(book, id_)
    elif address.what in ("thing", "statement", "figure"):
        page = _statement(served.statements[id_], book, address)
    elif address.what == "passage":
        page = _passage(served, served.passages[id_])
    elif address.what == "graph":
        page = Dossier(f"What is believed by or in {clean(label_of(id_, book))}", "Named graph")
        page.facts = [("whose", clean(label_of(id_, book)), id_)]
    elif address.what == "type":
        page = _type(book, id_)
    else:
        page = _source(served, address)
    groups: dict[str, list[dict[str, Any]]] = {}
    for statement in statements_at(served, address):
        groups.setdefault(voice(statement), []).append(row(statement, book, id_))
    page.groups = [(voice_, heading, groups[voice_]) for voice_, heading in _GROUPS.items() if voice_ in groups]
    if address.what in ("thing", "statement"):
        from graph_builder.views.cite import cite as how_to_cite

        page.cited = how_to_cite(book, id_)
    return page


def row(statement: Statement, book: FactBook, own: str = "") -> dict[str, Any]:
    """A statement on the page of `own`: its sentence, its voice, its page, and links to what else it speaks of."""
    place = cite(statement.locator, book)
    ends = dict.fromkeys((statement.subject, target(statement), *mentioned(statement)))
    linked = [(id_, clean(label_of(id_, book))) for id_ in ends if id_ != own and kind_of(book, id_)]
    told = sentence(statement, book)
    hedge = f"“{statement.hedge}”" if statement.hedge and statement.hedge not in told else ""
    remarks = {"hedge": hedge, "note": statement.note, "editor": statement.editor}
    return {
        "id": statement.id,
        "voice": voice(statement),
        "label": STROKES[voice(statement)].label,
        "sentence": clean(told),
        "citation": place["citation"],
        "url": place["url"],
        "passage": statement.locator.id,
        "links": linked,
        "remarks": [(name, clean(text)) for name, text in remarks.items() if text],
    }


def _thing(book: FactBook, id_: str) -> Dossier:
    card = thing_card(book.things[id_], book)
    page = Dossier(card["label"], f"{card['kind']}, {card['type']}" if card["type"] else card["kind"])
    when, outcome = card["when"], card["outcome"]
    facts = [
        ("also called", ", ".join(card["aka"]), ""),
        ("a sense of", clean(label_of(card["concept"], book)) if card["concept"] else "", card["concept"]),
        ("meaning", card["gloss"], ""),
        ("expressly not", "; ".join(card["denies"]), ""),
        ("words", card["quote"], ""),
        ("hedge", card["hedge"], ""),
        *(("of", clean(label_of(holder, book)), holder) for holder in card["holders"]),
        ("date", when["words"] if when else "", ""),
        ("note", card["note"], ""),
        ("editor", card["editor"], ""),
        ("came true", f"{outcome['answer']} {outcome['note']}".strip() if outcome else "", ""),
        *(("came about by", clean(label_of(by, book)), by) for by in (outcome["by"] if outcome else ())),
    ]
    page.facts = [fact for fact in facts if fact[1]]
    places = [*card["passages"], *(outcome["passages"] if outcome else ())]
    page.sources = [(place["citation"], place["url"]) for place in places]
    for same in card["same_as"]:
        page.elsewhere.append((f"{same['iri']} ({same['match']}, checked {same['checked']})", same["iri"]))
    return page


def _statement(statement: Statement, book: FactBook, address: Address) -> Dossier:
    kind = "Figure" if address.what == "figure" else "Claim" if statement.claim else "Statement"
    title = statement.figure.label if address.what == "figure" and statement.figure else sentence(statement, book)
    page = Dossier(clean(title), kind)
    if address.what == "figure":
        page.facts = [("figure of", clean(label_of(statement.subject, book)), statement.subject)]
    place = cite(statement.locator, book)
    page.sources = [(place["citation"], place["url"])]
    if statement.by:
        page.facts.append(("said by", clean(listed([label_of(id_, book) for id_ in statement.by])), statement.by[0]))
    if statement.view:
        page.facts.append(("within", clean(label_of(statement.view, book)), statement.view))
    return page


def _passage(served: Served, locator: Locator) -> Dossier:
    page = Dossier(clean(citation(locator, served.book)), "Passage")
    place = cite(locator, served.book)
    page.sources = [(place["citation"], place["url"])]
    reasons = [p.nothing for p in served.book.passages if p.locator == locator and p.nothing]
    page.facts = [("yields nothing", clean(reason), "") for reason in reasons]
    return page


def _type(book: FactBook, name: str) -> Dossier:
    """A type and its things; without a name, all types."""
    if not name:
        page = Dossier("Types", "Concept scheme")
        blocks = book.settings.types.items()
        page.links = [(block, [(f"type/{t.replace(' ', '-')}", t) for t in types]) for block, types in blocks]
        return page
    definitions = [types[name] for types in book.settings.types.values() if name in types]
    page = Dossier(clean(name), "Type", facts=[("definition", clean(text), "") for text in definitions])
    things = [(t.id, clean(t.label)) for t in book.things.values() if t.type == name]
    page.links = [("Things of this type", sorted(things, key=lambda pair: pair[1].casefold()))]
    return page


def _source(served: Served, address: Address) -> Dossier:
    """A source, or a chapter of one, with its passages."""
    book = served.book
    source = book.sources[address.id if address.what == "source" else address.id.rpartition("-ch")[0]]
    csl, url = source.csl, source.url
    if address.what == "source":
        page = Dossier(clean(str(csl["title"])), "Source", facts=[("short", clean(source.short), "")])
        chapters = [(f"{source.id}-ch{c.number}", clean(f"Chapter {c.number}: {c.title}")) for c in source.chapters]
        page.links = [("Chapters", chapters)]
    else:
        chapter = next(c for c in source.chapters if c.number == address.id.rpartition("-ch")[2])
        page = Dossier(
            clean(chapter.title), f"Chapter {chapter.number}", facts=[("in", clean(source.short), source.id)]
        )
        page.facts.append(("pages", f"{chapter.first}–{chapter.last}", ""))
        inside = [
            p for p in served.passages.values() if p.source == source.id and chapter.first <= p.page <= chapter.last
        ]
        page.links = [("Passages", [(p.id, p.short) for p in sorted(inside)])]
    if url.startswith(("https://", "http://")):
        page.sources = [("the public edition", url)]
    return page
