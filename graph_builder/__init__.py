"""graph_builder: facts in YAML -> a knowledge graph that keeps apart what is so and what somebody said.

The public names, loaded when they are first used:

    load(folder)            the FactBook of a data folder, or a DataError with every problem
    check(folder)           the FactBook or None, and every problem
    dataset(book)           an rdflib Dataset
    network(book)           a networkx MultiDiGraph; PROJECTIONS and outlook(id) leave something out
    query(book, sparql)     an Answer
    page(book, ids)         an HTML page that opens from disk
    sentence(statement, book), citation(locator, book), label_of(id, book)
    neighbourhood(book, id, hops)
    FactBook, Thing, Statement, DataError
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.errors import DataError
    from graph_builder.graph.analysis import neighbourhood
    from graph_builder.graph.network import PROJECTIONS, network, outlook
    from graph_builder.graph.rdf import dataset
    from graph_builder.graph.sparql import ask as query
    from graph_builder.model.factbook import FactBook
    from graph_builder.model.statements import Statement
    from graph_builder.model.things import Thing
    from graph_builder.model.wording import citation, label_of, sentence
    from graph_builder.pipeline import check_folder as check
    from graph_builder.pipeline import load
    from graph_builder.views.network_page import network_page as page

_HOME = {
    "DataError": ("errors", "DataError"),
    "FactBook": ("model.factbook", "FactBook"),
    "PROJECTIONS": ("graph.network", "PROJECTIONS"),
    "Statement": ("model.statements", "Statement"),
    "Thing": ("model.things", "Thing"),
    "check": ("pipeline", "check_folder"),
    "citation": ("model.wording", "citation"),
    "dataset": ("graph.rdf", "dataset"),
    "label_of": ("model.wording", "label_of"),
    "load": ("pipeline", "load"),
    "neighbourhood": ("graph.analysis", "neighbourhood"),
    "network": ("graph.network", "network"),
    "outlook": ("graph.network", "outlook"),
    "page": ("views.network_page", "network_page"),
    "query": ("graph.sparql", "ask"),
    "sentence": ("model.wording", "sentence"),
}

__all__ = [
    "PROJECTIONS",
    "DataError",
    "FactBook",
    "Statement",
    "Thing",
    "check",
    "citation",
    "dataset",
    "label_of",
    "load",
    "neighbourhood",
    "network",
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
