"""A picture as live SVG: for the deck, for an embed, and inside a figure.

Looks are attributes rather than CSS, and every line of text is an element of its own with its place, so that browsers,
typst, LibreOffice and PowerPoint draw the same.  All text is escaped; ids are prefixed, for many pictures share a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import cos, radians, sin

from graph_builder.lectures.layouts.boxes import GAP, GLYPH, LEADING, LEFT, small_size
from graph_builder.lectures.layouts.ties import BESIDE_SIGN
from graph_builder.lectures.measure import FAMILY, width_of
from graph_builder.lectures.paths import length, place
from graph_builder.lectures.pen import INK, LINE, PALE, SIGNS, dash, disc, escaped, glyph, n, outline, text_line
from graph_builder.lectures.picture import LABEL, SIGN, SMALL, Box, Link, Mark, Picture
from graph_builder.views.looks import LOOKS


def drawing(
    picture: Picture,
    words: Mapping[str, str],
    prefix: str,
    title: str = "",
    description: str = "",
    part: tuple[float, float] | None = None,
) -> str:
    """The `<svg>` of a picture: cards take focus (class `box`, `data-id`), arrows are `link` with `data-statement`.

    Labels stand in groups of their own above all lines (class `said`, `data-of`).  What comes with a step has the class
    `fragment` and its index, as reveal.js counts them from 0.

    Args:
        words: what a thing or statement is called in full, by id; read out and shown when pointed at.
        prefix: goes before every id within.
        part: from where to where downwards it is shown; all of its area if left out.
    """
    wide, (top, bottom) = picture.area.width, part or (0.0, picture.area.height)
    named = f'aria-labelledby="{escaped(prefix)}-title"' + (
        f' aria-describedby="{escaped(prefix)}-desc"' if description else ""
    )
    head = f'<title id="{escaped(prefix)}-title">{escaped(title)}</title>'
    if description:
        head += f'<desc id="{escaped(prefix)}-desc">{escaped(description)}</desc>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {n(top)} {n(wide)} {n(bottom - top)}" overflow="visible" '
        f'role="group" {named} font-family="{FAMILY}, sans-serif" fill="{INK}">\n'
        f"{head}\n{drawn(picture, words)}\n</svg>"
    )


def drawn(picture: Picture, words: Mapping[str, str] | None) -> str:
    """What is within the `<svg>`: bands and axes behind, then lines, cards, and labels before all.

    Without `words` it is a picture only: nothing takes focus, nothing is read out, and all is there at once.
    """
    if words is None:
        picture = replace(
            picture,
            boxes=tuple(replace(box, step=0) for box in picture.boxes),
            links=tuple(replace(link, step=0) for link in picture.links),
            marks=tuple(replace(mark, step=0) for mark in picture.marks),
        )
    behind = ("band", "rule", "tick", "maybe", "span")
    kinds = {box.id: box.kind for box in picture.boxes}
    layers = [
        [_mark(mark, kinds) for role in behind for mark in picture.marks if mark.role == role],
        [_line(link, words) for link in picture.links],
        [_card(box, words) for box in picture.boxes],
        [_said(link) for link in picture.links],
        [_mark(mark, kinds) for mark in picture.marks if mark.role not in behind],
    ]
    return "\n".join(filter(None, (part for layer in layers for part in layer)))


def _group(name: str, step: int, attributes: str, inner: str) -> str:
    """A group with its step; what comes later is a fragment of reveal.js."""
    later = f' data-fragment-index="{step - 1}"' if step else ""
    return f'<g class="{name}{" fragment" if step else ""}" data-step="{step}"{later}{attributes}>{inner}</g>'


def _card(box: Box, words: Mapping[str, str] | None) -> str:
    """A card: outline, glyph and lines; what is looked at has a firmer line and a touch of its colour."""
    left, top = box.x - box.width / 2, box.y - box.height / 2
    colour = outline(box.kind) if box.kind else "#8c8c8c"
    where = f'x="{n(left)}" y="{n(top)}" width="{n(box.width)}" height="{n(box.height)}" rx="{n(box.size * 0.4)}"'
    inner = f'<rect {where} fill="#fff" stroke="{colour}" stroke-width="{2.6 if box.focus else 1.4}"{dash(box.voice)}/>'
    if box.focus:
        tint = LOOKS[box.kind].colour if box.kind else LINE
        inner += f'<rect {where} fill="{tint}" fill-opacity="0.09"/>'
    small = small_size(box.size)
    lines = [(text, box.size, INK) for text in box.lines] + [(text, small, LINE) for text in box.small]
    wide = max((width_of(text, size) for text, size, _ in lines), default=0)
    sign = 0.0 if box.bare or not box.kind else box.size * GLYPH
    before = sign + box.size * GAP if sign else 0.0
    start = left + box.size * LEFT if box.anchor == "start" else box.x - (before + wide) / 2
    y = box.y - sum(size * LEADING for _, size, _ in lines) / 2
    first = y + (lines[0][1] if lines else box.size) * LEADING / 2
    if sign:
        inner += glyph(box.kind, start + sign / 2, first if len(lines) > 2 else box.y, sign / 2)
    for text, size, ink in lines:
        y += size * LEADING
        inner += "\n" + text_line(text, start + before, y - size * LEADING / 2, size, fill=ink)
    scale = box.size / LABEL
    corner = left + box.width - 12 * scale
    for mark in filter(None, ("?" * box.doubted, "/" * box.negated, box.sign)):
        inner += disc(mark, corner, top, 9 * scale)
        corner -= 21 * scale
    told = f' data-statements="{escaped(" ".join(box.statements))}"' if box.statements else ""
    id_ = box.thing or box.id
    attributes = f' data-id="{escaped(id_)}" data-kind="{box.kind}"{told}'
    if words is not None:
        attributes += f' tabindex="0" role="button" aria-label="{escaped(_named(box, words.get(id_, "")))}"'
    return _group("box focus" if box.focus else "box", box.step, attributes, inner)


def _named(box: Box, name: str) -> str:
    """What a card is called: its words as they stand there, and what it is called in full where that is more.

    Who says the words of a card to their computer must reach it.  Source: WCAG 2.2, 2.5.3 Label in Name.
    """
    seen, kind = " ".join((*box.lines, *box.small)), f" ({box.kind})" if box.kind else ""
    if not name or name in seen:
        return seen + kind
    full = f"{name} {' '.join(box.small)}".rstrip()
    return f"{full if seen in full else f'{seen}: {name}'}{kind}"


def _line(link: Link, words: Mapping[str, str] | None) -> str:
    """The arrow of a statement, with its sign, bar or question mark."""
    colour = SIGNS[link.sign][0] if link.sign in SIGNS else LINE
    x, y, angle = link.tip
    inner = (
        f'<path d="{escaped(link.path)}" fill="none" stroke="{colour}" stroke-width="2"{dash(link.voice)}/>'
        f'<path transform="translate({n(x)} {n(y)}) rotate({n(angle)})" '
        f'd="M1,0L-12,-5.5L-9.5,0L-12,5.5Z" fill="{colour}"/>'
    )
    if link.negated:
        across, down, turn = place(link.path, min(16.0, length(link.path) / 5))
        a, b = 9 * sin(radians(turn)), 9 * cos(radians(turn))
        inner += (
            f'<path class="bar" d="M{n(across - a)},{n(down + b)}L{n(across + a)},{n(down - b)}" stroke="{colour}" '
            'stroke-width="3.5" stroke-linecap="round"/>'
        )
    sentence = words.get(link.id, "") if words else ""
    named = f' role="img" aria-label="{escaped(sentence)}"' if sentence else ""
    attributes = (
        f' data-statement="{escaped(link.id)}" data-from="{escaped(link.source)}" data-to="{escaped(link.target)}"'
    )
    return _group("link", link.step, attributes + named, inner + _hint(sentence))


def _said(link: Link) -> str:
    """The label of an arrow, its sign before it, on a white ground that interrupts the lines below."""
    words = [line for line in link.lines if line]
    signs = [link.sign] if link.sign else []
    if link.doubted and not any("?" in line for line in words):
        signs.append("?")
    if not (words or signs):
        return ""
    scale = link.size / SMALL
    x, y = (link.x, link.y) if words or link.width else place(link.path, length(link.path) / 2)[:2]
    before = SIGN * scale * len(signs)
    if words:
        before += BESIDE_SIGN if signs else 0
        whole = before + max(width_of(line, link.size) for line in words)
        wide, high = max(link.width, whole + 6), max(link.height, len(words) * link.size * LEADING)
        inner = (
            f'<rect x="{n(x - wide / 2)}" y="{n(y - high / 2)}" width="{n(wide)}" height="{n(high)}" rx="4" '
            'fill="#fff"/>'
        )
    else:
        whole, inner = before, ""
    for i, mark in enumerate(signs):
        inner += disc(mark, x - whole / 2 + SIGN * scale * (i + 0.5), y, (SIGN / 2 - 1) * scale)
    colour = SIGNS[link.sign][0] if link.sign in SIGNS else INK
    y -= (len(words) - 1) * link.size * LEADING / 2
    for line in words:
        inner += "\n" + text_line(line, x + before / 2, y, link.size, "middle", fill=colour)
        y += link.size * LEADING
    return _group("said", link.step, f' data-of="{escaped(link.id)}"', inner)


def _hint(text: str) -> str:
    return f"<title>{escaped(text)}</title>" if text else ""


def _mark(mark: Mark, kinds: Mapping[str, str]) -> str:
    """A heading, an axis, a band: what is neither thing nor statement."""
    right, below = mark.x + mark.width, mark.y + mark.height
    where = f'x="{n(mark.x)}" y="{n(mark.y)}" width="{n(mark.width)}" height="{n(mark.height)}"'
    stroke = f'stroke="{LINE if mark.role == "tick" else "#8c8c8c"}" stroke-width="1.5"'
    inner = ""
    if mark.role == "band":
        inner = f'<rect {where} rx="6" fill="{PALE}"/>'
    elif mark.role == "maybe" or (mark.role == "span" and kinds.get(mark.of)):
        inner = _date(mark, outline(kinds[mark.of]) if kinds.get(mark.of) else LINE)
    elif mark.role == "span":
        round_ = n(min(mark.height, mark.width, 10) / 2)
        inner = f'<rect {where} rx="{round_}" fill="#d9d9d6" stroke="#8c8c8c"{dash(mark.voice)}/>'
    elif mark.role in ("rule", "tick") and (mark.width or mark.height):
        inner = f'<path d="M{n(mark.x)},{n(mark.y)}L{n(right)},{n(below)}" {stroke}{dash(mark.voice)}/>'
    if mark.text:
        heavy: dict[str, object] = {"font_weight": 600} if mark.role == "heading" else {}
        x, y, anchor = mark.x, mark.y, mark.anchor
        if mark.role in ("band", "span"):
            x, y = mark.x + mark.width / 2, mark.y + mark.height / 2
        elif mark.role in ("rule", "tick") and (mark.width or mark.height):
            x, y = right, below + mark.size * 0.7
        inner += text_line(mark.text, x, y, mark.size, anchor, fill=INK if heavy else LINE, **heavy)
    return _group(f"mark {mark.role}", mark.step, "", inner)


def _date(mark: Mark, colour: str) -> str:
    """When it was so: a solid bar where that is certain; a pale one with a broken outline where it may have been.

    An end that nobody knows, or that is open, fades in steps and has no outline.
    """
    if mark.role == "span":
        where = f'x="{n(mark.x)}" y="{n(mark.y)}" width="{n(max(mark.width, 2))}" height="{n(mark.height)}"'
        return f'<rect {where} rx="{n(min(mark.height, mark.width, 8) / 2)}" fill="{colour}"/>'
    left, right, below = mark.x, mark.x + mark.width, mark.y + mark.height
    fading = {"left": ("left",), "right": ("right",), "both": ("left", "right"), "": ()}[mark.fades]
    step = min(mark.width / 4, 24.0) / 5
    inner = ""
    for side in fading:
        for i in range(5):
            x = left + i * step if side == "left" else right - (i + 1) * step
            where = f'x="{n(x)}" y="{n(mark.y)}" width="{n(step)}" height="{n(mark.height)}"'
            inner += f'<rect {where} fill="{colour}" fill-opacity="{round(0.04 * (i + 1), 2)}"/>'
    start = left + 5 * step * ("left" in fading)
    end = right - 5 * step * ("right" in fading)
    where = f'x="{n(start)}" y="{n(mark.y)}" width="{n(max(end - start, 1))}" height="{n(mark.height)}"'
    inner += f'<rect {where} fill="{colour}" fill-opacity="0.24"/>'
    sides = "" if "left" in fading else f"M{n(left)},{n(mark.y)}L{n(left)},{n(below)}"
    sides += "" if "right" in fading else f"M{n(right)},{n(mark.y)}L{n(right)},{n(below)}"
    outer = f"M{n(start)},{n(mark.y)}L{n(end)},{n(mark.y)}M{n(start)},{n(below)}L{n(end)},{n(below)}{sides}"
    return inner + f'<path d="{outer}" fill="none" stroke="{colour}" stroke-width="1.2" stroke-dasharray="4 3"/>'
