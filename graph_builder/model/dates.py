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
from typing import Literal, NamedTuple

from graph_builder.model.names import nearest

Precision = Literal["day", "month", "season", "part", "year", "decade", "interval"]
Bounds = tuple[int | None, int | None]
_Language = Literal["words", "julian", "edtf"]

LONGEST = 100
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_SEASONS, _PARTS = ("spring", "summer", "autumn", "winter"), ("early", "mid", "late")
_NAME = {1 + i: name for i, name in enumerate(_MONTHS)} | {37 + i: name for i, name in enumerate(_PARTS)}
_NAME |= {start + i: name for start in (21, 25) for i, name in enumerate(_SEASONS)}  # what EDTF writes as a month
_MONTHS_OF = {m: (m, 1) for m in range(1, 13)} | {37: (1, 4), 38: (5, 4), 39: (9, 4)}  # the first, and how many
_MONTHS_OF |= {start + i: (3 + 3 * i, 3) for start in (21, 25) for i in range(4)}
_CODE = {name.lower(): code for code, name in _NAME.items()} | {_NAME[m].lower()[:3]: m for m in range(1, 13)}
_CODE |= {"sept": 9, "fall": 27, "beginning": 37, "start": 37, "middle": 38, "end": 39}
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # each month of a common year
_BEHIND = {"year inferred": ("inferred", "year"), "inferred": ("inferred", "all"),
           "old style": ("calendar", "julian"), "os": ("calendar", "julian")}  # fmt: skip
_LINKS = ("before", "after", "since", "from", "until", "by", "between", "about", "circa", "to", "and", "not", "perhaps")
_KNOWN = {*_CODE, *_LINKS}
_IDLE = ("in", "on", "the", "of", "year", "during")
_UNKNOWN = "an unknown date"

_SPAN = re.compile(r"(\d{4}) ?([-–/]) ?(\d\d|\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<code>\d\d)(?:-(?P<day>\d\d))?)?")
_DECADE = re.compile(r"(\d{3})(x|0s)")
_NAMED = re.compile(r"(?:(?P<day>\d\d?) )?(?P<code>[a-z]+)\.?,? (?:of )?(?P<year>\d{4})")
_AMERICAN = re.compile(r"(?P<code>[a-z]+)\.? (?P<day>\d\d?),? (?P<year>\d{4})")
_PART = re.compile(r"(?:(early|mid|late)[ -]|(beginning|start|middle|end) (?:of )?)(.+)")
_HEDGE = re.compile(r"((?:perhaps|possibly|probably) )?((?:about|around|circa|ca?\.?) ?)?(?:the )?(.*)")
_RANGE = re.compile(r"(?:from )?(.*?)(?:/| (?:to|until|[-–]) )(.*)")
_LIMIT = re.compile(r"(between|before|after|since|from|until|to|by|not before|not after) (.+?)(?: and (.+))?")
_EDTF = re.compile(r"[\dX/?~%.-]+|\[([\dX-]*)\.\.([\dX-]*)\]")
_DAY_FIRST = re.compile(r"(\d\d?)[./-](?:(\d\d?)[./-])?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d\d?)(?:[./-](\d\d?))?")
_WORD = re.compile(r"[^\W\d_]+")


