"""Names that programs know: things, words, variables and prefixes called what every object of JavaScript has."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from hostile_worlds import HARMLESS, write_world
from payloads import WRITTEN
from test_hostile_addresses import KEYS, keyed
from test_hostile_pages import GO, VIEWS
from walls import Wall, like, seen

from graph_builder.lectures.deck import deck_page
from graph_builder.lectures.embed import embed_page
from graph_builder.lectures.handout import handout_page
from graph_builder.lectures.index import index_page
from graph_builder.lectures.lecture import Lecture
from graph_builder.model.coverage import coverage
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load
from graph_builder.views.coverage_page import coverage_page
from graph_builder.views.explorer_page import explorer_page
from graph_builder.views.network_page import network_page
from graph_builder.views.ontology_page import ontology_page

HARMFUL = ("breakout", "attribute", "handler", "scheme", "beacon", "mutation", "template", "script")
PART = 9
"""One of so many payloads is the name of a folder and a file."""
KNOWN = ("constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "__defineGetter__", "isPrototypeOf")
World = Callable[[int], tuple[FactBook, Lecture]]
TRADE, PERSON, SENSE, CLAIM = "trade", "litvinov", "coexistence-1920", "recognised"
RENAMED = {
    "a person and its type": {PERSON: "constructor", "diplomat": "__proto__", "politician": "toString"},
    "a situation": {TRADE: "constructor"},
    "a sense": {SENSE: "constructor"},
    "a claim": {CLAIM: "constructor"},
    "a source and its chapter": {
        "book:": "constructor:", "document: book": "document: constructor",
        "one:": "constructor:", "chapter: one": "chapter: constructor",
    },
}  # fmt: skip
"""What is called otherwise, in the files of a harmless world."""


def renamed(folder: Path, names: Mapping[str, str]) -> FactBook:
    """The harmless world with other names."""
    write_world(folder, HARMLESS)
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8")
        for old, new in names.items():
            text = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text)
        path.write_text(text, "utf-8")
    return load(folder)


def walked(wall: Wall, book: FactBook, ids: Sequence[str]) -> list[str]:
    """What the explorer says in each view and hands out, with each of these things chosen, and of everything."""
    page, told = wall.page(), []
    wall.open(page, "explorer.html", explorer_page(book), "#explorer[data-ready]")
    page.evaluate(GO, "#view=ask")
    page.wait_for_selector(".questions li")
    for view in VIEWS:
        for id_ in ids:
            own = f"paths.from=lenin&paths.to={id_}&beliefs.of=stalin-1925&senses.term=coexistence"
            page.evaluate(GO, f"#view={view}&id={id_}&open={id_}&{own}")
            page.wait_for_timeout(60)
            told.append(page.inner_text("body"))
    page.evaluate(GO, f"#all=1&id={ids[0]}")
    page.wait_for_timeout(300)
    told.append(page.inner_text("body"))
    page.click(".sharing > button")
    for name in ("Data (JSON-LD)", "Statements (CSV)", "Picture (SVG)"):
        with page.expect_download() as waiting:
            page.click(f".exports button:text-is('{name}')")
        told.append(waiting.value.path().read_text("utf-8"))
    page.close()
    return told


def words(text: str, names: Mapping[str, str]) -> Counter[str]:
    """The words of a text, without those that are called otherwise and what is made of them."""
    known = (*names, *names.values())
    left = tuple(word.lower() for name in known for word in re.findall(r"[^\W\d_]+", name))
    text = re.sub(r"statement-[a-z2-7]{16}", "", text)
    return Counter(word for word in re.findall(r"[^\W\d_]{3,}", text) if not word.lower().endswith(left))


@pytest.mark.parametrize("what", RENAMED)
def test_whatever_something_is_called_the_explorer_says_the_same_of_it(
    wall: Wall, world: World, tmp_path: Path, what: str
) -> None:
    names = RENAMED[what]
    book, plain = renamed(tmp_path / "data", names), world(HARMLESS)[0]
    assert len(plain.things) == len(book.things)
    ids = (PERSON, TRADE, SENSE, CLAIM, "lenin")
    expected = walked(wall, plain, ids)
    found = walked(wall, book, [names.get(id_, id_) for id_ in ids])
    assert [] == wall.heard
    assert {"svg"} == {ET.fromstring(drawn.pop()).tag.rpartition("}")[2] for drawn in (expected, found)}
    assert [words(text, names) for text in expected] == [words(text, names) for text in found]


def test_no_key_of_the_address_finds_what_every_object_has(wall: Wall, world: World) -> None:
    page = wall.page()
    wall.open(page, "explorer.html", explorer_page(world(HARMLESS)[0]), "#explorer[data-ready]")
    own, said = [key for key in KEYS if key not in ("view", "ask.run")], []
    for name in KNOWN:
        for view in VIEWS:
            page.evaluate(GO, keyed(own, name, f"view={view}"))
            said.append(page.inner_text("body"))
        page.evaluate(GO, f"#view={name}&pin={name}~1~2&k={name}&ask.q={name}&{name}=1&ask.with.{name}=1")
        said.append(page.inner_text("body"))
    assert [] == [text for text in said if "native code" in text or "[object" in text]
    assert [] == wall.heard


def test_queries_may_call_variables_and_prefixes_what_every_object_has(wall: Wall, world: World) -> None:
    base, page = "https://example.org/filled/", wall.page()
    book = world(HARMLESS)[0]
    wall.open(page, "explorer.html", explorer_page(book), "#explorer[data-ready]")
    named = " ".join(f"(<{base}{name}> UNDEF)" for name in KNOWN)
    queries = {
        f"SELECT ?valueOf ?constructor {{ VALUES (?valueOf ?constructor) {{ {named} }} }}": [
            f"fw:{name}" for name in KNOWN
        ],
        f"PREFIX constructor: <{base}> SELECT ?x {{ VALUES ?x {{ constructor:lenin }} }}": [book.things["lenin"].label],
        "SELECT ?__proto__ ?toString { VALUES ?__proto__ { 7 } }": ["7"],
        f"SELECT ?x {{ VALUES ?x {{ <{base}type/> <{base}type/old-guard> }} }}": [f"{base}type/", "old guard"],
    }
    for query, rows in queries.items():
        page.evaluate(GO, "#view=table")
        page.evaluate(GO, f"#view=ask&ask.own=1&ask.run=1&ask.query={quote(query, safe='')}")
        page.wait_for_selector(".answer tbody tr", timeout=60_000)
        assert rows == [row.strip() for row in page.locator(".answer tbody tr").all_inner_texts()], query
    assert [] == wall.heard


@pytest.mark.parametrize("name", ["explorer", "graph", "coverage", "ontology", "deck", "embed", "handout", "index"])
def test_a_page_may_lie_in_folders_and_files_of_any_name(wall: Wall, world: World, name: str) -> None:
    book, lecture = world(0)
    scene = next(scene for scene in lecture.scenes if scene.show)
    text = {
        "explorer": lambda: explorer_page(book), "graph": lambda: network_page(book),
        "coverage": lambda: coverage_page(book, coverage(book)), "ontology": lambda: ontology_page(book),
        "deck": lambda: deck_page(lecture, book), "embed": lambda: embed_page(scene, lecture, book),
        "handout": lambda: handout_page(lecture, book), "index": lambda: index_page([lecture], book),
    }[name]()  # fmt: skip
    page, ready = wall.page(), {"explorer": "#explorer[data-ready]"}.get(name, "html")
    names = sorted({re.sub(r"[/\\\n]", "∕", each.text)[:60] for each in WRITTEN if each.kind in HARMFUL})
    odd, plain = [], None
    for each in names[::PART]:
        wall.open(page, f"{each}/{each}.html", text, ready)
        if name == "explorer":
            page.click(".sharing > button")
            page.wait_for_selector("#share")
        found = seen(page)
        plain = plain or found
        odd += [f"{each}: {one}" for one in [*like(plain, found, {*plain["names"]}), *wall.heard]]
        wall.heard.clear()
    assert [] == odd
