"""Worlds by chance: data folders that keep every rule and use every key of the curator's form, with hostile texts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from graph_builder.model.relations import ACTOR, RELATIONS, VERBS

Record = dict[str, Any]
Draw = Any

IDS = (
    "null", "true", "no", "yes", "on", "y", "1921", "1e3", "0x1f", "012", "lenin", "trotsky-1918", "n", "nan", "inf",
    "1921-10-28", "1-2", "a0", "b-c", "statement", "graph", "type", "claim", "figure", "x-figure", "passage", "source",
    "label", "e-1", "1900-1901", "o0", "base", "off", "none", "data", "7", "x11", "zero-0", "p1", "ch1", "q-9", "id",
    "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9",
)  # fmt: skip
SAMPLES = [
    "=1+1", "+49", "-x", "@me", "'=1", "''=1", "'", '"', "\\", "a \\| b | c", "|", "a | b", "a, b", "a; b", "a: b",
    "a #b", "- a", "? a", "{a: b}", "[a]", "%a", "&a", "*a", "!a", "> a", "null", "true", "1994", "1921-10-28", "~",
    "a\nb", "a\n\nb\n c", "<b>&amp;", "</script>", "\u202fa", "Čičerin", "Ленин", "孫文", "لينين", "e\u0301", "😀",
    "a\u00a0b",
    "\"a\" said 'b'", "a@en", "^^<x>", "\\u0041", "a  b", "NaN", "--- a", "...", "a|b", "\\|", "a \\", "x\\\\| | y",
    "0",
]  # fmt: skip
DATES = [
    "1921", "1921-10", "1921-10-28", "1920s", "1922/1926", "1917/..", "1917/", "../1921", "early 1918", "mid 1922",
    "late 1919", "early October 1921", "spring 1921", "autumn 1924", "28 October 1921", "October 28, 1921",
    "about 1920", "before 1914", "after 1921", "by 1921-10", "1921?", "1921~", "1921%",
    "25 October 1917 (Old Style)", "190X",
    "1921-07-13 (year inferred)", "1918 (inferred)", "between 1918 and 1920", "not before 1920-02", "the late 1920s",
    "winter 1923", "perhaps about 1920", "autumn 1924/spring 1927", "October 1917 (Old Style) (year inferred)",
]  # fmt: skip
NUMBERS = ["1", "7", "I", "a-b", "7.2", "CH", "0", "10", "true", "007"]
TYPES = ["state organ", "state-organ", "war", "1921", "l'État", "no", "Große Koalition", "a-b c", "a b-c"]
FIGURES = ["25", "25..50", "< 10", "~1.50", "> 0", "-3", "1000000", "0.10 .. 0.2"]
SCALE = ["certain", "probable", "possible", "doubtful"]
REPORTED = {"believes", "expects", "hopes_for", "fears", "characterises", "calls_for", "aims_at", "commits_to",
            "uses_term", "supports", "opposes"}  # fmt: skip
BLOCKS = (
    "people",
    "groups",
    "states",
    "places",
    "events",
    "documents",
    "concepts",
    "offices",
    "situations",
    "outlooks",
)
KINDS = ("Person", "Group", "State", "Place", "Event", "Document", "Concept", "Office", "Situation", "Outlook")

_characters = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
texts = st.one_of(st.sampled_from(SAMPLES), st.text(_characters | st.just("\n"), min_size=1, max_size=20)).map(
    lambda text: text.strip() or "x"
)
lines = texts.filter(lambda text: "\n" not in text)
short = texts.filter(lambda text: len(re.findall(r"\w[\w’'-]*", text)) < 15)
dates = st.sampled_from(DATES)
days = st.sampled_from(["2026-11-22", "2024-02-29"])
iris = st.sampled_from(["http://www.wikidata.org/entity/Q1", "https://example.org/é?a=b&c#d", "http://a.org/%20(x)"])


def maybe(draw: Draw, record: Record, **values: st.SearchStrategy[Any]) -> Record:
    """The record with some of the values, or none."""
    return record | {key: draw(value) for key, value in values.items() if draw(st.booleans())}


def some(draw: Draw, items: list[str], most: int = 3) -> Any:
    """One of the items, or a list of several in any order."""
    found = draw(st.lists(st.sampled_from(items), min_size=1, max_size=most, unique=True))
    return found[0] if len(found) == 1 and draw(st.booleans()) else found


def doubted(draw: Draw, record: Record) -> Record:
    """The record, perhaps with a hedge and its grade."""
    return record | ({"hedge": draw(short), "certainty": draw(st.sampled_from(SCALE))} if draw(st.booleans()) else {})


class Maker:
    """What has been made so far; one example is one Maker."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.ids = iter(draw(st.permutations(IDS)))
        self.kinds: dict[str, str] = {}
        self.dated: set[str] = set()
        self.senses: dict[str, tuple[str, list[str]]] = {}
        self.used: set[tuple[str, str, str]] = set()
        self.places: dict[str, list[str]] = {}
        self.sources = {next(self.ids): None for _ in range(draw(st.integers(1, 2)))}

    def of(self, *kinds: str) -> list[str]:
        return [id_ for id_, kind in self.kinds.items() if kind in kinds]

    def settings(self) -> Record:
        draw = self.draw
        base = draw(st.sampled_from(["https://example.org/x/", "http://localhost:8080/a/b#", "https://a.org/~b/c.d/"]))
        types = {
            block: {name: draw(lines) for name in draw(st.lists(st.sampled_from(TYPES), max_size=4, unique=True))}
            for block in draw(st.permutations(BLOCKS))[: draw(st.integers(0, len(BLOCKS)))]
        }
        record = maybe(
            draw, {"title": draw(lines), "base": base}, description=texts, prefix=st.sampled_from(["kg", "sd", "x9"]),
            language=st.sampled_from(["en", "ru", "en-GB", "zh-Hant"]), curators=st.lists(lines, max_size=3),
            licence=st.fixed_dictionaries({"code": lines, "facts": st.sampled_from(["CC0-1.0", "as told; see <x>"])}),
            version=lines, issued=days,
        )  # fmt: skip
        self.types = types
        return record | ({"types": types} if types else {})

    def source(self, id_: str) -> Record:
        draw = self.draw
        author = st.builds(
            lambda family, given: {"family": family, **({"given": given} if given else {})}, lines, lines | st.just("")
        )
        record = {
            "type": draw(st.sampled_from(["book", "thesis"])), "short": draw(lines), "title": draw(lines),
            "author": draw(st.lists(author, min_size=1, max_size=3)), "issued": draw(lines), "chapters": {},
        }  # fmt: skip
        record = maybe(
            draw, record, publisher=lines, **{"publisher-place": lines, "container-title": lines, "URL": iris}
        )
        first = draw(st.integers(1, 90))
        for number in draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True)):
            last = first + draw(st.integers(0, 3))
            counts = {str(page): draw(st.integers(2, 9)) for page in range(first, last + 1) if draw(st.booleans())}
            chapter = {"title": draw(lines), "pages": f"{first}-{last}", **({"paragraphs": counts} if counts else {})}
            record["chapters"][number] = maybe(draw, chapter, section=lines, text=lines)
            self.places.setdefault(id_, []).extend(f"{p} ¶{n}" for p in range(first, last + 1) for n in (1, 2))
            first = draw(st.integers(last + 1, last + 9))
        return record

    def locators(self, source: str) -> Any:
        return some(self.draw, self.places[source])

    def common(self, id_: str, block: str, source: str) -> Record:
        """The keys that every thing may have."""
        draw = self.draw
        record = maybe(draw, {"label": draw(lines)}, aka=st.lists(lines, max_size=3), note=texts, editor=texts)
        if self.types.get(block) and draw(st.booleans()):
            record["type"] = draw(st.sampled_from(sorted(self.types[block])))
        if draw(st.booleans()):
            record["p"] = self.locators(source)
            if draw(st.booleans()):
                record["when"] = draw(dates)
                self.dated.add(id_)
        match = st.fixed_dictionaries(
            {"iri": iris, "checked": days, "evidence": lines},
            optional={"match": st.sampled_from(["closeMatch", "exactMatch"])},
        )
        return maybe(draw, record, same_as=st.lists(match, max_size=3))

    def things(self) -> dict[str, dict[str, Record]]:
        """Every thing, by source and block."""
        draw, made = self.draw, dict[str, dict[str, Record]]()
        for block, kind in zip(BLOCKS, KINDS, strict=True):
            for _ in range(draw(st.integers(1, 2))):
                id_, source = next(self.ids), draw(st.sampled_from(sorted(self.sources)))
                record = self.common(id_, block, source)
                if block == "offices" and draw(st.booleans()):
                    record["several"] = True
                if block == "outlooks":
                    record |= {"of": some(draw, self.of(*ACTOR)), "p": self.locators(source)}
                if block == "situations" and draw(st.booleans()):
                    happened = maybe(
                        draw, {"p": self.locators(source)}, answer=st.sampled_from(["yes", "no", "partly"]),
                        when=dates, note=texts, by=st.just(some(draw, self.of("Event", "Document"))),
                    )  # fmt: skip
                    record["came_true"] = happened
                if block == "concepts":
                    record |= self.senses_of(id_, source)
                self.kinds[id_] = kind
                made.setdefault(source, {}).setdefault(block, {})[id_] = record
        return made

    def senses_of(self, concept: str, source: str) -> Record:
        draw, senses = self.draw, dict[str, Record]()
        for _ in range(draw(st.integers(0, 2))):
            id_ = next(self.ids)
            record = maybe(
                draw, {"gloss": draw(texts), "p": self.locators(source)}, label=lines, when=dates, quote=short,
                first=st.just(True), note=texts, editor=texts, **{"not": st.lists(texts, max_size=3)},
            )  # fmt: skip
            holders = some(draw, self.of(*ACTOR, "Document")) if draw(st.booleans()) else []
            older = [other for other in self.senses if not {id_, other} & self.dated and "when" not in record]
            if holders:
                record["for"] = holders
            if older and draw(st.booleans()):
                record["from"] = some(draw, older)
                self.used |= {(id_, "develops_from", one) for one in older}
            senses[id_] = doubted(draw, record)
            if "when" in record:
                self.dated.add(id_)
            self.senses[id_] = concept, [holders] if isinstance(holders, str) else holders
            self.kinds[id_] = "Sense"
        return {"senses": senses} if senses else {}

    def fact(self, view: str) -> Record | str | None:
        """A sentence with its qualifiers; None if it would not be sound."""
        draw, kinds = self.draw, self.kinds
        relation = RELATIONS[draw(st.sampled_from(sorted(id_ for id_, r in RELATIONS.items() if r.written)))]
        ends = [
            sorted(id_ for id_, kind in kinds.items() if kind in side) for side in (relation.domain, relation.range)
        ]
        if not ends[0] or not (ends[1] or relation.figure):
            return None
        subjects = draw(st.lists(st.sampled_from(ends[0]), min_size=1, max_size=3, unique=True))
        if view and "Outlook" in relation.domain and draw(st.booleans()):
            subjects = [view]
        objects = (
            [] if relation.figure else draw(st.lists(st.sampled_from(ends[1]), min_size=1, max_size=3, unique=True))
        )
        pairs = [(subject, object_) for subject in subjects for object_ in objects or [""]]
        if not all(self.is_sound(*pair, relation.id) for pair in pairs):
            return None
        made = {(subject, relation.id, object_) for subject, object_ in pairs}
        self.used |= made | {(object_, relation.id, subject) for subject, object_ in pairs}
        negated = draw(st.booleans())
        words = [] if subjects == [view] and draw(st.booleans()) else [", ".join(subjects)]
        verb = draw(st.sampled_from([word for word, id_ in VERBS.items() if id_ == relation.id]))
        sentence = " ".join([*words, *(["not"] if negated else []), verb, ", ".join(objects)]).strip()
        qualifiers = self.qualifiers(relation.id, pairs, view)
        return {sentence: qualifiers} if qualifiers else sentence

    def is_sound(self, subject: str, object_: str, relation: str) -> bool:
        row, kinds = RELATIONS[relation], self.kinds
        order = list(kinds)
        if subject == object_ or (subject, relation, object_) in self.used:
            return False
        if row.same_kind and kinds[subject] != kinds[object_]:
            return False
        if row.acyclic and order.index(subject) < order.index(object_):
            return False
        return not (relation in ("precedes", "succeeds", "develops_from") and {subject, object_} & self.dated)

    def qualifiers(self, relation: str, pairs: list[tuple[str, str]], view: str) -> Record:
        draw = self.draw
        modes, ends = st.sampled_from(["actual", "intended", "possible"]), st.sampled_from(["subject", "object"])
        record = maybe(
            draw, {}, first=st.just(True), open=ends, how=texts, quote=short, mode=modes, note=texts, editor=texts
        )
        if draw(st.booleans()) and relation != "holds_office":
            record["when"] = draw(dates)
        elif draw(st.booleans()):
            record["at"] = some(draw, self.of("Event"))
        for key, kinds in (("where", ("Place", "State")), ("via", (*ACTOR, "Document")), ("by", (*ACTOR, "Document"))):
            if draw(st.booleans()) and not (key == "by" and view):
                record[key] = some(draw, self.of(*kinds))
        if draw(st.booleans()):
            record["as"] = draw(lines.filter(lambda text: "-" not in text) | st.sampled_from(self.of("Office")))
        if view or "by" in record or relation in REPORTED:
            record = maybe(
                draw, record, confidence=st.sampled_from(SCALE), author=st.sampled_from(["endorses", "rejects"])
            )
        senses = [s for s, (c, held) in self.senses.items() if all(o == c and who in held for who, o in pairs)]
        if relation == "uses_term" and senses:
            record["sense"] = draw(st.sampled_from(senses))
        if relation == "characterises" and not {"how", "quote"} & record.keys():
            record["how"] = draw(texts)
        if relation == "amounts_to":
            record = maybe(
                draw, record | {"value": draw(st.sampled_from(FIGURES)), "unit": draw(lines)}, compared_to=lines
            )
        if len(pairs) == 1 and draw(st.booleans()):
            record["id"] = next(self.ids)
            self.kinds[record["id"]] = "Claim"
        return doubted(draw, record)

    def facts(self) -> dict[str, list[Record]]:
        """The passages of each source."""
        draw, made = self.draw, dict[str, list[Record]]()
        for _ in range(draw(st.integers(1, 8))):
            source = draw(st.sampled_from(sorted(self.sources)))
            place = draw(st.sampled_from(self.places[source]))
            view = draw(st.sampled_from(["", *self.of("Outlook")]))
            facts = [fact for _ in range(draw(st.integers(1, 4))) if (fact := self.fact(view))]
            head = {"p": place, **({"view": view} if view else {})}
            if facts:
                made.setdefault(source, []).append({**head, "facts": facts})
        told = {(source, passage["p"]) for source, passages in made.items() for passage in passages}
        for source in sorted(self.sources):
            for place in draw(st.lists(st.sampled_from(self.places[source]), max_size=2)):
                if (source, place) not in told:
                    made.setdefault(source, []).append({"p": place, "nothing": draw(texts)})
        return made


@st.composite
def worlds(draw: Draw) -> dict[str, Record]:
    """The files of a data folder, as records by their names."""
    maker = Maker(draw)
    files: dict[str, Record] = {"graph.yaml": maker.settings()}
    files["sources.yaml"] = {"sources": {id_: maker.source(id_) for id_ in sorted(maker.sources)}}
    for number, (source, blocks) in enumerate(maker.things().items()):
        files[f"entities/{number}.yaml"] = {"source": source, **blocks}
    for number, (source, passages) in enumerate(maker.facts().items()):
        half = draw(st.integers(0, len(passages)))
        for part, several in enumerate((passages[half:], passages[:half])):
            if several:
                files[f"facts/{number}-{part}.yaml"] = {"source": {"document": source}, "passages": several}
    return files


def write_world(folder: Path, files: dict[str, Record]) -> None:
    """The files, in JSON, which is YAML."""
    for name in ("entities", "facts"):
        (folder / name).mkdir()
    for name, record in files.items():
        (folder / name).write_text(json.dumps(record, ensure_ascii=False), "utf-8")
