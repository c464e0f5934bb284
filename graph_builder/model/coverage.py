"""What the facts cover of a text: for each paragraph its statements, and the sentences that have none.

Nothing of the text is kept: words are counted, sentences are numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph_builder.model.factbook import FactBook
from graph_builder.model.placing import Named, places, reading
from graph_builder.model.sources import Locator, chapter_of
from graph_builder.model.statements import Statement, Voice, voice
from graph_builder.model.things import Thing
from graph_builder.model.world import references

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph.

    `voices` counts its statements by voice.  `nothing` is the reason that a curator gave for there being none.
    `words`, `sentences`, `untouched` (the positions, from 1, of sentences with no statement) and `places` (the
    sentences in which each statement stands, by its id) are None or empty where the text was not at hand.

    Order: `statements` as in the FactBook.
    """

    locator: Locator
    chapter: str
    statements: tuple[Statement, ...] = ()
    voices: dict[Voice, int] = field(default_factory=dict)
    nothing: str = ""
    words: int | None = None
    sentences: int | None = None
    untouched: tuple[int, ...] = ()
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def gap(self) -> bool:
        """True if nobody has read the paragraph: no statement, and no reason why."""
        return not self.statements and not self.nothing

    @property
    def density(self) -> float | None:
        """Words per statement; None where either is missing."""
        return self.words / len(self.statements) if self.words is not None and self.statements else None


def coverage(book: FactBook, texts: Mapping[Locator, str] | None = None) -> tuple[Row, ...]:
    """A row for every paragraph that sources.yaml declares, the text has, or a statement or passage cites.

    Args:
        texts: the paragraphs of the texts, where they are at hand (see `texts.passages_of`).

    Order: as in the sources.  A sentence that runs over the foot of a page counts in both paragraphs, and has a
    statement if it has one in either; see `placing.places` for what having one means.
    """
    texts = texts or {}
    cited: dict[Locator, list[Statement]] = defaultdict(list)
    for statement in book.statements:
        cited[statement.locator].append(statement)
    reasons = {passage.locator: passage.nothing for passage in book.passages if passage.nothing}
    read, named = reading(texts), Named(book.things, book.claims)
    stood = {s.id: places(s, named, read) for s in book.statements if s.locator in texts}
    touched = {(s.locator, position) for s in book.statements for position in stood.get(s.id, ())}
    for one, other in read.halves:
        if one in touched or other in touched:
            touched |= {one, other}

    def row(at: Locator) -> Row:
        statements = tuple(cited.get(at, ()))
        voices = {name: sum(voice(s) == name for s in statements) for name in _VOICES}
        known = Row(at, _chapter(book, at), statements, voices, reasons.get(at, ""))
        if at not in texts:
            return known
        count = len(read.sentences[at])
        return Row(
            at, known.chapter, statements, voices, known.nothing,
            words=words_in(texts[at]), sentences=count,
            untouched=tuple(n for n in range(1, count + 1) if (at, n) not in touched),
            places={s.id: stood[s.id] for s in statements},
        )  # fmt: skip

    return tuple(row(at) for at in sorted(declared(book) | set(texts) | set(cited) | set(reasons)))


_VOICES: tuple[Voice, ...] = ("author", "attributed", "outlook")


def declared(book: FactBook) -> set[Locator]:
    """Every paragraph that sources.yaml says there is."""
    return {
        Locator(source.id, page, number)
        for source in book.sources.values()
        for chapter in source.chapters
        for page, count in chapter.paragraphs.items()
        for number in range(1, count + 1)
    }


def words_in(text: str) -> int:
    """How many words a text has; note markers are none.

    >>> words_in("Lenin's ten-year-old plan, 25.5 percent.[19]")
    5
    """
    return len(_WORD.findall(re.sub(r"\[\d+\]", " ", text)))


def _chapter(book: FactBook, at: Locator) -> str:
    chapter = chapter_of(book.sources[at.source], at.page) if at.source in book.sources else None
    return chapter.number if chapter else ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over rows; `words` and `sentences` over those whose text was at hand."""

    paragraphs: int
    gaps: int
    reasons: int
    statements: int
    words: int
    sentences: int
    untouched: int


def totals(rows: Sequence[Row]) -> Totals:
    """What the rows come to together."""
    return Totals(
        paragraphs=len(rows),
        gaps=sum(row.gap for row in rows),
        reasons=sum(bool(row.nothing) for row in rows),
        statements=sum(len(row.statements) for row in rows),
        words=sum(row.words or 0 for row in rows),
        sentences=sum(row.sentences or 0 for row in rows),
        untouched=sum(len(row.untouched) for row in rows),
    )


def used_once(book: FactBook) -> tuple[Thing, ...]:
    """The Situations that one statement alone speaks of, for review: is each really no other one?

    Order: by id.
    """
    uses = Counter(id_ for s in book.statements for id_ in {id_ for _, id_ in references(s)})
    return tuple(thing for thing in book.things.values() if thing.kind == "Situation" and uses[thing.id] == 1)
