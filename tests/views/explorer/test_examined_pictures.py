"""What each view but the graph hands out: the statements that it shows, and its picture as an SVG that stands alone."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOSTILE
from explorer_fixtures import explore, go, handed, real, real_page

from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "defs", "linearGradient", "stop", "pattern", "rect", "g", "line", "path", "text"}
WAYS = "view=beliefs&beliefs.of=integrationists-1921"


def csv_ids(page: Any) -> list[str]:
    rows = csv.DictReader(io.StringIO(handed(page, "Statements (CSV)")[1].decode("utf-8"), newline=""))
    return [row["id"] for row in rows]


def test_each_view_shares_the_statements_that_it_shows_and_no_other(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#" + WAYS)
    page.wait_for_selector("svg.map")
    links = set(page.evaluate("[...document.querySelectorAll('svg.map a.pill')].map((a) => a.dataset.edge)"))
    shared = csv_ids(page)
    assert len(links) == 26
    held = page.locator("svg.map .said").count()
    assert links < set(shared)
    assert len(shared) <= len(links) + held + 5, "what it expects of the things, and no more"

    go(page, "view=compare&compare.of=stalin-1925,central-committee-majority-1925&compare.show=differ")
    cells = page.evaluate(
        """[...document.querySelectorAll('.sides .more a, .wholes .more a')]
           .map((a) => decodeURIComponent(a.hash.slice(4).split('&')[0]))"""
    )
    assert set(cells) == set(csv_ids(page))

    go(page, "view=coverage&coverage.at=jacobson-1994-p24-3")
    page.wait_for_selector(".cv-statements")
    assert page.locator(".cv-statements > li").count() == len(csv_ids(page)) == 2
    go(page, "view=coverage")
    assert len(csv_ids(page)) == 1066

    go(page, "view=ask&ask.q=claims-of&ask.run=1")
    page.wait_for_selector(".answer tbody tr")
    assert page.locator(".answer tbody tr").count() == len(csv_ids(page)) == 13
    go(page, "view=ask")
    page.wait_for_selector(".questions")
    assert [] == csv_ids(page), "a list of questions shows no statement"


@pytest.mark.parametrize(
    ("hash_", "words"),
    [
        ("view=senses", ["What was meant by “peaceful coexistence”", "Trotsky", "by March 1918", "undated in the text",
                         "Expressly not a short peace break", "↳ grew out of Lenin, by March 1918", "What was meant"]),
        ("view=compare&compare.of=central-committee-majority-1925,stalin-1925",
         ["Stalin's own conception of world politics", "✕ contradicts Stalin", "denied", "The text does not say.",
          "contradicts another outlook", "a belief, not a fact", "held by Stalin; by 1925"]),
        (f"{WAYS}&beliefs.from=foreign-trade&beliefs.to=regime-consolidation",
         ["A belief, not a fact; held by Lenin, integrationists; by late 1921.", "condition of", "expected"]),
    ],
)  # fmt: skip
def test_the_picture_of_a_view_is_an_svg_with_names_key_credit_and_pages(
    explore: Explore, browser: Any, real_page: str, tmp_path: Path, hash_: str, words: list[str]
) -> None:
    page = explore(real_page, "#" + hash_)
    page.wait_for_timeout(100)
    name, raw = handed(page, "Picture (SVG)")
    assert re.fullmatch(r"[a-z0-9-]+\.svg", name)
    text = " ".join("".join(one.itertext()) for one in ET.fromstring(raw).iter(f"{SVG}text"))
    plain = re.sub(r"\s+", " ", text)
    for expected in (*words, "CC-BY-4.0", "When the Soviet Union Entered World Politics", "The graph_builder curators"):
        assert expected in plain, expected
    file = tmp_path / "alone.svg"
    file.write_bytes(raw)
    context = browser.new_context(offline=True)
    other = context.new_page()
    other.goto(file.as_uri())
    outside, small = other.evaluate(
        """(() => { const all = document.documentElement.getBoundingClientRect();
          const texts = [...document.querySelectorAll('text')].map((t) => [t.getBoundingClientRect(), t]);
          return [texts.filter(([b]) => b.left < -1 || b.right > all.right + 1 || b.bottom > all.bottom + 1)
                       .map(([, t]) => t.textContent),
                  Math.min(...texts.map(([, t]) => parseFloat(t.getAttribute('font-size'))))]; })()"""
    )
    context.close()
    assert [] == outside
    assert small >= 11
    assert "…" not in plain, "nothing is cut short"


def test_hostile_texts_do_not_become_markup_in_the_pictures(explore: Explore, real: FactBook) -> None:
    sense = replace(real.things["lenin-1920-21"], gloss=HOSTILE, denies=(HOSTILE,))
    view = replace(real.things["stalin-1925"], label=HOSTILE)
    page = explore(explorer_page(replace(real, things={**real.things, sense.id: sense, view.id: view})), "#view=senses")
    for hash_ in (
        "view=senses",
        "view=compare&compare.of=stalin-1925,nkid-1925",
        "view=beliefs&beliefs.of=stalin-1925",
    ):
        go(page, hash_)
        root = ET.fromstring(handed(page, "Picture (SVG)")[1])
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= TAGS
        assert page.evaluate("window.hacked") is None
