"""Whatever stands behind # or ? of a page's address, or is the value of any key there: it is read, and does nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from payloads import PAYLOADS
from walls import Wall, like, seen

from graph_builder.lectures.deck import deck_page
from graph_builder.lectures.embed import embed_page
from graph_builder.lectures.lecture import Lecture
from graph_builder.model.coverage import coverage
from graph_builder.model.factbook import FactBook
from graph_builder.views.coverage_page import coverage_page
from graph_builder.views.explorer_page import explorer_page
from graph_builder.views.network_page import network_page
from graph_builder.views.ontology_page import ontology_page

World = Callable[[int], tuple[FactBook, Lecture]]
SOURCE = Path(__file__).parents[2] / "graph_builder" / "views" / "explorer" / "src"
VIEWS = re.findall(
    r"\bid: \"(\w+)\", title", (SOURCE / "views" / "registry.ts").read_text("utf-8").replace("\n    ", " ")
)
OF_STATE = re.findall(r"values\.get\(\"(\w+)\"\)|list\(\"(\w+)\"\)", (SOURCE / "state.ts").read_text("utf-8"))
OF_LISTS = re.findall(r"(\w+): \"", re.findall(r"const LISTS = {(.*?)}", (SOURCE / "state.ts").read_text("utf-8"))[0])
OF_VIEWS = {
    key
    for path in SOURCE.rglob("*.ts*")
    for key in re.findall(r"[\"'`](\w+\.[a-z_]+)[\"'`]", path.read_text("utf-8"))
    if key.split(".")[0] in VIEWS
}
KEYS = sorted(
    {name for pair in OF_STATE for name in pair if name} | {*OF_LISTS} | OF_VIEWS | {"ask.with.who", "unheard.of"}
)
"""Every key that the explorer's program reads, found in it, and two more."""
VISIT = """async (addresses) => {
    for (const address of addresses) {
        if (location.hash === address) continue;
        const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
        const before = location.href;
        location.hash = address;
        if (location.href === before) continue;
        await changed;
        await new Promise((done) => setTimeout(done));
    }
}"""
AT_ONCE = 103


def visited(wall: Wall, page: Any, addresses: list[str], ready: str, back: str) -> list[str]:
    """Goes to all of them and comes back: what is there then that was not there before, and what was heard."""
    before, odd = seen(page), []
    for i in range(0, len(addresses), AT_ONCE):
        part = addresses[i : i + AT_ONCE]
        page.evaluate(VISIT, part)
        page.evaluate(VISIT, [back])
        page.wait_for_timeout(60)
        page.wait_for_selector(ready, state="attached")
        odd += [f"{part[0]} ...: {one}" for one in [*like(before, seen(page), {*before["names"]}), *wall.heard]]
        wall.heard.clear()
    return odd


def keyed(keys: list[str], text: str, more: str = "") -> str:
    return "#" + "&".join([*(f"{key}={text}" for key in keys), more])


def test_the_explorer_reads_every_key_of_its_address() -> None:
    assert {"view", "id", "open", "hide", "pin", "from", "to", "theme", "k", "r", "voice", "m", "ch"} <= {*KEYS}
    assert {"ask.query", "table.find", "compare.of", "beliefs.path", "coverage.at", "senses.term"} <= {*KEYS}
    assert 9 == len(VIEWS)


def test_the_explorer_takes_any_text_behind_the_hash_and_as_any_value(wall: Wall, world: World) -> None:
    page, addresses = wall.page(), list[str]()
    wall.open(page, "explorer.html", explorer_page(world(0)[0]), "#explorer[data-ready]")
    own = [key for key in KEYS if key not in ("view", "ask.run")]
    for i, payload in enumerate(PAYLOADS):
        coded, view = quote(payload.text, safe=""), VIEWS[i % len(VIEWS)]
        addresses.append("#" + (payload.text if i % 2 else coded))
        addresses.append(keyed(own, coded, f"view={view}"))
        addresses += [keyed([KEYS[i % len(KEYS)]], payload.text, "id=lenin")] if i % 4 == 0 else []
    assert [] == visited(wall, page, addresses, "#explorer[data-ready]", "#view=graph")


def test_the_frame_s_code_of_any_address_is_one_frame(wall: Wall, world: World) -> None:
    page = wall.page()
    wall.open(page, "explorer.html", explorer_page(world(0)[0]), "#explorer[data-ready]")
    for payload in PAYLOADS[::6]:
        page.evaluate(VISIT, [keyed(["table.find", "ask.query", "paths.to"], quote(payload.text, safe=""))])
        page.click(".sharing > button")
        code = page.input_value("[aria-label='A frame for another page']")
        made = page.evaluate(
            """(code) => {
                const all = [...new DOMParser().parseFromString(code, "text/html").body.querySelectorAll("*")];
                return all.map((one) => [one.localName, one.getAttributeNames().sort().join(" ")]);
            }""",
            code,
        )
        page.keyboard.press("Escape")
        page.wait_for_selector("#share", state="detached")
        assert 1 == len(made), payload
        assert "iframe" == made[0][0], payload
        assert not re.search(r"\bon|srcdoc", made[0][1]), payload


@pytest.mark.parametrize("name", ["deck", "embed", "graph", "ontology", "coverage"])
def test_other_pages_take_any_text_behind_the_hash_and_the_question_mark(wall: Wall, world: World, name: str) -> None:
    book, lecture = world(0)
    scene = next(scene for scene in lecture.scenes if scene.steps)
    text, ready, back, forms = {
        "deck": (lambda: deck_page(lecture, book), "html[data-started]", "#/opening", ["#/{}", "#/sides/{}", "#{}"]),
        "embed": (lambda: embed_page(scene, lecture, book), "html[data-ready]", "#step=1", ["#node={}", "#step={}"]),
        "graph": (lambda: network_page(book), "canvas", "#", ["#node={}", "#statement={}"]),
        "ontology": (lambda: ontology_page(book), "html", "#", ["#{}"]),
        "coverage": (lambda: coverage_page(book, coverage(book)), "html", "#", ["#{}"]),
    }[name]  # fmt: skip
    page, coded = wall.page(), [quote(payload.text, safe="") for payload in PAYLOADS]
    wall.open(page, "page.html", text(), ready, back)
    addresses = [forms[i % len(forms)].format(each) for i, each in enumerate(coded)]
    addresses += ["#" + payload.text for payload in PAYLOADS]
    assert [] == visited(wall, page, addresses, ready, back)
    for start in (0, 1):
        wall.open(page, "page.html", text(), ready, f"?{'&'.join(coded[start::2])}&x={coded[start]}{back}")
    assert [] == wall.heard
