"""What a curator may write as a date, what it means, and what is refused."""

from __future__ import annotations

import datetime
import warnings
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph_builder.model.dates import Date, DateError, iso, overlap, parse_date, parse_edtf, sort_key, words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf as edtf_library
    from undate import Undate, UndateInterval  # type: ignore[import-untyped]

# What is written | its EDTF | its days, where a stretch has two and an interval four ("-": no such bound) | precision
FORMS = """
1921                               | 1921                     | 1921-01-01 1921-12-31                       | year
1921-10                            | 1921-10                  | 1921-10-01 1921-10-31                       | month
1924-02                            | 1924-02                  | 1924-02-01 1924-02-29                       | month
1921-10-28                         | 1921-10-28               | 1921-10-28 1921-10-28                       | day
192X                               | 192X                     | 1920-01-01 1929-12-31                       | decade
1920s                              | 192X                     | 1920-01-01 1929-12-31                       | decade
the 1920s                          | 192X                     | 1920-01-01 1929-12-31                       | decade
190X                               | 190X                     | 1900-01-01 1909-12-31                       | decade
1921?                              | 1921?                    | 1921-01-01 1921-12-31                       | year
1921-10~                           | 1921-10~                 | 1921-10-01 1921-10-31                       | month
1921-10-28%                        | 1921-10-28%              | 1921-10-28 1921-10-28                       | day
early 1918                         | 1918-37                  | 1918-01-01 1918-04-30                       | part
mid-1922                           | 1922-38                  | 1922-05-01 1922-08-31                       | part
LATE   1919                        | 1919-39                  | 1919-09-01 1919-12-31                       | part
late-1919                          | 1919-39                  | 1919-09-01 1919-12-31                       | part
beginning of 1921                  | 1921-37                  | 1921-01-01 1921-04-30                       | part
the middle of 1921                 | 1921-38                  | 1921-05-01 1921-08-31                       | part
end of 1921                        | 1921-39                  | 1921-09-01 1921-12-31                       | part
spring 1921                        | 1921-25                  | 1921-03-01 1921-05-31                       | season
the spring of 1921                 | 1921-25                  | 1921-03-01 1921-05-31                       | season
summer 1921                        | 1921-26                  | 1921-06-01 1921-08-31                       | season
autumn 1924                        | 1924-27                  | 1924-09-01 1924-11-30                       | season
Fall 1924                          | 1924-27                  | 1924-09-01 1924-11-30                       | season
winter 1922                        | 1922-28                  | 1922-12-01 1923-02-28                       | season
winter 1923                        | 1923-28                  | 1923-12-01 1924-02-29                       | season
October 1921                       | 1921-10                  | 1921-10-01 1921-10-31                       | month
28 October 1921                    | 1921-10-28               | 1921-10-28 1921-10-28                       | day
October 28, 1921                   | 1921-10-28               | 1921-10-28 1921-10-28                       | day
28 Oct 1921                        | 1921-10-28               | 1921-10-28 1921-10-28                       | day
28\N{NO-BREAK SPACE}october\t1921  | 1921-10-28               | 1921-10-28 1921-10-28                       | day
early October 1921                 | [1921-10-01..1921-10-10] | 1921-10-01 1921-10-10                       | part
mid October 1921                   | [1921-10-11..1921-10-20] | 1921-10-11 1921-10-20                       | part
late 1921-10                       | [1921-10-21..1921-10-31] | 1921-10-21 1921-10-31                       | part
end of February 1924               | [1924-02-21..1924-02-29] | 1924-02-21 1924-02-29                       | part
the early 1920s                    | [1920..1923]             | 1920-01-01 1923-12-31                       | part
mid-1920s                          | [1923..1926]             | 1923-01-01 1926-12-31                       | part
late 1920s                         | [1926..1929]             | 1926-01-01 1929-12-31                       | part
about 1920                         | 1920~                    | 1920-01-01 1920-12-31                       | year
circa 1920                         | 1920~                    | 1920-01-01 1920-12-31                       | year
c. 1920                            | 1920~                    | 1920-01-01 1920-12-31                       | year
c.1920                             | 1920~                    | 1920-01-01 1920-12-31                       | year
ca. October 1921                   | 1921-10~                 | 1921-10-01 1921-10-31                       | month
about early October 1921           | [1921-10-01..1921-10-10] | 1921-10-01 1921-10-10                       | part
perhaps 1921                       | 1921?                    | 1921-01-01 1921-12-31                       | year
before 1914                        | [..1913]                 | - 1913-12-31                                | year
before October 1921                | [..1921-09]              | - 1921-09-30                                | month
before 1 January 1914              | [..1913-12-31]           | - 1913-12-31                                | day
before spring 1921                 | [..1921-02]              | - 1921-02-28                                | season
by 1921-10                         | [..1921-10]              | - 1921-10-31                                | month
not after 1921                     | [..1921]                 | - 1921-12-31                                | year
after 1921                         | [1922..]                 | 1922-01-01 -                                | year
after 28 October 1921              | [1921-10-29..]           | 1921-10-29 -                                | day
not before 1921                    | [1921..]                 | 1921-01-01 -                                | year
between 1921 and 1923              | [1921..1923]             | 1921-01-01 1923-12-31                       | year
between March 1921 and 1922        | [1921-03..1922-12]       | 1921-03-01 1922-12-31                       | month
1922/1926                          | 1922/1926                | 1922-01-01 1922-12-31 1926-01-01 1926-12-31 | interval
1922 to 1926                       | 1922/1926                | 1922-01-01 1922-12-31 1926-01-01 1926-12-31 | interval
from 1922 to 1926                  | 1922/1926                | 1922-01-01 1922-12-31 1926-01-01 1926-12-31 | interval
1922 - 1926                        | 1922/1926                | 1922-01-01 1922-12-31 1926-01-01 1926-12-31 | interval
1922 – 1926                        | 1922/1926                | 1922-01-01 1922-12-31 1926-01-01 1926-12-31 | interval
1917?/1920~                        | 1917?/1920~              | 1917-01-01 1917-12-31 1920-01-01 1920-12-31 | interval
late 1919 to 5 March 1921          | 1919-39/1921-03-05       | 1919-09-01 1919-12-31 1921-03-05 1921-03-05 | interval
early March 1921 to the late 1920s | 1921-03/192X             | 1921-03-01 1921-03-10 1926-01-01 1929-12-31 | interval
1917/..                            | 1917/..                  | 1917-01-01 1917-12-31 - -                   | interval
from 1917                          | 1917/..                  | 1917-01-01 1917-12-31 - -                   | interval
since 1917                         | 1917/..                  | 1917-01-01 1917-12-31 - -                   | interval
../1917                            | ../1917                  | - - 1917-01-01 1917-12-31                   | interval
until 1917                         | ../1917                  | - - 1917-01-01 1917-12-31                   | interval
to 1917                            | ../1917                  | - - 1917-01-01 1917-12-31                   | interval
1917/                              | 1917/                    | 1917-01-01 1917-12-31 1917-01-01 -          | interval
/1924                              | /1924                    | - 1924-12-31 1924-01-01 1924-12-31          | interval
25 October 1917 (Old Style)        | 1917-10-25               | 1917-11-07 1917-11-07                       | day
October 1917 (OS)                  | 1917-10                  | 1917-10-14 1917-11-13                       | month
29 February 1900 (Old Style)       | 1900-02-29               | 1900-03-13 1900-03-13                       | day
before 1918 (O.S.)                 | [..1917]                 | - 1918-01-13                                | year
1921-07-13 (year inferred)         | 1921-07-13               | 1921-07-13 1921-07-13                       | day
"""

