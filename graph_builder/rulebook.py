"""Every rule that data must keep: its code, what must hold, and how to mend a breach.

The one place where a code is declared.  `tests/worlds/broken/` holds one broken world for each row, and a test says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_builder.errors import Level, Problem, Where


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `holds` is the sentence that must be true of the data, `remedy` what to do where it is not."""

    code: str
    holds: str
    remedy: str
    level: Level = "error"


_ROWS = (
    # -- files: facts/read
    ("missing-file", "A data folder has graph.yaml, sources.yaml and the folders entities and facts.", "create it; data/README.md shows what stands in it"),
    ("unreadable-file", "Every file can be opened and read.", "check that it exists, is a file, and that you may read it"),
    ("not-utf8", "Files are UTF-8.", "save the file as UTF-8"),
    ("byte-order-mark", "Files begin without a byte-order mark.", "save the file as UTF-8 without a byte-order mark"),
    ("control-character", "Files hold no control characters.", "delete the character"),
    ("hidden-character", "Files hold no invisible characters that change how text reads.", "delete the character, or type the text again"),
    ("tab", "Files hold no tabs.", "use spaces"),
    ("too-large", "A file has at most 16 megabytes.", "split the file by chapter"),
    ("too-deep", "Lists and mappings are nested at most 12 deep.", "flatten it; the curator's form needs no more than six levels"),
    ("alias", "YAML anchors (&) and aliases (*) are not used.", "write the value out, or put quotation marks around a text that begins with & or *"),
    ("tag", "YAML tags (!) are not used.", "remove the tag, or put quotation marks around a text that begins with !"),
    ("several-documents", "A file holds one YAML document.", "remove the --- line, or split the file"),
    ("empty-file", "A file says something.", "delete it, or fill it", "warning"),
    ("syntax", "Files are well-formed YAML.", "mend the YAML at this place; text with : # [ ] { } , & * ! | > % @ may need quotation marks"),
    ("duplicate-key", "A key stands once in a mapping.", "remove one of the two, rename it, or add the line that is missing above it"),
    ("cut-by-comment", "Text is not cut off by a comment sign.", "put quotation marks around the value if what follows # belongs to it; else write '# ' with a space", "warning"),
    # -- form: model/parse
    ("wrong-form", "Values have the form that their key asks for.", "see data/README.md for the form"),
    ("empty-value", "A key that is written has a value.", "write the value, or remove the key"),
    ("unknown-key", "Only keys of the curator's form are used.", "correct or remove the key; comments begin with '# '"),
    ("missing-key", "Required keys are there.", "add the key"),
    ("bad-value", "Values come from their list.", "use one of the listed values"),
    ("too-long", "Texts are no longer than their key allows.", "shorten the text"),
    ("bad-id", "Ids are lower-case Latin letters and digits joined by hyphens, at most 80 characters.", "rename it, for example ninth-party-congress-1920"),
    ("bad-iri", "Base and aligned IRIs are absolute http or https addresses without spaces or quotation marks.", "write the whole address, such as https://example.org/graph/"),
    ("bad-date", "Dates have one of the forms that data/README.md lists.", "write 1921, 1921-10, 1921-10-28, 1922/1926, late 1919 or autumn 1924"),
    ("ambiguous-date", "A date can be read in one way only.", "write 1923/1924 for a span of years, or winter 1923 for the season"),
    ("impossible-date", "Dates exist in the calendar.", "correct the day or month, or leave it out"),
    ("impossible-interval", "Nothing ends before it begins.", "swap the two ends, or correct one"),
    ("bad-figure", "A figure is a number, a range such as 25..50, or one of them after <, > or ~.", "write the number in digits, and its unit under `unit`"),
    ("bad-locator", "A locator is a page and a paragraph.", "write page and paragraph, such as 19 ¶1"),
    ("bad-sentence", "A fact is SUBJECTS [not] RELATION OBJECTS.", "write ids and one relation, such as: lenin, radek oppose red-army-abroad"),
    ("unknown-relation", "The relation of a sentence is in the table of relations.", "use a relation of the table in data/README.md"),
    ("one-fact-per-item", "A list item holds one fact.", "begin each fact with '- ', and put its qualifiers in {...} behind it"),
    ("empty-passage", "A passage has facts, or says under `nothing` why it has none.", "add facts, or `nothing:` with the reason"),
    ("nothing-and-facts", "A passage that says `nothing` has no facts anywhere.", "remove one of the two"),
    # -- ids and kinds: model/rules
    ("duplicate-id", "An id names one thing.", "rename one of the two; ids are unique in the whole folder, senses and claims included"),
    ("unknown-id", "Every id that is used is defined.", "correct the id, or define the thing in entities"),
    ("unknown-source", "Every source that is used is in sources.yaml.", "correct the id, or add the source"),
    ("unknown-chapter", "Every chapter that is named is in sources.yaml.", "correct the number, or add the chapter"),
    ("unknown-type", "Every `type` is in the list of graph.yaml for its block.", "use a listed type, or add this one with its definition"),
    ("wrong-kind", "Both ends of a relation, and every qualifier, are of a kind that fits.", "use another relation, or another thing"),
    ("believed-event", "What is believed, expected, hoped for or feared is a Situation, never an Event that happened.", "define a situation for it; the event, if it came, goes under came_true"),
    ("missing-subject", "A sentence without a subject stands under a `view`.", "write the subject, or give the passage a view"),
    ("self-relation", "A thing is not related to itself.", "correct one end"),
    ("cycle", "Parts, successors, descents and orders do not run in a circle.", "turn or remove one of the facts"),
    ("claim-cycle", "No claim is, through others, a statement about itself.", "remove one of the facts, or point it at another thing"),
    ("deep-claim", "Claims speak of claims at most six deep.", "let it speak of a thing, or of a claim nearer to what is claimed"),
    ("same-label", "Two things of one kind do not have the same label.", "merge them, or tell the labels apart", "warning"),
    ("unused-thing", "Every thing is used by some fact.", "add a fact, or remove the thing", "warning"),
    # -- facts: model/rules
    ("duplicate-fact", "A fact stands once in a passage.", "remove one of the two"),
    ("contradiction", "One voice does not assert and deny the same at one time.", "check the voice (by, view) and the date of both"),
    ("id-on-many", "A fact with an id is one statement.", "split the sentence, so that the fact with the id has one subject and one object"),
    ("locator-outside", "Locators lie within the pages and paragraphs of their source and chapter.", "correct page or paragraph"),
    ("office-twice", "An office is not held by two at once, nor twice by one.", "correct the years; mark an office that several hold together with `several: true`"),
    ("long-quote", "A quote or hedge has at most 15 words.", "shorten it"),
    ("misplaced-qualifier", "Qualifiers stand only where they mean something.", "remove the qualifier, or use the relation that takes it"),
    ("missing-qualifier", "A relation has the qualifiers that it needs.", "add the qualifier"),
    ("sense-of-another", "The sense of `uses_term` belongs to the term that is used.", "use a sense of this concept"),
    ("sense-of-other-actor", "A sense is used by one who understood the term so.", "correct the sense, or add the actor to its `for`", "warning"),
    ("hedge-alone", "A hedge comes with a certainty, and a certainty with a hedge.", "write both: certainty is the grade, hedge the author's own words"),
    ("author-on-own-words", "The author's verdict, and a believer's confidence, are given only on what is reported of others.", "remove it, or say under `by` whose words these are"),
    ("view-and-by", "A fact within an outlook has the holder's voice.", "remove `by`, or move the fact out of the view"),
    ("date-without-place", "A thing with a date says where the text gives it.", "add `p`"),
    ("date-against-event", "A fact is dated within the event at which it was so.", "correct one of the two dates"),
    ("order-against-dates", "What comes before another thing is not dated after it.", "turn the fact round, or correct a date"),
    ("open-list-unmarked", "A list that goes on is marked open.", "add `open: subject` or `open: object`", "warning"),
    # -- lectures: lectures/parse, lectures/lint
    ("file-name", "A lecture's file is named after its id.", "rename the file, or correct `lecture:`"),
    ("one-choice", "`show` says in one way what is shown.", "keep one of focus, nodes, view, compare, senses, passages and query; `also` adds to it"),
    ("empty-selection", "A scene that shows something of the graph shows at least one statement.", "widen `show`: fewer relations or voices, another date, more hops"),
    ("step-invisible", "A step names only what its scene shows.", "correct the id, remove it from the step, or add it to `show`"),
    ("bad-query", "The query of a scene can be read and run, and names things or statements.", "try it with graph-builder query"),
    ("bad-layout", "A scene has what its layout needs.", "choose another layout, or add what is missing"),
    ("unsafe-markdown", "Texts hold Markdown only: no HTML, no pictures, and links to http and https addresses.", "write it in Markdown, without angle brackets"),
    ("missing-alt", "Every picture has a text for those who cannot see it.", "write it under `alt`: what the picture shows, in one or two sentences"),
    ("step-leaves-out", "Every thing that a scene with steps shows comes with one of them.", "name it in a step, or `all` in the last one", "warning"),
    # -- lectures: lectures/legibility
    ("crowded-scene", "A scene shows no more things than its max_nodes.", "show fewer things, or make two scenes of it", "warning"),
    ("small-label", "The letters of a picture are at least 18 px high on a slide of 1280 x 720.", "show fewer things, or choose another layout", "warning"),
    ("overlapping-labels", "Cards and labels of a picture do not lie on each other, nor stick out of it.", "show fewer things, or choose another layout", "warning"),
    # -- against the texts: model/texts
    ("text-missing", "The text of every chapter is in the folder given with --texts.", "check the folder, and `text:` in sources.yaml"),
    ("paragraphs-differ", "sources.yaml counts the paragraphs as the text does.", "correct `paragraphs` in sources.yaml"),
    ("quote-not-in-text", "Every quote stands in the cited passage.", "copy the words from the text, or correct the locator"),
    ("hedge-not-in-text", "Every hedge stands in the cited passage.", "copy the words from the text, or correct the locator"),
    ("not-named", "What a statement speaks of is named where it is cited.", "correct the locator, or add the name that the text uses under `aka`", "warning"),
)  # fmt: skip

RULES: dict[str, Rule] = {row[0]: Rule(*row) for row in _ROWS}


_LONGEST = 500
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # line breaks, control, half characters


def problem(code: str, where: Where, message: str, remedy: str = "") -> Problem:
    """A breach of the rule `code`, with the rule's own remedy unless a better one is given.

    Message and remedy are one line each, in which control characters stand as their code points.

    >>> str(problem("tab", Where("data/facts/ch1.yaml", 41, 9), "a tab"))
    'data/facts/ch1.yaml:41:9: a tab  [tab]'
    """
    rule = RULES[code]
    message = message if len(message) <= _LONGEST else message[:_LONGEST] + "…"
    return Problem(where, code, _one_line(message), _one_line(remedy) or rule.remedy, rule.level)


def _one_line(text: str) -> str:
    return _STEERING.sub(lambda sign: f"<{ord(sign[0]):04X}>", text)
