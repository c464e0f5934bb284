r"""Cells of CSV and TSV that no spreadsheet runs as a formula, and their texts as they were.

In CSV a cell that would be run gets an apostrophe before it, and so does one that would then be taken for such a cell:
nothing is lost.  The same is done within a cell where a program that ends cells at semicolons, tabs or line ends, as
Excel does in many countries, would see another cell begin.  In TSV, where SPARQL has terms in quotation marks, the sign
that makes the formula is written as an escape (`\u003D`), which every reader of SPARQL's TSV undoes.

Source: https://owasp.org/www-community/attacks/CSV_Injection; SPARQL 1.1 Query Results CSV and TSV Formats.
"""

from __future__ import annotations

import re

_SIGNS = "=+\\-@＝＋－＠"
_UNSEEN = "\\x00-\\x08\\x0b-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff'"
_BLANK = f'{_UNSEEN}\t\n"'
"""What programs take away from the beginning of a cell before they look what it is."""
_RUN = re.compile(f"[{_BLANK}]*?[{_SIGNS}\t\r\n]")
_WITHIN = re.compile(f"(?<=[;\t\r\n])(?=[{_BLANK}\r]*?[{_SIGNS}])")
_ENDS = re.compile("[;\t\r\n]")
_DEFUSED_WITHIN = re.compile(f"(?<=[;\t\r\n])'(?=[{_BLANK}\r]*?[{_SIGNS}])")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_CSV_CELL = re.compile(r'"(?:[^"]|"")*"|[^",\r\n]+')
_TSV_CELL = re.compile(f'(?m)(?:^|(?<=\t))"(?!{_NUMBER.pattern}")([{_UNSEEN}]*)([{_SIGNS}])')


def defused(cell: str) -> str:
    """The text of a cell as a spreadsheet shows it and does not run it; a number stays one.

    >>> defused("=1+1"), defused("-1.5"), defused("'tis"), defused("'=1"), defused("a;=1")
    ("'=1+1", '-1.5', "'tis", "''=1", "a;'=1")
    """
    safe = _WITHIN.sub("'", cell) if _ENDS.search(cell) else cell
    return "'" + safe if _is_run(safe) else safe


def original(cell: str) -> str:
    """The text that was defused.

    >>> original(defused("'=1")), original("'tis")
    ("'=1", "'tis")
    """
    bare = cell[1:] if cell.startswith("'") and _is_run(cell[1:]) else cell
    return _DEFUSED_WITHIN.sub("", bare)


def _is_run(cell: str) -> bool:
    if not cell or cell[0].isalnum():
        return False
    return _RUN.match(cell) is not None and not _NUMBER.fullmatch(cell)


def defused_results(text: str, format_: str) -> str:
    r"""The answer to a query in CSV or TSV, as a spreadsheet shows it and does not run it; any other format as it is.

    >>> defused_results('a\r\n"=1,2"\r\n-1\r\n', "csv"), defused_results('?a\n"=1"@en\n', "tsv")
    ('a\r\n"\'=1,2"\r\n-1\r\n', '?a\n"\\u003D1"@en\n')
    """
    if format_ == "csv":
        return _CSV_CELL.sub(_csv_cell, text)
    return _TSV_CELL.sub(lambda cell: f'"{cell[1]}\\u{ord(cell[2]):04X}', text) if format_ == "tsv" else text


def _csv_cell(cell: re.Match[str]) -> str:
    written = cell[0]
    if written[0] == '"':
        return '"' + defused(written[1:-1].replace('""', '"')).replace('"', '""') + '"'
    return defused(written)
