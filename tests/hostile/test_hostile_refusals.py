"""A field is a text, in which anything may stand, or refuses what does not fit, in words that steer nothing."""

from __future__ import annotations

import copy
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hostile_worlds import RULED, SKELETON, WORLDS, dealer_of, filled, shape, skeleton, text_fields, write_world
from payloads import LONGEST, PAYLOADS, WRITTEN
from pydantic import BaseModel

from graph_builder.cli import main
from graph_builder.lectures.records import LectureRecord
from graph_builder.model.records import (
    RECORD_OF_BLOCK,
    PassageHead,
    QualifierRecord,
    Record,
    SettingsRecord,
    SourceRecord,
    SourceReference,
)
from graph_builder.model.scalars import Id, Line, Text
from graph_builder.pipeline import check_everything, check_folder
from graph_builder.views.problems import FORMATS, report

RECORDS: list[type[BaseModel]] = [
    SettingsRecord, SourceRecord, SourceReference, PassageHead, QualifierRecord, LectureRecord,
    *dict.fromkeys(RECORD_OF_BLOCK.values()),
]  # fmt: skip
ONLY_UNSEEN = "\u00ad\u200b\u2060"
"""What is not seen and changes nothing else: answers leave it in."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\uffff]")
Path_ = tuple[Any, ...]


def steers(text: str) -> list[str]:
    """The characters of a text that could steer a terminal or change how the rest of it reads."""
    return [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs")]


def below(record: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield record
    for field in record.model_fields.values():
        form = shape(field)
        while isinstance(form, list | dict):
            form = form[0] if isinstance(form, list) else next(iter(form.values()))
        if isinstance(form, type):
            yield from below(form)


def restricted() -> dict[str, tuple[str, Path_]]:
    """Every field of every record that is no free text, by "Record.field": file and path in the skeleton."""
    files: dict[str, tuple[type[BaseModel], list[Path_]]] = {
        "graph.yaml": (SettingsRecord, [()]),
        "sources.yaml": (SourceRecord, [("sources", "book")]),
    }
    found: dict[str, tuple[str, Path_]] = {}
    for name, (record, paths) in files.items():
        for path in paths:
            _restricted(found, name, path, at(skeleton(name), path), record)
    for block, rows in skeleton("entities/things.yaml").items():
        for id_, row in rows.items():
            _restricted(found, "entities/things.yaml", (block, id_), row, RECORD_OF_BLOCK[block])
    for name in ("facts/one.yaml", "facts/two.yaml"):
        raw = skeleton(name)
        _restricted(found, name, ("source",), raw["source"], SourceReference)
        for i, passage in enumerate(raw["passages"]):
            head = {key: value for key, value in passage.items() if key != "facts"}
            _restricted(found, name, ("passages", i), head, PassageHead)
            for j, fact in enumerate(passage.get("facts", [])):
                for sentence, more in fact.items() if isinstance(fact, dict) else ():
                    _restricted(found, name, ("passages", i, "facts", j, sentence), more, QualifierRecord)
    _restricted(found, "lectures/filled.yaml", (), skeleton("lectures/filled.yaml"), LectureRecord)
    return found


def _restricted(found: dict[str, tuple[str, Path_]], file: str, path: Path_, row: Any, record: type[BaseModel]) -> None:
    known = {field.alias or name: field for name, field in record.model_fields.items()}
    for key, value in row.items():
        form, place = shape(known[key]), f"{record.__name__}.{key}"
        if form is None or place in RULED:
            found.setdefault(place, (file, (*path, key)))
        elif isinstance(form, type):
            _restricted(found, file, (*path, key), value, form)
        elif isinstance(form, list) and isinstance(form[0], type):
            for i, each in enumerate(value):
                _restricted(found, file, (*path, key, i), each, form[0])
        elif isinstance(form, dict) and isinstance(next(iter(form.values())), type):
            for id_, each in value.items():
                _restricted(found, file, (*path, key, id_), each, next(iter(form.values())))


def at(value: Any, path: Path_) -> Any:
    for step in path:
        value = value[step]
    return value


def test_each_payload_is_of_its_own_and_names_itself() -> None:
    assert len(PAYLOADS) > 500
    assert len(PAYLOADS) == len({payload.text.replace(str(payload.number), "") for payload in PAYLOADS})
    assert [] == [payload for payload in PAYLOADS if str(payload.number) not in payload.text]
    assert [] == [payload for payload in PAYLOADS if len(payload.text) > LONGEST]
    assert len(PAYLOADS) - len(WRITTEN) > 20


def test_every_text_field_of_every_record_gets_many_payloads_and_each_world_deals_them_all() -> None:
    wanted = text_fields(RECORDS)
    dealers = [dealer_of(number)[0] for number in range(WORLDS)]
    for dealer in dealers:
        assert set() == wanted - dealer.dealt.keys(), "these fields are not covered: add them to the skeleton"
        assert len(WRITTEN) == len(set().union(*dealer.dealt.values()))
    few = {field for field in wanted if len(set().union(*(dealer.dealt[field] for dealer in dealers))) < WORLDS}
    assert set() == few
    shown = [
        set().union(*(dealer.dealt[field] for dealer in dealers)) for field in ("ThingRecord.label", "SceneRecord.text")
    ]
    assert [len(WRITTEN)] * 2 > [len(each) for each in shown] > [300] * 2


def test_a_new_text_field_is_found_by_its_form() -> None:
    class NewRecord(Record):
        fresh: Text = ""
        listed: tuple[Line, ...] = ()
        id: Id = ""
        inner: QualifierRecord

    found = text_fields([NewRecord])
    assert {"NewRecord.fresh", "NewRecord.listed", "QualifierRecord.note"} <= found
    assert not {"NewRecord.id", "QualifierRecord.value"} & found


def test_the_skeleton_has_every_field_that_is_no_text_too() -> None:
    every = {
        f"{record.__name__}.{field.alias or name}"
        for top in RECORDS
        for record in below(top)
        for name, field in record.model_fields.items()
        if shape(field) is None
    }
    here = {key.partition(".")[2] for key in restricted()}
    missing = sorted(key for key in every if key.partition(".")[2] not in here)
    assert [] == missing, "these fields are not tried: add them to the skeleton"


@pytest.mark.parametrize("place", sorted(restricted()))
def test_what_is_no_text_is_refused_in_words_that_steer_nothing(tmp_path: Path, place: str) -> None:
    name, path = restricted()[place]
    turn = sum(map(ord, place))
    for payload in itertools.islice(itertools.cycle(PAYLOADS), turn, turn + 3 * 101, 101):
        folder = write_world(tmp_path / str(payload.number), 0)
        raw = yaml.safe_load((folder / name).read_text("utf-8"))
        at(raw, path[:-1])[path[-1]] = payload.text
        (folder / name).write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
        found = check_everything(folder, pictures=False)
        errors = [p for p in found.problems if p.level == "error" and p.code != "unsafe-markdown"]
        assert errors or not payload.text.strip(), payload
        for format_ in FORMATS:
            assert [] == steers(report(found.problems, found.lines, format_)), payload


@pytest.mark.parametrize("written", ["as it is", "as an escape"])
def test_no_text_holds_what_steers_a_terminal_nor_what_is_not_seen_unless_escaped(tmp_path: Path, written: str) -> None:
    for payload in PAYLOADS:
        if payload.written or "\r" in payload.text:
            continue
        folder = write_world(tmp_path / str(payload.number), 0)
        raw = yaml.safe_load((folder / "graph.yaml").read_text("utf-8")) | {"title": "TITLE"}
        text = payload.text if written == "as it is" else yaml.safe_dump(payload.text).strip().removesuffix("\n...")
        quoted = f"'{text.replace(chr(39), chr(39) * 2)}'" if written == "as it is" else text
        made = yaml.safe_dump(raw, allow_unicode=True).replace("TITLE", quoted)
        (folder / "graph.yaml").write_bytes(made.encode())
        found = check_folder(folder)
        codes = {problem.code for problem in found.problems if problem.level == "error"}
        if written == "as it is" or CONTROL.search(payload.text):
            assert codes & {"control-character", "hidden-character"}, (payload, codes)
        else:
            assert set() == codes, payload
        assert [] == [c for format_ in FORMATS for c in steers(report(found.problems, found.lines, format_))]


def test_ids_and_names_of_files_are_refused_in_words_that_steer_nothing(tmp_path: Path) -> None:
    for payload in PAYLOADS[::9]:
        folder = write_world(tmp_path / str(payload.number), 0)
        things = (folder / "entities" / "things.yaml").read_text("utf-8")
        (folder / "entities" / "things.yaml").write_text(
            things.replace("  litvinov:", f"  {quoted(payload.text)}:"), "utf-8"
        )
        name = re.sub(r"[/\x00]", "∕", payload.text)[:60] + ".yaml"
        (folder / "facts" / name).write_text("source: {document: nobody}\npassages: []\n", "utf-8")
        (folder / "lectures" / name).write_text(f"lecture: {quoted(payload.text)}\ntitle: x\nscenes: []\n", "utf-8")
        found = check_everything(folder, pictures=False)
        assert {"bad-id", "duplicate-key", "control-character", "hidden-character"} & {
            p.code for p in found.problems
        }, payload
        assert [] == [c for format_ in FORMATS for c in steers(report(found.problems, found.lines, format_))], payload


def test_what_is_told_of_things_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for payload in PAYLOADS:
        if payload.written or CONTROL.search(payload.text) or "\r" in payload.text:
            continue
        folder = write_world(tmp_path / str(payload.number), -1)
        things = folder / "entities" / "things.yaml"
        things.write_text(
            things.read_text("utf-8").replace("label: ", f"label: {quoted('L' + payload.text)} # ", 1), "utf-8"
        )
        for verb in (["show", "trotsky"], ["ids", "l"], ["cite", "trotsky"], ["ask", "who-is", "who=trotsky"]):
            with pytest.raises(SystemExit):
                main([*verb, "--data", str(folder)])
            said = capsys.readouterr()
            assert [] == [c for c in steers(said.out + said.err) if c not in ONLY_UNSEEN], (verb, payload)


def test_names_that_become_parts_of_addresses_are_refused(tmp_path: Path) -> None:
    for payload in PAYLOADS[::7]:
        for name, old in (("sources.yaml", "one: "), ("sources.yaml", "one:"), ("graph.yaml", "politician:")):
            folder = write_world(tmp_path / f"{payload.number}-{old}", -1)
            text = (folder / name).read_text("utf-8")
            if old in text:
                (folder / name).write_text(text.replace(old, f"? {quoted(payload.text)}\n      :", 1), "utf-8")
                codes = {problem.code for problem in check_folder(folder).problems if problem.level == "error"}
                assert codes & {"bad-id", "syntax", "control-character", "hidden-character"}, (payload, old, codes)


def test_what_stands_in_one_line_has_no_line_break(tmp_path: Path) -> None:
    for name, old in (("graph.yaml", "title: "), ("sources.yaml", "short: "), ("entities/things.yaml", "label: ")):
        folder = write_world(tmp_path / name.replace("/", "-"), -1)
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(old, f'{old}"a\\nb" # ', 1), "utf-8")
        assert {"wrong-form"} == {problem.code for problem in check_folder(folder).problems if problem.level == "error"}


def quoted(text: str) -> str:
    return yaml.safe_dump(text, width=10**6, default_style='"').strip()


def test_messages_of_the_command_steer_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_world(tmp_path, 0))
    verbs: list[Callable[[str], list[str]]] = [
        lambda text: ["show", text, "--data", folder],
        lambda text: ["ask", text, "--data", folder],
        lambda text: ["query", f"SELECT {text}", "--data", folder],
        lambda text: ["check", text],
        lambda text: ["lecture", text, "--data", folder],
    ]
    for i, payload in enumerate(payload for payload in PAYLOADS if not payload.written and "\x00" not in payload.text):
        with pytest.raises(SystemExit):
            main(verbs[i % len(verbs)](payload.text))
        said = capsys.readouterr()
        assert [] == steers(said.out + said.err), payload


def test_answers_of_other_stores_steer_no_terminal() -> None:
    import pyoxigraph

    from graph_builder.graph.answers import Answer
    from graph_builder.pipeline import load
    from graph_builder.views.answer_text import rendered

    book = load(SKELETON.parents[1] / "worlds" / "tiny")
    rows = tuple((pyoxigraph.Literal(payload.text),) for payload in PAYLOADS if not payload.written)
    for format_ in ("table", "list", "markdown"):
        assert [] == [c for c in steers(rendered(Answer(("x",), rows), book, format_)) if c not in ONLY_UNSEEN]


def test_filling_keeps_what_is_no_text() -> None:
    dealer, _ = dealer_of(1)
    made = filled(skeleton("graph.yaml"), SettingsRecord, copy.deepcopy(dealer))
    assert ("https://example.org/filled/", "fw", "en") == (made["base"], made["prefix"], made["language"])
