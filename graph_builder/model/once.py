"""What is worked out of a book once, and kept as long as the book is there."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from graph_builder.model.factbook import FactBook

A = TypeVar("A", bound=Hashable)
T = TypeVar("T")


def once(make: Callable[[A, FactBook], T]) -> Callable[[A, FactBook], T]:
    """The function, which works out what it gives for a book only the first time.

    Args:
        make: what it gives is handed to everybody who asks, so that nobody may change it.
    """
    kept: WeakKeyDictionary[FactBook, dict[A, T]] = WeakKeyDictionary()

    @wraps(make)
    def known(of: A, book: FactBook) -> T:
        found = kept.setdefault(book, {})
        if of not in found:
            found[of] = make(of, book)
        return found[of]

    return known
