"""What a curator may write, field by field.  The border: records refuse what they do not know, and are frozen.

Each `description` is the curator's help: the same words stand in the guide, in the editor's tooltip and in the
explorer.  Records hold ids as text; whether the ids exist is for `model.rules` to say."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from graph_builder.model.scalars import (
    Base,
    Chapter,
    DateField,
    Day,
    Flag,
    Id,
    Ids,
    Iri,
    Line,
    Locators,
    Scale,
    Text,
    Texts,
    TypeName,
    _locator,
)


class Record(BaseModel):
    """A mapping of the curator's form."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class AlignmentRecord(Record):
    iri: Iri = Field(description="The IRI of the same thing in another data set.")
    match: Literal["exactMatch", "closeMatch"] = Field("exactMatch", description="How well it matches, as in SKOS.")
    checked: DateField = Field(description="The day on which somebody verified the match.")
    evidence: Line = Field(description="Where it was verified: sources that name IRI and thing; never memory.")


class ThingRecord(Record):
    """A thing of any kind."""

    label: Line = Field(description="The name as the text spells it, in the form that a reader would look for.")
    aka: tuple[Line, ...] = Field((), description="Other names in the text.")
    type: Line = Field("", description="A finer type from the list in graph.yaml.")
    when: DateField | None = Field(None, description="Its date, as precise as the text and no more; needs `p`.")
    p: Locators = Field((), description="Where the text introduces it: page and paragraph, such as 19 ¶1, or a list.")
    note: Text = Field("", description="A remark from the text, in your own words.")
    editor: Text = Field("", description="From outside the text, or a remark on the text; never shown as the text's.")
    same_as: tuple[AlignmentRecord, ...] = Field((), description="The same thing elsewhere, only where verified.")


class OfficeRecord(ThingRecord):
    several: Flag = Field(False, description="True if several persons hold the office at the same time.")


class SenseRecord(Record):
    """What a term meant, for someone, at a time."""

    for_: Ids = Field(
        (), alias="for", description="Who understood the term so, one or a list; absent: the author's own distinction."
    )
    gloss: Text = Field(description="The meaning, in your own words.")
    p: Locators = Field(description="Where the text gives the meaning.")
    label: Line = Field("", description="A name for the sense; made from the term and `for` if left out.")
    when: DateField | None = Field(None, description="When the term was understood so.")
    not_: Texts = Field((), alias="not", description="What it expressly did not mean.")
    from_: Ids = Field((), alias="from", description="The sense, or senses, that it grew out of.")
    quote: Text = Field("", description="The actor's own words, at most 15.")
    hedge: Text = Field("", description="The author's hedging words as printed, at most 15.")
    certainty: Scale | Literal[""] = Field("", description="The author's doubt: certain, probable, possible, doubtful.")
    first: Flag = Field(False, description="True if the text calls it the first use.")
    note: Text = Field("", description="A remark from the text, in your own words.")
    editor: Text = Field("", description="From outside the text, or a remark on the text.")


class ConceptRecord(ThingRecord):
    senses: dict[Id, SenseRecord] = Field(default_factory=dict, description="What the term meant, to whom and when.")


class OutcomeRecord(Record):
    """Whether a situation came true, as far as the text says."""

    answer: Literal["yes", "no", "partly"] = Field("yes", description="Whether it came about: yes, no or partly.")
    by: Ids = Field((), description="The event, document or situation in which it came about.")
    when: DateField | None = Field(None, description="When it came about.")
    p: Locators = Field(description="Where the text says so.")
    note: Text = Field("", description="A remark from the text, in your own words.")


class SituationRecord(ThingRecord):
    came_true: OutcomeRecord | None = Field(
        None, description="Hindsight: whether it came about, only if the text says."
    )


class OutlookRecord(ThingRecord):
    of: Ids = Field(description="Whose beliefs they are: an actor, or a list.")
    p: Locators = Field(description="Where the text sets the beliefs out.")


class QualifierRecord(Record):
    """What stands behind a sentence."""

    when: DateField | None = Field(None, description="When it was so: a date or an interval.")
    at: Ids = Field((), description="The event at which it was so.")
    where: Ids = Field((), description="The place or state where it was so.")
    via: Ids = Field((), description="The document or actor through which it was so.")
    as_: Line = Field("", alias="as", description="In what role: words, or the id of an office.")
    how: Text = Field("", description="Degree or manner, in words of your own.")
    sense: Id | Literal[""] = Field("", description="With uses_term: the id of the sense.")
    first: Flag = Field(False, description="True if the text calls it the first.")
    open: Literal["", "subject", "object"] = Field("", description="The list that goes on (and others, etc.).")
    id: Id | Literal[""] = Field("", description="Makes the fact a Claim that other sentences can speak about.")
    by: Ids = Field((), description="Who says or believes it; absent: the author of the text in his own voice.")
    confidence: Scale | Literal[""] = Field("", description="The believer's own confidence.")
    certainty: Scale | Literal[""] = Field("", description="How sure the author is that it is so, or was said.")
    hedge: Text = Field("", description="The author's hedging words exactly as printed, at most 15.")
    author: Literal["", "endorses", "rejects"] = Field("", description="The author's verdict on what he reports.")
    mode: Literal["actual", "intended", "possible"] = Field("actual", description="Actual, a purpose, or a hypothesis.")
    quote: Text = Field("", description="The words of a historical actor as printed, at most 15.")
    note: Text = Field("", description="A remark from the text, in your own words.")
    editor: Text = Field("", description="From outside the cited text, or a remark on it.")
    value: Line = Field("", description="With amounts_to: a number, a range 25..50, or one of them after <, > or ~.")
    unit: Line = Field("", description="With amounts_to: what is counted.")
    compared_to: Line = Field("", description="With amounts_to: what the figure is measured against, in words.")


