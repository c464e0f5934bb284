"""The senses of a term, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import HOSTILE
from explorer_fixtures import AXE, explore, real, real_page, shows

from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
LENIN = "tr:has([data-sense=lenin-1920-21])"


def test_the_term_with_most_senses_is_shown_by_actor_with_what_each_denied(explore: Explore, real_page: str) -> None:
    page = explore(real_page)
    page.keyboard.press("s")
    page.wait_for_selector(".sensesview tbody tr")
    assert 12 == page.locator(".sensesview tbody tr").count()
    assert "peaceful coexistence (12)" == page.inner_text(".sensesview option:checked")
    assert "Trotsky" == page.locator(".sensesview tbody th").first.inner_text()
    assert "Expressly not a short peace break in the imperialist war" in page.inner_text(LENIN)
    assert "The author hedges: probable" in page.inner_text("tr:has([data-sense=lenin-estonia-1920])")
    assert "by March 1918" in page.inner_text("tr:has([data-sense=trotsky-1918])")
    assert page.locator("[data-sense=trotsky-1918]").get_attribute("class").strip().endswith("fadeleft")


def test_the_author_s_own_sense_is_told_as_his_own(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses")
    row = page.locator("tr:has([data-sense=strict-sense])")
    assert "The author’s own" in row.inner_text()
    assert "undated in the text" in row.inner_text()
    assert "own" in (row.get_attribute("class") or "")
    assert 1 == page.locator(".sensesview tr.own").count()


def test_an_arrow_leads_from_the_sense_out_of_which_another_grew(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses", width=1440, height=900)
    page.wait_for_selector(".arrows .grew")
    assert 2 == page.locator(".arrows .grew").count()
    tip = page.locator(".arrows .grew .head").first.bounding_box()
    bar = page.locator("[data-sense=lenin-1920-21]").bounding_box()
    assert bar["x"] <= tip["x"] + tip["width"] / 2 <= bar["x"] + bar["width"]
    assert abs(tip["y"] + tip["height"] - bar["y"]) < 2
    assert "grew out of Lenin, by March 1918" in page.inner_text(LENIN)


def test_a_click_selects_the_sense_shows_its_uses_and_stands_in_the_address(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses")
    page.locator(f"{LENIN} .when").click()
    shows(page, "#dossier h2", "peaceful coexistence (Lenin, 1920 to 1921)")
    assert "id=lenin-1920-21" in page.evaluate("location.hash")
    text = page.inner_text(f"{LENIN} .details")
    assert "a real chance of a new and lengthy" in text
    assert 2 == page.locator(f"{LENIN} .details h4:text('Used so') + ul .statement").count()
    assert page.locator(f"{LENIN} .details a.page").count() >= 3
    page.locator(".sensesview .gloss a").first.focus()
    page.keyboard.press("Enter")
    shows(page, "#dossier h2", "peaceful coexistence (Trotsky, by March 1918)")


def test_a_deep_link_opens_the_sense_in_sight(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses&id=strict-sense")
    page.wait_for_selector(".sensesview tr.here .details")
    page.wait_for_timeout(100)
    box, room = (page.locator(one).bounding_box() for one in (".sensesview tr.here", ".sensesview .scroll"))
    assert room["y"] <= box["y"] < room["y"] + room["height"] - 40


def test_the_filters_hold_here_too(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses&to=1919-12&undated=0")
    shows(page, ".sensesview .status", "3 senses")
    assert "maybe" in (page.get_attribute("tr:has([data-sense=soviet-policy-october-1921])", "class") or "")
    page = explore(real_page, "#view=senses&voice=author")
    shows(page, ".sensesview", "No sense of it passes the filters.")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844), (3840, 2160)])
def test_nothing_sticks_out_and_the_words_can_be_read(
    explore: Explore, real_page: str, width: int, height: int
) -> None:
    page = explore(real_page, "#view=senses&id=central-committee-1922", width=width, height=height)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    inner = "const s = document.querySelector('.sensesview .scroll'); s.scrollWidth - s.clientWidth"
    assert page.evaluate(f"(() => {{ {inner.replace('; s.', '; return s.')} }})()") <= 0
    sizes = page.evaluate(
        "[...document.querySelectorAll('.sensesview :is(p, th, .date)')].map((e) => parseFloat(getComputedStyle(e).fontSize))"  # noqa: E501
    )
    assert min(sizes) >= 13


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(explore: Explore, real_page: str, scheme: str, width: int) -> None:
    page = explore(real_page, "#view=senses&id=lenin-1920-21", width=width, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run('main', {resultTypes: ['violations']})")["violations"]
    bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found if v["impact"] in ("serious", "critical")]
    assert [] == bad


def test_hostile_texts_do_not_run(explore: Explore, real: FactBook) -> None:
    sense = replace(real.things["lenin-1920-21"], gloss=HOSTILE, denies=(HOSTILE,), quote=HOSTILE, note=HOSTILE)
    book = replace(real, things={**real.things, sense.id: sense})
    page = explore(explorer_page(book), f"#view=senses&id={sense.id}")
    shows(page, f"{LENIN} .gloss", HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".sensesview img, .sensesview script").count() == 0
