"""What is fuzzed: for each border at which text from outside comes in, a function that raises only if a law is broken.

Faults of the input (problems, SentenceError, DateError, GraphBuilderError, an HTTP refusal) are what should come of it.
Whatever else is raised, by the program or by an assertion here, is a broken law.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from fuzz_laws import check_answer, check_date, check_problems, is_plain, meant
from fuzz_servers import Replies, Site

from graph_builder.errors import GraphBuilderError, QueryError, UsageError
from graph_builder.facts.nodes import texts
from graph_builder.facts.read import read_bytes
from graph_builder.facts.sentence import Sentence, SentenceError, parse_sentence
from graph_builder.graph import library, remote, stores, wire
from graph_builder.graph.answers import Answer
from graph_builder.graph.batches import Place
from graph_builder.graph.engine import Limits
from graph_builder.graph.query_text import refuse, tokens
from graph_builder.graph.sparql import ask, pointed
from graph_builder.lectures.folder import check_lecture
from graph_builder.lectures.parse import locator_of
from graph_builder.model.dates import DateError, parse_date, parse_edtf, words
from graph_builder.model.factbook import FactBook
from graph_builder.model.figures import parse_figure
from graph_builder.model.relations import VERBS
from graph_builder.pipeline import check_folder, load
from graph_builder.views.explorer_notebook import opening
from graph_builder.views.network_page import inline_json

TINY = Path(__file__).parents[1] / "worlds" / "tiny"
FILES = ("graph.yaml", "sources.yaml", "entities/things.yaml", "facts/facts.yaml")
"""The files of the tiny world; the first byte of an input for `check` says which of them the rest stands for."""
_T, _E = TypeVar("_T"), TypeVar("_E", bound=Exception)
LIMITS = Limits(seconds=3, rows=1000, memory=128 << 20)
_STATUSES = (200, 204, 303, 304, 307, 400, 403, 404, 405, 406, 408, 413, 415, 503, 504, 507)


@cache
def tiny() -> FactBook:
    return load(TINY)


@cache
def _folder(part: str) -> Path:
    """A copy of the tiny world that inputs are written into; it goes when the process ends."""
    held = tempfile.TemporaryDirectory(prefix="fuzz-")
    _kept.append(held)
    return Path(shutil.copytree(TINY, Path(held.name) / part))


_kept: list[tempfile.TemporaryDirectory[str]] = []


def reader(raw: bytes) -> None:
    """Any bytes give a tree or a problem; every place lies within the file, every message is one line."""
    document, problems = read_bytes(raw, "x.yaml")
    assert document.root is not None or problems
    check_problems(problems, {"x.yaml": document.lines})
    for text in texts(document.root) if document.root else ():
        assert 1 <= text.line <= len(document.lines), text
        assert 1 <= text.column <= len(document.lines[text.line - 1]) + 1, text


def sentence(raw: bytes) -> None:
    """A text is a sentence or a SentenceError; its parts, and the fault, are where they are said to be."""
    text = _text(raw)
    found = _or_error(SentenceError, lambda: parse_sentence(text, VERBS))
    if isinstance(found, SentenceError):
        assert 0 <= found.offset <= len(text), found
        assert found.length >= 1
        assert found.offset + found.length <= max(len(text), 1), found
        return
    assert found.verb.text in VERBS
    for part in (*found.subjects, found.verb, *found.objects):
        assert part.text == text[part.offset : part.offset + len(part.text)]
    assert _words(found) == _words(parse_sentence(" ".join(_words(found)), VERBS))


def _words(found: Sentence) -> list[str]:
    """The sentence in its parts, those of a list joined."""
    subjects, objects = (",".join(part.text for part in side) for side in (found.subjects, found.objects))
    return list(filter(None, (subjects, "not" if found.negated else "", found.verb.text, objects)))


def dates(raw: bytes) -> None:
    """A text is a date or a DateError; no date begins after it ends; its words and its EDTF mean the same date."""
    text = _text(raw)
    with suppress(DateError):
        date = parse_date(text)
        check_date(date)
        assert date.edtf == meant(parse_date, words(date)).edtf
    with suppress(DateError):
        check_date(parse_edtf(text))  # whose seasons may be 21 to 24: another EDTF for the same words


def check(raw: bytes) -> None:
    """Whatever stands in one file of a folder, `check` gives a book or problems with places, in every format."""
    folder, name = _folder("check"), FILES[raw[0] % len(FILES)] if raw else FILES[0]
    before = (TINY / name).read_bytes()
    (folder / name).write_bytes(raw[1:])
    try:
        checked = check_folder(folder)
    finally:
        (folder / name).write_bytes(before)
    assert checked.book is not None or any(p.level == "error" for p in checked.problems)
    check_problems(checked.problems, checked.lines)


def lecture(raw: bytes) -> None:
    """Whatever stands in a lecture, it is sound or has problems with places; one in eight is drawn as well."""
    path = _folder("lecture") / "lectures" / "tiny.yaml"
    path.write_bytes(raw)
    found = check_lecture(path, tiny(), pictures=sum(raw) % 8 == 0)
    assert found.lectures or found.problems
    check_problems(found.problems, found.lines)


def query(raw: bytes) -> None:
    """A text is answered within limits, or is a QueryError whose place is within the text."""
    text = _text(raw)
    end = 0
    for token in tokens(text):
        assert token.start >= end
        assert token.text == text[token.start : token.start + len(token.text)]
        end = token.start + len(token.text)
    answer = _or_error(QueryError, lambda: _asked(text))
    if isinstance(answer, Answer):
        check_answer(answer, tiny())
        return
    lines = text.split("\n")
    assert 0 <= answer.line <= len(lines), answer
    assert (answer.column >= 1) == (answer.line >= 1)
    assert not answer.line or answer.column <= len(lines[answer.line - 1]) + 1, answer
    assert is_plain(str(answer)), answer
    assert len(str(answer)) < 4_000
    pointed(text, answer)


def _asked(text: str) -> Answer:
    refuse(text)
    return ask(tiny(), text, LIMITS)


def http(raw: bytes) -> None:
    """Any request to the endpoint and its pages gets an answer of ours: never 500, never a traceback."""
    status, media, body = _site().answer(raw)
    assert status in _STATUSES, (status, body[:500])
    if status >= 400 and media.startswith("text/plain"):
        assert is_plain(body.decode("utf-8").removesuffix("\n")), body


@cache
def _site() -> Site:
    return Site(tiny(), TINY, LIMITS)


def close() -> None:
    """Ends what the targets started, and removes what they wrote."""
    for made in (_site, _replies):
        if made.cache_info().currsize:
            made().close()
            made.cache_clear()
    _folder.cache_clear()
    while _kept:
        _kept.pop().cleanup()


def endpoint(raw: bytes) -> None:
    """Whatever a store of others replies to a question or to `publish`: an answer, or one clear error."""
    server = _replies()
    server.reply = raw
    url = server.url
    asked: tuple[Callable[[], object], ...] = (
        lambda: check_answer(remote.ask_there(url, tiny(), "SELECT ?s { ?s ?p ?o }", LIMITS), tiny()),
        lambda: check_answer(remote.ask_there(url, tiny(), "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", LIMITS), tiny()),
        lambda: stores.triples(_store(), Place()),
        lambda: stores.can_be_asked(_store()),
        lambda: stores.is_true(_store(), "ASK {}"),
        lambda: stores.graphs(_store(), url, [url]),
        lambda: stores.triples(stores.store_at(wire.Connection(seconds=5), url, graph_store=url), Place()),
    )
    error = _or_error(GraphBuilderError, asked[sum(raw) % len(asked)])
    assert not isinstance(error, GraphBuilderError) or is_plain(str(error)), error


@cache
def _replies() -> Replies:
    return Replies()


def _store() -> stores.Store:
    return stores.store_at(wire.Connection(seconds=5), _replies().url)


def address(raw: bytes) -> None:
    """Addresses, states of the explorer and values of slots: taken or refused, and never more than what was asked."""
    text = _text(raw)
    state = opening(["lenin"], text)
    opening([], {"view": text, text or "x": "1"}).encode("utf-8")
    inline_json(state).encode("utf-8")
    shown = wire.shown(text)
    assert shown.isprintable()
    for taken in (wire.checked_url, remote.endpoint_at, lambda url: stores.store_at(wire.Connection(), url)):
        with suppress(UsageError):
            taken(text)
    locator_of(text)
    parse_figure(text, "", "")
    _fill(text)


def _fill(text: str) -> None:
    """A value in a slot changes the pieces of a query in its VALUES lines and nowhere else."""
    for question, parameter in _slots():
        given = {parameter.name: text}
        made = _or_error(UsageError, partial(library.filled, question, given, tiny()))
        if isinstance(made, UsageError):
            assert is_plain(str(made)), made
            continue
        library.asked(question, given, tiny())
        refuse(made)
        assert _skeleton(made) == _skeleton(library.filled(question, {parameter.name: _like(parameter)}, tiny()))
        made.encode("utf-8")


@cache
def _slots() -> list[tuple[library.Question, library.Parameter]]:
    """One slot of each kind that questions have, where the others can be left open in the tiny world."""
    found: dict[object, tuple[library.Question, library.Parameter]] = {}
    for question in library.questions():
        for parameter in question.parameters:
            with suppress(UsageError):
                library.filled(question, {parameter.name: _like(parameter)}, tiny())
                found.setdefault((parameter.type, parameter.kinds), (question, parameter))
    return list(found.values())


def _like(parameter: library.Parameter) -> str:
    """Some value of the parameter's type that the tiny world has."""
    plain = {"relation": "opposes", "date": "1921", "number": "22", "text": "trade"}
    return plain.get(parameter.type, library.ANY)


def _skeleton(made: str) -> list[str]:
    """The kinds of a query's pieces without its prefixes and what stands between the braces of VALUES."""
    bare = re.sub(r"(?m)^PREFIX .*\n", "", made)
    return [token.kind for token in tokens(re.sub(r"(?m)^([ \t]*VALUES .*? \{ ).*( \}.*)$", r"\1\2", bare))]


def _text(raw: bytes) -> str:
    """The bytes as Python takes them from a command line: what is no UTF-8 stands as lone surrogates."""
    return raw.decode("utf-8", "surrogateescape")


def _or_error(kind: type[_E], work: Callable[[], _T]) -> _T | _E:
    """What the work gives, or the fault of its input."""
    try:
        return work()
    except kind as error:
        return error


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (reader, sentence, dates, check, lecture, query, http, endpoint, address)
}