AMBIGUOUS = {
    "1923-24": "write 1923/1924 for the years, or winter 1923 for the season",
    "1923–24": "write 1923/1924 for the years, or winter 1923 for the season",
    "1923/24": "write 1923/1924 for the years, or winter 1923 for the season",
    "1921-22": "write 1921/1922 for the years, or summer 1921 for the season",
    "1929-32": "write 1929/1932 for the years",
    "1925-28": "write 1925/1928 for the years",
    "1919-39": "write 1919/1939 for the years",
    "1922-1926": "write 1922/1926 for the years",
    "1922–1926": "write 1922/1926 for the years",
    "1922 - 26": "write 1922/1926 for the years",
    "1921-21": "write spring 1921 for the season",
    "1905-07": "write 1905/1907 for the years, or July 1905 for the month",
    "1905–07": "write 1905/1907 for the years, or July 1905 for the month",
    "before 1923-24": "write 1923/1924 for the years, or winter 1923 for the season",
    "1923-24/1926": "write 1923/1924 for the years, or winter 1923 for the season",
    "1900s": "write 190X or 1900/1999",
    "10/12/1921": "write '10 December 1921' or '12 October 1921'",
}
IMPOSSIBLE = {
    "1918-02-29": "there is no 29 February 1918",
    "29 February 1900": "there is no 29 February 1900",
    "1921-13": "there is no month 13",
    "1921-13-01": "there is no month 13",
    "1921-00": "there is no month 00",
    "1921-10-32": "there is no 32 October 1921",
    "1921-10-00": "there is no 0 October 1921",
    "0000": "'0000' lies outside the years 0001 to 9999",
    "000X": "'000X' lies outside the years 0001 to 9999",
    "before 0001": "'before 0001' lies outside the years 0001 to 9999",
    "after 9999": "'after 9999' lies outside the years 0001 to 9999",
    "winter 9999": "'winter 9999' lies outside the years 0001 to 9999",
    "0001 (Old Style)": "'0001 (Old Style)' lies outside the years 0001 to 9999",
}
BACKWARDS = ["1926/1922", "1926 to 1922", "October 1921/September 1921", "between 1923 and 1921", "1921?/late 1920"]
MISWRITTEN = {
    "Oktober 1921": "October 1921",
    "28.10.1921": "28 October 1921",
    "10/28/1921": "28 October 1921",
    "28-10-1921": "28 October 1921",
    "1921/10/28": "28 October 1921",
    "1921-8-5": "5 August 1921",
    "10.1921": "October 1921",
    "28th October 1921": "28 October 1921",
    "in the fall of 1921": "autumn 1921",
    "winter of 1920-21": "winter 1920",
    "befor 1914": "before 1914",
}
NO_DATE = [
    "", "  ", "..", "/", "../..", "/..", "//", "x", "192", "19211", "1921,", "1921 to 26", "1921/1922/1923", "before",
    "between 1921", "between 1921 or 1922", "before 1914 to 1917", "early spring 1921", "28 spring 1921", "1921 (",
    "(year inferred)", "1921 ()", "1921 (perhaps)", "1921 (inferred) (year inferred)", "1921??", "1921\0", "19\n21",
    "１９２１", "١٩٢١", "1921 🎉", "1921\ud800", "1" * 101, "1921" + " " * 97, "to " * 33, "-1921", "Y19210", "{1921}",
    "[..1913]", "1921-10-28T12:00",
]  # fmt: skip

