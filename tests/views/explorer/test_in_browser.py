"""The explorer in a real Chromium: from disk, with the network off."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import HOSTILE, fact, thing
from explorer_fixtures import AXE, drawn, explore, real, real_page, shows

from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
TITLE = "#dossier h2"


def test_the_page_opens_on_an_overview_of_few_things_and_says_how_to_read_it(explore: Explore, real_page: str) -> None:
    page = explore(real_page)
    mode, things, _ = drawn(page)
    assert mode == "overview"
    assert 20 <= int(things) <= 64
    text = page.inner_text("#dossier")
    assert "Every statement has a voice and a page." in text
    assert "ascribed to somebody" in text


def test_a_person_is_found_by_a_variant_spelling_and_opens_as_a_fan_with_a_dossier(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page)
    page.keyboard.press("/")
    page.keyboard.type("Tchitcherin")
    page.wait_for_selector("#results [role=option]")
    assert "Georgii Chicherin" in page.locator("#results [role=option]").first.inner_text()
    page.keyboard.press("Enter")
    shows(page, TITLE, "Georgii Chicherin")
    page.wait_for_function("() => document.activeElement.textContent === 'Georgii Chicherin'")
    assert "fan" == drawn(page)[0]
    assert "id=chicherin" in page.evaluate("location.hash")
    assert "Georgii Chicherin" in page.inner_text("[aria-live=polite]")


def test_kronstadt_finds_kronshtadt(explore: Explore, real_page: str) -> None:
    page = explore(real_page)
    page.fill("#search", "Kronstadt")
    page.wait_for_selector("#results [role=option]")
    shows(page, "#results", "Kronshtadt")


def test_a_citation_leads_to_the_public_edition_and_cite_this_gives_three_formats(
    explore: Explore, small: FactBook
) -> None:
    page = explore(explorer_page(small), "#id=coexistence&open=coexistence")
    link = page.locator("#dossier .statement a.page").first
    assert ("https://example.org/ark:/13030/ft009nb0bb/", "noopener noreferrer", "_blank") == (
        link.get_attribute("href"),
        link.get_attribute("rel"),
        link.get_attribute("target"),
    )
    page.click("#dossier .cite summary")
    shows(page, "#dossier .cite pre", "Notes\n  The curators, “peaceful coexistence,” in")
    page.get_by_label("BibTeX").check()
    shows(page, "#dossier .cite pre", "@misc{kg:coexistence,")
    page.get_by_label("CSL-JSON").check()
    shows(page, "#dossier .cite pre", '"id": "kg:coexistence"')


def test_a_statement_tells_its_voice_verdict_hedge_and_date(explore: Explore, small: FactBook) -> None:
    page = explore(explorer_page(small), "#id=war-claim")
    text = page.inner_text("#dossier")
    for words in ("not stated as a plain fact", "attributed to Radek", "The author rejects what he reports."):
        assert words in text
    assert "What other statements say of it" in text
    hedged = next(s for s in small.statements if s.hedge)
    page.evaluate(f"location.hash = 'id={hedged.id}'")
    page.wait_for_function("() => document.querySelector('#dossier').innerText.includes('may well have')")


def test_back_and_forward_go_through_what_was_selected(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#id=lenin&open=lenin")
    page.click("#dossier .statement a:text-is('party leadership') >> nth=0")
    page.wait_for_function("() => document.querySelector('#dossier h2').textContent === 'party leadership'")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#dossier h2').textContent === 'Lenin'")
    page.go_forward()
    page.wait_for_function("() => document.querySelector('#dossier h2').textContent === 'party leadership'")


def test_a_deep_link_opens_exactly_its_view(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table&id=lenin&voice=outlook&from=1920-01&to=1921-12&undated=0&table.of=1")
    assert "true" == page.evaluate("String(document.querySelector('nav [aria-current]').textContent === 'Table')")
    assert page.locator("tbody tr").count() > 5
    assert 0 == page.locator("tbody td.outlook").count()
    assert "undated" not in page.locator("tbody").inner_text()
    assert "Jan 1920 – Dec 1921" in page.inner_text(".time")


def test_the_slider_moves_by_keys_and_hides_what_lies_outside(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table")
    before = page.inner_text(".tableview .status")
    page.get_by_label("From").focus()
    for _ in range(4):
        page.keyboard.press("PageUp")
    page.wait_for_function(f"() => document.querySelector('.tableview .status').textContent !== {before!r}")
    assert "from=19" in page.evaluate("location.hash")
    assert page.evaluate("history.length") <= 2, "moving a slider is no step to go back to"
    page.get_by_label("undated").uncheck()
    assert "undated=0" in page.evaluate("location.hash")


def test_time_runs_and_stops(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table", reduced_motion="no-preference")
    page.click(".time .play")
    page.wait_for_timeout(900)
    page.click(".time .play")
    assert re.search(r"from=\d{4}-\d\d&to=\d{4}-\d\d", page.evaluate("location.hash"))


def test_filters_count_and_hide_and_only_leaves_one(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table", width=1440)
    page.locator("#filters li", has_text="an outlook").get_by_role("button").click(force=True)
    assert "voice=author,attributed" in page.evaluate("location.hash")
    page.wait_for_function(
        "() => [...document.querySelectorAll('tbody td:nth-child(2)')].every((d) => d.className === 'outlook')"
    )
    page.click("#filters button:text('Clear all')")
    assert "voice" not in page.evaluate("location.hash")


def test_the_picture_is_worked_with_keys_and_grows_and_shrinks(explore: Explore, real_page: str) -> None:
    page = explore(real_page)
    drawn(page)
    page.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#dossier.filled")
    first = page.inner_text(TITLE)
    page.keyboard.press("Enter")
    assert drawn(page)[0] == "fan"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("(t) => document.querySelector('#dossier h2').innerText !== t", arg=first)
    page.keyboard.press("Enter")
    mode, things, _ = drawn(page)
    assert mode == "web"
    page.keyboard.press("Delete")
    assert int(drawn(page)[1]) < int(things)
    page.click("button:text('Show 1 hidden')")
    page.click("button:text('Everything')")
    assert drawn(page)[0] == "all"
    page.click("button:text('Overview')")
    assert drawn(page)[0] == "overview"


def test_a_click_on_a_thing_opens_it_and_dragging_pins_it(explore: Explore, small: FactBook) -> None:
    page = explore(explorer_page(small), "#open=lenin&id=lenin", width=1280)
    drawn(page)
    box = page.locator(".stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(x + 8 * step, y - 6 * step)
    page.mouse.up()
    page.wait_for_function("() => location.hash.includes('pin=lenin~')")
    page.click("button:text('Unpin')")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.hash.includes('id=')")
    page.mouse.click(x, y)
    page.wait_for_function("() => location.hash.includes('id=lenin')")


def test_a_path_between_two_things_is_told_in_sentences_with_pages(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=paths&paths.from=krasin&paths.to=famine-1921&paths.beliefs=1")
    assert page.locator(".way").count() >= 1
    assert "Jacobson 1994, p." in page.locator(".way").first.inner_text()
    page.locator(".way button").first.click()
    assert drawn(page)[0] in ("web", "fan")


def test_without_webgl_the_table_stands_in(explore: Explore, small: FactBook) -> None:
    text = explorer_page(small)
    page = explore(text)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = function () { return null; };")
    page.reload()
    page.wait_for_selector(".notice")
    assert page.locator("tbody tr").count() == len(small.statements)


@pytest.mark.parametrize("view", ["graph", "table", "paths"])
def test_hostile_texts_do_not_run(explore: Explore, small: FactBook, view: str) -> None:
    evil = thing("evil", "Event", HOSTILE, aka=(HOSTILE,), note=HOSTILE, editor=HOSTILE)
    said = fact("evil", "promotes", "war", 19, 1, note=HOSTILE, quote=HOSTILE, how=HOSTILE, hedge=HOSTILE,
                certainty="doubtful", editor=HOSTILE)  # fmt: skip
    book = replace(small, things={**small.things, "evil": evil}, statements=(*small.statements, said))
    settings = replace(book.settings, title=HOSTILE, description=HOSTILE, curators=(HOSTILE,))
    page = explore(
        explorer_page(replace(book, settings=settings), title=HOSTILE),
        f"#view={view}&id=evil&open=evil&paths.from=evil&paths.to=lenin",
    )
    page.click("#dossier .cite summary")
    shows(page, "#dossier", HOSTILE)
    page.fill("#search", "hacked")
    page.wait_for_selector("#results [role=option]")
    page.keyboard.press("Escape")
    page.goto(
        page.url.split("#")[0] + "#id=%3C%2Fscript%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E&view=%3Cb%3E"
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, #dossier script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash_", ["", "#id=lenin&open=lenin", "#view=table&id=coexistence", "#view=paths&paths.from=lenin&paths.to=germany&paths.beliefs=1", "#id=war-claim"])  # fmt: skip  # noqa: E501
def test_axe_finds_nothing_serious(explore: Explore, small: FactBook, scheme: str, hash_: str) -> None:
    page = explore(explorer_page(small), hash_, width=1440, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary'][:200]}" for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
    assert [] == bad


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_nothing_sticks_out_at_the_side(explore: Explore, real_page: str, width: int, height: int) -> None:
    for hash_ in ("", "#id=lenin&open=lenin", "#view=table", "#view=paths"):
        page = explore(real_page, hash_, width=width, height=height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator("#dossier").bounding_box()
        if width < 500 and "view=" in hash_:
            assert box is None, "on a phone the views but the graph have the whole screen until something is chosen"
        else:
            assert box["height"] > 100


def test_on_paper_there_is_text_and_no_controls(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#id=lenin&open=lenin")
    page.emulate_media(media="print")
    assert page.locator("#dossier .statement").first.is_visible()
    assert not page.locator("#search").is_visible()
    assert not page.locator(".time").is_visible()
