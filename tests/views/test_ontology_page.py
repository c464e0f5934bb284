"""The page of the vocabulary: no term is missing, examples are the graph's, and queries run; in a real Chromium."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import yaml
from conftest import HOSTILE

from graph_builder.graph.rdf import nquads
from graph_builder.graph.vocabulary import CLASSES, PROPERTIES, camel, prefixes
from graph_builder.model import records
from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import RELATIONS
from graph_builder.model.wording import citation, sentence
from graph_builder.pipeline import load
from graph_builder.views.cards import clean
from graph_builder.views.ontology_page import PASSAGE_KEYS, STATEMENT_KEYS, THING_KEYS, contents, ontology_page

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load(DATA)


def terms(book: FactBook) -> list[dict[str, Any]]:
    return [term for section in contents(book)["sections"] for term in section["terms"]]


def test_every_class_relation_and_property_stands_on_the_page_once(small: FactBook) -> None:
    expected = [c.name for c in CLASSES] + [camel(id_) for id_ in RELATIONS] + [p.name for p in PROPERTIES]
    assert sorted(expected) == sorted(term["name"] for term in terms(small))
    page = ontology_page(small)
    assert sorted(expected) == sorted(re.findall(r'<article id="(\w+)"', page))
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_every_key_that_a_curator_may_write_is_told_with_what_becomes_of_it(small: FactBook) -> None:
    keys: set[str] = set()
    for record in (*records.RECORD_OF_BLOCK.values(), records.SenseRecord):
        keys |= records.allowed_keys(record).keys()
    assert set(THING_KEYS) == keys
    assert set(STATEMENT_KEYS) == set(records.allowed_keys(records.QualifierRecord))
    assert set(PASSAGE_KEYS) == set(records.allowed_keys(records.PassageHead))
    page = ontology_page(small)
    anchors = set(re.findall(r'\bid="([^"]*)"', page))
    assert [] == [link for link in re.findall(r'href="#([^"]*)"', page) if link not in anchors]


def test_examples_are_sentences_of_the_graph_with_their_pages(book: FactBook) -> None:
    told = {clean(sentence(s, book)): clean(citation(s.locator, book)) for s in book.statements}
    found = {term["name"]: term["example"] for term in terms(book) if "relation" in term["chips"]}
    used = {camel(s.relation) for s in book.statements}
    assert used == {name for name, example in found.items() if example}
    assert all(told[example.text] == example.cite for example in found.values() if example)
    ids = {s.id for s in book.statements}
    assert all(example.link.removeprefix("graph.html#statement=") in ids for example in found.values() if example)


def test_every_pattern_is_sparql_and_finds_what_has_an_example(book: FactBook) -> None:
    store = pyoxigraph.Store()
    store.load(nquads(book), format=pyoxigraph.RdfFormat.N_QUADS)
    heads = "".join(f"PREFIX {prefix}: <{address}>\n" for prefix, address in prefixes(book.settings).items())
    for term in terms(book):
        for number, pattern in enumerate(term["patterns"]):
            rows = list(store.query(f"{heads}SELECT * {{ {pattern}\n}} LIMIT 1"))
            assert number or bool(rows) == bool(term["example"]), (term["name"], pattern)


def test_every_example_in_yaml_can_be_read_and_says_what_the_graph_says(book: FactBook) -> None:
    seen = 0
    for term in terms(book):
        text = term["example"].yaml if term["example"] else ""
        if not text:
            continue
        found = yaml.safe_load(text)
        for passage in found if isinstance(found, list) else []:
            for fact in passage.get("facts", []):
                words, qualifiers = next(iter(fact.items())) if isinstance(fact, dict) else (fact, {})
                subjects, relation, objects = _parts(words)
                assert any(
                    s.relation == relation and s.object == objects and subjects in (s.subject, "")
                    for s in book.statements
                )
                assert set(qualifiers) <= set(STATEMENT_KEYS)
                seen += 1
    assert seen >= len(RELATIONS) // 2


def _parts(words: str) -> tuple[str, str, str]:
    """Subject, relation and object of a sentence."""
    pieces = [word for word in words.split() if word != "not"]
    at = next(i for i, word in enumerate(pieces) if word in RELATIONS)
    return " ".join(pieces[:at]), pieces[at], " ".join(pieces[at + 1 :])


def test_the_same_book_gives_the_same_bytes_in_any_order_of_things(small: FactBook, shuffled: FactBook) -> None:
    assert small.statements != shuffled.statements
    assert ontology_page(small).encode() == ontology_page(shuffled).encode()


def test_a_prefix_of_ones_own_is_used_everywhere(small: FactBook) -> None:
    page = ontology_page(replace(small, settings=replace(small.settings, prefix="esfp")))
    assert "esfpo:supports" in page
    assert "kgo:" not in page


def test_only_its_own_style_and_script_may_work_and_nothing_is_asked_for(small: FactBook) -> None:
    page = ontology_page(small)
    tags = "".join(re.findall(r"<[^>]*>", page))
    assert not re.search(r"<(link|iframe|img|object|embed|base)\b|\s(src|style|on\w+)=", tags)
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert 1 == len(inside)
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page of a book; afterwards nothing may have been asked for or complained of."""
    heard: list[str] = []
    contexts = []

    def open_page(book: FactBook, width: int = 1280, height: int = 720, hash_: str = "", **more: Any) -> Any:
        file = tmp_path / "ontology.html"
        file.write_text(ontology_page(book), encoding="utf-8", newline="\n")
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, offline=True, **more))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or heard.append(request.url))
        page.goto(file.as_uri() + hash_)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen(visit: Callable[..., Any], book: FactBook, width: int, height: int, scheme: str) -> None:
    page = visit(book, width, height, color_scheme=scheme)
    assert width >= page.evaluate("document.documentElement.scrollWidth")
    wide = (
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert 0 == page.evaluate(wide)


def test_words_in_the_box_leave_the_terms_that_have_them_all(visit: Callable[..., Any], small: FactBook) -> None:
    page = visit(small)
    page.fill("#page-words", "HÉDGE words")
    shown = page.locator("article:visible")
    assert ["hedge"] == [article.get_attribute("id") for article in shown.all()]
    assert "1 of" in page.inner_text("#page-count")
    page.fill("#page-words", "zzz")
    assert 0 == page.locator("article:visible").count()
    page.keyboard.press("Escape")
    assert len(terms(small)) == page.locator("article:visible").count()


def test_a_link_to_a_hidden_term_shows_it(visit: Callable[..., Any], small: FactBook) -> None:
    page = visit(small)
    page.fill("#page-words", "hedge")
    page.evaluate("location.hash = '#supports'")
    page.locator("#supports").wait_for(state="visible")
    assert "" == page.input_value("#page-words")
    assert page.locator("article:target h3").inner_text().startswith("kgo:supports")


def test_without_script_everything_is_there_but_the_box(visit: Callable[..., Any], small: FactBook) -> None:
    page = visit(small, java_script_enabled=False)
    assert len(terms(small)) == page.locator("article:visible").count()
    assert not page.locator("#page-filter").is_visible()


def test_whatever_a_curator_writes_is_shown_as_text(visit: Callable[..., Any], small: FactBook) -> None:
    text = f"</script><img src=x onerror=window.hacked=1>{HOSTILE}</style><!--"
    things = {id_: replace(one, label=text, note=text, aka=(text,), gloss=one.gloss and text, editor=text)
              for id_, one in small.things.items()}  # fmt: skip
    statements = tuple(
        replace(s, how=text, quote=text, note=text, hedge=text, certainty="possible") for s in small.statements
    )
    settings = replace(small.settings, title=text, language='"><script>', types={"people": {text: text}})
    page = visit(replace(small, things=things, statements=statements, settings=settings))
    assert 0 == page.locator("img, iframe, b > script, main script").count()
    assert 1 == page.locator("script").count()
    page.fill("#page-words", "onerror")
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None
    assert page.locator("article:visible").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_on_paper_there_is_no_box_and_no_term_is_cut_off(visit: Callable[..., Any], small: FactBook) -> None:
    page = visit(small)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert "avoid" == page.locator("article").first.evaluate("e => getComputedStyle(e).breakInside")