LAW = settings(deadline=None)  # the libraries take half a second to build their grammars
YEARS = st.integers(1850, 1990)
MONTHS = st.sampled_from(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
DAYS = st.dates(datetime.date(1850, 1, 1), datetime.date(1990, 12, 31))
STRETCHES = st.one_of(
    YEARS.map(str),
    DAYS.map(lambda day: day.isoformat()),
    DAYS.map(lambda day: f"{day.day} {day:%B} {day.year}"),
    st.builds("{} {}".format, st.sampled_from(["spring", "summer", "autumn", "winter", "early", "mid", "late"]), YEARS),
    st.builds("{}{} {}".format, st.sampled_from(["", "early ", "mid ", "late "]), MONTHS, YEARS),
    st.builds("{}the {}s".format, st.sampled_from(["", "early ", "late "]), st.sampled_from([1880, 1910, 1920])),
)
HEDGED = st.builds("{}{}{}".format, st.sampled_from(["", "about ", "perhaps "]), STRETCHES, st.sampled_from(["", "?"]))
TEXTS = st.builds(
    "{}{}".format,
    st.one_of(
        HEDGED,
        st.builds(
            "{}{}".format, st.sampled_from(["before ", "after ", "by ", "since ", "until ", "not before "]), HEDGED
        ),
        st.builds("{}/{}".format, HEDGED, st.one_of(HEDGED, st.sampled_from(["", ".."]))),
        st.builds("{} to {}".format, HEDGED, HEDGED),
        st.builds("between {} and {}".format, STRETCHES, STRETCHES),
        st.builds("{}/{}".format, st.sampled_from(["", ".."]), HEDGED),
    ),
    st.sampled_from(["", " (year inferred)", " (inferred)", " (Old Style)"]),
)


def read(text: str) -> Date | None:
    """The date, or None if its ends are in the wrong order."""
    try:
        return parse_date(text)
    except DateError as error:
        if error.code != "impossible-interval":
            raise
        return None


DATES = TEXTS.map(read).filter(lambda date: date is not None)


def days(date: Date) -> str:
    bounds = date.begin if date.begin == date.end else date.begin + date.end
    return " ".join("-" if day is None else iso(day) for day in bounds)


def outer_days(date: Date) -> tuple[str, str]:
    assert date.earliest is not None
    assert date.latest is not None
    return iso(date.earliest), iso(date.latest)


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    return caught.value


@pytest.mark.parametrize("row", FORMS.strip().splitlines())
def test_every_form_of_the_guide_has_its_edtf_its_bounds_and_its_precision(row: str) -> None:
    text, edtf, bounds, precision = (cell.strip() for cell in row.split("|"))
    date = parse_date(text)
    assert (text, edtf, bounds, precision) == (date.written, date.edtf, days(date), date.precision)


def test_the_qualifiers_say_how_sure_the_date_is_and_leave_its_bounds() -> None:
    table = {"1921": (False, False), "1921~": (True, False), "about 1921": (True, False), "perhaps 1921": (False, True),
             "1921?": (False, True), "1921%": (True, True), "about 1921?": (True, True), "1917?/1920": (False, True),
             "1917/about 1920": (True, False), "before about 1921": (True, False)}  # fmt: skip
    assert table == {text: (parse_date(text).approximate, parse_date(text).uncertain) for text in table}
    assert parse_date("1921").begin == parse_date("about 1921?").begin


def test_brackets_say_what_is_inferred_and_which_calendar_was_printed() -> None:
    assert [("year", "gregorian"), ("all", "gregorian"), ("year", "julian"), ("", "julian")] == [
        (date.inferred, date.calendar)
        for date in map(
            parse_date, ["1921 (year inferred)", "1921 (Inferred)", "1917-10 (OS) (year inferred)", "1917 (Old Style)"]
        )
    ]


def test_an_old_style_date_is_converted_and_keeps_its_printed_edtf() -> None:
    date = parse_date("25 October 1917 (Old Style)")
    assert ("1917-11-07", "1917-10-25", "25 October 1917 (Old Style)") == (
        iso(date.earliest or 0),
        date.edtf,
        words(date),
    )
    assert parse_date("1918-01-31 (OS)").latest == parse_date("1918-02-13").latest


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text: str) -> None:
    error = refusal(text)
    assert ("ambiguous-date", AMBIGUOUS[text]) == (error.code, error.remedy)


