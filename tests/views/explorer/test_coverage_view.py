"""The explorer's coverage: what each page and paragraph yielded, the same as in coverage.html."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import HOSTILE
from explorer_fixtures import AXE, explore, real, real_page, shows

from graph_builder.model.coverage import coverage, totals
from graph_builder.model.factbook import FactBook
from graph_builder.views.coverage_page import coverage_page
from graph_builder.views.coverage_table import summary
from graph_builder.views.explorer_page import explorer_page
from graph_builder.views.explorer_payload import explorer_payload

Explore = Callable[..., Any]


def in_text(row: Any) -> list[str]:
    """The ids in the order of the text; those of one line, such as a list of names, by id, so that same facts give
    the same bytes."""
    return [s.id for s in sorted(row.statements, key=lambda s: (s.where[:3], s.id))]


def test_the_payload_has_the_rows_of_the_coverage(real: FactBook, small: FactBook) -> None:
    for book in (real, small):
        rows = coverage(book)
        made = explorer_payload(book)["paragraphs"]
        assert [row.locator.id for row in rows] == [row["id"] for row in made]
        assert [in_text(row) for row in rows] == [row["statements"] for row in made]
        assert [len(row.statements) for row in rows] == [row["yielded"] for row in made]


def test_a_part_of_the_book_knows_what_the_whole_yielded(real: FactBook) -> None:
    made = explorer_payload(real, ["lenin", "party-leadership"])["paragraphs"]
    assert sum(row["yielded"] for row in made) == len(real.statements)
    assert 0 < sum(len(row["statements"]) for row in made) < len(real.statements) / 10


def test_totals_are_those_of_coverage_html(explore: Explore, real: FactBook, real_page: str) -> None:
    page = explore(real_page, "#view=coverage")
    words = summary(totals(coverage(real)))
    assert words in coverage_page(real, coverage(real))
    assert words in page.inner_text(".cv-sum >> nth=0")
    counts = [int(text) for text in page.locator(".cv-count").all_inner_texts()]
    assert [len(row.statements) for row in coverage(real)] == counts


def test_a_paragraph_opens_as_sentences_in_the_order_of_the_text(
    explore: Explore, real: FactBook, real_page: str
) -> None:
    page = explore(real_page, "#view=coverage", width=1440)
    page.get_by_role("button", name=re.compile(r"p\. 19 ¶2: ")).click()
    shows(page, ".cv-text h2", "p. 19 ¶2")
    assert "coverage.at=jacobson-1994-p19-2" in page.evaluate("location.hash")
    row = next(row for row in coverage(real) if row.locator.id == "jacobson-1994-p19-2")
    shown = page.locator(".cv-statements .more a").evaluate_all(
        "(all) => all.map((a) => a.getAttribute('href').slice(4))"
    )
    assert in_text(row) == shown
    text = page.inner_text(".cv-text")
    for name, number in row.voices.items():
        if number:
            label = {"author": "the author", "attributed": "attributed", "outlook": "an outlook"}[name]
            assert f"{label}: {number}" in text
    link = page.locator(".cv-text > article > .meta a.page")
    assert "http://ark.cdlib.org/ark:/13030/ft009nb0bb/" == link.get_attribute("href")
    page.click(".cv-text summary")
    assert "Jacobson" in page.inner_text(".cv-text details")
    page.get_by_role("button", name="Next →").click()
    shows(page, ".cv-text h2", "p. 19 ¶3")
    page.go_back()
    shows(page, ".cv-text h2", "p. 19 ¶2")


def test_a_deep_link_opens_a_paragraph_under_filters(explore: Explore, real: FactBook, real_page: str) -> None:
    rows = coverage(real)
    row = next(row for row in rows if row.locator.id == "jacobson-1994-p19-2")
    some, all_ = row.voices["outlook"], len(row.statements)
    assert 0 < some < all_
    page = explore(real_page, "#view=coverage&coverage.at=jacobson-1994-p19-2&voice=author,attributed")
    assert f"{some} of {all_} statements pass (an outlook: {some}) the filters" in page.inner_text(".cv-text")
    assert page.locator(".cv-statements .statement").count() == some
    assert page.locator(".cv-statements .statement:not(.outlook)").count() == 0
    assert f"{sum(row.voices['outlook'] for row in rows)} pass the filters" in page.inner_text(".cv-sum >> nth=0")


def test_what_is_selected_is_marked(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=coverage&id=lenin&coverage.at=jacobson-1994-p18-1")
    assert 0 < page.locator(".cv-count .cv-dot").count() < page.locator(".cv-cell").count()
    assert "on what is selected" in (page.locator(".cv-cell:has(.cv-dot)").first.get_attribute("aria-label") or "")


def test_a_gap_and_a_reason_are_told(explore: Explore, real: FactBook) -> None:
    last = max(s.locator for s in real.statements)
    book = replace(real, statements=tuple(s for s in real.statements if s.locator != last))
    page = explore(explorer_page(book), f"#view=coverage&coverage.at={last.id}")
    assert page.locator(".cv-cell.gap").count() == 1
    assert "gap: no statement, and no reason why" in page.inner_text(".cv-text")
    assert "1 gap: nothing there, and no reason why" in page.inner_text(".cv-sum >> nth=0")


def test_paragraphs_are_reached_with_arrows(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=coverage")
    page.locator(".cv-cell").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert "p. 18 ¶2" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    shows(page, ".cv-text h2", "p. 18 ¶2")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_nothing_sticks_out(explore: Explore, real_page: str, width: int, height: int) -> None:
    for more in ("", "&coverage.at=jacobson-1994-p25-1"):
        page = explore(real_page, f"#view=coverage{more}", width=width, height=height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = page.evaluate("[...document.querySelectorAll('.cv-map, .cv-text article')].filter((e) => e.offsetWidth && e.scrollWidth > e.clientWidth + 1).length")  # fmt: skip  # noqa: E501
        assert 0 == wide
    if width == 390:
        assert not page.locator(".cv-map").is_visible()
        page.get_by_role("button", name="All paragraphs").click()
        assert page.locator(".cv-map").is_visible()


def test_hostile_texts_do_not_run_in_the_coverage(explore: Explore, small: FactBook) -> None:
    sources = {id_: replace(s, short=HOSTILE, chapters=tuple(replace(c, title=HOSTILE, section=HOSTILE) for c in s.chapters)) for id_, s in small.sources.items()}  # fmt: skip  # noqa: E501
    book = replace(small, sources=sources)
    page = explore(explorer_page(book), f"#view=coverage&coverage.at={min(s.locator for s in book.statements).id}")
    assert HOSTILE[:20] in page.inner_text(".cv-text h2")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("more", ["", "&id=lenin&coverage.at=jacobson-1994-p19-2"])
def test_axe_finds_nothing_serious_in_the_coverage(explore: Explore, real_page: str, scheme: str, more: str) -> None:
    page = explore(real_page, f"#view=coverage{more}", width=1440, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run('main', {resultTypes: ['violations']})")["violations"]
    bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary'][:200]}" for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
    assert [] == bad
