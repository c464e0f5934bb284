"""What a lecturer writes in Markdown, as HTML, as plain text and for typst; `[[id]]` and `[[id|words]]` name things.

Nothing that is written here is ever markup of the page: HTML is text, links lead to http, https and other scenes only,
there are no pictures, and what is made is cleaned once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import Any, Literal

from graph_builder.lectures.typeset import literal
from graph_builder.model.factbook import FactBook
from graph_builder.model.wording import label_of
from graph_builder.views.cards import clean

_THING = re.compile(r"\[\[([a-z0-9]+(?:-[a-z0-9]+)*)(?:\|([^\[\]\n]+))?\]\]")
_ADDRESS = re.compile(r"https?://[^\s]+|#/[a-z0-9-]+", re.IGNORECASE)
_DEEPEST = 10
"""How many lists, items and quotations may stand within each other; typst sets fifteen and no more."""
_TAG = re.compile(r"<[a-zA-Z/!?]")
_TAGS = {
    "a", "blockquote", "br", "button", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "span",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "target"}, "button": {"class", "data-id", "type"}, "span": {"class", "data-id"},
    "ol": {"start"},
}  # fmt: skip

Words = Callable[[str, str], str]
"""How a thing is written: its id and its words, already made safe for what is written."""


def to_html(text: str, book: FactBook, things: Literal["buttons", "words"] = "buttons") -> str:
    """The text as HTML that is safe to put into a page.

    Args:
        things: what becomes of `[[id]]`: `<button type="button" class="thing" data-id="id">`, for pages that open it,
            or a `<span>` with the same class and data.
    """
    import nh3

    tag, kind = ("button", ' type="button"') if things == "buttons" else ("span", "")

    def written(id_: str, words: str) -> str:
        return f'<{tag}{kind} class="thing" data-id="{id_}">{words}</{tag}>'

    made = "".join(_html(_parsed(text), book, written))
    schemes = {"http", "https"}
    cleaned = nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=schemes, attribute_filter=_kept)
    return str(cleaned).strip()


def to_plain(text: str, book: FactBook) -> str:
    """The text without marks: empty lines between paragraphs, bullets, and addresses after their links."""
    made = "".join(_plain(_parsed(text), book))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", made)).strip()


def to_typst(text: str, book: FactBook) -> str:
    """The text for typst; every word of it is a string, so that nothing in it is markup."""
    return "".join(_typst(_parsed(text), book)).strip()


def linked(text: str) -> list[tuple[int, str]]:
    """The things that the text names: where, counted in characters, and their ids."""
    return [(at, token.meta["id"]) for at, token in _placed(text) if token.type == "thing"]


def faults(text: str) -> list[tuple[int, str]]:
    """What may not stand in a text: where, counted in characters, and what is wrong with it."""
    found: list[tuple[int, str]] = []
    for at, token in _placed(text, raw=True):
        if token.type in ("html_inline", "html_block"):
            found.append((at, f"HTML is not read here: {_short(token.content)}"))
        elif token.type == "image":
            found.append((at, f"pictures cannot be shown here: {_short(token.attrs.get('src', ''))}"))
        elif token.type == "link_open" and not _ADDRESS.fullmatch(str(token.attrs["href"])):
            found.append((at, f"a link leads to http, https or #/scene-id, not to {_short(token.attrs['href'])}"))
        elif token.type == "text" and "[[" in token.content:
            found.append((at + token.content.index("[["), "[[ does not begin [[id]] or [[id|words]]"))
        elif token.type == "text" and (tag := _TAG.search(token.content)) and text[at:].startswith(token.content):
            found.append((at + tag.start(), f"HTML is not read here: {_short(token.content[tag.start() :])}"))
        elif token.type == "text" and "](" in token.content:
            found.append((at + token.content.index("]("), "]( does not end a link; [[id]] cannot stand within one"))
        elif token.level == _DEEPEST and token.nesting == 1:
            found.append((at, "lists and quotations stand too deep within each other"))
    return sorted(found)


def _short(text: object) -> str:
    line = " ".join(clean(str(text)).split())
    return f"'{line if len(line) <= 60 else line[:60] + '…'}'"


def _kept(tag: str, name: str, value: str) -> str | None:
    """Attributes as they may stand in a page: addresses of the two kinds, and the one class."""
    if name == "href":
        return value if _ADDRESS.fullmatch(value) else None
    return None if name == "class" and value != "thing" else value


@cache
def _parser(raw: bool) -> Any:
    """The parser; a raw one finds HTML and every address, so that they can be told of."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": raw}).enable("table")
    parser.inline.ruler.before("link", "thing", _thing_rule)
    parser.validateLink = lambda url: raw or bool(_ADDRESS.fullmatch(url))  # type: ignore[method-assign]
    return parser


def _thing_rule(state: Any, silent: bool) -> bool:
    """The rule of markdown-it that reads `[[id]]` and `[[id|words]]`."""
    match = _THING.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("thing", "", 0)
        token.content = (match[2] or "").strip()
        token.markup = match[0]
        token.meta = {"id": match[1]}
    state.pos = match.end()
    return True


