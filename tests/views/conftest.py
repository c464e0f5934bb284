"""Two books made by hand for the pages: a small one with every kind, voice and trap, and a large one for looks;
and a Chromium that opens them from disk with the network off."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graph_builder.errors import Where
from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook, Passage, Settings
from graph_builder.model.names import statement_id
from graph_builder.model.relations import Kind
from graph_builder.model.sources import Chapter, Locator, Source
from graph_builder.model.statements import Figure, Statement
from graph_builder.model.things import Alignment, Outcome, Thing
from graph_builder.views.network_page import network_page

HERE = Where("synthetic.yaml")
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1> {{ 7*7 }} href"
SPOOFED = "Rad\u202eek\u2067"


def thing(id_: str, kind: Kind, label: str, **more: object) -> Thing:
    return Thing(id=id_, kind=kind, label=label, where=HERE, **more)  # type: ignore[arg-type]


def fact(subject: str, relation: str, object_: str, page: int = 19, paragraph: int = 1, **more: object) -> Statement:
    parts = [subject, relation, object_, str(page), str(paragraph), repr(sorted(more.items(), key=lambda kv: kv[0]))]
    values = {"id": statement_id(parts), "locator": Locator("jacobson-1994", page, paragraph), **more}
    return Statement(subject=subject, relation=relation, object=object_, where=HERE, **values)  # type: ignore[arg-type]


def book_of(things: list[Thing], statements: list[Statement], passages: tuple[Passage, ...] = ()) -> FactBook:
    chapter = Chapter("1", "The Ideological and Political Foundations", "", 17, 26, {17: 1, 19: 3})
    csl: dict[str, object] = {
        "title": "When the Soviet Union Entered World Politics",
        "author": [{"family": "Jacobson", "given": "Jon"}],
        "publisher": "University of California Press",
        "issued": "1994",
    }
    source = Source(
        "jacobson-1994", "Jacobson 1994", csl, (chapter,), HERE, "https://example.org/ark:/13030/ft009nb0bb/"
    )
    settings = Settings(
        title="Early Soviet foreign policy, 1917-1927",
        base="https://example.org/kg/",
        description="Who did, said, hoped, feared and promised what, from two chapters of one book",
        curators=("The curators",),
    )
    return FactBook(settings, {source.id: source}, {t.id: t for t in things}, passages, tuple(statements))


def small_things() -> list[Thing]:
    at = (Locator("jacobson-1994", 17, 1),)
    return [
        thing("lenin", "Person", "Lenin", aka=("Vladimir Ul'ianov",), type="politician", locators=at,
              note="led the government", editor="born in 1870; not in the text"),
        thing("chicherin", "Person", "Chicherin", aka=("Čičerin, Georgij",), type="diplomat", locators=at),
        thing("radek", "Person", SPOOFED, locators=at),
        thing("narkomindel", "Group", "Narkomindel", aka=("NKID",), type="ministry", locators=at),
        thing("soviet-russia", "State", "Soviet Russia", locators=at),
        thing("germany", "State", "Germany", locators=at),
        thing("genoa", "Place", "Genoa", type="city", locators=at),
        thing("genoa-conference-1922", "Event", "Genoa conference", when=parse_date("1922-04/1922-05"), locators=at),
        thing("rapallo-1922", "Document", "Treaty of Rapallo", type="treaty", when=parse_date("16 April 1922"),
              locators=at),
        thing("coexistence", "Concept", "peaceful coexistence", type="slogan", locators=at),
        thing("coexistence-chicherin-1920", "Sense", "peaceful coexistence (Chicherin, 1920)", when=parse_date("1920"),
              locators=at, holders=("chicherin",), concept="coexistence", gloss="peace with capitalist states",
              denies=("an alliance",), quote="peaceful coexistence with other governments", first=True),
        thing("commissar", "Office", "commissar for foreign affairs", locators=at),
        thing("full-recognition", "Situation", "recognition of the Soviet regime", locators=at,
              outcome=Outcome("yes", ("genoa-conference-1922",), parse_date("1924"), at, "within two years")),
        thing("war", "Situation", HOSTILE, locators=at),
        thing("lenin-1920", "Outlook", "Lenin's conception of 1920", holders=("lenin",), when=parse_date("1920"),
              locators=at),
        thing("unlinked", "Concept", "a term that nothing is said of", locators=at,
              same_as=(Alignment("http://www.wikidata.org/entity/Q1", "closeMatch", "2026-11-22"),)),
    ]  # fmt: skip


def small_statements() -> list[Statement]:
    return [
        fact("chicherin", "holds_office", "commissar", when=parse_date("1918/1930")),
        fact("commissar", "office_of", "narkomindel"),
        fact("narkomindel", "part_of", "soviet-russia"),
        fact("genoa-conference-1922", "located_in", "genoa"),
        fact("chicherin", "takes_part", "genoa-conference-1922", 19, 2, role="leader", when=parse_date("1922")),
        fact("germany", "signs", "rapallo-1922", when=parse_date("16 April 1922"), via=("rapallo-1922",)),
        fact("soviet-russia", "signs", "rapallo-1922", when=parse_date("16 April 1922"), places=("genoa",)),
        fact("lenin", "supports", "coexistence", 19, 1, when=parse_date("1920")),
        fact("lenin", "opposes", "coexistence", 19, 3, when=parse_date("1918"), negated=True),
        fact("lenin", "uses_term", "coexistence", 20, 1, by=("radek",), sense="coexistence-chicherin-1920"),
        fact("coexistence-chicherin-1920", "sense_of", "coexistence", nested=True),
        fact("coexistence-chicherin-1920", "understood_by", "chicherin", nested=True),
        fact("lenin-1920", "outlook_of", "lenin", nested=True),
        fact("rapallo-1922", "promotes", "full-recognition", 21, 1, view="lenin-1920", confidence="probable"),
        fact("lenin", "fears", "war", 21, 1, view="lenin-1920", quote="In all probability"),
        fact("lenin", "hopes_for", "full-recognition", 21, 2, certainty="possible", hedge="may well have",
             at=("genoa-conference-1922",)),
        fact("germany", "promotes", "war", 22, 1, id="war-claim", claim=True, by=("radek",), author="rejects"),
        fact("chicherin", "opposes", "war-claim", 22, 1, note="in print"),
        fact("soviet-russia", "aims_at", "full-recognition", 22, 2, mode="intended", editor="compare page 172"),
        fact("rapallo-1922", "amounts_to", "", 23, 1,
             figure=Figure("10", "times", Decimal(10), Decimal(10), "~", "1919")),
        fact("coexistence", "contrasts_with", "coexistence", 23, 2),
        fact("germany", "recognises", "soviet-russia", when=parse_date("1922")),
        fact("soviet-russia", "recognises", "germany", when=parse_date("1922")),
    ]  # fmt: skip


@pytest.fixture
def small() -> FactBook:
    """Sixteen things of all kinds and twenty-three statements in all voices."""
    nothing = Passage(Locator("jacobson-1994", 24, 3), "a question that only leads over")
    return book_of(small_things(), small_statements(), (nothing,))


@pytest.fixture
def shuffled(small: FactBook) -> FactBook:
    """The same book, read in another order; within a passage the order is the curator's, and part of what he says."""
    dice = random.Random(7)
    things, passages = list(small.things.items()), sorted({s.locator for s in small.statements})
    dice.shuffle(things)
    dice.shuffle(passages)
    statements = sorted(small.statements, key=lambda s: passages.index(s.locator))
    return replace(small, things=dict(things), statements=tuple(statements))


