"""Texts of the YAML are text in every served page: a world with payloads in all its fields, in a real Chromium."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.serve.running import Server, serving

PAYLOAD = """</script></title></textarea><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"'{{7*7}}"""
TEXT = json.dumps(PAYLOAD)
SHORT = json.dumps("</pre></script><img src=x onerror=window.hacked=1>")
HEDGE = f"hedge: {SHORT}, certainty: probable"
GRAPH = f"""
title: {TEXT}
description: {TEXT}
curators: [{TEXT}]
base: https://example.org/tiny/
licence: {{code: MIT, facts: {TEXT}}}
types: {{people: {{politician: {TEXT}}}, events: {{congress: {TEXT}}}}}
"""
SOURCES = f"""
sources:
  book:
    type: book
    short: {TEXT}
    title: {TEXT}
    author: [{{family: {TEXT}, given: {TEXT}}}]
    issued: "1994"
    publisher: {TEXT}
    URL: http://example.org/book
    chapters: {{1: {{title: {TEXT}, pages: 17-26, text: b.txt, paragraphs: {{17: 1, 18: 3, 19: 3}}}}}}
"""
THINGS = f"""
people:
  lenin: {{label: {TEXT}, aka: [{json.dumps("2" + PAYLOAD)}], type: politician, p: 17 ¶1, note: {TEXT}, editor: {TEXT}}}
events:
  congress: {{label: {json.dumps("3" + PAYLOAD)}, type: congress, when: 1920-09, p: 19 ¶1}}
concepts:
  war: {{label: {json.dumps("4" + PAYLOAD)}, senses: {{war-1: {{for: lenin, p: 18 ¶2, gloss: {TEXT}}}}}}}
outlooks:
  outlook: {{label: {json.dumps("5" + PAYLOAD)}, of: lenin, when: 1925, p: 19 ¶1}}
"""
FACTS = f"""
source: {{document: book}}
passages:
- p: 19 ¶1
  facts:
    - lenin opposes war: {{at: congress, how: {TEXT}, note: {TEXT}, editor: {TEXT}, quote: {SHORT}, {HEDGE}}}
- p: 19 ¶2
  view: outlook
  facts:
    - lenin supports war: {{quote: {SHORT}}}
- p: 18 ¶1
  nothing: {TEXT}
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Any:
    folder = tmp_path / "hostile"
    files = {"graph": GRAPH, "sources": SOURCES, "entities/things": THINGS, "facts/facts": FACTS}
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    with serving(folder, tmp_path / "errors.txt") as server:
        yield server


def paths_of(server: Server) -> list[str]:
    """Every page of our own: the site's, and that of each IRI of the graph."""
    names = sorted(set(re.findall(r"<https://example\.org/tiny/([^>#]+)>", server.get("data.nq").text)))
    dossiers = [f"tiny/{name}.html" for name in names if name != "ontology"]
    asked = quote(f"SELECT ?s ?p ?o ({json.dumps(PAYLOAD)} AS ?x) {{ ?s ?p ?o }}")
    sites = ["", "sparql", f"sparql?query={asked}", f"search?q={quote(PAYLOAD[:90])}", "search?q=script"]
    return [*sites, "tiny/%3Cscript%3E", "coverage.html", "ontology.html", "graph.html", *dossiers]


def test_no_text_of_the_data_becomes_markup_or_runs(hostile: Server, browser: Any) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    paths = paths_of(hostile)
    assert len(paths) > 20
    for path in paths:
        found = page.goto(hostile.url + path)
        if path.startswith("sparql?"):
            page.wait_for_selector("#answer td")
        assert page.evaluate("window.hacked === undefined"), path
        assert 0 == page.evaluate("document.querySelectorAll('img').length"), path
        if found.status == 200 and path.endswith(".html"):
            assert "49" not in page.evaluate("document.title"), path
    assert [] == [each for each in complaints if "404" not in each]
    page.close()
