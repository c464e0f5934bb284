"""How to cite, for programs: BibTeX and CSL-JSON.

Source: BibTeX 0.99d, "BibTeXing"; Citation Style Language 1.0.2, csl-data.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from graph_builder.model.factbook import Settings
from graph_builder.model.sources import Source
from graph_builder.views.cited import Passages, Record, authors_of, joined, text_of

_BIBTEX = {"book": "book", "chapter": "incollection", "article-journal": "article", "thesis": "phdthesis",
           "report": "techreport"}  # fmt: skip
_PUBLISHER = {"phdthesis": "school", "techreport": "institution"}
_CONTAINER = {"article": "journal", "incollection": "booktitle"}
_TEX = {"\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}", "<": r"{\textless}", ">": r"{\textgreater}", "|": r"{\textbar}",
        **{sign: f"\\{sign}" for sign in "$&#_%"}}  # fmt: skip


def tex(text: str) -> str:
    r"""The text as LaTeX prints it.  Braces become commands, since BibTeX counts even those behind a backslash.

    >>> tex("50% of {A} & B_1 ~ C")
    '50\\% of {\\textbraceleft}A{\\textbraceright} \\& B\\_1 {\\textasciitilde} C'
    """
    return re.sub(r'"([^"]*)"', r"``\1''", "".join(_TEX.get(sign, sign) for sign in text))


def bibtex(record: Record, passages: Sequence[Passages]) -> str:
    settings = record.settings
    fields = {
        "author": " and ".join(f"{{{tex(name)}}}" for name in settings.curators),
        "title": f"{{{tex(record.title or settings.title)}}}",
        "howpublished": rf"In \emph{{{tex(settings.title)}}}" if record.title else "",
        "year": settings.issued[:4],
        "url": record.iri,
        "note": tex(", ".join([*_edition(settings), f"Licence: {settings.facts_licence}"])),
    }
    return "\n".join([_braced("misc", record.key, fields), *(_source_bibtex(p.source, p.pages) for p in passages)])


def _edition(settings: Settings) -> list[str]:
    return [f"Version {settings.version}"] if settings.version else []


def _source_bibtex(source: Source, pages: tuple[int, ...]) -> str:
    csl = source.csl
    type_ = _BIBTEX.get(str(csl.get("type", "book")), "misc")
    issued = text_of(csl, "issued")
    fields = {
        "author": " and ".join(
            ", ".join(_name(a[k]) for k in ("family", "given") if a.get(k)) for a in authors_of(csl)
        ),
        "title": f"{{{tex(text_of(csl, 'title'))}}}",
        _CONTAINER.get(type_, "howpublished"): tex(text_of(csl, "container-title")),
        _PUBLISHER.get(type_, "publisher"): tex(text_of(csl, "publisher")),
        "address": tex(text_of(csl, "publisher-place")),
        "year": issued[:4] if _ISO.fullmatch(issued) else tex(issued),
        "pages": joined(pages, "--"),
        "url": source.url,
    }
    return _braced(type_, source.id, fields)


def _name(text: str) -> str:
    """A part of a name; what BibTeX would take for its grammar is in braces."""
    return f"{{{tex(text)}}}" if "," in text or "and" in text.lower().split() else tex(text)


def _braced(type_: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{type_}{{{key},", *lines, "}\n"])


_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def csl_json(record: Record, passages: Sequence[Passages]) -> str:
    settings = record.settings
    item: dict[str, object] = {
        "id": record.key,
        "type": "entry" if record.title else "dataset",
        "title": record.title or settings.title,
        "container-title": settings.title if record.title else "",
        "author": [{"literal": name} for name in settings.curators],
        "abstract": "" if record.title else settings.description,
        "language": settings.language,
        "version": settings.version,
        "issued": {"date-parts": [[int(n) for n in settings.issued.split("-")]]} if settings.issued else "",
        "URL": record.iri,
        "note": f"Licence: {settings.facts_licence}",
    }
    items = [{key: value for key, value in item.items() if value}, *map(_source_csl, passages)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _source_csl(passages: Passages) -> dict[str, object]:
    """The source in CSL; the pages stand under `note` too, since reference managers drop the locator of an item."""
    csl = dict(passages.source.csl)
    issued = text_of(csl, "issued")
    if issued:
        exact = _ISO.fullmatch(issued)
        csl["issued"] = {"date-parts": [[int(n) for n in issued.split("-")]]} if exact else {"literal": issued}
    pages = joined(passages.pages, "-")
    cited = {"locator": pages, "note": f"pages {pages}"} if pages else {}
    return {"id": passages.source.id, "type": "book", **csl, **cited}
