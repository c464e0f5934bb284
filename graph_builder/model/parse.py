"""Trees of text -> settings and sources, with a problem for everything that is not in the curator's form."""

from __future__ import annotations

import re

from graph_builder.facts.nodes import Document, Node, Pairs, Text, follow, is_torn, where
from graph_builder.model.draft import Draft, declare, entries, mapping_of, note_losses
from graph_builder.model.factbook import Settings
from graph_builder.model.names import did_you_mean
from graph_builder.model.records import SettingsRecord, SourceRecord
from graph_builder.model.report import validate
from graph_builder.model.sources import Chapter, Source
from graph_builder.model.things import BLOCKS
from graph_builder.rulebook import problem

_PAGE = re.compile(r"[0-9]{1,5}")


def parse_settings(draft: Draft, document: Document) -> None:
    """Adds graph.yaml."""
    if document.root is None:
        return
    record, problems = validate(SettingsRecord, document.root, document)
    draft.problems += problems
    if record is None or is_torn(document, document.root):
        return
    for block in record.types:
        if block not in BLOCKS:
            node = document.root.pairs["types"] if isinstance(document.root, Pairs) else document.root
            place = where(document, node.keys[block] if isinstance(node, Pairs) else node)
            draft.problems.append(
                problem("unknown-key", place, f"unknown block '{block}'{did_you_mean(block, BLOCKS)}")
            )
    if any(block not in BLOCKS for block in record.types):
        return
    draft.settings = Settings(
        title=record.title,
        base=record.base,
        prefix=record.prefix,
        description=record.description,
        language=record.language,
        code_licence=record.licence.code,
        facts_licence=record.licence.facts,
        curators=record.curators,
        version=record.version,
        issued=record.issued,
        types={block: dict(types) for block, types in record.types.items()},
    )


def parse_sources(draft: Draft, document: Document) -> None:
    """Adds sources.yaml."""
    note_losses(draft, document)
    blocks = mapping_of(draft, document, document.root, "the file", {"sources"})
    draft.sources_read = isinstance(blocks.get("sources"), Pairs)
    if isinstance(document.root, Pairs) and not blocks and not is_torn(document, document.root):
        place = where(document, document.root)
        draft.problems.append(problem("missing-key", place, "'sources' is missing", "add `sources:`"))
    for id_, node in entries(draft, document, blocks.get("sources"), "sources", SourceRecord):
        record, problems = validate(SourceRecord, node, document, id_)
        draft.problems += problems
        declare(draft, document, id_)
        draft.spots[where(document, id_)] = id_, node
        if record is not None and not is_torn(document, node):
            draft.sources[id_.text] = _source(draft, id_, record, node, document)


def _source(draft: Draft, id_: Text, record: SourceRecord, node: Node, document: Document) -> Source:
    chapters = []
    written = follow(node, ["chapters"])
    for number, chapter in record.chapters.items():
        under = follow(written, [number])
        first, last = (int(page) for page in chapter.pages.replace("–", "-").split("-"))
        if last < first:
            message = f"chapter {number} ends on page {last}, before its first page {first}"
            draft.problems.append(problem("impossible-interval", where(document, follow(under, ["pages"])), message))
            first, last = last, first
        counts = {}
        for page, count in chapter.paragraphs.items():
            if _PAGE.fullmatch(page) and first <= int(page) <= last:
                counts[int(page)] = count
                continue
            paragraphs = follow(under, ["paragraphs"])
            place = where(document, paragraphs.keys[page] if isinstance(paragraphs, Pairs) else paragraphs)
            message = f"chapter {number} counts paragraphs of page '{page}', which it does not have"
            draft.problems.append(problem("locator-outside", place, message))
        key = written.keys[number] if isinstance(written, Pairs) else id_
        draft.spots[where(document, key)] = key, under
        place = where(document, key)
        chapters.append(Chapter(number, chapter.title, chapter.section, first, last, counts, chapter.text, place))
    csl = record.model_dump(by_alias=True, exclude={"short", "chapters"}, exclude_defaults=True)
    return Source(id_.text, record.short, csl, tuple(chapters), where(document, id_), record.URL)
