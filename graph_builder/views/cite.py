"""How to cite: the graph's record of a thing, Claim or statement, and the passages of books that it rests on.

Three formats: Chicago (notes and bibliography; italics stand between asterisks, as in Markdown), BibTeX and CSL-JSON.
No access date: the same facts give the same bytes.

Source: The Chicago Manual of Style, 17th edition, 14.19-14.36 (notes and bibliography), 14.76 (several authors), 6.9
(full stops and commas stand within quotation marks), 14.233 (entries of reference works); BibTeX 0.99d, "BibTeXing";
Citation Style Language 1.0.2, csl-data.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Source
from graph_builder.views.cite_data import bibtex, csl_json
from graph_builder.views.cited import Passages, Record, authors_of, day_of, joined, passages_of, record_of, text_of

FORMATS = ("chicago", "bibtex", "csl")


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
    return {"chicago": _chicago, "bibtex": bibtex, "csl": csl_json}[format_](record, passages)


def _chicago(record: Record, passages: Sequence[Passages]) -> str:
    notes = [_graph(record, ", "), *(_note(p.source, joined(p.pages)) for p in passages)]
    entries = [_graph(record, ". "), *(_entry(p.source) for p in passages)]
    return "\n".join(["Notes", *(f"  {n}" for n in notes), "", "Bibliography", *(f"  {e}" for e in entries)]) + "\n"


def _graph(record: Record, between: str) -> str:
    """The graph's record, its parts joined by commas (a note) or full stops (a bibliography)."""
    settings = record.settings
    within = ("In " if between == ". " else "in ") if record.title else ""
    title = quoted(record.title) if record.title else ""
    version = f"{'V' if between == '. ' else 'v'}ersion {settings.version}" if settings.version else ""
    edition = [f"{within}*{settings.title}*", version, day_of(settings)]
    parts = [_listed(settings.curators), title, *edition, record.iri, settings.facts_licence]
    return _stopped(_parts(parts, between))


def _note(source: Source, pages: str) -> str:
    """The source as a note, with pages.  Order of its parts: author, title, imprint, pages."""
    csl = source.csl
    container, article = text_of(csl, "container-title"), csl.get("type") == "article-journal"
    names = [" ".join(filter(None, (a.get("given"), a["family"]))) for a in authors_of(csl)]
    who = f"{names[0]} et al." if len(names) > 3 else _listed(names)
    within = ("" if article else "in ") + f"*{container}*" if container else ""
    text = _parts([who, _title(csl), within], ", ")
    imprint = ", ".join(filter(None, (_imprint(csl), text_of(csl, "issued"))))
    text += f" ({imprint})" if imprint else ""
    return _stopped(text + (": " if article and imprint else ", ") + pages if pages else text)


def _entry(source: Source) -> str:
    """The source as an entry of a bibliography, with the address of its public edition."""
    csl = source.csl
    container, year = text_of(csl, "container-title"), text_of(csl, "issued")
    names = [", ".join(filter(None, (a["family"], a.get("given")))) for a in authors_of(csl)[:1]]
    names += [" ".join(filter(None, (a.get("given"), a["family"]))) for a in authors_of(csl)[1:]]
    who = ", ".join(names[:7]) + ", et al." if len(names) > 10 else _listed(names, always=True)
    if csl.get("type") == "article-journal":
        parts = [who, _title(csl), f"*{container}* ({year})" if container and year else f"*{container}*{year}"]
    else:
        within = f"In *{container}*" if container else ""
        parts = [who, _title(csl), within, ", ".join(filter(None, (_imprint(csl), year)))]
    return _stopped(_parts([*parts, source.url], ". "))


def _title(csl: Mapping[str, object]) -> str:
    whole = csl.get("type", "book") in ("book", "report")
    return f"*{text_of(csl, 'title')}*" if whole else quoted(text_of(csl, "title"))


def _imprint(csl: Mapping[str, object]) -> str:
    return ": ".join(filter(None, (text_of(csl, "publisher-place"), text_of(csl, "publisher"))))


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
