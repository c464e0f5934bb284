"""The page in a real Chromium: from disk, with the network off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graph_builder.model.factbook import FactBook
from graph_builder.model.relations import RELATIONS

Open = Callable[..., Any]


@contextmanager
def seen(page: Any) -> Iterator[None]:
    """What happens inside must change the picture."""
    before = page.locator("#stage canvas").screenshot()
    yield
    page.wait_for_timeout(150)
    assert page.locator("#stage canvas").screenshot() != before


def test_the_page_opens_with_what_it_shows_and_how_to_read_it(visit: Open, small: FactBook) -> None:
    page = visit(small)
    text = page.inner_text("#panel")
    assert "18 things and 23 statements" in text
    assert "How to read it" in text
    assert page.evaluate("window.hacked") is None


def test_search_finds_an_alias_without_its_accents_and_enter_shows_sentences_with_pages(
    visit: Open, small: FactBook
) -> None:
    page = visit(small)
    page.keyboard.press("Tab")
    page.fill("#search", "cicerin")
    assert page.locator("#results [role=option]").count() == 1
    assert "Čičerin, Georgij" in page.inner_text("#results")
    with seen(page):
        page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Chicherin"
    assert page.evaluate("document.activeElement.textContent") == "Chicherin"
    text = page.inner_text("#panel")
    assert "Chicherin takes part in Genoa conference as leader (1922)." in text
    assert "Jacobson 1994, p. 19 ¶2" in text
    link = page.locator("#panel a[target]").first
    assert (link.get_attribute("rel"), link.get_attribute("href")) == (
        "noopener noreferrer",
        "https://example.org/ark:/13030/ft009nb0bb/",
    )


def test_the_statements_of_a_thing_stand_by_voice_and_date(visit: Open, small: FactBook) -> None:
    page = visit(small, "#node=lenin")
    assert [h.split("\n")[0] for h in page.locator("#panel h3").all_inner_texts()] == [
        "In the author's own voice (4)", "Attributed to somebody (1)", "Within an outlook (1)",
    ]  # fmt: skip
    sentences = page.locator("#panel .statements > li.author p:first-child").all_inner_texts()
    assert sentences[0] == "Lenin does not oppose peaceful coexistence (1918)."
    assert sentences[1] == "Lenin supports peaceful coexistence (1920)."
    assert "Editor, not from the text: born in 1870" in page.inner_text("#panel")


def test_a_click_on_another_thing_goes_there_and_back_again(visit: Open, small: FactBook) -> None:
    page = visit(small, "#node=lenin")
    page.click("#panel .statements a:text-is('peaceful coexistence') >> nth=0")
    assert page.inner_text("#panel h2") == "peaceful coexistence"
    assert page.evaluate("location.hash") == "#node=coexistence"
    page.go_back()
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Lenin'")


def test_a_click_in_the_picture_selects_a_thing_or_a_statement_or_nothing(visit: Open, small: FactBook) -> None:
    located = next(s.id for s in small.statements if s.relation == "located_in")
    for hash_, heading in (
        ("#node=unlinked", "a term that nothing is said of"),
        (f"#statement={located}", "Statement"),
    ):
        page = visit(small, hash_)  # what the address names stands in the middle
        box = page.locator("#stage").bounding_box()
        page.mouse.click(box["x"] + 5, box["y"] + 5)
        page.wait_for_function("document.querySelector('#panel h2').textContent === 'What this shows'")
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 12)
        page.wait_for_function(f"document.querySelector('#panel h2').textContent === '{heading}'")
        assert page.evaluate("location.hash") == hash_


def test_arrow_keys_go_from_thing_to_thing(visit: Open, large: FactBook) -> None:
    page = visit(large)
    page.locator("#stage .vis-network").focus()
    chosen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        chosen.append(page.evaluate("location.hash"))
    assert chosen[0].startswith("#node=thing-")
    assert len(set(chosen)) > 2


def test_the_address_can_name_a_statement_and_the_panel_shows_hedge_quote_and_verdict(
    visit: Open, small: FactBook
) -> None:
    page = visit(small, "#statement=war-claim")
    text = page.inner_text("#panel")
    assert "not stated as a plain fact" in text
    assert "attributed to Radek" in text
    assert "The author rejects what he reports." in text
    assert "undated in the text" in text
    hedged = next(s for s in small.statements if s.hedge)
    page.evaluate(f"location.hash = 'statement={hedged.id}'")
    page.wait_for_function("document.querySelector('#panel').innerText.includes('may well have')")


def words_drawn(page: Any, button: str) -> list[str]:
    """What the picture writes after a click on a button."""
    page.evaluate("""() => {
        window.drawn = [];
        const write = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (words, ...more) {
            window.drawn.push(words);
            return write.call(this, words, ...more);
        };
    }""")
    page.click(button)
    page.wait_for_timeout(300)
    return page.evaluate("window.drawn")  # type: ignore[no-any-return]


def test_a_small_picture_names_every_relation_on_its_line(visit: Open, small: FactBook) -> None:
    drawn = " ".join(words_drawn(visit(small, width=1440, height=900), "#fit"))
    for words in ("takes part in", "located in", "signs", "promotes", "hopes for ?", "✕ does not oppose"):
        assert words in drawn


def test_a_busy_thing_has_every_name_in_rows_and_everything_returns_to_its_place(visit: Open, large: FactBook) -> None:
    page = visit(large, width=1440, height=900)
    page.click("#fit")
    page.wait_for_timeout(200)
    before = page.locator("#stage canvas").screenshot()
    ends = Counter(end for s in large.statements for end in {s.subject, s.object})
    hub = max((count, id_) for id_, count in ends.items() if count < 45)[1]
    page.evaluate(f"location.hash = 'node={hub}'")
    page.wait_for_function("document.querySelector('#panel h2').textContent !== 'What this shows'")
    own = [s for s in large.statements if hub in (s.subject, s.object) and s.subject != s.object]
    drawn = words_drawn(page, "#fit")
    for words, count in Counter(RELATIONS[s.relation].third for s in own if not s.negated).items():
        assert drawn.count(words) >= count
    page.keyboard.press("Escape")
    page.click("#fit")
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    assert page.locator("#stage canvas").screenshot() == before


def test_rows_can_be_switched_off(visit: Open, large: FactBook) -> None:
    page = visit(large, "#node=thing-0")
    with seen(page):
        page.click("#rows")
    assert page.get_attribute("#rows", "aria-pressed") == "false"


def test_a_name_that_is_spelled_almost_so_is_found_and_nonsense_is_not(visit: Open, small: FactBook) -> None:
    page = visit(small)
    for query, wanted in (("Tchicherin", "Chicherin"), ("Narkomindal", "Narkomindel"), ("qqqqqq", "Nothing has")):
        page.fill("#search", query)
        assert wanted in page.inner_text("#results li:first-child")


def test_escape_clears(visit: Open, small: FactBook) -> None:
    page = visit(small, "#node=lenin")
    with seen(page):
        page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "What this shows"
    assert page.evaluate("location.hash") == ""


def test_filters_hide_things_and_statements_and_say_how_many(visit: Open, small: FactBook) -> None:
    page = visit(small)
    with seen(page):
        page.uncheck("#voices input[name=author]")
    assert "18 of 18 things and 4 of 23 statements shown" in page.inner_text("#key summary")
    with seen(page):
        page.uncheck("#kinds input[name=Person]")
    assert "15 of 18 things" in page.inner_text("#live")
    page.fill("#search", "lenin")
    page.keyboard.press("Enter")
    assert page.is_checked("#kinds input[name=Person]")


def test_hostile_labels_stay_text(visit: Open, small: FactBook) -> None:
    page = visit(small, "#node=war")
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None
    assert page.inner_text("#panel h2").startswith("</script><script>window.hacked=1</script><img")
    assert page.locator("#panel img, #panel script").count() == 0
    page.fill("#search", "script")
    assert page.evaluate("window.hacked") is None


def test_an_address_that_names_nothing_shows_the_overview(visit: Open, small: FactBook) -> None:
    for hash_ in ("#node=nobody", "#node=%E0%A4%A", "#node=__proto__", "#else"):
        assert visit(small, hash_).inner_text("#panel h2") == "What this shows"


def test_everything_can_be_reached_without_a_mouse(visit: Open, small: FactBook) -> None:
    page = visit(small)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        script = "(e => e.id || e.getAttribute('role') || e.name || e.tagName)(document.activeElement)"
        reached.append(page.evaluate(script))
    for wanted in ("search", "fit", "in", "out", "application", "Person", "outlook", "SUMMARY", "A"):
        assert wanted in reached
    page.locator("#panel summary", has_text="All statements").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.locator("#panel details .statements > li").count() == len(small.statements)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark"), (1440, "light")])
def test_nothing_sticks_out_at_any_width(visit: Open, large: FactBook, width: int, scheme: str) -> None:
    page = visit(large, "#node=thing-1", width=width, height=844, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('#panel').scrollWidth <= document.querySelector('#panel').clientWidth")
    stage = page.locator("#stage").bounding_box()
    assert stage["height"] > 280
    assert stage["width"] >= min(width, 700)
