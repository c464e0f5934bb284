"""How a record and the passages it rests on are cited."""

import json
import re
from dataclasses import replace

import pytest
from conftest import HERE, book_of, fact, small_things, thing

from graph_builder.errors import UsageError
from graph_builder.model.sources import Locator, Source
from graph_builder.model.things import Outcome
from graph_builder.views.cite import FORMATS, cite, joined, passages_of

TITLE = "When the Soviet Union Entered World Politics"

JACOBSON = {
    "type": "book",
    "title": "When the Soviet Union Entered World Politics",
    "author": ({"family": "Jacobson", "given": "Jon"},),
    "issued": "1994",
    "publisher": "University of California Press",
    "publisher-place": "Berkeley",
    "URL": "https://example.org/ark:/13030/ft009nb0bb/",
}


def book(statements=(), things=None, **csl):
    made = book_of(small_things() if things is None else things, list(statements))
    source = made.sources["jacobson-1994"]
    return replace(made, sources={source.id: replace(source, csl={**JACOBSON, **csl})})


def facts_of_lenin():
    return [
        fact("lenin", "supports", "coexistence", page=25),
        fact("lenin", "opposes", "war", page=24, paragraph=2),
        fact("chicherin", "supports", "coexistence", page=26),
        fact("chicherin", "uses_term", "coexistence", page=19, by=("lenin",)),
    ]


def test_a_thing_rests_on_its_own_passages_and_on_those_of_its_statements():
    assert (17, 19, 24, 25) == passages_of(book(facts_of_lenin()), "lenin")[0].pages


def test_a_statement_rests_on_its_own_passage_alone():
    facts = facts_of_lenin()
    assert [(25,)] == [p.pages for p in passages_of(book(facts), facts[0].id)]


def test_hindsight_on_a_situation_counts_among_its_passages():
    situation = thing("peace", "Situation", "peace", outcome=Outcome("no", locators=(Locator("jacobson-1994", 26, 1),)))
    assert (26,) == passages_of(book(things=[situation]), "peace")[0].pages


def test_chicago_gives_notes_with_pages_and_entries_with_the_public_edition():
    title, graph = "When the Soviet Union Entered World Politics", "Early Soviet foreign policy, 1917-1927"
    press = "Berkeley: University of California Press, 1994"
    assert cite(book(facts_of_lenin()), "lenin") == (
        "Notes\n"
        f"  The curators, “Lenin,” in *{graph}*, https://example.org/kg/lenin, CC-BY-4.0.\n"
        f"  Jon Jacobson, *{title}* ({press}), 17, 19, 24–25.\n"
        "\n"
        "Bibliography\n"
        f"  The curators. “Lenin.” In *{graph}*. https://example.org/kg/lenin. CC-BY-4.0.\n"
        f"  Jacobson, Jon. *{title}*. {press}. https://example.org/ark:/13030/ft009nb0bb/.\n"
    )


def test_without_an_id_the_graph_is_cited_with_all_pages_that_were_read():
    text = cite(book())
    assert "  The curators, *Early Soviet foreign policy, 1917-1927*, https://example.org/kg/, CC-BY-4.0.\n" in text
    assert "1994), 17–26.\n" in text


def test_a_claim_is_cited_by_its_sentence_and_its_own_iri():
    claim = fact("lenin", "opposes", "coexistence", id="lenin-against", claim=True, quote="not now")
    text = cite(book([claim]), "lenin-against")
    assert "“Lenin opposes peaceful coexistence: ‘not now,’” in *Early" in text
    assert "https://example.org/kg/lenin-against" in text


@pytest.mark.parametrize(
    ("csl", "note", "entry"),
    [
        (
            {"author": [{"family": "Carr", "given": "E. H."}, {"family": "Davies"}], "publisher-place": ""},
            "E. H. Carr and Davies, *When the Soviet Union Entered World Politics* (University of California Press",
            "Carr, E. H., and Davies. *When the Soviet Union Entered World Politics*. University of California Press",
        ),
        (
            {"author": [{"family": name} for name in "ABCD"], "title": "What Is to Be Done?"},
            "A et al., *What Is to Be Done?* (Berkeley",
            "A, B, C, and D. *What Is to Be Done?* Berkeley",
        ),
        (
            {"type": "article-journal", "container-title": "Slavic Review", "publisher": "", "publisher-place": ""},
            "Jon Jacobson, “When the Soviet Union Entered World Politics,” *Slavic Review* (1994): 17.",
            f"Jacobson, Jon. “{TITLE}.” *Slavic Review* (1994).",
        ),
        (
            {"type": "chapter", "container-title": "The Twenties", "title": "The “Spirit” of Locarno"},
            "“The ‘Spirit’ of Locarno,” in *The Twenties* (Berkeley: University of California Press, 1994), 17.",
            "“The ‘Spirit’ of Locarno.” In *The Twenties*. Berkeley: University of California Press, 1994.",
        ),
        (
            {"type": "webpage", "publisher": "", "publisher-place": ""},
            "Jon Jacobson, “When the Soviet Union Entered World Politics” (1994), 17.",
            f"Jacobson, Jon. “{TITLE}.” 1994. https",
        ),
    ],
    ids=["two authors", "four authors and a question", "article", "chapter", "webpage"],
)
def test_chicago_knows_the_kinds_of_works(csl, note, entry):
    text = cite(book(**csl), "lenin")
    assert note in text
    assert entry in text


