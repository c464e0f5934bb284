"""Statements, things, sources and settings as flat tables of text, under the keys that a curator writes.

For comparing: two values with the same table say the same.  A list whose order means nothing is sorted, and a date
stands in words, so that another spelling of it is no difference.  Places in files are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph_builder.model.dates import Date, words
from graph_builder.model.factbook import Settings
from graph_builder.model.sources import Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Outcome, Thing


def statement_fields(s: Statement) -> dict[str, str]:
    """A statement under the keys of the curator's form."""
    return {
        "id": s.id if s.claim else "",
        "subject": s.subject,
        "not": _flag(s.negated),
        "relation": s.relation,
        "object": s.object,
        "value": s.figure.written if s.figure else "",
        "unit": s.figure.unit if s.figure else "",
        "compared_to": s.figure.compared_to if s.figure else "",
        "p": _pages((s.locator,)),
        "view": s.view,
        "when": _said_date(s.when),
        "at": _set(s.at),
        "where": _set(s.places),
        "via": _set(s.via),
        "as": s.role,
        "how": s.how,
        "sense": s.sense,
        "first": _flag(s.first),
        "open": s.open,
        "by": _set(s.by),
        "confidence": s.confidence,
        "certainty": s.certainty,
        "hedge": s.hedge,
        "author": s.author,
        "mode": s.mode,
        "quote": s.quote,
        "note": s.note,
        "editor": s.editor,
    }


def thing_fields(t: Thing) -> dict[str, str]:
    """A thing under the keys of the curator's form."""
    outcome = t.outcome or Outcome("")
    return {
        "id": t.id,
        "kind": t.kind,
        "label": t.label,
        "aka": _set(t.aka),
        "type": t.type,
        "when": _said_date(t.when),
        "p": _pages(t.locators),
        "of" if t.kind == "Outlook" else "for": _set(t.holders),
        "concept": t.concept,
        "gloss": t.gloss,
        "not": "; ".join(t.denies),
        "quote": t.quote,
        "hedge": t.hedge,
        "certainty": t.certainty,
        "first": _flag(t.first),
        "several": _flag(t.several),
        "came_true": outcome.answer,
        "came_true by": _set(outcome.by),
        "came_true when": _said_date(outcome.when),
        "came_true p": _pages(outcome.locators),
        "came_true note": outcome.note,
        "note": t.note,
        "editor": t.editor,
        "same_as": _set(f"{a.iri} ({a.match}, {a.checked}: {a.evidence})" for a in t.same_as),
    }


def source_fields(source: Source) -> dict[str, str]:
    """A source under the keys of the curator's form; what stands deeper as one text."""
    fields = {"id": source.id, "short": source.short}
    for key, value in source.csl.items():
        names = value if isinstance(value, list | tuple) else ()
        fields[key] = "; ".join(", ".join(map(str, name.values())) for name in names) if names else str(value)
    for c in source.chapters:
        fields[f"chapter {c.number} title"] = c.title
        fields[f"chapter {c.number} section"] = c.section
        fields[f"chapter {c.number} pages"] = f"{c.first}-{c.last}"
        fields[f"chapter {c.number} text"] = c.text
        fields |= {f"chapter {c.number} paragraphs of {page}": str(count) for page, count in c.paragraphs.items()}
    return fields


def settings_fields(settings: Settings) -> dict[str, str]:
    """graph.yaml, flat."""
    return {
        "title": settings.title,
        "base": settings.base,
        "prefix": settings.prefix,
        "description": settings.description,
        "language": settings.language,
        "licence code": settings.code_licence,
        "licence facts": settings.facts_licence,
        "curators": ", ".join(settings.curators),
        "version": settings.version,
        "issued": settings.issued,
        **{f"types {block}, {type_}": text for block, types in settings.types.items() for type_, text in types.items()},
    }


def _said_date(date: Date | None) -> str:
    return words(date) if date else ""


def _set(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


def _flag(value: bool) -> str:
    return "yes" if value else ""


def _pages(locators: Iterable[Locator]) -> str:
    return ", ".join(f"{locator.source} {locator.short}" for locator in locators)