def test_the_message_about_a_span_names_both_readings() -> None:
    assert "'1923-24' may mean the years 1923/1924 or the season winter 1923" == str(refusal("1923-24"))


def test_every_way_out_of_an_ambiguity_can_be_read() -> None:
    for text in ["1923/1924", "winter 1923", "1929/1932", "July 1905", "190X", "1900/1999", "10 December 1921"]:
        parse_date(text)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    error = refusal(text)
    assert ("impossible-date", IMPOSSIBLE[text]) == (error.code, str(error))


def test_the_remedy_for_a_day_too_many_says_how_long_the_month_is() -> None:
    assert "February 1918 has 28 days" == refusal("1918-02-29").remedy


@pytest.mark.parametrize("text", BACKWARDS)
def test_what_certainly_ends_before_it_begins_is_refused(text: str) -> None:
    assert "impossible-interval" == refusal(text).code


def test_an_interval_whose_ends_may_be_in_order_is_kept() -> None:
    assert "1921/1921-03" == parse_date("1921/1921-03").edtf


@pytest.mark.parametrize("text", MISWRITTEN)
def test_a_date_in_another_style_is_refused_with_how_to_write_it(text: str) -> None:
    error = refusal(text)
    assert ("bad-date", f"'{text}' is not a date; did you mean '{MISWRITTEN[text]}'?") == (error.code, str(error))
    assert MISWRITTEN[text] == words(parse_date(MISWRITTEN[text]))


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert "bad-date" == refusal(text).code


