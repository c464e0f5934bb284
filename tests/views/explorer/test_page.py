"""The explorer's page as text: complete, the same every time, closed to the network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re

import pytest

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_page, statements_in, unpacked


def test_every_statement_of_the_book_is_in_the_page(small: FactBook, tiny: FactBook) -> None:
    for book in (small, tiny):
        assert {s.id for s in book.statements} == statements_in(explorer_page(book))
    assert set() == statements_in("<html></html>")


def test_the_same_facts_give_the_same_bytes(small: FactBook, shuffled: FactBook) -> None:
    assert explorer_page(small) == explorer_page(shuffled)


def test_a_part_of_the_book_has_only_its_statements(small: FactBook) -> None:
    page = explorer_page(small, ids=["germany", "soviet-russia"], title="Two states")
    assert 2 == len(statements_in(page))
    assert "<title>Two states</title>" in page
    assert ["germany", "soviet-russia"] == unpacked(page)["only"]
    with pytest.raises(UsageError, match="did you mean 'germany'"):
        explorer_page(small, ids=["germny"])


def test_the_policy_lets_only_our_script_and_style_work_and_allows_no_connection(small: FactBook) -> None:
    page = explorer_page(small)
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = html.unescape(found[1]) if found else ""
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", ""), "WebAssembly may be compiled, for queries"
    for tag, text in re.findall(r"<(script|style)>(.*?)</\1>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_page_opens_with_the_state_that_it_was_given(small: FactBook) -> None:
    assert '<script type="application/json" id="start">"view=table\\u0026id=lenin"</script>' in explorer_page(
        small, state={"view": "table", "id": "lenin"}
    )


def test_everything_of_others_in_the_page_has_its_licence(small: FactBook) -> None:
    page = explorer_page(small)
    found = re.search(r'id="licences">(.*?)</script>', page, re.DOTALL)
    rows = json.loads(found[1]) if found else []
    assert {"preact", "sigma", "graphology", "minisearch", "d3-force"} <= {row["name"] for row in rows}
    assert [] == [row["name"] for row in rows if len(row["text"]) < 200]
