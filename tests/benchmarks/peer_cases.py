"""What is measured beside what, and what each peer does not do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import peer_jobs as jobs
from peer_homes import HERE, node_home, python_home

SCHEMA = HERE / "linkml" / "schema.yaml"
WHOLE, PARTS = "ours: check + assemble, whole in memory", "ours: check + assemble, in parts"
OURS = {"whole": WHOLE, "parts": PARTS}
"""What may count as 1 for reading, checking and assembling."""


@dataclass(frozen=True)
class Case:
    """One thing that is measured.

    `command` is asked when its turn comes, since it may have to install something.  `beside` is the case that counts
    as 1.  `lacks` says what it does not do that ours does.  `target` is the file or folder that it writes, `page`
    whether this is a page, whose requests are counted.  `after` prepares what later cases need, in no time of its own.
    """

    name: str
    beside: str
    command: Callable[[], list[str]]
    lacks: str
    target: Path | None = None
    page: bool = False
    folder: Path | None = None
    after: Callable[[], list[str]] | None = None


def cases(place: Path, homes: Path, ours: str) -> list[Case]:
    """Everything on the world in a folder; `ours` is a key of OURS.

    Order: what counts as 1 before what stands beside it.
    """
    return [*limits(place, ours, both=True), *_assembling(place, homes, ours), *_writers(place), *_pages(place, homes)]


def _assembling(place: Path, homes: Path, ours: str) -> list[Case]:
    """The peers that read, check or assemble the same facts."""
    facts, base = place / "linkml.yaml", OURS[ours]
    schema = ["-s", str(SCHEMA), "-C", "Facts"]

    def linkml(verb: str, *arguments: str) -> list[str]:
        return [str(python_home("linkml", homes) / f"linkml-{verb}"), *schema, *arguments, str(facts)]

    def morph() -> list[str]:
        return [str(python_home("morph", homes) / "python"), "-m", "morph_kgc", "config.ini"]

    turtle, unchecked = place / "linkml.ttl", place / "linkml-unchecked.ttl"
    return [
        Case(
            "linkml-validate", base, partial(linkml, "validate"),
            "one file; finds no id that is not there, no id given twice; dates only by their form; errors without "
            "line; no graph",
        ),
        Case(
            "linkml-convert to Turtle", base, partial(linkml, "convert", "-t", "ttl", "-o", str(turtle)),
            "as linkml-validate, and no sentences, no plain facts, no graphs of beliefs, dates not read",
            target=turtle,
        ),
        Case(
            "linkml-convert --no-validate", base,
            partial(linkml, "convert", "--no-validate", "-t", "ttl", "-o", str(unchecked)),
            "as linkml-convert, and checks nothing but what its classes refuse", target=unchecked,
        ),
        Case(
            "rdflib: add + N-Quads", base, _job(jobs.rdflib_quads, place / "ours.nq", place / "rdflib.nq", "nquads"),
            "reads no YAML, checks nothing, derives nothing: begins with our quads as texts in memory; not sorted",
            target=place / "rdflib.nq",
        ),
        Case(
            "Morph-KGC: CSV to N-Quads", base, morph,
            "reads no YAML, checks nothing; dates, sentences, ids and voices come ready from us; no vocabulary, "
            "nothing of how it was written; not sorted", target=place / "morph" / "morph.nq", folder=place / "morph",
        ),
    ]  # fmt: skip


def limits(place: Path, ours: str, both: bool = False) -> list[Case]:
    """Ours, and what nothing that reads this YAML and writes these quads can be quicker than.

    Args:
        both: whether also the way of ours is measured that does not count as 1.
    """
    yaml, quads, parts, base = place / "yaml", place / "ours.nq", place / "parts", OURS[ours]
    sizes = [path.stat().st_size for path in yaml.rglob("*.yaml")]
    read = f"from {len(sizes):,} files, {sum(sizes) / 1e6:,.1f} MB of YAML"
    whole = Case(WHOLE, base, _job(jobs.ours, yaml, quads), f"({read}; one process; sorted)", target=quads)
    several = Case(
        PARTS, base, _job(jobs.ours_in_parts, yaml, parts), f"({read}; all cores; compressed; waits for the disk)",
        target=parts, after=_job(jobs.joined, parts, quads),
    )  # fmt: skip
    first, second = (whole, several) if ours == "whole" else (several, whole)
    return [
        first, *([second] if both else []),
        Case("ours: check alone", base, _job(jobs.check if ours == "whole" else jobs.check_in_parts, yaml), "no graph"),
        Case("limit: bare YAML events", base, _job(jobs.events, yaml), "libyaml's events, and nothing done with them"),
        Case(
            "limit: bare N-Quads write", base, _job(jobs.quads, quads, place / "bare.nq"),
            "our quads, ready as tuples of texts, joined and written; making the tuples does not count",
            target=place / "bare.nq",
        ),
    ]  # fmt: skip


def _writers(place: Path) -> list[Case]:
    """Ours from the checked book, theirs from what is ready for them; programs that write files are loaded before."""
    found = []
    formats = (("turtle", "Turtle", "ttl"), ("graphml", "GraphML", "graphml"), ("gexf", "GEXF", "gexf"), ("node_link", "node-link JSON", "json"))  # fmt: skip # noqa: E501
    for form, called, suffix in formats:
        own, target = f"ours: {called}", place / f"ours.{suffix}"
        found.append(Case(own, own, _job(jobs.export, place / "yaml", target, form), "", target=target))
        target = place / f"peer.{suffix}"
        if form == "turtle":
            peer, job = "rdflib: add + Turtle", _job(jobs.rdflib_quads, place / "ours.nq", target, form)
            lacks = "derives nothing: begins with our quads as texts in memory"
        else:
            peer, job = f"networkx: {called}", _job(jobs.plain_networkx, place / "yaml", target, form)
            lacks = "words no sentences, derives nothing: begins with our nodes, edges and attributes in memory"
            lacks += "; a time of its making is in the file" if form == "gexf" else ""
        found.append(Case(peer, own, job, lacks, target=target))
    return found


def _pages(place: Path, homes: Path) -> list[Case]:
    cosma = place / "cosma"

    def modelize() -> list[str]:
        node, home = node_home("cosma", homes)
        return [node, str(home / "node_modules" / "@graphlab-fr" / "cosma" / "dist" / "back.cjs"), "modelize"]

    found = []
    for name, which in (("graph.html", "network"), ("explorer.html", "explorer")):
        target, own = place / f"{which}.html", f"ours: {name}"
        job = _job(jobs.page, place / "yaml", target, which)
        found.append(Case(own, own, job, "", target=target, page=True))
    target = place / "pyvis.html"
    pyvis = Case(
        "pyvis as it comes", found[0].name, _job(jobs.pyvis, place / "yaml", target),
        "no layout (the browser works it out anew each time), no legend, no sources, no voices, no search",
        target=target, page=True,
    )  # fmt: skip
    target = cosma / "cosmoscope.html"
    return [
        found[0], pyvis, found[1],
        Case(
            "Cosma", found[1].name, modelize,
            "no layout (the browser works it out), no timeline, paths, beliefs or SPARQL; its time has Node's start "
            "and the reading of CSV in it, ours begins with the checked book", target=target, page=True, folder=cosma,
        ),
    ]  # fmt: skip


def _job(job: Callable[..., None], *arguments: object) -> Callable[[], list[str]]:
    return partial(jobs.command, job, *arguments)
