"""Trees of text -> passages and statements: every sentence of a facts file becomes one statement or several."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.errors import Problem, Where
from graph_builder.facts.nodes import Document, Items, Node, Pairs, Text, is_torn, under, where, within
from graph_builder.facts.sentence import Sentence, SentenceError, parse_sentence
from graph_builder.model.draft import Draft, declare, is_unknown_source, note_losses
from graph_builder.model.factbook import Passage
from graph_builder.model.names import did_you_mean, nearest
from graph_builder.model.parse_statement import TORN, figure_of, statements_of
from graph_builder.model.records import PassageHead, QualifierRecord, SourceReference, allowed_keys
from graph_builder.model.relations import RELATIONS, VERBS
from graph_builder.model.report import salvaged, validate
from graph_builder.model.sources import Locator, chapter_of, parse_locator
from graph_builder.model.things import BLOCKS
from graph_builder.rulebook import problem

_NO_QUALIFIERS = QualifierRecord.model_construct()


_KEYS = ("source", "passages")


def parse_facts(draft: Draft, document: Document) -> None:
    """Adds the passages and statements of one file.  Settings, sources and things must be there already."""
    note_losses(draft, document)
    root = document.root
    if root is None:
        return
    if not isinstance(root, Pairs):
        draft.problems.append(problem("wrong-form", where(document, root), "the file must be a mapping (key: value)"))
        return
    for block in BLOCKS:
        if block in root.pairs:
            note_losses(draft, document, whole=True)
            remedy = "move the file, or this block, into the folder entities"
            place = where(document, root.keys[block])
            draft.problems.append(problem("unknown-key", place, f"the block '{block}' among the facts", remedy))
            return
    misspelt = set()
    for key in root.pairs:
        if key not in _KEYS:
            misspelt.add(nearest(key, _KEYS))
            message = f"unknown key '{key}'{did_you_mean(key, _KEYS)}"
            remedy = "keys allowed here: " + ", ".join(_KEYS)
            draft.problems.append(problem("unknown-key", where(document, root.keys[key]), message, remedy))
    source = _source(draft, document, root, told="source" in misspelt)
    passages = root.pairs.get("passages")
    if passages is None:
        if "passages" not in misspelt and not is_torn(document, root):
            place, remedy = where(document, root), "add `passages:` with a list"
            draft.problems.append(problem("missing-key", place, "'passages' is missing", remedy))
    elif isinstance(passages, Items) and passages.items:
        for item in passages.items:
            _passage(draft, document, item, source)
    elif not isinstance(passages, Text) or passages.text:
        code, message = "wrong-form", "'passages' must be a list ('- p: ...')"
        code, message = ("empty-value", "'passages' has no value") if isinstance(passages, Items) else (code, message)
        place = where(document, root.keys["passages"] if code == "empty-value" else passages)
        draft.problems.append(problem(code, place, message))
    elif not is_torn(document, passages):
        draft.problems.append(problem("empty-value", where(document, root.keys["passages"]), "'passages' has no value"))


def _source(draft: Draft, document: Document, root: Pairs, told: bool) -> SourceReference | None:
    """The source that the file names; `told` is True if it is known already that the key is misspelt."""
    node = root.pairs.get("source")
    if node is None:
        message, remedy = "'source' is missing", "add `source: {document: ..., chapter: ...}`"
        if not told and not is_torn(document, root):
            draft.problems.append(problem("missing-key", where(document, root), message, remedy))
        return None
    if isinstance(node, Text) and node.text:
        node = Pairs({"document": node}, {"document": node}, node.line, node.column)
    record, problems = validate(SourceReference, node, document)
    draft.problems += problems
    if record is None or not isinstance(node, Pairs):
        return None
    if record.document not in draft.sources:
        if is_unknown_source(draft, record.document):
            message = f"unknown source '{record.document}'{did_you_mean(record.document, draft.sources)}"
            draft.problems.append(problem("unknown-source", where(document, node.pairs["document"]), message))
        return None
    numbers = [chapter.number for chapter in draft.sources[record.document].chapters]
    if record.chapter and record.chapter not in numbers:
        message = f"'{record.document}' has no chapter '{record.chapter}', only {', '.join(numbers)}"
        draft.problems.append(problem("unknown-chapter", where(document, node.pairs["chapter"]), message))
        return record.model_copy(update={"chapter": ""})
    return record


def _passage(draft: Draft, document: Document, node: Node, source: SourceReference | None) -> None:
    if not isinstance(node, Pairs):
        place = where(document, node)
        draft.problems.append(problem("wrong-form", place, "a passage must be a mapping with `p` and `facts`"))
        return
    head_pairs = {key: value for key, value in node.pairs.items() if key != "facts"}
    head_node = Pairs(head_pairs, node.keys, node.line, node.column)
    head, problems = validate(PassageHead, head_node, document)
    draft.problems += [_with_facts(found) for found in problems]
    written = node.pairs.get("p")
    page, paragraph = (parse_locator(head.p) if head else None) or (0, node.line)  # no passage is the same as this one
    locator = Locator(source.document if source else "", page, paragraph)
    if head and isinstance(written, Text):
        place = where(document, written)
        draft.spots[place] = written, head_node
        draft.passages.append((Passage(locator, head.nothing), head.view, place))
        if source:
            _check_chapter(draft, locator, source, place)
    facts = node.pairs.get("facts")
    if isinstance(facts, Items) and facts.items:
        view = TORN if head is None or _lost_its_view(document, node) else head.view
        for item in facts.items:
            _fact(draft, document, item, locator, view, bool(head and source and view != TORN))
    elif is_torn(document, node) or (facts is not None and is_torn(document, facts)):
        pass
    elif facts is None:
        known = allowed_keys(PassageHead)
        misspelt = {nearest(key, ("facts", "nothing")) for key in head_pairs if key not in known}
        if "nothing" not in node.pairs and not misspelt & {"facts", "nothing"}:
            place = where(document, node)
            draft.problems.append(problem("empty-passage", place, "a passage with neither `facts` nor `nothing`"))
    elif isinstance(facts, Items) or (isinstance(facts, Text) and not facts.text):
        place = where(document, node.keys["facts"])
        draft.problems.append(problem("empty-passage", place, "a passage whose `facts` are empty"))
    else:
        message = "'facts' must be a list ('- lenin supports ...')"
        draft.problems.append(problem("wrong-form", where(document, facts), message))


def _lost_its_view(document: Document, node: Pairs) -> bool:
    """True if the `view` of the passage may stand in a line that could not be read."""
    lost = (document.lines[number - 1] for number in document.lost)
    return "view" not in node.pairs and is_torn(document, node) and any("view" in line for line in lost)


def _with_facts(found: Problem) -> Problem:
    """A problem of a passage's head, with `facts` among the keys that it offers."""
    if found.code != "unknown-key":
        return found
    key = found.message.split("'")[1]
    message = f"unknown key '{key}'{did_you_mean(key, (*allowed_keys(PassageHead), 'facts'))}"
    return replace(found, message=message, remedy=f"{found.remedy}, facts")


