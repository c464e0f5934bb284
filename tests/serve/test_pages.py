"""The graph's addresses and pages: what stands where, in which form, and what is nowhere."""

from __future__ import annotations

import json
import random

import httpx
import pytest
import rdflib

from graph_builder.graph.vocabulary import Names
from graph_builder.model.factbook import FactBook
from graph_builder.model.wording import sentence
from graph_builder.serve.dossiers import found
from graph_builder.serve.negotiation import preferred, wanted
from tests.serve.running import Server

HOME = "early-soviet-foreign-policy/"
BASE = "https://example.org/" + HOME
FORMS = {
    "text/html": ".html",
    "text/turtle": ".ttl",
    "application/ld+json": ".jsonld",
    "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf",
}
RDF = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt", ".rdf": "xml"}


class TestAddresses:
    @pytest.mark.parametrize(("accept", "suffix"), FORMS.items())
    def test_a_thing_leads_to_the_document_that_the_client_prefers(
        self, server: Server, accept: str, suffix: str
    ) -> None:
        reply = server.get(HOME + "lenin", headers={"Accept": accept})
        assert (303, f"/{HOME}lenin{suffix}") == (reply.status_code, reply.headers["location"])
        assert "Accept" in reply.headers["vary"]
        document = server.get(HOME + "lenin" + suffix)
        assert (200, accept) == (document.status_code, document.headers["content-type"].split(";")[0])

    def test_a_browser_gets_the_page_and_rdf_clients_get_rdf(self, server: Server) -> None:
        browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        assert server.get(HOME + "lenin", headers={"Accept": browser}).headers["location"].endswith(".html")
        assert 406 == server.get(HOME + "lenin", headers={"Accept": "image/png"}).status_code
        assert 303 == server.get("id/lenin").status_code

    def test_all_forms_say_the_same(self, server: Server) -> None:
        graphs = [
            set(rdflib.Graph().parse(data=server.get(HOME + "lenin" + end).text, format=form))
            for end, form in RDF.items()
        ]
        assert len(graphs[0]) > 100
        assert all(graph == graphs[0] for graph in graphs)

    def test_every_kind_of_name_in_the_graph_can_be_followed(self, server: Server, book: FactBook) -> None:
        """Of each class some IRIs of ours that are subjects of the dump, and some named graphs."""
        names = Names(book.settings)
        graph = rdflib.Dataset()
        graph.parse(data=server.get("data.nq").text, format="nquads")
        by_class: dict[str, set[str]] = {}
        for subject, _, class_, _ in graph.quads((None, rdflib.RDF.type, None, None)):
            if str(subject).startswith(BASE) and not str(subject).startswith(names.vocabulary):
                by_class.setdefault(str(class_), set()).add(str(subject).removeprefix(BASE))
        graphs = {str(g.identifier).removeprefix(BASE) for g in graph.graphs() if str(g.identifier).startswith(BASE)}
        assert len(by_class) > 12
        dice = random.Random(1)
        chosen = {n for each in (*by_class.values(), graphs) for n in dice.sample(sorted(each), min(len(each), 4))}
        with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
            for name in sorted(chosen - {"", "ontology"}):
                page = client.get(f"{HOME}{name}.html")
                assert 200 == page.status_code, name
                data = rdflib.Graph().parse(data=client.get(f"{HOME}{name}.nt").text, format="nt")
                assert (
                    rdflib.URIRef(BASE + name) in {s for s, _, _ in data} | {o for _, _, o in data} or "graph/" in name
                ), name

    def test_the_vocabulary_and_the_data_set_are_answered_too(self, server: Server) -> None:
        for name, place in (("ontology", "ontology"), ("", "void")):
            reply = server.get(HOME + name, headers={"Accept": "application/ld+json"})
            assert (303, f"/{place}.jsonld") == (reply.status_code, reply.headers["location"])
            for end, form in RDF.items():
                text = server.get(place + end).text
                assert rdflib.URIRef(BASE + name) in set(rdflib.Graph().parse(data=text, format=form).subjects()), end
        assert "/ontology.html" == server.get(HOME + "ontology").headers["location"]
        assert "/" == server.get(HOME).headers["location"]
        assert 'id="heldBy"' in server.get("ontology.html").text

    def test_a_name_that_is_nowhere_is_404_with_the_nearest(self, server: Server) -> None:
        for path in ("id/lennin", HOME + "lennin", HOME + "lennin.ttl"):
            reply = server.get(path)
            assert 404 == reply.status_code
            assert "did you mean 'lenin'?" in reply.text
        page = server.get("id/<b>lennin", headers={"Accept": "text/html"})
        assert (404, True) == (page.status_code, "&lt;b&gt;lennin" in page.text)

    def test_a_document_that_the_client_has_is_not_sent_again(self, server: Server) -> None:
        for suffix in (".html", ".ttl"):
            tag = server.get(HOME + "lenin" + suffix).headers["etag"]
            assert 304 == server.get(HOME + "lenin" + suffix, headers={"If-None-Match": tag}).status_code

    def test_an_address_that_lacks_its_path_or_has_a_slash_too_many_is_told_the_right_one(self, server: Server) -> None:
        for path, right in (("lenin", "lenin"), ("lenin.ttl", "lenin.ttl"), ("type/war/", "type/war")):
            reply = server.get(path)
            assert (404, True) == (reply.status_code, f"did you mean /{HOME}{right}?" in reply.text)
        assert "did you mean /sparql?" in server.get("sparql/").text
        assert "mean" not in server.get("nobody").text

    def test_a_document_has_the_same_bytes_from_every_server(self, server: Server) -> None:
        """Prefixes too stand in order, and do not follow a hash."""
        for path in ("sparql", HOME + "lenin.ttl", "void.ttl"):
            text = server.get(path, headers={"Accept": "text/turtle"}).text
            found = [line for line in text.splitlines() if line.startswith("@prefix")]
            assert sorted(found) == found != []


