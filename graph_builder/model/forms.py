"""How each file of a data folder is written, drawn from the records: their fields' order is the order of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from graph_builder.errors import DataError, Problem
from graph_builder.facts.tidy import PLAIN, Form, tidy_file
from graph_builder.facts.watch import Watch, unwatched
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    PassageHead,
    QualifierRecord,
    SettingsRecord,
    SourceRecord,
    SourceReference,
)
from graph_builder.model.sources import Locator, parse_locator

FACT_WIDTH = 160
_COMMA = re.compile(r"\s*,\s*")


def spell_locator(text: str) -> str:
    """A locator, or several joined by commas, in the canonical spelling; anything else as it is.

    >>> spell_locator("19.1"), spell_locator("p. 19 ¶ 1,20 ¶2"), spell_locator("nineteen")
    ('19 ¶1', '19 ¶1, 20 ¶2', 'nineteen')
    """
    pairs = [parse_locator(part) for part in text.split(",")]
    return ", ".join(Locator("", *pair).short for pair in pairs if pair) if all(pairs) else text


def spell_sentence(text: str) -> str:
    """A sentence with single spaces, and none before a comma.

    >>> spell_sentence("lenin , radek,kamenev  oppose x")
    'lenin, radek, kamenev oppose x'
    """
    return _COMMA.sub(", ", " ".join(text.split())).strip()


def form_of(record: type[BaseModel]) -> Form:
    """The form of a record: its keys in the order of its fields.

    >>> list(form_of(SourceReference).keys)
    ['document', 'chapter']
    """
    return Form({f.alias or n: LOCATORS if n == "p" else _form(f.annotation) for n, f in record.model_fields.items()})


def _form(annotation: Any) -> Form:
    """The form of a field; mappings from ids to records have one entry a line."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return form_of(annotation)
    if origin is Annotated:
        return _form(parts[0])
    if origin in (Union, UnionType):
        return next((form for part in parts if (form := _form(part)) != PLAIN), PLAIN)
    if origin is tuple and (each := _form(parts[0])) != PLAIN:
        return Form(each=each)
    if origin is dict and (each := _form(parts[1])) != PLAIN:
        return Form(each=each, block=True)
    return PLAIN


LOCATORS = Form(spell=spell_locator, each=Form(spell=spell_locator))
FACT = Form(spell=spell_sentence, each=replace(form_of(QualifierRecord), width=FACT_WIDTH), block=True)
PASSAGE = Form({**form_of(PassageHead).keys, "facts": Form(each=FACT, block=True)}, block=True)

SETTINGS = form_of(SettingsRecord)
SETTINGS = replace(SETTINGS, keys={**SETTINGS.keys, "types": Form(each=Form(block=True), block=True)})
SOURCES = Form({"sources": Form(each=replace(form_of(SourceRecord), block=True), block=True)})
ENTITIES = Form(
    {
        "source": PLAIN,
        **{b: Form(each=replace(form_of(record), block=True), block=True) for b, record in RECORD_OF_BLOCK.items()},
    },
    free=True,
)
FACTS = Form({"source": form_of(SourceReference), "passages": Form(each=PASSAGE, block=True, indent=0)})


def untidy(folder: Path, watch: Watch = unwatched) -> tuple[list[tuple[Path, str, str]], list[Problem]]:
    """The files of a data folder that are not in canonical form: path, text as it is, text as it should be.

    Args:
        watch: sees which file it is at.

    Returns:
        These, and the problems of the files that cannot be read, which are left out.

    Order: graph.yaml, sources.yaml, entities, facts; within a folder by name.
    """
    found, problems = [], list[Problem]()
    for path, form in watch(list(_files(folder)), lambda each: f"reading {each[0].as_posix()}"):
        try:
            old, new = tidy_file(path, form)
        except DataError as error:
            problems += error.problems
            continue
        if old != new:
            found.append((path, old, new))
    return found, problems


def _files(folder: Path) -> Iterator[tuple[Path, Form]]:
    for name, form in (("graph.yaml", SETTINGS), ("sources.yaml", SOURCES)):
        if (folder / name).exists():
            yield folder / name, form
    for name, form in (("entities", ENTITIES), ("facts", FACTS)):
        for path in sorted(path for pattern in ("*.yaml", "*.yml") for path in (folder / name).rglob(pattern)):
            yield path, form
