"""The explorer's time line in a real Chromium: from disk, with the network off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import HOSTILE, thing
from explorer_fixtures import AXE, explore, real, real_page

from graph_builder.model.dates import parse_date
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
LAPPING = """() => [...document.querySelectorAll('.tl-lane svg')].flatMap((lane) => {
  const boxes = [...lane.querySelectorAll('text')].map((t) => [t.getBoundingClientRect(), t.textContent]);
  const room = lane.getBoundingClientRect();
  const out = boxes.filter(([b]) => b.left < room.left - 1 || b.right > room.right + 1).map(([, t]) => 'out: ' + t);
  return out.concat(boxes.flatMap(([a, s], i) => boxes.slice(i + 1)
    .filter(([b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
    .map(([, t]) => s + ' | ' + t)));
})"""


def seen(page: Any) -> str:
    """The part of time that the address tells, once it tells another than before."""
    page.wait_for_timeout(450)
    return str(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('timeline.span') ?? ''"))


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (800, 700)])
@pytest.mark.parametrize(
    "more", ["", "&id=lenin&timeline.lanes=events,author", "&timeline.span=1920-06-01..1922-06-01"]
)
def test_words_do_not_overlap(explore: Explore, real_page: str, width: int, height: int, more: str) -> None:
    page = explore(real_page, f"#view=timeline{more}", width=width, height=height)
    page.wait_for_selector(".tl-item" if width > 1200 else ".tl-item, .tl-entry")
    assert [] == page.evaluate(LAPPING)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_uncertain_dates_are_drawn_and_said_as_uncertain(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline&timeline.names=1", width=1440)
    page.wait_for_selector(".tl-item")

    def item(id_: str) -> Any:
        return page.locator(f".tl-item[data-id={id_}]")

    revolution = item("october-revolution")
    assert "October 1917" in revolution.get_attribute("aria-label")
    hoover = page.locator('.tl-item[aria-label^="Hoover\'s offer of assistance"]')
    assert "1921 (year inferred); Event; inferred by the editor" in hoover.get_attribute("aria-label")
    assert hoover.locator("path.inferred").count() == 1
    assert hoover.locator("rect.stripes").count() == 1
    peace = page.locator('.tl-item[aria-label^="NKID peace offensive"]')
    assert "goes on" in peace.get_attribute("aria-label")
    assert peace.locator("path.arrow").count() == 1
    brest = page.locator('.tl-item[aria-label^="negotiations with Germany leading"]')
    assert "nobody knows how early" in brest.get_attribute("aria-label")
    assert "fade-left" in (brest.locator("g[mask]").get_attribute("mask") or "")


def test_a_click_selects_and_what_is_related_comes_first(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline", width=1440, height=900)
    page.locator('.tl-item[aria-label^="Genoa Conference"] .name').click()
    page.wait_for_function("() => location.hash.includes('id=genoa-conference')")
    assert "Genoa Conference" == page.inner_text("#dossier h2")
    first = page.locator(".tl-lane").first
    assert "Related to Genoa Conference" in first.inner_text()
    assert first.locator(".tl-item.here").count() == 1
    assert page.locator(".tl-item[data-id=genoa-conference-1922]").count() == 1


def test_wheel_drag_buttons_and_keys_zoom_and_move(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline", width=1440, height=900)
    page.wait_for_selector(".tl-item")
    box = page.locator(".tl-chart").bounding_box()
    x, y = box["x"] + 300, box["y"] + 60
    page.mouse.move(x, box["y"] + 10)
    page.mouse.wheel(0, -300)
    zoomed = seen(page)
    assert zoomed
    page.mouse.move(x, y + 200)
    page.mouse.wheel(0, 200)
    assert zoomed == seen(page), "the wheel alone scrolls the lanes"
    page.mouse.wheel(120, 0)
    moved = seen(page)
    assert moved != zoomed
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y, steps=4)
    page.mouse.up()
    dragged = seen(page)
    assert dragged > moved
    assert "id=" not in page.evaluate("location.hash"), "dragging selects nothing"
    page.get_by_role("button", name="Earlier", exact=True).click()
    assert seen(page) < dragged
    page.get_by_role("button", name="Zoom out").click()
    page.locator(".tl-chart").focus()
    before = seen(page)
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    assert seen(page) != before
    page.keyboard.press("0")
    assert "" == seen(page)
    assert page.evaluate("history.length") <= 2


def test_two_fingers_zoom(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline", width=1440, height=900, has_touch=True)
    page.wait_for_selector(".tl-item")
    touch = page.context.new_cdp_session(page)

    def points(kind: str, *xs: int) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 500, "id": i} for i, x in enumerate(xs)]})  # fmt: skip  # noqa: E501

    points("touchStart", 600, 700)
    for step in range(1, 8):
        points("touchMove", 600 - 12 * step, 700 + 12 * step)
    points("touchEnd")
    page.wait_for_timeout(450)
    first, last = seen(page).split("..")
    assert int(last[:4]) - int(first[:4]) < 9


def test_items_are_reached_and_opened_with_keys(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline", width=1440, height=900)
    page.wait_for_selector(".tl-item")
    page.locator(".tl-chart").focus()
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    other = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name != other
    assert page.locator(".tl-item[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector("#dossier.filled")
    assert page.inner_text("#dossier h2").lower().startswith(other.split(";")[0][:12].lower())


def test_the_window_of_time_is_shown_and_set_by_dragging_and_with_keys(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline", width=1440, height=900)
    page.wait_for_selector(".tl-item")
    all_ = page.locator(".tl-item").count()
    box = page.locator(".tl-window").bounding_box()
    page.mouse.move(box["x"] + 280, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 420, box["y"] + 12, steps=5)
    page.mouse.up()
    page.wait_for_function("() => /from=\\d{4}-\\d\\d&to=\\d{4}-\\d\\d/.test(location.hash)")
    assert page.locator(".tl-band").is_visible()
    assert page.locator(".tl-outside").count() == 2
    assert page.locator(".tl-item").count() < all_
    before = page.evaluate("location.hash")
    page.get_by_label("Window of time: to").focus()
    page.keyboard.press("PageUp")
    page.wait_for_function(f"() => location.hash !== {before!r}")
    page.keyboard.press("End")
    page.wait_for_function("() => !location.hash.includes('to=')")


def test_lanes_are_switched_and_the_undated_and_the_merely_ordered_have_switches(
    explore: Explore, real_page: str
) -> None:
    page = explore(real_page, "#view=timeline", width=1440, height=900)
    page.wait_for_selector(".tl-item")
    switches = page.locator(".tl-switches")
    assert page.locator(".tl-lane.outlook").count() == 0
    switches.get_by_label("an outlook").check()
    lane = page.locator(".tl-lane.outlook")
    assert "outlook:" in lane.inner_text(), "a belief is named as one"
    assert lane.locator("line.voice").first.get_attribute("stroke-dasharray")
    switches.get_by_label("Events").uncheck()
    assert page.locator(".tl-lane.events").count() == 0
    assert "Moscow disarmament conference" in page.locator(".tl-lane.order").inner_text()
    assert "after Hague economic conference" in page.locator(".tl-lane.order").inner_text()
    page.click(".tl-told summary")
    assert "outlook:" in page.inner_text(".tl-told")
    switches.get_by_label("Order only").uncheck()
    assert page.locator(".tl-lane.order, .tl-told").count() == 0
    number = int(switches.locator("label", has_text="Undated").locator("small").inner_text())
    switches.get_by_label("Undated").check()
    assert str(number) in page.inner_text(".tl-undated h3")
    assert number > 10


def test_filters_apply(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline&k=Event&voice=outlook,attributed&timeline.lanes=events,outlook,author")
    page.wait_for_selector(".tl-item")
    assert page.locator(".tl-lane.events .tl-item, .tl-lane.outlook .tl-item").count() == 0
    assert page.locator(".tl-lane.author .tl-item").count() > 10


def test_on_a_phone_it_is_a_list_from_top_to_bottom(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=timeline", width=390, height=844)
    page.wait_for_selector(".tl-entry")
    assert page.locator(".tl-chart").count() == 0
    years = page.locator(".tl-year h3").all_inner_texts()
    assert years == sorted(years)
    assert {"1917", "1921", "1927"} <= set(years)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "visible" != page.evaluate("getComputedStyle(document.querySelector('.tl-mini')).overflow"), "over the words"
    entry = page.locator(".tl-entry", has_text="Genoa Conference").first
    assert "1922" in entry.inner_text()
    entry.locator("a").click()
    page.wait_for_function("() => location.hash.includes('id=genoa-conference')")
    assert "Related to Genoa Conference" in page.inner_text(".tl-list .related")


def test_hostile_texts_do_not_run_on_the_time_line(explore: Explore, small: FactBook) -> None:
    evil = thing("evil", "Event", HOSTILE, when=parse_date("1921"))
    book = replace(small, things={**small.things, "evil": evil})
    for more in ("", "&timeline.as=list"):
        page = explore(explorer_page(book), f"#view=timeline&id=evil&timeline.span=%3Cb%3E&timeline.lanes=%22%3E{more}")
        page.wait_for_selector(".tl-item, .tl-entry")
        assert page.evaluate("window.hacked") is None
        assert page.locator("main img, main script").count() == 0


def test_a_graph_without_dates_says_so(explore: Explore, small: FactBook) -> None:
    things = {id_: replace(thing_, when=None) for id_, thing_ in small.things.items()}
    book = replace(small, things=things, statements=tuple(replace(s, when=None) for s in small.statements))
    page = explore(explorer_page(book), "#view=timeline")
    assert "Nothing with a date" in page.inner_text(".timelineview")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("more", ["&id=lenin&timeline.undated=1&from=1920-01", "&timeline.as=list&timeline.lanes=events,outlook"])  # fmt: skip  # noqa: E501
def test_axe_finds_nothing_serious_on_the_time_line(explore: Explore, real_page: str, scheme: str, more: str) -> None:
    page = explore(real_page, f"#view=timeline{more}", width=1440, color_scheme=scheme, bypass_csp=True)
    page.wait_for_selector(".tl-item, .tl-entry")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run('main', {resultTypes: ['violations']})")["violations"]
    bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary'][:200]}" for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
    assert [] == bad