class DateError(ValueError):
    """Text that is no date, or more than one.  `code` is the rule that it breaks, `remedy` what to write instead."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        self.code, self.remedy = code, remedy
        super().__init__(message)


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
    graph_builder.model.dates.DateError: '1923-24' may mean the years 1923/1924 or the season winter 1923
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
    match = _EDTF.fullmatch(text[: LONGEST + 1])
    if not match or len(text) > LONGEST:
        raise DateError("bad-date", f"{text[:LONGEST]!r} is not EDTF")
    first, last = match.groups()
    phrase = f"between {first} and {last}" if first and last else f"not before {first}" if first else f"by {last}"
    return _date(text, _read((phrase if first or last else text).lower(), "edtf"), "edtf")


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


class _Reading(NamedTuple):
    """What a text says.  Infinite bounds are unknown or open; a stretch has `begin == end`."""

    begin: tuple[float, float]
    end: tuple[float, float]
    edtf: str
    precision: Precision
    said: str
    about: bool = False
    perhaps: bool = False


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
        key, value = _BEHIND.get(behind.replace(".", ""), ("", ""))
        if not key or found[key] not in ("", value):
            fault = "contradicts the other brackets" if key else "means nothing behind a date"
            raise DateError("bad-date", f"'({behind})' {fault}", "write (year inferred), (inferred) or (Old Style)")
        found[key] = value
    language: _Language = "julian" if found["calendar"] else "words"
    return _date(written, _read(body, language), language, found["inferred"])


def _date(written: str, reading: _Reading, language: _Language, inferred: str = "") -> Date:
    days = [None if isinf(day) else int(day) for day in (*reading.begin, *reading.end)]
    if not all(day is None or 1 <= day <= _calendar.max.toordinal() for day in days):
        raise DateError("impossible-date", f"'{written}' lies outside the years 0001 to 9999")
    begin, end = (days[0], days[1]), (days[2], days[3])
    _, _, edtf, precision, said, about, perhaps = reading
    calendar: Literal["julian", "gregorian"] = "julian" if language == "julian" else "gregorian"
    return Date(written, edtf, begin, end, precision, inferred, about, perhaps, calendar, said)


def _read(text: str, language: _Language) -> _Reading:
    _refuse_span(text, language)
    if match := _RANGE.fullmatch(text):
        begun, ended = ("" if end == _UNKNOWN else end.strip() for end in match.groups())
        return _interval(begun, ended, language)
    match = _LIMIT.fullmatch(text)
    word, first, second = match.groups() if match else ("", text, None)
    if word in ("since", "from"):
        return _interval(first, "..", language)
    if word in ("until", "to"):
        return _interval("..", first, language)
    a = _stretch(first, language)
    if (word == "between") != (second is not None):
        raise DateError("bad-date", f"'{text}' is not a date")
    return _limit(word, a, _stretch(second, language) if second else a, language) if word else a


def _check_order(a: _Reading, b: _Reading) -> None:
    if b.end[1] < a.begin[0]:
        raise DateError("impossible-interval", f"{b.said} lies before {a.said}")


def _interval(begun: str, ended: str, language: _Language) -> _Reading:
    """From one date to another: ".." is an open end, "" an unknown one.  EDTF has no `[A..B]` within an interval."""
    a, b = (None if end in ("", "..") else _stretch(end, language) for end in (begun, ended))
    first, last = a or b, b or a
    if not first or not last:
        raise DateError("bad-date", f"'{begun}/{ended}' has no date")
    _check_order(first, last)
    begin = a.begin if a else (-inf, -inf if begun else last.end[1])
    end = b.end if b else (inf if ended else first.begin[0], inf)
    edtf = [end.edtf if end else text for end, text in ((a, begun), (b, ended))]
    edtf = [text if text[:1] != "[" else text[1:8] if text[5] == "-" else f"{text[1:4]}X" for text in edtf]
    said = f"{a.said if a else _UNKNOWN} to {b.said if b else _UNKNOWN}"
    if ".." in (begun, ended):
        said = f"from {first.said}" if a else f"until {last.said}"
    about, perhaps = first.about or last.about, first.perhaps or last.perhaps
    return _Reading(begin, end, "/".join(edtf), "interval", said, about, perhaps)


def _limit(word: str, a: _Reading, b: _Reading, language: _Language) -> _Reading:
    """Some time before or after `a`, or between `a` and `b`; its EDTF in years or months where they say the same."""
    _check_order(a, b)
    lo = {"after": a.end[1] + 1, "between": a.begin[0], "not before": a.begin[0]}.get(word, -inf)
    hi = {"before": a.begin[0] - 1, "between": b.end[1]}.get(word, inf if word in ("after", "not before") else a.end[1])
    size = max({"day": 10, "month": 7}.get(end.precision, 4) for end in (a, b))
    for turn in (_printed(lo, language), _printed(hi + 1, language)):
        size = max(size, 4 if turn[4:] in ("", "-01-01") else 7 if turn.endswith("-01") else 10)
    edtf = f"[{_printed(lo, language)[:size]}..{_printed(hi, language)[:size]}]"
    said = f"{word} {a.said} and {b.said}" if word == "between" else f"{word} {a.said}"
    return _Reading((lo, hi), (lo, hi), edtf, a.precision, said, a.about or b.about, a.perhaps or b.perhaps)


def _stretch(text: str, language: _Language) -> _Reading:
    """A date without ends of its own, with its marks and hedges."""
    mark = text[-1] if text.endswith(("?", "~", "%")) else ""
    doubt, hedge, body = _HEDGE.findall(text.removesuffix(mark).rstrip())[0]
    about, perhaps = bool(hedge) or mark in ("~", "%"), bool(doubt) or mark in ("?", "%")
    bare = _bare(body, language)
    edtf = bare.edtf + ("" if bare.edtf[0] == "[" else ("", "~", "?", "%")[about + 2 * perhaps])
    said = ("perhaps " if perhaps else "") + ("about " if about else "") + bare.said
    return bare._replace(edtf=edtf, said=said, about=about, perhaps=perhaps)


def _bare(text: str, language: _Language) -> _Reading:
    if match := _PART.fullmatch(text):
        return _third(_CODE[match[1] or match[2]] - 37, _bare(match[3].removeprefix("the "), language), language)
    if match := _DECADE.fullmatch(text):
        return _decade(match[1], match[2], language)
    _refuse_span(text, language)
    if match := _ISO.fullmatch(text):
        code = int(match["code"]) if match["code"] else None
        if code is not None and code not in (_NAME if language == "edtf" else range(1, 13)):
            raise DateError("impossible-date", f"there is no month {code:02}", "months run from 01 to 12")
    elif match := _NAMED.fullmatch(text) or _AMERICAN.fullmatch(text):
        code = _CODE.get(match["code"], 99)
    if not match or (code or 0) > (12 if match["day"] else 39):
        raise DateError("bad-date", f"'{text}' is not a date")
    return _named(int(match["year"]), code, int(match["day"]) if match["day"] else None, language)


def _decade(stem: str, ending: str, language: _Language) -> _Reading:
    if ending == "0s" and stem[2] == "0":
        ways = f"the decade {stem}X or the century {stem}0/{stem[:2]}99"
        raise DateError("ambiguous-date", f"'{stem}0s' may mean {ways}", f"write {stem}X or {stem}0/{stem[:2]}99")
    stretch = _day(int(stem) * 10, 1, 1, language), _day(int(stem) * 10 + 10, 1, 1, language) - 1
    return _Reading(stretch, stretch, f"{stem}X", "decade", f"{stem}X" if stem[2] == "0" else f"the {stem}0s")


def _third(part: int, whole: _Reading, language: _Language) -> _Reading:
    """The early, mid or late part of a year, a month or a decade."""
    if whole.precision not in ("year", "month", "decade"):
        raise DateError("bad-date", f"'{_PARTS[part]}' stands only before a year, a month or a decade", "leave it out")
    year, said = int(whole.edtf[:4].replace("X", "0")), f"{_PARTS[part]} {whole.said}"
    if whole.precision == "year":
        return _named(year, 37 + part, None, language)
    if whole.precision == "month":
        month, days = int(whole.edtf[5:]), int(whole.end[1] - whole.begin[0]) + 1
        first, last = (_named(year, month, day, language) for day in (1 + 10 * part, (10, 20, days)[part]))
    else:
        first, last = (_named(year + 3 * part + more, None, None, language) for more in (0, 3))
        said = f"the {_PARTS[part]} {whole.said.removeprefix('the ')}"
    return _limit("between", first, last, language)._replace(precision="part", said=said)


def _named(year: int, code: int | None, day: int | None, language: _Language) -> _Reading:
    """A year, or a month, season or third of it by its EDTF code, or a day of a month."""
    edtf = said = f"{year:04}"
    month, count = (1, 12) if code is None else _MONTHS_OF[code]
    precision: Precision = "year"
    if code is not None:
        edtf, said = f"{edtf}-{code:02}", f"{_NAME[code]} {edtf}"
        precision = "month" if code <= 12 else "season" if code <= 28 else "part"
    lo, hi = _day(year, month, 1, language), _day(year, month + count, 1, language) - 1
    if day is not None:
        if not 1 <= day <= hi - lo + 1 or count > 1:
            raise DateError("impossible-date", f"there is no {day} {said}", f"{said} has {hi - lo + 1} days")
        lo = hi = lo + day - 1
        edtf, said, precision = f"{edtf}-{day:02}", f"{day} {said}", "day"
    return _Reading((lo, hi), (lo, hi), edtf, precision, said)


def _day(year: int, month: int, day: int, language: _Language) -> int:
    """The ordinal of a day in the calendar of the source; months after December run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12
    past = year if month > 1 else year - 1
    leap_days = past // 4 + (-2 if language == "julian" else past // 400 - past // 100)
    return 365 * (year - 1) + leap_days + _DAYS_BEFORE[month] + day


