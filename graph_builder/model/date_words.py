"""The words of dates -> bounds: every form that a curator may write, and the EDTF that is published.

`model.dates` makes values of what is read here.
Source: Library of Congress, Extended Date/Time Format (EDTF), levels 0 to 2.
"""

from __future__ import annotations

import re
from math import inf, isinf
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "season", "part", "year", "decade", "interval"]
Bounds = tuple[int | None, int | None]
Language = Literal["words", "julian", "edtf"]

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
BEHIND = {"year inferred": ("inferred", "year"), "inferred": ("inferred", "all"),
           "old style": ("calendar", "julian"), "os": ("calendar", "julian")}  # fmt: skip
_LINKS = ("before", "after", "since", "from", "until", "by", "between", "about", "circa", "to", "and", "not", "perhaps")
KNOWN = {*_CODE, *_LINKS}
IDLE = ("in", "on", "the", "of", "year", "during")
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
EDTF = re.compile(r"[\dX/?~%.-]+|\[([\dX-]*)\.\.([\dX-]*)\]")
DAY_FIRST = re.compile(r"(\d\d?)[./-](?:(\d\d?)[./-])?(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[./-](\d\d?)(?:[./-](\d\d?))?")
WORD = re.compile(r"[^\W\d_]+")


class DateError(ValueError):
    """Text that is no date, or more than one.  `code` is the rule that it breaks, `remedy` what to write instead."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        self.code, self.remedy = code, remedy
        super().__init__(" ".join(message.split()))  # one line, whatever the text


class Reading(NamedTuple):
    """What a text says.  Infinite bounds are unknown or open; a stretch has `begin == end`."""

    begin: tuple[float, float]
    end: tuple[float, float]
    edtf: str
    precision: Precision
    said: str
    about: bool = False
    perhaps: bool = False


def read_words(text: str, language: Language) -> Reading:
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


def _check_order(a: Reading, b: Reading) -> None:
    if b.end[1] < a.begin[0]:
        raise DateError("impossible-interval", f"{b.said} lies before {a.said}")


def _interval(begun: str, ended: str, language: Language) -> Reading:
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
    return Reading(begin, end, "/".join(edtf), "interval", said, about, perhaps)


def _limit(word: str, a: Reading, b: Reading, language: Language) -> Reading:
    """Some time before or after `a`, or between `a` and `b`; its EDTF in years or months where they say the same."""
    _check_order(a, b)
    lo = {"after": a.end[1] + 1, "between": a.begin[0], "not before": a.begin[0]}.get(word, -inf)
    hi = {"before": a.begin[0] - 1, "between": b.end[1]}.get(word, inf if word in ("after", "not before") else a.end[1])
    size = max({"day": 10, "month": 7}.get(end.precision, 4) for end in (a, b))
    for turn in (_printed(lo, language), _printed(hi + 1, language)):
        size = max(size, 4 if turn[4:] in ("", "-01-01") else 7 if turn.endswith("-01") else 10)
    edtf = f"[{_printed(lo, language)[:size]}..{_printed(hi, language)[:size]}]"
    said = f"{word} {a.said} and {b.said}" if word == "between" else f"{word} {a.said}"
    return Reading((lo, hi), (lo, hi), edtf, a.precision, said, a.about or b.about, a.perhaps or b.perhaps)


def _stretch(text: str, language: Language) -> Reading:
    """A date without ends of its own, with its marks and hedges."""
    mark = text[-1] if text.endswith(("?", "~", "%")) else ""
    doubt, hedge, body = _HEDGE.findall(text.removesuffix(mark).rstrip())[0]
    about, perhaps = bool(hedge) or mark in ("~", "%"), bool(doubt) or mark in ("?", "%")
    bare = _bare(body, language)
    edtf = bare.edtf + ("" if bare.edtf[0] == "[" else ("", "~", "?", "%")[about + 2 * perhaps])
    said = ("perhaps " if perhaps else "") + ("about " if about else "") + bare.said
    return bare._replace(edtf=edtf, said=said, about=about, perhaps=perhaps)


def _bare(text: str, language: Language) -> Reading:
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


def _decade(stem: str, ending: str, language: Language) -> Reading:
    if ending == "0s" and stem[2] == "0":
        ways = f"the decade {stem}X or the century {stem}0/{stem[:2]}99"
        raise DateError("ambiguous-date", f"'{stem}0s' may mean {ways}", f"write {stem}X or {stem}0/{stem[:2]}99")
    stretch = _day(int(stem) * 10, 1, 1, language), _day(int(stem) * 10 + 10, 1, 1, language) - 1
    return Reading(stretch, stretch, f"{stem}X", "decade", f"{stem}X" if stem[2] == "0" else f"the {stem}0s")


def _third(part: int, whole: Reading, language: Language) -> Reading:
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


def _named(year: int, code: int | None, day: int | None, language: Language) -> Reading:
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
    return Reading((lo, hi), (lo, hi), edtf, precision, said)


def _day(year: int, month: int, day: int, language: Language) -> int:
    """The ordinal of a day in the calendar of the source; months after December run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12
    past = year if month > 1 else year - 1
    leap_days = past // 4 + (-2 if language == "julian" else past // 400 - past // 100)
    return 365 * (year - 1) + leap_days + _DAYS_BEFORE[month] + day


def _printed(day: float, language: Language) -> str:
    """The day as YYYY-MM-DD in the calendar of the source; "" if there is none."""
    if isinf(day):
        return ""
    year = next(y for y in range(int(day) // 365 + 2, -2, -1) if _day(y, 1, 1, language) <= day)
    month = max(m for m in range(1, 13) if _day(year, m, 1, language) <= day)
    return f"{year:04}-{month:02}-{int(day) - _day(year, month, 1, language) + 1:02}"


def _refuse_span(text: str, language: Language) -> None:
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
