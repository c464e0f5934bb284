"""JSON Schemas for editors, made from the records: completion, tooltips and red underlines while a curator types.

An editor reads YAML 1.2, where 1921 is a number: so every text may be a number too, and nothing may be null.  The
schemas know the form, not the facts: whether an id exists, or a date is possible, is for `graph-builder check` to say.
No `oneOf` or `anyOf`, after which editors complete wrongly: a list of types, or if/then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    PassageHead,
    QualifierRecord,
    SettingsRecord,
    SourceRecord,
    SourceReference,
)
from graph_builder.model.relations import RELATIONS, VERBS
from graph_builder.model.scalars import ID_PATTERN, MAX_ID
from graph_builder.model.things import BLOCKS

DRAFT = "http://json-schema.org/draft-07/schema#"  # the draft that yaml-language-server supports best
_ID = ID_PATTERN.strip("^$")
_IDS = rf"{_ID}(\s*,\s*{_ID})*"
_ID_SCHEMA = {"type": "string", "pattern": ID_PATTERN}
_TEXT_OR_LIST = [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]  # as Ids has it
_NOT_A_SENTENCE = "Not SUBJECTS [not] RELATION OBJECTS: ids joined by commas, and a relation of the table."
_FIRST = ("description", "type", "enum", "pattern", "properties", "required")
_DROPPED = ("title", "default", "$defs")

Schema = dict[str, Any]


def schemas(types: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, str]:
    """The text of every schema, by the name of its file.

    Args:
        types: the types of each block with their definitions, from graph.yaml; any text is a type if left out.

    Order: the same bytes for the same types; keys in the order in which the records declare them.

    >>> list(schemas())
    ['entity.schema.json', 'fact.schema.json', 'graph.schema.json', 'source.schema.json']
    """
    made = {
        "entity.schema.json": _entities(types or {}),
        "fact.schema.json": _facts(),
        "graph.schema.json": _settings(),
        "source.schema.json": _sources(),
    }
    return {
        name: json.dumps({"$schema": DRAFT, "$id": name, **schema}, indent=1, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def sentence_pattern() -> str:
    r"""The regular expression of a sentence: its relations are in the table, and so are the forms they take.

    It is written in the part of the language that Python and ECMAScript share.

    >>> import re
    >>> [bool(re.search(sentence_pattern(), s)) for s in ("a, b support c", "not fears d", "a sees b", "a supports")]
    [True, True, False, False]
    """
    figures = sorted(verb for verb, id_ in VERBS.items() if RELATIONS[id_].figure)
    others = sorted(set(VERBS) - set(figures))
    return rf"^\s*({_IDS}\s+)?(not\s+)?(({'|'.join(others)})\s+{_IDS}|{'|'.join(figures)})\s*$"


def _entities(types: Mapping[str, Mapping[str, str]]) -> Schema:
    blocks = {}
    for block, record in RECORD_OF_BLOCK.items():
        thing = schema_of(record)
        if types.get(block):
            thing["properties"]["type"] |= _listed(types[block])
        blocks[block] = _by_id(thing, f"Things of the kind {BLOCKS[block]}, each under its id.")
    source = {"description": "The id of the source that `p` refers to.", "type": "string", "pattern": ID_PATTERN}
    description = "A file of entities/: things, in blocks that are named after their kinds."
    return _object("Things", description, {"source": source, **blocks})


def _facts() -> Schema:
    sentence = {"pattern": sentence_pattern(), "patternErrorMessage": _NOT_A_SENTENCE}
    passage = schema_of(PassageHead)
    passage["description"] = "A passage with what it says, or with the reason why it yields nothing."
    passage["properties"]["facts"] = {
        "description": "Facts in reading order, each SUBJECTS [not] RELATION OBJECTS.",
        "type": "array",
        "minItems": 1,
        "items": {
            "description": "A sentence of ids, or a sentence with its qualifiers behind a colon.",
            "type": ["string", "object"],
            "if": {"type": "object"},
            "then": {
                "minProperties": 1,
                "maxProperties": 1,
                "propertyNames": sentence,
                "additionalProperties": schema_of(QualifierRecord),
            },
            "else": sentence,
        },
    }
    passage["if"] = {"required": ["nothing"]}
    passage["then"] = {"not": {"required": ["facts"]}}
    passage["else"] = {"required": ["facts"]}
    source = schema_of(SourceReference)
    source = {**source, "type": ["string", "object"], "pattern": ID_PATTERN}
    source["description"] = "The source, and its chapter, that the passages stand in."
    passages = {"description": "The passages, in reading order.", "type": "array", "items": passage}
    properties = {"source": source, "passages": passages}
    return _object("Facts", "A file of facts/: what a text says, passage by passage.", properties, list(properties))


def _sources() -> Schema:
    sources = _by_id(schema_of(SourceRecord), "Published works, each under its id.")
    return _object("Sources", "sources.yaml: the works that the facts come from.", {"sources": sources}, ["sources"])


def _settings() -> Schema:
    schema = schema_of(SettingsRecord)
    definitions = schema["properties"]["types"].pop("additionalProperties")
    definitions.pop("propertyNames", None)
    listed = {block: {"description": f"Types in the block {block}.", **definitions} for block in BLOCKS}
    schema["properties"]["types"] |= {"properties": listed, "additionalProperties": False}
    schema.pop("description")
    return {
        "title": "Settings",
        "description": "graph.yaml: the graph's title, addresses, licences and types.",
        **schema,
    }


def _object(title: str, description: str, properties: Schema, required: list[str] | None = None) -> Schema:
    schema = {"title": title, "description": description, "type": "object", "properties": properties}
    return {**schema, **({"required": required} if required else {}), "additionalProperties": False}


def _by_id(record: Schema, description: str) -> Schema:
    names = {"pattern": ID_PATTERN, "maxLength": MAX_ID}
    return {"description": description, "type": "object", "propertyNames": names, "additionalProperties": record}


def _listed(types: Mapping[str, str]) -> Schema:
    """One of the types; editors show the definitions beside them."""
    return {"type": "string", "enum": list(types), "enumDescriptions": list(types.values())}


# -- a record's schema, as pydantic writes it -> as editors need it


class _Generator(GenerateJsonSchema):
    """pydantic's generator, which does not see that one text may stand for a list of one."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        return {"anyOf": [inner["items"], inner]} if inner.get("type") == "array" else inner


