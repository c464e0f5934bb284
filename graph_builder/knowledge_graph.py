"""A book as one object to ask, to draw and to hand on: what a notebook holds in its hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, overload

from graph_builder.errors import UsageError
from graph_builder.graph import analysis, library, network, rdf, sparql
from graph_builder.graph.answers import Answer
from graph_builder.graph.engine import LIMITS, Limits
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyvis.network import Network

    from graph_builder.lectures.display import ShownLecture, ShownScene
    from graph_builder.lectures.lecture import Lecture, Scene
    from graph_builder.model.dates import Date
    from graph_builder.model.sources import Locator
    from graph_builder.views.explorer_notebook import ExplorerPage


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """A FactBook with verbs that only hand on: an exception to the house's rule, made for notebooks.

    `folder` is the data folder that it was read from, in which lectures are looked for.
    """

    book: FactBook
    folder: Path | None = None

    def query(self, sparql_text: str, limits: Limits = LIMITS) -> Answer:
        """The answer to a SPARQL query, from Oxigraph, within limits.

        Raises:
            QueryError: it cannot be read, would change or leave the graph, or passes a limit.
        """
        return sparql.ask(self.book, sparql_text, limits)

    def ask(self, question: str, limits: Limits = LIMITS, **arguments: object) -> Answer:
        """The answer to a question of the library, its slots filled: `page_number=26` is as good as `"26"`.

        Raises:
            UsageError: there is no such question or slot, or a value does not fit.
        """
        return self.query(self.sparql(question, **arguments), limits)

    def questions(self, word: str = "") -> dict[str, str]:
        """The questions of the library by name, in English with their {slots}: all, or those with a word in them."""
        found = {question.name: question.text for question in library.questions()}
        return {name: text for name, text in found.items() if word.casefold() in f"{name} {text}".casefold()}

    def sparql(self, question: str, **arguments: object) -> str:
        """The query of a question of the library, its slots filled: to read, and to make another one of it.

        Raises: as `ask`.
        """
        said = {name: str(value) for name, value in arguments.items()}
        return library.filled(library.question(question), said, self.book)

    def picture(self, answer: Answer, title: str = "") -> str:
        """An HTML page of what the answer's rows name."""
        from graph_builder.views.answer_page import picture_of

        return picture_of(answer, self.book, title)

    def page(self, ids: Iterable[str] | None = None, title: str | None = None) -> str:
        """An HTML page of the whole book or of what is between `ids`."""
        from graph_builder.views.network_page import network_page

        return network_page(self.book, ids, title)

    def explorer(
        self, selection: str | Iterable[str] = (), state: str | Mapping[str, str] | None = None
    ) -> ExplorerPage:
        """The explorer, opened on a selection of ids and a state (the part of its address after #).

        A notebook shows it in place; `str()` of it is the whole HTML file.
        """
        from graph_builder.views.explorer_notebook import explorer

        return explorer(self.book, selection, state)

    def around(self, id_: str, hops: int = 1) -> list[str]:
        """The ids within so many steps of a thing or Claim, itself included."""
        return analysis.neighbourhood(self.book, id_, hops)

    def select(
        self,
        *,
        focus: str | Iterable[str] = (),
        hops: int = 1,
        nodes: str | Iterable[str] = (),
        view: str = "",
        compare: str | Iterable[str] = (),
        senses: str = "",
        passages: str | Iterable[str | Locator] = (),
        query: str = "",
        relations: str | Iterable[str] = (),
        voices: str | Iterable[str] = (),
        when: str | Date | None = None,
        also: str | Iterable[str] = (),
        without: str | Iterable[str] = (),
        layout: str = "flow",
        title: str = "",
        text: str = "",
    ) -> ShownScene:
        """A part of the graph as a picture with its sentences and pages, which a notebook shows.

        The keys are those of `show` in a lecture's file: one of the first seven chooses (`hops` goes with `focus`), the
        others narrow the choice or add to it.

        Raises:
            UsageError: an id, relation, layout or date that does not exist, or nothing that would be shown.
            GraphBuilderError: the extra `lectures` is not installed.
        """
        from graph_builder.lectures.folder import needs_extra

        needs_extra()
        from graph_builder.lectures.asked import scene_of
        from graph_builder.lectures.display import of_scene

        show: dict[str, object] = {
            "focus": focus, "hops": hops, "nodes": nodes, "view": view, "compare": compare, "senses": senses,
            "passages": passages, "query": query, "relations": relations, "voices": voices, "when": when, "also": also,
            "without": without,
        }  # fmt: skip
        return of_scene(scene_of(show, self.book, layout, title, text), self.book)

    @overload
    def show(self, made: Scene) -> ShownScene: ...
    @overload
    def show(self, made: Lecture) -> ShownLecture: ...
    def show(self, made: Scene | Lecture) -> ShownScene | ShownLecture:
        """A Scene or Lecture that was made in Python, checked as one of a file is, as a value that a notebook shows.

        Raises: as `select`.
        """
        from graph_builder.lectures.folder import needs_extra

        needs_extra()
        from graph_builder.lectures.display import of_lecture, of_scene
        from graph_builder.lectures.lecture import Lecture, Scene

        if isinstance(made, Lecture):
            return of_lecture(made, self.book)
        if isinstance(made, Scene):
            return of_scene(made, self.book)
        raise UsageError(f"show() takes a Scene or a Lecture, not a value of the type {type(made).__name__}")

    def lecture(self, name: str | Path) -> ShownLecture:
        """A lecture of the data folder by its name, or the one in a file, as a value that a notebook shows.

        Raises:
            UsageError: there is no such lecture or file.
            DataError: it has errors; `problems` holds them all.
            GraphBuilderError: the extra `lectures` is not installed.
        """
        from graph_builder.lectures.folder import lecture_at

        lecture, problems = lecture_at(name, self.folder, self.book)
        from graph_builder.lectures.display import ShownLecture

        return ShownLecture(self.book, lecture, problems)

    def to_rdflib(self) -> rdflib.Dataset:
        """An rdflib Dataset: the plain graph is its default graph, beliefs stand in named graphs."""
        return rdf.dataset(self.book)

    def to_networkx(self, projection: network.Projection | None = None) -> networkx.MultiDiGraph[str]:
        """A directed multigraph; PROJECTIONS and outlook(id) leave something out."""
        return network.network(self.book, projection)

    def to_pyvis(self, ids: Iterable[str] | None = None) -> Network:
        """A pyvis Network, in its place and with physics off; its own `show()` asks a CDN, `page()` does not."""
        from graph_builder.views.network_page import network_of
        from graph_builder.views.payload import payload

        return network_of(payload(self.book, ids))

    def __repr__(self) -> str:
        """Title and counts; the whole book would fill the screen."""
        book = self.book
        return f"<{book.settings.title}: {len(book.statements):,} statements of {len(book.things):,} things>"


def open_graph(folder: Path | str = "data") -> KnowledgeGraph:
    """The graph of a data folder.

    Raises:
        DataError: the data has errors; `problems` holds them all.
    """
    return KnowledgeGraph(load(folder), Path(folder))
