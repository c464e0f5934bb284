"""The belief map in a real Chromium: from disk, with the network off."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOSTILE, fact, thing
from explorer_fixtures import AXE, explore, go, real, real_page, shows

from graph_builder import query
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
QUERIES = Path(__file__).parents[3] / "graph_builder" / "graph" / "queries"
ASKED = "#view=beliefs&beliefs.of=integrationists-1921&beliefs.from=foreign-trade&beliefs.to=regime-consolidation"


def test_the_ways_are_those_of_the_query(explore: Explore, real_page: str, real: FactBook) -> None:
    answer = query(real, (QUERIES / "belief-paths.rq").read_text("utf-8"))
    wanted: dict[str, tuple[str, list[str]]] = {}
    for row in (dict(zip(answer.columns, values, strict=True)) for values in answer.rows):
        statements = wanted.setdefault(str(row["path"].value), (str(row["sign"].value), []))[1]
        statements.append(str(row["statement"].value).rsplit("/", 1)[-1])
    assert len(wanted) == 4
    page = explore(real_page, ASKED)
    shown = page.evaluate(
        """[...document.querySelectorAll('.ways > ol > li')].map((li) => [
             li.querySelector('.pill').textContent,
             [...li.querySelectorAll('.meta a[href^="#id="]')].map((a) => decodeURIComponent(a.hash.slice(4))),
           ])"""
    )
    assert sorted((sign.replace("-", "−"), ids) for sign, ids in wanted.values()) == sorted(
        (sign, [id_.split("&")[0] for id_ in ids]) for sign, ids in shown
    )
    text = page.inner_text(".ways")
    assert "All 4 ways promote (+)." in text
    assert 4 <= text.count("Jacobson 1994, p. 25 ¶1")
    assert "promotes, 5 steps: + × + × − × − × +" in text


def test_the_ways_are_seen_in_the_drawing_all_or_one(explore: Explore, real_page: str) -> None:
    page = explore(real_page, ASKED)
    page.wait_for_selector("svg.map")
    lit = page.locator("svg.map .line.lit").count()
    assert 0 < lit < page.locator("svg.map .line").count()
    page.get_by_role("button", name="Show only this").first.click()
    page.wait_for_function("() => document.querySelectorAll('svg.map .line.lit').length === 2")
    assert "beliefs.path=1" in page.evaluate("location.hash")
    page.go_back()
    page.wait_for_function(f"() => document.querySelectorAll('svg.map .line.lit').length === {lit}")


def test_the_names_are_whole_and_nothing_lies_over_anything(explore: Explore, real_page: str, real: FactBook) -> None:
    page = explore(real_page, "#view=beliefs&beliefs.of=integrationists-1921&beliefs.big=1", width=1280, height=720)
    page.wait_for_selector("svg.map")
    made = page.evaluate(
        """(() => {
          const rect = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
          const things = [...document.querySelectorAll('svg.map a.thing')];
          const names = (a) => [...a.querySelectorAll('text:not(.said)')].map((t) => t.textContent.trim());
          return {
            boxes: things.map((a) => rect(a.querySelector('rect'))),
            texts: things.flatMap((a) =>
              [...a.querySelectorAll('text')].map((t) => [rect(t), rect(a.querySelector('rect'))])),
            badges: [...document.querySelectorAll('svg.map a.pill > rect')].map(rect),
            words: things.map((a) => [a.dataset.thing, names(a).join(' ')]),
            size: things.map((a) => a.querySelector('text').getBoundingClientRect().height),
            wide: document.querySelector('.canvas').scrollWidth <= document.querySelector('.canvas').clientWidth,
          };
        })()"""
    )
    rects = made["boxes"] + made["badges"]
    met = [(a, b) for i, a in enumerate(rects) for b in rects[i + 1 :] if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1]  # fmt: skip  # noqa: E501
    assert [] == met
    for text, box in made["texts"]:
        assert box[0] - 1 <= text[0]
        assert text[2] <= box[2] + 1
    for id_, words in made["words"]:
        assert real.things[id_].label == words
    assert made["wide"], "the whole map is in sight on a stage"
    assert min(made["size"]) >= 16, "letters of a size to be read from the back"


def test_negated_links_signs_voices_and_stances_are_told(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=beliefs&beliefs.of=integrationists-1921")
    page.wait_for_selector("svg.map a.pill.hollow")
    assert 2 == page.locator("svg.map a.pill.hollow:has-text('✕ if')").count()
    assert "A belief, not a fact." in page.inner_text(".told")
    assert "expected" in str(page.locator('svg.map [data-thing="military-security"]').text_content())
    assert page.locator("svg.map .line.outlook path[stroke-dasharray]").count() > 0
    page.get_by_label("What is drawn").select_option("~facts")
    shows(page, ".told", "The author's own words, stated as plain facts.")
    page.wait_for_selector("svg.map .line.author")
    assert 0 == page.locator("svg.map .line.outlook").count()
    page.get_by_label("What is drawn").select_option("stalin-1925")
    page.wait_for_selector("svg.map a.pill:has-text('− meant')")
    page.wait_for_selector("svg.map a.pill:has-text('+ may')")


def test_things_and_links_open_the_dossier_by_mouse_and_keys(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=beliefs&beliefs.of=integrationists-1921")
    page.locator("svg.map a.pill").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#dossier.filled")
    assert "within the outlook" in page.inner_text("#dossier")
    page.locator('svg.map [data-thing="foreign-trade"]').click()
    shows(page, "#dossier h2", "foreign trade")
    assert "view=beliefs" in page.evaluate("location.hash")
    page.get_by_role("button", name="Begin at the selected").click()
    page.get_by_label("B: where the ways end").select_option("advance-of-world-revolution")
    page.get_by_label("up to how many steps").select_option("8")
    shows(page, ".ways .sum", "promote (+)")
    page.get_by_label("Change A and B").click()
    shows(page, ".ways .sum", "No way by links with a sign.")


def test_the_whole_window_is_left_by_escape(explore: Explore, real_page: str) -> None:
    page = explore(real_page, ASKED + "&id=foreign-trade")
    page.get_by_role("button", name="Whole window", exact=True).click()
    page.wait_for_selector(".beliefsview.big")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.beliefsview.big')")
    assert "id=foreign-trade" in page.evaluate("location.hash")


def test_filters_apply_and_say_so_and_an_outlook_without_links_says_so(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=beliefs&beliefs.of=integrationists-1921&r=hinders")
    shows(page, ".told", "hidden by the filters")
    assert 0 == page.locator("svg.map a.pill.minus").count()
    page = explore(real_page, "#view=beliefs&beliefs.of=nkid-1925")
    shows(page, ".beliefsview", "Nothing here is said to further")
    assert 4 == page.locator(".rests .statement").count()


def test_the_map_is_saved_as_svg(explore: Explore, real_page: str) -> None:
    page = explore(real_page, ASKED)
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert "beliefs-integrationists-1921.svg" == download.value.suggested_filename
    root = ET.fromstring(Path(download.value.path()).read_text("utf-8"))
    text = " ".join(" ".join(root.itertext()).split())
    for words in ("A belief, not a fact; held by Lenin", "+ promotes", "Jacobson", "foreign trade"):
        assert words in text
    assert re.search(r"\{http://www.w3.org/2000/svg\}svg", root.tag)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_nothing_sticks_out_at_the_side(explore: Explore, real_page: str, width: int, height: int) -> None:
    page = explore(real_page, ASKED, width=width, height=height)
    page.wait_for_selector("svg.map")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert page.locator("svg.map").is_visible()
    assert page.locator(".ways").is_visible()
    assert not page.locator(".beliefsview .bar").is_visible()


def test_hostile_texts_do_not_run(explore: Explore, small: FactBook) -> None:
    things = {
        t.id: t
        for t in (thing("evil-view", "Outlook", HOSTILE), *(thing(f"evil-{i}", "Situation", HOSTILE) for i in (1, 2)))
    }
    said = fact("evil-1", "promotes", "evil-2", 19, 1, view="evil-view", how=HOSTILE, note=HOSTILE, quote=HOSTILE)
    book = replace(small, things={**small.things, **things}, statements=(*small.statements, said))
    page = explore(
        explorer_page(book), "#view=beliefs&beliefs.of=evil-view&beliefs.from=evil-1&beliefs.to=evil-2&id=evil-1"
    )
    shows(page, ".ways", HOSTILE)
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    ET.fromstring(Path(download.value.path()).read_text("utf-8"))
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, .beliefsview script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(explore: Explore, real_page: str, scheme: str) -> None:
    page = explore(real_page, ASKED, color_scheme=scheme, bypass_csp=True, width=1440)
    page.wait_for_selector("svg.map")
    page.add_script_tag(path=str(AXE))
    for hash_ in (ASKED, "#view=beliefs&beliefs.of=~author", "#view=beliefs&beliefs.of=nkid-1925"):
        page.evaluate("(hash) => { location.hash = hash; }", hash_)
        page.wait_for_timeout(150)
        found = page.evaluate("axe.run('.beliefsview', {resultTypes: ['violations']})")["violations"]
        bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary'][:200]}" for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
        assert [] == bad


def test_on_a_phone_what_is_chosen_stays_in_sight_and_its_text_can_be_lowered(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=beliefs&beliefs.of=lenin-1921", width=390, height=844, has_touch=True)
    page.locator("svg.map a.thing", has_text="antagonisms").first.tap()
    shows(page, "#dossier h2", "antagonisms")
    page.wait_for_timeout(100)

    def room() -> float:
        """How far below the chosen thing the text begins."""
        thing, text = page.locator("svg.map a.here").bounding_box(), page.locator("#dossier").bounding_box()
        assert page.locator(".view").bounding_box()["y"] <= thing["y"]
        return float(text["y"] - thing["y"] - thing["height"])

    before = room()
    assert before >= 0
    page.click("#dossier button:text-is('Lower')")
    assert room() > before + 150
    assert "antagonisms" in page.inner_text("#dossier")
    assert "In the text" not in page.inner_text("#dossier")
    go(page, "#view=beliefs&beliefs.of=lenin-1921&id=foreign-trade")
    assert "In the text" not in page.inner_text("#dossier"), "it stays lowered for the next thing"
    page.click("#dossier button:text-is('Raise')")
    shows(page, "#dossier", "In the text")
    page.set_viewport_size({"width": 1280, "height": 720})
    assert not page.locator("#dossier .lower").is_visible()