def test_a_text_of_a_million_characters_is_refused_at_once() -> None:
    assert "bad-date" == refusal("between 1921 and " * 60_000).code


@pytest.mark.parametrize(
    "text", ["", "late 1919", "1921-29", "192x", "[..]", "[1921", "..", "1921-10-28 ", "1" * 1000, "٣"]
)
def test_edtf_that_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_edtf(text)


def test_edtf_reads_the_codes_that_a_curator_may_not_write() -> None:
    codes = ["1921-21", "1921-24", "1921-25", "1921-28", "1921-37", "1921-38", "1921-39"]
    read = "spring 1921; winter 1921; spring 1921; winter 1921; early 1921; mid-1921; late 1921"
    assert read == "; ".join(words(parse_edtf(code)) for code in codes)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1921-10-28", "28 October 1921"),
        ("1921-10", "October 1921"),
        ("late 1919", "late 1919"),
        ("mid October 1921", "mid-October 1921"),
        ("Fall 1924", "autumn 1924"),
        ("192X", "the 1920s"),
        ("1922/1926", "1922 to 1926"),
        ("1917/..", "from 1917"),
        ("../1917", "until 1917"),
        ("1917/", "1917 to an unknown date"),
        ("/1924", "an unknown date to 1924"),
        ("before 1914", "before 1914"),
        ("by 1921-10", "by October 1921"),
        ("1920~", "about 1920"),
        ("1921?", "perhaps 1921"),
        ("1921-07-13 (year inferred)", "13 July 1921 (year inferred)"),
        ("1921 (inferred)", "1921 (inferred)"),
    ],
)
def test_dates_read_well_in_a_sentence(written: str, spoken: str) -> None:
    assert spoken == words(parse_date(written))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("1921-10-28", "28 October 1921", "certain"),
        ("1921-10-28", "1921-10-29", "no"),
        ("1921", "1921", "possible"),
        ("1921", "1921-10-28", "possible"),
        ("1921", "1922", "no"),
        ("1921", "1920/1922", "certain"),
        ("1920", "1920/1922", "possible"),
        ("1918/1921", "1921/1923", "possible"),
        ("1918/1922", "1921/1923", "certain"),
        ("1918/1920", "1921/1923", "no"),
        ("1918/1921-03-05", "1921-03-05/1923", "certain"),
        ("1922/1926", "1922/1926", "certain"),
        ("1917/..", "1950", "certain"),
        ("1917/..", "1917", "possible"),
        ("1917/..", "1916", "no"),
        ("1917/..", "1920/..", "certain"),
        ("1917/", "1950", "possible"),
        ("1917/", "1917/..", "possible"),
        ("1917/", "1916", "no"),
        ("../1917", "before 1900", "certain"),
        ("../1917", "1918", "no"),
        ("/1924", "1900", "possible"),
        ("/1924", "1925", "no"),
        ("before 1914", "1913", "possible"),
        ("before 1914", "1914", "no"),
        ("after 1921", "1921", "no"),
        ("after 1921", "1917/..", "certain"),
        ("about 1921", "1920/1922", "possible"),
        ("1921?", "1920/1922", "possible"),
        ("about 1921", "1930", "no"),
        ("7 November 1917", "25 October 1917 (Old Style)", "certain"),
    ],
)
def test_overlap_is_certain_only_whatever_the_unknown_days_are(a: str, b: str, expected: str) -> None:
    assert expected == overlap(parse_date(a), parse_date(b)) == overlap(parse_date(b), parse_date(a))


