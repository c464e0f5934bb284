"""Coverage: sentences are told apart, statements are found in them, and gaps are seen; with an invented text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.model.coverage import coverage, totals
from graph_builder.model.factbook import FactBook
from graph_builder.model.mentions import stems
from graph_builder.model.sources import Locator
from graph_builder.model.splitting import sentences
from graph_builder.model.texts import passages_of
from graph_builder.pipeline import check_folder

BOOK = "jacobson-1994"
TEXT = """
Trotsky was the first to say peaceful coexistence.[1] A bell rang.

18

At the congress Trotsky was for using the Red Army to support the revo-

19

lution in Europe, and Lenin against it. The minutes were read aloud.
"""


def rows_of(book: FactBook, tmp_path: Path, text: str = TEXT) -> dict[str, tuple[int | None, tuple[int, ...]]]:
    (tmp_path / "jacobson-1994-ch1.txt").write_text(text, encoding="utf-8")
    texts = passages_of(book.sources.values(), tmp_path)
    return {row.locator.short: (row.sentences, row.untouched) for row in coverage(book, texts)}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("He met Mr. Brown, J. V. Green, etc. and left.", 1),
        ("They came, etc. The rest stayed.", 2),
        ('He said: "We go."[19] "Now," he said, "or never." They went.', 3),
        ("It was ... not so; and also...call it so.... Then it was.", 2),
        ("Trade grew by 37.5 percent in 1920. 40 ships came.", 2),
        ("They went to Genoa and The Hague in 1922.", 1),
        ("It balanced the other Looking at that, he smiled.", 2),
        ("He spoke of power\u201d Earlier, a change had come.", 2),
        ("the first part of a sentence that runs over", 1),
        ("[3] ...", 0),
    ],
)
def test_a_paragraph_falls_into_its_sentences(text: str, count: int) -> None:
    assert count == len(sentences(text))


def test_words_of_one_family_have_one_stem() -> None:
    families = ["recognise recognition recognized", "economy economic", "Bolshevik's Bolshevism", "Germany German"]
    assert [1] * len(families) == [len(set(stems(family))) for family in families]


def test_without_texts_statements_are_counted_and_what_nobody_read_is_a_gap(tiny: FactBook) -> None:
    rows = {row.locator.short: row for row in coverage(tiny)}
    assert {"author": 2, "attributed": 0, "outlook": 0} == rows["19 ¶1"].voices
    assert {"author": 1, "attributed": 0, "outlook": 1} == rows["25 ¶1"].voices
    assert rows["20 ¶1"].gap
    assert ("sums up what the pages before it said", False) == (rows["176 ¶1"].nothing, rows["176 ¶1"].gap)
    assert len(tiny.statements) == totals(list(rows.values())).statements
    assert all(row.words is None and row.sentences is None and row.untouched == () for row in rows.values())


def test_with_a_text_a_sentence_that_no_statement_comes_near_is_named_by_its_number(
    tiny: FactBook, tmp_path: Path
) -> None:
    rows = rows_of(tiny, tmp_path)
    assert (2, (2,)) == rows["17 ¶1"]


def test_a_sentence_that_runs_over_a_page_is_one_and_counts_on_both_pages(tiny: FactBook, tmp_path: Path) -> None:
    rows = rows_of(tiny, tmp_path)
    assert ((1, ()), (2, (2,))) == (rows["18 ¶1"], rows["19 ¶1"])
    without = replace(tiny, statements=tuple(s for s in tiny.statements if s.locator.page != 19))
    rows = rows_of(without, tmp_path)
    assert ((1, (1,)), (2, (1, 2))) == (rows["18 ¶1"], rows["19 ¶1"])


def test_a_quote_decides_where_a_statement_stands(tiny: FactBook, tmp_path: Path) -> None:
    at = Locator(BOOK, 19, 1)
    lenin = next(s for s in tiny.statements if s.subject == "lenin" and s.locator == at)
    quoted = replace(tiny, statements=(replace(lenin, quote="no loaf will be left", note=""),))
    text = "\n19\n\nLenin opposed the use of the Red Army in Europe. Then a voice: no loaf will be left."
    assert (2, (1,)) == rows_of(quoted, tmp_path, text)["19 ¶1"]


def test_no_word_of_the_text_is_kept(tiny: FactBook, tmp_path: Path) -> None:
    (tmp_path / "jacobson-1994-ch1.txt").write_text(TEXT, encoding="utf-8")
    rows = coverage(tiny, passages_of(tiny.sources.values(), tmp_path))
    assert "bell" not in repr(rows)
    assert "minutes" not in repr(rows)


def test_a_statement_under_a_wrong_page_is_noticed_and_one_under_the_right_page_is_not(
    world: Callable[[str], Path],
) -> None:
    folder = world("not-named")
    problems = check_folder(folder, folder / "texts").problems
    assert {"not-named"} == {p.code for p in problems}
    assert problems
    assert all("17 ¶2" in p.message for p in problems)


def test_the_command_prints_a_table_or_json_and_refuses_a_folder_without_texts(
    world: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = str(world("tiny"))
    (tmp_path / "jacobson-1994-ch1.txt").write_text(TEXT, encoding="utf-8")
    run = CliRunner().invoke
    table = run(main, ["coverage", folder, "--texts", str(tmp_path)])
    assert 0 == table.exit_code, table.output
    assert "nothing: sums up" in table.output
    made = json.loads(run(main, ["coverage", folder, "--texts", str(tmp_path), "--format", "json"]).output)
    assert [2] == made["paragraphs"][0]["sentences_without"]
    assert made["paragraphs"][-1]["sentences_without"] is None
    assert 1 == run(main, ["coverage", folder, "--texts", folder]).exit_code
