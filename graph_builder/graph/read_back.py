"""Exported files -> the FactBook that they were made from.

N-Quads, TriG, Turtle and the CSV tables each hold all that a FactBook does: `read_back` gives an equal one (see
`model.placeless`).  What no FactBook holds cannot come back: the curator's comments, and how he divided facts and
things into files (see `model.as_yaml`).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from graph_builder.errors import GraphBuilderError, UsageError, Where
from graph_builder.graph.exports import TABLES
from graph_builder.graph.from_csv import from_csv
from graph_builder.graph.from_rdf import from_rdf, leftovers
from graph_builder.graph.rdf_nodes import FORMATS
from graph_builder.model.factbook import FactBook


class ReadBack(NamedTuple):
    """What was read, and what has no place in it: quads as lines of N-Quads, in the order of their text."""

    book: FactBook
    left_out: tuple[str, ...]


def read_back(path: Path) -> ReadBack:
    """The FactBook of a file of RDF, or of a folder with the CSV tables.

    Raises:
        UsageError: there is no such file, or it is of another sort.
        GraphBuilderError: it cannot be read, or makes no sense; the message has file, line and column.
    """
    if path.is_dir():
        present = [name for name in TABLES if (path / name).is_file()]
        if not present:
            raise UsageError(f"{path.as_posix()} holds none of the tables {', '.join(TABLES)}")
        texts = {name: _text(path / name) for name in present}
        return ReadBack(from_csv(texts, f"{path.as_posix()}/"), ())
    if path.suffix not in FORMATS:
        remedy = "name the folder of the tables" if path.suffix == ".csv" else f"it must end in {', '.join(FORMATS)}"
        raise UsageError(f"{path.as_posix()} cannot be read back: {remedy}")
    if not path.is_file():
        raise UsageError(f"there is no file {path.as_posix()}")
    text, name, format_ = _text(path), path.as_posix(), FORMATS[path.suffix]
    book = from_rdf(text, name, format_)
    return ReadBack(book, tuple(leftovers(text, name, format_, book)))


def _text(path: Path) -> str:
    """A file's text, a mark of byte order at its head left out."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = Where(path.as_posix(), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise GraphBuilderError(f"{place}: the byte 0x{raw[error.start]:02x} is not UTF-8") from None