class ChapterRecord(Record):
    title: Line = Field(description="The chapter's title.")
    section: Line = Field("", description="The section that was read, if not the whole chapter.")
    pages: Annotated[str, Field(pattern=r"^\d{1,5}\s*[-–]\s*\d{1,5}$")] = Field(
        description="First and last page: 17-26."
    )
    text: Line = Field("", description="The name of the text's file, for check --texts.")
    paragraphs: dict[str, Annotated[int, Field(ge=1, le=200)]] = Field(
        default_factory=dict,
        description="How many paragraphs each page has, the one that runs on from before included.",
    )


class NameRecord(Record):
    family: Line = Field(description="Family name.")
    given: Line = Field("", description="Given names.")


class SourceRecord(Record):
    """A published work, in CSL fields."""

    type: Literal["book", "chapter", "article-journal", "thesis", "report", "webpage"] = Field(description="CSL type.")
    short: Line = Field(description="The short form in citations, such as Jacobson 1994.")
    title: Line = Field(description="Title.")
    author: tuple[NameRecord, ...] = Field(min_length=1, description="Authors, in order.")
    issued: Line = Field(description="Year of publication.")
    publisher: Line = Field("", description="Publisher.")
    publisher_place: Line = Field("", alias="publisher-place", description="Place of publication.")
    container_title: Line = Field("", alias="container-title", description="The larger work it stands in.")
    URL: Iri | Literal[""] = Field("", description="Address of the public edition.")
    chapters: dict[Chapter, ChapterRecord] = Field(min_length=1, description="What was read of it, by chapter number.")


class LicenceRecord(Record):
    code: Line = Field("MIT", description="Licence of the program.")
    facts: Line = Field("CC-BY-4.0", description="Licence of the facts.")


class SettingsRecord(Record):
    """graph.yaml."""

    title: Line = Field(description="The graph's title.")
    description: Text = Field("", description="What it is about, in a sentence.")
    base: Base = Field(description="Base IRI of every thing and statement; ends in / or #.")
    prefix: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,15}$")] = Field(
        "kg", description="Prefix for the base IRI."
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field("en", description="Language.")
    licence: LicenceRecord = Field(default_factory=LicenceRecord, description="Licences of code and facts.")
    curators: tuple[Line, ...] = Field((), description="Who curates the facts.")
    version: Line = Field("", description="The edition of the facts, for citations, such as 1.0.")
    issued: Day | Literal[""] = Field("", description="The day of that edition, such as 2026-11-22.")
    types: dict[str, dict[TypeName, Line]] = Field(
        default_factory=dict, description="Types of each block, with definitions."
    )


class PassageHead(Record):
    """A passage without its facts, which are read one by one."""

    p: Annotated[str, AfterValidator(_locator), WithJsonSchema({"type": ["string", "number"]})] = Field(
        description="Page and paragraph, such as 19 ¶1."
    )
    view: Id | Literal[""] = Field("", description="The outlook within which everything below stands.")
    nothing: Text = Field("", description="Why the passage yields no fact.")


class SourceReference(Record):
    """Which book and chapter the facts of a file come from."""

    document: Id = Field(description="The id of the source.")
    chapter: Line = Field("", description="The chapter's number.")


RECORD_OF_BLOCK: dict[str, type[ThingRecord]] = {
    "people": ThingRecord,
    "groups": ThingRecord,
    "states": ThingRecord,
    "places": ThingRecord,
    "events": ThingRecord,
    "documents": ThingRecord,
    "concepts": ConceptRecord,
    "offices": OfficeRecord,
    "situations": SituationRecord,
    "outlooks": OutlookRecord,
}


@cache
def allowed_keys(record: type[BaseModel]) -> dict[str, str]:
    """The keys that a record knows, as the curator writes them, with their descriptions.

    >>> allowed_keys(SourceReference)["document"]
    'The id of the source.'
    """
    return {field.alias or name: field.description or "" for name, field in record.model_fields.items()}
