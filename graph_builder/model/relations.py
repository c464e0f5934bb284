"""The relations as one table; every other part of the program walks it.

Source: ../shared/design/ontology.md.  `domain` and `range` say which kinds may stand at either end; `base` is the
English verb without a person ("promote"), from which the sentences, the plural form in YAML and the negated label come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "Person", "Group", "State", "Place", "Event", "Document",
    "Concept", "Sense", "Office", "Situation", "Outlook", "Claim",
]  # fmt: skip
Match = Literal["subPropertyOf", "closeMatch", "relatedMatch"]

ACTOR: frozenset[Kind] = frozenset({"Person", "Group", "State"})
ANY: frozenset[Kind] = frozenset(
    {"Person", "Group", "State", "Place", "Event", "Document", "Concept", "Sense", "Office", "Situation", "Outlook",
     "Claim"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the table.

    `id` is the word in YAML, `third` the label ("promotes"), `plural` the form after several subjects in YAML
    ("promote"), `many` that form in English where it is not the verb's, `inverse` the label read from the object's side.  `same_kind` demands equal kinds at both ends.
    `acyclic` forbids a chain that comes back to its start.  `figure` means that the object is a number with a unit.
    `written` is False for relations that are written by nesting and never as a sentence.
    """

    id: str
    base: str
    inverse: str
    domain: frozenset[Kind]
    range: frozenset[Kind]
    definition: str
    aligned: tuple[tuple[Match, str], ...] = ()
    third: str = ""
    plural: str = ""
    many: str = ""
    symmetric: bool = False
    same_kind: bool = False
    acyclic: bool = False
    figure: bool = False
    written: bool = True
    sign: Literal["", "+", "-"] = ""


def _kinds(names: str) -> frozenset[Kind]:
    kinds: set[Kind] = set()
    for name in names.split():
        if name == "A":
            kinds |= ACTOR
        elif name == "*":
            kinds |= ANY
        else:
            kinds.add(name)  # type: ignore[arg-type]  # the table below is checked by a test
    return frozenset(kinds)


def _plural(verb: str) -> str:
    head, _, tail = verb.partition("_")
    if head in ("member", "part"):
        head += "s"
    elif head.endswith("ies"):
        head = head[:-3] + "y"
    elif head.endswith("s"):
        head = head[:-1]
    return f"{head}_{tail}" if tail else head


def _row(
    id_: str,
    base: str,
    inverse: str,
    domain: str,
    range_: str,
    definition: str,
    aligned: tuple[tuple[Match, str], ...] = (),
    **more: object,
) -> Relation:
    third = id_.replace("_", " ")
    if base.startswith("be "):
        third = "is " + base[3:]
    values = {"third": third, "plural": _plural(id_), **more}
    return Relation(id_, base, inverse, _kinds(domain), _kinds(range_), definition, aligned, **values)  # type: ignore[arg-type]


def _close(*names: str) -> tuple[tuple[Match, str], ...]:
    return tuple(("closeMatch", name) for name in names)


def _related(name: str) -> tuple[tuple[Match, str], ...]:
    return (("relatedMatch", name),)


def _sub(name: str) -> tuple[tuple[Match, str], ...]:
    return (("subPropertyOf", name),)


_STANCE = "Concept Situation Document Claim A Event"
_CAUSE = "Event Situation Concept Document Claim A"

