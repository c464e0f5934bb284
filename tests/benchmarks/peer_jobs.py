"""What is measured, each in a process of its own: python peer_jobs.py JOB ARGUMENT...

A job that has to prepare something prints the seconds of what counts as the last line, {"wall": ..., "cpu": ...};
of the others the whole process counts, its start included.  Peak memory is always that of the whole process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peer_clock import Clock, book_of, counted
from peer_writers import export, page, plain_networkx, pyvis, requests

PER_FILE = 500
"""Statements, or things, in a file: 3,204 files for a million statements."""
BATCH = 100_000
"""How many quads are in memory at once before they are written."""


def ours(folder: str, target: str) -> None:
    """Our check and assembly with the whole in memory: a folder of YAML -> the sorted N-Quads in a file."""
    from graph_builder.graph.exports import nquads
    from graph_builder.pipeline import check_folder

    book = check_folder(Path(folder)).book
    assert book is not None
    with open(target, "w", encoding="utf-8") as file:
        file.write(nquads(book))


def ours_in_parts(folder: str, target: str) -> None:
    """Our check and assembly in parts, on all cores: a folder of YAML -> a folder of compressed N-Quads."""
    from graph_builder.parts.library import assemble
    from graph_builder.pool import on_processes

    assemble(Path(folder), Path(target), on_processes())


def joined(folder: str, target: str) -> None:
    """The parts as one file, for what begins with our quads; nobody's time."""
    from graph_builder.parts.shelf import lines_of

    with open(target, "w", encoding="utf-8") as file:
        file.writelines(lines_of(Path(folder)))


def check(folder: str) -> None:
    """Our check alone, with the whole in memory."""
    from graph_builder.pipeline import check_folder

    assert check_folder(Path(folder)).book is not None


def check_in_parts(folder: str) -> None:
    """Our check alone, in parts, on all cores."""
    from graph_builder.errors import has_errors
    from graph_builder.parts.library import check_library
    from graph_builder.pool import on_processes

    assert not has_errors(check_library(Path(folder), on_processes()).problems)


def world(folder: str, statements: str) -> None:
    """A synthetic world in FOLDER/yaml."""
    from worlds import write_world

    write_world(Path(folder) / "yaml", int(statements), per_file=PER_FILE)


def forms(folder: str) -> None:
    """The facts of FOLDER/yaml as the peers read them."""
    from peer_facts import write_cosma, write_linkml, write_tables

    book, place = book_of(f"{folder}/yaml"), Path(folder)
    write_linkml(book, place / "linkml.yaml")
    write_tables(book, place / "morph")
    write_cosma(book, place / "cosma")


def events(folder: str) -> None:
    """The limit of reading: every event of every file, by libyaml, and nothing done with it."""
    import yaml

    for path in sorted(Path(folder).rglob("*.yaml")):
        loader = yaml.CSafeLoader(path.read_bytes())
        while loader.get_event() is not None:
            pass
        loader.dispose()


def quads(source: str, target: str) -> None:
    """The limit of writing: quads that are tuples of text already, joined and written; reading them does not count."""
    clock = Clock()
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as file:
        batch: list[tuple[str, ...]] = []
        for line in lines:
            batch.append(parts(line))
            if len(batch) == BATCH:
                clock.timed(lambda made=batch: file.write("".join([" ".join(quad) + " .\n" for quad in made])))
                batch = []
        clock.timed(lambda: file.write("".join([" ".join(quad) + " .\n" for quad in batch])))
    clock.tell()


def parts(line: str) -> tuple[str, ...]:
    """The terms of a line of N-Quads.

    >>> parts('<s> <p> "a <b> c"@en <g> .')
    ('<s>', '<p>', '"a <b> c"@en', '<g>')
    >>> parts('<s> <p> "a <b> c" .')
    ('<s>', '<p>', '"a <b> c"')
    """
    subject, predicate, rest = line.rstrip("\n").removesuffix(" .").split(" ", 2)
    object_, _, graph = rest.rpartition(" ")
    if object_ and graph.startswith("<") and graph.endswith(">") and '"' not in graph:
        return subject, predicate, object_, graph
    return subject, predicate, rest


def rdflib_quads(source: str, target: str, form: str) -> None:
    """rdflib: terms made and added to a Dataset, or to a Graph for Turtle, and serialised by its own writer."""
    import pyoxigraph
    import rdflib

    default = pyoxigraph.DefaultGraph()
    parsed = pyoxigraph.parse(path=source, format=pyoxigraph.RdfFormat.N_QUADS)
    told = [
        (_said(q.subject), _said(q.predicate), _said(q.object), "" if q.graph_name == default else q.graph_name.value)
        for q in parsed
    ]

    def term(value: str, language: str | None, datatype: str | None, literal: bool) -> Any:
        if not literal:
            return rdflib.URIRef(value)
        return rdflib.Literal(value, lang=language, datatype=None if language or not datatype else datatype)

    def assemble() -> None:
        if form == "turtle":
            graph = rdflib.Graph()
            for s, p, o, name in told:
                if not name:
                    graph.add((term(*s), term(*p), term(*o)))
            graph.serialize(target, format="turtle", encoding="utf-8")
            return
        dataset = rdflib.Dataset()
        graphs = {"": dataset.default_graph}
        for s, p, o, name in told:
            if name not in graphs:
                graphs[name] = dataset.graph(rdflib.URIRef(name))
            graphs[name].add((term(*s), term(*p), term(*o)))
        dataset.serialize(target, format="nquads", encoding="utf-8")

    counted(assemble)


def _said(term: Any) -> tuple[str, str | None, str | None, bool]:
    """Value, language, datatype (None where it is a plain text) and whether it is a literal."""
    if not hasattr(term, "datatype"):
        return term.value, None, None, False
    datatype = term.datatype.value
    return term.value, term.language, None if datatype.endswith("#string") else datatype, True


def count(path: str) -> None:
    """How many quads are in a file of N-Quads or Turtle."""
    import pyoxigraph

    form = pyoxigraph.RdfFormat.TURTLE if path.endswith(".ttl") else pyoxigraph.RdfFormat.N_QUADS
    print(json.dumps({"quads": sum(1 for _ in pyoxigraph.parse(path=path, format=form))}))


def queries(statements: str) -> None:
    """How many times as long rdflib takes as our engine, as the geometric mean of the questions in queries.py."""
    import contextlib
    import io
    import re

    from queries import measure

    with contextlib.redirect_stdout(io.StringIO()) as said:
        measure(int(statements), 30)
    found = re.search(r"geometric mean of what both finished: ([\d.]+) x", said.getvalue())
    print(json.dumps({"ratio": float(found[1]) if found else 0.0}))


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job
    for job in (
        ours, ours_in_parts, joined, check, check_in_parts, world, forms, events, quads, rdflib_quads, count, queries,
        export, plain_networkx, page, pyvis, requests,
    )
}  # fmt: skip


def command(job: Callable[..., None], *arguments: object) -> list[str]:
    """The command that runs a job."""
    return [sys.executable, __file__, job.__name__, *map(str, arguments)]


if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
