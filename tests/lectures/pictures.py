"""A picture made by hand, with everything that can be drawn; and the scene and stage that it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph_builder.lectures.layouts.boxes import box_of
from graph_builder.lectures.lecture import Node
from graph_builder.lectures.picture import BESIDE, Box, Link, Mark, Picture

HOSTILE = "</text><script>window.hacked=1</script>\u202e\u0007 \"a\" & 'b' \ud800]]>"


def card(id_: str, kind: str, label: str, x: float, y: float, **more: Any) -> Box:
    box = box_of(Node(id_, kind, label, focus=more.pop("focus", False)))
    return replace(box, x=x, y=y, **more)


def link(id_: str, source: Box, target: Box, label: str = "", **more: Any) -> Link:
    a, b = source.x + source.width / 2, target.x - target.width / 2
    path = f"M{a},{source.y} C{a + 80},{source.y} {b - 80},{target.y} {b},{target.y}"
    return Link(
        id=id_, source=source.id, target=target.id, path=path, tip=(b, target.y, 0), lines=tuple(label.split("\n")),
        x=(a + b) / 2, y=(source.y + target.y) / 2, width=120, height=26, **more,
    )  # fmt: skip


def picture() -> Picture:
    """Boxes of all kinds of marks, links in all voices, with and without signs, and marks behind."""
    trotsky = card("trotsky", "Person", "Trotsky", 100, 60)
    lenin = card("lenin", "Person", "Lenin", 100, 170, step=1)
    party = card("party", "Group", "Ninth Party Conference", 100, 290)
    outlook = card("outlook", "Outlook", "the integrationists' conception of 1921", 120, 420, voice="outlook")
    army = card("army", "Concept", "use of the Red Army to carry the revolution abroad", 470, 110, focus=True)
    hope = card("hope", "Situation", "full recognition of the Soviet regime", 490, 290, voice="outlook", sign="+")
    doubt = card("doubt", "Document", "the note on debts", 480, 430, doubted=True, negated=True, sign="-")
    fall = card("fall", "Event", "congress of the peoples of the East", 780, 180, small=("September 1920",), step=2)
    return Picture(
        BESIDE,
        (trotsky, lenin, party, outlook, army, hope, doubt, fall),
        (
            link("s1", trotsky, army, "supports", sign="+"),
            link("s2", lenin, army, "opposes", sign="-", step=1),
            link("s3", party, hope, "does not promote", negated=True, sign="-", voice="outlook"),
            link("s4", outlook, hope, "expects\nby 1922", voice="attributed", doubted=True),
            link("s5", army, fall, step=2),
        ),
        (
            Mark(role="band", x=640, y=300, width=240, height=60, text="expected"),
            Mark(role="heading", x=760, y=30, text="What came"),
            Mark(role="rule", x=640, y=500, width=240),
            Mark(role="tick", x=700, y=500, height=8, text="1921"),
            Mark(role="tick", x=800, y=500, height=8, text="1922"),
            Mark(role="span", x=700, y=400, width=100, height=30, text="c. 1921", voice="outlook"),
        ),
    )
