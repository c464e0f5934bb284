"""The deck as it is given: every slide by its address, every step by the key, the panel, the notes, paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from opened import Open, faults, opening, tiny_lecture, until, waits
from pypdf import PdfReader

from graph_builder.lectures.deck import deck_page
from graph_builder.lectures.lecture import Lecture, Show, Step
from graph_builder.lectures.live import live
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_types import typescript

AT = "() => location.hash"
SIZES = [(1440, 900), (1280, 720), (390, 844)]
EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\u202e"


@pytest.fixture(scope="module")
def deck(tiny: FactBook) -> str:
    return deck_page(tiny_lecture(), tiny)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    yield from opening(browser, tmp_path)


def started(page: Any) -> Any:
    page.wait_for_selector("html[data-started]", state="attached")
    return page


def present(page: Any) -> str:
    return str(page.evaluate("document.querySelector('section.present').id"))


def arrives(page: Any, scene: str) -> None:
    until(page, f"document.querySelector('section.present')?.id === '{scene}'")


def seen(page: Any) -> list[str]:
    """The things that the present slide shows."""
    return list(
        page.evaluate("""[...document.querySelectorAll('section.present .box')]
            .filter((box) => box.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
            .map((box) => box.dataset.id)""")
    )


def said(page: Any) -> str:
    return str(page.inner_text("section.present .says"))


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.dataset.id ?? document.activeElement.className"))


def test_every_scene_opens_by_its_address(opened: Open, deck: str) -> None:
    page = opened(deck)
    address = page.url.split("#")[0]
    for scene in tiny_lecture().scenes:
        page.goto("about:blank")
        started(page.goto(f"{address}#/{scene.id}") and page)
        assert (scene.id, scene.title) == (present(page), page.inner_text("section.present h2"))


def test_every_step_comes_by_the_key_and_has_an_address(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920"))
    shown = [(seen(page), said(page), page.evaluate(AT))]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        shown.append((sorted(seen(page)), said(page), page.evaluate(AT)))
    assert [
        (["red-army-abroad"], "The question", "#/debate-1920"),
        (["red-army-abroad", "trotsky"], "In favour", "#/debate-1920/1"),
        (["lenin", "red-army-abroad", "trotsky"], "Against", "#/debate-1920/2"),
    ] == shown
    page.keyboard.press("ArrowLeft")
    assert "#/debate-1920/1" == page.evaluate(AT)
    page.reload()
    started(page)
    assert ["red-army-abroad", "trotsky"] == sorted(seen(page))


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowDown", "PageDown", " "])
def test_click_and_then_a_key_still_advances(opened: Open, deck: str, key: str) -> None:
    page = started(opened(deck, "#/debate-1920/1"))
    page.click("section.present .box[data-id=trotsky]")
    waits(page, "Trotsky supports use of the Red Army")
    page.keyboard.press(key)
    assert "#/debate-1920/2" == page.evaluate(AT)
    assert not page.is_visible(".panel")
    page.keyboard.press("PageUp")
    assert "#/debate-1920/1" == page.evaluate(AT)


def test_keys_go_from_the_first_slide_to_the_last_past_hidden_ones_and_back(opened: Open, deck: str) -> None:
    page = started(opened(deck))
    order = []
    for _ in range(12):
        order.append((present(page), page.inner_text(".slide-number").replace("\n", "").replace(" ", "")))
        page.keyboard.press("ArrowRight")
    walked = [
        ("_title", "1/5"),
        ("opening", "2/5"),
        ("debate-1920", "3/5"),
        ("expectations", "4/5"),
        ("_sources", "5/5"),
    ]
    assert walked == list(dict.fromkeys(order))
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    assert "_title" == present(page)


def test_a_hidden_slide_is_an_excursion_from_where_one_is(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920/2"))
    page.evaluate("location.hash = '#/by-hand'")
    arrives(page, "by-hand")
    page.keyboard.press("ArrowLeft")
    assert ("debate-1920", "#/debate-1920/2") == (present(page), page.evaluate(AT))
    assert 0 == page.locator("#by-hand").count()
    page.evaluate("location.hash = '#/by-hand'")
    arrives(page, "by-hand")
    page.keyboard.press("ArrowRight")
    assert "expectations" == present(page)


def test_the_panel_opens_by_the_keyboard_and_gives_the_focus_back(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920/2"))
    while focused(page) != "trotsky":
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.text .thing')"):
            continue
    page.evaluate("document.querySelector('section.present .box[data-id=trotsky]').focus()")
    page.keyboard.press("Enter")
    waits(page, "Trotsky supports use of the Red Army")
    panel = page.inner_text(".panel")
    assert all(words in panel for words in ("Person", "In this picture", "the author", "Jacobson 1994, p. 19 ¶1"))
    assert "2 more sentences in the graph" in panel
    assert page.evaluate("document.activeElement.closest('.panel') !== null")
    page.keyboard.press("Escape")
    assert not page.is_visible(".panel")
    assert ("trotsky", False) == (focused(page), page.evaluate("document.querySelector('.overview') !== null"))
    page.keyboard.press(" ")
    assert page.is_visible(".panel")
    page.click(".panel .close")
    assert "trotsky" == focused(page)


def test_a_link_opens_its_sentence_and_a_word_in_the_text_its_thing(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/expectations"))
    page.locator("section.present .said").first.click()
    assert "The sentence" == page.inner_text(".panel h2")
    page.goto(page.url.split("#")[0] + "#/debate-1920/2")
    arrives(page, "debate-1920")
    page.click("section.present .text .thing[data-id=lenin]")
    assert "Lenin" == page.inner_text(".panel h2")


def test_pointing_at_a_thing_dims_what_it_has_nothing_to_do_with(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920/2"))
    page.hover("section.present .box[data-id=trotsky]")
    lit = "[...document.querySelectorAll('section.present svg.lighting .box.lit')].map((box) => box.dataset.id).sort()"
    assert ["red-army-abroad", "trotsky"] == page.evaluate(lit)
    page.hover("section.present h2")
    assert page.evaluate(lit) == []


def test_sentences_shown_equal_edges_shown(opened: Open, deck: str, tiny: FactBook) -> None:
    page = started(opened(deck))
    for scene in tiny_lecture().scenes:
        if scene.show and not scene.hidden:
            drawn, told = page.evaluate(
                """(id) => {
                    const slide = document.getElementById(id), of = (name, what) =>
                        [...slide.querySelectorAll(`[${name}]`)].flatMap((one) => one.getAttribute(name).split(" "));
                    return [[...of("data-statement"), ...of("data-statements")], of("data-tells")];
                }""",
                scene.id,
            )
            assert sorted(s.id for s in stage_of(scene, tiny).shown.statements) == sorted(set(drawn)) == sorted(told)


def test_the_speakers_window_is_in_step_both_ways(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920"))
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    waits(speaker, "Ask who changed sides later.", "main.speaker")
    waits(speaker, "The question", ".say")
    page.bring_to_front()
    page.keyboard.press("ArrowRight")
    waits(speaker, "In favour", ".say")
    speaker.keyboard.press("ArrowRight")
    until(page, "location.hash === '#/debate-1920/2'")
    waits(speaker, "What was expected", ".coming")
    speaker.click("text=A word and who used it")
    until(page, "location.hash === '#/by-hand'")
    waits(speaker, "slide hidden", ".count")
    page.reload()
    started(page)
    speaker.wait_for_timeout(2200)
    speaker.click("text=Back")
    until(page, "location.hash !== '#/by-hand'")
    assert faults(speaker, "main.speaker") == []


def test_notes_stand_in_the_same_window_where_no_other_may_open(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920"))
    page.evaluate("window.open = () => null")
    page.keyboard.press("s")
    waits(page, "Ask who changed sides later.", ".notespanel")
    page.keyboard.press("n")
    assert not page.is_visible(".notespanel")
    assert not page.is_visible("aside.notes")


def test_another_window_cannot_move_the_deck(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920"))
    page.evaluate("window.postMessage({deck: 'tiny', kind: 'on'}, '*')")
    page.evaluate("window.postMessage(JSON.stringify({method: 'next'}), '*')")
    page.wait_for_timeout(200)
    assert "#/debate-1920" == page.evaluate(AT)


def test_help_overview_and_the_list_of_sentences(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/debate-1920"))
    page.keyboard.press("?")
    waits(page, "speaker’s window", "dialog.help")
    page.keyboard.press("ArrowRight")
    assert "#/debate-1920" == page.evaluate(AT)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.is_visible(".reveal.overview #opening")
    page.keyboard.press("Escape")
    page.click("section.present .told summary")
    assert page.is_visible("section.present .told li")
    page.keyboard.press("ArrowRight")
    assert ("#/debate-1920/1", False) == (page.evaluate(AT), page.is_visible("section.present .told li"))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing_on_any_slide(opened: Open, deck: str, width: int, height: int) -> None:
    page = opened(deck, "#/debate-1920/2", width, height)
    if width > 600:
        started(page)
        for scene in ("_title", "opening", "debate-1920", "expectations", "by-hand", "_sources"):
            page.evaluate("scene => { location.hash = `#/${scene}` }", scene)
            arrives(page, scene)
            assert (scene, []) == (scene, faults(page, "body"))
        page.evaluate("location.hash = '#/debate-1920/2'")
        arrives(page, "debate-1920")
    page.click("#debate-1920 .box[data-id=trotsky]")
    waits(page, "Trotsky supports")
    assert faults(page, "body") == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_sticks_out(opened: Open, deck: str, width: int, height: int) -> None:
    page = opened(deck, "#/debate-1920/2", width, height)
    wide, high = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert wide <= width
    assert high <= height or width < 600


def test_on_a_phone_the_deck_is_a_page_to_read(opened: Open, deck: str) -> None:
    page = opened(deck, "#/expectations", 390, 844)
    assert page.is_visible("#opening h2")
    assert page.locator("#expectations h2").bounding_box()["y"] < 200
    assert not page.is_visible("#by-hand")
    page.tap("#expectations .box") if page.evaluate("'ontouchstart' in window") else page.click("#expectations .box")
    assert page.is_visible(".panel")


def test_without_javascript_everything_is_there(opened: Open, deck: str) -> None:
    page = opened(deck, java_script_enabled=False)
    for scene in tiny_lecture().scenes:
        assert (scene.id, not scene.hidden) == (scene.id, page.is_visible(f"#{scene.id} h2"))
    assert page.is_visible("#debate-1920 .box[data-id=lenin]")
    assert ["The question", "In favour", "Against"] == page.locator("#debate-1920 .says li").all_inner_texts()
    assert not page.is_visible("aside.notes")


@pytest.mark.parametrize("address", ["?print-pdf", "#/debate-1920"])
def test_paper_has_every_slide_with_all_its_steps_and_no_hidden_one(opened: Open, deck: str, address: str) -> None:
    page = opened(deck, address)
    if "?" not in address:
        started(page)
    made = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert [(960, 540)] * 5 == [(round(p.mediabox.width), round(p.mediabox.height)) for p in made.pages]
    texts = [" ".join(p.extract_text().split()) for p in made.pages]
    titles = ["From revolution abroad", "What this lecture asks", "Should the Red Army", "What was expected", "Sources"]
    assert [True] * 5 == [title in text for title, text in zip(titles, texts, strict=True)]
    assert all(name in texts[2] for name in ("Trotsky", "Lenin", "use of the Red Army", "Jacobson 1994, p. 19 ¶1"))


def test_hostile_texts_are_only_shown(opened: Open, tiny: FactBook) -> None:
    lecture = tiny_lecture()
    scenes = tuple(
        replace(scene, title=EVIL, text=EVIL + scene.text, notes=EVIL, alt=EVIL, hidden=False,
                steps=tuple(Step(step.show, EVIL) for step in scene.steps))
        for scene in lecture.scenes
    )  # fmt: skip
    evil: Lecture = replace(lecture, title=EVIL, subtitle=EVIL, lecturer=EVIL, description=EVIL, scenes=scenes)
    things = {
        id_: replace(one, label=f"{one.label} {EVIL}", aka=(EVIL,), gloss=one.gloss and EVIL)
        for id_, one in tiny.things.items()
    }
    statements = tuple(replace(s, note=EVIL, hedge=EVIL, how=EVIL) for s in tiny.statements)
    sources = {id_: replace(source, url="javascript:window.hacked=1") for id_, source in tiny.sources.items()}
    book = replace(tiny, things=things, statements=statements, sources=sources)
    text = deck_page(evil, book)
    assert "\u202e" not in text
    page = started(opened(text, "#/debate-1920"))
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.evaluate("location.hash = '#/debate-1920/2'")
    until(page, "location.hash === '#/debate-1920/2'")
    page.locator("section.present .box").first.focus()
    page.keyboard.press("Enter")
    waits(page, "window.hacked=1")
    assert 0 == page.locator(".panel a").count()
    page.keyboard.press("n")
    waits(page, "window.hacked=1", ".notespanel")
    assert page.evaluate("window.hacked ?? null") is None


def test_addresses_that_lead_nowhere_do_no_harm(opened: Open, deck: str) -> None:
    page = started(opened(deck, "#/nowhere/7"))
    assert "_title" == present(page)
    for address in ("#/constructor", "#/%E0%A4%A", "#/debate-1920/999", "#/debate-1920/-1", "#/_known", "#/"):
        page.evaluate("address => { location.hash = address }", address)
    arrives(page, "_title")


def test_same_lecture_same_text(deck: str, tiny: FactBook) -> None:
    assert deck == deck_page(tiny_lecture(), tiny)
    assert "connect-src" not in deck
    assert 1 == deck.count('content="default-src &#39;none&#39;; script-src &#39;sha256-')


def test_the_panel_knows_only_the_things_of_the_lecture(tiny: FactBook) -> None:
    scene = replace(tiny_lecture().scenes[1], show=Show(nodes=("trotsky", "red-army-abroad")))
    known = live([stage_of(scene, tiny)], tiny)
    assert {"trotsky", "red-army-abroad"} == set(known["things"])
    told = {id_ for thing in known["things"].values() for id_ in thing["statements"]}
    assert told == set(known["statements"])
    assert all({"trotsky", "red-army-abroad"} & set(one["ends"]) for one in known["statements"].values())


def test_the_types_of_the_panel_are_up_to_date() -> None:
    from opened import ROOT

    from graph_builder.lectures.live import Live

    file = ROOT / "graph_builder" / "views" / "explorer" / "src" / "stage" / "known.ts"
    assert typescript(Live) == file.read_text("utf-8"), "run `make shown`"