_ROWS = (
    _row("member_of", "be a member of", "has member", "A", "Group State",
         "The subject belongs to the group or state.", _sub("org:memberOf"), many="are members of"),
    _row("part_of", "be part of", "has part",
         "Place Group State Event Concept Document Situation", "Place Group State Event Concept Document Situation",
         "The subject is a part of a whole of the same kind.", _sub("dcterms:isPartOf"), same_kind=True, acyclic=True),
    _row("located_in", "be located in", "location of", "Event Group Place Situation", "Place State",
         "The subject was or happened in the place or state.", _close("sem:hasPlace")),
    _row("holds_office", "hold the office of", "held by", "Person", "Office",
         "The person held the post; the years go under `when`.", _sub("org:holds"), third="holds the office of"),
    _row("office_of", "be an office of", "has office", "Office", "Group State",
         "The post belongs to the body or state.", _sub("org:postIn")),
    _row("succeeds", "succeed", "succeeded by", "*", "*",
         "The subject came in the place of another thing of the same kind.", _close("dcterms:replaces"),
         same_kind=True, acyclic=True),
    _row("precedes", "precede", "preceded by", "Event Document Situation", "Event Document Situation",
         "The subject came earlier; used where the text gives only the order.", acyclic=True),
    _row("takes_part", "take part in", "has participant", "A", "Event",
         "The actor took part in the event.", _close("crm:P11i_participated_in"), third="takes part in"),
    _row("founds", "found", "founded by", "A Event", "Group Concept",
         "The subject brought the group or concept into being.", plural="found"),
    _row("carries_out", "carry out", "carried out by", "A", "Event Concept",
         "The actor performed the event or put the policy into practice.", _close("crm:P14i_performed")),
    _row("aids", "aid", "aided by", "A Event", "A Event Situation Place", "The subject helped the object."),
    _row("acts_against", "act against", "acted against by", "A Event", "A Event Concept",
         "The subject took action against the object."),
    _row("recognises", "recognise", "recognised by", "State Group", "State Group",
         "The subject granted recognition to the object as a state or government."),
    _row("issues", "issue", "issued by", "A", "Document",
         "The actor published, sent, adopted or spoke the document.", _related("dcterms:creator")),
    _row("addressed_to", "be addressed to", "addressee of", "Document Event", "A",
         "The document or the action was meant for the actor.", _close("sdo:recipient"), plural="addressed_to"),
    _row("presented_at", "be presented at", "saw presented", "Document Concept", "Event",
         "The document or concept was put before the event.", plural="presented_at"),
    _row("signs", "sign", "signed by", "A", "Document", "The actor concluded or signed the document."),
    _row("negotiates", "negotiate", "negotiated by", "A", "Document Event",
         "The actor negotiated the document or took part in the negotiation.", _close("crm:P14i_performed")),
    _row("about", "be about", "subject of", "Document Event Claim Outlook", "*",
         "The subject deals with the object.", _sub("dcterms:subject"), plural="about"),
    _row("uses_term", "use the term", "used by", "A Document", "Concept",
         "The actor or document used the term, in the sense given under `sense`.", third="uses the term"),
    _row("characterises", "characterise", "characterised by", "A Document Outlook", "*",
         "The subject appraised the object, in the words of `quote` or `how`."),
    _row("develops_from", "develop from", "develops into", "Sense Concept Outlook", "Sense Concept Outlook",
         "The subject grew out of an earlier thing of the same kind.", _close("prov:wasDerivedFrom"),
         same_kind=True, acyclic=True),
    _row("falls_under", "fall under", "covers", "Concept", "Concept",
         "The subject is a narrower concept than the object.", _sub("skos:broader"), acyclic=True),
    _row("contrasts_with", "contrast with", "contrasts with", "Concept Sense Outlook Claim",
         "Concept Sense Outlook Claim", "The text sets the two against each other.", _close("skos:related"),
         symmetric=True, same_kind=True),
    _row("associated_with", "be associated with", "associated with", "*", "*",
         "The text connects the two and says no more; used rarely.", _close("skos:related"), symmetric=True,
         plural="associated_with"),
    _row("implements", "implement", "implemented by", "Event Document Concept A", "Concept",
         "The subject puts the concept into effect."),
    _row("supports", "support", "supported by", "A Document Outlook", _STANCE,
         "The subject is for the object.", _close("cito:agreesWith")),
    _row("opposes", "oppose", "opposed by", "A Document Outlook", _STANCE,
         "The subject is against the object.", _close("cito:disagreesWith")),
    _row("calls_for", "call for", "called for by", "A Document", "Situation Event Document",
         "The subject demanded or asked for the object; whether it was granted is another fact."),
    _row("aims_at", "aim at", "aim of", "A Concept Document Event", "Situation Document Event",
         "The object is the purpose of the subject; whether it was reached is another fact.",
         _close("crm:P21_had_general_purpose")),
    _row("commits_to", "commit to", "promised by", "A Document", "Situation Document",
         "The subject bound itself to the object or promised it; whether it was kept is another fact."),
    _row("believes", "believe in", "believed by", "A Outlook", "Situation",
         "The subject held that the situation obtained or would obtain.", _related("crminf:J4_that"),
         third="believes in"),
    _row("expects", "expect", "expected by", "A Outlook", "Situation",
         "The subject thought that the situation would come.", _related("crminf:J4_that")),
    _row("hopes_for", "hope for", "hoped for by", "A Outlook", "Situation",
         "The subject wished that the situation would come."),
    _row("fears", "fear", "feared by", "A Outlook", "Situation",
         "The subject thought that the situation might come and wished that it would not."),
    _row("promotes", "promote", "promoted by", _CAUSE, _CAUSE,
         "The subject makes the object likelier, stronger or possible.", sign="+"),
    _row("hinders", "hinder", "hindered by", _CAUSE, _CAUSE,
         "The subject makes the object less likely, weaker or impossible.", sign="-"),
    _row("responds_to", "respond to", "prompts", "Event Document Concept Situation A",
         "Event Document Situation Concept", "The subject was an answer to the object or was occasioned by it.",
         _close("crm:P17_was_motivated_by")),
    _row("conditional_on", "be conditional on", "condition of", "Situation Document Event", "Situation Document Event",
         "The subject was to come about only if the object did.", plural="conditional_on"),
    _row("amounts_to", "amount to", "amount of", "*", "", "The subject is counted or measured by a figure.",
         figure=True),
    _row("sense_of", "be a sense of", "has sense", "Sense", "Concept",
         "The meaning belongs to the term.", _close("ontolex:isSenseOf"), written=False),
    _row("understood_by", "be the understanding of", "understands by the term", "Sense", "A Document",
         "The actor gave the term this meaning.", _close("prov:wasAttributedTo"), written=False),
    _row("outlook_of", "be the outlook of", "has outlook", "Outlook", "A",
         "The beliefs are the actor's.", _close("prov:wasAttributedTo"), written=False),
    _row("realised_by", "be realised by", "realises", "Situation", "Event Situation Document",
         "What was hoped, feared, proposed or promised came about in the object.", written=False),
)  # fmt: skip

RELATIONS: dict[str, Relation] = {row.id: row for row in _ROWS}


def _forms() -> dict[str, str]:
    forms = {row.plural: row.id for row in _ROWS if row.written}
    forms.update({row.id: row.id for row in _ROWS if row.written})
    return forms


VERBS: dict[str, str] = _forms()
"""Every word that may stand as the relation of a sentence, singular or plural, and the relation that it means."""


def negated_label(relation: Relation) -> str:
    """The relation's English label with "not".

    >>> negated_label(RELATIONS["promotes"]), negated_label(RELATIONS["part_of"])
    ('does not promote', 'is not part of')
    """
    if relation.base.startswith("be "):
        return "is not " + relation.base[3:]
    return "does not " + relation.base
