"""Everything in a large graph, drawn as a crowd, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from explorer_fixtures import drawn, explore, shows
from large_world import Pages, crowd, pages

Explore = Callable[..., Any]

KEPT = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, more) {
  return get.call(this, kind, { ...more, preserveDrawingBuffer: true });
};
window.painted = () => {
  const canvas = document.querySelector(".stage .crowd");
  const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  pen.drawImage(canvas, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 0).length;
};
window.paintedWhileDragged = () => new Promise((done) => {
  const target = document.querySelector(".stage .sigma-mouse");
  const box = target.getBoundingClientRect();
  const hand = (type, x, to) => to.dispatchEvent(new MouseEvent(`mouse${type}`, { clientX: box.left + 9 + x,
    clientY: box.bottom - 9, bubbles: true, cancelable: true, buttons: 1 }));
  const counts = [];
  const step = () => {
    if (counts.push(painted()) > 8) {
      hand("up", 30, document);
      return done(counts.slice(4));
    }
    hand("move", 30 + 4 * (counts.length % 2), document);
    requestAnimationFrame(() => requestAnimationFrame(step));
  };
  hand("down", 0, target);
  step();
});
"""
"""How many pixels of the crowd are painted, now, or frame by frame while one drags the picture and does not let go."""


@pytest.fixture
def crowded(explore: Explore, pages: Pages) -> Iterator[Any]:
    """The picture of everything, with the pointer on a thing in it."""
    page = explore(pages.explorer, "#all=1&graph.look=0.5_0.5_0.4")
    crowd(page)
    box = page.locator(".stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(60):
        page.mouse.move(x + 4 * step, y + step % 2)
        if "over" in page.get_attribute(".stage", "class"):
            yield page, x + 4 * step, y + step % 2
            return
    pytest.fail("no thing in the middle of the crowd")


def test_a_thing_of_the_crowd_is_chosen_by_a_click_and_everything_stays(crowded: Any) -> None:
    page, x, y = crowded
    page.mouse.click(x, y)
    page.wait_for_function("() => location.hash.includes('id=')")
    assert "all=1" in page.evaluate("location.hash")
    shows(page, "#dossier h2", "number")
    page.mouse.dblclick(x, y)
    page.wait_for_function("() => location.hash.includes('open=')")
    assert drawn(page)[0] in ("fan", "web")


def test_a_thing_of_the_crowd_is_pinned_where_it_is_dragged_to(crowded: Any) -> None:
    page, x, y = crowded
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x + 6 * step, y - 4 * step)
    page.mouse.up()
    page.wait_for_function("() => location.hash.includes('pin=')")
    assert "all" == crowd(page)[0]
    page.click("button:text('Unpin')")
    page.wait_for_function("() => !location.hash.includes('pin=')")


def test_outer_regions_are_drawn_while_the_picture_is_dragged(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer, "#all=1&graph.look=0.3_0.4_0.12")
    page.add_init_script(KEPT)
    page.reload()
    crowd(page)
    page.wait_for_timeout(500)
    rest, moving = page.evaluate("painted()"), page.evaluate("paintedWhileDragged()")
    assert rest > 2000, "there is something to be seen"
    assert min(moving) > 0.7 * rest


def test_on_a_phone_everything_is_looked_at_where_the_address_says(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer, "#open=people-7&id=people-7", width=390, height=844)
    assert "fan" == drawn(page)[0]
    page.evaluate("location.hash = 'all=1&graph.look=0.4_0.5_0.2'")  # the text below gives up some of its room
    crowd(page)
    page.wait_for_timeout(500)
    assert "graph.look=0.4_0.5_0.2" in page.evaluate("location.hash")


def test_filters_and_hidden_things_thin_the_crowd(explore: Explore, pages: Pages) -> None:
    page = explore(pages.explorer, "#all=1&k=Person,Situation&hide=groups-1")
    _, things, statements = crowd(page)
    assert pages.things - 2 * 857 - 1 == int(things)
    assert 0 < int(statements) < 10_000
    page.evaluate("location.hash = 'all=1'")
    page.wait_for_function("n => document.querySelector('.stage').dataset.scene === `all ${n} 10000`", arg=pages.things)
