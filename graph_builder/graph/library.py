"""The library of questions: each one file queries/NAME.rq, a valid query as it stands, whose parameters can be given.

    # Who supported and who opposed {issue}, and does the list go on?
    # issue: thing = red-army-abroad | what was supported or opposed
    SELECT ... WHERE {
      VALUES ?issue { kg:red-army-abroad }

The first line is the question.  A parameter is a comment `# name: type = default | explanation` in the head of the file
and one or more lines that begin with VALUES and hold the default; giving an argument changes what stands in these lines
and nothing else.  An argument never enters a query as it was written: it is looked up in the book, read as a date or a
number, or escaped as a literal.

    type                       argument                                     line
    thing, thing(Person, ...)  an id, a label or an alias; any              VALUES ?name { kg:lenin }
    relation                   as in the facts (calls_for) or camel; any    VALUES ?name { kgo:callsFor }
    date                       what the facts take as a date: its bounds    VALUES (?name_from ?name_to) { (...) }
    number                     22 or -1.5                                   VALUES ?name { 22 }
    text                       printable characters without a backslash     VALUES ?name { "trade" }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as _calendar
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from graph_builder.errors import UsageError
from graph_builder.graph.query_text import tokens
from graph_builder.graph.terms import PREFIXES, literal
from graph_builder.graph.vocabulary import camel, vocabulary_base
from graph_builder.model.date_words import DateError
from graph_builder.model.dates import iso, parse_date, words
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.model.relations import ACTOR, RELATIONS, VERBS, Kind
from graph_builder.model.wording import citation, label_of

Type = Literal["thing", "relation", "date", "number", "text"]

ANY = "any"
"""The argument that leaves a thing or a relation open."""

KINDS = (*get_args(Kind), "Passage")
"""What a parameter may ask for in brackets; a plain `thing` is any of them but a Passage."""

_TYPES: dict[str, Type] = {type_: type_ for type_ in get_args(Type)}
_PARAMETER = re.compile(
    r"# (?P<name>[a-z][a-z0-9_]*): (?P<type>\w+)(?:\((?P<kinds>[\w, ]*)\))?"
    r" = (?P<default>[^|]*?) \| (?P<explanation>.*\S)"
)
_ALMOST = re.compile(r"#\s*\w+\s*:.*=.*\|")
_VALUES = re.compile(
    r"^(?P<head>[ \t]*VALUES (?P<variables>\?\w+|\(\?\w+ \?\w+\)) \{ )(?P<values>[^{}\n]*?)(?P<tail> \})", re.MULTILINE
)
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"([+-]?)0*([0-9]{1,15})(?:\.([0-9]{1,9}))?")
_SHOWN = 60
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a question that can be given another value; `kinds` are the allowed kinds of a thing, () for all."""

    name: str
    type: Type
    kinds: tuple[str, ...]
    default: str
    explanation: str

    @property
    def variables(self) -> str:
        """The variables in its VALUES line."""
        return f"(?{self.name}_from ?{self.name}_to)" if self.type == "date" else f"?{self.name}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library: `text` is English with {slots}, `query` the whole file."""

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    query: str


@cache
def questions() -> tuple[Question, ...]:
    """Every question of the library.  Order: by name.

    >>> [q.text for q in questions() if q.name == "who-supported"]
    ['Who supported and who opposed {issue}, where and when, and does the list go on?']
    """
    found = (path for path in files("graph_builder.graph").joinpath("queries").iterdir() if path.name.endswith(".rq"))
    return tuple(sorted((read(p.name[:-3], p.read_text("utf-8")) for p in found), key=lambda q: q.name))


def question(name: str) -> Question:
    """The question of this name.

    Raises:
        UsageError: there is none; the message offers the nearest name.
    """
    known = {q.name: q for q in questions()}
    if name not in known:
        raise UsageError(f"there is no question '{_cut(name)}'{did_you_mean(name, known)}")
    return known[name]