def test_the_undated_come_last_and_those_without_a_beginning_by_their_end() -> None:
    order = ["../1912", "before 1914", "1914-01-01", "1914-01", "1914", "1914/..", "after 1914", "1917", None]
    dates = [parse_date(text) if text else None for text in order]
    backwards = dates[::-1]
    assert dates == sorted(backwards, key=sort_key)


# Laws


@LAW
@given(DATES)
def test_no_date_begins_after_it_ends(date: Date) -> None:
    for low, high in (date.begin, date.end, (date.earliest, date.latest)):
        assert low is None or high is None or low <= high


@LAW
@given(DATES)
def test_what_is_said_of_a_date_is_read_as_the_same_date(date: Date) -> None:
    again = parse_date(words(date))
    assert (date.begin, date.end, date.edtf, date.precision) == (again.begin, again.end, again.edtf, again.precision)
    assert (date.approximate, date.uncertain, words(date)) == (again.approximate, again.uncertain, words(again))


@LAW
@given(DATES)
def test_the_edtf_of_a_date_has_its_bounds(date: Date) -> None:
    coarser = date.precision == "interval" and any(name in date.said for name in ("early ", "mid ", "late "))
    assume(date.calendar == "gregorian" and not coarser)
    again = parse_edtf(date.edtf)
    assert (date.begin, date.end, date.edtf) == (again.begin, again.end, again.edtf)


@LAW
@given(DATES, DATES)
def test_overlap_is_the_same_from_both_sides(a: Date, b: Date) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert overlap(a, a) != "no"


@LAW
@given(st.lists(st.one_of(st.none(), DATES), max_size=6), st.randoms())
def test_shuffled_dates_come_into_one_order(dates: list[Date | None], random: Random) -> None:
    shuffled = random.sample(dates, len(dates))
    assert [d and sort_key(d) for d in sorted(dates, key=sort_key)] == [
        d and sort_key(d) for d in sorted(shuffled, key=sort_key)
    ]


@LAW
@given(
    st.one_of(st.text(), st.text("0123456789-/.[]?~%X– ()ofertd"), st.builds("{}{}".format, TEXTS, st.text(max_size=3)))
)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    for parse in (parse_date, parse_edtf):
        try:
            date = parse(text)
        except DateError as error:
            code, message = error.code, str(error)
        else:
            code, message = "", words(date)
        assert code in {"", "bad-date", "ambiguous-date", "impossible-date", "impossible-interval"}
        assert message.isprintable()


@LAW
@given(st.dates(datetime.date(1, 1, 3)))
def test_every_day_of_the_calendar_is_itself(day: datetime.date) -> None:
    assert (day.toordinal(), day.isoformat()) == (parse_date(day.isoformat()).earliest, iso(day.toordinal()))


@LAW
@given(st.integers(1583, 9998), st.integers(1, 12))
def test_old_style_is_behind_by_the_days_that_the_centuries_dropped(year: int, month: int) -> None:
    behind = year // 100 - year // 400 - 2 if month > 2 else (year - 1) // 100 - (year - 1) // 400 - 2
    old, new = parse_date(f"{year}-{month:02}-01 (OS)"), parse_date(f"1 {datetime.date(1, month, 1):%B} {year}")
    assert behind == (old.earliest or 0) - (new.earliest or 0)


