"""A sample of what `make fuzz` does at night: the same inputs every time, and every input that has broken a law."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from fuzz_limits import OverLimitError, cost
from fuzz_mutations import mutated, seeds
from fuzz_targets import TARGETS, close
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SAMPLE = {"reader": 500, "sentence": 600, "dates": 600, "check": 400, "lecture": 300, "query": 300, "http": 400,
          "endpoint": 300, "address": 300}  # fmt: skip
"""How many inputs each target gets, 3,700 in all."""
_REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"

BROKE_A_LAW = [
    ("reader", b"? ", "a missing value was placed behind the last line"),
    ("check", b"\x02- [\n? people", "and whoever looked at that line failed"),
    ("reader", b'"a\\nb": 1\n"a\\nb": 2\n', "a message had two lines"),
    ("check", b'\x02"\\e[2J": 1\n', "a message steered the terminal"),
    ("check", b"\x02people:\n  lenin: {label: L, type: \xef\xbf\xbe}\n", "the same, with a character that is none"),
    ("lecture", b'lecture: tiny\ntitle: x\nscenes:\n- id: "a\\nb"\n  title: x\n', "a message had two lines"),
    ("address", b"1917/\n..", "a refusal had two lines"),
    ("address", b"http://[", "ValueError: Invalid IPv6 URL, from --endpoint"),
    ("address", b"ht\ntp://\n[::\x00]:7878/query", "ValueError: no IPv4 or IPv6 address"),
    ("address", b"x\xff", "UnicodeEncodeError, from a state of the explorer"),
    ("endpoint", _REPLY + b'{"head": {}, "boolean": true}', "KeyError: a truth where rows were asked for"),
    ("endpoint", _REPLY + b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}', "KeyError: other columns"),
    ("endpoint", _REPLY + b'{"head": {"vars": ["n"]}, "results": {"bindings": []}}', "IndexError: no count"),
    ("endpoint", b"HTTP/1.1 200 OK\r\nContent-Type: \x1b[2J\r\n\r\n", "a message steered the terminal"),
    ("query", b"\x11ASK {}", "a message steered the terminal"),
    ("http", b"GET /sparql?query=%11ASK\n\n", "the same, from the server"),
    ("dates", b"1923-24", "none: two EDTF say winter 1923"),
    ("endpoint", b"HTTP/1.1 301 Moved\r\nLocation: http:nan\r\n\r\n", "httpx.InvalidURL"),
]
"""Every input that the fuzzer found, as small as it goes, and what came of it."""


@pytest.fixture(scope="module", autouse=True)
def _warm() -> Iterator[None]:
    """What is made once (workers, fonts, the library of questions) is no input's fault."""
    for name, target in TARGETS.items():
        target(seeds(name)[0])
    yield
    close()


@pytest.mark.parametrize("name", SAMPLE)
def test_no_input_breaks_a_law_or_passes_a_limit(name: str) -> None:
    tried = 0

    @settings(max_examples=SAMPLE[name], derandomize=True, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.sampled_from(seeds(name)), st.randoms(use_true_random=True))
    def sample(seed: bytes, chance: Random) -> None:
        nonlocal tried
        tried += 1
        cost(TARGETS[name], mutated(seed, chance))

    sample()
    assert tried >= SAMPLE[name] / 2


@pytest.mark.parametrize(("name", "raw", "what"), [pytest.param(*row, id=row[2]) for row in BROKE_A_LAW])
def test_what_once_broke_a_law_breaks_none_now(name: str, raw: bytes, what: str) -> None:
    for padding in range(8):  # the sum of the bytes chooses what is asked
        cost(TARGETS[name], raw + b" " * padding if name == "endpoint" else raw)


def test_the_limits_stop_what_takes_too_long_or_too_much() -> None:
    def endless(raw: bytes) -> None:
        while True:
            pass

    with pytest.raises(OverLimitError):
        cost(endless, b"", seconds=0.1)
    with pytest.raises(MemoryError):
        cost(lambda raw: bytearray(1 << 30).clear(), b"")


def test_slips_reach_what_the_seeds_do_not_and_are_the_same_every_time() -> None:
    seed = seeds("check")[0]
    made = [mutated(seed, Random(number)) for number in range(50)]
    assert made == [mutated(seed, Random(number)) for number in range(50)]
    assert len(set(made)) > 40
