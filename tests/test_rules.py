"""One broken world for each rule: it gives the problems that stand in its expected.txt, all of them and no more.

A world in `worlds/broken/` holds only the files that differ from the tiny world; `delete.txt` lists those to leave
out.  In `expected.txt` each line that `check` prints is followed by the words that the caret points at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from graph_builder.errors import has_errors
from graph_builder.pipeline import Everything, check_everything
from graph_builder.rulebook import RULES
from graph_builder.views.problems import report

BROKEN = Path(__file__).parent / "worlds" / "broken"
World = Callable[[str], Path]
_CARET = re.compile(r"    \^ ?(.*)")


def _replace(path: Path, old: str, new: str) -> None:
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def _break_byte_order_mark(world: Path) -> None:
    path = world / "facts" / "facts.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def _break_not_utf8(world: Path) -> None:
    path = world / "entities" / "things.yaml"
    path.write_bytes(path.read_text("utf-8").replace("label: Trotsky", "label: Trótsky").encode("cp1252"))
    facts = world / "facts" / "facts.yaml"
    facts.write_bytes(facts.read_bytes().decode("utf-8").encode("utf-16"))


def _break_too_large(world: Path) -> None:
    (world / "facts" / "large.yaml").write_bytes(b"# seventeen\n" * 1_416_667)


GENERATED: dict[str, Callable[[Path], None]] = {
    "unreadable-file": lambda world: (world / "entities" / "people.yaml").mkdir(),
    "not-utf8": _break_not_utf8,
    "byte-order-mark": _break_byte_order_mark,
    "control-character": lambda world: _replace(world / "entities" / "things.yaml", "Lenin,", "Len\x07in,"),
    "hidden-character": lambda world: _replace(world / "entities" / "things.yaml", "  lenin:", "  le\u00adnin:"),
    "tab": lambda world: _replace(world / "facts" / "facts.yaml", "    - trotsky supports", "\t- trotsky supports"),
    "too-large": _break_too_large,
}
"""The worlds whose bytes an editor would mend, and what breaks them."""


def _check(name: str, world: World, monkeypatch: pytest.MonkeyPatch) -> Everything:
    folder = world(name)
    if name in GENERATED:
        GENERATED[name](folder)
    monkeypatch.chdir(folder)
    return check_everything(Path(), Path("texts") if (folder / "texts").is_dir() else None)


def _expected(name: str) -> list[str]:
    return (BROKEN / name / "expected.txt").read_text("utf-8").splitlines()


def test_there_is_one_broken_world_for_each_rule():
    assert sorted(RULES) == sorted(path.name for path in BROKEN.iterdir())


@pytest.mark.parametrize("name", RULES)
def test_a_broken_world_gives_its_problems_and_no_more(name: str, world: World, monkeypatch: pytest.MonkeyPatch):
    checked = _check(name, world, monkeypatch)
    headers = [line for line in report(checked.problems, checked.lines).splitlines() if line.endswith("]")]
    expected = [line for line in _expected(name) if not _CARET.fullmatch(line)]
    assert expected == [line for line in headers if not line.startswith(" ")]
    assert {name} == {problem.code for problem in checked.problems}
    assert (RULES[name].level == "error") == has_errors(checked.problems)


@pytest.mark.parametrize("name", RULES)
def test_the_caret_of_a_problem_points_at_the_word_concerned(name: str, world: World, monkeypatch: pytest.MonkeyPatch):
    checked = _check(name, world, monkeypatch)
    words = []
    for file, line, column, length in (problem.where for problem in checked.problems):
        lines = checked.lines.get(file, ())
        word = lines[line - 1][column - 1 : column - 1 + length] if line <= len(lines) else ""
        words.append("".join(sign if sign.isprintable() else f"<{ord(sign):04X}>" for sign in word))
    assert [found[1] for line in _expected(name) if (found := _CARET.fullmatch(line))] == words


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_must_hold_and_a_problem_says_how_to_mend_it(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
):
    assert RULES[name].holds.endswith(".")
    assert all(problem.remedy for problem in _check(name, world, monkeypatch).problems)
