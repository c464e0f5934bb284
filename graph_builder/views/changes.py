"""Changes -> text for a review, Markdown for CHANGELOG's Facts, or JSON."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from graph_builder.errors import UsageError
from graph_builder.model.changes import Altered, Changes, Field
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator, Source
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, sentence

FORMATS = ("text", "markdown", "json")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&|#])")
_WORDS = {"+": "Added", "~": "Altered", "-": "Removed"}


class Entry(NamedTuple):
    """One change: its sign (+, ~ or -), what changed, in words, and which keys."""

    sign: str
    text: str
    fields: tuple[Field, ...] = ()


def shown(changes: Changes, since: str, format_: str = "text", errors: int = 0) -> str:
    """The changes since a revision, in one of FORMATS; `errors` is how many the facts of then have.

    Order: passages in reading order; in each what was added, altered and removed, in the order of the files.  Then
    things and sources by id, and graph.yaml.

    Raises:
        UsageError: there is no such format.
    """
    if format_ not in FORMATS:
        raise UsageError(f"there is no format '{format_}', only {', '.join(FORMATS)}")
    if format_ == "json":
        return json.dumps({**_json(changes, since), "errors": errors}, ensure_ascii=False, indent=1) + "\n"
    render = _markdown if format_ == "markdown" else _text
    return render(summary(changes, since) + _caution(errors, since), list(groups(changes)))


def _caution(errors: int, since: str) -> str:
    if not errors:
        return ""
    count = f"{errors} error{'s' if errors != 1 else ''}"
    return f" The facts at {since} have {count} by the rules of now: what of them could not be read counts as added."


def summary(changes: Changes, since: str) -> str:
    """How much changed, in a sentence."""
    counts = [
        f"{len(part)} {name} {how}"
        for name, difference in (("facts", changes.statements), ("things", changes.things))
        for how, part in (
            ("added", difference.added),
            ("altered", difference.altered),
            ("removed", difference.removed),
        )
        if part
    ]
    counts = [re.sub(r"^1 (fact|thing)s", r"1 \1", count) for count in counts]
    if changes.moved:
        counts.append(f"{changes.moved} fact{'s have new IRIs' if changes.moved != 1 else ' has a new IRI'}")
    if counts:
        return f"Since {since}: {', '.join(counts)}."
    return f"Since {since}: no fact or thing changed{', but other parts did' if changes else ''}."


def groups(changes: Changes) -> Iterator[tuple[str, list[Entry]]]:
    """Headings, and what stands under each."""
    passages = by_passage(changes)
    for locator in sorted(passages):
        book = changes.new if locator.source in changes.new.sources else changes.old
        yield citation(locator, book), passages[locator]
    for heading, entries in (
        ("Things", _things(changes)),
        ("Sources", _sources(changes)),
        ("graph.yaml", [Entry("~", field.key, (field._replace(key=""),)) for field in changes.settings]),
    ):
        if entries:
            yield heading, entries


def by_passage(changes: Changes) -> dict[Locator, list[Entry]]:
    """The changed facts of each passage; one that moved stands where it is now."""
    found: dict[Locator, list[Entry]] = defaultdict(list)
    facts = changes.statements
    for added in facts.added:
        found[added.locator].append(Entry("+", _fact(added, changes.new)))
    for altered in facts.altered:
        found[altered.new.locator].append(Entry("~", _fact(altered.new, changes.new), altered.fields))
    for removed in facts.removed:
        found[removed.locator].append(Entry("-", _fact(removed, changes.old)))
    for locator, field in changes.silent:
        sign = "~" if field.before and field.after else "+" if field.after else "-"
        text = "Yields no fact" + (f": {field.after or field.before}" if sign != "~" else "")
        found[locator].append(Entry(sign, text, (field,) if sign == "~" else ()))
    return found


def _fact(statement: Statement, book: FactBook) -> str:
    return sentence(statement, book) + (f" ({statement.id})" if statement.claim else "")


def _things(changes: Changes) -> list[Entry]:
    things = changes.things
    return [
        *(Entry("+", _thing(thing)) for thing in things.added),
        *(Entry("~", _thing(altered.new), altered.fields) for altered in things.altered),
        *(Entry("-", _thing(thing)) for thing in things.removed),
    ]


def _thing(thing: Thing) -> str:
    return f"{thing.label} ({thing.kind}{f', {thing.type}' if thing.type else ''}; {thing.id})"


def _sources(changes: Changes) -> list[Entry]:
    sources = changes.sources
    return [
        *(Entry("+", f"{source.short} ({source.id})") for source in sources.added),
        *(Entry("~", f"{a.new.short} ({a.new.id})", a.fields) for a in sources.altered),
        *(Entry("-", f"{source.short} ({source.id})") for source in sources.removed),
    ]


def _text(head: str, found: Sequence[tuple[str, list[Entry]]]) -> str:
    lines = [head]
    for heading, entries in found:
        lines += ["", heading]
        for entry in entries:
            lines.append(f"  {entry.sign} {_flat(entry.text)}")
            lines += [f"      {_flat(change(field))}" for field in entry.fields]
    return "\n".join(lines) + "\n"


def _markdown(head: str, found: Sequence[tuple[str, list[Entry]]]) -> str:
    """A list that fits under a heading of CHANGELOG: no heading of its own, a bullet a passage, a bullet a change."""
    lines = [plain(head), ""]
    for heading, entries in found:
        lines.append(f"- **{plain(heading)}**")
        for entry in entries:
            lines.append(f"  - {_WORDS[entry.sign]}: {plain(entry.text)}")
            lines += [f"    - {plain(change(field))}" for field in entry.fields]
    return "\n".join(lines).rstrip("\n") + "\n"


def change(field: Field) -> str:
    """A changed key in words.

    >>> change(Field("note", "", "and others")), change(Field("label", "Radek", "K. Radek"))
    ('note: added “and others”', 'label: “Radek” is now “K. Radek”')
    """
    key = f"{field.key}: " if field.key else ""
    if not field.before:
        return f"{key}added “{field.after}”"
    return f"{key}“{field.before}” " + (f"is now “{field.after}”" if field.after else "removed")


def plain(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> plain("graph_builder <b>")
    'graph\\_builder \\<b\\>'
    """
    return _MARKDOWN.sub(r"\\\1", _flat(text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _json(changes: Changes, since: str) -> dict[str, Any]:
    facts, things, sources = changes.statements, changes.things, changes.sources
    return {
        "since": since,
        "facts": {
            "added": [_fact_json(s, changes.new) for s in facts.added],
            "altered": [
                {**_fact_json(a.new, changes.new), "old_id": a.old.id, "fields": _fields(a.fields)}
                for a in facts.altered
            ],
            "removed": [_fact_json(s, changes.old) for s in facts.removed],
        },
        "things": {
            "added": [_thing_json(t) for t in things.added],
            "altered": [_altered_json(_thing_json(a.new), a) for a in things.altered],
            "removed": [_thing_json(t) for t in things.removed],
        },
        "sources": {
            "added": [{"id": s.id} for s in sources.added],
            "altered": [_altered_json({"id": a.new.id}, a) for a in sources.altered],
            "removed": [{"id": s.id} for s in sources.removed],
        },
        "settings": _fields(changes.settings),
        "passages": [{"p": where.id, **_fields([field])["nothing"]} for where, field in changes.silent],
        "new_iris": changes.moved,
    }


def _fact_json(statement: Statement, book: FactBook) -> dict[str, Any]:
    locator = statement.locator
    return {
        "id": statement.id,
        "source": locator.source,
        "p": locator.short,
        "sentence": sentence(statement, book),
        "subject": statement.subject,
        "relation": statement.relation,
        "object": statement.object or (statement.figure.label if statement.figure else ""),
    }


def _thing_json(thing: Thing) -> dict[str, Any]:
    return {"id": thing.id, "kind": thing.kind, "label": thing.label}


def _altered_json(record: dict[str, Any], altered: Altered[Thing] | Altered[Source]) -> dict[str, Any]:
    return {**record, "old_id": altered.old.id, "fields": _fields(altered.fields)}


def _fields(fields: Iterable[Field]) -> dict[str, dict[str, str]]:
    return {field.key: {"before": field.before, "after": field.after} for field in fields}
