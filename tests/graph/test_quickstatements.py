"""QuickStatements: read as the tool itself reads them; nothing that is not plain, verified and sourced."""

import re
from pathlib import Path

import pytest

from graph_builder.graph.quickstatements import PROPERTIES, item, quickstatements
from graph_builder.model.relations import RELATIONS
from graph_builder.model.statements import is_plain
from graph_builder.model.things import Alignment, Thing
from graph_builder.pipeline import load

DATA = Path(__file__).parents[2] / "data"
SAME = "same_as: [{iri: 'http://www.wikidata.org/entity/%s', checked: 2026-11-22, evidence: a test}]"


def read(text):
    """The commands of version 1, as `importDataFromV1` finds them: item, property, value, qualifiers, sources."""
    assert "\t" in text or "|" not in text  # else the tool takes | for a tab
    found = []
    for row in text.split("\n"):
        columns = row.strip().split("\t")
        if len(columns) >= 3 and re.fullmatch(r"[PQ]\d+", columns[0]) and re.fullmatch(r"P\d+", columns[1]):
            rest = columns[3:]
            assert len(rest) % 2 == 0
            pairs = [*zip(rest[::2], rest[1::2], strict=True)]
            assert all(re.fullmatch(r"[SP]\d+", key) for key, _ in pairs)
            assert all(value(v) for _, v in [("", columns[2]), *pairs])
            found.append((*columns[:3], [p for p in pairs if p[0][0] == "P"], [p for p in pairs if p[0][0] == "S"]))
        else:
            assert columns[0].startswith("#") or columns == [""]
    return found


def value(text):
    """The type of a value, as `parseValueV1` tells it; "" for one that the tool does not know."""
    kinds = {
        "item": r"[PQ]\d+",
        "string": r'"[^"]*"',
        "time": r"[+-]?\d+-\d\d-\d\dT\d\d:\d\d:\d\dZ/\d+",
    }
    return next((kind for kind, pattern in kinds.items() if re.fullmatch(pattern, text)), "")


@pytest.fixture
def world(tiny_copy):
    """The tiny world, in which a congress, a state and Trotsky are items of Wikidata."""

    def make(*facts, url=True):
        entities, sources = tiny_copy / "entities" / "entities.yaml", tiny_copy / "sources.yaml"
        entities = next((tiny_copy / "entities").iterdir())
        text = entities.read_text("utf-8")
        for name, item_ in (("trotsky", "Q101"), ("soviet-russia", "Q102"), ("ninth-party-congress-1920", "Q103")):
            text = re.sub(rf"(  {name}: {{.*)}}", rf"\1, {SAME % item_}}}", text)
        entities.write_text(text, "utf-8")
        listed = "".join(f"    - {fact}\n" for fact in facts)
        header = "source: {document: jacobson-1994}\npassages:\n- p: 18 ¶2\n  facts:\n"
        (tiny_copy / "facts" / "more.yaml").write_text(header + listed, "utf-8")
        if not url:
            sources.write_text(re.sub(r"\n\s*URL:.*", "", sources.read_text("utf-8")), "utf-8")
        return load(tiny_copy)

    return make


def test_a_plain_fact_between_verified_things_is_offered_with_page_and_edition(world):
    book = world("trotsky takes_part ninth-party-congress-1920: {when: 1920-09}")
    url = book.sources["jacobson-1994"].url
    expected = (
        "Q101",
        "P1344",
        "Q103",
        [("P585", "+1920-09-00T00:00:00Z/10")],
        [("S854", f'"{url}"'), ("S304", '"18"')],
    )
    assert [expected] == read(quickstatements(book))


def test_a_property_that_looks_the_other_way_is_turned(world):
    book = world("trotsky member_of soviet-russia")
    assert [("Q101", "P463", "Q102")] == [row[:3] for row in read(quickstatements(book))]
    assert PROPERTIES["signs"].turned
    assert PROPERTIES["founds"].turned