def schema_of(record: type[BaseModel]) -> Schema:
    """The schema of a record, with everything below it written out."""
    schema = record.model_json_schema(by_alias=True, schema_generator=_Generator)
    return _cleaned(schema, schema.get("$defs", {}))


def _cleaned(schema: Schema, defs: Mapping[str, Schema]) -> Schema:
    if "$ref" in schema:
        named = _cleaned(defs[schema["$ref"].rpartition("/")[2]], defs)
        return {**named, **{key: value for key, value in schema.items() if key == "description"}}
    clean = {key: value for key, value in schema.items() if key not in _DROPPED}
    options = clean.pop("anyOf", [])
    if options == _TEXT_OR_LIST:
        clean |= {"type": ["string", "array"], "pattern": f"^{_IDS}$", "items": _ID_SCHEMA, "minItems": 1}
    elif options:
        clean = {
            **_merged([_cleaned(o, defs) for o in options if o.get("type") != "null" and o.get("const") != ""]),
            **clean,
        }
    elif "enum" in clean:
        clean["enum"] = [value for value in clean["enum"] if value]
    elif clean.get("type") == "string" and not {"pattern", "format"} & set(clean):
        clean["type"] = ["string", "number"]
    if "properties" in clean:
        clean["properties"] = {key: _cleaned(value, defs) for key, value in clean["properties"].items()}
    for pattern, value in clean.pop("patternProperties", {}).items():
        clean |= {"propertyNames": {"pattern": pattern}, "additionalProperties": value}
    for key in ("items", "additionalProperties"):
        if isinstance(clean.get(key), dict):
            clean[key] = _cleaned(clean[key], defs)
    return {key: clean[key] for key in (*_FIRST, *sorted(set(clean) - set(_FIRST))) if key in clean}


def _merged(options: list[Schema]) -> Schema:
    """One schema for what fits any of these, whose types differ."""
    merged: Schema = {"type": []}
    for option in options:
        types = option["type"] if isinstance(option["type"], list) else [option["type"]]
        merged = {**merged, **option, "type": [*merged["type"], *types]}
    return merged if len(merged["type"]) > 1 else {**merged, "type": merged["type"][0]}