def _parsed(text: str, raw: bool = False) -> list[Any]:
    tokens: list[Any] = _parser(raw).parse(clean(text) if not raw else text)
    return tokens


def _placed(text: str, raw: bool = False) -> Iterator[tuple[int, Any]]:
    """The tokens, inline ones too, each with where it is found in the text."""
    starts, at = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))], 0
    for token in _parsed(text, raw):
        at = starts[min(token.map[0], len(starts) - 1)] if token.map else at
        if token.type != "inline":
            yield at, token
        for child in token.children or ():
            sought = child.markup if child.type == "thing" else _sought(child)
            found = text.find(sought, at) if sought else -1
            at = found if found >= 0 else at
            yield at, child
            at += len(sought) if found >= 0 and child.type != "link_open" else 0


def _sought(token: Any) -> str:
    """What the source has where a token begins: to find its place, which markdown-it does not tell."""
    if token.type == "link_open":
        return "<" if token.markup == "autolink" else "["
    return "![" if token.type == "image" else str(token.content)


def _label(token: Any, book: FactBook) -> str:
    return " ".join(str(token.content or clean(label_of(token.meta["id"], book))).split())


def _html(tokens: list[Any], book: FactBook, written: Words) -> Iterator[str]:
    from markdown_it.renderer import RendererHTML

    def thing(self: Any, tokens: list[Any], i: int, options: Any, env: Any) -> str:
        return written(tokens[i].meta["id"], escape(_label(tokens[i], book)))

    renderer = RendererHTML()
    renderer.rules["thing"] = thing.__get__(renderer)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        token.children = [child for child in token.children or () if child.type != "image"]
        for child in token.children:
            if child.type == "link_open" and not child.attrs["href"].startswith("#"):
                child.attrSet("target", "_blank")
    yield renderer.render(tokens, _parser(False).options, {})


def _plain(tokens: list[Any], book: FactBook) -> Iterator[str]:
    lists: list[int] = []
    address = ""
    for token in tokens:
        name = token.type
        if name == "inline":
            yield from _plain(token.children, book)
        elif name in ("text", "code_inline", "html_inline"):
            yield token.content
        elif name == "thing":
            yield _label(token, book)
        elif name == "softbreak":
            yield " "
        elif name == "hardbreak":
            yield "\n"
        elif name in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrs.get("start", 1)) if name[0] == "o" else 0)
        elif name in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            yield "\n"
        elif name == "list_item_open":
            yield "  " * (len(lists) - 1) + (f"{lists[-1]}. " if lists[-1] else "• ")
            lists[-1] += 1 if lists[-1] else 0
        elif name == "link_open":
            address = str(token.attrs["href"]) if token.markup != "autolink" else ""
        elif name == "link_close":
            yield f" ({address})" if address else ""
        elif name in ("code_block", "fence"):
            yield token.content + "\n"
        elif name in ("td_close", "th_close"):
            yield "\t"
        elif name in ("paragraph_close", "heading_close", "tr_close", "table_close", "hr"):
            yield "\n" if lists or name[:2] == "tr" or token.hidden else "\n\n"


_TYPST = {
    "paragraph_open": "#par[", "paragraph_close": "]\n", "em_open": "#emph[", "em_close": "]",
    "strong_open": "#strong[", "strong_close": "]", "blockquote_open": "#quote(block: true)[",
    "blockquote_close": "]\n", "list_item_open": "[",
    "list_item_close": "],", "bullet_list_open": "#list(", "bullet_list_close": ")\n", "ordered_list_close": ")\n",
    "link_close": "]", "heading_open": "#par[#strong[", "heading_close": "]]\n", "softbreak": " ",
    "hardbreak": "#linebreak()", "hr": "#line(length: 100%)\n", "td_open": "[", "td_close": "],",
    "th_open": "[#strong[", "th_close": "]],", "table_close": ")\n",
}  # fmt: skip


def _typst(tokens: list[Any], book: FactBook) -> Iterator[str]:
    for i, token in enumerate(tokens):
        name = token.type
        if name == "inline":
            yield from _typst(token.children, book)
        elif name in ("text", "html_inline"):
            yield f"#{literal(token.content)};" if token.content else ""
        elif name == "thing":
            yield f"#{literal(_label(token, book))};"
        elif name == "code_inline":
            yield f"#raw({literal(token.content)});"
        elif name in ("code_block", "fence"):
            yield f"#raw({literal(token.content.rstrip())}, block: true)\n"
        elif name == "link_open":
            href = str(token.attrs["href"])
            yield f"#link({literal(href)})[" if href.startswith("http") else "#text()["
        elif name == "ordered_list_open":
            yield f"#enum(start: {int(token.attrs.get('start', 1))}, "
        elif name == "table_open":
            rows = [t.type for t in tokens[i:]]
            columns = rows[: rows.index("tr_close")].count("th_open")
            yield f"#table(columns: {columns}, "
        elif name.startswith("paragraph") and token.hidden:
            continue
        else:
            yield _TYPST.get(name, "")
