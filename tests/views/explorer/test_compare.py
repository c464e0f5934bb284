"""Outlooks side by side, in a real Chromium: from disk, with the network off."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOSTILE, fact, thing
from explorer_fixtures import AXE, explore, real, real_page, shows

from graph_builder import query
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
QUERIES = Path(__file__).parents[3] / "graph_builder" / "graph" / "queries"
THREE = "stalin-1925,chicherin-1925,central-committee-majority-1925"
ROW = 'tr[data-thing="prolonged-respite"]'


def test_three_outlooks_stand_side_by_side_with_holders_dates_pages_and_honest_silence(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page, "#view=compare", width=1440)
    heads = page.inner_text(".sides thead")
    for words in ("Stalin's own conception", "Georgii Chicherin", "by 1925", "p. 173 ¶3", "a belief, not a fact"):
        assert words in heads
    cells = page.locator(f"{ROW} td")
    assert 3 == cells.count()
    text = " | ".join(cells.all_inner_texts())
    for words in ("expects prolonged respite", "(for years, even decades)", "contradicts Stalin", "denies",
                  "The text does not say.", "p. 173 ¶4"):  # fmt: skip
        assert words in text
    assert "What the text itself says of them as wholes" in page.inner_text(".compareview")
    page.get_by_label("Only where they differ").check()
    assert "compare.show=differ" in page.evaluate("location.hash")
    assert {"prolonged-respite", "war-of-intervention"} == set(
        page.evaluate("[...document.querySelectorAll('tr[data-thing]')].map((row) => row.dataset.thing)")
    )


def test_the_contradictions_are_those_of_the_query(explore: Explore, real_page: str, real: FactBook) -> None:
    answer = query(real, (QUERIES / "contradictions.rq").read_text("utf-8"))
    names = {t.label: t.id for t in real.things.values()}
    found = set()
    for row in (dict(zip(answer.columns, values, strict=True)) for values in answer.rows):
        matter, one, other = (names[str(row[name].value)] for name in ("matter", "one", "other"))
        if {"Outlook"} == {real.things[one].kind, real.things[other].kind}:
            found.add((matter, one, other))
    assert len(found) >= 2
    page = explore(real_page, width=1440)
    for matter, one, other in sorted(found):
        page.evaluate("(hash) => { location.hash = hash; }", f"view=compare&compare.of={one},{other}")
        page.wait_for_selector(f'tr.contradiction[data-thing="{matter}"]')


def test_outlooks_are_chosen_added_left_out_and_back_goes_back(explore: Explore, real_page: str) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}", width=1440)
    page.get_by_label("Leave out Georgii Chicherin").click()
    page.wait_for_function("() => document.querySelectorAll('.sides th.outlook').length === 2")
    page.get_by_label("Add an outlook").select_option("nkid-1925")
    page.wait_for_function("() => document.querySelectorAll('.sides th.outlook').length === 3")
    assert page.evaluate("decodeURIComponent(location.hash)").endswith(
        "compare.of=stalin-1925,central-committee-majority-1925,nkid-1925"
    )
    page.get_by_label("Outlook 1", exact=True).select_option("lenin-1920")
    shows(page, ".sides thead", "lengthy period of development")
    page.get_by_label("Outlook 1", exact=True).press("g")
    assert "view=compare" in page.evaluate("location.hash"), "letters in a list are not keys of the page"
    page.go_back()
    shows(page, ".sides thead", "Stalin's own conception")
    page.get_by_label("Sets that the text itself contrasts").select_option(label="Lenin (about October 1917) / Lenin (by March 1918)")  # fmt: skip  # noqa: E501
    shows(page, ".sides thead", "peace break")


def test_what_the_filters_hide_is_not_called_silence(explore: Explore, real_page: str) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}&m=negated", width=1440)
    text = page.locator(f"{ROW} td").all_inner_texts()
    assert "Hidden by the filters." in text
    assert "The text does not say." in text
    assert "hidden by the filters" in page.inner_text(".compareview .notice")


def test_the_comparison_is_saved_as_csv(explore: Explore, real_page: str) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}&compare.show=differ", width=1440)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
    assert 3 == len(rows)
    first = dict(zip(rows[0], rows[1], strict=True))
    assert "contradiction" == first["comparison"]
    assert "The text does not say." == first["Chicherin's view of the landscape after Locarno"]
    assert first["Stalin's own conception of world politics"].startswith("denies: does not believe in")
    assert first["statements"]


def test_a_statement_opens_in_the_dossier_and_the_comparison_stays(explore: Explore, real_page: str) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}", width=1440)
    page.locator(f"{ROW} .more a").first.click()
    shows(page, "#dossier", "within the outlook")
    assert page.locator(f"{ROW} .statement.here").count() == 1


def test_on_a_phone_the_rows_stand_one_below_the_other_and_one_outlook_can_be_read_alone(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}", width=390, height=844)
    page.wait_for_selector(".stacked")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("(() => { const v = document.querySelector('.compareview'); return v.scrollWidth <= v.clientWidth; })()")  # noqa: E501  # fmt: skip
    text = page.inner_text('.stacked[data-thing="prolonged-respite"]')
    assert "The text does not say." in text
    page.get_by_role("button", name="Stalin", exact=True).click()
    shows(page, ".heads", "Held by")
    assert 0 == page.locator(".stacked", has_text="Georgii Chicherin").count()
    assert "compare.one=stalin-1925" in page.evaluate("location.hash")


def test_on_paper_all_rows_and_no_controls(explore: Explore, real_page: str) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}", width=1280)
    rows = page.locator("tr[data-thing]").count()
    page.emulate_media(media="print")
    assert rows == page.locator("tr[data-thing]:visible").count()
    assert not page.locator(".compareview .bar").is_visible()
    assert not page.locator(".compareview .change").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.compareview .scroll')).overflowY") == "visible"


def test_hostile_texts_do_not_run(explore: Explore, small: FactBook) -> None:
    outlooks = [thing(id_, "Outlook", HOSTILE, note=HOSTILE) for id_ in ("evil-a", "evil-b")]
    hope = thing("evil-hope", "Situation", HOSTILE)
    said = [fact(o.id, "expects", "evil-hope", 19, 1, view=o.id, how=HOSTILE, note=HOSTILE) for o in outlooks]
    things = {**small.things, **{t.id: t for t in (*outlooks, hope)}}
    book = replace(small, things=things, statements=(*small.statements, *said))
    page = explore(explorer_page(book), "#view=compare&compare.of=evil-a,evil-b")
    shows(page, ".sides", HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, .compareview script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_nothing_serious(explore: Explore, real_page: str, scheme: str, width: int, height: int) -> None:
    page = explore(real_page, f"#view=compare&compare.of={THREE}&compare.show=shared", width=width, height=height,
                   color_scheme=scheme, bypass_csp=True)  # fmt: skip
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run('.compareview', {resultTypes: ['violations']})")["violations"]
    bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary'][:200]}" for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
    assert [] == bad
