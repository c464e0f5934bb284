"""A figure stands alone: title, labels, legend, pages and credit are within it, in every format."""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from graph_builder.lectures import figures, fonts
from graph_builder.lectures.figures import credit, figure, figure_files
from graph_builder.lectures.lecture import Lecture, Scene, Selection, Show, Stage, Step
from graph_builder.lectures.legend import entries
from graph_builder.lectures.picture import BELOW, Picture
from graph_builder.model.factbook import FactBook
from tests.lectures.pictures import HOSTILE, card, picture

SVG = "{http://www.w3.org/2000/svg}"
DEBATE = Scene(
    id="debate-1920", title="Should the Red Army carry the revolution to Europe?", layout="sides",
    show=Show(focus=("red-army-abroad",)), text="In 1920 they did not agree.",
    steps=(Step(("red-army-abroad",), "The question"), Step(("trotsky",), "In favour"), Step(("all",))),
)  # fmt: skip
LECTURE = Lecture(id="war", title="War and peace", scenes=(DEBATE,), lecturer="A. Lecturer")
ALT = "Debate on use of the Red Army to support revolution in Europe: for: Trotsky; against: Lenin and others."
LABELS = ["Trotsky", "Lenin", "use of the Red Army", "For", "Against", "People", "Concepts", DEBATE.title]


@pytest.fixture(scope="module")
def files(tiny: FactBook) -> dict[str, str | bytes]:
    return figure_files(DEBATE, LECTURE, tiny)


def empty(title: str = "A title") -> Stage:
    return Stage(Scene(id="s", title=title, show=Show()), Selection((), ()), (), ())


def words(text: str) -> str:
    return "".join(text.split())


def test_a_figure_has_four_files_and_a_scene_of_text_none(files: dict[str, str | bytes], tiny: FactBook) -> None:
    assert [f"figures/debate-1920.{end}" for end in ("svg", "png", "pdf", "txt")] == list(files)
    assert {} == figure_files(replace(DEBATE, show=None), LECTURE, tiny)


