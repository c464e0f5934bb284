"""A world with every key of the curator's form in it, for what must not lose one."""

from __future__ import annotations

from generated_worlds import Record

FULL: dict[str, Record] = {
    "graph.yaml": {
        "title": "A full world", "description": "every key", "base": "https://example.org/full/", "prefix": "fw",
        "language": "en-GB", "licence": {"code": "own words", "facts": "others; see there"},
        "curators": ["Zed", "Ann", "Zed"], "version": "1.0", "issued": "2026-11-22",
        "types": {"events": {"war": "fighting", "state-act": "of a state"}, "people": {"writer": "who writes"},
                  "groups": {"writer": "a body that writes"}},
    },
    "sources.yaml": {"sources": {
        "a-book": {
            "type": "chapter", "short": "Book, 1", "title": "A book", "issued": "1994", "publisher": "P",
            "publisher-place": "Q", "container-title": "R", "URL": "http://a.org/é",
            "author": [{"family": "Zed, Jr."}, {"family": "Ann", "given": "B."}],
            "chapters": {"10": {"title": "Ten", "pages": "20-21"},
                         "1": {"title": "One", "section": "S", "pages": "3-4", "text": "one.txt",
                               "paragraphs": {"3": 5}}},
        },
        "other": {"type": "book", "short": "O", "title": "Other", "issued": "2000", "author": [{"family": "O"}],
                  "chapters": {"1": {"title": "All", "pages": "1-9"}}},
    }},
    "entities/a.yaml": {
        "source": "a-book",
        "people": {
            "ann": {"label": "Ann", "aka": ["Z", "A | B"], "type": "writer", "p": ["4 ¶1", "3 ¶1"],
                    "when": "25 October 1917 (Old Style)", "note": "n", "editor": "e", "same_as": [
                        {"iri": "http://b.org/1", "checked": "2026-11-22", "evidence": "one"},
                        {"iri": "http://a.org/1", "checked": "2024-02-29", "evidence": "two", "match": "closeMatch"}]},
            "bob": {"label": "Bob", "same_as": [{"iri": "http://b.org/2", "checked": "2026-11-22", "evidence": "e"}]},
        },
        "states": {"ruritania": {"label": "Ruritania"}},
        "places": {"strelsau": {"label": "Strelsau"}},
        "events": {"war": {"label": "the war", "type": "state-act", "p": "3 ¶1"}, "peace": {"label": "the peace"}},
        "documents": {"treaty": {"label": "the treaty"}},
        "offices": {"consul": {"label": "consul", "several": True}},
        "concepts": {"co-existence": {"label": "co-existence", "senses": {
            "of-ann": {"for": ["bob", "ann"], "gloss": "g", "p": "3 ¶2", "when": "about 1920", "not": ["z", "a"],
                       "quote": "q", "hedge": "it seems", "certainty": "probable", "first": True, "note": "n",
                       "editor": "e"},
            "later": {"gloss": "h", "p": "3 ¶3", "label": "later sense", "from": "of-ann"}}}},
        "situations": {
            "hope": {"label": "the hope", "came_true": {"answer": "no", "by": ["war", "peace"], "p": ["4 ¶1", "3 ¶1"],
                                                        "when": "by 1921-10", "note": "n"}},
            "dread": {"label": "the dread", "came_true": {"answer": "partly", "by": "war", "p": "3 ¶1"}},
        },
        "outlooks": {"view-of-ann": {"label": "Ann's view", "of": ["bob", "ann"], "p": "3 ¶1",
                                     "when": "1921~ (inferred)"}},
    },
    "facts/a.yaml": {"source": {"document": "a-book", "chapter": "1"}, "passages": [
        {"p": "3 ¶1", "facts": [
            {"bob, ann support war, peace": {"open": "subject", "note": "and others\nof them"}},
            {"ann opposes treaty": {
                "id": "the-claim", "when": "1921? (year inferred)", "where": ["strelsau", "ruritania"],
                "via": ["treaty", "bob"], "as": "consul", "how": "much", "first": True, "by": ["bob", "ann"],
                "confidence": "probable", "certainty": "possible", "hedge": "perhaps", "author": "rejects",
                "mode": "intended", "quote": "no", "editor": "=1+1"}},
            {"bob not opposes the-claim": {"at": ["war", "peace"], "as": "in words"}},
            {"ann uses_term co-existence": {"sense": "of-ann"}},
            {"war amounts_to": {"value": "25 .. 50", "unit": "men", "compared_to": "before"}},
            {"peace amounts_to": {"value": "7", "unit": "days"}},
            {"treaty amounts_to": {"value": "<10", "unit": "pages"}},
        ]},
        {"p": "3 ¶3", "facts": [{"later develops_from of-ann": {"how": "slowly"}}]},
        {"p": "3 ¶2", "view": "view-of-ann", "facts": ["expects hope", "war promotes dread"]},
        {"p": "3 ¶4", "nothing": "leads over"},
        {"p": "3 ¶4", "nothing": "and says no more"},
    ]},
    "facts/b.yaml": {"source": "other", "passages": [{"p": "1 ¶1", "facts": ["ann holds_office consul"]}]},
}  # fmt: skip
