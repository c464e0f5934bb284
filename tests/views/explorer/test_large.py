"""Pages of a world of six thousand things and ten thousand statements, in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from explorer_fixtures import drawn, explore, shows
from large_world import Pages, crowd, pages

from graph_builder.views.explorer_page import statements_in
from graph_builder.views.network_page import FIRST

Explore = Callable[..., Any]
STAGE = ".stage[data-scene]"


def test_every_statement_is_in_both_pages(pages: Pages) -> None:
    assert pages.ids == statements_in(pages.explorer)
    held = re.search(r'id="payload">(.*?)</script>', pages.graph, re.DOTALL)
    assert held is not None
    assert pages.ids == {edge["id"] for edge in json.loads(held[1])["edges"]}


def test_a_large_graph_opens_on_what_can_be_read_and_then_tells_what_it_shows(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer, width=1440, height=900)
    mode, things, _ = drawn(page)
    assert mode == "overview"
    assert int(things) <= 64
    shows(page, "#dossier", "5,999 things and 10,000 statements")


def test_the_first_picture_does_not_wait_for_the_sentences(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer)
    page.add_init_script(
        """window.order = []; new MutationObserver(() => {
        const [picture, all] = ['.stage[data-scene]', '#explorer[data-ready]'].map((s) => document.querySelector(s));
        if (picture && !order.length) order.push(all ? 'both' : document.querySelector('#dossier').innerText);
        }).observe(document, {subtree: true, childList: true, attributes: true});"""
    )
    page.reload()
    page.wait_for_selector("#explorer[data-ready]")
    assert "The statements are being read" in page.evaluate("order[0]")


def test_everything_is_drawn_without_a_pause_that_one_would_notice(explore: Explore, pages: Pages) -> None:
    from explorer_opening import tasks

    page = explore(pages.explorer, width=1440, height=900)
    drawn(page)
    browser = page.context.browser
    browser.start_tracing(page=page, categories=["toplevel"])
    page.click("button:text-is('Everything')")
    mode, things, statements = crowd(page)
    longest = tasks(browser.stop_tracing())
    assert (mode, pages.things, 10_000) == ("all", int(things), int(statements))
    assert 0 < longest < 100, "milliseconds of the processor; it was one task of seconds"
    assert "zoom in for more" in page.inner_text(".picturebar .status")


def test_drawing_everything_tells_how_far_it_is_and_can_be_stopped(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer)
    drawn(page)
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 12})
    page.evaluate("location.hash = 'all=1'")
    page.wait_for_function("() => /Everything: \\d+ %/.test(document.querySelector('.picturebar').innerText)")
    page.evaluate("document.querySelector('.picturebar .status button').click()")
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_function("() => !location.hash.includes('all=1')")
    page.wait_for_timeout(500)
    assert "overview" == drawn(page)[0]
    assert "%" not in page.inner_text(".picturebar .status")


def test_search_finds_things_and_statements_among_all(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer)
    page.fill("#search", "Situations number 856")
    page.wait_for_function(
        "() => /Situations number 856/.test(document.querySelector('#results [role=option]')?.innerText)"
    )
    page.keyboard.press("Enter")
    shows(page, "#dossier h2", "Situations number 856")
    assert page.locator("#dossier .statement").count() > 0


def test_a_table_of_ten_thousand_rows_holds_those_near_to_where_one_looks(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer, "#view=table")
    rows = page.locator("tbody tr:not(.gap)")
    first = rows.first.inner_text()
    assert 40 < rows.count() < 250
    assert "10001" == page.get_attribute(".tableview table", "aria-rowcount")
    page.evaluate("document.querySelector('.tableview .scroll').scrollTop = 1e9")
    page.wait_for_selector("tr[aria-rowindex='10001']")
    assert 40 < rows.count() < 250
    page.evaluate("document.querySelector('.tableview .scroll').scrollTop = 0")
    page.wait_for_selector("tr[aria-rowindex='2']")
    assert first == rows.first.inner_text()
    page.get_by_role("button", name="Subject").click()
    page.wait_for_function("() => document.querySelector('tbody tr:not(.gap)').innerText.startsWith('Events number 0')")


def test_coverage_shows_so_many_pages_at_once_and_opens_any(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer, "#view=coverage")
    shows(page, ".cv-sum", "10,000 statements of")
    assert 60 == page.locator(".cv-sheet tbody tr:not(.cv-turn)").count()
    page.fill(".cv-jump input", "249")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cv-cell[aria-current]")
    page.get_by_role("button", name="earlier pages").first.click()
    assert 60 == page.locator(".cv-sheet tbody tr:not(.cv-turn)").count()


def test_a_belief_map_of_a_thousand_links_shows_those_near_to_one_thing_and_says_so(
    explore: Explore, pages: Pages
) -> None:
    page = explore(pages.explorer, "#view=beliefs&id=situations-3")
    shows(page, ".beliefsview .notice", "nearest to Situations number 3 are drawn")


def test_a_browser_that_cannot_unpack_is_told_so_and_where_the_statements_are(
    browser: Any, pages: Pages, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(pages.explorer, "utf-8")
    page = browser.new_context(offline=True).new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(file.as_uri())
    shows(page, "#explorer", "it has no DecompressionStream")
    assert "statements.csv" in page.inner_text("#explorer")
    page.context.close()


@pytest.fixture
def network(browser: Any, pages: Pages, tmp_path: Path) -> Iterator[Any]:
    """graph.html of the large world."""
    heard: list[str] = []
    file = tmp_path / "graph.html"
    file.write_text(pages.graph, "utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_selector("#stage canvas")
    yield page
    context.close()
    assert heard == []


def test_the_network_page_draws_the_most_connected_and_says_what_it_leaves_out(network: Any, pages: Pages) -> None:
    text = network.inner_text("#panel")
    assert "5999 things and 10000 statements" in text
    assert f"The picture shows the {FIRST} things with most statements" in text
    assert f"The other {pages.things - FIRST} things come into it when they" in text
    assert f"Picture of {FIRST} things" in network.get_attribute("#stage .vis-network", "aria-label")


def test_whatever_is_chosen_comes_into_the_network_with_its_neighbours_and_leaves_again(network: Any) -> None:
    network.evaluate(
        """() => { window.drawn = []; const write = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (words, ...more) { window.drawn.push(words);
        return write.call(this, words, ...more); }; }"""
    )
    network.fill("#search", "States number 7")
    network.keyboard.press("Enter")
    network.wait_for_function("() => document.querySelector('#panel h2').textContent === 'States number 7'")
    network.wait_for_function("() => drawn.join(' ').includes('States number 7')")
    network.wait_for_function("() => drawn.join(' ').includes('acts against')")
    network.keyboard.press("Escape")
    network.wait_for_timeout(200)
    network.evaluate("() => { window.drawn = []; }")
    network.click("#fit")
    network.wait_for_function("() => drawn.length > 20")
    assert "States number 7" not in network.evaluate("drawn.join(' | ')").split(" | ")


def test_long_lists_come_in_pieces(network: Any) -> None:
    network.locator("#panel summary", has_text="All statements").click()
    items = network.locator("#panel details .statements > li")
    items.first.wait_for()
    before = items.count()
    assert before in (500, 1000)  # a piece of one list, or of both
    network.locator("#panel button.more").first.click()
    assert items.count() == before + 500
