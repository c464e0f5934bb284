"""Whether somebody changed the curator's files while they were read."""

from __future__ import annotations

import os
from pathlib import Path

from graph_builder.errors import GraphBuilderError
from graph_builder.facts.read import shown_path, yaml_files

Mark = tuple[int, int, int]


def marks_of(folder: Path) -> dict[Path, Mark]:
    """What tells, for every YAML file of a folder, whether it was written since: file, size and time of change."""
    marks = {}
    for path in yaml_files(folder)[0]:
        try:
            status = os.stat(path)
        except OSError:
            continue  # read_file says why
        marks[path] = status.st_ino, status.st_size, status.st_mtime_ns
    return marks


def check_unchanged(folder: Path, marks: dict[Path, Mark]) -> None:
    """Stops a build of what was perhaps half saved, or of files that do not belong together.

    Raises:
        GraphBuilderError: a file was changed, came or went since the marks were taken.
    """
    now = marks_of(folder)
    changed = sorted(path for path in marks.keys() | now.keys() if marks.get(path) != now.get(path))
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise GraphBuilderError(f"{shown_path(changed[0])}{more} changed while it was read; build again")
