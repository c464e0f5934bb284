"""Inputs to begin with, and slips that know what lines, indentation, values and queries are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from urllib.parse import quote

from fuzz_targets import FILES, TINY

from graph_builder.graph.library import questions
from graph_builder.model.relations import RELATIONS, VERBS

DATA = Path(__file__).parents[2] / "data"
LONGEST = 6000
"""Bytes of a seed: what is longer is cut into pieces at the ends of lines."""
_STRANGE = (
    "", " ", "-", ":", ": ", "- ", "? ", "{", "}", "[", "]", ",", "'", '"', "|\n", ">-\n", "#", "&a ", "*a", "!x ",
    "%", "@", "`", "\t", "\n", "\r", "\r\n", "\x00", "\x1b[2J", "\x7f", "\x85", "\u00a0", "\u00ad",
    "\u200b", "\u202e", "\u2028", "\u2066",
    "\ufeff", "\ufffe", "\ufffd", "é", "e\u0301", "日本", "🚂", "\U0010ffff", "ﷺ", "²", "１９２１", "٣", "İ",
    '"\\n"', '"\\e[2J"', '"\\ud800"', '"\\u2028"', '"\\0"', "---\n", "...\n", "<<: *a\n", "~", "null", "true",
    "no", "nan",
    "1e999", "-1", "0x1F", "012", "9" * 30, "9" * 5000, "1" * 400, "y" * 400, "a-" * 60, "[" * 40, "{a: " * 30,
    "- " * 40,
    "lenin", "trotsky", "not ", "all", "figure:lenin", "statement-aaaaaaaaaaaaaaaa", "17 ¶1", "999999 ¶1", "[[lenin]]",
    "<b>", "[a](javascript:x)", "1921", "1923-24", "late 1919", "25 October 1917 (Old Style)", "0001", "9999", "..",
    "SELECT * { ?s ?p ?o }", "SERVICE <http://127.0.0.1:9/> {", "GRAPH ?g {", "INSERT DATA {", "%00", "%ff",
    "%E2%80%AE",
    "https://example.org/", "http://[", "http://[::1]:99999/", "\\", "\\u0000", "\\U0010FFFF", "'''", '"""',
)  # fmt: skip
_BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\x80")

Slip = Callable[[list[str], Random], None]


def mutated(raw: bytes, chance: Random) -> bytes:
    """The input after one to four slips; the same for the same state of `chance`."""
    lines = raw.decode("utf-8", "surrogateescape").split("\n")
    for _ in range(chance.randint(1, 4)):
        chance.choice(_SLIPS)(lines, chance)
        if not lines:
            lines.append("")
    made = "\n".join(lines)[: 4 * LONGEST].encode("utf-8", "surrogateescape")
    if chance.random() < 0.1:
        at = chance.randrange(len(made) + 1)
        made = made[:at] + chance.choice(_BYTES) + made[at:]
    return made


