"""Scenes and lectures as values that a notebook shows, with everything that can be made of them at hand.

The HTML has no script and asks no network.  A figure stands in it as `<img>` and not as `<svg>`: GitHub, and a
JupyterLab that does not trust a notebook, remove `<svg>` from HTML.  Its `src` is a PNG, which they all show; its
`srcset` the SVG with its font, which browsers take wherever nobody removed it.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from graph_builder.errors import Problem, UsageError
from graph_builder.graph.network import Projection, network
from graph_builder.lectures.arrange import picture_of
from graph_builder.lectures.asked import checked, in_words, known
from graph_builder.lectures.described import Told, alt_text, long_description
from graph_builder.lectures.figures import description, figure, figure_files, plate, png
from graph_builder.lectures.lecture import Lecture, Scene, Stage
from graph_builder.lectures.markdown import to_html
from graph_builder.lectures.picture import Picture
from graph_builder.lectures.select import FIGURE
from graph_builder.lectures.stage import stage_of
from graph_builder.lectures.writing import lecture_text, scene_text
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.views.cards import clean

if TYPE_CHECKING:
    import networkx
    from pyvis.network import Network

_WIDTH, _THUMB = 640.0, 160.0
"""How wide figures and thumbnails are in a notebook's PNG, in units of which each makes two pixels."""


@dataclass(frozen=True, slots=True, repr=False)
class ShownScene:
    """A scene with the book that it shows and the lecture that it stands in; `problems` are warnings about it.

    The verbs only hand on, as those of KnowledgeGraph.  Those that need a picture raise UsageError on a scene of text.
    """

    book: FactBook
    scene: Scene
    lecture: Lecture
    problems: tuple[Problem, ...] = ()

    @property
    def svg(self) -> str:
        """The figure as a whole SVG file, with its font."""
        return figure(*_drawn(self.scene, self.book))

    @property
    def png(self) -> bytes:
        """The figure as a PNG file, 2560 pixels wide."""
        return _bytes(self, "png")

    @property
    def pdf(self) -> bytes:
        """The figure as a PDF file whose text can be searched."""
        return _bytes(self, "pdf")

    @property
    def alt(self) -> str:
        """What the picture shows, for those who cannot see it."""
        return alt_text(*_drawn(self.scene, self.book))

    @property
    def embed(self) -> str:
        """The live picture as a whole HTML page, for a frame in another page."""
        from graph_builder.lectures.embed import embed_page

        _drawn(self.scene, self.book)
        return embed_page(self.scene, self.lecture, self.book)

    @property
    def yaml(self) -> str:
        """The scene as it stands under `scenes:` in a lecture's file."""
        return scene_text(self.scene)

    def sentences(self) -> list[Told]:
        """Every statement that it shows, with its page: sentence, citation, url, id, step."""
        return long_description(_drawn(self.scene, self.book)[0], self.book)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """A directed multigraph of just the statements that it shows."""
        chosen = {tie.id for tie in _drawn(self.scene, self.book)[0].ties}
        return network(self.book, Projection("scene", "What a scene shows.", lambda s, _: s.id in chosen))

    def to_pyvis(self) -> Network:
        """A pyvis Network of just the statements that it shows, physics off; its own `show()` asks a CDN."""
        return _pyvis(_drawn(self.scene, self.book)[0], self.book)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        if self.scene.show is None:
            return {"text/html": _heading(self.scene, self.book), "text/plain": _slide(self.scene)}
        stage, picture, book = _drawn(self.scene, self.book)
        alt, svg = alt_text(stage, picture, book), figure(stage, picture, book)
        told = long_description(stage, book)
        bare = figure(stage, picture, book, carries_font=False)
        small = png(bare, alt, self.scene.title, _WIDTH, book.settings)
        html = Markup('<div class="graph-builder-scene">{}{}{}</div>').format(
            _image(small, alt, svg), _sentences(told), _warnings(self.problems)
        )
        return {
            "text/html": html,
            "image/svg+xml": svg,
            "text/plain": description(stage, book, alt) + "".join(f"! {in_words(p)}\n" for p in self.problems),
        }

    def __repr__(self) -> str:
        """Title and counts."""
        if self.scene.show is None:
            return f"<{_slide(self.scene)}>"
        stage = stage_of(self.scene, self.book)
        return f"<{clean(self.scene.title)}: {len(stage.ties)} statements of {len(stage.nodes)} things>"


@dataclass(frozen=True, slots=True, repr=False)
class ShownLecture:
    """A lecture with the book that it is about; `problems` are warnings.

    `lecture["scene-id"]` is one of its scenes.
    """

    book: FactBook
    lecture: Lecture
    problems: tuple[Problem, ...] = ()

    @property
    def scenes(self) -> tuple[ShownScene, ...]:
        """Its scenes, in order."""
        return tuple(self._shown(scene) for scene in self.lecture.scenes)

    def __getitem__(self, id_: str) -> ShownScene:
        """The scene of this id.

        Raises:
            UsageError: there is none.
        """
        for scene in self.lecture.scenes:
            if scene.id == id_:
                return self._shown(scene)
        ids = [scene.id for scene in self.lecture.scenes]
        raise UsageError(f"{self.lecture.id} has no scene '{id_}'{did_you_mean(str(id_), ids)}{known(ids)}")

    def _shown(self, scene: Scene) -> ShownScene:
        return ShownScene(self.book, scene, self.lecture)

    @property
    def yaml(self) -> str:
        """The lecture as the text of its file."""
        return lecture_text(self.lecture)

    def deck(self) -> str:
        """The deck, as the whole text of an HTML file that needs no network."""
        from graph_builder.lectures.deck import deck_page

        return deck_page(self.lecture, self.book)

    def handout(self) -> str:
        """The handout, as the whole text of an HTML file."""
        from graph_builder.lectures.handout import handout_page

        return handout_page(self.lecture, self.book)

    def files(self) -> dict[str, str | bytes]:
        """Everything that `graph-builder lecture` writes, by the names of the files."""
        from graph_builder.lectures.files import lecture_files

        return lecture_files(self.lecture, self.book)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        rows = Markup("").join(_row(scene, self.book) for scene in self.lecture.scenes)
        subtitle = Markup("<br>{}").format(clean(self.lecture.subtitle)) if self.lecture.subtitle else ""
        html = Markup('<div class="graph-builder-lecture"><p><strong>{}</strong>{}</p><ol>{}</ol>{}</div>').format(
            clean(self.lecture.title), subtitle, rows, _warnings(self.problems)
        )
        lines = [clean(self.lecture.title), *filter(None, [clean(self.lecture.subtitle)]), ""]
        lines += [f"{i}. {_line(scene, self.book)}" for i, scene in enumerate(self.lecture.scenes, 1)]
        lines += [f"! {in_words(problem)}" for problem in self.problems]
        return {"text/html": html, "text/plain": "\n".join(lines)}

    def __repr__(self) -> str:
        """Title and count."""
        return f"<{clean(self.lecture.title)}: {_counted(len(self.lecture.scenes), 'scene')}>"


