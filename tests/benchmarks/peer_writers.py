"""Jobs of peer_jobs.py that begin with the checked book: files of networks, and pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from peer_clock import book_of, counted

if TYPE_CHECKING:
    import networkx


def export(folder: str, target: str, form: str) -> None:
    """Our writer of a format, from the checked book."""
    import networkx  # noqa: F401  # that they are loaded is not what is measured
    import pyoxigraph  # noqa: F401

    from graph_builder.graph import exports

    book, make = book_of(folder), getattr(exports, form)
    counted(lambda: Path(target).write_text(make(book), "utf-8"))


def plain_networkx(folder: str, target: str, form: str) -> None:
    """networkx: nodes and edges whose attributes are there already, added, and written by its own writer."""
    import networkx

    from graph_builder.graph.network import network

    made = network(book_of(folder))
    nodes, edges = list(made.nodes(data=True)), list(made.edges(keys=True, data=True))

    def write() -> None:
        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(mode="dynamic")
        graph.add_nodes_from(nodes)
        graph.add_edges_from(edges)
        if form == "graphml":
            networkx.write_graphml(graph, target)
        elif form == "gexf":
            networkx.write_gexf(graph, target)
        else:
            Path(target).write_text(json.dumps(networkx.node_link_data(graph, edges="edges")), "utf-8")

    counted(write)


def page(folder: str, target: str, which: str) -> None:
    """One of our pages, from the checked book."""
    import crategraph_forceatlas2  # noqa: F401  # that they are loaded is not what is measured
    import pyvis.network  # noqa: F401

    from graph_builder.views.explorer_page import explorer_page
    from graph_builder.views.network_page import network_page

    book, make = book_of(folder), {"explorer": explorer_page, "network": network_page}[which]
    counted(lambda: Path(target).write_text(make(book), "utf-8"))


def pyvis(folder: str, target: str) -> None:
    """pyvis as it comes: every thing by add_node, every statement by add_edge, write_html."""
    from pyvis.network import Network

    from graph_builder.model.wording import sentence

    book = book_of(folder)
    titles = {s.id: sentence(s, book) for s in book.statements}

    def write() -> None:
        net = Network(directed=True)
        for thing in book.things.values():
            net.add_node(thing.id, label=thing.label, group=thing.kind)
        for s in book.statements:
            net.add_edge(s.subject, s.object, label=s.relation, title=titles[s.id])
        net.write_html(target)

    counted(write)


def requests(path: str) -> None:
    """How many requests a page makes beyond its own file, when Chromium opens it; none is let through."""
    import shutil

    from playwright.sync_api import sync_playwright

    own, asked = Path(path).resolve().as_uri(), set()
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        tab = browser.new_page()
        tab.on("request", lambda request: asked.add(request.url))
        tab.route("**/*", lambda route: route.continue_() if route.request.url == own else route.abort())
        tab.goto(own, wait_until="domcontentloaded", timeout=120_000)
        browser.close()
    print(
        json.dumps({"requests": len({url for url in asked if url != own and not url.startswith(("data:", "blob:"))})})
    )
