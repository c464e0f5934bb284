"""Graph, find, filters, slider and paths in a real Chromium, with what nobody expected at first."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from explorer_fixtures import ROOT, drawn, explore, real, real_page, shows

from graph_builder.pipeline import load
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
OPTION = "#results [role=option]"


def address(page: Any) -> str:
    """The address, once what is no step has been written into it, too."""
    page.wait_for_timeout(450)
    return str(page.evaluate("location.hash"))


def first_found(page: Any, words: str) -> str:
    page.fill("#search", words)
    page.wait_for_selector(OPTION)
    return str(page.locator(OPTION).first.inner_text())


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Kronstad", "Kronshtadt"),
        ("Кронштадт", "Kronshtadt"),
        ("Чичерин", "Georgii Chicherin"),
        ("Cicerin", "Georgii Chicherin"),
        ("Trockij", "Trotsky"),
        ("Maxim Litvinov", "Maksim Litvinov"),
        ("Dzierżyński", "Dzerzhinskii"),
        ("NKID", "People's Commissariat for Foreign Affairs"),
        ("NEP", "New Economic Policy"),
        ("le", "Lenin"),
        ("breathing space", "peredyshka"),
    ],
)
def test_variants_typos_aliases_and_beginnings_find_the_thing_that_is_meant(
    explore: Explore, real_page: str, words: str, name: str
) -> None:
    page = explore(real_page)
    assert name in first_found(page, words)


def test_what_is_only_near_is_said_to_be_near(explore: Explore, real_page: str) -> None:
    page = explore(real_page)
    first_found(page, "Chicherin")
    assert "Nothing is spelled so" not in page.inner_text("#results")
    first_found(page, "Cicerin")
    assert "Nothing is spelled so" in page.inner_text("#results")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (1190, 700), (844, 390), (390, 844)])
def test_the_buttons_of_the_picture_keep_their_line_and_the_search_box_its_words(
    explore: Explore, real_page: str, width: int, height: int
) -> None:
    page = explore(real_page, "#open=lenin,chicherin&id=krasin&hide=stalin&pin=radek~0~0", width=width, height=height)
    drawn(page)
    tops = {round(page.get_by_role("button", name=name).bounding_box()["y"]) for name in ("Fit", "Zoom out", "Zoom in")}
    assert len(tops) == 1
    box = page.get_by_role("button", name="Zoom in").bounding_box()
    assert box["x"] + box["width"] <= page.locator("main").bounding_box()["width"] + page.locator("main").bounding_box()["x"]  # fmt: skip  # noqa: E501
    room = page.evaluate(
        """() => { const box = document.querySelector('#search'); const pen = document.createElement('canvas')
        .getContext('2d'); pen.font = getComputedStyle(box).font; const style = getComputedStyle(box);
        return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
        - pen.measureText(box.placeholder).width; }"""
    )
    assert room >= 0


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (1280, 720)])
def test_a_fan_shows_as_many_statements_as_there_is_room_for_and_says_what_is_left_out(
    explore: Explore, real_page: str, width: int, height: int
) -> None:
    page = explore(real_page, "#open=lenin&id=lenin", width=width, height=height)
    mode, _, statements = drawn(page)
    high = page.locator(".stage").bounding_box()["height"]
    assert mode == "fan"
    assert int(statements) * 15 / (1 if width < 560 else 2) <= high + 15
    said = page.inner_text(".picturebar .status")
    assert (int(statements) < 60) == ("more do not fit" in said), said


def test_on_a_phone_the_table_needs_no_scrolling_to_the_side(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table", width=390, height=844)
    assert page.evaluate("(() => { const b = document.querySelector('.scroll'); return b.scrollWidth - b.clientWidth; })()") <= 0  # fmt: skip  # noqa: E501
    row = page.locator("tbody tr").first.inner_text()
    assert all(words in row for words in ("1915", "the author", "p. 17"))
    page.get_by_role("button", name="Object").click()
    assert "table.sort=object-up" in address(page)


def test_both_handles_at_one_end_can_still_be_moved_by_the_mouse(explore: Explore, real_page: str) -> None:
    for at, to in ((1, 0.5), (0, 0.5)):
        page = explore(real_page, f"#view=table&from={'1930-12' if at else '1917-01'}&to={'1930-12' if at else '1917-01'}")  # fmt: skip  # noqa: E501
        before = address(page)
        box = page.locator(".track").bounding_box()
        y = box["y"] + 30
        page.mouse.move(box["x"] + (box["width"] - 10 if at else 10), y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * to, y, steps=6)
        page.mouse.up()
        assert address(page) != before


def test_without_voices_kinds_or_dates_nothing_is_left_that_rests_on_them(explore: Explore, real_page: str) -> None:
    for hash_ in ("#all=1&voice=author,attributed,outlook", "#all=1&k=Person,Group,State,Place,Event,Document,Concept,Sense,Office,Situation,Outlook,Claim,Figure"):  # fmt: skip  # noqa: E501
        assert ["all", "0", "0"] == drawn(explore(real_page, hash_))
    page = explore(real_page, "#all=1&voice=author,attributed,outlook", width=1440)
    page.click("#filters button:text('Clear all')")
    page.wait_for_function("() => document.querySelector('.stage').dataset.scene.startsWith('all 608 ')")
    page.get_by_label("undated").uncheck()
    page.wait_for_function("() => !document.querySelector('.stage').dataset.scene.startsWith('all 608 ')")
    assert int(drawn(page)[1]) < 608, "what has neither a date nor a dated statement is undated"


def test_what_can_be_done_by_dragging_can_be_done_by_keys(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#open=lenin&id=lenin")
    drawn(page)
    page.get_by_role("button", name="Pin", exact=True).focus()
    page.keyboard.press("Enter")
    assert re.search(r"pin=lenin~-?\d+~-?\d+", address(page))
    page.wait_for_function("() => document.activeElement.classList.contains('stage')")
    page.keyboard.press("Delete")
    page.wait_for_function("() => location.hash.includes('hide=lenin')")
    page.get_by_role("button", name="Show 1 hidden").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.hash.includes('hide=')")


def test_a_thing_reached_by_keys_is_brought_into_the_picture(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#all=1&graph.look=0.5_0.5_0.1")
    drawn(page)
    page.locator(".stage").focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    assert not address(page).endswith("graph.look=0.5_0.5_0.1")
    assert "id=" in address(page)


def test_paths_to_the_same_an_unknown_or_a_filtered_thing_say_so(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=paths&paths.from=lenin&paths.to=lenin")
    shows(page, ".pathsview", "Lenin is one thing")
    page = explore(real_page, "#view=paths&paths.from=nobody&paths.to=lenin")
    shows(page, ".pathsview", "does not have nobody")
    page = explore(real_page, "#view=paths&paths.from=lenin&paths.to=stresemann&voice=author")
    shows(page, ".pathsview", "No way by facts alone; try with beliefs, with the filters that are on.")


def test_the_start_of_a_path_stays_while_one_follows_its_steps(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=paths&id=krasin")
    page.get_by_label("To", exact=True).first.fill("famine of 1921")
    page.wait_for_selector(".picker .list [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".way")
    page.locator(".way .statement a", has_text="Central Committee").first.click()
    page.wait_for_function("() => location.hash.includes('id=central-committee')")
    assert "paths.from=krasin" in address(page)
    assert page.locator(".way").count() >= 1


def test_the_table_of_the_time_line_holds_what_stands_there(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline&timeline.lanes=author&timeline.order=0", width=1440)
    page.wait_for_selector(".tl-item")
    number = int(page.locator(".tl-switches label", has_text="the author").locator("small").inner_text())
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    rows = waiting.value.path().read_text("utf-8-sig").strip().splitlines()
    assert number + 1 == len(rows)


@pytest.fixture(scope="module")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    sys.path.append(str(ROOT / "tests" / "benchmarks"))
    from worlds import write_world

    folder = tmp_path_factory.mktemp("worlds") / "large"
    write_world(folder, 5000, things=700)
    return explorer_page(load(folder))


UPLOADED = """() => { window.uploaded = 0; for (const type of [WebGLRenderingContext, WebGL2RenderingContext]) {
  const own = type.prototype.bufferData; type.prototype.bufferData = function (target, data, ...more) {
    window.uploaded += data.byteLength ?? 0; return own.call(this, target, data, ...more); }; } }"""


def test_a_large_picture_is_not_drawn_again_for_what_is_chosen_or_under_the_pointer(
    explore: Explore, large_page: str
) -> None:
    page = explore(large_page, "#all=1", width=1440)
    assert int(drawn(page)[2]) > 4000
    page.evaluate(UPLOADED)
    names = "document.querySelector('.names').toDataURL()"
    before = page.evaluate(names)
    page.evaluate("location.hash = 'all=1&id=events-7'")
    shows(page, "#dossier h2", "Events number 7")
    page.wait_for_timeout(200)
    assert page.evaluate(names) != before, "what is near is drawn over the picture"
    assert page.evaluate("uploaded") == 0
    page.evaluate("location.hash = 'all=1&id=events-7&theme=dark'")
    page.wait_for_function("() => uploaded > 100_000")


def test_a_large_graph_can_be_searched_while_it_is_still_made_findable(explore: Explore, large_page: str) -> None:
    page = explore(large_page)
    assert "Events number 70" in first_found(page, "events number 70")


def test_on_a_very_large_screen_names_grow_with_the_text(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "", width=3840, height=2160)
    assert int(drawn(page)[1]) <= 64
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 24
    canvas = page.evaluate("(() => { const c = document.querySelector('.names'); const s = document.querySelector('.stage'); return [c.clientWidth - s.clientWidth, c.width - s.clientWidth]; })()")  # fmt: skip  # noqa: E501
    assert max(abs(one) for one in canvas) <= 1
    page.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#dossier.filled")
    assert "graph.look" not in address(page)


def test_a_tap_opens_a_thing_and_a_phone_turned_shows_it_still(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#open=lenin", width=390, height=844, has_touch=True, is_mobile=True)
    drawn(page)
    box = page.locator(".stage").bounding_box()
    page.touchscreen.tap(box["x"] + 26, box["y"] + box["height"] / 2)
    page.wait_for_function("() => location.hash.includes('id=lenin')")
    page.set_viewport_size({"width": 844, "height": 390})
    page.wait_for_timeout(400)
    assert "fan" == drawn(page)[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 844
