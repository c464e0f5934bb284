"""Every page that is opened from disk shows each text as text: nothing runs or asks, and no element is made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hostile_worlds import HARMLESS
from walls import ALONG, MARKDOWN, Wall, like, seen

from graph_builder.knowledge_graph import KnowledgeGraph
from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.deck import deck_page
from graph_builder.lectures.display import ShownLecture
from graph_builder.lectures.embed import embed_page, embed_snippet
from graph_builder.lectures.figures import figure
from graph_builder.lectures.handout import handout_page
from graph_builder.lectures.index import index_page
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.stage import stage_of
from graph_builder.lectures.timeline_json import timeline_json
from graph_builder.model.changes import changes
from graph_builder.model.coverage import coverage
from graph_builder.model.factbook import FactBook
from graph_builder.views import changes as diff
from graph_builder.views.answer_text import rendered
from graph_builder.views.coverage_page import coverage_page
from graph_builder.views.explorer_page import explorer_page
from graph_builder.views.network_page import network_page
from graph_builder.views.ontology_page import ontology_page

World = Callable[[int], tuple[FactBook, Lecture]]
Seen = dict[str, Any]
HOSTILE = [0, 1, -4]
"""The worlds; the third one with what no file may hold in each of its texts, as if it were made in Python."""
EVERYTHING = "SELECT * { ?s ?p ?o }"
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
GO = """async (address) => {
    if (location.hash === address) return;
    const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = address;
    await changed;
    await new Promise((done) => setTimeout(done));
}"""
VIEWS = ("graph", "timeline", "table", "paths", "senses", "compare", "beliefs", "coverage", "ask")


def along(page: Any, addresses: list[str]) -> Iterator[tuple[str, Seen]]:
    """What there is at each address; statements have other ids in another world, and the same order."""
    for i, found in enumerate(page.evaluate(ALONG, addresses)):
        yield f"address {i} of {page.url.rpartition('/')[2].partition('#')[0]}", found


def network(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    page = wall.page()
    wall.open(page, "graph.html", network_page(book), "canvas")
    yield "at the start", seen(page)
    yield from along(page, [*(f"#node={id_}" for id_ in book.things), *(f"#statement={s.id}" for s in book.statements)])
    for text in ("script", "{{", "=", "__ran", "words"):
        page.fill("#search", text)
    page.evaluate(OPEN)
    yield "everything opened", seen(page)


def explorer(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    page = wall.page()
    wall.open(page, "explorer.html", explorer_page(book), "#explorer[data-ready]")
    for view in VIEWS:
        for id_ in ("coexistence", "rapallo", "lenin", "stalin-1925", "recognised"):
            page.evaluate(GO, f"#view={view}&id={id_}&open={id_},lenin&paths.to=stalin&beliefs.of=stalin-1925")
        page.wait_for_timeout(100)
        page.evaluate(OPEN)
        yield view, seen(page)
    yield from along(page, [f"#id={id_}" for id_ in [*book.things, *(s.id for s in book.statements)]])
    page.evaluate(GO, "#view=timeline&timeline.as=list&id=rapallo")
    page.evaluate(GO, "#view=compare&compare.of=stalin-1925,left-1925,integration-1921")
    page.wait_for_timeout(100)
    yield "outlooks side by side", seen(page)
    page.evaluate(GO, f"#view=ask&ask.own=1&ask.run=1&ask.query={EVERYTHING}")
    page.wait_for_selector(".answer tbody tr", timeout=30_000)
    yield "an answer", seen(page)
    page.evaluate(GO, "#view=graph&id=lenin&open=lenin,trotsky,coexistence,rapallo")
    page.click(".sharing > button")
    page.wait_for_selector("#share")
    yield "shared", seen(page)
    with page.expect_download() as waiting:
        page.click(".exports button:text-is('Picture (SVG)')")
    drawing = wall.page()
    wall.open(drawing, "shared.svg", waiting.value.path().read_bytes(), "svg")
    yield "its picture", seen(drawing)


def tables(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    page = wall.page()
    for name, text in {
        "coverage.html": coverage_page(book, coverage(book)),
        "ontology.html": ontology_page(book),
        "index.html": index_page([lecture], book),
        "handout.html": handout_page(lecture, book),
    }.items():
        wall.open(page, name, text)
        page.evaluate(OPEN)
        yield name, seen(page)


def deck(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    page = wall.page()
    wall.open(page, "deck.html", deck_page(lecture, book), "html[data-started]")
    for scene in lecture.scenes:
        page.evaluate(GO, f"#/{scene.id}/9")
        for box in page.query_selector_all("section.present .box, section.present .said")[:3]:
            box.dispatch_event("click")
        page.evaluate(OPEN)
    yield "the deck", seen(page)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    popup.value.wait_for_selector("main.speaker")
    for scene in lecture.scenes:
        page.evaluate(GO, f"#/{scene.id}")
        popup.value.wait_for_timeout(30)
    yield "the speaker's window", seen(popup.value)


def embeds(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    page = wall.page()
    snippets = ""
    for scene in lecture.scenes:
        if scene.show:
            wall.open(page, f"embed/{scene.id}.html", embed_page(scene, lecture, book), "html[data-ready]")
            known = page.evaluate("JSON.parse(document.getElementById('_known').textContent)")
            for i, (_, found) in enumerate(along(page, [f"#node={id_}" for id_ in known["things"]])):
                yield f"panel {i} of {scene.id}", found
            yield f"embed of {scene.id}", seen(page)
            stage = stage_of(scene, book)
            wall.open(page, "figure.svg", figure(stage, picture_of(stage), book), "svg")
            yield f"figure of {scene.id}", seen(page)
            snippets += embed_snippet(scene, lecture)
    wall.open(page, "frames.html", f"<!doctype html><title>x</title>{snippets}")
    yield "the frames", seen(page)


def notebook(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    page, graph = wall.page(), KnowledgeGraph(book)
    whole = ShownLecture(book, lecture)
    values = {
        "lecture": whole._repr_mimebundle_()["text/html"],
        "slide": whole.scenes[0]._repr_mimebundle_()["text/html"],
        "scene": whole.scenes[2]._repr_mimebundle_()["text/html"],
        "answer": graph.query(EVERYTHING)._repr_html_(),
    }
    for name, html in values.items():
        wall.open(page, f"{name}.html", f"<!doctype html><title>x</title>{html}")
        yield f"{name} in a notebook", seen(page)
    wall.open(page, "frame.html", f"<!doctype html><title>x</title>{graph.explorer()._repr_html_()}")
    page.frame_locator("iframe").locator("#explorer[data-ready]").wait_for(state="attached")
    yield "explorer in a notebook", seen(page)


def written(wall: Wall, book: FactBook, lecture: Lecture) -> Iterator[tuple[str, Seen]]:
    """What others turn into HTML: Markdown, with HTML let through, and the JSON of TimelineJS."""
    from markdown_it import MarkdownIt

    page, parser = wall.page(), MarkdownIt("commonmark", {"html": True}).enable("table")
    empty = FactBook(book.settings, {}, {}, (), ())
    told = json.loads(timeline_json(lecture, book))
    events = [told["title"]["text"], *(event["text"] for event in told["events"])]
    values = {
        "answer": parser.render(rendered(KnowledgeGraph(book).query(EVERYTHING), book, "markdown")),
        "changes": parser.render(diff.shown(changes(empty, book), "HEAD", "markdown")),
        "time line": "".join(f"<h2>{event['headline']}</h2>{event['text']}" for event in events),
    }
    for name, html in values.items():
        wall.open(page, f"{name}.html", f"<!doctype html><title>x</title>{html}")
        yield f"{name} as others show it", seen(page)


PAGES = {each.__name__: each for each in (network, explorer, tables, deck, embeds, notebook, written)}

MORE = {"tables": MARKDOWN, "deck": MARKDOWN, "notebook": MARKDOWN, "explorer": {"blockquote"}}
"""Elements that our own pages make of some texts and not of others: Markdown, and a quote that no sentence repeats."""


@pytest.mark.parametrize("name", PAGES)
def test_every_text_in_every_field_is_shown_as_text(wall: Wall, world: World, name: str) -> None:
    expected = dict(PAGES[name](wall, *world(HARMLESS)))
    own = {element for found in expected.values() for element in found["names"]} | MORE.get(name, set())
    assert [] == wall.heard
    odd = []
    for number in HOSTILE:
        if name == "notebook" and number > 0:
            continue  # its pictures take long, and the pages within it are those of the others
        for place, found in PAGES[name](wall, *world(number)):
            odd += [f"world {number}, {place}: {one}" for one in like(expected[place], found, own)]
        odd += [f"world {number}: {one}" for one in wall.heard]
        wall.heard.clear()
        for page in wall.context.pages:
            page.close()
    assert [] == odd
