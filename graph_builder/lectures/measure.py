"""How wide text is, by the font that every picture carries with it; so a label that fits here fits everywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from graph_builder.errors import GraphBuilderError

FAMILY = "Source Sans Pro"
WEIGHTS = {400: "Regular", 600: "Semibold"}


@cache
def font_path(weight: int = 400) -> Path:
    """The file of the font.

    Raises: GraphBuilderError, if the extra `lectures` is not installed.
    """
    try:
        import font_source_sans_pro as fonts
    except ImportError:
        raise GraphBuilderError("lectures need more: pip install 'graph-builder[lectures]'") from None
    return Path(str(fonts.__file__)).parent / "files" / f"SourceSansPro-{WEIGHTS[weight]}.ttf"


@cache
def _metrics(weight: int) -> tuple[dict[int, Any], Any, float]:
    from fontTools.ttLib import TTFont

    with TTFont(font_path(weight)) as font:
        return font.getBestCmap(), dict(font["hmtx"].metrics), float(font["head"].unitsPerEm)


@cache
def width_of(text: str, size: float, weight: int = 400) -> float:
    """The width of a line.  Units: pixels.

    >>> round(width_of("peaceful coexistence", 20))
    175
    """
    names, advances, em = _metrics(weight)
    fallback = em * 0.6
    total = sum(advances[names[ord(c)]][0] if ord(c) in names else fallback for c in text)
    return float(total * size / em)


def wrapped(text: str, size: float, width: float, weight: int = 400, most: int = 0) -> tuple[str, ...]:
    """The text in lines no wider than `width`; a word that is wider stands alone.

    With `most`, what does not fit into so many lines is cut with an ellipsis.

    >>> wrapped("the use of the Red Army abroad", 20, 120)
    ('the use of the', 'Red Army', 'abroad')
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width_of(f"{last}…", size, weight) > width:
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: most - 1], f"{last}…"]
    return tuple(lines)
