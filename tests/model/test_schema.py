"""The schemas for editors accept what the program accepts, and underline what it would refuse."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from graph_builder.facts.sentence import SentenceError, parse_sentence
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    PassageHead,
    QualifierRecord,
    SettingsRecord,
    SourceRecord,
    allowed_keys,
)
from graph_builder.model.relations import RELATIONS, VERBS
from graph_builder.model.schema import schemas, sentence_pattern
from graph_builder.model.things import BLOCKS

ROOT = Path(__file__).parents[2]
FILES = {"graph": "graph.yaml", "source": "sources.yaml", "entity": "entities/*.yaml", "fact": "facts/*.yaml"}
FRAME = "source: {document: jacobson-1994, chapter: 1}\npassages:\n- p: 19 ¶1\n  facts:\n"


def loaded(text: str) -> Any:
    """As an editor reads YAML 1.2; dates, which it does not know, stay text."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def schema(kind: str, types: dict[str, dict[str, str]] | None = None) -> Any:
    return json.loads(schemas(types)[f"{kind}.schema.json"])


def faults(kind: str, text: str, types: dict[str, dict[str, str]] | None = None) -> list[tuple[str, str]]:
    """Where each fault is and which keyword of the schema found it."""
    errors = Draft7Validator(schema(kind, types)).iter_errors(loaded(text))
    return sorted(("/".join(map(str, e.absolute_path)), str(e.validator)) for e in errors)


def nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from nodes(part)


@pytest.mark.parametrize("name", schemas())
def test_every_schema_is_one_and_says_what_it_is(name: str) -> None:
    made = json.loads(schemas()[name])
    Draft7Validator.check_schema(made)
    assert name == made["$id"]
    assert made["title"]
    assert made["description"]