def _check_chapter(draft: Draft, locator: Locator, source: SourceReference, place: Where) -> None:
    book = draft.sources[locator.source]
    chapter = chapter_of(book, locator.page)
    if chapter is None:
        spans = ", ".join(f"{c.first}-{c.last}" for c in book.chapters)
        message = f"page {locator.page} is not among the pages of {book.id}: {spans}"
        draft.problems.append(problem("locator-outside", place, message))
    elif source.chapter and chapter.number != source.chapter:
        message = f"page {locator.page} is in chapter {chapter.number}, and the file is of chapter {source.chapter}"
        draft.problems.append(problem("locator-outside", place, message))


def _fact(draft: Draft, document: Document, node: Node, locator: Locator, view: str, sound: bool) -> None:
    """Adds the statements of one list item; `sound` is False where its passage has problems of its own.

    `view` is the outlook of the passage, or TORN where it cannot be told.
    """
    qualifiers: Node | None = None
    if isinstance(node, Text):
        sentence_node = node
    elif isinstance(node, Pairs) and len(node.pairs) == 1:
        ((text, qualifiers),) = node.pairs.items()
        sentence_node = node.keys[text]
    elif isinstance(node, Pairs) and node.pairs:
        second = list(node.keys.values())[1]
        message = f"a second key in one list item: '{second.text[:60]}'"
        draft.problems.append(problem("one-fact-per-item", where(document, second), message))
        for text, value in node.pairs.items():
            if isinstance(value, Pairs) and " " in text:
                lone = Pairs({text: value}, {text: node.keys[text]}, node.line, node.column)
                _fact(draft, document, lone, locator, view, sound)
        return
    else:
        place = where(document, node)
        draft.problems.append(problem("bad-sentence", place, "a fact must be a sentence of ids"))
        return
    sentence = _sentence(draft, document, sentence_node)
    record: QualifierRecord = _NO_QUALIFIERS
    before = len(draft.problems)
    if isinstance(qualifiers, Text):
        if sentence and not is_torn(document, qualifiers):
            remedy = "remove the colon, or write qualifiers behind it, such as {when: 1921}"
            if qualifiers.text:
                place, message = where(document, qualifiers), "qualifiers must stand in {...} or be indented"
                draft.problems.append(problem("wrong-form", place, message, remedy))
            else:
                message = "a colon with nothing behind it"
                draft.problems.append(problem("empty-value", where(document, sentence_node), message, remedy))
    elif qualifiers is not None:
        found, problems = validate(QualifierRecord, qualifiers, document, name="qualifiers")
        draft.problems += problems
        record = found or salvaged(QualifierRecord, qualifiers) or _NO_QUALIFIERS
        _declare_claim(draft, document, qualifiers)
    if sentence:
        figure_wanted = RELATIONS[VERBS[sentence.verb.text]].figure
        figure = figure_of(draft, document, record, qualifiers, figure_wanted)
        made = statements_of(draft, document, sentence, sentence_node, qualifiers, record, figure, locator, view)
        (draft.statements if sound and len(draft.problems) == before else draft.partial).extend(made)


def _sentence(draft: Draft, document: Document, node: Text) -> Sentence | None:
    try:
        return parse_sentence(node.text, VERBS)
    except SentenceError as error:
        word = node.text[error.offset : error.offset + error.length]
        place = within(document.file, document.lines, node, word, error.offset)
        hint = did_you_mean(word, VERBS) if error.code == "unknown-relation" else ""
        draft.problems.append(problem(error.code, place, f"{error}{hint}"))
        return None


def _declare_claim(draft: Draft, document: Document, qualifiers: Node) -> None:
    node = under(qualifiers, "id")
    if isinstance(node, Text) and node.text:
        declare(draft, document, node, "Claim")