def _printed(day: float, language: _Language) -> str:
    """The day as YYYY-MM-DD in the calendar of the source; "" if there is none."""
    if isinf(day):
        return ""
    year = next(y for y in range(int(day) // 365 + 2, -2, -1) if _day(y, 1, 1, language) <= day)
    month = max(m for m in range(1, 13) if _day(year, m, 1, language) <= day)
    return f"{year:04}-{month:02}-{int(day) - _day(year, month, 1, language) + 1:02}"


def _refuse_span(text: str, language: _Language) -> None:
    """Refuses what is a span of years to a historian and a month or season to EDTF."""
    match = _SPAN.fullmatch(text) if language != "edtf" else None
    first, sign, last = match.groups() if match else ("", "", "")
    if not match or (len(last) == 4 and (sign == "/" or " " in text)):
        return
    number, until = int(last), (first[:2] + last)[-4:]
    ways = [("the years", f"{first}/{until}")] if until > first else []
    if len(last) == 2 and 1 <= number <= 12:
        if not ways and text[4:5] == "-":
            return
        ways.append(("the month", f"{_MONTHS[number - 1]} {first}"))
    elif len(last) == 2 and 21 <= number <= 24:
        ways.append(("the season", f"{_NAME[number]} {first}"))
    if ways:
        meanings = " or ".join(f"{kind} {way}" for kind, way in ways)
        remedy = ", or ".join(f"{way} for {kind}" for kind, way in ways)
        raise DateError("ambiguous-date", f"'{text}' may mean {meanings}", f"write {remedy}")


def _guesses(text: str) -> list[str]:
    """The dates, in words, that somebody who wrote this may have meant."""
    body = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", " ".join(text[:LONGEST].lower().split()))
    if match := _DAY_FIRST.fullmatch(body):
        a, b, year = match.groups()
        drafts = [f"{year}-{b:0>2}-{a:0>2}", f"{year}-{a:0>2}-{b:0>2}"] if b else [f"{year}-{a:0>2}"]
    elif match := _YEAR_FIRST.fullmatch(body):
        drafts = ["-".join(number.zfill(2) for number in match.groups() if number)]
    else:
        body = re.sub(r"(winter (?:of )?\d{4})[-–/](?:\d\d)?\d\d", r"\1", body)
        drafts = [_WORD.sub(lambda word: "" if word[0] in _IDLE else nearest(word[0], _KNOWN) or word[0], body)]
    found = {}
    for draft in drafts:
        with suppress(DateError):
            found[words(_parse(draft))] = draft
    return list(found)
