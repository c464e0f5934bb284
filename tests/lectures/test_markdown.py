"""What lecturers write becomes HTML, plain text and typst, and none of it becomes markup of the page."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from graph_builder.lectures.markdown import faults, linked, to_html, to_plain, to_typst
from graph_builder.lectures.typeset import compiled
from graph_builder.model.factbook import FactBook

TEXT = """In 1920 [[trotsky]] was *for* it, **not** [[lenin|the chairman]].

- one, `a_b`
- two
  1. first
  2. second

> quoted

| who | what |
|-----|------|
| [[lenin]] | peace |

See [the book](https://example.org/book) and [the debate](#/debate-1920).
"""

HOSTILE = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "a <b onclick='x()'>b</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//example.org)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![p](https://example.org/p.png)",
    "![p](data:image/png;base64,AAAA)",
    "<!-- a comment -->",
    "<svg onload=window.hacked=1>",
    "[[lenin|<img src=x onerror=1>]]<iframe src=x>",
]


def test_things_become_buttons_with_their_labels(tiny: FactBook) -> None:
    made = to_html(TEXT, tiny)
    assert '<button type="button" class="thing" data-id="trotsky">Trotsky</button>' in made
    assert '<button type="button" class="thing" data-id="lenin">the chairman</button>' in made
    assert '<a href="https://example.org/book" target="_blank" rel="noopener noreferrer">the book</a>' in made
    assert '<a href="#/debate-1920" rel="noopener noreferrer">the debate</a>' in made
    assert '<span class="thing" data-id="trotsky">Trotsky</span>' in to_html(TEXT, tiny, "words")


def test_plain_text_keeps_words_lists_and_addresses(tiny: FactBook) -> None:
    made = to_plain(TEXT, tiny)
    assert made.startswith(
        "In 1920 Trotsky was for it, not the chairman.\n\n• one, a_b\n• two\n  1. first\n  2. second\n"
    )
    assert "the book (https://example.org/book)" in made
    assert "Lenin\tpeace" in made


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_unsafe_is_told_and_does_no_harm(text: str, tiny: FactBook) -> None:
    assert faults(f"Good.\n\n{text}")
    made = to_html(text, tiny)
    assert not re.search(r"<(?:script|img|iframe|svg|b)\b|<[^>]*\s(?:on\w+|src)=", made, re.IGNORECASE)
    assert not re.search(r'href="(?!https?:|#/)', made, re.IGNORECASE)
    compiled(to_typst(text, tiny), "pdf")


def test_a_fault_says_where_it_is() -> None:
    text = "Line one.\n\nLine *two* <b>bold</b> and [x](data:a) and ![p](q.png)\n\n> [[no id]]\n"
    assert ["<b>", "</b>", "[x]", "![p", "[[n"] == [
        text[at : at + 3] if text[at + 1] != "/" else "</b>" for at, _ in faults(text)
    ]


@pytest.mark.parametrize(
    "text", ["[[Lenin]]", "[[lenin", "[[]]", "[[lenin|]]", "a [[le nin]]", "[a [[lenin]]](https://a.b)"]
)
def test_brackets_that_name_nothing_are_told(text: str) -> None:
    assert 1 == len(faults(text))


@pytest.mark.parametrize(
    "text", [TEXT, "1 < 2 & 3 > 2", "`<b>` and `[[x`", "&lt;b&gt; and \\<b", "a_b_c * d", "", "\n\n", "a [note] (b)"]
)
def test_what_is_fine_is_not_complained_of(text: str) -> None:
    assert [] == faults(text)


def test_the_things_named_and_their_places_are_found() -> None:
    assert [(TEXT.index(f"[[{id_}"), id_) for id_ in ("trotsky", "lenin|", "lenin]")] == [
        (at, id_ + TEXT[at + 2 + len(id_)] if id_ == "lenin" else id_) for at, id_ in linked(TEXT)
    ]
    assert [] == linked("`[[lenin]]`")


def test_typst_gets_the_words_and_none_of_its_own_signs(tiny: FactBook) -> None:
    text = (
        r'#set $x$ *a* _b_ @c <d> \e `f` [g] // h /* i */ "j" = k - l + m ~ n -- o #"p" \#{q} https://r.org ; #panic()'
    )
    made = compiled(f'#set text(font: "Source Sans Pro")\n{to_typst(text, tiny)}', "pdf")
    words = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "".join(to_plain(text, tiny).split()) == "".join(words.split())
    assert "#panic()" in words


def test_typst_sets_all_that_markdown_has(tiny: FactBook) -> None:
    text = TEXT + "\n# Head\n\n---\n\n    code\n\n```python\nx = '#[1]'\n```\n\nhard\\\nbreak\n\n- loose\n\n- list\n"
    words = pypdf.PdfReader(io.BytesIO(compiled(to_typst(text, tiny), "pdf"))).pages[0].extract_text()
    for word in ("Trotsky", "the chairman", "first", "quoted", "peace", "Head", "x = '#[1]'", "loose"):
        assert word in words


def test_headings_stand_below_those_of_the_page(tiny: FactBook) -> None:
    assert "<h3>A</h3>\n<h4>B</h4>" == to_html("# A\n## B", tiny)


def test_what_cannot_be_seen_is_taken_out(tiny: FactBook) -> None:
    assert "<p>Lenin</p>" == to_html("Len\u202ein\x07", tiny)
    assert ("Lenin", '#par[#"Lenin";]') == (to_plain("Len\u202ein\x07", tiny), to_typst("Len\u202ein\x07", tiny))