@pytest.fixture(scope="session")
def large() -> FactBook:
    """Four hundred things and seven hundred and fifty statements, with hubs as real books have them."""
    return large_book()


def large_book(size: int = 400, count: int = 750) -> FactBook:
    dice = random.Random(1922)
    kinds: list[Kind] = [
        "Person",
        "Group",
        "State",
        "Place",
        "Event",
        "Document",
        "Concept",
        "Office",
        "Situation",
        "Outlook",
    ]
    shares = [70, 60, 30, 15, 60, 60, 50, 10, 40, 5]
    words = "peaceful soviet world trade treaty revolution German British appeal of the commissariat for foreign affairs conference delegation credits recognition famine relief security policy capitalist stabilization".split()  # noqa: E501, SIM905
    things = []
    for i in range(size):
        kind = dice.choices(kinds, shares)[0]
        label = " ".join(dice.choices(words, k=dice.choice([1, 1, 2, 2, 3, 4, 6]))).capitalize()
        label = (
            f"{label} {i}" if kind != "Person" else dice.choice(["Krasin", "Litvinov", "Bukharin", "Rykov"]) + f" {i}"
        )
        things.append(thing(f"thing-{i}", kind, label, locators=(Locator("jacobson-1994", 17 + i % 10, 1),)))
    outlooks = [t.id for t in things if t.kind == "Outlook"]
    weights = [1 / (i + 1) ** 0.55 for i in range(size)]
    relations = [
        "supports",
        "opposes",
        "promotes",
        "hinders",
        "responds_to",
        "aims_at",
        "takes_part",
        "issues",
        "signs",
    ]
    statements = []
    for i in range(count):
        group = dice.randrange(6)
        pool = [j for j in range(size - 12) if j % 6 == group or j < 8]
        a, b = dice.choices(pool, [weights[j] for j in pool], k=2)
        if dice.random() < 0.55:
            b = dice.choice(pool)
        more: dict[str, object] = {"when": parse_date(str(1917 + i % 11)) if i % 3 else None}
        if i % 9 == 0:
            more["by"] = ("thing-0",)
        elif i % 11 == 0:
            more["view"] = dice.choice(outlooks)
        if i % 17 == 0:
            more["negated"] = True
        statements.append(
            fact(
                f"thing-{a}", dice.choice(relations), f"thing-{b}", 17 + i % 10, 1 + i % 3, id=f"statement-{i}", **more
            )
        )
    return book_of(things, statements)


Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a book's page; afterwards nothing may have been asked for, and nothing complained of."""
    heard: list[str] = []
    contexts = []

    def asked(url: str, own: str) -> None:
        if url.split("#")[0] != own:
            heard.append(f"asked for {url}")

    def open_page(book: FactBook, hash_: str = "", width: int = 1280, height: int = 720, **more: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(network_page(book), encoding="utf-8", newline="\n")
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **{"reduced_motion": "reduce", **more}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda other: heard.append(f"popup: {other.url}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: asked(request.url, file.as_uri()))
        page.goto(file.as_uri() + hash_)
        if more.get("java_script_enabled", True):
            page.wait_for_selector("#stage canvas", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []
