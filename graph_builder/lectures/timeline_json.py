"""The dated things and statements of a lecture as TimelineJS reads them.

Source: https://timeline.knightlab.com/docs/json-format.html.
"""

from __future__ import annotations

import datetime
import html
import json
from typing import Any

from graph_builder.lectures.lecture import Lecture, Stage
from graph_builder.lectures.stage import stage_of
from graph_builder.model.dates import Date, sort_key, words
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement
from graph_builder.model.things import Thing
from graph_builder.model.wording import citation, label_of, sentence

_UNITS = {"year": 1, "decade": 1, "season": 2, "part": 2, "month": 2, "day": 3}


def timeline_json(lecture: Lecture, book: FactBook) -> str:
    """Every thing and statement with a date that a scene shows, once, as the JSON of TimelineJS.

    TimelineJS takes its texts for HTML, so they are escaped.  A date whose beginning nobody knows stands at the last
    day on which it can have begun, and says so in its words.

    Order: by date, then by id.
    """
    stages = [stage_of(scene, book) for scene in lecture.scenes if scene.show and not scene.hidden]
    things = dict.fromkeys(node.id for stage in stages for node in stage.nodes if node.id in book.things)
    dated = [(book.things[id_].when, id_, _thing(book.things[id_], stages, book)) for id_ in things]
    statements = {s.id: s for stage in stages for s in stage.shown.statements if not s.nested}
    dated += [(s.when, s.id, _statement(s, book)) for s in statements.values()]
    rows = sorted(
        ((when, id_, event) for when, id_, event in dated if when), key=lambda row: (sort_key(row[0]), row[1])
    )
    title = {"headline": html.escape(lecture.title), "text": html.escape(lecture.subtitle or lecture.description)}
    events = [{"unique_id": id_, **_span(when), **event} for when, id_, event in rows]
    return json.dumps({"title": {"text": title}, "events": events}, ensure_ascii=False, indent=1) + "\n"


def _thing(thing: Thing, stages: list[Stage], book: FactBook) -> dict[str, Any]:
    about = {s.id: s for stage in stages for s in stage.shown.statements if thing.id in (s.subject, s.object)}
    told = [_cited(sentence(s, book), s.locator, book) for s in about.values()]
    own = [_cited(thing.note or thing.gloss, locator, book) for locator in thing.locators[:1]]
    return {"group": thing.kind, "text": {"headline": html.escape(thing.label), "text": "".join(told or own)}}


def _statement(s: Statement, book: FactBook) -> dict[str, Any]:
    headline = f"{label_of(s.subject, book)} – {label_of(s.object, book)}" if s.object else label_of(s.subject, book)
    text = {"headline": html.escape(headline), "text": _cited(sentence(s, book), s.locator, book)}
    return {"group": "Beliefs" if s.by or s.view else "Statements", "text": text}


def _cited(text: str, locator: Locator, book: FactBook) -> str:
    return f"<p>{html.escape(text)} <cite>{html.escape(citation(locator, book))}</cite></p>"


def _span(when: Date) -> dict[str, Any]:
    """The dates of TimelineJS, and the words that it shows instead of them."""
    first = next(day for day in (*when.begin, *when.end) if day is not None)
    last = next(day for day in (*reversed(when.end), *reversed(when.begin)) if day is not None)
    span = {"start_date": _day(first, when), "display_date": html.escape(words(when))}
    return span if last == first or when.end == (None, None) else {**span, "end_date": _day(last, when)}


def _day(day: int, when: Date) -> dict[str, int]:
    """Year, month and day, as far as the date is precise; an interval's ends to the day."""
    date = datetime.date.fromordinal(day)
    parts = {"year": date.year, "month": date.month, "day": date.day}
    return dict(list(parts.items())[: _UNITS.get(when.precision, 3)])