# Two libraries as oracles


SHARED = st.one_of(
    YEARS.map(str),
    st.dates(datetime.date(1913, 1, 1), datetime.date(1990, 12, 31)).map(lambda day: day.isoformat()[:7]),
    DAYS.map(lambda day: day.isoformat()),
    st.sampled_from(["188X", "191X", "192X"]),
)
MARKED = st.builds("{}{}".format, SHARED.filter(lambda text: "X" not in text), st.sampled_from(["", "?", "~", "%"]))


def bounds_by_edtf(text: str) -> tuple[str, str]:
    parsed = edtf_library(text)
    first, last = ("{:04}-{:02}-{:02}".format(*end[:3]) for end in (parsed.lower_strict(), parsed.upper_strict()))
    return first, last


def bounds_by_undate(text: str) -> tuple[str, str]:
    parsed = Undate.parse(text, "EDTF")
    first, last = (parsed.earliest, parsed.latest) if isinstance(parsed, UndateInterval) else (parsed, parsed)
    return str(first.earliest), str(last.latest)


@LAW
@given(MARKED | SHARED)
def test_both_libraries_agree_about_years_months_days_and_decades(text: str) -> None:
    assert outer_days(parse_date(text)) == bounds_by_edtf(text) == bounds_by_undate(text)


@LAW
@given(MARKED, MARKED)
def test_both_libraries_agree_about_closed_intervals(first: str, last: str) -> None:
    date = read(f"{first}/{last}")
    assume(date is not None and overlap(parse_date(first), parse_date(last)) == "no")
    assert date is not None  # undate takes no interval whose ends share a day
    assert outer_days(date) == bounds_by_edtf(date.edtf) == bounds_by_undate(date.edtf)


WORDS = ["early 1919", "mid 1922", "late 1919", "spring 1921", "summer 1921", "autumn 1921", "early October 1921",
         "late February 1924", "between 1922 and 1926", "the early 1920s"]  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_the_edtf_library_reads_the_edtf_of_words_as_we_do(text: str) -> None:
    date = parse_date(text)
    assert outer_days(date) == bounds_by_edtf(date.edtf)


@pytest.mark.parametrize("text", [row.split("|")[1].strip() for row in FORMS.strip().splitlines()])
def test_what_is_published_is_edtf_to_the_library_too(text: str) -> None:
    in_interval = "/" in text and "-39" in text  # a code in an interval, which the library does not take
    if not in_interval:
        edtf_library(text)


def test_known_difference_the_edtf_library_ends_winter_with_its_first_month() -> None:
    assert ("1921-12-01", "1921-12-31") == bounds_by_edtf(parse_date("winter 1921").edtf)
    assert "1921-12-01 1922-02-28" == days(parse_date("winter 1921"))


def test_known_difference_the_edtf_library_takes_a_day_that_never_was() -> None:
    assert ("1918-02-29", "1918-02-29") == bounds_by_edtf("1918-02-29")
    assert "impossible-date" == refusal("1918-02-29").code


def test_known_difference_the_edtf_library_takes_reversed_intervals() -> None:
    assert ("1926-01-01", "1922-12-31") == bounds_by_edtf("1926/1922")
    assert "impossible-interval" == refusal("1926/1922").code


def test_known_difference_the_edtf_library_invents_ten_years_before_an_unknown_beginning() -> None:
    assert ("1914-12-31", "1924-12-31") == bounds_by_edtf("/1924")
    assert parse_date("/1924").earliest is None


def test_known_difference_undate_knows_no_seasons_parts_or_sets() -> None:
    for text in ["spring 1921", "late 1919", "early October 1921", "before 1914"]:
        with pytest.raises(ValueError, match="not a supported EDTF date format"):
            Undate.parse(parse_date(text).edtf, "EDTF")
