"""The real data in many small files, and random changes of them."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
TINY = Path(__file__).parents[1] / "worlds" / "tiny"
_ID = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")


def halves(passage: str) -> list[str]:
    """A passage as two of the same paragraph, each with half of the facts; as one where it has only one fact."""
    head, *items = re.split(r"^(?=    - )", passage, flags=re.MULTILINE)
    if len(items) < 2 or "nothing:" in head:
        return [passage]
    middle = len(items) // 2
    return [head + "".join(items[:middle]), head + "".join(items[middle:])]


def divided(data: Path, folder: Path, every: int = 3, halved: bool = False) -> Path:
    """A data folder that says the same as another one, with so many passages or things in each file.

    Args:
        halved: whether the facts of a passage stand in two places, many of them in different files.
    """
    (folder / "entities").mkdir(parents=True)
    (folder / "facts").mkdir()
    for name in ("graph.yaml", "sources.yaml"):
        shutil.copy(data / name, folder / name)
    for path in sorted((data / "facts").glob("*.yaml")):
        head, *passages = re.split(r"^(?=- p: )", path.read_text("utf-8"), flags=re.MULTILINE)
        passages = [half for passage in passages for half in halves(passage)] if halved else passages
        for i in range(0, len(passages), every):
            text = head + "".join(passages[i : i + every])
            (folder / "facts" / f"{path.stem}-{i // every:03}.yaml").write_text(text, "utf-8")
    for path in sorted((data / "entities").glob("*.yaml")):
        block = ""
        several: list[tuple[str, str]] = []
        for part in re.split(r"^(?=[a-z]+:$|  [a-z0-9-]+:)", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            if re.match(r"[a-z]+:\n", part):
                block = part
            else:
                several.append((block, part))
        for i in range(0, len(several), 10 * every):
            batch = several[i : i + 10 * every]
            before = [None, *(block for block, _ in batch)]
            text = "".join(
                (block if block != last else "") + part for (block, part), last in zip(batch, before, strict=False)
            )
            (folder / "entities" / f"{path.stem}-{i // every:03}.yaml").write_text(text, "utf-8")
    return folder


def change(folder: Path, dice: random.Random) -> str:
    """Changes the folder at one place; gives what was done."""
    paths = [path for name in ("entities", "facts") for path in sorted((folder / name).glob("*.yaml"))]
    path = dice.choice(paths)
    lines = path.read_text("utf-8").split("\n")
    at = dice.randrange(len(lines))
    what = dice.choice(
        ["delete", "double", "letter", "label", "file gone", "file twice", "tear", "id", "note", "other id", "swap"]
    )
    if what == "delete":
        del lines[at]
    elif what == "double":
        lines.insert(at, lines[at])
    elif what == "letter":
        lines[at] = lines[at].replace("e", "q", 1)
    elif what == "label":
        lines = re.sub(r"label: (\w)", r"label: New \1", "\n".join(lines), count=1).split("\n")
    elif what == "file gone":
        path.unlink()
    elif what == "file twice":
        shutil.copy(path, path.with_name(f"again-{path.name}"))
    elif what == "tear":
        lines[at] += " {"
    elif what == "note":
        lines = [line.replace("note: ", "note: also ", 1) for line in lines]
    elif what == "swap":
        lines[at - 1], lines[at] = lines[at], lines[at - 1]
    else:
        known = sorted({found for line in lines for found in _ID.findall(line)})
        old = dice.choice(known) if known else "lenin"
        new = old + "x" if what == "id" else dice.choice(known or ["lenin"])
        lines = [re.sub(rf"\b{re.escape(old)}\b", new, line) for line in lines] if what == "id" else [
            re.sub(rf"\b{re.escape(old)}\b", new, line) if i == at else line for i, line in enumerate(lines)
        ]  # fmt: skip
    if path.exists():
        path.write_text("\n".join(lines), "utf-8")
    return f"{what} in {path.name} at line {at + 1}"
