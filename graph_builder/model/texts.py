"""The curator's texts: paragraphs by page, and whether quotes and hedges stand where they are cited.

Source: ../shared/texts/README.md.  The texts are read and compared; nothing of them is kept or shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_builder.errors import Problem, Where
from graph_builder.facts.read import read_text
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.model.not_named import not_named
from graph_builder.model.sources import Chapter, Locator, Source, chapter_of
from graph_builder.model.world import World
from graph_builder.rulebook import problem

_PAGE = re.compile(r"\d{1,5}")
_NOTE = re.compile(r"\[\d+\]")
_INSERTION = re.compile(r"\[([^\]\d]*)\]")
_APOSTROPHE = str.maketrans("\u2018\u2019\u00a0", "'' ")  # fmt: skip


def paragraphs(text: str, chapter: Chapter) -> dict[tuple[int, int], str]:
    """The paragraphs of a chapter's text by page and number.

    A number alone on a line opens that page; text before the first number is on the chapter's first page.  Paragraphs
    count from 1 on each page; headings (the chapter's and the section's title) and citation lines do not count.
    """
    page, number = chapter.first, 0
    found: dict[tuple[int, int], str] = {}
    titles = {_title(f"{chapter.number} {chapter.title}"), _title(chapter.title), _title(chapter.section)}
    for block in re.split(r"\n\s*\n|\n(?=\s*\d{1,5}\s*\n)", text.replace("\r\n", "\n")):
        line = block.replace("\u00a0", " ").strip()
        if not line or line.startswith("Preferred Citation:") or _title(line) in titles:
            continue
        if _PAGE.fullmatch(line):
            page, number = int(line), 0
            continue
        number += 1
        if page <= chapter.last:
            found[page, number] = block
    return found


def passages_of(sources: Iterable[Source], folder: Path, watch: Watch = unwatched) -> dict[Locator, str]:
    """Every paragraph of every chapter whose text is in the folder; `watch` sees which text it is at."""
    chapters = [(source.id, chapter) for source in sources for chapter in source.chapters if chapter.text]
    return {
        Locator(id_, page, number): words
        for id_, chapter in watch(chapters, lambda each: f"reading {each[1].text}")
        for (page, number), words in paragraphs(read_text(folder / chapter.text) or "", chapter).items()
    }


def _plain(text: str) -> str:
    """Text for comparing: letters, digits and single spaces; no note markers, no brackets of an insertion."""
    bare = _INSERTION.sub(r"\1", _NOTE.sub(" ", text.translate(_APOSTROPHE)))
    return " ".join(re.findall(r"[\w']+", bare.casefold()))


def _title(text: str) -> str:
    """A heading for comparing: without its number and its first article."""
    return re.sub(r"^(?:\d+ )?(?:the |an? )?", "", _plain(text))


def _without_insertions(text: str) -> str:
    return _plain(_INSERTION.sub(" ", text))


def against_texts(world: World, folder: Path) -> Iterator[Problem]:
    """Every locator, quote and hedge, compared with the passage that it cites."""
    passages: dict[Locator, str] = {}
    for source in world.sources.values():
        for chapter in source.chapters:
            yield from _chapter(world, source, chapter, folder, passages)
    if not passages:
        return
    for place, locators, quote, hedge in _quoted(world):
        for code, name, words in (("quote-not-in-text", "quote", quote), ("hedge-not-in-text", "hedge", hedge)):
            if words and locators and not any(_stands(words, locator, passages) for locator in locators):
                where = world.point(place, name)
                cited = ", ".join(locator.short for locator in locators)
                yield problem(code, where, f"the {name} “{words}” does not stand in {cited}")
    yield from _missing_paragraphs(world, passages)
    yield from not_named(world, passages)


def _chapter(
    world: World, source: Source, chapter: Chapter, folder: Path, passages: dict[Locator, str]
) -> Iterator[Problem]:
    path = folder / chapter.text
    text = read_text(path) if chapter.text else None
    if text is None:
        message = f"there is no text of chapter {chapter.number}: {path.as_posix()}"
        yield problem("text-missing", chapter.where, message)
        return
    found = paragraphs(text, chapter)
    for (page, number), words in found.items():
        passages[Locator(source.id, page, number)] = words
    counts = {page: max(n for p, n in found if p == page) for page in {p for p, _ in found}}
    for page in sorted(counts | chapter.paragraphs):
        declared = chapter.paragraphs.get(page)
        if declared is not None and declared != counts.get(page, 0):
            message = f"page {page} has {counts.get(page, 0)} paragraphs in the text, and {declared} in sources.yaml"
            yield problem("paragraphs-differ", world.point(chapter.where, str(page), "paragraphs"), message)


def _quoted(world: World) -> Iterator[tuple[Where, tuple[Locator, ...], str, str]]:
    for s in world.statements:
        if not s.nested and (s.quote or s.hedge):
            yield s.where, (s.locator,), s.quote, s.hedge
    for thing in world.things.values():
        if thing.quote or thing.hedge:
            yield thing.where, thing.locators, thing.quote, thing.hedge


def _stands(words: str, locator: Locator, passages: dict[Locator, str]) -> bool:
    """True if the words stand in the passage, or run over from or into it across a page break."""
    text = passages.get(locator)
    if text is None:
        return True
    sought = _plain(words.replace("...", " ").replace("…", " "))
    if not sought:
        return False
    following = passages.get(Locator(locator.source, locator.page + 1, 1), "")
    last = Locator(locator.source, locator.page, locator.paragraph + 1) not in passages
    before = _last_of(locator, passages) if locator.paragraph == 1 else ""
    wide = f"{before} {text} {following if last else ''}"
    parts = [_plain(part) for part in re.split(r"\.\.\.+|…", words)]
    if len(parts) > 1:
        return any(_in_order(parts, reading(wide)) for reading in (_plain, _without_insertions))
    return any(f" {sought} " in f" {reading(wide)} " for reading in (_plain, _without_insertions))


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = f" {text} ".find(f" {part} " if part else " ", at)
        if at < 0:
            return False
        at += len(part)
    return True


def _last_of(locator: Locator, passages: dict[Locator, str]) -> str:
    numbers = [p.paragraph for p in passages if p.source == locator.source and p.page == locator.page - 1]
    return passages[Locator(locator.source, locator.page - 1, max(numbers))] if numbers else ""


def _missing_paragraphs(world: World, passages: dict[Locator, str]) -> Iterator[Problem]:
    """What is cited and does not stand in the text, unless sources.yaml says already that there is no such place."""
    read = {locator.source for locator in passages}
    cited = [(passage.locator, place) for passage, _, place in world.passages]
    for thing in world.things.values():
        cited += [(locator, world.point(thing.where, locator.short, "p")) for locator in thing.locators]
        outcome = thing.outcome.locators if thing.outcome else ()
        cited += [(locator, world.point(thing.where, locator.short, "came_true")) for locator in outcome]
    for locator, place in cited:
        chapter = chapter_of(world.sources[locator.source], locator.page) if locator.source in read else None
        if chapter and 1 <= locator.paragraph <= chapter.paragraphs.get(locator.page, 999) and locator not in passages:
            message = f"the text has no paragraph {locator.short}"
            yield problem("locator-outside", place, message)
