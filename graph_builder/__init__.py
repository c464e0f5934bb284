"""graph_builder: facts in YAML -> a knowledge graph that keeps apart what is so and what somebody said.

The public names, loaded when they are first used:

    open_graph(folder)      the KnowledgeGraph of a data folder: .query(), .ask(), .to_rdflib(), .to_networkx() ...;
                            .select() and .show() draw a part of it, .lecture() gives one of its lectures
    load(folder)            the FactBook of a data folder, or a DataError with every problem
    check(folder)           the FactBook or None, and every problem
    dataset(book)           an rdflib Dataset
    network(book)           a networkx MultiDiGraph; PROJECTIONS and outlook(id) leave something out
    query(book, sparql)     an Answer; Limits(seconds, rows, memory) bound it
    page(book, ids)         an HTML page that opens from disk
    explorer(book, selection, state)   the explorer's page, which a notebook shows in place
    sentence(statement, book), citation(locator, book), label_of(id, book)
    neighbourhood(book, id, hops)
    Lecture, Scene, Show, Step  what a lecture is made of; graph.show(Scene(...)) draws it in a notebook
    FactBook, Thing, Statement
    GraphBuilderError           what you can mend; also as DataError, QueryError, UsageError
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.errors import DataError, GraphBuilderError, QueryError, UsageError
    from graph_builder.graph.analysis import neighbourhood
    from graph_builder.graph.answers import Answer
    from graph_builder.graph.engine import Limits
    from graph_builder.graph.network import PROJECTIONS, network, outlook
    from graph_builder.graph.rdf import dataset
    from graph_builder.graph.sparql import ask as query
    from graph_builder.knowledge_graph import KnowledgeGraph, open_graph
    from graph_builder.lectures.lecture import Lecture, Scene, Show, Step
    from graph_builder.model.factbook import FactBook
    from graph_builder.model.statements import Statement
    from graph_builder.model.things import Thing
    from graph_builder.model.wording import citation, label_of, sentence
    from graph_builder.pipeline import check_folder as check
    from graph_builder.pipeline import load
    from graph_builder.views.explorer_notebook import explorer
    from graph_builder.views.network_page import network_page as page

_HOME = {
    "Answer": ("graph.answers", "Answer"),
    "DataError": ("errors", "DataError"),
    "FactBook": ("model.factbook", "FactBook"),
    "GraphBuilderError": ("errors", "GraphBuilderError"),
    "KnowledgeGraph": ("knowledge_graph", "KnowledgeGraph"),
    "Lecture": ("lectures.lecture", "Lecture"),
    "Limits": ("graph.engine", "Limits"),
    "PROJECTIONS": ("graph.network", "PROJECTIONS"),
    "QueryError": ("errors", "QueryError"),
    "Scene": ("lectures.lecture", "Scene"),
    "Show": ("lectures.lecture", "Show"),
    "Statement": ("model.statements", "Statement"),
    "Step": ("lectures.lecture", "Step"),
    "Thing": ("model.things", "Thing"),
    "UsageError": ("errors", "UsageError"),
    "check": ("pipeline", "check_folder"),
    "citation": ("model.wording", "citation"),
    "dataset": ("graph.rdf", "dataset"),
    "explorer": ("views.explorer_notebook", "explorer"),
    "label_of": ("model.wording", "label_of"),
    "load": ("pipeline", "load"),
    "neighbourhood": ("graph.analysis", "neighbourhood"),
    "network": ("graph.network", "network"),
    "open_graph": ("knowledge_graph", "open_graph"),
    "outlook": ("graph.network", "outlook"),
    "page": ("views.network_page", "network_page"),
    "query": ("graph.sparql", "ask"),
    "sentence": ("model.wording", "sentence"),
}

__all__ = [
    "PROJECTIONS",
    "Answer",
    "DataError",
    "FactBook",
    "GraphBuilderError",
    "KnowledgeGraph",
    "Lecture",
    "Limits",
    "QueryError",
    "Scene",
    "Show",
    "Statement",
    "Step",
    "Thing",
    "UsageError",
    "check",
    "citation",
    "dataset",
    "explorer",
    "label_of",
    "load",
    "neighbourhood",
    "network",
    "open_graph",
    "outlook",
    "page",
    "query",
    "sentence",
]


def __getattr__(name: str) -> object:
    """A public name, imported only now: `graph-builder --help` must not wait for rdflib."""
    if name not in _HOME:
        raise AttributeError(f"module 'graph_builder' has no attribute '{name}'")
    module, attribute = _HOME[name]
    return getattr(import_module(f"graph_builder.{module}"), attribute)
