"""The address in a real Chromium: all of the state stands in it, whatever is done and whatever is written there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer_fixtures import drawn, explore, real, real_page

Explore = Callable[..., Any]


def address(page: Any) -> str:
    """The address, once what is no step has been written into it, too."""
    page.wait_for_timeout(450)
    return str(page.evaluate("location.hash"))


def test_a_window_of_time_is_read_in_either_order_and_told_as_it_is(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table&from=1925-01&to=1920-01")
    assert "Jan 1920 – Jan 1925" in page.inner_text(".time")
    page = explore(real_page, "#view=table&from=1800-01&to=1850-01")
    assert "Jan 1800 – Jan 1850" in page.inner_text(".time")


def test_moving_the_slider_fast_does_not_make_too_many_addresses(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table")
    made = page.evaluate(
        """() => { let made = 0; const write = history.replaceState;
        history.replaceState = function (...more) { made++; return write.apply(this, more); };
        const handle = document.querySelector('.time input[type=range]');
        for (let i = 1; i <= 100; i++) { handle.value = Number(handle.min) + i;
        handle.dispatchEvent(new Event('input', { bubbles: true })); } return made; }"""
    )
    assert made <= 2
    assert "from=1925-05" in address(page), "the last place is written"


def test_a_step_after_a_slider_goes_back_to_where_the_slider_was(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table")
    page.get_by_label("From").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Paths").click()
    where = address(page)
    page.go_back()
    page.wait_for_function("() => location.hash.includes('view=table')")
    assert where.replace("view=paths", "view=table") == address(page)


def test_an_address_that_names_unknown_things_says_so_and_shows_the_rest(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#id=nobody&open=lenin,gone&hide=gone&pin=gone~1~2&k=Foo&voice=bar")
    assert "nobody, gone, Foo and 1 more" in page.inner_text(".notice")
    assert "fan" == drawn(page)[0]
    assert "Filters" == page.locator(".buttons button").first.inner_text().strip()
    page.click(".notice button")
    page.wait_for_function("() => !document.querySelector('.notice')")
    page.keyboard.press("t")
    assert "#view=table&open=lenin" == address(page)


def test_light_and_dark_are_in_the_address_and_stay_when_one_goes_back(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table&theme=dark")
    assert "dark" == page.evaluate("document.documentElement.dataset.theme")
    page = explore(real_page, "", color_scheme="light")
    page.keyboard.press("t")
    page.get_by_role("button", name="Dark").click()
    assert "theme=dark" in address(page)
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('view=table')")
    assert "dark" == page.evaluate("document.documentElement.dataset.theme")
    assert "theme=dark" in address(page)


def test_where_one_looks_is_in_the_address_and_stays_while_filters_change(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#all=1", width=1440)
    drawn(page)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    near = address(page)
    assert "graph.look=0.5_0.5_0.36" in near
    page.locator("#filters li", has_text="Claims").get_by_role("checkbox").uncheck()
    assert "graph.look=0.5_0.5_0.36" in address(page)
    page.get_by_role("button", name="Overview").click()
    assert "graph.look" not in address(page)
    page.go_back()
    assert "graph.look=0.5_0.5_0.36" in address(page)
    again = explore(real_page, near, width=1440)
    drawn(again)
    assert near == address(again)
    for broken in ("0.5_0.5", "a_b_c", "9_9_9", "0.5_0.5_0"):
        page = explore(real_page, f"#all=1&graph.look={broken}")
        assert "all" == drawn(page)[0]
