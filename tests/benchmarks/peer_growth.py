"""How ours and the limits grow with the world, as a figure."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from peer_homes import HomeError, python_home
from peer_table import Row

PLOT = Path(__file__).with_name("peer_plot.py")


def plotted(rows: Sequence[Row], target: Path, homes: Path) -> str:
    """Draws the rows into a file, with a matplotlib of its own environment; says what became of it."""
    try:
        python = python_home("plot", homes.resolve()) / "python"
    except HomeError as error:
        return f"no figure: {error}"
    told = json.dumps([asdict(row) for row in rows if not row.failed])
    command = [str(python), str(PLOT), str(target)]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False, timeout=120)
    return f"no figure: {done.stderr.strip()[-300:]}" if done.returncode else f"{target} drawn"
