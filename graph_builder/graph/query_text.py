"""A query as text: what is refused before the engine sees it, and where the fault is that the engine found.

Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar, terminals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from graph_builder.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n\r]*)
    |(?P<string>\"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z)|'{3}(?:\\.|[^\\])*?(?:'{3}|\Z)
        |"(?:\\.|[^"\\\n\r])*"?|'(?:\\.|[^'\\\n\r])*'?)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$@][\w-]+)
    |(?P<name>(?:_|[^\W\d_][\w.-]{0,100}+)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>[^\W\d]\w*)
    |(?P<number>(?:\d+\.\d*|\.?\d+)(?:[eE][+-]?\d+)?)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
# A prefix has at most 101 characters here: without a bound, text such as "a.-a.-..." takes the square of its length.
_PLACE = re.compile(r"error at (?:line )?(\d+)(?::| column )(\d+)(?:-[\d:]+)?:?\s*", re.IGNORECASE)
_CLASS = re.compile(r"\[(?:[^\[\]\"'\\]|'[^']*'|\"[^\"]*\"|\\.)*\]")
_ITEM = re.compile(r'"(?:\\.|[^"\\])*"|[^,"]+')
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
_CLOSES = {")": "(", "]": "[", "}": "{"}
_EXPECTED, _SHOWN = 8, 60
_LONGEST = 2000  # characters of an error that are looked at
_NO_SERVICE = "SERVICE asks the network; this graph answers from itself only, unless the address is allowed by name"


class Token(NamedTuple):
    """A piece of a query; `kind` is the name of its group in the pattern above."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> list[Token]:
    """The query in pieces, without blanks and comments.

    >>> [t.text for t in tokens("ASK { kg:lenin ?p 'a # b' } # end")]
    ['ASK', '{', 'kg:lenin', '?p', "'a # b'", '}']
    """
    found = (Token(str(m.lastgroup), m[0], m.start()) for m in _TOKEN.finditer(query))
    return [token for token in found if token.kind != "blank"]


def refuse(query: str, services: Collection[str] = ()) -> None:
    """Lets only reading queries pass that ask no other server than the named `services`.

    Raises:
        QueryError: the query is empty, is an update, begins with no known word, or asks another server.
    """
    pieces = tokens(query)
    start = _prologue(pieces)
    if start == len(pieces):
        raise QueryError("the query is empty")
    first = pieces[start]
    if first.text.upper() in _UPDATES:
        _fail("an update would change the graph; only reading queries are answered", query, first.start)
    if first.kind == "word" and start and pieces[start - 1].text.upper() == "PREFIX":
        _fail(f"a prefix ends in a colon: PREFIX {_cut(first.text)}: <...>", query, first.start)
    if first.text.upper() not in _FORMS:
        _fail(f"'{_cut(first.text)}' begins no query; write SELECT, ASK, CONSTRUCT or DESCRIBE", query, first.start)
    for index, token in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if _asks_a_server(token, after) and not _allowed(pieces[index:], services):
            _fail(_NO_SERVICE, query, token.start)


def _prologue(pieces: list[Token]) -> int:
    """How many pieces PREFIX, BASE and what belongs to them are, as far as the query's own word."""
    prefixed = False
    for index, token in enumerate(pieces):
        word = token.text.upper() if token.kind == "word" else ""
        prefixed = prefixed or word == "PREFIX"
        if word not in ("", "PREFIX", "BASE") or token.kind not in ("word", "iri", "name"):
            return index
        if token.kind == "name" and not prefixed:
            return index
    return len(pieces)


def _asks_a_server(token: Token, after: Token | None) -> bool:
    """Oxigraph wants no blank around SERVICE: `trueSERVICE<...>` and `SERVICEkg:x {` are read as such."""
    if token.kind == "word":
        return "service" in token.text.lower()
    prefix = token.text.partition(":")[0] if token.kind == "name" else ""
    return "service" in prefix.lower() and after is not None and after.text == "{"


def _allowed(pieces: list[Token], services: Collection[str]) -> bool:
    """True for SERVICE, perhaps SILENT, and an address that is named; one in a variable could be any."""
    words = [*(piece.text for piece in pieces[:3]), ""]
    address = words[2] if len(words) > 2 and words[1].upper() == "SILENT" else words[1]
    return words[0].upper() == "SERVICE" and address[:1] == "<" and address[1:-1] in services


def fault(error: Exception | str, query: str, known: Iterable[str]) -> QueryError:
    """Oxigraph's error as a person would say it, at the place that it means.

    Oxigraph names the farthest place that it looked at, which lies behind the fault when it looked for a long word.
    """
    text = str(error)[:_LONGEST]
    place = _PLACE.search(text)
    if not place:
        return QueryError(text)
    lines = query.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(place[1]) - 1]) + int(place[2]) - 1
    wanted = _CLASS.sub("", text[place.end() :]).removeprefix("expected ").removeprefix("one of ")
    items = [item.strip() for item in _ITEM.findall(wanted)]
    signs = [item for item in items if item.startswith('"')]
    words = [item for item in items if item.isupper() or re.fullmatch(r"is[A-Z]\w+|sameTerm", item)]
    said = [item for item in items if " " in item and item not in signs and item != "Prefix not found"]
    if own := _own_fault(query, offset, set(known)):
        return own
    if "IRI parsing failed" in said:
        start = max(query.rfind("<", 0, offset), 0)
        return _error("this IRI cannot be read; one that is not complete needs BASE", query, start)
    if said:
        return QueryError(said[0][0].lower() + said[0][1:])
    if signs:
        more = ", ..." if len(signs) > _EXPECTED else ""
        return _error("this cannot be read here; expected " + ", ".join(signs[:_EXPECTED]) + more, query, offset)
    if words:
        return _error("this cannot be read here", query, max(offset - min(map(len, words)), 0))
    return QueryError("the query cannot be read; the place of the fault is not known")


def _own_fault(query: str, offset: int, known: set[str]) -> QueryError | None:
    """A fault no later than `offset` that can be named better than the engine does: prefixes, strings, brackets."""
    pieces, opened = tokens(query), list[Token]()
    known |= {t.text[:-1] for before, t in pairwise(pieces) if before.text.upper() == "PREFIX"}
    for token in pieces:
        if token.start > offset:
            break
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known | {"_"}:
            if query[token.start - 1] == "<":
                return _error("this IRI holds a character that no IRI has", query, token.start - 1)
            listed = ", ".join(sorted(known))
            return _error(f"the prefix '{prefix}:' is not known; known prefixes: {listed}", query, token.start)
        if token.kind == "string" and (len(token.text) < 2 or token.text[-1] != token.text[0]):
            return _error("this string has no end", query, token.start)
        if token.text in _CLOSES.values():
            opened.append(token)
        elif token.text in _CLOSES and (not opened or opened.pop().text != _CLOSES[token.text]):
            return _error(f"this '{token.text}' closes nothing", query, token.start)
    if opened and offset >= len(query.rstrip()):
        return _error(f"this '{opened[-1].text}' is never closed", query, opened[-1].start)
    return None


def _cut(text: str) -> str:
    """A piece of the query as far as a message can show it."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:_SHOWN])
    return shown if len(text) <= _SHOWN else f"{shown}…"


def _error(message: str, query: str, offset: int) -> QueryError:
    before = query[:offset]
    return QueryError(message, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _fail(message: str, query: str, offset: int) -> None:
    raise _error(message, query, offset)