class TestDossiers:
    def test_it_has_every_sentence_with_its_voice_its_page_and_how_to_cite_it(
        self, server: Server, book: FactBook
    ) -> None:
        text = server.get(HOME + "lenin.html").text
        plain = text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
        for statement in book.statements:
            if "lenin" in (statement.subject, statement.object, *statement.by):
                assert sentence(statement, book) in plain
                assert f"/{HOME}{statement.id}.html" in text
        for heading in ("The author says", "Attributed to others", "Cite this"):
            assert heading in text
        assert book.sources["jacobson-1994"].url in text

    def test_its_links_lead_somewhere(self, server: Server) -> None:
        import re

        links = sorted(set(re.findall(r'href="(/[^"#]*)', server.get(HOME + "lenin.html").text)))
        assert len(links) > 50
        with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
            for link in links[::5]:
                assert client.get(link, follow_redirects=True).status_code == 200, link

    def test_names_can_be_found_and_found_names_are_escaped(self, server: Server) -> None:
        assert f"/{HOME}lenin.html" in server.get("search?q=lenin").text
        assert "<script>" not in server.get("search", params={"q": "<script>"}).text


class TestFiles:
    def test_what_build_makes_is_served_packed_where_that_is_wanted(self, server: Server) -> None:
        for name in ("coverage.html", "graph.html", "statements.csv", "graph.jsonld", "shapes.ttl"):
            packed = server.get(name, headers={"Accept-Encoding": "gzip"})
            plain = server.get(name, headers={"Accept-Encoding": "identity"})
            assert (200, "gzip") == (packed.status_code, packed.headers["content-encoding"])
            assert "content-encoding" not in plain.headers
            assert packed.content == plain.content
            assert packed.headers["etag"] != plain.headers["etag"]
            tag = {"Accept-Encoding": "identity", "If-None-Match": plain.headers["etag"]}
            assert 304 == server.get(name, headers=tag).status_code

    def test_robots_are_kept_from_asking(self, server: Server) -> None:
        assert "Disallow: /sparql" in server.get("robots.txt").text

    def test_health_tells_what_is_served(self, server: Server, book: FactBook) -> None:
        said = server.get("health").json()
        assert ("ok", len(book.statements), 2, 0) == (
            said["status"],
            said["statements"],
            said["workers"],
            said["problems"],
        )