def _drawn(scene: Scene, book: FactBook) -> tuple[Stage, Picture, FactBook]:
    """What is drawn, how, and of which book.

    Raises:
        UsageError: the scene has no picture.
    """
    if scene.show is None:
        raise UsageError(f"the scene '{scene.id}' is a text and has no picture")
    stage = stage_of(scene, book)
    return stage, picture_of(stage), book


def _bytes(shown: ShownScene, form: str) -> bytes:
    _drawn(shown.scene, shown.book)
    made = figure_files(shown.scene, shown.lecture, shown.book)[f"figures/{shown.scene.id}.{form}"]
    return made if isinstance(made, bytes) else made.encode("utf-8")


def _pyvis(stage: Stage, book: FactBook) -> Network:
    from graph_builder.views.network_page import network_of
    from graph_builder.views.payload import payload

    things = [node.id for node in stage.nodes if not node.id.startswith(FIGURE)]
    chosen = {tie.id for tie in stage.ties}
    made = payload(book, things, stage.scene.title)
    edges = [edge for edge in made["edges"] if edge["id"] in chosen]
    shown = {*(node.id for node in stage.nodes), *(end for edge in edges for end in (edge["from"], edge["to"]))}
    made["edges"], made["nodes"] = edges, [node for node in made["nodes"] if node["id"] in shown]
    return network_of(made)


def _image(small: bytes, alt: str, svg: str = "", width: int = 1280) -> Markup:
    source = Markup('<img src="data:image/png;base64,{}"').format(b64encode(small).decode("ascii"))
    if svg:
        source += Markup(' srcset="data:image/svg+xml;base64,{} 1x"').format(b64encode(svg.encode()).decode("ascii"))
    return source + Markup(' alt="{}" width="{}" style="max-width: 100%; height: auto">').format(alt, width)


def _sentences(told: list[Told]) -> Markup:
    items = Markup("").join(
        Markup("<li>{} ({})</li>").format(
            one.sentence, Markup('<a href="{}">{}</a>').format(one.url, one.citation) if one.url else one.citation
        )
        for one in told
    )
    summary = f"{_counted(len(told), 'statement')}, with {'its page' if len(told) == 1 else 'their pages'}"
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(summary, items)


def _warnings(problems: tuple[Problem, ...]) -> Markup:
    return Markup("").join(Markup("<p>Warning: {}</p>").format(clean(in_words(problem))) for problem in problems)


def _heading(scene: Scene, book: FactBook) -> Markup:
    text = Markup(to_html(scene.text, book, things="words")) if scene.text.strip() else ""
    return Markup('<div class="graph-builder-scene"><p><strong>{}</strong></p>{}</div>').format(
        clean(scene.title), text
    )


def _slide(scene: Scene) -> str:
    return f"{clean(scene.title)}: a slide of text"


def _row(scene: Scene, book: FactBook) -> Markup:
    """A scene in a list, with a small picture."""
    thumb = Markup("")
    if scene.show is not None:
        stage, picture, _ = _drawn(scene, book)
        alt = alt_text(stage, picture, book)
        small = png(plate(stage, picture, book), alt, scene.title, _THUMB, book.settings)
        thumb = Markup("<br>{}").format(_image(small, alt, width=int(2 * _THUMB)))
    return Markup("<li>{}{}</li>").format(_line(scene, book), thumb)


def _line(scene: Scene, book: FactBook) -> str:
    """A scene in a line: title, id, how much it shows."""
    what = "text"
    if scene.show is not None:
        what = _counted(len(stage_of(scene, book).ties), "statement")
        what += f", {_counted(len(scene.steps), 'step')}" if scene.steps else ""
    hidden = ", hidden" if scene.hidden else ""
    return f"{clean(scene.title)} [{scene.id}]: {what}{hidden}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def of_scene(scene: Scene, book: FactBook) -> ShownScene:
    """A scene that was made in Python, as a value that a notebook shows.

    Raises: as `asked.checked`.
    """
    alone = Lecture(id="notebook", title=book.settings.title[:80], scenes=(scene,))
    lecture, problems = checked(alone, book)
    return ShownScene(book, lecture.scenes[0], lecture, problems)


def of_lecture(lecture: Lecture, book: FactBook) -> ShownLecture:
    """A lecture that was made in Python, as a value that a notebook shows.

    Raises: as `asked.checked`.
    """
    made, problems = checked(lecture, book)
    return ShownLecture(book, made, problems)
