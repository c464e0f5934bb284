"""Everything that can go wrong, as values and as exceptions.

A fault in the *data* is a `Problem`: a value with a place, a rule, a sentence and a remedy.  Problems are collected,
never raised one by one, so that a curator sees all of them in one run.  An exception ends a command:

    GraphBuilderError                what a user can mend; the command line prints it and exits 1
    ├── DataError                    the data has problems; carries every one of them
    ├── QueryError                   a query that cannot be read or run
    ├── OutputError                  a folder, file or store that cannot be written
    └── UsageError                   an id, format or option that does not exist

Anything else that is raised is a bug of this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


class Where(NamedTuple):
    """A place in a file.

    Units: `line` and `column` count from 1, `column` and `length` in characters (code points), as editors do.
    `file` is the path as the user gave it, with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the data: where it is, which rule it breaks, what is wrong and how to mend it."""

    where: Where
    code: str
    message: str
    remedy: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}  [{self.code}]"


class GraphBuilderError(Exception):
    """What a user can mend.  Its text is one clear message."""


class DataError(GraphBuilderError):
    """The data breaks rules; `problems` holds every one, errors and warnings, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [p for p in problems if p.level == "error"]
        listed = "".join(f"\n  {p}" for p in errors[:3]) + ("\n  ..." if len(errors) > 3 else "")
        super().__init__(f"{len(errors)} error{'s' if len(errors) != 1 else ''} in the data:{listed}")


class QueryError(GraphBuilderError):
    """A query that cannot be read or run.  `line` and `column` count from 1; 0 where the place is not known."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class OutputError(GraphBuilderError):
    """A folder, file or store that cannot be written, or does not hold afterwards what was written."""


class UsageError(GraphBuilderError):
    """An id, format or option that does not exist."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """True if any problem is an error rather than a warning.

    >>> has_errors([Problem(Where("a.yaml"), "unused-thing", "never used", level="warning")])
    False
    """
    return any(p.level == "error" for p in problems)
