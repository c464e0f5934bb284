"""The command itself: how its verbs end, and the options that they share."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from graph_builder.errors import DataError, GraphBuilderError

DATA = click.option("--data", "folder", type=click.Path(path_type=Path), default=Path("data"), show_default=True,
                     help="The folder of the facts.")  # fmt: skip
_SHOWN = 20


class Verbs(click.Group):
    """Turns what a user can mend into one message and exit code 1; lists the verbs in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DataError as error:
            from graph_builder.facts.read import read_file
            from graph_builder.views.problems import report, summary

            shown = error.problems[:_SHOWN]
            lines = {p.where.file: read_file(Path(p.where.file))[0].lines for p in shown}
            more = f", of which the first {_SHOWN}; check names them all" if len(error.problems) > _SHOWN else ""
            click.echo(report(shown, lines) + summary(error.problems) + more, err=True)
        except GraphBuilderError as error:
            click.echo(f"graph-builder: {error}", err=True)
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            click.echo(f"graph-builder: cannot write the answer: {error.strerror or error}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python would try once more on leaving
        except KeyboardInterrupt:
            click.echo("graph-builder: interrupted; nothing was written", err=True)
            ctx.exit(130)
        return ctx.exit(1)
