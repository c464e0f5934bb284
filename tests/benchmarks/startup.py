"""Start-up: the CPU (user and system) of verbs in processes of their own, beside what their libraries cost.

Usage: python tests/benchmarks/startup.py [--turns 5] [--verbs]

Median of so many turns; the commands take turns, so that a busy machine is busy for all of them.  Trust the ratios:
`to python` is beside `python -c pass`, `to libraries` beside `import pydantic, yaml`, in the same run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TINY = Path(__file__).parent.parent / "worlds" / "tiny"
VERB = "from graph_builder.cli import main; main(prog_name='graph-builder')"
MODEL = "import click, pydantic, yaml\nclass Model(pydantic.BaseModel):\n    field: int"


def seconds(code: str, *arguments: str) -> float:
    """User and system time of one process.  Units: seconds."""
    quiet = subprocess.DEVNULL
    run = subprocess.Popen([sys.executable, "-c", code, *arguments], stdin=quiet, stdout=quiet, stderr=subprocess.PIPE)
    assert run.stderr is not None
    told = run.stderr.read().decode()
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0, told
    return used.ru_utime + used.ru_stime


def rows(without_lectures: Path, verbs: bool) -> dict[str, tuple[str, ...]]:
    """What is measured: a name, the code, and the arguments of the verb."""
    tiny = ("--data", str(TINY))
    found: dict[str, tuple[str, ...]] = {
        "python -c pass": ("pass",),
        "import click": ("import click",),
        "import pydantic, yaml": ("import pydantic, yaml",),
        "click, yaml, one pydantic model": (MODEL,),
        "import graph_builder": ("import graph_builder",),
        "--help": (VERB, "--help"),
        "check, without lectures": (VERB, "check", str(without_lectures)),
        "check, with one lecture": (VERB, "check", str(TINY)),
        "ids lenin": (VERB, "ids", "lenin", *tiny),
        "show lenin": (VERB, "show", "lenin", *tiny),
        "cite": (VERB, "cite", *tiny),
        "query": (VERB, "query", "SELECT ?s { ?s a kgo:Person }", *tiny),
    }
    if verbs:
        from graph_builder.cli import main as command

        found |= {f"{name} --help": (VERB, name, "--help") for name in command.commands}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--verbs", action="store_true", help="also --help of every verb")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        world = Path(temporary) / "world"
        shutil.copytree(TINY, world, ignore=shutil.ignore_patterns("lectures"))
        wanted = rows(world, arguments.verbs)
        taken: dict[str, list[float]] = {name: [] for name in wanted}
        for _ in range(arguments.turns):
            for name, call in wanted.items():
                taken[name].append(seconds(*call))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    python, libraries = medians["python -c pass"], medians["import pydantic, yaml"]
    print(f"{'':32} CPU ms  least  to python  to libraries")
    for name, each in medians.items():
        least = min(taken[name])
        print(f"{name:32} {each * 1000:6.0f} {least * 1000:6.0f} {each / python:10.1f} {each / libraries:13.1f}")


if __name__ == "__main__":
    main()
