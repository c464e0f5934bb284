"""Figures as a curator writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from graph_builder.model.statements import Figure

_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"


_FIGURE = re.compile(rf"([<>~]?)\s*({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?")


def parse_figure(value: str, unit: str, compared_to: str) -> Figure | None:
    """The figure that a curator wrote; None if it is not one.

    >>> parse_figure("25..50", "per cent", "").label
    '25 to 50 per cent'
    """
    match = _FIGURE.fullmatch(value.strip())
    if not match:
        return None
    first, last = Decimal(match[2]), Decimal(match[3] or match[2])
    if last < first:
        return None
    bound = match[1]
    return Figure(value, unit, None if bound == "<" else first, None if bound == ">" else last, bound, compared_to)
