"""A picture in words: one sentence or two for those who cannot see it, and every statement with its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from graph_builder.lectures.layouts.debates import side_of
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.picture import Picture
from graph_builder.model.dates import Date
from graph_builder.model.factbook import FactBook
from graph_builder.model.sources import Locator
from graph_builder.model.wording import listed, sentence
from graph_builder.views.cards import cite, clean

LONGEST = 250
"""How long an alternative text may be: readers of screens cannot stop within it."""
_WHAT = {
    "sides": "Debate", "flow": "Map of causes and beliefs", "timeline": "Time line", "circle": "Network",
    "compare": "Comparison", "senses": "Senses", "force": "Network", "preset": "Picture",
}  # fmt: skip
_ASIDE = ("outlook_of", "sense_of", "about", "characterises")
"""What a short description tells last."""


class Told(NamedTuple):
    """A statement of the picture: its sentence, page and address ("" where there is none); its id, and its step."""

    sentence: str
    citation: str
    url: str
    id: str
    step: int


def alt_text(stage: Stage, picture: Picture, book: FactBook) -> str:
    """What the picture shows, in at most LONGEST characters; what the lecturer wrote, if he did.

    "" where not one statement is short enough to be told in them: then the lecturer has to write it.
    """
    if stage.scene.alt.strip():
        return " ".join(clean(stage.scene.alt).split())
    layout = stage.scene.layout
    if layout == "sides" and (told := _sides(stage)):
        return told
    if layout == "timeline" and (told := _timeline(stage)):
        return told
    if layout == "senses":
        return _senses(stage)
    if layout == "compare":
        return _comparison(stage)
    focus = listed([clean(node.label) for node in stage.nodes if node.focus])
    whose = {tie.according for tie in stage.ties}
    what = _WHAT[layout]
    if len(whose) == 1 and "" not in whose:
        return _fitting(f"{what}, {clean(whose.pop())}: ", _clauses(stage, said=True))
    count = f"{len(picture.boxes)} thing{'s' if len(picture.boxes) != 1 else ''}"
    around = f" around {focus}" if focus and len(focus) < 110 else ""
    clauses = _clauses(stage, said=False)
    return _fitting(f"{what} of {count}{around}: ", clauses) or _fitting(f"{what} of {count}: ", clauses)


def _clauses(stage: Stage, said: bool) -> list[str]:
    """The statements in short, each with what parts it from the one before.

    What furthers or hinders, and what is in focus, comes first; the same subject and verb are named once.

    Args:
        said: whose words these are has been told already.
    """
    labels = {node.id: clean(node.label) for node in stage.nodes}
    focus = {node.id for node in stage.nodes if node.focus}
    groups: dict[str, list[Tie]] = {}
    for tie in stage.ties:
        whose = f"{tie.according}, " if tie.according and not said else ""
        words = f"{clean(whose)}{labels[tie.source]} {_verb(tie)} "
        groups.setdefault(words, []).append(tie)

    def rank(group: tuple[str, list[Tie]]) -> tuple[bool, bool, bool]:
        tie = group[1][0]
        touched = tie.source in focus or tie.target in focus
        return tie.relation in _ASIDE, not tie.sign and stage.scene.layout == "flow", not touched

    parts = [
        (", " if i else f"; {words}") + labels[tie.target]
        for words, ties in sorted(groups.items(), key=rank)
        for i, tie in enumerate(ties)
    ]
    return [part.removeprefix("; ") if not i else part for i, part in enumerate(parts)]


def _verb(tie: Tie) -> str:
    return clean(tie.label) + "?" * (tie.doubted and not tie.label.endswith("?"))


def _sides(stage: Stage) -> str:
    """Who is for what is asked and who is against it; "" where nobody is either."""
    labels = {node.id: clean(node.label) for node in stage.nodes}
    focus = {node.id for node in stage.nodes if node.focus}
    asked = {tie.target for tie in stage.ties if side_of(tie) != "open"}
    asked = asked & focus or asked
    sides: dict[str, dict[str, list[str]]] = {}
    for s, tie in zip(stage.shown.statements, stage.ties, strict=True):
        if tie.target in asked:
            name = labels[tie.source] + (" and others" if s.open == "subject" else "")
            name += f" ({clean(tie.according)})" if tie.according else ""
            side = side_of(tie) if side_of(tie) != "open" else "also"
            sides.setdefault(tie.target, {"for": [], "against": [], "also": []})[side].append(name)
    if not sides:
        return ""
    text = ""
    for most in range(12, 0, -1):
        debates = (
            f"{labels[id_]}: " + "; ".join(f"{side}: {_some(names, most)}" for side, names in told.items() if names)
            for id_, told in sides.items()
        )
        text = f"Debate{'s' if len(sides) > 1 else ''} on {'. '.join(debates)}."
        if len(text) <= LONGEST:
            break
    return _cut(text)


def _some(names: Sequence[str], most: int) -> str:
    names = list(dict.fromkeys(names))
    return ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} others"


def _timeline(stage: Stage) -> str:
    """What happened when, in order; "" where nothing is dated."""
    labels = {node.id: clean(node.label) for node in stage.nodes}
    dated = [(node.when, f"{clean(node.words)}: {labels[node.id]}") for node in stage.nodes if node.when]
    dated += [
        (tie.when, f"{clean(tie.words)}: {labels[tie.source]} {_verb(tie)} {labels[tie.target]}")
        for tie in stage.ties
        if tie.when and not dated
    ]

    def first(event: tuple[Date, str]) -> tuple[bool, object, str]:
        day = event[0].earliest
        return (day is None, day or 0, event[1])

    told = [words for _, words in sorted(dated, key=first)]
    return _fitting("Time line. ", _parted(told)) if told else ""


def _senses(stage: Stage) -> str:
    """What the term meant, for whom."""
    term = next((clean(node.label) for node in stage.nodes if node.kind == "Concept" and node.focus), "")
    told = [
        f"{listed(list(map(clean, n.holders))) or 'nobody named'}{f', {n.words}' if n.words else ''}: {clean(n.gloss)}"
        for n in stage.nodes
        if n.kind == "Sense"
    ]
    return _fitting(f"Senses of “{term}”. " if term else "Senses of a term. ", _parted(told))


def _comparison(stage: Stage) -> str:
    """The outlooks, and what more than one of them speaks of."""
    labels = {node.id: clean(node.label) for node in stage.nodes}
    compared = stage.scene.show.compare if stage.scene.show else ()
    outlooks = [id_ for id_ in compared if id_ in labels]
    named = f"Comparison of {listed([labels[id_] for id_ in outlooks])}. "
    if not outlooks or len(named) > LONGEST * 0.65:
        holders = [clean(name) for node in stage.nodes if node.id in outlooks for name in node.holders]
        named = f"Comparison of {len(outlooks)} outlooks{f', of {listed(holders)}' if holders else ''}. "
    whose: dict[str, set[str]] = {}
    for s, tie in zip(stage.shown.statements, stage.ties, strict=True):
        for end in (tie.source, tie.target):
            if s.view in outlooks and end not in outlooks and s.relation not in _ASIDE:
                whose.setdefault(end, set()).add(s.view)
    common = [labels[id_] for id_, views in whose.items() if len(views) > 1]
    parts = [f"{', ' if i else 'In common: '}{label}" for i, label in enumerate(common)]
    return _fitting(named, parts or ["Nothing is spoken of by more than one"])


def _parted(parts: Sequence[str]) -> list[str]:
    return [f"{'; ' if i else ''}{part}" for i, part in enumerate(parts)]


def _fitting(head: str, parts: Sequence[str]) -> str:
    """The head and as many parts as there is room for, and how many there are beside; "" if there is room for none."""
    for count in range(len(parts), 0, -1):
        rest = f"; and {len(parts) - count} more" if count < len(parts) else ""
        if len(text := head + "".join(parts[:count]) + rest + ".") <= LONGEST:
            return text
    return "" if parts else _cut(head.rstrip(": .") + ".")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rpartition(" ")[0] + "…"


def long_description(stage: Stage, book: FactBook) -> list[Told]:
    """Every statement of the picture, with its page.  Order: by step, then as the book has them."""
    told = []
    for s, tie in zip(stage.shown.statements, stage.ties, strict=True):
        where = cite(s.locator, book)
        told.append(Told(clean(sentence(s, book)), where["citation"], where["url"], s.id, tie.step))
    return sorted(told, key=lambda one: one.step)


def things_alone(stage: Stage, book: FactBook) -> list[tuple[str, str]]:
    """Things of which the picture says nothing but that they were: label with date, and where the text has them."""
    told = {end for tie in stage.ties for end in (tie.source, tie.target)}
    return [
        (clean(node.label) + (f", {clean(node.words)}" if node.words else ""), pages(_introduced(node, book), book))
        for node in stage.nodes
        if node.id not in told
    ]


def cited(stage: Stage, book: FactBook) -> str:
    """The passages on which the picture rests, such as "Jacobson 1994, p. 19 ¶1, ¶3, p. 20 ¶2"."""
    told = {end for tie in stage.ties for end in (tie.source, tie.target)}
    alone = [locator for node in stage.nodes if node.id not in told for locator in _introduced(node, book)]
    return pages([*(s.locator for s in stage.shown.statements), *alone], book)


def _introduced(node: Node, book: FactBook) -> tuple[Locator, ...]:
    thing = book.things.get(node.id)
    claim = book.claims.get(node.id)
    return thing.locators if thing else (claim.locator,) if claim else ()


def pages(locators: Iterable[Locator], book: FactBook) -> str:
    """The passages of each source, each page and paragraph once."""
    told: dict[str, dict[int, list[str]]] = {}
    for source, page, paragraph in sorted(set(locators)):
        told.setdefault(source, {}).setdefault(page, []).append(f"¶{paragraph}")
    short: Callable[[str], str] = lambda id_: book.sources[id_].short if id_ in book.sources else id_  # noqa: E731
    return "; ".join(
        clean(short(id_)) + ", " + ", ".join(f"p. {page} {', '.join(which)}" for page, which in of.items())
        for id_, of in told.items()
    )
