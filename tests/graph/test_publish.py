"""Publishing to real servers: Oxigraph's and Virtuoso, by SPARQL Update and by the Graph Store Protocol."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pyoxigraph
import pytest
from click.testing import CliRunner

from graph_builder.cli.publishing import publish as verb
from graph_builder.cli.verbs import Verbs
from graph_builder.errors import OutputError, QueryError, UsageError
from graph_builder.graph.batches import Change, Place, difference, key, update_text
from graph_builder.graph.publish import SMALL, publish
from graph_builder.graph.rdf import nquads
from graph_builder.graph.stores import Store, store_at, triples
from graph_builder.graph.wire import Connection, Credentials
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load
from tests.graph.servers import PASSWORD, VIRTUOSO, Answered, Server, free_port, oxigraph, scripted, virtuoso

ROOT = Path(__file__).parents[2]
OWNER = Credentials("dba", PASSWORD)
FOREIGN = ("https://example.org/tiny/other", "https://example.org/tinygraph/x", "urn:foreign")
WAYS = ("oxigraph", "oxigraph graph store", "virtuoso", "virtuoso graph store")
World = Callable[[str], Path]


class Published(NamedTuple):
    """A store to publish to, and a way past the program to see and to change what it holds."""

    store: Store
    server: Server
    name: str  # of our default graph; "" for the store's own

    def update(self, text: str) -> None:
        auth = httpx.DigestAuth("dba", PASSWORD)
        head = {"Content-Type": "application/sparql-update"}
        httpx.post(self.server.update, content=text, headers=head, auth=auth, trust_env=False).raise_for_status()

    def held(self, subject: str = "https://example.org/tiny/") -> Counter[str]:
        """Every quad about subjects that begin so, our default graph as the default graph."""
        rows: list[Any] = []
        for pattern in ("GRAPH ?g { ?s ?p ?o }", *(() if self.name else ("?s ?p ?o",))):
            query = f'SELECT ?s ?p ?o ?g {{ {pattern} FILTER(STRSTARTS(STR(?s), "{subject}")) }}'
            head = {"Accept": "application/sparql-results+json"}
            reply = httpx.post(self.server.query, data={"query": query}, headers=head, trust_env=False)
            solutions: Any = pyoxigraph.parse_query_results(reply.content, format=pyoxigraph.QueryResultsFormat.JSON)
            rows += [(row["s"], row["p"], row["o"], row["g"]) for row in solutions]
        return Counter(quad(*row, name=self.name) for row in rows)


def quad(s: Any, p: Any, o: Any, graph: Any, name: str = "") -> str:
    """A quad as one text, terms that Virtuoso writes in its own way made equal."""
    in_graph = "" if graph is None or str(graph) in ("DEFAULT", f"<{name}>") else str(graph)
    return " ".join((*key(pyoxigraph.Triple(s, p, o)), in_graph))


def wanted(book: FactBook) -> Counter[str]:
    parsed = pyoxigraph.parse(nquads(book), format=pyoxigraph.RdfFormat.N_QUADS)
    return Counter(quad(q.subject, q.predicate, q.object, q.graph_name) for q in parsed)


@pytest.fixture(scope="module")
def an_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "store") as server:
        yield server


@pytest.fixture(scope="module")
def a_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if VIRTUOSO is None:
        pytest.skip("virtuoso-t (Debian's virtuoso-opensource) is missing")
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Published:
    """One of WAYS, empty but for what is in a new store."""
    kind, _, protocol = request.param.partition(" ")
    server: Server = request.getfixturevalue("an_oxigraph" if kind == "oxigraph" else "a_virtuoso")
    store = store_at(
        Connection(OWNER, 300, 3),
        server.query,
        update=server.update,
        graph_store=server.graph_store if protocol else "",
    )
    found = Published(store, server, "" if kind == "oxigraph" else "https://example.org/tiny/")
    if kind == "oxigraph":
        found.update("DROP ALL")
    else:
        for stem in ("https://example.org/", "urn:foreign"):
            found.update(update_text([Change("clear", Place(stem))]))
    return found


every_way = pytest.mark.parametrize("place", WAYS, indirect=True)
by_update = pytest.mark.parametrize("place", ["oxigraph", "virtuoso"], indirect=True)
into_oxigraph = pytest.mark.parametrize("place", ["oxigraph"], indirect=True)


@pytest.fixture
def changed(world: World) -> FactBook:
    """The tiny world with another subject in one fact."""
    folder = world("tiny")
    for path in (folder / "facts").glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("lenin", "stalin", 1) if "- lenin " in text else text, "utf-8")
    return load(folder)


class TestPublish:
    @every_way
    def test_the_store_holds_the_book_and_a_second_time_changes_nothing(self, place: Published, tiny: FactBook):
        first = publish(tiny, place.store)
        assert wanted(tiny) == place.held()
        assert (first.total, first.total, place.name) == (first.added, wanted(tiny).total(), first.default_graph)
        again = publish(tiny, place.store)
        assert (0, 0, True) == (again.changes, again.requests, again.checked)
        assert wanted(tiny) == place.held()

    @every_way
    def test_whole_gives_the_same_as_the_difference(self, place: Published, tiny: FactBook):
        for _ in range(2):
            report = publish(tiny, place.store, mode="whole")
            assert (True, True) == (report.whole, report.checked)
            assert wanted(tiny) == place.held()

    @every_way
    def test_only_what_changed_is_sent(self, place: Published, tiny: FactBook, changed: FactBook):
        publish(tiny, place.store)
        report = publish(changed, place.store, mode="difference")
        assert wanted(changed) == place.held()
        before, after = wanted(tiny), wanted(changed)
        assert before != after
        gone = {quad.rpartition(" ")[2] for quad in before} - {quad.rpartition(" ")[2] for quad in after}
        kept = [quad for quad in before - after if quad.rpartition(" ")[2] not in gone]
        assert ((after - before).total(), len(kept)) == (report.added, report.removed)

    @every_way
    def test_a_graph_that_is_no_more_is_dropped(self, place: Published, tiny: FactBook):
        kept = tuple(s for s in tiny.statements if s.view != "stalin-1925")
        fewer = dataclasses.replace(tiny, statements=kept)
        publish(tiny, place.store)
        report = publish(fewer, place.store)
        assert ("https://example.org/tiny/graph/stalin-1925",) == report.dropped
        assert wanted(fewer) == place.held()

    @every_way
    def test_other_graphs_stay(self, place: Published, tiny: FactBook):
        triple = "<https://example.org/tiny/lenin> <urn:said> 'so'"
        place.update(" ; ".join(f"INSERT DATA {{ GRAPH <{graph}> {{ {triple} }} }}" for graph in FOREIGN))
        before = place.held()
        assert 3 == before.total()
        for mode in ("difference", "whole"):
            publish(tiny, place.store, mode=mode)
            assert before + wanted(tiny) == place.held()

    @into_oxigraph
    def test_triples_of_others_in_the_default_graph_stay(self, place: Published, tiny: FactBook):
        place.update("INSERT DATA { <https://example.org/tinyer> <urn:p> 1 . [] <urn:p> 2 }")
        for mode in ("difference", "whole"):
            assert publish(tiny, place.store, mode=mode).checked
        assert 1 == place.held("https://example.org/tinyer").total()
        assert 0 == publish(tiny, place.store).changes

    @pytest.mark.parametrize("place", ["oxigraph graph store"], indirect=True)
    def test_a_put_that_would_delete_triples_of_others_is_refused(self, place: Published, tiny: FactBook):
        place.update("INSERT DATA { <urn:other> <urn:p> 1 }")
        with pytest.raises(OutputError, match="holds 1 triples of others"):
            publish(tiny, place.store)
        assert 1 == place.held("urn:other").total()

    @by_update
    def test_what_others_put_into_our_graphs_goes_even_without_a_name(self, place: Published, tiny: FactBook):
        publish(tiny, place.store)
        graph = "https://example.org/tiny/graph/stalin-1925"
        place.update(f"INSERT {{ GRAPH <{graph}> {{ <urn:x> <urn:p> 1 , _:b . _:b <urn:q> 2 }} }} WHERE {{}}")
        report = publish(tiny, place.store)
        assert (0, 1) == (report.added, report.removed)
        assert 0 == publish(tiny, place.store).changes
        assert wanted(tiny) == place.held()

    @every_way
    def test_a_dry_run_changes_nothing(self, place: Published, tiny: FactBook, changed: FactBook):
        report = publish(tiny, place.store, dry_run=True)
        assert (report.total, 0) == (report.added, report.requests)
        assert 0 == place.held().total()
        publish(tiny, place.store)
        assert publish(changed, place.store, dry_run=True).changes
        assert wanted(tiny) == place.held()

    @by_update
    def test_a_named_default_graph(self, place: Published, tiny: FactBook):
        report = publish(tiny, place.store, default_graph="https://example.org/tiny-default")
        assert "https://example.org/tiny-default" == report.default_graph
        assert wanted(tiny) == place._replace(name=report.default_graph).held()
        assert 0 == publish(tiny, place.store, default_graph=report.default_graph).changes

    def test_a_store_whose_default_graph_is_the_union_gets_a_named_one(self, tiny: FactBook, tmp_path: Path):
        with oxigraph(tmp_path / "store", 0, "--union-default-graph") as server:
            place = Published(store_at(Connection(), server.url), server, tiny.settings.base)
            for _ in range(2):
                assert tiny.settings.base == publish(tiny, place.store).default_graph
                assert wanted(tiny) == place.held()


class TestInterrupted:
    @by_update
    @pytest.mark.parametrize("mode", ["difference", "whole"])
    def test_what_was_stopped_half_way_is_completed(self, place: Published, tiny: FactBook, mode: Any):
        class StoppedError(Exception):
            pass

        def stop(done: int, total: int) -> None:
            if done > total / 2:
                raise StoppedError

        with pytest.raises(StoppedError):
            publish(tiny, place.store, batch=100, progress=stop, mode=mode)
        half = place.held().total()
        assert wanted(tiny).total() / 2 < half < wanted(tiny).total()
        report = publish(tiny, place.store)
        assert wanted(tiny).total() - half == report.added
        assert wanted(tiny) == place.held()

    def test_a_server_that_was_killed_is_filled_when_it_is_back(self, tiny: FactBook, tmp_path: Path):
        port = free_port()
        with oxigraph(tmp_path / "store", port) as server:
            store = store_at(Connection(tries=2, sleep=lambda _: None), server.url)

            def kill(done: int, _: int) -> None:
                if done >= 400:
                    server.process.kill()
                    server.process.wait(10)

            with pytest.raises(QueryError, match=r"cannot reach|broke off"):
                publish(tiny, store, batch=100, progress=kill)
        with oxigraph(tmp_path / "store", port) as server:
            place = Published(store, server, "")
            assert 0 < place.held().total() < wanted(tiny).total()
            publish(tiny, store)
            assert wanted(tiny) == place.held()

    def test_a_server_that_comes_back_in_time_is_waited_for(self, tiny: FactBook, tmp_path: Path):
        port, waits, running = free_port(), list[float](), list[Any]()

        def sleep(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 2:
                running.append(oxigraph(tmp_path / "store", port))
                running[0].__enter__()

        try:
            report = publish(tiny, store_at(Connection(tries=5, sleep=sleep), f"http://127.0.0.1:{port}"))
            assert report.checked
        finally:
            for server in running:
                server.__exit__(None, None, None)
        assert [0.5, 1.0] == waits


class TestRetries:
    @pytest.mark.parametrize(
        ("header", "waits"),
        [("", [0.5, 1.0]), ("3", [3.0, 3.0]), ("0", [0.0, 0.0]), ("soon", [0.5, 1.0]), ("3600", [])],
    )
    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_a_busy_server_is_asked_again_when_it_says(self, header: str, waits: list[float], status: int):
        slept: list[float] = []
        busy = Answered(status, b"later", headers=(("Retry-After", header),) if header else ())
        with scripted(busy) as server, pytest.raises(QueryError, match=f"answered {status} .*later"):
            publish_nothing(Connection(tries=3, sleep=slept.append), server.url)
        assert waits == slept
        assert len(waits) + 1 == len(server.requests)

    def test_a_date_to_wait_for_is_understood(self):
        slept: list[float] = []
        then = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 30))
        with scripted(Answered(503, headers=(("Retry-After", then),))) as server, pytest.raises(QueryError):
            publish_nothing(Connection(tries=2, sleep=slept.append), server.url)
        assert [True] == [25 < seconds <= 30 for seconds in slept]

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
    def test_what_will_not_get_better_is_not_asked_again(self, status: int):
        with scripted(Answered(status)) as server, pytest.raises(QueryError):
            publish_nothing(Connection(tries=3, sleep=lambda _: None), server.url)
        assert 1 == len(server.requests)


def publish_nothing(connection: Connection, url: str) -> None:
    from graph_builder.graph.remote import ask_over

    ask_over(connection, url, "ASK {}")


class TestRefused:
    def test_a_wrong_password_is_one_message_without_it(self, a_virtuoso: Server, tiny: FactBook):
        store = store_at(Connection(Credentials("dba", "hunter22")), a_virtuoso.update)
        with pytest.raises(QueryError, match="does not accept the credentials") as error:
            publish(tiny, store)
        assert "hunter22" not in str(error.value)

    @pytest.mark.parametrize("place", ["virtuoso"], indirect=True)
    def test_virtuosos_open_endpoint_says_where_to_write(self, place: Published, tiny: FactBook):
        with pytest.raises(QueryError, match="Virtuoso takes updates at /sparql-auth"):
            publish(tiny, store_at(Connection(), place.server.query))

    def test_a_difference_needs_a_store_that_can_be_read(self, an_oxigraph: Server, tiny: FactBook):
        store = store_at(Connection(), an_oxigraph.url, query=an_oxigraph.url + "/nothing")
        with pytest.raises(UsageError, match="cannot be asked what it holds"):
            publish(tiny, store, mode="difference")

    @into_oxigraph
    def test_a_store_that_cannot_be_read_gets_the_whole(self, place: Published, tiny: FactBook, changed: FactBook):
        publish(tiny, place.store)
        place.update("INSERT DATA { GRAPH <https://example.org/tiny/graph/old> { <urn:a> <urn:b> 1 } }")
        blind = store_at(Connection(), place.server.url, query=place.server.url + "/nothing")
        report = publish(changed, blind)
        assert (True, False) == (report.whole, report.checked)
        assert wanted(changed) == place.held()
        assert 0 == place.held("urn:a").total()

    def test_by_the_graph_store_protocol_alone(self, an_oxigraph: Server, tiny: FactBook, changed: FactBook):
        place = Published(store_at(Connection(), an_oxigraph.url, query=an_oxigraph.url + "/nothing",
                                   graph_store=an_oxigraph.graph_store), an_oxigraph, "")  # fmt: skip
        place.update("DROP ALL")
        for book in (tiny, tiny, changed):
            report = publish(book, place.store)
            assert report.checked
            assert wanted(book) == place.held()

    @into_oxigraph
    def test_a_count_that_is_not_right_names_the_graph(self, place: Published, tiny: FactBook):
        """Somebody writes into our graph while we do."""

        def meddle(done: int, total: int) -> None:
            if done == total:
                place.update("INSERT DATA { GRAPH <https://example.org/tiny/graph/stalin-1925> { <urn:x> <urn:p> 1 } }")

        with pytest.raises(
            OutputError, match=r"<https://example.org/tiny/graph/stalin-1925> .* holds \d+ triples, not"
        ):
            publish(tiny, place.store, progress=meddle)

    @pytest.mark.parametrize("name", ["tiny", "a b", "urn:x> } ; DROP ALL #"])
    def test_a_default_graph_that_is_no_iri_is_refused(self, name: str, an_oxigraph: Server, tiny: FactBook):
        with pytest.raises(QueryError, match="is no complete IRI"):
            publish(tiny, store_at(Connection(), an_oxigraph.url), default_graph=name)


class TestReal:
    """The real graph on each server, whole and again; more triples than Virtuoso gives or takes at once."""

    @by_update
    def test_the_real_graph_arrives_and_stays(self, place: Published):
        book = load(ROOT / "data")
        first = publish(book, place.store)
        assert first.total > 10 * SMALL
        assert (1 if place.name == "" else -(-first.total // SMALL)) == first.requests
        assert 0 == publish(book, place.store).changes
        base = book.settings.base
        assert wanted(book) == paged(place.store, base, base if place.name else "")


def paged(store: Store, base: str, name: str) -> Counter[str]:
    """What the store holds of the graph, read graph by graph."""
    from graph_builder.graph.stores import graphs

    default = Place(name, () if name else (base,))
    places = [default, *(Place(graph) for graph in sorted(graphs(store, base + "graph/", [])))]
    return Counter(
        quad(t.subject, t.predicate, t.object, pyoxigraph.NamedNode(p.graph) if p.graph else None, name)
        for p in places
        for t in triples(store, p)
    )


class TestBatches:
    def test_nothing_of_ours_has_a_blank_node_or_a_foreign_subject(self, tiny: FactBook):
        for book in (tiny, load(ROOT / "data")):
            for found in pyoxigraph.parse(nquads(book), format=pyoxigraph.RdfFormat.N_QUADS):
                assert str(found.subject).startswith(f"<{book.settings.base}")
                assert "_:" not in str(found.object)[:2]

    def test_values_that_a_store_writes_otherwise_are_no_difference(self):
        xsd = "http://www.w3.org/2001/XMLSchema#"
        node = pyoxigraph.NamedNode("urn:a")

        def one(text: str, **more: Any) -> list[Any]:
            return [pyoxigraph.Triple(node, node, pyoxigraph.Literal(text, **more))]

        def typed(text: str, name: str) -> list[Any]:
            return one(text, datatype=pyoxigraph.NamedNode(xsd + name))

        place = Place("urn:g")
        assert [] == difference(place, typed("10", "integer"), typed("10.0", "decimal"))
        assert [] == difference(place, typed("1", "boolean"), typed("true", "boolean"))
        assert [] == difference(place, one("x", language="de-at"), one("x", language="de-AT"))
        assert [] == difference(place, typed("x", "string"), one("x"))
        for old, new in ((typed("10", "integer"), one("10")), (one("x", language="de"), one("x"))):
            assert ["remove", "add"] == sorted((c.act for c in difference(place, old, new)), reverse=True)

    def test_text_cannot_leave_its_quotes(self):
        triple = pyoxigraph.Triple(pyoxigraph.NamedNode("urn:a"), pyoxigraph.NamedNode("urn:b"),
                                   pyoxigraph.Literal('" } ; DROP ALL #\n\\'))  # fmt: skip
        text = update_text([Change("add", Place("urn:g"), triple)])
        assert 'INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> "\\" } ; DROP ALL #\\n\\\\" . } }' == text


class TestVerb:
    """As a user meets it."""

    @staticmethod
    def run(*arguments: str, **environment: str) -> Any:
        result = CliRunner(env=environment).invoke(Verbs(commands={"publish": verb}), ["publish", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    @pytest.mark.parametrize("place", ["oxigraph"], indirect=True)
    def test_it_says_what_it_did(self, place: Published, tiny: FactBook):
        count, data = f"{wanted(tiny).total():,}", ("--data", str(ROOT / "tests/worlds/tiny"))
        url, where = place.server.url, place.server.update
        what = f"{count} triples in 3 graphs"
        for options, line in (
            (
                ["--dry-run"],
                f"would add {count} triples and remove 0 in {where}, which would hold {what}\nnothing was changed",
            ),
            ([], f"added {count} triples and removed 0 in {where}, which holds {what}"),
            ([], f"nothing to change: {where} holds {what}"),
            (["--whole"], f"replaced everything of this graph in {where}: {what}"),
        ):
            result = self.run(url, *data, *options)
            assert (0, line + "\n", "") == (result.exit_code, result.stdout, result.stderr)

    @pytest.mark.parametrize("place", ["virtuoso"], indirect=True)
    def test_credentials_come_from_the_environment(self, place: Published, tiny: FactBook):
        data = ("--data", str(ROOT / "tests/worlds/tiny"))
        result = self.run(place.server.update, *data, GRAPH_BUILDER_USER="dba", GRAPH_BUILDER_PASSWORD=PASSWORD)
        assert 0 == result.exit_code
        assert f"the default graph is the graph {tiny.settings.base}\n" in result.stdout
        result = self.run(place.server.update, *data, GRAPH_BUILDER_USER="dba", GRAPH_BUILDER_PASSWORD="hunter22")
        assert 1 == result.exit_code
        assert result.stderr.startswith("graph-builder: ")
        assert 1 == result.stderr.count("\n")
        assert "hunter22" not in result.output

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["http://127.0.0.1:9"], "cannot reach http://127.0.0.1:9/query"),
            (["file:///tmp"], "is no address of a server"),
            (["http://me:hunter22@127.0.0.1:9"], "leave name and password out of the address"),
            (["http://127.0.0.1:9", "--update", "http://a", "--graph-store", "http://b"], "not both"),
        ],
    )
    def test_what_cannot_be_is_told(self, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("graph_builder.cli.publishing._TRIES", 1)  # or the test waits for nobody
        result = self.run(*arguments, "--data", str(ROOT / "tests/worlds/tiny"))
        assert (1, "") == (result.exit_code, result.stdout)
        assert message in result.stderr
        assert "hunter22" not in result.stderr
