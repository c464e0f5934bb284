"""Trees of text -> lectures, with a problem for everything that is not in the lecturer's form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, follow, is_torn, where, within
from graph_builder.lectures.lecture import Lecture, Scene, Show, Step
from graph_builder.lectures.records import DefaultsRecord, LectureRecord, SceneRecord, ShowRecord
from graph_builder.model.names import did_you_mean
from graph_builder.model.records import allowed_keys
from graph_builder.model.relations import RELATIONS
from graph_builder.model.report import salvaged, validate
from graph_builder.model.scalars import ID
from graph_builder.model.sources import Locator, parse_locator
from graph_builder.rulebook import problem

CHOICES = ("focus", "nodes", "view", "compare", "senses", "passages", "query")
"""The keys of `show` that choose; exactly one of them is written."""
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Source: Microsoft, Naming Files, Paths, and Namespaces."""
_WITH_SHOW = ("layout", "steps", "alt", "positions", "max_nodes")


def parse_lecture(document: Document) -> tuple[Lecture | None, list[Problem]]:
    """The lecture of a file, and what is wrong with its form; None if anything is."""
    root = document.root
    if root is None:
        return None, []
    record, problems = validate(LectureRecord, root, document, name="the lecture")
    scenes = _scenes(root)
    problems += [found for node in scenes for found in _of_scene(document, node)]
    problems += [*_wrong_name(document, root), *_doubled(document, scenes), *_devices(document, root, scenes)]
    if record is None or problems or document.lost or is_torn(document, root):
        return None, sorted(set(problems), key=lambda p: (p.where, p.code))
    return _lecture(record, document, root, list(zip(record.scenes, scenes, strict=True))), []


def sound_part(document: Document) -> Lecture | None:
    """The lecture with those scenes that are in form, so that these can be checked further; None if there is none."""
    root = document.root
    if not isinstance(root, Pairs):
        return None
    pairs = []
    for node in _scenes(root):
        record, problems = validate(SceneRecord, node, document)
        if record is not None and not problems and not any(_of_scene(document, node)):
            pairs.append((record, node))
    defaults = salvaged(DefaultsRecord, root.pairs["defaults"]) if "defaults" in root.pairs else None
    head = LectureRecord.model_construct(lecture="", title="", defaults=defaults or DefaultsRecord(), scenes=())
    return _lecture(head, document, root, pairs) if pairs else None


def _scenes(root: Node) -> list[Node]:
    scenes = root.pairs.get("scenes") if isinstance(root, Pairs) else None
    return scenes.items if isinstance(scenes, Items) else []


def _wrong_name(document: Document, root: Node) -> Iterator[Problem]:
    id_ = root.pairs.get("lecture") if isinstance(root, Pairs) else None
    stem = PurePath(document.file).stem
    if isinstance(id_, Text) and id_.text and ID.fullmatch(id_.text) and id_.text != stem:
        message = f"the lecture '{id_.text}' stands in a file that is named '{stem}'"
        yield problem("file-name", where(document, id_), message)


def _devices(document: Document, root: Node, scenes: list[Node]) -> Iterator[Problem]:
    """Ids that name folders and files, and cannot on Windows."""
    named = [(node.pairs.get(key)) for key, nodes in (("lecture", [root]), ("id", scenes)) for node in nodes
             if isinstance(node, Pairs)]  # fmt: skip
    for id_ in named:
        if isinstance(id_, Text) and _DEVICE.fullmatch(id_.text):
            message = f"'{id_.text}' cannot name a file on Windows"
            yield problem("bad-id", where(document, id_), message, f"rename it, for example the-{id_.text}")