def test_the_svg_has_labels_legend_pages_credit_and_description(files: dict[str, str | bytes], tiny: FactBook) -> None:
    made = files["figures/debate-1920.svg"]
    assert isinstance(made, str)
    root = ET.fromstring(made)
    lines = [t.text or "" for t in root.iter(f"{SVG}text")]
    text = words(" ".join(lines))
    assert [] == [label for label in LABELS if words(label) not in text]
    assert "Jacobson 1994, p. 19 ¶1" in lines
    assert credit(tiny.settings) in lines
    assert (DEBATE.title, ALT) == (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc"))
    assert ("img", "1280") == (root.get("role"), root.get("width"))
    assert [] == re.findall(r'(?:href|url\()="?(?!data:font)', made)


def test_the_svg_carries_the_font_with_the_characters_shown(files: dict[str, str | bytes]) -> None:
    made = files["figures/debate-1920.svg"]
    assert isinstance(made, str)
    lines = list(ET.fromstring(made).iter(f"{SVG}text"))
    faces = re.findall(r"font-weight:(\d+);.*?base64,([A-Za-z0-9+/=]+)", made)
    assert ["400", "600"] == [weight for weight, _ in faces]
    for weight, face in faces:
        shown = {c for t in lines if (t.get("font-weight") or "400") == weight for c in t.text or ""}
        with TTFont(io.BytesIO(base64.b64decode(face))) as font:
            assert sorted(shown) == sorted(map(chr, font.getBestCmap()))


def test_the_png_is_twice_as_large_and_knows_what_it_shows(files: dict[str, str | bytes], tiny: FactBook) -> None:
    made, drawn = files["figures/debate-1920.png"], files["figures/debate-1920.svg"]
    assert isinstance(made, bytes)
    with Image.open(io.BytesIO(made)) as image:
        image.load()
        assert (2560, pytest.approx(2 * float(ET.fromstring(drawn).get("height") or 0), abs=2)) == image.size
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 50
        assert {"Title": DEBATE.title, "Description": ALT, "Copyright": credit(tiny.settings)} == {
            key: str(image.text[key]) for key in ("Title", "Description", "Copyright")
        }


def test_the_pdf_can_be_searched_and_has_title_author_and_alternative_text(files: dict[str, str | bytes]) -> None:
    made = files["figures/debate-1920.pdf"]
    assert isinstance(made, bytes)
    reader = pypdf.PdfReader(io.BytesIO(made))
    text = words(reader.pages[0].extract_text())
    assert [] == [label for label in [*LABELS, "Jacobson 1994, p. 19 ¶1", "CC-BY-4.0"] if words(label) not in text]
    assert reader.metadata is not None
    assert (DEBATE.title, "A. Lecturer") == (reader.metadata.title, reader.metadata.author)
    assert 1 == len(reader.pages)
    alts = [o.get_object().get("/Alt") for o in reader.resolved_objects.values() if isinstance(o, dict) and "/Alt" in o]
    alts += re.findall(r"/Alt ?\((.*?)\)", made.decode("latin-1"), re.DOTALL)
    root: Any = reader.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert "en" == root["/Lang"]
    assert ALT in [str(alt) for alt in (*alts, *_alternatives(root["/StructTreeRoot"]))]


def _alternatives(element: Any) -> list[str]:
    """The alternative texts in a tree of structure."""
    element = element.get_object()
    if isinstance(element, list):
        return [alt for kid in element for alt in _alternatives(kid)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + (_alternatives(element["/K"]) if "/K" in element else [])


def test_the_text_tells_every_statement_with_its_page_step_by_step(files: dict[str, str | bytes]) -> None:
    lines = str(files["figures/debate-1920.txt"]).splitlines()
    assert [DEBATE.title, "", ALT, "", "Step 2: In favour"] == lines[:5]
    told = "Trotsky supports use of the Red Army to support revolution in Europe at Ninth Party Congress"
    assert f"- {told}. (Jacobson 1994, p. 19 ¶1)" == lines[5]
    assert "Step 3" == lines[7]


def test_the_same_scene_gives_the_same_bytes(files: dict[str, str | bytes], tiny: FactBook) -> None:
    fonts._face.cache_clear()
    assert files == figure_files(DEBATE, LECTURE, tiny)


def test_hostile_titles_and_labels_harm_no_format(tiny: FactBook, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = replace(DEBATE, title=HOSTILE + ' #panic("x") \\', alt=HOSTILE)
    shown = Picture(BELOW, (card("a", "Person", HOSTILE, 300, 100),))
    monkeypatch.setattr(figures, "stage_of", lambda *_: replace(empty(), scene=scene))
    monkeypatch.setattr(figures, "picture_of", lambda *_: shown)
    made = figure_files(scene, replace(LECTURE, lecturer=HOSTILE, title=HOSTILE), tiny)
    root = ET.fromstring(made["figures/debate-1920.svg"])
    assert [] == [e.tag for e in root.iter() if "script" in e.tag]
    text = pypdf.PdfReader(io.BytesIO(bytes(made["figures/debate-1920.pdf"]))).pages[0].extract_text()  # type: ignore[arg-type]
    assert "window.hacked=1" in text


def test_the_legend_has_what_occurs_and_no_more(tiny: FactBook) -> None:
    assert [
        "People", "Groups", "Events", "Documents", "Concepts", "Situations", "Outlooks", "said by the author",
        "ascribed to somebody", "somebody's belief, not a fact", "furthers", "hinders", "denied",
        "doubted by the author",
    ] == [entry.words for entry in entries(picture())]  # fmt: skip
    assert ["People"] == [entry.words for entry in entries(Picture(BELOW, (card("a", "Person", "A", 9, 9),)))]


def test_a_long_title_and_many_kinds_stay_within_the_figure(tiny: FactBook) -> None:
    stage, shown = empty("A very long title that goes on " * 8), replace(picture(), area=BELOW)
    root = ET.fromstring(figure(stage, shown, tiny))
    lines = [t for t in root.iter(f"{SVG}text") if t.get("font-size") == "34"]
    assert len(lines) > 2
    bottom = max(float(t.get("y") or 0) for t in root.iter(f"{SVG}text") if t.get("fill") == "#4d4d4d")
    assert bottom < float(root.get("height") or 0)


def test_a_browser_opens_the_svg_with_its_own_font(browser: Any, files: dict[str, str | bytes], tmp_path: Any) -> None:
    file = tmp_path / "figure.svg"
    file.write_text(str(files["figures/debate-1920.svg"]), encoding="utf-8")
    context = browser.new_context(offline=True)
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    statuses = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => f.status))")
    context.close()
    assert ["loaded", "loaded"] == statuses
    assert [] == [told for told in heard if told != file.as_uri() and not told.startswith("data:font")]