def _delete(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    del lines[at : at + chance.randint(1, 3)]


def _double(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    lines[at:at] = lines[at : at + chance.randint(1, 4)] * chance.choice((1, 1, 1, 30))


def _swap(lines: list[str], chance: Random) -> None:
    a, b = _at(lines, chance), _at(lines, chance)
    lines[a], lines[b] = lines[b], lines[a]


def _indent(lines: list[str], chance: Random) -> None:
    at, by = _at(lines, chance), chance.choice((" ", "  ", "    ", "\t", "", ""))
    for number in range(at, min(at + chance.randint(1, 4), len(lines))):
        lines[number] = by + lines[number] if by else lines[number][1:]


def _insert(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    place, length = chance.randint(0, len(lines[at])), chance.choice((0, 0, 1, 3))
    lines[at] = lines[at][:place] + chance.choice(_STRANGE) + lines[at][place + length :]


def _word(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    words = lines[at].split(" ")
    words[_at(words, chance)] = chance.choice((chance.choice(_STRANGE), chance.choice(_known())))
    lines[at] = " ".join(words)


def _value(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    key, colon, _ = lines[at].partition(": ")
    if colon:
        lines[at] = key + colon + chance.choice(_STRANGE)


def _nest(lines: list[str], chance: Random) -> None:
    """What stands behind a colon is put into a list or mapping, or taken out of one."""
    at = _at(lines, chance)
    key, colon, value = lines[at].partition(": ")
    if colon:
        around = chance.choice(("[{}]", "[[{}], {}]", "{{{}: {}}}", "{{a: {}}}", '"{}"', "'{}'"))
        lines[at] = key + colon + around.format(*[value] * around.count("{}"))
    else:
        lines[at] = lines[at].translate(str.maketrans("", "", "[]{}"))


def _join(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    lines[at : at + 2] = [chance.choice(("", " ", ", ")).join(lines[at : at + 2])]


def _split(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    place = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _piece(lines: list[str], chance: Random) -> None:
    """A piece of another seed comes in, or all but a piece goes."""
    if chance.random() < 0.3:
        at = _at(lines, chance)
        lines[:] = lines[at : at + chance.randint(1, 8)]
        return
    other = chance.choice(_lines())
    lines.insert(_at(lines, chance), other)


def _repeat(lines: list[str], chance: Random) -> None:
    at = _at(lines, chance)
    place = chance.randint(0, len(lines[at]))
    part = lines[at][place : place + chance.randint(1, 6)]
    lines[at] = lines[at][:place] + part * chance.choice((2, 10, 100, 500)) + lines[at][place:]


_SLIPS: tuple[Slip, ...] = (
    _delete, _double, _swap, _indent, _insert, _insert, _word, _word, _value, _nest, _join, _split, _piece, _repeat,
)  # fmt: skip


def _at(lines: list[str], chance: Random) -> int:
    return chance.randrange(len(lines))


@cache
def _lines() -> list[str]:
    return [line for target in ("check", "lecture", "query") for seed in seeds(target) for line in _cut(seed)]


def _cut(seed: bytes) -> list[str]:
    return seed.decode("utf-8").splitlines()


@cache
def _known() -> list[str]:
    """Words of the languages: ids, keys, relations, keywords of SPARQL."""
    words = {word.strip("{}[]():,?.;") for line in _lines() for word in line.split()}
    return sorted({*words, *VERBS, *RELATIONS} - {""})


@cache
def seeds(target: str) -> list[bytes]:
    """The inputs that fuzzing a target begins with: the tiny world, pieces of the real data, and what is like them."""
    return list(dict.fromkeys(_SEEDS[target]()))


def _yaml(*folders: Path) -> Iterator[bytes]:
    for path in sorted(path for folder in folders for path in folder.rglob("*.yaml")):
        yield from _pieces(path.read_bytes())


def _pieces(raw: bytes, most: int = 8) -> Iterator[bytes]:
    """The file in pieces that begin at the beginning of a line; the first pieces of a long one."""
    piece = b""
    for line in raw.splitlines(keepends=True):
        if len(piece) + len(line) > LONGEST // 2:
            yield piece
            piece, most = b"", most - 1
            if not most:
                return
        piece += line
    yield piece


def _of_check() -> Iterator[bytes]:
    for number, name in enumerate(FILES):
        yield bytes([number]) + (TINY / name).read_bytes()
    for number, folder in ((1, "sources.yaml"), (2, "entities"), (3, "facts")):
        paths = [DATA / folder] if folder.endswith("yaml") else sorted((DATA / folder).iterdir())
        for path in paths:
            yield from (bytes([number]) + piece for piece in _pieces(path.read_bytes(), 2))


def _texts(key: str) -> Iterator[bytes]:
    """The values of a key in the real data, and sentences where the key is empty."""
    for path in sorted(DATA.rglob("*.yaml")):
        for line in path.read_text("utf-8").splitlines():
            if key and f"{key}: " in line:
                yield line.split(f"{key}: ", 1)[1].split(",")[0].rstrip("}").encode()
            elif not key and line.lstrip().startswith("- ") and any(f" {verb} " in line for verb in VERBS):
                yield line.strip().removeprefix("- ").split(":")[0].split("#")[0].strip().encode()


_DATES = (
    b"1921~", b"192X", b"the early 1920s", b"before 1914", b"between March 1921 and 1922", b"1917/..", b"/1924",
    b"29 February 1900 (O.S.)", b"winter of 1920-21", b"28.10.1921", b"[1921..1923]", b"1925-28", b"c. 1920?",
    b"perhaps about late October 1921", b"not before 1921 (year inferred) (Old Style)", b"mid-1922 to 5 March 1923",
)  # fmt: skip


def _queries() -> Iterator[bytes]:
    yield from (q.query.encode() for q in questions())
    yield b"PREFIX x: <http://x/> ASK { x:a ?p '''a\\'b''', \"c\"@en, 1.5e3, true FILTER(?p IN (1, 2) && !(?p < 3)) }"
    yield b"CONSTRUCT { ?s ?p ?o } FROM <a:b> { GRAPH ?g { ?s ?p ?o } MINUS { ?s (a|^a/a*)+ ?o } } ORDER BY ?s LIMIT 3"
    yield b"DESCRIBE kg:lenin"
    yield b"SELECT (COUNT(*) AS ?n) (GROUP_CONCAT(?o) AS ?x) { << ?s ?p ?o >> ?a ?b } GROUP BY ?s HAVING(?n > 1)"


_PATHS = (
    "tiny/lenin", "tiny/lenin.ttl", "tiny/graph/stalin-1925.html", "tiny/jacobson-1994-p17-1", "id/lenin.nt",
    "tiny/ontology", "search?q=lenin", "ids.json?q=le&kinds=Person", "questions/who-supported?issue=lenin",
    "questions.json", "health", "void.ttl", "ontology.jsonld", "data.nq", "robots.txt", "static/page.css",
    "tiny/type/politician", "%2e%2e/%2e%2e/etc/passwd", "explorer.html",
)  # fmt: skip


def _requests() -> Iterator[bytes]:
    for number, text in enumerate(_queries()):
        asked = quote(text.decode()).encode()
        if number % 3:
            yield b"GET /sparql?query=" + asked + b"&format=csv HTTP/1.1\nAccept: text/csv;q=0.5, */*;q=0.1\n\n"
        else:
            yield b"POST /sparql\nContent-Type: application/sparql-query; charset=utf-8\nAccept: text/turtle\n\n" + text
    form = b"Content-Type: application/x-www-form-urlencoded\n\n"
    yield b"POST /sparql?default-graph-uri=a:b\n" + form + b"query=ASK%7B%7D&output=xml"
    for path in _PATHS:
        yield f'GET /{path}\nAccept: text/html, application/ld+json;q=0.9\nIf-None-Match: W/"a", *\n\n'.encode()
        yield f"HEAD /{path}\nAccept-Encoding: gzip;q=0, br\n\n".encode()


_STATUSES = (
    "200 OK", "206 Partial Content", "301 Moved\r\nLocation: http://[", "401 No\r\nWWW-Authenticate: Digest",
    "429 Busy\r\nRetry-After: Mon, 01 Jan 0001 00:00:00 +9999", "500 Oops",
)  # fmt: skip


def _hostile_replies() -> Iterator[bytes]:
    rows = {"head": {"vars": ["s", "n", "g"]}, "results": {"bindings": [
        {"s": {"type": "uri", "value": "https://example.org/tiny/lenin"},
         "n": {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
         "g": {"type": "literal", "value": "b\u202e\"c", "xml:lang": "en"}}]}}  # fmt: skip
    bodies = (
        ("application/sparql-results+json", json.dumps(rows)),
        ("application/json", json.dumps({"head": {}, "boolean": True})),
        ("application/n-triples", '<a:a> <a:b> "c\\u0000\\n"@en .\n'),
        ("text/turtle", "@prefix a: <a:> . a:a a:b 1, 1.5e3, [ a:c ( 1 2 ) ] ."),
        ("text/plain", "<a:a> <a:b> <a:c> .\n"),
        ("text/html", "<html><style>x</style><title>Error</title><h1>No such user</h1>"),
    )
    for status in _STATUSES:
        for media, body in bodies:
            raw = body.encode()
            if status != "200 OK" and media not in ("text/html", "application/json"):
                continue
            yield f"HTTP/1.1 {status}\r\nContent-Type: {media}; charset=utf-8\r\n\r\n".encode() + raw
    good = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    yield good + b"X-SPARQL-MaxRows: 1\r\n\r\n" + json.dumps(rows).encode()
    yield good + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"
    yield good + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"boo\r\n0\r\n\r\n'


_ADDRESSES = (
    b"#view=table&id=lenin&open=lenin,krasin", b"view=senses&at=1921-10", b"http://me:secret@example.org/sparql?a#b",
    b"http://[::1]:7878/query", b"https://example.org", b"19 \xc2\xb61", b"jacobson-1994 19 \xc2\xb61", b"25..50",
    b"-1.5",
    b"lenin", b"Lenin", b"any", b"calls for", b"late 1919", b"\"} ?s ?p ?o { \"", b"a\\u0022b", b"x\xff", b"~1.5",
)  # fmt: skip

_SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "reader": lambda: _yaml(TINY, DATA),
    "sentence": lambda: _texts(""),
    "dates": lambda: iter([*_texts("when"), *_DATES]),
    "check": _of_check,
    "lecture": lambda: iter([(TINY / "lectures" / "tiny.yaml").read_bytes(), *_yaml(DATA / "lectures")]),
    "query": _queries,
    "http": _requests,
    "endpoint": _hostile_replies,
    "address": lambda: iter([*_ADDRESSES, *_DATES]),
}
