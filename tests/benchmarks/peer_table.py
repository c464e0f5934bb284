"""The rows of the comparison, and the table of them in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_COLUMNS = (
    "statements", "what", "wall s", "CPU s", "x our CPU", "x our wall", "peak MB", "file MB", "quads", "requests",
    "what it does not do",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One thing, measured.  `by_cpu` and `by_wall` are its times beside those of `beside`, None where not measured.

    Units: seconds; peak in MB of 2**20 bytes, written in MB of 10**6.
    """

    name: str
    beside: str
    statements: int
    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    written: float = 0.0
    quads: int = 0
    requests: int | None = None
    by_cpu: float | None = None
    by_wall: float | None = None
    lacks: str = ""
    failed: str = ""

    def beside_of(self, base: Row | None) -> Row:
        """The row with its ratios to another, with none where that one failed."""
        if base is None or base.failed or not base.cpu or not base.wall:
            return self
        return replace(self, by_cpu=self.cpu / base.cpu, by_wall=self.wall / base.wall)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table.  Order: by statements, else as they come."""
    lines = [_line(_COLUMNS), _line(["---:" if c not in ("what", _COLUMNS[-1]) else "---" for c in _COLUMNS])]
    lines += [_line(_cells(row)) for row in sorted(rows, key=lambda row: row.statements)]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> list[str]:
    if row.failed:
        return [f"{row.statements:,}", row.name, *[""] * 8, f"**failed: {row.failed}**"]
    return [
        f"{row.statements:,}", row.name, _seconds(row.wall), _seconds(row.cpu), _ratio(row.by_cpu), _ratio(row.by_wall),
        f"{row.peak:,.0f}" if row.peak else "", f"{row.written:,.1f}" if row.written else "",
        f"{row.quads:,}" if row.quads else "", "" if row.requests is None else str(row.requests), row.lacks,
    ]  # fmt: skip


def _seconds(value: float) -> str:
    return f"{value:,.2f}" if value else ""


def _ratio(value: float | None) -> str:
    """Two telling digits.

    >>> _ratio(0.123), _ratio(1.0), _ratio(12.34), _ratio(None)
    ('0.12', '1.0', '12', '')
    """
    if value is None:
        return ""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
