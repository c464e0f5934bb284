"""Requests a second and latency of our endpoint beside two others: same machine, same data, same queries, one run.

Usage: python tests/benchmarks/endpoint.py [--seconds 10] [--connections 16] [--data data]

Needs `wrk`.  rdflib-endpoint is installed into a temporary environment, where an index can be reached; the table is
without it otherwise.  Each server must first give the same number of rows for each query.  Servers and wrk share the
cores, so that the ratios mean more than the figures.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx

from graph_builder.graph import library
from graph_builder.graph.rdf import nquads
from graph_builder.pipeline import load

QUESTIONS = ("who-supported", "stances-of", "on-page", "senses-at")
ACCEPT = "application/sparql-results+json"
_HERE = Path(sys.executable).parent
_LUA = """
local paths = {{ {paths} }}
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn], {{ ["Accept"] = "{accept}" }})
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--only", nargs="+", default=[], help="the names of the servers to run, or parts of them")
    args = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed")
    book = load(args.data)
    queries = [library.filled(library.question(name), {}, book) for name in QUESTIONS]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "data.nq").write_text(nquads(book), "utf-8")
        commands = servers(args.data, folder)
        wanted = {n: c for n, c in commands.items() if not args.only or any(each in n for each in args.only)}
        print(
            f"{len(book.statements):,} statements; {args.connections} connections, {args.seconds} s each, "
            f"1 wrk thread; {os.cpu_count()} cores; load before: {os.getloadavg()[0]:.1f}"
        )
        print(f"{'':36} requests/s   p50 ms   p99 ms   max ms  not 2xx  rows of the queries")
        for name, (command, path) in wanted.items():
            with running([*command], path) as url:
                rows = [count(url, query) for query in queries]
                warmed(url, queries)
                said = loaded(url, queries, folder, args.seconds, args.connections)
            print(f"{name:36} {said}  {rows}")


def servers(data: Path, folder: Path) -> dict[str, tuple[list[str], str]]:
    """Each server's command, with PORT where its port belongs, and the path of its endpoint."""
    store = folder / "store"
    oxigraph = str(_HERE / "oxigraph")
    loading = [oxigraph, "load", "--location", str(store), "--file", str(folder / "data.nq")]
    subprocess.run(loading, check=True, capture_output=True)
    found = {
        "graph-builder serve": (
            [str(_HERE / "graph-builder"), "serve", "--data", str(data), "--port", "PORT"],
            "sparql",
        ),
        "oxigraph serve-read-only": (
            [oxigraph, "serve-read-only", "--location", str(store), "--bind", "127.0.0.1:PORT"],
            "query",
        ),
    }
    other = folder / "other"
    subprocess.run([sys.executable, "-m", "venv", str(other)], check=True)
    pip = [str(other / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "rdflib-endpoint[cli]"]
    if (done := subprocess.run(pip, capture_output=True, text=True, check=False)).returncode:
        print(f"rdflib-endpoint cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
        return found
    program = str(other / "bin" / "rdflib-endpoint")
    command = [program, "serve", "--host", "127.0.0.1", "--port", "PORT", str(folder / "data.nq")]
    return {**found, "rdflib-endpoint": (command, "")}


@contextlib.contextmanager
def running(command: list[str], path: str) -> Iterator[str]:
    """The address of the endpoint, from when it answers until the block ends."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    url = f"http://127.0.0.1:{port}/{path}"
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([part.replace("PORT", port) for part in command], stdout=said, stderr=said)
        try:
            for _ in range(600):
                with contextlib.suppress(httpx.TransportError):
                    if httpx.get(
                        url, params={"query": "ASK {}"}, headers={"Accept": ACCEPT}, trust_env=False
                    ).is_success:
                        break
                if process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                process.kill()
            if process.poll() is not None:
                said.seek(0)
                sys.exit(f"{command[0]} did not start:\n{said.read()[-2000:]}")
            yield url
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def count(url: str, query: str) -> int:
    """How many rows the server gives."""
    reply = httpx.get(url, params={"query": query}, headers={"Accept": ACCEPT}, timeout=60, trust_env=False)
    reply.raise_for_status()
    return len(reply.json()["results"]["bindings"])


def warmed(url: str, queries: list[str]) -> None:
    """Each query a few times, so that no server is measured while it starts."""
    with httpx.Client(trust_env=False, timeout=60) as client:
        for query in queries * 5:
            client.get(url, params={"query": query}, headers={"Accept": ACCEPT})


def loaded(url: str, queries: list[str], folder: Path, seconds: int, connections: int) -> str:
    """What wrk measures, as columns."""
    base = "/" + url.split("/", 3)[3]
    paths = ", ".join(f'"{base}?query={quote(query, safe="")}"' for query in queries)
    script = folder / "mix.lua"
    script.write_text(_LUA.format(paths=paths, accept=ACCEPT), "utf-8")
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "--latency",
        "-s",
        str(script),
        url,
    ]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def figure(pattern: str) -> str:
        found = re.search(pattern, text)
        return found[1] if found else "0"

    p50, p99 = (_milliseconds(figure(rf"{part}%\s+(\S+)")) for part in ("50", "99"))
    longest = _milliseconds(figure(r"Latency\s+\S+\s+\S+\s+(\S+)"))
    bad, rate = figure(r"Non-2xx or 3xx responses: (\d+)"), float(figure(r"Requests/sec:\s+(\S+)"))
    return f"{rate:10.0f} {p50:8.1f} {p99:8.1f} {longest:8.1f} {bad:>8}"


def _milliseconds(text: str) -> float:
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)?", text)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000, None: 1}[found[2]] if found else 0.0


if __name__ == "__main__":
    main()
