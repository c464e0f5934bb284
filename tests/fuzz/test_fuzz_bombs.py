"""Inputs that are small and mean much, or large and mean nothing: refused, within limits of CPU time and memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fuzz_limits import cost
from fuzz_targets import FILES, TARGETS, close

from graph_builder.facts.read import MAX_BYTES, read_bytes
from graph_builder.facts.sentence import LONGEST, SentenceError, parse_sentence
from graph_builder.model.dates import DateError, parse_date

MB, MANY = 1_000_000, 100_000
DIGITS = b"9" * 5_000  # more than the 4,300 at which Python's int() gives up
FACTS = "source: {document: jacobson-1994}\npassages:\n- p: 17 ¶1\n  facts:\n".encode()
SOURCE = (
    b"sources:\n  jacobson-1994:\n    title: T\n    type: book\n    short: A\n    issued: 1994\n    chapters:\n      "
)
SCENE = b"lecture: tiny\ntitle: x\nscenes:\n- id: a\n  title: b\n  show: "
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)
OPENINGS = ("[", "{a: ", "- ", "[{a: ", '["', "? ", "!a ", "&a ", "{? ", "|")


@pytest.fixture(scope="module", autouse=True)
def _close() -> Iterator[None]:
    yield
    close()


def endured(name: str, raw: bytes) -> None:
    """Nothing, if the target keeps its laws within 20 seconds of CPU time and half a gigabyte (more for more input)."""
    cost(TARGETS[name], raw, seconds=20, memory=(512 << 20) + 40 * len(raw))


def codes(raw: bytes) -> set[str]:
    return {p.code for p in read_bytes(raw, "x.yaml")[1]}


@pytest.mark.parametrize("number", range(len(FILES)))
def test_aliases_that_multiply_are_refused_in_every_file(number: int) -> None:
    endured("check", bytes([number]) + ALIASES.encode())
    endured("lecture", ALIASES.encode())
    assert {"alias"} == codes(ALIASES.encode())


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_hundred_thousand_levels_are_refused_in_every_file(opening: str) -> None:
    raw = opening.encode() * 100_000
    for number in range(len(FILES)):
        endured("check", bytes([number]) + raw)
    endured("lecture", raw)


def test_a_thousand_levels_by_indentation_are_refused() -> None:
    raw = b"".join(b" " * level + b"a:\n" for level in range(1_000))
    endured("check", b"\x02" + raw)
    assert {"too-deep"} == codes(raw)


def test_a_file_of_seventeen_megabytes_is_not_read() -> None:
    endured("check", b"\x03" + b"- a\n" * (MAX_BYTES // 4 + 1))


@pytest.mark.parametrize("line", [
    b"a: " + b"x" * 10 * MB, b"a: " + b"x " * 5 * MB, b"a: " + b"\xe2\x80\x8b" * 3 * MB, b"a: " + b"\x01" * 10 * MB,
    b"a: " + b"b\t" * 5 * MB, b"[" * 10 * MB, b'a: "' + b"x" * 10 * MB, b"a: " * 3 * MB, b" " * 10 * MB + b"x",
    b"a: b #" + b"x" * 10 * MB, b"? " + b"x" * 10 * MB + b"\n: b", b"\xff\xfe" + b"a\0" * 5 * MB, b"\xe9" * 2 * MB,
    b"a: ''" + b"''" * 5 * MB, b"a: [" + b"b," * MB, b"- a: [\n" + b"0i" * 5 * MB, b"- a: [\n" + b"a-" * 5 * MB,
    b"\r" * 4 * MB, b"\n" * 4 * MB, b"a: |\n" + b"  x\n" * MB,
], ids=lambda line: repr(line[:12]))  # fmt: skip
def test_a_line_of_ten_megabytes_takes_no_longer_than_reading_it(line: bytes) -> None:
    endured("reader", line)


@pytest.mark.parametrize("line", [b"0i" * MB, b"a-" * MB, b"a " * MB, b"id: " * MB, b"-" * MB])
def test_a_long_line_that_cannot_be_read_is_searched_once_for_ids(line: bytes) -> None:
    endured("check", b"\x02people: [\n" + line)
    endured("check", b"\x03passages: [\n" + line)


def test_a_hundred_thousand_keys_in_one_mapping_are_read() -> None:
    raw = b"".join(b"k%d: v\n" % number for number in range(100_000))
    endured("reader", raw)
    endured("reader", b"k: v\n" * 100_000)
    endured("reader", b"k: {a: b}\n" * 100_000)
    endured("check", b"\x02" + raw[: len(raw) // 10])
    endured("check", b"\x02people:\n  lenin: {" + b", ".join(b"k%d: v" % n for n in range(5_000)) + b"}\n")
    endured("check", b"\x02people:\n" + b"".join(b"  k%d: {label: L, type: x}\n" % n for n in range(10_000)))


def test_a_large_file_with_many_faults_is_not_read_again_for_each_of_them() -> None:
    endured("reader", b"- a: b\n" * 100_000 + b"- a: b: c\n" * 60)


def test_what_is_nested_deeply_behind_a_fault_is_not_climbed() -> None:
    endured("reader", b"a:\n  b: c\n d: e\nf: " + b"{a: " * 70_000)  # libyaml looks at every level for every token


def test_a_small_file_with_many_faults_is_told_all_of_them() -> None:
    assert 40 == len(read_bytes(b"- a: b\n" * 1000 + b"- a: b: c\n" * 40, "x")[1])


def test_a_sentence_of_many_subjects_and_objects_does_not_multiply() -> None:
    sentence = f"{'a,' * 400}a oppose {'b,' * 400}b"
    assert len(sentence) < LONGEST
    with pytest.raises(SentenceError, match="160,801 statements") as caught:
        parse_sentence(sentence, {"oppose"})
    assert "too-long" == caught.value.code
    endured("check", b"\x03" + FACTS + b"".join(b"    - " + sentence.encode() + b"\n" for _ in range(500)))


def test_a_date_of_a_million_digits_is_refused() -> None:
    for text in ("9" * MB, "1921-" + "0" * MB, "between 1921 and " * 60_000, "(" * MB, "1921" + " (OS)" * 200_000):
        endured("dates", text.encode())
        with pytest.raises(DateError):
            parse_date(text)


@pytest.mark.parametrize(("name", "raw"), [
    ("check", b"\x01" + SOURCE + DIGITS + b": {title: x, pages: 1-" + DIGITS + b", paragraphs: {1: 2}}\n"),
    ("check", b"\x01" + SOURCE + b"1: {title: x, pages: 1-9, paragraphs: {" + DIGITS + b": " + DIGITS + b"}}\n"),
    ("check", b"\x01" + SOURCE + b"1: {title: x, pages: 1-99999, paragraphs: {17: 99999999}}\n"),
    ("check", b"\x03" + FACTS.replace(b"17", DIGITS) + b"    - lenin opposes trotsky\n"),
    ("check", b"\x03" + FACTS + b"    - lenin opposes trotsky: {when: " + DIGITS + b"}\n"),
    ("check", b"\x03" + FACTS + b"    - lenin amounts_to: {value: " + DIGITS + b", unit: x}\n"),
    ("lecture", b"lecture: tiny\ntitle: x\ndefaults: {max_nodes: " + DIGITS + b"}\nscenes: []\n"),
    ("lecture", SCENE + b"{focus: lenin, hops: " + DIGITS + b"}\n"),
    ("lecture", SCENE + b"{nodes: [lenin]}\n  layout: preset\n  positions: {lenin: [" + DIGITS + b", 1e999]}\n"),
    ("query", b"SELECT * { ?s ?p ?o } LIMIT " + DIGITS), ("query", b"SELECT (" + DIGITS + b" AS ?n) {}"),
    ("address", DIGITS), ("address", b"-" + DIGITS + b"." + DIGITS), ("address", b"http://a:" + DIGITS + b"/"),
    ("http", b"POST /sparql\nContent-Type: application/sparql-query\nContent-Length: " + DIGITS + b"\n\nASK {}"),
    ("http", b"POST /sparql\nContent-Type: application/sparql-query\nContent-Length: \xb2\n\nASK {}"),
    ("http", b"GET /sparql?query=ASK%7B%7D\nAccept: text/csv;q=" + DIGITS + b"\n\n"),
    ("endpoint", b"HTTP/1.1 503 Busy\r\nRetry-After: " + DIGITS + b"\r\n\r\n"),
    ("endpoint", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-SPARQL-MaxRows: " + DIGITS + b"\r\n\r\n"
                 b'{"head": {"vars": []}, "results": {"bindings": []}}'),
    ("endpoint", b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"head": {"vars": ["n"]}, "results": '
                 b'{"bindings": [{"n": {"type": "literal", "value": "' + DIGITS + b'"}}]}}'),
    ("endpoint", b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"boolean": ' + DIGITS + b"}"),
], ids=lambda value: value if isinstance(value, str) else repr(value.replace(DIGITS, b"#")[-50:]))  # fmt: skip
def test_numbers_of_five_thousand_digits_are_values_or_refused(name: str, raw: bytes) -> None:
    for padding in range(8 if name == "endpoint" else 1):  # the sum of the bytes chooses what is asked
        endured(name, raw + b" " * padding)


@pytest.mark.parametrize("body", [
    b"<" * 65_000, b"<script " * 8_000, b"<style>" * 9_000, b"<a" * 32_000, b"&" * 65_000, b"&#" + b"9" * 60_000,
    b"[" * 60_000, b'{"a":' * 12_000, b"SPARQL query:" * 5_000, b"\x1b" * 60_000, b"<a:a> " * 10_000, b"(" * 60_000,
], ids=lambda body: repr(body[:10]))  # fmt: skip
@pytest.mark.parametrize("status", [b"500 Oops", b"200 OK"])
def test_what_a_store_replies_is_read_once(status: bytes, body: bytes) -> None:
    for media in (b"text/html", b"application/json", b"text/turtle"):
        for padding in range(8 if status == b"200 OK" else 1):
            endured(
                "endpoint", b"HTTP/1.1 " + status + b"\r\nContent-Type: " + media + b"\r\n\r\n" + body + b" " * padding
            )


@pytest.mark.parametrize("query", [
    "SELECT * { " + "{ " * 100_000, "ASK { " + "( " * 100_000, "# " + "x" * MB, "'" * MANY, '"""' + "\\" * 99_999,
    "a.-" * MANY, "<" * MANY, "?" * MANY, "PREFIX a: <a:a> " * 20_000 + "x", "ASK {} SERVICE", "_:" * MANY, "%" * MANY,
    "ASK { ?s ?p " + "9" * MANY + " }", "a" * MB, "\u00e9-" * MANY,
    "SELECT * { ?s ?p ?o FILTER(REGEX(?o, '" + "(a+)+" * 50 + "$')) }",
], ids=lambda query: query[:12])  # fmt: skip
def test_a_query_of_a_hundred_thousand_pieces_is_answered_or_refused(query: str) -> None:
    endured("query", query.encode())