class TestLibrary:
    def test_a_question_is_filled_and_its_slots_are_checked(self, server: Server) -> None:
        asked = {q["name"]: q for q in server.get("questions.json").json()}
        assert len(asked) >= 40
        (slot, *_) = asked["who-supported"]["parameters"]
        filled = server.get("questions/who-supported", params={slot["name"]: slot["default"]}).json()
        assert "VALUES" in filled["query"]
        wrong = server.get("questions/who-supported", params={slot["name"]: "lennin } DROP ALL"})
        assert (400, "there is no") == (wrong.status_code, wrong.text.partition(": ")[2][:11])
        assert 404 == server.get("questions/who-suported").status_code
        assert 400 == server.get("questions/who-supported?issue=lenin&issue=trotsky").status_code

    def test_a_long_text_is_not_cut_in_silence(self, server: Server) -> None:
        words = "peace " * 25 + "x"
        assert words.strip() in server.get("questions/text-search", params={"words": words}).json()["query"]
        assert "1 to 200" in server.get("questions/text-search", params={"words": "a" * 201}).text

    def test_ids_are_offered_for_slots(self, server: Server) -> None:
        offered = server.get("ids.json?q=lenin&kinds=Person").json()
        assert {"Person"} == {each["kind"] for each in offered}
        assert "lenin" in [each["id"] for each in offered]
        assert [] == server.get("ids.json").json()


def test_a_site_below_a_path_keeps_all_its_links_below_it(own_server) -> None:  # type: ignore[no-untyped-def]
    """Behind a proxy, whether it strips the path or not; and where the site is the base itself."""
    with own_server("--base", "https://example.org/tiny/") as server:
        for prefix in ("", "tiny/"):
            reply = server.get(prefix + "lenin", headers={"Accept": "text/turtle"})
            assert (303, "/tiny/lenin.ttl") == (reply.status_code, reply.headers["location"])
            assert 200 == server.get(prefix + "lenin.ttl").status_code
            page = server.get(prefix + "lenin.html").text
            assert 'href="/tiny/static/page.css"' in page
            assert 'href="/static' not in page
        sd = server.get("sparql", headers={"Accept": "application/ld+json"}).json()
        assert "https://example.org/tiny/sparql" in json.dumps(sd)
        assert "127.0.0.1" not in json.dumps(sd)


def test_negotiation_prefers_quality_then_what_is_more_specific_then_our_order() -> None:
    offers = ["text/turtle", "application/ld+json", "text/html"]
    for accept, best in (
        ("*/*", "text/turtle"),
        ("text/html;q=0.9, */*;q=0.8", "text/html"),
        ("text/*;q=0.5, text/html;q=0.1, application/*;q=0.4", "text/turtle"),
        ("TEXT/HTML", "text/html"),
        ("text/html;level=1;q=0.3", "text/html"),
        ("text/turtle;q=0, */*;q=0.1", "application/ld+json"),
        ("text/html;q=9", "text/html"),
        ("text", None),
        (",,;q=1", None),
        ("image/*", None),
    ):
        assert best == preferred(accept, offers), accept
    assert {"rows": "text/csv", "truth": None, "graph": None} == wanted("text/csv", "")


def test_no_name_leads_out_of_the_book(book: FactBook) -> None:
    class Lookup:
        """As much of a served state as a look-up needs."""

    held = Lookup()
    held.book, held.statements, held.passages, held.about = book, {s.id: s for s in book.statements}, {}, {}  # type: ignore[attr-defined]
    for name in (
        "../lenin",
        "graph/../lenin",
        "graph/",
        "type/nothing",
        "graph/nobody",
        "lenin/",
        "/lenin",
        "lenin-figure",
    ):
        assert found(held, name) is None, name  # type: ignore[arg-type]
