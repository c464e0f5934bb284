"""Dates as historians write them: values with bounds, a precision and a sort key, never a guess.

A date is a moment or a stretch of time *somewhere* within its bounds: "1921" began on one of 365 days, and ended on
one of them.  An interval has bounds for each end.  What a curator writes (`parse_date`) and what is published
(`parse_edtf`) are two languages: `1925-28` is a span of years to a historian and a winter in EDTF.

Units: days are proleptic Gregorian ordinals, as `datetime.date.toordinal` counts them; years run from 0001 to 9999.
Source: Library of Congress, Extended Date/Time Format (EDTF), levels 0 to 2: seasons of the northern hemisphere (25 to
28), thirds of a year (37 to 39) and `[A..B]` for one day of several.  These codes stand wherever a month can.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date as _calendar
from functools import lru_cache
from math import inf
from typing import Any, Literal, NamedTuple

from graph_builder.model.names import nearest

Precision = Literal["day", "month", "season", "part", "year", "decade", "interval"]
Bounds = tuple[int | None, int | None]
_Day = tuple[int, int, int]  # year, month and day as printed, in the calendar of the source
_Edges = tuple[_Day | None, _Day | None]
_Language = Literal["words", "julian", "edtf"]

LONGEST = 100
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_MONTH = {name.lower()[:size]: i for i, name in enumerate(_MONTHS, 1) for size in (3, 9)} | {"sept": 9}
_SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON = {name: i for i, name in enumerate(_SEASONS)} | {"fall": 2}
_THIRDS = ("early", "mid", "late")
_THIRD = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_SIZE = {"day": 10, "month": 7}  # how much of YYYY-MM-DD a precision needs; 4 for all others
_BEHIND = {
    "year inferred": ("inferred", "year"), "inferred": ("inferred", "all"), "old style": ("calendar", "julian"),
    "os": ("calendar", "julian"), "new style": ("calendar", "gregorian"), "ns": ("calendar", "gregorian"),
}  # fmt: skip
_LINKS = ("before", "after", "since", "from", "until", "by", "between", "about", "circa", "to", "and", "not", "perhaps")
_KNOWN = {*_MONTH, *_SEASON, *_THIRD, *_LINKS}
_IDLE = {"in", "on", "the", "of", "year", "during"}
_UNKNOWN = "an unknown date"

_SPAN = re.compile(r"(\d{4}) ?([-–/]) ?(\d\d|\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DECADE = re.compile(r"(\d{3})(x|0s)")
_NAMED = re.compile(r"(?:(?P<day>\d\d?) )?(?P<name>[a-z]+)\.?,? (?:of )?(?P<year>\d{4})")
_AMERICAN = re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d\d?),? (?P<year>\d{4})")
_PARTLY = re.compile(r"(?:(early|mid|late)[ -]|(beginning|start|middle|end) (?:of )?)(.+)")
_HEDGE = re.compile(r"((?:perhaps|possibly|probably) )?((?:about|around|circa|ca?\.?) ?)?")
_BETWEEN = re.compile(r"between (.+?) and (.+)")
_RANGE = re.compile(r"(?:from )?(.+?) (?:to|until|[-–]) (.+)")
_LIMIT = re.compile(r"(before|after|since|from|until|to|by|not before|not after) (.+)")
_DAY_FIRST = re.compile(r"(\d\d?)[./-](?:(\d\d?)[./-])?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d\d?)(?:[./-](\d\d?))?")


class DateError(ValueError):
    """Text that is no date, or more than one.  `code` is the rule that it breaks, `remedy` what to write instead."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        self.code, self.remedy = code, remedy
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Date:
    """A date with what was written, its EDTF, and the earliest and latest day on which it began and ended.

    None is a bound that nobody knows.  An end that is open (`..`) has no bounds at all; an end that is unknown lies
    beyond the other one.  `edtf` keeps the days that were printed; the bounds are Gregorian always.
    `approximate` and `uncertain` (~ and ?) leave the bounds as they are.  `said` is the date in English.
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


class _Stretch(NamedTuple):
    """A date without ends of its own: its first and last day, and how to write it."""

    first: _Day
    last: _Day
    edtf: str
    precision: Precision
    said: str
    approximate: bool = False
    uncertain: bool = False


class _Reading(NamedTuple):
    """What a text says, before its days are put into one calendar."""

    begin: _Edges
    end: _Edges
    edtf: str
    precision: Precision
    said: str
    approximate: bool = False
    uncertain: bool = False


@lru_cache(maxsize=16384)
def parse_date(text: str) -> Date:
    """The date that a curator wrote.

    A year's early, mid and late part are four months each, a month's ten days each, a decade's four years, rounded
    outwards.  Winter 1923 is December 1923 to February 1924.

    Raises: DateError, and nothing else, whatever the text.

    >>> late = parse_date("late 1919")
    >>> iso(late.earliest), iso(late.latest), late.edtf
    ('1919-09-01', '1919-12-31', '1919-39')
    >>> revolution = parse_date("25 October 1917 (Old Style)")
    >>> iso(revolution.earliest), revolution.edtf
    ('1917-11-07', '1917-10-25')
    >>> parse_date("1923-24")
    Traceback (most recent call last):
    graph_builder.model.dates.DateError: '1923-24' may mean the years 1923/1924 or the season winter 1923
    """
    try:
        return _parse(text)
    except DateError as error:
        if error.code != "bad-date" or error.remedy or len(text) > LONGEST:
            raise
        meant = [f"'{guess}'" for guess in _guesses(text)]
        if not meant:
            raise
        code = "ambiguous-date" if len(meant) > 1 else "bad-date"
        raise DateError(code, f"{error}; did you mean {' or '.join(meant)}?", f"write {' or '.join(meant)}") from None


def parse_edtf(text: str) -> Date:
    """The date in the EDTF of this module; `parse_edtf(d.edtf)` has the bounds of a Gregorian `d`.

    Not so where an end of an interval is a part of a month or decade: EDTF can only say the month or decade there.

    Raises: DateError.

    >>> words(parse_edtf("1925-28")), words(parse_edtf("[..1913]")), words(parse_edtf("1917/.."))
    ('winter 1925', 'by 1913', 'from 1917')
    """
    if len(text) > LONGEST:
        raise DateError("bad-date", f"a date has at most {LONGEST} characters")
    first, dots, last = text[1:-1].partition("..")
    if not (text[:1] == "[" and text[-1:] == "]" and dots and (first or last)):
        return _date(text, _read(text, "edtf"), "edtf")
    ends = [_stretch(end, "edtf") for end in (first, last) if end]
    if len(ends) == 1:
        return _date(text, _limit("not before" if first else "by", ends[0], "edtf"), "edtf")
    thirds = [_third(name, _whole(first[:7], "edtf"), "edtf") for name in _THIRDS if ends[0].precision == "day"]
    same = (_moment(third) for third in thirds if third.edtf == text)
    return _date(text, next(same, None) or _between(*ends, "edtf"), "edtf")


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

    >>> texts = "1921", "before 1921", "1921-03", "1920"
    >>> [d.written for d in sorted(map(parse_date, texts), key=sort_key)]
    ['1920', 'before 1921', '1921-03', '1921']
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
    return (date.said or date.written) + inferred + (" (Old Style)" if date.calendar == "julian" else "")


def _reach(date: Date) -> tuple[float, float, float, float]:
    """Its first possible day, the day by which it has begun, the day to which it lasts, its last possible day."""
    (first, begun), (lasted, last) = date.begin, date.end
    low, high = -inf if first is None else first, inf if last is None else last
    begun_by = low if date.begin == (None, None) else inf if begun is None else begun
    lasts_to = high if date.end == (None, None) else -inf if lasted is None else lasted
    return low, min(begun_by, high), max(lasts_to, low), high


def _parse(text: str) -> Date:
    written = _short(text).strip()
    strange = next((c for c in written if not (" " <= c <= "~" or c in "–\t\N{NO-BREAK SPACE}")), "")
    if strange or not written:
        raise DateError("bad-date", f"{written!r} is not a date" + (f": none has a {strange!r}" if strange else ""))
    body, found = " ".join(written.lower().split()), {"inferred": "", "calendar": ""}
    while body.endswith(")"):
        body, _, behind = (part.strip() for part in body[:-1].rpartition("("))
        key, value = _BEHIND.get(behind.replace(".", ""), ("", ""))
        if not key or found[key] not in ("", value):
            fault = "contradicts the other brackets" if key else "means nothing behind a date"
            raise DateError("bad-date", f"'({behind})' {fault}", "write (year inferred), (inferred) or (Old Style)")
        found[key] = value
    language: _Language = "julian" if found["calendar"] == "julian" else "words"
    return _date(written, _read(body, language), language, found["inferred"])


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise DateError("bad-date", f"a date has at most {LONGEST} characters", "put remarks under `note`")
    return text


def _date(written: str, reading: _Reading, language: _Language, inferred: str = "") -> Date:
    begin, end = ((_ordinal(lo, language), _ordinal(hi, language)) for lo, hi in reading[:2])
    _, _, edtf, precision, said, about, perhaps = reading
    return Date(
        written, edtf, begin, end, precision, inferred, about, perhaps, "julian" if language == "julian" else "gregorian", said
    )


def _read(text: str, language: _Language) -> _Reading:
    if language != "edtf":
        _refuse_span(text)
        if match := _BETWEEN.fullmatch(text):
            return _between(_stretch(match[1], language), _stretch(match[2], language), language)
        if match := _RANGE.fullmatch(text):
            return _interval(*("" if end == _UNKNOWN else end for end in match.groups()), language=language)
        if match := _LIMIT.fullmatch(text):
            word, end = match.groups()
            if word in ("since", "from", "until", "to"):
                return _interval(*((end, "..") if word in ("since", "from") else ("..", end)), language)
            return _limit(word, _stretch(end, language), language)
    if text.count("/") == 1:
        return _interval(*(end.strip() for end in text.split("/")), language=language)
    return _moment(_stretch(text, language))


def _moment(a: _Stretch) -> _Reading:
    return _Reading(a[:2], a[:2], *a[2:])


def _in_order(a: _Stretch, b: _Stretch) -> None:
    if b.last < a.first:
        raise DateError("impossible-interval", f"{b.said} is not after {a.said}")


def _interval(begun: str, ended: str, language: _Language) -> _Reading:
    a, b = (None if end in ("", "..") else _stretch(end, language) for end in (begun, ended))
    if a and b:
        _in_order(a, b)
    if not (a or b):
        raise DateError("bad-date", f"'{begun}/{ended}' has no date")
    begin: _Edges = a[:2] if a else (None, b.last if b and not begun else None)
    end: _Edges = b[:2] if b else (a.first if a and not ended else None, None)
    edtf = f"{_single(a.edtf) if a else begun}/{_single(b.edtf) if b else ended}"
    said = f"{a.said if a else _UNKNOWN} to {b.said if b else _UNKNOWN}"
    if a and ended == "..":
        said = f"from {a.said}"
    elif b and begun == "..":
        said = f"until {b.said}"
    ends = [end for end in (a, b) if end]
    return _Reading(begin, end, edtf, "interval", said, any(e.approximate for e in ends), any(e.uncertain for e in ends))


def _single(edtf: str) -> str:
    """The month or decade of `[A..B]`: EDTF has no sets within an interval."""
    return edtf if edtf[0] != "[" else edtf[1:8] if edtf[5] == "-" else f"{edtf[1:4]}X"


def _between(a: _Stretch, b: _Stretch, language: _Language) -> _Reading:
    """Some time from the first day of the one to the last day of the other."""
    _in_order(a, b)
    size = max(len(_edge(a.first, a, language)), len(_edge(b.last, b, language, end=True)))
    precision = min(a, b, key=lambda end: _SIZE.get(end.precision, 4)).precision
    return ...


def _limit(word: str, a: _Stretch, language: _Language) -> _Reading:
    if word in ("before", "by", "not after"):
        hi = _beside(a.first, -1, language) if word == "before" else a.last
        edges, edtf = (None, hi), f"[..{_edge(hi, a.precision, language, end=True)}]"
    else:
        ...


