"""What an earlier run found is believed only where a run from nothing would find the same."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from divided import TINY

from graph_builder.errors import DataError, GraphBuilderError
from graph_builder.graph.rdf import nquads
from graph_builder.parts import cache
from graph_builder.parts.library import assemble, check_library
from graph_builder.parts.shelf import lines_of
from graph_builder.pipeline import check_folder
from graph_builder.pool import in_turn

HEAD = "source: {document: jacobson-1994}\npassages:\n"
TWO = "people:\n  zinoviev: {label: Zinoviev}\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny world with a cache of its own."""
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", str(tmp_path / "cache"))
    shutil.copytree(TINY, tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "lectures")
    return tmp_path / "data"


def write(folder: Path, files: dict[str, str | None]) -> None:
    for name, text in files.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text, "utf-8")


def facts(*sentences: str, p: str = "18 ¶1", head: str = "") -> str:
    return f"{HEAD}- p: {p}\n{head}  facts:\n" + "".join(f"    - {sentence}\n" for sentence in sentences)


def check_same(folder: Path) -> None:
    """What is remembered gives what one reading of everything gives: problems, and lines if there are no errors."""
    whole, parts = check_folder(folder), folder.with_name("parts")
    assert whole.problems == check_library(folder).problems
    assert whole.problems == check_library(folder, cached=True).problems
    if whole.book is None:
        with pytest.raises(DataError) as error:
            assemble(folder, parts, cached=True)
        assert whole.problems == error.value.problems
    else:
        assemble(folder, parts, cached=True)
        assert nquads(whole.book).splitlines(keepends=True) == sorted(set(lines_of(parts)))


def entry(folder: Path) -> bytes:
    """What is remembered of a folder, as bytes."""
    kept = cache.cache_of(folder)
    assert kept is not None
    return b"".join(path.read_bytes() for path in sorted(kept.folder.iterdir()))


