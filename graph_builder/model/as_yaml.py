"""FactBook -> the curator's files, in the form that `tidy` leaves as it is.

`check_folder` reads from them a FactBook that holds the same.  What no FactBook holds cannot come back: comments and
blank lines, how facts and things were divided into files, the order of things in them, how facts with the same
qualifiers were gathered into sentences, and the outlook over a passage that yields nothing.

Things stand in the order of their ids, a file for each block (and source, where there are several); facts in reading
order, a file for each chapter, those side by side that differ only in one end as one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from typing import Any

from graph_builder.facts.tidy import Form, tidy
from graph_builder.model.as_records import (
    Code,
    Record,
    qualifiers_record,
    sense_record,
    settings_record,
    source_record,
    thing_record,
)
from graph_builder.model.factbook import FactBook
from graph_builder.model.forms import ENTITIES, FACTS, SETTINGS, SOURCES
from graph_builder.model.relations import RELATIONS
from graph_builder.model.rules import sense_label
from graph_builder.model.sources import Locator, chapter_of
from graph_builder.model.statements import Statement
from graph_builder.model.things import BLOCKS, Thing

PER_FILE = 5000
"""Facts in one file at most, so that none grows beyond what `check` reads; a passage is never divided."""
LONGEST = 900
"""Characters of a sentence at most: a key of YAML has its limit."""
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ¶./-]*[A-Za-z0-9])?")
_SAFE = re.compile(r"[^a-z0-9-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def yaml_files(book: FactBook) -> dict[str, str]:
    """Every file of a data folder: its name (`graph.yaml`, `facts/ch1.yaml` ...) and text."""
    sources = {Code(id_): source_record(source) for id_, source in book.sources.items()}
    files = {
        "graph.yaml": _file(settings_record(book.settings), SETTINGS),
        "sources.yaml": _file({"sources": sources}, SOURCES),
    }
    for folder, found in (("entities", _entities(book)), ("facts", _facts(book))):
        files |= {f"{folder}/{name}.yaml": text for name, text in found.items()} or {f"{folder}/.gitkeep": ""}
    return files


# -- things


def _entities(book: FactBook) -> dict[str, str]:
    several = len(book.sources) > 1
    senses, older = _senses_of(book), _older(book)
    files: dict[tuple[str, str], Record] = {}
    for block, kind in BLOCKS.items():
        for thing in book.things.values():
            if thing.kind == kind:
                own = senses.get(thing.id, [])
                record = thing_record(thing)
                if own:
                    record["senses"] = {Code(s.id): sense_record(s, sense_label(s, book.things), older.get(s.id, ()))
                                        for s in own}  # fmt: skip
                files.setdefault((_source_of((thing, *own)) if several else "", block), {})[Code(thing.id)] = record
    return {
        f"{source}/{block}" if source else block: _file({**({"source": source} if source else {}), block: records},
                                                        ENTITIES)
        for (source, block), records in files.items()
    }  # fmt: skip


def _senses_of(book: FactBook) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for thing in book.things.values():
        if thing.kind == "Sense":
            found.setdefault(thing.concept, []).append(thing)
    return found


def _older(book: FactBook) -> dict[str, list[str]]:
    """The senses that each sense grew out of, as written within it."""
    found: dict[str, list[str]] = {}
    for s in book.statements:
        if s.nested and s.relation == "develops_from":
            found.setdefault(s.subject, []).append(s.object)
    return found


def _source_of(things: Iterable[Thing]) -> str:
    """The source of the first locator in some things; "" if there is none."""
    at = (locator for t in things for locator in (*t.locators, *(t.outcome.locators if t.outcome else ())))
    return next((locator.source for locator in at), "")


# -- facts


def _facts(book: FactBook) -> dict[str, str]:
    said: dict[Locator, list[Statement]] = {}
    nothing: dict[Locator, list[str]] = {}
    for s in book.statements:
        if not s.nested:
            said.setdefault(s.locator, []).append(s)
    for passage in book.passages:
        if passage.nothing:
            nothing.setdefault(passage.locator, []).append(passage.nothing)

    def place(at: Locator) -> tuple[str, str]:
        chapter = chapter_of(book.sources[at.source], at.page)
        return at.source, chapter.number if chapter else ""

    files: dict[str, str] = {}
    for (source, chapter), locators in groupby(sorted({*said, *nothing}), place):
        head = {"document": Code(source), **({"chapter": Code(chapter)} if chapter else {})}
        name = (f"{source}-" if len(book.sources) > 1 else "") + "ch" + _SAFE.sub("-", chapter.lower())
        for part in _portions(locators, said):
            passages = [p for at in part for p in _passages(at, said.get(at, ()), nothing.get(at, ()))]
            files[_unused(name, files)] = _file({"source": head, "passages": passages}, FACTS)
    return files


def _portions(locators: Iterable[Locator], said: Mapping[Locator, Sequence[Statement]]) -> Iterator[list[Locator]]:
    """The locators in portions of at most PER_FILE facts, or of one passage."""
    part: list[Locator] = []
    count = 0
    for at in locators:
        more = len(said.get(at, ()))
        if part and count + more > PER_FILE:
            yield part
            part, count = [], 0
        part.append(at)
        count += more
    if part:
        yield part


def _unused(name: str, files: Container[str]) -> str:
    """The name, or with the first number behind it that is free; names of one beginning sort in their order."""
    numbered = (f"{name}-{number:04}" for number in count(2))
    return next(each for each in chain((name,), numbered) if each not in files)


def _passages(at: Locator, said: Sequence[Statement], nothing: Sequence[str]) -> Iterator[Record]:
    """The records of a passage: one for each reason why it yields nothing, and for each run of facts in one view."""
    for why in nothing:
        yield {"p": Code(at.short), "nothing": why}
    for view, run in groupby(said, lambda s: s.view):
        head = {"p": Code(at.short), **({"view": Code(view)} if view else {})}
        yield {**head, "facts": [fact for _, same in groupby(run, _apart_from_ends) for fact in _sentences(list(same))]}


def _apart_from_ends(s: Statement) -> object:
    """What facts of one sentence have in common; a Claim has a sentence of its own."""
    return s.relation, s.negated, qualifiers_record(s)


def _sentences(run: Sequence[Statement]) -> Iterator[Record | str]:
    """Facts that differ only in their ends, as few sentences: subjects with the same objects are listed together."""
    by_subject = [(subject, [s.object for s in own]) for subject, own in groupby(run, lambda s: s.subject)]
    qualifiers = qualifiers_record(run[0])
    for objects, several in groupby(by_subject, lambda pair: pair[1]):
        for sentence in _not_too_long(run[0], [subject for subject, _ in several], objects):
            yield {sentence: qualifiers} if qualifiers else sentence


def _not_too_long(s: Statement, subjects: Sequence[str], objects: Sequence[str]) -> Iterator[str]:
    """A sentence, or several that say the same in the same order where it is too long for a key."""
    sentence = _sentence(s, subjects, objects)
    if len(sentence) <= LONGEST or len(subjects) == len(objects) == 1:
        yield sentence
    elif len(subjects) > 1:
        for part in (subjects[: len(subjects) // 2], subjects[len(subjects) // 2 :]):
            yield from _not_too_long(s, part, objects)
    else:
        for part in (objects[: len(objects) // 2], objects[len(objects) // 2 :]):
            yield from _not_too_long(s, subjects, part)


def _sentence(s: Statement, subjects: Sequence[str], objects: Sequence[str]) -> str:
    relation = RELATIONS[s.relation]
    parts = [
        "" if list(subjects) == [s.view] else ", ".join(subjects),
        "not" if s.negated else "",
        relation.plural if len(subjects) > 1 else relation.id,
        ", ".join(objects),
    ]
    return " ".join(part for part in parts if part)


# -- text


def _file(record: Mapping[str, Any], form: Form) -> str:
    """A record as a file: an entry a line, which `tidy` brings into form."""
    return tidy("".join(f"{_flow(key)}: {_entry(value)}\n" for key, value in record.items()), form)


def _entry(value: Any) -> str:
    """A value, with a line for each part of a list or mapping of records: long lines take long to read."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n- {_flow(item)}" for item in value)
    if isinstance(value, dict) and all(isinstance(part, dict) for part in value.values()):
        return "".join(f"\n  {_flow(key)}: {_flow(part)}" for key, part in value.items()) or "{}"
    return _flow(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, Code) and _PLAIN.fullmatch(value):
        return str(value)
    return '"' + "".join(_ESCAPES.get(char) or _shown(char) for char in value) + '"'


def _shown(char: str) -> str:
    return char if char.isprintable() else f"\\U{ord(char):08x}"
