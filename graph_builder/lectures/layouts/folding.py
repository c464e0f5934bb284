"""What hangs on one card, folded to both of its sides, so that a star does not become one long row."""

from __future__ import annotations

from collections.abc import Sequence

HUBS, BRANCHES = 2, 4
"""How many cards are tried as the middle, and how many branches one needs to be tried."""

Pairs = Sequence[tuple[str, str]]


def folds(ids: Sequence[str], pairs: Pairs) -> list[frozenset[str]]:
    """The sets of cards between which ties may run the other way: none, and what balances each of the largest stars.

    >>> [sorted(fold) for fold in folds("abcde", [("a", x) for x in "bcde"])]
    [[], ['b', 'c']]
    """
    degrees = {id_: sum(id_ in pair for pair in pairs) for id_ in ids}
    hubs = [id_ for id_ in sorted(ids, key=lambda id_: (-degrees[id_], id_)) if degrees[id_] >= BRANCHES][:HUBS]
    found = [frozenset[str]()]
    for hub in hubs:
        fold = _balanced(hub, ids, pairs)
        if fold and fold not in found:
            found.append(fold)
    return found


def _balanced(hub: str, ids: Sequence[str], pairs: Pairs) -> frozenset[str]:
    """The branches of a hub that change their side until both sides have about as many cards."""
    left: list[set[str]] = []
    right: list[set[str]] = []
    for branch in _branches(hub, ids, pairs):
        out = sum(a == hub and b in branch for a, b in pairs)
        into = sum(b == hub and a in branch for a, b in pairs)
        if out or into:
            (right if out >= into else left).append(branch)
    if len(left) + len(right) < BRANCHES:
        return frozenset()
    turned: set[str] = set()
    heavy, light = (right, left) if _size(right) >= _size(left) else (left, right)
    for branch in sorted(heavy, key=lambda branch: (len(branch), sorted(branch))):
        if _size(heavy) - len(branch) < _size(light) + len(branch):
            break
        heavy, light = [other for other in heavy if other is not branch], [*light, branch]
        turned |= branch
    return frozenset(turned)


def _branches(hub: str, ids: Sequence[str], pairs: Pairs) -> list[set[str]]:
    """What hangs together without the hub."""
    left, branches = [id_ for id_ in ids if id_ != hub], []
    while left:
        branch, edge = {left[0]}, [left[0]]
        while edge:
            here = edge.pop()
            near = {b if a == here else a for a, b in pairs if here in (a, b)} - branch - {hub}
            branch |= near
            edge += sorted(near)
        branches.append(branch)
        left = [id_ for id_ in left if id_ not in branch]
    return branches


def _size(branches: Sequence[set[str]]) -> int:
    return sum(len(branch) for branch in branches)
