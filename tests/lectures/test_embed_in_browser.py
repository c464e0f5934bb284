"""One scene in somebody else's page: in a sandbox, from disk, in a narrow column, read out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from opened import Open, faults, opening, tiny_lecture, until, waits

from graph_builder.lectures.embed import embed_page, embed_snippet
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook

EVIL = '</script><script>window.hacked=1</script>" onload="window.hacked=1'
SCENE = tiny_lecture().scenes[1]


@pytest.fixture(scope="module")
def embed(tiny: FactBook) -> str:
    return embed_page(SCENE, tiny_lecture(), tiny)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    yield from opening(browser, tmp_path)


@pytest.fixture
def host(browser: Any, tmp_path: Path) -> Iterator[Open]:
    yield from opening(browser, tmp_path, "iframe")


def seen(page: Any) -> list[str]:
    """The things that the picture shows."""
    return sorted(
        page.evaluate("""[...document.querySelectorAll('.box')]
            .filter((box) => box.checkVisibility({ visibilityProperty: true })).map((box) => box.dataset.id)""")
    )


def framed(page: Any) -> Any:
    """The frame within a page, ready."""
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready]", state="attached")
    return frame


def test_the_buttons_go_from_step_to_step(opened: Open, embed: str) -> None:
    page = opened(embed)
    shown = [(seen(page), page.inner_text(".says"), page.inner_text(".count"))]
    page.click("text=Next")
    shown.append((seen(page), page.inner_text(".says"), page.inner_text(".count")))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    shown.append((seen(page), page.inner_text(".says"), page.inner_text(".count")))
    assert [
        (["red-army-abroad"], "The question", "Step 1 of 3"),
        (["red-army-abroad", "trotsky"], "In favour", "Step 2 of 3"),
        (["lenin", "red-army-abroad", "trotsky"], "Against", "Step 3 of 3"),
    ] == shown
    page.click("text=Previous")
    assert "Step 2 of 3" == page.inner_text(".count")


def test_the_snippet_works_in_a_sandbox_from_disk(host: Open, embed: str, tmp_path: Path) -> None:
    (tmp_path / "embed").mkdir()
    (tmp_path / "embed" / f"{SCENE.id}.html").write_text(embed, encoding="utf-8")
    page = host(f"<!doctype html><title>t</title><h1>Course</h1>{embed_snippet(SCENE, tiny_lecture())}")
    frame = framed(page)
    assert "null" == frame.evaluate("window.origin")
    assert "SecurityError" == frame.evaluate(
        "(() => { try { localStorage; return '' } catch (e) { return e.name } })()"
    )
    frame.click("text=Next")
    frame.click(".box[data-id=trotsky]")
    waits(frame, "Trotsky supports use of the Red Army")
    frame.press(".panel .close", "Enter")
    assert not frame.is_visible(".panel")


def test_the_snippet_names_the_frame_and_loads_it_late() -> None:
    found: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append({"tag": tag, **dict(attrs)})

    lecture = replace(tiny_lecture(), title=EVIL)
    Reader().feed(embed_snippet(SCENE, lecture))
    assert len(found) == 1
    wanted = {"tag": "iframe", "src": "embed/debate-1920.html", "loading": "lazy", "title": f"{SCENE.title} ({EVIL})",
              "sandbox": "allow-scripts allow-popups"}  # fmt: skip
    assert wanted == {key: found[0].get(key) for key in wanted}


def test_an_address_opens_a_thing_or_a_step(opened: Open, embed: str) -> None:
    page = opened(embed, "#node=lenin")
    assert "Lenin" == page.inner_text(".panel h2")
    assert "Step 3 of 3" == page.inner_text(".count")
    page.evaluate("location.hash = '#step=2'")
    until(page, "document.querySelector('.count').textContent === 'Step 2 of 3'")
    for address in ("#node=constructor", "#node=__proto__", "#step=x", "#node=%22]", "#step=99"):
        page.evaluate("address => { location.hash = address }", address)
    until(page, "document.querySelector('.count').textContent === 'Step 3 of 3'")


@pytest.mark.parametrize("width", [320, 700, 1200])
def test_nothing_sticks_out_and_the_panel_covers_nothing(opened: Open, embed: str, width: int) -> None:
    page = opened(embed, "#node=trotsky", width, 720)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel, picture = page.locator(".panel").bounding_box(), page.locator(".picture").bounding_box()
    apart = panel["y"] >= picture["y"] + picture["height"] or panel["x"] >= picture["x"] + picture["width"]
    assert apart
    assert page.evaluate("document.querySelector('.box text').getBoundingClientRect().height") >= 12


@pytest.mark.parametrize("width", [320, 960])
def test_axe_finds_nothing(opened: Open, embed: str, width: int) -> None:
    page = opened(embed, "#node=trotsky", width, 720)
    page.click(".told summary")
    page.click(".licences summary")
    assert faults(page, "html") == []


def test_the_list_has_every_sentence_with_its_page(opened: Open, embed: str, tiny: FactBook) -> None:
    page = opened(embed, java_script_enabled=False)
    page.click(".told summary")
    told = page.locator(".told li").all_inner_texts()
    assert len(stage_of(SCENE, tiny).shown.statements) == len(told)
    assert all("Jacobson 1994, p. 19 ¶1" in text for text in told)
    assert ["lenin", "red-army-abroad", "trotsky"] == sorted(
        page.locator(f".box[data-id={id_}]").get_attribute("data-id")
        for id_ in ("trotsky", "lenin", "red-army-abroad")
        if page.is_visible(f".box[data-id={id_}]")
    )
    assert ["The question", "In favour", "Against"] == page.locator(".says li").all_inner_texts()


def test_hostile_texts_are_only_shown(opened: Open, tiny: FactBook) -> None:
    things = {id_: replace(one, label=EVIL, aka=(EVIL,)) for id_, one in tiny.things.items()}
    book = replace(tiny, things=things, statements=tuple(replace(s, note=EVIL, how=EVIL) for s in tiny.statements))
    page = opened(embed_page(replace(SCENE, title=EVIL), replace(tiny_lecture(), title=EVIL), book), "#node=trotsky")
    assert EVIL == page.inner_text("h1") == page.inner_text(".panel h2")
    assert page.evaluate("window.hacked ?? null") is None


def test_same_scene_same_text(embed: str, tiny: FactBook) -> None:
    assert embed == embed_page(SCENE, tiny_lecture(), tiny)