@pytest.mark.parametrize(
    ("kind", "path"),
    [(k, p) for top in ("data", "tests/worlds/tiny") for k, files in FILES.items() for p in (ROOT / top).glob(files)],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_the_curated_files_fit(kind: str, path: Path) -> None:
    folder = next(parent for parent in path.parents if (parent / "graph.yaml").exists())
    types = loaded((folder / "graph.yaml").read_text(encoding="utf-8"))["types"]
    assert [] == faults(kind, path.read_text(encoding="utf-8"), types)


@pytest.mark.parametrize(
    ("kind", "text", "place", "keyword"),
    [
        ("entity", "people: {lenin: {lable: L, label: L}}", "people/lenin", "additionalProperties"),
        ("entity", "people: {lenin: {type: politician}}", "people/lenin", "required"),
        ("entity", "people: {Lenin: {label: L}}", "people", "pattern"),
        ("entity", "persons: {lenin: {label: L}}", "", "additionalProperties"),
        ("entity", "people: {lenin: {label: }}", "people/lenin/label", "type"),
        ("entity", "people: {lenin: {label: L, several: true}}", "people/lenin", "additionalProperties"),
        ("entity", "outlooks: {o: {label: L, p: 1 ¶1}}", "outlooks/o", "required"),
        ("entity", "concepts: {c: {label: L, senses: {s: {for: l, p: 1.1}}}}", "concepts/c/senses/s", "required"),
        ("entity", "situations: {s: {label: L, came_true: {answer: so, p: 1.1}}}",
         "situations/s/came_true/answer", "enum"),
        ("fact", FRAME + "    - lenin sees radek", "passages/0/facts/0", "pattern"),
        ("fact", FRAME + "    - lenin sees radek: {at: x}", "passages/0/facts/0", "pattern"),
        ("fact", FRAME + "    - lenin fears x: {att: y}", "passages/0/facts/0/lenin fears x", "additionalProperties"),
        ("fact", FRAME + "    - lenin fears x: {first: maybe}", "passages/0/facts/0/lenin fears x/first", "type"),
        ("fact", FRAME + "    - a fears x: {certainty: sure}", "passages/0/facts/0/a fears x/certainty", "enum"),
        ("fact", FRAME + "    - lenin fears x: {}\n      lenin fears y: {}", "passages/0/facts/0", "maxProperties"),
        ("fact", FRAME + "    - [lenin, fears, x]", "passages/0/facts/0", "type"),
        ("fact", FRAME + "    - lenin fears x: {by: [A]}", "passages/0/facts/0/lenin fears x/by/0", "pattern"),
        ("fact", "source: b\npassages: [{p: 19 ¶1}]", "passages/0", "required"),
        ("fact", "source: b\npassages: [{p: 19 ¶1, nothing: x, facts: [a fears b]}]", "passages/0", "not"),
        ("fact", "passages: []", "", "required"),
        ("source", "sources: {b: {type: scroll}}", "sources/b/type", "enum"),
        ("graph", "title: T", "", "required"),
        ("graph", "title: T\nbase: https://example.org/\ntypes: {persons: {}}", "types", "additionalProperties"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_underlined_where_it_stands(kind: str, text: str, place: str, keyword: str) -> None:
    assert (place, keyword) in faults(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("entity", "events: {e: {label: 1905, when: 1905, p: [19.1, 20 ¶2]}}"),
        ("entity", "offices: {o: {label: L, several: true}}"),
        ("entity", "concepts: {c: {label: L, senses: {s: {for: a, gloss: g, p: 1.1, not: this, from: [b, c]}}}}"),
        ("entity", "situations: {s: {label: L, came_true: {answer: no, by: a, when: 1924, p: 172 ¶1}}}"),
        ("fact", FRAME + "    - a, b not support c, d: {when: 1921-10-28, by: 'x, y', first: true}"),
        ("fact", FRAME + "    - trade amounts_to: {value: 10, unit: times}\n    - not believes x"),
        ("fact", "source: b\npassages: [{p: 19.1, nothing: a question}]"),
    ],
)
def test_what_is_right_is_not_underlined(kind: str, text: str) -> None:
    assert [] == faults(kind, text)


def test_types_are_enumerated_when_they_are_known() -> None:
    types = {"people": {"writer": "one who writes", "diplomat": "one who negotiates"}}
    field = schema("entity", types)["properties"]["people"]["additionalProperties"]["properties"]["type"]
    assert ["writer", "diplomat"] == field["enum"]
    assert ["one who writes", "one who negotiates"] == field["enumDescriptions"]
    assert [("people/a/type", "enum")] == faults("entity", "people: {a: {label: A, type: king}}", types)
    assert [] == faults("entity", "groups: {a: {label: A, type: king}}", types)
    assert [] == faults("entity", "people: {a: {label: A, type: king}}")


def test_every_key_of_the_records_is_there_with_its_help() -> None:
    entities, facts = schema("entity")["properties"], schema("fact")["properties"]["passages"]["items"]
    shown = {
        **{RECORD_OF_BLOCK[block]: entities[block]["additionalProperties"] for block in BLOCKS},
        PassageHead: facts,
        QualifierRecord: facts["properties"]["facts"]["items"]["then"]["additionalProperties"],
        SourceRecord: schema("source")["properties"]["sources"]["additionalProperties"],
        SettingsRecord: schema("graph"),
    }
    for record, made in shown.items():
        helped = {key: value.get("description") for key, value in made["properties"].items() if key != "facts"}
        assert allowed_keys(record) == helped
    assert {"source", *BLOCKS} == set(entities)


@pytest.mark.parametrize("name", schemas())
def test_nothing_may_be_null_or_unknown_and_no_keyword_confuses_editors(name: str) -> None:
    for node in nodes(json.loads(schemas({"people": {"writer": "one"}})[name])):
        assert "null" not in node.get("type", [])
        assert not {"oneOf", "anyOf", "allOf", "$ref", "$defs", "default"} & set(node)
        if isinstance(node.get("properties"), dict) and node.get("type") == "object":
            assert node["additionalProperties"] is False


@given(
    st.lists(
        st.sampled_from(["lenin", "red-army-abroad", ",", "not", "about", "fears", "fear", "amounts_to", "sees", "A"]),
        min_size=1,
        max_size=7,
    ).map(" ".join)
)
def test_the_pattern_of_a_sentence_agrees_with_the_grammar(text: str) -> None:
    try:
        sentence = parse_sentence(text, VERBS)
    except SentenceError:
        right = False
    else:
        ids = [part.text for part in (*sentence.subjects, *sentence.objects)]
        figure = RELATIONS[VERBS[sentence.verb.text]].figure
        right = figure != bool(sentence.objects) and all(re.fullmatch("[a-z0-9-]+", id_) for id_ in ids)
    matched = bool(re.search(sentence_pattern(), text))
    assert matched or not right  # what is right is never underlined
    reserved = {"not", "about", "fear", "fears", "amounts_to"}  # the editor's pattern takes a second one for an id
    words = text.replace(",", " ").split()
    assert right or not matched or sum(word in reserved for word in words) > 1


def test_every_verb_is_in_the_pattern() -> None:
    for verb, id_ in VERBS.items():
        assert re.search(sentence_pattern(), f"a {verb}" if RELATIONS[id_].figure else f"a {verb} b")


def test_the_same_bytes_whatever_the_order_of_sets() -> None:
    code = "import sys; from graph_builder.model.schema import schemas; sys.stdout.write(''.join(schemas().values()))"
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        )
        assert "".join(schemas().values()) == run.stdout.decode()
    assert all(text.endswith("}\n") for text in schemas().values())
