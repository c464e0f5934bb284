"""Verbs that write to stores of others: publish."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli.progress import Bar, bar
from graph_builder.cli.verbs import DATA

if TYPE_CHECKING:
    from graph_builder.graph.publish import Mode, Report

_SECONDS, _TRIES = 300.0, 6


@click.command()
@click.argument("url")
@DATA
@click.option("--query", metavar="URL", default="", help="Where it is asked; default: as URL says, or URL/query.")
@click.option("--update", metavar="URL", default="", help="Where it takes updates; default: URL, or URL/update.")
@click.option("--graph-store", metavar="URL", default="", help="Write by the Graph Store Protocol, at this address.")
@click.option("--default-graph", metavar="IRI", default="",
              help="The graph that takes our default graph; default: the store's own, or in a store whose default "
              "graph is the union of all others (Virtuoso) the base IRI.")  # fmt: skip
@click.option("--whole", "mode", flag_value="whole", help="Replace everything of ours that is there.")
@click.option("--difference", "mode", flag_value="difference", help="Send only what changed; else fail.")
@click.option("--batch", type=click.IntRange(1), help="Triples in one request; default: 50,000, else 1,000.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def publish(
    url: str,
    folder: Path,
    query: str,
    update: str,
    graph_store: str,
    default_graph: str,
    mode: Mode | None,
    batch: int | None,
    dry_run: bool,
) -> None:
    """Bring the store at URL to hold this graph: the difference where it can be read, else the whole.

    Other graphs of the store stay as they are.  Name and password come from the environment: GRAPH_BUILDER_USER and
    GRAPH_BUILDER_PASSWORD, or GRAPH_BUILDER_TOKEN.  Interrupted, run it again.
    """
    from graph_builder.errors import UsageError
    from graph_builder.graph import publish as publishing
    from graph_builder.graph.stores import store_at
    from graph_builder.graph.wire import Connection, credentials_of
    from graph_builder.pipeline import load

    if update and graph_store:
        raise UsageError("give --update or --graph-store, not both")
    with bar() as line:
        connection = Connection(credentials_of(), _SECONDS, _TRIES, sleep=partial(_wait, line))
        store = store_at(connection, url, query=query, update=update, graph_store=graph_store)
        book = load(folder, line.steps)
        try:
            report = publishing.publish(
                book,
                store,
                mode=mode or "auto",
                default_graph=default_graph,
                batch=batch or 0,
                dry_run=dry_run,
                progress=partial(line.tell, "sending triples"),
            )
        except KeyboardInterrupt:
            line.hide()
            click.echo(f"graph-builder: interrupted; {store} may hold a part: publish again", err=True)
            sys.exit(130)
    click.echo("\n".join(_told(report, str(store), dry_run)))


def _wait(line: Bar, seconds: float) -> None:
    """Waits before the next attempt, and says so: a store that is being started is no reason to sit before nothing."""
    line.hide()
    click.echo(f"graph-builder: no answer yet, trying again in {seconds:g} s", err=True)
    time.sleep(seconds)


def _told(report: Report, store: str, dry_run: bool) -> list[str]:
    what = f"{_many(report.total, 'triple')} in {_many(report.graphs, 'graph')}"
    lines = []
    if report.whole:
        lines.append(f"{'would replace' if dry_run else 'replaced'} everything of this graph in {store}: {what}")
    elif not report.changes:
        lines.append(f"nothing to change: {store} holds {what}")
    else:
        verb = "would add" if dry_run else "added"
        changed = f"{_many(report.added, 'triple')} and {'remove' if dry_run else 'removed'} {report.removed:,}"
        lines.append(f"{verb} {changed} in {store}, which {'would hold' if dry_run else 'holds'} {what}")
    gone = "would drop" if dry_run else "dropped"
    lines += [f"{gone} the graph {graph}" for graph in report.dropped]
    if report.default_graph:
        lines.append(f"the default graph {'would be' if dry_run else 'is'} the graph {report.default_graph}")
    if dry_run:
        lines.append("nothing was changed")
    elif not report.checked:
        lines.append("not counted afterwards: the store cannot be asked what it holds")
    return lines


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
