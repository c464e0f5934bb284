"""Synthetic worlds of any size that keep every rule: the shape of the real data, with names that mean nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

PER_FILE = 1000
PARAGRAPHS = 40
_RELATIONS = (
    ("people", "supports", "concepts"),
    ("people", "opposes", "situations"),
    ("groups", "expects", "situations"),
    ("people", "takes_part", "events"),
    ("situations", "promotes", "situations"),
    ("situations", "hinders", "events"),
    ("states", "acts_against", "groups"),
    ("events", "located_in", "places"),
    ("people", "member_of", "groups"),
    ("people", "characterises", "events"),
)
_BLOCKS = ("people", "groups", "states", "places", "events", "concepts", "situations")


def write_world(folder: Path, statements: int, seed: int = 1, things: int = 0, per_file: int = PER_FILE) -> None:
    """A data folder with so many statements and things (or twelve to every twenty of them), so many in each file.

    The same arguments give the same bytes.
    """
    rng = random.Random(seed)
    (folder / "entities").mkdir(parents=True)
    (folder / "facts").mkdir()
    each = max(4, (things or statements * 12 // 20) // len(_BLOCKS))
    pages = statements // PARAGRAPHS + 2
    counts = ", ".join(f"{page}: {PARAGRAPHS}" for page in range(1, pages + 1))
    (folder / "graph.yaml").write_text("title: A synthetic world\nbase: https://example.org/synthetic/\n", "utf-8")
    (folder / "sources.yaml").write_text(
        "sources:\n  book:\n    type: book\n    short: Book\n    title: A book\n    author: [{family: Nobody}]\n"
        f"    issued: '2000'\n    chapters:\n      1:\n        title: All\n        pages: 1-{pages}\n"
        f"        paragraphs: {{{counts}}}\n",
        "utf-8",
    )
    for block in _BLOCKS:
        _write_block(folder / "entities", block, each, per_file)
    facts = _facts(rng, statements, each)
    for start in range(0, statements, per_file):
        size = min(per_file, statements - start)
        _write_facts(folder / "facts" / f"{start // per_file:05}.yaml", facts, size, start, pages)


def _write_block(folder: Path, block: str, each: int, per_file: int) -> None:
    for start in range(0, each, per_file):
        lines = [f"{block}:"]
        for i in range(start, min(start + per_file, each)):
            lines.append(f"  {block}-{i}:\n    label: {block.title()} number {i}\n    p: 1 ¶1")
            if block == "events":
                lines.append(f"    when: {1917 + i % 11}-{1 + i % 12:02}")
        (folder / f"{block}-{start // per_file:05}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _facts(rng: random.Random, statements: int, each: int) -> Iterator[str]:
    for i in range(statements):
        subject, relation, object_ = _RELATIONS[i % len(_RELATIONS)]
        a, b = f"{subject}-{rng.randrange(each)}", f"{object_}-{rng.randrange(each)}"
        if a == b:
            b = f"{object_}-{(int(b.rsplit('-', 1)[1]) + 1) % each}"
        extra = [f"when: {1917 + i % 11}-{1 + i % 12:02}", f"note: remark number {i}"]
        if relation == "characterises":
            extra.append(f"how: in the manner {i}")
        if i % 5 == 0:
            extra.append(f"by: people-{rng.randrange(each)}")
        if i % 7 == 0:
            extra += ["certainty: probable", "hedge: it seems"]
        yield f"    - {a} {relation} {b}: {{{', '.join(extra)}}}"


def _write_facts(path: Path, facts: Iterator[str], size: int, start: int, pages: int) -> None:
    lines = ["source: {document: book, chapter: 1}", "passages:"]
    for offset in range(0, size, 4):
        number = (start + offset) // 4
        lines.append(f"- p: {1 + number // 10 % pages} ¶{1 + number % PARAGRAPHS}\n  facts:")
        lines += [next(facts) for _ in range(min(4, size - offset))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
