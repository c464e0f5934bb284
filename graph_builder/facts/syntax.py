"""A syntax error -> the line to blame, what is wrong with it, and the lines to leave out, so as to read the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from graph_builder.errors import Problem, Where
from graph_builder.rulebook import problem

_TRIED = 300_000  # characters up to which other lines are tried as the culprit; beyond, it would take too long
_DEEPEST = 50  # open brackets up to which they are looked at: with each of them libyaml takes longer for every token
_ITEM = re.compile(r"^(\s*)(?:- |-$|[^\s#])")
_OPENER = re.compile(r":\s*$|^\s*- \w+: ")
_COLON = re.compile(r":(?= |$)")
_COLONLESS = re.compile(r"^\s*- [^:#{\"']*[^:#{\"'\s]:?\s*(\{)(?<!: \{)")
_MEANINGS = (
    ("mapping values are not allowed", "': ' within a text"),
    ("cannot start any token", "a text cannot begin with {}"),
    ("could not find expected ':'", "a line that is neither a 'key: value' nor the continuation of one"),
    ("did not find expected key", "this does not fit what stands before it: look for brackets and indentation"),
    ("did not find expected '-' indicator", "this does not fit the list before it: look for '- ' and indentation"),
    ("did not find expected ',' or", "no comma between two parts of a list or mapping, or no bracket behind them"),
    ("did not find expected node content", "a comma, bracket or sign where a value is expected"),
)

_MISFITS = ("expected key", "expected '-' indicator", "expected <document start>")


class Fault(NamedTuple):
    """A syntax error.  Units: `line` and `column` count from 0; `left_out` are the lines to leave out."""

    line: int
    column: int
    message: str
    left_out: list[int]


def escapes(text: str, place: Where, strange: Sequence[tuple[re.Pattern[str], str, str]]) -> list[Problem]:
    """What a text may not hold and has all the same, written as an escape: of each kind the first.

    Args:
        strange: patterns of characters, the rule that each breaks, and what is said of one.
    """
    found = [(pattern.search(text), code, what) for pattern, code, what in strange]
    return [problem(code, place, f"{what.format(ord(sign[0]))} as an escape") for sign, code, what in found if sign]


def fault_of(error: yaml.YAMLError, lines: Sequence[str]) -> Fault:
    """What a syntax error is.  What was opened and never closed is blamed at its opening."""
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    text = str(getattr(error, "problem", None) or "this cannot be read").strip()
    if mark is None:
        return Fault(0, 0, text, [])
    if "quoted scalar" in str(getattr(error, "context", "")) and start is not None:
        return _within_item(lines, start.line, start.column, "the quotation mark is not closed")
    if "expected ':'" in text and start is not None:
        mark = start
    line, column = min(mark.line, len(lines) - 1), mark.column
    opened = _unclosed(lines, line)
    if opened is not None:
        sign = lines[opened.line][opened.column]
        what = "bracket" if sign in "[{" else "quotation mark"
        cut = ", because ' #' begins a comment" if " #" in lines[opened.line][opened.column :] else ""
        return _within_item(lines, opened.line, opened.column, f"the {what} {sign} is not closed in its line{cut}")
    if colonless := _COLONLESS.search(lines[line], 0, column):
        return _within_item(lines, line, colonless.start(1), "no ': ' before the {")
    if _is_out_of_line(lines[line], column, text):
        return _out_of_line(lines, line)
    sign = lines[line][column : column + 1]
    meaning = next((meaning for words, meaning in _MEANINGS if words in text), text)
    return _within_item(lines, line, column, meaning.format(sign))


def item_around(lines: Sequence[str], line: int) -> list[int]:
    """The lines of the smallest list item or entry around a line; none if nothing is left there."""
    line = min(line, len(lines) - 1)
    while line >= 0 and not _ITEM.match(lines[line]):
        line -= 1
    return [line, *_deeper(lines, line, _indent(lines[line]) + 1)] if line >= 0 else []


def _within_item(lines: Sequence[str], line: int, column: int, message: str) -> Fault:
    return Fault(line, column, message, item_around(lines, line))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _deeper(lines: Sequence[str], line: int, indent: int) -> list[int]:
    """The lines behind this one that are indented at least so far, up to the first that is not."""
    found = []
    for after in range(line + 1, len(lines)):
        if lines[after].strip() and _indent(lines[after]) < indent:
            break
        found.append(after)
    return found


def _unclosed(lines: Sequence[str], line: int) -> Any:
    """The bracket or quotation mark that was opened above the line, and is still open there; None if there is none."""
    loader: Any = yaml.CSafeLoader("\n".join(lines))
    opened: list[Any] = []
    quoted = None
    try:
        while (token := loader.get_token()) is not None and token.start_mark.line <= line and len(opened) < _DEEPEST:
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token.start_mark)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                del opened[-1:]
            elif isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                quoted = token.start_mark if token.start_mark.line < token.end_mark.line == line else quoted
    except yaml.YAMLError:
        pass
    finally:
        loader.dispose()
    return next((mark for mark in opened if mark.line < line), quoted)


def _is_out_of_line(line: str, column: int, text: str) -> bool:
    """True if the line is well-formed in itself, so that it or its neighbour is indented wrongly or has no colon."""
    if "mapping values are not allowed" in text:
        colon = _COLON.search(line)
        return colon is not None and colon.start() == column
    return column == _indent(line) and any(words in text for words in _MISFITS)


def _out_of_line(lines: Sequence[str], line: int) -> Fault:
    """The line without which the lines around it can be read: this one, or one of those that `_suspects` names.

    The parser stops at the first line that does not fit the one before it, which is not always the one that is wrong.
    """
    usual = Counter(_indent(text) for text in lines if text.strip())
    indent = _indent(lines[line])
    sibling = next((n for n in range(line + 1, len(lines)) if lines[n].strip() and _indent(lines[n]) <= indent), line)
    best = None
    if sum(map(len, lines)) <= _TRIED:
        for number in _suspects(lines, line):
            left_out = [number, *_opened(lines, number)]
            reached = _first_error([("" if n in left_out else text) for n, text in enumerate(lines)])
            colonless = number != line and not _COLON.search(lines[number])
            unusual = usual[_indent(lines[number])] == 1 and _indent(lines[number]) > 0
            rank = reached, colonless, unusual, -len(left_out), -usual[_indent(lines[number])], number
            if reached > max(sibling, left_out[-1]) and (best is None or rank > best[0]):
                best = rank, number, left_out, colonless
    if best is None:
        left_out = [line, *_deeper(lines, line, indent)] if indent else item_around(lines, line)
        return Fault(line, indent, "this does not fit what stands before it: look at the indentation", left_out)
    _, number, left_out, colonless = best
    message = "no ': ' in this line" if colonless else "this line is not in line with those around it"
    return Fault(number, _indent(lines[number]), message, left_out)


def _suspects(lines: Sequence[str], line: int) -> list[int]:
    """This line, the two before it, those that it may stand under, and the first of the file."""
    written = [number for number in range(line, -1, -1) if lines[number].strip() and lines[number].lstrip()[0] != "#"]
    over = written[1:2]
    for number in written[1:]:
        if _indent(lines[number]) < _indent(lines[over[-1]]):
            over.append(number)
    opener = [number for number in written[1:] if _OPENER.search(lines[number])][:1]
    return list(dict.fromkeys([line, *written[1:3], *over[:4], *opener, *written[-1:]]))


def _opened(lines: Sequence[str], line: int) -> list[int]:
    """The lines that stand under this one, also where it is indented further than it should be."""
    indent = _indent(lines[line])
    first = next((text for text in lines[line + 1 :] if text.strip()), "")
    under = _indent(first)
    if not _OPENER.search(lines[line]) or under <= indent - 4:
        return _deeper(lines, line, indent + 1)
    if not first.lstrip().startswith("- "):
        return _deeper(lines, line, under or 1)
    found = _deeper(lines, line, under)
    other = (
        n for n in found if _indent(lines[n]) == under and lines[n].strip() and not lines[n].lstrip().startswith("-")
    )
    end = next(other, len(lines))
    return [number for number in found if number < end]


def _first_error(lines: Sequence[str]) -> float:
    """The line of the first syntax error, or of what is nested much too deeply; infinity if there is none."""
    loader: Any = yaml.CSafeLoader("\n".join(lines))
    depth = 0
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return float(event.start_mark.line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark else 0
    finally:
        loader.dispose()
    return float("inf")
