"""The JSON Schema of lecture files, for editors: completion, tooltips and red underlines while a lecturer types."""

from __future__ import annotations

import json

from graph_builder.lectures.records import LectureRecord
from graph_builder.model.relations import RELATIONS
from graph_builder.model.schema import DRAFT, schema_of


def lecture_schema() -> str:
    """The text of `lecture.schema.json`."""
    schema = schema_of(LectureRecord)
    show = schema["properties"]["scenes"]["items"]["properties"]["show"]
    show["properties"]["relations"]["items"] = {"enum": list(RELATIONS)}
    schema.pop("description")
    title = {"title": "Lecture", "description": "A file of lectures/: a title and scenes, in order."}
    made = {"$schema": DRAFT, "$id": "lecture.schema.json", **title, **schema}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"
