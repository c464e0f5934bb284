"""The handout, the slides and the time line of a lecture: opened again, and compared with what the scenes show."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image
from pptx import Presentation

from graph_builder.lectures.figures import credit
from graph_builder.lectures.folder import check_lecture
from graph_builder.lectures.handout import handout_page
from graph_builder.lectures.handout_pdf import handout_pdf
from graph_builder.lectures.lecture import Lecture, Scene, Show
from graph_builder.lectures.slides import slides_file
from graph_builder.lectures.stage import stage_of
from graph_builder.lectures.timeline_json import timeline_json
from graph_builder.model.factbook import FactBook
from graph_builder.model.wording import sentence
from graph_builder.pipeline import load
from tests.conftest import DATA, TINY

HOSTILE = "<script>window.hacked=1</script> \"'&#{panic} #panic() \\ $x$ *a* [b] @c \u202e"


@pytest.fixture(scope="module")
def lecture(tiny: FactBook) -> Lecture:
    return check_lecture(TINY / "lectures" / "tiny.yaml", tiny).lectures[0]


@pytest.fixture(scope="module")
def hostile(lecture: Lecture) -> Lecture:
    scenes = tuple(replace(s, title=HOSTILE, text="", notes=HOSTILE, questions=(HOSTILE,)) for s in lecture.scenes)
    return replace(lecture, title=HOSTILE, subtitle=HOSTILE, lecturer=HOSTILE, description=HOSTILE, scenes=scenes)


def shown(lecture: Lecture, book: FactBook) -> dict[str, list[str]]:
    """The sentences of each scene that has a picture and is not hidden."""
    return {
        scene.id: [sentence(s, book) for s in stage_of(scene, book).shown.statements]
        for scene in lecture.scenes
        if scene.show and not scene.hidden
    }


def words(text: str) -> str:
    return re.sub(r"[\s•]+", "", text)


def pdf_text(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def test_the_handout_has_every_sentence_that_a_picture_shows_with_a_note(lecture: Lecture, tiny: FactBook) -> None:
    page = handout_page(lecture, tiny)
    for scene, sentences in shown(lecture, tiny).items():
        part = page[page.index(f'<section id="{scene}"') :].partition("</section>")[0]
        told = re.findall(r'<li data-tells="[^"]+">(.*?)<sup><a href="#(_note-\d+)"', part)
        assert sorted(sentences) == sorted(html.unescape(text) for text, _ in told)
        assert [] == [note for _, note in told if f'id="{note}"' not in part]


def test_the_handout_has_figures_questions_bibliography_and_credit(lecture: Lecture, tiny: FactBook) -> None:
    page = handout_page(lecture, tiny)
    assert len(shown(lecture, tiny)) == page.count("<figure>") == page.count('role="img"')
    for part in ("Who else was against?", "What would have had to happen", "<em>When the Soviet Union Entered"):
        assert part in page
    assert html.escape(credit(tiny.settings)) in page
    assert "A word and who used it" not in page  # the hidden scene


def test_the_handout_on_paper_can_be_searched_and_holds_the_same(lecture: Lecture, tiny: FactBook) -> None:
    made = handout_pdf(lecture, tiny)
    text = words(pdf_text(made))
    for sentences in shown(lecture, tiny).values():
        assert [] == [s for s in sentences if words(s) not in text]
    assert [] == [
        p for p in ("For", "Against", "Trotsky", "Who else was against?", "1. What this") if words(p) not in text
    ]
    info = pypdf.PdfReader(io.BytesIO(made)).metadata
    assert info is not None
    assert (lecture.title, lecture.lecturer, None) == (info.title, info.author, info.creation_date)


def test_slides_have_picture_alternative_text_pages_credit_and_notes(lecture: Lecture, tiny: FactBook) -> None:
    slides = list(Presentation(io.BytesIO(slides_file(lecture, tiny))).slides)
    assert [lecture.title, *(s.title for s in lecture.scenes), "Sources"] == [s.shapes.title.text for s in slides]
    for scene, slide in zip(lecture.scenes, slides[1:], strict=False):
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert (1 if scene.show else 0) == len(pictures)
        text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        notes = slide.notes_slide.notes_text_frame.text
        assert ("0" if scene.hidden else None) == slide._element.get("show")
        for picture in pictures:
            assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 20
            with Image.open(io.BytesIO(picture.image.blob)) as image:
                assert len(image.convert("L").getcolors(256) or ()) > 20
            assert "Jacobson 1994, p. " in text
            assert credit(tiny.settings) in text
            told = [sentence(s, tiny) for s in stage_of(scene, tiny).shown.statements]
            assert [] == [s for s in told if s not in notes]
            inside = (
                picture.left >= 0,
                picture.left + picture.width <= 1280 * 9525,
                picture.top + picture.height <= 720 * 9525,
            )
            assert (True, True, True) == inside


def test_the_same_lecture_gives_the_same_bytes(lecture: Lecture, tiny: FactBook) -> None:
    def made() -> list[str]:
        texts = (handout_page(lecture, tiny).encode(), handout_pdf(lecture, tiny), slides_file(lecture, tiny))
        return [hashlib.sha256(text).hexdigest() for text in texts]

    first = made()
    time.sleep(2.1)  # a ZIP counts time in steps of two seconds
    assert first == made()


def test_hostile_texts_are_text_in_every_format(hostile: Lecture, tiny: FactBook) -> None:
    page = handout_page(hostile, tiny)
    assert "<script" not in page
    assert "window.hacked=1" in pdf_text(handout_pdf(hostile, tiny))
    slides = Presentation(io.BytesIO(slides_file(hostile, tiny))).slides
    assert "window.hacked=1" in slides[0].shapes.title.text
    assert "<script" not in timeline_json(hostile, tiny)


def test_the_handout_opens_without_script_or_request(
    lecture: Lecture, tiny: FactBook, browser: Any, tmp_path: Path
) -> None:
    path = tmp_path / "handout.html"
    path.write_text(handout_page(lecture, tiny), "utf-8")
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on(
        "request", lambda request: told.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    page.goto(path.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    axe = Path("graph_builder/views/explorer/node_modules/axe-core/axe.min.js")
    page.evaluate(axe.read_text("utf-8"))
    faults = page.evaluate(
        "axe.run().then(r => r.violations.filter(v => ['serious','critical'].includes(v.impact)).map(v => v.id))"
    )
    context.close()
    assert (390, [], []) == (wide, faults, told)


def test_the_time_line_has_every_dated_thing_and_statement_once() -> None:
    real = load(DATA)
    scene = Scene(id="senses", title="Senses", show=Show(senses="peaceful-coexistence"), layout="senses")
    made = json.loads(timeline_json(Lecture(id="l", title="T", scenes=(scene, scene)), real))
    stage = stage_of(scene, real)
    dated = {node.id for node in stage.nodes if node.when and node.id in real.things}
    dated |= {s.id for s in stage.shown.statements if s.when and not s.nested}
    ids = [event["unique_id"] for event in made["events"]]
    assert sorted(dated) == sorted(ids)
    by_id = {event["unique_id"]: event for event in made["events"]}
    assert ({"year": 1922, "month": 5}, "May 1922") == (
        by_id["central-committee-1922"]["start_date"],
        by_id["central-committee-1922"]["display_date"],
    )
