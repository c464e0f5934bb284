"""How to cite: the graph's record of a thing, Claim or statement, and the passages of books that it rests on.

Three formats: Chicago (notes and bibliography; italics stand between asterisks, as in Markdown), BibTeX and CSL-JSON.
No access date: the same facts give the same bytes.

Source: The Chicago Manual of Style, 17th edition, 14.19-14.36 (notes and bibliography), 14.76 (several authors), 6.9
(full stops and commas stand within quotation marks), 14.233 (entries of reference works); BibTeX 0.99d, "BibTeXing";
Citation Style Language 1.0.2, csl-data.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook, Settings
from graph_builder.model.names import did_you_mean
from graph_builder.model.sources import Locator, Source
from graph_builder.model.wording import sentence
from graph_builder.model.world import references

FORMATS = ("chicago", "bibtex", "csl")


@dataclass(frozen=True, slots=True)
class Record:
    """What the graph itself has to be cited for: one record of it (`title`), or the whole (`title` is "").

    `key` is its prefixed name, such as kg:lenin.
    """

    key: str
    title: str
    iri: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Passages:
    """The pages of one source.  Order: ascending, each page once."""

    source: Source
    pages: tuple[int, ...]


def cite(book: FactBook, id_: str = "", format_: str = "chicago") -> str:
    """How to cite a thing, Claim or statement, in one of FORMATS; without an id, the graph as a whole.

    A statement rests on its passage; a thing on those that introduce it and those of all statements that name it; the
    graph on the pages that were read for it.

    Raises:
        UsageError: there is no such id or format; the message offers the nearest.
    """
    if format_ not in FORMATS:
        raise UsageError(f"there is no format '{format_}', only {', '.join(FORMATS)}")
    record, passages = record_of(book, id_), passages_of(book, id_)
    return {"chicago": _chicago, "bibtex": _bibtex, "csl": _csl}[format_](record, passages)


def record_of(book: FactBook, id_: str) -> Record:
    """The graph's record of an id, or of itself.

    Raises:
        UsageError: there is no such id.
    """
    settings = book.settings
    if not id_:
        return Record(settings.prefix, "", settings.base, settings)
    thing = book.things.get(id_)
    statement = next((s for s in book.statements if s.id == id_), None)
    if thing is None and statement is None:
        offer = did_you_mean(id_, [*book.things, *book.claims])
        raise UsageError(f"there is nothing with the id '{id_}'{offer} (graph-builder ids WORD finds ids)")
    title = thing.label if thing else sentence(statement, book) if statement else ""
    return Record(f"{settings.prefix}:{id_}", " ".join(title.split()), settings.base + id_, settings)


def passages_of(book: FactBook, id_: str) -> tuple[Passages, ...]:
    """The pages on which a thing, Claim or statement rests; without an id, all pages that were read.

    Order: by source.
    """
    pages: dict[str, set[int]] = {}
    if not id_:
        pages = {s.id: {n for c in s.chapters for n in range(c.first, c.last + 1)} for s in book.sources.values()}
    for locator in _locators(book, id_) if id_ else ():
        pages.setdefault(locator.source, set()).add(locator.page)
    return tuple(Passages(book.sources[s], tuple(sorted(n))) for s, n in sorted(pages.items()) if s in book.sources)


def _locators(book: FactBook, id_: str) -> Iterable[Locator]:
    thing = book.things.get(id_)
    if thing is None:
        return [s.locator for s in book.statements if s.id == id_]
    own = [*thing.locators, *(thing.outcome.locators if thing.outcome else ())]
    named = (s for s in book.statements if s.role == id_ or any(ref == id_ for _, ref in references(s)))
    return [*own, *(s.locator for s in named)]


def joined(pages: Iterable[int], dash: str = "–") -> str:
    """Pages as a list, with those that follow one another joined; all digits are written out.

    >>> joined([24, 19, 25, 19]), joined([172, 173, 174], "--"), joined([])
    ('19, 24–25', '172--174', '')
    """
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join(dash.join(map(str, run)) for run in runs)


def _chicago(record: Record, passages: Sequence[Passages]) -> str:
    notes = [_graph(record, ", "), *(_note(p.source, joined(p.pages)) for p in passages)]
    entries = [_graph(record, ". "), *(_entry(p.source) for p in passages)]
    return "\n".join(["Notes", *(f"  {n}" for n in notes), "", "Bibliography", *(f"  {e}" for e in entries)]) + "\n"


def _graph(record: Record, between: str) -> str:
    """The graph's record, its parts joined by commas (a note) or full stops (a bibliography)."""
    settings = record.settings
    within = ("In " if between == ". " else "in ") if record.title else ""
    title = quoted(record.title) if record.title else ""
    parts = [_listed(settings.curators), title, f"{within}*{settings.title}*", record.iri, settings.facts_licence]
    return _stopped(_parts(parts, between))


def _note(source: Source, pages: str) -> str:
    """The source as a note, with pages.  Order of its parts: author, title, imprint, pages."""
    csl = source.csl
    container, article = _text(csl, "container-title"), csl.get("type") == "article-journal"
    names = [" ".join(filter(None, (a.get("given"), a["family"]))) for a in _authors(csl)]
    who = f"{names[0]} et al." if len(names) > 3 else _listed(names)
    within = ("" if article else "in ") + f"*{container}*" if container else ""
    text = _parts([who, _title(csl), within], ", ")
    imprint = ", ".join(filter(None, (_imprint(csl), _text(csl, "issued"))))
    text += f" ({imprint})" if imprint else ""
    return _stopped(text + (": " if article and imprint else ", ") + pages if pages else text)


