"""The explorer as a value that a notebook shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from explorer_fixtures import explore, real, shows

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_notebook import explorer, frame
from graph_builder.views.explorer_page import explorer_page, statements_in

Explore = Callable[..., Any]


def test_it_is_the_same_page_as_the_file(small: FactBook) -> None:
    made = explorer(small)
    assert explorer_page(small) == made.html == str(made)
    assert {s.id for s in small.statements} == statements_in(made.html)
    assert made == explorer(small)
    assert f"<explorer of {small.settings.title}: 23 statements>" == repr(made)
    assert made._repr_html_() == frame(made.html, made.title, made.height)


def test_a_selection_opens_and_the_state_has_the_last_word(small: FactBook) -> None:
    assert '"id=lenin&open=lenin"' in _start(explorer(small, "lenin").html)
    both = explorer(small, ["lenin", "war"], {"view": "table", "id": "war"})
    assert '"id=lenin&open=lenin,war&view=table&id=war"' in _start(both.html)
    with pytest.raises(UsageError, match="unknown id 'lennin'; did you mean 'lenin'"):
        explorer(small, "lennin")


def test_without_the_engine_the_page_is_much_smaller(small: FactBook) -> None:
    assert len(explorer(small, ask=False).html) < len(explorer(small).html) / 2


def test_a_notebook_shows_it_in_a_frame_that_may_only_run(
    explore: Explore, browser: Any, real: FactBook, tmp_path: Path
) -> None:
    cell = explorer(real, "lenin", ask=False, height=700)._repr_html_()
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><title>a notebook</title>{cell}", "utf-8")
    heard: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: heard.append(request.url) if request.url.startswith("http") else None)
    page.goto(file.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("#explorer[data-ready]").wait_for()
    assert "Lenin" == inside.locator("#dossier h2").inner_text()
    assert inside.locator(".stage[data-scene^=fan]").count() == 1
    inside.locator("nav button:text-is('Table')").click()
    inside.locator(".sharing > button").click()
    assert "view=table&id=lenin" in inside.locator("[aria-label='Link to this view']").input_value()
    with page.expect_download() as waiting:
        inside.locator(".exports button:text-is('Statements (CSV)')").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert page.locator("iframe").get_attribute("sandbox").split()[0] == "allow-scripts"
    assert "allow-same-origin" not in (page.locator("iframe").get_attribute("sandbox") or "")
    context.close()
    assert [] == heard


def _start(page: str) -> str:
    return page.split('id="start">')[1].split("</script>")[0].replace("\\u0026", "&")
