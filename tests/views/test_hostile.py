"""Whatever a curator writes, or is made to write: it is shown as text, runs nowhere, and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import book_of, fact, small_statements, small_things, thing

from graph_builder.model.factbook import FactBook, Passage
from graph_builder.model.sources import Locator
from graph_builder.model.things import Alignment, Thing

PAYLOADS = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<!--<script>", "-->", "]]>", "<![CDATA[<script>window.hacked=1</script>",
    "</noscript><img src=x onerror=window.hacked=1>",
    "</title><svg onload=window.hacked=1>", "</style><script>window.hacked=1</script>",
    '"><img src=https://evil.example/x onerror=window.hacked=1>', "' onmouseover='window.hacked=1",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>", "<a href=javascript:window.hacked=1>href</a>",
    "<b>bold</b><i>it</i><code>", "&lt;b&gt;&amp;#60;", "javascript:window.hacked=1",
    "data:text/html,<script>1</script>",
    "{{ 7*7 }}", "{% for x in ().__class__ %}", "{# #}", "${window.hacked=1}", "`;window.hacked=1;`",
    '");window.hacked=1;("', "\\u003cscript\\u003e", "\\", "\u2028window.hacked=1\u2029",
    "\u202egnp.exe\u2066", "e\u0301" * 40,
    "👩‍👩‍👧‍👦🏳️‍🌈 ☭", "שלום مرحبا", "long " * 400, "W" * 2000, "__proto__", "constructor", "null", "NaN", " ",
    "#node=lenin",
]  # fmt: skip
IDS = ["constructor", "__proto__", "null", "0", "x" * 80]


OPEN_ALL = """async (addresses) => {
    const wrong = [], panel = document.querySelector("#panel");
    for (const address of addresses) {
        const changed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
        location.hash = address;
        await changed;
        const lost = panel.querySelector("h2").textContent === "What this shows";
        if (lost || panel.scrollWidth > panel.clientWidth) wrong.push(address);
    }
    return wrong;
}"""
"""Opens one address after the other; returns those that show nothing, or text that sticks out."""


def poisoned(one: Thing, text: str) -> Thing:
    return replace(
        one, label=text, aka=(text, text[::-1]), type=text, note=text, editor=text, gloss=text and one.gloss and text,
        denies=(text,), quote=text, hedge=text, same_as=(Alignment("javascript:window.hacked=1", text, text),),
        outcome=one.outcome and replace(one.outcome, note=text),
    )  # fmt: skip


def hostile_book() -> FactBook:
    """Every payload in every free text of some thing and some statement, ids that JavaScript knows, and evil links."""
    things, statements = small_things(), small_statements()
    things += [thing(id_, "Concept", id_) for id_ in IDS]
    things += [thing(f"extra-{i}", "Situation", "") for i in range(len(PAYLOADS))]
    things = [poisoned(one, PAYLOADS[i % len(PAYLOADS)]) for i, one in enumerate(things)]
    more = [fact(id_, "supports", "lenin", id=f"of-{id_}") for id_ in IDS]
    more += [fact(f"extra-{i}", "supports", "lenin", id=f"says-{i}") for i in range(len(PAYLOADS))]
    more.append(fact("lenin", "supports", "constructor", id="constructor", claim=True))
    more.append(fact("radek", "opposes", "constructor", id="null-claim", role="constructor"))
    statements += more
    statements = [
        replace(s, how=text, quote=text, note=text, editor=text, hedge=text, certainty="possible", role=text)
        for s, text in ((s, PAYLOADS[i % len(PAYLOADS)]) for i, s in enumerate(statements))
    ]
    text = "".join(PAYLOADS)
    book = book_of(things, statements, (Passage(Locator("jacobson-1994", 24, 3), text),))
    source = book.sources["jacobson-1994"]
    csl = {"title": text, "author": [{"family": text, "given": text}], "publisher": text, "issued": text}
    source = replace(source, short=text, csl=csl, url="javascript:window.hacked=1")
    settings = replace(
        book.settings, title=text, description=text, facts_licence=text, curators=(text,), language='"><script>'
    )
    return replace(book, settings=settings, sources={source.id: source})


@pytest.fixture(scope="module")
def hostile() -> FactBook:
    return hostile_book()


def test_nothing_runs_whatever_is_opened(visit: Callable[..., Any], hostile: FactBook) -> None:
    page = visit(hostile)
    elements = "[...document.querySelectorAll('script, style, img, iframe, svg[onload], b, i, code')].length"
    assert page.evaluate(elements) == 7  # two styles, two scripts, and three of data
    addresses = [f"#node={id_}" for id_ in hostile.things] + [f"#statement={s.id}" for s in hostile.statements]
    assert page.evaluate(OPEN_ALL, addresses) == []
    for text in ("script", "{{ 7", "constructor", "__proto__", "javascript:"):
        page.fill("#search", text)
        page.locator("#results li").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelectorAll('#panel details').forEach(one => { one.open = true })")
    page.wait_for_timeout(200)
    targets = page.evaluate("[...document.querySelectorAll('[href]')].map(one => one.getAttribute('href'))")
    assert {target[:1] for target in targets} == {"#"}
    assert page.evaluate(elements) == 7
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("Object.keys(Object.prototype).length") == 0


def test_what_javascript_knows_by_the_same_name_is_not_shown(visit: Callable[..., Any], hostile: FactBook) -> None:
    page = visit(hostile, "#statement=null-claim")
    assert "function Object" not in page.inner_text("#panel")
    for name in ("node=toString", "node=hasOwnProperty", "statement=__defineGetter__", "node=<img src=x>", "%", "node"):
        hash_ = f"#{name}"
        assert visit(hostile, hash_).inner_text("#panel h2") == "What this shows"


def test_without_javascript_it_is_text_as_well(visit: Callable[..., Any], hostile: FactBook) -> None:
    page = visit(hostile, java_script_enabled=False)
    assert page.locator("img, iframe, b, i").count() == 0
    assert page.locator(".plain li").count() == len(hostile.statements)
