"""Bills of materials in CycloneDX: the Python packages, the JavaScript packages, and what stands inside the pages.

    python sbom.py FOLDER --tools BIN     BIN is where cyclonedx-py and its Python are (make sbom)

Same lock files and same bundle, same bytes: no clock, no serial number, no path of a machine.  Each file is checked
against CycloneDX's own schema.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hatch_build import HERE as EXPLORER
from hatch_build import install, node_and_npm

ROOT = Path(__file__).parent
NETWORK = ROOT / "graph_builder" / "views" / "network"
FONT = "font-source-sans-pro"
PAGES: dict[str, tuple[str, ...]] = {
    "explorer.html": ("explorer.js", "explorer.css", "engine.js"),
    "graph.html": ("vis-network",),
    "deck.html": ("deck.js", "deck.css", FONT),
    "embed.html": ("embed.js", "embed.css", FONT),
    "handout.html": (FONT,),
    "handout.pdf": (FONT,),
}
"""What the kinds of pages are made of; coverage, vocabulary and those of the server have nothing of others in them."""
_VALID = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = sys.stdin.read()
wrong = JsonStrictValidator(SchemaVersion.from_version(sys.argv[1])).validate_str(text)
sys.exit(str(wrong) if wrong else 0)
"""


def python_packages(tools: Path) -> dict[str, Any]:
    """The packages of requirements.lock, with their hashes."""
    command = [str(tools / "cyclonedx-py"), "requirements", "--output-reproducible", "--of", "JSON", "-"]
    with (ROOT / "requirements.lock").open(encoding="utf-8") as lock:
        done = subprocess.run(command, stdin=lock, capture_output=True, text=True, check=True)
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def javascript_packages() -> dict[str, Any]:
    """The packages of package-lock.json, those for building included."""
    node, npm = node_and_npm()
    command = [node, npm, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
    done = subprocess.run(command, cwd=EXPLORER, capture_output=True, text=True, check=True)
    made: dict[str, Any] = json.loads(done.stdout)
    made.pop("serialNumber", None)
    made["metadata"].pop("timestamp", None)
    return made


def inside_pages() -> dict[str, Any]:
    """The packages, crates and fonts of which something stands in a page, and which page that is."""
    contents = json.loads((EXPLORER / "dist" / "contents.json").read_text("utf-8"))
    described = [json.loads((EXPLORER / "dist" / f"{name}.json").read_text("utf-8")) for name in _LICENCES]
    licence_of = {row["name"]: row for rows in described for row in rows}
    network = json.loads((NETWORK / "licences.json").read_text("utf-8"))["packages"]
    crates = json.loads((EXPLORER / "licences" / "engine-crates.json").read_text("utf-8"))["crates"]
    parts = {name: [_package(licence_of[each], "npm") for each in packages] for name, packages in contents.items()}
    parts["engine.js"] += [_package(crate, "cargo") for crate in crates]
    parts["vis-network"] = [_package(each, "npm") for each in network]
    parts[FONT] = [_package({"name": FONT, "version": version(FONT), "licence": "OFL-1.1"}, "pypi")]
    components = {each["bom-ref"]: each for made in parts.values() for each in made}
    pages = [{"type": "file", "bom-ref": name, "name": name} for name in PAGES]
    within = {
        page: sorted({each["bom-ref"] for name in names for each in parts[name]}) for page, names in PAGES.items()
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "graph-builder", "name": "graph-builder"}},
        "components": [*pages, *(components[name] for name in sorted(components))],
        "dependencies": [
            {"ref": "graph-builder", "dependsOn": [*PAGES]},
            *({"ref": page, "dependsOn": names} for page, names in within.items()),
        ],
    }


_LICENCES = ("licences", "stage-licences")


def _package(row: dict[str, str], kind: str) -> dict[str, Any]:
    name = row["name"].replace("@", "%40")
    reference = f"pkg:{kind}/{name}" + (f"@{row['version']}" if row["version"] else "")
    made: dict[str, Any] = {"type": "library", "bom-ref": reference, "name": row["name"], "purl": reference}
    if row["version"]:
        made["version"] = row["version"]
    return made | {"licenses": [{"expression": row["licence"]}]}


def main() -> None:
    """Writes the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tools", type=Path, required=True)
    args = parser.parse_args()
    install()
    made = {
        "python.cdx.json": python_packages(args.tools),
        "javascript.cdx.json": javascript_packages(),
        "pages.cdx.json": inside_pages(),
    }
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, bill in made.items():
        text = json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        valid = [str(args.tools / "python"), "-c", _VALID, bill["specVersion"]]
        subprocess.run(valid, input=text, text=True, check=True)
        (args.folder / name).write_text(text, "utf-8")
        print(f"{args.folder / name}: {len(bill['components'])} components")  # noqa: T201  # it is a program


if __name__ == "__main__":
    main()
