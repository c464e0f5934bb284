"""A lecture against the graph: every id, step, query, text and layout, each problem at its word in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph_builder.errors import GraphBuilderError, Problem, QueryError, Where, has_errors
from graph_builder.facts.nodes import Document, Items, Node, Text
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.lectures.areas import is_beside
from graph_builder.lectures.lecture import Lecture, Scene, Selection
from graph_builder.lectures.markdown import faults, linked
from graph_builder.lectures.measure import wrapped
from graph_builder.lectures.pointing import key_place, offset_place, query_place, scene_nodes, under, word_place
from graph_builder.lectures.select import fault_of, is_known, known_ids, passages_of, references, select
from graph_builder.lectures.stage import ALL, compared, left_out, stage_of
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.model.sources import Locator
from graph_builder.pool import Runner, in_turn
from graph_builder.rulebook import problem

_LINK = re.compile(r"\[\[\s*([^\[\]|\n]*?)\s*(?:\|([^\[\]\n]*))?\]\]")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_LEAST = 18
_ROOM = {"beside": (330, 22), "below": (1232, 2), "alone": (960, 22)}
"""How wide a scene's text may be and how many lines of the smallest size have room: beside its picture, above it, or
without one.  Units: pixels, lines."""
_NAMED = 5
MOST = 200
"""How many things a picture can show; a layout would take minutes for more, and nobody could read it."""
PINNED = ("preset", "force", "circle", "flow")
"""The layouts in which things stand where the lecturer put them; all of them with the first, some with the others."""


def lint(
    lecture: Lecture,
    document: Document,
    book: FactBook,
    pictures: bool = True,
    watch: Watch = unwatched,
    run: Runner = in_turn,
) -> list[Problem]:
    """Every problem of a lecture that is in form, in the order of its lines.

    Args:
        pictures: whether the pictures are drawn, to see that they can be read; this takes longest.
        watch: sees which scene it is at.
        run: how pictures are arranged: `pool.on_processes()`, or one after the other.
    """
    root, nodes = document.root, scene_nodes(document)
    found = [] if root is None else [*_texts(document, under(root, ["description"]), book)]
    if root is not None:
        found += _lines(document, under(root, ["questions"]))
    sound = []
    for scene in lecture.scenes:
        faults_, drawable = _of_scene(scene, document, nodes[scene.where], book)
        found += faults_
        sound += [scene] * drawable
    if pictures and sound:
        from graph_builder.lectures.arrange import arrange_ahead

        arrange_ahead([stage_of(scene, book) for scene in sound], watch, run)
        for scene in watch(sound, lambda scene: f"checking {lecture.id}: {scene.id}"):
            found += _picture(scene, document, nodes[scene.where], book)
    return sorted(set(found), key=lambda p: (p.where, p.code, p.message))


def _of_scene(scene: Scene, document: Document, node: Node, book: FactBook) -> tuple[list[Problem], bool]:
    """The problems that can be seen without a picture, and whether there is one that can be drawn."""
    found = [
        *_shown_ids(scene, document, node, book),
        *_other_ids(scene, document, node, book),
        *_texts(document, under(node, ["text"]), book),
        *_texts(document, under(node, ["notes"]), book),
        *_lines(document, under(node, ["questions"])),
        *_lines(document, under(node, ["title"])),
        *_too_long(scene, document, node),
    ]
    if scene.show is None or any(p.code in ("unknown-id", "wrong-kind", "locator-outside") for p in found):
        return found, False
    try:
        shown = select(scene.show, book)
    except QueryError as error:
        text = under(node, ["show", "query"])
        place = query_place(document, text, error) if isinstance(text, Text) else scene.where
        return [*found, problem("bad-query", place, f"the query cannot be answered: {error}")], False
    if not shown.statements:
        place = key_place(document, node, "show")
        return [*found, problem("empty-selection", place, f"the scene '{scene.id}' shows no statement")], False
    if len(shown.things) > MOST:
        message = f"the scene '{scene.id}' shows {len(shown.things)} things; more than {MOST} cannot be drawn"
        return [*found, problem("bad-layout", key_place(document, node, "show"), message, "show fewer things")], False
    found += [*_steps(scene, shown, document, node), *_layout(scene, shown, document, node)]
    return found, not has_errors(found)


def _shown_ids(scene: Scene, document: Document, node: Node, book: FactBook) -> Iterator[Problem]:
    if scene.show is None:
        return
    for key, id_, needed in references(scene.show):
        if message := fault_of(key, id_, needed, book):
            code = "unknown-id" if message.startswith("unknown") else "wrong-kind"
            place = word_place(document, under(node, ["show", key]), id_, scene.where)
            yield problem(code, place, message, _remedy(code))
    for locator in scene.show.passages:
        if not passages_of([locator], book):
            yield _no_passage(locator, scene, document, node)


def _remedy(code: str) -> str:
    return "correct the id: graph-builder ids WORD finds it" if code == "unknown-id" else ""


def _no_passage(locator: Locator, scene: Scene, document: Document, node: Node) -> Problem:
    place, written = scene.where, under(node, ["show", "passages"])
    for page in (locator.short, f"{locator.page}.{locator.paragraph}", str(locator.page)):
        place = word_place(document, written, page, place)
        if place != scene.where:
            break
    whole = f"{locator.source} {locator.short}".strip()
    return problem(
        "locator-outside", place, f"no facts are written of the passage {whole}", "correct page or paragraph"
    )


def _other_ids(scene: Scene, document: Document, node: Node, book: FactBook) -> Iterator[Problem]:
    """Ids in steps and positions that the book does not know."""
    shown = [(id_, under(node, ["steps", i, "show"])) for i, step in enumerate(scene.steps) for id_ in step.show]
    for id_, written in (*shown, *((id_, under(node, ["positions"])) for id_ in scene.positions)):
        if id_ != ALL and not is_known(id_, book):
            yield _unknown(id_, word_place(document, written, id_, scene.where), book)
    for i, _ in enumerate(scene.steps):
        yield from _lines(document, under(node, ["steps", i, "say"]))


def _unknown(id_: str, place: Where, book: FactBook) -> Problem:
    message = f"unknown id '{id_}'{did_you_mean(id_, known_ids(book))}"
    return problem("unknown-id", place, message, _remedy("unknown-id"))


def _texts(document: Document, node: Node | None, book: FactBook) -> Iterator[Problem]:
    """What is wrong with a text in Markdown."""
    if isinstance(node, Text):
        for at, id_ in linked(node.text):
            if not is_known(id_, book):
                yield _unknown(id_, offset_place(document, node, node.text.index(id_, at)), book)
        for at, message in faults(node.text):
            yield problem("unsafe-markdown", offset_place(document, node, at), message)


def _lines(document: Document, node: Node | None) -> Iterator[Problem]:
    """What is wrong with texts that are shown as they are written."""
    for item in node.items if isinstance(node, Items) else [node]:
        if isinstance(item, Text) and (found := _LINK.search(item.text)):
            message = f"{found[0]} is shown as it stands: things are named in `text` and `notes` only"
            yield problem("unsafe-markdown", offset_place(document, item, found.start()), message, "write it in words")


def _too_long(scene: Scene, document: Document, node: Node) -> Iterator[Problem]:
    place = "alone" if scene.show is None else "beside" if is_beside(scene) else "below"
    width, room = _ROOM[place]
    if (lines := text_lines(scene.text, width)) > room:
        where_ = {"beside": "beside the picture", "below": "above the picture", "alone": "on the slide"}[place]
        message = f"the text takes {lines} lines; {where_} there is room for {room}"
        remedy = "shorten it, split the scene, or put it under `notes`"
        yield problem("too-long", key_place(document, node, "text"), message, remedy)


def text_lines(text: str, width: float) -> int:
    """How many lines a text takes on the slide, in the smallest type.

    >>> text_lines("one\\ntwo\\n\\n- three\\n- four", 330)
    4
    """
    blocks: list[str] = []
    fresh = True
    for line in _LINK.sub(lambda m: m[2] or m[1], text).splitlines():
        if not line.strip():
            fresh = True
            continue
        if fresh or _ITEM.match(line):
            blocks.append(line)
        else:
            blocks[-1] += " " + line
        fresh = False
    return sum(len(wrapped(block, _LEAST, width)) for block in blocks) + (len(blocks) > 1)


def _steps(scene: Scene, shown: Selection, document: Document, node: Node) -> Iterator[Problem]:
    there = {*shown.things, *(s.id for s in shown.statements), ALL}
    for i, step in enumerate(scene.steps):
        for id_ in step.show:
            if id_ not in there:
                place = word_place(document, under(node, ["steps", i, "show"]), id_, scene.where)
                message = f"the step shows '{id_}', which the scene does not show{did_you_mean(id_, there - {ALL})}"
                yield problem("step-invisible", place, message)
    if left := left_out(scene.steps, shown, compared(scene)):
        message = f"no step brings {_some(left)}; they come with one step more, at the end"
        yield problem("step-leaves-out", key_place(document, node, "steps"), message)


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more


def _layout(scene: Scene, shown: Selection, document: Document, node: Node) -> Iterator[Problem]:
    """What the scene's layout needs and does not find."""
    place, show = key_place(document, node, "layout"), scene.show
    if scene.layout == "compare" and (show is None or not 2 <= len(show.compare) <= 4):
        yield problem("bad-layout", place, "the layout 'compare' needs two to four outlooks under `compare`")
    if scene.layout == "senses" and (show is None or not show.senses):
        yield problem("bad-layout", place, "the layout 'senses' needs a concept under `senses`")
    if scene.positions and scene.layout not in PINNED:
        message = f"'positions' with the layout '{scene.layout}', which finds its own"
        remedy = f"use one of the layouts {', '.join(PINNED)}, or remove positions"
        yield problem("bad-layout", key_place(document, node, "positions"), message, remedy)
        return
    missing = [id_ for id_ in shown.things if id_ not in scene.positions]
    if missing and scene.layout == "preset":
        remedy = "write under `positions` where each stands, such as lenin: [20, 50]"
        yield problem("bad-layout", place, f"the layout 'preset' has no positions for {', '.join(missing)}", remedy)
    for id_ in scene.positions:
        if id_ not in shown.things:
            where_ = word_place(document, under(node, ["positions"]), id_, scene.where)
            message = f"'{id_}' has a position, but the scene does not show it"
            yield problem("bad-layout", where_, message, "remove it, or add it to `show`")


def _picture(scene: Scene, document: Document, node: Node, book: FactBook) -> Iterator[Problem]:
    """What the picture itself tells: whether it can be made, read, and described."""
    from graph_builder.lectures.arrange import picture_of
    from graph_builder.lectures.described import alt_text
    from graph_builder.lectures.legibility import warnings_of

    try:
        stage = stage_of(scene, book)
        picture = picture_of(stage)
    except GraphBuilderError as error:
        yield problem("bad-layout", key_place(document, node, "layout"), str(error))
        return
    yield from warnings_of(stage, picture)
    if not scene.alt and not alt_text(stage, picture, book):
        yield problem(
            "missing-alt", key_place(document, node, "show"), f"no text can be made for the picture of '{scene.id}'"
        )
