"""What is being served: a book, the workers that answer from it, and an index by id; and the site that holds it."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from graph_builder.errors import Problem
from graph_builder.graph.engine import Limits
from graph_builder.graph.rdf import nquads
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement
from graph_builder.model.world import references
from graph_builder.serve.pool import Pool, opened


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve: the data's folder, how many workers within what limits, and the site's public address.

    `address` ends in a slash; nothing that a client says (Host, X-Forwarded-Host) ever takes its place.
    """

    folder: Path
    address: str
    workers: int
    limits: Limits


@dataclass(slots=True, eq=False)
class Served:
    """One state of the data, as it is served.

    `digest` is a hash of the N-Quads: same facts, same digest.  `about` are the statements that name an id, `passages`
    the locators that are cited or were read.  `files` are the built pages and dumps, made when first asked for, `tags`
    the hashes of them.
    """

    book: FactBook
    pool: Pool
    digest: str
    prefixes: dict[str, str]
    statements: dict[str, Statement]
    about: dict[str, list[Statement]]
    passages: dict[str, Locator]
    files: dict[str, bytes] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    building: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True, eq=False)
class Site:
    """What the application holds: the state that is served now, and what is wrong with a later one, if anything.

    `retired` are earlier states on which queries are still at work.
    """

    options: Options
    current: Served
    problems: tuple[Problem, ...] = ()
    retired: list[Served] = field(default_factory=list)


async def served(book: FactBook, options: Options, digest: str = "") -> Served:
    """The book with its workers ready.

    Raises:
        GraphBuilderError: the graph cannot be loaded.
    """
    digest = digest or await asyncio.to_thread(digest_of, book)
    pool = await opened(lambda file: file.write(nquads(book).encode("utf-8")), options.limits, options.workers)
    about, passages = await asyncio.to_thread(_index, book)
    statements = {s.id: s for s in book.statements}
    return Served(book, pool, digest, prefixes(book.settings), statements, about, passages)


def digest_of(book: FactBook) -> str:
    """A hash of the book's N-Quads."""
    return hashlib.sha256(nquads(book).encode("utf-8")).hexdigest()[:32]


def _index(book: FactBook) -> tuple[dict[str, list[Statement]], dict[str, Locator]]:
    about: dict[str, list[Statement]] = defaultdict(list)
    for statement in book.statements:
        ids = {id_ for _, id_ in references(statement)} | {statement.role, statement.locator.id}
        for id_ in ids - {""}:
            about[id_].append(statement)
    passages = {s.locator.id: s.locator for s in book.statements} | {p.locator.id: p.locator for p in book.passages}
    for thing in book.things.values():
        passages |= {each.id: each for each in (*thing.locators, *(thing.outcome.locators if thing.outcome else ()))}
    return dict(about), passages
