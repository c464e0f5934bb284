"""Values -> the curator's records, as plain mappings under the keys of his form; what needs no writing is left out.

The values of a mapping are texts, `Code` (what is never taken for anything but text: ids, dates, numbers), lists of
them and mappings.  Order: keys as in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph_builder.model.dates import Date
from graph_builder.model.factbook import Settings
from graph_builder.model.sources import Chapter, Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Alignment, Outcome, Thing

Record = dict[str, Any]


class Code(str):
    """A text that needs no quotation marks to be told from other texts, such as 1921 under `when`."""

    __slots__ = ()


def settings_record(settings: Settings) -> Record:
    """graph.yaml."""
    return _written(
        title=settings.title,
        description=settings.description,
        base=Code(settings.base),
        prefix=Code(settings.prefix),
        language=Code(settings.language),
        licence={"code": settings.code_licence, "facts": settings.facts_licence},
        curators=list(settings.curators),
        version=settings.version,
        issued=Code(settings.issued),
        types={block: dict(types) for block, types in settings.types.items()},
    )


def source_record(source: Source) -> Record:
    """An entry of sources.yaml."""
    csl: Mapping[str, Any] = source.csl
    record: Record = {"type": Code(csl["type"]), "short": source.short}
    record |= {key: value for key, value in csl.items() if key not in ("type", "author", "URL")}
    record["author"] = [dict(author) for author in csl["author"]]
    record["chapters"] = {Code(chapter.number): _chapter(chapter) for chapter in source.chapters}
    return _written(**record, URL=Code(source.url))


def _chapter(chapter: Chapter) -> Record:
    return _written(
        title=chapter.title,
        section=chapter.section,
        pages=Code(f"{chapter.first}-{chapter.last}"),
        text=chapter.text,
        paragraphs={Code(page): Code(count) for page, count in chapter.paragraphs.items()},
    )


def thing_record(thing: Thing) -> Record:
    """An entry of an entities file of any kind but Sense."""
    return _written(
        label=thing.label,
        aka=list(thing.aka),
        type=thing.type,
        when=_date(thing.when),
        p=_locators(thing.locators),
        note=thing.note,
        editor=thing.editor,
        same_as=[_alignment(alignment) for alignment in thing.same_as],
        several=_flag(thing.several),
        came_true=_outcome(thing.outcome) if thing.outcome else "",
        of=_ids(thing.holders),
    )


def sense_record(sense: Thing, label: str, older: Iterable[str]) -> Record:
    """An entry under `senses`.

    Args:
        sense: the Sense.
        label: the name that it would have without one of its own.
        older: the senses that it grew out of.
    """
    return _written(
        **{"for": _ids(sense.holders)},
        gloss=sense.gloss,
        p=_locators(sense.locators),
        label="" if sense.label == label else sense.label,
        when=_date(sense.when),
        **{"not": list(sense.denies), "from": _ids(older)},
        quote=sense.quote,
        hedge=sense.hedge,
        certainty=Code(sense.certainty),
        first=_flag(sense.first),
        note=sense.note,
        editor=sense.editor,
    )


def qualifiers_record(s: Statement) -> Record:
    """What stands behind a sentence."""
    return _written(
        when=_date(s.when),
        at=_ids(s.at),
        where=_ids(s.places),
        via=_ids(s.via),
        **{"as": s.role},
        how=s.how,
        sense=Code(s.sense),
        first=_flag(s.first),
        open=Code(s.open),
        id=Code(s.id) if s.claim else "",
        by=_ids(s.by),
        confidence=Code(s.confidence),
        certainty=Code(s.certainty),
        hedge=s.hedge,
        author=Code(s.author),
        mode=Code("" if s.mode == "actual" else s.mode),
        quote=s.quote,
        note=s.note,
        editor=s.editor,
        value=Code(s.figure.written) if s.figure else "",
        unit=s.figure.unit if s.figure else "",
        compared_to=s.figure.compared_to if s.figure else "",
    )


def _written(**values: Any) -> Record:
    return {key: value for key, value in values.items() if value}


def _date(date: Date | None) -> str:
    return Code(date.written) if date else ""


def _ids(ids: Iterable[str]) -> Code | list[Code]:
    """One id alone, or a list."""
    codes = [Code(id_) for id_ in ids]
    return codes[0] if len(codes) == 1 else codes


def _locators(locators: Iterable[Locator]) -> Code | list[Code]:
    return _ids(locator.short for locator in locators)


def _flag(value: bool) -> str:
    return Code("true") if value else ""


def _alignment(alignment: Alignment) -> Record:
    match = "" if alignment.match == "exactMatch" else alignment.match
    checked = Code(alignment.checked)
    return _written(iri=Code(alignment.iri), match=Code(match), checked=checked, evidence=alignment.evidence)


def _outcome(outcome: Outcome) -> Record:
    return _written(
        answer=Code(outcome.answer),
        by=_ids(outcome.by),
        when=_date(outcome.when),
        p=_locators(outcome.locators),
        note=outcome.note,
    )
