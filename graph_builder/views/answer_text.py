"""Answers for eyes: a table for the terminal, and Markdown with labels, pages and links."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

from graph_builder.graph.answers import Answer, plain, results_text
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.factbook import FactBook
from graph_builder.model.statements import Statement
from graph_builder.model.wording import citation, clause, label_of, page_url, sentence
from graph_builder.views.cards import clean

_NARROWEST = 12
_TOO_WIDE = 1.5
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def rendered(answer: Answer, book: FactBook, format_: str = "table", width: int = 0, labels: bool = True) -> str:
    """The answer as text.

    Args:
        format_: table, list or markdown (for eyes), csv, tsv, json or xml (SPARQL 1.1), turtle (CONSTRUCT only).
        width: the characters that a line may have; longer cells of a table are cut, and where a table would be cut to
            pieces it becomes a list.  0: nothing is cut.
        labels: name things beside their ids, in a table.

    Raises:
        UsageError: an answer of this kind cannot be written so.
    """
    known = prefixes(book.settings)
    if answer.triples is not None:
        return results_text(answer, "turtle" if format_ in ("table", "list") else format_, known)
    if format_ not in ("table", "list", "markdown"):
        return results_text(answer, format_, known)
    if answer.yes is not None:
        return ("yes" if answer.yes else "no") + "\n"
    if format_ == "markdown":
        return markdown(answer, book)
    rows = [_shown(row, book, labels) for row in answer.rows]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(answer.columns)]
    listed = format_ == "list" or (width and sum(widths) + 2 * len(widths) > _TOO_WIDE * width)
    return _list(answer.columns, rows, width) if listed else _table(answer.columns, rows, widths, width)


def statements_in(answer: Answer, book: FactBook) -> list[str]:
    """The ids of the statements that stand in the answer's rows or triples.  Order: of the book."""
    named = set(_ids(answer, book))
    return [s.id for s in book.statements if s.id in named]


def things_in(answer: Answer, book: FactBook) -> list[str]:
    """The ids of the things that stand in the answer's rows or triples.  Order: by id."""
    return sorted(set(_ids(answer, book)) & book.things.keys())


def _ids(answer: Answer, book: FactBook) -> list[str]:
    rows = answer.rows if answer.triples is None else [(t.subject, t.predicate, t.object) for t in answer.triples]
    base = book.settings.base
    texts = [plain(value) for row in rows for value in row if hasattr(value, "value") and not _literal(value)]
    return [text.removeprefix(base) for text in texts if text.startswith(base)]


def _literal(value: Any) -> bool:
    return hasattr(value, "datatype")


def markdown(answer: Answer, book: FactBook) -> str:
    """The rows as a table of Markdown, things by their names; below it each statement with its page.

    Texts of the data are escaped, so that they cannot become markup.
    """
    lines = ["| " + " | ".join(_escaped(name) for name in answer.columns) + " |", "|" + " --- |" * len(answer.columns)]
    lines += ["| " + " | ".join(_cell(value, book) for value in row) + " |" for row in answer.rows]
    sources = {s.id: s for s in book.statements}
    traced = [sources[id_] for id_ in statements_in(answer, book)]
    if traced:
        lines += ["", "Statements:", ""]
        lines += [f"- {_escaped(sentence(s, book))} ({_cited(s, book)})" for s in traced]
    return "\n".join(lines) + "\n"


def _cited(statement: Statement, book: FactBook) -> str:
    text, url = _escaped(citation(statement.locator, book)), page_url(statement.locator, book)
    return f"[{text}](<{url}>)" if re.fullmatch(r"https?://[^\s<>]+", url) else text


def _cell(value: Any, book: FactBook) -> str:
    text = plain(value)
    if value is None or _literal(value):
        return _escaped(text)
    name = _escaped(_name(text, book) or _short(text, book))
    return f"[{name}](<{text}>)" if re.fullmatch(r"https?://[^\s<>]+", text) else name


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(" ".join(text.split())))


def _name(address: str, book: FactBook) -> str:
    """The label of a thing, or what a Claim says; "" for anything else."""
    id_ = address.removeprefix(book.settings.base)
    if id_ in book.things:
        return label_of(id_, book)
    return clause(book.claims[id_], book) if id_ in book.claims else ""


def _short(text: str, book: FactBook) -> str:
    for prefix, base in sorted(prefixes(book.settings).items(), key=lambda pair: -len(pair[1])):
        if text.startswith(base):
            return f"{prefix}:{text[len(base) :]}"
    return text


def _shown(row: Sequence[Any], book: FactBook, labels: bool) -> list[str]:
    """The cells of a row: IRIs shortened, things with their label beside unless another cell has it."""
    told = {plain(value) for value in row if value is not None and _literal(value)}
    cells = []
    for value in row:
        text = plain(value)
        if value is None or _literal(value):
            cells.append(clean(" ".join(text.split())))
            continue
        label = label_of(id_, book) if (id_ := text.removeprefix(book.settings.base)) in book.things else ""
        named = labels and label and label not in told
        cells.append(clean(_short(text, book) + (f' "{" ".join(label.split())}"' if named else "")))
    return cells


def _list(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Each row as lines of its own, name and value; what is empty is left out, long values go on below."""
    indent = max(map(len, columns), default=0) + 2
    lines = []
    for number, row in enumerate(rows, start=1):
        lines.append(f"{number}.")
        for name, value in zip(columns, row, strict=True):
            if value:
                told = textwrap.wrap(value, max(width - indent - 3, 40)) if width else [value]
                lines += [f"   {name:{indent}}{told[0]}", *(" " * (indent + 3) + more for more in told[1:])]
    return "\n".join([*lines, _count(len(rows))]) + "\n"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], widths: list[int], width: int) -> str:
    """Columns side by side."""
    while width and sum(widths) + 2 * len(widths) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    head = [columns, ["-" * each for each in widths]]
    lines = [
        "  ".join(_cut(cell, each).ljust(each) for cell, each in zip(row, widths, strict=True)).rstrip()
        for row in [*head, *rows]
    ]
    return "\n".join([*lines, _count(len(rows))]) + "\n"


def _count(count: int) -> str:
    return f"({count} row{'s' if count != 1 else ''})"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
