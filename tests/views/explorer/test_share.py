"""What the explorer hands out, in a real Chromium: links, frames and files that hold what is shown."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import HOSTILE, fact, thing
from explorer_fixtures import AXE, drawn, explore, real, real_page, shows

from graph_builder.graph.rdf import nquads
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page

Explore = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"


def shared(page: Any, label: str) -> tuple[str, bytes]:
    """The name and the bytes of what a button of the menu hands out."""
    if not page.locator("#share").count():
        page.click(".sharing > button")
    with page.expect_download() as waiting:
        page.click(f".exports button:text-is('{label}')")
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


@cache
def _lines(text: str) -> set[str]:
    return set(text.splitlines())


def test_the_link_is_exactly_this_view(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=table&id=lenin&voice=outlook&table.of=1")
    page.click(".sharing > button")
    link = page.input_value("[aria-label='Link to this view']")
    assert link == page.url
    page.evaluate("document.querySelector('#share button').click()")
    shows(page, "#share", "Copied")
    page.keyboard.press("Escape")
    assert 0 == page.locator("#share").count()
    assert "Share" == page.evaluate("document.activeElement.textContent")
    assert "id=lenin" in page.evaluate("location.hash"), "Escape closed the menu only"


def test_the_frame_s_code_shows_this_state_in_another_page(
    explore: Explore, browser: Any, real_page: str, tmp_path: Path
) -> None:
    page = explore(real_page, "#view=senses&id=trotsky-1918")
    page.click(".sharing > button")
    code = page.input_value("[aria-label='A frame for another page']")
    assert 'src="explorer.html#view=senses&amp;id=trotsky-1918"' in code
    assert 'sandbox="allow-scripts allow-downloads' in code
    assert "allow-same-origin" not in code
    (tmp_path / "other.html").write_text(f"<!doctype html><title>x</title>{code}", "utf-8")
    context = browser.new_context(offline=True)
    outer = context.new_page()
    outer.goto((tmp_path / "other.html").as_uri())
    frame = outer.frame_locator("iframe")
    frame.locator(".sensesview tr.here").wait_for()
    assert "Trotsky" in frame.locator(".sensesview tr.here").inner_text()
    frame.locator(".sharing > button").click()
    with outer.expect_download() as waiting:
        frame.locator(".exports button:text-is('Statements (CSV)')").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    context.close()


def test_the_svg_stands_alone_with_names_relations_legend_credit_and_pages(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#id=krasin&open=krasin", width=1440, height=900)
    _, things, statements = drawn(page)
    name, raw = shared(page, "Picture (SVG)")
    assert "leonid-krasin.svg" == name
    root = ET.fromstring(raw)
    assert f"{SVG}svg" == root.tag
    assert {"xmlns", "href"}.isdisjoint(root.attrib)
    groups = [g.get("class", "") for g in root.iter(f"{SVG}g")]
    assert int(things) == groups.count("thing")
    assert int(statements) == sum(one.startswith("statement") for one in groups)
    words = [t.text or "" for t in root.iter(f"{SVG}text")]
    for expected in ("Leonid Krasin", "Genoa Conference", "negotiates", "People", f"{statements} statements."):
        assert expected in words, expected
    text = " ".join(words)
    for expected in ("the author: said by the author in his own voice", "CC-BY-4.0", "When the Soviet Union Entered"):
        assert expected in text, expected
    assert re.search(r"1994\), 18", text)
    assert "sans-serif" == root.get("font-family")
    assert b"http://" not in raw.replace(b"http://www.w3.org/2000/svg", b"").replace(b"<desc>", b"")


def test_a_belief_does_not_look_like_a_fact_in_the_svg(explore: Explore, real: FactBook, real_page: str) -> None:
    belief = next(s for s in real.statements if s.view and s.relation == "promotes")
    page = explore(real_page, f"#open={belief.subject}")
    drawn(page)
    root = ET.fromstring(shared(page, "Picture (SVG)")[1])
    line = next(g for g in root.iter(f"{SVG}g") if g.get("data-id") == belief.id)
    assert "statement outlook" == line.get("class")
    assert line.find(f"{SVG}path").get("stroke-dasharray")
    assert "outlook:" in (line.find(f"{SVG}title").text or "")
    words = " ".join(t.text or "" for t in root.iter(f"{SVG}text"))
    assert "part of somebody's beliefs; not said to be so" in words


def test_the_svg_opens_alone_in_a_browser(explore: Explore, browser: Any, real_page: str, tmp_path: Path) -> None:
    page = explore(real_page, "#id=lenin&open=lenin")
    drawn(page)
    file = tmp_path / "alone.svg"
    file.write_bytes(shared(page, "Picture (SVG)")[1])
    context = browser.new_context(offline=True)
    other = context.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(file.as_uri())
    assert "svg" == other.evaluate("document.documentElement.tagName")
    assert [file.as_uri()] == asked
    boxes = other.evaluate(
        "(() => { const all = document.documentElement.getBoundingClientRect(); return [...document.querySelectorAll('text')]"  # noqa: E501
        ".filter((t) => { const b = t.getBoundingClientRect(); return b.left < -1 || b.right > all.right + 1 || b.bottom > all.bottom + 1; })"  # noqa: E501
        ".map((t) => t.textContent); })()"
    )
    context.close()
    assert [] == boxes


def test_the_png_is_the_svg_twice_as_large(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#id=krasin&open=krasin")
    drawn(page)
    root = ET.fromstring(shared(page, "Picture (SVG)")[1])
    name, raw = shared(page, "Picture (PNG)")
    assert "leonid-krasin.png" == name
    assert raw.startswith(b"\x89PNG\r\n")
    size = (int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24]))
    assert (2 * int(root.get("width", "0")), 2 * int(root.get("height", "0"))) == size
    assert len(raw) > 60_000, "names are drawn"


def test_the_csv_holds_the_rows_of_the_table_in_its_order(explore: Explore, real: FactBook, real_page: str) -> None:
    page = explore(real_page, "#view=table&id=lenin&table.of=1&table.sort=object-up&voice=outlook")
    _, raw = shared(page, "Statements (CSV)")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
    page.keyboard.press("Escape")
    assert page.locator("tbody tr").count() == len(rows)
    assert page.locator("tbody tr td:nth-child(3)").all_inner_texts() == [row["object_label"] for row in rows]
    wanted = {"id", "subject", "relation", "object", "sentence", "voice", "hedge", "date", "citation", "url"}
    assert wanted <= set(rows[0])
    known = {s.id: s for s in real.statements}
    for row in rows:
        assert (known[row["id"]].subject, known[row["id"]].relation) == (row["subject"], row["relation"])
        assert row["citation"].startswith("Jacobson 1994, p. ")
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_no_cell_of_the_csv_is_a_formula(explore: Explore, small: FactBook) -> None:
    calc = thing("calc", "Event", "=HYPERLINK(1)")
    said = fact("calc", "promotes", "war", 19, 1, hedge='+1,"2"\n3', certainty="doubtful")
    book = replace(small, things={**small.things, "calc": calc}, statements=(*small.statements, said))
    page = explore(explorer_page(book), "#view=table")
    _, raw = shared(page, "Statements (CSV)")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert {s.id for s in book.statements} == {row["id"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    mine = next(row for row in rows if row["id"] == said.id)
    assert ("'=HYPERLINK(1)", '\'+1,"2"\n3') == (mine["subject_label"], mine["hedge"])


@pytest.mark.parametrize("hash_", ["#view=table", "#open=lenin", "#view=senses"])
def test_the_json_ld_says_nothing_but_what_the_graph_says(
    explore: Explore, real: FactBook, real_page: str, hash_: str
) -> None:
    from pyld import jsonld

    page = explore(real_page, hash_)
    if hash_ == "#open=lenin":
        drawn(page)
    name, raw = shared(page, "Data (JSON-LD)")
    assert name.endswith(".jsonld")
    written = _lines(jsonld.to_rdf(json.loads(raw), {"format": "application/n-quads"}))
    assert set() == written - _lines(nquads(real))
    base, type_ = real.settings.base, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    made = {line for line in written if f"{type_} <{base}ontology#Statement>" in line}
    assert len(made) > 30
    if hash_ == "#view=table":
        assert len(real.statements) == len(made)
        whole = {q for q in _lines(nquads(real)) if any(q.startswith(f"<{base}{s.id}> ") for s in real.statements[:40])}
        date, bound = f"<{base}ontology#date>", "TimeStamp>"
        order, place = f"<{base}ontology#asWritten>", f"<{base}ontology#position>"
        lost = {q for q in whole - written if not any(name in q for name in (date, bound, order, place))}
        assert set() == lost, "of a statement only the date as written and what tells of orders are left out"


def test_hostile_texts_stay_texts_in_what_is_handed_out(explore: Explore, small: FactBook, tmp_path: Path) -> None:
    evil = thing("evil", "Event", HOSTILE, aka=(HOSTILE,), note=HOSTILE)
    said = fact("evil", "promotes", "war", 19, 1, note=HOSTILE, quote=HOSTILE, how=HOSTILE)
    book = replace(small, things={**small.things, "evil": evil}, statements=(*small.statements, said))
    book = replace(book, settings=replace(book.settings, title=HOSTILE, curators=(HOSTILE,)))
    page = explore(explorer_page(book, title=HOSTILE), "#open=evil&id=evil")
    drawn(page)
    name, raw = shared(page, "Picture (SVG)")
    assert re.fullmatch(r"[a-z0-9-]+\.svg", name)
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(raw).iter()}
    assert {"svg", "title", "desc", "rect", "text", "g", "path", "line", "clipPath"} >= tags
    assert json.loads(shared(page, "Data (JSON-LD)")[1])["@graph"]
    code = page.input_value("[aria-label='A frame for another page']")
    assert re.fullmatch(r'<iframe( [a-z]+="[^"<>]*")+></iframe>', code)
    assert html.unescape(code).count("#id=evil") == 1
    assert shared(page, "Picture (PNG)")[1].startswith(b"\x89PNG")
    assert page.evaluate("window.hacked") is None


def test_other_views_offer_no_picture_but_say_where_there_is_one(explore: Explore, small: FactBook) -> None:
    page = explore(explorer_page(small), "#view=table")
    page.click(".sharing > button")
    assert ["Statements (CSV)", "Data (JSON-LD)"] == page.locator(".exports button").all_inner_texts()
    assert "The graph also gives its picture" in page.inner_text("#share")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_fits_and_axe_finds_nothing_serious(
    explore: Explore, small: FactBook, width: int, height: int, scheme: str
) -> None:
    page = explore(explorer_page(small), "", width=width, height=height, color_scheme=scheme, bypass_csp=True)
    page.click(".sharing > button")
    box = page.locator("#share").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run('.sharing', {resultTypes: ['violations']})")["violations"]
    assert [] == [v["id"] for v in found if v["impact"] in ("serious", "critical")]


def test_what_was_offered_goes_when_another_view_comes(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=paths&paths.from=lenin&paths.to=stalin")
    page.get_by_role("button", name="Share").click()
    page.wait_for_selector("#share")
    page.evaluate("() => { location.hash = '#view=table'; }")
    page.wait_for_selector("#share", state="hidden")
    page.get_by_role("button", name="Share").click()
    assert "1,066 statements" in page.inner_text("#share")