def _doubled(document: Document, scenes: list[Node]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for scene in scenes:
        id_ = scene.pairs.get("id") if isinstance(scene, Pairs) else None
        if not isinstance(id_, Text) or not id_.text:
            continue
        if id_.text in first:
            message = f"the scene '{id_.text}' stands already in line {first[id_.text]}"
            yield problem("duplicate-id", where(document, id_), message, "rename one of the two scenes")
        first.setdefault(id_.text, id_.line)


def _of_scene(document: Document, node: Node) -> Iterator[Problem]:
    """What is wrong with a scene beyond the form of its values."""
    if not isinstance(node, Pairs):
        return
    show = node.pairs.get("show")
    if show is None:
        for key in _WITH_SHOW:
            if key in node.pairs:
                message = f"'{key}' in a scene without `show`, which has no picture"
                yield problem(
                    "misplaced-qualifier", where(document, node.keys[key]), message, f"add `show`, or remove {key}"
                )
        return
    if not isinstance(show, Pairs):
        return
    written = [key for key in show.pairs if key in CHOICES]
    if not written and show.pairs.keys() <= allowed_keys(ShowRecord).keys():  # a misspelt key is one fault
        yield problem("one-choice", where(document, node.keys["show"]), "'show' does not say what is shown")
    for key in written[1:]:
        message = f"'{key}' beside '{written[0]}'"
        yield problem("one-choice", where(document, show.keys[key]), message)
    if "hops" in show.pairs and "focus" not in show.pairs:
        place = where(document, show.keys["hops"])
        yield problem("misplaced-qualifier", place, "'hops' without `focus`", "remove hops, or choose by focus")
    for word, place in _words(document, show.pairs.get("relations")):
        if word not in RELATIONS:
            message = f"unknown relation '{word[:60]}'{did_you_mean(word, RELATIONS)}"
            yield problem("unknown-relation", place, message)
    for word, place in _words(document, show.pairs.get("passages")):
        if locator_of(word) is None:
            yield problem("bad-locator", place, f"'{word[:60]}' is not a page and a paragraph")


def _words(document: Document, node: Node | None) -> Iterator[tuple[str, Where]]:
    """The values of a key that takes one, several joined by commas, or a list."""
    if isinstance(node, Items):
        for item in node.items:
            if isinstance(item, Text) and item.text:
                yield item.text.strip(), where(document, item)
    elif isinstance(node, Text):
        for part in re.finditer(r"[^,]*[^,\s]", node.text):
            word = part[0].strip()
            yield word, within(document.file, document.lines, node, word, part.start() + part[0].index(word))


def locator_of(text: str) -> Locator | None:
    """The passage, its source "" where none is written; None if it is not one.

    >>> locator_of("19 ¶1"), locator_of("jacobson-1994 19 ¶1").source
    (Locator(source='', page=19, paragraph=1), 'jacobson-1994')
    """
    first, _, rest = text.strip().partition(" ")
    for source, passage in ((first, rest), ("", text)):
        found = parse_locator(passage)
        if found and (not source or ID.fullmatch(source)):
            return Locator(source, *found)
    return None


def _lecture(record: LectureRecord, document: Document, root: Node, scenes: list[tuple[SceneRecord, Node]]) -> Lecture:
    return Lecture(
        id=record.lecture,
        title=record.title,
        scenes=tuple(_scene(scene, record, document, node) for scene, node in scenes),
        subtitle=record.subtitle,
        description=record.description,
        lecturer=record.lecturer,
        questions=record.questions,
        where=where(document, follow(root, ["lecture"])),
    )


def _scene(record: SceneRecord, lecture: LectureRecord, document: Document, node: Node) -> Scene:
    return Scene(
        id=record.id,
        title=record.title,
        show=_show(record.show) if record.show else None,
        layout=record.layout or lecture.defaults.layout,
        text=record.text,
        steps=tuple(Step(step.show, step.say) for step in record.steps),
        notes=record.notes,
        alt=record.alt,
        positions=dict(record.positions),
        max_nodes=record.max_nodes or lecture.defaults.max_nodes,
        hidden=record.hidden,
        questions=record.questions,
        where=where(document, follow(node, ["id"])),
    )


def _show(record: ShowRecord) -> Show:
    values = {name: getattr(record, name) for name in ShowRecord.model_fields}
    values["passages"] = tuple(found for word in record.passages if (found := locator_of(word)))
    return Show(**values)
