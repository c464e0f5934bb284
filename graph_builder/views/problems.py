"""Problems -> what a terminal, an editor or a code host shows of them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from graph_builder.errors import Problem
from graph_builder.rulebook import RULES

FORMATS = ("text", "json", "github", "sarif")
_WIDTH = 150
_VERSION = "https://json.schemastore.org/sarif-2.1.0.json"


def report(problems: Sequence[Problem], lines: Mapping[str, Sequence[str]], format_: str = "text") -> str:
    """The problems in one of FORMATS; `lines` are the files' lines, for the caret under the place.

    Order: as given.
    """
    if format_ == "json":
        return _json([_record(p) for p in problems])
    if format_ == "github":
        return "".join(_github(p) + "\n" for p in problems)
    if format_ == "sarif":
        return _json(_sarif(problems))
    return "".join(_text(p, lines) for p in problems)


def summary(problems: Sequence[Problem]) -> str:
    """How many problems there are, in words.

    >>> summary([])
    'no problems'
    """
    counts = [(sum(p.level == level for p in problems), level) for level in ("error", "warning")]
    parts = [f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count]
    files = len({p.where.file for p in problems})
    return f"{' and '.join(parts)} in {files} file{'s' if files != 1 else ''}" if parts else "no problems"


def _text(problem: Problem, lines: Mapping[str, Sequence[str]]) -> str:
    level = "warning: " if problem.level == "warning" else ""
    where = problem.where
    text = f"{visible(str(where))}: {level}{visible(problem.message)}  [{problem.code}]\n"
    source = lines.get(where.file, ())
    if 1 <= where.line <= len(source) and source[where.line - 1].strip():
        text += _excerpt(source[where.line - 1], where.line, where.column, where.length)
    return text + (f"      = {problem.remedy}\n" if problem.remedy else "")


def _excerpt(line: str, number: int, column: int, length: int) -> str:
    """The line with a caret under the place; a long line is cut around it."""
    start = max(0, column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = visible(line[start : start + _WIDTH])
    offset = _width(line[start : column - 1])
    marked = line[column - 1 : column - 1 + min(length, _WIDTH - (column - 1 - start))]
    carets = max(1, _width(marked))
    return f"{number:>5} | {shown}\n      | {' ' * offset}{'^' * carets}\n"


def visible(text: str) -> str:
    r"""Text that cannot steer a terminal: control and formatting characters as their code points.

    >>> visible("a\x1b[31mb")
    'a<001B>[31mb'
    """
    if text.isprintable():  # nothing that steers is, and nearly every text is
        return text
    return "".join(f"<{ord(c):04X}>" if _steers(c) else c for c in text)


def _steers(character: str) -> bool:
    return character != " " and (unicodedata.category(character)[0] == "C" or character in "\u2028\u2029")


def _json(value: object) -> str:
    """JSON that cannot steer a terminal either: what JSON itself does not escape is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return "".join(json.dumps(c)[1:-1] if c != "\n" and _steers(c) else c for c in text)


def _width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if _steers(character):
        return len(f"<{ord(character):04X}>")
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _record(problem: Problem) -> dict[str, object]:
    where = problem.where
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "length": where.length,
        "level": problem.level,
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _github(problem: Problem) -> str:
    def escape(text: str, more: str = "") -> str:
        text = "".join(c if c in "\r\n" else visible(c) for c in text)
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    where = problem.where
    place = f"file={escape(where.file, ':,')},line={where.line},col={where.column}"
    end = f",endColumn={where.column + where.length}"
    return f"::{problem.level} {place}{end},title={problem.code}::{escape(problem.message)} ({escape(problem.remedy)})"


def _sarif(problems: Sequence[Problem]) -> dict[str, object]:
    codes = sorted({p.code for p in problems})
    rules = [
        {"id": code, "shortDescription": {"text": RULES[code].holds}, "help": {"text": RULES[code].remedy}}
        for code in codes
    ]
    results = [
        {
            "ruleId": p.code,
            "ruleIndex": codes.index(p.code),
            "level": p.level,
            "message": {"text": f"{p.message} ({p.remedy})" if p.remedy else p.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(p.where.file)},
                        "region": {
                            "startLine": p.where.line,
                            "startColumn": p.where.column,
                            "endColumn": p.where.column + p.where.length,
                        },
                    }
                }
            ],
        }
        for p in problems
    ]
    driver = {"name": "graph-builder", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _VERSION, "version": "2.1.0", "runs": [run]}
