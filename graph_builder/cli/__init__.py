"""The verbs.  Each calls the pipeline, prints, and sets the exit code: 0 done, 1 something to mend, 2 wrong usage."""

from __future__ import annotations

import sys

try:
    import click

    from graph_builder.cli.facts import check, cite, coverage, diff, ids, schema, show, tidy
    from graph_builder.cli.importing import import_
    from graph_builder.cli.library import analyse, assemble
    from graph_builder.cli.outputs import build, lecture
    from graph_builder.cli.publishing import publish
    from graph_builder.cli.questions import ask, query, view
    from graph_builder.cli.serving import serve, watch
    from graph_builder.cli.verbs import Verbs
except KeyboardInterrupt:  # while the program is loaded
    sys.stderr.write("graph-builder: interrupted; no file is half written\n")
    sys.exit(130)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="graph-builder")
def main() -> None:
    """A knowledge graph of early Soviet foreign policy that keeps apart what is so and what somebody said."""


for _verb in (
    check,
    tidy,
    schema,
    coverage,
    ids,
    show,
    cite,
    diff,
    query,
    ask,
    view,
    build,
    lecture,
    watch,
    serve,
    publish,
    assemble,
    analyse,
    import_,
):
    main.add_command(_verb)
