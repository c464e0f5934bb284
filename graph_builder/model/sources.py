"""Sources and places in them: a book, its chapters, and a passage given by page and paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from graph_builder.errors import Where

_NOWHERE = Where("")
_LOCATOR = re.compile(r"(?:pp?\.\s*)?([0-9]{1,5})\s*(?:¶|\.|par\.|para)\s*([0-9]{1,3})")


class Locator(NamedTuple):
    """A passage: one paragraph of one page of a source.

    Units: pages as printed; paragraphs count from 1 on each page, one that runs on from the page before included.
    Order: source, page, paragraph.
    """

    source: str
    page: int
    paragraph: int

    @property
    def id(self) -> str:
        """The passage's identifier.

        >>> Locator("jacobson-1994", 173, 4).id
        'jacobson-1994-p173-4'
        """
        return f"{self.source}-p{self.page}-{self.paragraph}"

    @property
    def short(self) -> str:
        """The passage as a curator writes it.

        >>> Locator("jacobson-1994", 173, 4).short
        '173 ¶4'
        """
        return f"{self.page} ¶{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a source: its pages (first and last, both included) and how many paragraphs each page has."""

    number: str
    title: str
    section: str
    first: int
    last: int
    paragraphs: dict[int, int] = field(default_factory=dict)
    text: str = ""
    where: Where = _NOWHERE


@dataclass(frozen=True, slots=True)
class Source:
    """A published work.  `csl` holds its bibliographic fields under their CSL names, `url` its public edition."""

    id: str
    short: str
    csl: dict[str, object]
    chapters: tuple[Chapter, ...]
    where: Where
    url: str = ""


@lru_cache(maxsize=65536)
def parse_locator(text: str) -> tuple[int, int] | None:
    """Page and paragraph of a locator as a curator writes it; None if it is not one.

    >>> parse_locator("19 ¶1"), parse_locator("19.1"), parse_locator("nineteen")
    ((19, 1), (19, 1), None)
    """
    match = _LOCATOR.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match else None


def chapter_of(source: Source, page: int) -> Chapter | None:
    """The chapter that holds the page, or None."""
    return next((c for c in source.chapters if c.first <= page <= c.last), None)
