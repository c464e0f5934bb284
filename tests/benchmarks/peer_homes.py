"""Where the peers live: an environment for each, made from what is pinned here, in a scratch folder.

What the peers need contradicts each other (LinkML wants an rdflib that Morph-KGC refuses), so that
peers-requirements.txt has a part for each.  Nothing of it comes into the project's own environment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PINNED = HERE / "peers-requirements.txt"


class HomeError(Exception):
    """A peer cannot be installed; the message says why."""


def pinned(peer: str) -> str:
    """The lines under `# peer: NAME` in peers-requirements.txt."""
    parts = PINNED.read_text("utf-8").split("# peer: ")[1:]
    named = {name.strip(): lines for name, _, lines in (part.partition("\n") for part in parts)}
    return named[peer]


def python_home(peer: str, homes: Path) -> Path:
    """The `bin` of an environment that has exactly what is pinned for the peer.

    Raises:
        HomeError: it cannot be made.
    """
    home, wanted = homes / f"peers-{peer}", pinned(peer)
    binaries = home / "bin"
    mark = hashlib.sha256(f"{sys.version}\n{wanted}".encode()).hexdigest()
    if _marked(home, mark):
        return binaries
    shutil.rmtree(home, ignore_errors=True)
    _run(sys.executable, "-m", "venv", str(home))
    (home / "requirements.txt").write_text(wanted, "utf-8")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    _run(str(binaries / "python"), *pip, "-r", str(home / "requirements.txt"))
    (home / "made-from").write_text(mark, "utf-8")
    return binaries


def node_home(peer: str, homes: Path) -> tuple[str, Path]:
    """Node, and a folder whose node_modules are what the peer's package-lock.json says.

    Raises:
        HomeError: it cannot be made.
    """
    sys.path.append(str(ROOT))
    from hatch_build import FLAGS, node_and_npm

    node, npm = node_and_npm()
    home, lock = homes / f"peers-{peer}", HERE / peer / "package-lock.json"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not _marked(home, mark):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / peer / name, home)
        path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
        _run(node, npm, "ci", *FLAGS, "--loglevel=error", folder=home, path=path)
        (home / "made-from").write_text(mark, "utf-8")
    return node, home


def _marked(home: Path, mark: str) -> bool:
    made = home / "made-from"
    return made.is_file() and made.read_text("utf-8") == mark


def _run(*command: str, folder: Path | None = None, path: str = "") -> None:
    env = {**os.environ, "PATH": path} if path else None
    try:
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=600)
    except subprocess.TimeoutExpired:
        raise HomeError("installing took more than 600 s") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise HomeError(f"cannot be installed: {lines[-1][:160] if lines else 'nothing said'}")
