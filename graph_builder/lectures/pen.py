"""How single things are drawn as SVG: a line of text, a kind's glyph, a sign in its disc, a voice's dashes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from graph_builder.views.cards import clean
from graph_builder.views.looks import LOOKS, STROKES

INK, LINE, PALE = "#1a1a1a", "#4d4d4d", "#f3f3f1"
SIGNS = {"+": ("#0072b2", "furthers"), "-": ("#b84500", "hinders")}
"""Colour and meaning of what furthers and hinders; the sign itself says it without colour."""
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """The text as XML may hold it: escaped, and without what cannot be seen or may not stand there.

    >>> escaped('<b> & "' + chr(7) + "Len" + chr(0x202E) + "in")
    '&lt;b&gt; &amp; &quot;Lenin'
    """
    return html.escape(storable(text))


def storable(text: str) -> str:
    """The text without what cannot be seen, and without what neither XML nor UTF-8 can hold."""
    return _NO_XML.sub("", clean(text))


def n(number: float) -> str:
    """A coordinate, to a tenth of a pixel: `n(3.04)` is 3."""
    return f"{round(number, 1) + 0:g}" if abs(number) < 100000 else f"{number:.1f}"


def text_line(text: str, x: float, y: float, size: float, anchor: str = "start", **more: object) -> str:
    """One line of text whose middle is at `y`."""
    where = f'x="{n(x)}" y="{n(y + 0.33 * size)}" font-size="{n(size)}"'
    where += f' text-anchor="{anchor}"' if anchor != "start" else ""
    where += "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    return f"<text {where}>{escaped(text)}</text>"


def disc(sign: str, x: float, y: float, radius: float = 9) -> str:
    """A sign in a small disc with a white rim: + and - drawn as bars, ? as text, / as a bar across."""
    colour = SIGNS[sign][0] if sign in SIGNS else LINE
    half, thick = radius * 0.52, radius * 0.27
    bars = {"+": ((half, thick / 2), (thick / 2, half)), "-": ((half, thick / 2),)}.get(sign, ())
    inner = "".join(
        f'<rect x="{n(x - a)}" y="{n(y - b)}" width="{n(2 * a)}" height="{n(2 * b)}" fill="#fff"/>' for a, b in bars
    )
    if sign == "?":
        inner = text_line("?", x, y, radius * 1.5, "middle", font_weight=600, fill="#fff")
    elif sign == "/":
        reach = radius * 0.55
        inner = (
            f'<path d="M{n(x - reach)},{n(y + reach)}L{n(x + reach)},{n(y - reach)}" stroke="#fff" '
            f'stroke-width="{n(thick * 1.2)}"/>'
        )
    rim = f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{colour}" stroke="#fff" stroke-width="1.5"/>'
    return rim + inner


def glyph(kind: str, x: float, y: float, radius: float) -> str:
    """The sign of a kind around a point."""
    look = LOOKS[kind]
    return (
        f'<path transform="translate({n(x)} {n(y)}) scale({n(radius)})" d="{look.path}" fill="{look.colour}" '
        f'stroke="{outline(kind)}" stroke-width="{round(1.4 / radius, 3):g}" stroke-linejoin="round"/>'
    )


def outline(kind: str) -> str:
    """The kind's colour, darkened until it stands out 3:1 against white.

    >>> outline("Person"), outline("Document")
    ('#0072b2', '#99922a')
    """
    parts = [int(LOOKS[kind].colour[i : i + 2], 16) for i in (1, 3, 5)]
    while _contrast(parts) < 3.2:
        parts = [round(part * 0.96) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def dash(voice: str, scale: float = 0.75) -> str:
    """The attribute for a voice's dashes; "" for an unbroken line."""
    lengths = STROKES[voice].dash
    return f' stroke-dasharray="{" ".join(n(part * scale) for part in lengths)}"' if lengths else ""


def _contrast(parts: Iterable[int]) -> float:
    """Source: WCAG 2.2, contrast ratio against white."""
    channels = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in parts]
    return 1.05 / (0.05 + sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True)))
