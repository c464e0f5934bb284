"""A book as one object to ask, to draw and to hand on: what a notebook holds in its hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.graph import analysis, library, network, rdf, sparql
from graph_builder.graph.answers import Answer
from graph_builder.graph.engine import LIMITS, Limits
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyvis.network import Network

    from graph_builder.views.explorer_notebook import ExplorerPage


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """A FactBook with verbs that only hand on: an exception to the house's rule, made for notebooks."""

    book: FactBook

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
        said = {name: str(value) for name, value in arguments.items()}
        return self.query(library.filled(library.question(question), said, self.book), limits)

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
    return KnowledgeGraph(load(folder))
