"""Plain facts as QuickStatements (version 1), for people who want to bring them into Wikidata.

Only facts that the author states himself, only where both ends are verified as the same things in Wikidata, and only
with a page and the address of an edition as reference.  A date that Wikidata's notation cannot hold is left out.  The
columns are separated by tabs; a line that begins with neither an item nor a command is ignored by the tool, so that
remarks can stand in the file.

Source: `importDataFromV1` and `parseValueV1` of QuickStatements itself,
https://github.com/magnusmanske/quickstatements/blob/master/public_html/quickstatements.php
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph_builder.model.dates import Date
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement, is_plain
from graph_builder.model.things import Thing
from graph_builder.model.wording import page_url

_ITEM = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")


class Property(NamedTuple):
    """A property of Wikidata that says what a relation says; `turned` where its subject is the relation's object.

    `evidence`: stored public files in which somebody uses the property under this label (ids of the text index).
    """

    id: str
    label: str
    evidence: str
    turned: bool = False


PROPERTIES: dict[str, Property] = {
    "member_of": Property("P463", "member of", "45076658493, 8868672081, 53759020542"),
    "part_of": Property("P361", "part of", "59355129373, 53759020542, 55151353124"),
    "located_in": Property("P276", "location", "25134696243, 54145412660, 139503674"),
    "holds_office": Property("P39", "position held", "57513863586, 56121930966, 57687505478"),
    "takes_part": Property("P1344", "participant in", "53759020542, 56934519509, 34515116184"),
    "founds": Property("P112", "founded by", "53759020542, 65940200690, 19994177697", turned=True),
    "signs": Property("P1891", "signatory", "29216823874 (a query for treaties)", turned=True),
}
"""The relations that Wikidata has a property for.  Left out: those whose nearest property says more or less than we do
(issues is not author, succeeds is not replaces for persons), and everything that is a stance, a belief or a cause."""

POINT, START, END, URL, PAGE = "P585", "P580", "P582", "S854", "S304"
"""point in time, start time, end time; as references: reference URL, page(s).  Seen in use as the properties above, in
58048763685, 54571341795, 70292664706, 57679132515 and 66277067187."""


_USE = (
    "# For https://quickstatements.toolforge.org: a line is item, property, item, qualifiers, references.",
    "# Only plain facts between two things with a verified exactMatch; read each line before you import it.",
)


def quickstatements(book: FactBook) -> str:
    """The file; where no fact can be offered, remarks that say so."""
    lines = sorted(set(_lines(book)))
    aligned = sum(1 for thing in book.things.values() if item(thing))
    told = f"# {len(lines)} facts between {aligned} things that are verified as the same in Wikidata."
    if not lines:
        told += (
            " No plain fact that Wikidata has a property for has both its ends among them: there is nothing to import."
        )
    return "".join(f"{text}\n" for text in ("# QuickStatements, version 1", *_USE, told, *lines))


def item(thing: Thing | None) -> str:
    """The thing's item in Wikidata, where exactly one is verified as the same; else ""."""
    iris = {a.iri for a in thing.same_as if a.match == "exactMatch" and a.checked} if thing else set()
    found = {match[1] for match in map(_ITEM.fullmatch, iris) if match}
    return found.pop() if len(found) == 1 else ""


def _lines(book: FactBook) -> Iterator[str]:
    for statement in book.statements:
        property_ = PROPERTIES.get(statement.relation)
        ends = [item(book.things.get(id_)) for id_ in (statement.subject, statement.object)]
        url = page_url(statement.locator, book)
        if property_ is None or not all(ends) or not _is_all_said(statement) or '"' in url or not url:
            continue
        subject, object_ = reversed(ends) if property_.turned else ends
        reference = (URL, f'"{url}"', PAGE, f'"{statement.locator.page}"')
        yield "\t".join((subject, property_.id, object_, *_dated(statement.when), *reference))


def _is_all_said(statement: Statement) -> bool:
    """True for a plain fact that means the same without its other qualifiers."""
    narrowed = (statement.role, statement.how, statement.sense, statement.at, statement.places, statement.via)
    return is_plain(statement) and not any(narrowed)


def _dated(when: Date | None) -> tuple[str, ...]:
    """The date as qualifiers; none where it is doubtful, inferred, or no day, month or year (or two of them)."""
    if when is None or when.inferred or when.approximate or when.uncertain or when.calendar != "gregorian":
        return ()
    start, _, end = when.edtf.partition("/")
    if "/" not in when.edtf:
        return (POINT, _time(start)) if _time(start) else ()
    ends = ((START, start.removeprefix("..")), (END, end.removeprefix("..")))
    if any(text and not _time(text) for _, text in ends):
        return ()
    return tuple(part for name, text in ends if text for part in (name, _time(text)))


def _time(edtf: str) -> str:
    """A day, month or year in Wikidata's notation with its precision; "" for anything else.

    >>> _time("1921-10-28"), _time("1921-10"), _time("1921"), _time("1921-39")
    ('+1921-10-28T00:00:00Z/11', '+1921-10-00T00:00:00Z/10', '+1921-00-00T00:00:00Z/9', '')
    """
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", edtf)
    if not match:
        return ""
    year, month, day = match.groups()
    precision = 9 + bool(month) + bool(day)
    return f"+{year}-{month or '00'}-{day or '00'}T00:00:00Z/{precision}"