ROWS: dict[str, list[dict[str, str | None]]] = {
    "the outlook over a passage that yields nothing becomes a concept": [
        {
            "entities/a.yaml": "outlooks:\n  view-1: {label: One, of: lenin, p: 18 ¶1}\n",
            "facts/b.yaml": f"{HEAD}- p: 18 ¶1\n  view: view-1\n  nothing: a question\n",
        },
        {"entities/a.yaml": "concepts:\n  view-1: {label: One}\n"},
    ],
    "an office comes that a role may be the misspelt id of": [
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {as: war-commisar}")},
        {"entities/a.yaml": "offices:\n  war-commissar: {label: commissar of war}\n"},
    ],
    "the holder of an outlook is called otherwise": [
        {"entities/z.yaml": TWO, "entities/y.yaml": "outlooks:\n  hopes-1920: {label: hopes, of: zinoviev, p: 18 ¶1}\n",
         "facts/b.yaml": facts("foreign-trade promotes full-recognition", head="  view: hopes-1920\n")},
        {"entities/z.yaml": TWO.replace("label: Z", "label: Grigorii Z")},
    ],
    "the holder of a sense is gone": [
        {"entities/z.yaml": TWO, "facts/b.yaml": facts("lenin uses_term world-peace: {sense: peace-1920}"),
         "entities/y.yaml": "concepts:\n  world-peace:\n    label: peace\n    senses:\n"
                            "      peace-1920: {label: his peace, for: zinoviev, p: 18 ¶1, gloss: a pause}\n"},
        {"entities/z.yaml": None},
    ],
    "an id that was defined twice is defined once": [
        {"entities/y.yaml": TWO, "entities/z.yaml": TWO.replace("people", "places"),
         "facts/b.yaml": facts("zinoviev supports red-army-abroad")},
        {"entities/y.yaml": None},
    ],
    "a thing is defined twice, and then moved": [
        {"entities/x.yaml": TWO, "entities/z.yaml": "groups:\n  the-left: {label: the left}\n"},
        {"entities/z.yaml": "groups:\n  the-left: {label: the left}\n" + TWO},
        {"entities/x.yaml": "groups:\n  the-right: {label: the right}\n"},
    ],
    "a torn file of things is mended without the thing": [
        {"entities/z.yaml": TWO, "facts/b.yaml": facts("zinoviev supports red-army-abroad")},
        {"entities/z.yaml": "people:\n  zinoviev: {label: Zinoviev\n",
         "facts/b.yaml": facts("zinoviev opposes red-army-abroad")},
        {"entities/z.yaml": TWO.replace("zinoviev", "kamenev")},
    ],
    "a torn file of facts is mended without the claim": [
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {id: claim-1}"),
         "facts/c.yaml": facts("trotsky opposes claim-1", p="18 ¶2")},
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {id: claim-1"),
         "facts/c.yaml": facts("stalin opposes claim-1", p="18 ¶2")},
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {id: claim-2}")},
    ],
    "a claim is defined twice, and the second is about itself": [
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {id: claim-1}"),
         "facts/c.yaml": facts("peaceful-coexistence contrasts_with claim-1: {id: claim-1}")},
    ],
    "claims are about themselves, in one file and through two": [
        {"facts/b.yaml": facts("trotsky opposes claim-1: {id: claim-1}", "lenin opposes claim-1")},
        {
            "facts/b.yaml": facts("trotsky opposes claim-2: {id: claim-1}"),
            "facts/c.yaml": facts("lenin opposes claim-1: {id: claim-2}", p="18 ¶2"),
            "facts/d.yaml": facts("stalin opposes claim-1", p="18 ¶3"),
        },
    ],
    "a thing comes that is called as the figure of a claim is": [
        {"facts/b.yaml": facts("lenin amounts_to: {value: 5, unit: votes, id: count}")},
        {"entities/z.yaml": TWO.replace("zinoviev", "count-figure")},
        {"entities/z.yaml": TWO},
        {"facts/c.yaml": facts("lenin supports red-army-abroad: {id: count-figure}", p="18 ¶2")},
    ],
    "a claim is what an unknown id may mean": [
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {id: claim-1}"),
         "facts/c.yaml": facts("trotsky opposes claim-2", p="18 ¶2")},
    ],
    "a claim that is defined twice is never what an unknown id may mean": [
        {"facts/b.yaml": facts("lenin supports red-army-abroad: {id: claim-1}",
                               "lenin opposes foreign-trade: {id: claim-1}", "trotsky opposes claim-2")},
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_after_each_edit_the_problems_and_lines_are_those_of_one_reading(what: str, small: Path):
    check_same(small)
    for edit in ROWS[what]:
        write(small, edit)
        check_same(small)


class Killed(BaseException):
    """What ends a run in the middle."""


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_run_that_ends_while_it_keeps_leaves_nothing_that_is_believed_wrongly(
    after: int, small: Path, monkeypatch: pytest.MonkeyPatch
):
    write(small, {"entities/z.yaml": TWO, "facts/b.yaml": facts("zinoviev supports red-army-abroad")})
    check_same(small)
    write(small, {"entities/z.yaml": TWO.replace("people", "places"), "facts/a.yaml": facts("lenin aids stalin")})
    written: list[Path] = []

    def stopped(path: Path, content: bytes) -> None:
        if len(written) == after:
            raise Killed
        written.append(path)
        path.write_bytes(hashlib.sha256(content).digest() + content)

    with monkeypatch.context() as patched:
        patched.setattr(cache, "write", stopped)
        with pytest.raises(Killed):
            check_library(small, cached=True)
    check_same(small)


def test_a_run_that_ends_before_it_keeps_still_knows_what_is_gone(small: Path):
    write(small, {"entities/z.yaml": TWO, "facts/b.yaml": facts("zinoviev supports red-army-abroad")})
    check_same(small)
    write(small, {"entities/z.yaml": None})

    def run(function: Callable[..., Any], shared: Any, tasks: Sequence[Any]) -> Generator[Any, None, None]:
        if function.__name__ == "worked":
            raise Killed
        return in_turn(function, shared, tasks)

    with pytest.raises(Killed):
        check_library(small, run, cached=True)
    check_same(small)


def test_where_some_entries_find_no_room_none_is_believed(small: Path, monkeypatch: pytest.MonkeyPatch):
    write(small, {"entities/z.yaml": TWO, "facts/b.yaml": facts("zinoviev supports red-army-abroad")})
    check_same(small)
    write(small, {"entities/z.yaml": TWO.replace("people", "places")})
    whole = cache.write

    def crowded(path: Path, content: bytes) -> None:
        kept = pickle.loads(content) if path.name.startswith("part-") else None
        if kept is None or kept.survey is not None:  # the things find room, the facts do not
            whole(path, content)

    monkeypatch.setattr(cache, "write", crowded)
    check_library(small, cached=True)
    check_same(small)


def test_an_entry_that_is_lost_takes_the_others_with_it(small: Path):
    write(small, {"entities/z.yaml": TWO, "facts/b.yaml": facts("zinoviev supports red-army-abroad")})
    check_same(small)
    kept = cache.cache_of(small)
    assert kept is not None
    parts = [path for path in kept.folder.iterdir() if b"entities/z.yaml" in path.read_bytes()]
    assert parts
    for path in parts:
        path.unlink()
    write(small, {"entities/z.yaml": TWO.replace("zinoviev", "kamenev")})
    check_same(small)


def test_what_was_read_while_a_file_changed_is_not_kept(small: Path):
    check_library(small, cached=True)
    good = facts("lenin supports red-army-abroad")
    write(small, {"facts/b.yaml": good})

    def run(function: Callable[..., Any], shared: Any, tasks: Sequence[Any]) -> Generator[Any, None, None]:
        write(small, {"facts/b.yaml": facts("lenin supports nothing-at-all")})
        yield from in_turn(function, shared, tasks)

    check_library(small, run, cached=True)
    write(small, {"facts/b.yaml": good})
    check_same(small)


def test_parts_of_files_that_changed_meanwhile_are_not_written(small: Path):
    def run(function: Callable[..., Any], shared: Any, tasks: Sequence[Any]) -> Generator[Any, None, None]:
        write(small, {"facts/b.yaml": facts("lenin supports red-army-abroad")})
        yield from in_turn(function, shared, tasks)

    with pytest.raises(GraphBuilderError, match=r"b\.yaml changed while it was read; build again"):
        assemble(small, small.with_name("parts"), run)
    assert not small.with_name("parts").exists()


def test_two_runs_at_once_that_saw_different_files_leave_nothing_mixed(small: Path):
    write(small, {"entities/z.yaml": TWO, "facts/b.yaml": facts("zinoviev supports red-army-abroad")})

    def run(function: Callable[..., Any], shared: Any, tasks: Sequence[Any]) -> Generator[Any, None, None]:
        yield from in_turn(function, shared, tasks)
        if function.__name__ == "worked" and not seen:
            seen.append(1)
            write(small, {"entities/z.yaml": TWO.replace("people", "places")})
            check_library(small, cached=True)

    seen: list[int] = []
    check_library(small, run, cached=True)
    check_same(small)


def test_nothing_is_kept_anew_where_nothing_changed(small: Path):
    check_library(small, cached=True)
    before = entry(small)
    check_library(small, cached=True)
    assert before == entry(small)


class Unwanted:
    """A function of this program that somebody else might have called."""

    def __reduce__(self) -> tuple[Any, ...]:
        from graph_builder.output.disk import remove

        return remove, (Path(os.environ["VICTIM"]),)


def test_a_cache_calls_no_function_of_this_program(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    victim = tmp_path / "victim"
    victim.mkdir()
    monkeypatch.setenv("VICTIM", str(victim))
    with pytest.raises(pickle.UnpicklingError):
        cache._Unpickler(__import__("io").BytesIO(pickle.dumps(Unwanted()))).load()
    assert victim.is_dir()


@pytest.mark.parametrize("hostile", ["pipe", "folder", "link", "no right"])
def test_a_strange_cache_is_done_without(hostile: str, small: Path):
    check_library(small, cached=True)
    kept = cache.cache_of(small)
    assert kept is not None
    for path in list(kept.folder.iterdir()):
        path.unlink()
        if hostile == "pipe":
            os.mkfifo(path)
        elif hostile == "folder":
            path.mkdir()
        elif hostile == "link":
            path.symlink_to("/dev/zero")
    if hostile == "no right":
        kept.folder.chmod(0)
    try:
        check_same(small)
    finally:
        kept.folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix" or os.sys.platform == "darwin", reason="names are no texts here")
def test_two_names_that_look_the_same_are_two_parts(small: Path):
    for name in (b"x\xff.yaml", b"x\\xff.yaml"):
        (small / "facts" / os.fsdecode(name)).write_text(
            facts(f"lenin aids {'stalin' if len(name) > 7 else 'trotsky'}")
        )
    check_same(small)


@pytest.mark.skipif(os.name != "posix" or os.sys.platform == "darwin", reason="names are no texts here")
def test_a_file_whose_name_is_no_text_defines_its_own_claims_once(small: Path):
    name = os.fsdecode(b"facts/x\xff.yaml")
    write(small, {
        name: facts("lenin supports red-army-abroad: {id: claim-1}", "trotsky opposes claim-2"),
        "facts/y.yaml": facts("stalin opposes red-army-abroad: {id: claim-2}", p="18 ¶2"),
    })  # fmt: skip
    check_same(small)


def test_a_thing_that_is_called_as_the_figure_of_a_claim_is_a_problem_with_its_place(small: Path):
    write(small, {
        "facts/b.yaml": facts("lenin amounts_to: {value: 5, unit: votes, id: count}"),
        "entities/z.yaml": TWO.replace("zinoviev", "count-figure"),
    })  # fmt: skip
    found = [problem for problem in check_folder(small).problems if problem.level == "error"]
    assert ["the figure of 'count' is called 'count-figure', and so is a Person"] == [one.message for one in found]
    assert (5, 53, "duplicate-id") == (found[0].where.line, found[0].where.column, found[0].code)
    assert "rename the claim, or the other one" == found[0].remedy
