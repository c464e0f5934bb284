"""The font that every picture carries with it: Source Sans Pro, SIL Open Font License 1.1."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from graph_builder.lectures.measure import FAMILY, WEIGHTS, font_path
from graph_builder.memory import remembered

NOTICE = "Source Sans Pro: Copyright 2010, 2012, 2014 Adobe Systems Incorporated, SIL Open Font License 1.1"


def face(texts: Iterable[str], weights: Iterable[int] = tuple(WEIGHTS)) -> str:
    """`@font-face` rules with just the characters of the texts, as WOFF2 in base64.

    Same characters, same bytes.
    """
    characters = "".join(sorted({c for text in texts for c in text if c >= " "}))
    return "".join(_face(characters, weight) for weight in weights)


@cache
def _face(characters: str, weight: int) -> str:
    known = f"{weight} {characters}".encode("utf-8", "surrogatepass")
    libraries = ("fonttools", "brotli", "font-source-sans-pro")
    made = remembered("subset 1", libraries, known, lambda: _subset(characters, weight))
    data = base64.b64encode(made).decode("ascii")
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )


def _subset(characters: str, weight: int) -> bytes:
    from fontTools import subset

    options = subset.Options(flavor="woff2", recalc_timestamp=False, hinting=False, notdef_outline=True)
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    made = io.BytesIO()
    with subset.load_font(str(font_path(weight)), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        subset.save_font(font, made, options)
    return made.getvalue()


def licence() -> str:
    """The licence's text, for the list of licences in a page."""
    return (font_path().parent / "LICENSE.txt").read_text(encoding="utf-8", errors="replace")


def folder() -> Path:
    """Where the fonts are, for programs that read them from files."""
    return font_path().parent
