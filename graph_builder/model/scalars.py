"""The kinds of text that a curator writes as values: ids, dates, locators, lists and plain words."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from graph_builder.model.date_words import DateError
from graph_builder.model.dates import Date, parse_date
from graph_builder.model.sources import parse_locator

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"


MAX_ID = 80


_WIDE = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14)
)
_SIGN = rf"(?:%[0-9A-Fa-f]{{2}}|[A-Za-z0-9._~!$&'()*+,;=@{_WIDE}-])"
_HOST = _SIGN.replace("@", "")
_PATH = rf"(?:{_SIGN}|[:/])*"
_IRI = re.compile(rf"https?://{_HOST}+(?::[0-9]{{1,5}})?(?:/{_PATH})?(?:\?(?:{_SIGN}|[:/?])*)?(?:#(?:{_SIGN}|[:/?])*)?")
"""Source: RFC 3987, without private code points, names of users and numbers of IPv6."""
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/(?:[\w.~-]+/)*(?:[\w.~-]+)?#?", re.ASCII)
_CHAPTER = re.compile(r"[0-9A-Za-z]{1,20}(?:[-.][0-9A-Za-z]{1,20}){0,3}")
_TYPE = re.compile(r"(?=.{1,80}$)\w+(?:[ .'’-]+\w+)*")
_MADE = re.compile(r"ontology|statement-[a-z2-7]{16}(?:-figure)?|.+-p\d+-\d+|.+-ch\d+")


def _fail(code: str, message: str, remedy: str = "") -> PydanticCustomError:
    return PydanticCustomError("rule", "{message}", {"code": code, "message": message, "remedy": remedy})


def _date(value: object) -> Date:
    if not isinstance(value, str):
        raise _fail("wrong-form", "a date is text, not a list or a mapping")
    try:
        return parse_date(value)
    except DateError as error:
        raise _fail(error.code, str(error), error.remedy) from None


def _day(value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise _fail("wrong-form", f"'{value}' is no day", "write YYYY-MM-DD, such as 2026-11-22") from None


def _locator(value: str) -> str:
    if not value:
        raise _fail("bad-locator", "a comma with nothing beside it", "remove the comma")
    if parse_locator(value) is None:
        raise _fail("bad-locator", f"'{value}' is not a page and a paragraph")
    return value


def _id(value: str) -> str:
    if not value:
        raise _fail("bad-id", "a comma with nothing beside it", "remove the comma")
    if fault := id_fault(value):
        raise _fail("bad-id", fault)
    return value


def _line(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise _fail("wrong-form", "a line break in what stands in one line", "write it in one line, or fold it with >-")
    return value


def _chapter(value: str) -> str:
    if not _CHAPTER.fullmatch(value):
        raise _fail("bad-id", f"'{value[:MAX_ID]}' is not the number of a chapter", "write 7, iv or introduction")
    return value


def _type(value: str) -> str:
    if not _TYPE.fullmatch(value):
        remedy = "write letters, digits, spaces and hyphens: it becomes a part of addresses"
        raise _fail("bad-id", f"'{value[:MAX_ID]}' is not the name of a type", remedy)
    return value


def id_fault(value: str) -> str:
    """What is wrong with an id; "" if nothing.

    >>> id_fault("lenin"), id_fault("Lenin")
    ('', "'Lenin' is not an id")
    """
    if len(value) <= MAX_ID and ID.fullmatch(value):
        return f"'{value}' has the form of an id that the program makes itself" if _MADE.fullmatch(value) else ""
    strange = next((sign for sign in value if not sign.isascii()), "")
    return f"'{value[:MAX_ID]}' is not an id" + (f": '{strange}' is no Latin letter a to z" if strange else "")


def _iri(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise _fail("bad-iri", f"'{value[:100]}' is not an absolute IRI")
    return value


def _base(value: str) -> str:
    if not value.endswith(("/", "#")):
        raise _fail("bad-iri", f"'{value[:100]}' does not end in / or #", "end the base in /")
    if not _BASE.fullmatch(_iri(value)):
        message = (
            f"'{value[:100]}' is not a base: it needs a host, and a path of letters, digits, '.', '-', '_' and '~'"
        )
        raise _fail("bad-iri", message, "write an address such as https://example.org/graph/")
    return value


def _listed(value: object) -> object:
    """One value, or several joined by commas, as a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return value


Text = Annotated[str, Field(min_length=1, max_length=2000)]


Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_line)]


Chapter = Annotated[str, AfterValidator(_chapter)]


TypeName = Annotated[str, AfterValidator(_type)]


Id = Annotated[str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]


Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]


Locators = Annotated[
    tuple[Annotated[str, AfterValidator(_locator)], ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema(
        {"anyOf": [{"type": ["string", "number"]}, {"type": "array", "items": {"type": ["string", "number"]}}]}
    ),
]


DateField = Annotated[Date, PlainValidator(_date), WithJsonSchema({"type": ["string", "integer"]})]


Iri = Annotated[str, AfterValidator(_iri), WithJsonSchema({"type": "string", "format": "iri"})]


Base = Annotated[str, AfterValidator(_base), WithJsonSchema({"type": "string", "format": "iri"})]


Scale = Literal["certain", "probable", "possible", "doubtful"]


Flag = Annotated[bool, WithJsonSchema({"type": "boolean"})]


Texts = Annotated[tuple[Text, ...], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]

Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"format": "date"})]
