"""Limits of queries: what runs for ever, answers for ever or takes all memory is stopped; nothing is left behind."""

import gc
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph_builder.errors import GraphBuilderError, QueryError, UsageError
from graph_builder.graph.engine import LIMITS, Limits, end_worker, new_worker, of_text, request, run, stop
from graph_builder.graph.sparql import ask, engine_of

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . FILTER(?a = ?m) }"
PEOPLE = "SELECT ?s { ?s a kgo:Person } ORDER BY ?s"


def soon(what, seconds=5):
    """True as soon as it is so: a keeper does not wait until what it killed has ended."""
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def only(engine):
    """The one worker that is left when those that were killed have ended."""
    assert soon(lambda: 1 == len(children(engine)))
    return children(engine)[0]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(
    "query",
    [
        ENDLESS,
        "SELECT ?a { ?a (<x:a>|!<x:a>)*/(<x:b>|!<x:b>)*/(^<x:c>|!<x:c>)* ?b . ?c (<x:a>|!<x:a>)* ?d . "
        "?e (<x:a>|!<x:a>)* ?f . ?g (<x:a>|!<x:a>)* ?h FILTER(?b = ?nothing) }",
    ],
)
def test_a_query_that_would_run_for_ever_is_stopped_in_time_and_the_next_is_answered(tiny, query):
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds"):
        ask(tiny, query, Limits(seconds=0.5))
    assert time.monotonic() - start < 5
    assert 3 == len(ask(tiny, PEOPLE).rows)


def test_an_answer_of_too_many_rows_is_refused_and_one_of_just_enough_is_not(tiny):
    assert 3 == len(ask(tiny, PEOPLE, Limits(rows=3)).rows)
    with pytest.raises(QueryError, match="more than 2 rows"):
        ask(tiny, PEOPLE, Limits(rows=2))
    with pytest.raises(QueryError, match="more than 2 rows"):
        ask(tiny, "CONSTRUCT WHERE { ?s ?p ?o }", Limits(rows=2))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT DISTINCT ?a ?d ?g ?j { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j))) AS ?x) "
        "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "ASK " + "{" * 200_000 + "}" * 200_000,
    ],
    ids=["distinct", "concat", "nested"],
)
def test_a_query_that_takes_too_much_memory_or_stack_ends_alone(tiny, query):
    with pytest.raises(QueryError, match=r"100 MB of memory, or nests too deeply|more than 100"):
        ask(tiny, query, Limits(memory=100 << 20, seconds=60))
    assert 3 == len(ask(tiny, PEOPLE).rows)


def children(engine):
    with open(f"/proc/{engine.keeper.pid}/task/{engine.keeper.pid}/children", encoding="ascii") as file:
        return [int(pid) for pid in file.read().split()]


def test_one_worker_answers_one_query_after_the_other(tiny):
    engine = engine_of(tiny)
    ask(tiny, PEOPLE)
    worker = only(engine)
    for _ in range(3):
        ask(tiny, PEOPLE)
        with pytest.raises(QueryError):
            ask(tiny, "this is no query")
        with pytest.raises(QueryError, match="is never closed"):
            ask(tiny, "SELECT ?s { ?s ?p ")
    assert worker == only(engine)


def test_a_worker_that_passed_a_limit_is_gone(tiny):
    engine = engine_of(tiny)
    for limits in (Limits(seconds=0.2), Limits(rows=2)):
        ask(tiny, PEOPLE)
        worker = only(engine)
        with pytest.raises(QueryError):
            ask(tiny, ENDLESS if limits.seconds < 1 else PEOPLE, limits)
        assert soon(lambda: not alive(worker))  # noqa: B023
        assert soon(lambda: not children(engine))


def test_a_worker_that_somebody_killed_is_replaced(tiny):
    ask(tiny, PEOPLE)
    worker = only(engine_of(tiny))
    os.kill(worker, 9)
    assert 3 == len(ask(tiny, PEOPLE).rows)


def test_other_rights_need_another_worker(tiny):
    ask(tiny, PEOPLE)
    first = only(engine_of(tiny))
    ask(tiny, PEOPLE, Limits(memory=200 << 20))
    second = only(engine_of(tiny))
    assert first != second


def test_threads_ask_side_by_side(tiny):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: len(ask(tiny, PEOPLE).rows), range(40)))
    assert [3] * 40 == answers
    assert only(engine_of(tiny))


