"""What stands on a link: a sign, words, or whose words they are; and what the whole picture says once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.measure import width_of, wrapped
from graph_builder.lectures.picture import SIGN, SMALL, Area, Mark

SIGN_ALONE = ("promotes", "promote", "hinders", "hinder")
"""The verbs that a sign tells without words; "may promote" and "is meant to promote" are no plain promoting."""

LEADING, SIDE, BESIDE_SIGN = 1.2, 4.0, 6.0
"""From line to line (times the size), the margin of a label, the gap between a sign and words."""

WIDEST = 180.0
"""So wide may it be whose words it is, to stand in two lines on a link of SMALL letters; else it is shortened."""

FOOT = 32.0
"""The height of the line below a picture that says whose words all of it is."""


class Label(NamedTuple):
    """The words on a link and the room that they and the sign's disc take."""

    lines: tuple[str, ...]
    width: float
    height: float


def label_of(tie: Tie, told: str = "", width: float = 110.0, size: float = SMALL) -> Label:
    """What stands on the tie's link: for promotes and hinders the sign alone, unless there is more to say.

    Args:
        told: the voice that the picture names for all; it is not said again on the link.
    """
    doubt = "?" if tie.doubted and not tie.label.endswith("?") else ""
    according = _according(tie, width, size) if tie.according and tie.according != told else ()
    alone = tie.sign and tie.label in SIGN_ALONE and not (tie.doubted or according)
    lines = (
        ()
        if alone
        else (
            *wrapped(tie.label + doubt, size, max([width, *(width_of(line, size) for line in according)])),
            *according,
        )
    )
    disc = SIGN * size / SMALL if tie.sign else 0.0
    if not lines:
        return Label((), disc, disc)
    words = max(width_of(line, size) for line in lines)
    wide = words + 2 * SIDE + (disc + BESIDE_SIGN if disc else 0.0)
    return Label(lines, round(wide + 0.5), round(max(disc, LEADING * size * len(lines)) + 0.5))


def _according(tie: Tie, width: float, size: float) -> Sequence[str]:
    """Whose words it is, in two lines if these need not be too wide; if they need, it is shortened."""
    most = max(width, WIDEST * size / SMALL)
    for text in (tie.according, tie.briefly or tie.according):
        wide = width
        while len(lines := wrapped(text, size, wide)) > 2 and wide < most:
            wide = min(wide + 10, most)
        if len(lines) <= 2:
            break
    return lines


def voice_told(ties: Sequence[Tie]) -> str:
    """The voice that the picture names once below: the one of at least half of what is not the author's own.

    "" where there is none, or where it would be named on one link only, others on others.
    """
    voices = Counter(tie.according for tie in ties if tie.voice != "author" and tie.according)
    if not voices:
        return ""
    most, count = max(voices.items(), key=lambda pair: (pair[1], pair[0]))
    return most if len(voices) == 1 or (count > 1 and 2 * count >= voices.total()) else ""


def foot(ties: Sequence[Tie], area: Area) -> tuple[Area, tuple[Mark, ...]]:
    """What is left of the area, and the line below it that says whose words the broken lines are.

    No line, and the whole area, where no voice is that of most, or all is the author's own.
    """
    told = voice_told(ties)
    if not told:
        return area, ()
    believed = [tie for tie in ties if tie.voice != "author"]
    text = told if len(believed) == len(ties) else f"broken lines: {told}"
    first = min((tie for tie in believed if tie.according == told), key=lambda tie: (tie.step, tie.id))
    if any(tie.according not in ("", told) for tie in believed):
        text += ", unless another is named"
    middle = (area.width / 2, area.height - FOOT / 2 + 4)
    lines = wrapped(text, SMALL, area.width - 8)
    rise = (len(lines) - 1) * SMALL * LEADING
    marks = tuple(
        Mark(
            role="text", x=round(middle[0], 1), y=round(middle[1] - rise + i * SMALL * LEADING, 1),
            width=round(width_of(line, SMALL) + 0.5), height=round(SMALL * LEADING, 1), text=line,
            step=first.step, voice=first.voice,
        )
        for i, line in enumerate(lines)
    )  # fmt: skip
    return Area(area.width, area.height - FOOT - rise), marks
