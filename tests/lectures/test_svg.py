"""What is drawn can be read by every program, whatever stands in the labels, and is as wide as it was measured."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from graph_builder.lectures.fonts import face
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.pen import escaped, outline
from graph_builder.lectures.picture import Area, Picture, statements_in
from graph_builder.lectures.svg import drawing, drawn
from graph_builder.views.looks import LOOKS, STROKES
from tests.lectures.pictures import HOSTILE, card, link, picture

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"s1": 'Trotsky supports "it".', "trotsky": "Lev Trotsky"}


def tree(text: str) -> ET.Element:
    return ET.fromstring(text)


def groups(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (g for g in root.iter(f"{SVG}g") if name in (g.get("class") or "").split())


def texts(root: ET.Element) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SVG}text")]


def test_every_statement_thing_and_label_is_drawn_once() -> None:
    shown = picture()
    root = tree(drawing(shown, WORDS, "a", "A title", "What it shows"))
    assert sorted(statements_in(shown)) == sorted(g.get("data-statement") or "" for g in groups(root, "link"))
    assert [box.id for box in shown.boxes] == [g.get("data-id") for g in groups(root, "box")]
    written = texts(root)
    expected = [line for one in (*shown.boxes, *shown.links) for line in one.lines if line]
    assert [] == [line for line in expected if line not in written]
    assert "September 1920" in written


def test_hostile_labels_stay_text() -> None:
    a, b = card("a", "Person", HOSTILE, 100, 100), card("b", "State", HOSTILE, 500, 100, small=(HOSTILE,))
    bad = Picture(Area(800, 300), (a, b), (link("s", a, b, HOSTILE),))
    made = drawing(bad, {"a": HOSTILE, "s": HOSTILE}, "p", HOSTILE, HOSTILE)
    root = tree(made)
    assert [] == [element.tag for element in root.iter() if "script" in element.tag]
    assert "</text><script>window.hacked=1</script> \"a\" & 'b' ]]>" == root.findtext(f"{SVG}title")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800]", made)
    made.encode("utf-8")


def test_a_text_from_right_to_left_keeps_its_letters() -> None:
    label = "מדיניות חוץ"
    box = card("a", "Concept", label, 200, 100)
    assert "".join(label.split()) == "".join(
        "".join(texts(tree(drawing(Picture(Area(400, 200), (box,)), {}, "p")))).split()
    )


def test_ids_are_prefixed_so_that_many_pictures_can_share_a_page() -> None:
    root = tree(drawing(picture(), WORDS, "_debate-1920", "A title", "What it shows"))
    ids = [element.get("id") or "" for element in root.iter() if element.get("id")]
    assert ["_debate-1920-title", "_debate-1920-desc"] == ids
    assert ("_debate-1920-title", "_debate-1920-desc") == (root.get("aria-labelledby"), root.get("aria-describedby"))


def test_what_comes_with_a_step_is_a_fragment_counted_from_0() -> None:
    root = tree(drawing(picture(), WORDS, "a"))
    found = {
        g.get("data-id") or g.get("data-statement"): g.get("data-fragment-index") for g in groups(root, "fragment")
    }
    found.pop(None, None)
    assert {"lenin": "0", "s2": "0", "fall": "1", "s5": "1"} == found
    assert ["0"] == [g.get("data-fragment-index") for g in groups(root, "said") if g.get("data-of") == "s2"]


def test_cards_can_be_reached_by_keyboard_and_say_what_they_are() -> None:
    root = tree(drawing(picture(), WORDS, "a"))
    trotsky = next(groups(root, "box"))
    assert ("0", "button", "Lev Trotsky (Person)") == tuple(
        trotsky.get(key) for key in ("tabindex", "role", "aria-label")
    )
    line = next(groups(root, "link"))
    assert ("img", 'Trotsky supports "it".') == (line.get("role"), line.get("aria-label"))


def test_a_picture_only_takes_no_focus_and_shows_all_at_once() -> None:
    made = drawn(picture(), None)
    assert [] == [word for word in ("tabindex", "role=", "fragment", "aria-") if word in made]


def test_a_voice_is_a_dash_a_sign_a_disc_and_a_denial_a_bar() -> None:
    root = tree(drawing(picture(), WORDS, "a"))
    lines = {g.get("data-statement"): g for g in groups(root, "link")}
    dashes = {id_: (line.find(f"{SVG}path").get("stroke-dasharray") or "").count(" ") for id_, line in lines.items()}  # type: ignore[union-attr]
    assert {"s1": 0, "s2": 0, "s3": len(STROKES["outlook"].dash) - 1, "s4": len(STROKES["attributed"].dash) - 1,
            "s5": 0} == dashes  # fmt: skip
    assert ["s3"] == [id_ for id_, line in lines.items() if line.find(f"{SVG}path[@class='bar']") is not None]
    signed = {g.get("data-of"): len(list(g.iter(f"{SVG}circle"))) for g in groups(root, "said")}
    assert {"s1": 1, "s2": 1, "s3": 1, "s4": 1} == signed


def test_labels_lie_over_all_lines_on_a_white_ground() -> None:
    names = [(g.get("class") or "").split()[0] for g in tree(drawing(picture(), WORDS, "a")) if g.tag == f"{SVG}g"]
    assert names.index("said") > max(i for i, name in enumerate(names) if name in ("link", "box"))
    for label in groups(tree(drawing(picture(), WORDS, "a")), "said"):
        assert "#fff" == label[0].get("fill")


def test_every_outline_stands_out_against_white() -> None:
    def bright(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert [] == [kind for kind in LOOKS if 1.05 / (0.05 + bright(outline(kind))) < 3]


def test_numbers_are_short_and_the_same_picture_gives_the_same_bytes() -> None:
    made = drawing(picture(), WORDS, "a")
    assert made == drawing(picture(), dict(WORDS), "a")
    shown = re.sub(r' d="[^"]*"', "", made)
    assert [] == re.findall(r'="-?\d+\.\d{4,}"', shown)


@pytest.mark.parametrize("text", ["\ufffe", "\x00", "a\x0bb", "\ud83d"])
def test_what_xml_cannot_hold_is_left_out(text: str) -> None:
    tree(f"<a>{escaped(text)}</a>")


def test_text_in_a_browser_is_as_wide_as_it_was_measured(browser: Any) -> None:
    made = drawing(replace(picture(), marks=()), WORDS, "a")
    page = browser.new_page(offline=True)
    page.set_content(f"<style>{face(re.findall('>([^<]+)<', made))}</style>{made}")
    page.evaluate("document.fonts.ready")
    found = page.evaluate(
        """[...document.querySelectorAll('text')].map(t => [t.textContent, +t.getAttribute('font-size'),
           t.getAttribute('font-weight') || '400', t.getComputedTextLength()])"""
    )
    loaded = page.evaluate("[...document.fonts].map(f => f.status)")
    page.close()
    assert ["loaded"] * len(loaded) == loaded
    assert len(found) > 20
    measured = [(text, wide, width_of(text, size, int(weight))) for text, size, weight, wide in found]
    assert [] == [(t, wide, room) for t, wide, room in measured if not 0.97 * room <= wide <= 1.002 * room]  # kerning
    assert sum(wide for _, wide, _ in measured) == pytest.approx(sum(room for _, _, room in measured), rel=0.01)


def test_the_font_has_only_what_is_shown_and_is_the_same_every_time() -> None:
    few, many = face(["Lenin"], [400]), face(["Lenin and Trotsky, 1917–1927"], [400])
    assert len(few) < len(many) < 8000
    assert face(["nineL"], [400]) == few