def read(name: str, text: str) -> Question:
    """The question that a file of the library holds.

    Raises:
        ValueError: the file is not in the form that stands at the head of this module.
    """
    first, *rest = text.splitlines() or [""]
    if not re.fullmatch(r"# [A-Z].*\S\?", first):
        raise ValueError(f"{name}.rq: the first line is no question: {first!r}")
    parameters: list[Parameter] = []
    for line in rest:
        if not line.startswith("#"):
            break
        match = _PARAMETER.fullmatch(line)
        type_ = _TYPES.get(match["type"]) if match else None
        if match and type_:
            kinds = tuple(re.findall(r"\w+", match["kinds"] or ""))
            parameters.append(Parameter(match["name"], type_, kinds, match["default"], match["explanation"]))
        elif match or _ALMOST.match(line):
            raise ValueError(f"{name}.rq: this is no parameter: {line!r}")
    result = Question(name, first[2:], tuple(parameters), text)
    for fault in _faults(result):
        raise ValueError(f"{name}.rq: {fault}")
    return result


def _faults(question: Question) -> Iterator[str]:
    names = [parameter.name for parameter in question.parameters]
    lines = {(match["variables"], match["values"]) for match in _VALUES.finditer(question.query)}
    for parameter in question.parameters:
        if names.count(parameter.name) > 1:
            yield f"two parameters are called {parameter.name}"
        if parameter.kinds and (parameter.type != "thing" or set(parameter.kinds) - set(KINDS)):
            yield f"{parameter.name}: only a thing has kinds, and they are {', '.join(KINDS)}"
        try:
            default = _value(parameter, parameter.default, None).term
        except UsageError as error:
            yield f"{parameter.name}: {error}"
        else:
            if {held for variables, held in lines if variables == parameter.variables} != {default}:
                yield f"{parameter.name}: each of its lines must be 'VALUES {parameter.variables} {{ {default} }}'"
    for slot in _SLOT.findall(question.text):
        if slot not in names:
            yield f"the question has a slot {{{slot}}} but no such parameter"


def filled(question: Question, arguments: Mapping[str, str], book: FactBook) -> str:
    """The query of a question with these arguments, complete with the prefixes that it uses.

    Raises:
        UsageError: a parameter that does not exist, or an argument that is not what it asks for.
    """
    values = {parameter.variables: value.term for parameter, value in _values(question, arguments, book)}

    def put(match: re.Match[str]) -> str:
        term = values.get(match["variables"])
        return match[0] if term is None else f"{match['head']}{term}{match['tail']}"

    # The prefixes are those of the library, kg and kgo, whatever the book calls its own.
    body = _VALUES.sub(put, re.sub(r"\A(?:#[^\n]*\n)+", "", question.query))
    known = {"kg": book.settings.base, **PREFIXES, "kgo": vocabulary_base(book.settings)}
    used = {token.text.partition(":")[0] for token in tokens(body) if token.kind == "name"}
    return "".join(f"PREFIX {name}: <{known[name]}>\n" for name in sorted(used & known.keys())) + body


def asked(question: Question, arguments: Mapping[str, str], book: FactBook) -> str:
    """The question in English, with what was asked for in its slots.

    Raises:
        UsageError: as `filled`.
    """
    said = {parameter.name: value.words for parameter, value in _values(question, arguments, book)}
    return _SLOT.sub(lambda match: said[match[1]], question.text)


@dataclass(frozen=True, slots=True)
class _Value:
    """An argument that was checked: as it stands between the braces of VALUES, and in English."""

    term: str
    words: str


def _values(question: Question, arguments: Mapping[str, str], book: FactBook) -> Iterator[tuple[Parameter, _Value]]:
    names = [parameter.name for parameter in question.parameters]
    for name in arguments:
        if name not in names:
            allowed = f"its parameters: {', '.join(names)}" if names else "it has none"
            raise UsageError(f"{question.name} has no parameter '{_cut(name)}'{did_you_mean(name, names)} ({allowed})")
    for parameter in question.parameters:
        try:
            yield parameter, _value(parameter, arguments.get(parameter.name, parameter.default).strip(), book)
        except UsageError as error:
            hint = "" if parameter.name in arguments else f"; it is the default: give {parameter.name}=..."
            raise UsageError(f"{parameter.name}: {error}{hint}") from None


