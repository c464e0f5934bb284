"""The page's text: one file, the same bytes, and nothing in the data can be markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from graph_builder.model.factbook import FactBook
from graph_builder.views.network_page import inline_json, lean, network_of, network_page
from graph_builder.views.payload import payload


def data_of(page: str, name: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_same_book_gives_the_same_bytes_in_any_order(small: FactBook, shuffled: FactBook) -> None:
    assert network_page(small).encode() == network_page(small).encode() == network_page(shuffled).encode()


def test_the_page_asks_for_nothing(small: FactBook) -> None:
    page = network_page(small)
    head = page[: page.index("<main>")]
    assert not re.search(r"<(link|iframe|img|object|embed|base)\b|\bsrc=|@import|url\(", head)
    assert re.findall(r"<script [^>]*>", page) == [
        f'<script type="application/json" id="{name}">' for name in ("payload", "drawing", "licences")
    ]


def test_the_policy_names_every_style_and_script_by_its_digest(small: FactBook) -> None:
    page = network_page(small)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; script-src 'sha256-")
    texts = re.findall(r"<style>(.*?)</style>", page, re.S) + re.findall(r"<script>(.*?)</script>", page, re.S)
    assert len(texts) == 4
    for text in texts:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in allowed
    assert "unsafe" not in allowed


def test_no_text_of_the_book_can_end_its_element(small: FactBook) -> None:
    page = network_page(small)
    assert "window.hacked=1</script>" not in page
    assert "<img" not in page
    assert "49" not in re.findall(r"<title>(.*?)</title>", network_page(small, title="{{ 7*7 }} </title><b>"))[0]
    assert str(inline_json("\u2028<")) == '"\\u2028\\u003c"'


def test_the_network_is_pyvis_own_with_all_edges_directed_and_parallel_ones_apart(small: FactBook) -> None:
    net = network_of(payload(small))
    assert net.directed
    assert (len(small.statements), len(net.nodes)) == (net.num_edges(), net.num_nodes())
    assert all("to" in edge["arrows"] for edge in net.edges)
    between = [e.get("smooth", {}) for e in net.edges if (e["from"], e["to"]) == ("lenin", "coexistence")]
    assert len({json.dumps(smooth) for smooth in between}) == len(between) == 3


def test_beliefs_are_dashed_and_ascriptions_dash_dotted(small: FactBook) -> None:
    drawn = data_of(network_page(small), "drawing")
    dashes = {edge["voice"]: edge["dashes"] for edge in drawn["edges"]}
    assert dashes == {"author": False, "attributed": [14, 5, 3, 5], "outlook": [11, 8]}


def test_what_is_empty_stands_once_and_nothing_else_is_left_out(small: FactBook) -> None:
    made = payload(small)
    short: Any = lean(made)
    for part in ("nodes", "edges"):
        assert [{**short["blank"][part], **row} for row in short[part]] == made[part]


def test_without_javascript_the_sentences_can_be_read(small: FactBook) -> None:
    plain = network_page(small).split("<noscript>")[1].split("</noscript>")[0]
    assert len(small.statements) == plain.count("<li")
    assert "Lenin does not oppose peaceful coexistence" in plain
    assert "&lt;/script&gt;" in plain
