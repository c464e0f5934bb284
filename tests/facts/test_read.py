"""Files to trees: every value is text, every node knows its place, and no bytes at all make the reader fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.facts.nodes import Document, Pairs, Text, data, texts
from graph_builder.facts.read import MAX_BYTES, MAX_CHARACTERS, MAX_SYNTAX_ERRORS, read_bytes, read_file, yaml_files


def read(text: str | bytes) -> tuple[Document, list[str]]:
    """The document of a text, and its problems as `line:column code`."""
    document, problems = read_bytes(text.encode() if isinstance(text, str) else text, "x.yaml")
    return document, [f"{p.where.line}:{p.where.column} {p.code}" for p in problems]


def value(text: str) -> object:
    document, problems = read(text)
    assert [] == problems
    return data(document.root) if document.root else None


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "NO", "012", "0o17", "0x1F", "1_000", "1e3", "1921", "1921-10-28", "12:30",
     "1921-10-28T12:00:00Z", "~", "null",
     "Null", "true", ".inf", ".nan", "=", "<<", "1.10", "19.10", "+1", "a:b", "a#b", "¶"],
)  # fmt: skip
def test_a_value_is_the_text_that_was_written(word: str):
    assert {"key": word} == value(f"key: {word}")
    assert {word: "value"} == value(f"{word}: value")


def test_quoted_folded_and_block_text_is_read_as_yaml_reads_it():
    assert ["a'b", 'a"b', "a\tb", "one two", "one\ntwo\n", ""] == value(
        "- 'a''b'\n- \"a\\\"b\"\n- \"a\\tb\"\n- one\n  two\n- |\n  one\n  two\n- ''\n"
    )


def places(document: Document) -> Iterator[tuple[str, str]]:
    """Each text with what stands in the file at its place."""
    assert document.root is not None
    for text in texts(document.root):
        line = document.lines[text.line - 1]
        yield text.text, line[text.column - 1 : text.column - 1 + text.length]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_count_characters_whatever_stands_before_them_and_however_lines_end(newline: str):
    lines = ["Čičerin: {p: 17 ¶1, ¶: б}", "日本: [κ, 🚂, x]", "'é': \"ÿ\"", "e\u0301: f"]
    document, problems = read(newline.join(lines))
    assert [] == problems
    assert lines == list(document.lines)
    written = [(text, shown.strip("'\"")) for text, shown in places(document)]
    assert [(text, text) for text, _ in written] == written
    assert ["Čičerin", "p", "17 ¶1", "¶", "б", "日本", "κ", "🚂", "x", "é", "ÿ", "e\u0301", "f"] == [
        t for t, _ in written
    ]


@given(st.lists(st.tuples(st.text("aé¶日🚂 -", min_size=1, max_size=9), st.booleans()), min_size=1, max_size=9))
def test_every_text_of_a_list_is_found_at_its_place(items: list[tuple[str, bool]]):
    words = [("x" + text.strip() + "x", quoted) for text, quoted in items]
    document, problems = read("".join(f"- '{word}'\n" if quoted else f"- {word}\n" for word, quoted in words))
    assert [] == problems
    assert [f"'{word}'" if quoted else word for word, quoted in words] == [shown for _, shown in places(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: *b\nc: d\n", ["1:4 alias"]),
        ("a: &b c\nd: &e f\n", ["1:4 alias", "2:4 alias"]),
        ("<<: *a\n", ["1:5 alias"]),
        ("a: !tag b\nc: !!str d\n", ["1:4 tag", "2:4 tag"]),
        ("a: b\n---\nc: d\n", ["2:1 several-documents"]),
        ("", ["1:1 empty-file"]),
        ("# only a remark\n\n", ["1:1 empty-file"]),
        ("---\n", ["1:1 empty-file"]),
        ("a: b\na: c\na: d\n", ["2:1 duplicate-key", "3:1 duplicate-key"]),
        ("? [a, b]\n: c\n", ["1:3 wrong-form"]),
        ("a: b\tc\n", ["1:5 tab"]),
        ("a:\n\t- b\n", ["2:1 tab"]),
        ("a: b\x00c\x1b\n", ["1:5 control-character", "1:7 control-character"]),
        ("a: b\u0085c\u2028d\n", ["1:5 control-character", "1:7 control-character"]),
        ("a: le\u00adnin\u200b\n", ["1:6 hidden-character", "1:10 hidden-character"]),
        ("\ufeffa: b\n", ["1:1 byte-order-mark"]),
        ("a: b\n\ufeffc: d\n", ["2:1 hidden-character"]),
        ("a: b\n".encode("utf-16"), ["1:1 not-utf8"]),
        ("a: b\n".encode("utf-16-be"), ["1:1 control-character", "1:3 control-character"]),
        ("a: b\nc: Čé\n".encode("cp1250"), ["2:4 not-utf8"]),
        ("a: point #4\n", ["1:10 cut-by-comment"]),
        ("a: point # 4\nb: c #\nd: e ## f\n", []),
    ],
)
def test_what_the_form_does_not_need_is_refused_at_its_place(text: str | bytes, expected: list[str]):
    assert expected == read(text)[1][: len(expected) or None]


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        ("a: [1, 2\nb: c\n", ["1:4 syntax"], {"b": "c"}),
        ("a: {b: 1\nc: d\ne: f\n", ["1:4 syntax"], {"c": "d", "e": "f"}),
        ("a: 'b\nc: d\n", ["1:4 syntax"], {"c": "d"}),
        ("x:\n  a: \"b\n  c: d\n  e: \"f\"\n", ["2:6 syntax"], {"x": {"c": "d", "e": "f"}}),
        ("a: b: c\nd: e\n", ["1:5 syntax"], {"d": "e"}),
        ("a: @b\nc: `d\ne: %f\ng: h\n", ["1:4 syntax", "2:4 syntax", "3:4 syntax"], {"g": "h"}),
        ("a: {b: c}}\nd: e\n", ["1:10 syntax"], {"d": "e"}),
        ("a: {b: c #1}\nd: e\n", ["1:4 syntax"], {"d": "e"}),
        ("a: b\nc\nd: e\n", ["2:1 syntax"], {"a": "b", "d": "e"}),
        ("- a: {x: 1\n- b: [y\n- c: d\n", ["1:6 syntax", "2:6 syntax"], [{"c": "d"}]),
        ("- a b c {x: 1, y: 2}\n- d\n", ["1:9 syntax"], ["d"]),
        ("a:\n  - b\n  - c: [\n  - d\ne: \"f\ng: h\n", ["3:8 syntax", "5:4 syntax"], {"a": ["b", "d"], "g": "h"}),
    ],
)  # fmt: skip
def test_several_syntax_errors_are_told_at_once_and_the_rest_is_read(text: str, expected: list[str], left: object):
    document, problems = read(text)
    assert expected == problems
    assert document.root is not None
    assert left == data(document.root)


def test_a_syntax_error_is_explained_without_words_of_yaml():
    problems = read_bytes(b"a: [b\nc: 'd\ne: f: g\nh: @i\n- j {k: l, m: n}\n", "x")[1]
    words = " ".join(p.message for p in problems)
    assert not [word for word in ("scanning", "parsing", "block mapping", "flow", "token", "scalar") if word in words]


def test_what_a_syntax_error_took_away_is_known():
    document, _ = read("a: b\nc: {d: [\ne: f\n")
    assert frozenset({2}) == document.lost


def test_a_doubled_list_is_read_whole():
    assert {"facts": ["a", "b"]} == data(read("facts: [a]\nfacts: [b]\n")[0].root or Text("", 1, 1, 1))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: ", '["', "? "])
def test_a_hundred_thousand_levels_are_refused_and_not_climbed(opening: str):
    _, problems = read(opening * 100_000)
    assert 0 < len(problems) <= MAX_SYNTAX_ERRORS
    assert {code.split()[1] for code in problems} <= {"too-deep", "syntax", "wrong-form"}


def test_a_bomb_of_aliases_does_not_go_off():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    document, problems = read(bomb)
    assert None is document.root
    assert {"alias"} == {code.split()[1] for code in problems}


def test_a_binary_file_is_one_problem():
    assert ["1:1 not-utf8"] == read(bytes(range(128, 256)) * 1000 + b"\x00")[1]
    assert ["1:3 control-character"] == read(b"PK\x03\x04\x00\x00" * 1000)[1]


def test_a_file_full_of_strange_characters_is_bounded():
    assert MAX_CHARACTERS == len(read("- \u200b\u200b\u200b\n" * 1000)[1])


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(raw: bytes):
    document, problems = read_bytes(raw, "x")
    for p in problems:
        assert p.where.line >= 1
        assert p.where.column >= 1
    assert document.root is not None or problems


@given(st.text("abc:-#[]{}'\"&*!|>?%@`,. \n\t~<=", max_size=80))
def test_no_yaml_makes_the_reader_fail_and_every_problem_is_within_the_file(text: str):
    document, problems = read_bytes(text.encode(), "x")
    assert document.root is not None or problems
    for p in problems:
        assert 1 <= p.where.line <= len(document.lines)
        assert 1 <= p.where.column <= len(document.lines[p.where.line - 1]) + 1


@given(st.recursive(st.text("abc é¶\n'\"#:", max_size=9), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.text("abc¶", min_size=1, max_size=5), inner, max_size=3), max_leaves=9))  # fmt: skip
def test_what_json_writes_is_read_as_it_is(tree: object):
    import json

    document, problems = read(json.dumps(tree, ensure_ascii=False))
    assert [] == problems
    assert document.root is not None
    assert tree == data(document.root)


class TestFiles:
    """What stands in a folder besides files."""

    def test_files_that_cannot_be_read_are_problems(self, tmp_path: Path):
        (tmp_path / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
        (tmp_path / "folder.yaml").mkdir()
        (tmp_path / "loop.yaml").symlink_to("loop.yaml")
        (tmp_path / "nowhere.yaml").symlink_to("missing")
        os.mkfifo(tmp_path / "pipe.yaml")
        found = {path.name: read_file(path)[1][0].code for path in tmp_path.iterdir()}
        assert {"large.yaml": "too-large", **dict.fromkeys(
            ("folder.yaml", "loop.yaml", "nowhere.yaml", "pipe.yaml"), "unreadable-file")} == found  # fmt: skip

    def test_files_are_found_in_sub_folders_and_whatever_the_case_of_their_ending(self, tmp_path: Path):
        for name in ("b.YAML", "a.yml", "sub/deeper/c.Yaml", ".hidden.yaml", ".git/d.yaml", "e.txt"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        paths, problems = yaml_files(tmp_path)
        assert ([], ["a.yml", "b.YAML", "sub/deeper/c.Yaml"]) == (
            problems,
            [str(p.relative_to(tmp_path)) for p in paths],
        )

    def test_a_circle_of_links_is_walked_once(self, tmp_path: Path):
        (tmp_path / "entities" / "a.yaml").parent.mkdir()
        (tmp_path / "entities" / "a.yaml").touch()
        (tmp_path / "entities" / "up").symlink_to("..")
        (tmp_path / "entities" / "self").symlink_to(".")
        paths, problems = yaml_files(tmp_path / "entities")
        assert ([], ["a.yaml"]) == (problems, [path.name for path in paths])

    def test_a_folder_with_the_name_of_a_file_is_a_problem(self, tmp_path: Path):
        (tmp_path / "people.yaml").mkdir()
        assert ["unreadable-file"] == [p.code for p in yaml_files(tmp_path)[1]]

    def test_a_name_that_is_no_text_can_be_shown(self, tmp_path: Path):
        path = os.fsencode(tmp_path) + b"/\xe9.yaml"
        Path(os.fsdecode(path)).write_text("a: [", "utf-8")
        (found,), _ = yaml_files(tmp_path)
        assert read_file(found)[1][0].where.file.encode().endswith(b"/\\xe9.yaml")


def test_an_empty_value_has_a_place():
    root = read("a:\nb: c\n")[0].root
    assert isinstance(root, Pairs)
    assert ("", 1) == (root.pairs["a"].text, root.pairs["a"].line)  # type: ignore[union-attr]


BLOCKS = """\
people:
  lenin:
    label: Lenin
    type: politician
    p: 17 ¶1
  radek:
    label: Radek
    type: publicist
    p: 19 ¶1
  krasin:
    label: Krasin
    type: trader
    p: 21 ¶3
