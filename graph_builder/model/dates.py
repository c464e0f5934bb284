"""Dates as historians write them: values with bounds and a precision, never a guess.

A date is a moment or a stretch of time *somewhere* within its bounds: "1921" began on one of 365 days and ended on one
of them.  An interval has bounds for each end.  What a curator writes (`parse_date`) and what is published
(`parse_edtf`) are two languages: `1925-28` is a span of years to a historian, and a winter in EDTF.

Units: days are proleptic Gregorian ordinals, as `datetime.date.toordinal` counts them; years run from 0001 to 9999.
Source: Library of Congress, Extended Date/Time Format (EDTF), levels 0 to 2: seasons of the northern hemisphere (25 to
28), thirds of a year (37 to 39), and `[A..B]` for some time between two dates.  A code stands wherever a month can.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date as _calendar
from functools import lru_cache
from math import inf, isinf
from typing import Literal

from graph_builder.model.date_words import (
    BEHIND,
    DAY_FIRST,
    EDTF,
    IDLE,
    KNOWN,
    LONGEST,
    WORD,
    YEAR_FIRST,
    Bounds,
    DateError,
    Language,
    Precision,
    Reading,
    read_words,
)
from graph_builder.model.names import nearest


@dataclass(frozen=True, slots=True)
class Date:
    """A date: what was written, its EDTF, and the earliest and latest day on which it began and on which it ended.

    None is a bound that nobody knows.  An end that is open (`..`) has no bounds at all; an unknown one lies beyond the
    other end.  `edtf` keeps the days that were printed; bounds are Gregorian always.  `approximate` and `uncertain`
    (~ and ?) leave the bounds as they are.  `said` is the date in English.
    """

    written: str
    edtf: str
    begin: Bounds
    end: Bounds
    precision: Precision
    inferred: str = ""
    approximate: bool = False
    uncertain: bool = False
    calendar: Literal["gregorian", "julian"] = "gregorian"
    said: str = field(default="", repr=False)

    @property
    def earliest(self) -> int | None:
        """The first day that it can have touched."""
        return self.begin[0]

    @property
    def latest(self) -> int | None:
        """The last day that it can have touched."""
        return self.end[1]


@lru_cache(maxsize=16384)
def parse_date(text: str) -> Date:
    """The date that a curator wrote.

    The early, mid and late part of a year are four months each, of a month ten days each (the last what remains), of a
    decade four years each, which overlap by one.  Winter 1923 is December 1923 to February 1924.

    Raises: DateError, and nothing else, whatever the text.

    >>> late = parse_date("late 1919")
    >>> iso(late.earliest), iso(late.latest), late.edtf
    ('1919-09-01', '1919-12-31', '1919-39')
    >>> rising = parse_date("25 October 1917 (Old Style)")
    >>> iso(rising.earliest), rising.edtf
    ('1917-11-07', '1917-10-25')
    >>> parse_date("1923-24")
    Traceback (most recent call last):
    graph_builder.model.date_words.DateError: '1923-24' may mean the years 1923/1924 or the season winter 1923
    """
    try:
        return _parse(text)
    except DateError as error:
        unknown = error.code == "bad-date" and not error.remedy
        meant = " or ".join(f"'{guess}'" for guess in _guesses(text)) if unknown else ""
        if not meant:
            raise
        code = "ambiguous-date" if " or " in meant else "bad-date"
        message = f"'{text.strip()}' is not a date; did you mean {meant}?"
        raise DateError(code, message, f"write {meant}") from None


def parse_edtf(text: str) -> Date:
    """The date in the EDTF of this module: `parse_edtf(d.edtf)` has the bounds of `d`.

    Two kinds differ: Old Style, which EDTF cannot say; and an interval that begins or ends in a part of a month or
    decade, for which EDTF has only the whole month or decade.

    Raises: DateError.

    >>> [words(parse_edtf(text)) for text in ("1925-28", "[..1913]", "1917/..")]
    ['winter 1925', 'by 1913', 'from 1917']
    """
    match = EDTF.fullmatch(text[: LONGEST + 1])
    if not match or len(text) > LONGEST:
        raise DateError("bad-date", f"{text[:LONGEST]!r} is not EDTF")
    first, last = match.groups()
    phrase = f"between {first} and {last}" if first and last else f"not before {first}" if first else f"by {last}"
    return _date(text, read_words((phrase if first or last else text).lower(), "edtf"), "edtf")


def overlap(a: Date, b: Date) -> Literal["certain", "possible", "no"]:
    """Whether two dates share a day: whatever the unknown days are, for some of them, or for none.

    An approximate or uncertain date overlaps nothing for certain.

    >>> war, famine, peace = parse_date("1918/1920"), parse_date("1921"), parse_date("1920/1923")
    >>> overlap(war, peace), overlap(famine, peace), overlap(war, famine)
    ('possible', 'certain', 'no')
    """
    (a_first, a_begun, a_lasted, a_last), (b_first, b_begun, b_lasted, b_last) = _reach(a), _reach(b)
    if a_first > b_last or b_first > a_last:
        return "no"
    doubted = a.approximate or a.uncertain or b.approximate or b.uncertain
    return "certain" if a_begun <= b_lasted and b_begun <= a_lasted and not doubted else "possible"


def iso(day: int) -> str:
    """The day as YYYY-MM-DD.

    >>> iso(parse_date("28 October 1921").earliest)
    '1921-10-28'
    """
    return _calendar.fromordinal(day).isoformat()


def sort_key(date: Date | None) -> tuple[bool, int, float, str, str]:
    """A key that puts dates in their order.

    Order: by the first day, or the last where there is no first; the more precise first; the undated last.

    >>> texts = "1921", "before 1921", "January 1921", "1920"
    >>> [d.written for d in sorted(map(parse_date, texts), key=sort_key)]
    ['1920', 'before 1921', 'January 1921', '1921']
    """
    if date is None:
        return True, 0, 0, "", ""
    first = next((day for day in (*date.begin, *date.end) if day is not None), 0)
    return False, first, inf if date.latest is None else date.latest, date.edtf, date.written


def words(date: Date) -> str:
    """The date as it stands in an English sentence; `parse_date` reads it back.

    >>> [words(parse_date(text)) for text in ("1921-10-28", "1922/1926", "1920~", "1917/..", "1918 (year inferred)")]
    ['28 October 1921', '1922 to 1926', 'about 1920', 'from 1917', '1918 (year inferred)']
    """
    inferred = {"year": " (year inferred)", "all": " (inferred)"}.get(date.inferred, "")
    return (
        (date.said or date.written).replace("mid ", "mid-")
        + inferred
        + (" (Old Style)" if date.calendar == "julian" else "")
    )


def _reach(date: Date) -> tuple[float, float, float, float]:
    """Its first possible day, the day by which it has begun, the day to which it lasts, its last possible day."""
    (first, begun), (lasted, last) = date.begin, date.end
    low, high = -inf if first is None else first, inf if last is None else last
    begun_by = low if date.begin == (None, None) else inf if begun is None else begun
    lasts_to = high if date.end == (None, None) else -inf if lasted is None else lasted
    return low, min(begun_by, high), max(lasts_to, low), high


def _parse(text: str) -> Date:
    written = text.strip()
    if len(text) > LONGEST or not written:
        raise DateError("bad-date", f"a date has 1 to {LONGEST} characters", "put what is no date under `note`")
    if strange := next((c for c in written if not (" " <= c <= "~" or c in "–\t\N{NO-BREAK SPACE}")), ""):
        raise DateError("bad-date", f"{written!r} is not a date: none has a {strange!r}")
    body, found = " ".join(written.lower().split()), {"inferred": "", "calendar": ""}
    while body.endswith(")"):
        body, _, behind = (part.strip() for part in body[:-1].rpartition("("))
        key, value = BEHIND.get(behind.replace(".", ""), ("", ""))
        if not key or found[key] not in ("", value):
            fault = "contradicts the other brackets" if key else "means nothing behind a date"
            raise DateError("bad-date", f"'({behind})' {fault}", "write (year inferred), (inferred) or (Old Style)")
        found[key] = value
    language: Language = "julian" if found["calendar"] else "words"
    return _date(written, read_words(body, language), language, found["inferred"])


def _date(written: str, reading: Reading, language: Language, inferred: str = "") -> Date:
    days = [None if isinf(day) else int(day) for day in (*reading.begin, *reading.end)]
    if not all(day is None or 1 <= day <= _calendar.max.toordinal() for day in days):
        raise DateError("impossible-date", f"'{written}' lies outside the years 0001 to 9999")
    begin, end = (days[0], days[1]), (days[2], days[3])
    _, _, edtf, precision, said, about, perhaps = reading
    calendar: Literal["julian", "gregorian"] = "julian" if language == "julian" else "gregorian"
    return Date(written, edtf, begin, end, precision, inferred, about, perhaps, calendar, said)


def _guesses(text: str) -> list[str]:
    """The dates, in words, that somebody who wrote this may have meant."""
    body = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", " ".join(text[:LONGEST].lower().split()))
    if match := DAY_FIRST.fullmatch(body):
        a, b, year = match.groups()
        drafts = [f"{year}-{b:0>2}-{a:0>2}", f"{year}-{a:0>2}-{b:0>2}"] if b else [f"{year}-{a:0>2}"]
    elif match := YEAR_FIRST.fullmatch(body):
        drafts = ["-".join(number.zfill(2) for number in match.groups() if number)]
    else:
        body = re.sub(r"(winter (?:of )?\d{4})[-–/](?:\d\d)?\d\d", r"\1", body)
        drafts = [WORD.sub(lambda word: "" if word[0] in IDLE else nearest(word[0], KNOWN) or word[0], body)]
    found = {}
    for draft in drafts:
        with suppress(DateError):
            found[words(_parse(draft))] = draft
    return list(found)
