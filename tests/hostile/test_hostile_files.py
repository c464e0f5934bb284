"""Files that are opened with other programs: every text stands in them as text, and none of them does anything."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import networkx
import pyoxigraph
import pytest
from hostile_worlds import HARMLESS
from pptx import Presentation
from pypdf import PdfReader

from graph_builder.lectures.described import long_description
from graph_builder.lectures.files import lecture_files
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.markdown import to_plain
from graph_builder.lectures.stage import stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import build
from graph_builder.views.cards import clean

World = Callable[[int], tuple[FactBook, Lecture]]
HOSTILE = [0, 1, -4]
MARKS = re.compile(r"__ran\(\d+\)|p\d+\.invalid|panic\(\d+\)")
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|OpenAction|AA|SubmitForm|GoToR|EmbeddedFile|RichMedia|ImportData)\b")


@pytest.fixture(scope="module")
def files(world: World) -> Mapping[str, str | bytes]:
    """Everything that is made of the first world's lecture."""
    return lecture_files(*reversed(world(0)))  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return re.sub(r"\s|\u00ad", "", text)


def test_the_handout_in_pdf_says_every_text_and_does_nothing(files: Mapping[str, Any], world: World) -> None:
    book, lecture = world(0)
    reader = PdfReader(io.BytesIO(files["handout.pdf"]))
    told = squeezed("".join(page.extract_text() for page in reader.pages))
    titles = [scene.title for scene in lecture.scenes if not scene.hidden]
    assert [] == [text for text in titles if squeezed(clean(text)) not in told]
    assert squeezed(lecture.title) in told
    texts = [to_plain(scene.text, book) for scene in lecture.scenes if not scene.hidden]
    stages = [stage_of(scene, book) for scene in lecture.scenes if scene.show and not scene.hidden]
    texts += [one.sentence for stage in stages for one in long_description(stage, book)]
    marks = {mark for text in texts for mark in MARKS.findall(text)}
    assert len(marks) > 300
    addresses = [
        str(note.get_object().get("/A", {}).get("/URI", "https://"))
        for page in reader.pages
        for note in page.get("/Annots", [])
    ]
    assert [] == [address for address in addresses if not re.match(r"https?://", address)]
    said = told.replace("-", "") + " ".join(addresses)
    assert set() == {mark for mark in marks if mark not in said}
    for name, content in files.items():
        if name.endswith(".pdf"):
            assert not ACTIVE.search(content), name


def test_the_slides_say_every_title_and_note_and_link_to_nothing(files: Mapping[str, Any], world: World) -> None:
    _, lecture = world(0)
    deck = Presentation(io.BytesIO(files["deck.pptx"]))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert [lecture.title, *(scene.title for scene in lecture.scenes), "Sources"] == titles
    parts = [*deck.slides, *(slide.notes_slide for slide in deck.slides)]
    assert [] == [rel.target_ref for part in parts for rel in part.part.rels.values() if rel.is_external]
    said = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for scene in lecture.scenes:
        for step in scene.steps:
            assert step.say in said


def test_figures_are_drawings_without_anything_active(files: Mapping[str, Any]) -> None:
    drawings = [ET.fromstring(text) for name, text in files.items() if name.endswith(".svg")]
    assert len(drawings) > 5
    names = {element.tag.rpartition("}")[2] for drawing in drawings for element in drawing.iter()}
    assert not names & {"script", "foreignObject", "use", "image", "animate", "set", "a", "handler", "iframe"}
    attributes = {(key, value) for drawing in drawings for element in drawing.iter() for key, value in element.items()}
    assert [] == [(key, value) for key, value in attributes if key.startswith("on") or "href" in key]
    assert [] == [value for key, value in attributes if re.search(r"url\((?!#)", value) and key != "aria-label"]


def predicates(text: str) -> Counter[str]:
    """How many quads have each predicate; what was written in another order than that of RDF depends on the words."""
    found = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)
    return Counter(name for quad in found if not (name := quad.predicate.value).endswith("#asWritten"))


@pytest.mark.parametrize("number", HOSTILE)
def test_the_graph_s_files_hold_as_much_as_those_of_a_harmless_world(world: World, number: int) -> None:
    book, plain = world(number)[0], world(HARMLESS)[0]
    made, expected = build(book), build(plain)
    assert expected.keys() == made.keys()
    for name, form in (("graph.trig", "TRIG"), ("graph-rdf12.nq", "N_QUADS"), ("shapes.ttl", "TURTLE")):
        assert len(list(pyoxigraph.parse(made[name], format=getattr(pyoxigraph.RdfFormat, form)))) > 10
    assert predicates(expected["graph.nq"]) == predicates(made["graph.nq"])
    assert len(json.loads(expected["graph.jsonld"])["@graph"]) == len(json.loads(made["graph.jsonld"])["@graph"])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_networks_come_back_with_every_label(world: World, number: int) -> None:
    book, _ = world(number)
    made = build(book)
    drawn: Any = networkx.parse_graphml(made["graph.graphml"])
    timed: Any = networkx.read_gexf(io.BytesIO(made["graph.gexf"].encode()))
    for graph, of in ((drawn, lambda node: node["label"]), (timed, lambda node: node["label"])):
        labels = {id_: of(node) for id_, node in graph.nodes(data=True)}
        assert {} == {id_: labels.get(id_) for id_, thing in book.things.items() if labels.get(id_) != thing.label}
