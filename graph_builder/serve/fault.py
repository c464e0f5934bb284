"""What a request is refused with, as a value that every part of the server can raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RETRY_AFTER = 5
"""Seconds after which a client that was sent away may come again."""


@dataclass(eq=False)
class Fault(Exception):  # noqa: N818  # the house calls what is wrong with an input a fault
    """A refusal: HTTP status, one clear message, and the place in the query where it is known (0 where not)."""

    status: int
    message: str
    line: int = 0
    column: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message
