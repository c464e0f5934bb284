"""The laws that every target keeps, whatever the input: of problems, of dates, of answers, of messages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from graph_builder.errors import Problem, UsageError
from graph_builder.graph.answers import FORMATS, Answer, html_table, records
from graph_builder.model.dates import Date, DateError, overlap, parse_date, parse_edtf, sort_key, words
from graph_builder.model.factbook import FactBook
from graph_builder.views.answer_text import rendered
from graph_builder.views.problems import FORMATS as REPORTS
from graph_builder.views.problems import report


def is_plain(text: str) -> bool:
    """True if the text is one line that can be printed and steers no terminal."""
    return not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text)


def check_problems(problems: Sequence[Problem], lines: Mapping[str, Iterable[str]]) -> None:
    """Every problem is one line, has a remedy, lies within its file, and can be shown in every format."""
    read = {name: list(each) for name, each in lines.items()}
    for found in problems:
        assert is_plain(found.message), found
        assert found.remedy, found
        assert is_plain(found.remedy), found
        where, held = found.where, read.get(found.where.file) or [""]
        assert 1 <= where.line <= len(held) or held == [""], found
        assert where.column >= 1, found
        assert where.length >= 1, found
        if held != [""]:
            assert where.column <= len(held[where.line - 1]) + 1, found
    for format_ in REPORTS:
        report(problems[:20], read, format_).encode("utf-8")


def check_date(date: Date) -> None:
    """No date begins after it ends; what is said of it, and its EDTF, mean the same days."""
    for low, high in (date.begin, date.end, (date.earliest, date.latest)):
        assert low is None or high is None or low <= high, date
    again = meant(parse_date, words(date))
    assert (date.begin, date.end, date.precision) == (again.begin, again.end, again.precision)
    assert (date.approximate, date.uncertain, words(date)) == (again.approximate, again.uncertain, words(again))
    assert overlap(date, date) != "no"
    assert not sort_key(date)[0]
    coarser = date.precision == "interval" and any(name in date.said for name in ("early ", "mid ", "late "))
    if date.calendar == "gregorian" and not coarser:
        published = meant(parse_edtf, date.edtf)
        assert (date.begin, date.end, date.edtf) == (published.begin, published.end, published.edtf)


def meant(read: Callable[[str], Date], text: str) -> Date:
    """The date of a text that must be one."""
    try:
        return read(text)
    except DateError as error:
        raise AssertionError(f"{text!r} is said of a date and cannot be read: {error}") from error


def check_answer(answer: Answer, book: FactBook) -> None:
    """An answer can be written in every format that its kind has, and what is written is text."""
    for format_ in FORMATS:
        with suppress(UsageError):
            rendered(answer, book, format_, 80).encode("utf-8")
    html_table(answer, 100).encode("utf-8")
    with suppress(UsageError):
        records(answer)
