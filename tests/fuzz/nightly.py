"""Coverage-guided fuzzing of every target, for the night: `python tests/fuzz/nightly.py [--inputs N] [TARGET]...`

Each target runs in a process of its own under atheris (libFuzzer), which knows what code an input reaches and keeps
what reaches more.  Exit code 1 with the first broken law: the input stands in the folder --found,
and one that is there is
tried again by `python tests/fuzz/nightly.py TARGET --input FILE`, without atheris.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INPUTS = {"reader": 20_000, "sentence": 25_000, "dates": 25_000, "check": 8_000, "lecture": 6_000, "query": 6_000,
          "http": 6_000, "endpoint": 8_000, "address": 8_000}  # fmt: skip
"""How many inputs each target gets: more where one takes less time."""
_NO_ATHERIS = "atheris is missing: .venv/bin/python -m pip install --require-hashes -r tests/fuzz/requirements.txt"
_SHARE_OF_GRAMMAR = 0.5
_HANGS_AFTER = 120  # seconds of the clock: only where neither Python nor a limit of CPU time can stop it
_DONE = re.compile(r"DONE\s+cov: (\d+) ft: (\d+) corp: (\d+)/")


def main() -> int:
    """Runs what the command line asks for; the exit code."""
    options = _options()
    if options.input:
        return _again(options.targets[0], options.input)
    if options.child:
        _fuzz(options.targets[0], options)
        return 0  # libFuzzer has ended the process before
    try:
        import atheris  # noqa: F401  # only whether it is there
    except ModuleNotFoundError:
        sys.stderr.write(_NO_ATHERIS + "\n")
        return 2
    rows, broken = [], False
    _say("target     inputs  seconds  edges  features  corpus  slowest input     peak memory")
    for name in options.targets or INPUTS:
        row, broken = _run(name, options)
        rows.append(row)
        if broken:
            break
    _say(
        f"{sum(row.get('inputs', 0) for row in rows):,} inputs in all; "
        + ("a law is broken" if broken else "no law is broken")
    )
    return int(broken)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", choices=[*INPUTS, []], metavar="TARGET")
    parser.add_argument("--inputs", type=int, default=0, help="inputs for each target; default: what INPUTS says")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=ROOT / ".fuzz", help="the folder for inputs that break a law")
    parser.add_argument("--input", type=Path, help="try this input and nothing else")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(name: str, options: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """The figures of one target, and whether a law is broken."""
    options.found.mkdir(exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [sys.executable, __file__, name, "--child", folder, "--inputs", str(options.inputs or INPUTS[name]),
                   "--seed", str(options.seed), "--found", str(options.found)]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        row = json.loads(told.read_text("utf-8")) if told.exists() else {}
    figures = _DONE.search(done.stderr)
    edges, features, corpus = figures.groups() if figures else ("?", "?", "?")
    _say(
        f"{name:10} {row.get('inputs', 0):6,} {time.monotonic() - began:8.0f} {edges:>6} {features:>9} {corpus:>7}"
        f"  {row.get('slowest', 0):6.3f} s {row.get('bytes', 0):6,} B  {row.get('peak', 0) >> 20:5,} MB"
    )
    broken = done.returncode != 0 or not figures
    if broken:
        told_of = (done.stdout + done.stderr).splitlines()
        _say("\n".join(line for line in told_of if not line.startswith(("#", "INFO", "WARNING")))[-8000:])
        _say(f"the input: {row.get('saved') or f'see {options.found}'}")
    return row, broken


def _fuzz(name: str, options: argparse.Namespace) -> None:
    """Runs one target in this process until its inputs are used up or a law is broken; does not return."""
    import atheris

    hooked = atheris.instrument_imports(include=["graph_builder"], enable_loader_override=False)
    hooked.__enter__()  # for good: much is imported only when it is needed
    from fuzz_limits import cost
    from fuzz_mutations import LONGEST, mutated, seeds
    from fuzz_targets import TARGETS

    target, told = TARGETS[name], options.child / "told.json"
    row: dict[str, Any] = {"inputs": 0, "slowest": 0.0, "bytes": 0}
    corpus = options.child / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(name)):
        (corpus / f"{number:04}").write_bytes(seed)
    target(seeds(name)[0])  # what is made once, such as workers and fonts, is no input's fault

    def tell(**more: object) -> None:
        row.update(more, peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
        told.write_text(json.dumps(row), "utf-8")

    def one(raw: bytes) -> None:
        row["inputs"] += 1
        try:
            spent = cost(target, raw)
        except BaseException:
            saved = options.found / f"{name}-{row['inputs']:06}"
            saved.write_bytes(raw)
            tell(saved=str(saved))
            raise
        if spent > row["slowest"]:
            tell(slowest=spent, bytes=len(raw))
        elif row["inputs"] % 500 == 0:
            tell()

    def mutate(raw: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < _SHARE_OF_GRAMMAR:
            return mutated(raw, chance)[:most]
        return bytes(atheris.Mutate(raw, most))

    limits = [f"-runs={options.inputs or INPUTS[name]}", f"-seed={options.seed}", f"-max_len={LONGEST}",
              f"-timeout={_HANGS_AFTER}", "-rss_limit_mb=4096",
              f"-artifact_prefix={options.found}/{name}-"]  # fmt: skip
    atheris.Setup([sys.argv[0], *limits, str(corpus)], one, custom_mutator=mutate)
    atheris.Fuzz()


def _again(name: str, path: Path) -> int:
    """Tries one input again.  Raises: whatever shows the law that it breaks."""
    from fuzz_limits import cost
    from fuzz_targets import TARGETS

    _say(f"no law is broken; {cost(TARGETS[name], path.read_bytes()):.3f} seconds of CPU time")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(ROOT)]
    os.environ.setdefault("PYTHONPATH", str(ROOT))
    sys.exit(main())
