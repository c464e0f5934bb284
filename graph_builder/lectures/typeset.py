"""typst: text made safe for it, and documents made by it, without the machine's fonts and without a clock."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from graph_builder.errors import OutputError
from graph_builder.lectures.fonts import folder
from graph_builder.lectures.pen import storable
from graph_builder.memory import remembered


def literal(text: str) -> str:
    r"""The text as a typst string; nothing in it is markup.

    >>> literal('the "NEP" \\ #1')
    '"the \\"NEP\\" \\\\ #1"'
    """
    safe = storable(text)
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        safe = safe.replace(sign, written)
    return f'"{safe}"'


def compiled(source: str, form: Literal["pdf", "png"], ppi: float = 144) -> bytes:
    """The document.  Same source, same bytes.

    Args:
        ppi: of a PNG, pixels for 72 units of typst.

    Raises:
        OutputError: typst refuses the document.
        GraphBuilderError: the extra `lectures` is not installed.
    """
    known = f"{form} {ppi} {source}".encode()
    return remembered("typeset 1", ("typst", "font-source-sans-pro"), known, lambda: _compiled(source, form, ppi))


def _compiled(source: str, form: Literal["pdf", "png"], ppi: float) -> bytes:
    fonts = _fonts()
    import typst

    try:
        made = typst.compile(source.encode("utf-8"), font_paths=fonts, format=form, ppi=ppi)
    except typst.TypstError as error:
        raise OutputError(f"typst cannot set this: {error}") from None
    if not isinstance(made, bytes):
        raise OutputError(f"typst made {len(made or ())} pages of PNG where one was asked for")
    return made


@cache
def _fonts() -> Any:
    """The font of every picture, and none of the machine's."""
    paths = [str(folder())]
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=paths)