def _entry(source: Source) -> str:
    """The source as an entry of a bibliography, with the address of its public edition."""
    csl = source.csl
    container, year = _text(csl, "container-title"), _text(csl, "issued")
    names = [", ".join(filter(None, (a["family"], a.get("given")))) for a in _authors(csl)[:1]]
    names += [" ".join(filter(None, (a.get("given"), a["family"]))) for a in _authors(csl)[1:]]
    who = ", ".join(names[:7]) + ", et al." if len(names) > 10 else _listed(names, always=True)
    if csl.get("type") == "article-journal":
        parts = [who, _title(csl), f"*{container}* ({year})" if container and year else f"*{container}*{year}"]
    else:
        within = f"In *{container}*" if container else ""
        parts = [who, _title(csl), within, ", ".join(filter(None, (_imprint(csl), year)))]
    return _stopped(_parts([*parts, source.url], ". "))


def _title(csl: Mapping[str, object]) -> str:
    whole = csl.get("type", "book") in ("book", "report")
    return f"*{_text(csl, 'title')}*" if whole else quoted(_text(csl, "title"))


def _imprint(csl: Mapping[str, object]) -> str:
    return ": ".join(filter(None, (_text(csl, "publisher-place"), _text(csl, "publisher"))))


def _parts(parts: Iterable[str], between: str) -> str:
    """The parts that are not empty, joined by commas or full stops; nothing follows the last."""
    *first, last = filter(None, parts)
    return " ".join([*(_stopped(part, between.strip()) for part in first), last])


def _stopped(text: str, stop: str = ".") -> str:
    """The text with a stop at its end: within quotation marks, and none after another."""
    mark = "’”" if text.endswith("’”") and "‘" in text else "”" if text.endswith("”") else ""
    body = text.removesuffix(mark)
    ended = body.rstrip("*").endswith((".", "?", "!") if stop == "." else ",")
    return body + ("" if ended else stop) + mark


def quoted(text: str) -> str:
    """A title in quotation marks, without its full stop; quotation marks within it become single ones.

    >>> quoted('Lenin uses “peredyshka” for a "peace break".')
    '“Lenin uses ‘peredyshka’ for a ‘peace break’”'
    """
    inner = re.sub(r'"([^"]*)"', r"‘\1’", text.removesuffix("."))
    return f"“{inner.replace('“', '‘').replace('”', '’')}”"


def _listed(names: Sequence[str], always: bool = False) -> str:
    """Names as Chicago lists them: a comma before "and" where there are three, or `always` (an inverted name)."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if always or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def _text(csl: Mapping[str, object], key: str) -> str:
    return " ".join(str(csl.get(key, "")).split())


def _authors(csl: Mapping[str, object]) -> list[dict[str, str]]:
    authors: Any = csl.get("author", ())
    return list(authors)


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


def _bibtex(record: Record, passages: Sequence[Passages]) -> str:
    settings = record.settings
    fields = {
        "author": " and ".join(f"{{{tex(name)}}}" for name in settings.curators),
        "title": f"{{{tex(record.title or settings.title)}}}",
        "howpublished": rf"In \emph{{{tex(settings.title)}}}" if record.title else "",
        "url": record.iri,
        "note": tex(f"Licence: {settings.facts_licence}"),
    }
    return "\n".join([_braced("misc", record.key, fields), *(_source_bibtex(p.source, p.pages) for p in passages)])


def _source_bibtex(source: Source, pages: tuple[int, ...]) -> str:
    csl = source.csl
    type_ = _BIBTEX.get(str(csl.get("type", "book")), "misc")
    issued = _text(csl, "issued")
    fields = {
        "author": " and ".join(", ".join(_name(a[k]) for k in ("family", "given") if a.get(k)) for a in _authors(csl)),
        "title": f"{{{tex(_text(csl, 'title'))}}}",
        _CONTAINER.get(type_, "howpublished"): tex(_text(csl, "container-title")),
        _PUBLISHER.get(type_, "publisher"): tex(_text(csl, "publisher")),
        "address": tex(_text(csl, "publisher-place")),
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


def _csl(record: Record, passages: Sequence[Passages]) -> str:
    settings = record.settings
    item: dict[str, object] = {
        "id": record.key,
        "type": "entry" if record.title else "dataset",
        "title": record.title or settings.title,
        "container-title": settings.title if record.title else "",
        "author": [{"literal": name} for name in settings.curators],
        "abstract": "" if record.title else settings.description,
        "language": settings.language,
        "URL": record.iri,
        "note": f"Licence: {settings.facts_licence}",
    }
    items = [{key: value for key, value in item.items() if value}, *map(_source_csl, passages)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _source_csl(passages: Passages) -> dict[str, object]:
    """The source in CSL; the pages stand under `note` too, since reference managers drop the locator of an item."""
    csl = dict(passages.source.csl)
    issued = _text(csl, "issued")
    if issued:
        exact = _ISO.fullmatch(issued)
        csl["issued"] = {"date-parts": [[int(n) for n in issued.split("-")]]} if exact else {"literal": issued}
    pages = joined(passages.pages, "-")
    cited = {"locator": pages, "note": f"pages {pages}"} if pages else {}
    return {"id": passages.source.id, "type": "book", **csl, **cited}
