"""Worlds in which payloads stand in every text field of every record, and one like them with harmless words.

The skeleton is walked with the records of the model: what a record calls a text is replaced, whatever its name, and
`Dealer.dealt` tells which fields of which records were reached, so that a test can say which were not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from payloads import PAYLOADS, WRITTEN
from pydantic import BaseModel, TypeAdapter, ValidationError

from graph_builder.facts.read import read_bytes
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.parse import parse_lecture
from graph_builder.lectures.records import LectureRecord
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    PassageHead,
    QualifierRecord,
    SettingsRecord,
    SourceRecord,
    SourceReference,
)
from graph_builder.model.scalars import Iri, _line

SKELETON = Path(__file__).parent / "skeleton"
HARMLESS = -1
WORLDS = 3
"""So many worlds, each with other payloads in the same field; together they deal all of them."""
RULED = {
    "QualifierRecord.value": "a figure, by bad-figure",
    "ShowRecord.passages": "locators, by bad-locator",
    "ShowRecord.relations": "the table's relations, by unknown-relation",
    "ShowRecord.query": "SPARQL, by bad-query",
    "SourceReference.chapter": "a chapter of the source, by unknown-chapter",
    "ThingRecord.type": "one of graph.yaml, by unknown-type",
}
"""Fields whose records take any text, and whose rules do not."""
ADDRESSES = ("AlignmentRecord.iri", "SourceRecord.URL")
_MOST_WORDS = {"quote": 15, "hedge": 15}
_WORD = re.compile(r"\w[\w’'-]*")
_DEALT = re.compile(r"№|__ran\(|\.invalid|words \d")


class Dealer:
    """Hands out texts in turn; `dealt` holds the numbers of what each field got, by "Record.field"."""

    def __init__(self, texts: Sequence[tuple[int, str]], first: int = 0, many: int = 99) -> None:
        self.texts, self.next, self.many = texts, first, many
        self.dealt: dict[str, set[int]] = defaultdict(set)

    def text(self, field: str, most: int) -> str:
        """As many as have room, each at the beginning of a line where several lines have room."""
        words, made = _MOST_WORDS.get(field.rpartition(".")[2], 10_000), ""
        between = "\n\n" if most > 300 else " "
        for _ in range(self.many):
            number, text = self.texts[self.next % len(self.texts)]
            if most <= 300 and "\n" in text:
                self.next += 1
                continue
            longer = made + between + text if made else text
            if made and (len(longer.strip()) > most or len(_WORD.findall(longer)) > words):
                break
            made, self.next = longer, self.next + 1
            self.dealt[field].add(number)
        return made

    def address(self, field: str) -> str:
        """One that is an address by its form, or a harmless one."""
        found = [(number, text) for number, text in self.texts if _is_address(text)]
        number, text = found[self.next % len(found)] if found else (0, "https://example.org/harmless/")
        self.dealt[field].add(number)
        return text


def _is_address(text: str) -> bool:
    try:
        TypeAdapter(Iri).validate_python(text)
    except ValidationError:
        return False
    return True


def filled(value: Any, record: type[BaseModel], dealer: Dealer) -> dict[str, Any]:
    """The mapping with a dealt text in each of its text fields."""
    known = {field.alias or name: field for name, field in record.model_fields.items()}
    made = {}
    for key, old in value.items():
        owner = next(base.__name__ for base in reversed(record.__mro__) if _has(base, known[key], key))
        place = f"{owner}.{key}"
        if place in ADDRESSES:
            made[key] = dealer.address(place)
            continue
        made[key] = old if place in RULED else _filled(old, shape(known[key]), place, dealer)
    return made


def _has(base: type, field: Any, key: str) -> bool:
    known = base.model_fields if issubclass(base, BaseModel) else {}
    return any((each.alias or name) == key for name, each in known.items())


def _filled(old: Any, form: Any, place: str, dealer: Dealer) -> Any:
    if isinstance(form, int):
        return dealer.text(place, form)
    if isinstance(form, type):
        return filled(old, form, dealer)
    if isinstance(form, list) and isinstance(old, list):
        return [_filled(each, form[0], place, dealer) for each in old]
    if isinstance(form, list) and isinstance(form[0], int):
        return _filled(old, form[0], place, dealer)
    if isinstance(form, dict):
        [each_form] = form.values()
        return {key: _filled(each, each_form, place, dealer) for key, each in old.items()}
    return old


def shape(field: Any) -> Any:
    """What a field holds: a text of at most so many characters (int), a record, a list or a mapping of these, or None
    for what is no free text."""
    return _shape(field.annotation, field.metadata)


def _shape(annotation: Any, more: Sequence[Any]) -> Any:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(parts[0], [each for one in parts[1:] for each in getattr(one, "metadata", None) or [one]])
    if origin in (Union, UnionType):
        return next((found for part in parts if (found := _shape(part, more)) is not None), None)
    if origin is tuple:
        inner = _shape(parts[0], [])
        return None if inner is None else [inner]
    if origin is dict:
        key, each = _shape(parts[0], []), _shape(parts[1], [])
        return None if key is None and each is None else {key: each}
    if annotation is str:
        limits = [each.max_length for each in more if hasattr(each, "max_length")]
        ruled = any(hasattr(each, "func") and each.func is not _line for each in more)
        return limits[0] if limits and not ruled else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    assert origin is Literal or annotation is type(None) or not isinstance(annotation, str), annotation
    return None


def text_fields(records: Sequence[type[BaseModel]]) -> set[str]:
    """Every text field of the records and of those within them, by "Record.field", where it is declared."""
    found: set[str] = set()
    for record in records:
        for name, field in record.model_fields.items():
            key = field.alias or name
            owner = next(base.__name__ for base in reversed(record.__mro__) if _has(base, field, key))
            found |= _text_fields(shape(field), f"{owner}.{key}")
    return found - RULED.keys()


def _text_fields(form: Any, place: str) -> set[str]:
    if isinstance(form, int):
        return {place}
    if isinstance(form, type):
        return text_fields([form])
    if isinstance(form, list):
        return _text_fields(form[0], place)
    if isinstance(form, dict):
        [(key, each)] = form.items()
        assert key is None, f"{place} has texts as keys, which nothing fills"
        return _text_fields(each, place)
    return set()


def skeleton(name: str) -> Any:
    return yaml.safe_load((SKELETON / name).read_text("utf-8").replace(": 2026-11-22", ': "2026-11-22"'))


@cache
def dealer_of(number: int) -> tuple[Dealer, dict[str, str]]:
    """The dealer of a world and the texts of its files, by name; the world -1 is the harmless one."""
    texts = [(p.number, p.text) for p in WRITTEN]
    if number < 0:
        texts = [(p.number, f"words {p.number}") for p in WRITTEN]
    # Where the worlds start is found by trying: what one deals to labels and notes is not what the next one deals.
    dealer = Dealer(texts, number * len(texts) // WORLDS if number >= 0 else 0)
    made = {
        "graph.yaml": filled(skeleton("graph.yaml"), SettingsRecord, dealer),
        "sources.yaml": {"sources": _each(skeleton("sources.yaml")["sources"], SourceRecord, dealer)},
    }
    blocks = skeleton("entities/things.yaml")
    made["entities/things.yaml"] = {name: _each(rows, RECORD_OF_BLOCK[name], dealer) for name, rows in blocks.items()}
    for name in ("facts/one.yaml", "facts/two.yaml"):
        raw = skeleton(name)
        made[name] = {
            "source": filled(raw["source"], SourceReference, dealer),
            "passages": [_passage(passage, dealer) for passage in raw["passages"]],
        }
    made["lectures/filled.yaml"] = filled(skeleton("lectures/filled.yaml"), LectureRecord, dealer)
    files = {
        name: yaml.safe_dump(each, allow_unicode=True, sort_keys=False, width=10**6) for name, each in made.items()
    }
    return dealer, files


def _each(rows: Mapping[str, Any], record: type[BaseModel], dealer: Dealer) -> dict[str, Any]:
    return {id_: filled(row, record, dealer) for id_, row in rows.items()}


def _passage(passage: dict[str, Any], dealer: Dealer) -> dict[str, Any]:
    facts = [
        {sentence: filled(more or {}, QualifierRecord, dealer) for sentence, more in fact.items()}
        if isinstance(fact, dict)
        else fact
        for fact in passage.get("facts", [])
    ]
    head = filled({key: value for key, value in passage.items() if key != "facts"}, PassageHead, dealer)
    return head | ({"facts": facts} if facts else {})


def write_world(folder: Path, number: int) -> Path:
    """Writes the files of a world."""
    for name, text in dealer_of(number)[1].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def lecture_of(number: int) -> Lecture:
    """The lecture of a world as its form has it; what the rules for Markdown refuse is still in it."""
    document, problems = read_bytes(dealer_of(number)[1]["lectures/filled.yaml"].encode(), "filled.yaml")
    lecture, faults = parse_lecture(document)
    assert lecture is not None, [*problems, *faults]
    return lecture


def steered(value: Any) -> Any:
    """The FactBook or lecture with what no file may hold in each of its dealt texts, as if it were made in Python."""
    texts = [p.text for p in PAYLOADS if not p.written]
    turn = iter(range(10**9))

    def changed(one: Any) -> Any:
        if isinstance(one, str):
            return f"{one} {texts[next(turn) % len(texts)]}" if _DEALT.search(one) else one
        if isinstance(one, tuple | list):
            made = [changed(each) for each in one]
            return type(one)(*made) if hasattr(one, "_fields") else type(one)(made)
        if isinstance(one, dict):
            return {key: each if key == "URL" else changed(each) for key, each in one.items()}
        if is_dataclass(one) and not isinstance(one, type) and type(one).__module__.startswith("graph_builder"):
            kept = ("type", "types", "number", "id", "where", "iri", "url")
            names = [each.name for each in fields(one) if each.init and each.name not in kept]
            return replace(one, **{name: changed(getattr(one, name)) for name in names})
        return one

    return changed(value)