passages:
- p: 19 ¶1
  facts:
    - lenin opposes radek
    - radek opposes lenin:
        when: 1921
        note: once
    - krasin opposes lenin
- p: 20 ¶1
  facts:
    - krasin opposes radek
"""


@pytest.mark.parametrize("spaces", [1, 2, 3, -1])
def test_a_line_that_is_indented_wrongly_is_one_problem_and_the_other_entries_are_read(spaces: int):
    for number, line in enumerate(BLOCKS.splitlines(), 1):
        lines = BLOCKS.splitlines()
        lines[number - 1] = " " * spaces + line if spaces > 0 else line[1:] if line.startswith(" ") else line
        document, problems = read("\n".join(lines))
        assert len(problems) <= 1, (line, problems)
        far = [found for found in problems if abs(int(found.split(":")[0]) - number) > 1]
        assert [] == far or (line, spaces) == ("people:", 2), (line, problems)  # two spaces make it a sibling of lenin
        assert document.root is not None
        rest = [text for text in ("lenin", "radek", "krasin", "krasin opposes radek") if text not in line]
        left = " ".join(text.text for text in texts(document.root)) + " ".join(lines[n - 1] for n in document.lost)
        assert [] == [text for text in rest if text not in left]


@pytest.mark.parametrize(
    ("number", "line", "expected"),
    [
        (3, "    label Lenin", "3:5 syntax"),
        (4, "    type politician", "4:5 syntax"),
        (6, "  radek", "6:3 syntax"),
        (15, "- p 19 ¶1", "15:1 syntax"),
        (16, "  facts", "16:3 syntax"),
        (17, "   - lenin opposes radek", "17:4 syntax"),
        (18, "    - radek opposes lenin", "18:5 syntax"),
    ],
)
def test_a_line_without_a_colon_is_blamed_and_not_the_lines_behind_it(number: int, line: str, expected: str):
    lines = BLOCKS.splitlines()
    lines[number - 1] = line
    assert [expected] == read("\n".join(lines))[1]


@pytest.mark.parametrize("number", [6, 10])
def test_where_the_line_of_an_id_is_missing_the_keys_below_it_are_one_problem(number: int):
    lines = BLOCKS.splitlines()
    del lines[number - 1]
    assert [f"{number}:5 duplicate-key"] == read("\n".join(lines))[1]
