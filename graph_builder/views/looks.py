"""How kinds and voices look: one table for the page's nodes, its legend, and every other picture.

Colours are those of Okabe and Ito, which people with any colour vision can tell apart; shapes repeat what colours say.
Source: https://jfly.uni-koeln.de/color/ (M. Okabe and K. Ito, 2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin


@dataclass(frozen=True, slots=True)
class Look:
    """What a kind looks like.

    `path` is an SVG path of the outline; its centre is 0,0 and it fits into the square from -1,-1 to 1,1.
    """

    plural: str
    shape: str
    colour: str
    path: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """What a voice looks like: `dash` are the lengths of dashes and gaps, () for an unbroken line."""

    label: str
    dash: tuple[int, ...]
    meaning: str


def _polygon(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{round(x, 3) + 0:g},{round(y, 3) + 0:g}" for x, y in points) + "Z"


def _regular(corners: int, turn: float = -0.5, inner: float = 0) -> str:
    """A regular polygon; a star where `inner` gives the radius of the corners between."""
    count = corners * (2 if inner else 1)
    reach = [inner if inner and i % 2 else 1.0 for i in range(count)]
    angles = [(turn + 2 * i / count) * pi for i in range(count)]
    return _polygon(*((r * cos(a), r * sin(a)) for r, a in zip(reach, angles, strict=True)))


_CIRCLE = "M-0.95,0A0.95,0.95 0 1 1 0.95,0A0.95,0.95 0 1 1 -0.95,0Z"
_PILL = "M-0.55,-0.6L0.55,-0.6A0.6,0.6 0 0 1 0.55,0.6L-0.55,0.6A0.6,0.6 0 0 1 -0.55,-0.6Z"
_BUBBLE = "M-0.6,-0.85L0.6,-0.85Q1,-0.85 1,-0.5L1,0.1Q1,0.45 0.6,0.45L0.1,0.45L-0.5,1L-0.45,0.45L-0.6,0.45Q-1,0.45 -1,0.1L-1,-0.5Q-1,-0.85 -0.6,-0.85Z"  # fmt: skip  # noqa: E501
_SQUARE = _polygon((-0.84, -0.84), (0.84, -0.84), (0.84, 0.84), (-0.84, 0.84))
_PAGE = _polygon((-0.7, -0.95), (0.25, -0.95), (0.7, -0.5), (0.7, 0.95), (-0.7, 0.95))
_PLUS = _polygon(
    (-0.33, -0.95), (0.33, -0.95), (0.33, -0.33), (0.95, -0.33), (0.95, 0.33), (0.33, 0.33),
    (0.33, 0.95), (-0.33, 0.95), (-0.33, 0.33), (-0.95, 0.33), (-0.95, -0.33), (-0.33, -0.33),
)  # fmt: skip
_BARS = _polygon(
    (-0.9, 0.9), (-0.9, 0.2), (-0.3, 0.2), (-0.3, -0.35), (0.3, -0.35), (0.3, -0.9), (0.9, -0.9), (0.9, 0.9)
)

LOOKS: dict[str, Look] = {
    "Person": Look("People", "circle", "#0072b2", _CIRCLE, "a human being"),
    "Group": Look("Groups", "square", "#56b4e9", _SQUARE, "a party, government, class or press"),
    "State": Look("States", "hexagon", "#009e73", _regular(6, 0), "a polity"),
    "Place": Look("Places", "triangle pointing down", "#009e73", _regular(3, 0.5), "a city, region or land"),
    "Event": Look("Events", "star", "#d55e00", _regular(5, -0.5, 0.45), "something that happened"),
    "Document": Look("Documents", "page", "#f0e442", _PAGE, "a treaty, note, speech or book"),
    "Concept": Look("Concepts", "diamond", "#cc79a7", _regular(4), "a doctrine, policy, slogan or term"),
    "Sense": Look("Senses", "triangle", "#cc79a7", _regular(3), "what a term meant, for someone, at a time"),
    "Office": Look("Offices", "cross", "#0072b2", _PLUS, "a post, not its holder"),
    "Situation": Look("Situations", "pill", "#e69f00", _PILL, "hoped for, feared or expected; it need not have come"),
    "Outlook": Look("Outlooks", "pentagon", "#e69f00", _regular(5), "beliefs held together by someone"),
    "Claim": Look("Claims", "speech bubble", "#d55e00", _BUBBLE, "a statement that others speak about"),
    "Figure": Look("Figures", "steps", "#000000", _BARS, "a number that the text gives"),
}
"""Every kind, in the order in which views list them.  A Figure is the object of `amounts_to`, shown as a thing."""

STROKES: dict[str, Stroke] = {
    "author": Stroke("the author", (), "said by the author in his own voice"),
    "attributed": Stroke("attributed", (14, 5, 3, 5), "ascribed to somebody, who said or believed it"),
    "outlook": Stroke("an outlook", (11, 8), "part of somebody's beliefs; not said to be so"),
}
"""Every voice, in the order in which views list them."""