def test_bibtex_has_one_entry_for_the_record_and_one_for_each_source():
    assert cite(book(facts_of_lenin()), "lenin", "bibtex") == (
        "@misc{kg:lenin,\n"
        "  author = {{The curators}},\n"
        "  title = {{Lenin}},\n"
        "  howpublished = {In \\emph{Early Soviet foreign policy, 1917-1927}},\n"
        "  url = {https://example.org/kg/lenin},\n"
        "  note = {Licence: CC-BY-4.0},\n"
        "}\n"
        "\n"
        "@book{jacobson-1994,\n"
        "  author = {Jacobson, Jon},\n"
        "  title = {{When the Soviet Union Entered World Politics}},\n"
        "  publisher = {University of California Press},\n"
        "  address = {Berkeley},\n"
        "  year = {1994},\n"
        "  pages = {17, 19, 24--25},\n"
        "  url = {https://example.org/ark:/13030/ft009nb0bb/},\n"
        "}\n"
    )


def test_bibtex_escapes_what_tex_would_take_for_its_own():
    hostile = '50% of $1 {and} #2 & a_b ~ ^ \\ "quoted" } @book{x,'
    things = [thing("odd", "Concept", hostile, locators=(Locator("jacobson-1994", 17, 1),))]
    text = cite(book(things=things, author=[{"family": "Marks and Spencer"}]), "odd", "bibtex")
    assert text.count("{") == text.count("}")
    assert not re.search(r"(?<!\\)[%$#&_~^]", text.replace("kg:odd", ""))
    assert "``quoted''" in text
    assert "author = {{Marks and Spencer}}" in text


def test_csl_is_a_list_of_items_that_reads_back_as_it_was():
    hostile = 'a "b" \\ </script>\n é'
    things = [thing("odd", "Concept", hostile, locators=(Locator("jacobson-1994", 17, 1),))]
    record, source = json.loads(cite(book(things=things), "odd", "csl"))
    assert 'a "b" \\ </script> é' == record["title"]
    assert ("kg:odd", "entry", "Licence: CC-BY-4.0") == (record["id"], record["type"], record["note"])
    assert {**JACOBSON, "author": list(JACOBSON["author"]), "id": "jacobson-1994", "locator": "17", "note": "pages 17",
            "issued": {"date-parts": [[1994]]}} == source  # fmt: skip


def test_csl_keeps_a_year_that_is_no_number_in_words():
    assert {"literal": "forthcoming"} == json.loads(cite(book(issued="forthcoming"), "", "csl"))[1]["issued"]


def test_pages_of_two_books_stay_apart():
    both = book([*facts_of_lenin(), fact("lenin", "supports", "war", locator=Locator("carr-1952", 7, 1))])
    carr = Source("carr-1952", "Carr 1952", {**JACOBSON, "title": "The Bolshevik Revolution"}, (), HERE)
    both = replace(both, sources={**both.sources, carr.id: carr})
    assert [("carr-1952", (7,)), ("jacobson-1994", (17, 19, 24, 25))] == [
        (p.source.id, p.pages) for p in passages_of(both, "lenin")
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_thing_without_a_passage_is_cited_by_its_record_alone(format_):
    text = cite(book(things=[thing("alone", "Concept", "alone")]), "alone", format_)
    assert "https://example.org/kg/alone" in text
    assert "Jacobson" not in text


@pytest.mark.parametrize("format_", FORMATS)
def test_the_order_of_things_and_statements_changes_no_byte(format_):
    facts = facts_of_lenin()
    turned = book(facts[::-1], small_things()[::-1])
    assert cite(book(facts), "lenin", format_) == cite(turned, "lenin", format_)


def test_a_wrong_id_is_answered_with_the_nearest():
    with pytest.raises(UsageError, match="did you mean 'lenin'"):
        cite(book(), "lennin")


def test_ranges_are_joined():
    assert "7, 9–11, 172–173" == joined([11, 9, 10, 172, 7, 173, 9])


def test_an_edition_is_cited_with_its_version_and_day():
    made = book(facts_of_lenin())
    dated = replace(made, settings=replace(made.settings, version="1.2", issued="2026-03-05"))
    text = cite(dated, "lenin")
    assert "*, version 1.2, March 5, 2026, http" in text
    assert "*. Version 1.2. March 5, 2026. http" in text
    assert "  year = {2026},\n" in cite(dated, "lenin", "bibtex")
    assert "note = {Version 1.2, Licence: " in cite(dated, "lenin", "bibtex")
    (item, *_) = json.loads(cite(dated, "lenin", "csl"))
    assert ("1.2", [[2026, 3, 5]]) == (item["version"], item["issued"]["date-parts"])
