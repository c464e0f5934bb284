"""Senses, comparison, belief map and coverage, tried in a real Chromium with what nobody expects."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import fact, thing
from explorer_fixtures import answered, explore, go, handed, phase, real, real_page, shows

from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"
OWN = "view=ask&ask.own=1&ask.run=1&ask.query="
WAYS = "view=beliefs&beliefs.of=integrationists-1921"
FOUR = "lenin-1921,soviet-leadership-1921,foreign-press-before-relief,integrationists-1921"
VIEWS = [
    "view=senses", "view=senses&id=lenin", "view=compare", f"view=compare&compare.of={FOUR}&id=lenin",
    f"{WAYS}&beliefs.from=foreign-trade&beliefs.to=regime-consolidation", "view=beliefs&beliefs.of=~author",
    "view=coverage&coverage.at=jacobson-1994-p25-1&id=lenin", "view=ask&ask.q=who-supported&ask.run=1&id=lenin",
    OWN + quote("SELECT * { ?s kgo:suports kg:lennin }"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_nothing_is_cut_sticks_out_or_is_too_small_to_read(
    explore: Explore, real_page: str, width: int, height: int, scheme: str
) -> None:
    page = explore(real_page, "", width=width, height=height, color_scheme=scheme)
    for hash_ in VIEWS:
        go(page, hash_)
        if "ask.run" in hash_:
            answered(page)
        page.wait_for_timeout(150)
        found = page.evaluate(
            """(() => {
              const view = document.querySelector('.view');
              const cut = [...view.querySelectorAll('*')].filter((e) => {
                const s = getComputedStyle(e);
                const apart = '.unseen, .unseen *, select, input, .cm-content *, caption';
                if (e.matches(apart) || !e.offsetParent) return false;
                const hides = ['hidden', 'clip'].includes(s.overflowX) && e.innerText;
                return hides && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
              }).map((e) => e.className + ': ' + e.innerText.slice(0, 50));
              const wide = [...view.querySelectorAll('.sides th, .sides td, .answer td')]
                .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.innerText.slice(0, 50));
              const walk = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
              const small = [];
              for (let n = walk.nextNode(); n; n = walk.nextNode()) {
                const e = n.parentElement;
                if (!n.data.trim() || !e.getClientRects().length || e.closest('.unseen, option')) continue;
                const scale = e.getScreenCTM ? e.getScreenCTM().a : 1;
                if (parseFloat(getComputedStyle(e).fontSize) * scale < 11.5) small.push(n.data.slice(0, 40));
              }
              return { cut, wide, small, sides: document.documentElement.scrollWidth - innerWidth };
            })()"""
        )
        assert {"cut": [], "wide": [], "small": [], "sides": 0} == {**found, "sides": max(0, found["sides"])}, hash_


def test_the_years_stand_over_what_is_scrolled_below_them(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses&id=lenin-1920-21")
    page.wait_for_timeout(150)
    above = page.evaluate(
        """[...document.querySelectorAll('.sensesview thead th')].every((th) => {
             const b = th.getBoundingClientRect();
             return [0.1, 0.3, 0.6, 0.9].every((x) => [0.2, 0.5, 0.9].every((y) =>
               th.contains(document.elementFromPoint(b.left + b.width * x, b.top + b.height * y))));
           })"""
    )
    assert above
    years = page.evaluate(
        """[...document.querySelectorAll('.sensesview .axis span')].map((e) => {
             const [a, b] = [e.getBoundingClientRect(), e.closest('th').getBoundingClientRect()];
             return [a.left >= b.left && a.right <= b.right, a.left, a.right]; })"""
    )
    assert all(inside for inside, *_ in years)
    assert all(a[2] < b[1] for a, b in itertools.pairwise(years))


def test_a_term_of_one_sense_and_one_without_dates_are_told(explore: Explore, real: FactBook) -> None:
    one = thing("red-terror-sense", "Sense", "terror (one sense)", concept="world-revolution", gloss="a lone meaning")
    book = replace(real, things={**real.things, one.id: one})
    page = explore(explorer_page(book), "#view=senses&id=red-terror-sense")
    shows(page, ".sensesview .status", "1 sense")
    assert "undated in the text" in page.inner_text(".sensesview tbody")
    assert 0 == page.locator(".sensesview .axis").count(), "no years without a date"
    root = ET.fromstring(handed(page, "Picture (SVG)")[1])
    assert "a lone meaning" in " ".join(root.itertext())


def test_the_senses_of_the_selected_actor_are_marked_and_counted(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=senses&id=lenin")
    shows(page, ".sensesview .status", "12 senses; 4 of or used by Lenin")
    assert 4 == page.locator(".sensesview tr.near").count()
    assert "Lenin" in page.inner_text(".sensesview tr.near >> nth=0")


def test_one_outlook_in_the_address_is_joined_by_those_that_the_text_sets_against_it(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page, "#view=compare&compare.of=chicherin-1925")
    names = page.locator(".sides .outlook .name").all_inner_texts()
    assert "Chicherin's view of the landscape after Locarno" == names[0]
    assert 2 <= len(names) <= 4


def test_outlooks_of_the_same_actor_and_the_selected_one_are_brought_in(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=compare&id=lenin")
    page.get_by_role("button", name="4 of the 5 outlooks of Lenin").click()
    page.wait_for_function("() => document.querySelectorAll('.sides th.outlook').length === 4")
    groups = page.locator(".sides .group td").all_inner_texts()[:4]
    assert len(set(groups)) == 4, "outlooks of one actor are told apart by their dates"
    go(page, "view=compare&id=nkid-1925")
    page.get_by_role("button", name="Add the selected").click()
    shows(page, ".sides thead", "NKID's concept of world politics")


def test_outlooks_that_have_nothing_in_common_are_told_to_have_nothing(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=compare&compare.of=hoover-1921,lenin-1918")
    shows(page, ".compareview", "They have nothing in common")
    go(page, "view=compare&compare.of=central-committee-majority-1925,stalin-1925")
    page.wait_for_selector(".tie.contradiction")
    assert 0 == page.locator(".notice").count()


def test_no_saying_begins_with_a_comma(explore: Explore, real_page: str) -> None:
    page = explore(real_page, f"#view=compare&compare.of={FOUR}")
    sayings = page.locator(".sides .statement > p:first-child").all_inner_texts()
    assert len(sayings) > 30
    assert [] == [one for one in sayings if re.search(r"^\W|:\s*[,;.]", one)]


NONE = "No way by links with a sign. There is none of any length. "


def _book_of_ways(small: FactBook) -> FactBook:
    """a hinders b, b hinders c; c promotes a, which closes a ring; a chain of nine steps from c; x apart."""
    names = [*"abcdefghijkl", "x", "y"]
    things = {f"w-{n}": thing(f"w-{n}", "Situation", f"matter {n}") for n in names}
    pairs = [*itertools.pairwise("cdefghijkl"), ("x", "y")]
    facts = [
        fact("w-a", "hinders", "w-b", 19, 1),
        fact("w-b", "hinders", "w-c", 19, 1),
        fact("w-c", "promotes", "w-a", 19, 1),
    ]
    facts += [fact(f"w-{a}", "promotes", f"w-{b}", 19, 1) for a, b in pairs]
    return replace(small, things={**small.things, **things}, statements=(*small.statements, *facts))


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ("from=w-a&beliefs.to=w-c", "One way, and it promotes (+)."),
        ("from=w-a&beliefs.to=w-b", "One way, and it hinders (−)."),
        ("from=w-a&beliefs.to=w-a", "One way, and it promotes (+). From matter a back to itself, up to 5 steps"),
        ("from=w-x&beliefs.to=w-x", NONE + "From matter x back to itself"),
        ("from=w-c&beliefs.to=w-l", "No way by links with a sign. The shortest has 9 steps."),
        ("from=w-c&beliefs.to=w-k&beliefs.steps=8", "One way, and it promotes (+)."),
        ("from=w-y&beliefs.to=w-x", NONE + "From matter y to matter x, up to 5 steps. From B to A there is one."),
        ("from=w-a&beliefs.to=w-y", NONE + "From matter a to matter y, up to 5 steps."),
    ],
)  # fmt: skip
def test_the_ways_are_told_round_rings_over_two_minus_and_where_there_is_none(
    explore: Explore, small: FactBook, ends: str, words: str
) -> None:
    page = explore(
        explorer_page(_book_of_ways(small)), f"#view=beliefs&beliefs.of=~facts&beliefs.{ends}&beliefs.path=99"
    )
    shows(page, ".ways .sum", words.split(".")[0])
    said = page.inner_text(".ways .sum")
    assert said.startswith(words), said
    assert "Show all ways" not in said
    assert ("From B to A" in said) == ("From B to A" in words)


def test_a_page_is_opened_by_its_number(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=coverage")
    page.fill(".cv-jump input", "174")
    page.keyboard.press("Enter")
    shows(page, "#cv-title", "p. 174 ¶1")
    assert "coverage.at=jacobson-1994-p174-1" in page.evaluate("location.hash")
    page.fill(".cv-jump input", "999")
    page.click(".cv-jump button")
    shows(page, ".cv-jump", "No paragraph of page 999 is here; pages run from 17 to 176.")
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('coverage.at')")
