"""What was found in lectures by those who did not make them: one test for each kind of fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from opened import Open, faults, opening, tiny_lecture, until, waits
from pictures import picture
from written import lecture_text, linted, parsed, pointed

from graph_builder.cli import main
from graph_builder.lectures import legend, lint, markdown
from graph_builder.lectures.deck import deck_page
from graph_builder.lectures.embed import embed_page
from graph_builder.lectures.folder import check_lecture
from graph_builder.lectures.lecture import Lecture, Scene, Show
from graph_builder.lectures.picture import Area, Box, Picture
from graph_builder.lectures.svg import drawing
from graph_builder.model.factbook import FactBook

INK = """() => {
    const slide = document.querySelector("section.present"), svg = slide.querySelector(".picture svg");
    const boxes = [...svg.querySelectorAll("text, .box")].map((one) => one.getBoundingClientRect());
    const text = [...slide.querySelector(".text").children].at(-1).getBoundingClientRect();
    return [text.bottom, Math.min(...boxes.map((one) => one.top)), Math.max(...boxes.map((one) => one.bottom))];
}"""


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    yield from opening(browser, tmp_path)


def one_scene(**more: Any) -> Lecture:
    scene = Scene(**{"id": "one", "title": "One", "show": Show(focus=("red-army-abroad",)), **more})
    return replace(tiny_lecture(), scenes=(scene,))


def present(page: Any, address: str = "#/debate-1920") -> None:
    page.wait_for_selector("html[data-started]", state="attached")
    until(page, f"location.hash.startsWith('{address}')")


@pytest.mark.parametrize("text", ["A line.", "A line. " * 22])
def test_a_picture_stands_near_to_the_text_above_it(opened: Open, tiny: FactBook, text: str) -> None:
    lecture = one_scene(show=Show(compare=("stalin-1925", "integrationists-1921")), layout="compare", text=text)
    page = opened(deck_page(lecture, tiny), "#/one")
    present(page, "#/one")
    words, top, bottom = page.evaluate(INK)
    assert 4 <= top - words <= 48
    assert bottom <= 652
    page = opened(deck_page(lecture, tiny), width=390, height=844)
    assert page.evaluate("""() => {
        const picture = document.querySelector("#one .picture").getBoundingClientRect();
        return [...document.querySelectorAll("#one .box")].every((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return picture.top <= top && bottom <= picture.bottom;
        });
    }""")


def test_the_legend_comes_and_goes_by_the_key_and_stays_for_the_steps_of_its_picture(
    opened: Open, tiny: FactBook
) -> None:
    page = opened(deck_page(tiny_lecture(), tiny), "#/debate-1920")
    present(page)
    page.keyboard.press("l")
    assert page.is_visible("section.present details.legend ul")
    assert ["People", "Concepts"] == [*map(str.strip, page.locator("section.present .legend li").all_inner_texts())][:2]
    assert faults(page, "body") == []
    page.keyboard.press("ArrowRight")
    assert ("#/debate-1920/1", True) == (page.evaluate("location.hash"), page.is_visible("section.present .legend ul"))
    page.keyboard.press("L")
    assert not page.is_visible("section.present .legend ul")
    page.click("section.present .legend summary")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    until(page, "location.hash === '#/expectations'")
    assert 0 == page.locator("details.legend[open]").count()


def test_an_embed_has_a_legend_and_no_empty_bands(opened: Open, tiny: FactBook) -> None:
    lecture = one_scene(layout="sides")
    page = opened(embed_page(lecture.scenes[0], lecture, tiny))
    page.click(".legend summary")
    assert page.is_visible(".legend li")
    above, below = page.evaluate("""() => {
        const svg = document.querySelector(".picture svg"), { top, bottom } = svg.getBoundingClientRect();
        const drawn = [...svg.querySelectorAll("g")].map((one) => one.getBoundingClientRect());
        return [Math.min(...drawn.map((one) => one.top)) - top, bottom - Math.max(...drawn.map((one) => one.bottom))];
    }""")
    assert 0 <= above <= 24
    assert 0 <= below <= 48


def test_an_embed_opens_a_sentence_that_its_address_names(opened: Open, tiny: FactBook) -> None:
    lecture = one_scene()
    text = embed_page(lecture.scenes[0], lecture, tiny)
    statement = text.partition('data-tells="')[2].partition('"')[0]
    page = opened(text, f"#node={statement}")
    waits(page, "The sentence")


def test_the_page_of_a_legend_says_just_what_the_figure_says() -> None:
    lines = legend.entries(picture())
    assert [line.words for line in lines] == [line.words for line in legend.as_list(lines)]
    assert all('aria-hidden="true"' in line.sign for line in legend.as_list(lines))
    assert legend.as_list([]) == []


def test_what_stands_on_a_card_is_in_its_name() -> None:
    cell = Box(id="s", kind="", lines=("+ expects trade",), x=60, y=20, width=100, height=30, statements=("s",))
    made = drawing(Picture(Area(200, 100), (cell,)), {"s": "The integrationists expect foreign trade."}, "p")
    assert 'aria-label="+ expects trade: The integrationists expect foreign trade."' in made


@pytest.mark.parametrize("id_", ["con", "nul", "com1", "lpt9"])
def test_a_scene_is_not_named_as_no_file_can_be_on_windows(id_: str) -> None:
    text = lecture_text("text: Hello").replace("id: a", f"id: {id_}")
    lecture, problems = parsed(text)
    assert lecture is None
    assert [("bad-id", id_)] == pointed(text, problems)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_a_file_without_a_lecture_is_an_error(text: str, tmp_path: Path, tiny: FactBook) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(text, "utf-8")
    found = check_lecture(file, tiny)
    assert found.lectures == ()
    assert ("missing-key", "error", 1) in [(p.code, p.level, p.where.line) for p in found.problems]


def test_more_things_than_can_be_drawn_are_an_error_at_once(monkeypatch: pytest.MonkeyPatch, tiny: FactBook) -> None:
    text = lecture_text("show: {focus: lenin, hops: 9}")
    monkeypatch.setattr(lint, "MOST", 3)
    assert [("bad-layout", "show")] == pointed(text, linted(text, tiny))


@pytest.mark.parametrize("text", [">" * 70 + " deep", "\n".join("  " * i + "- item" for i in range(30))])
def test_texts_too_deep_for_paper_are_an_error_at_their_place(text: str) -> None:
    found = markdown.faults(text)
    assert {"lists and quotations stand too deep within each other"} == {message for _, message in found}
    assert markdown.faults("> " * 5 + "quoted\n\n- a\n  - b\n    - c") == []


def test_a_folder_or_a_name_instead_of_a_file_is_told_what_to_write(world: Callable[[str], Path]) -> None:
    folder = world("tiny")
    told = [
        CliRunner().invoke(main, ["lecture", what, "--data", str(folder)]).output
        for what in (str(folder / "lectures"), "tiny")
    ]
    assert "is a folder; name one lecture in it" in told[0]
    assert f"did you mean {(folder / 'lectures' / 'tiny.yaml').as_posix()}?" in told[1]