@pytest.mark.parametrize(
    "fact",
    [
        "not trotsky takes_part ninth-party-congress-1920",
        "trotsky takes_part ninth-party-congress-1920: {by: lenin}",
        "trotsky takes_part ninth-party-congress-1920: {certainty: possible, hedge: may have}",
        "trotsky takes_part ninth-party-congress-1920: {mode: possible}",
        "trotsky takes_part ninth-party-congress-1920: {how: hardly}",
        "trotsky takes_part ninth-party-congress-1920: {as: guest}",
        "lenin takes_part ninth-party-congress-1920",
        "trotsky supports ninth-party-congress-1920",
    ],
)
def test_what_is_not_plain_or_not_verified_or_has_no_property_is_not_offered(world, fact):
    if fact.startswith("not "):
        fact = fact.removeprefix("not ").replace(" takes_part", " not takes_part")
    assert [] == read(quickstatements(world(fact)))


def test_without_an_edition_to_refer_to_nothing_is_offered(world):
    assert [] == read(quickstatements(world("trotsky takes_part ninth-party-congress-1920", url=False)))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1922/1926", [("P580", "+1922-00-00T00:00:00Z/9"), ("P582", "+1926-00-00T00:00:00Z/9")]),
        ("since 1920", [("P580", "+1920-00-00T00:00:00Z/9")]),
        ("28 October 1921", [("P585", "+1921-10-28T00:00:00Z/11")]),
        ("late 1919", []),
        ("autumn 1924", []),
        ("1920 (inferred)", []),
        ("circa 1920", []),
        ("25 October 1917 (Old Style)", []),
    ],
)
def test_a_date_is_offered_only_where_wikidata_can_hold_it(world, written, expected):
    book = world(f"trotsky member_of soviet-russia: {{when: {written}}}")
    assert [expected] == [row[3] for row in read(quickstatements(book))]


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ([("http://www.wikidata.org/entity/Q1394", "exactMatch", "2026-11-22")], "Q1394"),
        ([("https://www.wikidata.org/wiki/Q1394", "exactMatch", "2026-11-22")], "Q1394"),
        ([("http://www.wikidata.org/entity/Q1394", "closeMatch", "2026-11-22")], ""),
        ([("http://www.wikidata.org/entity/Q1394", "exactMatch", "")], ""),
        ([("http://www.wikidata.org.evil.example/entity/Q1394", "exactMatch", "2026-11-22")], ""),
        ([("http://www.wikidata.org/entity/Q1394#x", "exactMatch", "2026-11-22")], ""),
        ([(f"http://www.wikidata.org/entity/Q{n}", "exactMatch", "2026-11-22") for n in (1, 2)], ""),
        ([], ""),
    ],
)
def test_an_item_is_one_that_is_verified_as_the_same(matches, expected):
    from graph_builder.errors import Where

    thing = Thing(id="x", kind="Person", label="X", where=Where(""), same_as=tuple(Alignment(*m) for m in matches))
    assert expected == item(thing)


def test_a_book_without_alignments_says_so_in_remarks_that_the_tool_ignores(tiny):
    text = quickstatements(tiny)
    assert [] == read(text)
    assert "nothing to import" in text
    assert "https://quickstatements.toolforge.org" in text
    assert [] == [line for line in text.splitlines() if not line.startswith("# ")]


def test_every_property_is_that_of_a_relation_and_was_looked_up():
    assert set(PROPERTIES) <= set(RELATIONS)
    assert all(re.fullmatch(r"P\d+", p.id) and p.label and re.match(r"\d{6,}", p.evidence) for p in PROPERTIES.values())


def test_every_match_of_the_real_data_tells_where_it_was_verified():
    book = load(DATA)
    matches = [(thing.id, match) for thing in book.things.values() for match in thing.same_as]
    assert len(matches) >= 15
    assert [] == [id_ for id_, match in matches if not match.evidence or not match.checked]
    items = [item(thing) for thing in book.things.values() if item(thing)]
    assert len(items) == len(set(items))
    offered = read(quickstatements(book))
    plain = [s for s in book.statements if is_plain(s) and item(book.things.get(s.subject))]
    assert len(offered) <= len(plain)