def test_the_keeper_ends_with_the_book_and_its_workers_with_it():
    engine = of_text("<x:s> <x:p> <x:o> .\n")
    keeper, worker = engine.keeper.pid, new_worker(engine)
    worker.line.sendall(request("SELECT * { ?s ?p ?o }", {}))
    assert alive(keeper)
    assert alive(worker.pid)
    del engine
    gc.collect()
    deadline = time.monotonic() + 5
    while alive(worker.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.line.close()
    assert not alive(keeper)
    assert not alive(worker.pid)


def test_a_keeper_that_was_killed_is_started_again(tiny):
    keeper = engine_of(tiny).keeper
    keeper.kill()
    keeper.wait()
    assert 3 == len(ask(tiny, PEOPLE).rows)


def test_a_worker_answers_one_query_after_the_other_until_it_is_ended():
    engine = of_text("<x:s> <x:p> <x:o> .\n")
    worker = new_worker(engine)
    for _ in range(3):
        worker.line.sendall(request("ASK { <x:s> <x:p> <x:o> }", {}))
        assert b'"boolean":true' in worker.line.recv(4096)
    end_worker(engine, worker)
    assert soon(lambda: not alive(worker.pid))
    stop(engine)


@pytest.mark.parametrize(
    ("query", "form", "start"),
    [
        ("SELECT ?o { <x:s> ?p ?o }", "csv", b"o\r\n"),
        ("SELECT ?o { <x:s> ?p ?o }", "tsv", b"?o\n"),
        ("SELECT ?o { <x:s> ?p ?o }", "xml", b"<?xml"),
        ("ASK {}", "xml", b"<?xml"),
        ("ASK {}", "csv", b"{"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "ntriples", b"<x:s> <x:p>"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "jsonld", b"["),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", b"<x:s> <x:p>"),
    ],
)
def test_a_worker_writes_the_standard_formats(query, form, start):
    engine = of_text('<x:s> <x:p> "a\\nb"@en .\n')
    told, body = run(engine, request(query, {}, form=form), LIMITS)
    assert told["kind"] in ("rows", "truth", "graph")
    assert body.startswith(start)


def test_what_is_no_graph_is_told():
    with pytest.raises(GraphBuilderError, match="cannot be loaded"):
        of_text("this is no graph")


@pytest.mark.parametrize(
    "given",
    [{"seconds": 0}, {"seconds": -1}, {"seconds": float("nan")}, {"seconds": float("inf")}, {"seconds": 1e9},
     {"rows": 0}, {"memory": 0}, {"services": "https://example.org/sparql"}],
    ids=str,
)  # fmt: skip
def test_a_limit_that_limits_nothing_or_everything_is_refused(given):
    with pytest.raises(UsageError, match=r"limit|services"):
        Limits(**given)


def in_a_process(code, **more):
    """What a program of its own prints over the tiny world."""
    program = f"from graph_builder import open_graph\ngraph = open_graph('tests/worlds/tiny')\n{code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, **more)
    return done.stdout + done.stderr


def test_no_disk_need_have_room_for_the_graph():
    assert "3 rows" in in_a_process(f"print(graph.query({PEOPLE!r}))", env=os.environ | {"TMPDIR": "/nonexistent"})


def test_a_limit_of_memory_that_the_machine_sets_is_no_fault_of_the_query():
    def limited():
        resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))

    assert "3 rows" in in_a_process(f"print(graph.query({PEOPLE!r}))", preexec_fn=limited)


def test_where_no_process_can_be_started_the_message_says_so():
    code = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))\ngraph.query('ASK {}')"
    assert "the graph cannot be loaded: no process for it: Too many open files" in in_a_process(code)


def _asks(book, number, answers):
    got = [ask(book, f"SELECT ({number} AS ?n) (COUNT(*) AS ?all) {{ ?s ?p ?o }}").records()[0].n for _ in range(20)]
    answers.put((number, set(got)))


def test_forked_processes_get_their_own_answers_and_the_engine_of_the_first_goes_on(tiny):
    keeper = engine_of(tiny).keeper.pid
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    children = [context.Process(target=_asks, args=(tiny, number, answers)) for number in range(3)]
    for child in children:
        child.start()
    assert {(number, (number,)) for number in range(3)} == {
        (number, tuple(got)) for number, got in (answers.get(timeout=60) for _ in children)
    }
    for child in children:
        child.join(20)
    assert 3 == len(ask(tiny, PEOPLE).rows)
    assert keeper == engine_of(tiny).keeper.pid
