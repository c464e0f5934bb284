"""The verbs for libraries that are too large for one graph in memory: assemble, analyse."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli.progress import bar
from graph_builder.cli.verbs import DATA, excerpts
from graph_builder.errors import UsageError


@click.command()
@DATA
@click.option("--output", "target", type=click.Path(path_type=Path), default=Path("parts"), show_default=True)
@click.option("--workers", type=click.IntRange(0), default=0, help="Processes; 0 (the default) is one for each core.")
@click.option("--spark", metavar="MASTER", default="", help="Run on Spark: local[4], spark://host:7077, yarn, ...")
@click.option("--fresh", is_flag=True, help="Use no results of an earlier run.")
def assemble(folder: Path, target: Path, workers: int, spark: str, fresh: bool) -> None:
    """Check the facts and write them in parts for bulk loaders, file by file, on all cores or on Spark.

    The parts hold the lines of graph.nq, compressed; manifest.json names each with its file, size and hash.
    """
    from graph_builder.parts.library import assemble as assembled
    from graph_builder.pool import on_processes

    if spark and workers:
        raise UsageError("--workers and --spark exclude each other; Spark's master says how many workers there are")
    if spark:
        from graph_builder.parts.spark import on_spark

        run = on_spark(spark)
    else:
        run = on_processes(workers)
    with bar() as line:
        library = assembled(folder, target, line.runner(run), cached=not fresh)
    click.echo(excerpts(library.problems), nl=False, err=True)
    quads, size = sum(part.quads for _, part in library.parts), sum(part.bytes for _, part in library.parts)
    click.echo(
        f"{library.statements:,} statements of {library.things:,} things in {target.as_posix()}/: "
        f"{len(library.parts):,} parts, {quads:,} quads, {size / 2**20:,.1f} MB"
    )


@click.command()
@click.argument("folder", metavar="PARTS", type=click.Path(path_type=Path))
@click.option("--measure", type=click.Choice(("degree", "pagerank", "betweenness", "components", "communities")),
              default="degree", show_default=True)  # fmt: skip
@click.option("--top", type=click.IntRange(0), default=20, show_default=True, help="How many; 0 is all.")
@click.option("--voices", type=click.Choice(("plain", "beliefs", "all")), default="plain", show_default=True,
              help="Which statements count: plain facts, beliefs, or both.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@click.option("--spark", metavar="MASTER", default="", help="degree, pagerank and components on Spark: local[4], ...")
def analyse(folder: Path, measure: str, top: int, voices: str, format_: str, spark: str) -> None:
    """Measure the network of a library in PARTS, as assemble writes them: who stands where, what hangs together."""
    from graph_builder.parts.analyse import analyse as analysed
    from graph_builder.parts.analysis_text import as_text
    from graph_builder.pool import on_processes

    if spark:
        from graph_builder.parts.analyse_spark import analyse_on_spark

        found = analyse_on_spark(folder, measure, voices, top, spark)
    else:
        with bar() as line:
            found = analysed(folder, measure, voices, top, line.runner(on_processes()))
    click.echo(as_text(found, format_), nl=False)
