"""What makes a statement this one and no other, and the id that follows from it."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.model.names import statement_id
from graph_builder.model.statements import Statement


def identity(statement: Statement) -> tuple[str, ...]:
    """What makes a statement this one and no other: everything but remarks, doubts and its place in the files.

    Rewording a note, or grading a doubt, leaves a statement's IRI as it is.
    """
    figure = statement.figure
    return (
        statement.locator.id,
        statement.view,
        ",".join(sorted(statement.by)),
        statement.subject,
        "not" if statement.negated else "",
        statement.relation,
        statement.object,
        f"{figure.written} {figure.unit} {figure.compared_to}" if figure else "",
        statement.when.edtf if statement.when else "",
        *(",".join(sorted(ids)) for ids in (statement.at, statement.places, statement.via)),
        statement.role,
        statement.how,
        statement.sense,
        statement.mode,
        statement.quote,
    )


def named(statement: Statement) -> Statement:
    """The statement with its id: the curator's own, or one derived from `identity`."""
    return statement if statement.id else replace(statement, id=statement_id(identity(statement)))
