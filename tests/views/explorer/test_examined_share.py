"""Dossier, sharing and the page's frame, as an examiner tried them: in a sandbox, on paper, zoomed, by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from explorer_fixtures import drawn, explore, real, real_page, shows

from graph_builder.graph.rdf import nquads
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_notebook import explorer
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
VIEWS = ("graph", "table", "senses", "compare", "beliefs", "coverage", "timeline", "paths", "ask")
FOCUSED = "document.activeElement.textContent || document.activeElement.getAttribute('aria-label')"


def test_the_json_ld_of_everything_is_all_that_the_graph_says_of_it(
    explore: Explore, real: FactBook, real_page: str
) -> None:
    from pyoxigraph import RdfFormat, parse

    page = explore(real_page, "#view=table")
    page.click(".sharing > button")
    with page.expect_download() as waiting:
        page.click(".exports button:text-is('Data (JSON-LD)')")
    raw = Path(waiting.value.path()).read_bytes()
    written = {str(quad) for quad in parse(raw, format=RdfFormat.JSON_LD)}
    whole = {str(quad) for quad in parse(nquads(real).encode(), format=RdfFormat.N_QUADS)}
    told = {line.split(" ")[0] for line in written}
    assert set() == written - whole
    assert set() == {line for line in whole - written if line.split(" ")[0] in told}
    assert {f"<{real.settings.base}{s.id}>" for s in real.statements} <= told


def test_in_a_frame_that_may_only_run_everything_works_but_what_the_frame_forbids(
    browser: Any, real_page: str, tmp_path: Path
) -> None:
    (tmp_path / "explorer.html").write_text(real_page, "utf-8", newline="\n")
    (tmp_path / "host.html").write_text(
        '<!doctype html><title>host</title><iframe title="x" src="explorer.html#id=krasin&amp;open=krasin" '
        'sandbox="allow-scripts" width="1200" height="640"></iframe>',
        "utf-8",
    )
    heard: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 720})
    outer = context.new_page()
    outer.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    outer.on("pageerror", lambda error: heard.append(str(error)))
    outer.goto((tmp_path / "host.html").as_uri())
    inside = outer.frame_locator("iframe")
    inside.locator("#explorer[data-ready]").wait_for()
    frame = outer.frames[1]
    assert "SecurityError" == frame.evaluate("(() => { try { return localStorage } catch (e) { return e.name } })()")
    inside.locator("#dossier .cite summary").click()
    inside.locator("#dossier .cite button").focus()
    outer.keyboard.press("Enter")
    frame.wait_for_function("document.activeElement.textContent === 'Copied'")
    for tab in inside.locator("nav button").all():
        tab.click()
        assert "page" == tab.get_attribute("aria-current")
    inside.locator("main button:has-text('Write your own query')").click()
    inside.locator("main button:text-is('Ask')").click()
    inside.locator("main tbody tr").first.wait_for()
    inside.locator(".sharing > button").click()
    assert "does not allow it to hand out files" in inside.locator("#share").inner_text()
    context.close()
    assert [] == heard


def test_closing_what_was_opened_gives_the_focus_back(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table")
    page.locator("tbody a").first.focus()
    name = page.evaluate(FOCUSED)
    for close in ("Escape", "Enter"):
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.closest('#dossier') !== null")
        if close == "Enter":
            page.focus("#dossier .close")
        page.keyboard.press(close)
        page.wait_for_selector("#dossier:not(.filled)")
        page.wait_for_function(f"({FOCUSED}) === {json.dumps(name)}", timeout=5000)
    page.click(".sharing > button")
    page.keyboard.press("Escape")
    assert "Share" == page.evaluate(FOCUSED)


def test_the_share_menu_closes_when_the_keyboard_leaves_it(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table")
    page.focus(".sharing > button")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if not page.locator("#share").count():
            break
    assert 0 == page.locator("#share").count()
    assert "Dark" == page.evaluate("document.activeElement.getAttribute('aria-label')")


@pytest.mark.parametrize(("width", "height"), [(990, 720), (800, 640), (844, 390), (700, 500), (320, 640)])
def test_the_share_menu_is_never_cut_off(explore: Explore, real_page: str, width: int, height: int) -> None:
    page = explore(real_page, "#view=table", width=width, height=height)
    page.click(".sharing > button")
    box = page.locator("#share").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 360), (844, 390)])
@pytest.mark.parametrize("view", VIEWS)
def test_at_200_and_400_per_cent_the_page_scrolls_and_nothing_lies_over_anything(
    explore: Explore, real_page: str, width: int, height: int, view: str
) -> None:
    page = explore(real_page, f"#view={view}&id=lenin&open=lenin", width=width, height=height)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [page.locator(selector).bounding_box() for selector in ("header", "main .view", "#dossier")]
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1
    assert boxes[1]["height"] > 200
    assert page.evaluate("document.documentElement.scrollHeight") > height, "the rest is reached by scrolling"
    last = page.locator("#dossier > section .statement").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert 0 <= box["y"]
    assert box["y"] + box["height"] <= height + 1


def test_letters_grow_with_the_reader_s_own_size_and_on_a_wall(explore: Explore, real_page: str) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('#dossier .statement p')).fontSize)"
    at_home = explore(real_page, "#view=table&id=lenin").evaluate(size)
    on_a_wall = explore(real_page, "#view=table&id=lenin", width=3840, height=2160).evaluate(size)
    assert on_a_wall >= 1.5 * at_home
    assert "font: 100%/" in real_page.replace("font:100%", "font: 100%"), "not in pixels"


def test_on_paper_the_graph_is_its_picture_and_letters_are_black_also_from_a_dark_screen(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page, "#id=krasin&open=krasin", color_scheme="dark")
    drawn(page)
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("svg.printed .thing").count() > 5
    assert page.locator("svg.printed").is_visible()
    assert not page.locator(".stage").is_visible()
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.querySelector('#dossier h2')).color")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 0 == page.locator("svg.printed").count()
    assert page.pdf().startswith(b"%PDF")


def test_with_the_colours_of_the_system_one_sees_where_one_is(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table", forced_colors="active")
    colour = "getComputedStyle(document.querySelector('nav button%s')).backgroundColor"
    assert page.evaluate(colour % "[aria-current]") != page.evaluate(colour % ":not([aria-current])")


def test_a_denial_says_who_denies(explore: Explore, real: FactBook, real_page: str) -> None:
    for voice, words in {"view": "not so, according to the outlook", "by": "not so, according to ", "": "the text says"}.items():  # noqa: E501  # fmt: skip
        denied = next(s for s in real.statements if s.negated and (getattr(s, voice) if voice else not (s.view or s.by)))  # noqa: E501  # fmt: skip
        page = explore(real_page, f"#view=table&id={denied.id}")
        row = page.locator("#dossier dt:text-is('Denied') + dd").inner_text()
        assert row.startswith(words)
        relation = page.locator("#dossier dt:text-is('Relation') + dd").inner_text()
        assert not re.search(r"\bnot\b|\?|\(intended\)|\(possible\)", relation.split("(both")[0].split("(the other")[0])


def test_a_thing_that_is_only_named_shows_by_what(explore: Explore, real: FactBook, real_page: str) -> None:
    ends = {s.subject for s in real.statements} | {s.object for s in real.statements}
    alone = next(id_ for id_ in real.things if id_ not in ends and any(id_ in s.at for s in real.statements))
    page = explore(real_page, f"#view=table&id={alone}")
    assert page.locator("#dossier .also .statement").first.is_visible()
    assert "other" not in page.inner_text("#dossier .also summary")


def test_the_source_is_named_once_for_several_pages(explore: Explore, real: FactBook, real_page: str) -> None:
    two = next(t for t in real.things.values() if len(t.locators) > 2 and not t.outcome)
    page = explore(real_page, f"#view=table&id={two.id}")
    row = page.locator("#dossier dt:text-is('In the text') + dd")
    assert len(two.locators) == row.locator("a, .page").count()
    assert 1 == row.inner_text().count("Jacobson")


def test_the_crates_of_the_engine_are_among_the_licences(small: FactBook) -> None:
    found = re.search(r'id="licences">(.*?)</script>', explorer_page(small), re.DOTALL)
    rows = json.loads(found[1]) if found else []
    crates = {row["licence"]: row["text"] for row in rows if row["name"].endswith(" in oxigraph")}
    assert {"Apache-2.0", "MIT", "ISC", "Zlib", "Unicode-3.0"} == set(crates)
    for name in ("spargebra 0", "regex-automata 0", "wasm-bindgen 0", "rand 0", "the Rust standard library"):
        assert f"\n{name}" in f"\n{crates['Apache-2.0']}"
    assert "quick-xml 0.37.5 (MIT) Copyright (c) 2016 Johann Tuffe" in crates["MIT"]
    assert all("bill of materials" in crates[one] for one in ("Apache-2.0", "MIT", "ISC", "Zlib"))


def test_a_link_out_of_a_notebook_is_one_that_can_be_opened(browser: Any, small: FactBook, tmp_path: Path) -> None:
    (tmp_path / "cell.html").write_text(explorer(small, "lenin", ask=False)._repr_html_(), "utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((tmp_path / "cell.html").as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("#explorer[data-ready]").wait_for()
    inside.locator(".sharing > button").click()
    assert "explorer.html#id=lenin&open=lenin" == inside.locator("[aria-label='Link to this view']").input_value()
    context.close()
