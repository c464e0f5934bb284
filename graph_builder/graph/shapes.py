"""SHACL shapes from the same table as the graph: an engineer can check what was loaded with any SHACL engine.

Source: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_builder.graph.terms import PREFIXES
from graph_builder.graph.vocabulary import camel, prefixes
from graph_builder.model.factbook import Settings
from graph_builder.model.relations import ANY, RELATIONS, Kind, Relation

_SCALE = '"certain" "probable" "possible" "doubtful"'
_STATEMENT = (
    # property, and what SHACL asks of it
    ("rdf:subject", "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI"),
    ("rdf:object", "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI"),
    ("rdfs:label", "sh:minCount 1 ; sh:maxCount 1"),
    ("dcterms:source", "sh:minCount 1 ; sh:class kgo:Passage"),
    ("kgo:voice", 'sh:minCount 1 ; sh:maxCount 1 ; sh:in ("author" "attributed" "outlook")'),
    ("kgo:plain", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean"),
    ("kgo:negated", "sh:maxCount 1 ; sh:datatype xsd:boolean"),
    ("kgo:mode", 'sh:maxCount 1 ; sh:in ("intended" "possible")'),
    ("kgo:confidence", f"sh:maxCount 1 ; sh:in ({_SCALE})"),
    ("kgo:certainty", f"sh:maxCount 1 ; sh:in ({_SCALE})"),
    ("kgo:verdict", 'sh:maxCount 1 ; sh:in ("endorses" "rejects")'),
    ("kgo:open", 'sh:maxCount 1 ; sh:in ("subject" "object")'),
    ("kgo:inView", "sh:maxCount 1 ; sh:class kgo:Outlook"),
    ("kgo:heldBy", "sh:or ([sh:class kgo:Person] [sh:class kgo:Group] [sh:class kgo:State] [sh:class kgo:Document])"),
    ("kgo:atEvent", "sh:class kgo:Event"),
    ("kgo:inPlace", "sh:or ([sh:class kgo:Place] [sh:class kgo:State])"),
    ("kgo:sense", "sh:class kgo:Sense"),
    ("kgo:inOffice", "sh:class kgo:Office"),
)
_PLAIN = """\
kgo:PlainShape a sh:NodeShape ;
  sh:targetClass kgo:Statement ;
  sh:message "only what the author says himself, of what is actual, not denied and not doubted, is plain" ;
  sh:or (
    [ sh:property [ sh:path kgo:plain ; sh:hasValue false ] ]
    [ sh:property [ sh:path kgo:voice ; sh:hasValue "author" ] ;
      sh:property [ sh:path kgo:negated ; sh:maxCount 0 ] ;
      sh:property [ sh:path kgo:mode ; sh:maxCount 0 ] ;
      sh:property [ sh:path kgo:certainty ; sh:in ("certain") ] ;
      sh:property [ sh:path kgo:heldBy ; sh:maxCount 0 ] ;
      sh:property [ sh:path kgo:inView ; sh:maxCount 0 ] ]
  ) .
"""
_PASSAGE = (
    ("kgo:page", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer"),
    ("kgo:paragraph", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer"),
    ("dcterms:isPartOf", "sh:minCount 1 ; sh:maxCount 1"),
)


def shapes_turtle(settings: Settings) -> str:
    """The shapes as Turtle, the same bytes each time."""
    own = settings.prefix + "o"
    names = {own: prefixes(settings)[own], **{p: PREFIXES[p] for p in ("dcterms", "rdf", "rdfs", "sh", "xsd")}}
    head = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in sorted(names.items()))
    body = "\n".join(_shapes())
    return head + "\n" + (body if own == "kgo" else body.replace("kgo:", own + ":"))


def _shapes() -> Iterator[str]:
    verbs = " ".join(f"kgo:{camel(relation.id)}" for relation in RELATIONS.values())
    predicate = ("rdf:predicate", f"sh:minCount 1 ; sh:maxCount 1 ; sh:in ({verbs})")
    yield _shape("StatementShape", "sh:targetClass kgo:Statement", [predicate, *_STATEMENT])
    yield _PLAIN
    yield _shape("PassageShape", "sh:targetClass kgo:Passage", _PASSAGE)
    for relation in RELATIONS.values():
        yield from _ends(relation)


def _shape(name: str, target: str, properties: Iterable[tuple[str, str]]) -> str:
    parts = [f"  sh:property [ sh:path {path} ; {asked} ]" for path, asked in properties]
    return f"kgo:{name} a sh:NodeShape ;\n  {target} ;\n" + " ;\n".join(parts) + " .\n"


def _ends(relation: Relation) -> Iterator[str]:
    """The kinds at both ends: of the relation's plain edges, and of every statement with it.

    The second shape looks from the relation back to its statements, so that each relation is one focus node: a shape
    that asked every statement for its relation took pyshacl more than ten times as long.
    """
    name = camel(relation.id)
    asked = []
    for end, side, kinds in (("subject", "Subjects", relation.domain), ("object", "Objects", relation.range)):
        if relation.figure and end == "object":
            classes = "sh:class kgo:Figure"
        elif kinds == ANY:
            continue
        else:
            classes = _classes(kinds)
        message = f'sh:message "{relation.id}: the {end} is of a kind that does not fit"'
        yield f"kgo:{name}{side} a sh:NodeShape ;\n  sh:target{side}Of kgo:{name} ;\n  {classes} ; {message} .\n"
        path = f"( [ sh:inversePath rdf:predicate ] rdf:{end} )"
        asked.append(f"  sh:property [ sh:path {path} ; {classes} ; {message} ]")
    if asked:
        yield f"kgo:{name}Statements a sh:NodeShape ;\n  sh:targetNode kgo:{name} ;\n" + " ;\n".join(asked) + " .\n"


def _classes(kinds: frozenset[Kind]) -> str:
    listed = sorted(kinds)
    if len(listed) == 1:
        return f"sh:class kgo:{listed[0]}"
    return "sh:or (" + " ".join(f"[sh:class kgo:{kind}]" for kind in listed) + ")"