def _value(parameter: Parameter, given: str, book: FactBook | None) -> _Value:
    """The argument, checked; without a book a thing is taken as it is, as the defaults of the library are read."""
    if given == ANY and parameter.type in ("thing", "relation"):
        whoever = "anyone" if parameter.kinds and ACTOR.issuperset(parameter.kinds) else "anything"
        return _Value("UNDEF", whoever if parameter.type == "thing" else "any relation")
    if parameter.type == "thing":
        id_, label = (given, "") if book is None else _thing(given, parameter.kinds, book)
        return _Value(f"kg:{id_}", label)
    return {"relation": _relation, "date": _date, "number": _number, "text": _text}[parameter.type](given)


def _thing(given: str, kinds: tuple[str, ...], book: FactBook) -> tuple[str, str]:
    """Id and label of the one thing that is meant."""
    named = {id_: (kind, names) for id_, kind, names in _named(book)}
    allowed = {id_: names for id_, (kind, names) in named.items() if kind in (kinds or KINDS[:-1])}
    wanted = " ".join(given.split()).casefold()
    meant = [id_ for id_, names in allowed.items() if wanted in {name.casefold() for name in names}]
    if given in allowed or len(meant) == 1:
        id_ = given if given in allowed else meant[0]
        return id_, allowed[id_][0]
    if meant:
        raise UsageError(f"'{_cut(given)}' is the name of several things; give an id: {', '.join(sorted(meant))}")
    what = " or ".join(kinds or ("thing",))
    for id_, (kind, names) in named.items():
        if given == id_ or wanted in {name.casefold() for name in names}:
            raise UsageError(f"'{_cut(given)}' is a {kind}, and this must be a {what}")
    near = did_you_mean(given[:_LONGEST], {name for id_, names in allowed.items() for name in (id_, *names)})
    raise UsageError(f"there is no {what} '{_cut(given)}'{near}")


def _named(book: FactBook) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Id, kind and names of whatever can be asked about, the label first."""
    yield from ((thing.id, thing.kind, (thing.label, *thing.aka)) for thing in book.things.values())
    yield from ((id_, "Claim", (label_of(id_, book),)) for id_ in book.claims)
    locators = {s.locator for s in book.statements} | {passage.locator for passage in book.passages}
    yield from ((locator.id, "Passage", (citation(locator, book),)) for locator in sorted(locators))


def _relation(given: str) -> _Value:
    forms = {**VERBS, **{form: id_ for id_ in RELATIONS for form in (id_, camel(id_))}}
    id_ = forms.get(given) or forms.get(given.replace(" ", "_"))
    if id_ is None:
        allowed = f"allowed: {ANY}, {', '.join(RELATIONS)}"
        raise UsageError(f"there is no relation '{_cut(given)}'{did_you_mean(given[:_LONGEST], forms)} ({allowed})")
    return _Value(f"kgo:{camel(id_)}", RELATIONS[id_].third)


def _date(given: str) -> _Value:
    """Its first and its last possible day; an end that is open or unknown is that of the calendar."""
    try:
        date = parse_date(given)
    except DateError as error:
        remedy = error.remedy or "write a date such as 1921-10-28, 'early 1922' or 1918/1921"
        raise UsageError(f"{error} ({remedy})") from None
    first = iso(1 if date.earliest is None else date.earliest)
    last = iso(_calendar.max.toordinal() if date.latest is None else date.latest)
    return _Value(f'("{first}"^^xsd:date "{last}"^^xsd:date)', words(date))


def _number(given: str) -> _Value:
    match = _NUMBER.fullmatch(given)
    if not match:
        raise UsageError(f"'{_cut(given)}' is not a number such as 22 or -1.5")
    sign, whole, part = match.groups()
    number = f"{sign.replace('+', '')}{whole}" + (f".{part}" if part else "")
    return _Value(number, number)


def _text(given: str) -> _Value:
    """A literal without code point escapes, which engines read differently: rdflib before it looks for strings."""
    if not given or len(given) > _LONGEST:
        raise UsageError(f"a text has 1 to {_LONGEST} characters")
    if strange := next((c for c in given if c == "\\" or not c.isprintable()), ""):
        raise UsageError(f"a text cannot have the character {strange!a}")
    return _Value(literal(given), given)


def _cut(text: str) -> str:
    """What somebody gave, as far as a message can show it."""
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
